"""Fold what a card says into a few bytes a field, and unfold each field when somebody asks for it.

A value with its place takes ten times the memory of its letters, and a large
deck says most of it once. Folded, a card goes to another process or to the
disk as it stands.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cardkit.deck.model import Card
from cardkit.deck.value import Items, LocalText, Number, Record, Text, Value
from cardkit.diagnostic import Span

#: A card as marshal takes it: its plain facts, then its fields, the places of their names, and its own place.
Folded = tuple[Any, ...]


def fold(card: Card) -> Folded:
    """A card without its file and digest, whose name others know."""
    parts = {name: marshal.dumps(_folded(value)) for name, value in card.record.fields.items()}
    keys = marshal.dumps({name: span[1:] for name, span in card.record.keys.items()})
    facts = (card.id, card.kind, card.number, card.section, card.languages, card.was, card.awaits, card.paths)
    return (facts, parts, keys, card.span[1:])


def unfold(folded: Folded, file: str, digest: str) -> Card:
    """The card that was folded, from a file of this name and digest; its fields stay folded until they are looked at."""
    (name, kind, number, section, languages, was, awaits, paths), parts, keys, place = folded
    span = Span(file, *place)
    record = Record(_Fields(parts, file), span, _Keys(keys, file))
    return Card(name, kind, record, span, number, section, languages, was, digest, awaits, paths)


def spread_out(card: Card) -> Card:
    """The card with all its fields unfolded, for whoever will look at them again and again."""
    record = card.record
    return replace(card, record=Record(dict(record.fields.items()), record.span, record.keys))


class _Fields(Mapping[str, Value]):
    """Fields by name, each unfolded anew whenever it is looked at."""

    __slots__ = ("_file", "_parts")

    def __init__(self, parts: Mapping[str, bytes], file: str) -> None:
        self._parts = parts
        self._file = file

    def __getitem__(self, name: str) -> Value:
        return _unfolded(marshal.loads(self._parts[name]), self._file)

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self._parts else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __repr__(self) -> str:
        return repr(dict(self))


class _Keys(Mapping[str, Span]):
    """Where the names of the fields stand."""

    __slots__ = ("_file", "_places")

    def __init__(self, places: bytes, file: str) -> None:
        self._places = places
        self._file = file

    def _all(self) -> dict[str, tuple[int, int, int, int]]:
        return marshal.loads(self._places)  # type: ignore[no-any-return]

    def __getitem__(self, name: str) -> Span:
        return Span(self._file, *self._all()[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(dict(self))


def _folded(value: Value) -> tuple[Any, ...]:
    """A value as plain data: what it says, of a type that tells which kind it is, and its place."""
    match value:
        case Text():
            return (value.text, *value.span[1:])
        case LocalText():
            texts = {language: _folded(text) for language, text in value.texts.items()}
            return (texts, *value.span[1:], _folded(value.plain) if value.plain else None)
        case Items():
            return ([_folded(item) for item in value.items], *value.span[1:])
        case Number():
            return (value.value, *value.span[1:], value.text)
        case Record():
            fields = {name: _folded(inner) for name, inner in value.fields.items()}
            return ((fields, {name: span[1:] for name, span in value.keys.items()}), *value.span[1:])


def _unfolded(folded: Any, file: str) -> Value:
    said, line, column, end_line, end_column, *rest = folded
    span = Span(file, line, column, end_line, end_column)
    kind = type(said)
    if kind is str:
        return Text(said, span)
    if kind is dict:
        texts = {language: Text(text[0], Span(file, *text[1:])) for language, text in said.items()}
        plain = rest[0]
        return LocalText(texts, span, Text(plain[0], Span(file, *plain[1:])) if plain else None)
    if kind is list:
        return Items(tuple([_unfolded(item, file) for item in said]), span)
    if kind is float:
        return Number(said, rest[0], span)
    fields, keys = said
    return Record(
        {name: _unfolded(inner, file) for name, inner in fields.items()},
        span,
        {name: Span(file, *place) for name, place in keys.items()},
    )
