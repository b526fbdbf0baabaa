"""Keep what is dear to make in files named by everything that decides their content.

A file is written beside its name and renamed, so that it is whole or not
there, whoever else keeps the same at that moment and whoever is killed. It
carries a digest of its name and its content: a damaged, cut or foreign file is
no file. The folder stays within a size; what was not used for longest goes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

_MAGIC = b"cardkit-kept-1\n"

#: A hundred photographs for the press take about as much.
MOST_BYTES = 400_000_000

#: A file that was used within a day is as good as new; looking at it does not cost a write.
_FRESH_SECONDS = 86_400


def folder(name: str = "pictures") -> Path | None:
    """Where things of a sort are kept between runs (XDG Base Directory); nowhere on a machine that says no home."""
    told = os.environ.get("XDG_CACHE_HOME")
    try:
        place = Path(told) if told else Path.home() / ".cache"
    except RuntimeError:
        return None
    return place / "cardkit" / name if place.is_absolute() else None


def fetch(place: Path, name: str) -> bytes | None:
    """What is kept under a name, or None where there is nothing, or nothing whole."""
    try:
        # A path object takes longer than the file: a large deck asks for thousands.
        with open(f"{place}/{name}", "rb", opener=_at_once) as file:
            content = file.read()
            if time.time() - os.fstat(file.fileno()).st_mtime > _FRESH_SECONDS:
                os.utime(file.name)
    except OSError:
        return None
    digest, body = content[len(_MAGIC) : len(_MAGIC) + 32], content[len(_MAGIC) + 32 :]
    # The name is part of what is proved, so that a file put under another's name is not taken.
    if not content.startswith(_MAGIC) or hashlib.sha256(name.encode() + body).digest() != digest:
        return None
    return body


def begin(place: Path, name: str, size: int) -> bytes:
    """The first bytes of what is kept under a name, unproved; empty where there is nothing."""
    try:
        with open(f"{place}/{name}", "rb", opener=_at_once) as file:
            file.seek(len(_MAGIC) + 32)
            return file.read(size)
    except OSError:
        return b""


def has(place: Path, name: str) -> bool:
    """Whether something stands under a name; nothing does where nobody can tell."""
    try:
        return stat.S_ISREG(os.stat(f"{place}/{name}").st_mode)  # noqa: PTH116
    except OSError:
        return False


def drop(place: Path, name: str) -> None:
    """Remove what stands under a name and is not whole, so that it is made anew."""
    with contextlib.suppress(OSError):
        (place / name).unlink()


def _at_once(path: str, flags: int) -> int:
    """Open a file and wait for nobody: a pipe that somebody put there would have us wait for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def keep(place: Path, name: str, body: bytes, *, most: int = MOST_BYTES) -> None:
    """Keep something under its name; a folder that cannot be written is no fault."""
    keep_all(place, {name: body}, most=most)


def keep_all(place: Path, bodies: Mapping[str, bytes], *, most: int = MOST_BYTES) -> None:
    """Keep several things, each under its name."""
    if not bodies:
        return
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        for name, body in bodies.items():
            _write(place, name, body)
        _prune(place, most)


def _write(place: Path, name: str, body: bytes) -> None:
    descriptor, beside = tempfile.mkstemp(f".{os.getpid()}.cardkit-tmp", ".", place)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(name.encode() + body).digest() + body)
        Path(beside).replace(place / name)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _prune(place: Path, most: int) -> None:
    """Remove what was not used for longest until the rest is small enough, and what a killed run left behind."""
    files = []
    with os.scandir(place) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # Another run removes too.
                seen = entry.stat(follow_symlinks=False)
                left_behind = entry.name.endswith(".cardkit-tmp") and time.time() - seen.st_mtime > _FRESH_SECONDS
                files.append((0.0 if left_behind else seen.st_mtime, seen.st_size, entry.path))
    total = sum(size for _, size, _ in files)
    for used, size, path in sorted(files):
        if total <= most and used:
            break
        with contextlib.suppress(OSError):
            Path(path).unlink()
        total -= size
