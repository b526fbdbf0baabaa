"""Decoding: one mistake is one problem, at its line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit import source
from cardkit.deck import Items, LocalText, Number, Record, Text, decode, shape_from_node, shipped_shape
from cardkit.deck.shape import decode_sound_parts
from cardkit.diagnostic import Diagnostic, Span

CARD = """\
kind: place
id: hohhot
number: 1
section: places
title: {en: Hohhot}
"""


def problems_of(text: str, shape: str) -> tuple[Diagnostic, ...]:
    """The problems of a text by a shape that ships (a word) or that is written out (YAML)."""
    node, syntax = source.parse(text, "card.yaml")
    assert node is not None, syntax
    definition, _ = source.parse(shape, "shape.yaml")
    assert definition is not None
    wanted, faults = shape_from_node(definition)
    assert wanted is not None, faults
    return decode(node, wanted, "it")[1]


def check(text: str, *expected: str, shape: str = "card") -> tuple[Diagnostic, ...]:
    """Assert that a text has just these problems, each as ``line:column code``."""
    found = problems_of(text, shape)
    places = [(problem.span.line, problem.span.column, problem.code) for problem in found if problem.span]
    assert [f"{line}:{column} {code}" for line, column, code in sorted(places)] == list(expected)
    assert all(problem.hint for problem in found)
    return found


def test_a_sound_card_has_no_problems() -> None:
    check(CARD)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("tagine: {en: Blue}", "6:1 unknown-field"),
        ("tagline: Blue", "6:10 wrong-type"),
        ("tagline: [Blue]", "6:10 wrong-type"),
        ("tagline: {en: [Blue]}", "6:15 wrong-type"),
        ("tagline:", "6:9 empty-value"),
        ("tagline: {}", "6:10 empty-value"),
        ("tagline: {en: }", "6:14 empty-value"),
        ("tagline: {en: ~}", "6:15 empty-value"),
        ("tagline: {en: ' '}", "6:15 empty-value"),
        ('tagline: {en: "\\u200b"}', "6:15 empty-value"),
        ('tagline: {en: "\u180e\u2060 \ufe0f"}', "6:15 empty-value"),
        ('tagline: {en: "Hoh\\thot"}', "6:15 control-character"),
        ("image: ~", "6:8 empty-value"),
        ("tagline: {zh-CN: 呼}", "6:11 bad-language"),
        ("tagline: {mn: Хөх}", "6:11 bad-language"),
        ("tagline: {en: Wind, sun and grass}", "6:21 comma-cuts-value"),
        ("tagline:\n  en: |\n    one\n    two", "7:7 line-break"),
        ("image: images/x.svg", "6:8 wrong-type"),
        ("image: {file: /etc/passwd}", "6:15 bad-path"),
        ("image: {file: ../x.svg}", "6:15 bad-path"),
        ("image: {file: images/../../x.svg}", "6:15 bad-path"),
        ("image: {file: 'images\\x.svg'}", "6:15 bad-path"),
        ("image: {file: 'C:/x.svg'}", "6:15 bad-path"),
        ("image: {file: 'https://a.b/x.svg'}", "6:15 bad-path"),
        ("image: {file: images/}", "6:15 bad-path"),
        ("image: {file: x.svg, focus: [0.5]}", "6:29 bad-value"),
        ("image: {file: x.svg, focus: [0.5, 1.5]}", "6:35 bad-value"),
        ("image: {file: x.svg, focus: 0.5}", "6:29 wrong-type"),
        ("image: {focus: [0, 1]}", "6:9 missing-field"),
        ("image:", "6:7 empty-value"),
        ("facts: {label: {en: a}, value: b}", "6:8 wrong-type"),
        ("facts:\n  - label: {en: a}", "7:5 missing-field"),
        ("facts:\n  - labl: {en: a}\n    value: b", "7:5 unknown-field"),
        ("facts:\n  - Founded", "7:5 wrong-type"),
        ("was: []", "6:6 empty-value"),
        ("was: [Hohhot]", "6:7 bad-id"),
        ("was: old", "6:6 wrong-type"),
        ("languages: [zh]", "6:13 bad-language"),
        ("review: approved", "6:9 bad-value"),
        ("review: {state: aproved, by: me, on: 2026-01-01}", "6:17 bad-value"),
        ("review: {state: approved, by: me, on: 1.1.2026}", "6:39 bad-value"),
        ("review: {en: neded}", "6:14 bad-value"),
        ("review: {zh: needed}", "6:10 bad-language"),
        ("exhibit: {promis: {en: Hear}}", "6:11 unknown-field"),
    ],
)
def test_one_mistake_is_one_problem(lines: str, expected: str) -> None:
    check(CARD + lines + "\n", expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("number: 1", "nmber: 1", "3:1 unknown-field"),
        ("number: 1\n", "", "1:1 missing-field"),
        ("number: 1", "number: 0", "3:9 bad-value"),
        ("number: 1", "number: 1.5", "3:9 bad-value"),
        ("number: 1", "number: one", "3:9 bad-value"),
        ("number: 1", "number: ١", "3:9 bad-value"),
        ("number: 1", "number: 1e3", "3:9 bad-value"),
        ("number: 1", "number: " + "9" * 400, "3:9 bad-value"),
        ("number: 1", "number:", "3:8 empty-value"),
        ("id: hohhot", "id: Hohhot", "2:5 bad-id"),
        ("id: hohhot", "id: con", "2:5 bad-id"),
        ("id: hohhot", "id: " + "a" * 65, "2:5 bad-id"),
        ("id: hohhot", "id: [hohhot]", "2:5 wrong-type"),
        ("title: {en: Hohhot}", "title: Hohhot", "5:8 wrong-type"),
        ("title: {en: Hohhot}", "Title: {en: Hohhot}", "5:1 unknown-field"),
    ],
)
def test_a_mistake_in_what_must_be_there(old: str, new: str, expected: str) -> None:
    assert old in CARD
    check(CARD.replace(old, new), expected)


def test_a_misspelt_name_is_not_missing_as_well_and_the_hint_names_it() -> None:
    (problem,) = check(CARD.replace("title", "titel"), "5:1 unknown-field")
    assert problem.hint == "Did you mean `title`?"


def test_text_where_languages_are_wanted_is_shown_with_its_language() -> None:
    (problem,) = check(CARD.replace("{en: Hohhot}", "Hohhot"), "5:8 wrong-type")
    assert problem.hint == "Say which language it is: `{en: Hohhot}`."


def test_the_hint_for_a_word_of_a_review_names_every_form() -> None:
    (problem,) = check(CARD + "review: approved\n", "6:9 bad-value")
    assert problem.hint == "Write `{state: approved, by: …, on: …}`."
    (problem,) = check(CARD + "review: yes\n", "6:9 bad-value")
    assert problem.hint is not None
    assert "`state`" in problem.hint


@pytest.mark.parametrize("word", ["NO", "0012", "1.10", "12:30", "2024-01-05", "yes", "1e3", "0x1F", "_", "True"])
def test_text_arrives_as_it_was_written(word: str) -> None:
    node, _ = source.parse(CARD.replace("Hohhot", word), "card.yaml")
    assert node is not None
    value, problems = decode(node, shipped_shape("card"))
    assert not problems
    assert isinstance(value, Record)
    title = value.local("title")
    assert title is not None
    assert title.texts["en"].text == word


def test_values_by_their_shape() -> None:
    text = "text: 0012\nboth: plain\neach: {en: a, zh-Hans: 甲}\nsize: [70, 1.5]\n"
    text += "day: 2026-12-01\nyes: True\nmore: {a: [b, {c: d}]}\n"
    definition = "is: record\nfields:\n  text: text\n  both: {is: text, local: either}\n"
    definition += "  each: {is: text, local: either}\n  size: {is: numbers, count: 2}\n"
    definition += "  day: date\n  yes: flag\n  more: any\n"
    node, _ = source.parse(text, "card.yaml")
    written, _ = source.parse(definition, "shape.yaml")
    assert written is not None
    shape, _ = shape_from_node(written)
    assert node is not None
    assert shape is not None
    value, problems = decode(node, shape)
    assert not problems
    assert isinstance(value, Record)
    assert value.text("text") == "0012"
    both, each = value.local("both"), value.local("each")
    assert isinstance(both, LocalText)
    assert both.plain
    assert isinstance(each, LocalText)
    assert [text.text for text in each.texts.values()] == ["a", "甲"]
    assert [number.value for number in value.items("size") if isinstance(number, Number)] == [70, 1.5]
    assert value.text("day") == "2026-12-01"
    assert value.flag("yes") is True
    more = value.record("more")
    assert more is not None
    listed = more.get("a")
    assert isinstance(listed, Items)
    assert isinstance(listed.items[0], Text)
    assert isinstance(listed.items[1], Record)


def test_a_block_that_ends_with_a_line_feed_is_one_line() -> None:
    check(CARD.replace("{en: Hohhot}", "\n  en: |\n    Hohhot"))
    check(CARD.replace("{en: Hohhot}", "\n  en: >\n    Hohhot\n    the blue"))


def test_a_body_may_break() -> None:
    check(CARD + "body:\n  en: |\n    one\n\n    two\n")


def test_sound_parts_are_kept_beside_the_faulty_ones() -> None:
    node, _ = source.parse(CARD.replace("number: 1", "number: x"), "card.yaml")
    assert node is not None
    value, problems = decode_sound_parts(node, shipped_shape("card"))
    assert [problem.code for problem in problems] == ["bad-value"]
    assert isinstance(value, Record)
    assert value.text("id") == "hohhot"
    assert value.number("number") is None
    assert decode(node, shipped_shape("card"))[0] is None


def test_either_takes_the_first_form_that_holds() -> None:
    shape = "{is: either, of: [{is: number, min: 0}, {is: choice, of: [auto]}]}"
    check("5", shape=shape)
    check("auto", shape=shape)
    check("big", "1:1 wrong-type", shape=shape)
    check("[1]", "1:1 wrong-type", shape=shape)


def test_numbers_with_a_unit_say_what_to_write() -> None:
    (problem,) = check("3mm", "1:1 bad-value", shape="number")
    assert problem.hint == "Write 3, without the unit."
    (problem,) = check("1,000", "1:1 bad-value", shape="number")
    assert problem.hint == "Write the digits alone, with a point before decimals."


PLACE = Span("card.yaml")
SCALARS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NODES = st.recursive(
    SCALARS.map(lambda text: source.Scalar(text, PLACE)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: source.Sequence(tuple(items), PLACE)),
        st.dictionaries(
            st.one_of(SCALARS, st.sampled_from(["kind", "id", "title", "en", "facts", "label", "review", "image"])),
            inner,
            max_size=5,
        ).map(
            lambda entries: source.Mapping(
                {key: source.Entry(source.Scalar(key, PLACE), value) for key, value in entries.items()}, PLACE
            )
        ),
    ),
    max_leaves=20,
)


@given(NODES, st.sampled_from(["card", "deck", "fact", "review", "format", "kind"]))
def test_whatever_is_written_is_a_value_or_has_a_problem_that_can_be_read(node: source.Node, name: str) -> None:
    value, problems = decode(node, shipped_shape(name))
    assert (value is None) == bool(problems)
    assert all("\n" not in problem.message and problem.span and problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ("image: {file: a.svg, focus: centre}", "Write two numbers as a list, such as `[0.5, 0.5]`."),
        ("image: {file: a.svg, focus: [50%, 0.5]}", "Write 0.5: a share of 1, not of a hundred."),
    ],
)
def test_a_hint_does_not_lead_to_the_next_mistake(lines: str, hint: str) -> None:
    (problem,) = problems_of(CARD + lines, "card")
    assert problem.hint == hint


def test_a_colour_of_the_screen_is_answered_in_inks() -> None:
    (problem,) = problems_of('"#ff0000"', "{is: numbers, count: 4, min: 0, max: 100}")
    assert problem.hint == "Write cyan, magenta, yellow and black in percent, such as `[0, 100, 100, 0]`."


@pytest.mark.parametrize("url", ["http://example.org", "https://en.wikipedia.org/wiki/呼和浩特", "HTTPS://a.b:80/?x#y"])
def test_a_source_may_stand_on_any_host(url: str) -> None:
    check(f"{{title: x, url: '{url}'}}", shape="source")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not a url", "ftp://a.org/x", "https://", "data:x", "/wiki/x"])
def test_a_source_is_a_web_address(url: str) -> None:
    check(f"{{title: x, url: '{url}'}}", "1:17 bad-value", shape="source")


def test_a_source_without_its_scheme_is_given_one() -> None:
    (problem,) = check("{title: x, url: en.wikipedia.org/wiki/Hohhot}", "1:17 bad-value", shape="source")
    assert problem.hint == "Write `https://en.wikipedia.org/wiki/Hohhot`."


@pytest.mark.parametrize(
    "lines",
    [
        "number: {w}", "was: [{w}]", "languages: [{w}]", "{w}: x", "image: {{file: '{w}\\'}}", "image: {{file: {w}://}}",
        "facts: {w}", "tagline: {w}", "image: {{file: a.svg, focus: [{w}, 1]}}", "tagline: {{{w}: x}}",
    ],
)  # fmt: skip
def test_a_value_of_many_characters_is_quoted_shortly(lines: str) -> None:
    card = CARD.replace("number: 1\n", "") if lines.startswith("number") else CARD
    for problem in problems_of(card + lines.format(w="w" * 1000), "card"):
        assert len(problem.message) < 200


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        ("image: {file: [a.svg]}", "6:15 wrong-type", "Write it without brackets: `a.svg`."),
        ("image: {file: a.svg, focus: [50%, 50%]}", "6:29 bad-value", "Write 0.5: a share of 1, not of a hundred."),
        ("image: {file: a.svg, focus: 0.5 0.2}", "6:29 wrong-type", "Write two numbers as a list: `[0.5, 0.2]`."),
        ("exhibit: https://a.org", "6:10 wrong-type", "Write `{url: https://a.org}`."),
        ("tagline: {en: Wind, sun and grass}", "6:21 comma-cuts-value", 'Put the whole value in straight quotes: `en: "Wind, sun and grass"`.'),
        ("languages: [en，zh-Hans]", "6:13 bad-language", "Write `en, zh-Hans`."),
        ("was: [Zürich]", "6:7 bad-id", "Use small letters a to z, digits and hyphens, at most 64 characters, such as `zurich`."),
        ("was: [故事 x]", "6:7 bad-id", "Use small letters a to z, digits and hyphens, at most 64 characters."),
    ],
)  # fmt: skip
def test_a_newcomers_mistake_is_one_problem_with_what_to_write(line: str, place: str, hint: str) -> None:
    (problem,) = check(CARD + line + "\n", place)
    assert problem.hint == hint
