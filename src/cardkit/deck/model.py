"""Hold a deck: all cards of a project, as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cardkit.deck.field import RecordShape, Shape
from cardkit.deck.value import LocalText, Record, Text
from cardkit.diagnostic import Span
from cardkit.geometry import Rect, Size


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of card: its name and the shape of its fields, read from data."""

    name: str
    shape: RecordShape
    facts: tuple[str, ...]  # the fields whose rows a card prints, in that order
    help: str = ""
    schema: str = "Thing"  # its type at schema.org
    paths: Shape | None = None  # what of its shape leads to paths


@dataclass(frozen=True, slots=True)
class Format:
    """A finished size in mm, with its bleed beyond the trim and its safe inset."""

    name: str
    trim: Size
    bleed: float
    safe: float
    corner: float = 0.0
    note: str = ""

    @property
    def trim_box(self) -> Rect:
        return Rect(0, 0, self.trim.width, self.trim.height)

    @property
    def bleed_box(self) -> Rect:
        return self.trim_box.inset(-self.bleed)

    @property
    def safe_box(self) -> Rect:
        return self.trim_box.inset(self.safe)


@dataclass(frozen=True, slots=True)
class Card:
    """One definition; has a front and a back.

    ``record`` holds every field of the card's kind. ``languages`` is empty
    unless the card restricts itself to some. ``digest`` tells the bytes of its
    file; it is empty where nobody knows them. ``awaits`` are the languages whose
    review is open (None: all), ``paths`` the files that it names.
    """

    id: str
    kind: str
    record: Record
    span: Span
    number: int
    section: str
    languages: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    digest: str = ""
    awaits: tuple[str | None, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return self.span.file


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What deck.yaml says of one edition."""

    id: str
    languages: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: LocalText
    span: Span


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """Where codes lead: the base address, the hosts they may name, and the bases of old that lead to this one.

    ``allow`` names what the link policy shall let pass; ``letters`` is how many
    letters a code has before the one that checks them.
    """

    base: Text
    hosts: tuple[Text, ...]
    span: Span
    allow: frozenset[str] = frozenset()
    letters: int = 5
    was: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """All cards of a project, in deck order (section, then number, then id).

    ``root`` is the folder; every span's file is a path as the user would type
    it (relative to the working directory where that is shorter).
    """

    id: str
    root: Path
    record: Record
    span: Span
    title: LocalText
    issued: str | None
    languages: tuple[str, ...]
    editions: Mapping[str, EditionPlan]
    theme: Text
    format: Format
    sections: tuple[Section, ...]
    words: Mapping[str, LocalText]
    links: LinkPlan | None
    cards: tuple[Card, ...]
    kinds: Mapping[str, Kind]
    press: Text | None = None
