"""Set a card's facts as a table: rows of label and value between rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.edition.slot import RowsPlan, Slot
from cardkit.geometry import MM_PER_PT, Point
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs, Outline, Stroke
from cardkit.layout.type import STEPS, Copy

# Room kept between a label and its value, in mm: less, and two columns read as one.
_GUTTER = 1.2


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of a row: ``start`` and ``end`` are shares of the table's width."""

    copy: Copy
    row: int
    start: float
    end: float


def set_table(
    slot: Slot, plan: RowsPlan, cells: Sequence[Cell], size: float, least: float, ink: Ink
) -> tuple[tuple[Outline | Glyphs, ...], tuple[Diagnostic, ...]]:
    """Rules and texts of the table, or text-overflow at each value that does not fit its column."""
    box = slot.box
    rows = 1 + max((cell.row for cell in cells), default=-1)
    if not rows:
        return (), ()
    at = least
    for step in (*STEPS, 0.0):
        at = max(least, size * step)
        if all(_over(slot, cell, at) <= 0 for cell in cells):
            break
    else:
        return (), tuple(_overflow(slot, cell, least) for cell in cells if _over(slot, cell, least) > 0)
    drawn: list[Outline | Glyphs] = []
    rule = Stroke(ink, plan.rule * MM_PER_PT)
    for i in range(rows + 1):
        y = box.y + i * plan.height
        drawn.append(Outline((("M", box.x, y), ("L", box.right, y)), stroke=rule, span=slot.span))
    em = at * MM_PER_PT
    for cell in cells:
        middle = box.y + (cell.row + 0.5) * plan.height - plan.lift
        baseline = middle + cell.copy.font.cap_height * em / 2
        for line in cell.copy.lines(at, float("inf")):
            drawn.append(cell.copy.glyphs(line, Point(box.x + cell.start * box.width, baseline), at, ink))
    return tuple(drawn), ()


def _over(slot: Slot, cell: Cell, size: float) -> float:
    gutter = _GUTTER if cell.end < 1 else 0.0
    return cell.copy.width(size) - (cell.end - cell.start) * slot.box.width + gutter - 0.005


def _overflow(slot: Slot, cell: Cell, size: float) -> Diagnostic:
    shown = cell.copy.shown
    over = _over(slot, cell, size)
    share = over / cell.copy.width(size)
    count = max(1, round(share * len(shown.text) + 0.5))
    what = "Write a shorter `label:`." if shown.name.endswith("label") else "Give the card's form under `short:`."
    return error(
        "text-overflow",
        f"`{shown.name}` ({shown.language}) is {over:.1f} mm too wide for its column at {size:g} pt, the least size: "
        f"about {count} of {len(shown.text)} characters over",
        shown.span,
        hint=what,
        related=[Related(f"the slot `{slot.name}`", slot.span)],
    )
