"""A deck brings its own theme, layouts, palette and fonts, and its faults are told at their lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_deck import DECK, Make

from cardkit.layout.drawing import Fill, Glyphs
from cardkit.typesetting.shelf import folder

OWN = DECK.replace("theme: long-horizon", "theme: mine")

THEME = """\
theme: mine
extends: long-horizon
palette:
  plum: [40, 90, 20, 10]
kinds:
  place:
    inks: {band: plum, words: snow, ornament: dusk-2, rule: dusk-2, halo-inner: dusk-2, halo-outer: dusk-4}
"""


def test_a_theme_takes_from_another_what_it_leaves_out(make: Make) -> None:
    made = make({"deck.yaml": OWN, "themes/mine/theme.yaml": THEME})
    assert made.codes == []
    bands = [i for i in made.faces[0].items if isinstance(i, Fill) and i.box.y == 84]
    assert bands[0].ink.__class__.__name__ == "Cmyk"
    assert getattr(bands[0].ink, "magenta", None) == pytest.approx(0.9)


LAYOUT = """\
layout: pocket-70x120
format: pocket-70x120
front:
  - {slot: ground, draws: flood, box: [-3, -3, 76, 126], ink: band}
  - slot: name
    draws: text
    box: [8, 50, 54, 20]
    align: centre
    valign: middle
    ink: words
    parts: [{shows: title, style: title, sizes: {Latn: [30, 11, 20]}}]
back:
  - {slot: code, draws: code, box: [20, 45, 30, 30], ink: key, ground: snow}
"""


def test_a_deck_brings_a_layout_for_its_theme(make: Make) -> None:
    own = THEME.replace("extends: long-horizon\n", "extends: long-horizon\n")
    made = make({"deck.yaml": OWN, "themes/mine/theme.yaml": own, "themes/mine/layouts/pocket-70x120.yaml": LAYOUT})
    assert made.codes == []
    assert made.faces[0].texts == ("Hohhot",)
    (line,) = [i for i in made.faces[0].items if isinstance(i, Glyphs)]
    assert line.origin.x + line.width / 2 == pytest.approx(35, abs=0.01)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ink: band", "ink: bend", "4:63 unknown-token"),
        ("style: title", "style: titel", "11:35 unknown-style"),
        ("shows: title", "shows: titel", "11:21 unknown-content"),
        ("draws: flood", "draws: flod", "4:27 bad-value"),
        ("box: [8, 50, 54, 20]", "box: [8, 50, 54]", "7:10 bad-value"),
        ("align: centre", "align: center", "8:12 bad-value"),
        ("slot: name", "slot: ground", "5:11 duplicate-slot"),
        ("    parts: [{shows: title, style: title, sizes: {Latn: [30, 11, 20]}}]\n", "", "5:11 slot-incomplete"),
        ("Latn: [30", "Hans: [30", "11:13 no-size-for-script"),
        ("box: [8, 50, 54, 20]", "box: [0, 0, 54, 11]\n    colour: red", "8:5 unknown-field"),
        ("box: [8, 50, 54, 20]\n    align: centre", "box: [0, 50, 70, 20]", "outside-safe"),
        ("box: [8, 50, 54, 20]", "box: [8, 50, 54, 0]", "7:10 bad-box"),
        ("[30, 11, 20]", "[30, 11, 40]", "11:56 bad-size"),
        ("layout: pocket-70x120", "layout: pocket", "1:9 wrong-name"),
        ("format: pocket-70x120", "format: pocket-70x12", "2:9 unknown-format"),
        (
            "  - {slot: code, draws: code, box: [20, 45, 30, 30], ink: key, ground: snow}\n",
            "  []\n",
            "13:3 empty-face, 1:9 no-code",
        ),
        ("draws: code,", "draws: flood,", "1:9 no-code"),
    ],
)
def test_a_fault_in_a_layout_is_told_at_its_line(old: str, new: str, expected: str, make: Make) -> None:
    assert old in LAYOUT
    own = LAYOUT.replace(old, new, 1)
    if expected == "outside-safe":
        own = own.replace("    align: centre\n", "")
    made = make({"deck.yaml": OWN, "themes/mine/theme.yaml": THEME, "themes/mine/layouts/pocket-70x120.yaml": own})
    if expected == "outside-safe":
        expected = "5:11 outside-safe"
    found = [f"{p.span.line}:{p.span.column} {p.code}" for p in made.problems if p.span]
    assert sorted(found) == sorted(expected.split(", "))
    assert all(p.span and p.span.file.endswith("pocket-70x120.yaml") for p in made.problems)


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        (THEME.replace("extends: long-horizon", "extends: long-horizn"), "unknown-theme"),
        (THEME.replace("extends: long-horizon", "extends: mine"), "theme-loop"),
        (THEME.replace("band: plum", "band: plam"), "unknown-token"),
        (THEME.replace("[40, 90, 20, 10]", "[40, 90, 20]"), "bad-value"),
        (THEME.replace("[40, 90, 20, 10]", "[40, 90, 20, 110]"), "bad-value"),
        (THEME + "styles: {title: {Latn: {fonts: [Comic Sans 400]}}}\n", "unknown-font"),
        (THEME + "styles: {title: {Latn: {fonts: [Fraunces 900]}}}\n", "unknown-font"),
        (THEME + "words: {scan: Scan}\n", "wrong-type"),
        (THEME.replace("theme: mine", "theme: yours"), "wrong-name"),
        (THEME.replace("dusk-4}", "dusk-4}\n    ornament: hello"), "bad-path-data"),
    ],
)
def test_a_fault_in_a_theme_is_one_problem(theme: str, expected: str, make: Make) -> None:
    made = make({"deck.yaml": OWN, "themes/mine/theme.yaml": theme})
    assert made.codes == [expected]
    assert made.edition is None


def test_a_deck_brings_its_own_font(make: Make, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    source = next(folder().rglob("SourceSerif4*400*Italic*.ttf"), None) or next(folder().rglob("*.ttf"))
    shutil.copy(source, fonts / "own.ttf")
    made = make({"deck.yaml": DECK + "fonts: [fonts/own.ttf]\n"})
    assert "font-twice" not in made.codes


def test_a_fourth_kind_goes_from_yaml_to_faces_without_python(make: Make) -> None:
    kind = """\
kind: dish
help: Something to eat.
facts: [price, facts]
fields:
  price: {is: fact, help: What it costs.}
  taste: {is: text, local: always, help: How it tastes.}
"""
    layout = LAYOUT.replace("layout: pocket-70x120", "layout: dish").replace("shows: title", "shows: [taste, title]")
    layout = layout.replace("format: pocket-70x120", "format: pocket-70x120\nkinds: [dish]")
    theme = THEME + "words: {dish: {en: Dish, zh-Hans: 菜}}\n"
    card = """\
kind: dish
id: shaomai
number: 1
section: places
title: {en: Shaomai, zh-Hans: 烧麦}
taste: {en: Salty, zh-Hans: 咸}
body: {en: A dumpling., zh-Hans: 一笼。}
"""
    made = make(
        {
            "deck.yaml": OWN,
            "kinds/dish.yaml": kind,
            "themes/mine/theme.yaml": theme,
            "themes/mine/layouts/dish.yaml": layout,
            "shaomai.yaml": card,
        }
    )
    assert made.codes == []
    by_card = {face.card: face for face in made.faces if face.side == "front"}
    assert by_card["shaomai"].texts == ("Salty",)
    assert by_card["hohhot"].texts[0] == "Hohhot"
