"""Every script is shaped, chosen a font for, broken and ordered as its readers expect."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.typesetting.font import Font, open_font
from cardkit.typesetting.line import Line, break_lines
from cardkit.typesetting.opportunity import break_pieces
from cardkit.typesetting.script import block_scripts, is_right_to_left
from cardkit.typesetting.segment import AUTOSPACE, Typeface, cut
from cardkit.typesetting.shelf import shelf

FONTS = Path(__file__).parent.parent / "fonts"


def own(name: str) -> Font:
    return open_font(FONTS / f"{name}-Regular.ttf")


def shipped(family: str) -> Font:
    return open_font(shelf()[0][family, 400, False].path)


LATIN, HAN, MONGOLIAN = shipped("Source Sans 3"), shipped("Noto Sans SC"), shipped("Noto Sans Mongolian")
NASKH, HEBREW, THAI = own("NotoNaskhArabic"), own("NotoSansHebrew"), own("NotoSansThai")
DEVANAGARI, JAPANESE, KOREAN = own("NotoSansDevanagari"), own("NotoSansJP"), own("NotoSansKR")

ARABIC = Typeface((NASKH, LATIN), "ar")


def lines(text: str, face: Typeface, measure: float = float("inf")) -> tuple[Line, ...]:
    segments, missing = cut(text, face)
    assert not missing, missing
    return break_lines(segments, measure)


def seen(line: Line) -> list[str]:
    return [part.shaped.text for part in line.parts if part.shaped.text.strip()]


# --- right to left


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", True), ("he", True), ("fa", True), ("ur", True), ("az-Arab", True), ("en", False), ("mn-Mong", False)],
)
def test_a_languages_script_gives_its_direction(language: str, expected: bool) -> None:  # noqa: FBT001
    assert is_right_to_left(language) is expected
    assert Typeface((LATIN,), language).right_to_left is expected


def test_words_of_a_right_to_left_line_stand_from_right_to_left() -> None:
    (line,) = lines("سلام منغوليا جميلة", ARABIC)
    assert seen(line) == ["جميلة", "منغوليا", "سلام"]
    assert line.right_to_left
    assert line.text == "سلام منغوليا جميلة"


def test_latin_and_numbers_keep_their_own_direction() -> None:
    (line,) = lines("مدينة Blue City سنة 2026", ARABIC)
    assert seen(line) == ["2026", "سنة", "Blue", "City", "مدينة"]
    assert [part.shaped.right_to_left for part in line.parts if part.shaped.text.strip()] == [
        False,
        True,
        False,
        False,
        True,
    ]


def test_an_arabic_word_in_an_english_line() -> None:
    (line,) = lines("The word سلام عليكم means peace", Typeface((LATIN, NASKH), "en"))
    assert seen(line) == ["The", "word", "عليكم", "سلام", "means", "peace"]
    assert not line.right_to_left


def test_a_right_to_left_text_is_broken_as_it_is_read() -> None:
    text = "سلام منغوليا جميلة جدا في الصيف"
    broken = lines(text, ARABIC, 6)
    assert len(broken) > 1
    assert "".join(line.text for line in broken) == text
    assert seen(broken[0])[-1] == "سلام"


def test_a_full_stop_stands_at_the_left_of_a_right_to_left_line() -> None:
    (line,) = lines("سنة 2026.", ARABIC)
    assert seen(line) == [".", "2026", "سنة"]


def test_brackets_turn_with_the_line() -> None:
    opening = HEBREW.shape("(", "he", right_to_left=True)
    assert opening.glyphs[0].id == HEBREW.shape(")", "en").glyphs[0].id
    assert opening.glyphs[0].text == "("


def test_room_between_han_and_latin_stays_between_them_in_a_right_to_left_line() -> None:
    (line,) = lines("سلام 呼和GPS سلام", Typeface((NASKH, LATIN, HAN), "ar"))
    parts = [(part.shaped.text, part.before) for part in line.parts if part.shaped.text.strip()]
    assert parts == [("سلام", 0.0), ("呼和", 0.0), ("GPS", AUTOSPACE), ("سلام", 0.0)] or parts == [
        ("سلام", 0.0),
        ("呼", 0.0),
        ("和", 0.0),
        ("GPS", AUTOSPACE),
        ("سلام", 0.0),
    ]


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(["سلام", "2026", "Hohhot", "(كم)", "12.5%", "في،", "لا"]), min_size=1, max_size=15),
    measure=st.floats(4, 20),
)
def test_bidirectional_lines_say_all_and_keep_their_width(words: list[str], measure: float) -> None:
    text = " ".join(words)
    for language in ("ar", "en"):
        broken = lines(text, Typeface((NASKH, LATIN), language), measure)
        assert "".join(line.text for line in broken) == text
        for line in broken:
            assert line.width == pytest.approx(sum(part.before + part.shaped.width for part in line.parts))
            assert line.overfull or line.width <= measure + 1e-4


# --- shaping


def test_arabic_letters_join_across_a_place_where_a_line_may_end() -> None:
    whole = [glyph.id for glyph in NASKH.shape("بيت", "ar", right_to_left=True).glyphs]
    (line,) = lines("بي\u200bت", ARABIC)
    assert [glyph.id for part in line.parts for glyph in part.shaped.glyphs] == whole


def test_no_room_is_opened_between_joined_letters() -> None:
    plain, _ = cut("سلام", ARABIC)
    tracked, _ = cut("سلام", Typeface((NASKH,), "ar", tracking=0.1))
    assert tracked[0].width == pytest.approx(plain[0].width, abs=0.01)


def test_room_is_opened_after_letters_and_not_inside_a_cluster() -> None:
    face = Typeface((THAI,), "th", tracking=0.1)
    plain, _ = cut("ที่", Typeface((THAI,), "th"))
    tracked, _ = cut("ที่", face)
    assert len(plain[0].parts[0].shaped.glyphs) > 1
    assert tracked[0].width == pytest.approx(plain[0].width + 0.1, abs=0.01)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("word", ["Việt Nam", "tiếng", "Ünïcödé", "Mǒng"])
def test_accents_are_the_same_composed_or_not(word: str, form: str) -> None:
    shaped = LATIN.shape(unicodedata.normalize(form, word), "vi")  # type: ignore[arg-type]
    composed = LATIN.shape(unicodedata.normalize("NFC", word), "vi")
    assert [glyph.id for glyph in shaped.glyphs] == [glyph.id for glyph in composed.glyphs]
    segments, missing = cut(unicodedata.normalize(form, word), Typeface((LATIN,), "vi"))  # type: ignore[arg-type]
    assert not missing
    assert segments


def test_hindi_consonants_make_conjuncts() -> None:
    apart = sum(len(DEVANAGARI.shape(c, "hi").glyphs) for c in "क्ष")
    assert len(DEVANAGARI.shape("क्ष", "hi").glyphs) < apart


def test_two_scripts_of_one_font_are_shaped_apart() -> None:
    segments, _ = cut("Wiक्ष", Typeface((DEVANAGARI,), "hi"))
    assert [part.shaped.text for part in segments[0].parts] == ["Wi", "क्ष"]


def test_plain_alphabets_need_no_scripts() -> None:
    assert block_scripts("Blue City 呼和浩特 Хөх") is None
    assert block_scripts("ab, क्ष 12") == ["", "", "", "", "Deva", "Deva", "Deva", "Deva", "Deva", "Deva"]


def test_the_language_chooses_its_letter_forms() -> None:
    assert LATIN.shape("бгд", "sr").glyphs[0].id != LATIN.shape("бгд", "ru").glyphs[0].id
    assert LATIN.shape("гдп", "bg").glyphs[0].id != LATIN.shape("гдп", "ru").glyphs[0].id


def test_features_of_the_style_are_applied() -> None:
    (tabular,), _ = cut("1118", Typeface((LATIN,), "en", (("tnum", 1),)))
    (proportional,), _ = cut("1118", Typeface((LATIN,), "en", (("pnum", 1),)))
    (zeros,), _ = cut("0000", Typeface((LATIN,), "en", (("tnum", 1),)))
    assert tabular.width == pytest.approx(zeros.width)
    assert proportional.width < tabular.width


# --- fallback


def test_han_follows_the_chain_of_the_language() -> None:
    japanese, _ = cut("直", Typeface((JAPANESE, HAN), "ja"))
    chinese, _ = cut("直", Typeface((HAN, JAPANESE), "zh-Hans"))
    assert japanese[0].parts[0].shaped.font is JAPANESE
    assert chinese[0].parts[0].shaped.font is HAN


def test_a_mark_stays_in_the_font_of_its_letter() -> None:
    # The first font has the letter and not the mark, so the whole cluster falls to the next.
    assert NASKH.covers("a")
    assert not NASKH.covers("\u0323")
    segments, missing = cut("a\u0323", Typeface((NASKH, LATIN), "ar"))
    assert not missing
    assert [part.shaped.font for part in segments[0].parts] == [LATIN]


def test_punctuation_between_two_words_of_a_fallback_font_stays_in_it() -> None:
    segments, _ = cut("سلام Хөх, хот.", ARABIC)
    fonts = {part.shaped.text: part.shaped.font for segment in segments for part in segment.parts}
    spaces = [segment.space.shaped.font for segment in segments if segment.space]
    assert fonts == {"سلام": NASKH, "Хөх,": LATIN, "хот": LATIN, ".": NASKH}
    assert spaces == [NASKH, LATIN]


def test_digits_are_set_in_the_first_font_that_has_them() -> None:
    segments, _ = cut("سنة 2026", ARABIC)
    assert segments[-1].parts[0].shaped.font is NASKH


@pytest.mark.parametrize("text", ["می\u200cخواهم", "سلام\u200f", "\u200eسلام"])
def test_joiners_and_marks_of_direction_need_no_glyph(text: str) -> None:
    segments, missing = cut(text, Typeface((NASKH,), "fa"))
    assert not missing
    assert "".join(segment.text for segment in segments) == text


def test_an_emoji_is_missed_whole_and_named() -> None:
    _, missing = cut("a👨\u200d👩b", Typeface((LATIN,), "en"))
    assert [m.character for m in missing] == ["👨", "👩"]


# --- places where a line may end


def test_strict_kinsoku_keeps_small_kana_and_the_long_vowel_off_the_start_of_a_line() -> None:
    text = "ちょっとコーヒー、どうぞ。"
    for kinsoku, kept in (("strict", "ょっー、。"), ("normal", "、。"), ("loose", "、。")):
        pieces = break_pieces(text, "ja", kinsoku)  # type: ignore[arg-type]
        starts = {piece[0] for piece in pieces[1:]}
        assert not starts & set(kept), kinsoku
        assert ("ー" in starts) is (kinsoku != "strict")


def test_chinese_breaks_as_ever_whatever_the_kinsoku() -> None:
    text = "我说：“好。”他（笑）走了，约2405万……"
    assert break_pieces(text, "zh-Hans", "strict") == break_pieces(text, "zh-Hans", "normal")


def test_korean_is_broken_between_words_alone() -> None:
    text = "내몽골자치구에 오신 것을 환영합니다(北)."
    assert break_pieces(text, "ko") == ["내몽골자치구에 ", "오신 ", "것을 ", "환영합니다(北)."]


def test_korean_stands_close_to_latin() -> None:
    segments, _ = cut("A는", Typeface((LATIN, KOREAN), "ko")) if KOREAN.covers("는") else cut("A에", _korean())
    assert all(part.before == 0 for segment in segments for part in segment.parts)


def _korean() -> Typeface:
    return Typeface((LATIN, KOREAN), "ko")


@pytest.mark.parametrize(
    ("language", "text", "pieces"),
    [
        ("th", "ยินดีต้อนรับสู่มองโกเลียใน", ["ยินดี", "ต้อนรับ", "สู่", "มองโกเลีย", "ใน"]),
        ("lo", "ຍິນດີຕ້ອນຮັບສູ່", ["ຍິນດີ", "ຕ້ອນຮັບ", "ສູ່"]),
        ("hi", "स्वागत है। क्षेत्र", ["स्वागत ", "है। ", "क्षेत्र"]),
        ("fr", "« Bonjour » ! Qui ? Voici : oui", ["« Bonjour » ! ", "Qui ? ", "Voici : ", "oui"]),
        ("fr", "«\u202fÇa\u202f»\u202f; oui", ["«\u202fÇa\u202f»\u202f; ", "oui"]),
        (
            "en",
            "see https://nmg.example.org/c/7K3QX4 now",
            ["see ", "https://nmg.example.org/", "c/", "7K3QX4 ", "now"],
        ),
        ("mn-Mong", "ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ᠴᠠ\u180eᠠ", ["ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ", "ᠴᠠ\u180eᠠ"]),
    ],
)
def test_lines_may_end_where_readers_expect(language: str, text: str, pieces: list[str]) -> None:
    assert break_pieces(text, language) == pieces


def test_japanese_lines_keep_kinsoku() -> None:
    text = "草原の海、「青い都」フフホト。ちょっとコーヒー。"
    broken = lines(text, Typeface((LATIN, JAPANESE), "ja"), 5)
    assert "".join(line.text for line in broken) == text
    for _, line in itertools.pairwise(broken):
        assert line.text[0] not in "、。」ょっー"


def test_thai_lines_are_filled_word_by_word() -> None:
    text = "ยินดีต้อนรับสู่มองโกเลียใน"
    broken = lines(text, Typeface((THAI,), "th"), 5)
    assert len(broken) > 1
    assert "".join(line.text for line in broken) == text


def test_a_thin_space_vanishes_at_the_end_of_a_line() -> None:
    broken = lines("12\u2009kilometres", Typeface((LATIN,), "en"), 4.5)
    assert [part.shaped.text for part in broken[0].parts] == ["12"]
