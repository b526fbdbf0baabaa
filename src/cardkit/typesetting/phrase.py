"""Tell where a short Chinese or Japanese text is best broken: behind a mark, or between two words.

Its lines may end between any two characters, which a paragraph needs and a
title suffers from. Japanese words are ICU's (its line breaks by phrase);
Chinese ones are those of a list, of which a text takes the fewest.
"""

from __future__ import annotations

import gzip
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from cardkit.typesetting.character import CLOSING, PAUSING, is_han

#: How good a place is to end a line at: inside a word, between words, behind a mark or a space.
Fitness = Literal[0, 1, 2]


def fitness(text: str, pieces: list[str], language: str) -> list[Fitness]:
    """How good it is to end a line behind each of the pieces that a text may be broken into."""
    ends = _phrases(text, language)
    found: list[Fitness] = []
    at = 0
    for piece in pieces:
        at += len(piece)
        last = piece[-1]
        if last in _MARKS or last.isspace():
            found.append(2)
        elif is_han(last) and is_han(text[at : at + 1] or " "):
            found.append(1 if at in ends else 0)
        else:
            found.append(1)
    return found


def _phrases(text: str, language: str) -> frozenset[int]:
    """The offsets at which a word ends that may end a line."""
    if language.split("-", 1)[0] == "ja":
        from icu4py.breakers import LineBreaker

        words = [str(piece) for piece in LineBreaker(text, f"{language}@lb=strict;lw=phrase")]
        return _ends(words)
    return _ends(_joined(_words(text)))


def _ends(words: list[str]) -> frozenset[int]:
    ends, at = set(), 0
    for word in words:
        at += len(word)
        ends.add(at)
    return frozenset(ends)


def _words(text: str) -> list[str]:
    """The text in as few words as it can be cut into; of two ways the one with the longest words, and those first."""
    known = _list()
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # how many words, how long (less is longer), how long the last is
    for j in range(1, len(text) + 1):
        count, long, _ = best[j - 1]
        least = (count + 1, long - 1, 1)
        for length in range(2, min(_LONGEST, j) + 1):
            if text[j - length : j] in known:
                count, long, _ = best[j - length]
                least = min(least, (count + 1, long - length**2, length))
        best.append(least)
    words = []
    j = len(text)
    while j:
        words.append(text[j - best[j][2] : j])
        j -= best[j][2]
    return words[::-1]


def _joined(words: list[str]) -> list[str]:
    """The words with those of one character that lean on the word before them, or on the one behind.

    Two or three others that stand alone side by side are a name that no list has.
    """
    joined: list[str] = []
    last = ""
    for word in _named(words):
        counted = word in _COUNTED and last in _COUNTS
        if joined and (word in _LEANS_BACK or joined[-1] in _LEANS_ON or counted):
            joined[-1] += word
        else:
            joined.append(word)
        last = word
    return joined


def _named(words: list[str]) -> list[str]:
    named: list[str] = []
    for alone, run in groupby(words, key=_is_lone):
        characters = list(run)
        named += ["".join(characters)] if alone and len(characters) in (2, 3) else characters
    return named


def _is_lone(word: str) -> bool:
    return len(word) == 1 and is_han(word) and word not in _FUNCTION


@cache
def _list() -> frozenset[str]:
    path = Path(__file__).resolve().parent.parent / "data" / "words" / "zh.txt.gz"
    return frozenset(gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"))


# The longest words of the list.
_LONGEST = 5

_MARKS = (PAUSING | CLOSING) - {"、"}

# Particles and words of place, which no line begins with; prepositions, conjunctions, adverbs and short adjectives,
# which none ends with; words that count, and what they count by (CLREQ knows no such rule: editors do).
_LEANS_BACK = frozenset("的地得了着过们吗呢吧啊呀之里上下中内外边旁前后")
_LEANS_ON = frozenset("在从把被往向对到与和及或不没也还就都再先又很最更太这那每第新老大小古金红白黑")
_COUNTS = frozenset("一二两三四五六七八九十百千万几半")
_COUNTED = frozenset("个只条匹座位头种次天年月日里片张碗锅口把支块")
_FUNCTION = _LEANS_BACK | _LEANS_ON | _COUNTS | _COUNTED
