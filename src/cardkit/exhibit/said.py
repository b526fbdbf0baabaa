"""Choose what a page says: a text in the page's language, or in the nearest that has it, marked as such."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cardkit.deck.model import Card, Deck
from cardkit.deck.value import LocalText, Record, Text
from cardkit.typesetting.character import INVISIBLE, is_upright
from cardkit.typesetting.script import is_right_to_left

#: The advance in em of Mongolian letters that are one tooth and of all others, of a space, what a round vowel takes more
#: at the beginning of a word, and what is added: measured on all that the decks that come with cardkit say, and their
#: pages (Noto Sans Mongolian: none is 0.1 em longer than told).
_TOOTH, _LETTER, _SPACE, _CROWN, _ROOM = 0.34, 0.6, 0.3, 0.5, 0.4
_TEETH, _ROUND, _SELECTORS = frozenset("ᠠᠡᠨᠮᠯᠷᠶ\u180e"), frozenset("ᠣᠤᠥᠦ"), re.compile("[\u180b-\u180d]")

#: The most em that the style sheet has a class for.
_TALLEST = 19

#: Letters of an upright paragraph that stand in columns side by side on the narrowest phone.
_MOST_UPRIGHT = 230

#: The language of a text that serves all languages and shows by its letters that it is not the page's.
UNKNOWN = "und"

_MONGOLIAN = re.compile("[\u1800-\u18af\ua840-\ua87f]")
_SENTENCE_END = re.compile(r"(?<=[\u1803\u1809.!?\u3002])\s+")
_UNSEEN = str.maketrans("", "", "".join(INVISIBLE - {"\u00ad", "\u200b"}))


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its language. ``foreign`` tells that it is not the page's own."""

    text: str
    language: str
    foreign: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if is_right_to_left(self.language) else "ltr"

    @property
    def upright(self) -> bool:
        return is_upright(self.language)

    @property
    def height(self) -> float:
        """How tall it is when it stands upright, about, in em."""
        return _em(self.text)

    @property
    def tall(self) -> str:
        """The class that gives an upright text its height, so that nothing moves when its font comes."""
        return f"h{min(_TALLEST, math.ceil(self.height))}"

    def columns(self, most: float) -> tuple[str, ...]:
        """An upright title in columns of whole words, of no more than ``most`` em where words allow.

        They are told beforehand, so that a title is as wide before its font has come as it is then.
        """
        found: list[str] = []
        for word in self.text.split():
            if found and _em(f"{found[-1]} {word}") <= most:
                found[-1] += " " + word
            else:
                found.append(word)
        return tuple(found)

    def tall_in(self, most: float) -> str:
        """The class that gives a title in such columns its height."""
        return f"h{min(_TALLEST, max(math.ceil(_em(column)) for column in self.columns(most) or ('',)))}"

    def paragraphs(self) -> tuple[Said, ...]:
        """Its paragraphs; an empty line stands between two."""
        return tuple(
            Said(" ".join(part.split()), self.language, self.foreign)
            for part in re.split(r"\n\s*\n", self.text)
            if part.strip()
        )

    def blocks(self) -> tuple[Said, ...]:
        """An upright text in stretches that each fit a narrow screen, broken between sentences, words, or else letters."""
        found: list[str] = []
        for sentence in _SENTENCE_END.split(self.text):
            if found and len(found[-1]) + len(sentence) < _MOST_UPRIGHT:
                found[-1] += " " + sentence
            else:
                found.extend(_pieces(sentence))
        return tuple(Said(text, self.language, self.foreign) for text in found)


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a page, and in which order others stand in for it."""

    language: str
    order: tuple[str, ...]

    def say(self, *choices: LocalText | Text | None) -> Said | None:
        """The first of the texts that speaks the page's language, else the first in the next best language."""
        for language in (*self.order, None):
            for choice in choices:
                found = _in(choice, language)
                if found:
                    text = found[0].translate(_UNSEEN).strip()
                    spoken = found[1] or (self.language if _in_script(text, self.language) else UNKNOWN)
                    return Said(text, spoken, spoken not in (self.language, UNKNOWN))
        return None

    def of(self, record: Record | None, name: str) -> Said | None:
        """What a field of a record says."""
        value = record.get(name) if record else None
        return self.say(value) if isinstance(value, LocalText | Text) else None


def tongue(language: str, deck: Deck) -> Tongue:
    """A language of the deck: those it shares a card with stand in for it first, then the deck's in their order."""
    beside = sorted((plan.languages for plan in deck.editions.values() if language in plan.languages), key=len)
    together = (other for languages in beside for other in languages)
    return Tongue(language, tuple(dict.fromkeys((language, *together, *deck.languages))))


def languages_of(card: Card, deck: Deck) -> tuple[str, ...]:
    """The languages in which a card has pages, in the deck's order; the first is the one that its code opens."""
    own = tuple(language for language in deck.languages if not card.languages or language in card.languages)
    return own or deck.languages


def titles_of(card: Card, languages: Sequence[str]) -> tuple[Said, ...]:
    """The card's title in each language that has one."""
    title = card.record.local("title")
    found: Iterable[tuple[str, Text | None]] = ((one, title.texts.get(one)) for one in languages) if title else ()
    return tuple(Said(text.text.translate(_UNSEEN), one) for one, text in found if text)


def _in(choice: LocalText | Text | None, language: str | None) -> tuple[str, str] | None:
    """The text in a language; without one in any. A text that serves all languages is in none."""
    if isinstance(choice, Text):
        return choice.text, ""
    if choice is None:
        return None
    if choice.plain:
        return choice.plain.text, ""
    if language is None:
        return next(((text.text, one) for one, text in choice.texts.items()), None)
    text = choice.texts.get(language)
    return (text.text, language) if text else None


def _in_script(text: str, language: str) -> bool:
    """Whether a text that serves all languages runs as the page does: a web address does not stand upright."""
    if is_upright(language):
        return _MONGOLIAN.search(text) is not None
    return not is_right_to_left(language) or any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _em(text: str) -> float:
    """How tall an upright text is, about."""
    words = re.split("[ \u202f]", _SELECTORS.sub("", text))
    letters = sum(_TOOTH if letter in _TEETH else _LETTER for word in words for letter in word)
    crowns = sum(_CROWN for word in words if word[:1] in _ROUND)
    return letters + crowns + _SPACE * (len(words) - 1) + _ROOM


def _pieces(sentence: str) -> Iterable[str]:
    words = [
        word[at : at + _MOST_UPRIGHT] for word in sentence.split(" ") for at in range(0, len(word) or 1, _MOST_UPRIGHT)
    ]
    piece: list[str] = []
    for word in words:
        if piece and len(" ".join(piece)) + len(word) > _MOST_UPRIGHT:
            yield " ".join(piece)
            piece = []
        piece.append(word)
    if piece:
        yield " ".join(piece)
