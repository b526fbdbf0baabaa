"""Read a file from the disk into a tree of nodes: regular files only, and of a size that people write."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path

from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.source.document import parse
from cardkit.source.node import Node

#: A thousand times the largest card; a whole deck in one file stays far below.
MAX_BYTES = 8 * 1024 * 1024
#: How much is asked for behind a file's end as it was when it was opened.
_PIECE = 64 * 1024


def read(path: Path, shown_as: str, *, most: int = MAX_BYTES) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Read and parse one file of at most ``most`` bytes; ``shown_as`` is its name in problems, as the user would type it.

    Problems: ``unreadable-file``, ``file-too-large``, and those of ``parse``.
    """
    data = contents(path, shown_as, most=most)
    return (None, (data,)) if isinstance(data, Diagnostic) else parsed(data, shown_as)


def contents(path: Path, shown_as: str, *, most: int = MAX_BYTES) -> bytes | Diagnostic:
    """A file's bytes, or why there are none: ``unreadable-file``, ``file-too-large``."""
    try:
        # A FIFO without a writer would hold an ordinary open for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as failure:
        # Some systems will not even open a folder.
        if isinstance(failure, OSError) and _is_folder(path):
            return _not_a_file(shown_as, "a folder")
        return _unreadable(shown_as, failure)
    try:
        kind = os.fstat(handle)
        if not stat.S_ISREG(kind.st_mode):
            return _not_a_file(shown_as, "a folder" if stat.S_ISDIR(kind.st_mode) else "not a regular file")
        data = os.read(handle, min(kind.st_size, most) + 1)
        # A file may grow while it is read, and some that the system makes up say that they are empty.
        while len(data) <= most and (more := os.read(handle, _PIECE)):
            data += more
    except OSError as failure:
        return _unreadable(shown_as, failure)
    finally:
        os.close(handle)
    if len(data) > most:
        return _too_large(shown_as, max(kind.st_size, len(data)), most)
    return data


@lru_cache(maxsize=256)
def parsed(data: bytes, shown_as: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """What a file's bytes say, told once: a theme's files serve all editions, and a watched deck changes in one place."""
    return parse(data, shown_as)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # A folder above it that may not be entered.
        return False


def _too_large(shown_as: str, size: int, most: int) -> Diagnostic:
    return error(
        "file-too-large",
        f"the file has {size / 1024 / 1024:.1f} MiB; cardkit reads up to {most // 1024 // 1024} MiB",
        Span.start_of(shown_as),
        hint="Split the cards over several files; keep pictures and data beside them, not in them.",
    )


def _not_a_file(shown_as: str, what: str) -> Diagnostic:
    return error(
        "unreadable-file",
        f'"{shown_as}" is {what}; a YAML file is wanted here',
        Span.start_of(shown_as),
        hint="Rename or remove it, or give the path of a file.",
    )


def _unreadable(shown_as: str, failure: OSError | ValueError) -> Diagnostic:
    reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else str(failure)
    return error(
        "unreadable-file",
        f'"{shown_as}" cannot be read: {reason}',
        Span.start_of(shown_as),
        hint="Look whether the file is there, and whether you may read it.",
    )
