"""Find the points that lie on a smooth curve, to lay things along it."""

from __future__ import annotations

from collections.abc import Sequence

from tools.scenes.pen import Corner, Point, spread


def on_curve(line: Sequence[Point], share: float) -> Point:
    """The point at a share of a smooth open line through its points, each stretch counting the same."""
    place = min(max(share, 0.0), 1.0) * (len(line) - 1)
    index = min(int(place), len(line) - 2)
    before, after = line[max(index - 1, 0)], line[min(index + 2, len(line) - 1)]
    return _between(before, line[index], line[index + 1], after, place - index)


def border(outline: Sequence[Point]) -> list[Point]:
    """Points along a closed smooth outline, close enough to test against."""
    found: list[Point] = []
    count = len(outline)
    for index in range(count):
        start, end = outline[index], outline[(index + 1) % count]
        before = start if isinstance(start, Corner) else outline[index - 1]
        after = end if isinstance(end, Corner) else outline[(index + 2) % count]
        found += [_between(before, start, end, after, t) for t in spread(0, 0.8, 5)]
    return found


def within(point: Point, edge: Sequence[Point]) -> bool:
    """Whether a ray to the right crosses the edge an odd number of times."""
    inside = False
    for start, end in zip(edge, [*edge[1:], edge[0]], strict=True):
        if (start[1] > point[1]) != (end[1] > point[1]):
            crossing = start[0] + (point[1] - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
            inside ^= crossing > point[0]
    return inside


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    """A point of the same cubic that the pen's ``smooth`` draws between two points."""
    x, y = (
        (1 - t) ** 3 * s + 3 * (1 - t) ** 2 * t * (s + (e - b) / 6) + 3 * (1 - t) * t**2 * (e - (a - s) / 6) + t**3 * e
        for b, s, e, a in ((before[0], start[0], end[0], after[0]), (before[1], start[1], end[1], after[1]))
    )
    return (x, y)
