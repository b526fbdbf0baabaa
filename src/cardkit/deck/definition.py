"""Read a shape from its definition in YAML.

A definition says what `is` there and, by that, a few things more:

    {is: text}                               one line of text
    {is: paragraph, local: always}           text with line breaks, one per language
    {is: text, local: either}                one text for all languages, or one per language
    {is: number, min: 1, max: 99, whole: true}
    {is: numbers, count: 2, min: 0}          a list of just so many numbers
    {is: choice, of: [top, middle, bottom]}
    {is: date}  flag  id  language  url  link  file  any
    {is: list, of: fact, min: 1, max: 6}
    {is: map, keys: language, of: text}      keys: id, language or name
    {is: record, fields: {label: …, value: …}}
    {is: either, of: [number, {is: choice, of: [auto]}]}
    {is: fact}                               a shape of that name in data/shapes

Just the word stands for `{is: word}`. A field of a record also takes
`required`, `help` (a sentence) and `limit` (characters per language).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cardkit import source
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
from cardkit.deck.scalar import WORDS, shortened
from cardkit.deck.shape import decode, suggestion
from cardkit.deck.value import Number, Record, Text
from cardkit.diagnostic import Diagnostic, error
from cardkit.source.node import Entry, Node, Scalar, Sequence
from cardkit.source.node import Mapping as MappingNode

#: Where the shapes, kinds and formats that come with cardkit stand.
DATA = Path(__file__).parent.parent / "data"


def from_node(node: Node) -> tuple[Shape | None, tuple[Diagnostic, ...]]:
    """The shape that a definition describes. Problems: those of decode, and unknown-shape."""
    problems: list[Diagnostic] = []
    shape = _shape(node, problems)
    return (None if problems else shape), tuple(problems)


def fields_from_node(node: Node) -> tuple[Mapping[str, Field], tuple[Diagnostic, ...]]:
    """The fields that a mapping of names and definitions describes, without the faulty ones."""
    problems: list[Diagnostic] = []
    fields = _fields(node, problems)
    return fields, tuple(problems)


@cache
def shipped(name: str) -> Shape:
    """A shape that comes with cardkit, by the name of its file in data/shapes."""
    shape, problems = from_node(shipped_node(f"shapes/{name}.yaml"))
    if shape is None:
        raise ValueError(f"cardkit's own shape {name!r} is faulty: {problems}")
    return shape


def shipped_node(path: str) -> Node:
    """The content of a file in cardkit's own data, which is right or cardkit has a bug."""
    node, problems = source.read(DATA / path, f"cardkit/data/{path}")
    if node is None or problems:
        raise ValueError(f"cardkit's own data {path} is faulty: {problems}")
    return node


@cache
def shipped_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (DATA / "shapes").glob("*.yaml")))


_FLAG = Field(WordShape("flag"))
_NUMBER = Field(NumberShape())
_COUNT = Field(NumberShape(minimum=0, whole=True))

#: What a field's definition may say besides its shape.
_OF_FIELD = {
    "is": Field(TextShape(), required=True),
    "help": Field(TextShape()),
    "required": _FLAG,
    "limit": Field(MapShape(NumberShape(minimum=1, whole=True), keys="language")),
}

_LOCAL = {"local": Field(ChoiceShape(("never", "either", "always")))}

#: What a definition may say further, by what it is.
_OF_TYPE: Mapping[str, Mapping[str, Field]] = {
    "text": _LOCAL,
    "paragraph": _LOCAL,
    "number": {"min": _NUMBER, "max": _NUMBER, "whole": _FLAG},
    "numbers": {"min": _NUMBER, "max": _NUMBER, "whole": _FLAG, "count": Field(_COUNT.shape, required=True)},
    "choice": {"of": Field(ListShape(TextShape(), minimum=1), required=True)},
    "list": {"of": Field(AnyShape(), required=True), "min": _COUNT, "max": _COUNT},
    "map": {"of": Field(AnyShape(), required=True), "keys": Field(ChoiceShape(("id", "language", "name")))},
    "record": {"fields": Field(MapShape(AnyShape()), required=True)},
    "either": {"of": Field(ListShape(AnyShape(), minimum=2), required=True)},
    "any": {},
    **{word: {} for word in WORDS},
}


def _shape(node: Node, problems: list[Diagnostic]) -> Shape | None:
    if isinstance(node, Scalar):
        node = MappingNode({"is": Entry(Scalar("is", node.span), node)}, node.span)
    kind = node.get("is") if isinstance(node, MappingNode) else None
    name = kind.text if isinstance(kind, Scalar) else ""
    if name and name not in _OF_TYPE and name not in shipped_names():
        near = suggestion(name, [*_OF_TYPE, *shipped_names()])
        hint = f"Did you mean `{near}`?" if near else f"Known: {', '.join([*_OF_TYPE, *shipped_names()])}."
        problems.append(
            error(
                "unknown-shape", f"there is no shape `{shortened(name)}`", kind.span if kind else node.span, hint=hint
            )
        )
        return None
    # Without `is` nothing tells which of the rest belong there; that it is missing is the one mistake.
    further = _OF_TYPE.get(name, {}) if name else {key: Field(AnyShape()) for of in _OF_TYPE.values() for key in of}
    record, found = decode(node, RecordShape({**_OF_FIELD, **further}))
    problems.extend(found)
    if not isinstance(record, Record) or not isinstance(node, MappingNode):
        return None
    return _shipped_or_own(name, record, node, problems)


def _shipped_or_own(name: str, record: Record, node: MappingNode, problems: list[Diagnostic]) -> Shape | None:
    match name:
        case "text" | "paragraph":
            return TextShape(breaks=name == "paragraph", local=record.text("local") or "never")
        case "number":
            return _number(record)
        case "numbers":
            count = int(record.number("count") or 0)
            return ListShape(_number(record), count, count)
        case "choice":
            return ChoiceShape(tuple(item.text for item in record.items("of") if isinstance(item, Text)))
        case "list":
            of = _inner(node, problems)
            most = record.number("max")
            return of and ListShape(of, int(record.number("min") or 0), None if most is None else int(most))
        case "map":
            of = _inner(node, problems)
            return of and MapShape(of, record.text("keys") or "name")
        case "record":
            inner = node.get("fields")
            return RecordShape(_fields(inner, problems)) if inner else None
        case "either":
            listed = node.get("of")
            forms = [_shape(item, problems) for item in listed.items] if isinstance(listed, Sequence) else []
            return EitherShape(tuple(form for form in forms if form))
        case "any":
            return AnyShape()
        case _ if name in WORDS:
            return WordShape(name)
        case _:
            return shipped(name)


def _inner(node: MappingNode, problems: list[Diagnostic]) -> Shape | None:
    of = node.get("of")
    return _shape(of, problems) if of else None


def _fields(node: Node, problems: list[Diagnostic]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, entry in node.entries.items() if isinstance(node, MappingNode) else ():
        shape = _shape(entry.value, problems)
        if shape is None:
            continue
        if not isinstance(entry.value, MappingNode):
            fields[name] = Field(shape)
            continue
        # The definition has been judged above; here only what belongs to the field is read from it.
        about = MappingNode({key: e for key, e in entry.value.entries.items() if key in _OF_FIELD}, entry.value.span)
        record, _ = decode(about, RecordShape(_OF_FIELD))
        if isinstance(record, Record):
            limits = record.record("limit")
            fields[name] = Field(
                shape,
                required=record.text("required") == "true",
                help=record.text("help") or "",
                limit={
                    tag: int(limit.value)
                    for tag, limit in (limits.fields.items() if limits else ())
                    if isinstance(limit, Number)
                },
            )
    return fields


def _number(record: Record) -> NumberShape:
    return NumberShape(record.number("min"), record.number("max"), whole=record.text("whole") == "true")
