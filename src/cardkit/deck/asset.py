"""Judge the files that cards refer to: each must be there, spelt exactly so, within the deck's folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from cardkit.deck.field import EitherShape, ListShape, MapShape, RecordShape, Shape, WordShape
from cardkit.deck.model import Card, Kind
from cardkit.deck.scalar import shortened
from cardkit.deck.value import Items, Record, Text, Value
from cardkit.diagnostic import Diagnostic, error


@dataclass(frozen=True, slots=True)
class Judge:
    """The paths of one deck's cards; what stands in each folder is read once a run.

    ``refused`` are folders that cannot be read or lead out of the deck: each is
    told once, however many cards name files in it. ``sound`` are paths without fault,
    ``named`` all files by their names in small letters, looked for when one is missing.
    """

    root: Path
    listing: dict[Path, dict[str, bool] | OSError] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    sound: set[str] = field(default_factory=set)
    named: dict[str, list[str]] = field(default_factory=dict)

    def card(self, card: Card, kind: Kind) -> tuple[Card, tuple[Diagnostic, ...]]:
        """The card without the paths at fault. Problems: missing-file, outside-deck, unreadable-file."""
        if self.sound.issuperset(card.paths):
            return card, ()
        problems: list[Diagnostic] = []
        faulty: list[Text] = []
        for path in paths_of(card.record, kind):
            if path.text in self.sound:
                continue
            if _is_faulty(path, self, problems):
                faulty.append(path)
            else:
                self.sound.add(path.text)
        if not faulty:
            return card, ()
        record = _without(card.record, faulty)
        return (replace(card, record=record, digest="") if isinstance(record, Record) else card), tuple(problems)


def paths_of(record: Record, kind: Kind) -> Iterator[Text]:
    """The paths that a card of this kind says."""
    return _paths(record, kind.paths) if kind.paths else iter(())


def with_paths(shape: Shape) -> Shape | None:
    """What of a shape leads to paths; None where nothing does."""
    match shape:
        case WordShape(type="file"):
            return shape
        case RecordShape():
            found = {name: (known, with_paths(known.shape)) for name, known in shape.fields.items()}
            fields = {name: replace(known, shape=inner) for name, (known, inner) in found.items() if inner}
            return RecordShape(fields) if fields else None
        case MapShape() | ListShape():
            of = with_paths(shape.of)
            return replace(shape, of=of) if of else None
        case EitherShape():
            forms = tuple(inner for form in shape.forms if (inner := with_paths(form)))
            return EitherShape(forms) if forms else None
        case _:
            return None


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path, its links followed, stands outside a folder; one that only leads to itself does not."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _is_faulty(path: Text, judge: Judge, problems: list[Diagnostic]) -> bool:
    folder = judge.root
    parts = [part for part in path.text.split("/") if part not in ("", ".")]
    for depth, part in enumerate(parts):
        last = depth == len(parts) - 1
        if part == "..":
            folder = folder.parent
            continue
        entries = _entries(folder, judge.listing)
        if isinstance(entries, OSError):
            if folder not in judge.refused:
                judge.refused.add(folder)
                hint = "Let yourself read it, or keep the file elsewhere in the deck."
                message = f"the folder {_named(folder, judge.root)} cannot be read: {entries.strerror}"
                problems.append(error("unreadable-file", message, path.span, hint=hint))
            return True
        # The exact name is wanted: a file system that ignores capitals finds what the printer's will not.
        if part not in entries:
            better = _nearest(folder, parts[depth:], judge)
            meant = "/".join([*parts[:depth], *better]) if better else _elsewhere(parts[-1], judge)
            hint = f"Did you mean `{meant}`?" if meant else _what_is_there(parts, depth, folder, judge.root, entries)
            message = f"there is no file `{shortened(path.text)}` in the deck"
            problems.append(error("missing-file", message, path.span, hint=hint))
            return True
        if entries[part] == last:
            what = "a folder" if last else "a file, not a folder"
            there = "/".join(parts[: depth + 1])
            hint = _what_is_in(there, folder / part, judge) if last else "Write the path of a file."
            problems.append(error("missing-file", f"`{shortened(there)}` is {what}", path.span, hint=hint))
            return True
        folder = folder / part
        if folder.is_symlink() and leads_out(folder, judge.root):
            if folder not in judge.refused:
                judge.refused.add(folder)
                problems.append(_outside(path, folder, judge.root))
            return True
    try:
        folder.stat()
    except OSError as fault:  # A link that leads nowhere, or to itself.
        hint = "Put the file itself in the place of the link."
        message = f"`{shortened(path.text)}` cannot be read: {fault.strerror}"
        problems.append(error("unreadable-file", message, path.span, hint=hint))
        return True
    return False


def _nearest(folder: Path, parts: list[str], judge: Judge) -> list[str]:
    """The way that was probably meant, from a folder on: in capitals as they are, or by a name that is like it."""
    meant: list[str] = []
    for part in parts:
        entries = _entries(folder, judge.listing)
        names = [] if isinstance(entries, OSError) else list(entries)
        same = [name for name in names if name == part] or [name for name in names if name.lower() == part.lower()]
        near = same or get_close_matches(part, names, n=1)
        if not near:
            return [*meant, *parts[len(meant) :]] if meant else []
        meant.append(near[0])
        folder = folder / near[0]
    return meant


def _outside(path: Text, link: Path, root: Path) -> Diagnostic:
    if link == root / path.text:
        hint = "Copy the file into the deck's folder."
        message = f"`{shortened(path.text)}` is a link to a file outside the deck's folder"
        return error("outside-deck", message, path.span, hint=hint)
    hint = "Copy the folder into the deck."
    message = f"{_named(link, root)} is a link to a folder outside the deck's"
    return error("outside-deck", message, path.span, hint=hint)


def _entries(folder: Path, listing: dict[Path, dict[str, bool] | OSError]) -> dict[str, bool] | OSError:
    """The names in a folder, each with whether it is a folder itself."""
    if folder not in listing:
        try:
            listing[folder] = {entry.name: entry.is_dir() for entry in folder.iterdir()}
        except OSError as fault:
            listing[folder] = fault
    return listing[folder]


def _named(folder: Path, root: Path) -> str:
    place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    return "the deck's folder" if place == "." else f"`{place}/`"


def _elsewhere(name: str, judge: Judge) -> str | None:
    """The one file of the deck that is called so, in whatever capitals, by its path; None where there is none or several."""
    if not judge.named:
        for place, folders, files in os.walk(judge.root):
            folders[:] = [folder for folder in folders if not folder.startswith(".")]
            for file in files:
                path = (Path(place) / file).relative_to(judge.root).as_posix()
                judge.named.setdefault(file.lower(), []).append(path)
    found = judge.named.get(name.lower(), ())
    return found[0] if len(found) == 1 else None


def _what_is_there(parts: list[str], depth: int, folder: Path, root: Path, entries: dict[str, bool]) -> str:
    name = shortened(parts[-1])
    if depth < len(parts) - 1:
        return f"Make the folder `{shortened('/'.join(parts[:-1]))}/` and put `{name}` into it."
    files = _shown(entries)
    if not files:
        empty = "" if entries else ", which is empty"
        return f"Put `{name}` into {_named(folder, root)}{empty}."
    return f"Put it there, or name one that is in {_named(folder, root)}: {', '.join(files)}."


def _what_is_in(there: str, folder: Path, judge: Judge) -> str:
    """What may be named in the place of a folder: a file that is in it."""
    entries = _entries(folder, judge.listing)
    files = _shown(entries) if isinstance(entries, dict) else []
    return (
        f"Write the path of a file in it, such as `{there}/{files[0][1:-1]}`." if files else "Write the path of a file."
    )


def _shown(entries: dict[str, bool]) -> list[str]:
    """Some files of a folder that are no cards, for a hint."""
    files = (name for name, is_folder in entries.items() if not is_folder and not name.startswith("."))
    return [f"`{shortened(name)}`" for name in sorted(files) if not name.lower().endswith((".yaml", ".yml"))][:5]


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


def _without(value: Value, gone: Collection[Text]) -> Value | None:
    """A value without some texts within it."""
    match value:
        case Text():
            return None if value in gone else value
        case Items():
            kept = (_without(inner, gone) for inner in value.items)
            return Items(tuple(inner for inner in kept if inner is not None), value.span)
        case Record():
            parts = ((name, _without(inner, gone)) for name, inner in value.fields.items())
            return replace(value, fields={name: inner for name, inner in parts if inner is not None})
        case _:
            return value
