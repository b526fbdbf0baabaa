"""What the words of a card are warned of: hyphens in ranges, hyphenation that is not there, fonts that would help."""

from __future__ import annotations

import sys

import pytest
from small_deck import CARD, DECK, Make

from cardkit.diagnostic import Diagnostic, Span
from cardkit.layout.range import judge_ranges
from cardkit.layout.shown import Shown
from cardkit.typesetting import hyphen


def found(text: str, language: str = "en", name: str = "value") -> list[Diagnostic]:
    return list(judge_ranges(Shown(name, language, text, Span("card.yaml", 3, 10, 3, 10 + len(text)))))


@pytest.mark.parametrize(
    ("text", "language", "better"),
    [
        ("2019-2024", "en", "2019–2024"),
        ("from 2019-24 on", "en", "2019–24"),
        ("14.6-15.5 µm", "en", "14.6–15.5"),
        ("1,000-2,000 m", "en", "1,000–2,000"),
        ("850-2149 m", "en", "850–2149"),
        ("2012-2013.", "ru", "2012–2013"),
        ("2019-2024年", "zh-Hans", "2019～2024"),
        ("850-2149米", "zh-Hans", "850～2149"),
    ],
)
def test_a_hyphen_in_a_range_is_a_warning_at_its_place(text: str, language: str, better: str) -> None:
    (problem,) = found(text, language)
    assert problem.code == "hyphen-in-range"
    assert not problem.is_error
    assert better in str(problem.hint)
    assert problem.span is not None
    written = text[problem.span.column - 10 : problem.span.end_column - 10]
    assert written == better.replace("–", "-").replace("～", "-")


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-05", "0471-6966666", "400-810-8888", "555-1234", "+86-471-12", "ISO 9001-2015", "GB/T 2312-1980"),
        *("A1-5", "Covid-19", "3-2", "https://example.org/12-15", "1.2.3-4", "2019–2024", "mid-1990", "14-year-old"),
    ],
)
def test_other_hyphens_between_figures_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_cardkit_prints_itself_is_not_judged() -> None:
    assert found("12-15", name="address") == []
    assert len(found("12-15", name="title")) == 1


def test_a_range_is_told_once_whatever_faces_and_editions_show_it(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace("{en: Hohhot,", "{en: Hohhot 12-15,")})
    assert made.codes == ["hyphen-in-range"]
    assert made.problems[0].span is not None
    assert (made.problems[0].span.line, made.problems[0].span.column) == (5, 20)


OWN = DECK.replace("theme: long-horizon", "theme: mine")
THEME = """\
theme: mine
extends: long-horizon
styles:
  text:
    Latn: {fonts: [Source Sans 3 400], hyphens: true}
  quote:
    Latn: {fonts: [Source Sans 3 400], hyphens: true}
"""


def test_hyphenation_that_is_not_installed_is_one_warning_at_the_style(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)
    hyphen._patterns.cache_clear()
    try:
        made = make({"deck.yaml": OWN, "themes/mine/theme.yaml": THEME})
    finally:
        hyphen._patterns.cache_clear()
    (problem,) = made.problems
    assert problem.code == "no-hyphenation"
    assert "cardkit[hyphenation]" in str(problem.hint)
    assert problem.span is not None
    assert (problem.span.file.endswith("theme.yaml"), problem.span.line) == (True, 5)


def test_a_language_without_patterns_is_named(make: Make) -> None:
    files = {
        "deck.yaml": OWN.replace("en, zh-Hans]", "vi, zh-Hans]").replace("en:", "vi:").replace("[en]", "[vi]"),
        "hohhot.yaml": CARD.replace("en:", "vi:"),
        "themes/mine/theme.yaml": THEME + "words: {scan: {vi: Scan}, place: {vi: Place}}\n",
    }
    (problem,) = make(files, "vi").problems
    assert problem.code == "no-hyphenation"
    assert "for vi" in problem.message


def test_a_language_with_patterns_is_fine(make: Make) -> None:
    assert make({"deck.yaml": OWN, "themes/mine/theme.yaml": THEME}).codes == []


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("The 🐎 city", "Noto Emoji"),
        ("The อ city", "Noto Sans Thai"),
        ("The 🐎 อ city", "Noto Emoji and Noto Sans Thai"),
    ],
)
def test_a_missing_glyph_names_the_font_that_would_help(text: str, family: str, make: Make) -> None:
    (problem,) = make({"hohhot.yaml": CARD.replace("The blue city", text)}).problems
    assert problem.code == "missing-glyph"
    assert f"add {family} under `fonts:`" in str(problem.hint)


def test_a_character_of_no_known_font_asks_for_any(make: Make) -> None:
    hints = {
        problem.hint for problem in make({"hohhot.yaml": CARD.replace("呼和浩特}", "\U000200f8}")}, "zh-Hans").problems
    }
    assert len(hints) == 1
    assert "add BabelStone Han under" in str(hints)
    hints = {
        problem.hint for problem in make({"hohhot.yaml": CARD.replace("呼和浩特}", "\ue000}")}, "zh-Hans").problems
    }
    assert "add a font that has it" in str(hints)
