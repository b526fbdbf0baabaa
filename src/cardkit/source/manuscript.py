"""Hold a file's text as the YAML parser may see it, and lead every place back to the file as written.

The text differs from the file in three ways, none of which moves a character
away from its line: line ends are LF, blanks that nobody sees are gone, and
single characters that would stop the parser stand as *stand-ins*
(noncharacters, U+FDD0 to U+FDEF, which no text may hold) until the scalar that
holds them is given back its own. So one mistake does not hide the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from cardkit.diagnostic import Span

#: Stands for a character that is left out: a control character that has been reported.
REMOVED = "\ufdd0"

#: Characters with a meaning in YAML that may have to be read as mere text, and what stands for each.
_STAND_INS = {character: chr(0xFDD1 + index) for index, character in enumerate("""@`%*&!|>?,:"'[{\\""")}
_GIVE_BACK = {REMOVED: "", **{stand_in: character for character, stand_in in _STAND_INS.items()}}
_TABLE = str.maketrans(_GIVE_BACK)
# A tab behind the sign of a block is as unseen as one on an empty line, and the parsers differ on it.
_made = tuple.__new__
_UNSEEN = re.compile(r"^[ \t]+$|(?<=[|>+-])[ \t]*\t[ \t]*$", re.MULTILINE)


class Mark(Protocol):
    """A place as the parser counts it: ``index`` characters into the text; line and column from 0."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file's path and its text; ``inserted`` tells per line (from 0) where a space was put in."""

    path: str
    text: str
    inserted: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    touched: bool = False

    @classmethod
    def of(cls, path: str, text: str) -> Manuscript:
        """Take a text whose forbidden characters have been replaced."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\t" in text or " \n" in text or text.endswith(" "):
            text = _UNSEEN.sub("", text)
        return cls(path, text, touched=REMOVED in text)

    def between(self, start: Mark, end: Mark) -> Span:
        """The span from one of the parser's marks to another."""
        if self.inserted:
            return Span(
                self.path, start.line + 1, self._column(start.line, start.column),
                end.line + 1, self._column(end.line, end.column),
            )  # fmt: skip
        return _made(Span, (self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1))

    def at(self, index: int, length: int = 1) -> Span:
        """The span of some characters of the text, counted from its start."""
        line, column = self.place(index)
        end_line, end_column = self.place(index + length)
        return Span(self.path, line + 1, self._column(line, column), end_line + 1, self._column(end_line, end_column))

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, both from 0, of a character of the text."""
        index = min(index, len(self.text))
        return self.text.count("\n", 0, index), index - (self.text.rfind("\n", 0, index) + 1)

    def restored(self, text: str) -> str:
        """A scalar's text with its own characters instead of stand-ins."""
        return text.translate(_TABLE) if self.touched else text

    def taken_as_text(self, index: int) -> Manuscript:
        """The same with the character at ``index`` read as mere text."""
        stand_in = _STAND_INS[self.text[index]]
        return replace(self, text=self.text[:index] + stand_in + self.text[index + 1 :], touched=True)

    def with_blank(self, index: int) -> Manuscript:
        """The same with ordinary spaces in the place of the blanks at ``index`` that are none."""
        end = index
        while self.text[end : end + 1].isspace() and self.text[end] != "\n":
            end += 1
        return replace(self, text=f"{self.text[:index]}{' ' * (end - index)}{self.text[end:]}")

    def with_space(self, index: int, colon: str = ":") -> Manuscript:
        """The same with the colon at ``index`` made an ordinary one with a space behind it."""
        line, column = self.place(index)
        places = tuple(sorted((*self.inserted.get(line, ()), column + 1)))
        text = f"{self.text[:index]}{colon} {self.text[index + 1 :]}"
        return replace(self, text=text, inserted={**self.inserted, line: places})

    def _column(self, line: int, column: int) -> int:
        places = self.inserted.get(line, ())
        return column + 1 - bisect_right(places, column - 1)
