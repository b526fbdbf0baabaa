"""Compare the place of a code with its plan, pixel by pixel, and read it: what is flawless need not be measured.

Every step of ``symbol.prove_symbol`` measures how far something is off, and lets
through more than what is let through here. So a code that passes here passes
there; what does not is measured, to learn what is wrong with it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cardkit.codes.decode import Decoded, second_opinion
from cardkit.codes.logo import LEAST_UNUSED
from cardkit.codes.symbol import QUIET_ZONE
from cardkit.pdf.document import Page
from cardkit.pdf.raster import RGB, RGBX, raster
from cardkit.pdf.swatch import shown
from cardkit.preflight.expectation import ExpectedCode
from cardkit.preflight.grade import Geometry, planned_geometry
from cardkit.preflight.sample import SCALE, contrasts, grey_of
from cardkit.preflight.symbol import GOOD_CONTRAST, GOOD_RED_CONTRAST

if TYPE_CHECKING:
    from cardkit.preflight.sample import Pixels

#: Levels of 255 by which pixels at the edges of modules may be off: places are rounded to a thousandth of a mm. All others
#: show the very colour. ``sample`` calls paper clear that is off by as much, and forgives edges far more.
_EDGE_OFF = 4

#: Of each eight pixels of a module's side the second reader gets two, both from within the module.
_THIN = slice(2, None, 4)


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
    picture = _picture(page, code, ink, ground)
    if picture is None:
        return None
    grey = grey_of(picture[_THIN, _THIN])
    if second_opinion(grey.tobytes(), grey.shape[1], grey.shape[0]) != (url,):
        return None
    return planned_geometry(code, ink, ground, contrast)


def _picture(page: Page, code: ExpectedCode, ink: tuple[int, int, int], ground: tuple[int, int, int]) -> Pixels | None:
    """The code with its quiet zone in red, green and blue; None where a pixel is not that of its module."""
    import numpy as np

    count = len(code.matrix) + 2 * QUIET_ZONE
    made = raster(page, code.quiet_box, SCALE / code.module, RGBX)
    if (made.width, made.height) != (count * SCALE, count * SCALE):
        return None
    pixels = np.frombuffer(made.pixels, np.uint8)
    dark = np.zeros((count, count), np.intp)
    dark[QUIET_ZONE:-QUIET_ZONE, QUIET_ZONE:-QUIET_ZONE] = code.matrix
    rows = pixels.reshape(count, SCALE, count * SCALE * RGBX)
    for these, allowed in ((rows[:, 1:-1], _INNER), (rows[:, :: SCALE - 1], _EDGE)):
        # Adding what takes its own colour to the middle of what is allowed leaves 0 to twice that; anything else is more.
        off = these + _away(ink, ground, allowed)[dark].reshape(count, 1, count * SCALE * RGBX)
        if (off > np.tile(_most(allowed), count)).any():
            return None
    return pixels.reshape(made.height, made.width, RGBX)[:, :, :RGB]


#: How far each pixel across a module may be off, in a row within it and in one at its edge.
_INNER, _EDGE = (_EDGE_OFF, *([0] * (SCALE - 2)), _EDGE_OFF), (_EDGE_OFF,) * SCALE


@lru_cache(maxsize=32)
def _away(ink: tuple[int, int, int], ground: tuple[int, int, int], allowed: tuple[int, ...]) -> Pixels:
    """For a light and a dark module's row of pixels, what brings each byte to the middle of what is allowed."""
    import numpy as np

    colours = np.array([[*ground, 255], [*ink, 255]], np.int16)
    middle = np.array(allowed, np.int16)[None, :, None] - colours[:, None, :]
    return (middle % 256).astype(np.uint8).reshape(2, SCALE * RGBX)


@lru_cache(maxsize=2)
def _most(allowed: tuple[int, ...]) -> Pixels:
    """What each byte of a module's row may be, once brought there."""
    import numpy as np

    return np.repeat(2 * np.array(allowed, np.uint8), RGBX)
