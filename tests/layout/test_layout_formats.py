"""Formats and languages: each has its layout, nearly equal sizes are served by scaling, others are refused."""

from __future__ import annotations

import pytest
from small_deck import CARD, DECK, Make

from cardkit.deck import formats
from cardkit.edition.scaling import holds, nearest
from cardkit.edition.slot import Slot
from cardkit.geometry import Rect
from cardkit.layout.drawing import Fill, Glyphs, Modules

BOTH = DECK.replace("editions:\n", "editions:\n  both: {languages: [en, zh-Hans]}\n")
BRIEF = CARD + "brief: {en: The blue city., zh-Hans: 青城。}\n"


def in_format(name: str, deck: str = DECK) -> str:
    return deck.replace("format: pocket-70x120", f"format: {name}")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "both"])
@pytest.mark.parametrize("name", ["pocket-70x120", "card-90x54", "postcard-a6", "card-85x55", "card-us", "postcard-cn"])
def test_every_format_is_laid_out_in_every_mix_of_languages(name: str, language: str, make: Make) -> None:
    made = make({"deck.yaml": in_format(name, BOTH), "hohhot.yaml": BRIEF}, language)
    assert made.codes == []
    chosen = formats()[name]
    for face in made.faces:
        assert face.trim == chosen.trim
        assert face.bleed == chosen.bleed
        assert _flooded(face.items, chosen.bleed_box), "no ink at the bleed's edge"
    code = next(item for item in made.faces[1].items if isinstance(item, Modules))
    assert code.box.width >= 20
    assert chosen.safe_box.contains(code.box)


@pytest.mark.parametrize(
    "host", ["wwwmuseum-of-mongolia.steppe.museum.org", "exhibition.culture-and-tourism.nmg.museum"]
)
@pytest.mark.parametrize("name", ["pocket-70x120", "card-90x54", "postcard-a6", "card-85x55", "card-us", "postcard-cn"])
def test_a_host_of_forty_letters_is_printed_on_every_format(name: str, host: str, make: Make) -> None:
    # It may stand on two lines, broken ahead of its path or of a dot, and is read as it was written.
    made = make({"deck.yaml": in_format(name, BOTH).replace("cards.museum.org", host), "hohhot.yaml": BRIEF}, "both")
    assert [code for code in made.codes if code != "link-long"] == []
    lines = [item.text for item in made.faces[1].items if isinstance(item, Glyphs) and set(item.text) & {"/"}]
    address = next(text for text in made.faces[1].texts if text.startswith(host[:5]))
    assert address.startswith(f"{host}/c/")
    assert any(address.endswith(line) for line in lines)


def _flooded(items: object, box: Rect) -> bool:
    """Whether floods and pictures together reach all four edges of the bleed."""
    boxes = [item.box for item in items if isinstance(item, Fill)]  # type: ignore[attr-defined]
    boxes += [item.clip for item in items if getattr(item, "clip", None)]  # type: ignore[attr-defined]
    return (
        min(b.x for b in boxes) <= box.x + 0.01
        and min(b.y for b in boxes) <= box.y + 0.01
        and max(b.right for b in boxes) >= box.right - 0.01
        and max(b.bottom for b in boxes) >= box.bottom - 0.01
    )


def test_two_languages_stand_on_one_card_the_first_above_the_second(make: Make) -> None:
    made = make({"deck.yaml": BOTH, "hohhot.yaml": BRIEF}, "both")
    front, back = made.faces
    assert front.texts[:2] == ("Hohhot", "呼和浩特")
    lines = [item for item in front.items if isinstance(item, Glyphs)]
    english = next(line for line in lines if line.text == "Hohhot")
    chinese = next(line for line in lines if line.text == "呼和浩特")
    assert english.origin.y < chinese.origin.y
    assert front.texts[2:5] == ("Place", "地方", "01/01")
    assert "The blue city." in back.texts
    assert "青城。" in back.texts
    assert "The blue city under the Daqing range." not in back.texts, "two languages share `brief`"


def test_a_brief_that_is_missing_where_languages_share_is_an_error(make: Make) -> None:
    assert make({"deck.yaml": BOTH}, "both").codes == ["missing-text"]


def test_table_columns_give_way_to_each_other(make: Make) -> None:
    card = BRIEF.replace("value: {en: blue city,", "value: {en: the city of the blue roofs,")
    made = make({"deck.yaml": BOTH, "hohhot.yaml": card}, "both")
    assert made.codes == []
    line = next(i for i in made.faces[1].items if isinstance(i, Glyphs) and i.text.startswith("the city"))
    label = next(i for i in made.faces[1].items if isinstance(i, Glyphs) and i.text == "名字" and i.origin.y > 60)
    assert line.origin.x + line.width < label.origin.x


def test_a_format_of_another_shape_is_refused_with_those_there_are(make: Make) -> None:
    made = make({"deck.yaml": in_format("poker")})
    (problem,) = made.problems
    assert problem.code == "no-layout"
    assert "pocket-70x120" in str(problem.hint)


def test_a_size_in_mm_takes_the_layout_of_its_trim(make: Make) -> None:
    made = make({"deck.yaml": in_format("{trim: [70, 120], bleed: 2, safe: 4}")})
    assert made.codes == []
    assert made.faces[0].bleed == 2


def test_the_nearest_ratio_serves() -> None:
    known = formats()
    drawn = [known[name] for name in ("pocket-70x120", "card-90x54", "postcard-a6")]
    assert nearest(drawn, known["card-us"]) == known["card-90x54"]
    assert nearest(drawn, known["postcard-cn"]) == known["postcard-a6"]
    assert nearest(drawn, known["poker"]) is None
    assert not holds(known["pocket-70x120"], known["postcard-a6"])


def test_a_scaled_code_stays_square(make: Make) -> None:
    made = make({"deck.yaml": in_format("card-85x55")})
    assert made.edition
    (code,) = (s for s in made.edition.cards[0].layout.back if isinstance(s, Slot) and s.draws == "code")
    assert code.box.width == pytest.approx(code.box.height)
