"""A language that lacks most of its texts is one problem; one that lacks a few is told of each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic
from cardkit.edition.model import Choice
from cardkit.job.hands import Hands
from cardkit.job.judgement import judge

PLACE = "river-mill.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The starter, which has English and Chinese, printed in French as well."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "deck", "mine"]) == 0
    capsys.readouterr()
    deck = tmp_path / "mine/deck.yaml"
    text = deck.read_text(encoding="utf-8")
    spoilt = re.sub(r"(?m)^languages: \[en, zh-Hans\]", "languages: [en, zh-Hans, fr]", text)
    spoilt = re.sub(r"(?m)^(editions:.*)$", r"\1\n  fr: {languages: [fr]}\n  en+fr: {languages: [en, fr]}", spoilt)
    assert len(spoilt.splitlines()) == len(text.splitlines()) + 2
    deck.write_text(spoilt, encoding="utf-8")
    return tmp_path / "mine"


def load(folder: Path) -> Deck:
    deck, problems = decks.load(folder)
    assert deck, problems
    return deck


def missing(folder: Path, *editions: str, hands: Hands | None = None, only: tuple[str, ...] = ()) -> list[Diagnostic]:
    deck = load(folder)
    choices = [Choice(edition=edition, only=only) for edition in editions or deck.editions]
    return [one for one in judge(deck, choices, hands=hands).report if one.code == "missing-translation"]


def files(problems: list[Diagnostic]) -> list[str]:
    return [Path(one.span.file).name for one in problems if one.span]


def translate(folder: Path) -> None:
    """Give every text of the cards and of the deck its French."""
    for path in folder.rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if "languages:" in line or line.startswith("review:")]
        texts = (line if line in kept else re.sub(r"(zh-Hans: [^{}]+)\}", r"\1, fr: Texte}", line) for line in lines)
        text = "\n".join(re.sub(r"^( +)(zh-Hans: [^{}]+)$", r"\1\2\n\1fr: Texte", line) for line in texts)
        path.write_text(text + "\n", encoding="utf-8")


def test_a_new_language_is_one_problem_where_an_edition_asks_for_it(folder: Path) -> None:
    whole, _ = missing(folder)
    assert whole.span
    assert whole.message.startswith("the editions `fr` and `en+fr` print fr, which ")
    line = Path(whole.span.file).read_text(encoding="utf-8").splitlines()[whole.span.line - 1]
    assert line.startswith("  fr: ")
    assert line[whole.span.column - 1 : whole.span.end_column - 1] == "fr"
    assert whole.hint
    assert "`cardkit i18n extract -o po --language fr`" in whole.hint
    shown = [(one.message, Path(one.span.file).name) for one in whole.related]
    assert shown == [(f"such as `{name}` of `river-mill`", PLACE) for name in ("title", "tagline", "body")]


def test_it_counts_what_layout_misses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, words = missing(folder, "fr")
    said = re.search(r"which (\d+) texts of 3 cards and 1 of deck.yaml lack", whole.message)
    assert said
    monkeypatch.setattr("cardkit.job.untranslated._FEW", 10**6)
    each = missing(folder, "fr")
    assert words in each
    assert len(each) == int(said[1]) + 2


def test_words_of_the_theme_are_named_together(folder: Path) -> None:
    """They stand nowhere in the deck yet, so all of them have the same place; told one at a time, each mended would bring the next."""
    _, words = missing(folder, "fr")
    named = ("`words.place`", "`words.industry`", "`words.story`", "`words.art`")
    assert [name for name in named if name not in words.message] == []
    assert words.message.endswith(" have no fr, which the edition `fr` prints")
    assert words.hint
    added = [f"{word}: {{fr: Mot}}" for word in re.findall(r"`([\w-]+): \{fr: …\}`", words.hint)]
    deck = folder / "deck.yaml"
    text = deck.read_text(encoding="utf-8")
    deck.write_text(re.sub(r"(?m)^(words:.*)$", r"\1\n  " + "\n  ".join(added), text), encoding="utf-8")
    assert [one.message for one in missing(folder, "fr") if "words." in one.message] == []


def test_several_hands_give_the_same(folder: Path) -> None:
    assert missing(folder, "fr", hands=Hands(2)) == missing(folder, "fr")


def test_a_few_texts_are_told_each_at_its_place(folder: Path) -> None:
    translate(folder)
    card = folder / "places" / PLACE
    card.write_text(card.read_text(encoding="utf-8").replace(", fr: Texte", "", 2), encoding="utf-8")
    assert files(missing(folder)) == ["deck.yaml", PLACE, PLACE]


def test_a_language_with_more_texts_than_it_lacks_is_told_of_each(folder: Path) -> None:
    translate(folder)
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^(  - label: .*), fr: Texte\}", r"\1}", text), encoding="utf-8")
        path.write_text(re.sub(r"(?m)^(title|tagline)(: .*), fr: Texte\}", r"\1\2}", path.read_text("utf-8")))
    found = [one for one in missing(folder, "fr") if "words." not in one.message]
    assert len(found) > 10
    assert "deck.yaml" not in files(found)


def test_a_card_asked_for_by_itself_is_told_of_its_own_texts(folder: Path) -> None:
    assert files(missing(folder, "fr", only=("river-mill",))).count(PLACE) > 6


def test_what_follows_from_a_fault_is_not_told_as_a_language_that_is_missing(folder: Path) -> None:
    """Each `zh:` is a fault that was told where it stands."""
    for path in folder.rglob("*.yaml"):
        if path.name != "deck.yaml":
            path.write_text(path.read_text(encoding="utf-8").replace("zh-Hans:", "zh:"), encoding="utf-8")
    deck, problems = decks.load(folder)
    assert deck
    assert any(one.is_error for one in problems)
    report = judge(deck, [Choice(edition="zh-Hans")], found=problems).report
    assert [one.message for one in report if one.code == "missing-translation"] == []


def test_the_first_language_is_not_for_translators(folder: Path) -> None:
    deck = folder / "deck.yaml"
    text = deck.read_text(encoding="utf-8").replace("[en, zh-Hans, fr]", "[fr, en, zh-Hans]", 1)
    deck.write_text(text, encoding="utf-8")
    whole, _ = missing(folder, "fr")
    assert whole.hint == "Write them, or name another language before `fr` under `languages:` in deck.yaml."


def test_people_programs_and_github_are_told_the_same(told: Callable[[str], Any]) -> None:
    whole, words = [one for one in told("json")["problems"] if one["code"] == "missing-translation"]
    assert len(whole["related"]) == 3
    people, github = told("human"), told("github")
    for one in (whole, words):
        assert "{file}:{line}:{column}: error[missing-translation]: {message}\n".format(**one) in people
        assert f"help: {one['hint']}" in people
        place = "file={file},line={line},endLine={end_line},col={column},".format(**one)
        assert re.search(f"::error {re.escape(place)}.*::{re.escape(one['message'] + '%0A' + one['hint'])}", github)
    assert people.count("error[missing-translation]") == github.count("missing-translation") == 2


@pytest.fixture
def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Any]:
    """What `validate` says in a style; the deck is faulty."""

    def validated(style: str) -> Any:
        assert main(["validate", folder.name, "--report", style]) == 1
        said = capsys.readouterr().out
        return json.loads(said) if style == "json" else said

    return validated
