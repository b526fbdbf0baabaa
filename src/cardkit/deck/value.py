"""Hold decoded values: what a field says once its shape has given it a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cardkit.diagnostic import Span


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text, exactly as the author wrote it."""

    text: str
    span: Span

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LocalText:
    """Text per language (BCP 47 tags), or one text that serves every language.

    Exactly one of ``plain`` and ``texts`` is used.
    """

    texts: Mapping[str, Text]
    span: Span
    plain: Text | None = None

    def get(self, language: str) -> Text | None:
        """The text in this language; the plain text serves all."""
        return self.plain or self.texts.get(language)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with the text that was written for it."""

    value: float
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values."""

    items: tuple[Value, ...]
    span: Span

    def __iter__(self) -> Iterator[Value]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Record:
    """Named values, in the order written; ``keys`` says where each name stands."""

    fields: Mapping[str, Value]
    span: Span
    keys: Mapping[str, Span]

    def get(self, name: str) -> Value | None:
        return self.fields.get(name)

    def text(self, name: str) -> str | None:
        """The words of a text, number, or single-text field; None where it is absent."""
        value = self.fields.get(name)
        if isinstance(value, Text | Number):
            return value.text
        if isinstance(value, LocalText) and value.plain:
            return value.plain.text
        return None

    def number(self, name: str) -> float | None:
        value = self.fields.get(name)
        return value.value if isinstance(value, Number) else None

    def flag(self, name: str) -> bool | None:
        """True or false for a field of that shape; None where it is absent."""
        word = self.text(name)
        return None if word is None else word == "true"

    def record(self, name: str) -> Record | None:
        value = self.fields.get(name)
        return value if isinstance(value, Record) else None

    def items(self, name: str) -> tuple[Value, ...]:
        value = self.fields.get(name)
        return value.items if isinstance(value, Items) else ()

    def local(self, name: str) -> LocalText | None:
        value = self.fields.get(name)
        return value if isinstance(value, LocalText) else None

    def span_of(self, name: str) -> Span:
        """Where the field's value stands; the record's own place where it is absent."""
        value = self.fields.get(name)
        return value.span if value is not None else self.span


Value = Text | LocalText | Number | Items | Record
