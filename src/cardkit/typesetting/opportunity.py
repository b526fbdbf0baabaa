"""Find the places where a line may end: UAX #14 as ICU knows it, with what a language adds."""

from __future__ import annotations

import re
from typing import Literal

from cardkit.typesetting.character import CLOSING, PAUSING, is_han, is_han_language
from cardkit.typesetting.unit import kept

#: How much of kinsoku, the Japanese rules of line ends, holds (CSS Text 3, 5.3): ``strict`` keeps small kana and
#: the long vowel off the start of a line, ``normal`` lets them stand there, ``loose`` lets more marks.
Kinsoku = Literal["strict", "normal", "loose"]


def break_pieces(text: str, language: str, kinsoku: Kinsoku = "strict") -> list[str]:
    """The text cut at every place where a line may end.

    Korean is broken between words alone, Thai, Lao, Khmer and Burmese by
    ICU's dictionaries, an address behind its slashes.
    """
    if _PLAIN.fullmatch(text):
        *pieces, last = text.split(" ")
        return [f"{piece} " for piece in pieces] + [last]
    address = _ADDRESS.fullmatch(text)
    if address:
        host = address[1]
        return [*(_HOST_BREAK.split(host) if len(host) > _LONG_HOST else [host]), address[2]]
    from icu4py.breakers import LineBreaker

    if language.split("-", 1)[0] == "ko":
        # A Korean line breaks between words, so its syllables are taken for the letters of an alphabet
        # (CSS Text 3, word-break: keep-all; ICU knows no such setting).
        return _cut_like(text, [str(piece) for piece in LineBreaker(_SYLLABLE.sub("a", text), "en")])
    han = is_han_language(language)
    pieces = list(LineBreaker(text, f"{language}@lb={kinsoku}" if han else language))
    if " " in text:
        pieces = _measured(text, pieces)
    if language.split("-", 1)[0] == "my":
        pieces = _whole_syllables(pieces)
    if "-" in text:
        pieces = _unhyphenated(pieces)
    if "://" in text:
        pieces = _with_scheme(pieces)
    return _outside_quotes(pieces) if han and not _QUOTES.isdisjoint(text) else pieces


# Unaccented words and figures break behind their spaces and nowhere else, whatever the language (UAX #14, LB18, LB25
# and LB28); numbers keep to their units, which is another's business.
_PLAIN = re.compile("(?:[A-Za-z]+[.,]? )*(?:[A-Za-z]+|[0-9]+(?:,[0-9]{3})*)[.,]?")

# The address of a card, and where its host may be broken: ahead of a dot, which then shows that more came before.
_ADDRESS = re.compile(r"([\w.-]+\.[\w-]+)(/c/[\w-]+)")
_HOST_BREAK = re.compile(r"(?=(?<!^)\.)")

# A host of so many letters has a business card's line to itself; a longer one may be broken.
_LONG_HOST = 26

# Hangul and hanja, each one UTF-16 unit or more: what stands for one is one character of the text all the same.
_SYLLABLE = re.compile("[\u1100-\u11ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")


def _cut_like(text: str, pieces: list[str]) -> list[str]:
    """The text cut where its stand-in was."""
    cut = []
    start = 0
    for piece in pieces:
        cut.append(text[start : start + len(piece)])
        start += len(piece)
    return cut


def _whole_syllables(pieces: list[str]) -> list[str]:
    """Keep a Burmese consonant without a vowel of its own with its syllable, which ICU tears in names it does not know."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _FINAL.match(piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


# A consonant, perhaps with a dot below, under an asat: the end of a syllable (Unicode Standard, 16.3).
_FINAL = re.compile("[\u1000-\u1021\u103f]\u1037?\u103a")


def _measured(text: str, pieces: list[str]) -> list[str]:
    """Keep a number with the unit behind it, whatever space its author has typed between them."""
    inside = kept(text)
    if not inside:
        return pieces
    joined: list[str] = []
    at = 0
    for piece in pieces:
        if at in inside:
            joined[-1] += piece
        else:
            joined.append(piece)
        at += len(piece)
    return joined


def _unhyphenated(pieces: list[str]) -> list[str]:
    """Keep words that are written with a hyphen whole.

    PDFium takes a hyphen at the end of a line for one that hyphenation put
    there, and drops it from the text that it extracts, whatever ActualText says
    (CPDF_TextPage::IsHyphen). A card's text must come back as it was written;
    U+200B behind the hyphen lets an author break there all the same.
    """
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].endswith("-") and joined[-1][-2:-1].isalpha():
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _with_scheme(pieces: list[str]) -> list[str]:
    """Keep `https://` with the host behind it: alone at the end of a line it says nothing."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].endswith("://"):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


_QUOTES = frozenset("“”‘’")


def _outside_quotes(pieces: list[str]) -> list[str]:
    """Cut on the outside of the quotation marks that Chinese shares with Latin, where ICU sees no break."""
    finer: list[str] = []
    for piece in pieces:
        start = 0
        for i in range(1, len(piece)):
            before, after = piece[i - 1], piece[i]
            opens = after in "“‘" and (is_han(before) or before in CLOSING or before in PAUSING)
            closes = before in "”’" and is_han(after)
            if opens or closes:
                finer.append(piece[start:i])
                start = i
        finer.append(piece[start:])
    return finer
