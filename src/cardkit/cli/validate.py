"""Judge a deck's sources and their layout; every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Editions, Formats, Only
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import listed
from cardkit.cli.talk import Talk, progress, publish, remark, shown
from cardkit.diagnostic import Diagnostic, Report

if TYPE_CHECKING:
    from cardkit.cli.request import Request
    from cardkit.job.judgement import Judgement


def validate(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    only: Only = None,
    format: Formats = None,
    all_formats: Annotated[
        bool, typer.Option("--all-formats", help="In the deck's own format and in all others that its theme serves.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also list the fields that no card shows; the exhibit shows them.")
    ] = False,
    talk: Talk,
) -> int:
    """Judge the sources of a deck and their layout, and say every problem at once. Writes nothing.

    \b
    Examples:
      cardkit validate                            the deck you are in
      cardkit validate cards/inner-mongolia       that deck
      cardkit validate --only hohhot --strict     one card; warnings count as errors
      cardkit validate --report github            annotations on a pull request
    """
    from cardkit.cli.request import request
    from cardkit.job.judgement import judge

    wanted = request(deck, editions=edition, formats=format, only=only)
    if all_formats:
        wanted = _in_all_formats(wanted, talk)
    with progress(talk) as show:
        judgement = judge(wanted.deck, wanted.choices(), found=wanted.problems, complete=wanted.complete, progress=show)
    cards = len({face.card for laid in judgement.laid for face in laid.faces})
    report = Report.of([*judgement.report, *_stale(wanted), *_exhibited(wanted, judgement)])
    counts = {"deck": wanted.deck.id, "cards": cards, "editions": len(wanted.editions)}
    code = publish(report, talk, counts)
    if talk.style is Style.HUMAN:
        if verbose:
            _list_unshown(judgement, talk)
        what = (
            f"{plural(cards, 'card')} in {plural(len(wanted.editions), 'edition')}"
            if cards
            else "no card could be laid out"
        )
        # The problems have been counted already, where they stand.
        worst = next(iter(report.errors), None)
        end = f"; `cardkit explain {worst.code}` says more of an error" if worst else "" if report else ", no problems"
        remark(f"{wanted.deck.id}: {what}{end}", talk)
    return code


def _stale(wanted: Request) -> Iterator[Diagnostic]:
    """Translations older than their source, in what was asked for."""
    from cardkit.translation import lock
    from cardkit.translation.message import DECK, messages
    from cardkit.translation.standing import stale

    known, found = lock.read(wanted.folder, shown(wanted.folder / lock.NAME))
    yield from found
    if known.digests:
        plans = wanted.deck.editions
        printed = {language for edition in wanted.editions for language in plans[edition].languages}
        # Asked for all, it names what only the exhibit shows, too.
        languages = printed if len(wanted.editions) < len(plans) else wanted.deck.languages
        asked = [one for one in messages(wanted.deck) if wanted.whole or one.card in (*wanted.only, DECK)]
        yield from stale(asked, known, languages)


def _exhibited(wanted: Request, judgement: Judgement) -> Iterator[Diagnostic]:
    """What stands against the pages behind the codes, and is not said of the cards already."""
    from cardkit.edition.exhibition import gather

    exhibition, _ = gather(wanted.deck, complete=wanted.complete)
    if exhibition is None:
        return
    from cardkit.exhibit import judge_exhibition

    told = {(problem.code, problem.span) for problem in judgement.report}
    for problem in judge_exhibition(exhibition, wanted.only):
        if (problem.code, problem.span) not in told:
            yield problem


def _in_all_formats(wanted: Request, talk: Talk) -> Request:
    from cardkit import deck as decks
    from cardkit.edition.resolution import theme_serves

    others = [name for name in decks.formats() if name != wanted.deck.format.name]
    served = [name for name in others if theme_serves(wanted.deck, name)[0]]
    rest = [name for name in others if name not in served]
    if rest:
        remark(f"The theme `{wanted.deck.theme}` does not serve {listed(rest)}.", talk)
    return replace(wanted, formats=(None, *served))


def _list_unshown(judgement: Judgement, talk: Talk) -> None:
    from cardkit.job.unshown import unshown

    for name, cards in unshown(judgement.laid).items():
        remark(f"`{name}` is shown by no slot, on {plural(len(cards), 'card')}: {listed(cards)}", talk)
