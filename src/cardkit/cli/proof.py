"""Draw a deck for people to look at, and say where the pictures are and what they show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Editions, Formats, Only, Output, Press, path_typed
from cardkit.cli.report import Style
from cardkit.cli.stop import GOOD, TROUBLE, Stop
from cardkit.cli.talk import Talk, progress, publish, remark, shown, writing
from cardkit.diagnostic import error

if TYPE_CHECKING:
    from cardkit.job.proof import View

Panorama = Annotated[bool, typer.Option("--panorama", help="Draw all fronts edge to edge, too.")]
Separations = Annotated[
    bool,
    typer.Option(
        "--separations",
        help="Draw each plate of the finished file, with what its ink covers, in place of the contact sheets.",
    ),
]
Overlay = Annotated[
    bool,
    typer.Option(
        "--overlay",
        help="Draw trim, bleed, safe area and the quiet zones of codes over every face, in place of the contact sheets.",
    ),
]
Compare = Annotated[
    Path | None,
    typer.Option(
        "--compare",
        metavar="OLD.pdf",
        parser=path_typed,
        help="Draw and list what changed since an older PDF, in place of the contact sheets. "
        "The manifest.json beside it tells which card was on which page; without one they are matched by their order.",
        show_default=False,
    ),
]


def proof(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    only: Only = None,
    format: Formats = None,
    press: Press = None,
    output: Output = None,
    panorama: Panorama = False,
    overlay: Overlay = False,
    separations: Separations = False,
    compare: Compare = None,
    talk: Talk,
) -> int:
    """Draw contact sheets: every face in pictures, at most 60 faces a page, as PNG and PDF. Not for the press.

    A pixel counts as changed where an ink of it differs by more than 6 %, at 6 pixels a mm.

    \b
    Examples:
      cardkit proof                               the deck you are in, every edition
      cardkit proof --edition en -o ~/Desktop     one edition, to look at
      cardkit proof --panorama                    all fronts edge to edge, too
      cardkit proof --overlay                     where the cards are cut, and what must stay clear
      cardkit proof --separations --press x1a     every plate of what that press would get
      cardkit proof --compare build/my-deck.en.pdf    what changed since it was rendered
    """
    from cardkit.cli.looking import show, since_of, summary
    from cardkit.cli.request import check_date, request
    from cardkit.job.judgement import judge
    from cardkit.job.proof import Drawn, proofs
    from cardkit.pdf.document import UnreadablePdfError

    check_date()
    wanted = request(deck, editions=edition, formats=format, only=only, press=press)
    since = None
    if compare is not None:
        wanted, since = since_of(wanted, compare)
    views = _views(panorama=panorama, overlay=overlay, separations=separations, comparing=since is not None)
    with progress(talk) as step:
        judgement = judge(wanted.deck, wanted.choices(), found=wanted.problems, complete=wanted.complete, progress=step)
        stopped = judgement.report.errors or (talk.strict and len(judgement.report))
        folder = output or wanted.folder / "build"
        try:
            with writing():
                drawn = Drawn() if stopped else proofs(judgement.laid, folder, views=views, since=since, progress=step)
        except UnreadablePdfError as fault:
            message = f"`{shown(since.old) if since else folder}` cannot be read: {fault}"
            raise Stop(TROUBLE, error("pdf-unreadable", message, hint="Give a whole PDF without a password.")) from None
    code = publish(judgement.report, talk, summary(drawn))
    if talk.style is Style.HUMAN and not talk.quiet:
        show(drawn, talk)
        for path in drawn.files:
            remark(shown(path), talk)
    return code or GOOD


def _views(*, panorama: bool, overlay: bool, separations: bool, comparing: bool) -> tuple[View, ...]:
    """What was asked for; the contact sheets where it was nothing of another kind."""
    from cardkit.job.proof import View

    asked = {View.PANORAMA: panorama, View.OVERLAY: overlay, View.SEPARATIONS: separations}
    views = tuple(view for view, wished in asked.items() if wished)
    return views if overlay or separations or comparing else (View.SHEETS, *views)
