"""Let one process at a time write to an output folder.

The lock is the operating system's own on ``.cardkit.lock`` in that folder: it
ends with the process, however that ends. The file is removed when the lock is
given back; one that a killed process has left locks nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from cardkit.job.atomic import naming

NAME = ".cardkit.lock"

#: Where Windows locks: beyond the text, so that others can still read who holds it.
_FAR = 1 << 20
#: Retries while the file is given back and taken under our hands; each has somebody else succeed.
_PATIENCE = 100

_held: set[int] = set()


class Locked(OSError):  # noqa: N818 - it is a state of affairs, told as such.
    """Another process is writing to the folder; ``pid`` is its number, where it could be read."""

    def __init__(self, folder: Path, pid: int | None) -> None:
        super().__init__(errno.EWOULDBLOCK, "another cardkit is writing here", str(folder))
        self.folder = folder
        self.pid = pid

    def __str__(self) -> str:
        who = f" (process {self.pid})" if self.pid is not None else ""
        return f'another cardkit{who} is writing to "{self.folder}"'


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the folder, which must be there; raises ``Locked`` at once when somebody else does, or OSError."""
    path = folder / NAME
    handle, owner = _acquire(folder, path), os.getpid()
    _held.add(handle)
    try:
        with naming(folder):
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        if os.getpid() == owner:  # A forked child has let go already.
            _held.discard(handle)
            _release(handle, path)


def _acquire(folder: Path, path: Path) -> int:
    for _ in range(_PATIENCE):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if not _take(handle):
                raise Locked(folder, _holder(path))
            if _is_still(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        # The holder removed the file between our opening and locking it: what we hold is nobody's any more.
        os.close(handle)
    raise Locked(folder, _holder(path))


def _is_still(handle: int, path: Path) -> bool:
    """Whether the open file is the one that has the name now."""
    try:
        named = path.lstat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), named)


def _holder(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None  # It has just begun, or just ended.


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _release(handle: int, path: Path) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)
        with contextlib.suppress(OSError):  # Another process has opened it already.
            path.unlink()

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int, path: Path) -> None:
        # Removed while still locked: nobody else can have taken it yet.
        with contextlib.suppress(OSError):
            if _is_still(handle, path):
                path.unlink()
        os.close(handle)

    def _let_go_in_child() -> None:
        for handle in _held:
            os.close(handle)
        _held.clear()

    # A forked worker would share the lock and keep it when this process is killed.
    os.register_at_fork(after_in_child=_let_go_in_child)
