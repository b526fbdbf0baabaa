"""Draw a route's stops to scale: places in degrees become points, distances and names that do not collide."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cardkit.exhibit.said import Said

#: The mean radius of the Earth in km (IUGG).
EARTH = 6371.0088

#: The map in its own units, about CSS pixels on a phone: as wide as a phone, never much higher.
WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 360.0, 150.0, 420.0
_MARGIN = 34.0
_LETTER, _WIDE_LETTER, _LINE = 6.6, 12.5, 15.0
_UPRIGHT_LETTER = 5.6
_DOT = 9.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A stop on the map, and where its name stands; no ``anchor`` where there is no room for it."""

    x: float
    y: float
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A map: its height, its spots in order, and a scale bar so many units long for so many km."""

    height: float
    spots: tuple[Spot, ...]
    bar: float
    bar_km: int


def plot(places: Sequence[tuple[float, float]], names: Sequence[Said | None] = (), *, joined: bool = True) -> Plot:
    """Places as (latitude, longitude) in degrees, drawn so that a km is as long east as north in the middle of the map.

    ``names`` are set beside the spots where they fit; ``joined`` spots have a line from each to the next, which no
    name may cross.
    """
    latitudes = [latitude for latitude, _ in places]
    longitudes = _unwrapped([longitude for _, longitude in places])
    middle = math.radians((min(latitudes) + max(latitudes)) / 2)
    km_per_degree = math.radians(1) * EARTH
    xs = [longitude * math.cos(middle) * km_per_degree for longitude in longitudes]
    ys = [-latitude * km_per_degree for latitude in latitudes]
    wide, high = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (MOST_HEIGHT - 2 * _MARGIN) / high)
    height = max(high * scale + 2 * _MARGIN, LEAST_HEIGHT)
    left = (WIDTH - wide * scale) / 2 - min(xs) * scale
    top = (height - high * scale) / 2 - min(ys) * scale
    points = [(x * scale + left, y * scale + top) for x, y in zip(xs, ys, strict=True)]
    # The bar stands below, where no stop can be.
    bar_km = _round_km(WIDTH / 3 / scale)
    return Plot(
        round(height + 26, 1),
        _named(points, names, height, list(pairwise(points)) if joined else []),
        round(bar_km * scale, 1),
        bar_km,
    )


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Km between two places (latitude, longitude in degrees) on a sphere (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def rounded(km: float) -> int:
    """Km as people say them: two or three figures that count."""
    step = 1 if km < 100 else 5 if km < 500 else 10 if km < 2000 else 100
    return round(km / step) * step


def _unwrapped(longitudes: Sequence[float]) -> list[float]:
    """Longitudes without the jump at the date line: each the nearer way round from the one before."""
    found = [longitudes[0]]
    for longitude in longitudes[1:]:
        found.append(found[-1] + (longitude - found[-1] + 180) % 360 - 180)
    return found


def _round_km(most: float) -> int:
    power = 10 ** math.floor(math.log10(max(most, 1)))
    return int(next(step * power for step in (5, 2, 1) if step * power <= max(most, 1)))


_Point = tuple[float, float]
_Box = tuple[float, float, float, float]


def _named(
    points: Sequence[_Point], names: Sequence[Said | None], height: float, way: Sequence[tuple[_Point, _Point]]
) -> tuple[Spot, ...]:
    """Set each name to the right, left, above or below its spot, where it touches no other thing; else leave it out."""
    taken: list[_Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in points]
    spots = []
    for index, (x, y) in enumerate(points):
        name = names[index] if index < len(names) else None
        spot = Spot(round(x, 1), round(y, 1))
        for anchor, at_x, at_y, box in _choices(x, y, name) if name else ():
            inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= height - 2
            others = [one for i, one in enumerate(taken) if i != index]
            crossed = any(_crosses(box, *leg) for leg in way)
            if inside and not crossed and not any(_overlap(box, one) for one in others):
                spot = Spot(spot.x, spot.y, round(at_x, 1), round(at_y, 1), anchor)
                taken.append(box)
                break
        spots.append(spot)
    return tuple(spots)


def _choices(x: float, y: float, name: Said) -> Iterator[tuple[str, float, float, _Box]]:
    """Where a name may stand beside its spot, best first: which part of it stands where, and the room it takes."""
    if name.upright:
        tall = len(name.text) * _UPRIGHT_LETTER
        places = (("middle", x + 15, y), ("middle", x - 15, y), ("start", x, y + 13), ("end", x, y - 13))
        for anchor, at_x, at_y in places:
            top = at_y - {"start": 0.0, "end": tall, "middle": tall / 2}[anchor]
            yield anchor, at_x, at_y, (at_x - _LINE / 2, top, at_x + _LINE / 2, top + tall)
        return
    wide = sum(_WIDE_LETTER if ord(letter) > 0x2E80 else _LETTER for letter in name.text)
    sides = (("start", x + 13, y + 4.5), ("end", x - 13, y + 4.5), ("middle", x, y - 14), ("middle", x, y + 23))
    for anchor, at_x, at_y in sides:
        left = at_x - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
        yield anchor, at_x, at_y, (left, at_y - _LINE + 4, left + wide, at_y + 4)


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(box: _Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a leg of the way runs through a box, looked at in steps finer than a line of text."""
    steps = max(2, round(math.dist(start, end) / 5))
    return any(
        box[0] <= start[0] + (end[0] - start[0]) * i / steps <= box[2]
        and box[1] <= start[1] + (end[1] - start[1]) * i / steps <= box[3]
        for i in range(steps + 1)
    )
