"""Write the reference of themes and layouts from their shapes: ``python -m cardkit.cli.theme_reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from cardkit.deck.definition import shipped, shipped_names
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
from cardkit.deck.kind import card_shape, shipped_kinds
from cardkit.layout.shown import COMPUTED
from cardkit.typesetting.shelf import shelf

_PAGE = Path("docs/themes.md")
_FROM = "<!-- Made by `python -m cardkit.cli.theme_reference`; change the shapes, not what follows. -->\n"
_TO = "<!-- Made until here. -->\n"

_TITLES = {
    "theme": "theme.yaml",
    "spot": "A spot ink of the palette",
    "plate": "A plate",
    "style": "A style",
    "rank": "A rank of two scripts",
    "ornament": "The ornament's measures",
    "look": "The look of a kind",
    "mark-path": "A path of a mark",
    "layout": "A layout",
    "slot": "A slot",
    "part": "A part of a stack (`parts:`)",
    "item": "An item of a line (`items:`)",
    "rows": "The table of facts (`rows:`)",
}

_COMPUTED_HELP = {
    "kind-word": "The kind's name from `words`: Place, Industry, Story.",
    "number": "The card's number within its kind.",
    "count": "How many cards of its kind the deck has.",
    "address": "The address that the code holds, without `https://`.",
    "picture-word": "`words.art` before a scene's credit, `words.photo` before a photograph's; nothing without a credit.",
    "deck.title": "The deck's title.",
    "words.NAME": "A word of the deck or the theme, such as `words.scan`.",
}


def renewed(page: str) -> str:
    """The page with its generated part made anew; what stands before and after it stays."""
    before, _, rest = page.partition(_FROM)
    _, _, after = rest.partition(_TO)
    return f"{before}{_FROM}\n{reference()}\n{_TO}{after}"


def reference() -> str:
    """Every key of a theme and of a layout, the names a slot can show, and the fonts at hand."""
    shapes: dict[str, RecordShape] = {}
    for name in ("theme", "layout"):
        _collect(shipped(name), shapes)
    parts = [_section(name, shape) for name, shape in shapes.items()]
    return "\n".join([*parts, _names(), _fonts()])


def _collect(shape: Shape, found: dict[str, RecordShape]) -> None:
    """Every record with a name of its own, in the order in which a reader meets them."""
    name = _name(shape)
    if name and isinstance(shape, RecordShape):
        if name in found:
            return
        found[name] = shape
    match shape:
        case RecordShape(fields=fields):
            for field in fields.values():
                _collect(field.shape, found)
        case ListShape(of=of) | MapShape(of=of):
            _collect(of, found)
        case EitherShape(forms=forms):
            for form in forms:
                _collect(form, found)
        case _:
            pass


def _section(name: str, shape: RecordShape) -> str:
    rows = [f"| {key} | {kind} | {needed} | {text} |" for key, kind, needed, text in _rows(shape.fields)]
    head = f"### {_title(name)}\n\n| key | what it takes | must be there | what it says |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _rows(fields: Mapping[str, Field], prefix: str = "") -> Iterator[tuple[str, str, str, str]]:
    for key, field in fields.items():
        yield f"`{prefix}{key}`", _told(field.shape), "yes" if field.required else "", field.help.replace("|", "\\|")
        if isinstance(field.shape, RecordShape) and not _name(field.shape):
            yield from _rows(field.shape.fields, f"{prefix}{key}.")


def _told(shape: Shape, *, many: bool = False) -> str:
    """What may stand there, in words; a link to its own table where it has one."""
    name = _name(shape)
    if name and isinstance(shape, RecordShape):
        title = _title(name)
        return f"[{name}](#{_anchor(title)})"
    match shape:
        case TextShape(local=local, breaks=breaks):
            word = "paragraph" if breaks else "text"
            each = "text in each language"
            return {"never": word, "either": f"{word}, or {each}", "always": each}[local]
        case WordShape(type="flag"):
            return "`true` or `false`"
        case WordShape(type=kind):
            return kind
        case ChoiceShape(choices=choices):
            return _listed([f"`{choice}`" for choice in choices])
        case NumberShape():
            return _number(shape, "numbers" if many else "number")
        case ListShape(of=of, minimum=least, maximum=most) if least == most:
            return f"list of {least} {_told(of, many=True)}"
        case ListShape(of=of):
            return f"list of {_told(of, many=True)}"
        case MapShape(of=MapShape(of=of)):
            return f"by name, then by name: {_told(of)}"
        case MapShape(of=of):
            return f"by name: {_told(of)}"
        case EitherShape(forms=forms):
            return ", or ".join(_told(form) for form in forms)
        case RecordShape():
            return "the keys below"
        case AnyShape():
            return "anything"


def _number(shape: NumberShape, word: str) -> str:
    word = f"whole {word}" if shape.whole else word
    least, most = shape.minimum, shape.maximum
    if least is not None and most is not None:
        return f"{word}, {least:g} to {most:g}"
    if least is not None:
        return f"{word}, at least {least:g}"
    return word if most is None else f"{word}, at most {most:g}"


def _names() -> str:
    """What `shows:` may name."""
    head = "### Names that a slot can show\n\nWhat cardkit knows about a card:\n\n| name | shows |\n|---|---|\n"
    computed = [f"| `{name}` | {_COMPUTED_HELP[name]} |" for name in (*COMPUTED, "deck.title", "words.NAME")]
    shared = card_shape().fields
    parts = [head + "\n".join(computed) + "\n", _fields("The fields of every card:", shared)]
    for kind in shipped_kinds().values():
        if isinstance(kind.shape, RecordShape):
            own = {name: field for name, field in kind.shape.fields.items() if name not in shared}
            if any(_shown(own)):
                parts.append(_fields(f"The further fields of the kind `{kind.name}`:", own))
    return "\n".join(parts)


def _fields(title: str, fields: Mapping[str, Field]) -> str:
    rows = [f"| `{name}` | {text} |" for name, text in _shown(fields) if name not in COMPUTED]
    return f"{title}\n\n| name | what the card says there |\n|---|---|\n" + "\n".join(rows) + "\n"


def _shown(fields: Mapping[str, Field], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The fields that are one text or one number; lists and what holds further fields show by their parts."""
    for name, field in fields.items():
        if isinstance(field.shape, TextShape | WordShape | NumberShape | ChoiceShape):
            yield prefix + name, field.help
        elif isinstance(field.shape, RecordShape):
            yield from _shown(field.shape.fields, f"{prefix}{name}.")


def _fonts() -> str:
    weights: dict[str, list[str]] = {}
    fonts, _ = shelf()
    for family, weight, italic in sorted(fonts):
        weights.setdefault(family, []).append(f"{weight} italic" if italic else f"{weight}")
    rows = [f"| {family} | {', '.join(own)} |" for family, own in weights.items()]
    return "### Fonts that come with cardkit\n\n| family | weights |\n|---|---|\n" + "\n".join(rows) + "\n"


def _name(shape: Shape) -> str | None:
    """The name under which a shape stands in data/shapes, if it has one."""
    return next((name for name in shipped_names() if shipped(name) is shape), None)


def _title(name: str) -> str:
    return _TITLES.get(name, name.capitalize())


def _anchor(title: str) -> str:
    """The address that Markdown's readers give a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", "-")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


if __name__ == "__main__":
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else _PAGE
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
