"""Every text of a deck has a name that stays the same."""

from __future__ import annotations

from translated_deck import CARD, DECK, Load

from cardkit.translation.limit import limit
from cardkit.translation.message import messages


def test_every_text_per_language_has_a_name(load: Load) -> None:
    assert [message.context for message in messages(load())] == [
        "deck/title",
        "deck/sections.places.title",
        "deck/words.scan",
        "hohhot/title",
        "hohhot/body",
        "hohhot/brief",
        "hohhot/facts.0.label",
        "hohhot/facts.0.value",
        "hohhot/facts.0.source.title",
        "hohhot/facts.1.label",
        "hohhot/facts.1.value",
        "hohhot/facts.1.source.title",
        "hohhot/image.credit",
    ]


def test_a_message_knows_what_translators_ask(load: Load) -> None:
    by_name = {message.context: message for message in messages(load())}
    title, value = by_name["hohhot/title"], by_name["hohhot/facts.0.value"]
    assert title.source is not None
    assert (title.source.text, title.source.span.line) == ("Hohhot", 6)
    assert title.field.limit["en"] == 24
    assert title.wanted == ("fr", "zh-Hans")
    assert not title.breaks
    assert by_name["hohhot/body"].breaks
    served = value.text.get("fr")
    assert served is not None
    assert served.text == "1580"


def test_a_card_that_keeps_to_some_languages_is_wanted_in_those_alone(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD.replace("section: places\n", "section: places\nlanguages: [fr]\n")})
    assert {message.languages for message in messages(deck) if message.owner == "hohhot"} == {("fr",)}


def test_a_card_named_deck_is_kept_apart_from_the_deck(load: Load) -> None:
    names = [message.context for message in messages(load({"hohhot.yaml": CARD.replace("id: hohhot", "id: deck")}))]
    assert "card:deck/title" in names
    assert len(names) == len(set(names))


def test_texts_in_kinds_of_the_decks_own_are_found(load: Load) -> None:
    kind = (
        "kind: recipe\n"
        "fields:\n"
        "  steps: {is: list, of: {is: text, local: always}, help: What to do.}\n"
        "  oven: {is: either, of: [{is: choice, of: [none]}, {is: record, fields: {note: {is: text, local: either}}}]}\n"
    )
    card = (
        "kind: recipe\nid: soup\nnumber: 1\nsection: places\ntitle: {en: Soup}\n"
        "steps: [{en: Stir}, {en: Eat}]\noven: {note: hot}\n"
    )
    deck = load({"kinds/recipe.yaml": kind, "soup.yaml": card})
    found = {message.context: message for message in messages(deck) if message.owner == "soup"}
    assert list(found) == ["soup/title", "soup/steps.0", "soup/steps.1", "soup/oven.note"]
    assert found["soup/steps.1"].field.help == "What to do."


def test_the_default_language_is_the_first(load: Load) -> None:
    deck = load({"deck.yaml": DECK.replace("[en, fr, zh-Hans]", "[fr, en, zh-Hans]")})
    assert {message.default for message in messages(deck)} == {"fr"}


def test_a_language_without_a_limit_takes_that_of_one_written_like_it() -> None:
    limits = {"en": 330, "zh-Hans": 110}
    assert [limit(limits, tag) for tag in ("en", "fr", "ar", "ja", "zh-Hant", "mn-Cyrl", "mn-Mong")] == [
        330, 330, 330, 110, 110, 330, None,
    ]  # fmt: skip
    assert limit({}, "fr") is None
    assert limit({"zh-Hans": 110}, "fr") is None
