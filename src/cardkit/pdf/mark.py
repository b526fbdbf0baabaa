"""Hold what a page paints: how each thing looks, and where it stands.

Many things look alike, so the look is one object that they share: rules judge
looks, and go to the places only for those that are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

from cardkit.pdf.operation import numbers, shown
from cardkit.pdf.space import Colour

#: a b c d e f (ISO 32000-1, 8.3.3), to points on the page, y upward.
Matrix = tuple[float, float, float, float, float, float]

#: left, bottom, right, top in points.
Corners = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# What a mark may be.
FILL, STROKE, TEXT, IMAGE, MASK, SHADING, GROUP = "fill", "line", "text", "image", "mask", "shading", "group"

#: What the operators that paint a path make of it (ISO 32000-1, table 60).
PAINTED = {
    **dict.fromkeys((b"f", b"F", b"f*"), (FILL,)),
    **dict.fromkeys((b"S", b"s"), (STROKE,)),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), (FILL, STROKE)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font as the file has it.

    ``embedded`` is true of Type 3, too: it is drawn in the file. ``subset`` is
    told by its name. ``unicode`` says whether its text can be read back,
    ``measured`` whether its letters are as wide as the file says. ``codes`` are
    those that lead to a letter, None where that is not known.
    """

    name: str
    kind: str
    embedded: bool
    subset: bool
    unicode: bool
    measured: bool = True
    codes: Container[int] | None = None
    height: float = 1.0  # of an em in the font's own units: 1 except in Type 3


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """A photograph or bitmap: its pixels, and whether it is see-through; ``colour`` has no tints, a stencil no bits.

    ``packing`` is what its data is packed with, as the file names it.
    """

    width: int
    height: int
    bits: int
    colour: Colour
    soft: bool = False
    packing: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How something is painted.

    ``size`` is the type size in points of a text, the width in points of a
    line, the resolution in pixels per inch of an image. ``mode`` is the
    overprint mode (OPM). ``blend`` names what mixes it with what lies
    beneath: empty where it simply covers.
    """

    kind: str
    colour: Colour
    size: float = 0.0
    font: Font | None = None
    image: Image | None = None
    overprint: bool = False
    mode: int = 0
    opacity: float = 1.0
    blend: str = ""

    @property
    def is_transparent(self) -> bool:
        return self.opacity < 1 or bool(self.blend) or self.kind == GROUP or bool(self.image and self.image.soft)


class Mark(NamedTuple):
    """One painted thing: ``matrix`` leads from its own units to the page.

    ``shape`` is the path as the stream has it, or the strings that a text
    shows; None for what fills the unit square. The units of a text are ems.
    """

    look: Look
    matrix: Matrix
    shape: bytes | None

    @property
    def box(self) -> Corners:
        """Where it stands in points: exact for images, close for paths (their control points) and texts."""
        boxes = self.boxes
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    @property
    def boxes(self) -> list[Corners]:
        """Where the figures of a path stand, each by itself; one box for all other things."""
        grown = 0.0
        if self.shape is None:
            figures = [[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]]
        elif self.look.kind == TEXT:
            letters = shown(self.shape) / (2 if self.look.font and self.look.font.kind == "Type0" else 1)
            # An average letter is half an em wide and stands from a fifth below the line to four fifths above it.
            figures = [[(x, y) for x in (0.0, letters * 0.5) for y in (-0.2, 0.8)]]
        else:
            figures = _figures(self.shape) or [[(0.0, 0.0)]]
            grown = self.look.size / 2 if self.look.kind == STROKE else 0.0
        a, b, c, d, e, f = self.matrix
        found = []
        for points in figures:
            xs = [a * x + c * y + e for x, y in points]
            ys = [b * x + d * y + f for x, y in points]
            found.append((min(xs) - grown, min(ys) - grown, max(xs) + grown, max(ys) + grown))
        return found

    @property
    def is_rectangle(self) -> bool:
        """Whether its path is one upright rectangle and nothing else."""
        path = self.shape
        return path is not None and self.look.kind == FILL and _RECTANGLE.fullmatch(path) is not None


def times(first: Matrix, second: Matrix) -> Matrix:
    """The first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _figures(path: bytes) -> list[list[tuple[float, float]]]:
    """The points of a path, figure by figure, control points among them."""
    figures: list[list[tuple[float, float]]] = []
    operands: list[bytes] = []
    for word in _WORD.findall(path):
        if word[0] not in _LETTERS:
            operands.append(word)
            continue
        found = numbers(b" ".join(operands))
        operands.clear()
        if word == b"re" and len(found) >= 4:
            x, y, width, height = found[-4:]
            figures.append([(x, y), (x + width, y + height), (x + width, y), (x, y + height)])
            continue
        points = list(zip(found[::2], found[1::2], strict=False))
        if points and (word == b"m" or not figures):
            figures.append(points)
        elif points:
            figures[-1] += points
    return figures


#: One rectangle alone: four numbers and ``re``.
_RECTANGLE = re.compile(rb"\s*(?:[-+.\d]{1,20}\s+){4}re\s*")

_WORD = re.compile(rb"[-+.\d]+|re|[mlcvyh]")
_LETTERS = frozenset(b"mlcvyhr")
