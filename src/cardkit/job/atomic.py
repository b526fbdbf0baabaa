"""Write files so that whoever looks finds the old one or the new one, whole, whatever happens in between.

A file is written beside its target as ``.NAME.PID.cardkit-tmp``, can be proved
there, and takes the target's place in one step. Everything that goes wrong is
an ``OSError`` for the caller to tell.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: What a system says where a file that is open takes no more. It then names none.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_STRAY = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)\.cardkit-tmp", re.DOTALL)

#: The temporary files that this process has open; others with its number are strays of a dead namesake.
_open_here: set[Path] = set()


@dataclass(slots=True)
class Temporary:
    """A file on its way: write to ``path``, prove it, then ``commit``."""

    path: Path
    target: Path
    committed: bool = False

    def commit(self) -> None:
        """Make the target this file, at once and for good. Raises OSError."""
        commit_all([self])


@contextlib.contextmanager
def temporary(target: Path) -> Iterator[Temporary]:
    """An empty file beside the target; what is not committed by the end is removed.

    A target that is a symbolic link is replaced itself; the file it leads to is
    left alone. Raises OSError, also when the target is a folder; it names what
    was asked for: the target, or its folder where that is full.
    """
    _refuse_folder(target)
    path = target.with_name(f".{target.name}.{os.getpid()}.cardkit-tmp")
    made = Temporary(path, target)
    with told_as(target, path):
        with contextlib.suppress(FileNotFoundError):
            if path.absolute() not in _open_here:
                path.unlink()
        # O_EXCL follows no link that somebody has put there, and tells when this file is already being written.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    _open_here.add(path.absolute())
    try:
        # Several may be open at a time, and any of them may be the one that takes no more; they share the folder.
        with told_as(target, path), naming(target.parent):
            yield made
    finally:
        if not made.committed:
            with contextlib.suppress(OSError):
                path.unlink()
        _open_here.discard(path.absolute())


@contextlib.contextmanager
def naming(place: Path) -> Iterator[None]:
    """Let the OSError of a disk, a quota or a file that is full say where that is, if it says nothing itself."""
    try:
        yield
    except OSError as trouble:
        if trouble.filename is None and trouble.errno in _FULL:
            trouble.filename = str(place)
        raise


@contextlib.contextmanager
def told_as(target: Path, path: Path) -> Iterator[None]:
    """Let an OSError name what was asked for, in the place of what stands beside it for now, or of anything within that."""
    try:
        yield
    except OSError as trouble:
        named = trouble.filename
        if isinstance(named, str | Path) and Path(named).is_relative_to(path):
            trouble.filename, trouble.filename2 = str(target), None
        raise


def commit_all(files: Iterable[Temporary]) -> None:
    """Make each target its new file, in the order given: what vouches for the others comes last.

    All are on the disk before the first takes its place. Raises OSError.
    """
    waiting = tuple(files)
    for file in waiting:
        _refuse_folder(file.target)
        _sync(file.path)
    for file in waiting:
        file.path.replace(file.target)
        file.committed = True
        _sync_folder(file.target.parent)


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove the temporary files of processes that are no more; gives what was removed.

    Those of living processes stay, and so does everything that is not a plain
    file. A folder that is not there holds none. Raises OSError.
    """
    removed = []
    try:
        entries = sorted(folder.iterdir())
    except FileNotFoundError:
        return ()
    for path in entries:
        match = _STRAY.fullmatch(path.name)
        if match is None or path.absolute() in _open_here:
            continue
        pid = int(match["pid"])
        if pid != os.getpid() and is_alive(pid):
            continue
        with contextlib.suppress(FileNotFoundError):
            if stat.S_ISREG(path.lstat().st_mode):
                path.unlink()
                removed.append(path)
    return tuple(removed)


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs; true where that cannot be known."""
    if not 0 < pid < 2**31:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # It runs for somebody else.
    return True


def _refuse_folder(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(errno.EISDIR, "a folder stands where this file should be written", str(target))


def _sync(path: Path) -> None:
    # Windows syncs only what is open for writing.
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Put the renaming on the disk too, where folders can be synced; the file itself is safe by then."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_alive_on_windows(pid: int) -> bool:
    # os.kill would end the process: on Windows the signal 0 is Ctrl-C.
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it.
    handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return bool(kernel.GetLastError() == 5)  # ERROR_ACCESS_DENIED: it runs for somebody else.
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == 259  # STILL_ACTIVE
