"""A card's words come to stand on its faces, or a problem says why not, at the author's line."""

from __future__ import annotations

import pytest
from small_deck import CARD, DECK, Make

from cardkit.geometry import Rect
from cardkit.layout.drawing import Fill, Glyphs, Modules


def test_both_faces_show_the_card(make: Make) -> None:
    made = make()
    assert made.codes == []
    front, back = made.faces
    assert (front.card, front.side, back.side) == ("hohhot", "front", "back")
    assert front.texts == ("Hohhot", "Place", "01/01", "A Small Deck")
    assert back.texts[:3] == ("01", "Hohhot", "The blue city under the Daqing range.")
    assert back.texts[3:5] == ("Name", "blue city")
    assert back.texts[5] == "Scan to enter the exhibit"
    assert back.texts[6].startswith("cards.museum.org/c/")


def test_each_language_shows_its_own_words(make: Make) -> None:
    front, back = make(language="zh-Hans").faces
    assert front.texts == ("呼和浩特", "地方", "01/01", "小卡")
    assert "大青山下的青城。" in back.texts
    assert "扫码进入展览" in back.texts


def test_what_is_drawn_says_what_the_manifest_says(make: Make) -> None:
    made = make()
    for i, face in enumerate(made.faces):
        drawn = "".join("".join(made.lines(i)).split())
        assert sorted(drawn) == sorted("".join("".join(face.texts).split()))


def test_the_code_is_the_cards_link_with_a_quiet_zone_inside_its_box(make: Make) -> None:
    back = make().faces[1]
    (code,) = [item for item in back.items if isinstance(item, Modules)]
    assert code.url.startswith("https://cards.museum.org/c/")
    module = code.box.width / len(code.matrix)
    ground = next(item for item in back.items if isinstance(item, Fill) and item.box == Rect(35, 82, 30, 30))
    assert code.box.x - ground.box.x == pytest.approx(4 * module)
    assert module >= 0.5


def test_a_promise_takes_the_call_to_actions_place(make: Make) -> None:
    card = CARD + "exhibit: {promise: {en: Hear the old town, zh-Hans: 听听老城}}\n"
    texts = make({"hohhot.yaml": card}).faces[1].texts
    assert "Hear the old town" in texts
    assert "Scan to enter the exhibit" not in texts


def test_the_decks_words_stand_over_the_themes(make: Make) -> None:
    words = DECK + "words: {place: {en: Town, zh-Hans: 城}, deck-name: {en: Short, zh-Hans: 短}}\n"
    assert make({"deck.yaml": words}).faces[0].texts == ("Hohhot", "Town", "01/01", "Short")


def test_the_short_form_of_a_fact_goes_on_the_card(make: Make) -> None:
    card = CARD.replace("value: {en: blue city,", "short: {en: blue, zh-Hans: 青}, value: {en: blue city,")
    assert "blue" in make({"hohhot.yaml": card}).faces[1].texts


def test_long_text_takes_a_smaller_size_and_stays_in_its_slot(make: Make) -> None:
    words = "The grass runs to the edge of the sky and the wind runs with it. " * 6
    made = make({"hohhot.yaml": CARD.replace("The blue city under the Daqing range.", words.strip())})
    assert made.codes == []
    body = [i for i in made.faces[1].items if isinstance(i, Glyphs) and 19 < i.origin.y < 63]
    assert len({line.size for line in body}) == 1
    assert body[0].size < 10
    assert max(line.origin.y for line in body) < 62.9
    assert all(line.width <= 60.001 for line in body)


def test_too_much_text_is_an_error_at_the_value_that_says_by_how_much(make: Make) -> None:
    words = "The grass runs to the edge of the sky and the wind runs with it. " * 14
    made = make({"hohhot.yaml": CARD.replace("The blue city under the Daqing range.", words.strip())})
    (problem,) = made.problems
    assert problem.code == "text-overflow"
    assert problem.span
    assert (problem.span.line, problem.span.column) == (6, 12)
    assert "characters over at 7.5 pt" in problem.message
    assert problem.related[0].span.file.endswith("pocket-70x120.yaml")


def test_a_word_without_a_break_is_named(make: Make) -> None:
    word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    made = make({"hohhot.yaml": CARD.replace("{en: Hohhot,", f"{{en: {word},")})
    assert set(made.codes) == {"text-overflow"}
    assert any(word[:30] in problem.message for problem in made.problems)


def test_a_zero_width_space_lets_a_word_break(make: Make) -> None:
    broken = "Llanfairpwll\u200bgwyngyllgogery"
    made = make({"hohhot.yaml": CARD.replace("The blue city", broken)})
    assert made.codes == []


def test_a_missing_translation_stands_at_the_field(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace(", zh-Hans: 呼和浩特", "")}, language="zh-Hans")
    assert set(made.codes) == {"missing-translation"}
    assert {(p.span.line, p.span.column) for p in made.problems if p.span} == {(5, 8)}


def test_a_missing_word_of_the_deck_is_one_problem(make: Make) -> None:
    made = make({"deck.yaml": DECK + "words: {scan: {en: Scan}, fish: {en: Fish}}\n"}, language="zh-Hans")
    assert made.codes == [], "the theme has the other language of `scan`, and `fish` is printed nowhere"


def test_a_card_without_its_text_is_an_error(make: Make) -> None:
    body = "body: {en: The blue city under the Daqing range., zh-Hans: 大青山下的青城。}\n"
    made = make({"hohhot.yaml": CARD.replace(body, "")})
    assert made.codes == ["missing-text"]


def test_a_missing_glyph_names_character_and_field(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace("The blue city", "The 🐎 city")})
    (problem,) = made.problems
    assert problem.code == "missing-glyph"
    assert "U+1F40E" in problem.message
    assert "`body`" in problem.message


def test_a_card_that_keeps_to_a_language_is_left_out_of_other_editions(make: Make) -> None:
    made = make({"hohhot.yaml": CARD + "languages: [zh-Hans]\n"})
    assert made.faces == ()


def test_a_fact_too_long_for_its_column_asks_for_a_short_form(make: Make) -> None:
    long = "a city of blue roofs between the mountains and the plain, it is said"
    made = make({"hohhot.yaml": CARD.replace("value: {en: blue city,", f'value: {{en: "{long}",')})
    assert made.codes == ["text-overflow"]
    assert "short:" in str(made.problems[0].hint)


def test_a_draft_draws_faulty_cards_with_their_problems_and_no_code(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace("The blue city", "The 🐎 city")}, draft=True)
    assert made.codes == ["missing-glyph"]
    for i, face in enumerate(made.faces):
        assert "DRAFT" in made.lines(i)
        assert any("missing-glyph" in line for line in made.lines(i))
        assert not any(isinstance(item, Modules) for item in face.items)


def test_a_draft_of_a_sound_card_keeps_its_code(make: Make) -> None:
    made = make(draft=True)
    assert "DRAFT" in made.lines(0)
    assert any(isinstance(item, Modules) for item in made.faces[1].items)


def test_a_card_without_a_picture_shows_its_mark_and_warns(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace("image: {file: images/scene.svg}\n", "")})
    assert made.codes == ["no-picture"]
    assert not made.problems[0].is_error
    assert any(isinstance(item, Fill) and item.box == Rect(-3, -3, 76, 87.3) for item in made.faces[0].items)


def test_markup_in_texts_is_just_text(make: Make) -> None:
    made = make(
        {
            "hohhot.yaml": CARD.replace("The blue city under", '"AT&T, C<T> and [b]bold[/b] &amp; under').replace(
                "range.,", 'range.",'
            )
        }
    )
    assert "AT&T, C<T> and [b]bold[/b] &amp; under the Daqing range." in made.faces[1].texts


def test_a_missing_character_is_pointed_at(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace("The blue city", "The 🐎 city")})
    (problem,) = made.problems
    assert problem.span
    assert (problem.span.line, problem.span.column, problem.span.end_column) == (6, 16, 17)


def test_a_text_of_a_megabyte_is_one_problem(make: Make) -> None:
    made = make({"hohhot.yaml": CARD.replace("The blue city", "The blue city " * 70_000)})
    assert made.codes == ["text-overflow"]
    assert len(made.problems[0].message) < 200


def test_a_kind_without_a_word_is_told_at_the_decks_words(make: Make) -> None:
    kind = "kind: dish\nfields: {}\n"
    card = CARD.replace("kind: place", "kind: dish")
    made = make({"kinds/dish.yaml": kind, "hohhot.yaml": card, "deck.yaml": DECK + "words: {scan: {en: Scan}}\n"})
    assert made.codes == ["missing-word"]
    assert made.problems[0].span
    assert made.problems[0].span.file.endswith("deck.yaml")


def test_a_word_that_nothing_prints_is_told_where_it_looks_like_one_that_is(make: Make) -> None:
    made = make({"deck.yaml": DECK + "words: {skan: {en: Scan}, fish: {en: Fish}}\n"})
    assert made.codes == ["unknown-word"]
    assert "scan" in str(made.problems[0].hint)


def test_a_script_that_the_theme_cannot_set_is_one_problem_at_the_edition(make: Make) -> None:
    deck = DECK.replace("languages: [en, zh-Hans]\n", "languages: [en, zh-Hans, ar]\n")
    deck = deck.replace("editions:\n", "editions:\n  ar: {languages: [ar]}\n")
    made = make({"deck.yaml": deck}, "ar")
    assert made.codes == ["no-style-for-script"]
    assert made.problems[0].span
    assert made.problems[0].span.line == 5


def test_an_overlong_name_of_the_deck_is_told_and_not_dropped(make: Make) -> None:
    made = make({"deck.yaml": DECK + f"words: {{deck-name: {{en: {'A long name ' * 9}, zh-Hans: 卡}}}}\n"})
    assert made.codes == ["text-overflow"]
