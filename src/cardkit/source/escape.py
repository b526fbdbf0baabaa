"""Find, in a double-quoted scalar as written, the escapes that say something they must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cardkit.source.character import refused_in

# YAML 1.2.2, 5.7. A backslash before a line end joins the lines.
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}
_NAMED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", "\t": "\t", "\n": "",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)

#: A first, quick look: nearly all scalars with escapes have none of these.
_SUSPICIOUS = re.compile(r"\\[0abvfreNLPxuU]")


@dataclass(frozen=True, slots=True)
class Escape:
    """One escape: where it begins (characters from the text's start), as written, and what it stands for.

    ``character`` is None for what stands for nothing: an unknown letter, too
    few digits, half a surrogate pair, a number beyond Unicode.
    """

    index: int
    written: str
    character: str | None


def escapes(text: str, start: int, end: int | None = None) -> Iterator[Escape]:
    """All escapes from the opening quote at ``start`` to ``end`` (or the closing quote)."""
    place = start + 1
    stop = len(text) if end is None else end
    while place < stop:
        if text[place] == "\\":
            match = _ESCAPE.match(text, place)
            if match is None:
                return
            yield Escape(place, match.group(), _meaning(match.group()[1:]))
            place = match.end()
        elif text[place] == '"':
            return
        else:
            next_one = min(
                (found for found in (text.find("\\", place), text.find('"', place)) if found >= 0), default=stop
            )
            place = max(next_one, place + 1)


def broken(text: str, start: int) -> Escape | None:
    """The first escape that stands for nothing."""
    return next((escape for escape in escapes(text, start) if escape.character is None), None)


def refused(text: str, start: int, end: int) -> Iterator[Escape]:
    """The escapes that stand for a character no card may hold."""
    if not _SUSPICIOUS.search(text, start, end):
        return
    for escape in escapes(text, start, end):
        if escape.character is not None and refused_in(escape.character):
            yield escape


def _meaning(body: str) -> str | None:
    digits = _HEX_DIGITS.get(body[0])
    if digits is None:
        return _NAMED.get(body)
    if len(body) != digits + 1:
        return None
    number = int(body[1:], 16)
    return None if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else chr(number)
