"""Set the items of a line slot one behind the other, at the largest step at which they fit the width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.edition.slot import Slot
from cardkit.geometry import MM_PER_PT, Point, Rect
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs
from cardkit.layout.stack import start_of, turned
from cardkit.layout.type import STEPS, Copy
from cardkit.typesetting.script import is_right_to_left


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a line: its size and least size in points, and the room in em ahead of it."""

    copy: Copy
    size: float
    least: float
    gap: float

    def at(self, step: float) -> float:
        return max(self.least, self.size * step)


def set_line(
    slot: Slot, pieces: Sequence[Piece], ink: Ink, box: Rect | None = None
) -> tuple[tuple[Glyphs, ...], Rect | None, tuple[Diagnostic, ...]]:
    """The glyphs of a line and the box that they take, or text-overflow.

    Items without a gap between them are one text to a reader, so they are
    drawn as such: the manifest joins them too.
    """
    box = box or slot.box
    if not pieces:
        return (), None, ()
    for step in (*STEPS, 0.0):
        widths = [piece.copy.width(piece.at(step)) for piece in pieces]
        gaps = [piece.gap * piece.at(step) * MM_PER_PT if i else 0.0 for i, piece in enumerate(pieces)]
        width = sum(widths) + sum(gaps)
        if width <= box.width + 0.005:
            break
    else:
        return (), None, (_overflow(slot, pieces, width - box.width),)
    # Caps and figures of the first item stand in the middle of the box's height; the others share its baseline.
    em = pieces[0].at(step) * MM_PER_PT
    baseline = box.centre.y + pieces[0].copy.font.cap_height * em / 2
    placed = list(zip(pieces, widths, gaps, strict=True))
    right_to_left = is_right_to_left(pieces[0].copy.shown.language)
    x = start = start_of(box, width, turned(slot.align) if right_to_left else slot.align)
    if right_to_left:  # The first item stands at the right, and the room ahead of each at its right.
        placed = [
            (piece, wide, after) for (piece, wide, _), after in zip(placed[::-1], [0.0, *gaps[:0:-1]], strict=True)
        ]
    drawn = []
    for piece, piece_width, gap in placed:
        x += gap
        for line in piece.copy.lines(piece.at(step), float("inf")):
            drawn.append(piece.copy.glyphs(line, Point(x, baseline), piece.at(step), ink))
        x += piece_width
    return tuple(drawn), Rect(start, baseline - em, width, em * 1.25), ()


def _overflow(slot: Slot, pieces: Sequence[Piece], over: float) -> Diagnostic:
    longest_piece = max(pieces, key=lambda piece: len(piece.copy.shown.text))
    longest = longest_piece.copy.shown
    return error(
        "text-overflow",
        f"`{longest.name}` ({longest.language}) is {over:.1f} mm too wide for the slot `{slot.name}` "
        f"at {longest_piece.least:g} pt, the least size",
        longest.span,
        hint="Write it shorter.",
        related=[Related(f"the slot `{slot.name}` is {slot.box.width:g} mm wide", slot.span)],
    )
