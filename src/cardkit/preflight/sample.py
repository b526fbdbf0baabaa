"""Measure one printed symbol: pixels of a page to modules, contrast and what a reader makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.codes.decode import Decoded, decode
from cardkit.codes.symbol import QUIET_ZONE, Matrix
from cardkit.geometry import Rect
from cardkit.pdf.document import Page
from cardkit.pdf.raster import RGB, Raster, raster

#: Pixels a module: an edge that is off by an eighth of a module shows.
SCALE = 8

#: The quiet zone in pixels.
RING = QUIET_ZONE * SCALE

#: How far in pixels an edge may stray before it counts: rounding in the PDF softens the outermost pixel.
SLACK = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """A symbol as it shows on the page, with its quiet zone around it.

    ``matrix`` is read at every module's centre, dark being nearer to the darkest
    than to the lightest. ``contrast`` and ``red_contrast`` are differences of
    reflectance from 0 to 1, in daylight and in the red light of older scanners.
    """

    picture: Raster
    modules: int
    matrix: Matrix
    contrast: float
    red_contrast: float
    decoded: tuple[Decoded, ...]


def sample(page: Page, box: Rect, modules: int) -> Sample:
    """Look at the page where a symbol of so many modules should fill the box."""
    module = box.width / modules
    picture = raster(page, box.inset(-QUIET_ZONE * module), SCALE / module, RGB)
    centres = _centres(picture, modules)
    light = {colour: _luminance(colour) for colour in set(centres)}
    lightest, darkest = max(light.values()), min(light.values())
    reds = [_linear(colour[0]) for colour in light]
    middle = (lightest + darkest) / 2
    dark = {colour: value < middle for colour, value in light.items()}
    bits = [dark[colour] for colour in centres]
    return Sample(
        picture,
        modules,
        tuple(tuple(bits[row * modules : (row + 1) * modules]) for row in range(modules)),
        lightest - darkest,
        max(reds) - min(reds),
        decode(picture.pixels, picture.width, picture.height),
    )


def clear_modules(found: Sample) -> float:
    """How many modules around the symbol are bare paper, counted outward; 4 where the whole ring is."""
    if _is_clear(found.picture, RING):
        return QUIET_ZONE
    for depth in range(SLACK + 1, RING + 1):
        if not _is_clear(found.picture, depth):
            return (depth - 1) / SCALE
    return QUIET_ZONE


def overshoot(found: Sample) -> float:
    """How far in modules the symbol that was read reaches beyond its place, or stays short of it; 0 if none was."""
    if len(found.decoded) != 1:
        return 0.0
    near, far = RING, RING + found.modules * SCALE
    xs, ys = zip(*found.decoded[0].corners, strict=True)
    return max(abs(min(xs) - near), abs(min(ys) - near), abs(max(xs) - far), abs(max(ys) - far)) / SCALE


#: A pixel this light is paper: 2 % of any ink stays below it.
_PAPER = bytes(range(251, 256))

_Colour = tuple[int, int, int]


def _centres(picture: Raster, modules: int) -> list[_Colour]:
    """The colours at the centres of all modules, row by row."""
    row_bytes = picture.width * RGB
    reds, greens, blues = bytearray(), bytearray(), bytearray()
    for row in range(modules):
        start = (RING + row * SCALE + SCALE // 2) * row_bytes + (RING + SCALE // 2) * RGB
        end = start + modules * SCALE * RGB
        reds += picture.pixels[start : end : SCALE * RGB]
        greens += picture.pixels[start + 1 : end : SCALE * RGB]
        blues += picture.pixels[start + 2 : end : SCALE * RGB]
    return list(zip(reds, greens, blues, strict=True))


def _is_clear(picture: Raster, depth: int) -> bool:
    """Whether the ring from just outside the symbol to ``depth`` pixels away is bare paper."""
    pixels, row_bytes, height = picture.pixels, picture.width * RGB, picture.height
    outer, inner = RING - depth, RING - SLACK
    left, right = outer * RGB, row_bytes - outer * RGB
    band = (depth - SLACK) * RGB
    rows = range(outer, height - outer)
    parts = [
        pixels[row * row_bytes + left : row * row_bytes + right] for row in rows if row < inner or row >= height - inner
    ]
    for row in range(inner, height - inner):
        start = row * row_bytes
        parts.append(pixels[start + left : start + left + band])
        parts.append(pixels[start + right - band : start + right])
    return not b"".join(parts).translate(None, _PAPER)


def _luminance(colour: _Colour) -> float:
    """How much light a colour sends back, 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = colour
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(value: int) -> float:
    """Undo the sRGB curve (IEC 61966-2-1)."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
