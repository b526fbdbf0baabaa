"""Find the places of a start tag's parts in the file: its name, an attribute, a word in a value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cardkit.diagnostic import Span

_one_attribute = re.compile(r"""\s+([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
# Its last alternative, which fails at once, is for Python before 3.11.5: see ``path.py``.
_one_tag = re.compile(rb"""<(?:"[^"]*+"|'[^']*+'|[^>"']|(?!))*+>""")
_name = re.compile(r"<[^\s/>]+")


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag: its local name, its attributes, and where it begins (bytes from 0, line and column from 1).

    Attributes of other name spaces have a space in their name, after the space's URI.
    """

    name: str
    given: dict[str, str]
    file: str
    data: bytes
    byte: int
    line: int
    column: int

    @property
    def span(self) -> Span:
        """The bracket and the name: ``<path``."""
        return Span(self.file, self.line, self.column, self.line, self.column + len(self.name) + 1)

    def attribute(self, name: str) -> Span:
        """The name of an attribute."""
        found = self._find(name)
        return self._within(found[0], found[1], found[1] + len(name)) if found else self.span

    def value(self, name: str, word: str | None = None, at: int = 0) -> Span:
        """The value of an attribute without its quotes, or a word in it, or its character number ``at`` (from 0)."""
        found = self._find(name)
        if not found:
            return self.span
        text, _, start, end = found
        if word is not None:
            match = re.search(rf"(?<!\S){re.escape(word)}(?!\S)", text[start:end])
            if match:
                return self._within(text, start + match.start(), start + match.end())
        if at and start + at < end:
            return self._within(text, start + at, start + at + 1)
        return self._within(text, start, end)

    def _find(self, name: str) -> tuple[str, int, int, int] | None:
        """The tag's text, where the attribute begins in it, and its value's begin and end."""
        raw = _one_tag.match(self.data, self.byte)
        if not raw:
            return None
        # A line end becomes one character, as XML counts it.
        text = raw.group().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        opening = _name.match(text)
        match = _one_attribute.match(text, opening.end()) if opening else None
        while match:
            if match.group(1) == name:
                return text, match.start(1), match.start(2) + 1, match.end(2) - 1
            match = _one_attribute.match(text, match.end())
        return None

    def _within(self, text: str, start: int, end: int) -> Span:
        return Span(self.file, *self._place(text, start), *self._place(text, end))

    def _place(self, text: str, offset: int) -> tuple[int, int]:
        before = text[:offset]
        lines = before.count("\n")
        return self.line + lines, offset - before.rfind("\n") if lines else self.column + offset
