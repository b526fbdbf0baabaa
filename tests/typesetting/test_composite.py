"""Glyphs put together from others make a font that readers open and draw."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.ttLib import TTFont  # the independent judge of font files

from cardkit.typesetting.composite import Composite, add_composites
from cardkit.typesetting.font import open_font
from cardkit.typesetting.subset import subset

NASKH = open_font(Path(__file__).parent.parent / "fonts" / "NotoNaskhArabic-Regular.ttf")


def test_a_composite_is_its_components_at_their_places() -> None:
    letter, mark = (NASKH.shape(c, "ar", right_to_left=True).glyphs[0].id for c in ("د", "\u064e"))
    data, new_ids = subset(NASKH, {letter, mark})
    whole = Composite(((letter, 0, 0), (mark, 40, -25)), 500)
    made, (added, empty) = add_composites(data, [whole, Composite((), 120)], new_ids)
    font = TTFont(io.BytesIO(made), checkChecksums=2)
    glyph = font["glyf"][font.getGlyphName(added)]
    places = [(font.getGlyphID(part.glyphName), part.x, part.y) for part in glyph.components]
    assert places == [(new_ids[letter], 0, 0), (new_ids[mark], 40, -25)]
    glyph.recalcBounds(font["glyf"])
    raw = TTFont(io.BytesIO(made), recalcBBoxes=False)["glyf"][font.getGlyphName(added)]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (raw.xMin, raw.yMin, raw.xMax, raw.yMax)
    assert font["hmtx"][font.getGlyphName(added)] == (500, glyph.xMin)
    assert font["hmtx"][font.getGlyphName(empty)] == (120, 0)
    assert font["maxp"].numGlyphs == max(added, empty) + 1


def test_glyphs_that_were_there_stay_as_they_were() -> None:
    ids = {glyph.id for glyph in NASKH.shape("منغوليا", "ar", right_to_left=True).glyphs}
    data, new_ids = subset(NASKH, ids)
    made, _ = add_composites(data, [Composite(tuple((i, 0, 0) for i in sorted(ids)), 900)], new_ids)
    before, after = TTFont(io.BytesIO(data)), TTFont(io.BytesIO(made))
    for i in range(before["maxp"].numGlyphs):
        name, same = before.getGlyphName(i), after.getGlyphName(i)
        assert before["hmtx"][name] == after["hmtx"][same]
        assert before["glyf"][name] == after["glyf"][same]
