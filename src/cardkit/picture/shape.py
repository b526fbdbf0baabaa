"""Hold the shapes of a scene: a path and the palette token that inks it."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.diagnostic import Span

# As in the display list: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",), in mm.
Segment = tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float]
Path = tuple[Segment, ...]

CLOSE: Segment = ("Z",)


@dataclass(frozen=True, slots=True)
class Shape:
    """One path with one ink: ``fill`` or ``stroke`` names a palette token, the other is None.

    ``width`` (mm), ``cap`` and ``join`` belong to the stroke, whose corners are
    mitred up to 4 times its width, as in SVG. ``even_odd`` belongs to the fill.
    """

    path: Path
    fill: str | None
    stroke: str | None
    width: float
    cap: str
    join: str
    even_odd: bool
    span: Span
