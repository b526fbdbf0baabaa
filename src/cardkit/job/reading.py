"""Read a finished file back as a phone and a printer would, with several processes, and only what is not known to be good."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from cardkit.diagnostic import Diagnostic, Span
from cardkit.job.digest import digest
from cardkit.job.remembered import Due, Good, memory_of
from cardkit.machine.spread import spread
from cardkit.pdf.fingerprint import Fingerprints, fingerprints
from cardkit.preflight.code import conclude
from cardkit.preflight.depth import Depth
from cardkit.preflight.inspection import Structure, structure
from cardkit.preflight.part import Part, Seen, plan, prove_part
from cardkit.preflight.proof import Proof
from cardkit.press.model import Press

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished file and what it should be; ``names`` tell it from others, ``spans`` and ``labels`` say whose pages it has."""

    pdf: Path
    due: Due
    names: tuple[object, ...]
    spans: Sequence[Span | None] = ()
    labels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Readback:
    """What the codes proved, what a printer would say of the structure, and the digest of the file's bytes."""

    proof: Proof
    structure: tuple[Diagnostic, ...]
    sha256: str


def read_back(file: Finished, depth: Depth, jobs: int) -> Readback:
    """Prove the codes of a finished file, and preflight its structure where it is for a press.

    Pages that were found good before are not looked at again, but where every code is to be graded.
    """
    pdf, due = file.pdf, file.due
    memory = memory_of(file.names, depth) if depth is not Depth.FULL else None
    with _crew(due.pages, jobs) as crew:
        looks = memory.looks if memory else {}
        prints = crew.do(partial(fingerprints, known=looks), (pdf,))[0] if memory and not memory.is_empty else None
        good = memory.good(prints, due) if memory else Good()
        whole = _Whole(due.press, file.spans, file.labels, good.shares, prints=memory is not None and prints is None)
        beside = whole.seconds(due.pages)
        parts = plan(due.codes, due.pages, depth, jobs, known=good.proofs, worth=crew.worth, beside=beside)
        # The phone's view and the printer's are shared out together, so that all processes end at about the same time.
        shares = [_Share(pdf, part, None if at else whole) for at, part in enumerate(parts)]
        first, *others = crew.do(_read, shares)
    proof = conclude(pdf, due.codes, depth, [first.seen, *(other.seen for other in others)], good.proofs)
    if memory:
        memory.keep(prints or first.prints, due, Good(proof.pages, first.structure.pages))
    return Readback(proof, first.structure.problems, first.sha256)


class _Do(Protocol):
    """Does something with each of several parts."""

    def __call__(self, work: Callable[[Given], Made], parts: Sequence[Given], /) -> list[Made]: ...


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who does the work, and the seconds of it for which one more of them pays."""

    worth: float
    do: _Do


@contextmanager
def _crew(pages: int, jobs: int) -> Iterator[_Crew]:
    """Processes for a file of so many pages.

    Copies of this one are ready at once. What it holds of very many cards they would hold as well, so that for those,
    and where no copies can be made, others begin anew.
    """
    if jobs == 1 or (pages <= _MANY and sys.platform == "linux"):
        yield _Crew(_WORTH_COPYING, lambda work, parts: list(spread(work, parts, jobs)))
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        is_large = pages > _MANY
        yield _Crew(
            _WORTH_BEGINNING,
            lambda work, parts: list(pool.map(work, parts) if is_large or len(parts) > 1 else map(work, parts)),
        )


#: Pages of which a process holds about as much as it needs to look at them.
_MANY = 6000

#: Seconds of work for which a copy of this process pays, and one that begins anew.
_WORTH_COPYING, _WORTH_BEGINNING = 0.4, 2.0


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is to be learnt of the file as a whole: its structure, if it is for a press, and its ``prints``."""

    press: Press | None
    spans: Sequence[Span | None]
    labels: Sequence[str]
    known: Mapping[int, str]
    prints: bool

    def seconds(self, pages: int) -> float:
        """About how long that takes."""
        return (pages - len(self.known) if self.press else 0) * _STRUCTURE + pages * self.prints * _PRINT


#: Seconds that the structure of a page takes, and its fingerprint.
_STRUCTURE, _PRINT = 0.00037, 0.00016


@dataclass(frozen=True, slots=True)
class _Share:
    """What one process does: a part of the pages, and one of them the whole."""

    pdf: Path
    part: Part
    whole: _Whole | None


@dataclass(frozen=True, slots=True)
class _Done:
    """What it saw."""

    seen: Seen
    structure: Structure
    prints: Fingerprints | None
    sha256: str


def _read(share: _Share) -> _Done:
    pdf, whole = share.pdf, share.whole
    seen = prove_part(pdf, share.part)
    if whole is None:
        return _Done(seen, Structure((), {}), None, "")
    found = structure(pdf, whole.press, whole.spans, whole.labels, whole.known) if whole.press else Structure((), {})
    return _Done(seen, found, fingerprints(pdf) if whole.prints else None, digest(pdf))
