"""Judge the files that cards refer to: each must be there, spelt exactly so, within the deck's folder."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from cardkit.deck.field import EitherShape, ListShape, MapShape, RecordShape, Shape, WordShape
from cardkit.deck.model import Card, Kind
from cardkit.deck.value import Items, Record, Text, Value
from cardkit.diagnostic import Diagnostic, error

#: What stands in each folder, by name, read once a run.
Listing = dict[Path, dict[str, bool]]


def missing(card: Card, kind: Kind, root: Path, listing: Listing) -> Iterator[Diagnostic]:
    """Problems: missing-file, outside-deck. ``listing`` remembers folders between calls."""
    for path in _paths(card.record, kind.shape):
        yield from _fault(path, root, listing)


def _fault(path: Text, root: Path, listing: Listing) -> Iterator[Diagnostic]:
    folder = root
    parts = [part for part in path.text.split("/") if part not in ("", ".")]
    for depth, part in enumerate(parts):
        last = depth == len(parts) - 1
        if part == "..":
            folder = folder.parent
            continue
        entries = _entries(folder, listing)
        # The exact name is wanted: a file system that ignores capitals finds what the printer's will not.
        if part not in entries:
            near = get_close_matches(part, entries, n=1) or [name for name in entries if name.lower() == part.lower()]
            better = "/".join([*parts[:depth], near[0], *parts[depth + 1 :]]) if near else ""
            hint = f"Did you mean `{better}`?" if near else _what_is_there(path, folder, root, entries)
            yield error("missing-file", f"there is no file `{path.text}` in the deck", path.span, hint=hint)
            return
        if entries[part] == last:
            what = "a folder" if last else "a file, not a folder"
            message = f"`{'/'.join(parts[: depth + 1])}` is {what}"
            yield error("missing-file", message, path.span, hint="Write the path of a file.")
            return
        folder = folder / part
    if not folder.resolve().is_relative_to(root.resolve()):
        hint = "Copy the file into the deck's folder."
        message = f"`{path.text}` is a link to a file outside the deck's folder"
        yield error("outside-deck", message, path.span, hint=hint)


def _entries(folder: Path, listing: Listing) -> dict[str, bool]:
    """The names in a folder, each with whether it is a folder itself."""
    if folder not in listing:
        try:
            listing[folder] = {entry.name: entry.is_dir() for entry in folder.iterdir()}
        except OSError:
            listing[folder] = {}
    return listing[folder]


def _what_is_there(path: Text, folder: Path, root: Path, entries: dict[str, bool]) -> str:
    place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    named = "the deck's folder" if place == "." else f"`{place}/`"
    files = sorted(name for name in entries if not name.startswith("."))[:5]
    if not files:
        return f"Put `{path.text.rpartition('/')[2]}` into {named}, which is empty."
    return f"Put it there, or name one that is in {named}: {', '.join(f'`{name}`' for name in files)}."


def _paths(value: Value, shape: Shape) -> Iterator[Text]:
    """The values that are paths by their shape."""
    match shape, value:
        case WordShape(type="file"), Text():
            yield value
        case RecordShape(), Record():
            for name, inner in value.fields.items():
                if name in shape.fields:
                    yield from _paths(inner, shape.fields[name].shape)
        case MapShape(), Record():
            for inner in value.fields.values():
                yield from _paths(inner, shape.of)
        case ListShape(), Items():
            for inner in value.items:
                yield from _paths(inner, shape.of)
        case EitherShape(), _:
            # Of several forms, one that has no paths yields none; two never claim the same value.
            for form in shape.forms:
                yield from _paths(value, form)
        case _:
            return
