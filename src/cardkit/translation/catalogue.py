"""Write the texts of a deck down for translators: one catalogue a language, with what they must know of each text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic, Related, error, warning
from cardkit.translation.limit import limit
from cardkit.translation.lock import Lock
from cardkit.translation.message import DECK, Message
from cardkit.translation.po import Catalogue, Entry


def catalogue(
    deck: Deck, known: Iterable[Message], lock: Lock, language: str, earlier: Catalogue | None = None
) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """The catalogue of one language, which carries on from an earlier one.

    What a translator has written there is kept: where the deck has no
    translation yet, as it is, or as fuzzy where the source has changed since.
    Reports unmerged-translation, where the deck says something else.
    """
    before = {entry.context: entry for entry in earlier.entries if not entry.obsolete} if earlier else {}
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    for message in known:
        if message.source is None or language not in message.wanted:
            continue
        fresh = _entry(deck, message, lock, language)
        old = before.pop(message.context, None)
        if old is None:
            entries.append(fresh)
            continue
        kept = _carried(fresh, old)
        if kept is None:
            problems.append(_unmerged(message, old, language))
        else:
            entries.append(kept)
    gone = [entry for entry in before.values() if entry.translation]
    gone += [entry for entry in earlier.entries if entry.obsolete] if earlier else []
    entries += [_obsolete(entry) for entry in gone]
    header = _header(deck, language, earlier.header if earlier else {})
    remark = earlier.remark if earlier and earlier.remark else _REMARK.format(deck=deck.id, language=language)
    return Catalogue(header, tuple(entries), remark), tuple(problems)


def sourceless(known: Iterable[Message]) -> Iterator[Diagnostic]:
    """Texts that cannot be given to translators, since the default language lacks them. Reports missing-source."""
    for message in known:
        if message.source is None and message.default in message.languages:
            have = ", ".join(message.text.texts)
            yield warning(
                "missing-source",
                f"`{message.path}` of `{message.owner}` has no {message.default}, the deck's default language, "
                f"so translators cannot be given it (it has {have})",
                message.text.span,
                hint=f"Add `{message.default}:` to it.",
            )


_REMARK = """\
The texts of {deck}, to be translated into {language}.
`cardkit i18n merge` writes the translations into the deck; fuzzy and empty ones are passed over."""


def _header(deck: Deck, language: str, earlier: Mapping[str, str]) -> dict[str, str]:
    """What translation tools expect; dates are theirs to set, so that the same deck gives the same file."""
    standard = {
        "Project-Id-Version": deck.id,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
    }
    theirs = {**standard, **earlier}
    fixed = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": deck.languages[0],
    }
    return {**{key: theirs[key] for key in standard}, **fixed, **{k: v for k, v in earlier.items() if k not in fixed}}


def _entry(deck: Deck, message: Message, lock: Lock, language: str) -> Entry:
    assert message.source is not None
    present = message.text.get(language)
    most = limit(message.field.limit, language)
    stale = lock.is_stale(message, language)
    return Entry(
        context=message.context,
        original=message.source.text,
        translation=present.text if present else "",
        fuzzy=stale,
        notes=tuple(_notes(message, most, stale=stale)),
        place=(_within(deck, message.source.span.file), message.source.span.line),
        flags=(f"max-length:{most}",) if most else (),
    )


def _notes(message: Message, most: int | None, *, stale: bool) -> Iterator[str]:
    if message.field.help:
        yield message.field.help
    if most:
        yield f"At most {most} characters or so: that is the room it has on a card."
    yield "It may have several lines." if message.breaks else "It has one line."
    if message.text.plain:
        yield "One text serves all languages; change it only where yours must say something else."
    if stale:
        yield "The text has changed since it was translated."


def _within(deck: Deck, file: str) -> str:
    """A file's path from the deck's folder, whatever the folder a user works in."""
    root = str(Path(deck.span.file).parent)
    return file if root == "." else Path(file).relative_to(root).as_posix()


def _carried(fresh: Entry, old: Entry) -> Entry | None:
    """The entry with the translator's work in it; None where that and the deck's text are at odds."""
    theirs = old.translation.rstrip("\n")
    same_source = old.original.rstrip("\n") == fresh.original
    if theirs and theirs == fresh.translation and same_source and not old.fuzzy:
        # What is stale in the deck has been looked at and found to be right as it is.
        return _with(fresh, fresh.translation, old.remark, fuzzy=False, previous=None)
    if not theirs or theirs == fresh.translation:
        return _with(fresh, fresh.translation, old.remark, fuzzy=fresh.fuzzy, previous=None)
    if fresh.translation and (old.fuzzy or not same_source):
        return _with(fresh, fresh.translation, old.remark, fuzzy=fresh.fuzzy, previous=None)
    if fresh.translation:
        # A translator has brought up to date what is stale in the deck: that is what the file was for.
        return None if not fresh.fuzzy else _with(fresh, theirs, old.remark, fuzzy=False, previous=None)
    previous = old.previous if same_source else old.original
    return _with(fresh, theirs, old.remark, fuzzy=old.fuzzy or not same_source, previous=previous)


def _with(entry: Entry, translation: str, remark: str, *, fuzzy: bool, previous: str | None) -> Entry:
    return Entry(
        entry.context,
        entry.original,
        translation,
        fuzzy=fuzzy,
        notes=entry.notes,
        place=entry.place,
        flags=entry.flags,
        remark=remark,
        previous=previous if fuzzy else None,
    )


def _obsolete(entry: Entry) -> Entry:
    return Entry(entry.context, entry.original, entry.translation, obsolete=True, remark=entry.remark)


def _unmerged(message: Message, old: Entry, language: str) -> Diagnostic:
    place = message.text.texts[language].span if language in message.text.texts else message.text.span
    where = "deck.yaml" if message.owner == DECK else f"the card `{message.owner}`"
    return error(
        "unmerged-translation",
        f"`{message.context}` is translated differently here and in {where}, and the file would be written over",
        old.text_span,
        hint="Merge this file first; or, if the deck is right, delete it or write elsewhere with -o DIR.",
        related=[Related("the deck says this", place)],
    )
