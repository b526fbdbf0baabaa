"""Turn a page's dictionary into the boxes that count: named by itself, inherited, or what stands in for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cardkit.geometry import MM_PER_PT, Size
from cardkit.pdf.document import UnreadablePdfError


@dataclass(frozen=True, slots=True)
class Corners:
    """A box as the PDF has it: in the page's own units, y upward."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def numbers(self) -> list[Decimal]:
        return [Decimal(number_text(value)) for value in (self.left, self.bottom, self.right, self.top)]


@dataclass(frozen=True, slots=True)
class PageBox:
    """A page's trim and bleed, and how it asks to be seen: turned clockwise, its units so many points.

    ``names_trim`` is False where the CropBox or the MediaBox stands in for the trim.
    """

    trim: Corners
    bleed: Corners
    names_trim: bool
    turn: int
    unit: float

    @property
    def size(self) -> Size:
        """The trim in mm, as one sees it."""
        across = (self.trim.right - self.trim.left) * self.unit * MM_PER_PT
        up = (self.trim.top - self.trim.bottom) * self.unit * MM_PER_PT
        return Size(up, across) if self.turn % 180 else Size(across, up)

    @property
    def bleed_mm(self) -> float:
        """The bleed that there is on all four sides."""
        trim, bleed = self.trim, self.bleed
        beyond = (trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top)
        return max(0.0, min(beyond) * self.unit * MM_PER_PT)


def page_box(page: Any) -> PageBox:
    """The boxes of a page object (ISO 32000-1, 14.11.2). Raises UnreadablePdfError where it has no MediaBox."""
    media = _box(next(_inherited(page, "/MediaBox"), None))
    if media is None:
        raise UnreadablePdfError("a page has no usable MediaBox")
    crop = _within(_box(next(_inherited(page, "/CropBox"), None)), media) or media
    named = _within(_box(page.get("/TrimBox")), media)
    trim = named or crop
    bleed = _within(_box(page.get("/BleedBox")), media) or (crop if _holds(crop, trim) else media)
    # A bleed box inside the trim is a mistake that costs no ink here: the trim itself is always shown.
    bleed = bleed if _holds(bleed, trim) else trim
    return PageBox(trim, bleed, named is not None, _turn(page), _unit(page))


def number_text(value: float) -> str:
    """A number to a ten-thousandth of a point, which is finer than any press."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _box(value: Any) -> Corners | None:
    """A rectangle with its corners in order; None where it is none, or has no area."""
    try:
        a, b, c, d = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    box = Corners(min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box.right - box.left > 1 and box.top - box.bottom > 1 else None


def _within(box: Corners | None, outer: Corners) -> Corners | None:
    """The part of a box that lies in another; None where there is none."""
    if box is None:
        return None
    left, bottom = max(box.left, outer.left), max(box.bottom, outer.bottom)
    right, top = min(box.right, outer.right), min(box.top, outer.top)
    return Corners(left, bottom, right, top) if right > left and top > bottom else None


def _holds(outer: Corners, inner: Corners) -> bool:
    slack = 0.01  # Rounding in the file, far below what is seen.
    return (
        outer.left <= inner.left + slack
        and outer.bottom <= inner.bottom + slack
        and outer.right >= inner.right - slack
        and outer.top >= inner.top - slack
    )


def _turn(page: Any) -> int:
    try:
        return int(next(_inherited(page, "/Rotate"), 0)) // 90 * 90 % 360
    except (TypeError, ValueError):
        return 0


def _unit(page: Any) -> float:
    try:
        unit = float(page.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if unit > 0 else 1.0


#: Page trees are a few levels deep; one that goes on leads back to itself.
_DEEPEST = 64


def _inherited(page: Any, name: str) -> Iterator[Any]:
    """What a page says, and then those above it (ISO 32000-1, 7.7.3.4)."""
    node = page
    for _ in range(_DEEPEST):
        if node is None:
            return
        if name in node:
            yield node[name]
        node = node.get("/Parent")
