"""Set words and tables on A4 pages for people: the printer's ticket, the office's list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, PAPER, Cmyk, Ink
from cardkit.layout.drawing import Face, Fill, Item
from cardkit.layout.plain import words

A4 = Size(210.0, 297.0)
MARGIN = 16.0

#: Type in points: what is read first, what is read, what is looked up.
HEAD, TEXT, SMALL = 16.0, 9.0, 6.5

GREY = Cmyk(0, 0, 0, 0.55)
RULE = Cmyk(0, 0, 0, 0.25)
RED = Cmyk(0, 1, 1, 0)

_LEADING = 1.35


@dataclass(slots=True)
class Leaf:
    """A page while it is filled from the top; ``y`` is where the next thing goes."""

    items: list[Item] = field(default_factory=list)
    y: float = MARGIN

    @property
    def room(self) -> float:
        """What is left above the foot of the page."""
        return A4.height - MARGIN - self.y

    def skip(self, by: float) -> None:
        self.y += by

    def write(
        self, text: str, *, x: float = MARGIN, size: float = TEXT, ink: Ink = KEY, width: float | None = None
    ) -> None:
        """Lines from ``x``, broken where they reach the width."""
        for line in broken(text, size, width if width is not None else A4.width - MARGIN - x):
            self.y += size * MM_PER_PT * _LEADING
            self.items.append(words(line, Point(x, self.y - size * MM_PER_PT * 0.35), size, ink))

    def rule(self, ink: Ink = RULE) -> None:
        self.items.append(Fill(Rect(MARGIN, self.y, A4.width - 2 * MARGIN, 0.2), ink))

    def row(self, cells: Sequence[str], at: Sequence[float], *, size: float = TEXT, ink: Sequence[Ink] = ()) -> None:
        """One row of a table: each cell broken within its column, the row as high as its highest cell."""
        top = lowest = self.y
        ends = [*at[1:], A4.width - MARGIN]
        for number, (cell, x, end) in enumerate(zip(cells, at, ends, strict=True)):
            self.y = top
            self.write(cell, x=x, size=size, ink=ink[number] if ink else KEY, width=end - x - 2)
            lowest = max(lowest, self.y)
        self.y = lowest + size * MM_PER_PT * 0.35

    def face(self, name: str, side: str = "proof") -> Face:
        return Face(name, side, A4, 0.0, tuple(self.items), title=name)


def broken(text: str, size: float, width: float) -> list[str]:
    """The lines of a text: broken between words, and within one that is wider than the line."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and words((line + piece).rstrip(), Point(0, 0), size, KEY).width > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while len(line) > 1 and words(line.rstrip(), Point(0, 0), size, KEY).width > width:
            fits = next(
                (n for n in range(len(line) - 1, 1, -1) if words(line[:n], Point(0, 0), size, KEY).width <= width), 1
            )
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """Words with the space behind them; an ideograph is a word of its own."""
    word = ""
    for character in " ".join(text.split()):
        if character >= "\u2e80":
            yield from (word, character) if word else (character,)
            word = ""
        elif character == " ":
            yield f"{word} "
            word = ""
        else:
            word += character
    if word:
        yield word


def drafted(face: Face) -> Face:
    """The page with DRAFT at its head and foot, where it covers nothing that is to be read."""
    height = 7.0
    items: list[Item] = list(face.items)
    for top in (0.0, face.trim.height - height):
        items.append(Fill(Rect(0, top, face.trim.width, height), RED))
        items.append(words("DRAFT · not for print · 样稿，不得付印", Point(MARGIN, top + 4.9), 10.0, PAPER))
    return replace(face, items=tuple(items))
