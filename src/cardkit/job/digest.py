"""Tell what the files of a folder say by their digests; one that was not touched since is not read again.

What was seen is kept between runs beside the prepared pictures, not in the
folder: when a file was written is no part of a site.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from cardkit.machine import store
from cardkit.machine.maker import maker, name_of

#: A file that was written so short a time ago may be written again without its time telling it: FAT counts in 2 seconds.
_GRAIN_NS = 3_000_000_000

#: What tells that a file was touched: its size, when it was written, when anything of it was changed (which no program
#: can set back), and which file it is.
Mark = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of a folder's files. ``seen`` holds what they were when they were read or written, by path.

    ``sure`` are those that had not been written for a while when they were read: another stroke would show in their mark.
    """

    folder: Path
    name: str
    seen: dict[str, tuple[Mark, str]] = field(default_factory=dict)
    sure: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, folder: Path, *, trusting: bool = True) -> Digests:
        """Those of a folder as it is on this machine; without ``trusting`` each file is read."""
        name, place = name_of(maker(("machine",)), "digests", os.path.realpath(folder)), store.folder()
        body = store.fetch(place, name) if place and trusting else None
        kept = json.loads(body) if body else {}
        seen = {path: ((size, when, since, which), sha) for path, (size, when, since, which, sha) in kept.items()}
        return cls(folder, name, seen, set(seen))

    def digest(self, path: str) -> str | None:
        """The digest of what stands there; None where nothing does. What is no plain file has an impossible one."""
        mark = _mark(self.folder / path)
        if mark is None:
            return "-" if os.path.lexists(self.folder / path) else None
        known = self.seen.get(path)
        if known and known[0] == mark:
            return known[1]
        old = time.time_ns() - _GRAIN_NS
        sha = digest(self.folder / path)
        self.seen[path] = (mark, sha)
        (self.sure.add if max(mark[1:3]) < old else self.sure.discard)(path)
        return sha

    def put(self, path: str, sha: str) -> None:
        """Take note of a file that was just written."""
        mark = _mark(self.folder / path)
        if mark:
            self.seen[path] = (mark, sha)
            self.sure.discard(path)

    def keep(self) -> None:
        """Keep what was seen for the next run, but for files that were so new that a change might not show."""
        place = store.folder()
        sure = {path: (*mark, sha) for path, (mark, sha) in self.seen.items() if path in self.sure}
        if place:
            store.keep(place, self.name, json.dumps(sure, separators=(",", ":")).encode())


def _mark(path: Path) -> Mark | None:
    """What tells that a file was touched; None for what is no plain file."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    return (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino) if stat.S_ISREG(seen.st_mode) else None


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
