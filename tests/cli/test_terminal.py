"""What reaches a person's screen: nothing that it would obey, and all of it measured right."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cardkit.cli.terminal import Terminal, cells, fold, visible


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hohhot", "Hohhot"),
        ("呼和浩特", "呼和浩特"),
        ("ᠬᠥᠬᠡᠬᠣᠲᠠ\u180e\u202fᠶᠢᠨ", "ᠬᠥᠬᠡᠬᠣᠲᠠ\u180e\u202fᠶᠢᠨ"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\x1b]8;;https://evil.example\x1b\\", "␛]8;;https://evil.example␛\\"),
        ("a\nb\r\tc\x00", "a␊b␍␉c␀"),
        ("\x7f\x9b31m", "␡<U+009B>31m"),
        ("safe\u202egnp.exe", "safe<U+202E>gnp.exe"),
        ("\u2066x\u2069\u200f", "<U+2066>x<U+2069><U+200F>"),
        ("line\u2028para\u2029", "line<U+2028>para<U+2029>"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_what_the_encoding_cannot_hold_is_escaped_before_it_is_measured() -> None:
    assert visible("é 呼", "ascii") == "\\xe9 \\u547c"


@given(st.text())
def test_no_character_that_moves_anything_survives(text: str) -> None:
    shown = visible(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202b\u202c\u202d\u202e" for c in shown)
    shown.encode("utf-8")
    visible(text, "ascii").encode("ascii")


@pytest.mark.parametrize(
    "text", ["abc", "呼和浩特", "ｆｕｌｌ", "e\u0301", "ᠬᠥᠬᠡ", "ᠠ\u180b", "한국", "𠮷", "", "—“”…"]
)
def test_widths_are_those_that_terminals_use(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_folding_keeps_words_and_breaks_between_chinese_characters() -> None:
    assert fold("one two three four", 9, "  ") == "one two\n  three\n  four"
    assert fold("呼和浩特在内蒙古。", 10, "") == "呼和浩特在\n内蒙古。"
    assert fold("蒙古（呼和）城", 7, "") == "蒙古\n（呼\n和）城"


@given(st.text(st.sampled_from("ab 呼和。（"), max_size=60), st.integers(10, 30))
def test_folding_loses_nothing_but_blanks(text: str, width: int) -> None:
    folded = fold(text, width, "")
    assert folded.replace("\n", "").replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("environment", "wanted", "colour"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({}, False, False),
    ],
)
def test_colour_only_where_it_is_welcome(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, wanted: bool, colour: bool
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Terminal.of(Screen(), colour=wanted).colour is colour


def test_no_colour_off_a_terminal() -> None:
    terminal = Terminal.of(io.StringIO())
    assert not terminal.colour
    assert not terminal.wrap
    assert terminal.paint("text", "error") == "text"
