"""Mark the faces of a draft, so that no one takes them for the press: DRAFT on all, problems over faulty ones."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from cardkit.codes.symbol import QUIET_ZONE
from cardkit.diagnostic import Diagnostic
from cardkit.geometry import MM_PER_PT, Point, Rect
from cardkit.ink import KEY, PAPER, Cmyk
from cardkit.layout.drawing import Face, Fill, Item, Modules
from cardkit.layout.plain import words

_RED = Cmyk(0, 1, 1, 0)

_SIZE = 7.0
_LEADING = 3.0
_MARGIN = 4.0


def mark_draft(face: Face) -> Face:
    """The face with DRAFT across its middle, over whatever stands there but a code: that one is proved in drafts too."""
    size = face.trim.height * 0.055 / MM_PER_PT
    width = words("DRAFT", Point(0, 0), size, PAPER).width
    height = size * MM_PER_PT * 1.15
    x = (face.trim.width - width) / 2
    y = _clear_of_codes(face, height)
    strip = Fill(Rect(-face.bleed, y, face.trim.width + 2 * face.bleed, height), _RED)
    word = words("DRAFT", Point(x, y + height * 0.8), size, PAPER)
    return _with(face, [strip, word])


def _clear_of_codes(face: Face, height: float) -> float:
    """The top of a strip of this height: the middle, or the nearest place to it where no code's clear paper lies."""
    kept = [
        item.box.inset(-QUIET_ZONE * item.box.width / len(item.matrix))
        for item in face.items
        if isinstance(item, Modules)
    ]
    middle = face.trim.height * 0.5
    places = [middle]
    places += [y for box in kept for y in (box.y - height, box.bottom) if 0 <= y <= face.trim.height - height]
    free = (y for y in places if not any(box.y < y + height - 0.001 and y < box.bottom - 0.001 for box in kept))
    return min(free, key=lambda y: abs(y - middle), default=middle)


def write_problems(face: Face, problems: Sequence[Diagnostic]) -> Face:
    """The face with its card's errors written over it, as many as there is room for."""
    width = face.trim.width - 2 * _MARGIN
    per_line = max(12, int(width / (_SIZE * MM_PER_PT * 0.52)))
    lines: list[str] = []
    for problem in problems:
        if problem.is_error:
            where = f"line {problem.span.line}: " if problem.span else ""
            lines += textwrap.wrap(f"{where}[{problem.code}] {problem.message}", per_line)
    room = int((face.trim.height * 0.45) / _LEADING)
    if len(lines) > room:
        lines = [*lines[: room - 1], "…"]
    box = Rect(_MARGIN - 1.5, _MARGIN - 1.5, width + 3, len(lines) * _LEADING + 3)
    items: list[Item] = [Fill(box, PAPER)]
    for i, line in enumerate(lines):
        items.append(words(line, Point(_MARGIN, _MARGIN + (i + 0.8) * _LEADING), _SIZE, KEY))
    return _with(face, items)


def _with(face: Face, items: Sequence[Item]) -> Face:
    return Face(
        card=face.card,
        side=face.side,
        trim=face.trim,
        bleed=face.bleed,
        items=(*face.items, *items),
        texts=face.texts,
        title=face.title,
        section=face.section,
        language=face.language,
        span=face.span,
    )
