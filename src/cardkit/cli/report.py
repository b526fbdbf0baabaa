"""Write problems for a person, a program or GitHub."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import lru_cache

from cardkit.cli.excerpt import Lines, excerpt, lines_of
from cardkit.cli.terminal import Terminal, fold, visible
from cardkit.diagnostic import Diagnostic, Related, Report, Span


class Style(StrEnum):
    """How problems are written: ``--report``."""

    HUMAN = "human"
    JSON = "json"
    GITHUB = "github"


def write(
    report: Report,
    style: Style,
    terminal: Terminal,
    *,
    summary: Mapping[str, object] | None = None,
    lines: Lines = lines_of,
) -> str:
    """The whole report as text; empty where there is nothing to say."""
    if style is Style.JSON:
        return as_json(report, summary or {})
    if style is Style.GITHUB:
        return "\n".join(_annotation(problem) for problem in report)
    return human(report, terminal, lines)


def human(report: Report, terminal: Terminal, lines: Lines = lines_of, *, counted: bool = True) -> str:
    """Each problem with its place, source line, marks and help; their count at the end.

    One that is said again and again, but for names and numbers in the same words, is shown whole three times and then
    by its headline alone; where there are many, they are counted by their codes at the end.
    """
    remembered = lru_cache(maxsize=16)(lines)  # Problems come file by file; the next report reads anew.
    seen: Counter[tuple[str, str, str]] = Counter()
    noted: Counter[Related] = Counter()
    text = ""
    was_terse = False
    for problem in report:
        # What is told apart in the message alone can be read there; a help that names other words is one of its own.
        kin = problem.code, _NAMED.sub("`…`", _NUMBER.sub("0", problem.message)), _NUMBER.sub("0", problem.hint or "")
        seen[kin] += 1
        noted.update(problem.related)
        terse = seen[kin] > _SHOWN_WHOLE
        known = frozenset(one for one in problem.related if noted[one] > _SHOWN_WHOLE)
        block = _headline(problem, terminal) if terse else _block(problem, terminal, remembered, known)
        between = "\n" if terse and was_terse else "\n\n"
        text += f"{between}{block}" if text else block
        was_terse = terse
    if text and counted:
        text += "\n\n" + (_by_code(report, terminal) if len(report) > _MANY else "") + tally(report)
    return text


#: How often a problem in the same words is shown with its source line and its help.
_SHOWN_WHOLE = 3

_NAMED = re.compile(r"`[^`]*`")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

#: From so many problems on, a count by code says where to begin.
_MANY = 25


def _by_code(report: Report, terminal: Terminal) -> str:
    """How many there are of each code, the most frequent first."""
    counts = Counter((problem.code, str(problem.severity)) for problem in report)
    width = len(str(max(counts.values())))
    rows = [
        f"{number:>{width}} × {terminal.paint(f'{severity}[{code}]', severity)}"
        for (code, severity), number in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    ]
    return "\n".join(rows) + "\n\n"


def tally(report: Report) -> str:
    """The count in words: ``12 errors, 3 warnings in 4 files``."""
    counts = [(len(report.errors), "error"), (len(report.warnings), "warning")]
    said = ", ".join(plural(number, noun) for number, noun in counts if number)
    files = len({problem.span.file for problem in report if problem.span})
    return (said or "no problems") + (f" in {plural(files, 'file')}" if files else "")


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_json(report: Report, summary: Mapping[str, object]) -> str:
    """One object, as the documentation of ``--report json`` has it."""
    counts = {
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "files": len({problem.span.file for problem in report if problem.span}),
    }
    whole = {"problems": [_object(problem) for problem in report], "summary": counts | dict(summary)}
    return json_text(whole)


def json_text(value: object) -> str:
    """JSON that a person can read and a terminal cannot obey: controls and bidi characters stay escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _object(problem: Diagnostic) -> dict[str, object]:
    span = problem.span
    placed = span is not None and _has_lines(span)
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "file": span.file if span else None,
        "line": span.line if span and placed else None,
        "column": span.column if span and placed else None,
        "end_line": span.end_line if span and placed else None,
        "end_column": span.end_column if span and placed else None,
        "hint": problem.hint,
        "related": [
            {"message": r.message, "file": r.span.file, "line": r.span.line, "column": r.span.column}
            for r in problem.related
        ],
        "page": problem.page,
        "box_mm": list(problem.box_mm) if problem.box_mm else None,
    }


def _annotation(problem: Diagnostic) -> str:
    """A workflow command (GitHub, "Workflow commands": error and warning)."""
    properties = {}
    if problem.span:
        properties["file"] = visible(problem.span.file)
        if _has_lines(problem.span):
            properties |= {
                "line": str(problem.span.line),
                "endLine": str(problem.span.end_line),
                "col": str(problem.span.column),
                "endColumn": str(problem.span.end_column),
            }
    properties["title"] = problem.code
    listed = ",".join(f"{name}={_command(value, ':,')}" for name, value in properties.items())
    message = visible(problem.message) + (f"\n{visible(problem.hint)}" if problem.hint else "")
    return f"::{problem.severity} {listed}::{_command(message, '')}"


def _command(text: str, more: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + more else c for c in text)


def _block(problem: Diagnostic, terminal: Terminal, lines: Lines, known: Collection[Related] = ()) -> str:
    """The problem whole; of a place that explains it and is ``known`` by now, the line is not shown once more."""
    spans = [problem.span] if problem.span else []
    spans += [related.span for related in problem.related]
    gutter = max([len(str(span.line)) for span in spans], default=1) + 2
    parts = [_headline(problem, terminal)]
    if problem.span and _has_lines(problem.span):
        parts += _source(problem.span, gutter, "^", str(problem.severity), terminal, lines)
    if problem.page is not None and problem.span and _has_lines(problem.span):
        parts.append(_note("note", f"in the PDF: {_on_page(problem)}", gutter, terminal))
    if problem.hint:
        parts.append(_note("help", problem.hint, gutter, terminal))
    for related in problem.related:
        parts.append(_note("note", f"{related.message}: {related.span}", gutter, terminal))
        if related not in known:
            parts += _source(related.span, gutter, "-", "mark", terminal, lines)
    return "\n".join(parts)


def _has_lines(span: Span) -> bool:
    """Whether a place is a line of a source; in a PDF there are pages and boxes instead."""
    return not span.file.lower().endswith(".pdf")


def _on_page(problem: Diagnostic) -> str:
    place = f"page {problem.page}"
    return place + " at {:.1f}, {:.1f} mm".format(*problem.box_mm[:2]) if problem.box_mm else place


def _headline(problem: Diagnostic, terminal: Terminal) -> str:
    place = ""
    if problem.span and _has_lines(problem.span):
        place = f"{problem.span}: "
    elif problem.span:
        place = f"{problem.span.file}: {_on_page(problem)}: " if problem.page else f"{problem.span.file}: "
    place = terminal.visible(place)
    kind = f"{problem.severity}[{problem.code}]"
    text = f"{place}{kind}: {terminal.visible(problem.message)}"
    if terminal.wrap:
        text = fold(text, terminal.width, "    ")
    if not terminal.colour:
        return text
    # Folding keeps both strings whole: a place has no blank to break at where it matters, and a kind has none at all.
    text = text.replace(kind, terminal.paint(kind, str(problem.severity)), 1)
    return text.replace(place.rstrip(), terminal.paint(place.rstrip(), "place"), 1) if place else text


def _source(span: Span, gutter: int, mark: str, role: str, terminal: Terminal, lines: Lines) -> list[str]:
    written = lines(span.file)
    if not 1 <= span.line <= len(written):
        return []
    line = written[span.line - 1]
    end = span.end_column if span.end_line == span.line else len(line) + 1
    room = terminal.width - gutter - 4
    shown, marks = excerpt(line, span.column, end, room, mark=mark, encoding=terminal.encoding)
    bar = terminal.paint("|", "quiet")
    number = terminal.paint(f"{span.line:>{gutter}}", "quiet")
    indent = marks[: len(marks) - len(marks.lstrip())]
    return [
        f"{number} {bar} {shown}".rstrip(),
        f"{'':>{gutter}} {bar} {indent}{terminal.paint(marks.lstrip(), role)}",
    ]


def _note(label: str, text: str, gutter: int, terminal: Terminal) -> str:
    indent = " " * (gutter + 1)
    line = f"{indent}{label}: {terminal.visible(text)}"
    if terminal.wrap:
        line = fold(line, terminal.width, indent + " " * (len(label) + 2))
    return line.replace(f"{label}:", terminal.paint(f"{label}:", "help" if label == "help" else "mark"), 1)
