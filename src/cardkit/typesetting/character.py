"""Tell what a character is to a typesetter: Han, Latin, punctuation that opens, closes or pauses."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Full-width punctuation by its place in the em square (CLREQ 3.1.2 and 3.1.6).
OPENING = frozenset("（《〈「『【〔［｛“‘")
CLOSING = frozenset("）》〉」』】〕］｝”’")
PAUSING = frozenset("，、。．；：！？")

#: Marks that both Chinese and Latin use; they are set in the font of the paragraph's language.
SHARED = frozenset("“”‘’…—·")

#: Where a word may be hyphenated: shown as a hyphen at the end of a line, and nowhere else.
SOFT_HYPHEN = "\u00ad"

#: Marks that give what stands beside them a direction (UAX #9, 2.6: LRM, RLM, ALM), and are done with then.
DIRECTION_MARKS = "\u200e\u200f\u061c"

#: Characters that print nothing: those that make or stop a break (ZERO WIDTH SPACE, WORD JOINER, SOFT HYPHEN), and
#: marks of direction.
INVISIBLE = frozenset("\u200b\u2060" + SOFT_HYPHEN + DIRECTION_MARKS)

#: Languages whose paragraphs take full-width shared punctuation.
HAN_LANGUAGES = ("zh", "ja")


@cache
def is_han(character: str) -> bool:
    """Hanzi, kana and the like: set solid on the em square, broken between any two."""
    return (
        unicodedata.east_asian_width(character) in "WF"
        and character not in OPENING
        and character not in CLOSING
        and character not in PAUSING
    )


@cache
def wants_air(character: str) -> bool:
    """Whether the character is of the kind that stands a little off Latin: hanzi and kana, but no Hangul."""
    return is_han(character) and not _HANGUL.match(character) and character != "・"


_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")


@cache
def is_western(character: str) -> bool:
    """Letters and digits of the alphabets, which want a little air beside Han."""
    return unicodedata.category(character)[0] in "LN" and unicodedata.east_asian_width(character) not in "WF"


def is_apostrophe(text: str, at: int) -> bool:
    """Whether the mark here is the apostrophe of a Western word, and no closing quotation mark."""
    return text[at] == "’" and 0 < at < len(text) - 1 and is_western(text[at - 1]) and is_western(text[at + 1])


@cache
def is_han_language(language: str) -> bool:
    return language.split("-", 1)[0] in HAN_LANGUAGES


#: Scripts whose lines run from top to bottom on a card (Unicode Standard, 13.4: columns from left to right).
UPRIGHT_SCRIPTS = frozenset({"Mong", "Phag"})


def is_upright(language: str) -> bool:
    """Whether the language is set in vertical columns."""
    return script_of(language) in UPRIGHT_SCRIPTS


@cache
def script_of(language: str) -> str:
    """The ISO 15924 code that the sizes of a layout and the fonts of a theme are keyed by."""
    subtags = language.split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return subtag.title()
    return _SCRIPT_BY_LANGUAGE.get(subtags[0], "Latn")


# The scripts of languages whose tags leave them out (IANA registry, Suppress-Script).
_SCRIPT_BY_LANGUAGE = {
    "am": "Ethi",
    "ar": "Arab",
    "be": "Cyrl",
    "bg": "Cyrl",
    "bn": "Beng",
    "bo": "Tibt",
    "ckb": "Arab",
    "dv": "Thaa",
    "el": "Grek",
    "fa": "Arab",
    "he": "Hebr",
    "hi": "Deva",
    "hy": "Armn",
    "ja": "Jpan",
    "ka": "Geor",
    "kk": "Cyrl",
    "km": "Khmr",
    "ko": "Kore",
    "ky": "Cyrl",
    "lo": "Laoo",
    "mk": "Cyrl",
    "mr": "Deva",
    "my": "Mymr",
    "ne": "Deva",
    "nqo": "Nkoo",
    "ps": "Arab",
    "ru": "Cyrl",
    "si": "Sinh",
    "syr": "Syrc",
    "ta": "Taml",
    "te": "Telu",
    "tg": "Cyrl",
    "th": "Thai",
    "ug": "Arab",
    "uk": "Cyrl",
    "ur": "Arab",
    "yi": "Hebr",
}
