"""Markup is told at its own place, and what only looks like it is let alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cardkit import deck as decks
from cardkit.deck.markup import instead, markup
from cardkit.deck.mistake import suggestion
from cardkit.diagnostic import Diagnostic

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The **first** school", "**first**"),
        ("a __wide__ steppe", "__wide__"),
        ("Salt<br>and<br/>milk", "<br>"),
        ('see <a href="https://example.org">here</a>', '<a href="https://example.org">'),
        ("school &amp; library", "&amp;"),
        ("12&nbsp;km", "&nbsp;"),
        ("it&#8217;s", "&#8217;"),
        ("one line\\nand another", "\\n"),
        ("the [museum](https://example.org/m) is open", "[museum](https://example.org/m)"),
    ],
)
def test_markup_is_found(text: str, found: str) -> None:
    match = markup(text)
    assert match is not None
    assert match.group() == found


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4, 2 ** 3, and **",
        "a < b > c, <5 %, >> and <<",
        "AT&T, R&D; salt & milk",
        "_snake_case_, __init, file__name__x",
        "《蒙古秘史》、〈序〉",
        "[1] (2), a [b] (c)",
        "C:\\temp and \\ alone",
        "☆ five * hotel",
        "x<y and y>z",
        "1<b and b>2",
    ],
)
def test_what_only_looks_like_markup_is_let_alone(text: str) -> None:
    assert markup(text) is None


def test_the_hint_says_what_to_write() -> None:
    assert instead("&amp;") == "Write `&`."
    assert instead("&nbsp;") == "Type the character itself."
    assert "double quotes" in instead("\\n")
    assert "theme" in instead("**x**")


def told(tmp_path: Path, **texts: object) -> list[Diagnostic]:
    (tmp_path / "cards").mkdir()
    (tmp_path / "deck.yaml").write_text(
        "deck: d\ntitle: {en: D}\nlanguages: [en]\neditions: {en: {languages: [en]}}\n"
        "theme: long-horizon\nformat: pocket-70x120\n"
    )
    card = {"kind": "story", "id": "s", "number": 1, "title": {"en": "S"}, **texts}
    lines = [
        f"{key}: {yaml.safe_dump(value, default_flow_style=True, width=999).strip()}" for key, value in card.items()
    ]
    (tmp_path / "cards" / "s.yaml").write_text("\n".join(lines).replace("\n...", "") + "\n")
    _, problems = decks.load(tmp_path)
    return [problem for problem in problems if problem.code == "markup-in-text"]


def test_it_is_one_warning_a_card_under_the_markup_itself(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, tagline={"en": "The **first** school"}, brief={"en": "a<br>b"})
    assert not problem.is_error
    assert problem.message == "`**first**` is printed as it stands (and another text of this card)"
    line = (tmp_path / "cards" / "s.yaml").read_text().splitlines()[problem.span.line - 1 if problem.span else 0]
    assert problem.span is not None
    assert line[problem.span.column - 1 : problem.span.end_column - 1] == "**first**"


@pytest.mark.parametrize("deck", ["inner-mongolia", "welcome"])
def test_the_shipped_decks_have_none(deck: str) -> None:
    _, problems = decks.load(ROOT / "cards" / deck)
    assert [problem for problem in problems if problem.code == "markup-in-text"] == []


def test_a_part_of_a_name_is_enough_where_one_name_has_it() -> None:
    known = ["pocket-70x120", "postcard-a6", "postcard-cn", "card-us"]
    assert suggestion("a6", known) == "postcard-a6"
    assert suggestion("US", known) == "card-us"
    assert suggestion("postcard", ["postcard-a6", "postcard-cn", "x-postcard-y"], cutoff=0.99) is None
    assert suggestion("", known) is None
