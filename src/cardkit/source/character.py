"""Find the characters that no card may hold, and put stand-ins in their place.

Refused are characters that print nothing and do something: controls, the
explicit bidirectional ones (Unicode UAX #9, 2) that show text in another order
than it is stored in, and those that break or join lines unseen. Format
characters that writing needs stay: U+200B to U+200D, U+2060, U+00AD, U+202F,
Mongolian's U+180B to U+180F, and the marks U+200E, U+200F and U+061C, which
give punctuation beside them its side but neither open nor override anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.source.manuscript import REMOVED

# UAX #9, table 4: embeddings and overrides, and isolates.
_BIDI = "\u202a-\u202e\u2066-\u2069"
_BREAKS = "\u0085\u2028\u2029"
_OTHERS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 but for tab, LF and CR; delete; C1
    "\u206a-\u206f\ufeff\ufff9-\ufffb"  # deprecated format characters, a mark inside the text, annotations
    "\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)
_REFUSED = re.compile(f"[{_BIDI}{_BREAKS}{_OTHERS}\ud800-\udfff]+")
_REFUSED_DECODED = re.compile(f"[{_BIDI}{_BREAKS}{_OTHERS}\r\ufffd\ud800-\udfff]")
#: What programs write where they could not read a character.
_LOST = "\ufffd"
_IS_BIDI = re.compile(f"[{_BIDI}]")
_ASCII_NAMES = {0: "a NUL", 7: "a BEL", 8: "a backspace", 0x0B: "a vertical tab", 0x0C: "a form feed", 0x1B: "an ESC"}
_NAMES = {"\u0085": "a next-line control", "\u2028": "a line separator", "\u2029": "a paragraph separator"}


def cleaned(text: str, path: str, limit: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with a stand-in for each refused character, and one problem for each stretch of them.

    Characters that a wrong encoding lost are one problem, wherever they stand. Past ``limit`` problems no more are looked for.

    Problems: ``control-character``, ``bidi-control``, ``bad-encoding`` (half of a surrogate pair).
    """
    problems: list[Diagnostic] = []
    if _LOST in text:
        problems.append(_lost(text, path))
        text = text.replace(_LOST, "x")  # A letter: any sign might mean something to YAML.
    if _prints(text) or not _REFUSED.search(text):
        return text, tuple(problems)
    line, seen = 1, 0
    line_start = 0
    for match in _REFUSED.finditer(text):
        breaks = list(re.finditer(r"\r\n|\r|\n", text[seen : match.start()]))
        if breaks:
            line += len(breaks)
            line_start = seen + breaks[-1].end()
        column = match.start() - line_start + 1
        problems.append(refusal(match.group(), Span(path, line, column, line, column + len(match.group()))))
        seen = match.end()
        if len(problems) > limit:
            break
    return _REFUSED.sub(lambda match: REMOVED * len(match.group()), text), tuple(problems)


def _prints(text: str) -> bool:
    """Whether every character has ink or is a blank of YAML's: what Python can tell twenty times as soon as a pattern."""
    return text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()


def refused_in(text: str) -> bool:
    """Whether a decoded value holds a character that no card may hold."""
    return _REFUSED_DECODED.search(text) is not None


def without_refused(text: str) -> str:
    """A decoded value without the characters that no card may hold."""
    return _REFUSED_DECODED.sub("", text)


def refusal(stretch: str, span: Span, written: str | None = None) -> Diagnostic:
    """Say which characters are refused; ``written`` is the escape that stands for them in the file."""
    first = stretch[0]
    seen = f"{_name(first)} ({_point(first)}{_more(stretch)})" + (f", written as {written}," if written else "")
    if _IS_BIDI.match(first):
        return error(
            "bidi-control",
            f"{seen} changes the order in which text is shown",
            span,
            hint="Delete it (it is invisible: delete and retype the words around it); scripts find their own direction.",
        )
    if first == _LOST or "\ud800" <= first <= "\udfff":
        return error(
            "bad-encoding",
            f"{seen} is no character by itself",
            span,
            hint="Retype the character and save the file as UTF-8.",
        )
    return error(
        "control-character",
        f"{seen} cannot be printed",
        span,
        hint="Delete it (it may be invisible: delete and retype the words around it).",
    )


def _lost(text: str, path: str) -> Diagnostic:
    place = text.index(_LOST)
    before = text[:place].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    count = text.count(_LOST)
    more = f", and {count - 1} more in this file" if count > 1 else ""
    return error(
        "bad-encoding",
        f'"{_LOST}" (U+FFFD) stands here for a character that is lost{more}: the file was read in a wrong encoding once',
        Span(path, line, column, line, column + 1),
        hint="Restore the words from the original, and save the file as UTF-8.",
    )


def _more(stretch: str) -> str:
    return f" and {len(stretch) - 1} more" if len(stretch) > 1 else ""


def _point(character: str) -> str:
    return f"U+{ord(character):04X}"


@lru_cache(maxsize=64)
def _name(character: str) -> str:
    if _IS_BIDI.match(character):
        return "the invisible direction control"
    if character in _NAMES:
        return _NAMES[character]
    if character == "\ufeff":
        return "a byte order mark inside the text"
    if character == _LOST:
        return "the sign for a lost character"
    if "\ud800" <= character <= "\udfff":
        return "half of a surrogate pair"
    return _ASCII_NAMES.get(ord(character), "the control character")
