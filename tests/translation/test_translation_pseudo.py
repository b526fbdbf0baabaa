"""Pseudo-translations are as long as real ones, and in the letters they stand for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translated_deck import CARD, Load

from cardkit.deck import LocalText
from cardkit.translation.pseudo import arabic, hebrew, in_record, long, mongolian, turned
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import break_lines
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf


@given(st.text(st.characters(categories=["L", "Zs", "Po"], max_codepoint=0x9FFF), min_size=1, max_size=80))
def test_a_long_text_is_a_third_longer(text: str) -> None:
    made = long(text)
    assert (made[0], made[-1]) == ("[", "]")
    if any(character.isalpha() for character in text):
        assert round(len(text) * 1.3) - 1 <= len(made) - 2 <= round(len(text) * 1.3) + 1


def test_a_long_text_can_still_be_read() -> None:
    assert long("Hohhot, the Blue City") == "[Hõhhõõt, théé Blüüéé Çîîtýý]"
    assert long("1580") == "[1580]"
    assert long("青色的城") == "[青色的城城]"


@pytest.mark.parametrize(("rewrite", "script"), [(hebrew, "HEBREW"), (arabic, "ARABIC"), (mongolian, "MONGOLIAN")])
def test_other_letters_take_the_place_of_all(rewrite: type[str], script: str) -> None:
    for text in ("Hohhot, c. 1580", "Café", "Хөх хот", "呼和浩特"):
        letters = [character for character in rewrite(text) if character.isalpha()]
        assert letters
        assert {unicodedata.name(letter).split()[0] for letter in letters} == {script}
    assert rewrite("c. 1580").endswith(". 1580]")


def test_latin_letters_are_turned_around_where_a_theme_has_no_others() -> None:
    assert turned("Hohhot, c. 1580").replace("\u200f", "|") == "[|tohhoh|, |c|. 1580]"
    face = Typeface((open_font(shelf()[0]["Source Sans 3", 400, False].path),), "he")
    (line,) = break_lines(cut(turned("Blue City, 1580"), face)[0], float("inf"))
    seen = "".join(part.shaped.text for part in line.parts)
    assert seen.replace("[", "").replace("]", "") == "1580 ,ytic eulb"


def test_only_texts_of_one_language_change(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD})
    record = in_record(deck.cards[0].record, "en", "en", str.upper, "en")
    title, value = record.local("title"), record.items("facts")[0]
    assert isinstance(title, LocalText)
    assert {key: text.text for key, text in title.texts.items()} == {"en": "HOHHOT", "fr": "Hohhot"}
    assert title.texts["en"].span.line == 6
    assert "1580" in str(value)


def test_a_language_may_take_anothers_place(load: Load) -> None:
    record = in_record(load().cards[0].record, "fr", "en", str.upper, "he")
    title, brief = record.local("title"), record.local("brief")
    assert title is not None
    assert brief is not None
    assert {key: text.text for key, text in title.texts.items()} == {"en": "Hohhot", "he": "HOHHOT"}
    # Where there is no translation yet, the place is that of the text it will be made from.
    assert {key: text.text for key, text in brief.texts.items()} == {"en": "The blue city.", "he": "THE BLUE CITY."}
