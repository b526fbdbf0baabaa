"""Turn a display list into the operators of a PDF content stream.

A page's stream begins with one matrix that makes its unit the millimetre, from
the trim's top-left with y downward, so the numbers in the file are those of the
display list. Text matrices turn the letters upright again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from cardkit.geometry import MM_PER_PT, Rect
from cardkit.ink import KEY, REGISTRATION, Cmyk, Ink, Spot
from cardkit.layout.drawing import Drawing, Fill, Glyphs, Item, Modules, Outline, Path, Photo, Picture, Placed, Stroke
from cardkit.typesetting.glyph import Run, Shaped
from cardkit.writers.encoding import Encoded
from cardkit.writers.module import finders, styled
from cardkit.writers.neutral import behind_latin

#: The graphics states of a document by their names in its resources. In overprint mode 1 an ink of no tint leaves its
#: plate as it is (ISO 32000-1, 8.6.7).
OVERPRINT, KNOCK_OUT = "Over", "Knock"
STATES = {
    OVERPRINT: "<</Type/ExtGState/OP true/op true/OPM 1>>",
    KNOCK_OUT: "<</Type/ExtGState/OP false/op false/OPM 0>>",
}


class Resources(Protocol):
    """What streams refer to, by the names that it has in any document."""

    def text(self, shaped: Shaped) -> Encoded: ...
    def drawing(self, drawing: Drawing) -> str: ...
    def photo(self, photo: Photo) -> str: ...
    def spot(self, spot: Spot) -> str: ...


@dataclass(slots=True)
class Content:
    """A stream while it is written, and the names of the resources that it uses."""

    resources: Resources
    # Corners sharper than SVG allows (a miter limit of 4, where PDF has 10) would print as spikes.
    operators: list[str] = field(default_factory=lambda: ["4 M"])
    encoded: set[Encoded] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    inks: set[str] = field(default_factory=set)
    fill: Ink | None = None
    overprints: bool = False

    def take(self, other: Content) -> None:
        """Use what another stream uses, whose operators stand in this one."""
        self.operators.extend(other.operators)
        self.encoded |= other.encoded
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

    def _glyphs(self, line: Glyphs) -> None:
        out = self.operators
        # Black letters print over what is there: a plate that shifts leaves no white edge round them.
        ink = line.ink
        self._overprint(on=ink is KEY or ink == KEY or _leaves_others(ink))
        self._fill_ink(ink)
        s = f"{MM_PER_PT:.6f}"
        turn = f"0 {s} {s} 0" if line.vertical else f"{s} 0 0 -{s}"
        begin = f"BT {turn} {decimal(line.origin.x)} {decimal(line.origin.y)} Tm"
        tracking = f"{decimal(line.tracking / MM_PER_PT)} Tc" if line.tracking else ""
        end = ("0 Tc " if line.tracking else "") + "ET"
        # PDFium and poppler both turn ActualText around where it holds right-to-left runs; the glyphs' own ToUnicode
        # comes out right without, in the order in which they are seen.
        if _has_right_to_left(line.runs):
            out.extend([begin, tracking] if tracking else [begin])
            state: tuple[str, float] | None = None
            for runs, says in _stretches(behind_latin(line.runs)):
                if says:
                    out.append(_actual(says))
                state = self._runs(runs, state)
                if says:
                    out.append("EMC")
            out.append(end)
            return
        if line.text:
            out.append(_actual(line.text))
        out.append(begin)
        if tracking:
            out.append(tracking)
        self._runs(line.runs, None)
        out.append(end)
        if line.text:
            out.append("EMC")

    def _runs(self, runs: Sequence[Run], state: tuple[str, float] | None) -> tuple[str, float] | None:
        """Show runs one behind the other; ``state`` is the font's name and the size that are set."""
        out, text = self.operators, self.resources.text
        font, size = state or ("", 0.0)
        elements = ""
        for run in runs:
            encoded = text(run.shaped)
            self.encoded.add(encoded)
            if encoded.font != font or run.size != size:
                if elements:
                    out.append(f"[{elements}] TJ")
                    elements = ""
                font, size = encoded.font, run.size
                out.append(f"/{font} {decimal(size)} Tf")
            # A space stands wherever two numbers would run together.
            if run.before:
                elements += f" {decimal(-run.before / (size * MM_PER_PT) * 1000)}"
            elements += encoded.elements if encoded.elements[:1] == "<" else f" {encoded.elements}"
        if elements:
            out.append(f"[{elements}] TJ")
        return (font, size) if font else None

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
        self.inks.update(_plates(ink))
        return f"{decimal(ink.cyan)} {decimal(ink.magenta)} {decimal(ink.yellow)} {decimal(ink.black)} {process}"


def _has_right_to_left(runs: Sequence[Run]) -> bool:
    for run in runs:  # noqa: SIM110 - every line of every card comes here, and a generator takes twice as long.
        if run.shaped.right_to_left:
            return True
    return False


def _leaves_others(ink: Ink) -> bool:
    return isinstance(ink, Spot) and ink.overprints


def _actual(text: str) -> str:
    """Begin a stretch that says this text (ISO 32000-1, 14.9.4)."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _stretches(runs: Sequence[Run]) -> Iterator[tuple[Sequence[Run], str]]:
    """The runs of a right-to-left line, cut where a number meets a mark: such a stretch comes with what it says.

    Readers take numbers and the marks beside them for one left-to-right
    stretch, so that `2026.` would read `.2026`.
    """
    for numeric, group in groupby(runs, key=lambda run: _is_numeric(run.shaped.text)):
        stretch = tuple(group)
        directions = {run.shaped.right_to_left for run in stretch}
        if numeric and len(directions) > 1:
            yield stretch, "".join(run.shaped.text for run in reversed(stretch))
        else:
            yield stretch, ""


def _is_numeric(text: str) -> bool:
    """Whether there are but numbers and what stands beside them, in the classes of UAX #9."""
    return bool(text) and all(unicodedata.bidirectional(c) in ("EN", "AN", "ES", "ET", "CS") for c in text)


def _plates(ink: Cmyk) -> tuple[str, ...]:
    tints = {"Cyan": ink.cyan, "Magenta": ink.magenta, "Yellow": ink.yellow, "Black": ink.black}
    return tuple(name for name, tint in tints.items() if tint)


def _blocks(matrix: tuple[tuple[bool, ...], ...]) -> list[str]:
    """Dark modules as rectangles: runs of a row, merged with the same run of the next."""
    done: list[str] = []
    above: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*matrix, ()]):
        here = dict.fromkeys([dark.span() for dark in _DARK.finditer(bytes(row))], y)
        for run, top in above.items():
            if run in here:
                here[run] = top
            else:
                done.append(f"{run[0]} {top} {run[1] - run[0]} {y - top} re")
        above = here
    return done


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


@lru_cache(maxsize=1 << 16)
def decimal(value: float) -> str:
    """A number to a ten-thousandth (0.1 µm on the page), without needless digits."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
