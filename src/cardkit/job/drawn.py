"""Hold cards that are drawn: of their faces the codes alone, and the pages that any document can take in.

Drawn cards go to other processes and to the disk, so they are packed as plain
data: what a card says of its own place is left out, and comes in again from the
card that it is unpacked for.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import isqrt
from typing import Any, NamedTuple, cast, overload

from cardkit.codes.symbol import Matrix
from cardkit.diagnostic import Diagnostic
from cardkit.edition.model import EditionCard
from cardkit.job.manifest import codes
from cardkit.layout.drawing import Face, Modules
from cardkit.machine.spool import Spool
from cardkit.writers.piece import Page, Stock


class PackedPage(NamedTuple):
    """A page as bytes: what a document must know of it, and what is drawn there."""

    head: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card's faces without what they draw but their codes, a page for each, and the plates beside process colour."""

    faces: tuple[Face, ...]
    problems: tuple[Diagnostic, ...]
    pages: tuple[PackedPage, ...]
    plates: tuple[str, ...]


class Needs(NamedTuple):
    """What the pages of a card take from the stock: the names of fonts, photographs and forms, and spot inks."""

    fonts: tuple[str, ...]
    photos: tuple[str, ...]
    forms: tuple[str, ...]
    spots: tuple[tuple[str, Any], ...]


@dataclass(slots=True)
class Drawn:
    """The pages of an edition's faces, what they take from the stock, and the plates beside process colour."""

    stock: Stock = field(default_factory=Stock)
    plates: dict[str, None] = field(default_factory=dict)
    _spool: Spool = field(default_factory=Spool)
    _numbers: dict[Face, int] = field(default_factory=dict)

    def add(self, card: DrawnCard) -> None:
        """Take a card's pages; they wait where they need no memory."""
        for face, page in zip(card.faces, card.pages, strict=True):
            self._numbers[face] = self._spool.put(page.head)
            self._spool.put(page.data)
        self.plates.update(dict.fromkeys(card.plates))

    def end(self) -> None:
        """Have all pages in their places, now that there will be no more."""
        self._spool.flush()

    def pages(self, faces: Sequence[Face]) -> Iterator[Page]:
        """The pages of these faces, each read when it is asked for, and what is drawn there later still."""
        for face in faces:
            number = self._numbers[face]
            page = read(self._spool.take(number))
            yield page._replace(piece=page.piece._replace(data=partial(self._spool.take, number + 1)))


def pack(
    faces: Sequence[Face], problems: Sequence[Diagnostic], pages: Sequence[Page], plates: Sequence[str], beside: Stock
) -> bytes:
    """A card that was drawn, with what its pages take, as bytes."""
    needs = (tuple(beside.fonts), tuple(beside.photos), tuple(beside.forms), tuple(beside.spots.items()))
    told = (tuple(map(_told, faces)), tuple(problems), tuple(map(_packed, pages)), tuple(plates))
    return pickle.dumps((told, needs), pickle.HIGHEST_PROTOCOL)


def unpack(whole: Any, card: EditionCard) -> tuple[DrawnCard, Needs]:
    """The card that was packed, for the same card wherever its deck stands now; ``whole`` is what the bytes said."""
    (faces, problems, pages, plates), needs = whole
    return (
        DrawnCard(
            tuple([_face(face, card) for face in faces]),
            problems,
            tuple([PackedPage(head, data) for head, data in pages]),
            plates,
        ),
        Needs(*needs),
    )


def _packed(page: Page) -> tuple[bytes, bytes]:
    head = page._replace(piece=page.piece._replace(data=b""))
    return pickle.dumps(head, pickle.HIGHEST_PROTOCOL), page.piece.content()


def _told(face: Face) -> tuple[object, ...]:
    """A face with its codes alone, their modules one behind the other: a tenth of what rows of truths take."""
    found = tuple([(b"".join(map(bytes, code.matrix)), box, *_facts(code)) for code, box in codes(face)])
    facts = (face.card, face.side, face.trim, face.bleed, face.texts, face.title, face.section, face.language)
    return (found, *facts, face.serial)


def _facts(code: Modules) -> tuple[object, ...]:
    return code.ink, code.url, code.version, code.level, code.style, code.bare, code.ground


def _face(told: tuple[Any, ...], card: EditionCard) -> Face:
    found, name, side, trim, bleed, texts, title, section, language, serial = told
    span = card.card.span
    items = tuple(
        [
            Modules(cast("Matrix", _Rows(modules)), box, ink, url, version, level, span, style, bare, ground)
            for modules, box, ink, url, version, level, style, bare, ground in found
        ]
    )
    return Face(name, side, trim, bleed, items, texts, title, section, language, span, serial)


class _Rows(Sequence[bytes]):
    """The rows of a symbol whose modules lie one behind the other."""

    __slots__ = ("_modules", "_side")

    def __init__(self, modules: bytes) -> None:
        self._modules = modules
        self._side = isqrt(len(modules))

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        start = range(0, len(self._modules), self._side)[at]
        return self._modules[start : start + self._side]

    def __len__(self) -> int:
        return self._side


#: What drawn cards are made of beside plain data; nothing else is read from the disk.
_KINDS = frozenset(
    {
        ("cardkit.geometry", "Rect"),
        ("cardkit.geometry", "Size"),
        ("cardkit.ink", "Cmyk"),
        ("cardkit.ink", "Spot"),
        ("cardkit.writers.piece", "Page"),
        ("cardkit.writers.piece", "Piece"),
    }
)


def read(packed: bytes | memoryview) -> Any:
    """What was packed; raises pickle.UnpicklingError where that is anything that a drawn card has not."""
    return _Reader(io.BytesIO(packed)).load()


class _Reader(pickle.Unpickler):
    """Reads what a drawn card is made of, and nothing that would run."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in _KINDS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        found: type = super().find_class(module, name)
        return found
