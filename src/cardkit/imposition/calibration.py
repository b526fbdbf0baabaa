"""Draw the sheet that shows how far a printer's back lies from its front: crosses on one side, rulers on the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.imposition.scheme import behind, flips_rows
from cardkit.imposition.way import Duplex
from cardkit.ink import KEY
from cardkit.layout.drawing import Item, Outline, Segment, Stroke
from cardkit.layout.plain import words

#: How far the rulers reach to either side: more than any printer that works.
REACH = 10

_LINE = Stroke(KEY, 0.25 * MM_PER_PT)
_INSET = 30.0


def crosses(sheet: Size) -> list[Item]:
    """Five crosses with arms as long as the rulers are."""
    segments: list[Segment] = []
    for at in _spots(sheet):
        segments += [("M", at.x - REACH, at.y), ("L", at.x + REACH, at.y)]
        segments += [("M", at.x, at.y - REACH), ("L", at.x, at.y + REACH)]
    return [
        Outline(tuple(segments), stroke=_LINE),
        *_told(sheet, ("FRONT", "Print both sides at 100 %, without fitting to the page.")),
    ]


def rulers(sheet: Size, duplex: Duplex, offset: Point) -> list[Item]:
    """Five rulers behind the crosses, moved by the printer's offset so far."""
    items: list[Item] = []
    segments: list[Segment] = []
    for at in _spots(sheet):
        spot = behind(Rect(at.x, at.y, 0, 0), sheet, flips_rows(sheet, duplex))
        x, y = spot.x + offset.x, spot.y + offset.y
        for step in range(-REACH, REACH + 1):
            arm = 2.0 if step % 5 == 0 else 1.0
            segments += [("M", x + step, y - arm), ("L", x + step, y + arm)]
            segments += [("M", x - arm, y + step), ("L", x + arm, y + step)]
        segments += [("M", x - REACH, y), ("L", x + REACH, y), ("M", x, y - REACH), ("L", x, y + REACH)]
        for step in (-REACH, -5, 5, REACH):
            items.append(words(f"{step:+d}", Point(x + step - 1.2, y - 3.0), 5, KEY))
            items.append(words(f"{step:+d}", Point(x + 3.0, y + step + 0.6), 5, KEY))
    lines = (
        f"BACK · {duplex} · printed with the offset {offset.x:g},{offset.y:g}",
        "Hold the sheet against the light, this side towards you, and read where the cross of the front falls on the rulers:",
        "X across (right is +), Y down (down is +), in mm; the mean of the five. Add it to the offset above, and store the sum:",
        "cardkit impose --printer NAME --offset X,Y",
    )
    return [Outline(tuple(segments), stroke=_LINE), *items, *_told(sheet, lines)]


def _spots(sheet: Size) -> Iterator[Point]:
    """The middle and the four corners."""
    yield Point(sheet.width / 2, sheet.height / 2)
    for x, y in product((_INSET, sheet.width - _INSET), (_INSET, sheet.height - _INSET)):
        yield Point(x, y)


def _told(sheet: Size, lines: tuple[str, ...]) -> Iterator[Item]:
    """Lines of words a little above the middle, as large as the width allows."""
    size = 9.0
    widest = max(words(line, Point(0, 0), size, KEY).width for line in lines)
    size = min(size, size * (sheet.width - 24.0) / widest)
    for number, line in enumerate(lines):
        at = Point(12.0, sheet.height / 2 - 22.0 - (len(lines) - number) * size * MM_PER_PT * 1.4)
        yield words(line, at, size, KEY)
