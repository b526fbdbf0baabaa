"""Find the codes on a page that nobody has planned, and measure them: a printer's look at a stranger's file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING

from cardkit.codes.decode import Decoded, decode
from cardkit.codes.symbol import QUIET_ZONE
from cardkit.geometry import Rect
from cardkit.pdf.document import Page
from cardkit.pdf.raster import GREY, MOST_PIXELS, RGB, Raster, raster
from cardkit.preflight.grade import graded
from cardkit.preflight.sample import SCALE, Sample, clear_modules, measured
from cardkit.preflight.stress import stress

if TYPE_CHECKING:
    from cardkit.preflight.sample import Pixels

#: A corner of a symbol in mm from the trim's top-left: x, y.
_Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code that stands on a page, as it measures.

    ``page`` counts from 1; ``box`` is the symbol without its quiet zone, in mm
    from the trim's top-left (of a code askew, the box around it). ``module`` is
    a module's side in mm, ``clear_modules`` how much of its quiet zone is clear,
    up to 4. ``grade`` is its worth under stress, from A to F, and ``share`` how often
    it was read; ``reread`` whether a second reader finds the same. ``contrast`` and ``red_contrast`` are differences of reflectance from 0
    to 1, in daylight and in the red light of older scanners.
    """

    page: int
    box: Rect
    text: str
    version: int | None
    level: str | None
    module: float
    clear_modules: float
    contrast: float
    red_contrast: float
    mirrored: bool
    inverted: bool
    grade: str
    share: float
    reread: bool


def survey(page: Page, px_per_mm: float | None = None) -> tuple[SeenCode, ...]:
    """Every code that can be read on a page, from the top; without a scale, at those that show usual and fine modules."""
    found: list[tuple[Decoded, tuple[_Corner, ...]]] = []
    for scale in (px_per_mm,) if px_per_mm else _SEARCHES:
        area = page.bleed_box
        if area.width * area.height * scale * scale > MOST_PIXELS / 2:
            break
        picture = raster(page, area, scale, GREY)
        for read in decode(picture.pixels, picture.width, picture.height):
            corners = tuple((area.x + x / scale, area.y + y / scale) for x, y in read.corners)
            if not any(read.content == other.content and _close(corners, known) for other, known in found):
                found.append((read, corners))
    seen = [_measured(page, read, corners) for read, corners in found]
    return tuple(sorted(seen, key=lambda code: (code.box.y, code.box.x)))


#: Pixels a mm: three and six a module of half a mm, which is what a code on a card has.
_SEARCHES = (6.0, 12.0)


def _measured(page: Page, read: Decoded, corners: tuple[_Corner, ...]) -> SeenCode:
    """Look at the code again, close enough for each module to fill ``SCALE`` pixels and more."""
    modules = 17 + 4 * (read.version or 1)
    module = _side(corners) / modules
    box = _around(corners).inset(-(QUIET_ZONE + 2) * module)
    scale = min(_CLOSE / module, (MOST_PIXELS / 4 / max(box.width * box.height, 1)) ** 0.5)
    picture = raster(page, box, scale, RGB)
    again = [one for one in decode(picture.pixels, picture.width, picture.height) if one.content == read.content]
    if again:
        nearest = min(again, key=lambda one: _apart(_in_mm(one, box, scale), corners))
        corners = _in_mm(nearest, box, scale)
    sample = measured(
        _upright(picture, [((x - box.x) * scale, (y - box.y) * scale) for x, y in corners], modules), modules
    )
    inverted = _is_inverted(sample)
    module = _side(corners) / modules
    stressed = graded(stress(sample.light, modules, module, read.content), sample.contrast)
    around = replace(sample, ground=sample.ink) if inverted else sample
    return SeenCode(
        page=page.number,
        box=_around(corners),
        text=read.text,
        version=read.version,
        level=read.level,
        module=module,
        clear_modules=clear_modules(around),
        contrast=sample.contrast,
        red_contrast=sample.red_contrast,
        mirrored=_is_mirrored(sample),
        inverted=inverted,
        grade=stressed.grade,
        share=stressed.share,
        reread=read.content in sample.reread(),
    )


#: Pixels a module when a code is measured.
_CLOSE = 12.0


def _in_mm(read: Decoded, box: Rect, scale: float) -> tuple[_Corner, ...]:
    return tuple((box.x + x / scale, box.y + y / scale) for x, y in read.corners)


def _upright(picture: Raster, corners: list[_Corner], modules: int) -> Pixels:
    """The symbol with its quiet zone, put straight, ``SCALE`` pixels a module; each pixel is the nearest one."""
    import numpy as np

    source = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, RGB)
    side = (modules + 2 * QUIET_ZONE) * SCALE
    # Shares of the symbol's side, 0 at its edge, 1 at the other; the ring lies beyond both.
    share = ((np.arange(side) + 0.5) / SCALE - QUIET_ZONE) / modules
    across, down = share[None, :], share[:, None]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    x = ax * (1 - across) * (1 - down) + bx * across * (1 - down) + cx * across * down + dx * (1 - across) * down
    y = ay * (1 - across) * (1 - down) + by * across * (1 - down) + cy * across * down + dy * (1 - across) * down
    columns = np.clip(np.floor(x).astype(int), 0, picture.width - 1)
    rows = np.clip(np.floor(y).astype(int), 0, picture.height - 1)
    return np.ascontiguousarray(source[rows, columns])


def _is_inverted(sample: Sample) -> bool:
    """Whether the middle of the first finder pattern is lighter than what parts it from the data."""
    return not sample.matrix[3][3] and sample.matrix[7][7]


def _is_mirrored(sample: Sample) -> bool:
    """Whether the format information is right only when it is read from the other end (ISO/IEC 18004:2015, 7.9).

    A reader names a mirrored symbol's corners so that its finder patterns stand where they should; what is
    left of the mirror is that rows and columns have changed places.
    """
    flip = _is_inverted(sample)
    bits = [sample.matrix[row][column] != flip for row, column in _FORMAT]
    turned = [sample.matrix[column][row] != flip for row, column in _FORMAT]
    return _format_errors(turned) < _format_errors(bits)


#: The fifteen modules round the top-left finder that hold level and mask, highest bit first: row, column.
_FORMAT = (
    *((8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)),
    *((row, 8) for row in (7, 5, 4, 3, 2, 1, 0)),
)


def _format_errors(bits: list[bool]) -> int:
    """How many bits are wrong, against the nearest of the 32 values that there are."""
    value = int("".join("1" if bit else "0" for bit in bits), 2)
    return min((value ^ one).bit_count() for one in _formats())


def _formats() -> list[int]:
    """All format information: five bits, ten to mend them by (BCH 15,5), and the mask over both (7.9.1)."""
    values = []
    for data in range(32):
        rest = data << 10
        for shift in range(4, -1, -1):
            if rest >> (10 + shift) & 1:
                rest ^= 0b10100110111 << shift
        values.append((data << 10 | rest) ^ 0b101010000010010)
    return values


def _side(corners: tuple[_Corner, ...]) -> float:
    """The mean length of the four sides."""
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return sum(hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairs) / 4


def _around(corners: tuple[_Corner, ...]) -> Rect:
    xs, ys = zip(*corners, strict=True)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _apart(one: tuple[_Corner, ...], other: tuple[_Corner, ...]) -> float:
    a, b = _around(one).centre, _around(other).centre
    return abs(a.x - b.x) + abs(a.y - b.y)


def _close(one: tuple[_Corner, ...], other: tuple[_Corner, ...]) -> bool:
    return _apart(one, other) < _side(other) / 2
