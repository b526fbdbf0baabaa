"""Text arrives as it was written, with its exact place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.source import Mapping, Scalar, Sequence, parse
from cardkit.source.event import MakeParser


def value(text: str, parser: MakeParser | None = None) -> Scalar:
    """The value of ``v``."""
    node, problems = parse(text, "f", make_parser=parser) if parser else parse(text, "f")
    assert problems == ()
    assert isinstance(node, Mapping)
    found = node.get("v")
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "yes",
        "0012",
        "1.10",
        "12:30",
        "2024-01-05",
        "null",
        "~",
        "0x1F",
        "1_000",
        ".inf",
        "=",
        "1e3",
        "+86",
        "3%",
    ],
)
def test_scalar_is_text_whatever_it_looks_like(text: str, parser: MakeParser) -> None:
    assert value(f"v: {text}\n", parser).text == text
    assert value(f'v: "{text}"\n', parser).quoted
    assert not value(f"v: {text}\n", parser).quoted


@pytest.mark.parametrize(
    ("text", "line", "column", "end_line", "end_column"),
    [
        ("v: abc\n", 1, 4, 1, 7),
        ("v: 'abc'\n", 1, 4, 1, 9),
        ('v: "a\\u0062c" # d\n', 1, 4, 1, 14),
        ("v:\n", 1, 3, 1, 3),
        ("v:   \nw: x\n", 1, 3, 1, 3),
        ("呼和: 浩特\nv: 浩特\n", 2, 4, 2, 6),
        ("{呼: 和, v: 浩特}\n", 1, 11, 1, 13),
        ("{a: 😀𠀀, v: x}\n", 1, 12, 1, 13),
        ("{a: 'b\tc',\tv: x}\n", 1, 15, 1, 16),
        ("\ufeffv: x\n", 1, 4, 1, 5),
        ("a: b\r\nv: x\r\n", 2, 4, 2, 5),
        ("v: a\n  b\n  c\n\n# d\n", 1, 4, 3, 4),
        ("v: 'a\n  b'\n", 1, 4, 2, 5),
        ("v: |\n  a\n\n  b\n\n\nw: x\n", 1, 4, 4, 4),
        ("v: >-\n  a\n", 1, 4, 2, 4),
        ("v: |\nw: x\n", 1, 4, 1, 5),
        ("{v, w: x}\n", 1, 3, 1, 3),
        ("{v: , w: x}\n", 1, 4, 1, 4),
        ("? v\n", 1, 4, 1, 4),
    ],
)
def test_span_covers_the_token(
    text: str, line: int, column: int, end_line: int, end_column: int, parser: MakeParser
) -> None:
    span = value(text, parser).span
    assert (span.line, span.column, span.end_line, span.end_column) == (line, column, end_line, end_column)


def test_collections_end_with_their_last_value(parser: MakeParser) -> None:
    text = "a:\n  - b: c\n    d: [e,\n      f]\n\n  # g\n  - h\n\n# i\nj: {k: l}\n"
    node, _ = parse(text, "f", make_parser=parser)
    assert isinstance(node, Mapping)
    items = node.get("a")
    assert isinstance(items, Sequence)
    spans = [node.span, items.span, items.items[0].span]
    assert [(s.line, s.column, s.end_line, s.end_column) for s in spans] == [(1, 1, 10, 10), (2, 3, 7, 6), (2, 5, 4, 9)]


def test_columns_stay_true_behind_a_mended_colon() -> None:
    node, problems = parse("a: b\ntitle:Hohhot\nc：d\ne: f\n", "f")
    assert [str(p.span) for p in problems] == ["f:2:6", "f:3:2"]
    assert isinstance(node, Mapping)
    assert [(str(entry.key.span), str(entry.value.span)) for entry in node.entries.values()] == [
        ("f:1:1", "f:1:4"), ("f:2:1", "f:2:7"), ("f:3:1", "f:3:3"), ("f:4:1", "f:4:4"),
    ]  # fmt: skip


WORDS = st.text(st.sampled_from("ab呼😀 é\u00a0x"), min_size=1, max_size=8).filter(lambda text: text == text.strip())


@given(st.lists(st.tuples(WORDS, st.sampled_from(['"', "'"])), min_size=1, max_size=6))
def test_span_cuts_the_token_out_of_its_line(words: list[tuple[str, str]]) -> None:
    text = "v: [" + ", ".join(f"{quote}{word}{quote}" for word, quote in words) + "]\n"
    node, _ = parse(text, "f")
    assert isinstance(node, Mapping)
    items = node.get("v")
    assert isinstance(items, Sequence)
    for item, (word, quote) in zip(items.items, words, strict=True):
        assert text[item.span.column - 1 : item.span.end_column - 1] == f"{quote}{word}{quote}"
