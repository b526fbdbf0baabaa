"""Turn shapes into JSON Schema (draft-07), so that editors complete, explain and check what a deck says.

An editor reads YAML by YAML's own rules: `0012` is a number to it and `NO`
perhaps a flag, where cardkit has the text as written. So text may be string,
number or boolean here: an editor must not redden a correct file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cardkit.deck import language, scalar
from cardkit.deck.definition import shipped
from cardkit.deck.field import (
    AnyShape,
    ChoiceShape,
    EitherShape,
    Field,
    ListShape,
    MapShape,
    NumberShape,
    RecordShape,
    Shape,
    TextShape,
    WordShape,
)
from cardkit.deck.kind import card_shape
from cardkit.deck.model import Kind

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

#: The line that tells an editor which schema a card obeys; `..` is the way from the card's folder to the deck's.
CARD_MODELINE = "# yaml-language-server: $schema=../schema/card.schema.json"

DECK_MODELINE = "# yaml-language-server: $schema=schema/deck.schema.json"


def json_schemas(kinds: Iterable[Kind], languages: Iterable[str] = ()) -> Mapping[str, Schema]:
    """The schemas by the names of their files under schema/; ``languages`` are offered first where text is wanted."""
    return {
        "card.schema.json": card_schema(kinds, languages),
        "deck.schema.json": deck_schema(languages),
    }


def card_schema(kinds: Iterable[Kind], languages: Iterable[str] = ()) -> Schema:
    """The schema of a file of cards: one card, or several under ``cards:``."""
    known = {kind.name: kind for kind in kinds}
    tags = tuple(languages)
    names: Schema = {"enum": list(known), "description": card_shape().fields["kind"].help}
    branches = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"$ref": f"#/definitions/kind-{name}"},
        }
        for name in known
    ]
    card: Schema = {
        "type": "object",
        "properties": {"kind": names},
        "required": _required(card_shape()),
        "allOf": branches,
    }
    definitions: Schema = {"card": card}
    for name, kind in known.items():
        schema = _of(kind.shape, tags)
        schema["properties"]["kind"] = names
        if kind.help:
            schema["description"] = kind.help
        definitions[f"kind-{name}"] = schema
    several = {
        "properties": {"cards": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/card"}}},
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "title": "Card",
        "definitions": definitions,
        "type": "object",
        "if": {"required": ["cards"]},
        "then": several,
        "else": {"$ref": "#/definitions/card"},
    }


def deck_schema(languages: Iterable[str] = ()) -> Schema:
    """The schema of deck.yaml."""
    return {"$schema": DRAFT, "title": "Deck", **_of(shipped("deck"), tuple(languages))}


def _of(shape: Shape, tags: tuple[str, ...]) -> Schema:
    match shape:
        case TextShape(local="never"):
            return _text()
        case TextShape(local="always"):
            return _per_language(tags)
        case TextShape():
            return {"anyOf": [_text(), _per_language(tags)]}
        case WordShape(type=kind):
            return _word(kind)
        case ChoiceShape(choices=choices):
            return {"enum": list(choices)}
        case NumberShape():
            return _number(shape)
        case ListShape():
            most = {} if shape.maximum is None else {"maxItems": shape.maximum}
            return {"type": "array", "items": _of(shape.of, tags), "minItems": shape.minimum, **most}
        case MapShape():
            patterns = {"id": scalar.ID_PATTERN, "language": language.CLEAR}
            names = {"propertyNames": {"pattern": patterns[shape.keys]}} if shape.keys in patterns else {}
            return {"type": "object", "additionalProperties": _of(shape.of, tags), **names}
        case RecordShape():
            return _record(shape, tags)
        case EitherShape(forms=forms):
            return {"anyOf": [_of(form, tags) for form in forms]}
        case AnyShape():
            return {}


def _record(shape: RecordShape, tags: tuple[str, ...]) -> Schema:
    required = _required(shape)
    return {
        "type": "object",
        "properties": {name: _field(field, tags) for name, field in shape.fields.items()},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _field(field: Field, tags: tuple[str, ...]) -> Schema:
    limits = ", ".join(f"{count} characters in {tag}" for tag, count in field.limit.items())
    room = f"Room for about {limits}." if limits else ""
    described = " ".join(part for part in (field.help, room) if part)
    return {**_of(field.shape, tags), **({"description": described} if described else {})}


def _required(shape: RecordShape) -> list[str]:
    return [name for name, field in shape.fields.items() if field.required]


def _text() -> Schema:
    return {"type": ["string", "number", "boolean"]}


def _per_language(tags: tuple[str, ...]) -> Schema:
    offered = {"properties": {tag: _text() for tag in tags}} if tags else {}
    return {
        "type": "object",
        **offered,
        "additionalProperties": _text(),
        "propertyNames": {"pattern": language.CLEAR},
        "minProperties": 1,
    }


def _number(shape: NumberShape) -> Schema:
    # A number in quotes is a number to cardkit, so the pattern stands beside the limits; each binds its own type.
    schema: Schema = {"type": ["integer" if shape.whole else "number", "string"], "pattern": scalar.NUMBER_PATTERN}
    if shape.minimum is not None:
        schema["minimum"] = shape.minimum
    if shape.maximum is not None:
        schema["maximum"] = shape.maximum
    return schema


def _word(kind: str) -> Schema:
    match kind:
        case "date":
            return {"type": "string", "pattern": scalar.DATE_PATTERN}
        case "flag":
            return {"type": ["boolean", "string"], "pattern": "^([Tt]rue|[Ff]alse|TRUE|FALSE)$"}
        case "id":
            return {"type": ["string", "number", "boolean"], "pattern": scalar.ID_PATTERN}
        case "language":
            return {"type": "string", "pattern": language.CLEAR}
        case _:
            return {"type": "string", "minLength": 1}
