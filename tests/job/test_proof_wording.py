"""What changed in a text is told with a little around it, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.job.wording import reworded


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("one two three four five", "one two three four five", []),
        ("one two\nthree", "one  two three\n", []),
        ("a b c d e f g", "a b c X e f g", [("b c d e f", "b c X e f")]),
        ("a b", "a b c", [("a b", "a b c")]),
        ("", "new words", [("", "new words")]),
        ("建于1580年前后", "建于1581年前后", [("建于 1580 年前", "建于 1581 年前")]),
        ("a b c d e f g h i j", "X b c d e f g h i Y", [("a b c", "X b c"), ("h i j", "h i Y")]),
    ],
    ids=["same", "white space", "one word", "added", "all", "ideographs", "two places"],
)
def test_changes_are_told_with_two_words_around_them(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert list(reworded(old, new)) == told


def test_a_long_text_is_cut_where_it_is_told() -> None:
    ((old, new),) = reworded("word " * 200, "")
    assert len(old) <= 120
    assert old.endswith("…")
    assert new == ""


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
def test_something_is_told_exactly_where_words_differ(old: list[str], new: list[str]) -> None:
    pairs = list(reworded(" ".join(old), "\n".join(new)))
    assert bool(pairs) == (old != new)
    for before, after in pairs:
        assert before in " ".join(old)
        assert after in " ".join(new)
        assert before != after
