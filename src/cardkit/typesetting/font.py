"""Open a font file: its metrics, its coverage, and text shaped in it.

The only import of uharfbuzz, with ``subset.py``. Fonts are opened once a
process, and a piece of text is shaped once a font: see ``Font.shape``.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from cardkit.typesetting.glyph import Glyph, Shaped

#: OpenType features as (tag, value) pairs; they apply to the whole piece.
Features = tuple[tuple[str, int], ...]


class Font:
    """One font file, ready to shape.

    Metrics are fractions of the em: ``ascent`` and ``descent`` (both positive)
    from ``hhea``, ``cap_height`` from ``OS/2``. ``key`` is the PostScript name:
    stable from run to run.
    """

    __slots__ = (
        "_covers",
        "_hb_font",
        "_shaped",
        "ascent",
        "bounds",
        "cap_height",
        "descent",
        "face",
        "key",
        "path",
        "units_per_em",
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._hb_font = hb.Font(self.face)
        self.units_per_em: int = self.face.upem
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)
        self.key: str = name or path.stem.replace(" ", "")
        hhea = self.face.reference_table("hhea").data
        self.ascent: float = struct.unpack(">h", hhea[4:6])[0] / self.units_per_em
        self.descent: float = -struct.unpack(">h", hhea[6:8])[0] / self.units_per_em
        head = self.face.reference_table("head").data
        self.bounds: tuple[int, int, int, int] = struct.unpack(">4h", head[36:44])  # xMin, yMin, xMax, yMax
        os2 = self.face.reference_table("OS/2").data
        has_cap = len(os2) >= 90 and struct.unpack(">H", os2[0:2])[0] >= 2
        self.cap_height: float = struct.unpack(">h", os2[88:90])[0] / self.units_per_em if has_cap else 0.7
        self._covers: dict[str, bool] = {}
        self._shaped: dict[tuple[str, str, Features, bool], Shaped] = {}

    def __repr__(self) -> str:
        return f"Font({self.key})"

    def covers(self, character: str) -> bool:
        """Whether the font has a glyph for the character."""
        known = self._covers.get(character)
        if known is None:
            known = self._covers[character] = bool(self._hb_font.get_nominal_glyph(ord(character)))
        return known

    def advance(self, glyph_id: int) -> int:
        """A glyph's own advance in font units, before kerning."""
        return int(self._hb_font.get_glyph_h_advance(glyph_id))

    def shape(self, text: str, language: str, features: Features = (), *, right_to_left: bool = False) -> Shaped:
        """Turn a piece of one script and direction into positioned glyphs.

        Shaped horizontally, always: a vertical line is a horizontal one turned
        (see ``Glyphs`` in ``layout/drawing.py``).
        """
        wanted = (text, language, features, right_to_left)
        known = self._shaped.get(wanted)
        if known is None:
            known = self._shaped[wanted] = self._shape(text, language, features, right_to_left=right_to_left)
        return known

    def _shape(self, text: str, language: str, features: Features, *, right_to_left: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.language = language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._hb_font, buffer, dict(features))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        said: set[int] = set()
        glyphs = []
        for info, position in zip(infos, positions, strict=True):
            part = "" if info.cluster in said else text[info.cluster : ends[info.cluster]]
            said.add(info.cluster)
            glyphs.append(Glyph(info.codepoint, position.x_advance, position.x_offset, position.y_offset, part))
        width = sum(glyph.advance for glyph in glyphs) / self.units_per_em
        above, below = self._reach(glyphs)
        return Shaped(self, text, tuple(glyphs), width, right_to_left, above, below)

    def _reach(self, glyphs: list[Glyph]) -> tuple[float, float]:
        """How far the ink of glyphs reaches over and under the baseline, in em."""
        above = below = 0
        for glyph in glyphs:
            extents = self._hb_font.get_glyph_extents(glyph.id)
            if extents and extents.height:
                above = max(above, extents.y_bearing + glyph.across)
                below = max(below, -(extents.y_bearing + extents.height + glyph.across))
        return above / self.units_per_em, below / self.units_per_em


@cache
def open_font(path: Path) -> Font:
    """The font in this file, opened once a process."""
    return Font(path)
