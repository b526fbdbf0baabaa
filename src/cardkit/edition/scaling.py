"""Serve a format that a theme has no layout for, by its layout of nearly the same shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cardkit.deck.model import Format
from cardkit.edition.slot import Clear, Layout, RowsPlan, Slot
from cardkit.geometry import Point, Rect

#: How far width and height may be scaled apart from each other and from 1 before a layout no longer holds:
#: type keeps its size, so a much smaller box would crowd it, and a squeezed one would look squeezed.
LEAST_SCALE, MOST_SCALE, MOST_SQUEEZE = 0.85, 1.25, 1.12


def holds(drawn: Format, wanted: Format) -> bool:
    """Whether a layout drawn for one format still holds when it is scaled to another."""
    x, y = wanted.trim.width / drawn.trim.width, wanted.trim.height / drawn.trim.height
    within = all(LEAST_SCALE <= scale <= MOST_SCALE for scale in (x, y))
    return within and max(x, y) / min(x, y) <= MOST_SQUEEZE


def nearest(drawn: Iterable[Format], wanted: Format) -> Format | None:
    """Of the formats that still hold, the one whose ratio of width to height is nearest."""

    def apart(one: Format) -> float:
        ratio, other = wanted.trim.width / wanted.trim.height, one.trim.width / one.trim.height
        return max(ratio / other, other / ratio)

    return min((one for one in drawn if holds(one, wanted)), key=apart, default=None)


def scaled(layout: Layout, drawn: Format, wanted: Format) -> Layout:
    """The layout with every place moved to the wanted trim; what lay on the bleed's edge lies on it again.

    Type keeps its size: the fitting steps take care of texts.
    """
    map_ = _Map(drawn, wanted)
    return replace(
        layout,
        format=wanted.name,
        front=tuple(map_.slot(slot) for slot in layout.front),
        back=tuple(map_.slot(slot) for slot in layout.back),
    )


class _Map:
    """Moves lengths from one format to another, piece by piece: the trim by its scale, the bleed by its own."""

    def __init__(self, drawn: Format, wanted: Format) -> None:
        self._drawn, self._wanted = drawn, wanted
        self.x = wanted.trim.width / drawn.trim.width
        self.y = wanted.trim.height / drawn.trim.height
        self.least = min(self.x, self.y)

    def slot(self, slot: Slot) -> Slot:
        return replace(
            slot,
            box=self._square(slot.box) if slot.draws in ("code", "mark") else self.box(slot.box),
            centre=Point(self._along(slot.centre.x), self._down(slot.centre.y)) if slot.centre else None,
            radii=tuple(radius * self.least for radius in slot.radii),
            parts=tuple(replace(part, gap=part.gap * self.y) for part in slot.parts),
            rows=self._rows(slot.rows) if slot.rows else None,
            beside=replace(slot.beside, by=slot.beside.by * self.x) if slot.beside else None,
            clear=self._clear(slot.clear) if slot.clear else None,
        )

    def box(self, box: Rect) -> Rect:
        left, top = self._along(box.x), self._down(box.y)
        return Rect(left, top, self._along(box.right) - left, self._down(box.bottom) - top)

    def _square(self, box: Rect) -> Rect:
        """A box that must keep its shape, about the centre of where it moves to."""
        moved = self.box(box)
        width, height = box.width * self.least, box.height * self.least
        return Rect(moved.centre.x - width / 2, moved.centre.y - height / 2, width, height)

    def _rows(self, plan: RowsPlan) -> RowsPlan:
        return replace(plan, height=plan.height * self.y)

    def _clear(self, clear: Clear) -> Clear:
        return replace(clear, otherwise=self.box(clear.otherwise) if clear.otherwise else None)

    def _along(self, x: float) -> float:
        return _moved(x, self._drawn.trim.width, self._wanted.trim.width, self._drawn.bleed, self._wanted.bleed)

    def _down(self, y: float) -> float:
        return _moved(y, self._drawn.trim.height, self._wanted.trim.height, self._drawn.bleed, self._wanted.bleed)


def _moved(value: float, drawn: float, wanted: float, bleed: float, other_bleed: float) -> float:
    stretch = other_bleed / bleed if bleed else 1.0
    if value < 0:
        return value * stretch
    if value > drawn:
        return wanted + (value - drawn) * stretch
    return value * wanted / drawn
