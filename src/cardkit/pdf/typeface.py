"""Turn an embedded font into digests: one for each code that it may show, and one for all else.

A deck whose text gains a letter gains a glyph in its fonts, which all its pages
name. A page that shows none of it shows what it did: ISO 32000-1, 9.7 says what
a code of a Type 0 font depends on, OpenType 1.9 what a glyph does.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardkit.pdf.oddity import ODD

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """``rest`` is the digest of all that holds for every code."""

    rest: bytes
    outlines: _Outlines
    places: bytes  # the glyph of each code, in two bytes
    widths: Mapping[int, str]
    texts: Mapping[int, str]
    listed: bytes  # a bit for each code
    _known: dict[bytes, bytes] = field(default_factory=dict)

    def said(self, codes: bytes) -> bytes:
        """How codes show, of four hexadecimal digits each: their digests in their order."""
        found = self._known.get(codes)
        if found is None:
            each = [codes[start : start + 4] for start in range(0, len(codes), 4)]
            found = self._code(codes) if len(each) == 1 else b"".join(map(self.said, each))
            self._known[codes] = found
        return found

    def _code(self, digits: bytes) -> bytes:
        code = int(digits, 16)
        glyph = int.from_bytes(self.places[2 * code : 2 * code + 2])
        listed = self.listed[code // 8 : code // 8 + 1] or b"\0"
        bit = listed[0] >> (7 - code % 8) & 1
        # Whether it is the missing glyph is nobody's outline.
        parts = (self.widths.get(code, ""), self.texts.get(code, ""), bit, glyph == 0)
        return hashlib.sha256(repr(parts).encode() + self.outlines.digest(glyph)).digest()


def typeface(font: pikepdf.Object) -> Typeface | None:
    """A Type 0 font of TrueType outlines without instructions, as cardkit writes them; None for any other."""
    try:
        return _typeface(font)
    except (*ODD, struct.error, RecursionError):
        return None


def _typeface(font: pikepdf.Object) -> Typeface | None:
    (descendant,) = font.DescendantFonts
    descriptor = descendant.FontDescriptor
    held = (set(font.keys()), set(descendant.keys()), set(descriptor.keys()))
    if held != (_FONT, _DESCENDANT, _DESCRIPTOR) or font.Encoding != "/Identity-H":
        return None
    program, places, listed = (
        descriptor.FontFile2.read_bytes(),
        descendant.CIDToGIDMap.read_bytes(),
        descriptor.CIDSet.read_bytes(),
    )
    outlines = _outlines(program)
    texts, frame = _texts(font.ToUnicode.read_bytes())
    if outlines is None:
        return None
    # The name of a subset is made of what it holds: six letters and a plus (ISO 32000-1, 9.6.4).
    names = [str(name) for name in (font.BaseFont, descendant.BaseFont, descriptor.FontName)]
    streams = (descriptor.FontFile2, descendant.CIDToGIDMap, descriptor.CIDSet, font.ToUnicode)
    rest = (
        [_SUBSET.sub("/", name) for name in names],
        len(set(names)),
        bool(_SUBSET.match(names[0])),
        [
            sorted((key, _plain(one[key])) for key in _keys(one) if key not in _OWN)
            for one in (font, descendant, descriptor)
        ],
        # What is packed otherwise, or says a wrong length, may be read otherwise.
        [
            sorted((key, _plain(one[key])) for key in _keys(one) if key not in ("/Length", "/Length1"))
            for one in streams
        ],
        int(descriptor.FontFile2.get("/Length1", -1)) == len(program),
        frame,
        outlines.rest,
    )
    return Typeface(
        hashlib.sha256(repr(rest).encode()).digest(),
        outlines,
        places,
        dict(_widths(list(descendant.W))),
        texts,
        listed,
    )


_FONT = {"/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode"}
_DESCENDANT = {"/Type", "/Subtype", "/BaseFont", "/CIDSystemInfo", "/FontDescriptor", "/W", "/DW", "/CIDToGIDMap"}
_DESCRIPTOR = {
    *("/Type", "/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV"),
    *("/FontFile2", "/CIDSet"),
}

#: What depends on the codes, and is told of each of them.
_OWN = frozenset(
    {"/BaseFont", "/FontName", "/DescendantFonts", "/ToUnicode", "/FontDescriptor", "/W", "/CIDToGIDMap", "/FontFile2"}
    | {"/CIDSet"}
)

_SUBSET = re.compile(r"^/[A-Z]{6}\+")


def _keys(found: pikepdf.Object) -> Iterator[str]:
    return iter(sorted(found.keys()))


def _plain(found: object) -> str:
    """An entry as it is written; raises ValueError where it leads to something else."""
    written = found.unparse(resolved=True) if hasattr(found, "unparse") else repr(found).encode()
    if _LEADS.search(written):
        raise ValueError("it refers to another object")
    return str(written)


_LEADS = re.compile(rb"\d \d+ R\b")


def _widths(written: Sequence[object]) -> Iterator[tuple[int, str]]:
    """The width of each code (ISO 32000-1, 9.7.4.3); those of a range raise ValueError."""
    for first, row in zip(written[::2], written[1::2], strict=True):
        for at, width in enumerate(row):  # type: ignore[arg-type, var-annotated] # An array, or it raises.
            yield int(first) + at, repr(width)  # type: ignore[call-overload]


def _texts(cmap: bytes) -> tuple[Mapping[int, str], bytes]:
    """What each code says, and the map without that; raises ValueError where it says so otherwise than row by row."""
    texts: dict[int, str] = {}
    for block in _BLOCK.finditer(cmap):
        rows = block[2].split(b"\n")[:-1]
        if len(rows) != int(block[1]):
            raise ValueError("it has not as many rows as it says")
        for row in rows:
            code, text = row[1:-1].split(b"> <")
            texts[int(code, 16)] = text.decode()
    return texts, _BLOCK.sub(b"", cmap)


_BLOCK = re.compile(rb"(\d+) beginbfchar\n((?:<[0-9A-F]{4}> <[0-9A-F]*>\n)*)endbfchar\n")


@dataclass(frozen=True, slots=True, eq=False)
class _Outlines:
    """The glyphs of a TrueType program; ``rest`` is what it says of all of them."""

    rest: bytes
    glyf: bytes
    offsets: Sequence[int]
    metrics: Sequence[bytes]
    _known: dict[int, bytes] = field(default_factory=dict)

    def digest(self, glyph: int, depth: int = 0) -> bytes:
        """The digest of a glyph: its advance and its outline, with those of its components."""
        found = self._known.get(glyph)
        if found is None:
            if depth > _DEEPEST:
                raise RecursionError
            if glyph + 1 >= len(self.offsets):
                return b"none"
            outline = bytearray(self.glyf[self.offsets[glyph] : self.offsets[glyph + 1]])
            digest = hashlib.sha256(self.metrics[glyph])
            for at in _components(outline):
                (component,) = struct.unpack_from(">H", outline, at)
                digest.update(self.digest(component, depth + 1))
                struct.pack_into(">H", outline, at, 0)
            digest.update(b"\0" + outline)
            found = self._known[glyph] = digest.digest()
        return found


#: How deep composite glyphs may stand in one another.
_DEEPEST = 8


def _components(outline: bytes | bytearray) -> Iterator[int]:
    """Where the numbers of a composite glyph's components stand (OpenType 1.9, "glyf", composite glyphs)."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, more = 10, True
    while more:
        (flags,) = struct.unpack_from(">H", outline, at)
        yield at + 2
        more = bool(flags & 0x20)
        scale = 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        at += 4 + (4 if flags & 0x01 else 2) + scale


def _outlines(program: bytes) -> _Outlines | None:
    """The outlines of a program that has these tables and no others: no instructions, no other kind of outline."""
    (count,) = struct.unpack_from(">H", program, 4)
    tables: dict[bytes, bytes] = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4s3I", program, at)
        tables[tag] = program[offset : offset + length]
        if len(tables[tag]) != length:
            return None
    if set(tables) != {b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf"} or count != len(tables):
        return None
    head, hhea, maxp = tables[b"head"], tables[b"hhea"], tables[b"maxp"]
    (glyphs,) = struct.unpack_from(">H", maxp, 4)
    (is_long,) = struct.unpack_from(">h", head, 50)
    (wide,) = struct.unpack_from(">H", hhea, 34)
    offsets = struct.unpack(f">{glyphs + 1}{'I' if is_long else 'H'}", tables[b"loca"])
    if not is_long:
        offsets = tuple(offset * 2 for offset in offsets)
    hmtx, glyf = tables[b"hmtx"], tables[b"glyf"]
    if list(offsets) != sorted(offsets) or offsets[-1] > len(glyf) or not 0 < wide <= glyphs:
        return None
    if len(hmtx) != 4 * wide + 2 * (glyphs - wide):
        return None
    last = hmtx[4 * wide - 4 : 4 * wide - 2]
    metrics = [hmtx[at : at + 4] for at in range(0, 4 * wide, 4)]
    metrics += [last + hmtx[at : at + 2] for at in range(4 * wide, len(hmtx), 2)]
    # Left out are sums over all glyphs: the checksum and how places are written; extremes and the count of metrics;
    # how many glyphs there are and how large the largest is.
    rest = (program[:4], head[:8], head[12:50], head[52:], hhea[:10], hhea[18:34], hhea[36:], maxp[:4], len(maxp))
    return _Outlines(hashlib.sha256(repr(rest).encode()).digest(), glyf, offsets, metrics)
