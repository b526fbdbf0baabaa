"""Name a font family that has a character or a script, for the reader of a message that one is missing.

Every family named here is open (SIL Open Font License) and has static TrueType files, which a card needs.
"""

from __future__ import annotations

from bisect import bisect_right

from cardkit.typesetting.character import is_han, script_of


def family_for(character: str, language: str) -> str | None:
    """A family that has the character, in the forms that the language's readers know; None where none is known."""
    code = ord(character)
    if _is_hanzi(code):
        return _RARE_HANZI if code >= _PLANE_2 else _family_of_han(language)
    at = bisect_right(_STARTS, code) - 1
    end, family = _BLOCKS[_STARTS[at]] if at >= 0 else (0, None)
    if family and code < end:
        # Arabic letters have a second face, in which Urdu is read.
        return "Noto Nastaliq Urdu" if family == _FAMILIES["Arab"] and language.startswith("ur") else family
    return _family_of_han(language) if is_han(character) else None


def family_of(script: str) -> str | None:
    """A family for a script by its ISO 15924 code."""
    return _FAMILIES.get(script)


def _family_of_han(language: str) -> str:
    return _FAMILIES.get(script_of(language) if script_of(language) in _HAN else "Hans", "")


def _is_hanzi(code: int) -> bool:
    return any(start <= code < end for start, end in _HANZI)


_PLANE_2 = 0x20000
_HANZI = ((0x2E80, 0x2FE0), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (_PLANE_2, 0x323B0))
_HAN = ("Hans", "Hant", "Jpan", "Kore")

#: Hanzi of the supplementary planes: no family of Noto has all of them.
_RARE_HANZI = "BabelStone Han"

_FAMILIES = {
    "Adlm": "Noto Sans Adlam",
    "Arab": "Noto Naskh Arabic",
    "Aran": "Noto Nastaliq Urdu",
    "Armn": "Noto Sans Armenian",
    "Beng": "Noto Sans Bengali",
    "Cans": "Noto Sans Canadian Aboriginal",
    "Cher": "Noto Sans Cherokee",
    "Cyrl": "Noto Sans",
    "Deva": "Noto Sans Devanagari",
    "Ethi": "Noto Sans Ethiopic",
    "Geor": "Noto Sans Georgian",
    "Grek": "Noto Sans",
    "Gujr": "Noto Sans Gujarati",
    "Guru": "Noto Sans Gurmukhi",
    "Hans": "Noto Serif SC",
    "Hant": "Noto Serif TC",
    "Hebr": "Noto Sans Hebrew",
    "Jpan": "Noto Sans JP",
    "Khmr": "Noto Sans Khmer",
    "Knda": "Noto Sans Kannada",
    "Kore": "Noto Sans KR",
    "Laoo": "Noto Sans Lao",
    "Latn": "Noto Sans",
    "Lisu": "Noto Sans Lisu",
    "Mlym": "Noto Sans Malayalam",
    "Mong": "Noto Sans Mongolian",
    "Mymr": "Noto Sans Myanmar",
    "Nkoo": "Noto Sans NKo",
    "Olck": "Noto Sans Ol Chiki",
    "Orya": "Noto Sans Oriya",
    "Phag": "Noto Sans PhagsPa",
    "Sinh": "Noto Sans Sinhala",
    "Syrc": "Noto Sans Syriac",
    "Talu": "Noto Sans New Tai Lue",
    "Taml": "Noto Sans Tamil",
    "Telu": "Noto Sans Telugu",
    "Tfng": "Noto Sans Tifinagh",
    "Thaa": "Noto Sans Thaana",
    "Thai": "Noto Sans Thai",
    "Tibt": "Noto Serif Tibetan",
    "Yiii": "Noto Sans Yi",
}

# Where the scripts stand (Blocks.txt of Unicode 15): start, end (not included), family.
_BLOCKS = {
    start: (end, _FAMILIES.get(of, of))
    for start, end, of in (
        (0x0080, 0x0370, "Latn"),
        (0x0370, 0x0400, "Grek"),
        (0x0400, 0x0530, "Cyrl"),
        (0x0530, 0x0590, "Armn"),
        (0x0590, 0x0600, "Hebr"),
        (0x0600, 0x0700, "Arab"),
        (0x0700, 0x0750, "Syrc"),
        (0x0750, 0x0780, "Arab"),
        (0x0780, 0x07C0, "Thaa"),
        (0x07C0, 0x0800, "Nkoo"),
        (0x0860, 0x0870, "Syrc"),
        (0x0870, 0x0900, "Arab"),
        (0x0900, 0x0980, "Deva"),
        (0x0980, 0x0A00, "Beng"),
        (0x0A00, 0x0A80, "Guru"),
        (0x0A80, 0x0B00, "Gujr"),
        (0x0B00, 0x0B80, "Orya"),
        (0x0B80, 0x0C00, "Taml"),
        (0x0C00, 0x0C80, "Telu"),
        (0x0C80, 0x0D00, "Knda"),
        (0x0D00, 0x0D80, "Mlym"),
        (0x0D80, 0x0E00, "Sinh"),
        (0x0E00, 0x0E80, "Thai"),
        (0x0E80, 0x0F00, "Laoo"),
        (0x0F00, 0x1000, "Tibt"),
        (0x1000, 0x10A0, "Mymr"),
        (0x10A0, 0x1100, "Geor"),
        (0x1100, 0x1200, "Kore"),
        (0x1200, 0x13A0, "Ethi"),
        (0x13A0, 0x1400, "Cher"),
        (0x1400, 0x1680, "Cans"),
        (0x1780, 0x1800, "Khmr"),
        (0x1800, 0x18B0, "Mong"),
        (0x18B0, 0x1900, "Cans"),
        (0x1980, 0x19E0, "Talu"),
        (0x19E0, 0x1A00, "Khmr"),
        (0x1C50, 0x1C80, "Olck"),
        (0x1C80, 0x1C90, "Cyrl"),
        (0x1C90, 0x1CC0, "Geor"),
        (0x1E00, 0x1F00, "Latn"),
        (0x1F00, 0x2000, "Grek"),
        (0x2000, 0x2190, "Latn"),
        (0x2190, 0x2200, "Noto Sans Math"),
        (0x2200, 0x2300, "Noto Sans Math"),
        (0x2300, 0x2600, "Noto Sans Symbols 2"),
        (0x2600, 0x27C0, "Noto Emoji"),
        (0x27C0, 0x2B00, "Noto Sans Math"),
        (0x2B00, 0x2C00, "Noto Sans Symbols 2"),
        (0x2C60, 0x2C80, "Latn"),
        (0x2D00, 0x2D30, "Geor"),
        (0x2D30, 0x2D80, "Tfng"),
        (0x2D80, 0x2DE0, "Ethi"),
        (0x2DE0, 0x2E00, "Cyrl"),
        (0x3040, 0x3100, "Jpan"),
        (0x3130, 0x3190, "Kore"),
        (0x31F0, 0x3200, "Jpan"),
        (0xA000, 0xA4D0, "Yiii"),
        (0xA4D0, 0xA500, "Lisu"),
        (0xA640, 0xA6A0, "Cyrl"),
        (0xA720, 0xA800, "Latn"),
        (0xA840, 0xA880, "Phag"),
        (0xA8E0, 0xA900, "Deva"),
        (0xA960, 0xA980, "Kore"),
        (0xA9E0, 0xAA00, "Mymr"),
        (0xAA60, 0xAA80, "Mymr"),
        (0xAB00, 0xAB30, "Ethi"),
        (0xAC00, 0xD800, "Kore"),
        (0xFB13, 0xFB18, "Armn"),
        (0xFB1D, 0xFB50, "Hebr"),
        (0xFB50, 0xFE00, "Arab"),
        (0xFE70, 0xFF00, "Arab"),
        (0x11660, 0x11680, "Mong"),
        (0x1D400, 0x1D800, "Noto Sans Math"),
        (0x1E900, 0x1E960, "Adlm"),
        (0x1F000, 0x1FB00, "Noto Emoji"),
    )
}
_STARTS = sorted(_BLOCKS)
