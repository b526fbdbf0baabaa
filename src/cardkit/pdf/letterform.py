"""Turn an embedded TrueType font into what its dictionary must agree with: how wide its letters are, and which are there."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import TYPE_CHECKING

from cardkit.pdf.stream import content

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Letterforms:
    """The glyphs of a font: their widths in thousandths of an em, and whether anything is drawn for each."""

    widths: tuple[float, ...]
    drawn: tuple[bool, ...]


def letterforms(program: pikepdf.Object) -> Letterforms | None:
    """What a TrueType program (FontFile2) holds; None where it cannot be told."""
    try:
        data = content(program)
        tables = {
            data[at : at + 4]: data[start : start + size]
            for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
            for start, size in (struct.unpack_from(">LL", data, at + 8),)
        }
        (em,) = struct.unpack_from(">H", tables[b"head"], 18)
        (long_offsets,) = struct.unpack_from(">h", tables[b"head"], 50)
        (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
        (measured,) = struct.unpack_from(">H", tables[b"hhea"], 34)
        metrics = struct.unpack_from(">" + "Hh" * measured, tables[b"hmtx"])[::2]
        offsets = struct.unpack_from(f">{count + 1}{'L' if long_offsets else 'H'}", tables[b"loca"])
        advances = [*metrics[:count], *[metrics[-1]] * (count - measured)]
        return Letterforms(
            tuple(advance * 1000 / em for advance in advances),
            tuple(end > start for start, end in pairwise(offsets)),
        )
    except (struct.error, KeyError, IndexError, ZeroDivisionError):
        return None


@dataclass(frozen=True, slots=True)
class Places:
    """The codes of a CID font that lead to one of so many glyphs; None as ``table`` stands for each number itself."""

    table: array[int] | None
    glyphs: int

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, int):
            return False
        if self.table is None:
            return 0 <= code < self.glyphs
        return 0 <= code < len(self.table) and self.table[code] < self.glyphs

    def drawn(self) -> Iterator[tuple[int, int]]:
        """Each code with its glyph, without those that lead to the missing one."""
        if self.table is None:
            return ((glyph, glyph) for glyph in range(1, self.glyphs))
        # A table may be as long as there are numbers of two bytes, and almost empty.
        return ((code, self.table[code]) for code in compress(range(len(self.table)), self.table))


def places(carrier: pikepdf.Object, glyphs: int) -> Places:
    """The codes of a CID font that lead to a glyph: by CIDToGIDMap, or the same number (ISO 32000-1, 9.7.4.2)."""
    import pikepdf

    stream = carrier.get("/CIDToGIDMap")
    if not isinstance(stream, pikepdf.Stream):
        return Places(None, glyphs)
    data = content(stream)
    table = array("H", data[: len(data) // 2 * 2])
    if sys.byteorder == "little":
        table.byteswap()
    return Places(table, glyphs)


def cid_widths_differ(carrier: pikepdf.Object, forms: Letterforms) -> bool:
    """Whether a CID font's dictionary gives letters other widths than the font (ISO 32000-1, 9.7.4.3)."""
    said = dict(_cid_widths(carrier))
    otherwise = float(carrier.get("/DW", 1000))
    return any(
        forms.drawn[glyph] and abs(said.get(code, otherwise) - forms.widths[glyph]) > _SLACK
        for code, glyph in places(carrier, len(forms.widths)).drawn()
        if glyph < len(forms.drawn)
    )


#: Widths are rounded to whole thousandths, twice at most.
_SLACK = 1.5


def _cid_widths(carrier: pikepdf.Object) -> Iterator[tuple[int, float]]:
    import pikepdf

    listed = carrier.get("/W")
    parts = list(listed) if isinstance(listed, pikepdf.Array) else []
    at = 0
    while at + 1 < len(parts):
        start = int(parts[at])
        if isinstance(parts[at + 1], pikepdf.Array):
            yield from ((start + index, float(width)) for index, width in enumerate(parts[at + 1]))
            at += 2
        elif at + 2 < len(parts):
            yield from ((code, float(parts[at + 2])) for code in range(start, min(int(parts[at + 1]), _LAST) + 1))
            at += 3
        else:
            return


_LAST = 0xFFFF
