"""What comes back from translators is judged before any of it is written."""

from __future__ import annotations

import pytest
from translated_deck import CARD, Load

from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic
from cardkit.translation.merging import Merge, merge
from cardkit.translation.message import messages
from cardkit.translation.po import parse

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n'


def entry(context: str, original: str, translation: str, flags: str = "") -> str:
    head = f"#, {flags}\n" if flags else "#. about it\n"
    return f'\n{head}msgctxt "{context}"\nmsgid "{original}"\nmsgstr "{translation}"\n'


def merged(deck: Deck, *texts: str) -> tuple[Merge, tuple[Diagnostic, ...]]:
    catalogues = []
    for number, text in enumerate(texts, 1):
        found, problems = parse(text, f"{number}.po")
        assert found is not None, problems
        catalogues.append(found)
    return merge(deck, messages(deck), catalogues)


def told(problems: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{problem.span.file}:{problem.span.line} {problem.code}" for problem in problems if problem.span]


def test_only_what_differs_is_changed(load: Load) -> None:
    plan, problems = merged(
        load(),
        HEAD + entry("hohhot/title", "Hohhot", "Hohhot") + entry("hohhot/brief", "The blue city.", "La ville bleue."),
    )
    assert problems == ()
    assert plan.changed == 1
    (change,) = plan.changes["hohhot.yaml"]
    assert change.news == {"fr": "La ville bleue."}
    # What was the same already has been looked at all the same: it is up to date.
    assert [(message.context, language) for message, language in plan.fresh] == [
        ("hohhot/title", "fr"),
        ("hohhot/brief", "fr"),
    ]


def test_empty_fuzzy_and_obsolete_entries_are_passed_over(load: Load) -> None:
    obsolete = "\n".join("#~ " + line for line in entry("x", "y", "z").strip().splitlines()[1:]) + "\n"
    text = HEAD + entry("hohhot/title", "Hohhot", " ") + entry("hohhot/brief", "old", "vieux", "fuzzy") + obsolete
    plan, problems = merged(load(), text)
    assert problems == ()
    assert (plan.changed, plan.empty, plan.fuzzy) == (0, 1, 1)


def test_a_header_may_be_written_as_tools_do(load: Load) -> None:
    text = HEAD.replace("fr", "zh_Hans") + entry("hohhot/title", "Hohhot", "呼和浩特")
    assert merged(load(), text)[0].changed == 1


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        (HEAD.replace("fr", "de"), "1.po:3 catalogue-language", "not translated into `de`"),
        (HEAD.replace("fr", "en"), "1.po:3 catalogue-language", "is the deck's default language"),
        (HEAD.replace("Language", "X-Tongue"), "1.po:1 catalogue-language", "does not say which language"),
        (HEAD + entry("hohot/title", "Hohhot", "H"), "1.po:6 unknown-context", "no text `hohot/title`"),
        (HEAD + '\nmsgid "Hohhot"\nmsgstr "H"\n', "1.po:5 unknown-context", "no msgctxt"),
        (HEAD + entry("hohhot/title", "Hohot", "H"), "1.po:6 source-changed", "but the deck says “Hohhot”"),
        (HEAD + entry("hohhot/title", "Hohhot", "a\\nb"), "1.po:8 line-break", "breaks after `a`"),
        (
            HEAD + entry("hohhot/title", "Hohhot", "A") + entry("hohhot/title", "Hohhot", "B"),
            "1.po:13 translation-conflict",
            "translated twice into fr",
        ),
    ],
)
def test_a_fault_is_told_at_the_line_of_the_catalogue(load: Load, text: str, expected: str, said: str) -> None:
    _, problems = merged(load(), text)
    assert told(problems) == [expected]
    assert said in problems[0].message
    assert problems[0].is_error
    assert problems[0].hint


def test_a_misspelt_context_is_recognised(load: Load) -> None:
    _, problems = merged(load(), HEAD + entry("hohot/title", "Hohhot", "H"))
    assert problems[0].hint is not None
    assert "Did you mean `hohhot/title`?" in problems[0].hint


def test_a_card_that_keeps_to_other_languages_takes_none(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD.replace("section: places\n", "section: places\nlanguages: [en]\n")})
    _, problems = merged(deck, HEAD + entry("hohhot/title", "Hohhot", "H"))
    assert told(problems) == ["1.po:6 unknown-context"]
    assert "not shown in fr" in problems[0].message


def test_doubts_are_warnings(load: Load) -> None:
    deck = load({"hohhot.yaml": CARD.replace("{en: The blue city.}", '{en: "Stand {stand}."}')})
    long = "é" * 25
    text = HEAD + entry("hohhot/brief", "Stand {stand}.", "Un stand.") + entry("hohhot/title", "Hohhot", long)
    plan, problems = merged(deck, text)
    assert told(problems) == ["1.po:8 placeholder-lost", "1.po:13 translation-too-long"]
    assert not any(problem.is_error for problem in problems)
    assert plan.changed == 2


def test_two_files_may_say_the_same_but_not_otherwise(load: Load) -> None:
    one, other = HEAD + entry("hohhot/title", "Hohhot", "A"), HEAD + entry("hohhot/title", "Hohhot", "B")
    assert merged(load(), one, one)[1] == ()
    assert told(merged(load(), one, other)[1]) == ["2.po:8 translation-conflict"]
