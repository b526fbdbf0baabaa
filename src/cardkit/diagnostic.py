"""Say what is wrong with a user's file: where, how bad, and what to do.

Problems are values. Rooms return them, nobody raises them; exceptions are for
bugs and for the outside world (a full disk, an unreadable file).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a source file.

    Lines and columns are 1-based and count characters, not bytes. The end is
    exclusive: a one-character span at 3:5 ends at 3:6. A tuple, because every
    word of a deck has one: a thousand cards have a hundred thousand.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @classmethod
    def start_of(cls, file: str) -> Span:
        """The first character of a file, for what concerns the file as a whole."""
        return cls(file, 1, 1, 1, 1)

    def within(self, text: str, offset: int, length: int) -> Span:
        """Where some characters of the text of this place stand, if it is written there as it is; else all of it."""
        quotes = (self.end_column - self.column - len(text)) // 2
        if self.line != self.end_line or self.end_column - self.column not in (len(text), len(text) + 2):
            return self
        column = self.column + quotes + offset
        return Span(self.file, self.line, column, self.line, column + length)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How bad a problem is: an error stops the press, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a problem, such as "first defined here"."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, as a user reads it.

    ``code`` is kebab-case, names the fault and is stable for ever; each has a
    page in ``data/problems/``. ``message`` is one line in the user's own words,
    numbers with units. ``hint`` says what to do, in the imperative.

    ``page`` (1-based) and ``box_mm`` (x, y, width, height from the trim's
    top-left, y downward) are set where the problem stands in a finished PDF.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    page: int | None = None
    box_mm: tuple[float, float, float, float] | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str | None = None,
    related: Iterable[Related] = (),
    page: int | None = None,
    box_mm: tuple[float, float, float, float] | None = None,
) -> Diagnostic:
    """A problem that must be mended before anything is printed."""
    return Diagnostic(code, Severity.ERROR, message, span, hint, tuple(related), page, box_mm)


def warning(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str | None = None,
    related: Iterable[Related] = (),
    page: int | None = None,
    box_mm: tuple[float, float, float, float] | None = None,
) -> Diagnostic:
    """A problem that a person should look at; it does not stop the press."""
    return Diagnostic(code, Severity.WARNING, message, span, hint, tuple(related), page, box_mm)


@dataclass(frozen=True, slots=True)
class Report:
    """Problems in reading order (file, line, column, code), each one once."""

    problems: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, problems: Iterable[Diagnostic]) -> Report:
        return cls(tuple(sorted(dict.fromkeys(problems), key=_reading_order)))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(p for p in self.problems if p.is_error)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(p for p in self.problems if not p.is_error)


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether any of the problems must be mended before printing."""
    return any(problem.is_error for problem in problems)


def _reading_order(problem: Diagnostic) -> tuple[str, int, int, str, int, str]:
    span = problem.span or Span("", 0, 0, 0, 0)
    return (span.file, span.line, span.column, problem.code, problem.page or 0, problem.message)
