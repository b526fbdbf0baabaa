"""Find what is known of each character of a text, its font, script and level, and shape stretches of them."""

from __future__ import annotations

from typing import NamedTuple

from cardkit.typesetting.bidi import levels, needs_levels
from cardkit.typesetting.character import INVISIBLE, is_han_language, is_upright
from cardkit.typesetting.font import Features, Font
from cardkit.typesetting.glyph import Shaped
from cardkit.typesetting.script import JOINED_SCRIPTS, block_scripts
from cardkit.typesetting.typeface import Typeface


class Part(NamedTuple):
    """Shaped text inside a segment, with the room in em ahead of it; its bidi level (odd: right to left).

    A tuple, as what is made for every word or line should be: it is made twice as fast.
    """

    shaped: Shaped
    before: float = 0.0
    level: int = 0


class Paragraph(NamedTuple):
    """A text with what is known of each of its characters; ``levels`` and ``scripts`` where they matter."""

    text: str
    fonts: list[Font]
    typeface: Typeface
    han: bool
    right_to_left: bool
    levels: list[int] | None
    scripts: list[str] | None
    tracking: float  # none in columns, which draw none
    is_plain: bool  # nothing invisible in it

    @classmethod
    def of(cls, text: str, fonts: list[Font], typeface: Typeface) -> Paragraph:
        right_to_left = typeface.right_to_left
        return cls(
            text,
            fonts,
            typeface,
            is_han_language(typeface.language),
            right_to_left,
            levels(text, right_to_left=right_to_left) if right_to_left or needs_levels(text) else None,
            block_scripts(text),
            typeface.tracking if typeface.tracking and not is_upright(typeface.language) else 0.0,
            INVISIBLE.isdisjoint(text),
        )

    def shape(self, start: int, end: int, features: Features = ()) -> Part:
        """Set a stretch of one font, script and level; the letters around it are those that it joins to."""
        typeface = self.typeface
        features = typeface.features + features
        if self.levels is None and self.scripts is None:
            stretch = self.text[start:end] if self.is_plain else self.plain(start, end)
            return Part(self.fonts[start].shape(stretch, typeface.language, features, tracking=self.tracking))
        level = self.levels[start] if self.levels else 0
        before = after = ""
        if self.scripts and self.scripts[start] in JOINED_SCRIPTS:
            if self.text[start - 1 : start] not in _APART:
                before = self.plain(max(0, start - _CONTEXT), start)
            if self.text[end : end + 1] not in _APART:
                after = self.plain(end, end + _CONTEXT)
        shaped = self.fonts[start].shape(
            self.plain(start, end),
            typeface.language,
            features,
            right_to_left=level % 2 == 1,
            before=before,
            after=after,
            tracking=self.tracking,
        )
        return Part(shaped, level=level)

    def plain(self, start: int, end: int) -> str:
        stretch = self.text[start:end]
        return stretch if self.is_plain else "".join(c for c in stretch if c not in INVISIBLE)

    def is_ascii(self, start: int, end: int) -> bool:
        """Whether a stretch is of ASCII and one font, in a text of one level and script."""
        if self.levels is not None or self.scripts is not None or not self.text[start:end].isascii():
            return False
        return self.fonts[start:end].count(self.fonts[start]) == end - start

    def is_one(self, i: int, j: int) -> bool:
        """Whether two characters may be shaped together."""
        return (
            self.fonts[i] is self.fonts[j]
            and (self.levels is None or self.levels[i] == self.levels[j])
            and (self.scripts is None or self.scripts[i] == self.scripts[j])
        )


# A letter's form depends on the one beside it, past any marks (HarfBuzz looks at five characters too).
_CONTEXT = 5

# Beyond a space, or the end of the text, nothing joins.
_APART = ("", " ", "\n")
