"""Turn a font dictionary into what a printer asks of a font: is it all there, and can it be read back?"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from cardkit.pdf.letterform import cid_widths_differ, letterforms, places
from cardkit.pdf.mark import Font

if TYPE_CHECKING:
    import pikepdf


def read_font(dictionary: pikepdf.Object) -> Font:
    """A font from its dictionary (ISO 32000-1, 9.5 to 9.8)."""
    import pikepdf

    kind = str(dictionary.get("/Subtype", "/Type1")).lstrip("/")
    name = str(dictionary.get("/BaseFont", dictionary.get("/Name", "/unnamed"))).lstrip("/")
    if kind == "Type3":
        return Font(
            name, kind, embedded=True, subset=True, unicode=_is_readable(dictionary), height=_drawn_height(dictionary)
        )
    carrier = dictionary
    if kind == "Type0":
        descendants = dictionary.get("/DescendantFonts")
        carrier = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else dictionary
    descriptor = carrier.get("/FontDescriptor")
    embedded = isinstance(descriptor, pikepdf.Dictionary) and any(
        isinstance(descriptor.get(key), pikepdf.Stream) for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    readable = _is_readable(carrier if kind == "Type0" else dictionary, dictionary)
    measured, codes = _measures(dictionary, carrier, descriptor) if embedded and descriptor else (True, None)
    return Font(name, kind, embedded, _SUBSET.match(name) is not None, readable, measured, codes)


def _measures(
    dictionary: pikepdf.Object, carrier: pikepdf.Object, descriptor: pikepdf.Object
) -> tuple[bool, Container[int] | None]:
    """Whether a font's widths are there and its own, and which codes lead to letters, where that can be told."""
    import pikepdf

    if carrier is dictionary:  # A simple font lists every width (ISO 32000-1, 9.6.2).
        listed = dictionary.get("/Widths")
        wanted = int(dictionary.get("/LastChar", 255)) - int(dictionary.get("/FirstChar", 0)) + 1
        return isinstance(listed, pikepdf.Array) and len(listed) >= wanted, None
    program = descriptor.get("/FontFile2")
    forms = letterforms(program) if isinstance(program, pikepdf.Stream) else None
    if forms is None:
        return True, None
    codes = places(carrier, len(forms.drawn)) if dictionary.get("/Encoding") in ("/Identity-H", "/Identity-V") else None
    return not cid_widths_differ(carrier, forms), codes


#: Six letters and a plus: ISO 32000-1, 9.6.4.
_SUBSET = re.compile(r"[A-Z]{6}\+")

#: Glyph names that number glyphs and name none.
_NUMBERED = re.compile(r"/(?:\.notdef|[a-zA-Z]{1,6}\d+)")

#: The collections whose CIDs readers know (Adobe's, by ISO 32000-1, 9.7.5.2).
_COLLECTIONS = frozenset(("GB1", "CNS1", "Japan1", "Korea1", "KR"))


def _is_readable(dictionary: pikepdf.Object, whole: pikepdf.Object | None = None) -> bool:
    """Whether characters come back from its codes: by ToUnicode, or by an encoding that readers know (9.10.2)."""
    import pikepdf

    whole = whole if whole is not None else dictionary
    if isinstance(whole.get("/ToUnicode"), pikepdf.Stream):
        return True
    encoding = whole.get("/Encoding")
    if whole.get("/Subtype") == "/Type0":
        system = dictionary.get("/CIDSystemInfo")
        ordering = str(system.get("/Ordering", "")) if isinstance(system, pikepdf.Dictionary) else ""
        return ordering in _COLLECTIONS
    if isinstance(encoding, pikepdf.Name):
        return True
    if isinstance(encoding, pikepdf.Dictionary):
        names = [one for one in encoding.get("/Differences", []) if isinstance(one, pikepdf.Name)]
        return not any(_NUMBERED.fullmatch(str(one)) for one in names) and (bool(names) or "/BaseEncoding" in encoding)
    # Without any, the font's own encoding holds: the standard one for the fonts that every reader has.
    return "/FontDescriptor" not in whole and whole.get("/Subtype") == "/Type1"


def _drawn_height(dictionary: pikepdf.Object) -> float:
    """How high a Type 3 font's letters are for one unit of its size."""
    matrix = [float(value) for value in dictionary.get("/FontMatrix", [0.001, 0, 0, 0.001, 0, 0])]
    box = [float(value) for value in dictionary.get("/FontBBox", [0, 0, 0, 0])]
    scale = abs(matrix[3]) or abs(matrix[1])
    high = abs(box[3] - box[1]) * scale
    return high if _LEAST_HIGH < high < _MOST_HIGH else 1.0


#: What a letter's height may be of its size; a box beyond says nothing.
_LEAST_HIGH, _MOST_HIGH = 0.3, 3.0
