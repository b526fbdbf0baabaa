"""Say what is wrong where a node does not fit its shape, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from cardkit.deck import scalar
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
from cardkit.diagnostic import Diagnostic, error
from cardkit.source import node as source


def unknown_field(key: source.Scalar, shape: RecordShape, node: source.Mapping, meant: set[str]) -> Diagnostic:
    absent = [name for name in shape.fields if name not in node.entries and name not in meant]
    called = (name for name in _ALSO_CALLED.get(key.text.lower(), ()) if name in absent)
    near = suggestion(key.text, absent) or next(called, None)
    if near:
        meant.add(near)
        hint = f"Did you mean `{near}`?"
    elif given := suggestion(key.text, shape.fields, cutoff=0.85):
        hint = f"`{given}` is already given; delete one of the two."
    else:
        hint = "Known here: " + _listed(shape.fields, most=40) + "."
    return error("unknown-field", f"unknown field `{scalar.shortened(key.text)}`", key.span, hint=hint)


def missing_field(key: str, known: Field, node: source.Mapping, name: str) -> Diagnostic:
    first = next(iter(node.entries.values()), None)
    where = f" in `{name}`" if name else ""
    return error(
        "missing-field",
        f"`{key}` is missing{where}",
        first.key.span if first else node.span,
        hint=f"Add `{key}`: {describe(known.shape)}. {known.help}".rstrip(),
    )


def wrong_type(node: source.Node, shape: Shape, name: str) -> Diagnostic:
    match node:
        case source.Scalar() if scalar.says_nothing(node):
            return empty_value(node, name)
        case source.Scalar(text=text):
            found = f"the text `{scalar.shortened(text)}`"
        case source.Sequence():
            found = "a list"
        case source.Mapping():
            found = "a block with " + _listed(node.entries) if node.entries else "an empty block"
    expected = describe(shape)
    what = f"`{name}` must be" if name else "this must be"
    return error("wrong-type", f"{what} {expected}; found {found}", node.span, hint=_type_hint(node, shape, expected))


def wrong_count(node: source.Sequence, shape: ListShape, name: str) -> Diagnostic:
    if shape.maximum == shape.minimum:
        expected = f"exactly {shape.minimum}"
    elif shape.maximum is None:
        expected = f"at least {shape.minimum}"
    else:
        expected = f"{shape.minimum} to {shape.maximum}"
    noun = "item" if len(node.items) == 1 else "items"
    message = f"`{name}` has {len(node.items)} {noun}, not {expected}"
    numbers = isinstance(shape.of, NumberShape) and shape.minimum == shape.maximum
    # Those who write `[0,54, 0,54]` or `[0.54; 0.54]` have the right numbers: an example shows what parts them.
    hint = _numbers_hint(shape, shape.of) if numbers and isinstance(shape.of, NumberShape) else f"Give {expected}."
    return error("bad-value", message, node.span, hint=hint)


def empty_value(node: source.Node, name: str) -> Diagnostic:
    what = f"`{name}` is empty" if name else "this is empty"
    return error("empty-value", what, node.span, hint="Write it, or delete the line.")


def cut_by_comma(key: source.Scalar, node: source.Mapping) -> Diagnostic:
    """``node`` holds the key whose value was cut, just before the words that are taken for another key."""
    names = list(node.entries)
    cut = names[names.index(key.text) - 1]
    value = node.entries[cut].value
    message = f"the comma before `{scalar.shortened(key.text)}` ends the value of `{scalar.shortened(cut)}`"
    hint = "Put quotes around the whole value, or a colon after this."
    if isinstance(value, source.Scalar) and not value.quoted and '"' not in value.text + key.text:
        whole = f"{value.text}, {key.text}".strip("“”")
        hint = f'Put the whole value in straight quotes: `{cut}: "{scalar.shortened(whole)}"`.'
    return error("comma-cuts-value", message, key.span, hint=hint)


def describe(shape: Shape) -> str:
    """What a shape expects, in the words of a message."""
    match shape:
        case TextShape(local="always"):
            return "text per language, such as `{en: …, zh-Hans: …}`"
        case TextShape(local="either"):
            return "text, or text per language"
        case TextShape():
            return "text"
        case WordShape(type=kind):
            return _WORD_NAMES[kind]
        case ChoiceShape(choices=choices):
            return scalar.one_of(choices)
        case NumberShape():
            return scalar.number_range(shape.minimum, shape.maximum, whole=shape.whole)
        case ListShape():
            return "a list"
        case MapShape(keys="language"):
            return "a block of languages"
        case MapShape():
            return "a block of names and values"
        case RecordShape(fields=fields):
            return "a block with " + _listed(fields)
        case EitherShape(forms=forms):
            return ", or ".join(describe(form) for form in forms)
        case AnyShape():
            return "anything"


def suggestion(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word that was probably meant; ``cutoff`` says how alike it must be, up to 1.

    Where none is alike, the only one that has the word between its hyphens: `a6` means `postcard-a6`.
    """
    if len(word) > _LONGEST_NAME:
        return None
    folded = word.lower().replace("_", "-")
    by_folded = {one.lower().replace("_", "-"): one for one in known}
    near = get_close_matches(folded, by_folded, n=1, cutoff=cutoff)
    if near:
        return by_folded[near[0]]
    having = [one for longer, one in by_folded.items() if f"-{folded}-" in f"-{longer}-"] if folded else []
    return having[0] if len(having) == 1 else None


#: What people and other programs call a field: the first of these that is absent was probably meant.
_ALSO_CALLED = {
    "name": ("title", "id"), "heading": ("title",), "headline": ("title",),
    "subtitle": ("tagline",), "subheading": ("tagline",), "slogan": ("tagline",),
    "text": ("body",), "description": ("body", "alt"), "content": ("body",), "summary": ("brief",),
    "picture": ("image",), "photo": ("image",), "photograph": ("image",), "illustration": ("image",),
    "src": ("file",), "path": ("file",), "caption": ("alt",), "author": ("credit", "by"), "copyright": ("licence",),
    "type": ("kind",), "category": ("section",), "group": ("section",), "chapter": ("section",),
    "slug": ("id",), "no": ("number",), "nr": ("number",), "status": ("review", "state"), "quantity": ("copies",),
    "size": ("format",), "style": ("theme",), "domain": ("hosts",), "colors": ("palette",), "colours": ("palette",), "link": ("url",), "website": ("url",),
}  # fmt: skip

#: A longer word is text; to compare it with names would take long, too.
_LONGEST_NAME = 200

_WORD_NAMES = {
    "date": "a date such as 2026-12-01",
    "flag": "true or false",
    "id": "an id (small letters, digits, hyphens)",
    "language": "a language tag such as zh-Hans",
    "link": "an https address",
    "url": "a web address",
    "file": "a relative path",
}


def _type_hint(node: source.Node, shape: Shape, expected: str) -> str:
    if isinstance(shape, EitherShape) and isinstance(node, source.Scalar):
        shape = shape.forms[0]  # The usual form stands first.
        expected = describe(shape)
    if isinstance(shape, RecordShape) and not isinstance(node, source.Mapping):
        return _block_hint(node, shape, expected)
    if isinstance(node, source.Scalar):
        if isinstance(shape, TextShape) and node.text.strip():
            return f"Say which language it is: `{{en: {scalar.shortened(node.text, 24)}}}`."
        if isinstance(shape, ListShape) and isinstance(shape.of, NumberShape):
            written = re.findall(r"\d+(?:\.\d+)?", node.text)
            allowed = shape.of.maximum is None or all(float(number) <= shape.of.maximum for number in written)
            if allowed and len(written) == (shape.minimum or 1) > 1 and len(written) == shape.maximum:
                return f"Write {_COUNTS.get(len(written), len(written))} as a list: `[{', '.join(written)}]`."
            return _numbers_hint(shape, shape.of)
        if isinstance(shape, ListShape):
            return f"Write `[{scalar.shortened(node.text, 24)}]`, or each item on a line that begins with `- `."
    if isinstance(shape, ListShape):
        return "Begin each item with `- `."
    if isinstance(shape, MapShape) and isinstance(node, source.Sequence):
        return f"Give each a name on a line of its own: `name: {_example(shape.of)}`."
    if isinstance(node, source.Sequence) and isinstance(shape, TextShape | WordShape | ChoiceShape | NumberShape):
        only = node.items[0] if len(node.items) == 1 else None
        if isinstance(only, source.Scalar) and not (isinstance(shape, TextShape) and shape.local == "always"):
            return f"Write it without brackets: `{scalar.shortened(only.text)}`."
    if isinstance(node, source.Mapping) and isinstance(shape, TextShape | WordShape | ChoiceShape | NumberShape):
        return f"Write {expected}; where braces belong to the text, put quotes around it."
    return f"Write {expected}."


def _block_hint(node: source.Node, shape: RecordShape, expected: str) -> str:
    """How what stands in the place of a block is written as one."""
    needed = [key for key, known in shape.fields.items() if known.required]
    items = node.items if isinstance(node, source.Sequence) else (node,)
    texts = [scalar.shortened(item.text) for item in items if isinstance(item, source.Scalar) and item.text.strip()]
    if len(needed) == 1 and texts and isinstance(shape.fields[needed[0]].shape, ListShape):
        return f"Write `{{{needed[0]}: [{', '.join(texts)}]}}`."
    if len(texts) == len(items) == 1:
        links = [
            key
            for key, known in shape.fields.items()
            if isinstance(known.shape, WordShape) and known.shape.type in ("link", "url")
        ]
        key = needed[0] if len(needed) == 1 else links[0] if links and "://" in texts[0] else None
        if key:
            return f"Write `{{{key}: {texts[0]}}}`."
    return f"Write `{_example(shape)}`." if len(needed) > 1 else f"Write {expected}."


def _example(shape: Shape) -> str:
    """What may stand behind a name, for a hint: the fields that it needs."""
    if isinstance(shape, RecordShape):
        asked = [key for key, known in shape.fields.items() if known.required] or list(shape.fields)[:1]
        return "{" + ", ".join(f"{key}: {_example(shape.fields[key].shape)}" for key in asked) + "}"
    return "[…]" if isinstance(shape, ListShape) else "…"


def _numbers_hint(shape: ListShape, of: NumberShape) -> str:
    """How so many numbers are written, shown by some that may stand there."""
    count = shape.minimum or 1
    if count == 4 and of.maximum == 100:
        # Four shares of a hundred are inks: those who write #ff0000 think in light.
        return "Write cyan, magenta, yellow and black in percent, such as `[0, 100, 100, 0]`."
    middle = 1.0 if of.maximum is None else ((of.minimum or 0) + of.maximum) / 2
    return f"Write {_COUNTS.get(count, count)} as a list, such as `[{', '.join([f'{middle:g}'] * count)}]`."


_COUNTS = {1: "a number", 2: "two numbers", 3: "three numbers", 4: "four numbers"}


def _listed(names: Iterable[str], most: int = 8) -> str:
    shown: Sequence[str] = [scalar.shortened(name) for name in names]
    more = ", …" if len(shown) > most else ""
    return ", ".join(f"`{name}`" for name in shown[:most]) + more
