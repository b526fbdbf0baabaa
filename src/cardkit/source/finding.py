"""Hold one complaint of the parser together with the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.source.event import Fault
from cardkit.source.manuscript import Manuscript
from cardkit.source.refusal import no_space, short

#: libyaml and the YAML specification (1.2.2, 7.4.3): a key on one line with its colon.
LONGEST_KEY = 1024
KEY_LINE = re.compile(
    r"[ ]*(?:- +)*(?:[^\s\"'#\[\]{},:][^\"'#\[\]{},:\n]*|\"[^\"\n]*\"|'[^'\n]*'):(?: |$)", re.MULTILINE
)
_JOINED_LINE = re.compile(r"[ ]*(?:- +)*([A-Za-z][\w-]*)([:：])(?!//|\d)[^ \t\n]")
_WIDE_LINE = re.compile(r"[ ]*(?:- +)*([^\s：:]+)(：)")


@dataclass(frozen=True, slots=True)
class Explained:
    """The problem, the line (from 0) it is about, and the text to read on with, if reading on is honest."""

    problem: Diagnostic
    line: int
    mended: Manuscript | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    manuscript: Manuscript
    fault: Fault
    scalar_at: int
    closed_at: int

    @property
    def text(self) -> str:
        return self.manuscript.text

    @property
    def at(self) -> int:
        return min(self.fault.at, len(self.text))

    @property
    def since(self) -> int:
        return self.at if self.fault.since is None else self.fault.since

    @property
    def character(self) -> str:
        return self.text[self.at : self.at + 1]

    def says(self, *words: str) -> bool:
        complaint = f"{self.fault.context} {self.fault.problem}"
        return any(word in complaint for word in words)

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def line(self, index: int) -> str:
        return self.text[self.line_start(index) : self.line_end(index)]

    def line_number(self, index: int) -> int:
        return self.manuscript.place(index)[0]

    def previous(self, index: int) -> int | None:
        """Where the last line before this one begins that says something."""
        start = self.line_start(index)
        while start > 0:
            start = self.line_start(start - 1)
            line = self.line(start).strip()
            if line and not line.startswith("#"):
                return start
        return None

    def shown(self, start: int, end: int) -> str:
        return short(self.manuscript.restored(self.text[start:end]))

    def say(
        self,
        index: int,
        message: str,
        hint: str,
        *,
        code: str = "yaml-syntax",
        length: int = 1,
        related: tuple[Related, ...] = (),
        mended: Manuscript | None = None,
        independent: bool = False,
    ) -> Explained:
        span = self.manuscript.at(index, length if self.text[index : index + 1] not in ("", "\n") else 0)
        problem = error(code, message, span, hint=hint, related=related)
        return Explained(problem, self.line_number(index), mended, independent)


def missing_space(found: Finding, line_start: int) -> Explained | None:
    line = found.line(line_start)
    match = _JOINED_LINE.match(line) or _WIDE_LINE.match(line)
    if match is None or KEY_LINE.match(line):
        return None
    colon = line_start + match.start(2)
    behind = found.text[colon + 1 : colon + 2]
    problem = no_space(found.manuscript.restored(match[1]), match[2], found.manuscript.at(colon), behind)
    mended = found.manuscript.with_space(colon)
    # A blank that is no ordinary space goes with it, or the value would begin with it.
    return Explained(problem, found.line_number(colon), mended.with_blank(colon + 2))


def long_key(found: Finding, start: int) -> Explained:
    return found.say(
        start,
        f"a key of more than {LONGEST_KEY} characters",
        "Write the name of a field before the colon; quote the text if it is a value.",
    )


def unclosed_quote(found: Finding, opening: int, until: int, *, read_on: bool = True) -> Explained:
    sign = found.text[opening]
    end = found.line_end(opening)
    return found.say(
        opening,
        f"the quote opened here is not closed: {found.shown(opening, end)}",
        f"Put a closing {sign} at the end of the text"
        + (
            f" (a {sign} inside single quotes is written twice: '')." if sign == "'" else '; inside, write \\" for a ".'
        ),
        length=min(end, until) - opening,
        mended=found.manuscript.taken_as_text(opening) if read_on else None,
    )
