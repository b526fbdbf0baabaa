"""Remember between runs which pages were proved without any fault, each under a digest of everything that decides it.

A page that shows the same, by its content and all that it refers to, and that should carry the same codes, proves the
same to the same code. The digests are made from the finished file on the disk, never from what wrote it. Only what was
found good is remembered, and what is wrong is found anew each time.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from cardkit.machine import store
from cardkit.machine.maker import maker, name_of
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode
from cardkit.preflight.grade import Geometry
from cardkit.preflight.part import finest
from cardkit.preflight.proof import PageProof
from cardkit.preflight.stress import PASSING, Stressed
from cardkit.press.model import Press

if TYPE_CHECKING:
    from pathlib import Path

    from cardkit.pdf.fingerprint import Fingerprints
    from cardkit.pdf.picture import Identity, ObjectNumber

#: Ten thousand cards take 6 MB.
_MOST_BYTES = 60_000_000

#: The rooms and libraries whose code decides how a page proves, and how that is written down.
_ROOMS = ("codes", "pdf", "preflight", "press", "machine", "job")
_LIBRARIES = ("pypdfium2", "pikepdf", "zxing-cpp", "deqr", "numpy")


@dataclass(frozen=True, slots=True)
class Good:
    """Pages by their numbers that are known to be good: the proofs of their codes, and what their structure shares."""

    proofs: Mapping[int, PageProof] = field(default_factory=dict)
    shares: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """What a finished file should be: so many pages, with these codes, for a press; for none where it is a draft."""

    pages: int
    codes: Sequence[ExpectedCode]
    press: Press | None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of the pages of one edition: packed proofs and shares, by the names of the pages."""

    place: Path
    name: str
    maker: str
    kept: Mapping[str, Any]

    @property
    def is_empty(self) -> bool:
        return not self.kept

    @property
    def looks(self) -> Mapping[bytes, bytes]:
        """How pages show, by how they are written."""
        try:
            return {bytes.fromhex(written): bytes.fromhex(shown) for written, shown in self.kept["looks"].items()}
        except (TypeError, ValueError, KeyError, AttributeError):
            return {}  # Somebody else's file.

    def good(self, prints: Fingerprints | None, due: Due) -> Good:
        """The pages of the finished file that were found good before."""
        # A file that has more pages than it should, or less, is looked at whole.
        if prints is None or len(prints.shown) != due.pages:
            return Good()
        numbers: dict[str, list[ObjectNumber]] = defaultdict(list)
        for number, digest in prints.pictures.items():
            numbers[digest.hex()].append(number)
        try:
            found = self._good(dict(self._names(prints, due)), numbers)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):
            return Good()  # Somebody else's file.
        counts = Counter(code.page for code in due.codes)
        fitting = {
            number: proof
            for number, proof in found.proofs.items()
            if len(proof.kinds) == len(proof.stressed) == counts[number]
        }
        return Good(fitting, found.shares)

    def keep(self, prints: Fingerprints | None, due: Due, found: Good) -> None:
        """Remember the pages that were found good."""
        if prints is None or len(prints.shown) != due.pages:
            return
        pack = _Pack(prints.pictures)
        proofs: dict[str, object] = {}
        shares: dict[str, object] = {}
        for number, (code_name, structure_name) in self._names(prints, due):
            proof = found.proofs.get(number)
            if proof is not None and (packed := pack.proof(proof)) is not None:
                proofs[code_name] = packed
            if number in found.shares:
                shares[structure_name] = pack.index("shares", found.shares[number])
        looks = {
            one.hex(): other.hex() for one, other in zip(prints.written, prints.shown, strict=True) if one and other
        }
        whole = {**pack.lists, "proofs": proofs, "structure": shares, "looks": looks}
        if whole != self.kept:
            body = json.dumps(whole, separators=(",", ":")).encode("ascii")
            store.keep(self.place, self.name, body, most=_MOST_BYTES)

    def _names(self, prints: Fingerprints, due: Due) -> Iterator[tuple[int, tuple[str, str]]]:
        """The names of each page: for its codes, and for its structure."""
        codes: dict[int, list[str]] = defaultdict(list)
        for code in due.codes:
            codes[code.page].append(_described(code))
        bare = repr(finest(due.codes))
        press = hashlib.sha256(repr(due.press).encode()).hexdigest()
        for number, digest in enumerate(prints.shown, start=1):
            if digest is not None:
                page = f"{self.maker}\n{digest.hex()}\n"
                expected = "\n".join(codes[number]) if number in codes else bare
                yield number, (_short(f"codes\n{page}{expected}"), _short(f"structure\n{page}{press}"))

    def _good(self, names: Mapping[int, tuple[str, str]], numbers: Mapping[str, Sequence[ObjectNumber]]) -> Good:
        if not self.kept:
            return Good()
        kinds = [_geometry(*packed) for packed in self.kept["kinds"]]
        pictures = [tuple(_identities(packed, numbers)) for packed in self.kept["pictures"]]
        shares = [str(share) for share in self.kept["shares"]]
        proofs, structure = self.kept["proofs"], self.kept["structure"]
        return Good(
            {number: _proof(proofs[name], kinds, pictures) for number, (name, _) in names.items() if name in proofs},
            {number: shares[structure[name]] for number, (_, name) in names.items() if name in structure},
        )


def memory_of(names: tuple[object, ...], depth: Depth) -> Memory | None:
    """What is remembered under the names of an edition's file; None on a machine that says no home."""
    place = store.folder("proofs")
    if place is None:
        return None
    made_by = maker(_ROOMS, _LIBRARIES)
    name = name_of(made_by, *names, depth)
    try:
        kept = json.loads(store.fetch(place, name) or b"{}")
    except (ValueError, RecursionError):
        kept = {}
    return Memory(place, name, f"{made_by} {depth}", kept if isinstance(kept, dict) else {})


def _described(code: ExpectedCode) -> str:
    """Everything that a proof asks of a code, but what it is called."""
    matrix = b"/".join(map(bytes, code.matrix)).hex()
    parts = (code.url, code.box, code.version, code.level, code.bare, code.style, code.turn, code.ink, code.ground)
    return f"{matrix} {parts!r}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(slots=True)
class _Pack:
    """Proofs as plain lists; what many share stands once, and is called by its place."""

    objects: Mapping[ObjectNumber, bytes]
    lists: dict[str, list[object]] = field(default_factory=lambda: {"kinds": [], "pictures": [], "shares": []})
    _places: dict[tuple[str, object], int] = field(default_factory=dict)

    def index(self, shelf: str, thing: object, packed: object = None) -> int:
        known = self._places.get((shelf, thing))
        if known is None:
            known = self._places[shelf, thing] = len(self.lists[shelf])
            self.lists[shelf].append(thing if packed is None else packed)
        return known

    def proof(self, proof: PageProof) -> object | None:
        """A page's proof; None where it is not without fault."""
        if proof.problems or None in proof.kinds:
            return None
        kinds = [self.index("kinds", kind, _plain(kind)) for kind in proof.kinds if kind]
        # What fares badly is tried anew each time.
        stressed = [
            [one.grade, one.share, list(one.failed)] if one and one.grade in PASSING else None for one in proof.stressed
        ]
        pictures = []
        for picture in proof.pictures:
            told = self._identity(picture)
            if told is None:
                return None
            pictures.append(self.index("pictures", picture, told))
        return [kinds, stressed, pictures, proof.drawn]

    def _identity(self, picture: Identity) -> object | None:
        """What identifies a picture in any file: its content in place of its number."""
        name, place, tint, clipping = cast("tuple[Any, Any, Any, Any]", picture)
        digest = name if isinstance(name, bytes) else self.objects.get(name)
        if digest is None:
            return None
        return [isinstance(name, bytes), digest.hex(), list(place), list(tint), [list(corner) for corner in clipping]]


def _plain(kind: Geometry) -> list[object]:
    bare = list(kind.bare) if kind.bare else None
    return [
        *(kind.version, kind.level, kind.module, kind.style, bare, list(kind.ink), list(kind.ground), kind.contrast)
    ]


def _geometry(
    version: Any, level: Any, module: Any, style: Any, bare: Any, ink: Any, ground: Any, contrast: Any
) -> Geometry:
    return Geometry(version, level, module, style, tuple(bare) if bare else None, tuple(ink), tuple(ground), contrast)


def _proof(packed: Any, kinds: Sequence[Geometry], pictures: Sequence[tuple[Identity, ...]]) -> PageProof:
    here, stressed, shown, are_drawn = packed
    return PageProof(
        (),
        tuple(kinds[place] for place in here),
        tuple(one and Stressed(str(one[0]), float(one[1]), tuple(map(str, one[2]))) for one in stressed),
        tuple(identity for place in shown for identity in pictures[place]),
        bool(are_drawn),
    )


def _identities(packed: Any, numbers: Mapping[str, Sequence[ObjectNumber]]) -> Iterator[Identity]:
    """A picture as this file numbers it."""
    is_named_by_data, digest, place, tint, clipping = packed
    names: Sequence[object] = [bytes.fromhex(digest)] if is_named_by_data else numbers.get(digest, ())
    for name in names:
        yield (name, tuple(place), tuple(tint), tuple(map(tuple, clipping)))
