"""Translations go into a YAML file; everything else in it stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit import source
from cardkit.deck import LocalText, decode, scalar, shipped_shape
from cardkit.deck.field import TextShape
from cardkit.deck.shape import decode_sound_parts
from cardkit.deck.value import Record
from cardkit.diagnostic import Diagnostic, Span
from cardkit.source.character import refused_in
from cardkit.translation.surgery import Change, changed, is_proved

LANGUAGES = ("en", "fr", "zh-Hans")


def fields(text: str) -> Record:
    """The texts of a card written down, whatever else it lacks."""
    node, problems = source.parse(text, "f")
    assert node is not None, problems
    value, _ = decode_sound_parts(node, shipped_shape("card"))
    assert isinstance(value, Record)
    return value


def change(text: str, news: dict[str, str], name: str = "title") -> str:
    local = fields(text).get(name)
    assert isinstance(local, LocalText)
    changes = [Change(local, news, LANGUAGES)]
    after = changed(text, changes)
    assert is_proved(text, after, changes)
    return after


@pytest.mark.parametrize(
    ("before", "news", "after"),
    [
        ("title: {en: A}\n", {"fr": "B"}, "title: {en: A, fr: B}\n"),
        ("title: {en: A, zh-Hans: C}  # c\n", {"fr": "B"}, "title: {en: A, fr: B, zh-Hans: C}  # c\n"),
        ("title: { en: A }\n", {"zh-Hans": "丙", "fr": "B"}, "title: { en: A, fr: B, zh-Hans: 丙 }\n"),
        ("title: {en: A, fr: B}\n", {"fr": "a, b"}, 'title: {en: A, fr: "a, b"}\n'),
        ("title: {en: A, fr: 'B'}\n", {"fr": "NO"}, 'title: {en: A, fr: "NO"}\n'),
        ("title:\n  en: A  # c\n\nid: x\n", {"fr": "B"}, "title:\n  en: A  # c\n  fr: B\n\nid: x\n"),
        ("title:\n    en: A", {"fr": "B"}, "title:\n    en: A\n    fr: B"),
        ("title:\r\n  en: A\r\nid: x\r\n", {"fr": "B"}, "title:\r\n  en: A\r\n  fr: B\r\nid: x\r\n"),
        ("\ufefftitle: {en: A}\n", {"fr": "B"}, "\ufefftitle: {en: A, fr: B}\n"),
        ("title: {\n  en: A, # a\n}\n", {"fr": "B"}, "title: {\n  en: A, fr: B, # a\n}\n"),
        ("title: {fr: B, en: A}\n", {"zh-Hans": "C"}, "title: {fr: B, zh-Hans: C, en: A}\n"),
        ("title: {en: one\n    two, fr: B}\n", {"fr": "C"}, "title: {en: one\n    two, fr: C}\n"),
        ("title: {en: A}\n", {"fr": 'say "oui"'}, 'title: {en: A, fr: "say \\"oui\\""}\n'),
    ],
)
def test_a_text_goes_where_it_belongs(before: str, news: dict[str, str], after: str) -> None:
    assert change(before, news) == after


@pytest.mark.parametrize(
    ("before", "news", "after"),
    [
        (
            "body:\n  en: |\n    A\n    B\n\nid: x\n",
            {"fr": "C\nD"},
            "body:\n  en: |\n    A\n    B\n  fr: |\n    C\n    D\n\nid: x\n",
        ),
        (
            "body:\n  en: A\n  fr: |  # c\n    B\n    C\nid: x\n",
            {"fr": "D\n\nE"},
            "body:\n  en: A\n  fr: | # c\n    D\n\n    E\nid: x\n",
        ),
        (
            "body:\n  en: A\n  fr: >- # c\n    B\n    C\nid: x\n",
            {"fr": "D: E"},
            'body:\n  en: A\n  fr: "D: E" # c\nid: x\n',
        ),
        ("body: {en: A}\n", {"fr": "B\nC"}, 'body: {en: A, fr: "B\\nC"}\n'),
        ("body:\n  en: |+\n    A\n\n\nid: x\n", {"fr": "B"}, "body:\n  en: |+\n    A\n  fr: B\n\n\nid: x\n"),
        ("body:\n  en: A\n  fr: B\n", {"fr": " B\nC"}, 'body:\n  en: A\n  fr: " B\\nC"\n'),
    ],
)
def test_paragraphs_keep_their_style(before: str, news: dict[str, str], after: str) -> None:
    assert change(before, news, "body") == after


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("12   # c", "{en: 12, fr: douze, zh-Hans: 12}   # c"),
        ("'12'", "{en: '12', fr: douze, zh-Hans: '12'}"),
        ("a, b", '{en: "a, b", fr: douze, zh-Hans: "a, b"}'),
        ("12 [km]", '{en: "12 [km]", fr: douze, zh-Hans: "12 [km]"}'),
        ("|\n  twelve", "{en: twelve, fr: douze, zh-Hans: twelve}"),
        ("twelve\n  or so", "{en: twelve or so, fr: douze, zh-Hans: twelve or so}"),
    ],
)
def test_a_text_for_all_languages_parts_where_one_differs(value: str, after: str) -> None:
    before = f"image: {{file: a.svg}}\nfacts: []\ncredit: {value}\nid: x\n"
    node, _ = source.parse(before, "f")
    assert isinstance(node, source.Mapping)
    credit = node.get("credit")
    assert credit is not None
    local, problems = decode(credit, TextShape(breaks=True, local="either"))
    assert isinstance(local, LocalText), problems
    changes = [Change(local, {"fr": "douze"}, LANGUAGES)]
    result = changed(before, changes)
    assert result == before.replace(value, after)
    assert is_proved(before, result, changes)


def test_a_list_of_texts_is_read_by_its_columns() -> None:
    before = "facts:\n- label:\n    en: A\n  value: {en: B}\n-   label: {en: C}\n    value: D\n"
    facts = fields(before).items("facts")
    labels = [label for row in facts if isinstance(row, Record) and (label := row.local("label"))]
    changes = [Change(label, {"fr": "X"}, LANGUAGES) for label in labels]
    after = changed(before, changes)
    assert (
        after == "facts:\n- label:\n    en: A\n    fr: X\n  value: {en: B}\n-   label: {en: C, fr: X}\n    value: D\n"
    )
    assert is_proved(before, after, changes)


@pytest.mark.parametrize(
    "after",
    [
        "title: {en: A, fr: X}\n# c\n",  # another text than was given
        "title: {en: Z, fr: B}\n# c\n",  # a text that was not asked for
        "title: {en: A, fr: B}\nid: x\n",  # something more
        "title: {en: A, fr: B, fr: B}\n",  # a problem that was not there
        "title: {en: A}\n# c\n",  # nothing done
        "",
    ],
)
def test_the_proof_finds_what_went_wrong(after: str) -> None:
    before = "title: {en: A}\n# c\n"
    local = fields(before).get("title")
    assert isinstance(local, LocalText)
    assert not is_proved(before, after, [Change(local, {"fr": "B"}, LANGUAGES)])


def is_text(text: str) -> bool:
    """Whether a card may hold it; translations that it may not hold are refused before."""
    problems: list[Diagnostic] = []
    scalar.paragraph(source.Scalar(text, Span(""), quoted=True), "text", problems)
    return not problems and not refused_in(text)


words = st.text(min_size=1, max_size=20).filter(is_text) | st.sampled_from(
    [
        "NO",
        "a: b",
        "a #b",
        "- a",
        "[x]",
        "{y}",
        "'",
        '"',
        "\\",
        "null",
        "12:30",
        "呼和浩特",
        "a\nb",
        "a\n\n b",
        "| x",
        "|\n x",
    ]
)
news = st.dictionaries(st.sampled_from(LANGUAGES), words.map(lambda text: text.rstrip("\n")), min_size=1)


@st.composite
def written_fields(draw: st.DrawFn) -> str:
    """A card as people write one: every style, comments anywhere, blanks and blank lines."""
    lines = []
    for name in draw(st.permutations(["title", "tagline", "body", "brief"])):
        comment = draw(st.sampled_from(["", "  # note", " # né: {x}"]))
        lines += draw(st.sampled_from([[], [""], ["# above"], ["   "]]))
        style = draw(st.sampled_from(["flow", "wide", "block", "quoted", "literal", "folded"]))
        languages = draw(st.sampled_from([["en"], ["en", "fr"], ["zh-Hans", "en"], ["en", "fr", "zh-Hans"]]))
        indent = " " * draw(st.sampled_from([1, 2, 5]))
        if style in ("literal", "folded") and name in ("title", "tagline"):
            style = "block"
        match style:
            case "flow":
                lines.append(f"{name}: {{{', '.join(f'{one}: {name} {one}' for one in languages)}}}{comment}")
            case "wide":
                inner = [f"{indent}{one}: '{name}, {one}',{comment}" for one in languages]
                lines += [f"{name}: {{{comment}", *inner, "}"]
            case "block":
                lines += [f"{name}:{comment}", *(f"{indent}{one}: {name} {one}{comment}" for one in languages)]
            case "quoted":
                lines += [f"{name}:", *(f'{indent}{one}: "{name}: \\"{one}\\" #"{comment}' for one in languages)]
            case _:
                sign = draw(st.sampled_from(["|", "|-", "|+"] if style == "literal" else [">", ">-"]))
                lines.append(f"{name}:{comment}")
                for one in languages:
                    lines += [f"{indent}{one}: {sign}{comment}", f"{indent} {name}", f"{indent} in {one}"]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))


@given(written_fields(), st.dictionaries(st.sampled_from(["title", "tagline", "body", "brief"]), news))
@settings(max_examples=250, deadline=None)
def test_random_edits_keep_comments_and_all_other_values(before: str, edits: dict[str, dict[str, str]]) -> None:
    record = fields(before)
    changes = []
    for name, texts in edits.items():
        local = record.get(name)
        assert isinstance(local, LocalText)
        changes.append(Change(local, texts, LANGUAGES))
    after = changed(before, changes)
    assert is_proved(before, after, changes), after
    assert comments(before) == comments(after)
    again = fields(after)
    for name in ("title", "tagline", "body", "brief"):
        old, new = record.get(name), again.get(name)
        assert isinstance(old, LocalText)
        expected = {language: text.text for language, text in old.texts.items()} | edits.get(name, {})
        if name in ("body", "brief"):
            assert isinstance(new, LocalText)
            assert {language: text.text for language, text in new.texts.items()} == expected


def comments(text: str) -> list[str]:
    return [text[at:].split("\r")[0].split("\n")[0] for at in range(len(text)) if text.startswith(MARKS, at)]


MARKS = ("# note", "# né: {x}", "# above", "# end")
