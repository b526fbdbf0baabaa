"""Tell one mistake once: drop what follows from a problem already told, and join what several slots found at one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cardkit.diagnostic import Diagnostic, Span

#: What a layout says of a value. Several slots, layouts and editions show one value; its fault is told once.
_OF_VALUES = frozenset(
    {"text-overflow", "missing-glyph", "missing-translation", "missing-text", "no-picture", "low-resolution"}
    | {"hyphen-in-range"}
)

#: What a layout says of itself, on every card anew.
_OF_SLOTS = frozenset(
    {"qr-too-small", "qr-too-dense", "qr-near-trim", "qr-level", "outside-safe", "no-layout", "press-without-spots"}
)

#: What follows where a field of the card could not be read.
_FOLLOWS = frozenset({"missing-text", "no-picture", "missing-translation", "text-overflow", "missing-glyph"})

_MOST_RELATED = 4


def without_followers(told: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems of layout (``found``) without those that come of a fault in what was read (``told``)."""
    faults = [problem.span for problem in told if problem.is_error and problem.span]
    if not faults:
        return tuple(found)
    broken = {span.file for span in faults}
    return tuple(
        problem
        for problem in found
        if problem.code not in _FOLLOWS or not problem.span or not _follows(problem, problem.span, faults, broken)
    )


def joined(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems of layout, those as one that several slots, layouts and editions have with the same thing."""
    found = tuple(found)
    # A code is dense because its link is long; that stands where it can be mended.
    is_long = any(problem.code == "link-long" for problem in found)
    kept: dict[tuple[str, Span] | Diagnostic, Diagnostic] = {}
    for problem in found:
        span = problem.span
        if is_long and problem.code == "qr-too-dense" and not problem.is_error:
            continue
        key = (problem.code, span) if span and problem.code in _OF_VALUES | _OF_SLOTS else problem
        first = kept.get(key)
        kept[key] = _joined(first, problem) if first else problem
    return tuple(kept.values())


def _follows(problem: Diagnostic, span: Span, faults: Iterable[Span], broken: Iterable[str]) -> bool:
    if problem.code in ("missing-text", "no-picture"):
        return span.file in broken
    return any(fault.file == span.file and _overlap(fault, span) for fault in faults)


def _overlap(one: Span, other: Span) -> bool:
    return (one.line, one.column) < (other.end_line, other.end_column) and (other.line, other.column) < (
        one.end_line,
        one.end_column,
    )


def _joined(first: Diagnostic, more: Diagnostic) -> Diagnostic:
    related = dict.fromkeys((*first.related, *more.related))
    return replace(first, related=tuple(related)[:_MOST_RELATED])
