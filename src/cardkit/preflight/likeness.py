"""Compare the place of a code with its plan, pixel by pixel, and read it: what is flawless need not be measured.

Every step of ``symbol.prove_symbol`` measures how far something is off, and lets
through more than what is let through here. So a code that passes here passes
there; what does not is measured, to learn what is wrong with it.
"""

from __future__ import annotations

from functools import lru_cache

from cardkit.codes.decode import Decoded, second_opinion
from cardkit.codes.logo import LEAST_UNUSED
from cardkit.codes.symbol import QUIET_ZONE
from cardkit.pdf.document import Page
from cardkit.pdf.raster import RGB, RGBX, raster
from cardkit.pdf.swatch import shown
from cardkit.preflight.expectation import ExpectedCode
from cardkit.preflight.grade import Geometry, planned_geometry
from cardkit.preflight.sample import contrasts
from cardkit.preflight.symbol import GOOD_CONTRAST, GOOD_RED_CONTRAST

#: Levels of 255 by which pixels at the edges of modules may be off: places are rounded to a thousandth of a mm. All others
#: show the very colour. ``sample`` calls paper clear that is off by as much, and forgives edges far more.
_EDGE_OFF = 4

#: Pixels a module, the outer ones of which are its edge: as ink counts by the area of a pixel that it covers, a hundredth
#: of a module that is gained or lost at an edge still shows as ten levels.
_SCALE = 4

#: Which of a module's pixels lie within it, across and down: what the second reader gets.
_INNER = (1, 2)


def flawless(page: Page, code: ExpectedCode, found: Decoded) -> Geometry | None:
    """What a code is like that shows exactly as planned; None where a pixel is off, or the plan is out of the ordinary.

    ``found`` is what the first reader found at its place when it looked over the page.
    """
    if code.ink is None or code.ground is None or code.bare or code.turn or code.style != "square":
        return None
    ink, ground = shown(code.ink), shown(code.ground)
    contrast, red_contrast = contrasts(ink, ground)
    if contrast < GOOD_CONTRAST or red_contrast < GOOD_RED_CONTRAST:
        return None
    url = code.url.encode()
    if (found.content, found.version, found.level) != (url, code.version, code.level):
        return None
    if found.unused_correction is not None and found.unused_correction < LEAST_UNUSED:
        return None
    inner = _inner(page, code, ink, ground)
    if inner is None:
        return None
    side = len(_INNER) * (len(code.matrix) + 2 * QUIET_ZONE)
    if second_opinion(inner, side, side) != (url,):
        return None
    return planned_geometry(code, ink, ground, contrast)


def _inner(page: Page, code: ExpectedCode, ink: tuple[int, int, int], ground: tuple[int, int, int]) -> bytes | None:
    """The pixels within the modules of a code and its quiet zone, in red light; None where a pixel is not that of its module."""
    count = len(code.matrix) + 2 * QUIET_ZONE
    made = raster(page, code.quiet_box, _SCALE / code.module, RGBX)
    if (made.width, made.height) != (count * _SCALE, count * _SCALE):
        return None
    planned = int.from_bytes(_times(_planned(code), count, _SCALE))
    for channel in range(RGB):
        seen = made.pixels[channel::RGBX].translate(_meaning(ink[channel], ground[channel]))
        if (int.from_bytes(seen) ^ planned) & _forbidden(count):
            return None
    return _within(made.pixels[::RGBX], count)


def _planned(code: ExpectedCode) -> bytes:
    """A byte a module, row by row, with the quiet zone: 1 where it is dark."""
    count = len(code.matrix) + 2 * QUIET_ZONE
    ring, margin = bytes(QUIET_ZONE * count), bytes(QUIET_ZONE)
    return b"".join((ring, *(margin + bytes(row) + margin for row in code.matrix), ring))


def _times(modules: bytes, count: int, scale: int) -> bytes:
    """So many pixels for each module, across and down."""
    width = count * scale
    wide = bytearray(count * width)
    for column in range(scale):
        wide[column::scale] = modules
    return b"".join(bytes(wide[start : start + width]) * scale for start in range(0, len(wide), width))


def _within(pixels: bytes, count: int) -> bytes:
    """The pixels within modules, of a picture of one channel."""
    width = count * _SCALE
    first, last = _INNER[0], _INNER[-1] + 1
    rows = b"".join(
        pixels[start + first * width : start + last * width] for start in range(0, len(pixels), _SCALE * width)
    )
    inner = bytearray(len(rows) * len(_INNER) // _SCALE)
    for place, column in enumerate(_INNER):
        inner[place :: len(_INNER)] = rows[column::_SCALE]
    return bytes(inner)


#: What a level stands for: ground is nothing at all.
_IS_INK, _IS_NEAR, _IS_NEITHER = 1, 2, 4


@lru_cache(maxsize=64)
def _meaning(ink: int, ground: int) -> bytes:
    """What each of 256 levels stands for: ink or ground, in its very colour or near it.

    Where both have about the same level, it tells nothing and stands for neither: such a plan is measured.
    """
    table = bytearray([_IS_NEITHER] * 256)
    if abs(ink - ground) > 2 * _EDGE_OFF:
        for level, means in ((ink, _IS_INK), (ground, 0)):
            for close in range(max(0, level - _EDGE_OFF), min(255, level + _EDGE_OFF) + 1):
                table[close] = means if close == level else means | _IS_NEAR
    return bytes(table)


@lru_cache(maxsize=16)
def _forbidden(count: int) -> int:
    """By what a pixel must not differ from its module, for each of a picture's: at its edge its colour may be a near one."""
    within, edge = _IS_INK | _IS_NEITHER | _IS_NEAR, _IS_INK | _IS_NEITHER
    across = bytes(within if column in _INNER else edge for column in range(_SCALE)) * count
    return int.from_bytes(
        b"".join(across if row in _INNER else bytes([edge]) * len(across) for row in range(_SCALE)) * count
    )
