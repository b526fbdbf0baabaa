"""Judge what translators have sent against the deck, and make of it the changes of each file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from cardkit.deck import Deck, scalar, suggestion
from cardkit.deck.scalar import shortened
from cardkit.diagnostic import Diagnostic, Related, Span, error, warning
from cardkit.source import Scalar
from cardkit.translation.limit import limit
from cardkit.translation.message import Message
from cardkit.translation.po import Catalogue, Entry
from cardkit.translation.standing import is_over_long
from cardkit.translation.surgery import Change


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be done: changes by file; and which translations are up to date by it, changed or not.

    ``empty`` and ``fuzzy`` count the entries that were passed over.
    """

    changes: Mapping[str, tuple[Change, ...]]
    fresh: tuple[tuple[Message, str], ...]
    changed: int
    empty: int
    fuzzy: int


@dataclass(slots=True)
class _Gathered:
    """Translations by text and language while catalogues are read, with the entry that gave each."""

    news: dict[str, dict[str, tuple[str, Entry]]] = field(default_factory=dict)
    empty: int = 0
    fuzzy: int = 0


def merge(
    deck: Deck, known: Sequence[Message], catalogues: Iterable[Catalogue]
) -> tuple[Merge, tuple[Diagnostic, ...]]:
    """The changes that these catalogues ask for.

    Reports catalogue-language, unknown-context, source-changed,
    placeholder-lost, translation-conflict, translation-too-long, and what a
    card's text may not be (line-break and others), at the catalogue's lines.
    """
    by_context = {message.context: message for message in known}
    gathered = _Gathered()
    problems: list[Diagnostic] = []
    for one in catalogues:
        language, problem = _language(deck, one)
        if problem:
            problems.append(problem)
            continue
        for entry in one.entries:
            if not entry.obsolete:
                problems.extend(_gather(entry, language, by_context, gathered))
    changes: dict[str, list[Change]] = {}
    fresh: list[tuple[Message, str]] = []
    changed = 0
    for context, texts in gathered.news.items():
        message = by_context[context]
        fresh += [(message, language) for language in texts]
        differing = {language: text for language, (text, _) in texts.items() if _now(message, language) != text}
        if differing:
            changed += len(differing)
            languages = tuple(dict.fromkeys((message.default, *message.languages)))
            change = Change(message.text, differing, languages)
            changes.setdefault(message.text.span.file, []).append(change)
    by_file = {file: tuple(several) for file, several in changes.items()}
    return Merge(by_file, tuple(fresh), changed, gathered.empty, gathered.fuzzy), tuple(problems)


def unproved(file: str) -> Diagnostic:
    """The problem of a file that would not read as meant after the merge."""
    return error(
        "merge-unproved",
        "the translations would not read back as they were given, so nothing is written",
        Span.start_of(file),
        hint="Write them into the file by hand, and report this as a bug of cardkit.",
    )


def _now(message: Message, language: str) -> str | None:
    present = message.text.get(language)
    return present.text if present else None


def _language(deck: Deck, one: Catalogue) -> tuple[str, Diagnostic | None]:
    """The language of a catalogue by its header; tools write it with a hyphen or an underscore."""
    said = one.header.get("Language", "").strip()
    wanted = {language.lower(): language for language in deck.languages[1:]}
    found = wanted.get(said.replace("_", "-").lower())
    if found:
        return found, None
    listed = ", ".join(f"`{language}`" for language in deck.languages[1:]) or "none"
    if not said:
        message = "the file's header does not say which language it is in"
    elif said == deck.languages[0]:
        message = f"`{said}` is the deck's default language, which its translations are made from"
    else:
        message = f"the deck is not translated into `{said}`, the language of this file"
    near = suggestion(said, deck.languages[1:]) if said else None
    hint = f"Write `Language: {near}` in the header." if near else f"The deck's languages are {listed}."
    return "", error("catalogue-language", message, one.span, hint=hint)


def _gather(
    entry: Entry, language: str, by_context: Mapping[str, Message], gathered: _Gathered
) -> Iterator[Diagnostic]:
    """Take an entry in, or say what stands against it."""
    text = entry.translation.rstrip("\n")
    if not text.strip():
        gathered.empty += 1
        return
    if entry.fuzzy:
        gathered.fuzzy += 1
        return
    message = by_context.get(entry.context)
    if message is None or message.source is None or language not in message.wanted:
        yield _unknown(entry, language, message, by_context)
        return
    if entry.original.rstrip("\n") != message.source.text:
        yield _moved(entry, message)
        return
    refused: list[Diagnostic] = []
    read = scalar.paragraph if message.breaks else scalar.line
    read(Scalar(text, entry.text_span, quoted=True), message.path, refused)
    yield from refused
    if refused:
        return
    earlier = gathered.news.setdefault(message.context, {}).setdefault(language, (text, entry))
    if earlier[0] != text:
        hint = "Delete one of the two."
        related = [Related("the other translation", earlier[1].text_span)]
        words = f"`{message.context}` is translated twice into {language}, and differently"
        yield error("translation-conflict", words, entry.text_span, hint=hint, related=related)
        return
    yield from _doubts(entry, message, language, text)


def _unknown(entry: Entry, language: str, message: Message | None, known: Mapping[str, Message]) -> Diagnostic:
    if message is not None and message.source is not None:
        words = f"`{message.owner}` is not shown in {language}, so its `{message.path}` has no translation there"
        hint = f"Add {language} to the card's `languages`, or delete the entry."
    elif message is not None:
        words = f"`{entry.context}` has no {message.default} text in the deck any more"
        hint = "Give it one, or delete the entry."
    else:
        words = f"the deck has no text `{shortened(entry.context)}`" if entry.context else "the entry has no msgctxt"
        near = get_close_matches(entry.context, known, n=1)
        hint = "Extract again into the same folder: what is no more is set aside, and what moved gets its new name."
        if near:
            hint = f"Did you mean `{near[0]}`? {hint}"
    return error("unknown-context", words, entry.span, hint=hint)


def _moved(entry: Entry, message: Message) -> Diagnostic:
    assert message.source is not None
    return error(
        "source-changed",
        f"`{entry.context}` was translated from “{shortened(entry.original)}”, "
        f"but the deck says “{shortened(message.source.text)}”",
        entry.span,
        hint="Extract again into the same folder: the translation is kept there, marked fuzzy, to be looked at.",
        related=[Related("the deck's text", message.source.span)],
    )


#: What stands for something else in a text: {name} and %(name)s.
_PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[a-z]")


def _doubts(entry: Entry, message: Message, language: str, text: str) -> Iterator[Diagnostic]:
    lost = [one for one in _PLACEHOLDER.findall(entry.original) if one not in text]
    if lost:
        hint = "Put it into the translation as it stands in the original."
        yield warning("placeholder-lost", f"the translation lacks `{lost[0]}`", entry.text_span, hint=hint)
    if is_over_long(message, language, text):
        yield warning(
            "translation-too-long",
            f"`{message.path}` has {len(text)} characters; a card has room for {limit(message.field.limit, language)} "
            f"or so in {language}",
            entry.text_span,
            hint="Shorten it, or look with `cardkit validate` whether it fits.",
        )
