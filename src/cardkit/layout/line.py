"""Set the items of a line slot one behind the other, at the largest step at which they fit the width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.edition.slot import Slot
from cardkit.geometry import MM_PER_PT, Point, Rect
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs
from cardkit.layout.stack import start_of, turned
from cardkit.layout.type import STEPS, Copy
from cardkit.typesetting.script import is_right_to_left


class Piece(NamedTuple):
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
        sizes = [piece.at(step) for piece in pieces]
        widths = [piece.copy.width(size) for piece, size in zip(pieces, sizes, strict=True)]
        gaps = [piece.gap * size * MM_PER_PT for piece, size in zip(pieces, sizes, strict=True)]
        gaps[0] = 0.0
        width = sum(widths) + sum(gaps)
        if width <= box.width + 0.005:
            break
    else:
        return (), None, (_overflow(slot, pieces, width - box.width),)
    # Caps and figures of the first item stand in the middle of the box's height; the others share its baseline.
    em = sizes[0] * MM_PER_PT
    baseline = box.centre.y + pieces[0].copy.font.cap_height * em / 2
    placed = list(zip(pieces, sizes, widths, gaps, strict=True))
    right_to_left = slot.mirrored or is_right_to_left(pieces[0].copy.shown.language)
    x = start = start_of(box, width, turned(slot.align) if right_to_left else slot.align)
    if right_to_left:
        placed = _turned(placed)
    drawn = []
    for piece, size, piece_width, gap in placed:
        x += gap
        for line in piece.copy.unbroken:
            drawn.append(piece.copy.glyphs(line, Point(x, baseline), size, ink))
        x += piece_width
    return tuple(drawn), Rect(start, baseline - em, width, em * 1.25), ()


_Placed = tuple[Piece, float, float, float]  # with its size, its width and the room ahead of it


def _turned(placed: Sequence[_Placed]) -> list[_Placed]:
    """The pieces with the first at the right, and the room ahead of each at its right.

    Figures that touch, such as a number and how many there are, stay in the order of figures (UAX #9, W4).
    """
    groups: list[list[_Placed]] = []
    for one in placed:
        if groups and not one[3] and _is_figure(one[0]) and _is_figure(groups[-1][-1][0]):
            groups[-1].append(one)
        else:
            groups.append([one])
    turned_round: list[_Placed] = []
    after = 0.0
    for group in reversed(groups):
        (first, size, width, gap), *others = group
        turned_round += [(first, size, width, after), *others]
        after = gap
    return turned_round


def _is_figure(piece: Piece) -> bool:
    return all(character.isdigit() or character in "/:.,-–" for character in piece.copy.shown.text)


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
