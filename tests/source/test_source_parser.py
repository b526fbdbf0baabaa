"""Both parsers, libyaml's and pure Python's, give the same answers."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.source import parse
from cardkit.source.event import FASTEST, pure_python

CARD = """\
# yaml-language-server: $schema=../schema/card.schema.json
kind: place
id: hohhot
title: {en: Hohhot, zh-Hans: "呼和浩特", mn-Mong: ᠬᠥᠬᠡᠬᠣᠲᠠ}
body:
  en: >
    The blue city,
    north of the wall.
  zh-Hans: 'it''s'
facts:
  - label: {en: Founded, zh-Hans: 建城}
    value: "around 1580, under \\"Altan\\" Khan"
    source: {title: A book, url: "https://example.org/a#b"}
  -   label: Area
      value: |
        17,186 km²
image: {file: images/hohhot.svg, focus: [0.5, 0.3]}
hosts:
- nmg.example.org
- [a, {b: c}, [],
   {}]
"""

# What mutations put in: signs, and words of several characters that mean something together. Left out are what the
# two parsers really read in different ways: a comment touching a block sign (`>#`), and `?` or a bracket left open.
PIECES = [
    "a", "b: ", "c:", ": ", "\n", "\n  ", "\n    ", " ", "- ", "]", "}", ",", '"', "'", " #", " #x", "\t", "：", "，", "\\",
    "\\u12", "\\ud83d", "\n---\n", "呼", "😀", "<<: ", "title:x", "\u00a0", "\u202e", "\x07", "\r\n", "%", "@", "=", "~", "\ufeff",
]  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def assert_same(text: str) -> None:
    assert parse(text, "f", make_parser=FASTEST) == parse(text, "f", make_parser=pure_python)


def mutated(seed: int) -> str:
    chance = random.Random(seed)
    text = CARD
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(text))
        cut = chance.choice((0, 0, 0, 1, 3))
        text = text[:place] + chance.choice(PIECES) * (cut < 3) + text[place + cut :]
    return text


def test_libyaml_is_there() -> None:
    """Without it both halves of this module would be the same parser."""
    assert FASTEST is not pure_python


def test_card_without_mistakes() -> None:
    assert parse(CARD, "f")[1] == ()
    assert_same(CARD)


def test_card_with_mistakes() -> None:
    for seed in range(400):
        assert_same(mutated(seed))


@pytest.mark.slow
def test_card_with_many_more_mistakes() -> None:
    for seed in range(400, 20_000):
        assert_same(mutated(seed))


@given(pieces)
@settings(max_examples=150, deadline=None)
def test_nothing_crashes_and_silence_means_a_tree(text: str) -> None:
    node, problems = parse(text, "f")
    assert node is not None or problems
    for problem in problems:
        assert problem.span is not None
        assert 1 <= problem.span.line <= text.count("\n") + text.count("\r") + 1


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_explained(text: str) -> None:
    for make_parser in (FASTEST, pure_python):
        node, problems = parse(text, "f", make_parser=make_parser)
        assert node is not None or problems


@given(st.binary(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    node, problems = parse(data, "f")
    assert node is not None or problems
