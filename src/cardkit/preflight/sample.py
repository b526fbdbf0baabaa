"""Measure a symbol in pixels: its modules, how it stands out, what is around it, and what readers make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from cardkit.codes.decode import Decoded, decode, second_opinion
from cardkit.codes.logo import Bare
from cardkit.codes.symbol import QUIET_ZONE, Matrix
from cardkit.geometry import Rect
from cardkit.pdf.document import Page
from cardkit.pdf.raster import RGB, raster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Light = NDArray[np.float32]

#: Pixels a module: an edge that is off by an eighth of a module shows.
SCALE = 8

#: The quiet zone in pixels.
RING = QUIET_ZONE * SCALE

#: How far in pixels an edge may stray before it counts: rounding in the PDF softens the outermost pixel.
SLACK = 1


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A symbol as it shows, upright, with its quiet zone around it.

    ``picture[y][x]`` is red, green and blue, ``grey[y][x]`` what a camera makes of
    it, ``light[y][x]`` how much light that stands for, from 0 to 1. ``matrix`` is read at every module's centre, dark
    being nearer to the darkest than to the lightest. ``contrast`` and
    ``red_contrast`` are what parts the darkest light module from the lightest
    dark one, in daylight and in the red light of older scanners. ``ground`` and
    ``ink`` are the colours of most light and dark modules.
    """

    picture: Pixels
    grey: Pixels
    light: Light
    modules: int
    matrix: Matrix
    contrast: float
    red_contrast: float
    ground: tuple[int, int, int]
    ink: tuple[int, int, int]

    def read(self) -> tuple[Decoded, ...]:
        """What the first reader finds."""
        height, width = self.grey.shape
        return decode(self.grey.tobytes(), width, height)

    def reread(self) -> tuple[bytes, ...]:
        """What the second reader finds; half the pixels are enough for it."""
        grey = self.grey[::2, ::2]
        return second_opinion(grey.tobytes(), grey.shape[1], grey.shape[0])


def sample(page: Page, box: Rect, modules: int, *, turn: int = 0, bare: Bare | None = None) -> Sample:
    """Look at the page where a symbol of so many modules should fill the box, turned so many degrees clockwise."""
    import numpy as np

    module = box.width / modules
    made = raster(page, box.inset(-QUIET_ZONE * module), SCALE / module, RGB)
    side = (modules + 2 * QUIET_ZONE) * SCALE
    picture = np.frombuffer(made.pixels, np.uint8).reshape(made.height, made.width, RGB)
    if picture.shape[:2] != (side, side):  # The box is not square by a hair.
        picture = np.pad(
            picture, ((0, max(0, side - made.height)), (0, max(0, side - made.width)), (0, 0)), mode="edge"
        )
        picture = picture[:side, :side]
    if turn:
        picture = np.ascontiguousarray(np.rot90(picture, turn // 90))
    return measured(picture, modules, bare)


def measured(picture: Pixels, modules: int, bare: Bare | None = None) -> Sample:
    """What a picture of a symbol shows: so many modules of ``SCALE`` pixels inside a ring of ``RING``."""

    grey = grey_of(picture)
    light = _curve()[grey]
    middle = slice(RING + SCALE // 2, RING + modules * SCALE, SCALE)
    colours = picture[middle, middle]
    centres = _luminance(colours)
    counted = _counted(modules, bare)
    seen = centres[counted]
    dark = centres < (float(seen.max()) + float(seen.min())) / 2
    darks, lights = colours[dark & counted], colours[~dark & counted]
    if not len(darks) or not len(lights):
        plain = _usual(colours.reshape(-1, 3))
        return Sample(picture, grey, light, modules, _matrix(dark), 0.0, 0.0, plain, plain)
    red = _curve()[colours[:, :, 0]]
    return Sample(
        picture,
        grey,
        light,
        modules,
        _matrix(dark),
        float(centres[~dark & counted].min() - centres[dark & counted].max()),
        float(red[~dark & counted].min() - red[dark & counted].max()),
        _usual(lights),
        _usual(darks),
    )


def uneven(
    found: Sample, most: int, bare: Bare | None = None
) -> Iterator[tuple[Literal["dark", "light"], int, tuple[int, int, int]]]:
    """How many dark, and how many light modules have another colour than most of their kind, and the one farthest off.

    ``most`` is by how many levels of 255 a channel may be off.
    """
    import numpy as np

    middle = slice(RING + SCALE // 2, RING + found.modules * SCALE, SCALE)
    colours = found.picture[middle, middle]
    dark, counted = np.array(found.matrix), _counted(found.modules, bare)
    kinds: tuple[tuple[Literal["dark", "light"], NDArray[np.bool_], tuple[int, int, int]], ...] = (
        ("dark", dark & counted, found.ink),
        ("light", ~dark & counted, found.ground),
    )
    for kind, chosen, usual in kinds:
        off = np.abs(colours[chosen].astype(np.int16) - np.array(usual, np.int16)).max(axis=1, initial=0)
        count = int((off > most).sum())
        if count:
            red, green, blue = (int(level) for level in colours[chosen][off.argmax()])
            yield kind, count, (red, green, blue)


@lru_cache(maxsize=16)
def contrasts(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> tuple[float, float]:
    """What parts two colours, in daylight and in the red light of older scanners."""
    dark, light = (tuple(map(_light_of, colour)) for colour in (ink, ground))
    by_day = sum(weight * (more - less) for weight, more, less in zip(_WEIGHTS, light, dark, strict=True))
    return by_day, light[0] - dark[0]


def clear_modules(found: Sample) -> float:
    """How many modules around the symbol are its bare ground, counted outward; 4 where the whole ring is."""
    import numpy as np

    side = found.light.shape[0]
    rows = found.picture.reshape(side, side * RGB)
    # Taking the ground away and adding what is allowed leaves 0 to twice that; anything else comes round from 255.
    away = np.tile(np.array([(_SAME - level) % 256 for level in found.ground], np.uint8), side)
    near, far = RING - SLACK, side - RING + SLACK
    clear = RING
    for top, bottom, left, right in (
        (0, near, 0, side),
        (far, side, 0, side),
        (near, far, 0, near),
        (near, far, far, side),
    ):
        foreign = rows[top:bottom, left * RGB : right * RGB] + away[left * RGB : right * RGB] > 2 * _SAME
        if foreign.any():
            ys, xs = np.nonzero(foreign)
            ys, xs = ys + top, xs // RGB + left
            outward = np.maximum(
                np.maximum(RING - 1 - ys, ys - (side - RING)), np.maximum(RING - 1 - xs, xs - (side - RING))
            )
            clear = min(clear, int(outward.min()))
    return clear / SCALE


def overshoot(found: Sample, read: tuple[Decoded, ...]) -> float:
    """How far in modules the symbol that was read reaches beyond its place, or stays short of it; 0 if none was."""
    if len(read) != 1:
        return 0.0
    near, far = RING, RING + found.modules * SCALE
    xs, ys = zip(*read[0].corners, strict=True)
    return max(abs(min(xs) - near), abs(min(ys) - near), abs(max(xs) - far), abs(max(ys) - far)) / SCALE


def drift(found: Sample) -> float:
    """How far in modules the finder patterns are from their places, whatever ink has spread or shrunk.

    The outer bar of a finder pattern is weighed from its own middle: growth on both sides leaves it where it is.
    """
    import numpy as np

    share = found.light.max() - found.light
    far = found.modules - 4
    most = 0.0
    for row, column, lies in ((0, 0, ("left", "up")), (0, far, ("right", "up")), (far, 0, ("left", "down"))):
        # The pattern's centre module, when the pattern begins at this row and column (the far ones at modules - 7).
        y, x = RING + (row + 3 if row == 0 else row) * SCALE, RING + (column + 3 if column == 0 else column) * SCALE
        for way in lies:
            if way in ("left", "right"):
                lane = share[y : y + SCALE].mean(axis=0)
                stretch = lane[x + SCALE // 2 :] if way == "right" else lane[: x + SCALE // 2][::-1]
            else:
                lane = share[:, x : x + SCALE].mean(axis=1)
                stretch = lane[y + SCALE // 2 :] if way == "down" else lane[: y + SCALE // 2][::-1]
            bar = stretch[2 * SCALE : 4 * SCALE]
            weight = float(bar.sum())
            if weight > 0:
                at = float((bar * (np.arange(len(bar)) + 0.5)).sum()) / weight / SCALE + 2
                most = max(most, abs(at - 3.0))
    return most


def roughness(found: Sample, margin: int, bare: Bare | None = None) -> float:
    """The share of pixels that are unlike their module's middle; ``margin`` pixels at modules' edges are left out.

    Fresh from a vector drawing there are none: blur, noise, gaps, lines and
    modules that have grown or shrunk all show here.
    """
    import numpy as np

    n = found.modules
    counted = _counted(n, bare)
    middle = slice(RING + SCALE // 2, RING + n * SCALE, SCALE)
    centres = found.grey[middle, middle].astype(np.int16)
    inner = found.grey[RING : RING + n * SCALE, RING : RING + n * SCALE].reshape(n, SCALE, n, SCALE)
    inner = inner[:, margin : SCALE - margin, :, margin : SCALE - margin]
    off = np.abs(inner - centres[:, None, :, None]) > _UNLIKE
    return float(off[counted.nonzero()[0], :, counted.nonzero()[1]].mean()) if bare else float(off.mean())


def growth(found: Sample, bare: Bare | None = None) -> float:
    """How far in modules the edges of dark modules lie outside their places; less than nothing where they lie inside.

    More ink than the matrix has, shared among all edges between dark and light.
    """
    import numpy as np

    n = found.modules
    dark = np.array(found.matrix) & _counted(n, bare)
    framed = np.pad(dark, 1)
    edges = int((framed[1:] != framed[:-1]).sum() + (framed[:, 1:] != framed[:, :-1]).sum())
    middle = slice(RING + SCALE // 2, RING + n * SCALE, SCALE)
    centres = found.grey[middle, middle]
    ink, paper = float(centres[dark].mean()), float(centres[~dark & _counted(n, bare)].mean())
    # Half a module beyond the symbol is looked at as well, so that its own edges count.
    around = slice(RING - SCALE // 2, RING + n * SCALE + SCALE // 2)
    levels = found.grey[around, around].astype(np.float32)
    if bare:
        column, row, width, height = (side * SCALE for side in bare)
        half = SCALE // 2
        levels[row + half : row + height + half, column + half : column + width + half] = paper
    covered = float(((paper - levels) / (paper - ink)).sum()) / SCALE**2
    return (covered - int(dark.sum())) / edges


def _counted(modules: int, bare: Bare | None) -> NDArray[np.bool_]:
    """All modules but those of a logo."""
    import numpy as np

    counted = np.ones((modules, modules), bool)
    if bare:
        column, row, width, height = bare
        counted[row : row + height, column : column + width] = False
    return counted


#: Levels of 255 by which paper may differ from itself: 2 % of any ink on white is less.
_SAME = 4

#: Levels of 255 by which a pixel may be off its module's middle: a shade that fades over the symbol is less.
_UNLIKE = 24


def _matrix(dark: NDArray[np.bool_]) -> Matrix:
    return tuple(map(tuple, dark.tolist()))


def _usual(colours: NDArray[np.uint8]) -> tuple[int, int, int]:
    """The most frequent colour."""
    import numpy as np

    packed = colours.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    values, counts = np.unique(packed, return_counts=True)
    most = int(values[counts.argmax()])
    return most >> 16, most >> 8 & 255, most & 255


def _luminance(colours: Pixels) -> Light:
    """How much light colours send back, 0 to 1 (luminance of IEC 61966-2-1)."""
    import numpy as np

    return np.asarray(_curve()[colours] @ np.array(_WEIGHTS, np.float32), np.float32)


#: The parts of red, green and blue in what the eye sees (ITU-R BT.709, which IEC 61966-2-1 takes over).
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def grey_of(picture: Pixels) -> Pixels:
    """The picture in grey, the colours weighed as the eye does (ITU-R BT.709)."""
    import numpy as np

    red, green, blue = (picture[:, :, channel] * np.uint16(weight) for channel, weight in enumerate((54, 183, 19)))
    return np.asarray((red + green + blue) >> 8, np.uint8)


@lru_cache(maxsize=1)
def _curve() -> Light:
    """The light behind each of 256 levels: the sRGB curve undone (IEC 61966-2-1)."""
    import numpy as np

    return np.array([_light_of(level) for level in range(256)], np.float32)


def _light_of(level: int) -> float:
    part = level / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
