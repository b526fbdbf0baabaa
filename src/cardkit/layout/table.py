"""Set a card's facts as a table: rows of label and value between rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.edition.slot import RowsPlan, Slot
from cardkit.geometry import MM_PER_PT, Point
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs, Outline, Stroke
from cardkit.layout.type import STEPS, Copy

# Room kept between a label and its value, in mm: less, and two columns read as one.
_GUTTER = 1.2


class Cell(NamedTuple):
    """A text of the table, by row and column."""

    copy: Copy
    row: int
    column: int


def set_table(
    slot: Slot, plan: RowsPlan, cells: Sequence[Cell], size: float, least: float, ink: Ink
) -> tuple[tuple[Outline | Glyphs, ...], tuple[Diagnostic, ...]]:
    """Rules and texts of the table, or text-overflow at the widest text where no size makes all fit.

    Columns begin where the layout says; where one is too narrow for its texts
    and another has room, they share it.
    """
    box = slot.box
    rows = 1 + max((cell.row for cell in cells), default=-1)
    if not rows:
        return (), ()
    at, starts = least, None
    for step in (*STEPS, 0.0):
        at = max(least, size * step)
        starts = _starts(plan, _needs(plan, cells, at), box.width)
        if starts:
            break
    if starts is None:
        return (), (_widest(slot, plan, cells, least),)
    drawn: list[Outline | Glyphs] = []
    rule = Stroke(ink, plan.rule * MM_PER_PT)
    for i in range(rows + 1):
        y = box.y + i * plan.height
        drawn.append(Outline((("M", box.x, y), ("L", box.right, y)), stroke=rule, span=slot.span))
    em = at * MM_PER_PT
    for cell in cells:
        middle = box.y + (cell.row + 0.5) * plan.height - plan.lift
        baseline = middle + cell.copy.font.cap_height * em / 2
        for line in cell.copy.unbroken:
            ahead = _ahead(slot, starts, cell.column, right_to_left=line.right_to_left)
            x = box.right - ahead - line.width * em if line.right_to_left else box.x + ahead
            drawn.append(cell.copy.glyphs(line, Point(x, baseline), at, ink))
    return tuple(drawn), ()


def _ahead(slot: Slot, starts: Sequence[float], column: int, *, right_to_left: bool) -> float:
    """The room in mm between the side where a language begins and its text in a column.

    Languages follow each other from the left, on a mirrored face from the
    right; label and value of each stand in the direction in which it is read.
    """
    if right_to_left == slot.mirrored:
        return starts[column]
    first = column - column % 2
    after = starts[first + 2] if first + 2 < len(starts) else slot.box.width
    return slot.box.width - after + starts[column] - starts[first]


def _shares(plan: RowsPlan, width: float) -> list[float]:
    """The columns' widths in mm as the layout gives them."""
    edges = (*plan.columns, 1.0)
    return [(end - start) * width for start, end in pairwise(edges)]


def _needs(plan: RowsPlan, cells: Sequence[Cell], size: float) -> list[float]:
    """What each column's widest text takes, with the gutter behind it."""
    needs = [0.0] * len(plan.columns)
    for cell in cells:
        needs[cell.column] = max(needs[cell.column], cell.copy.width(size) + _gutter(plan, cell.column))
    return needs


def _gutter(plan: RowsPlan, column: int) -> float:
    """The room behind a column's texts: none behind the last."""
    return _GUTTER if column < len(plan.columns) - 1 else 0.0


def _starts(plan: RowsPlan, needs: Sequence[float], width: float) -> list[float] | None:
    """Where the columns begin in mm, or None where they do not fit side by side."""
    shares = _shares(plan, width)
    short = sum(max(0.0, need - share) for need, share in zip(needs, shares, strict=True))
    spare = sum(max(0.0, share - need) for need, share in zip(needs, shares, strict=True))
    if short > spare + 0.005:
        return None
    given = short / spare if short > 0 else 0.0
    widths = [
        need if need > share else share - (share - need) * given for need, share in zip(needs, shares, strict=True)
    ]
    first = plan.columns[0] * width
    return [first + sum(widths[:i]) for i in range(len(widths))]


def _widest(slot: Slot, plan: RowsPlan, cells: Sequence[Cell], size: float) -> Diagnostic:
    """The problem of the text that goes farthest beyond its column's share: shortening it helps most."""
    shares = _shares(plan, slot.box.width)

    def over(cell: Cell) -> float:
        return cell.copy.width(size) + _gutter(plan, cell.column) - shares[cell.column]

    worst = max(cells, key=over)
    return _overflow(slot, worst, over(worst), size)


def _overflow(slot: Slot, cell: Cell, over: float, size: float) -> Diagnostic:
    shown = cell.copy.shown
    count = max(1, round(over / cell.copy.width(size) * len(shown.text) + 0.5))
    what = "Write a shorter `label:`." if shown.name == "label" else "Give the card's form under `short:`."
    return error(
        "text-overflow",
        f"`{shown.name}` ({shown.language}) is {over:.1f} mm too wide for its column at {size:g} pt, the least size: "
        f"about {count} of {len(shown.text)} characters over",
        shown.span,
        hint=what,
        related=[Related(f"the slot `{slot.name}`", slot.span)],
    )
