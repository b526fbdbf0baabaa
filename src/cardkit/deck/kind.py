"""Read kinds of cards from data: the fields they add to those of all cards, and the rows they print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from cardkit.deck.asset import with_paths
from cardkit.deck.definition import DATA, fields_from_node, shipped, shipped_node
from cardkit.deck.field import ListShape, RecordShape, Shape
from cardkit.deck.model import Card, Kind
from cardkit.deck.scalar import shortened
from cardkit.deck.shape import decode, suggestion
from cardkit.deck.value import Items, Record, Text
from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.source.node import Mapping as MappingNode
from cardkit.source.node import Node


def rows(card: Card, kind: Kind) -> tuple[Record, ...]:
    """The card's rows in printed order, each with label, value and perhaps short."""
    found: list[Record] = []
    for name in kind.facts:
        value = card.record.get(name)
        listed = value.items if isinstance(value, Items) else (value,)
        found.extend(row for row in listed if isinstance(row, Record))
    return tuple(found)


@cache
def shipped_kinds() -> Mapping[str, Kind]:
    """The kinds that come with cardkit, by name."""
    kinds, problems = from_nodes(shipped_node(f"kinds/{path.name}") for path in sorted((DATA / "kinds").glob("*.yaml")))
    if problems:
        raise ValueError(f"cardkit's own kinds are faulty: {problems}")
    return kinds


def from_nodes(nodes: Iterable[Node]) -> tuple[Mapping[str, Kind], tuple[Diagnostic, ...]]:
    """The kinds that files describe, one a file, by name. Problems: those of from_node, and duplicate-kind."""
    kinds: dict[str, Kind] = {}
    first: dict[str, Text] = {}
    problems: list[Diagnostic] = []
    for node in nodes:
        kind, name, found = from_node(node)
        problems.extend(found)
        if name and name.text in first:
            related = Related("first described here", first[name.text].span)
            hint = "Delete one of the two, or give it a name of its own."
            message = f"the kind `{name.text}` is described twice"
            problems.append(error("duplicate-kind", message, name.span, hint=hint, related=[related]))
        elif name:
            first[name.text] = name
            if kind:
                kinds[kind.name] = kind
    return kinds, tuple(problems)


def from_node(node: Node) -> tuple[Kind | None, Text | None, tuple[Diagnostic, ...]]:
    """The kind that a file describes, and its name where that alone is sound.

    Problems: those of decoding and of shapes, field-taken, unknown-row.
    """
    record, found = decode(node, shipped("kind"))
    problems = list(found)
    if not isinstance(record, Record) or not isinstance(node, MappingNode):
        return None, None, found
    name = record.get("kind")
    fields_node = node.get("fields")
    own, found = fields_from_node(fields_node) if fields_node else ({}, ())
    problems.extend(found)
    shared = card_shape().fields
    for key in own:
        if key in shared and isinstance(fields_node, MappingNode):
            hint = "Use it as it is, or choose another name."
            message = f"every card has a field `{key}` already"
            problems.append(error("field-taken", message, fields_node.entries[key].key.span, hint=hint))
    shape = RecordShape({**shared, **{key: field for key, field in own.items() if key not in shared}})
    facts = [item for item in record.items("facts") if isinstance(item, Text)]
    if not found:
        problems.extend(problem for item in facts if (problem := _row_fault(item, shape)))
    if problems or not isinstance(name, Text):
        return None, name if isinstance(name, Text) else None, tuple(problems)
    rows_of = tuple(item.text for item in facts)
    said = record.text("help") or "", record.text("schema") or "Thing"
    return Kind(name.text, shape, rows_of, *said, with_paths(shape)), name, ()


@cache
def card_shape() -> RecordShape:
    """What every card has, whatever its kind."""
    shape = shipped("card")
    if not isinstance(shape, RecordShape):
        raise TypeError("cardkit's own shape of cards is no record")
    return shape


def _row_fault(item: Text, shape: RecordShape) -> Diagnostic | None:
    rowlike = [name for name, field in shape.fields.items() if _is_row(field.shape)]
    if item.text in rowlike:
        return None
    near = suggestion(item.text, rowlike)
    hint = f"Did you mean `{near}`?" if near else f"Fields with rows: {', '.join(f'`{name}`' for name in rowlike)}."
    return error(
        "unknown-row", f"`{shortened(item.text)}` is no field of facts, so it has no rows", item.span, hint=hint
    )


def _is_row(shape: Shape) -> bool:
    if isinstance(shape, ListShape):
        return _is_row(shape.of)
    return isinstance(shape, RecordShape) and {"label", "value"} <= shape.fields.keys()
