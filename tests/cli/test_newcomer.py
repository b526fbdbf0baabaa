"""What a newcomer spoils in the starter comes back as one problem, at the place where it is mended."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cardkit.cli import main

MILL = "places/river-mill.yaml"


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The starter, read by somebody and with a host of its own, so that nothing is said of it."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "deck", "mine"]) == 0
    for path in (tmp_path / "mine").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("cards.example.org", "cards.museum.org")
        approved = "review: {state: approved, by: A. Reader, on: 2026-01-02}"
        path.write_text(text.replace("review: {en: draft, zh-Hans: draft}", approved), encoding="utf-8")
    capsys.readouterr()
    return tmp_path / "mine"


@pytest.fixture
def told(deck: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """Every problem of the deck as ``file:line:column code``."""

    monkeypatch.chdir(deck.parent)

    def judged() -> list[str]:
        main(["validate", "mine", "--report", "json"])
        problems = json.loads(capsys.readouterr().out)["problems"]
        return ["{file}:{line}:{column} {code}".format(**p).removeprefix("mine/") for p in problems]

    return judged


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_is_said_of_a_sound_deck(told: Callable[[], list[str]]) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (MILL, "kind: place ", "kind: Place ", f"{MILL}:2:7 unknown-kind"),
        (MILL, "focus: [0.54, 0.54]", "focus: [54%, 54%]", f"{MILL}:30:10 bad-value"),
        (MILL, 'value: "1742"', "value: 1742-1750", f"{MILL}:20:12 hyphen-in-range"),
        (MILL, "tagline: {en: The", "tagline: {en： The", f"{MILL}:7:13 yaml-syntax"),
        (MILL, "title: {", "title:\u3000{", f"{MILL}:6:7 yaml-syntax"),
        (MILL, "  credit:", "\u00a0\u00a0credit:", f"{MILL}:32:1 yaml-syntax"),
        (MILL, "  file: images", "file: images", f"{MILL}:30:3 yaml-syntax"),
        (MILL, "section: places", "section:\u00a0places", f"{MILL}:5:8 yaml-syntax"),
        (MILL, "  - label: {en: Wheel", "    label: {en: Wheel", f"{MILL}:22:5 duplicate-key"),
        (MILL, "rye and wheat", "rye #2 and wheat", f"{MILL}:26:21 comment-cuts-value"),
        ("deck.yaml", "{id: places,", "{id: Places,", "deck.yaml:16:10 bad-id"),
        ("deck.yaml", "{id: places, title: {en: Places, zh-Hans: 地方}}", "places", "deck.yaml:16:5 wrong-type"),
        ("deck.yaml", "en: {languages: [en]}", "en: [en]", "deck.yaml:9:7 wrong-type"),
        ("deck.yaml", "languages: [en, zh-Hans] ", "languages: [en，zh-Hans] ", "deck.yaml:7:13 bad-language"),
    ],
)
def test_one_mistake_is_one_problem(
    deck: Path, told: Callable[[], list[str]], file: str, old: str, new: str, expected: str
) -> None:
    spoil(deck / file, old, new)
    assert told() == [expected]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("tagline:", "subtitle:", "Did you mean `tagline`?"),
        ("image:", "Photo:", "Did you mean `image`?"),
        ("section: places", "section: “places”", "such as `places`."),
        ("images/river-mill.svg", "Images/River-Mill.SVG", "Did you mean `images/river-mill.svg`?"),
        ("images/river-mill.svg", "image/river-mil.svg", "Did you mean `images/river-mill.svg`?"),
        ("images/river-mill.svg", "River-mill.svg", "Did you mean `images/river-mill.svg`?"),
        ("images/river-mill.svg", "photos/river-mill.svg", "Did you mean `images/river-mill.svg`?"),
        ("images/river-mill.svg", "photos/ship.jpg", "Make the folder `photos/` and put `ship.jpg` into it."),
        ("images/river-mill.svg", "ship.jpg", "Put `ship.jpg` into the deck's folder."),
        ("images/river-mill.svg", "../images/river-mill.svg", "from deck.yaml on: `images/river-mill.svg`;"),
        (
            "images/river-mill.svg",
            r"C:\Users\me\mill.jpg",
            "Copy the file into the deck, and write its path from deck.yaml",
        ),
        ("images/river-mill.svg", "/home/me/mill.jpg", "such as `images/mill.jpg`."),
        ("focus: [0.54, 0.54]", "focus: [0,54, 0,54]", "Write two numbers as a list, such as `[0.5, 0.5]`."),
        ("focus: [0.54, 0.54]", "focus: 54% 54%", "Write two numbers as a list, such as `[0.5, 0.5]`."),
        ("focus: [0.54, 0.54]", "focus: 0.54 0.54", "Write two numbers as a list: `[0.54, 0.54]`."),
        ("  - label: {en: Wheel", "    label: {en: Wheel", "Write `- label:` where another item of the list begins"),
    ],
)
def test_the_hint_is_what_was_meant(
    deck: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, hint: str
) -> None:
    spoil(deck / MILL, old, new)
    assert main(["validate", str(deck)]) == 1
    assert hint in capsys.readouterr().out


def test_an_error_is_followed_by_where_more_is_said(
    deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(deck)
    assert main(["validate"]) == 0
    assert capsys.readouterr().err == "mine: 3 cards in 2 editions, no problems\n"
    spoil(deck / MILL, "tagline:", "tagine:")
    assert main(["validate"]) == 1
    assert capsys.readouterr().err == (
        "mine: 3 cards in 2 editions; `cardkit explain unknown-field` says more of an error\n"
    )


def test_a_theme_of_the_deck_is_named_as_its_other_files_are(
    deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(deck)
    (deck / "themes/own").mkdir(parents=True)
    (deck / "themes/own/theme.yaml").write_text("theme: own\nextends: long-horizon\ncolors: {}\n", encoding="utf-8")
    spoil(deck / "deck.yaml", "theme: long-horizon", "theme: own")
    main(["validate", "."])
    said = capsys.readouterr().out
    assert said.startswith("themes/own/theme.yaml:3:1: error[unknown-field]: unknown field `colors`\n")
    assert "Did you mean `palette`?" in said


def test_a_card_is_never_left_out_behind_a_warning(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The comment swallows the closing brace, so that nothing of the file can be read."""
    spoil(deck / MILL, "rye and wheat", "rye #2 and wheat")
    assert main(["render", str(deck)]) == 1
    assert "error[comment-cuts-value]" in capsys.readouterr().out
    assert not (deck / "build").exists()


def test_a_picture_under_another_name_is_told_where_it_is_named(deck: Path, told: Callable[[], list[str]]) -> None:
    svg = deck / "images" / "river-mill.svg"
    svg.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    assert told() == [f"{MILL}:29:9 scene-syntax"]
    svg.write_text("<!DOCTYPE html><title>404</title>", encoding="utf-8")
    assert told() == [f"{MILL}:29:9 scene-syntax"]


def test_an_address_too_long_for_every_card_is_told_once_at_the_base(deck: Path, told: Callable[[], list[str]]) -> None:
    spoil(deck / "deck.yaml", "base: https://cards.museum.org", f"base: https://cards.museum.org/{'a' * 60}")
    assert told() == ["deck.yaml:24:9 link-long", "deck.yaml:24:9 text-overflow"]


def test_where_no_card_can_be_read_nothing_is_counted(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "deck.yaml", "cards.museum.org", "cards.example.org")
    spoil(deck / "deck.yaml", "hosts: [cards.museum.org]", "hosts: [cards.example.org]")
    for path in deck.glob("*/*.yaml"):
        spoil(path, "kind: ", "kind: un")
    assert main(["validate", "mine"]) == 1
    said = capsys.readouterr()
    assert "0 cards" not in said.out + said.err
    assert said.out.endswith("3 errors in 3 files\n")
    assert said.err == "mine: no card could be laid out; `cardkit explain unknown-kind` says more of an error\n"


def test_a_theme_that_leads_to_itself_stops_nobody(deck: Path, told: Callable[[], list[str]]) -> None:
    (deck / "themes").mkdir()
    (deck / "themes" / "loop").symlink_to("loop")
    assert told() == []
    spoil(deck / "deck.yaml", "theme: long-horizon", "theme: loop")
    assert told() == ["deck.yaml:12:8 unknown-theme"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="everything is readable to root, for whom the loop above takes the same road",
)
def test_a_folder_of_themes_that_may_not_be_read_is_told_at_the_theme_asked_for(
    deck: Path, told: Callable[[], list[str]]
) -> None:
    (deck / "themes").mkdir()
    (deck / "themes").chmod(0)
    spoil(deck / "deck.yaml", "theme: long-horizon", "theme: river")
    try:
        assert told() == ["deck.yaml:12:8 unknown-theme"]
    finally:
        (deck / "themes").chmod(0o755)


@pytest.mark.parametrize("kind", ["place", "industry", "story"])
def test_what_a_new_card_may_say_can_be_said(deck: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All of a blank card's remarks taken in: no field of it is unknown or of a wrong type."""
    assert main(["new", "card", kind, "blank", "mine"]) == 0
    (path,) = deck.glob("*/blank.yaml")
    head, mark, more = path.read_text(encoding="utf-8").partition("# What else it may say, without the #:\n")
    assert mark
    path.write_text(head + more.replace("# ", "", 1).replace("\n# ", "\n"), encoding="utf-8")
    capsys.readouterr()
    main(["validate", "mine", "--report", "json"])
    codes = {problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]}
    assert codes <= {
        "missing-file", "code-invalid", "fact-without-source", "review-open", "was-taken", "duplicate-number",
        "link-foreign-host", "placeholder-host", "text-to-write",
    }  # fmt: skip
