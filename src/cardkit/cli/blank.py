"""Write a blank card from its kind: every field that is asked for, with its help beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardkit.cli.terminal import cells
from cardkit.deck import Deck
from cardkit.deck import field as shapes
from cardkit.deck.placeholder import to_write

#: Fields of which a card says more than the kind can know.
_KNOWN = ("kind", "id", "number", "section")

#: Printed texts that a card without is hardly a card, though its kind does not demand them.
_WRITTEN = ("tagline", "body", "brief")

#: Where the comments begin, as far as the fields leave room.
_COMMENT_COLUMN = 44


def blank(deck: Deck, kind: str, id: str, number: int, section: str, way_up: str) -> str:
    """The text of a new card's file; ``way_up`` leads from its folder to the deck's."""
    fields = deck.kinds[kind].shape
    assert isinstance(fields, shapes.RecordShape)
    known = {"kind": kind, "id": f'"{id}"' if id.isdigit() else id, "number": str(number), "section": section}
    lines = [f"# yaml-language-server: $schema={way_up}schema/card.schema.json"]
    languages = list(dict.fromkeys(tag for plan in deck.editions.values() for tag in plan.languages))
    for name, field in fields.fields.items():
        if name in _KNOWN:
            lines.append(_with_help(f"{name}: {known[name]}", field.help))
        elif name == "title":
            titles = {tag: _title(id, tag) for tag in languages}
            lines.append(_with_help(f"title: {_flow(titles)}", field.help))
        elif name == "review":
            lines.append(_with_help(f"review: {_flow(dict.fromkeys(languages, 'draft'))}", field.help))
        elif field.required or name in _WRITTEN:
            lines += _field(name, field, languages)
    lines.append("# What else it may say, without the #:")
    for name, field in fields.fields.items():
        asked = field.required or name in _WRITTEN or name in ("review", *_KNOWN)
        if not asked:
            lines += [f"# {line}" for line in _field(name, field, languages)]
    return "\n".join(lines) + "\n"


def _field(name: str, field: shapes.Field, languages: Sequence[str]) -> Iterator[str]:
    lines = _value(field.shape, languages)
    if _is_block(field.shape):
        yield _with_help(f"{name}:", field.help)
        yield from (f"  {line}" for line in lines)
    else:
        yield _with_help(f"{name}: {lines[0]}", field.help)


def _is_block(form: shapes.Shape) -> bool:
    if isinstance(form, shapes.EitherShape):
        return _is_block(form.forms[0])
    return isinstance(form, shapes.RecordShape | shapes.ListShape | shapes.MapShape)


def _value(form: shapes.Shape, languages: Sequence[str]) -> list[str]:
    """An example of what a shape expects, in lines of YAML."""
    match form:
        case shapes.TextShape(local="never"):
            return [to_write("")]
        case shapes.TextShape():
            return [_flow({tag: to_write(tag) for tag in languages})]
        case shapes.WordShape(type=kind):
            return [_EXAMPLES[kind]]
        case shapes.ChoiceShape(choices=choices):
            return [choices[0]]
        case shapes.NumberShape(minimum=minimum):
            return [f"{max(minimum or 0, 0):g}"]
        case shapes.ListShape(of=of, minimum=minimum):
            inner = _value(of, languages)
            item = [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])]
            return item * max(minimum, 1)
        case shapes.MapShape(of=of, keys=keys):
            key = languages[0] if keys == "language" else "name"
            return list(_field(key, shapes.Field(of), languages))
        case shapes.RecordShape(fields=fields):
            asked = {name: field for name, field in fields.items() if field.required} or dict(list(fields.items())[:1])
            return [line for name, field in asked.items() for line in _field(name, field, languages)]
        case shapes.EitherShape(forms=forms):
            return _value(forms[0], languages)
        case shapes.AnyShape():
            return [to_write("")]


_EXAMPLES = {
    "date": "2026-01-01",
    "flag": "false",
    "id": "name",
    "language": "en",
    "link": "https://example.org",
    "url": "https://example.org",
    "file": "images/name.svg",
}


def _title(id: str, language: str) -> str:
    return id.replace("-", " ").title() if to_write(language) == to_write("") else to_write(language)


def _flow(texts: dict[str, str]) -> str:
    return "{" + ", ".join(f"{tag}: {text}" for tag, text in texts.items()) + "}"


def _with_help(line: str, words: str) -> str:
    return f"{line}{' ' * max(_COMMENT_COLUMN - cells(line), 1)}# {words}" if words else line
