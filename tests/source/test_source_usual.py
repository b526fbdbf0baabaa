"""What is read the short way says the same as what is read the long way, and nothing is lost on it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.source import Mapping, parse
from cardkit.source.event import FASTEST, events, pure_python
from cardkit.source.manuscript import Manuscript
from cardkit.source.tree import grow
from cardkit.source.usual import usual

pytestmark = pytest.mark.skipif(FASTEST is pure_python, reason="PyYAML was built without libyaml")

ROOT = Path(__file__).parents[2]

#: One of everything that a sound card has.
CARD = """\
# yaml-language-server: $schema=../schema/card.schema.json
---
kind: place
id: hohhot   # what its code says
title: {en: Hohhot & Baotou, zh-Hans: "呼和浩特", "mn-Mong": ᠬᠥᠬᠡᠬᠣᠲᠠ, en-GB: 'it''s!'}
body:
  en: >
    The blue city,
    north of the wall.

  zh-Hans: |-
    青城
  ja: a line
    that goes on
facts:
  - label: {en: Founded}
    value: "around 1580,
      by Altan Khan"
  -   [a, {b: c}, [],
       {}, [d: e]]
hosts:
- nmg.example.org
- ""
"""

#: What makes a file unusual, if it does; most of it is a problem in some place and none in another.
PIECES = [
    "a", "b: ", "c:", ": ", "\n", "\n  ", "\n    ", " ", "- ", "]", "}", ",", '"', "'", " #", " #x", "\t", "&a ", "*a", "!t ",
    "! ", "<<: ", "? ", "\\", "\n---\n", "\n...\n", "呼", "\u00a0", "\u3000", "%", "@", "|", ">", "en:x", '"":', "\n- x", "  \n", "[", "{",
]  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def taken(text: str) -> bool:
    """Whether the short way takes a text; where it does, the long way must say the same and have nothing to tell."""
    manuscript = Manuscript.of("f", text)
    root = usual(manuscript)
    if root is None:
        return False
    grown = grow(manuscript, events(manuscript.text, FASTEST))
    assert (root, ()) == (grown.root, grown.problems)
    assert repr(root) == repr(grown.root)  # Equal mappings may differ in order.
    assert grown.fault is None
    return True


def test_a_sound_card_is_taken() -> None:
    assert taken(CARD)
    assert taken(CARD.replace("\n", "\r\n"))


def test_nearly_all_files_of_the_project_are_taken() -> None:
    files = [*(ROOT / "cards").rglob("*.yaml"), *(ROOT / "src" / "cardkit" / "data").rglob("*.yaml")]
    assert len(files) > 100
    assert sum(taken(file.read_text(encoding="utf-8")) for file in files) > 0.9 * len(files)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a: b\na: c\n",
        "a: &x b\n",
        "a: {b: &x c, d: *x}\n",
        "a: !t b\n",
        "a: ! b\n",
        "! {a: b}\n",
        "? &x a\n: b\n",
        '"a":&x b\n',
        "{a: b,&x c: d}\n",
        "<<: {a: b}\n",
        "a:\n",
        "a: {b}\n",
        "- \n- a\n",
        ": b\n",
        "[a]: b\n",
        "{a: b}: c\n",
        "? |\n  a\n: b\n",
        "a: b #c\n",
        "a:\n  en:Hohhot\n",
        "a: {en:Hohhot}\n",
        "a: b\n  - c\n",
        "\u3000a: b\n",
        'a: "\\x07"\n',
        "a: b\n---\nc: d\n",
        "a: [b\n",
        "a: " + "[" * 16 + "]" * 16 + "\n",
        "[" * 60_000,
        "- " * 20_000 + "a",
        "? " * 20_000 + "a",
        "\n".join(" " * depth + "a:" for depth in range(400)) + " b\n",
    ],
)
def test_what_is_unusual_is_not_taken(text: str) -> None:
    assert not taken(text)


def test_quoted_signs_are_text() -> None:
    assert taken('a: "<<"\n"<<": b\n? ""\n: \'&x\'\nc: M&Ms\n')


def test_sixteen_deep_is_taken() -> None:
    assert taken("[" * 16 + "]" * 16)


def test_order_of_the_keys_is_that_of_the_file() -> None:
    node, problems = parse("b: 1\na: 2\nc: 3\n", "f")
    assert isinstance(node, Mapping)
    assert (list(node.entries), problems) == (["b", "a", "c"], ())


@given(pieces)
@settings(max_examples=300)
def test_made_up_texts(text: str) -> None:
    taken(text)


def test_mutations_of_a_card() -> None:
    chance = random.Random(0)
    short = 0
    for _ in range(1_500):
        text = CARD
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(text))
            cut = chance.choice((0, 0, 1, 3))
            text = text[:place] + chance.choice(PIECES) * (cut < 3) + text[place + cut :]
        short += taken(text)
    assert 100 < short < 1_400  # Both ways have been gone.
