"""Read the files of a deck's cards, many of them in several processes, and none of them again that says what it said."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cardkit import source
from cardkit.deck import card, census
from cardkit.deck.fold import Folded, fold, unfold
from cardkit.deck.model import Card, Deck, Kind
from cardkit.diagnostic import Diagnostic
from cardkit.machine import store
from cardkit.machine.maker import maker, name_of
from cardkit.machine.spread import spread

#: Files for which it pays to share their reading, and to keep what was read.
_MANY = 100

#: How often a process comes back for more: often enough that all end together.
_TURNS = 4

#: Fifty thousand cards take about as much.
_MOST_BYTES = 200_000_000

#: The rooms whose code decides what a file says.
_ROOMS = ("machine", "source", "deck", "data/kinds", "data/shapes")


@dataclass(frozen=True, slots=True)
class _File:
    """A file with its content, under its name as the user would type it."""

    name: str
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cards of one deck; ``in_doubt`` are the parts of deck.yaml in which a mistake stands."""

    folder: Path
    kinds: Mapping[str, Kind]
    deck: Deck | None
    in_doubt: frozenset[str]

    def read(self, files: Sequence[tuple[Path, str]], *, jobs: int = 1) -> tuple[tuple[Card, ...], list[Diagnostic]]:
        """The cards of all files in their order. Problems: those of reading, of a card, and of what deck.yaml says of it."""
        problems: list[Diagnostic] = []
        readable: list[_File] = []
        for path, name in files:
            data = source.contents(path, name)
            if isinstance(data, Diagnostic):
                problems.append(data)
            else:
                readable.append(_File(name, data, hashlib.sha256(data).hexdigest()))
        memory = _Memory.of(self) if len(readable) >= _MANY else None
        known = memory.known if memory else {}
        unknown = [file for file in readable if file.digest not in known]
        fresh = iter(self._read_all(unknown, jobs))
        cards: list[Card] = []
        sound: dict[str, tuple[Folded, ...]] = {}
        for file in readable:
            said, found = (known[file.digest], ()) if file.digest in known else next(fresh)
            problems.extend(found)
            cards.extend([unfold(one, file.name, file.digest) for one in said])
            if not found:
                sound[file.digest] = said
        if memory and sound.keys() != known.keys():
            memory.keep(sound)
        return tuple(cards), problems

    def _read_all(
        self, files: Sequence[_File], jobs: int
    ) -> Iterator[tuple[tuple[Folded, ...], tuple[Diagnostic, ...]]]:
        hands = max(1, min(jobs, 2 * len(files) // _MANY))
        size = max(1, -(-len(files) // (hands * _TURNS)))
        for done in spread(self._several, [files[at : at + size] for at in range(0, len(files), size)], hands):
            yield from done

    def _several(self, files: Sequence[_File]) -> list[tuple[tuple[Folded, ...], tuple[Diagnostic, ...]]]:
        return [self._one(file) for file in files]

    def _one(self, file: _File) -> tuple[tuple[Folded, ...], tuple[Diagnostic, ...]]:
        """The cards of one file, folded, and what is wrong with them."""
        node, syntax = source.parsed(file.data, file.name)
        if node is None:
            return (), syntax
        cards, found = card.from_file(node, self.kinds)
        problems = [*syntax, *beside(syntax, found)]
        for one in cards:
            problems += census.of_card(one, self.kinds[one.kind], self.deck, in_doubt=self.in_doubt)
        return tuple([fold(one) for one in cards]), tuple(problems)


def beside(syntax: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What decoding found beside what reading has said: a value that could not be read right cannot be right."""
    places = [(p.span.line, p.span.column) for p in syntax if p.span and p.is_error]
    for problem in found:
        span = problem.span
        if span is None or not any(
            (span.line, span.column) <= place < (span.end_line, span.end_column) for place in places
        ):
            yield problem


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the files of a deck said when they were last read, by their digests: those without any problem."""

    place: Path
    name: str
    known: dict[str, Any]

    @classmethod
    def of(cls, reader: Reader) -> _Memory | None:
        """What is kept of a deck; None on a machine that says no home.

        What a file is found to say depends on deck.yaml and the kinds as well, so they are part of the name.
        """
        place = store.folder("read")
        if place is None:
            return None
        deck = reader.deck
        shared = deck and (deck.record, deck.languages, deck.editions, deck.sections)
        made_by = maker(_ROOMS, ("pyyaml",))
        name = name_of(made_by, os.path.realpath(reader.folder), shared, reader.kinds, sorted(reader.in_doubt))
        body = store.fetch(place, name)
        return cls(place, name, marshal.loads(body) if body else {})

    def keep(self, sound: dict[str, tuple[Folded, ...]]) -> None:
        store.keep(self.place, self.name, marshal.dumps(sound), most=_MOST_BYTES)
