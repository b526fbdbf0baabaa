"""Draw a deck's contact sheets and say where they are."""

from __future__ import annotations

from typing import Annotated

import typer

from cardkit.cli.option import DeckPath, Editions, Formats, Only, Output
from cardkit.cli.report import Style
from cardkit.cli.stop import GOOD, TROUBLE, Stop
from cardkit.cli.talk import Talk, locked, progress, publish, remark, shown

Panorama = Annotated[bool, typer.Option("--panorama", help="Draw all fronts edge to edge, too.")]


def proof(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    only: Only = None,
    format: Formats = None,
    output: Output = None,
    panorama: Panorama = False,
    talk: Talk,
) -> int:
    """Draw contact sheets: every face in pictures, at most 60 faces a page, as PNG and PDF. Not for the press.

    \b
    Examples:
      cardkit proof                               the deck you are in, every edition
      cardkit proof --edition en -o ~/Desktop     one edition, to look at
      cardkit proof --panorama                    all fronts edge to edge, too
    """
    from cardkit.cli.request import check_date, request
    from cardkit.job.judgement import judge
    from cardkit.job.lock import Locked
    from cardkit.job.proof import proofs

    check_date()
    wanted = request(deck, editions=edition, formats=format, only=only)
    with progress(talk) as show:
        judgement = judge(wanted.deck, wanted.choices(), found=wanted.problems, complete=wanted.complete, progress=show)
        stopped = judgement.report.errors or (talk.strict and len(judgement.report))
        folder = output or wanted.folder / "build"
        try:
            written = () if stopped else proofs(judgement.laid, folder, wide=panorama, progress=show)
        except Locked as held:
            raise Stop(TROUBLE, locked(held)) from None
    code = publish(judgement.report, talk, {"written": [path.as_posix() for path in written]})
    if talk.style is Style.HUMAN:
        for path in written:
            remark(shown(path), talk)
    return code or GOOD
