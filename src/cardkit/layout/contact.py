"""Arrange pictures on contact sheets: what belongs to one card side by side, named, at true proportion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, Cmyk
from cardkit.layout.drawing import Drawing, Face, Fill, Glyphs, Item, Placed
from cardkit.layout.plain import words

_Thing = TypeVar("_Thing")

#: Faces on one sheet at the most (format.md, ``proof``).
MOST_FACES = 60

#: Type of names on a sheet, in points.
CAPTION = 9.0

_GROUND = Cmyk.percent(12, 10, 14, 4)
_MARGIN = 10.0
_GAP = 7.0  # between cards, and above a row's names
_INNER = 1.2  # between a card's front and its back
_CAPTION_ROOM = 5.5
_RATIO = 1.5  # of a sheet's width to its height, as screens and A-series landscape are


def contact_sheets(faces: Sequence[Face], title: str) -> tuple[Face, ...]:
    """The sheets, each a face of its own size without bleed; cards are in the order given."""
    cards = by_card(faces)
    groups = [Group(own[0].card, tuple(face.trim for face in own)) for own in cards]
    return tuple(
        sheet.face(
            placed(face, Point(place.x, place.y), place)
            for own, places in zip(sheet.of(cards), sheet.places, strict=True)
            for face, place in zip(own, places, strict=True)
        )
        for sheet in arranged(groups, title)
    )


def panorama(faces: Sequence[Face], title: str) -> Face:
    """All fronts edge to edge at their trim: one long horizon."""
    fronts = [face for face in faces if face.side == "front"]
    trim = fronts[0].trim
    size = Size(2 * _MARGIN + len(fronts) * trim.width, 2 * _MARGIN + trim.height)
    items: list[Item] = [Fill(Rect(0, 0, size.width, size.height), _GROUND)]
    for i, face in enumerate(fronts):
        at = Point(_MARGIN + i * trim.width, _MARGIN)
        items.append(placed(face, at, Rect(at.x, at.y, trim.width, trim.height)))
    return Face("panorama", "proof", size, 0.0, tuple(items), title=title)


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that stand side by side over one caption, each with its size in mm."""

    caption: str
    sizes: tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that waits for its pictures: what is on it already, and where each picture goes.

    ``places[group][picture]``, the groups from ``first`` on; ``legend`` is the room under its title.
    """

    name: str
    number: int
    size: Size
    items: tuple[Item, ...]
    first: int
    places: tuple[tuple[Rect, ...], ...]
    legend: Rect

    def of(self, everything: Sequence[_Thing]) -> Sequence[_Thing]:
        """Of what there is for all groups, that of the groups on this sheet."""
        return everything[self.first : self.first + len(self.places)]

    def face(self, pictures: Iterable[Item] = ()) -> Face:
        items = (*self.items, *pictures)
        return Face(f"sheet-{self.number}", "proof", self.size, 0.0, items, title=self.name)


def arranged(groups: Sequence[Group], title: str, *, most: int = MOST_FACES, legend: float = 0.0) -> tuple[Sheet, ...]:
    """Sheets for all groups in their order, with so many pictures each at the most, and room for a legend of this height."""
    per_sheet = max(1, most // max((len(group.sizes) for group in groups), default=1))
    firsts = range(0, len(groups), per_sheet)
    return tuple(
        _sheet(groups[first : first + per_sheet], first, title, (number, len(firsts)), legend)
        for number, first in enumerate(firsts, start=1)
    )


def by_card(faces: Sequence[Face]) -> list[list[Face]]:
    """The faces of each card, cards in the order in which they are met."""
    cards: dict[str, list[Face]] = {}
    for face in faces:
        cards.setdefault(face.card, []).append(face)
    return list(cards.values())


def placed(face: Face, at: Point, clip: Rect) -> Placed:
    """A face with its trimmed corner at a point, cut at a box."""
    return Placed(Drawing(face.items, face.card), at, clip=clip)


def _sheet(groups: Sequence[Group], first: int, title: str, count: tuple[int, int], legend: float) -> Sheet:
    cell = Size(max(_width(group) for group in groups), max(size.height for group in groups for size in group.sizes))
    down = cell.height + _CAPTION_ROOM
    columns = max(1, min(len(groups), round(math.sqrt(len(groups) * _RATIO * down / cell.width))))
    rows = math.ceil(len(groups) / columns)
    head = 2 * CAPTION * MM_PER_PT + legend
    width = 2 * _MARGIN + columns * cell.width + (columns - 1) * _GAP
    height = 2 * _MARGIN + head + rows * down + (rows - 1) * _GAP
    number, of = count
    name = title if of == 1 else f"{title} · {number} of {of}"
    items: list[Item] = [Fill(Rect(0, 0, width, height), _GROUND)]
    items.append(_line(name, Point(_MARGIN, _MARGIN + CAPTION * MM_PER_PT), 1.25 * CAPTION, width - 2 * _MARGIN))
    places: list[tuple[Rect, ...]] = []
    for i, group in enumerate(groups):
        x = left = _MARGIN + (i % columns) * (cell.width + _GAP)
        y = _MARGIN + head + (i // columns) * (down + _GAP)
        own = []
        for size in group.sizes:
            own.append(Rect(x, y, size.width, size.height))
            x += size.width + _INNER
        places.append(tuple(own))
        items.append(_line(group.caption, Point(left, y + cell.height + _CAPTION_ROOM * 0.78), CAPTION, cell.width))
    room = Rect(_MARGIN, _MARGIN + 1.5 * CAPTION * MM_PER_PT, width - 2 * _MARGIN, legend)
    return Sheet(name, number, Size(width, height), tuple(items), first, tuple(places), room)


def _width(group: Group) -> float:
    return sum(size.width for size in group.sizes) + (len(group.sizes) - 1) * _INNER


def _line(text: str, at: Point, size: float, width: float) -> Glyphs:
    """A line of words, cut short where it would run into its neighbour."""
    line = words(text, at, size, KEY)
    kept = text
    while line.width > width and len(kept) > 1:
        kept = kept[: max(1, int(len(kept) * width / line.width) - 1)].rstrip()
        line = words(f"{kept} …", at, size, KEY)
    return line
