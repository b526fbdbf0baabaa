"""Embed fonts in a PDF: Type 0 fonts of the glyphs shown, whose text extracts as it was written.

One CID stands for one (glyph, source text) pair, so ToUnicode stays exact where
letters share a glyph. ReportLab's own TrueType road cannot do this (glyphs
without a character of their own become private-use codes).
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfdoc

from cardkit.typesetting.font import Font
from cardkit.typesetting.glyph import Glyph, Shaped
from cardkit.typesetting.subset import subset


@dataclass(slots=True, eq=False)
class Embedded:
    """A font of one document while it is written: which CIDs it uses, and encoded pieces."""

    font: Font
    name: str
    cids: dict[tuple[int, str], int] = field(default_factory=lambda: {(0, ""): 0})
    pieces: dict[Shaped, str] = field(default_factory=dict)

    def encode(self, shaped: Shaped) -> str:
        """The piece as elements of a TJ array; glyphs raised off the baseline are a matter for ``raised``."""
        known = self.pieces.get(shaped)
        if known is None:
            known = self.pieces[shaped] = self._encode(shaped.glyphs)
        return known

    def _encode(self, glyphs: tuple[Glyph, ...]) -> str:
        # TJ numbers are thousandths of an em, taken away from the pen's position (ISO 32000-1, 9.4.3).
        scale = 1000 / self.font.units_per_em
        elements: list[str] = []
        codes = ""
        for glyph in glyphs:
            if glyph.along:
                if codes:
                    elements.append(f"<{codes}>")
                    codes = ""
                elements.append(_number(-glyph.along * scale))
            codes += f"{self.cid(glyph):04X}"
            back = (self.font.advance(glyph.id) - glyph.advance + glyph.along) * scale
            if abs(back) > 0.05:
                elements.append(f"<{codes}>")
                codes = ""
                elements.append(_number(back))
        if codes:
            elements.append(f"<{codes}>")
        return "".join(elements)

    def raised(self, shaped: Shaped) -> list[tuple[float, str]]:
        """The piece in stretches of one height above the baseline (in em), each as elements of a TJ array."""
        stretches: list[tuple[int, list[Glyph]]] = []
        for glyph in shaped.glyphs:
            if not stretches or stretches[-1][0] != glyph.across:
                stretches.append((glyph.across, []))
            stretches[-1][1].append(glyph)
        upem = self.font.units_per_em
        return [(across / upem, self._encode(tuple(glyphs))) for across, glyphs in stretches]

    def cid(self, glyph: Glyph) -> int:
        return self.cids.setdefault((glyph.id, glyph.text), len(self.cids))


def add_to(document: pdfdoc.PDFDocument, embedded: Embedded) -> pdfdoc.PDFObjectReference:
    """Write the font's objects into the document and give the reference to the Type 0 font."""
    font = embedded.font
    pairs = list(embedded.cids)
    data, new_ids = subset(font, {glyph for glyph, _ in pairs})
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
        }
    )
    widths = pdfdoc.PDFArray([round(font.advance(glyph) * scale, 3) for glyph, _ in pairs])
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
            "W": pdfdoc.PDFArray([0, widths]),
            "DW": 1000,
            "CIDToGIDMap": stream(document, b"".join(struct.pack(">H", new_ids.get(glyph, 0)) for glyph, _ in pairs)),
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
                "ToUnicode": stream(document, _to_unicode([text for _, text in pairs])),
            }
        )
    )


def stream(document: pdfdoc.PDFDocument, content: bytes, **entries: object) -> pdfdoc.PDFObjectReference:
    """A compressed stream object with these dictionary entries."""
    made = pdfdoc.PDFStream()
    made.content = content
    made.filters = [pdfdoc.PDFZCompress]
    for key, value in entries.items():
        made.dictionary[key] = value
    return document.Reference(made)


def _to_unicode(texts: list[str]) -> bytes:
    """The CMap that gives every CID its source text (Adobe Technical Note 5411)."""
    rows = [f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for cid, text in enumerate(texts) if text]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    maps = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{maps}endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _tag(font: Font, pairs: list[tuple[int, str]]) -> str:
    """The six capital letters before a subset's name, from what the subset holds: stable from run to run."""
    digest = hashlib.sha256(repr((font.key, sorted(pairs))).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
