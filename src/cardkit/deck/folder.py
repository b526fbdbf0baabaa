"""Read a deck from its folder: deck.yaml, the deck's own kinds, and every card."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from cardkit import source
from cardkit.deck import asset, census, kind, plan
from cardkit.deck.model import Card, Deck, Kind
from cardkit.deck.reading import Reader, beside
from cardkit.diagnostic import Diagnostic, Report, Span, error, warning

#: What holds no cards: a deck's other parts, and what cardkit writes.
NOT_CARDS = frozenset(["kinds", "themes", "presses", "fonts", "images", "build", "schema"])

#: The files beside the cards that say something else.
NOT_CARD_FILES = frozenset(["deck.yaml", "links.lock.yaml", "i18n.lock.yaml"])

_YAML = (".yaml", ".yml")

#: What cardkit only writes to: a link may lead anywhere.
_WRITTEN = frozenset(["build", "schema"])

#: How a card's file is called by mistake, and what a card in JSON or YAML begins with.
_MISNAMED = (".txt", ".json", ".yam", ".yalm", ".ymal", ".yaml1")
_SAYS_KIND = re.compile(rb"""^[\s{]*["']?kind["']?\s*:\s*["']?[a-z]""", re.MULTILINE)


def load(folder: Path, *, shown_as: str | None = None, jobs: int = 1) -> tuple[Deck | None, tuple[Diagnostic, ...]]:
    """The deck in a folder, and every problem of every file, in reading order.

    ``shown_as`` is the folder as the user typed it; spans name files under it. As many
    processes as ``jobs`` share the reading of many files.
    A deck with errors holds what is sound in it, so that later stages can
    judge that in the same run; it is None where deck.yaml lacks an essential
    part. An edition that asks for a language in doubt is left out of it, and so
    is the path of a file that is not there: their problems are told. Problems:
    missing-deck, nested-deck, outside-deck, misnamed-card, missing-file, and
    those of reading, plan, kind, card, asset and census.
    """
    shown = shown_as if shown_as is not None else as_typed(folder)
    path = folder / "deck.yaml"
    if not path.is_file():
        return None, (_no_deck(folder, shown),)
    problems: list[Diagnostic] = []
    node, syntax = source.read(path, _join(shown, "deck.yaml"))
    problems.extend(syntax)
    deck = None
    doubtful: frozenset[str] = frozenset()
    if node is not None:
        deck, found = plan.from_node(node, folder)
        problems.extend(beside(syntax, found))
        if deck is not None:
            record = deck.record
            doubtful = frozenset(name for name in ("languages", "sections") if plan.in_doubt(record, found, name))
    kinds = _kinds(folder, shown, problems)
    files = list(_files(folder, shown, folder, problems, named_alike=True))
    cards, told = Reader(folder, kinds, deck, doubtful).read(files, jobs=jobs)
    problems.extend(told)
    problems.extend(census.among_themselves(cards))
    cards = tuple(_with_sound_paths(cards, kinds, folder, shown, problems))
    if deck:
        problems.extend(census.within(deck, cards, in_doubt=doubtful))
        if not cards and not any(problem.is_error for problem in problems):
            place = deck.record.span_of("deck")
            hint = "Add one with `cardkit new card KIND ID`."
            problems.append(error("no-cards", f"the deck `{deck.id}` has no cards", place, hint=hint))
        order = {section.id: index for index, section in enumerate(deck.sections)}
        ranked = sorted(cards, key=lambda one: (order.get(one.section, len(order)), one.number, one.id))
        deck = replace(deck, cards=tuple(ranked), kinds=kinds)
    return deck, Report.of(problems).problems


def misnamed(folder: Path) -> str | None:
    """What stands in a folder in the place of deck.yaml; None where nothing does."""
    names = ("deck.yml", "Deck.yaml", "deck.YAML", "deck.yaml.txt", "deck.yml.txt", "deck.json")
    return next((name for name in names if (folder / name).is_file()), None)


def find(start: Path) -> Path | None:
    """The nearest deck.yaml, in the folder itself or upward; None where there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "deck.yaml").is_file():
            return folder / "deck.yaml"
    return None


def as_typed(path: Path) -> str:
    """A path as a user would type it: relative to the working directory where it lies within, else absolute."""
    absolute = Path(os.path.normpath(path.absolute()))
    here = Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else absolute.as_posix()


def _kinds(folder: Path, shown: str, problems: list[Diagnostic]) -> Mapping[str, Kind]:
    """The kinds of cardkit and of the deck; the deck's own stand over cardkit's of the same name."""
    nodes = []
    for path, name in _files(folder / "kinds", _join(shown, "kinds"), folder, problems):
        node, found = source.read(path, name)
        problems.extend(found)
        if node is not None:
            nodes.append(node)
    own, found = kind.from_nodes(nodes)
    problems.extend(found)
    return {**kind.shipped_kinds(), **own}


def _with_sound_paths(
    cards: Iterable[Card], kinds: Mapping[str, Kind], root: Path, shown: str, problems: list[Diagnostic]
) -> Iterator[Card]:
    """The cards without the paths at fault, so that nobody stumbles over them again."""
    told: dict[str, list[Diagnostic]] = defaultdict(list)
    for problem in problems:
        if problem.span:
            told[problem.span.file].append(problem)
    refused = {file for file, some in told.items() if any(p.code in ("outside-deck", "unreadable-file") for p in some)}
    judge = asset.Judge(root, refused={root / file.removeprefix(_join(shown, "")) for file in refused})
    for one in cards:
        sound, found = judge.card(one, kinds[one.kind])
        # A value that could not be read right names no file, and a folder that is refused is told once.
        if found:
            problems.extend(beside(told.get(one.file, ()), found))
        yield sound


def _files(
    folder: Path, shown: str, root: Path, problems: list[Diagnostic], *, named_alike: bool = False
) -> Iterator[tuple[Path, str]]:
    """The YAML files under a folder in the order of their names, with how they are shown.

    ``named_alike`` tells of files that look like cards and are no YAML by name.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as fault:
        problems.append(_unreadable("the folder", fault, shown))
        return
    for entry in entries:
        name = _join(shown, entry.name)
        path = Path(entry.path)
        is_yaml = entry.name.lower().endswith(_YAML)
        if entry.name.startswith(".") or (folder == root and entry.name in NOT_CARD_FILES):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError as fault:  # A link that leads to itself.
            problems.append(_unreadable(f"`{entry.name}`", fault, name))
            continue
        if is_folder and folder == root and entry.name in _WRITTEN:
            continue
        if entry.is_symlink() and (is_yaml or is_folder) and asset.leads_out(path, root):
            hint = "Copy what it links to into the deck."
            message = f"`{entry.name}` is a link that leads out of the deck's folder"
            problems.append(error("outside-deck", message, Span.start_of(name), hint=hint))
        elif is_folder:
            # A link to a folder within the deck is passed over: its cards are read where they stand.
            if not entry.is_symlink() and not (folder == root and entry.name in NOT_CARDS):
                yield from _inner(path, name, root, problems, named_alike=named_alike)
        elif is_yaml:
            yield path, name
        elif named_alike and entry.name.lower().endswith(_MISNAMED) and _looks_like_a_card(path):
            hint = f"Rename it to `{entry.name.partition('.')[0]}.yaml`, or move it out of the deck."
            message = (
                f"`{entry.name}` looks like a card and is not read: the name of a card's file ends in .yaml or .yml"
            )
            problems.append(warning("misnamed-card", message, Span.start_of(name), hint=hint))


def _inner(
    folder: Path, shown: str, root: Path, problems: list[Diagnostic], *, named_alike: bool
) -> Iterator[tuple[Path, str]]:
    if _is_there(folder / "deck.yaml"):
        hint = "Move it beside this deck, or delete its deck.yaml to make its cards part of this one."
        message = f"`{folder.name}` is a deck of its own; its cards are left out here"
        problems.append(warning("nested-deck", message, Span.start_of(_join(shown, "deck.yaml")), hint=hint))
        return
    yield from _files(folder, shown, root, problems, named_alike=named_alike)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # A folder that may not be entered; that is told when it is read.
        return False


def _looks_like_a_card(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return _SAYS_KIND.search(file.read(4096)) is not None
    except OSError:
        return False


def _unreadable(what: str, fault: OSError, shown: str) -> Diagnostic:
    hint = "Let yourself read it, or take it out of the deck."
    message = f"{what} cannot be read: {fault.strerror}"
    return error("unreadable-file", message, Span.start_of(shown), hint=hint)


def _no_deck(folder: Path, shown: str) -> Diagnostic:
    place = Span.start_of(_join(shown, "deck.yaml"))
    other = misnamed(folder)
    if other:
        return error("missing-deck", f"`{other}` is not read", place, hint=f"Rename `{other}` to `deck.yaml`.")
    if (folder / "deck.yaml").is_dir():
        hint = "Write what it says into a file of that name; `cardkit new deck NAME` shows how."
        return error("missing-deck", "`deck.yaml` is a folder, not a file", place, hint=hint)
    what = "has no deck.yaml" if folder.is_dir() else "is not a folder"
    hint = "Name the folder that holds deck.yaml, or begin one with `cardkit new deck NAME`."
    return error("missing-deck", f"`{shown or '.'}` {what}", place, hint=hint)


def _join(shown: str, name: str) -> str:
    return name if shown in ("", ".") else f"{shown.rstrip('/')}/{name}"
