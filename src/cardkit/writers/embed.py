"""Embed fonts in a PDF: Type 0 fonts of the glyphs shown, whose text extracts as it was written.

One CID stands for one (glyph, source text) pair (``encoding.py``), so ToUnicode
stays exact where letters share a glyph. ReportLab's own TrueType road cannot do
this (glyphs without a character of their own become private-use codes).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence

from reportlab.pdfbase import pdfdoc

from cardkit.typesetting.composite import Composite, add_composites
from cardkit.typesetting.font import Font
from cardkit.typesetting.subset import subset
from cardkit.writers.encoding import Shown
from cardkit.writers.file import packed


def add_to(document: pdfdoc.PDFDocument, font: Font, shown: Mapping[int, Shown]) -> pdfdoc.PDFObjectReference:
    """Write the font's objects into the document and give the reference to the Type 0 font.

    ``shown`` are the CIDs in rising order and what each of them shows.
    """
    pairs = list(shown.values())
    composites = list(dict.fromkeys(glyph for glyph, _ in pairs if isinstance(glyph, Composite)))
    components = {component for composite in composites for component, _, _ in composite.components}
    data, new_ids = subset(font, {glyph for glyph, _ in pairs if isinstance(glyph, int)} | components)
    places: dict[int | Composite, int] = dict(new_ids.items())
    if composites:
        data, added = add_composites(data, composites, new_ids)
        places |= zip(composites, added, strict=True)
    base = pdfdoc.PDFName(f"{_tag(font, pairs)}+{font.key}")
    scale = 1000 / font.units_per_em
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([round(v * scale) for v in font.bounds]),
            "ItalicAngle": 0,
            "Ascent": round(font.ascent * 1000),
            "Descent": -round(font.descent * 1000),
            "CapHeight": round(font.cap_height * 1000),
            # Nobody substitutes an embedded font, so the stem's exact width is of no use; 80 is a usual value.
            "StemV": 80,
            "FontFile2": stream(document, data, Length1=len(data)),
            # Judges of PDF/A ask which CIDs are there (ISO 19005-1, 6.3.5).
            "CIDSet": stream(document, _bits(shown)),
        }
    )
    widths = {cid: round(_advance(font, glyph) * scale, 3) for cid, (glyph, _) in shown.items()}
    places_of_cids = {cid: places.get(glyph, 0) for cid, (glyph, _) in shown.items()}
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(descriptor),
            "W": _widths(widths),
            "DW": _USUAL_WIDTH,
            "CIDToGIDMap": stream(document, _map(places_of_cids)),
        }
    )
    return document.Reference(
        pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": stream(document, _to_unicode({cid: text for cid, (_, text) in shown.items()})),
            }
        )
    )


#: In thousandths of an em: what a CID without a width of its own advances, as most Chinese characters do.
_USUAL_WIDTH = 1000


def _advance(font: Font, glyph: int | Composite) -> int:
    return glyph.advance if isinstance(glyph, Composite) else font.advance(glyph)


def _widths(widths: Mapping[int, float]) -> pdfdoc.PDFArray:
    """The widths of CIDs, those in a row together (ISO 32000-1, 9.7.4.3)."""
    rows: list[tuple[int, list[float]]] = []
    for cid, width in widths.items():
        if width == _USUAL_WIDTH:
            continue
        if not rows or rows[-1][0] + len(rows[-1][1]) != cid:
            rows.append((cid, []))
        rows[-1][1].append(width)
    return pdfdoc.PDFArray([part for first, row in rows for part in (first, pdfdoc.PDFArray(row))])


def _map(places: Mapping[int, int]) -> bytes:
    """The glyph of every CID up to the last."""
    glyphs = bytearray(2 * (max(places) + 1))
    for cid, glyph in places.items():
        struct.pack_into(">H", glyphs, 2 * cid, glyph)
    return bytes(glyphs)


def _bits(cids: Mapping[int, object]) -> bytes:
    """A bit set for every CID, the first one highest in the first byte."""
    bits = bytearray(max(cids) // 8 + 1)
    for cid in cids:
        bits[cid // 8] |= 0x80 >> cid % 8
    return bytes(bits)


def stream(document: pdfdoc.PDFDocument, content: bytes, **entries: object) -> pdfdoc.PDFObjectReference:
    """A compressed stream object with these dictionary entries."""
    return document.Reference(packed(content, **entries))


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """The CMap that gives every CID its source text (Adobe Technical Note 5411)."""
    rows = [f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for cid, text in texts.items() if text]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    maps = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{maps}endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _tag(font: Font, pairs: Sequence[Shown]) -> str:
    """The six capital letters before a subset's name, from what the subset holds: stable from run to run."""
    plain = sorted((glyph, text) for glyph, text in pairs if isinstance(glyph, int))
    put_together = sorted((glyph, text) for glyph, text in pairs if isinstance(glyph, Composite))
    holds = (font.key, plain, put_together) if put_together else (font.key, plain)
    digest = hashlib.sha256(repr(holds).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
