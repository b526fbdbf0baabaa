"""Turn a face's slots around its vertical axis, for a card whose first language runs from right to left.

Places change sides; what is drawn in them does not: neither the scene, nor a
code's modules, nor the ornament's tile, nor the kind's mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cardkit.edition.slot import Layout, Slot
from cardkit.geometry import Point, Rect
from cardkit.typesetting.character import is_upright
from cardkit.typesetting.script import is_right_to_left


def mirrors(layout: Layout, languages: Sequence[str]) -> bool:
    """Whether a card in these languages takes the layout's mirror image: its first language decides.

    Beside columns nothing is turned around: they begin at the left, and so does a face that has them.
    """
    return layout.mirrors and is_right_to_left(languages[0]) and not any(map(is_upright, languages))


@lru_cache(maxsize=256)
def slots_on(layout: Layout, side: str, mirror: float | None) -> tuple[Slot, ...]:
    """The slots of a side, in the mirror of a face of this width (mm) where one is given: made once for all cards."""
    slots = layout.front if side == "front" else layout.back
    return slots if mirror is None else tuple(mirrored(slot, mirror) for slot in slots)


def mirrored(slot: Slot, width: float) -> Slot:
    """The slot on a face of this width (mm) seen in a mirror."""
    return replace(
        slot,
        box=_rule(slot.box, width) if slot.draws == "rule" else _box(slot.box, width),
        centre=Point(width - slot.centre.x, slot.centre.y) if slot.centre else None,
        clear=replace(slot.clear, otherwise=_box(slot.clear.otherwise, width))
        if slot.clear and slot.clear.otherwise
        else slot.clear,
        mirrored=True,
    )


def _box(box: Rect, width: float) -> Rect:
    return Rect(width - box.right, box.y, box.width, box.height)


def _rule(box: Rect, width: float) -> Rect:
    """A rule that runs downward stands at the left edge of its box, so that edge is what moves."""
    return Rect(width - box.x, box.y, 0.0, box.height) if box.height > box.width else _box(box, width)
