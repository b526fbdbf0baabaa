"""Measure a card in millimetres from the trim's top-left corner, x right, y down."""

from __future__ import annotations

from typing import NamedTuple

#: One typographic point in millimetres: 1/72 inch (the PDF and DTP point), 25.4 mm to the inch.
MM_PER_PT = 25.4 / 72

#: One millimetre in points.
PT_PER_MM = 72 / 25.4


class Point(NamedTuple):
    x: float
    y: float


class Size(NamedTuple):
    width: float
    height: float


class Rect(NamedTuple):
    """A box: left edge, top edge, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def inset(self, by: float) -> Rect:
        """The box drawn in on all four sides (grown where ``by`` is negative)."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def contains(self, other: Rect, tolerance: float = 0.005) -> bool:
        """Whether the other box lies inside; the tolerance is in mm."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def overlaps(self, other: Rect, tolerance: float = 0.005) -> bool:
        """Whether the boxes share an area; touching edges do not count."""
        return (
            other.x < self.right - tolerance
            and other.right > self.x + tolerance
            and other.y < self.bottom - tolerance
            and other.bottom > self.y + tolerance
        )
