"""Characters find their direction as the Unicode Standard's own test cases say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.typesetting.bidi import levels, mirrored, needs_levels, visual_order

CASES = Path(__file__).with_name("bidi_cases.txt").read_text(encoding="utf-8").splitlines()


def seen(text: str, *, right_to_left: bool) -> str:
    """The text as it stands on paper, from left to right."""
    found = levels(text, right_to_left=right_to_left)
    return "".join(mirrored(text[i]) if found[i] % 2 else text[i] for i in visual_order(found))


def test_levels_and_order_are_those_of_the_standard() -> None:
    count = 0
    for case in CASES:
        if case.startswith("#"):
            continue
        characters, _, base, wanted, order = case.split(";")
        text = "".join(chr(int(code, 16)) for code in characters.split())
        found = levels(text, right_to_left=base == "1")
        shown = [i for i, level in enumerate(wanted.split()) if level != "x"]
        assert [found[i] for i in shown] == [int(level) for level in wanted.split() if level != "x"], case
        assert [shown[i] for i in visual_order([found[i] for i in shown])] == [int(i) for i in order.split()], case
        count += 1
    assert count > 1500


# Hebrew letters stand for the words, so that the test itself reads the same in every editor.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("אבג 2026", "2026 גבא"),
        ("אבג Hohhot דה", "הד Hohhot גבא"),
        ("אבג (דה) ו", "ו (הד) גבא"),
        ("אבג 12.5%", "12.5% גבא"),
        ("אבג Blue City, 1580!", "!Blue City, 1580 גבא"),
    ],
)
def test_words_numbers_and_brackets_in_a_right_to_left_line(text: str, expected: str) -> None:
    assert seen(text, right_to_left=True) == expected


def test_a_right_to_left_word_in_an_english_line() -> None:
    assert seen("the word אבג (2026) means", right_to_left=False) == "the word (2026) גבא means"


def test_each_line_of_a_text_is_a_paragraph_of_its_own() -> None:
    assert levels("a\nאב", right_to_left=False) == [0, 0, 1, 1]


def test_joiners_take_the_level_of_the_letter_before_them() -> None:
    assert levels("می\u200cخ", right_to_left=False) == [1, 1, 1, 1]


def test_plain_latin_needs_no_levels() -> None:
    assert not needs_levels("Blue City, 呼和浩特, Хөх хот")
    assert needs_levels("Hohhot אב")


@given(st.text(alphabet="abאב12 .,()%\u0627\u0661\u200d", max_size=30), st.booleans())
def test_reordering_keeps_every_character(text: str, direction: bool) -> None:  # noqa: FBT001
    found = levels(text, right_to_left=direction)
    assert len(found) == len(text)
    assert sorted(visual_order(found)) == list(range(len(text)))
