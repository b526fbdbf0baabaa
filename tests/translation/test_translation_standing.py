"""How far the translations are, and which are older than their source."""

from __future__ import annotations

from pathlib import Path

import pytest
from translated_deck import CARD, Load

from cardkit.translation.lock import NAME, Lock, accepted, read, text
from cardkit.translation.message import digest, messages
from cardkit.translation.standing import Standing, stale, standings

NONE = Lock({})


def at(found: tuple[Standing, ...], owner: str, language: str) -> Standing:
    return next(one for one in found if (one.owner, one.language) == (owner, language))


def test_every_card_stands_in_every_language(load: Load) -> None:
    deck = load()
    found = standings(deck, messages(deck), NONE)
    assert [(one.owner, one.language) for one in found] == [
        (owner, language) for owner in ("deck", "hohhot") for language in ("en", "fr", "zh-Hans")
    ]
    assert at(found, "hohhot", "en").is_complete
    french = at(found, "hohhot", "fr")
    assert [message.path for message in french.missing] == ["body", "brief", "facts.1.label", "facts.1.value"]
    assert [message.path for message in french.untranslated] == ["title"]
    assert not french.is_complete


def test_long_texts_are_counted(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD.replace("fr: Fondée", f"fr: {'é' * 13}")})
    found = standings(deck, messages(deck), NONE)
    assert [message.path for message in at(found, "hohhot", "fr").over_long] == ["facts.0.label"]


def test_a_card_is_not_asked_for_languages_that_it_does_not_have(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD.replace("section: places\n", "section: places\nlanguages: [en]\n")})
    found = standings(deck, messages(deck), NONE)
    assert [one.language for one in found if one.owner == "hohhot"] == ["en"]


def test_a_translation_is_stale_once_its_source_has_changed(load: Load) -> None:
    before = messages(load())
    lock = accepted(NONE, before, [(message, "fr") for message in before])
    changed = load({"hohhot.yaml": CARD.replace("en: Founded", "en: Founded in")})
    (problem,) = stale(messages(changed), lock, ("fr", "zh-Hans"))
    assert problem.span is not None
    assert (problem.code, problem.span.line, problem.span.column) == ("stale-translation", 14, 33)
    assert not problem.is_error
    assert problem.hint == "Bring it up to date, then say so with `cardkit i18n accept hohhot`."
    assert list(stale(messages(changed), lock, ("zh-Hans",))) == []
    assert [m.path for m in at(standings(changed, messages(changed), lock), "hohhot", "fr").stale] == ["facts.0.label"]


def test_what_nobody_has_vouched_for_is_not_known_to_be_stale(load: Load) -> None:
    assert list(stale(messages(load()), NONE, ("fr",))) == []


def test_a_text_for_all_languages_is_never_stale(load: Load) -> None:
    known = messages(load())
    lock = accepted(NONE, known, [(message, "fr") for message in known])
    changed = load({"hohhot.yaml": CARD.replace("value: 1580", "value: 1581")})
    assert list(stale(messages(changed), lock, ("fr",))) == []


def test_the_lock_reads_as_it_was_written(load: Load, tmp_path: Path) -> None:
    known = messages(load())
    lock = accepted(NONE, known, [(message, one) for message in known for one in message.wanted])
    (tmp_path / NAME).write_text(text(lock), encoding="utf-8")
    assert read(tmp_path) == (lock, ())
    assert load() is not None  # It is no card.


def test_the_lock_forgets_what_is_no_more(load: Load) -> None:
    old = Lock({"gone/title": {"fr": digest("x")}, "hohhot/title": {"fr": digest("x"), "de": digest("x")}})
    assert accepted(old, messages(load()), []).digests == {"hohhot/title": {"fr": digest("x")}}


@pytest.mark.parametrize(
    ("written", "place", "said"),
    [
        ("- a\n", "1:1", "no list of texts"),
        ("hohhot/title: x\n", "1:1", "`hohhot/title` has no languages"),
        ("hohhot/title:\n  fr: yes\n", "2:3", "`fr` has no digest"),
        ("a:\n<<<<<<< HEAD\n  fr: b\n", "2:", "git left an unsettled merge here"),
        ("a: [\n", "", "cannot be used"),
    ],
)
def test_a_spoilt_lock_is_one_problem(tmp_path: Path, written: str, place: str, said: str) -> None:
    (tmp_path / NAME).write_text(written, encoding="utf-8")
    lock, problems = read(tmp_path, NAME)
    assert lock == NONE
    (problem,) = problems
    assert problem.code == "translation-lock"
    assert said in problem.message
    assert f"{NAME}:{place}" in str(problem.span)
