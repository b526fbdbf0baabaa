"""Draw a round vessel of steel, which coal's works and the fermenters share."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tools.scenes.pen import Point, Scene, at, number


@dataclass(frozen=True)
class Steel:
    """The tokens of a round vessel from its lit side to its shaded one."""

    lit: str = "snow"
    mid: str = "stone-2"
    shade: str = "stone-3"


def vessel(scene: Scene, x: float, top: float, foot: float, width: float, steel: Steel, *, dome: float = 0.3) -> None:
    """An upright round vessel with a domed head as high as ``dome`` of its width, lit from the left."""
    half, rise = width / 2, width * dome
    shoulder = top + rise

    def crown(across: float) -> Point:
        return (x + across, shoulder - rise * math.sqrt(max(0.0, 1 - (across / half) ** 2)))

    def slice_of(token: str, left: float, right: float) -> None:
        arc = f"A{number(half)} {number(rise)} 0 0 1 {at(crown(right))}"
        scene.path(token, f"M{at((x + left, foot))} L{at(crown(left))} {arc} L{at((x + right, foot))}Z")

    slice_of(steel.mid, -half, half)
    slice_of(steel.lit, -half, -half * 0.25)
    slice_of(steel.shade, half * 0.35, half)
