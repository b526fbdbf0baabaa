"""Turn a display list into the operators of a PDF content stream.

A page's stream begins with one matrix that makes its unit the millimetre, from
the trim's top-left with y downward, so the numbers in the file are those of the
display list. Text matrices turn the letters upright again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as File
from typing import Protocol

from cardkit.geometry import Rect
from cardkit.ink import KEY, REGISTRATION, Cmyk, Ink, Spot
from cardkit.layout.drawing import Drawing, Fill, Glyphs, Item, Modules, Outline, Path, Photo, Picture, Placed, Stroke
from cardkit.writers.lettering import lettering
from cardkit.writers.module import finders, styled
from cardkit.writers.number import decimal

#: The graphics states of a document by their names in its resources. In overprint mode 1 an ink of no tint leaves its
#: plate as it is (ISO 32000-1, 8.6.7).
OVERPRINT, KNOCK_OUT = "Over", "Knock"
STATES = {
    OVERPRINT: "<</Type/ExtGState/OP true/op true/OPM 1>>",
    KNOCK_OUT: "<</Type/ExtGState/OP false/op false/OPM 0>>",
}


class Resources(Protocol):
    """What streams refer to, by the names that it has in any document."""

    def font(self, name: str, path: File) -> None: ...
    def drawing(self, drawing: Drawing) -> str: ...
    def photo(self, photo: Photo) -> str: ...
    def spot(self, spot: Spot) -> str: ...


@dataclass(slots=True)
class Content:
    """A stream while it is written, and the names of the resources that it uses."""

    resources: Resources
    # Corners sharper than SVG allows (a miter limit of 4, where PDF has 10) would print as spikes.
    operators: list[str] = field(default_factory=lambda: ["4 M"])
    said: dict[str, list[str]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    inks: set[str] = field(default_factory=set)
    fill: Ink | None = None
    overprints: bool = False
    # The ink of the last letters, and whether it overprints.
    lettered: Ink | None = None
    letters_over: bool = False

    def take(self, other: Content) -> None:
        """Use what another stream uses, whose operators stand in this one."""
        self.operators.extend(other.operators)
        for font, said in other.said.items():
            self.said.setdefault(font, []).extend(said)
        self.forms |= other.forms
        self.photos |= other.photos
        self.spots |= other.spots
        self.states |= other.states
        self.inks |= other.inks

    def draw(self, items: Iterable[Item]) -> None:
        for item in items:
            match item:
                case Glyphs():
                    self._glyphs(item)
                case Fill():
                    self._overprint(on=_leaves_others(item.ink))
                    self._fill_ink(item.ink)
                    self.operators.append(f"{rectangle(item.box)} f")
                case Outline():
                    self._outline(item)
                case Placed():
                    self._placed(item)
                case Modules():
                    self._modules(item)
                case Picture():
                    self._picture(item)

    def _glyphs(self, item: Glyphs) -> None:
        (x, y), line, size, ink, vertical, tracking, _ = item
        if ink is not self.lettered:
            # Black letters print over what is there: a plate that shifts leaves no white edge round them.
            self.lettered, self.letters_over = ink, ink == KEY or _leaves_others(ink)
        self._overprint(on=self.letters_over)
        self._fill_ink(ink)
        ahead, behind, said = lettering(line, size, tracking, vertical=vertical)
        self.operators.append(f"{ahead}{decimal(x)} {decimal(y)}{behind}")
        for font, path, characters in said:
            known = self.said.get(font)
            if known is None:
                self.said[font] = [characters]
                self.resources.font(font, path)
            else:
                known.append(characters)

    def _outline(self, item: Outline) -> None:
        inks = [ink for ink in (item.fill, item.stroke and item.stroke.ink) if ink]
        # A black line prints over, like letters; a black field does not, or what is under it would shine through.
        self._overprint(on=all(_leaves_others(ink) or (ink == KEY and not item.fill) for ink in inks))
        if item.fill:
            self._fill_ink(item.fill)
        if item.stroke:
            self._stroke(item.stroke)
        paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[
            (item.fill is not None, item.stroke is not None)
        ]
        if item.even_odd and item.fill:
            paint += "*"
        self.operators.append(f"{_path(item.path)} {paint}")

    def _placed(self, item: Placed) -> None:
        name = self.resources.drawing(item.drawing)
        self.forms.add(name)
        self._overprint(on=False)  # A drawing begins as a page does.
        s = item.scale
        a, b, c, d = {0: (s, 0.0, 0.0, s), 90: (0.0, s, -s, 0.0), 180: (-s, 0.0, 0.0, -s), 270: (0.0, -s, s, 0.0)}[
            item.turn
        ]
        clip = f"{rectangle(item.clip)} W n " if item.clip else ""
        matrix = (
            f"{decimal(a)} {decimal(b)} {decimal(c)} {decimal(d)} {decimal(item.origin.x)} {decimal(item.origin.y)} cm"
        )
        self.operators.append(f"q {clip}{matrix} /{name} Do Q")

    def _modules(self, item: Modules) -> None:
        count = len(item.matrix)
        side = item.box.width / count
        # A code knocks out: what shone through would spoil its contrast.
        self._overprint(on=_leaves_others(item.ink))
        self._fill_ink(item.ink)
        # One path on whole numbers: no seams between modules, and a fraction of the operators.
        squares = item.drawn if item.style == "square" else finders(item.drawn)
        path = " ".join(_blocks(squares))
        if item.style != "square":
            path += f" {styled(item.drawn, item.style)}"
        self.operators.append(f"q {side:.6f} 0 0 {side:.6f} {decimal(item.box.x)} {decimal(item.box.y)} cm {path} f Q")

    def _picture(self, item: Picture) -> None:
        name = self.resources.photo(item.photo)
        self.photos.add(name)
        self._overprint(on=False)
        self.inks.update(("Cyan", "Magenta", "Yellow", "Black"))
        box = item.box
        # An image fills the unit square with its first row at y = 1: turn it over, since y runs downward here.
        self.operators.append(
            f"q {rectangle(item.clip)} W n {decimal(box.width)} 0 0 {decimal(-box.height)} {decimal(box.x)} {decimal(box.bottom)} cm /{name} Do Q"
        )

    def _overprint(self, *, on: bool) -> None:
        if on != self.overprints:
            self.overprints = on
            name = OVERPRINT if on else KNOCK_OUT
            self.states.add(name)
            self.operators.append(f"/{name} gs")

    def _fill_ink(self, ink: Ink) -> None:
        if ink is not self.fill and ink != self.fill:
            self.fill = ink
            self.operators.append(self._ink(ink, "k", "cs", "scn"))

    def _stroke(self, stroke: Stroke) -> None:
        cap = {"butt": 0, "round": 1, "square": 2}[stroke.cap]
        join = {"miter": 0, "round": 1, "bevel": 2}[stroke.join]
        self.operators.append(f"{self._ink(stroke.ink, 'K', 'CS', 'SCN')} {decimal(stroke.width)} w {cap} J {join} j")

    def _ink(self, ink: Ink, process: str, space: str, tint: str) -> str:
        if isinstance(ink, Spot):
            name = self.resources.spot(ink)
            self.spots.add(name)
            if ink.name != REGISTRATION.name:
                self.inks.add(ink.name)
            return f"/{name} {space} {decimal(ink.tint)} {tint}"
        tints, plates = _process(ink)
        self.inks.update(plates)
        return f"{tints} {process}"


def _leaves_others(ink: Ink) -> bool:
    return isinstance(ink, Spot) and ink.overprints


@lru_cache(maxsize=1024)
def _process(ink: Cmyk) -> tuple[str, tuple[str, ...]]:
    """The tints of an ink as operands, and the plates that it prints on."""
    tints = {"Cyan": ink.cyan, "Magenta": ink.magenta, "Yellow": ink.yellow, "Black": ink.black}
    return " ".join(map(decimal, tints.values())), tuple(name for name, tint in tints.items() if tint)


def _blocks(matrix: tuple[tuple[bool, ...], ...]) -> list[str]:
    """Dark modules as rectangles: runs of a row, merged with the same run of the next."""
    done: list[str] = []
    above: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*matrix, ()]):
        here: dict[tuple[int, int], int] = {}
        top_of = above.pop
        for dark in _DARK.finditer(bytes(row)):
            run = dark.span()
            here[run] = top_of(run, y)
        # What goes on below has been taken over.
        if above:
            done += [_block(left, right, top, y) for (left, right), top in above.items()]
        above = here
    return done


@lru_cache(maxsize=1 << 16)
def _block(left: int, right: int, top: int, bottom: int) -> str:
    return f"{left} {top} {right - left} {bottom - top} re"


#: Dark modules side by side, in a row as bytes.
_DARK = re.compile(b"\x01+")


def rectangle(box: Rect) -> str:
    return f"{decimal(box.x)} {decimal(box.y)} {decimal(box.width)} {decimal(box.height)} re"


def _path(path: Path) -> str:
    parts = []
    for operator, *numbers in path:
        if operator == "Z":
            parts.append("h")
        else:
            parts.append(" ".join(map(decimal, numbers)) + " " + _PATH_OPERATORS[str(operator)])
    return " ".join(parts)


_PATH_OPERATORS = {"M": "m", "L": "l", "C": "c"}
