"""Turn the simple shapes of SVG (and its arcs) into segments: moves, lines, cubics and closings."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cardkit.picture.shape import CLOSE, Path, Segment

#: The distance of a quarter circle's control points, in radii: the usual 4/3 (sqrt 2 - 1).
KAPPA = 4 / 3 * (math.sqrt(2) - 1)

# A radius of nothing makes an arc a line (SVG 1.1, F.6.6); this little is nothing on paper.
_NO_RADIUS = 1e-6


def rectangle(x: float, y: float, width: float, height: float, rx: float = 0.0, ry: float = 0.0) -> Path:
    """A rectangle, its corners rounded where both radii are above zero (SVG 1.1, 9.2)."""
    right, bottom = x + width, y + height
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), CLOSE)
    # How far each control point stands from the corner.
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return (
        ("M", x + rx, y),
        ("L", right - rx, y),
        ("C", right - kx, y, right, y + ky, right, y + ry),
        ("L", right, bottom - ry),
        ("C", right, bottom - ky, right - kx, bottom, right - rx, bottom),
        ("L", x + rx, bottom),
        ("C", x + kx, bottom, x, bottom - ky, x, bottom - ry),
        ("L", x, y + ry),
        ("C", x, y + ky, x + kx, y, x + rx, y),
        CLOSE,
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Path:
    """An ellipse of four cubics, from its rightmost point, clockwise as seen (y downward)."""
    kx, ky = rx * KAPPA, ry * KAPPA
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        CLOSE,
    )


def polyline(numbers: Sequence[float]) -> Path:
    """Straight lines through points given as x, y, x, y …"""
    points = [(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]
    first: Segment = ("M", *points[0])
    return (first, *(("L", x, y) for x, y in points[1:]))


def arc(
    start: tuple[float, float],
    radii: tuple[float, float],
    turn: float,
    large: str,
    sweep: str,
    end: tuple[float, float],
) -> list[Segment]:
    """An elliptical arc as cubics of at most 90° each (SVG 1.1, F.6.5 and F.6.6). Flags are "0" or "1"."""
    rx, ry = abs(radii[0]), abs(radii[1])
    if start == end:
        return []
    if min(rx, ry) < _NO_RADIUS:
        return [("L", *end)]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x1, y1 = cos * dx + sin * dy, cos * dy - sin * dx
    # Radii too small to reach are scaled up until they just do.
    stretch = math.hypot(x1 / rx, y1 / ry)
    if stretch > 1:
        rx, ry = rx * stretch, ry * stretch
    reach = (x1 / rx) ** 2 + (y1 / ry) ** 2
    factor = math.sqrt(max(0.0, 1 / reach - 1)) if reach else 0.0
    if large == sweep:
        factor = -factor
    ux, uy = factor * y1 / ry, -factor * x1 / rx  # The centre, on the unit circle's scale.
    begin = math.atan2(y1 / ry - uy, x1 / rx - ux)
    span = math.atan2(-y1 / ry - uy, -x1 / rx - ux) - begin
    if sweep == "1" and span < 0:
        span += 2 * math.pi
    elif sweep == "0" and span > 0:
        span -= 2 * math.pi
    cx = (start[0] + end[0]) / 2 + cos * ux * rx - sin * uy * ry
    cy = (start[1] + end[1]) / 2 + sin * ux * rx + cos * uy * ry

    def at(x: float, y: float) -> tuple[float, float]:
        return cx + cos * x * rx - sin * y * ry, cy + sin * x * rx + cos * y * ry

    pieces = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / pieces
    handle = 4 / 3 * math.tan(step / 4)
    result: list[Segment] = []
    for i in range(pieces):
        a, b = begin + i * step, begin + (i + 1) * step
        first = at(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a))
        second = at(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b))
        last = end if i == pieces - 1 else at(math.cos(b), math.sin(b))
        result.append(("C", *first, *second, *last))
    return result
