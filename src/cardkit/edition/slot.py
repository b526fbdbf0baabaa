"""Hold a layout: its slots, each a place that shows one thing. Lengths in mm, type in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cardkit.codes.symbol import QUIET_ZONE
from cardkit.diagnostic import Span
from cardkit.geometry import Point, Rect
from cardkit.picture.scene import Scene

#: By script: a size in points, its leading in mm, and the least size in points.
Sizes = Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Shows:
    """What of a card shows: the first of these names that the card can fill."""

    names: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class StackPart:
    """One text of a stack."""

    shows: Shows
    style: str
    sizes: Sizes
    gap: float
    lines: int | None
    unbroken: bool
    ink: str | None
    needed: bool
    span: Span
    plate: str | None = None


@dataclass(frozen=True, slots=True)
class LineItem:
    """One thing on a line: what of the card it shows, or fixed text; ``gap`` in em stands ahead of it."""

    shows: Shows | None
    text: str
    style: str
    digits: int
    gap: float
    span: Span


@dataclass(frozen=True, slots=True)
class RowsPlan:
    """How a table of facts is set: see ``data/shapes/rows.yaml``."""

    count: int
    height: float
    columns: tuple[float, ...]
    label_style: str
    value_style: str
    rule: float
    lift: float


@dataclass(frozen=True, slots=True)
class Clear:
    """Keep a slot ``by`` mm clear of another: where it cannot, it moves to ``otherwise``, or is left out."""

    of: str
    by: float
    otherwise: Rect | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Begin ``by`` mm to the right of what another slot shows."""

    of: str
    by: float


@dataclass(frozen=True, slots=True)
class Logo:
    """What stands in the middle of a code, over this part of its width: see ``data/shapes/logo.yaml``."""

    draws: str
    width: float
    span: Span
    ink: str | None = None
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """The place in a layout that shows one thing: see ``data/shapes/slot.yaml``."""

    name: str
    draws: str
    box: Rect
    span: Span
    ink: str = "key"
    align: str = "start"
    valign: str = "top"
    from_top: bool = False
    turn: int = 0
    weight: float = 0.5
    centre: Point | None = None
    radii: tuple[float, ...] = ()
    inks: tuple[str, ...] = ()
    parts: tuple[StackPart, ...] = ()
    first_only: bool = False
    upright: bool = False
    beside: Beside | None = None
    items: tuple[LineItem, ...] = ()
    size: Mapping[str, tuple[float, float]] | None = None
    clear: Clear | None = None
    rows: RowsPlan | None = None
    ground: str | None = None
    quiet: float = QUIET_ZONE  # modules of clear ground round a code
    modules: str = "square"  # how a code's modules are drawn: square, rounded or dots
    logo: Logo | None = None
    plate: str | None = None  # drawn once more on this plate of the theme
    mirrored: bool = False  # seen in a mirror: what is drawn from the left elsewhere is drawn from the right


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where things stand on both faces, for one format and one mix of languages; equal only to itself.

    ``across`` and ``upright`` are the numbers of horizontal and vertical
    languages that it serves; ``kinds`` is empty where it serves all.
    """

    name: str
    format: str
    across: tuple[int, ...]
    upright: tuple[int, ...]
    kinds: tuple[str, ...]
    front: tuple[Slot, ...]
    back: tuple[Slot, ...]
    span: Span
    mirrors: bool = True  # on a card whose first language runs from right to left
