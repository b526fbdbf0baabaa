"""Shapes written in YAML."""

from __future__ import annotations

import pytest

from cardkit import source
from cardkit.deck import shape_from_node, shipped_kinds, shipped_shape
from cardkit.deck.definition import shipped_names
from cardkit.deck.field import EitherShape, Field, ListShape, MapShape, RecordShape, Shape, TextShape


@pytest.mark.parametrize("name", shipped_names())
def test_every_shape_that_ships_is_sound_and_every_field_has_help(name: str) -> None:
    for path, field in fields_of(shipped_shape(name), name):
        assert field.help.endswith("."), path


def test_every_field_of_every_kind_has_help() -> None:
    for kind in shipped_kinds().values():
        assert kind.help
        for path, field in fields_of(kind.shape, kind.name):
            assert field.help.endswith("."), path


def fields_of(shape: Shape, path: str) -> list[tuple[str, Field]]:
    match shape:
        case RecordShape(fields=fields):
            inner = [found for name, field in fields.items() for found in fields_of(field.shape, f"{path}.{name}")]
            return [(f"{path}.{name}", field) for name, field in fields.items()] + inner
        case ListShape(of=of) | MapShape(of=of):
            return fields_of(of, path)
        case EitherShape(forms=forms):
            return [found for form in forms for found in fields_of(form, path)]
        case _:
            return []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("txt", "1:1 unknown-shape"),
        ("{is: txt}", "1:6 unknown-shape"),
        ("{local: either}", "1:2 missing-field"),
        ("{is: text, min: 3}", "1:12 unknown-field"),
        ("{is: text, local: maybe}", "1:19 bad-value"),
        ("{is: list}", "1:2 missing-field"),
        ("{is: list, of: txt}", "1:16 unknown-shape"),
        ("{is: list, of: {is: list, of: {is: number, mni: 1}}}", "1:44 unknown-field"),
        ("{is: choice, of: []}", "1:18 empty-value"),
        ("{is: either, of: [text]}", "1:18 bad-value"),
        ("{is: map, of: text, keys: place}", "1:27 bad-value"),
        ("{is: record, fields: {a: {is: text, help: A, b}}}", "1:46 comma-cuts-value"),
        ("{is: record, fields: {a: {is: text, limit: {zh: 3}}}}", "1:45 bad-language"),
        ("[text]", "1:1 wrong-type"),
    ],
)
def test_a_faulty_definition_is_one_problem(text: str, expected: str) -> None:
    node, _ = source.parse(text, "shape.yaml")
    assert node is not None
    shape, problems = shape_from_node(node)
    assert shape is None
    assert [f"{p.span.line}:{p.span.column} {p.code}" for p in problems if p.span] == [expected]


def test_a_field_knows_its_help_and_its_limits() -> None:
    node, _ = source.parse(
        "{is: record, fields: {a: {is: text, local: always, required: true, help: Why., limit: {en: 9}}}}", "s.yaml"
    )
    assert node is not None
    shape, problems = shape_from_node(node)
    assert not problems
    assert shape == RecordShape({"a": Field(TextShape(local="always"), required=True, help="Why.", limit={"en": 9})})
