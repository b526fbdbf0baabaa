"""Colours can be read on what they stand on, scenes keep their shapes, and texts their language."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_deck import SCENE, lay_down, read

from cardkit.edition.exhibition import Exhibition, gather
from cardkit.exhibit import webfont
from cardkit.exhibit.art import UNITS, ornament_svg, path_data, scene_svg
from cardkit.exhibit.colour import contrast, scheme
from cardkit.exhibit.said import Said, tongue
from cardkit.exhibit.sheet import _in
from cardkit.exhibit.style import smaller
from cardkit.exhibit.word import endonym, names, word
from cardkit.picture.path import parse
from cardkit.picture.scene import parse as parse_scene
from cardkit.picture.shape import Path as Outline
from cardkit.picture.shape import Segment
from cardkit.typesetting.font import open_font
from cardkit.typesetting.shelf import shelf

CARDS = Path(__file__).resolve().parent.parent.parent / "cards"


@pytest.fixture
def exhibition(tmp_path: Path) -> Exhibition:
    found, _ = gather(read(lay_down(tmp_path)))
    assert found is not None
    return found


def rgb(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def test_every_pair_that_text_makes_can_be_read(exhibition: Exhibition) -> None:
    found = scheme(exhibition)
    for colours in (found.light, found.dark):
        for name in ("text", "quiet"):
            for ground in ("ground", "raised"):
                assert contrast(rgb(colours[name]), rgb(colours[ground])) >= 4.5, (name, ground)
    for kind, colours in found.kinds.items():
        assert contrast(rgb(colours["words"]), rgb(colours["band"])) >= 4.5, kind
        assert contrast(rgb(colours["accent"]), rgb(found.light["ground"])) >= 4.5, kind
        for ground in ("ground", "raised"):
            assert contrast(rgb(found.kinds_dark[kind]["accent"]), rgb(found.dark[ground])) >= 4.5, kind


def test_the_paper_is_that_of_the_card(exhibition: Exhibition) -> None:
    assert exhibition.ground == "stone-1"


NUMBER = st.floats(-90, 90).map(lambda value: round(value, 3))
SEGMENT = st.one_of(
    st.tuples(st.just("L"), NUMBER, NUMBER),
    st.tuples(st.just("C"), NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER),
)
SUBPATH = st.tuples(
    st.tuples(st.just("M"), NUMBER, NUMBER), st.lists(SEGMENT, min_size=1, max_size=6), st.sampled_from([[], [("Z",)]])
).map(lambda parts: [parts[0], *parts[1], *parts[2]])


@given(st.lists(SUBPATH, min_size=1, max_size=3))
def test_paths_are_the_same_within_half_a_unit_and_their_bends_within_one_more(subpaths: list[list[Segment]]) -> None:
    outline: Outline = tuple(segment for subpath in subpaths for segment in subpath)
    again = parse(path_data(outline, UNITS))
    assert [one[0] for one in again] == [one[0] for one in outline]
    for one, other in zip(again, outline, strict=True):
        off = [abs(float(a) - float(b) * UNITS) for a, b in zip(one[1:], other[1:], strict=True)]
        assert all(value <= 0.51 for value in off[-2:]), (one, other)
        assert all(value <= 1.51 for value in off[:-2]), (one, other)


def test_a_circle_and_a_box_are_written_shortly() -> None:
    round_one = parse("M10 5C10 7.76 7.76 10 5 10C2.24 10 0 7.76 0 5C0 2.24 2.24 0 5 0C7.76 0 10 2.24 10 5Z")
    assert path_data(round_one, 10) == "m100 50c0 28-22 50-50 50s-50-22-50-50 22-50 50-50 50 22 50 50z"
    assert path_data(parse("M0 0L9 0L9 9L0 9Z"), 10) == "m0 0h90v90h-90z"


def test_a_scene_is_drawn_from_what_was_read_and_nothing_else(exhibition: Exhibition) -> None:
    scene, problems = parse_scene(SCENE.encode(), "scene.svg", frozenset(exhibition.theme.palette))
    assert scene is not None, problems
    text = scene_svg(scene, exhibition.theme.palette).decode()
    assert re.findall(r"<(\w+)", text) == ["svg", "path", "path", "path"]
    assert "class" not in text
    assert 'stroke-width="10"' in text


def test_an_ornament_repeats_its_tile(exhibition: Exhibition) -> None:
    look, measures = exhibition.theme.look("place"), exhibition.theme.ornament
    assert look is not None
    assert measures is not None
    assert '<pattern id="o" width="17.5" height="12"' in ornament_svg(look, measures)


def test_others_stand_in_for_a_language_by_who_shares_its_cards(exhibition: Exhibition) -> None:
    from dataclasses import replace

    deck = exhibition.deck
    plan = replace(deck.editions["en"], languages=("mn-Mong", "ar"))
    order = tongue("mn-Mong", replace(deck, editions={**deck.editions, "both": plan})).order
    assert order == ("mn-Mong", "ar", "en")


def test_a_text_without_a_language_stands_as_it_is_written(exhibition: Exhibition) -> None:
    from cardkit.deck.value import Text
    from cardkit.diagnostic import Span

    upright = tongue("mn-Mong", exhibition.deck)
    latin, mongol = (upright.say(Text(text, Span("x"))) for text in ("UNESCO 6817", "ᠬᠥᠬᠡᠬᠣᠲᠠ"))
    assert latin is not None
    assert not latin.upright
    assert mongol is not None
    assert mongol.upright


@given(st.text(alphabet="ᠠᠡᠢ ᠃", max_size=900))
def test_upright_blocks_lose_no_letter(text: str) -> None:
    blocks = [block.text for block in Said(text, "mn-Mong").blocks()]
    assert "".join("".join(blocks).split()) == "".join(text.split())
    assert all(len(block) <= 240 for block in blocks)


@given(st.text(alphabet="ᠠᠡᠢ ", max_size=60), st.integers(5, 12))
def test_columns_of_a_title_keep_its_words_and_its_height(text: str, most: int) -> None:
    said = Said(text, "mn-Mong")
    columns = said.columns(most)
    assert " ".join(columns).split() == text.split()
    # Words share a column as long as it is no taller than asked.
    assert all(" " not in column or Said(column, "mn-Mong").height <= most for column in columns)
    assert int(said.tall_in(most)[1:]) >= max((min(18.9, Said(one, "mn-Mong").height) for one in columns), default=0)


@pytest.mark.parametrize("name", ["inner-mongolia", "welcome"])
def test_no_upright_text_is_taller_than_the_room_it_is_given(name: str) -> None:
    deck = read(CARDS / name)
    found, _ = gather(deck)
    assert found is not None
    (file,) = webfont.chain(found.theme, "text", "mn-Mong")[:1]
    font = open_font(file.path)
    texts = [text for card in deck.cards for text in _in(card.record, "mn-Mong")]
    assert len(texts) > 5
    for text in texts:
        tall = font.shape(text, "mn-Mong").width
        assert tall - 0.1 <= Said(text, "mn-Mong").height <= 1.1 * tall + 3, text


def test_the_pages_words_are_there_in_every_language(exhibition: Exhibition) -> None:
    from cardkit.exhibit import word as words

    known = words._words()
    assert len(known) >= 20
    assert all(set(own) <= set(known["en"]) for own in known.values())
    whole = [language for language, own in known.items() if set(own) == set(known["en"])]
    assert len(whole) >= 20
    assert endonym("de") == "Deutsch"
    assert endonym("xx") == "xx"
    arabic = tongue("ar", exhibition.deck)
    assert all(word(name, arabic, {}) for name in names())


def test_a_deck_says_the_pages_words_its_own_way(exhibition: Exhibition) -> None:
    from cardkit.deck.value import LocalText, Text
    from cardkit.diagnostic import Span

    own = {"exhibit-next": LocalText({"en": Text("Onward", Span("x"))}, Span("x"))}
    said = word("next", tongue("en", exhibition.deck), own)
    assert said is not None
    assert said.text == "Onward"


def test_a_smaller_style_sheet_means_the_same() -> None:
    assert smaller("/* a */\n.b > c , d { e: f(1 - 2) ; }\n") == ".b > c,d{e:f(1 - 2)}"


def test_a_font_of_the_same_size_is_another_font(tmp_path: Path) -> None:
    known = shelf()[0]["Source Sans 3", 400, False]
    data = bytearray(known.path.read_bytes())
    keys = []
    for number in range(2):
        # The last bytes belong to the last table of the file; whatever they say, the size stays.
        data[-3] ^= number
        path = tmp_path / f"{number}" / known.path.name
        path.parent.mkdir()
        path.write_bytes(data)
        keys.append(webfont.WebFont(replace(known, path=path), "f", frozenset("a")).key)
    assert keys[0] != keys[1]
    assert keys[0] == webfont.WebFont(known, "f", frozenset("a")).key
