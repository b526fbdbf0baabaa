"""Hold cards that are drawn: of their faces the codes alone, and the pages that any document can take in."""

from __future__ import annotations

from dataclasses import dataclass, field

from cardkit.diagnostic import Diagnostic
from cardkit.layout.drawing import Face
from cardkit.writers.piece import Page, Stock


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card's faces without what they draw but their codes, a page for each, and the plates beside process colour."""

    faces: tuple[Face, ...]
    problems: tuple[Diagnostic, ...]
    pages: tuple[Page, ...]
    plates: tuple[str, ...]


@dataclass(slots=True)
class Drawn:
    """The pages of an edition's faces, what they take from the stock, and the plates beside process colour."""

    pages: dict[Face, Page] = field(default_factory=dict)
    stock: Stock = field(default_factory=Stock)
    plates: dict[str, None] = field(default_factory=dict)
