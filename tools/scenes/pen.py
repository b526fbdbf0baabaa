"""Turn drawing calls in mm into a scene file: layers of flat shapes whose classes name palette tokens.

Axes as on a card: x to the right, y down, from the trim's top-left. The art covers x -3…73 and y -3…87.
A path's outline is the text of an SVG ``d`` attribute; ``smooth`` and ``corners`` make one from points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Self
from xml.sax.saxutils import escape

from tools.scenes.palette import PREVIEW

Point = tuple[float, float]

LEFT, TOP, WIDTH, HEIGHT = -3.0, -3.0, 76.0, 90.0
"""The view box: the front's picture with its bleed, and 3 mm that lie under the band."""

RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT

HORIZON = 56.0
"""Where the land meets the left and the right edge, so that cards side by side make one steppe."""

_TENSION = 1 / 6  # The Catmull-Rom share: a curve through its points without overshooting where they are even.


class Corner(NamedTuple):
    """A point at which a smooth outline breaks."""

    x: float
    y: float


class Part(NamedTuple):
    """One filled outline of a motif drawn in its own units, placed with ``Scene.place``."""

    token: str
    outline: str


class Scene:
    """A scene being drawn, back to front. Every call adds one shape to the layer opened last and returns the scene."""

    def __init__(self, name: str, title: str, focus: Point) -> None:
        self.name = name
        self.title = title
        self.focus = focus
        self._layers: list[tuple[str, list[str]]] = []
        self._tokens: set[str] = set()

    # Layers

    def layer(self, name: str) -> Self:
        """Open the next layer, in front of those before; its group is called ``NAME-name``."""
        self._layers.append((name, []))
        return self

    def sky(self, token: str) -> Self:
        """Open the layer "sky" and flood it."""
        return self.layer("sky").rect(token, LEFT, TOP, WIDTH, HEIGHT)

    def disc(self, token: str, x: float, y: float, radius: float, *, halos: Sequence[tuple[str, float]] = ()) -> Self:
        """Open the layer "disc": the sun or moon in its halos, given from the inside out as (token, radius)."""
        self.layer("disc")
        for halo, reach in reversed(halos):
            self.circle(halo, x, y, reach)
        return self.circle(token, x, y, radius)

    # Shapes

    def path(self, token: str, outline: str) -> Self:
        return self._add(f'<path class="{self._fill(token)}" d="{outline}"/>')

    def polygon(self, token: str, points: Sequence[Point]) -> Self:
        return self.path(token, corners(points))

    def blob(self, token: str, points: Sequence[Point]) -> Self:
        """A closed smooth outline through the points; a ``Corner`` stays sharp."""
        return self.path(token, smooth(points, closed=True))

    def land(self, token: str, points: Sequence[Point], *, bottom: float = BOTTOM) -> Self:
        """Ground under a smooth skyline that runs from the left point to the right one."""
        return self.path(
            token,
            f"{smooth(points)} L{number(points[-1][0])} {number(bottom)} L{number(points[0][0])} {number(bottom)}Z",
        )

    def rect(self, token: str, x: float, y: float, width: float, height: float) -> Self:
        return self._add(
            f'<rect class="{self._fill(token)}" x="{number(x)}" y="{number(y)}"'
            f' width="{number(width)}" height="{number(height)}"/>'
        )

    def circle(self, token: str, x: float, y: float, radius: float) -> Self:
        return self._add(
            f'<circle class="{self._fill(token)}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
        )

    def ellipse(self, token: str, x: float, y: float, x_radius: float, y_radius: float) -> Self:
        return self._add(
            f'<ellipse class="{self._fill(token)}" cx="{number(x)}" cy="{number(y)}"'
            f' rx="{number(x_radius)}" ry="{number(y_radius)}"/>'
        )

    def line(self, token: str, outline: str, width: float, *, cap: Literal["butt", "round"] = "butt") -> Self:
        """A stroke. 0.25 mm is the least that prints, 0.28 mm where it is light on dark."""
        return self._add(
            f'<path class="line {self._fill(token)}" stroke-width="{number(width)}" stroke-linecap="{cap}"'
            f' stroke-linejoin="round" d="{outline}"/>'
        )

    def place(
        self,
        parts: Iterable[Part],
        x: float,
        y: float,
        *,
        scale: float = 1,
        flip: Literal["no", "sideways"] = "no",
        turn: float = 0,
    ) -> Self:
        """Set a motif's origin at (x, y), scaled, mirrored and turned clockwise by degrees."""
        across = -scale if flip == "sideways" else scale
        turning = f" rotate({number(turn)})" if turn else ""
        shapes = "".join(f'<path class="{self._fill(part.token)}" d="{part.outline}"/>' for part in parts)
        return self._add(
            f'<g transform="translate({number(x)} {number(y)}){turning} scale({across:.4g} {scale:.4g})">{shapes}</g>'
        )

    # The file

    def svg(self) -> str:
        """The whole file. The style block is for previews on a screen; a press takes the tokens' inks."""
        style = "".join(
            f".{token}{{fill:{PREVIEW[token]};stroke:none}}.line.{token}{{fill:none;stroke:{PREVIEW[token]}}}"
            for token in sorted(self._tokens)
        )
        layers = "".join(
            f'\n<g id="{self.name}-{layer}">\n' + "\n".join(shapes) + "\n</g>" for layer, shapes in self._layers
        )
        x, y = self.focus
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg"'
            f' viewBox="{number(LEFT)} {number(TOP)} {number(WIDTH)} {number(HEIGHT)}"'
            f' width="{number(WIDTH)}mm" height="{number(HEIGHT)}mm"'
            f' data-focus="{number(x)} {number(y)}" data-horizon="{number(HORIZON)}"'
            f' preserveAspectRatio="xMidYMid slice"><title>{escape(self.title)}</title><style>{style}</style>{layers}\n</svg>\n'
        )

    def _add(self, element: str) -> Self:
        self._layers[-1][1].append(element)
        return self

    def _fill(self, token: str) -> str:
        if token not in PREVIEW:
            raise ValueError(f'"{token}" is no token of the palette')
        self._tokens.add(token)
        return token


def number(value: float) -> str:
    """At most two decimals: a hundredth of a millimetre is finer than any plate."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def at(point: Sequence[float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def corners(points: Sequence[Point], *, closed: bool = True) -> str:
    """Straight lines from point to point."""
    return "M" + " L".join(at(point) for point in points) + ("Z" if closed else "")


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """A curve through all the points, smooth at each but the ``Corner``s.

    Points far apart next to points close together swing out: set them evenly, or break with a ``Corner``.
    """
    count = len(points)
    outline = "M" + at(points[0])
    for index in range(count if closed else count - 1):
        start, end = points[index], points[(index + 1) % count]
        before = points[index - 1] if closed or index else start
        after = points[(index + 2) % count] if closed or index + 2 < count else end
        if isinstance(start, Corner):
            before = start
        if isinstance(end, Corner):
            after = end
        first = (start[0] + (end[0] - before[0]) * _TENSION, start[1] + (end[1] - before[1]) * _TENSION)
        second = (end[0] - (after[0] - start[0]) * _TENSION, end[1] - (after[1] - start[1]) * _TENSION)
        outline += f" C{at(first)} {at(second)} {at(end)}"
    return outline + ("Z" if closed else "")


def turned(point: Point, degrees: float, *, centre: Point = (0, 0)) -> Point:
    """The point turned clockwise (y runs down) about the centre."""
    angle = math.radians(degrees)
    x, y = point[0] - centre[0], point[1] - centre[1]
    return (
        centre[0] + x * math.cos(angle) - y * math.sin(angle),
        centre[1] + x * math.sin(angle) + y * math.cos(angle),
    )


def spread(start: float, end: float, count: int) -> list[float]:
    """``count`` even values from start to end, both included."""
    return [start + (end - start) * index / (count - 1) for index in range(count)]
