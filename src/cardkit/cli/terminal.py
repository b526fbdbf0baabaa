"""Make any text safe and measurable for a terminal: the one door to a person's screen.

Card text is written by strangers. An escape sequence in a title must not move
the cursor, and a bidi override in a file name must not turn a line around, so
every text of a user's passes ``visible`` before it is written. Nothing here
reads markup.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TextIO

#: Invisible characters that are part of correct text: joiners, break opportunities, the Mongolian vowel separator.
_WELCOME = frozenset("\u200b\u200c\u200d\u2060\ufeff\u180e\u00ad")

#: How wide excerpts are where nobody is looking at a screen: the width of most logs.
_LOG_WIDTH = 120

#: SGR numbers (ECMA-48, 8.3.117) by what they mean here.
_COLOURS = {"error": "1;31", "warning": "1;33", "place": "1", "mark": "1;36", "help": "32", "quiet": "2", "good": "32"}


@dataclass(frozen=True, slots=True)
class Terminal:
    """What may be written where: whether in colour, how wide, in which encoding.

    ``wrap`` says that somebody looks at it on a screen, so that long messages
    are broken at words; logs keep one line for each message.
    """

    colour: bool = False
    width: int = _LOG_WIDTH
    wrap: bool = False
    encoding: str = "utf-8"

    @classmethod
    def of(cls, stream: TextIO, *, colour: bool = True) -> Terminal:
        """Ask the stream and the environment (NO_COLOR, TERM=dumb, COLUMNS)."""
        screen = stream.isatty()
        plain = not colour or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        width = _LOG_WIDTH
        if screen or os.environ.get("COLUMNS", "").isdigit():
            width = shutil.get_terminal_size((_LOG_WIDTH, 24)).columns
        return cls(screen and not plain, max(width, 40), screen, getattr(stream, "encoding", None) or "utf-8")

    def paint(self, text: str, role: str) -> str:
        """The text in the colour of its role; the text must be ``visible`` already."""
        return f"\x1b[{_COLOURS[role]}m{text}\x1b[0m" if self.colour and text else text

    def visible(self, text: str) -> str:
        """The text as this terminal can show it."""
        return visible(text, self.encoding)


def visible(text: str, encoding: str = "utf-8") -> str:
    """Show control, bidi and unencodable characters instead of sending them.

    C0 controls become their pictures (␛), the others their numbers (<U+202E>);
    what the encoding cannot hold becomes an escape (\\u547c).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character, encoding) for character in text)


def cells(text: str) -> int:
    """How many terminal columns a visible text takes (UAX #11; combining marks take none)."""
    return len(text) if text.isascii() else sum(_cell(character) for character in text)


def fold(text: str, width: int, indent: str) -> str:
    """Break a visible text into lines of at most ``width`` columns; later lines are indented.

    Words stay whole; between Chinese characters a line may break.
    """
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        room = cells(piece.rstrip())
        if line.strip() and used + room > width:
            lines.append(line.rstrip())
            line, used = indent, len(indent)
        line += piece
        used += cells(piece)
    lines.append(line.rstrip())
    return "\n".join(lines)


class Unheard(Exception):  # noqa: N818 - nothing is wrong with the program.
    """Standard output takes nothing: it is closed, or the disk behind it is full."""


def say(text: str) -> None:
    """Talk: one line to standard error. Where nobody hears it, it is not worth stopping for."""
    try:
        _write(sys.stderr, text)
    except (OSError, ValueError):
        silence(sys.stderr)


def put(text: str) -> None:
    """Data: one line to standard output. Raises Unheard, and BrokenPipeError where its reader has left."""
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as trouble:
        raise Unheard(reason(trouble)) from None


def reason(trouble: OSError | ValueError) -> str:
    """Why a stream takes nothing, in the system's words."""
    return ((trouble.strerror if isinstance(trouble, OSError) else None) or str(trouble)).lower()


def silence(stream: TextIO) -> None:
    """Send the rest nowhere, so that Python does not complain of it once more when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class _Closed(io.TextIOBase):
    """Standard output where the shell has closed it: Python then has none at all."""

    def write(self, _text: str) -> int:
        raise OSError(errno.EBADF, "standard output is closed")


def harden() -> None:
    """Let no encoding of the system's stop a message: what it cannot hold is escaped.

    A stream that was closed before we began is there again: output refuses what
    is written to it, talk is lost.
    """
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open to the end.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _write(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
    stream.flush()


@lru_cache(maxsize=4096)
def _shown(character: str, encoding: str) -> str:
    number = ord(character)
    if number < 0x20:
        shown = chr(0x2400 + number)
    elif number == 0x7F:
        shown = "\u2421"
    elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _WELCOME:
        shown = f"<U+{number:04X}>"
    else:
        shown = character
    return shown.encode(encoding, "backslashreplace").decode(encoding)


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    # Jungseong and jongseong (U+1160 to U+11FF) join the syllable before them.
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _pieces(text: str) -> list[str]:
    """What a line may be made of: words with their blanks, and single Chinese characters with their punctuation."""
    pieces: list[str] = []
    before = " "
    for character in text:
        kind = unicodedata.category(character)
        # A line may break after a blank and at a wide character, but not behind an opening or before a closing mark.
        may_break = before == " " or _cell(character) == 2 or _cell(before) == 2
        opened = unicodedata.category(before) in ("Ps", "Pi")
        closing = kind in ("Pe", "Pf", "Po") or character == " " or _cell(character) == 0
        if not pieces or (may_break and not opened and (before == " " or not closing)):
            pieces.append(character)
        else:
            pieces[-1] += character
        before = character
    return pieces
