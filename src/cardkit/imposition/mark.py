"""Draw what stands around the cards of a sheet: crop, fold and registration marks, the colour bar, the slug line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cardkit.geometry import MM_PER_PT, Point, Rect
from cardkit.imposition.scheme import BAND, MARK, Grid, Imposition, clear_of
from cardkit.ink import REGISTRATION, Cmyk, Ink, Spot
from cardkit.layout.drawing import Fill, Item, Outline, Segment, Stroke
from cardkit.layout.plain import words

#: A quarter of a point: the finest line that every press holds (press.md, "Sheets").
HAIR = Stroke(REGISTRATION, 0.25 * MM_PER_PT)

#: The slug line's type in points, at first and at the least.
_SLUG, _SLUG_LEAST = 7.0, 4.5

_PATCH = 5.0
_PATCH_HEIGHT = 4.0

#: Solids to measure ink by, half tints for dot gain, two and three inks on one another for trapping and grey balance.
_PATCHES: tuple[Cmyk, ...] = (
    Cmyk(1, 0, 0, 0),
    Cmyk(0, 1, 0, 0),
    Cmyk(0, 0, 1, 0),
    Cmyk(0, 0, 0, 1),
    Cmyk(0.5, 0, 0, 0),
    Cmyk(0, 0.5, 0, 0),
    Cmyk(0, 0, 0.5, 0),
    Cmyk(0, 0, 0, 0.5),
    Cmyk(0, 1, 1, 0),
    Cmyk(1, 0, 1, 0),
    Cmyk(1, 1, 0, 0),
    Cmyk(0.5, 0.4, 0.4, 0),
)


_Line = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold across every card: how many mm from its left or top edge, as one looks at its front."""

    edge: Literal["left", "top"]
    at: float


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the sheet is cut and folded, in mm: across at heights ``y``, down at ``x``."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    fold_x: tuple[float, ...] = ()
    fold_y: tuple[float, ...] = ()


def cuts(grid: Grid, folds: Iterable[Fold] = ()) -> Cuts:
    """Every line of a front's grid, each once: where cards touch, one cut parts both."""
    columns = [grid.box(column) for column in range(grid.columns)]
    rows = [grid.box(row * grid.columns) for row in range(grid.rows)]
    fold_x, fold_y = [], []
    for fold in folds:
        # A card turned clockwise has its left edge on top, and its top edge at the right.
        if (fold.edge == "left") == (grid.turn == 0):
            fold_x += [box.x + fold.at if grid.turn == 0 else box.right - fold.at for box in columns]
        else:
            fold_y += [box.y + fold.at for box in rows]
    return Cuts(
        _once(edge for box in columns for edge in (box.x, box.right)),
        _once(edge for box in rows for edge in (box.y, box.bottom)),
        _once(fold_x),
        _once(fold_y),
    )


def marks(run: Imposition, folds: Sequence[Fold] = (), *, is_back: bool) -> list[Item]:
    """The lines around the cards of one side, in all separations; those of a back lie behind those of its front."""
    front = cuts(run.grid, folds)
    block = run.grid.block
    where = front
    if is_back:
        where = Cuts(
            tuple(run.behind(Rect(x, 0, 0, 0)).x for x in front.x),
            tuple(run.behind(Rect(0, y, 0, 0)).y for y in front.y),
            tuple(run.behind(Rect(x, 0, 0, 0)).x for x in front.fold_x),
            tuple(run.behind(Rect(0, y, 0, 0)).y for y in front.fold_y),
        )
        block = run.behind(block)
    clear = clear_of(run.grid.bleed)
    lines = [*_beside(where.x, where.y, block, clear)]
    lines += [dash for line in _beside(where.fold_x, where.fold_y, block, clear) for dash in _dashed(line)]
    circles: list[Segment] = []
    for at in targets(block, clear + MARK / 2):
        arm = MARK / 2
        lines += [
            (Point(at.x - arm, at.y), Point(at.x + arm, at.y)),
            (Point(at.x, at.y - arm), Point(at.x, at.y + arm)),
        ]
        circles += circle(at, MARK * 0.3)
    segments = [segment for start, end in lines for segment in _line(start, end)]
    return [Outline((*segments, *circles), stroke=HAIR)]


def targets(block: Rect, away: float) -> tuple[Point, ...]:
    """The middles of the four registration marks: beyond the block's corners, where no crop mark comes."""
    return tuple(
        Point(x, y) for y in (block.y - away, block.bottom + away) for x in (block.x - away, block.right + away)
    )


def colour_bar(block: Rect, bleed: float, spots: Iterable[Spot]) -> list[Item]:
    """Patches of every ink above the block, as many as its width takes: the job's spots before what is derived."""
    bottom = block.y - clear_of(bleed) - MARK - (BAND - _PATCH_HEIGHT) / 2
    inks: list[Ink] = [*_PATCHES[:4], *spots, *_PATCHES[4:]]
    room = int((block.width + 0.001) // _PATCH)
    return [
        Fill(Rect(block.x + number * _PATCH, bottom - _PATCH_HEIGHT, _PATCH, _PATCH_HEIGHT), ink)
        for number, ink in enumerate(inks[:room])
    ]


def slug(text: str, block: Rect, bleed: float) -> list[Item]:
    """What the sheet is, in one line below the block, in all separations so that every plate is known by it."""
    baseline = block.bottom + clear_of(bleed) + MARK + BAND - 2.0
    origin = Point(block.x, baseline)
    line = words(text, origin, _SLUG, REGISTRATION)
    if line.width > block.width:
        line = words(text, origin, max(_SLUG_LEAST, _SLUG * block.width / line.width), REGISTRATION)
    while line.width > block.width and len(text) > 1:
        # The end tells sheets apart, the beginning only the job.
        text = "…" + text[2:]
        line = words(text, origin, _SLUG_LEAST, REGISTRATION)
    return [line]


def block_of(run: Imposition, *, is_back: bool) -> Rect:
    """The trims of a side together, where they stand on that side."""
    return run.behind(run.grid.block) if is_back else run.grid.block


def bleed_of(run: Imposition, *, is_back: bool) -> Rect:
    """The block with the bleed around it."""
    return block_of(run, is_back=is_back).inset(-run.grid.bleed)


def _once(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(sorted({round(value, 4) for value in values}))


def _beside(x: Iterable[float], y: Iterable[float], block: Rect, clear: float) -> Iterator[_Line]:
    """For each line of the grid one mark on either side of the block, never within it."""
    for at in x:
        yield Point(at, block.y - clear - MARK), Point(at, block.y - clear)
        yield Point(at, block.bottom + clear), Point(at, block.bottom + clear + MARK)
    for at in y:
        yield Point(block.x - clear - MARK, at), Point(block.x - clear, at)
        yield Point(block.right + clear, at), Point(block.right + clear + MARK, at)


def _dashed(line: _Line) -> Iterator[_Line]:
    """Three dashes in the place of a line."""
    start, end = line
    across, down = end.x - start.x, end.y - start.y
    for part in (0.0, 0.4, 0.8):
        yield (
            Point(start.x + across * part, start.y + down * part),
            Point(start.x + across * (part + 0.2), start.y + down * (part + 0.2)),
        )


def _line(start: Point, end: Point) -> tuple[Segment, Segment]:
    return ("M", start.x, start.y), ("L", end.x, end.y)


def circle(at: Point, r: float) -> tuple[Segment, ...]:
    """A circle of four curves."""
    k = r * 0.5523  # The usual share of the radius for a quarter circle by one curve.
    x, y = at.x, at.y
    return (
        ("M", x + r, y),
        ("C", x + r, y + k, x + k, y + r, x, y + r),
        ("C", x - k, y + r, x - r, y + k, x - r, y),
        ("C", x - r, y - k, x - k, y - r, x, y - r),
        ("C", x + k, y - r, x + r, y - k, x + r, y),
        ("Z",),
    )
