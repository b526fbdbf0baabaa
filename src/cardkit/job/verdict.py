"""Keep what preflight said of each file of a pack, for people as text and for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cardkit.diagnostic import Diagnostic, Report, Span
from cardkit.preflight.fact import Facts, fonts, plates
from cardkit.preflight.inspection import inspect
from cardkit.press.model import Press


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one file, judged for a press; ``holds`` says in words what is in it."""

    file: str
    press: str
    holds: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def verdict(pdf: Path, press: Press, manifest: Path, spans: Sequence[Span | None]) -> Verdict:
    """Preflight one file in full, against its manifest; ``spans`` say for each page where its card is written."""
    known, problems = inspect(pdf, press, manifest)
    return Verdict(
        pdf.name, press.name, tuple(_facts(known)), tuple(_placed(problem, pdf.name, spans) for problem in problems)
    )


def _placed(problem: Diagnostic, name: str, spans: Sequence[Span | None]) -> Diagnostic:
    """A finding at the line of the card that it comes from, else at the file by its own name."""
    span = spans[problem.page - 1] if problem.page and problem.page <= len(spans) else None
    return replace(problem, span=span or Span.start_of(name))


def _facts(known: Facts | None) -> Iterator[str]:
    if known is None:
        return
    yield f"{len(known.pages)} pages"
    yield f"inks: {', '.join(plates(known))}"
    yield f"fonts: {', '.join(sorted({font.name for font in fonts(known)}))}"


def as_text(verdicts: Sequence[Verdict]) -> str:
    """The report for people."""
    return "\n".join(line for one in verdicts for line in _lines(one)) + "\n"


def as_json(verdicts: Sequence[Verdict]) -> str:
    """The report for programs."""
    whole = [
        {"file": one.file, "press": one.press, "holds": list(one.holds), "problems": [_object(p) for p in one.problems]}
        for one in verdicts
    ]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _lines(one: Verdict) -> Iterator[str]:
    report = Report.of(one.problems)
    yield f"{one.file}, judged for the press {one.press}: {len(report.errors)} errors, {len(report.warnings)} warnings"
    yield from (f"  {fact}" for fact in one.holds)
    for problem in report:
        place = f"page {problem.page}: " if problem.page else ""
        yield f"  {place}{problem.severity}[{problem.code}]: {problem.message}"
        if problem.hint:
            yield f"    help: {problem.hint}"
    yield ""


def _object(problem: Diagnostic) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "hint": problem.hint,
        "page": problem.page,
        "box_mm": list(problem.box_mm) if problem.box_mm else None,
    }
