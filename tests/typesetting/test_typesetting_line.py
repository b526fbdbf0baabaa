"""Lines keep to their measure, lose nothing, and look even."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Breaking, Line, break_lines
from cardkit.typesetting.segment import Segment, Typeface, cut
from cardkit.typesetting.shelf import shelf

_FONTS, _ = shelf()
LATIN = open_font(_FONTS["Source Sans 3", 400, False].path)
HAN = open_font(_FONTS["Noto Sans SC", 400, False].path)

ENGLISH = (
    "The “Blue City” sits where the Daqing range meets the Tumed plain. Prayer halls, milk-tea streets and new "
    "laboratories share one skyline."
)
CHINESE = "“青城”坐落在大青山与土默川之间。寺庙、奶茶老街与新的实验室，共用一条天际线。"


def segments(text: str, language: str) -> tuple[Segment, ...]:
    fonts = (LATIN, HAN) if language.startswith("zh") else (LATIN,)
    cut_text, missing = cut(text, Typeface(fonts, language))
    assert not missing
    return cut_text


def texts(text: str, language: str, measure: float, breaking: Breaking) -> list[str]:
    return [line.text for line in break_lines(segments(text, language), measure, breaking)]


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(["a", "steppe", "ger,", "“blue”", "milk-tea", "x"]), min_size=1, max_size=30),
    measure=st.floats(6, 30),
    breaking=st.sampled_from(["fill", "even", "balance"]),
)
def test_lines_keep_to_the_measure_and_say_all(words: list[str], measure: float, breaking: Breaking) -> None:
    text = " ".join(words)
    lines = break_lines(segments(text, "en"), measure, breaking)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= measure + 1e-6 for line in lines if not line.overfull)


def test_a_word_too_wide_for_any_line_is_marked() -> None:
    lines = break_lines(segments("a Donaudampfschifffahrt b", "en"), 4, "even")
    assert [line.overfull for line in lines] == [False, True, False]


def test_even_lines_leave_no_more_squared_slack_than_any_other_breaking() -> None:
    measure = 16.0
    parts = segments(ENGLISH, "en")
    chosen = break_lines(parts, measure, "even")
    first = break_lines(parts, measure, "fill")

    def slack(lines: tuple[Line, ...]) -> float:
        return sum((measure - line.width) ** 2 for line in lines[:-1])

    assert len(chosen) == len(first)
    assert slack(chosen) <= slack(first)


def test_balance_makes_the_lines_of_a_title_alike() -> None:
    filled = break_lines(segments("The Grasslands of Inner Mongolia", "en"), 13, "fill")
    balanced = break_lines(segments("The Grasslands of Inner Mongolia", "en"), 13, "balance")
    assert len(balanced) == len(filled)
    assert max(line.width for line in balanced) < max(line.width for line in filled)


def test_balance_never_takes_more_lines() -> None:
    for text, measure in itertools.product(["Green Computing", "Morin Khuur", "A B C D E F"], [5.0, 6.5, 8.0, 20.0]):
        parts = segments(text, "en")
        assert len(break_lines(parts, measure, "balance")) == len(break_lines(parts, measure, "fill"))


def test_chinese_fills_its_lines() -> None:
    lines = texts(CHINESE, "zh-Hans", 12, "fill")
    assert lines[0] == "“青城”坐落在大青山与土"
    assert "".join(lines) == CHINESE


def test_one_character_does_not_stand_alone_on_the_last_line() -> None:
    text = "大青山下的青城呼和浩特市区"
    assert texts(text, "zh-Hans", 6, "fill")[-1] != "区"
    assert len(texts(text, "zh-Hans", 6, "fill")[-1]) == 2


def test_chinese_is_justified_only_where_the_gaps_stay_small() -> None:
    parts = segments("大青山下的青城呼和浩特是自治区的首府", "zh-Hans")
    close = break_lines(parts, 9.2, "fill", justify=True)
    assert close[0].width == pytest.approx(9.2, abs=1e-6)
    wide = break_lines(parts, 9.9, "fill", justify=True)
    assert wide[0].width == pytest.approx(9.0, abs=1e-6), "0.9 em over eight gaps would open rivers"


def test_the_last_line_is_not_stretched() -> None:
    lines = break_lines(segments("大青山下的青城呼和浩特", "zh-Hans"), 6.1, "fill", justify=True)
    assert lines[-1].width == pytest.approx(5.0)


def test_a_written_line_break_ends_the_line() -> None:
    assert texts("one\ntwo three", "en", 40, "even") == ["one ", "two three"]


def test_an_empty_text_has_no_lines() -> None:
    assert break_lines((), 10, "even") == ()


def test_a_short_word_does_not_stand_alone_on_the_last_line_of_a_paragraph() -> None:
    text = "The grass runs to the edge of the sky and the wind runs with it"
    for tenths in range(60, 200):
        lines = texts(text, "en", tenths / 10, "even")
        if len(lines) > 2:
            assert len(lines[-1].split()) > 1 or len(lines[-2].split()) < 3, lines


def test_english_is_never_justified_by_wide_spaces() -> None:
    found = segments("The grass runs to the edge of the sky and the wind runs with it", "en")
    plain = break_lines(found, 12)
    for one, other in zip(break_lines(found, 12, justify=True), plain, strict=True):
        gaps = one.text.strip().count(" ")
        assert one.width - other.width <= 0.06 * gaps + 1e-6
