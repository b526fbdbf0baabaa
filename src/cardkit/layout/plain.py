"""Set one line in cardkit's own plain type, for what is said about cards rather than on them."""

from __future__ import annotations

from functools import cache

from cardkit.geometry import Point
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs
from cardkit.typesetting.font import Font, open_font
from cardkit.typesetting.line import Line, setting
from cardkit.typesetting.shelf import shelf
from cardkit.typesetting.typeface import Typeface


def words(text: str, origin: Point, size: float, ink: Ink) -> Glyphs:
    """A line in cardkit's own plain type; characters that it lacks show as a question mark.

    ``origin`` is the start of the baseline in mm, ``size`` in points.
    """
    face = _face()
    safe = "".join(c if any(font.covers(c) for font in face.fonts) else "?" for c in text)
    lines = setting(safe, face).unbroken
    parts = [part for line in lines for part in line.parts]
    return Glyphs(origin, Line.of(parts, sum(line.width for line in lines), safe), size, ink)


def fonts() -> tuple[Font, ...]:
    """The fonts of the plain type."""
    return _face().fonts


@cache
def _face() -> Typeface:
    fonts, _ = shelf()
    wanted = (("Source Sans 3", 600, False), ("Noto Sans SC", 700, False), ("Noto Sans Mongolian", 400, False))
    return Typeface(tuple(open_font(fonts[key].path) for key in wanted if key in fonts), "en")
