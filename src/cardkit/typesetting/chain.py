"""Choose the font of a chain for every character of a text: cluster by cluster, never by accident."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cardkit.typesetting.character import INVISIBLE, SHARED, is_apostrophe, is_han_language
from cardkit.typesetting.font import Font


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that no font of the chain has."""

    character: str
    offset: int


def fonts_of(
    text: str, fonts: tuple[Font, ...], language: str, *, whole: bool = False
) -> tuple[list[Font], tuple[Missing, ...]]:
    """The font of each character, and the characters that no font has (each once).

    The first font that has a cluster sets it, marks and all. Punctuation and
    spaces between two words of one fallback font stay in that font. ``whole``
    keeps the text in the first font that has all of it.
    """
    han = is_han_language(language)
    if not han and _has_all(fonts[0], text):
        return [fonts[0]] * len(text), ()
    if whole and len(fonts) > 1:
        has_all = next((font for font in fonts if _has_all(font, text)), None)
        fonts = (has_all or next((font for font in fonts if _has_all(font, text, "NFD")), fonts[0]),)
    if han and "’" not in text and _PLAIN.fullmatch(text):
        characters = set(text)
        of = {character: font for character in characters if (font := _of_han(fonts, character))}
        if len(of) == len(characters):
            return [of[character] for character in text], ()
    chosen: list[Font | None] = []
    missing: dict[str, Missing] = {}
    for cluster in _clusters(text):
        start = len(chosen)
        from_last = han and cluster in SHARED and not is_apostrophe(text, start)
        order = fonts[::-1] if from_last else fonts
        shown = cluster.strip(_UNSEEN)
        font = _first(order, shown) if shown else None
        if shown and font is None:
            nearest = max(fonts, key=lambda font: sum(map(font.covers, shown)))
            for character in shown:
                if character not in _UNSEEN and not nearest.covers(character):
                    missing.setdefault(character, Missing(character, text.index(character)))
        chosen += [font] * len(cluster)
    if missing:
        return [], tuple(missing.values())
    if not han and len(fonts) > 1:
        _follow(text, chosen, fonts[0])
    last = fonts[0]
    filled = []
    for font in chosen:
        last = font or last
        filled.append(last)
    return filled, ()


# Characters that show nothing themselves, so no font needs a glyph for them: joiners, direction marks, selectors.
_UNSEEN = "".join(INVISIBLE) + "\n\u200c\u200d\ufe0e\ufe0f"
_UNSEEN_ONES = frozenset(_UNSEEN)

# Characters that are each a cluster: no marks, no joiners, no jamo.
_PLAIN = re.compile(
    "[\\u0000-\\u02ff\\u0370-\\u0482\\u048a-\\u0590\\u2010-\\u202f\\u2030-\\u205f\\u3000-\\u3029\\u3030-\\u3098\\u309b-\\u9fff\\uac00-\\ud7a3\\uff00-\\uff9d]*"
)


def _clusters(text: str) -> Sequence[str]:
    """What a reader takes for one character (UAX #29)."""
    if _PLAIN.fullmatch(text):
        return text
    from icu4py.breakers import CharacterBreaker

    return [str(cluster) for cluster in CharacterBreaker(text, "en")]


@lru_cache(maxsize=65536)
def _of_han(fonts: tuple[Font, ...], character: str) -> Font | None:
    """The font of a character of Han text that is a cluster and no apostrophe; None where that takes a closer look."""
    if character in _UNSEEN:
        return None
    return _first(fonts[::-1] if character in SHARED else fonts, character)


@lru_cache(maxsize=65536)
def _first(fonts: tuple[Font, ...], cluster: str) -> Font | None:
    """The first font that has the cluster; only where none does, the first that has a letter and its marks apart."""
    own = next((font for font in fonts if _has(font, cluster)), None)
    return own or next((font for font in fonts if _has(font, cluster, "NFD")), None)


def _has(font: Font, cluster: str, form: Literal["NFC", "NFD"] = "NFC") -> bool:
    """Whether the font has all of the cluster as it is written, or in a form that says the same."""
    if len(cluster) == 1 and form == "NFC":
        return font.covers(cluster)
    return any(
        all(font.covers(c) for c in written if c not in _UNSEEN)
        for written in (cluster, unicodedata.normalize(form, cluster))
    )


def _has_all(font: Font, text: str, form: Literal["NFC", "NFD"] = "NFC") -> bool:
    if font.has_all(set(text) - _UNSEEN_ONES):
        return True
    return (form == "NFD" or not _PLAIN.fullmatch(text)) and all(_has(font, one, form) for one in _clusters(text))


def _follow(text: str, chosen: list[Font | None], first: Font) -> None:
    """Set punctuation and spaces between two words of one font in that font; beside anything else, in the first that has it."""
    i = 0
    before: Font | None = None
    while i < len(text):
        if chosen[i] is None or not _is_neutral(text[i]):
            before = chosen[i] or before
            i += 1
            continue
        j = i
        while j < len(text) and (chosen[j] is None or _is_neutral(text[j])):
            j += 1
        after = chosen[j] if j < len(text) else None
        if before is not None and before is after and before is not first:
            for k in range(i, j):
                if chosen[k] is not None and before.covers(text[k]):
                    chosen[k] = before
        i = j


def _is_neutral(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZ"
