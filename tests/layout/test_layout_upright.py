"""Vertical Mongolian stands in columns beside the other languages, in the order and size that the theme asks for."""

from __future__ import annotations

import pytest
from small_deck import CARD, DECK, Make

from cardkit.layout.drawing import Face, Glyphs

BOTH = DECK.replace("languages: [en, zh-Hans]\n", "languages: [en, zh-Hans, mn-Mong]\n").replace(
    "editions:\n",
    "editions:\n  zh-mn: {languages: [mn-Mong, zh-Hans]}\n  all: {languages: [en, zh-Hans, mn-Mong]}\n",
)
BOTH += "words: {scan: {en: Scan, zh-Hans: 扫码, mn-Mong: ᠦᠵᠡᠰᠭᠦᠯᠡᠩ}}\n"

MONGOLIAN = "ᠱᠠᠩᠳᠤ ᠬᠣᠲᠠ (上都) ᠶᠢᠨ ᠲᠤᠭᠤᠷᠢ ᠪᠣᠯ 12 ᠳᠡᠯᠡᠬᠡᠢ\u202fᠶᠢᠨ ᠥᠪ 2012 UNESCO ᠮᠥᠨ᠃"

UPRIGHT = CARD.replace("zh-Hans: 呼和浩特}", "zh-Hans: 呼和浩特, mn-Mong: ᠬᠥᠬᠡᠬᠣᠲᠠ}") + (
    f'brief: {{en: The blue city., zh-Hans: 青城。, mn-Mong: "{MONGOLIAN}"}}\n'
)


def columns(face: Face) -> list[Glyphs]:
    return [item for item in face.items if isinstance(item, Glyphs) and item.vertical]


@pytest.mark.parametrize("edition", ["zh-mn", "all"])
@pytest.mark.parametrize("name", ["pocket-70x120", "card-90x54", "postcard-a6", "card-us"])
def test_every_format_has_its_pole(name: str, edition: str, make: Make) -> None:
    deck = BOTH.replace("format: pocket-70x120", f"format: {name}")
    made = make({"deck.yaml": deck, "hohhot.yaml": UPRIGHT}, edition)
    assert made.codes == []
    front, back = made.faces
    assert columns(front)
    assert columns(back)
    assert "ᠬᠥᠬᠡᠬᠣᠲᠠ" in front.texts
    assert MONGOLIAN in back.texts


def test_columns_run_from_the_left_and_say_all_of_the_text(make: Make) -> None:
    back = make({"deck.yaml": BOTH, "hohhot.yaml": UPRIGHT}, "zh-mn").faces[1]
    brief = [item for item in back.items if isinstance(item, Glyphs) and item.span == columns(back)[0].span]
    assert "".join("".join(item.text for item in brief).split()) == "".join(MONGOLIAN.split())
    tops = [item for item in brief if item.vertical and item.origin.y == min(i.origin.y for i in brief)]
    assert [item.origin.x for item in tops] == sorted(item.origin.x for item in tops)
    assert len(tops) >= 2


def test_han_and_short_numbers_stand_upright_and_the_rest_turns(make: Make) -> None:
    back = make({"deck.yaml": BOTH, "hohhot.yaml": UPRIGHT}, "zh-mn").faces[1]
    brief = [item for item in back.items if isinstance(item, Glyphs) and item.span == columns(back)[0].span]
    upright = [item.text for item in brief if not item.vertical]
    assert upright == ["上", "都", "12"]
    turned = "".join(item.text for item in brief if item.vertical)
    assert "2012" in turned
    assert "UNESCO" in turned


def test_a_column_is_never_broken_at_a_suffix(make: Make) -> None:
    back = make({"deck.yaml": BOTH, "hohhot.yaml": UPRIGHT}, "zh-mn").faces[1]
    for item in columns(back):
        assert not item.text.startswith("\u202f")
        assert not item.text.endswith("\u202f")


def test_the_titles_stand_to_the_right_of_the_pole(make: Make) -> None:
    front = make({"deck.yaml": BOTH, "hohhot.yaml": UPRIGHT}, "all").faces[0]
    pole = max(item.origin.x for item in columns(front))
    for item in front.items:
        if isinstance(item, Glyphs) and not item.vertical:
            assert item.origin.x > pole


def own_theme(layout: str) -> dict[str, str]:
    return {
        "deck.yaml": BOTH.replace("theme: long-horizon", "theme: mine"),
        "hohhot.yaml": UPRIGHT,
        "themes/mine/theme.yaml": "theme: mine\nextends: long-horizon\n",
        "themes/mine/layouts/pocket-70x120-pole-one.yaml": layout,
    }


LAYOUT = """\
layout: pocket-70x120-pole-one
format: pocket-70x120
across: [1]
upright: [1]
front:
  - slot: pole
    draws: text
    box: [10, 10, 12, 60]
    upright: true
    ink: key
    parts: [{shows: title, style: title, sizes: {Mong: [20, 8, 10]}}]
  - slot: titles
    draws: text
    box: [30, 10, 36, 20]
    ink: key
    parts: [{shows: title, style: title, sizes: {Hans: [20, 8, 10]}}]
back:
  - {slot: code, draws: code, box: [20, 45, 30, 30], ink: key, ground: snow}
"""


def test_a_layout_that_keeps_the_ranks_passes(make: Make) -> None:
    assert make(own_theme(LAYOUT), "zh-mn").codes == []


def test_mongolian_right_of_chinese_breaks_the_order(make: Make) -> None:
    made = make(
        own_theme(LAYOUT.replace("[10, 10, 12, 60]", "[50, 30, 12, 60]").replace("[30, 10,", "[6, 10,")), "zh-mn"
    )
    (problem,) = made.problems
    assert problem.code == "script-order"
    assert problem.span
    assert problem.span.line == 6


def test_mongolian_smaller_than_its_rank_is_told(make: Make) -> None:
    made = make(own_theme(LAYOUT.replace("Mong: [20, 8, 10]", "Mong: [12, 6, 10]")), "zh-mn")
    assert made.codes == ["script-size"]


def test_an_office_may_set_another_rule(make: Make) -> None:
    files = own_theme(LAYOUT.replace("Mong: [20, 8, 10]", "Mong: [12, 6, 10]"))
    files["themes/mine/theme.yaml"] += "ranks: [{script: Mong, before: Hans, size: 0.5}]\n"
    assert make(files, "zh-mn").codes == []
