"""Judge a finished PDF: its structure alone, or everything down to the pixels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.pdf.document import UnreadablePdfError
from cardkit.preflight.code import examine
from cardkit.preflight.colour import is_finish
from cardkit.preflight.fact import Facts, facts, on_pages, separations, shared
from cardkit.preflight.listing import Listed, read_listing
from cardkit.preflight.rule import APPEARANCE, STRUCTURE
from cardkit.preflight.sight import look_at, view
from cardkit.press.model import Press


def inspect(
    pdf: Path, press: Press, manifest: Path | None = None, *, jobs: int = 1
) -> tuple[Facts | None, tuple[Diagnostic, ...]]:
    """What is in a file, and all that is wrong with it for this press; no facts where it cannot be read.

    With a manifest it is also held against what that says of it. With ``jobs`` a
    large file is shared out among processes. Raises OSError where a file cannot be read. Reports what all rules do and the proof of the
    codes, and pdf-unreadable, pdf-damaged, digest-differs, page-count-differs,
    manifest-unreadable and manifest-unlisted.
    """
    span = Span.start_of(str(pdf))
    listed: Listed | None = None
    problems: list[Diagnostic] = []
    if manifest is not None:
        listed, told = read_listing(manifest, pdf.name)
        problems += told
    try:
        known = facts(pdf, labels=listed.labels if listed else (), listed=listed)
    except UnreadablePdfError as fault:
        return None, (*problems, replace(_unreadable(fault), span=span))
    found = list(judge_structure(known, press))
    found += _held_against(pdf, known)
    if not any(problem.code in _UNDRAWABLE and problem.is_error for problem in found):
        try:
            known = _seen(pdf, known, press, jobs)
        except (UnreadablePdfError, ValueError, MemoryError) as fault:
            found.append(_unreadable(fault))
        for rule in APPEARANCE:
            found += rule(known, press, known.sights)
        if listed is not None:
            found += examine(pdf, listed.codes, jobs=jobs, closely=True).problems
    problems += [replace(problem, span=span) for problem in found]
    return known, tuple(problems)


@dataclass(frozen=True, slots=True)
class Structure:
    """What is wrong with a file; where nothing is, what each page shares with others (``fact.shared``)."""

    problems: tuple[Diagnostic, ...]
    pages: Mapping[int, str]


#: What makes looking at the pages useless or dangerous.
_UNDRAWABLE = frozenset(("pdf-damaged", "page-too-large"))


def structure(
    pdf: Path,
    press: Press,
    spans: Sequence[Span | None] = (),
    labels: Sequence[str] = (),
    known: Mapping[int, str] | None = None,
) -> Structure:
    """What is wrong with a file as far as that shows without drawing it, and what pages share where nothing is.

    ``spans`` and ``labels`` say of each page which card's it is: where that is
    written, and what to call it. ``known`` are pages that were found good before, and what they share. One page of those that share the same is
    looked at, for the rules that hold pages against each other. As soon as anything is wrong, all are.
    """
    known = known or {}
    first = {share: number for number, share in sorted(known.items(), reverse=True)}
    try:
        read = facts(pdf, labels=labels, without=known.keys() - first.values())
    except UnreadablePdfError as fault:
        return Structure((_unreadable(fault),), {})
    problems = tuple(
        replace(problem, span=spans[problem.page - 1])
        if problem.page is not None and problem.page <= len(spans)
        else problem
        for problem in judge_structure(read, press)
    )
    # Of pages that are not alike in size, the most common counts: that takes all of them.
    if known and (problems or len({page.trim for page in read.pages}) > 1):
        return structure(pdf, press, spans, labels)
    return Structure(problems, {} if problems else {**known, **shared(read)})


def judge_structure(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """What all rules find that need no pixels. Reports pdf-damaged besides."""
    yield from _damage(known)
    for rule in STRUCTURE:
        yield from rule(known, press)


def _seen(pdf: Path, known: Facts, press: Press, jobs: int) -> Facts:
    """The facts with what shows on the pages."""
    views = [view(page, press.bleed) for page in known.pages]
    spots = {ink: not is_finish(known, ink) for ink in sorted(separations(known))}
    return replace(known, sights=look_at(pdf, views, spots, codes=known.listed is None, jobs=jobs))


def _unreadable(fault: Exception) -> Diagnostic:
    return error("pdf-unreadable", f"the PDF cannot be read: {fault}", hint="Export the file anew.")


def _damage(known: Facts) -> Iterator[Diagnostic]:
    anatomy = known.anatomy
    hint = "Export the file anew; a copy may have broken off."
    if anatomy.damage:
        yield error("pdf-damaged", f"the file is damaged and was mended to be read: {anatomy.damage[0]}", hint=hint)
    elif not anatomy.pages:
        yield error("pdf-damaged", "the file has no pages", hint=hint)
    by_fault: dict[str, list[int]] = {}
    for page in known.pages:
        for fault in page.faults[:1]:
            by_fault.setdefault(fault, []).append(page.number)
    for fault, pages in by_fault.items():
        message = f"a page asks for something that is not there: {fault}{on_pages(known, pages)}"
        yield error("pdf-damaged", message, hint=hint, page=pages[0])


def _held_against(pdf: Path, known: Facts) -> Iterator[Diagnostic]:
    """Whether the file is the one that the manifest describes."""
    listed = known.listed
    if listed is None:
        return
    with pdf.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != listed.sha256:
        message = f"the file is not the one that the manifest describes: its SHA-256 begins with {digest[:8]}, not {listed.sha256[:8]}"
        yield error("digest-differs", message, hint="Render the deck anew, and let no other program save the file.")
    if len(known.pages) != len(listed.pages):
        message = f"the file has {len(known.pages)} pages; the manifest says {len(listed.pages)}"
        yield error("page-count-differs", message, hint="Render the deck anew.")
