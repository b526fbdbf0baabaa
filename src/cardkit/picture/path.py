"""Read SVG path data: text to segments in absolute coordinates (SVG 1.1, 8.3).

Coordinates stay in the shape's own units. Every fault is a ``PathError`` whose
text quotes what was written and which knows its place in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cardkit.picture.outline import arc
from cardkit.picture.shape import CLOSE, Path, Segment

#: Larger coordinates are no card: 10 m in mm. They would overflow the numbers of a PDF.
LARGEST = 1e4

# SVG 1.1, 8.3.9. Possessive throughout, so that no text makes the search go back and forth.
# Python before 3.11.5 goes on from where a possessive group failed in its middle (gh-106052, which Debian 12 has): the last
# alternative, which fails at once, takes it back to where that began.
_BACK = r"|(?!)"
_NUMBER = rf"[+-]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?+\d++{_BACK})?+"
_GAP = r"\s*+,?+\s*+"
_ARC = _GAP.join([_NUMBER] * 3 + ["[01]"] * 2 + [_NUMBER] * 2)
_ARC_PARTS = _GAP.join([f"({_NUMBER})"] * 3 + ["([01])"] * 2 + [f"({_NUMBER})"] * 2)

_one_number = re.compile(_NUMBER)
_all_numbers = re.compile(rf"\s*+(?:{_NUMBER}{_GAP}{_BACK})*+", re.ASCII)
_one_arc = re.compile(_ARC_PARTS, re.ASCII)
_all_arcs = re.compile(rf"\s*+(?:{_ARC}{_GAP}{_BACK})*+", re.ASCII)
_one_command = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*+)")

_TAKES = {"M": 2, "Z": 0, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


class PathError(ValueError):
    """What is wrong with the text, and at which of its characters (from 0)."""

    def __init__(self, says: str, at: int) -> None:
        super().__init__(says)
        self.at = at


def parse(text: str) -> Path:
    """The segments of a path's ``d``: each subpath begins with a move of its own."""
    first = text.lstrip()
    if not first:
        raise PathError("the path has no data", 0)
    if first[0] not in "Mm":
        raise PathError(f"path data begins with a move (`M`), not with `{_quoted(first)}`", len(text) - len(first))
    pen = _Pen()
    for command in _one_command.finditer(text):
        letter, arguments = command.groups()
        name = letter.upper()
        values = (_arc_numbers if name == "A" else numbers)(arguments, command.end(1))
        takes = _TAKES[name]
        if (len(values) % takes if takes else values) or (takes and not values):
            wanted = f"{takes}, or a multiple of it" if takes else "none"
            says = f"`{_quoted(letter + arguments)}` has {len(values)} numbers; `{letter}` takes {wanted}"
            raise PathError(says, command.start())
        pen.draw(name, letter.islower(), values)
    return tuple(pen.segments)


def numbers(text: str, at: int = 0) -> list[float]:
    """Numbers separated by white space, commas or nothing (``1.5.5-1e-3`` is three).

    ``at`` is where the text begins in what the user wrote.
    """
    read = _all_numbers.match(text)
    end = read.end() if read else 0
    if end != len(text):
        raise PathError(f"`{_quoted(text[end:])}` is not a number", at + end)
    values = [float(number) for number in _one_number.findall(text)]
    if values and max(max(values), -min(values)) > LARGEST:
        raise PathError(f"{max(values, key=abs):g} is too large; the most is {LARGEST:g}", at)
    return values


def _arc_numbers(text: str, at: int) -> list[float]:
    """The numbers of arcs, whose flags need no separator (``01`` is two flags)."""
    read = _all_arcs.match(text)
    end = read.end() if read else 0
    if end != len(text):
        says = f"`{_quoted(text[end:])}` is not an arc: two radii, an angle, two flags (0 or 1), x and y"
        raise PathError(says, at + end)
    return numbers(" ".join(" ".join(parts) for parts in _one_arc.findall(text)), at)


class _Pen:
    """Where the drawing stands: the current point, the subpath's start and the last control point."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.x = self.y = 0.0
        self.start = (0.0, 0.0)
        self.control: tuple[float, float] | None = None
        self.last = ""
        self.closed = False

    def draw(self, name: str, relative: bool, values: Sequence[float]) -> None:  # noqa: FBT001 — one call, private
        if name == "Z":
            self.segments.append(CLOSE)
            self.x, self.y = self.start
            self.last, self.closed = "Z", True
            return
        takes = _TAKES[name]
        for i in range(0, len(values), takes):
            # Further pairs after a move are lines (SVG 1.1, 8.3.2).
            step = "L" if name == "M" and i else name
            ox, oy = (self.x, self.y) if relative else (0.0, 0.0)
            self._step(step, values[i : i + takes], ox, oy)
            self.last = step

    def _step(self, name: str, v: Sequence[float], ox: float, oy: float) -> None:
        if name == "M":
            self._move(v[0] + ox, v[1] + oy)
            return
        if self.closed:
            # A PDF wants the move that SVG leaves out after a closing.
            self._move(self.x, self.y)
        if name == "L":
            self._line(v[0] + ox, v[1] + oy)
        elif name == "H":
            self._line(v[0] + ox, self.y)
        elif name == "V":
            self._line(self.x, v[0] + oy)
        elif name == "C":
            self._cubic(v[0] + ox, v[1] + oy, v[2] + ox, v[3] + oy, v[4] + ox, v[5] + oy)
        elif name == "S":
            first = self._mirrored("CS")
            self._cubic(*first, v[0] + ox, v[1] + oy, v[2] + ox, v[3] + oy)
        elif name == "Q":
            self._quadratic((v[0] + ox, v[1] + oy), v[2] + ox, v[3] + oy)
        elif name == "T":
            self._quadratic(self._mirrored("QT"), v[0] + ox, v[1] + oy)
        else:
            end = (v[5] + ox, v[6] + oy)
            flags = ("1" if v[3] else "0", "1" if v[4] else "0")
            self.segments += arc((self.x, self.y), (v[0], v[1]), v[2], *flags, end)
            self.x, self.y = end

    def _move(self, x: float, y: float) -> None:
        self.segments.append(("M", x, y))
        self.x, self.y = self.start = (x, y)
        self.closed = False

    def _line(self, x: float, y: float) -> None:
        self.segments.append(("L", x, y))
        self.x, self.y = x, y

    def _cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.segments.append(("C", x1, y1, x2, y2, x, y))
        self.control = (x2, y2)
        self.x, self.y = x, y

    def _quadratic(self, control: tuple[float, float], x: float, y: float) -> None:
        """A quadratic as the cubic that is the same curve."""
        qx, qy = control
        self.segments.append(
            (
                "C",
                self.x + 2 / 3 * (qx - self.x),
                self.y + 2 / 3 * (qy - self.y),
                x + 2 / 3 * (qx - x),
                y + 2 / 3 * (qy - y),
                x,
                y,
            )
        )
        self.control = control
        self.x, self.y = x, y

    def _mirrored(self, after: str) -> tuple[float, float]:
        """The last control point seen from the other side, where the last step was of the same family."""
        if self.control and self.last and self.last in after:
            return 2 * self.x - self.control[0], 2 * self.y - self.control[1]
        return self.x, self.y


def _quoted(text: str) -> str:
    """The beginning of what was written, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= 24 else words[:24] + "…"
