"""Open a font file: its metrics, its coverage, and text shaped in it.

The only import of uharfbuzz, with ``subset.py``. Fonts are opened once a
process, and a piece of text is shaped once a font: see ``Font.shape``.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Set
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

import uharfbuzz as hb

from cardkit.typesetting.glyph import Glyph, Shaped
from cardkit.typesetting.script import JOINED_SCRIPTS

#: OpenType features as (tag, value) pairs; they apply to the whole piece.
Features = tuple[tuple[str, int], ...]


#: A deck has far fewer words than that; its numbers and addresses are each met but once.
_MOST_SHAPED = 20_000

#: Characters that choose a form of the letter before them and have no form of their own.
_SELECTORS = frozenset("\u180b\u180c\u180d\u180f\u200c\u200d") | {chr(code) for code in range(0xFE00, 0xFE10)}


class Font:
    """One font file, ready to shape.

    Metrics are fractions of the em: ``ascent`` and ``descent`` (both positive)
    from ``hhea``, ``cap_height`` from ``OS/2``. ``key`` is the PostScript name:
    stable from run to run.
    """

    __slots__ = (
        "_covered",
        "_digest",
        "_hb_font",
        "_nominal",
        "_outlines",
        "_reaches",
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
        cap_height = struct.unpack(">h", os2[88:90])[0] if has_cap else 0
        # Some fonts of scripts without capitals leave it at nothing; their figures are as high as most fonts' capitals.
        self.cap_height: float = cap_height / self.units_per_em if cap_height > 0 else 0.7
        self._nominal: dict[str, int] = {}
        self._covered: set[str] = set()  # of what was asked for
        self._digest = ""
        self._reaches: dict[int, tuple[int, int]] = {}  # top and bottom of a glyph's ink
        self._outlines: dict[int, tuple[tuple[str, *tuple[float, ...]], ...]] = {}
        self._shaped: dict[tuple[str, str, Features, bool, str, str, float], Shaped] = {}

    def __repr__(self) -> str:
        return f"Font({self.key})"

    def covers(self, character: str) -> bool:
        """Whether the font has a glyph for the character."""
        return self.nominal(character) != 0

    def has_all(self, characters: Set[str]) -> bool:
        """Whether the font has a glyph for each of the characters."""
        if characters <= self._covered:
            return True
        if not all(map(self.covers, characters)):
            return False
        self._covered |= characters
        return True

    def nominal(self, text: str) -> int:
        """The glyph that the font has for a character by itself; 0 where it has none, or the text is not one character."""
        known = self._nominal.get(text)
        if known is None:
            known = (self._hb_font.get_nominal_glyph(ord(text)) or 0) if len(text) == 1 else 0
            self._nominal[text] = known
        return known

    @property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        if not self._digest:
            self._digest = hashlib.sha256(self.face.blob.data).hexdigest()
        return self._digest

    def advance(self, glyph_id: int) -> int:
        """A glyph's own advance in font units, before kerning."""
        return int(self._hb_font.get_glyph_h_advance(glyph_id))

    def outline(self, glyph_id: int) -> tuple[tuple[str, *tuple[float, ...]], ...]:
        """A glyph's contours in font units, y upward: M, L, C and Z with their coordinates."""
        known = self._outlines.get(glyph_id)
        if known is None:
            known = self._outlines[glyph_id] = _contours(self._hb_font, glyph_id)
        return known

    def shape(
        self,
        text: str,
        language: str,
        features: Features = (),
        *,
        right_to_left: bool = False,
        before: str = "",
        after: str = "",
        tracking: float = 0.0,
    ) -> Shaped:
        """Turn a piece of one script and direction into positioned glyphs.

        Shaped horizontally, always: a vertical line is a horizontal one turned
        (see ``Glyphs`` in ``layout/drawing.py``). ``before`` and ``after`` are
        the letters around the piece, to which its own may join. ``tracking`` is
        the room in em that is drawn after every glyph: here it is taken back
        where it must not stand, inside a cluster and between joined letters.
        """
        wanted = (text, language, features, right_to_left, before, after, tracking)
        known = self._shaped.get(wanted)
        if known is None:
            if len(self._shaped) >= _MOST_SHAPED:
                self._shaped.clear()
            known = self._shaped[wanted] = self._shape(*wanted)
        return known

    def _shape(
        self,
        text: str,
        language: str,
        features: Features,
        right_to_left: bool,  # noqa: FBT001  (the key of the store, in its order)
        before: str,
        after: str,
        tracking: float,
    ) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(before + text + after, len(before), len(text))
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.language = language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        script = buffer.script
        hb.shape(self._hb_font, buffer, dict(features))
        # An empty buffer has None for both.
        infos, positions = buffer.glyph_infos or (), buffer.glyph_positions or ()
        clusters = [info.cluster - len(before) for info in infos]
        if clusters == list(range(len(text))) and not right_to_left and not tracking:
            # One glyph a character, as most words are.
            plain = [
                _glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset, character)
                for info, place, character in zip(infos, positions, text, strict=True)
            ]
            return self._made(text, plain, right_to_left=False)
        starts = sorted({0, *clusters})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        last = len(clusters) - 1
        joined = script in JOINED_SCRIPTS
        glyphs = []
        for i, (info, position, cluster) in enumerate(zip(infos, positions, clusters, strict=True)):
            is_first = i == 0 or clusters[i - 1] != cluster
            is_last = i == last or clusters[i + 1] != cluster
            # Marks stand ahead of their base where glyphs run from right to left.
            says = is_last if right_to_left else is_first
            said = text[cluster : ends[cluster]]
            part = said if says else ""
            if clusters.count(cluster) == len(said) > 1 and all(mark in _SELECTORS for mark in said[1:]):
                # A selector kept its empty glyph: it says itself there, or a reader would make something up for it.
                nth = i - clusters.index(cluster)
                part = said[len(said) - 1 - nth if right_to_left else nth]
            advance = position.x_advance
            if tracking and (joined or not is_last):
                advance -= round(tracking * self.units_per_em)
            glyphs.append(Glyph(info.codepoint, advance, position.x_offset, position.y_offset, part))
        return self._made(text, glyphs, right_to_left=right_to_left)

    def _made(self, text: str, glyphs: list[Glyph], *, right_to_left: bool) -> Shaped:
        width = sum([glyph.advance for glyph in glyphs]) / self.units_per_em
        above, below = self._reach(glyphs)
        return Shaped(self, text, tuple(glyphs), width, right_to_left, above, below)

    def _reach(self, glyphs: list[Glyph]) -> tuple[float, float]:
        """How far the ink of glyphs reaches over and under the baseline, in em."""
        above = below = 0
        for glyph in glyphs:
            reach = self._reaches.get(glyph.id)
            if reach is None:
                extents = self._hb_font.get_glyph_extents(glyph.id)
                top = extents.y_bearing if extents else 0
                reach = self._reaches[glyph.id] = (top, top + extents.height if extents else top)
            top, bottom = reach
            if top != bottom:
                if top + glyph.across > above:
                    above = top + glyph.across
                if -bottom - glyph.across > below:
                    below = -bottom - glyph.across
        return above / self.units_per_em, below / self.units_per_em


#: The same letters and figures come in word after word.
_glyph = lru_cache(maxsize=16384)(Glyph)


def _contours(font: hb.Font, glyph_id: int) -> tuple[tuple[str, *tuple[float, ...]], ...]:
    drawn: list[tuple[str, *tuple[float, ...]]] = []

    def curve(x1: float, y1: float, x: float, y: float, _: object) -> None:
        # PDF has cubic curves alone; this is the same curve with its degree raised.
        x0, y0 = cast("tuple[float, float]", tuple(drawn[-1])[-2:])
        first = (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3)
        drawn.append(("C", *first, x + 2 * (x1 - x) / 3, y + 2 * (y1 - y) / 3, float(x), float(y)))

    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: drawn.append(("M", float(x), float(y))))
    pen.set_line_to_func(lambda x, y, _: drawn.append(("L", float(x), float(y))))
    pen.set_quadratic_to_func(curve)
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, _: drawn.append(("C", *map(float, (a, b, c, d, x, y)))))
    pen.set_close_path_func(lambda _: drawn.append(("Z",)))
    font.draw_glyph(glyph_id, pen)
    return tuple(drawn)


def open_font(path: Path) -> Font:
    """The font in this file, opened once a process; anew where the file has changed since."""
    seen = path.stat()
    # Whoever copies a file with its time leaves its own mark all the same.
    return _open(path, (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino))


@cache
def _open(path: Path, _seen: tuple[int, ...]) -> Font:
    return Font(path)
