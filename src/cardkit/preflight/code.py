"""Prove on a finished PDF that every code is the one that was meant, that it scans, and that there is no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from cardkit.diagnostic import Diagnostic, error
from cardkit.pdf.document import UnreadablePdfError, opened, page
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode, fault
from cardkit.preflight.grade import chosen, grades, judge
from cardkit.preflight.part import Seen, plan, prove_part, stress_code
from cardkit.preflight.proof import PageProof, Proof
from cardkit.preflight.search import once
from cardkit.preflight.stress import Stressed
from cardkit.preflight.survey import SeenCode, survey

__all__ = ["Depth", "ExpectedCode", "Proof", "SeenCode", "examine", "prove", "survey"]


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
    except UnreadablePdfError as reason:
        return conclude(pdf, codes, depth, [Seen(0, {}, str(reason))])
    parts = plan(codes, count, depth, jobs, closely=closely, worth=_WORTH_BEGINNING)
    if len(parts) == 1:
        return conclude(pdf, codes, depth, [prove_part(pdf, parts[0])])
    # Processes begin anew rather than as copies: the engine beneath is not safe to copy while it runs.
    with ProcessPoolExecutor(len(parts) - 1, mp_context=get_context("spawn")) as pool:
        others = pool.map(prove_part, repeat(pdf), parts[1:])
        return conclude(pdf, codes, depth, [prove_part(pdf, parts[0]), *others])


#: Seconds of work for which a process pays that begins anew: half a second passes until it is ready.
_WORTH_BEGINNING = 2.0


def conclude(
    pdf: bytes | Path,
    codes: Sequence[ExpectedCode],
    depth: Depth,
    seen: Sequence[Seen],
    known: Mapping[int, PageProof] | None = None,
) -> Proof:
    """What a file proves, from what its parts showed; ``known`` are the remembered proofs of all other pages."""
    broken = next((part.fault for part in seen if part.fault), "")
    if broken:
        return _unreadable(broken, len(codes))
    count = max(part.count for part in seen)
    pages: dict[int, PageProof] = dict(known or {})
    for part in seen:
        pages.update(part.pages)
    at: dict[int, list[int]] = defaultdict(list)
    for index, code in enumerate(codes):
        at[code.page].append(index)
    found = {
        index: (kind, stressed)
        for number, proof in pages.items()
        for index, kind, stressed in zip(at.get(number, ()), proof.kinds, proof.stressed, strict=True)
    }
    kinds = {index: kind for index, (kind, _) in sorted(found.items()) if kind}
    stressed = {index: one for index, (_, one) in found.items() if one}
    if depth is Depth.USUAL:
        picked = chosen(codes, kinds)
        try:
            stressed |= _stress(pdf, codes, [index for index in picked if index not in stressed])
        except UnreadablePdfError as reason:
            return _unreadable(str(reason), len(codes))
        stressed = {index: stressed[index] for index in picked}
    for number in {codes[index].page for index in stressed}:
        pages[number] = replace(pages[number], stressed=tuple(map(stressed.get, at[number])))
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
    told = once(problem for _, proof in sorted(pages.items(), key=_number) for problem in proof.problems)
    return Proof((*told, *missing, *judge(codes, kinds, stressed)), grades(len(codes), kinds, stressed), pages)


def _number(page: tuple[int, PageProof]) -> int:
    return page[0]


def _unreadable(why: str, codes: int) -> Proof:
    problem = error("pdf-unreadable", f"the PDF cannot be opened: {why}", hint="Render it anew.")
    return Proof((problem,), (None,) * codes)


def _stress(pdf: bytes | Path, codes: Sequence[ExpectedCode], indexes: Sequence[int]) -> dict[int, Stressed]:
    """Stress some codes of the file, by their index."""
    if not indexes:
        return {}
    with opened(pdf) as document:
        return {index: stress_code(page(document, codes[index].page), codes[index]) for index in indexes}
