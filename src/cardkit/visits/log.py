"""Turn the lines of a web server's log into scans, and forget who made them.

A log is written by strangers: whoever asks a server for a page writes a line
into it. So lines are read as bytes, a line too long is passed over, and nothing
of a line is kept but a code, a serial and a day. Addresses go no further than
this module: they are mixed with a number that dies with the process, to tell
whether the same telephone has just asked for the same card.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from cardkit.codes.name import apart

#: Seconds within which one telephone's hits on one card are one scan: a redirect to the page, its reload.
AGAIN = 10


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan: of which code and copy, on which day (as the server's clock had it)."""

    code: str
    serial: str
    day: date


@dataclass(slots=True)
class Passed:
    """What was in the log and is no scan, by why."""

    lines: int = 0
    unreadable: int = 0
    other: int = 0
    robots: int = 0
    failed: int = 0
    repeated: int = 0


def scans(pieces: Iterable[bytes], passed: Passed, known: Reader | None = None) -> Iterator[Scan]:
    """The scans in a log, from its bytes in pieces of any size; what is none is counted in ``passed``.

    A scan is a GET that was answered (200 to 399, but not 204) for ``/c/CODE``, with or without a slash or a
    serial behind it. Pages and pictures further down are not: one scan opens many. Robots are known by their
    user agent (``data/robots.txt``), and by having none.
    """
    reader = known or Reader()
    for line in _lines(pieces, passed):
        passed.lines += 1
        if b"/c/" not in line:
            passed.other += 1
            continue
        scan = reader.scan(line, passed)
        if scan is not None:
            yield scan


@dataclass(slots=True)
class Reader:
    """Reads one line after the other, and knows for some seconds who asked for what; use one for logs that follow each other."""

    _salt: bytes = field(default_factory=lambda: os.urandom(16))
    _last: dict[bytes, int] = field(default_factory=dict)

    def scan(self, line: bytes, passed: Passed) -> Scan | None:
        """The scan that a line tells of, or None."""
        found = _LINE.match(line)
        if found is None:
            passed.unreadable += 1
            return None
        address, stamp, method, path, status, agent = found.groups()
        parts = _asked(path) if method == b"GET" else None
        if parts is None:
            passed.other += 1
            return None
        if not 200 <= int(status) < 400 or status == b"204":
            passed.failed += 1
            return None
        if _is_robot(agent or b""):
            passed.robots += 1
            return None
        when = _when(stamp)
        if when is None:
            passed.unreadable += 1
            return None
        seconds, day = when
        code, serial = parts
        if self._is_again(address, agent or b"", code, seconds):
            passed.repeated += 1
            return None
        return Scan(code, serial, day)

    def _is_again(self, address: bytes, agent: bytes, code: str, seconds: int) -> bool:
        who = hashlib.blake2b(b"\0".join((address, agent, code.encode())), key=self._salt, digest_size=8).digest()
        last = self._last.get(who)
        self._last[who] = seconds
        if len(self._last) > _MOST_KNOWN:
            # Lines are nearly in the order of time: whoever came long before this one is not waited for.
            self._last = {one: at for one, at in self._last.items() if abs(seconds - at) <= AGAIN}
            if len(self._last) > _MOST_KNOWN:
                self._last.clear()
        return last is not None and abs(seconds - last) <= AGAIN


#: How many telephones are known at a time.
_MOST_KNOWN = 100_000

#: A line longer than this was written to harm; the longest address that servers take is 8 kB.
_MOST_LINE = 32 * 1024

#: The combined format (Apache, "Log Files"; nginx writes the same), and the common one, which has no user agent.
_LINE = re.compile(
    rb"(\S+) \S+ .{0,200}?\[([^\]]{20,32})\] "
    rb'"([A-Z]{1,10}) (\S{1,4096}) HTTP/[0-9.]{1,3}" (\d{3}) \S+'
    rb'(?: "[^"\\]*(?:\\.[^"\\]*)*" "([^"\\]*(?:\\.[^"\\]*)*)")?'
)

_PATH = re.compile(rb"(?:https?://[^/]+)?(?:/[^?#]*)?/c/([0-9A-Za-z-]{6,24})/?(?:[?#].*)?", re.DOTALL)

_STAMP = re.compile(rb"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")

_MONTHS = {
    name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}


def _lines(pieces: Iterable[bytes], passed: Passed) -> Iterator[bytes]:
    """Whole lines; of one that is too long nothing is kept, however long it goes on."""
    rest = b""
    skipping = False
    for piece in pieces:
        first, *others = piece.split(b"\n")
        if not others:
            rest = b"" if skipping else rest + first
        else:
            if not skipping and len(rest) + len(first) <= _MOST_LINE:
                yield rest + first
            elif not skipping:
                passed.unreadable += 1
            skipping = False
            for line in others[:-1]:
                if len(line) <= _MOST_LINE:
                    yield line
                else:
                    passed.unreadable += 1
            rest = others[-1]
        if len(rest) > _MOST_LINE:
            rest, skipping = b"", True
            passed.unreadable += 1
    if rest:
        yield rest


@lru_cache(maxsize=4096)
def _asked(path: bytes) -> tuple[str, str] | None:
    """The code and the serial that a path asks for; None where it asks for something else."""
    found = _PATH.fullmatch(path)
    return apart(found.group(1).decode("ascii")) if found else None


@lru_cache(maxsize=4096)
def _is_robot(agent: bytes) -> bool:
    words = agent.decode("latin-1").lower()
    return words in ("", "-") or any(word in words for word in robots())


@cache
def robots() -> tuple[str, ...]:
    """The words by which robots are known."""
    path = Path(__file__).parent.parent / "data" / "robots.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=4096)
def _when(stamp: bytes) -> tuple[int, date] | None:
    """Seconds since 1970, and the day by the server's own clock."""
    found = _STAMP.fullmatch(stamp)
    if found is None or found[2] not in _MONTHS:
        return None
    try:
        day = date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        return None
    offset = (int(found[8]) * 60 + int(found[9])) * (60 if found[7] == b"+" else -60)
    clock = int(found[4]) * 3600 + int(found[5]) * 60 + int(found[6])
    return day.toordinal() * 86400 + clock - offset, day
