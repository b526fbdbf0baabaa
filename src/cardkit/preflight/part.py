"""Share the pages of a file out, and prove those of one part: every code is the one that was meant, and there is no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cardkit.diagnostic import Diagnostic, has_errors
from cardkit.pdf.document import Page, UnreadablePdfError, opened, page
from cardkit.pdf.picture import Identity, numbered
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode, fault
from cardkit.preflight.grade import Geometry, geometry, graded, sampled
from cardkit.preflight.likeness import flawless
from cardkit.preflight.proof import PageProof
from cardkit.preflight.sample import Sample, sample
from cardkit.preflight.search import USUAL_MODULE, moved, search, skip_pictures, stray
from cardkit.preflight.stress import Stressed, stress
from cardkit.preflight.symbol import look, plan_fault, prove_symbol


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages, and the codes that they should carry, by page and by their index among all.

    With ``beyond`` all pages after that number are looked at as well. ``known`` are
    pages whose proof is remembered, ``likely`` codes that will be stressed, ``finest``
    is the module by which pages without codes are searched.
    """

    pages: tuple[int, ...]
    due: Mapping[int, Mapping[int, ExpectedCode]]
    beyond: int | None
    known: Mapping[int, PageProof]
    likely: frozenset[int]
    kinds: frozenset[Geometry]
    finest: float
    depth: Depth
    closely: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What the pages of a part showed, of how many that the file has; or why it could not be read."""

    count: int
    pages: Mapping[int, PageProof] = field(default_factory=dict)
    fault: str = ""


def plan(
    codes: Sequence[ExpectedCode],
    count: int,
    depth: Depth,
    jobs: int,
    *,
    closely: bool = False,
    known: Mapping[int, PageProof] | None = None,
    worth: float,
    beside: float = 0.0,
) -> list[Part]:
    """Share out the proof of a file that should have so many pages among at most so many processes.

    Each gets about the same work: ``worth`` are the seconds of it for which one more process pays, ``beside`` those that the
    first is busy with something else. Pages without codes stay together, so that no photograph is drawn twice.
    """
    due: dict[int, dict[int, ExpectedCode]] = defaultdict(dict)
    for index, code in enumerate(codes):
        due[code.page][index] = code
    known = dict(_valid(known or {}))
    fresh = [number for number in range(1, count + 1) if number not in known]
    work = {number: _PAGE + len(due.get(number, ())) * _CODE[depth] for number in fresh}
    whole = beside + sum(work.values())
    shares = max(1, min(jobs, 1 + int(whole / worth)))
    if shares > 1:
        fresh.sort(key=lambda number: number in due)
    pages: list[list[int]] = [[] for _ in range(shares)]
    done = beside
    for number in fresh:
        pages[min(shares - 1, int((done + work[number] / 2) / whole * shares))].append(number)
        done += work[number]
    likely = frozenset(sampled(codes, range(len(codes)))) if depth is Depth.USUAL else frozenset[int]()
    bare = {number: proof for number, proof in known.items() if proof.pictures}
    smallest = finest(codes)
    kinds = frozenset(kind for proof in known.values() for kind in proof.kinds if kind)
    return [
        Part(
            pages=tuple(sorted(numbers)),
            due={number: due[number] for number in numbers if number in due},
            beyond=count if at == shares - 1 else None,
            known=bare,
            likely=likely,
            kinds=kinds,
            finest=smallest,
            depth=depth,
            closely=closely,
        )
        for at, numbers in enumerate(pages)
    ]


def finest(codes: Sequence[ExpectedCode]) -> float:
    """The module by which pages are searched that should carry no code: the finest of the file."""
    return min((code.module for code in codes if not plan_fault(code)), default=USUAL_MODULE)


#: Seconds that a page takes, with its share of the photographs, and a code on it.
_PAGE = 0.0009
_CODE = {Depth.FAST: 0.0007, Depth.USUAL: 0.0008, Depth.FULL: 0.012}


def _valid(known: Mapping[int, PageProof]) -> Iterator[tuple[int, PageProof]]:
    """The remembered proofs that hold here: a page whose photographs were not drawn needs them drawn on an earlier one."""
    searched: set[Identity] = set()
    for number in sorted(known):
        proof = known[number]
        if proof.drawn or searched.issuperset(proof.pictures):
            searched.update(proof.pictures)
            yield number, proof


def prove_part(pdf: bytes | Path, part: Part) -> Seen:
    """Prove the pages of a part."""
    proofs: dict[int, PageProof] = {}
    searched: set[Identity] = set()
    kinds: dict[Geometry, Geometry] = {}
    try:
        with opened(pdf) as document, numbered(pdf) as numbers:
            count = document.page_count
            beyond = range(count + 1 if part.beyond is None else part.beyond + 1, count + 1)
            for number in sorted({*part.pages, *part.known, *beyond}):
                if number in part.known:
                    searched.update(part.known[number].pictures)
                elif number <= count:
                    current = page(document, number)
                    due = part.due.get(number, {})
                    shown, are_drawn = ((), True) if due else skip_pictures(current, searched, numbers)
                    proof = _prove_page(current, due, part, kinds)
                    proofs[number] = replace(proof, pictures=shown, drawn=are_drawn) if shown else proof
    except UnreadablePdfError as reason:
        return Seen(0, {}, str(reason))
    return Seen(count, proofs)


def _prove_page(
    current: Page, due: Mapping[int, ExpectedCode], part: Part, kinds: dict[Geometry, Geometry]
) -> PageProof:
    problems: list[Diagnostic] = []
    shown: dict[int, Geometry] = {}
    stressed: dict[int, Stressed] = {}
    expected = tuple(due.values())
    module = min((code.module for code in expected if not plan_fault(code)), default=part.finest)
    all_found = search(current, len(expected), module, closely=part.closely)
    strays = [one for one in all_found if not any(one.is_at(code) for code in expected)]
    for index, code in due.items():
        wrong = plan_fault(code)
        if wrong:
            problems.append(wrong)
            continue
        here = next((one for one in all_found if one.is_at(code)), None)
        if here and here.is_off(code):
            problems.append(moved(code, here.box))
            continue
        elsewhere = next((one for one in strays if one.read.content == code.url.encode()), None)
        if elsewhere and not here:
            strays.remove(elsewhere)
            problems.append(moved(code, elsewhere.box))
            continue
        measured: Sample | None = None
        kind = flawless(current, code, here.read) if here and part.depth is not Depth.FULL else None
        if kind is None:
            seen = look(current, code)
            found = prove_symbol(code, seen)
            if any(code.quiet_box.overlaps(one.box) for one in strays):  # The stray code says it already.
                found = tuple(problem for problem in found if problem.code != "code-quiet-zone")
            elif not found and not here:
                message = f"{code} cannot be found when the whole page is searched"
                found = (fault("code-unreadable", message, code, "Keep busy patterns away from the code."),)
            problems.extend(found)
            if has_errors(found):
                continue
            measured, kind = seen.sample, geometry(code, seen.sample)
        is_first = kind not in kinds and kind not in part.kinds
        shown[index] = kind = kinds.setdefault(kind, kind)
        if part.depth is Depth.FULL or (part.depth is Depth.USUAL and (is_first or index in part.likely)):
            stressed[index] = stress_code(current, code, measured)
    problems.extend(stray(current, one, expected) for one in strays)
    return PageProof(tuple(problems), tuple(map(shown.get, due)), tuple(map(stressed.get, due)))


def stress_code(current: Page, code: ExpectedCode, seen: Sample | None = None) -> Stressed:
    """How a code fares that stands on a page; ``seen`` is what was measured there already."""
    seen = seen or sample(current, code.box, len(code.matrix), turn=code.turn, bare=code.bare)
    found = stress(seen.light, len(code.matrix), code.module, code.url.encode())
    return graded(found, seen.contrast)
