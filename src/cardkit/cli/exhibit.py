"""Build the pages that a deck's codes open, and show them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Only, output_to
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import FAULTY, GOOD, TROUBLE, USAGE, Stop
from cardkit.cli.talk import Talk, progress, publish, remark, shown, writing
from cardkit.diagnostic import error

if TYPE_CHECKING:
    from cardkit.cli.request import Request
    from cardkit.job.site import SiteOutcome


class Where(StrEnum):
    """Where the site will stand."""

    WEB = "web"
    FILES = "files"


Output = Annotated[Path | None, output_to("DIR", "Write here and not to DECK/build/site.")]


def build(
    deck: DeckPath = None,
    *,
    only: Only = None,
    output: Output = None,
    where: Annotated[
        Where,
        typer.Option("--for", help="For a web server, or for files on a disk, where links must end in index.html."),
    ] = Where.WEB,
    base: Annotated[
        str | None,
        typer.Option(
            "--base", metavar="URL", help="The address that the site will have, where it is not that of the codes."
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Prove on the finished files that every code of deck and ledger opens its page."),
    ] = False,
    talk: Talk,
) -> int:
    """Make the site behind a deck's codes: a folder that any web server can show as it is.

    Only what changed is written again. A deck with an error writes nothing.

    \b
    Examples:
      cardkit exhibit build                       into the deck's build/site
      cardkit exhibit build --check               and prove that no code leads nowhere
      cardkit exhibit build --for files -o E:/    for a USB stick
      cardkit exhibit build --only hohhot         the pages of one card
    """
    from cardkit.cli.request import request

    begun = monotonic()
    wanted = request(deck, only=only)
    outcome = run(wanted, talk, output, where=where, base=base, checking=check)
    code = publish(outcome.report, talk, summary(outcome))
    if talk.style is Style.HUMAN:
        tell(outcome, talk, monotonic() - begun, checking=check)
    return code


def serve(
    deck: DeckPath = None,
    *,
    output: Output = None,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port to listen on.")] = 8000,
    lan: Annotated[
        bool,
        typer.Option(
            "--lan", help="Let others on this network in, such as phones at the booth. Left out, nobody else."
        ),
    ] = False,
    talk: Talk,
) -> int:
    """Make the site and show it, on this machine or on the booth's network, until Ctrl-C.

    With --lan a code on the terminal opens it on a phone.

    \b
    Examples:
      cardkit exhibit serve                       on this machine alone
      cardkit exhibit serve --lan --port 8080     for phones on this network
    """
    from cardkit.cli.request import request
    from cardkit.exhibit.server import address, bound

    wanted = request(deck)
    outcome = run(wanted, talk, output)
    if publish(outcome.report, talk) == FAULTY or not outcome.pages:
        remark("Nothing was served.", talk)
        return FAULTY
    try:
        host = address() if lan else "127.0.0.1"
        server = bound(outcome.folder, host, port, outcome.base)
    except OSError as fault:
        hint = "Give another one with --port N." if not lan else "Give another port, or join the booth's network first."
        message = f"port {port} cannot be listened on: {fault.strerror or fault}"
        raise Stop(TROUBLE, error("read-or-write-failed", message, hint=hint)) from None
    _welcome(f"http://{host}:{port}{server.home}", talk, lan=lan)
    with server:
        server.serve_forever()
    return GOOD


def run(
    wanted: Request,
    talk: Talk,
    output: Path | None,
    *,
    where: Where = Where.WEB,
    base: str | None = None,
    checking: bool = False,
) -> SiteOutcome:
    """Build what was asked for, showing progress; raises Stop where the folder is taken."""
    from cardkit.cli.request import check_date
    from cardkit.job.site import SiteOrder, write

    check_date()
    if base is not None and not base.startswith(("https://", "http://")):
        hint = "Write the whole address, such as `https://nmg.example.org/cards`."
        raise Stop(USAGE, error("bad-value", f"`--base {base}` is not a web address", hint=hint))
    order = SiteOrder(
        deck=wanted.deck,
        output=output or wanted.folder / "build" / "site",
        kind="files" if where is Where.FILES else "web",
        base=base,
        only=frozenset(wanted.only),
        checking=checking,
        strict=talk.strict,
        complete=wanted.complete,
    )
    if not wanted.whole and not wanted.only:
        order = SiteOrder(deck=wanted.deck, output=order.output, complete=False)
    with writing(), progress(talk) as show:
        return write(order, found=wanted.problems, progress=show)


def summary(outcome: SiteOutcome) -> dict[str, object]:
    """What a build left behind, for programs."""
    return {
        "folder": outcome.folder.as_posix(),
        "pages": outcome.pages,
        "written": outcome.written,
        "removed": outcome.removed,
        "checked": outcome.checked,
    }


def tell(outcome: SiteOutcome, talk: Talk, seconds: float, *, checking: bool) -> None:
    """What a build left behind, for people."""
    if not outcome.pages:
        remark("Nothing was written.", talk)
        return
    removed = f", {plural(outcome.removed, 'file')} removed" if outcome.removed else ""
    counts = f"{plural(outcome.pages, 'page')}, {plural(outcome.written, 'file')} written{removed}, in {seconds:.1f} s"
    remark(f"The exhibit stands in {shown(outcome.folder)}: {counts}.", talk)
    if checking:
        remark(f"{plural(outcome.checked, 'code')} proved.", talk)


def _welcome(url: str, talk: Talk, *, lan: bool) -> None:
    """Say where the site is, and on a network show a code that opens it."""
    if talk.quiet:
        return
    if lan:
        from cardkit.codes.symbol import symbol
        from cardkit.exhibit.server import half_blocks

        for line in half_blocks(symbol(url).matrix):
            remark(line, talk)
    who = "Everybody on this network can open it" if lan else "It opens on this machine alone"
    remark(url, talk)
    remark(f"{who}. Ctrl-C ends it.", talk)
