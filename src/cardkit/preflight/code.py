"""Prove on a finished PDF that every code is the one that was meant, that it scans, and that there is no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from cardkit.diagnostic import Diagnostic, error, has_errors
from cardkit.pdf.document import Page, UnreadablePdfError, opened, page
from cardkit.pdf.picture import Identity, numbered
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode, fault
from cardkit.preflight.grade import Geometry, chosen, geometry, graded, grades, judge
from cardkit.preflight.likeness import flawless
from cardkit.preflight.sample import Sample, sample
from cardkit.preflight.search import USUAL_MODULE, moved, once, search, skip_pictures, stray
from cardkit.preflight.stress import Stressed, stress
from cardkit.preflight.survey import SeenCode, survey
from cardkit.preflight.symbol import look, plan_fault, prove_symbol

__all__ = ["Depth", "ExpectedCode", "Proof", "SeenCode", "examine", "prove", "survey"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, and each expected code's grade from A to F in the order of the codes; None where none was given."""

    problems: tuple[Diagnostic, ...]
    grades: tuple[str | None, ...]


def prove(pdf: bytes | Path, expected: Sequence[ExpectedCode]) -> tuple[Diagnostic, ...]:
    """What is wrong with the codes of a finished PDF, in the order of its pages, without stress: see ``examine``."""
    return examine(pdf, expected, Depth.FAST).problems


def examine(
    pdf: bytes | Path,
    expected: Sequence[ExpectedCode],
    depth: Depth = Depth.USUAL,
    *,
    jobs: int = 1,
    closely: bool = False,
) -> Proof:
    """Prove the codes of a finished PDF.

    Every page is looked at, also those that should carry no code. A code is
    reported once, by the first step that it fails. With ``jobs`` a large file
    is shared out among processes; ``closely`` looks on every page for the smallest
    codes that a phone reads, and for other kinds. Reports code-missing, code-misplaced,
    code-quiet-zone, code-contrast, code-mismatch, code-wrong-link, code-ink, code-rough,
    code-unreadable, code-stray, code-grade and pdf-unreadable.
    """
    codes = tuple(expected)
    try:
        with opened(pdf) as document:
            count = document.page_count
        parts = _parts(
            codes, count, depth, min(jobs, 1 + int(_costs(count, len(codes), depth) / _WORTH_SHARING)), closely=closely
        )
        if len(parts) == 1:
            seen = [_prove_part(pdf, parts[0])]
        else:
            # Processes begin anew rather than as copies: the engine beneath is not safe to copy while it runs.
            with ProcessPoolExecutor(len(parts) - 1, mp_context=get_context("spawn")) as pool:
                others = pool.map(_prove_part, repeat(pdf), parts[1:])
                seen = [_prove_part(pdf, parts[0]), *others]
        kinds = {index: kind for one in seen for index, kind in one.kinds.items()}
        stressed = {index: one for part in seen for index, one in part.stressed.items()}
        if depth is Depth.USUAL:
            stressed = _stress(pdf, codes, chosen(codes, kinds))
    except UnreadablePdfError as reason:
        problem = error("pdf-unreadable", f"the PDF cannot be opened: {reason}", hint="Render it anew.")
        return Proof((problem,), (None,) * len(codes))
    missing = [
        fault(
            "code-missing",
            f"{code} should be on page {code.page}; the file has {count}",
            code,
            "Render the file anew, whole.",
        )
        for code in sorted(codes, key=lambda code: code.page)
        if not 1 <= code.page <= count
    ]
    found = once(problem for one in seen for problem in one.problems)
    return Proof((*found, *missing, *judge(codes, kinds, stressed)), grades(len(codes), kinds, stressed))


@dataclass(frozen=True, slots=True)
class _Part:
    """Some pages in a row, and the codes that they should carry, by their index among all."""

    pages: range
    due: Mapping[int, ExpectedCode]
    finest: float
    depth: Depth
    closely: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the pages of a part showed."""

    problems: list[Diagnostic] = field(default_factory=list)
    kinds: dict[int, Geometry] = field(default_factory=dict)
    stressed: dict[int, Stressed] = field(default_factory=dict)


def _parts(codes: Sequence[ExpectedCode], count: int, depth: Depth, jobs: int, *, closely: bool) -> list[_Part]:
    finest = min((code.module for code in codes if not plan_fault(code)), default=USUAL_MODULE)
    size = -(-max(count, 1) // max(jobs, 1))
    parts = []
    for first in range(1, max(count, 1) + 1, size):
        numbers = range(first, min(first + size, count + 1))
        due = {index: code for index, code in enumerate(codes) if code.page in numbers}
        parts.append(_Part(numbers, due, finest, depth, closely))
    return parts


def _costs(pages: int, codes: int, depth: Depth) -> float:
    """About how many seconds a proof takes in one process."""
    return pages * 0.0007 + codes * (0.012 if depth is Depth.FULL else 0.001)


#: Seconds of work for which one more process, half a second until it is ready, pays.
_WORTH_SHARING = 2.0


def _prove_part(pdf: bytes | Path, part: _Part) -> _Seen:
    seen = _Seen()
    searched: set[Identity] = set()
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, code in part.due.items():
        by_page[code.page].append(index)
    with opened(pdf) as document, numbered(pdf) as numbers:
        for number in part.pages:
            current = page(document, number)
            if not by_page[number]:
                skip_pictures(current, searched, numbers)
            _prove_page(current, {index: part.due[index] for index in by_page[number]}, part, seen)
    return seen


def _prove_page(current: Page, due: Mapping[int, ExpectedCode], part: _Part, seen: _Seen) -> None:
    expected = tuple(due.values())
    module = min((code.module for code in expected if not plan_fault(code)), default=part.finest)
    all_found = search(current, len(expected), module, closely=part.closely)
    strays = [one for one in all_found if not any(one.is_at(code) for code in expected)]
    for index, code in due.items():
        wrong = plan_fault(code)
        if wrong:
            seen.problems.append(wrong)
            continue
        here = next((one for one in all_found if one.is_at(code)), None)
        if here and here.is_off(code):
            seen.problems.append(moved(code, here.box))
            continue
        elsewhere = next((one for one in strays if one.read.content == code.url.encode()), None)
        if elsewhere and not here:
            strays.remove(elsewhere)
            seen.problems.append(moved(code, elsewhere.box))
            continue
        if here and part.depth is not Depth.FULL:
            kind = flawless(current, code, here.read)
            if kind:
                seen.kinds[index] = kind
                continue
        shown = look(current, code)
        problems = prove_symbol(code, shown)
        if any(code.quiet_box.overlaps(one.box) for one in strays):  # The stray code says it already.
            problems = tuple(problem for problem in problems if problem.code != "code-quiet-zone")
        elif not problems and not here:
            message = f"{code} cannot be found when the whole page is searched"
            problems = (fault("code-unreadable", message, code, "Keep busy patterns away from the code."),)
        seen.problems.extend(problems)
        if not has_errors(problems):
            seen.kinds[index] = geometry(code, shown.sample)
            if part.depth is Depth.FULL:
                seen.stressed[index] = _stressed(code, shown.sample)
    seen.problems.extend(stray(current, one, expected) for one in strays)


def _stress(pdf: bytes | Path, codes: Sequence[ExpectedCode], indexes: Iterable[int]) -> dict[int, Stressed]:
    """Stress some codes of the file, by their index."""
    with opened(pdf) as document:
        return {
            index: _stressed(
                code, sample(page(document, code.page), code.box, len(code.matrix), turn=code.turn, bare=code.bare)
            )
            for index in indexes
            for code in (codes[index],)
        }


def _stressed(code: ExpectedCode, seen: Sample) -> Stressed:
    found = stress(seen.light, len(code.matrix), code.module, code.url.encode())
    return graded(found, seen.contrast)
