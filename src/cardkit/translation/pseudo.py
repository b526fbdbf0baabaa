"""Turn texts into pseudo-translations, which show before any translator has begun what will not fit.

``long`` is 30 % longer, in accented letters; ``right-to-left`` is in Hebrew
or Arabic letters, or in Latin ones turned around; ``vertical`` in Mongolian
ones. Brackets at both ends show whether all of it is there. Nothing of it
means anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from cardkit.deck import Items, LocalText, Record, Text, Value

#: How much longer a text gets, as a share: what English gains in German, French or Russian
#: (W3C, "Text size in translation": 30 % for texts of more than 70 characters).
GROWTH = 0.3


Rewrite = Callable[[str], str]


def long(text: str) -> str:
    """The text in accented letters and 30 % longer: its vowels are drawn out, Chinese characters doubled."""
    if not any(character.isalpha() for character in text):
        return f"[{text}]"
    made: list[str] = []
    owed = 0.0
    for character in text:
        made.append(_ACCENTED.get(character, character))
        owed += GROWTH
        if owed >= 1 and _may_grow(character):
            made.append(made[-1].lower())
            owed -= 1
    return f"[{''.join(made)}{'õ' * round(owed)}]"


def hebrew(text: str) -> str:
    """The text in Hebrew letters that look or sound like its own."""
    return _in_letters(text, _HEBREW)


def arabic(text: str) -> str:
    """The text in Arabic letters that sound like its own."""
    return _in_letters(text, _ARABIC)


def turned(text: str) -> str:
    """The text in Latin letters that run from right to left, for a theme that has no others that do."""
    return re.sub("[a-z]+", lambda word: f"{_MARK}{word.group()[::-1]}{_MARK}", _in_letters(text, _LATIN))


def mongolian(text: str) -> str:
    """The text in Mongolian letters that sound like its own."""
    return _in_letters(text, _MONGOLIAN)


def in_value(value: Value, language: str, base: str, rewrite: Rewrite, into: str) -> Value:
    """The value with the texts of one language rewritten; made from the ``base`` language's where there is one.

    They then stand under the language ``into``. A text that serves all
    languages is none to be translated, and stays.
    """
    match value:
        case LocalText():
            return in_text(value, language, base, rewrite, into)
        case Items():
            return Items(tuple(in_value(item, language, base, rewrite, into) for item in value.items), value.span)
        case Record():
            return in_record(value, language, base, rewrite, into)
        case _:
            return value


def in_record(record: Record, language: str, base: str, rewrite: Rewrite, into: str) -> Record:
    """The record with all texts of one language rewritten."""
    fields = {name: in_value(value, language, base, rewrite, into) for name, value in record.fields.items()}
    return replace(record, fields=fields)


def in_text(local: LocalText, language: str, base: str, rewrite: Rewrite, into: str) -> LocalText:
    """The text per language with that of one language rewritten."""
    original = local.texts.get(base) or local.texts.get(language)
    if original is None:
        return local
    # A translation that exists is where its editor wants to be led.
    place = local.texts.get(language, original).span
    texts = {key: text for key, text in local.texts.items() if key != language}
    return replace(local, texts={**texts, into: Text(rewrite(original.text), place)})


_ACCENTED = dict(zip("AEIOUYCNSZaeiouycnsz", "ÀÉÎÕÜÝÇÑŠŽàéîõüýçñšž", strict=True))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_HEBREW = "אבכדהפגחיגקלמנספקרשטוושציז"
_ARABIC = "ابسدعفجهيجكلمنوبقرشتوفوخيز"
#: RIGHT-TO-LEFT MARK: what stands between two of them takes the paragraph's direction (UAX #9, N1).
_MARK = "\u200f"
_MONGOLIAN = "ᠠᠪᠴᠳᠡᠹᠭᠬᠢᠵᠬᠯᠮᠨᠣᠫᠴᠷᠰᠲᠤᠸᠸᠱᠶᠽ"

#: What a hanzi says in letters: a card has room for 330 of an English text and for 110 of a Chinese one.
_LETTERS_A_HANZI = 3


def _in_letters(text: str, letters: str) -> str:
    made: list[str] = []
    run = 0
    for character in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(character):
            continue
        low = character.lower()
        if _is_wide(character):
            made += [letters[(ord(character) + one) % len(letters)] for one in range(_LETTERS_A_HANZI)]
            run += 1
            made += [" "] if run % 2 == 0 else []
        elif low in _LATIN:
            made.append(letters[_LATIN.index(low)])
        elif character.isalpha():
            made.append(letters[ord(character) % len(letters)])
        else:
            made.append(character)
    return f"[{''.join(made).strip()}]"


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W" and character.isalpha()


def _may_grow(character: str) -> bool:
    """Vowels do; so do letters of other scripts, where vowels are not told apart here."""
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain in "aeiouy" or (character.isalpha() and plain not in _LATIN)
