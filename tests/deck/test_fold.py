"""A folded card says what it said, value by value and place by place."""

from __future__ import annotations

import marshal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit import source
from cardkit.deck import Items, LocalText, Number, Record, Text, Value, shipped_kinds
from cardkit.deck.card import from_file
from cardkit.deck.fold import fold, spread_out, unfold
from cardkit.deck.model import Card
from cardkit.diagnostic import Span

CARDS = Path(__file__).parents[2] / "cards"

SPANS = st.tuples(*[st.integers(1, 9_000_000)] * 4).map(lambda place: Span("card.yaml", *place))
TEXTS = st.builds(Text, st.text(), SPANS)
LOCAL = st.one_of(
    st.builds(LocalText, st.dictionaries(st.text(max_size=8), TEXTS, max_size=4), SPANS),
    st.builds(lambda plain, span: LocalText({}, span, plain), TEXTS, SPANS),
)
NUMBERS = st.builds(Number, st.floats(allow_nan=False), st.text(max_size=9), SPANS)


def record(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Record]:
    keys = st.dictionaries(st.text(max_size=8), SPANS, max_size=4)
    return st.builds(Record, st.dictionaries(st.text(max_size=8), inner, max_size=4), SPANS, keys)


VALUES: st.SearchStrategy[Value] = st.recursive(
    st.one_of(TEXTS, LOCAL, NUMBERS),
    lambda inner: st.one_of(st.builds(Items, st.lists(inner, max_size=4).map(tuple), SPANS), record(inner)),
    max_leaves=12,
)


@given(record(VALUES))
def test_whatever_a_card_says_comes_back(said: Record) -> None:
    card = Card("a", "place", said, said.span, 7, "places", ("en",), ("b",), "sha", (None, "en"), ("x.svg",))
    again = unfold(marshal.loads(marshal.dumps(fold(card))), "card.yaml", "sha")
    assert spread_out(again) == card
    assert again.record.fields == said.fields
    assert again.record.keys == said.keys
    assert list(again.record.fields) == list(said.fields), "the order in which it is written"
    for name in said.fields:
        assert again.record.get(name) == said.fields[name]
        assert again.record.span_of(name) == said.span_of(name)
    assert again.record.get("no such field") == said.get("no such field")


@pytest.mark.parametrize("path", sorted(CARDS.glob("*/*/*.yaml")), ids=lambda path: path.stem)
def test_every_card_of_the_decks_comes_back(path: Path) -> None:
    node, _ = source.read(path, path.name)
    assert node is not None
    for card in from_file(node, shipped_kinds(), "sha")[0]:
        assert spread_out(unfold(fold(card), path.name, "sha")) == card
