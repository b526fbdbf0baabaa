"""Tell what a script asks of a typesetter: its direction, whether its letters join, which shaper its letters need."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from cardkit.typesetting.character import script_of

#: Scripts that are written from right to left (Unicode Standard, chapters 9 and 10).
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Aran", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"})


@cache
def is_right_to_left(language: str) -> bool:
    """Whether paragraphs of the language begin at the right."""
    return script_of(language) in _RIGHT_TO_LEFT_SCRIPTS


#: Scripts whose letters join, so that room between them would tear words apart (Unicode Standard, 9.2 and 13.4).
JOINED_SCRIPTS = frozenset({"Arab", "Aran", "Syrc", "Nkoo", "Mand", "Mong", "Phag", "Adlm", "Rohg"})


def block_scripts(text: str) -> list[str] | None:
    """The script that shapes each character, where any needs more than its own glyph; else None.

    Alphabets whose letters stand side by side (Latin, Greek, Cyrillic, Han …)
    are all ``""``. Punctuation and digits take the script of what stands before them.
    """
    if text.isascii() or not _SHAPED_BLOCKS.search(text):
        return None
    found: list[str] = []
    last: str | None = None
    for character in text:
        own = _block_script(character)
        if own is not None:
            if last is None:
                found = [own] * len(found)
            last = own
        found.append(last or "")
    return found


@cache
def _block_script(character: str) -> str | None:
    if unicodedata.category(character)[0] in "PSZNC" or unicodedata.category(character) == "Mn":
        return None
    at = bisect_right(_STARTS, ord(character)) - 1
    end, script = _BLOCKS[_STARTS[at]] if at >= 0 else (0, "")
    return script if ord(character) < end else ""


# Blocks of the scripts that a shaper treats in a way of its own (Blocks.txt): start, end (not included), script.
_BLOCKS = {
    0x0590: (0x0600, "Hebr"),
    0x0600: (0x0700, "Arab"),
    0x0700: (0x0750, "Syrc"),
    0x0750: (0x0780, "Arab"),
    0x0780: (0x07C0, "Thaa"),
    0x07C0: (0x0800, "Nkoo"),
    0x0860: (0x0870, "Syrc"),
    0x0870: (0x0900, "Arab"),
    0x0900: (0x0980, "Deva"),
    0x0980: (0x0A00, "Beng"),
    0x0A00: (0x0A80, "Guru"),
    0x0A80: (0x0B00, "Gujr"),
    0x0B00: (0x0B80, "Orya"),
    0x0B80: (0x0C00, "Taml"),
    0x0C00: (0x0C80, "Telu"),
    0x0C80: (0x0D00, "Knda"),
    0x0D00: (0x0D80, "Mlym"),
    0x0D80: (0x0E00, "Sinh"),
    0x0E00: (0x0E80, "Thai"),
    0x0E80: (0x0F00, "Laoo"),
    0x0F00: (0x1000, "Tibt"),
    0x1000: (0x10A0, "Mymr"),
    0x1780: (0x1800, "Khmr"),
    0x1800: (0x18B0, "Mong"),
    0xA840: (0xA880, "Phag"),
    0xA8E0: (0xA900, "Deva"),
    0xFB1D: (0xFB50, "Hebr"),
    0xFB50: (0xFE00, "Arab"),
    0xFE70: (0xFF00, "Arab"),
    0x1E900: (0x1E960, "Adlm"),
}
_STARTS = sorted(_BLOCKS)
_SHAPED_BLOCKS = re.compile("[\u0590-\u109f\u1780-\u18af\ua840-\ua8ff\ufb1d-\ufdff\ufe70-\ufeff\U0001e900-\U0001e95f]")
