"""Turn a printed symbol into the picture that a phone takes of it, in whole numbers so that every machine gets the same.

Weights are 256ths and light is 255ths, so that sums are exact in any order:
what a grade rests on depends on no library's arithmetic.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Light = NDArray[np.float32]
    Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shot:
    """How a picture is taken: lengths in mm on the card, angles in degrees.

    ``sharpness`` is in pixels a mm; ``defocus`` the disc that a point becomes,
    ``motion`` how far the hand moves while the shutter is open, ``tilt`` the
    card's lean to the side at ``DISTANCE``, ``turn`` its turn in the picture.
    ``contrast`` is the part of the printed contrast that is left, ``veil`` the
    light that something glossy adds, ``noise`` in levels of 255; ``field`` how many
    times as wide as the symbol's place the picture is.
    """

    sharpness: float
    defocus: float = 0.2
    motion: float = 0.0
    tilt: float = 0.0
    turn: float = 0.0
    contrast: float = 1.0
    veil: float = 0.0
    noise: int = 3
    field: float = 1.0


#: From lens to card in mm, for the perspective of a tilted card.
DISTANCE = 200.0


def photograph(light: Light, width: float, shot: Shot, seed: int) -> Pixels:
    """The picture of a square that is so many mm wide and sends back so much light (255 is all of it)."""
    import numpy as np

    side = light.shape[0]
    if shot.tilt or shot.turn:
        taken = _leaning(light, width, shot)
    else:
        pixels = max(1, round(width * shot.sharpness))
        down, across = _lens(side, pixels, width, shot, 0.0), _lens(side, pixels, width, shot, shot.motion)
        taken = _product(_sixteenths(_product(down, light)), across.T) / np.float32(256)
    picture = _film(shot).take(taken.astype(np.int16))
    if shot.field > 1:
        picture = np.pad(picture, round(len(picture) * (shot.field - 1) / 2), constant_values=_TABLE)
    picture += _grain(len(picture), shot.noise, seed)
    return np.clip(picture, 0, 255, out=picture).astype(np.uint8)


#: What surrounds a card: a table in middle grey.
_TABLE = 118


def _product(left: Light, right: Light) -> Light:
    """The matrix product, a few rows at a time: for larger ones the library wakes its threads, which costs far more."""
    import numpy as np

    rows, inner = left.shape
    step = max(1, _LARGE // (inner * right.shape[1]))
    whole = rows - rows % step
    blocks = (left[:whole].reshape(-1, step, inner) @ right).reshape(whole, right.shape[1])
    return np.concatenate((blocks, left[whole:] @ right))


def _sixteenths(sums: Light) -> Light:
    import numpy as np

    return np.asarray(np.floor(sums / np.float32(16)), np.float32)


#: Multiplications in a product from which OpenBLAS shares it out (its GEMM_MULTITHREAD_THRESHOLD is 4 times 65,536).
_LARGE = 4 * 65_536

#: Tones between no light and all of it: sixteen to each level of 255.
_TONES = 255 * 16 + 1

#: What a lens and its sensor blur at best: pixels, as the deviation of a bell curve.
_SOFTNESS = 0.5


@lru_cache(maxsize=256)
def _lens(side: int, pixels: int, width: float, shot: Shot, motion: float) -> Light:
    """Which part of each of ``side`` places every pixel sees, in 256ths: ``matrix[pixel][place]``."""
    import numpy as np

    # The bell is a quadratic spline: nothing but sums and products, which are the same everywhere.
    pixel = width / pixels
    spread = 2 * sqrt(pixel**2 / 12 + (_SOFTNESS * pixel) ** 2 + (shot.defocus / 4) ** 2)
    edges = np.arange(side + 1) * (width / side)
    centres = (np.arange(pixels) + 0.5) * pixel
    moves = [motion * (step / 8 - 0.5) for step in range(9)] if motion else [0.0]
    below = np.mean([_spline((edges[None, :] - centres[:, None] - move) / spread) for move in moves], axis=0)
    below[:, 0], below[:, -1] = 0.0, 1.0  # What lies beyond the square is like its edge.
    whole = np.floor(np.diff(below, axis=1) * 256 + 0.5)
    most = whole.argmax(axis=1)
    whole[np.arange(pixels), most] += 256 - whole.sum(axis=1)
    return np.asarray(whole, np.float32)


def _spline(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of a quadratic B-spline's weight that lies below; its deviation is a half."""
    import numpy as np

    low, high = np.clip(at + 1.5, 0, 1), np.clip(1.5 - at, 0, 1)
    middle = np.clip(at, -0.5, 0.5)
    inner = 0.5 + 0.75 * middle - middle**3 / 3
    return np.where(at < -0.5, low**3 / 6, np.where(at > 0.5, 1 - high**3 / 6, inner))


def _leaning(light: Light, width: float, shot: Shot) -> Light:
    """The same for a card that leans and is turned: blurred first, then seen in perspective."""
    import numpy as np

    side = light.shape[0]
    blur = _lens(side, side, width, Shot(0.0, sqrt(shot.defocus**2 + (2 / shot.sharpness) ** 2)), 0.0)
    soft = np.floor(_product(_sixteenths(_product(blur, light)), blur.T) / np.float32(256))
    places, weights = _perspective(side, width, shot.sharpness, shot.tilt, shot.turn)
    flat = np.append(soft.ravel(), np.float32(soft[0, 0]))  # Beyond the square there is more of its ground.
    return np.asarray((flat[places] * weights).sum(axis=0) / 256, np.float32)


@lru_cache(maxsize=64)
def _perspective(
    side: int, width: float, sharpness: float, tilt: float, turn: float
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each pixel the four places that it sees, and how much of each, in 256ths."""
    import numpy as np

    pixels = ceil(width * sharpness * (abs(cos(radians(turn))) + abs(sin(radians(turn)))) * 1.1)
    mm = (np.arange(pixels) + 0.5 - pixels / 2) / sharpness
    right, down = mm[None, :], mm[:, None]
    across = right * cos(radians(turn)) + down * sin(radians(turn))
    along = -right * sin(radians(turn)) + down * cos(radians(turn))
    lean, slope = cos(radians(tilt)), sin(radians(tilt)) / DISTANCE
    x = across / (lean - across * slope)
    y = along * (1 + x * slope)
    columns, rows = (x / width + 0.5) * side - 0.5, (y / width + 0.5) * side - 0.5
    left, top = np.floor(columns), np.floor(rows)
    across_by, down_by = np.floor((columns - left) * 16 + 0.5), np.floor((rows - top) * 16 + 0.5)
    places, weights = [], []
    for by_row, row_weight in ((0, 16 - down_by), (1, down_by)):
        for by_column, column_weight in ((0, 16 - across_by), (1, across_by)):
            row, column = top + by_row, left + by_column
            outside = (row < 0) | (row >= side) | (column < 0) | (column >= side)
            places.append(np.where(outside, side * side, row * side + column))
            weights.append(row_weight * column_weight)
    return np.array(places, np.int32), np.array(weights, np.float32)


@lru_cache(maxsize=64)
def _film(shot: Shot) -> NDArray[np.int16]:
    """The level of 255 for every tone: contrast lost, light added, exposed for the lightest, and coded (IEC 61966-2-1)."""
    import numpy as np

    light = np.arange(_TONES) / (_TONES - 1)
    # Contrast goes towards grey; a veil only adds.
    seen = light * shot.contrast + (1 - shot.contrast) / 2 + shot.veil
    exposed = seen / seen[-1] * 0.9
    coded = np.where(exposed <= 0.0031308, exposed * 12.92, 1.055 * exposed ** (1 / 2.4) - 0.055)
    return np.asarray(np.floor(coded * 255 + 0.5), np.int16)


def _grain(side: int, noise: int, seed: int) -> NDArray[np.int16]:
    """A square of noise; the seed chooses which."""
    field = _field_of_grain(512 * (1 + side // 384), noise)
    room = len(field) - side
    top, left = seed % room, seed // 4096 % room
    return field[top : top + side, left : left + side]


@lru_cache(maxsize=8)
def _field_of_grain(side: int, noise: int) -> NDArray[np.int16]:
    """Noise of so many levels' deviation, from a hash: no generator changes it from version to version."""
    import numpy as np

    drawn = np.frombuffer(hashlib.shake_256(b"grain").digest(4 * side * side), np.uint8).reshape(4, side, side)
    # Four even draws add up to nearly a bell, with a deviation of 148.
    return np.asarray((drawn.astype(np.int32).sum(axis=0) - 510) * noise // 148, np.int16)
