"""Gather the texts that a language lacks where it lacks most of them: one problem for the language, not one a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cardkit.deck import Deck, Items, LocalText, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Related, Span, error

#: Fewer than this are told one by one, each at its place: they are read faster than they are counted.
_FEW = 10

#: So many places are shown of those that were gathered.
_SHOWN = 3

#: What layout says of a text: whose it is, the language that it lacks, and the edition that prints it. Cards are laid
#: out in several processes, and a problem is all that comes back of them.
_SAID = re.compile(
    r"(?P<text>`[^`]*`(?: of a fact)?)(?: of `(?P<card>[^`]+)`)?"
    r" has no (?P<language>\S+), which the edition `(?P<edition>[^`]+)` prints"
)


def gathered(deck: Deck, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems of layout, with those of a language that lacks most of its texts as one. Reports missing-translation.

    The theme's words that a language lacks are one as well: all are mended at one place, where none of them stands yet.
    """
    rest: list[Diagnostic] = []
    gaps: dict[tuple[str, bool], list[_Gap]] = {}
    for problem in found:
        gap = _gap(problem)
        if gap:
            gaps.setdefault((gap.language, problem.span == deck.record.span_of("words")), []).append(gap)
        else:
            rest.append(problem)
    for (language, is_themes), some in gaps.items():
        if is_themes:
            rest.append(_words_lacking(some, language))
        elif _are_most(deck, language, some):
            rest.append(_texts_lacking(deck, language, some))
        else:
            rest += (gap.problem for gap in some)
    return tuple(rest)


class _Gap(NamedTuple):
    """A text that is missing: as it is called, with its card, if it is a card's; in which language; who prints it."""

    text: str
    card: str | None
    language: str
    edition: str
    problem: Diagnostic


def _gap(problem: Diagnostic) -> _Gap | None:
    said = _SAID.match(problem.message) if problem.code == "missing-translation" else None
    return _Gap(said["text"], said["card"], said["language"], said["edition"], problem) if said else None


def _are_most(deck: Deck, language: str, gaps: Sequence[_Gap]) -> bool:
    """Whether a language lacks more texts than it has, and not of one card alone."""
    lacking = {gap.problem.span for gap in gaps}
    if len(lacking) < _FEW or len({gap.card for gap in gaps if gap.card}) < 2:
        return False
    written = sum(1 for card in deck.cards for text in _texts(card.record) if language in text.texts)
    return len(lacking) > written


def _texts(value: Value) -> Iterator[LocalText]:
    match value:
        case LocalText():
            yield value
        case Record():
            for inner in value.fields.values():
                yield from _texts(inner)
        case Items():
            for inner in value.items:
                yield from _texts(inner)
        case _:
            return


def _texts_lacking(deck: Deck, language: str, gaps: Sequence[_Gap]) -> Diagnostic:
    """All that a language lacks, at the place where an edition asks for it."""
    texts = {gap.problem.span: gap for gap in gaps if gap.card}
    words = {gap.problem.span for gap in gaps if not gap.card}
    own = f" and {len(words)} of deck.yaml" if words else ""
    cards = len({gap.card for gap in texts.values()})
    message = f"{_editions(gaps)} {language}, which {len(texts)} texts of {cards} cards{own} lack"
    if language == deck.languages[0]:
        hint = f"Write them, or name another language before `{language}` under `languages:` in deck.yaml."
    else:
        hint = (
            f"Write them down for translators with `cardkit i18n extract -o po --language {language}`, "
            f"and bring them back with `cardkit i18n merge po/{language}.po`."
        )
    first = [Related(f"such as {gap.text} of `{gap.card}`", span) for span, gap in texts.items() if span][:_SHOWN]
    return error("missing-translation", message, _asked(deck, gaps[0].edition, language), hint=hint, related=first)


def _words_lacking(gaps: Sequence[_Gap], language: str) -> Diagnostic:
    """The theme's words that a language lacks, at the deck's own words, where they are added."""
    words = list(dict.fromkeys(gap.text for gap in gaps))
    if len(words) == 1:
        return gaps[0].problem
    message = f"{_all(words)} have no {language}, which {_editions(gaps)}"
    added = [f"`{word.strip('`').removeprefix('words.')}: {{{language}: …}}`" for word in words]
    hint = f"Add {_all(added)} under `words:` in deck.yaml."
    return error("missing-translation", message, gaps[0].problem.span, hint=hint)


def _editions(gaps: Iterable[_Gap]) -> str:
    names = list(dict.fromkeys(f"`{gap.edition}`" for gap in gaps))
    return f"the edition {names[0]} prints" if len(names) == 1 else f"the editions {_all(names)} print"


def _all(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}"


def _asked(deck: Deck, edition: str, language: str) -> Span:
    """Where an edition names a language."""
    editions = deck.record.record("editions")
    written = editions.record(edition) if editions else None
    named = written.items("languages") if written else ()
    places = (one.span for one in named if isinstance(one, Text) and one.text == language)
    return next(places, deck.editions[edition].span)
