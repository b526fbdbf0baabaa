"""Turn the places of a sheet into a cutter's file, SVG or DXF: cut lines, folds, and the marks that a camera looks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cardkit.geometry import Point, Rect
from cardkit.imposition.mark import Fold, cuts, targets
from cardkit.imposition.scheme import MARK, Imposition, clear_of

#: A quarter circle as DXF has arcs between two points: the tangent of a quarter of its angle (AutoCAD DXF, VERTEX, 42).
_BULGE = 0.41421356

#: The names that cutters and their drivers know the line by.
_CUT, _FOLD, _REGISTER = "CutContour", "Fold", "Register"


def svg(run: Imposition, *, corner: float = 0.0, folds: Sequence[Fold] = ()) -> str:
    """The cutter's file of a front in mm, with the sheet's own size; unused places are left out."""
    sheet = run.grid.sheet
    rounded = f' rx="{_n(corner)}"' if corner else ""
    cut = "".join(
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"{rounded}/>\n'
        for box in _boxes(run)
    )
    fold = "".join(
        f'<line x1="{_n(a.x)}" y1="{_n(a.y)}" x2="{_n(b.x)}" y2="{_n(b.y)}"/>\n' for a, b in _folds(run, folds)
    )
    register = "".join(f'<circle cx="{_n(at.x)}" cy="{_n(at.y)}" r="{_n(MARK * 0.3)}"/>\n' for at in _targets(run))
    layers = [(_CUT, "#ff00ff", cut), (_FOLD, "#00ffff", fold), (_REGISTER, "#000000", register)]
    groups = "".join(
        f'<g id="{name}" fill="none" stroke="{colour}" stroke-width="0.1">\n{shapes}</g>\n'
        for name, colour, shapes in layers
        if shapes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(sheet.width)}mm" height="{_n(sheet.height)}mm" '
        f'viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}">\n{groups}</svg>\n'
    )


def dxf(run: Imposition, *, corner: float = 0.0, folds: Sequence[Fold] = ()) -> str:
    """The same as DXF R12, which every cutter reads: mm from the sheet's lower left, y upward."""
    height = run.grid.sheet.height
    pairs: list[tuple[int, object]] = [(0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1009")]
    # R12 has no units of its own; later readers take these two for millimetres.
    pairs += [(9, "$INSUNITS"), (70, 4), (9, "$MEASUREMENT"), (70, 1), (0, "ENDSEC")]
    pairs += [(0, "SECTION"), (2, "ENTITIES")]
    for box in _boxes(run):
        pairs += [(0, "POLYLINE"), (8, _CUT), (66, 1), (10, 0), (20, 0), (30, 0), (70, 1)]
        for point, bulge in _contour(box, corner):
            pairs += [(0, "VERTEX"), (8, _CUT), (10, _n(point.x)), (20, _n(height - point.y)), (30, 0)]
            pairs += [(42, _n(bulge, 8))] if bulge else []
        pairs += [(0, "SEQEND"), (8, _CUT)]
    for a, b in _folds(run, folds):
        pairs += [(0, "LINE"), (8, _FOLD), (10, _n(a.x)), (20, _n(height - a.y)), (30, 0)]
        pairs += [(11, _n(b.x)), (21, _n(height - b.y)), (31, 0)]
    for at in _targets(run):
        pairs += [(0, "CIRCLE"), (8, _REGISTER), (10, _n(at.x)), (20, _n(height - at.y)), (30, 0), (40, _n(MARK * 0.3))]
    pairs += [(0, "ENDSEC"), (0, "EOF")]
    return "".join(f"{code:>3}\n{value}\n" for code, value in pairs)


def _boxes(run: Imposition) -> Iterator[Rect]:
    """The trims of all places that some sheet fills."""
    for place in range(run.grid.count):
        if any(sheet[place] is not None for sheet in run.sheets):
            yield run.grid.box(place)


def _contour(box: Rect, corner: float) -> Iterator[tuple[Point, float]]:
    """The corners of a box, counter-clockwise as y points up; an arc's bulge stands at its first point."""
    r = corner
    if not r:
        for x, y in ((box.x, box.bottom), (box.right, box.bottom), (box.right, box.y), (box.x, box.y)):
            yield Point(x, y), 0.0
        return
    yield Point(box.x + r, box.bottom), 0.0
    yield Point(box.right - r, box.bottom), _BULGE
    yield Point(box.right, box.bottom - r), 0.0
    yield Point(box.right, box.y + r), _BULGE
    yield Point(box.right - r, box.y), 0.0
    yield Point(box.x + r, box.y), _BULGE
    yield Point(box.x, box.y + r), 0.0
    yield Point(box.x, box.bottom - r), _BULGE


def _folds(run: Imposition, folds: Iterable[Fold]) -> Iterator[tuple[Point, Point]]:
    lines = cuts(run.grid, folds)
    block = run.grid.block
    yield from ((Point(x, block.y), Point(x, block.bottom)) for x in lines.fold_x)
    yield from ((Point(block.x, y), Point(block.right, y)) for y in lines.fold_y)


def _targets(run: Imposition) -> tuple[Point, ...]:
    return targets(run.grid.block, clear_of(run.grid.bleed) + MARK / 2) if run.scheme.marks else ()


def _n(value: float, places: int = 4) -> str:
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
