"""Decode a node by its shape: give text its type, and say what does not fit.

A shape is read from data (``definition.py``); from the same shape come the
decoding here, the JSON Schema (``schema.py``) and the editor's hover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from cardkit.deck import language, scalar
from cardkit.deck.field import (
    AnyShape,
    ChoiceShape,
    EitherShape,
    ListShape,
    MapShape,
    NumberShape,
    RecordShape,
    Shape,
    TextShape,
    WordShape,
)
from cardkit.deck.mistake import (
    cut_by_comma,
    describe,
    empty_value,
    missing_field,
    suggestion,
    unknown_field,
    wrong_count,
    wrong_type,
)
from cardkit.deck.value import Items, LocalText, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Span, error, has_errors
from cardkit.source import node as source

__all__ = ["Shape", "decode", "decode_sound_parts", "describe", "suggestion"]


def decode(node: source.Node, shape: Shape, name: str = "") -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """The value that a node holds by its shape; None where a problem is an error.

    ``name`` is what messages call the whole. Problems: unknown-field,
    missing-field, wrong-type, bad-value, bad-id, bad-language, bad-path,
    empty-value, line-break, comma-cuts-value.
    """
    value, problems = decode_sound_parts(node, shape, name)
    return (None if has_errors(problems) else value), problems


def decode_sound_parts(node: source.Node, shape: Shape, name: str = "") -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """Like ``decode``, but leaves out the faulty parts and keeps the rest, for checks across cards."""
    problems: list[Diagnostic] = []
    value = _decode(node, shape, name, problems)
    return value, tuple(problems)


_Problems = list[Diagnostic]


def _decode(node: source.Node, shape: Shape, name: str, problems: _Problems) -> Value | None:
    return _DECODERS[type(shape)](node, shape, name, problems)


def _text(node: source.Node, shape: TextShape, name: str, problems: _Problems) -> Value | None:
    read = scalar.paragraph if shape.breaks else scalar.line
    if type(node) is source.Scalar:
        if shape.local == "never":
            return read(node, name, problems)
        if shape.local == "either":
            plain = read(node, name, problems)
            return plain and LocalText({}, node.span, plain)
        if not node.text.strip():
            read(node, name, problems)
        else:
            problems.append(wrong_type(node, shape, name))
        return None
    if shape.local == "never" or type(node) is not source.Mapping:
        problems.append(wrong_type(node, shape, name))
        return None
    texts: dict[str, Text] = {}
    for key, entry in node.entries.items():
        fault = language.fault(key)
        if fault and _has_no_colon(entry, node):
            problems.append(cut_by_comma(entry.key, node))
            continue
        if fault:
            problems.append(error("bad-language", fault[0], entry.key.span, hint=fault[1]))
            continue
        if type(entry.value) is source.Scalar:
            text = read(entry.value, f"{name}: {key}", problems)
            if text:
                texts[key] = text
        else:
            problems.append(wrong_type(entry.value, TextShape(), f"{name}: {key}"))
    if not node.entries:
        problems.append(empty_value(node, name))
    return LocalText(texts, node.span) if texts else None


def _word(node: source.Node, shape: WordShape, name: str, problems: _Problems) -> Value | None:
    if type(node) is source.Scalar:
        return scalar.WORDS[shape.type](node, name, problems)
    problems.append(wrong_type(node, shape, name))
    return None


def _choice(node: source.Node, shape: ChoiceShape, name: str, problems: _Problems) -> Value | None:
    if type(node) is source.Scalar:
        return scalar.choice(node, name, problems, shape.choices)
    problems.append(wrong_type(node, shape, name))
    return None


def _number(node: source.Node, shape: NumberShape, name: str, problems: _Problems) -> Value | None:
    if type(node) is source.Scalar:
        return scalar.number(node, name, problems, minimum=shape.minimum, maximum=shape.maximum, whole=shape.whole)
    problems.append(wrong_type(node, shape, name))
    return None


def _list(node: source.Node, shape: ListShape, name: str, problems: _Problems) -> Value | None:
    if type(node) is not source.Sequence:
        problems.append(wrong_type(node, shape, name))
        return None
    count = len(node.items)
    if count < shape.minimum or (shape.maximum is not None and count > shape.maximum):
        problems.append(wrong_count(node, shape, name) if count else empty_value(node, name))
        return None
    attempt: _Problems = []
    found = [_decode(item, shape.of, name, attempt) for item in node.items]
    problems.extend(_as_one(attempt, node) if isinstance(shape.of, NumberShape) else attempt)
    return Items(tuple([value for value in found if value is not None]), node.span)


def _as_one(found: _Problems, node: source.Sequence) -> _Problems:
    """One problem where every number of a list is wrong in one way, as in `[50%, 50%]`."""
    if len(found) < 2 or len(found) < len(node.items) or {one.code for one in found} != {"bad-value"}:
        return found
    numbers = [item.text for item in node.items if isinstance(item, source.Scalar)]
    first = found[0]
    also = ", ".join(f"`{scalar.shortened(text)}`" for text in numbers[1:])
    return [replace(first, message=f"{first.message}; nor is {also}", span=node.span)]


def _map(node: source.Node, shape: MapShape, name: str, problems: _Problems) -> Value | None:
    if type(node) is not source.Mapping:
        problems.append(wrong_type(node, shape, name))
        return None
    check = {"id": scalar.identity, "language": scalar.tag}.get(shape.keys)
    fields: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    for key, entry in node.entries.items():
        if check and not check(entry.key, name, problems):
            continue
        keys[key] = entry.key.span
        value = _decode(entry.value, shape.of, scalar.shortened(key), problems)
        if value is not None:
            fields[key] = value
    return Record(fields, node.span, keys)


def _record(node: source.Node, shape: RecordShape, name: str, problems: _Problems) -> Value | None:
    if type(node) is not source.Mapping:
        problems.append(wrong_type(node, shape, name))
        return None
    fields: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    meant: set[str] = set()
    for key, entry in node.entries.items():
        known = shape.fields.get(key)
        if known is None and _has_no_colon(entry, node):
            problems.append(cut_by_comma(entry.key, node))
            continue
        if known is None:
            problems.append(unknown_field(entry.key, shape, node, meant))
            continue
        keys[key] = entry.key.span
        shaped = known.shape
        value = _DECODERS[type(shaped)](entry.value, shaped, key, problems)
        if value is not None:
            fields[key] = value
    for key, known in shape.fields.items():
        # A misspelt name has been reported as unknown; saying that it is missing too would count one mistake twice.
        if known.required and key not in keys and key not in meant:
            problems.append(missing_field(key, known, node, name))
    return Record(fields, node.span, keys)


def _either(node: source.Node, shape: EitherShape, name: str, problems: _Problems) -> Value | None:
    claiming = [form for form in shape.forms if _claims(form, node)]
    if claiming and type(node) is source.Mapping:
        return _decode(node, claiming[0], name, problems)
    for form in claiming:
        attempt: _Problems = []
        value = _decode(node, form, name, attempt)
        if not has_errors(attempt):
            problems.extend(attempt)
            return value
        if len(claiming) == 1:
            # Only one form takes what is written, so its own words are the best; a scalar's hint names the others too.
            hint = _chosen_elsewhere(node, shape) or f"Write {describe(shape)}."
            problems.extend(replace(one, hint=hint) if type(node) is source.Scalar else one for one in attempt)
            return value
    if type(node) is source.Scalar and not node.text.strip():
        scalar.line(node, name, problems)
    else:
        problems.append(wrong_type(node, shape, name))
    return None


def _chosen_elsewhere(node: source.Node, shape: EitherShape) -> str | None:
    """How a word is written that is right in another form's block, such as `approved`, which wants a name and a date."""
    if isinstance(node, source.Scalar):
        for form in (one for one in shape.forms if isinstance(one, RecordShape)):
            for key, known in form.fields.items():
                if isinstance(known.shape, ChoiceShape) and node.text in known.shape.choices:
                    others = "".join(f", {other}: …" for other in form.fields if other != key)
                    return f"Write `{{{key}: {node.text}{others}}}`."
    return None


def _any(node: source.Node, shape: AnyShape, name: str, problems: _Problems) -> Value | None:
    match node:
        case source.Scalar():
            return Text(node.text, node.span)
        case source.Sequence():
            found = (_any(item, shape, name, problems) for item in node.items)
            return Items(tuple(value for value in found if value is not None), node.span)
        case source.Mapping():
            pairs = ((key, _any(entry.value, shape, key, problems)) for key, entry in node.entries.items())
            fields = {key: value for key, value in pairs if value is not None}
            return Record(fields, node.span, {key: entry.key.span for key, entry in node.entries.items()})


_DECODERS: dict[type, Callable[[source.Node, Any, str, _Problems], Value | None]] = {
    TextShape: _text,
    WordShape: _word,
    ChoiceShape: _choice,
    NumberShape: _number,
    ListShape: _list,
    MapShape: _map,
    RecordShape: _record,
    EitherShape: _either,
    AnyShape: _any,
}


def _claims(form: Shape, node: source.Node) -> bool:
    """Whether a node looks as if it were meant in this form."""
    match form, node:
        case AnyShape(), _:
            return True
        case EitherShape(), _:
            return any(_claims(inner, node) for inner in form.forms)
        case RecordShape(), source.Mapping():
            return not node.entries or any(
                key in form.fields or (language.fault(key) and _near(key, form.fields)) for key in node.entries
            )
        case MapShape(keys="language") | TextShape(local="either" | "always"), source.Mapping():
            return any(not language.fault(key) or len(key) < 8 for key in node.entries)
        case MapShape(), source.Mapping():
            return True
        case ListShape(), source.Sequence():
            return True
        case ((TextShape(local="never" | "either") | WordShape() | ChoiceShape() | NumberShape()), source.Scalar()):
            return True
        case _:
            return False


def _has_no_colon(entry: source.Entry, node: source.Mapping) -> bool:
    """Whether a later key in braces has no colon, like words that a comma has cut off the value before them."""
    value, key = entry.value, entry.key
    if type(value) is not source.Scalar or value.text or value.quoted:
        return False
    here = (value.span.line, value.span.column) == (key.span.end_line, key.span.end_column)
    return here and next(iter(node.entries)) != key.text


def _near(key: str, known: Iterable[str]) -> bool:
    return bool(get_close_matches(key, list(known), n=1, cutoff=0.75))
