"""Turn a folder of YAML into a deck: cards, kinds, formats and plans, each value with its type and place."""

from cardkit.deck.definition import from_node as shape_from_node
from cardkit.deck.definition import shipped as shipped_shape
from cardkit.deck.folder import as_typed, find, load
from cardkit.deck.format import formats
from cardkit.deck.kind import rows, shipped_kinds
from cardkit.deck.model import Card, Deck, EditionPlan, Format, Kind, LinkPlan, Section
from cardkit.deck.schema import json_schemas
from cardkit.deck.shape import Shape, decode, describe, suggestion
from cardkit.deck.value import Items, LocalText, Number, Record, Text, Value

__all__ = [
    "Card",
    "Deck",
    "EditionPlan",
    "Format",
    "Items",
    "Kind",
    "LinkPlan",
    "LocalText",
    "Number",
    "Record",
    "Section",
    "Shape",
    "Text",
    "Value",
    "as_typed",
    "decode",
    "describe",
    "find",
    "formats",
    "json_schemas",
    "load",
    "rows",
    "shape_from_node",
    "shipped_kinds",
    "shipped_shape",
    "suggestion",
]
