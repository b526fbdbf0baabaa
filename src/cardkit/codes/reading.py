"""Judge a printed code in a photograph: how well it stands out, how much of it is worn, how clear it stands."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.codes.decode import Decoded
from cardkit.codes.symbol import QUIET_ZONE

#: A point in pixels from the picture's top-left.
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a photograph tells of one code's print.

    ``module_px`` is a module's side in the picture; ``contrast`` how much less
    light the modules throw back than the paper, 0 to 1, whatever the exposure;
    ``unused`` the error correction left; ``clear`` the clear modules around the
    symbol, at most four, None where the picture ends before. ``grade`` is A to F,
    None where the picture is too coarse to tell; ``reasons`` say what lowers it.
    """

    module_px: float
    contrast: float | None
    unused: float | None
    clear: int | None
    grade: str | None
    reasons: tuple[str, ...] = ()


#: Grades by contrast and by unused error correction (ISO/IEC 15415): the least for A, B, C and D.
_CONTRAST = (0.70, 0.55, 0.40, 0.20)
_UNUSED = (0.62, 0.50, 0.37, 0.25)

#: Clear modules: four are asked for (ISO/IEC 18004:2015, 5.3.8), and a photograph blurs one of them.
_CLEAR = (3, 3, 2, 1)

#: Pixels a module below which a photograph shows its own blur rather than the print.
LEAST_MODULE_PX = 2.5


def judge_print(grey: bytes, width: int, height: int, code: Decoded) -> Reading:
    """What a picture of 8-bit grey tells of a code that was read in it."""
    count = 17 + 4 * (code.version or 1)
    quad = _Quad.of(code.corners, count)
    module = quad.side / count
    if code.version is None or module < LEAST_MODULE_PX:
        return Reading(
            module, None, code.unused_correction, None, None, ("it is too small in the picture to be judged",)
        )
    inner = [
        light
        for row in range(count)
        for column in range(count)
        if (light := _light(grey, width, height, quad.at(column + 0.5, row + 0.5))) is not None
    ]
    inner.sort()
    dark, pale = _middle(inner[: len(inner) // 4]), _middle(inner[-len(inner) // 4 :])
    contrast = max(0.0, 1 - dark / pale) if pale > 0 else 0.0
    clear = _clear(grey, width, height, quad, count, (dark + pale) / 2)
    return _graded(module, contrast, code.unused_correction, clear)


def _graded(module: float, contrast: float, unused: float | None, clear: int | None) -> Reading:
    """The worst of the grades, and what brought it down."""
    parts: list[tuple[str, str]] = [(_grade(contrast, _CONTRAST), f"its contrast is {contrast:.0%}")]
    if unused is not None:
        parts.append((_grade(unused, _UNUSED), f"{1 - unused:.0%} of its error correction is used up"))
    if clear is not None:
        said = "only 1 module around it is clear" if clear == 1 else f"only {clear} modules around it are clear"
        parts.append((_grade(clear, _CLEAR), said))
    worst = max(grade for grade, _ in parts)
    reasons = tuple(said for grade, said in parts if grade == worst and worst > "A")
    return Reading(module, contrast, unused, clear, worst, reasons)


def _grade(value: float, floors: tuple[float, ...]) -> str:
    return next((grade for grade, floor in zip("ABCD", floors, strict=True) if value >= floor), "F")


@dataclass(frozen=True, slots=True)
class _Quad:
    """The plane of a symbol as it stands in a picture: x = (a u + b v + c) / (g u + h v + 1), y likewise."""

    numbers: tuple[float, float, float, float, float, float, float, float]
    count: int
    side: float

    @classmethod
    def of(cls, corners: tuple[Place, Place, Place, Place], count: int) -> _Quad:
        """From the four corners (Heckbert, Fundamentals of Texture Mapping, 1989: square to quadrilateral)."""
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
        sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
        dx1, dx2, dy1, dy2 = x1 - x2, x3 - x2, y1 - y2, y3 - y2
        below = dx1 * dy2 - dx2 * dy1
        g = (sx * dy2 - dx2 * sy) / below if below else 0.0
        h = (dx1 * sy - sx * dy1) / below if below else 0.0
        numbers = (x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h)
        ends = zip(corners, (*corners[1:], corners[0]), strict=True)
        side = sum(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for (ax, ay), (bx, by) in ends) / 4
        return cls(numbers, count, side)

    def at(self, column: float, row: float) -> Place:
        """The place of a point given in modules from the symbol's top-left."""
        a, b, c, d, e, f, g, h = self.numbers
        u, v = column / self.count, row / self.count
        below = g * u + h * v + 1
        return (a * u + b * v + c) / below, (d * u + e * v + f) / below


def _light(grey: bytes, width: int, height: int, place: Place) -> float | None:
    """The light at a place, in proportion to what fell on the sensor; None outside the picture."""
    x, y = int(place[0]), int(place[1])
    if not (0 <= x < width and 0 <= y < height):
        return None
    # Pixels are coded for the eye (sRGB, IEC 61966-2-1); its curve is near a power of 2.2.
    return float((grey[y * width + x] / 255) ** 2.2)


def _middle(values: list[float]) -> float:
    return values[len(values) // 2] if values else 0.0


def _clear(grey: bytes, width: int, height: int, quad: _Quad, count: int, between: float) -> int | None:
    """How many rings of modules around the symbol are clear; None where the picture ends in the first dirty one's place."""
    for ring in range(QUIET_ZONE):
        near, far = -0.5 - ring, count + 0.5 + ring
        along = [index + 0.5 for index in range(-ring - 1, count + ring + 1)]
        places = [(one, edge) for one in along for edge in (near, far)] + [
            (edge, one) for one in along for edge in (near, far)
        ]
        lights = [_light(grey, width, height, quad.at(*place)) for place in places]
        seen = [light for light in lights if light is not None]
        if len(seen) < len(lights) * 0.9:
            return None
        if sum(light < between for light in seen) > len(seen) * 0.04:
            return ring
    return QUIET_ZONE
