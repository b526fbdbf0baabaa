"""Short Chinese and Japanese texts are broken between their words, where that takes no more lines."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Breaking, break_lines
from cardkit.typesetting.opportunity import break_pieces
from cardkit.typesetting.phrase import fitness
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf

HAN = open_font(shelf()[0]["Noto Sans SC", 700, False].path)
SERIF = open_font(shelf()[0]["Noto Serif SC", 700, False].path)


def broken(
    text: str, measure: float, language: str = "zh-Hans", breaking: Breaking = "balance", *, phrases: bool = True
) -> list[str]:
    segments, missing = cut(text, Typeface((HAN, SERIF), language, phrases=phrases))
    assert not missing
    return [line.text for line in break_lines(segments, measure, breaking)]


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("站到风机底下", 4, ["站到风机", "底下"]),
        ("看返回舱落地", 4, ["看返回舱", "落地"]),
        ("走进葵花地", 4, ["走进", "葵花地"]),
        ("现代煤化工", 3, ["现代", "煤化工"]),
        ("听沙山的声音", 4, ["听沙山的", "声音"]),
        ("长调与呼麦", 3, ["长调", "与呼麦"]),
        ("稀土新材料", 3, ["稀土", "新材料"]),
        ("两个湖，合成一个名字", 6, ["两个湖，", "合成一个名字"]),
        ("阿尔山的雪", 3, ["阿尔山", "的雪"]),  # a particle leads the line rather than one character alone
    ],
)
def test_a_short_chinese_text_is_broken_between_its_words(text: str, measure: float, lines: list[str]) -> None:
    assert broken(text, measure) == lines


def test_japanese_is_broken_by_phrase() -> None:
    text = "青い都フフホトへようこそ"
    assert broken(text, 7, "ja") == ["青い都", "フフホトへ", "ようこそ"] or broken(text, 8, "ja")[-1] == "ようこそ"
    assert "ト" not in {line[0] for line in broken(text, 8, "ja")[1:]}


def test_words_are_kept_only_where_that_takes_no_more_lines() -> None:
    assert broken("站到风机底下", 3) == ["站到风", "机底下"]
    assert len(broken("呼和浩特呼和浩特", 3)) == 3


def test_a_paragraph_is_filled_to_the_edge_whatever_its_words() -> None:
    assert broken("站到风机底下站到风机底下", 5, breaking="fill") == ["站到风机底", "下站到风机", "底下"]


@given(
    st.lists(st.sampled_from("站到风机底下的看一个湖，。听沙山声音与呼麦ab1"), min_size=1, max_size=16),
    st.floats(2, 8),
)
def test_phrases_lose_nothing_and_take_no_more_lines(characters: list[str], measure: float) -> None:
    text = "".join(characters)
    by_phrase, plain = broken(text, measure), broken(text, measure, phrases=False)
    assert "".join(by_phrase) == text
    assert len(by_phrase) <= len(plain)


def test_fitness_stands_behind_every_piece() -> None:
    text = "站到风机底下，GPS 很好"
    pieces = break_pieces(text, "zh-Hans")
    found = fitness(text, pieces, "zh-Hans")
    assert len(found) == len(pieces)
    ends = list(itertools.accumulate(map(len, pieces)))
    assert found[ends.index(text.index("机"))] == 0
    assert found[ends.index(text.index("，") + 1)] == 2


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("nmg.example.org/c/3K9QX4", ["nmg.example.org", "/c/3K9QX4"]),
        (
            "museum-of-the-steppe.example.org/c/3K9QX4-0012",
            ["museum-of-the-steppe", ".example", ".org", "/c/3K9QX4-0012"],
        ),
    ],
)
def test_an_address_breaks_ahead_of_its_path_and_a_long_host_ahead_of_its_dots(address: str, pieces: list[str]) -> None:
    assert break_pieces(address, "en") == pieces
    assert break_pieces(address, "zh-Hans") == pieces
