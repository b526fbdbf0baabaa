"""The display list: what stands between layout and writers.

Lengths are mm from the trim's top-left corner, x right, y down. Type sizes are
points. Items are drawn in order, later ones over earlier ones. Each item
carries the ``Span`` that caused it, so that whatever is found later (in the
finished PDF, say) points at the curator's line. Writers decide nothing: all
that a reader will see is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from cardkit.codes.logo import Bare, without
from cardkit.diagnostic import Span
from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import Ink
from cardkit.typesetting.line import Line

# A path is a tuple of segments. The first letter is the operator; the rest are
# coordinates in mm: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",).
Segment = tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float]
Path = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line drawn along a path: its ink, its width in mm, its ends and corners."""

    ink: Ink
    width: float
    cap: str = "butt"  # butt | round | square
    join: str = "miter"  # miter | round | bevel


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle flooded with one ink."""

    box: Rect
    ink: Ink
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A path that is filled, stroked, or both; ``even_odd`` chooses the filling rule."""

    path: Path
    fill: Ink | None = None
    stroke: Stroke | None = None
    even_odd: bool = False
    span: Span | None = None


class Glyphs(NamedTuple):
    """One line of text at a size in points: where it starts, and what shows it.

    ``origin`` is the start of the baseline: the left end of a horizontal line
    (also of a right-to-left one: parts are in visual order), the top of a
    vertical one. A vertical line is the horizontal one turned 90° clockwise
    about its origin, as traditional Mongolian is set.
    ``tracking`` is extra room in mm after every glyph. A tuple, because a face
    has many lines and a deck has many faces: it is made twice as fast. The line
    is that of the typesetter, in em, since a label is the same line on every card.
    """

    origin: Point
    line: Line
    size: float
    ink: Ink
    vertical: bool = False
    tracking: float = 0.0
    span: Span | None = None

    @property
    def text(self) -> str:
        """What extraction must give back: this line of the source, with the white space on which it was broken at its end."""
        return self.line.text

    @property
    def width(self) -> float:
        """What the line advances, in mm."""
        return self.line.width * (self.size * MM_PER_PT)


class Photo(Protocol):
    """What a writer needs of a photograph; ``picture.photograph.Photograph`` is one."""

    @property
    def digest(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph: ``box`` is the whole picture's place, ``clip`` the part that shows."""

    photo: Photo
    box: Rect
    clip: Rect
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Modules:
    """A code: its matrix (``matrix[row][column]``, row 0 at the top, True is dark).

    ``box`` is the symbol without its quiet zone. One path, one ink.
    ``url`` is what it must decode to, from the card's record. ``style`` is how
    modules are drawn (``square``, ``rounded`` or ``dots``; finder patterns are
    always square), ``bare`` are those left to a logo: column, row, width, height.
    ``ground`` is the ink that lies under it; None for what is there already.
    """

    matrix: tuple[tuple[bool, ...], ...]
    box: Rect
    ink: Ink
    url: str
    version: int
    level: str
    span: Span | None = None
    style: str = "square"
    bare: Bare | None = None
    ground: Ink | None = None

    @property
    def drawn(self) -> tuple[tuple[bool, ...], ...]:
        """The matrix without the modules that are left to a logo."""
        return without(self.matrix, self.bare)


@dataclass(frozen=True, slots=True)
class Placed:
    """Another drawing, scaled about its own origin, turned clockwise, moved and clipped.

    A point p of the drawing lands at ``origin + turn(scale * p)``. ``clip`` is
    in this list's own millimetres. A drawing placed often is written once.
    """

    drawing: Drawing
    origin: Point
    scale: float = 1.0
    turn: int = 0  # degrees clockwise: 0, 90, 180 or 270
    clip: Rect | None = None
    span: Span | None = None


Item = Fill | Outline | Glyphs | Picture | Modules | Placed


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A list of items that belong together; equal only to itself, so it can be written once."""

    items: Sequence[Item]
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One side of one card, laid out.

    ``texts`` are the card's printed texts in the order of the slots, each as
    it stands in the YAML: what the finished page must give back on extraction.
    """

    card: str
    side: str  # front | back
    trim: Size
    bleed: float
    items: Sequence[Item]
    texts: tuple[str, ...] = ()
    title: str = ""
    section: str = ""
    language: str = ""
    span: Span | None = field(default=None)
    #: The serial of this copy, where every copy of the card has a code of its own.
    serial: str = ""

    @property
    def trim_box(self) -> Rect:
        return Rect(0, 0, self.trim.width, self.trim.height)
