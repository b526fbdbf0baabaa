"""Paragraphs are cut where a line may end, in the right font, with the right room."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.typesetting.chain import fonts_of
from cardkit.typesetting.character import script_of
from cardkit.typesetting.font import Font, open_font
from cardkit.typesetting.segment import AUTOSPACE, Typeface, break_pieces, cut
from cardkit.typesetting.shelf import shelf


def font(family: str, weight: int = 400) -> Font:
    fonts, _ = shelf()
    return open_font(fonts[family, weight, False].path)


LATIN = font("Source Sans 3")
HAN = font("Noto Sans SC")
CHINESE = Typeface((LATIN, HAN), "zh-Hans")
ENGLISH = Typeface((LATIN,), "en")


def widths(text: str, face: Typeface) -> list[float]:
    segments, missing = cut(text, face)
    assert not missing
    return [round(segment.width, 3) for segment in segments]


def test_english_breaks_at_spaces_and_keeps_hyphenated_words_whole() -> None:
    assert break_pieces("milk-tea streets", "en") == ["milk-tea ", "streets"]


def test_an_author_may_break_behind_a_hyphen() -> None:
    assert break_pieces("milk-\u200btea", "en") == ["milk-\u200b", "tea"]


def test_a_word_joiner_and_a_zero_width_space_rule_breaks() -> None:
    assert break_pieces("a\u200bb", "en") == ["a\u200b", "b"]
    assert break_pieces("milk-\u2060tea", "en") == ["milk-\u2060tea"]


@pytest.mark.parametrize(
    ("text", "never_first", "never_last"),
    [
        ("我说：“好。”他（笑）走了！", "：。”）！", "“（"),
        ("一、二，三；四？", "、，；？", ""),
        ("《敕勒歌》里的“天苍苍”很美", "》”", "《“"),
    ],
)
def test_kinsoku_holds(text: str, never_first: str, never_last: str) -> None:
    pieces = break_pieces(text, "zh-Hans")
    assert "".join(pieces) == text
    for before, after in itertools.pairwise(pieces):
        assert after[0] not in never_first, f"a line may begin with {after[0]}"
        assert before[-1] not in never_last, f"a line may end with {before[-1]}"


def test_chinese_may_break_on_the_outside_of_curly_quotes() -> None:
    assert break_pieces("说“好”吗", "zh-Hans") == ["说", "“好”", "吗"]


def test_han_and_latin_stand_a_quarter_em_apart() -> None:
    segments, _ = cut("约2405万", CHINESE)
    befores = [part.before for segment in segments for part in segment.parts]
    assert befores.count(AUTOSPACE) == 2


def test_a_written_space_is_enough_between_han_and_latin() -> None:
    segments, _ = cut("约 2405 万", CHINESE)
    assert all(part.before == 0 for segment in segments for part in segment.parts)


def test_each_script_is_set_in_its_own_font() -> None:
    segments, _ = cut("GPS信号", CHINESE)
    fonts = [part.shaped.font.key for segment in segments for part in segment.parts]
    assert fonts[0] == LATIN.key
    assert set(fonts[1:]) == {HAN.key}


def test_quotes_in_chinese_are_full_width_and_apostrophes_are_not() -> None:
    segments, _ = cut("“青”与Dazhao’s", CHINESE)
    by_text = {part.shaped.text: part.shaped.font.key for segment in segments for part in segment.parts}
    assert by_text["“"] == HAN.key
    assert by_text["Dazhao’s"] == LATIN.key


def test_quotes_in_english_are_latin() -> None:
    segments, _ = cut("the “Blue City”", ENGLISH)
    assert {part.shaped.font.key for segment in segments for part in segment.parts} == {LATIN.key}


def test_a_mark_against_a_mark_takes_half_an_em() -> None:
    (alone,) = widths("好）", CHINESE)
    assert alone == pytest.approx(2.0)
    together = sum(widths("好）。", CHINESE))
    assert together == pytest.approx(2.5), "the bracket gives up its empty half before the full stop"


def test_a_closing_mark_gives_back_half_an_em_at_the_end_of_a_line() -> None:
    segments, _ = cut("好。不", CHINESE)
    assert segments[0].width == pytest.approx(2.0)
    assert segments[0].last_gain == pytest.approx(0.5)
    assert segments[0].last is not None


def test_an_opening_mark_gives_back_half_an_em_at_the_start_of_a_line() -> None:
    segments, _ = cut("“青城”", CHINESE)
    assert segments[0].first_gain == pytest.approx(0.5)


def test_a_missing_character_is_named_once_with_its_place() -> None:
    segments, missing = cut("ab😀c😀", ENGLISH)
    assert segments == ()
    assert [(m.character, m.offset) for m in missing] == [("😀", 2)]


def test_a_whole_title_falls_to_the_next_font() -> None:
    fraunces, serif = font("Fraunces", 600), font("Source Serif 4", 600)
    assert not fraunces.covers("ǒ"), "choose another letter: this one is no proof any more"
    face = Typeface((fraunces, serif), "en", whole=True)
    segments, missing = cut("Mǒng Valley", face)
    assert not missing
    assert {part.shaped.font.key for segment in segments for part in segment.parts} == {serif.key}
    plain, _ = cut("Valley", face)
    assert {part.shaped.font.key for segment in plain for part in segment.parts} == {fraunces.key}


def test_tracking_counts_in_the_width() -> None:
    tracked = Typeface((HAN,), "zh-Hans", tracking=0.05)
    assert sum(widths("呼和浩特", tracked)) == pytest.approx(4.2)


def test_ligatures_keep_their_letters_for_extraction() -> None:
    shaped = LATIN.shape("office affix", "en")
    assert "".join(glyph.text for glyph in shaped.glyphs) == "office affix"


@given(st.text(alphabet="ab é“”’，。《》（）青城2 -\u200b\u2060", max_size=40))
def test_nothing_is_lost_in_cutting(text: str) -> None:
    segments, missing = cut(text, CHINESE)
    assert not missing
    assert "".join(segment.text for segment in segments) == text
    for segment in segments:
        shaped = sum(part.before + part.shaped.width for part in segment.parts)
        assert segment.width == pytest.approx(shaped)


@pytest.mark.parametrize(
    ("language", "script"),
    [("en", "Latn"), ("zh-Hans", "Hans"), ("mn-Mong", "Mong"), ("mn-Cyrl", "Cyrl"), ("ar", "Arab"), ("ru", "Cyrl")],
)
def test_a_language_tells_its_script(language: str, script: str) -> None:
    assert script_of(language) == script


@given(st.text("呼和浩特，。“”（）—…GPS 12é\u200b\n", min_size=1))
def test_the_fonts_of_han_text_do_not_hang_on_what_else_stands_in_it(text: str) -> None:
    """A letter with a mark takes the whole text the long way round, one cluster after another."""
    fonts = (LATIN, HAN)
    ahead = "y\u0307"
    slowly, missing = fonts_of(ahead + text, fonts, "zh-Hans")
    assert not missing
    assert fonts_of(text, fonts, "zh-Hans") == (slowly[len(ahead) :], ())


@given(st.text("aZ9,.-/:%", min_size=1, max_size=12))
def test_a_stretch_of_ascii_is_shaped_as_one_piece(word: str) -> None:
    face = Typeface((LATIN, HAN), "zh-Hans")
    segments, _ = cut(f"呼{word}和", face)
    parts = [part for segment in segments for part in segment.parts]
    assert [part.shaped.text for part in parts if part.shaped.text.isascii()] == [
        piece for segment in segments if (piece := segment.text.strip("呼和"))
    ]
    assert parts[0].before == 0
