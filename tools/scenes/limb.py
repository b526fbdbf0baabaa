"""Turn points set by eye into outlines: closed contours of figures, and bands that follow a bent centre line.

For people and animals, where points stand far apart along a back and close together in a face.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tools.scenes.pen import Corner, Point, at, number, turned

Bend = tuple[float, float, float]
"""A point of a centre line and the full width of the limb there: (x, y, width)."""

_REACH = 0.36  # A handle's share of the way to the next point, at most: keeps a curve inside uneven points.
_PULL = 0.19  # A handle's share of the way between the neighbours, as in a Catmull-Rom curve.
_STEPS = 4  # Points between two bends of a limb; enough for outlines of 60 mm.


def contour(points: Sequence[Point], *, closed: bool = True) -> str:
    """A smooth outline through points as uneven as a profile; a ``Corner`` stays sharp."""
    count = len(points)
    outline = "M" + at(points[0])
    for index in range(count if closed else count - 1):
        start, end = points[index], points[(index + 1) % count]
        if isinstance(start, Corner) and isinstance(end, Corner):
            outline += f" L{at(end)}"
            continue
        first = _handle(points, index, towards=1, length=math.dist(start, end), closed=closed)
        second = _handle(points, (index + 1) % count, towards=-1, length=math.dist(start, end), closed=closed)
        outline += f" C{at(first)} {at(second)} {at(end)}"
    return outline + ("Z" if closed else "")


def limb(bends: Sequence[Bend], *, left: float = -1, right: float = 1, tip: float = 0) -> str:
    """The band along the bends between two lines, in half widths: -1 is its left edge in walking direction, 1 its
    right, so ``left=0`` draws the right half alone. ``tip`` rounds the far end, by that share of its half width.
    """
    line = _along(bends)
    lefts: list[Point] = []
    rights: list[Point] = []
    for index, (x, y, width) in enumerate(line):
        before, after = line[max(index - 1, 0)], line[min(index + 1, len(line) - 1)]
        run, fall = after[0] - before[0], after[1] - before[1]
        length = math.hypot(run, fall) or 1
        across, down = -fall / length * width / 2, run / length * width / 2
        lefts.append((x + across * left, y + down * left))
        rights.append((x + across * right, y + down * right))
    ends: list[Point] = [lefts[-1], rights[-1]] if tip else [Corner(*lefts[-1]), Corner(*rights[-1])]
    if tip:
        (x, y, width), before = line[-1], line[-2]
        length = math.dist((x, y), before[:2]) or 1
        reach = width / 2 * tip / length
        middle = (left + right) / 2
        across, down = -(y - before[1]) / length * width / 2, (x - before[0]) / length * width / 2
        ends.insert(1, (x + (x - before[0]) * reach + across * middle, y + (y - before[1]) * reach + down * middle))
    return contour([Corner(*lefts[0]), *lefts[1:-1], *ends, *rights[-2:0:-1], Corner(*rights[0])])


@dataclass(frozen=True)
class Pose:
    """Where a part drawn around its own (0, 0) stands: moved, turned clockwise by degrees, scaled, mirrored below 0."""

    x: float
    y: float
    turn: float = 0
    scale: float = 1
    mirror: int = 1

    def point(self, point: Point) -> Point:
        x, y = turned((point[0] * self.scale * self.mirror, point[1] * self.scale), self.turn)
        return (x + self.x, y + self.y)

    def points(self, points: Sequence[Point]) -> list[Point]:
        """The points where they come to stand; corners stay corners."""
        return [Corner(*self.point(point)) if isinstance(point, Corner) else self.point(point) for point in points]

    def contour(self, points: Sequence[Point]) -> str:
        return contour(self.points(points))

    def curve(self, points: Sequence[Point]) -> str:
        """An open line, for strokes."""
        return contour(self.points(points), closed=False)

    def limb(self, bends: Sequence[Bend], *, left: float = -1, right: float = 1, tip: float = 0) -> str:
        if self.mirror < 0:
            left, right = -right, -left
        return limb([(*self.point(bend[:2]), bend[2] * self.scale) for bend in bends], left=left, right=right, tip=tip)


def arc(x: float, y: float, radius: float) -> str:
    """A whole circle as an outline, for rings drawn as strokes."""
    r = number(radius)
    return f"M{at((x - radius, y))}A{r} {r} 0 0 1 {at((x + radius, y))}A{r} {r} 0 0 1 {at((x - radius, y))}Z"


def _handle(points: Sequence[Point], index: int, *, towards: int, length: float, closed: bool) -> Point:
    here = points[index]
    if isinstance(here, Corner):
        return here
    last = len(points) - 1
    before = points[index - 1] if closed or index else here
    after = points[(index + 1) % len(points)] if closed or index < last else here
    run, fall = after[0] - before[0], after[1] - before[1]
    span = math.hypot(run, fall) or 1
    reach = min(length * _REACH, span * _PULL) * towards / span
    return (here[0] + run * reach, here[1] + fall * reach)


def _along(bends: Sequence[Bend]) -> list[Bend]:
    """The centre line with points between the bends, on the Catmull-Rom curve through them."""
    line: list[Bend] = []
    last = len(bends) - 1
    for index in range(last):
        quad = [bends[max(index - 1, 0)], bends[index], bends[index + 1], bends[min(index + 2, last)]]
        line += [(_between(quad, 0, u), _between(quad, 1, u), _between(quad, 2, u)) for u in _SHARES]
    return [*line, bends[last]]


_SHARES = tuple(step / _STEPS for step in range(_STEPS))


def _between(quad: Sequence[Bend], axis: int, u: float) -> float:
    a, b, c, d = (bend[axis] for bend in quad)
    return 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)
