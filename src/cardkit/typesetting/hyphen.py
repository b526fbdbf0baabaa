"""Find where long Latin and Cyrillic words may be hyphenated, by the patterns of pyphen where it is installed."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

# Shorter words gain nothing; two letters must stay and three must follow (Chicago Manual of Style, 7.36 and 7.47).
_SHORTEST_WORD, _LEAST_BEFORE, _LEAST_AFTER = 6, 2, 3

# Letters with their marks; a word in capitals is an abbreviation or a sign, and is kept whole.
_WORD = re.compile(r"[^\W\d_]+")


def can_hyphenate(language: str) -> bool:
    """Whether the patterns of the language are at hand: pyphen comes with `cardkit[hyphenation]`."""
    return _patterns(language) is not None


def is_installed() -> bool:
    """Whether there are patterns of any language at hand."""
    return _pyphen() is not None


def hyphenated(text: str, language: str) -> list[str]:
    """The piece cut where a hyphen may stand; whole where no patterns are at hand."""
    patterns = _patterns(language)
    if patterns is None:
        return [text]
    found = []
    start = 0
    for word in _WORD.finditer(text):
        letters = word.group()
        if len(letters) < _SHORTEST_WORD or letters.isupper():
            continue
        for place in patterns.positions(letters):
            if _LEAST_BEFORE <= place <= len(letters) - _LEAST_AFTER:
                found.append(text[start : word.start() + place])
                start = word.start() + place
    return [*found, text[start:]]


@cache
def _patterns(language: str) -> Any:
    pyphen = _pyphen()
    if pyphen is None:
        return None
    # `mn-Cyrl` is `mn_MN` there: the script says nothing of the word's syllables.
    name = pyphen.language_fallback(language.replace("-", "_")) or pyphen.language_fallback(language.split("-", 1)[0])
    return pyphen.Pyphen(lang=name) if name else None


def _pyphen() -> Any:
    try:
        return importlib.import_module("pyphen")
    except ImportError:
        return None
