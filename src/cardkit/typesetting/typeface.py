"""Hold what sets a text: its fonts, its language, and how its lines may be broken."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.typesetting.font import Features, Font
from cardkit.typesetting.opportunity import Kinsoku
from cardkit.typesetting.script import is_right_to_left


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """The fonts that may set a text, the first one that has a character setting it.

    ``whole`` keeps a text in one font: where the first lacks a character, the
    first font that has them all sets the whole text. ``tracking`` is room added
    after every letter, in em, though never between letters that join; it counts
    in the widths of segments. ``hyphenate`` lets long words be broken by the
    patterns of their language; soft hyphens in the text are honoured always.
    ``phrases`` asks for Chinese and Japanese lines to end between words, where
    that takes no more of them.
    Equal only to itself, so that what it has set is found again at once: keep the one that is at hand.
    """

    fonts: tuple[Font, ...]
    language: str
    features: Features = ()
    whole: bool = False
    tracking: float = 0.0
    kinsoku: Kinsoku = "strict"
    hyphenate: bool = False
    phrases: bool = False

    @property
    def right_to_left(self) -> bool:
        """Whether paragraphs begin at the right, as the language's script does."""
        return is_right_to_left(self.language)
