"""Hold one stream of a PDF while it is followed: its state, its resources, and what it has painted so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardkit.pdf.document import UnreadablePdfError
from cardkit.pdf.mark import GROUP, IDENTITY, STROKE, TEXT, Font, Image, Look, Mark, Matrix
from cardkit.pdf.space import GREY, Colour, Space, resolve
from cardkit.pdf.state import State

if TYPE_CHECKING:
    import pikepdf

#: What an honest page stays far below: operations read, and things painted.
_MOST_OPERATIONS, MOST_MARKS = 3_000_000, 400_000

#: Forms stand in forms; PDFium, too, stops looking there.
_DEEPEST = 24

Key = tuple[object, ...]


@dataclass(slots=True, eq=False)
class Memory:
    """What is known of one document already, so that nothing is read twice."""

    spaces: dict[Key, Space] = field(default_factory=dict)
    colours: dict[Key, Colour] = field(default_factory=dict)
    looks: dict[Key, Look] = field(default_factory=dict)
    fonts: dict[Key, Font] = field(default_factory=dict)
    chosen: dict[Key, tuple[Font, float]] = field(default_factory=dict)
    images: dict[Key, Image] = field(default_factory=dict)
    settings: dict[Key, tuple[tuple[str, object], ...]] = field(default_factory=dict)
    forms: dict[Key, tuple[Mark, ...]] = field(default_factory=dict)
    drawn: dict[int, tuple[bytes, ...]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Work:
    """What one page may still cost, what it is in the middle of, and what was wrong with it."""

    memory: Memory
    follow: Callable[[Machine, bytes], None]
    operations: int = _MOST_OPERATIONS
    marks: int = MOST_MARKS
    within: list[Key] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    once: set[Key] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Machine:
    """One stream while it is followed."""

    work: Work
    resources: pikepdf.Object | None
    state: State
    stack: list[State] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    path: bytes = b""
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    fill_space: Space = GREY
    stroke_space: Space = GREY
    shelves: dict[str, tuple[pikepdf.Object | None, Key]] = field(default_factory=dict)


def space_of(machine: Machine, described: pikepdf.Object | None) -> Space:
    def named(word: str) -> pikepdf.Object | None:
        shelf, _ = shelf_of(machine, "/ColorSpace")
        return shelf.get(word) if shelf is not None else None

    return resolve(described, named, machine.work.memory.spaces)


def unpainted(machine: Machine, space: Space) -> Colour:
    """The colour of what brings its own: pictures, patterns, groups."""
    return machine.work.memory.colours.setdefault((space,), Colour(space))


def resource(machine: Machine, shelf: str, word: str) -> tuple[pikepdf.Object, Key]:
    """What the resources call by a name, and what identifies it in the whole document (empty if nothing does)."""
    there, shelf_key = shelf_of(machine, shelf)
    found = there.get(word) if there is not None else None
    if found is None:
        raise KeyError(f"{word} is not among the resources")
    if found.objgen[0]:
        return found, found.objgen
    return found, ((*shelf_key, word) if shelf_key else ())


def shelf_of(machine: Machine, shelf: str) -> tuple[pikepdf.Object | None, Key]:
    known = machine.shelves.get(shelf)
    if known is None:
        there = machine.resources.get(shelf) if machine.resources is not None else None
        key: Key = there.objgen if there is not None and there.objgen[0] else ()
        known = machine.shelves[shelf] = (there, key)
    return known


def look(
    machine: Machine,
    kind: str,
    tint: Colour,
    size: float = 0.0,
    font: Font | None = None,
    image: Image | None = None,
) -> Look:
    state = machine.state
    stroked = kind == STROKE or (kind == TEXT and state.render not in FILLED)
    overprint = state.stroke_overprints if stroked else state.fill_overprints
    opacity = state.stroke_opacity if stroked else state.fill_opacity
    if kind == GROUP:
        overprint, opacity = False, 1.0
    key = (kind, tint, size, font, image, overprint, state.mode, opacity, state.blend)
    looks = machine.work.memory.looks
    known = looks.get(key)
    if known is None:
        known = looks[key] = Look(kind, tint, size, font, image, overprint, state.mode, opacity, state.blend)
    return known


def within(machine: Machine, stream: pikepdf.Object, inner: Machine, text: bytes) -> None:
    """Follow a stream that another calls; none may call itself."""
    within = machine.work.within
    key: Key = stream.objgen
    if key in within:
        raise UnreadablePdfError("a form draws itself, without end")
    if len(within) > _DEEPEST:
        raise UnreadablePdfError(f"forms stand in one another more than {_DEEPEST} deep")
    within.append(key)
    machine.work.follow(inner, text)
    within.pop()


def finite(matrix: Matrix) -> Matrix:
    if not math.isfinite(sum(matrix)):
        raise ValueError("a matrix leads beyond all numbers")
    return matrix


#: Text rendering modes that fill (ISO 32000-1, 9.3.6).
FILLED = (0, 2, 4, 6)
