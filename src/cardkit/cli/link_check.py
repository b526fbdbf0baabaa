"""Say where every code leads, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Only
from cardkit.cli.report import Style, plural
from cardkit.cli.table import table
from cardkit.cli.talk import Talk, progress, publish, remark, shown
from cardkit.cli.terminal import put
from cardkit.diagnostic import Diagnostic, Report

if TYPE_CHECKING:
    from cardkit.cli.request import Request
    from cardkit.job.destination import Destination
    from cardkit.job.visit import Visit


def check(
    deck: DeckPath = None,
    *,
    only: Only = None,
    files: Annotated[
        Path | None,
        typer.Option("--files", metavar="DIR", help="Where the finished files are, if not in DECK/build."),
    ] = None,
    online: Annotated[
        bool,
        typer.Option("--online", help="Also open every page, as a phone would: one host, two pages a second."),
    ] = False,
    talk: Talk,
) -> int:
    """Look whether every code in the ledger and in the finished files has its card, its exhibit or its tombstone.

    Nothing is asked of the network unless you say --online. Then every page is fetched over https from
    public addresses alone, with at most 5 redirects, 15 seconds and 1 MB; the certificate must hold for three
    weeks more, and the page must carry the card's code, while a code that nobody has must find no page.

    \b
    Examples:
      cardkit links check                         the deck you are in
      cardkit links check --online                and the pages behind its codes
      cardkit links check --online --report json  for programs
    """
    from cardkit.job.destination import compared
    from cardkit.job.printed import printed_codes

    wanted, found, problems = survey(deck, only)
    build = files or wanted.folder / "build"
    printed = list(printed_codes(Path(shown(build))))
    found, more = compared(wanted.deck, found, printed, complete=wanted.complete)
    problems += more
    if not wanted.whole:
        found = tuple(one for one in found if one.card in wanted.only)
    made: tuple[Visit, ...] = ()
    if online:
        from cardkit.edition.link import base_of
        from cardkit.job.visit import judge, judge_host, visits

        with progress(talk) as show:
            made = visits(found, progress=show)
        problems += judge(made)
        base, plan = base_of(wanted.deck), wanted.deck.links
        if base and plan and any(visit.answered for visit in made):
            problems += judge_host(base, plan.base.span, found)
    by_url = {visit.url: visit for visit in made}
    code = publish(Report.of(problems), talk, {"codes": [_as_data(one, by_url) for one in found]})
    if talk.style is Style.HUMAN:
        if found:
            put(table([_HEAD, *(_row(one, by_url) for one in found)]))
        carried = sum(1 for one in found if one.files)
        asked = f", {plural(len(made), 'page')} opened" if online else ""
        remark(f"{plural(len(found), 'code')}, {carried} of them in finished files{asked}.", talk)
    return code


def survey(
    path: Path | None, only: list[str] | None = None
) -> tuple[Request, tuple[Destination, ...], list[Diagnostic]]:
    """The codes of a deck and its ledger, and what is wrong with them."""
    from cardkit.cli.request import request
    from cardkit.edition import ledger as ledgers
    from cardkit.edition.link import links
    from cardkit.job.destination import destinations

    wanted = request(path, only=only)
    ledger, found = ledgers.read(wanted.folder, shown(wanted.folder / ledgers.NAME))
    made, more = links(wanted.deck, ledger, complete=wanted.complete)
    # Warnings about the cards belong to `validate`; here they would bury what is asked for.
    faults = [problem for problem in wanted.problems if problem.is_error]
    return wanted, destinations(wanted.deck, ledger, made), [*faults, *found, *more]


_HEAD = ("code", "card", "state", "in", "leads to")


def _row(one: Destination, visits: dict[str, Visit]) -> tuple[str, ...]:
    leads = one.exhibit or ("its tombstone" if one.state == "withdrawn" else "its page")
    answers = [str(visits[url]) for url in (one.url, one.exhibit) if url in visits]
    return one.code, one.card, one.state, plural(len(one.files), "file"), ": ".join([leads, *answers[:1]])


def _as_data(one: Destination, visits: dict[str, Visit]) -> dict[str, object]:
    asked = [visits[url].as_data() for url in (one.url, one.exhibit) if url in visits]
    return {
        "code": one.code,
        "card": one.card,
        "state": one.state,
        "url": one.url,
        "exhibit": one.exhibit,
        "files": list(one.files),
        "pages": asked,
    }
