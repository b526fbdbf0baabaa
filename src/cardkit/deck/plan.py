"""Read deck.yaml: the deck's name, languages, editions, sections, words and links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cardkit.deck import format as finished
from cardkit.deck.definition import shipped
from cardkit.deck.model import Deck, EditionPlan, Format, LinkPlan, Section
from cardkit.deck.scalar import shortened
from cardkit.deck.shape import decode_sound_parts, suggestion
from cardkit.deck.value import LocalText, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Related, Span, error
from cardkit.source.node import Node

#: An edition's id is part of file names; it may hold the capitals of a language tag.
_EDITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9+-]{0,63}")


def from_node(node: Node, root: Path) -> tuple[Deck | None, tuple[Diagnostic, ...]]:
    """The deck without cards and kinds, as far as it is sound; None where an essential part is not.

    Problems: those of decoding, and unknown-format, duplicate-language,
    undeclared-language, duplicate-id, bad-id.
    """
    record, found = decode_sound_parts(node, shipped("deck"))
    problems = list(found)
    if not isinstance(record, Record):
        return None, found
    languages = _texts(record.items("languages"))
    problems.extend(_repeated(languages, "duplicate-language", "language"))
    declared = tuple(dict.fromkeys(text.text for text in languages))
    editions = _editions(record, declared, problems, doubtful="languages" in record.fields and in_doubt(record, found))
    sections = _sections(record, problems)
    size, found = _format(record)
    problems.extend(found)
    name, title, theme = record.get("deck"), record.local("title"), record.get("theme")
    press = record.get("press")
    if not (isinstance(name, Text) and title and declared and isinstance(theme, Text) and size):
        return None, tuple(problems)
    words = record.record("words")
    deck = Deck(
        id=name.text,
        root=root,
        record=record,
        span=record.span,
        title=title,
        issued=record.text("issued"),
        languages=declared,
        editions=editions,
        theme=theme,
        format=size,
        sections=sections,
        words={key: word for key, word in words.fields.items() if isinstance(word, LocalText)} if words else {},
        links=_links(record),
        cards=(),
        kinds={},
        press=press if isinstance(press, Text) else None,
    )
    return deck, tuple(problems)


def in_doubt(record: Record, problems: Iterable[Diagnostic], field: str = "languages") -> bool:
    """Whether a mistake stands in a field, so that nobody knows yet which languages or sections the deck has."""
    return any(_within(problem, record.span_of(field)) for problem in problems)


def undeclared(language: Text, declared: Iterable[str]) -> Diagnostic:
    """The problem of a language that is asked for, but that deck.yaml does not name."""
    near = suggestion(language.text, declared)
    hint = f"Did you mean `{near}`? " if near else ""
    message = f"`{shortened(language.text)}` is not among the deck's languages"
    return error(
        "undeclared-language", message, language.span, hint=f"{hint}Add it to `languages` in deck.yaml, or delete it."
    )


def _format(record: Record) -> tuple[Format | None, tuple[Diagnostic, ...]]:
    """The format; None without a further problem where decoding has found fault within it already."""
    written = record.get("format")
    if isinstance(written, Record):
        sound = len(written.items("trim")) == 2 and {"bleed", "safe"} <= written.fields.keys()
        return finished.from_value(written) if sound else (None, ())
    return finished.from_value(written) if written else (None, ())


def _within(problem: Diagnostic, whole: Span) -> bool:
    span = problem.span
    if span is None or span.file != whole.file or not problem.is_error:
        return False
    return (whole.line, whole.column) <= (span.line, span.column) < (whole.end_line, whole.end_column)


def _editions(
    record: Record, declared: tuple[str, ...], problems: list[Diagnostic], *, doubtful: bool
) -> dict[str, EditionPlan]:
    """The editions whose languages are sound; where the deck's own are ``doubtful``, one that has others is left out unsaid."""
    decoding = tuple(problems)
    editions: dict[str, EditionPlan] = {}
    folded: dict[str, str] = {}
    written = record.record("editions")
    if written and not written.keys:
        hint = "Give one, such as `en: {languages: [en]}`."
        problems.append(error("empty-value", "`editions` is empty", written.span, hint=hint))
    for name, plan in written.fields.items() if written else ():
        place = written.keys[name] if written else plan.span
        if not _EDITION.fullmatch(name):
            hint = "Use letters, digits, hyphens and +, such as `zh-Hans`; it becomes part of file names."
            problems.append(error("bad-id", f"`{shortened(name)}` cannot be an edition's id", place, hint=hint))
            continue
        twin = folded.setdefault(name.lower(), name)
        if twin != name and written:
            related = Related(f"`{twin}` is here", written.keys[twin])
            message = f"`{name}` and `{twin}` differ in capitals only, and many systems take their files for one"
            problems.append(error("duplicate-id", message, place, hint="Rename one of them.", related=[related]))
            continue
        languages = _texts(plan.items("languages")) if isinstance(plan, Record) else []
        problems.extend(_repeated(languages, "duplicate-language", "language"))
        strange = [text for text in languages if declared and text.text not in declared]
        if not doubtful:
            problems.extend(undeclared(text, declared) for text in strange)
        if strange or not languages or any(_within(problem, plan.span) for problem in decoding):
            continue
        editions[name] = EditionPlan(name, tuple(dict.fromkeys(text.text for text in languages)), place)
    return editions


def _sections(record: Record, problems: list[Diagnostic]) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    named: list[Text] = []
    for section in record.items("sections"):
        name = section.get("id") if isinstance(section, Record) else None
        if isinstance(section, Record) and isinstance(name, Text):
            named.append(name)
            title = section.local("title") or LocalText({}, section.span)
            sections.setdefault(name.text, Section(name.text, title, name.span))
    problems.extend(_repeated(named, "duplicate-id", "section"))
    return tuple(sections.values())


def _links(record: Record) -> LinkPlan | None:
    links = record.record("links")
    base = links.get("base") if links else None
    if links is None or not isinstance(base, Text):
        return None
    allow = frozenset(text.text for text in _texts(links.items("allow")))
    letters = int(links.number("letters") or 5)
    hosts, was = (tuple(_texts(links.items(name))) for name in ("hosts", "was"))
    return LinkPlan(base, hosts, links.span, allow, letters, was)


def _texts(values: Iterable[Value]) -> list[Text]:
    return [value for value in values if isinstance(value, Text)]


def _repeated(texts: Iterable[Text], code: str, noun: str) -> Iterable[Diagnostic]:
    first: dict[str, Text] = {}
    for text in texts:
        if first.setdefault(text.text, text) is not text:
            related = Related("first given here", first[text.text].span)
            message = f"the {noun} `{text.text}` is given twice"
            yield error(code, message, text.span, hint="Delete one of the two.", related=[related])
