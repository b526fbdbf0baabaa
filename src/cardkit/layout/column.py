"""Set one column of a vertical script: the line turned clockwise, Han and short numbers upright in it."""

from __future__ import annotations

from itertools import groupby

from cardkit.geometry import MM_PER_PT, Point
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs
from cardkit.layout.type import Copy
from cardkit.typesetting.character import is_han
from cardkit.typesetting.line import Line
from cardkit.typesetting.segment import Part

#: Numbers of so many digits stand upright; longer ones turn with the line, as Latin does.
_SHORT_NUMBER = 2

# Where the baseline of a Han font stands in the em square, from its top (the usual 880 : 120 of CJK fonts).
_HAN_BASELINE = 0.88


def column(copy: Copy, line: Line, left: float, top: float, size: float, pitch: float, ink: Ink) -> tuple[Glyphs, ...]:
    """A column whose box begins at ``left`` and is ``pitch`` mm wide; sizes in points.

    Each stretch of turned or of upright parts is one item, in reading order,
    so that the column extracts as it was written.
    """
    em = size * MM_PER_PT
    # The letters' middle, half the cap height above the baseline, stands in the middle of the pitch; turned
    # clockwise, up is to the right.
    baseline = left + pitch / 2 - copy.font.cap_height * em / 2
    middle = left + pitch / 2
    drawn: list[Glyphs] = []
    pen = top
    for upright, parts in groupby(line.parts, key=_is_upright):
        for stretch in [[part] for part in parts] if upright else [list(parts)]:
            ahead = stretch[0].before * em
            own = [stretch[0]._replace(before=0.0), *stretch[1:]]
            width = sum(p.shaped.width for p in own) + sum(p.before for p in own)
            length = width * em
            text = "".join(part.shaped.text for part in own)
            one = Line.of(own, width, text)
            pen += ahead
            if upright:
                rise = _HAN_BASELINE * em if is_han(text[0]) else (length + stretch[0].shaped.font.cap_height * em) / 2
                origin = Point(middle - length / 2, pen + rise)
                drawn.append(Glyphs(origin, one, size, ink, span=copy.shown.span))
            else:
                origin = Point(baseline, pen)
                drawn.append(Glyphs(origin, one, size, ink, vertical=True, span=copy.shown.span))
            pen += length
    return tuple(drawn)


def _is_upright(part: Part) -> bool:
    text = part.shaped.text
    return all(map(is_han, text)) or (text.isdigit() and len(text) <= _SHORT_NUMBER)
