"""The marks stand under what they mean, in any script and on any screen."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cardkit.cli.excerpt import excerpt, lines_of
from cardkit.cli.terminal import cells


def marked(line: str, start: int, end: int, width: int = 80) -> str:
    """The excerpt as two lines of a screen, for comparing with a drawing."""
    return "\n".join(excerpt(line, start, end, width))


def test_marks_under_plain_text() -> None:
    assert marked("kind: plaec", 7, 12) == "kind: plaec\n      ^^^^^"


def test_marks_under_chinese_take_two_columns_each() -> None:
    assert marked("title: 呼和浩特, x", 8, 12) == "title: 呼和浩特, x\n       ^^^^^^^^"
    assert marked("呼和: x", 5, 6) == "呼和: x\n      ^"


def test_marks_after_mongolian_with_variation_selectors() -> None:
    line = "ᠠ\u180bᠪ: x"
    assert marked(line, 6, 7) == line + "\n    ^"


def test_a_mark_on_a_combining_character_stands_under_its_letter() -> None:
    assert marked("cafe\u0301 x", 5, 6) == "cafe\u0301 x\n   ^"


def test_a_mark_on_an_invisible_character_is_one_column() -> None:
    assert marked("a\u200bb", 2, 3) == "a\u200bb\n^"


def test_tabs_become_blanks() -> None:
    assert marked("\tx: y", 2, 3) == "        x: y\n        ^"


def test_controls_are_marked_as_they_are_shown() -> None:
    assert marked("a\u202eb", 2, 3) == "a<U+202E>b\n ^^^^^^^^"


def test_a_place_after_the_end_of_the_line() -> None:
    assert marked("title:", 7, 8) == "title:\n      ^"
    assert marked("", 1, 1) == "\n^"
    assert marked("x", 99, 120) == "x\n ^"


def test_a_long_line_is_cut_on_both_sides() -> None:
    line = "a" * 100 + "FAULT" + "b" * 100
    shown, marks = excerpt(line, 101, 106, 40)
    assert shown.startswith("...")
    assert shown.endswith("...")
    assert cells(shown) <= 40
    assert shown[len(marks) - 5 : len(marks)] == "FAULT"


def test_a_fault_as_long_as_the_line_is_marked_to_the_cut() -> None:
    shown, marks = excerpt("x: " + "呼" * 200, 4, 204, 40)
    assert shown.startswith("x: 呼")
    assert shown.endswith("...")
    assert marks == "   " + "^" * (cells(shown) - 6)


def test_an_encoding_without_chinese_still_has_its_marks_right() -> None:
    shown, marks = excerpt("呼: x", 4, 5, 80, encoding="ascii")
    assert shown == "\\u547c: x"
    assert marks == "        ^"


TEXT = st.text(st.one_of(st.sampled_from("ab 呼和\t\u0301\u200b\u202e\x1bᠠ"), st.characters()), max_size=300)


@given(TEXT, st.integers(1, 320), st.integers(0, 40), st.integers(40, 200))
def test_no_line_and_no_place_breaks_the_screen(line: str, start: int, length: int, width: int) -> None:
    shown, marks = excerpt(line, start, start + length, width)
    assert cells(shown) <= width
    assert cells(marks) <= width
    assert "^" in marks
    assert set(marks) <= {" ", "^"}


@given(st.text(st.sampled_from("ab呼和"), min_size=1, max_size=300), st.data())
def test_the_marked_character_stands_above_its_mark(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, len(line)))
    shown, marks = excerpt(line, start, start + 1, 60)
    column = len(marks) - len(marks.lstrip())
    above = next(shown[i] for i in range(len(shown)) if cells(shown[:i]) == column)
    assert above == line[start - 1]


def test_a_file_in_utf_16_is_shown_in_its_words(tmp_path: Path) -> None:
    file = tmp_path / "card.yaml"
    file.write_bytes("title: 呼和浩特\n".encode("utf-16"))
    assert lines_of(str(file))[0] == "title: 呼和浩特"
