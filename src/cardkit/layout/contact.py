"""Arrange faces on contact sheets: every card's front and back side by side, named, at true proportion."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, Cmyk
from cardkit.layout.drawing import Drawing, Face, Fill, Item, Placed
from cardkit.layout.plain import words

#: Faces on one sheet at the most (format.md, ``proof``).
MOST_FACES = 60

_GROUND = Cmyk.percent(12, 10, 14, 4)
_MARGIN = 10.0
_GAP = 7.0  # between cards, and above a row's names
_INNER = 1.2  # between a card's front and its back
_CAPTION = 9.0  # points
_CAPTION_ROOM = 5.5
_RATIO = 1.5  # of a sheet's width to its height, as screens and A-series landscape are


def contact_sheets(faces: Sequence[Face], title: str) -> tuple[Face, ...]:
    """The sheets, each a face of its own size without bleed; cards are in the order given."""
    cards: dict[str, list[Face]] = {}
    for face in faces:
        cards.setdefault(face.card, []).append(face)
    per_sheet = max(1, MOST_FACES // max((len(own) for own in cards.values()), default=1))
    listed = list(cards.values())
    pages = [listed[i : i + per_sheet] for i in range(0, len(listed), per_sheet)]
    return tuple(_sheet(page, title, i + 1, len(pages)) for i, page in enumerate(pages))


def panorama(faces: Sequence[Face], title: str) -> Face:
    """All fronts edge to edge at their trim: one long horizon."""
    fronts = [face for face in faces if face.side == "front"]
    trim = fronts[0].trim
    items: list[Item] = [Fill(Rect(0, 0, 2 * _MARGIN + len(fronts) * trim.width, 2 * _MARGIN + trim.height), _GROUND)]
    for i, face in enumerate(fronts):
        items.append(_placed(face, Point(_MARGIN + i * trim.width, _MARGIN)))
    return Face(
        "panorama",
        "proof",
        Size(2 * _MARGIN + len(fronts) * trim.width, 2 * _MARGIN + trim.height),
        0.0,
        tuple(items),
        title=title,
    )


def _sheet(cards: Sequence[Sequence[Face]], title: str, number: int, count: int) -> Face:
    trim = cards[0][0].trim
    most = max(len(own) for own in cards)
    cell_width = most * trim.width + (most - 1) * _INNER
    cell_height = trim.height + _CAPTION_ROOM
    columns = max(1, min(len(cards), round(math.sqrt(len(cards) * _RATIO * cell_height / cell_width))))
    rows = math.ceil(len(cards) / columns)
    head = 2 * _CAPTION * MM_PER_PT
    width = 2 * _MARGIN + columns * cell_width + (columns - 1) * _GAP
    height = 2 * _MARGIN + head + rows * cell_height + (rows - 1) * _GAP
    items: list[Item] = [Fill(Rect(0, 0, width, height), _GROUND)]
    name = title if count == 1 else f"{title} · {number} of {count}"
    items.append(words(name, Point(_MARGIN, _MARGIN + _CAPTION * MM_PER_PT), 1.25 * _CAPTION, KEY))
    for i, own in enumerate(cards):
        x = _MARGIN + (i % columns) * (cell_width + _GAP)
        y = _MARGIN + head + (i // columns) * (cell_height + _GAP)
        for k, face in enumerate(own):
            items.append(_placed(face, Point(x + k * (trim.width + _INNER), y)))
        items.append(words(own[0].card, Point(x, y + trim.height + _CAPTION_ROOM * 0.78), _CAPTION, KEY))
    return Face(f"sheet-{number}", "proof", Size(width, height), 0.0, tuple(items), title=name)


def _placed(face: Face, at: Point) -> Placed:
    """A face with its trimmed corner at a point, cut at the trim."""
    clip = Rect(at.x, at.y, face.trim.width, face.trim.height)
    return Placed(Drawing(face.items, face.card), at, clip=clip)
