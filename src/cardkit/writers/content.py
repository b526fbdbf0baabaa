"""Turn a display list into the operators of a PDF content stream.

A page's stream begins with one matrix that makes its unit the millimetre, from
the trim's top-left with y downward, so the numbers in the file are those of the
display list. Text matrices turn the letters upright again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from cardkit.geometry import MM_PER_PT, Rect
from cardkit.ink import Cmyk, Ink, Spot
from cardkit.layout.drawing import Drawing, Fill, Glyphs, Item, Modules, Outline, Path, Photo, Picture, Placed, Stroke
from cardkit.typesetting.font import Font
from cardkit.typesetting.glyph import Run
from cardkit.writers.embed import Embedded


@dataclass(slots=True)
class Resources:
    """What a document's streams share: asked for by name while they are written."""

    font: Callable[[Font], Embedded]
    drawing: Callable[[Drawing], str]
    photo: Callable[[Photo], str]
    spot: Callable[[Spot], str]


@dataclass(slots=True)
class Content:
    """A stream while it is written, and the names of the resources that it uses."""

    resources: Resources
    # Corners sharper than SVG allows (a miter limit of 4, where PDF has 10) would print as spikes.
    operators: list[str] = field(default_factory=lambda: ["4 M"])
    xobjects: set[str] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    inks: set[str] = field(default_factory=set)
    fill: Ink | None = None

    def draw(self, items: Iterable[Item]) -> None:
        for item in items:
            match item:
                case Glyphs():
                    self._glyphs(item)
                case Fill():
                    self._fill_ink(item.ink)
                    self.operators.append(f"{_rect(item.box)} f")
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
        self._fill_ink(line.ink)
        s = f"{MM_PER_PT:.6f}"
        turn = f"0 {s} {s} 0" if line.vertical else f"{s} 0 0 -{s}"
        begin = f"BT {turn} {_n(line.origin.x)} {_n(line.origin.y)} Tm"
        tracking = f"{_n(line.tracking / MM_PER_PT)} Tc" if line.tracking else ""
        end = ("0 Tc " if line.tracking else "") + "ET"
        # PDFium and poppler both turn ActualText around where it holds right-to-left runs; the glyphs' own ToUnicode
        # comes out right without, in the order in which they are seen.
        if any(run.shaped.right_to_left for run in line.runs):
            out.extend([begin, tracking] if tracking else [begin])
            state: tuple[Embedded, float] | None = None
            for runs, says in _stretches(line.runs):
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

    def _runs(self, runs: Sequence[Run], state: tuple[Embedded, float] | None) -> tuple[Embedded, float] | None:
        """Show runs one behind the other; ``state`` is the font and size that are set."""
        out = self.operators
        elements = ""
        for run in runs:
            embedded = self.resources.font(run.shaped.font)
            if state is None or state[0] is not embedded or state[1] != run.size:
                if elements:
                    out.append(f"[{elements}] TJ")
                    elements = ""
                state = (embedded, run.size)
                out.append(f"/{embedded.name} {_n(run.size)} Tf")
            if run.before:
                elements += _apart(elements, _n(-run.before / (run.size * MM_PER_PT) * 1000))
            elements += _apart(elements, embedded.encode(run.shaped))
        if elements:
            out.append(f"[{elements}] TJ")
        return state

    def _outline(self, item: Outline) -> None:
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
        self.xobjects.add(name)
        s = item.scale
        a, b, c, d = {0: (s, 0.0, 0.0, s), 90: (0.0, s, -s, 0.0), 180: (-s, 0.0, 0.0, -s), 270: (0.0, -s, s, 0.0)}[
            item.turn
        ]
        clip = f"{_rect(item.clip)} W n " if item.clip else ""
        matrix = f"{_n(a)} {_n(b)} {_n(c)} {_n(d)} {_n(item.origin.x)} {_n(item.origin.y)} cm"
        self.operators.append(f"q {clip}{matrix} /{name} Do Q")

    def _modules(self, item: Modules) -> None:
        count = len(item.matrix)
        side = item.box.width / count
        self._fill_ink(item.ink)
        # One path on whole numbers: no seams between modules, and a fraction of the operators.
        path = " ".join(f"{x} {y} {w} {h} re" for x, y, w, h in _blocks(item.matrix))
        self.operators.append(f"q {side:.6f} 0 0 {side:.6f} {_n(item.box.x)} {_n(item.box.y)} cm {path} f Q")

    def _picture(self, item: Picture) -> None:
        name = self.resources.photo(item.photo)
        self.xobjects.add(name)
        self.inks.update(("Cyan", "Magenta", "Yellow", "Black"))
        box = item.box
        # An image fills the unit square with its first row at y = 1: turn it over, since y runs downward here.
        self.operators.append(
            f"q {_rect(item.clip)} W n {_n(box.width)} 0 0 {_n(-box.height)} {_n(box.x)} {_n(box.bottom)} cm /{name} Do Q"
        )

    def _fill_ink(self, ink: Ink) -> None:
        if ink != self.fill:
            self.fill = ink
            self.operators.append(self._ink(ink, "k", "cs", "scn"))

    def _stroke(self, stroke: Stroke) -> None:
        cap = {"butt": 0, "round": 1, "square": 2}[stroke.cap]
        join = {"miter": 0, "round": 1, "bevel": 2}[stroke.join]
        self.operators.append(f"{self._ink(stroke.ink, 'K', 'CS', 'SCN')} {_n(stroke.width)} w {cap} J {join} j")

    def _ink(self, ink: Ink, process: str, space: str, tint: str) -> str:
        if isinstance(ink, Spot):
            name = self.resources.spot(ink)
            self.spots.add(name)
            self.inks.add(ink.name)
            return f"/{name} {space} {_n(ink.tint)} {tint}"
        self.inks.update(_plates(ink))
        return f"{_n(ink.cyan)} {_n(ink.magenta)} {_n(ink.yellow)} {_n(ink.black)} {process}"


def _apart(before: str, after: str) -> str:
    """What follows in a TJ array, with a space where two numbers would run together."""
    return f" {after}" if before[-1:].isdigit() and not after.startswith("<") else after


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


def _blocks(matrix: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int, int, int]]:
    """Dark modules as rectangles (x, y, width, height): runs of a row, merged with the same run of the next."""
    done = []
    open_runs: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*matrix, ()]):
        runs = []
        x = 0
        while x < len(row):
            if row[x]:
                start = x
                while x < len(row) and row[x]:
                    x += 1
                runs.append((start, x - start))
            else:
                x += 1
        for run in [run for run in open_runs if run not in runs]:
            top = open_runs.pop(run)
            done.append((run[0], top, run[1], y - top))
        for run in runs:
            open_runs.setdefault(run, y)
    return done


def _rect(box: Rect) -> str:
    return f"{_n(box.x)} {_n(box.y)} {_n(box.width)} {_n(box.height)} re"


def _path(path: Path) -> str:
    parts = []
    for operator, *numbers in path:
        if operator == "Z":
            parts.append("h")
        else:
            parts.append(" ".join(map(_n, numbers)) + " " + _PATH_OPERATORS[str(operator)])
    return " ".join(parts)


_PATH_OPERATORS = {"M": "m", "L": "l", "C": "c"}


def _n(value: float) -> str:
    """A number to a ten-thousandth (0.1 µm on the page), without needless digits."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
