"""Parse YAML text into one tree of nodes with spans, every problem at its line and column."""

from __future__ import annotations

from dataclasses import replace

from cardkit.diagnostic import Diagnostic, Report, Severity, Span, error
from cardkit.source.character import cleaned
from cardkit.source.conflict import merge_conflict
from cardkit.source.encoding import decode
from cardkit.source.event import FASTEST, MakeParser, events
from cardkit.source.fault import explain
from cardkit.source.growth import MAX_PROBLEMS
from cardkit.source.manuscript import Manuscript
from cardkit.source.node import Node, Scalar
from cardkit.source.refusal import too_many
from cardkit.source.tree import grow
from cardkit.source.usual import usual

#: Mistakes in one file that are read past, each at the price of reading the file again …
_MAX_MENDS = 50
#: … and the characters that may be read in all for it: well under half a second's worth.
_MAX_REREAD = 2_000_000


def parse(
    data: str | bytes, path: str, *, make_parser: MakeParser = FASTEST
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Read one YAML document; the node is None where nothing could be made of it.

    Problems: ``bad-encoding``, ``bidi-control``, ``comment-cuts-value``,
    ``complex-key``, ``control-character``, ``duplicate-key``, ``empty-file``,
    ``merge-conflict``, ``too-deep``, ``too-large``, ``too-many-problems``, ``yaml-alias``,
    ``yaml-anchor``, ``yaml-documents``, ``yaml-merge``, ``yaml-syntax``,
    ``yaml-tag``.
    """
    if isinstance(data, bytes):
        decoded, problems = decode(data, path)
        if decoded is None:
            return None, problems
        data = decoded
    conflict = merge_conflict(data, path)
    if conflict is not None:
        return None, (conflict,)
    text, characters = cleaned(data.removeprefix("\ufeff"), path, MAX_PROBLEMS)
    if len(characters) > MAX_PROBLEMS:
        return None, (*characters[:MAX_PROBLEMS], too_many(MAX_PROBLEMS, characters[MAX_PROBLEMS].span))
    root, problems = _read(Manuscript.of(path, text), make_parser, _lines(characters))
    problems = Report.of((*characters, *problems)).problems
    if isinstance(root, Scalar) and (problems or (not root.text and not root.quoted)):
        root = None
    if root is None:
        return None, _errors(problems) or (_empty(path),)
    return root, problems


def _read(
    manuscript: Manuscript, make_parser: MakeParser, told: set[int]
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Read, and read again past each mistake that can be read past.

    ``told`` are lines (from 0) with a mistake already told: another one there
    is most likely its echo.
    """
    root = usual(manuscript) if make_parser is FASTEST else None
    if root is not None:
        return root, ()
    faults: list[Diagnostic] = []
    budget = _MAX_REREAD
    while True:
        grown = grow(manuscript, events(manuscript.text, make_parser))
        if grown.blank_at >= 0:
            faults.append(grown.problems[-1])
            budget -= len(manuscript.text)
            if len(faults) > _MAX_MENDS or budget < 0:
                return None, (*faults, *grown.problems[:-1])
            manuscript = manuscript.with_blank(grown.blank_at)
            continue
        if grown.fault is None:
            return grown.root, (*faults, *grown.problems)
        explained = explain(manuscript, grown.fault, scalar_at=grown.scalar_at, closed_at=grown.closed_at)
        echo = explained.line in told or (
            explained.line in _lines(grown.problems) and explained.problem not in grown.problems
        )
        if echo and not explained.independent:
            return None, (*faults, *grown.problems)
        faults.append(explained.problem)
        budget -= len(manuscript.text)
        if explained.mended is None or len(faults) > _MAX_MENDS or budget < 0:
            return None, (*faults, *grown.problems)
        if not explained.independent:
            told.add(explained.line)
        manuscript = explained.mended


def _errors(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Of a file that is not read at least one problem is an error: else its cards would be missing and all seem well."""
    if any(problem.is_error for problem in problems):
        return problems
    return tuple(replace(problem, severity=Severity.ERROR) for problem in problems)


def _lines(problems: tuple[Diagnostic, ...]) -> set[int]:
    return {problem.span.line - 1 for problem in problems if problem.span is not None}


def _empty(path: str) -> Diagnostic:
    return error(
        "empty-file",
        "the file says nothing",
        Span.start_of(path),
        hint="Write into it what belongs there, or delete the file.",
    )
