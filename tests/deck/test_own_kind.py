"""A deck brings kinds of its own, and its cards are judged by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from steppe import FACT, check

from cardkit.deck import rows

DISH = """\
kind: dish
help: Something to eat.
facts: [spices]
fields:
  spices: {is: list, of: fact, help: What is in it.}
  recipe: {is: paragraph, local: always, help: How it is made.}
  sketch: {is: file, help: A drawing.}
"""

STEW = f"""\
kind: dish
id: stew
number: 1
section: places
title: {{en: Stew}}
recipe: {{en: Boil.}}
spices: [{FACT}]
sketch: images/hohhot.svg
"""


def test_a_deck_brings_a_kind_of_its_own(tmp_path: Path) -> None:
    deck = check(tmp_path, {"kinds/dish.yaml": DISH, "stew.yaml": STEW})
    assert deck is not None
    stew = next(card for card in deck.cards if card.kind == "dish")
    assert len(rows(stew, deck.kinds["dish"])) == 1
    recipe = stew.record.local("recipe")
    assert recipe is not None
    assert "en" in recipe.texts


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("recipe: {en: Boil.}", "recipe: Boil.", "stew.yaml:6:9 wrong-type"),
        ("sketch: images/hohhot.svg", "sketch: images/none.svg", "stew.yaml:8:9 missing-file"),
        ("recipe:", "recpie:", "stew.yaml:6:1 unknown-field"),
    ],
)
def test_cards_of_the_decks_own_kind_are_judged_by_it(tmp_path: Path, old: str, new: str, expected: str) -> None:
    check(tmp_path, {"kinds/dish.yaml": DISH, "stew.yaml": STEW.replace(old, new)}, expected)


@pytest.mark.parametrize(
    ("shape", "written", "column"),
    [
        ("{is: list, of: file}", "[images/hohhot.svg, {}]", 29),
        ("{is: map, of: {is: list, of: file}}", "{{raw: [images/hohhot.svg], done: [{}]}}", 43),
        ("{is: either, of: [{is: list, of: number}, {is: record, fields: {file: file}}]}", "{{file: {}}}", 16),
    ],
)
def test_files_are_looked_for_wherever_a_shape_has_them(tmp_path: Path, shape: str, written: str, column: int) -> None:
    kind = DISH.replace("{is: file, help: A drawing.}", shape)
    sound = STEW.replace("images/hohhot.svg", written.format("images/hohhot.svg"))
    spoilt = STEW.replace("images/hohhot.svg", written.format("images/none.svg"))
    twin = spoilt.replace("stew", "soup").replace("number: 1", "number: 2")
    check(tmp_path, {"kinds/dish.yaml": kind, "stew.yaml": sound})
    # Each card that names it is told of, and what one has rightly named is right on the next.
    expected = [f"{name}.yaml:8:{column} missing-file" for name in ("soup", "stew")]
    check(tmp_path, {"kinds/dish.yaml": kind, "stew.yaml": spoilt, "soup.yaml": twin}, *expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("recipe: {is: paragraph", "recipe: {is: paragaph", "6:16 unknown-shape"),
        ("recipe: {is", "title: {is", "6:3 field-taken"),
        ("facts: [spices]", "facts: [spice]", "3:9 unknown-row"),
        ("facts: [spices]", "facts: [recipe]", "3:9 unknown-row"),
        ("fields:", "feilds:", "4:1 unknown-field"),
    ],
)
def test_one_mistake_in_a_kind(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in DISH
    check(tmp_path, {"kinds/dish.yaml": DISH.replace(old, new)}, f"kinds/dish.yaml:{expected}")


def test_a_kind_described_twice(tmp_path: Path) -> None:
    check(tmp_path, {"kinds/dish.yaml": DISH, "kinds/meal.yaml": DISH}, "kinds/meal.yaml:1:7 duplicate-kind")
