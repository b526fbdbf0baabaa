"""Name what may stand in a field: the shapes that data describes and everything else follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text on one line, or a paragraph that may break; ``local`` tells whether it is given per language."""

    breaks: bool = False
    local: str = "never"  # never | either | always


@dataclass(frozen=True, slots=True)
class WordShape:
    """A scalar with rules of its own: date, flag, id, language, url, link or file."""

    type: str


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberShape:
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ListShape:
    of: Shape
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class MapShape:
    """Values under keys that the user chooses; ``keys`` is id, language or name."""

    of: Shape
    keys: str = "name"


@dataclass(frozen=True, slots=True)
class Field:
    """One name of a record: what stands there, whether it must, and a sentence about it.

    ``limit`` is the length in characters per language that a card has room
    for; it informs authors and editors, the layout judges what really fits.
    """

    shape: Shape
    required: bool = False
    help: str = ""
    limit: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordShape:
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class EitherShape:
    """Several forms for one thing; the first that claims what is written decides."""

    forms: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class AnyShape:
    """Whatever a user likes to keep: text, lists and names, without rules."""


Shape = TextShape | WordShape | ChoiceShape | NumberShape | ListShape | MapShape | RecordShape | EitherShape | AnyShape
