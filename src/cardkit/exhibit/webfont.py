"""Cut the fonts of a theme down to what a page says in them, as WOFF2."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardkit.edition.theme import Theme
from cardkit.exhibit.said import Said
from cardkit.typesetting.character import script_of
from cardkit.typesetting.shelf import FontFile

if TYPE_CHECKING:
    from cardkit.typesetting.font import Font

#: Scripts that every phone and computer can set; for all others a page brings the font of its text.
COMMON = frozenset({"Latn", "Cyrl", "Grek", "Hans", "Hant", "Jpan"})

#: Scripts that even machines with one free font have (DejaVu Sans): a few words in them bring nothing.
_PLAIN = COMMON | {"Arab", "Hebr"}

#: A deck that says more different characters in a language than these has a font for each page.
MOST_SHARED = 400

#: Alphabets stand in rows here: one whose letters are said is cut with its neighbours, so that a new text seldom
#: wants a new font (Unicode, Hebrew to Mongolian).
_ROWS = range(0x0590, 0x18B0)


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font cut to some characters: ``family`` is its name in style sheets, ``display`` how a page waits for it."""

    file: FontFile
    family: str
    characters: frozenset[str]
    display: str = "swap"

    @property
    def key(self) -> tuple[object, ...]:
        """What stands for its content, wherever cardkit is installed."""
        return (*self.file.key, _opened(self.file).digest, "".join(sorted(self.characters)))


def chain(theme: Theme, role: str, language: str) -> tuple[FontFile, ...]:
    """The fonts that a theme sets a role in, for a language."""
    style = theme.style(role, script_of(language))
    return style.fonts if style else ()


def titles(theme: Theme, shown: Iterable[Said]) -> Mapping[str, tuple[WebFont, ...]]:
    """The fonts of the titles that a page shows, by language: the first that has all letters, else those needed."""
    said: dict[str, set[str]] = {}
    for one in shown:
        said.setdefault(one.language, {" "}).update(one.text)
    return {language: found for language, letters in said.items() if (found := _needed(theme, language, letters))}


def _needed(theme: Theme, language: str, letters: set[str]) -> tuple[WebFont, ...]:
    fonts = chain(theme, "title", language)
    whole = next((font for font in fonts if covered(font, letters) == letters), None)
    found = []
    for font in (whole,) if whole else fonts:
        mine = covered(font, letters)
        if mine - {" "}:
            found.append(WebFont(font, family_of(font, language), frozenset(mine)))
        letters = letters - mine
    return tuple(found)


def texts(theme: Theme, language: str, said: Iterable[str]) -> tuple[WebFont, ...]:
    """The font for all text of a language, where its script is not a common one."""
    fonts = chain(theme, "text", language)
    if script_of(language) in COMMON or not fonts:
        return ()
    letters = {letter for text in said for letter in text} | {" "}
    rows = {ord(letter) & ~0x1F for letter in letters if ord(letter) in _ROWS}
    return _best(fonts, letters | {chr(code) for row in rows for code in range(row, row + 0x20)}, "text")


def few(theme: Theme, language: str, said: str) -> tuple[WebFont, ...]:
    """The font for a few words of a language on a page in another, where machines may lack its script: just their letters."""
    fonts = chain(theme, "text", language)
    if script_of(language) in _PLAIN or not fonts:
        return ()
    # Nothing moves for them: where they come late, the machine's own stand, if it has any.
    return tuple(replace(font, display="optional") for font in _best(fonts, {*said, " "}, f"few {language}"))


def _best(fonts: Iterable[FontFile], letters: set[str], suffix: str) -> tuple[WebFont, ...]:
    # Others of the chain are for what stands among it, such as a Latin name: that every phone has.
    best = max(fonts, key=lambda font: len(covered(font, letters)))
    return (WebFont(best, family_of(best, suffix), frozenset(covered(best, letters))),)


def family_of(font: FontFile, suffix: str) -> str:
    """A name that no installed font has, so that the page's own is taken."""
    return f"ck {font.family} {font.weight} {suffix}"


def woff2(font: WebFont) -> bytes:
    """The font's file; the same letters give the same bytes."""
    from fontTools.ttLib import TTFont

    from cardkit.typesetting.subset import cut

    whole = TTFont(io.BytesIO(cut(_opened(font.file), sorted(font.characters))), recalcTimestamp=False)
    whole.flavor = "woff2"
    out = io.BytesIO()
    whole.save(out, reorderTables=False)
    return out.getvalue()


def covered(font: FontFile, letters: set[str]) -> set[str]:
    """Those of the letters that a font has."""
    opened = _opened(font)
    return {letter for letter in letters if opened.covers(letter)}


def _opened(font: FontFile) -> Font:
    from cardkit.typesetting.font import open_font

    return open_font(font.path)
