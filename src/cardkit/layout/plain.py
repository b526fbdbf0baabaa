"""Set one line in cardkit's own plain type, for what is said about cards rather than on them."""

from __future__ import annotations

from functools import cache

from cardkit.geometry import MM_PER_PT, Point
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs
from cardkit.typesetting.font import open_font
from cardkit.typesetting.glyph import Run
from cardkit.typesetting.line import break_lines
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf


def words(text: str, origin: Point, size: float, ink: Ink) -> Glyphs:
    """A line in cardkit's own plain type; characters that it lacks show as a question mark.

    ``origin`` is the start of the baseline in mm, ``size`` in points.
    """
    face = _face()
    safe = "".join(c if any(font.covers(c) for font in face.fonts) else "?" for c in text)
    segments, _ = cut(safe, face)
    em = size * MM_PER_PT
    lines = break_lines(segments, float("inf"), "fill")
    runs = tuple(Run(part.shaped, size, part.before * em) for line in lines for part in line.parts)
    return Glyphs(origin, runs, safe, ink, width=sum(line.width for line in lines) * em)


@cache
def _face() -> Typeface:
    fonts, _ = shelf()
    wanted = (("Source Sans 3", 600, False), ("Noto Sans SC", 700, False), ("Noto Sans Mongolian", 400, False))
    return Typeface(tuple(open_font(fonts[key].path) for key in wanted if key in fonts), "en")
