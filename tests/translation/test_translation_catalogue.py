"""What translators get, and what becomes of the work that is in their file already."""

from __future__ import annotations

from dataclasses import replace

from translated_deck import CARD, Load

from cardkit.deck import Deck
from cardkit.translation.catalogue import catalogue, sourceless
from cardkit.translation.lock import Lock, accepted
from cardkit.translation.message import messages
from cardkit.translation.po import Catalogue, Entry, write

NONE = Lock({})


def made(deck: Deck, lock: Lock = NONE, earlier: Catalogue | None = None, language: str = "fr") -> dict[str, Entry]:
    found, problems = catalogue(deck, messages(deck), lock, language, earlier)
    assert problems == ()
    return {entry.context: entry for entry in found.entries}


def all_accepted(deck: Deck) -> Lock:
    known = messages(deck)
    return accepted(NONE, known, [(message, language) for message in known for language in message.wanted])


def edited(earlier: dict[str, Entry], which: str, **changes: object) -> Catalogue:
    entries = {**earlier, which: replace(earlier[which], **changes)}  # type: ignore[arg-type]
    return Catalogue({"Language": "fr"}, tuple(entries.values()))


def test_an_entry_says_what_a_translator_must_know(load: Load) -> None:
    deck = load()
    text = write(catalogue(deck, messages(deck), NONE, "fr")[0])
    assert (
        "#. The card's name, as large as it gets.\n"
        "#. At most 24 characters or so: that is the room it has on a card.\n"
        "#. It has one line.\n"
        "#: hohhot.yaml:6\n"
        "#, max-length:24\n"
        'msgctxt "hohhot/title"\n'
        'msgid "Hohhot"\n'
        'msgstr "Hohhot"\n'
    ) in text
    assert '"Language: fr\\n"' in text
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in text
    assert made(deck)["hohhot/brief"].translation == ""


def test_the_same_deck_gives_the_same_file(load: Load) -> None:
    deck = load()
    assert write(catalogue(deck, messages(deck), NONE, "fr")[0]) == write(
        catalogue(deck, messages(deck), NONE, "fr")[0]
    )


def test_a_stale_translation_is_fuzzy(load: Load) -> None:
    lock = all_accepted(load())
    entries = made(load({"hohhot.yaml": CARD.replace("en: Hohhot", "en: Hohhot City")}), lock)
    assert [context for context, entry in entries.items() if entry.fuzzy] == ["hohhot/title"]
    assert "The text has changed since it was translated." in entries["hohhot/title"].notes


def test_a_text_for_all_languages_is_its_own_translation(load: Load) -> None:
    entry = made(load())["hohhot/facts.0.value"]
    assert (entry.original, entry.translation) == ("1580", "1580")
    assert any("serves all languages" in note for note in entry.notes)


def test_work_that_is_not_merged_yet_is_kept(load: Load) -> None:
    deck = load()
    earlier = edited(made(deck), "hohhot/brief", translation="La ville bleue.", remark="ask Anna")
    entry = made(deck, earlier=earlier)["hohhot/brief"]
    assert (entry.translation, entry.fuzzy, entry.remark) == ("La ville bleue.", False, "ask Anna")


def test_work_on_a_text_that_has_changed_is_kept_as_fuzzy(load: Load) -> None:
    earlier = edited(made(load()), "hohhot/brief", translation="La ville bleue.")
    changed = load({"hohhot.yaml": CARD.replace("brief: {en: The blue city.}", "brief: {en: A blue city.}")})
    entry = made(changed, earlier=earlier)["hohhot/brief"]
    assert (entry.translation, entry.fuzzy, entry.previous) == ("La ville bleue.", True, "The blue city.")


def test_a_translator_may_clear_what_is_stale(load: Load) -> None:
    lock = all_accepted(load())
    changed = load({"hohhot.yaml": CARD.replace("en: Hohhot", "en: Hohhot City")})
    now = made(changed, lock)
    confirmed = edited(now, "hohhot/title", fuzzy=False)
    assert not made(changed, lock, confirmed)["hohhot/title"].fuzzy
    renewed = edited(now, "hohhot/title", fuzzy=False, translation="La ville de Hohhot")
    entry = made(changed, lock, renewed)["hohhot/title"]
    assert (entry.translation, entry.fuzzy) == ("La ville de Hohhot", False)


def test_what_is_no_more_is_set_aside(load: Load) -> None:
    deck = load()
    earlier = edited(made(deck), "hohhot/brief", context="gone/brief", translation="La ville bleue.")
    found, problems = catalogue(deck, messages(deck), NONE, "fr", earlier)
    assert problems == ()
    assert [(e.context, e.obsolete) for e in found.entries if e.obsolete] == [("gone/brief", True)]
    again, _ = catalogue(deck, messages(deck), NONE, "fr", found)
    assert write(again) == write(found)


def test_a_correction_that_was_never_merged_is_not_written_over(load: Load) -> None:
    deck = load()
    earlier = edited(made(deck), "hohhot/title", translation="Hohot")
    _, problems = catalogue(deck, messages(deck), NONE, "fr", earlier)
    assert [(problem.code, problem.is_error) for problem in problems] == [("unmerged-translation", True)]


def test_a_text_without_its_source_is_told(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD.replace("{en: The blue city.}", "{fr: La ville bleue.}")})
    (problem,) = sourceless(messages(deck))
    assert problem.span is not None
    assert (problem.code, problem.span.line) == ("missing-source", 12)
    assert "hohhot/brief" not in made(deck)
