"""A message that a character is missing names a family that has it."""

from __future__ import annotations

import pytest

from cardkit.typesetting.family import family_for, family_of


@pytest.mark.parametrize(
    ("character", "language", "family"),
    [
        ("😀", "en", "Noto Emoji"),
        ("☺", "zh-Hans", "Noto Emoji"),
        ("龘", "zh-Hans", "Noto Serif SC"),
        ("龘", "zh-Hant", "Noto Serif TC"),
        ("龘", "ja", "Noto Sans JP"),
        ("龘", "ko", "Noto Sans KR"),
        ("龘", "en", "Noto Serif SC"),
        ("𠮷", "ja", "BabelStone Han"),
        ("ア", "ja", "Noto Sans JP"),
        ("한", "ko", "Noto Sans KR"),
        ("ا", "ar", "Noto Naskh Arabic"),
        ("ا", "ur", "Noto Nastaliq Urdu"),
        ("א", "he", "Noto Sans Hebrew"),
        ("ก", "th", "Noto Sans Thai"),
        ("क", "hi", "Noto Sans Devanagari"),
        ("ক", "bn", "Noto Sans Bengali"),
        ("த", "ta", "Noto Sans Tamil"),
        ("ა", "ka", "Noto Sans Georgian"),
        ("Ա", "hy", "Noto Sans Armenian"),
        ("አ", "am", "Noto Sans Ethiopic"),
        ("ក", "km", "Noto Sans Khmer"),
        ("ກ", "lo", "Noto Sans Lao"),
        ("က", "my", "Noto Sans Myanmar"),
        ("ཀ", "bo", "Noto Serif Tibetan"),
        ("ᠠ", "en", "Noto Sans Mongolian"),
        ("∑", "en", "Noto Sans Math"),
        ("\ue000", "en", None),
        ("A", "en", None),
    ],
)
def test_a_character_tells_its_family(character: str, language: str, family: str | None) -> None:
    assert family_for(character, language) == family


def test_a_script_tells_its_family() -> None:
    assert family_of("Arab") == "Noto Naskh Arabic"
    assert family_of("Zzzz") is None
