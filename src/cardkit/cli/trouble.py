"""Turn what the outside world refuses into a problem with a hint."""

from __future__ import annotations

import errno
from pathlib import Path
from tempfile import gettempdir

from cardkit.diagnostic import Diagnostic, error

_ELSEWHERE = "or write elsewhere (`-o DIR`, where the command has it)."

_HINTS = {
    errno.ENOSPC: f"Make room on the disk, {_ELSEWHERE}",
    errno.EDQUOT: f"Make room within your quota, {_ELSEWHERE}",
    errno.EFBIG: f"Let files be larger (`ulimit -f`), {_ELSEWHERE}",
    errno.EACCES: f"Give yourself permission to it, {_ELSEWHERE}",
    errno.EPERM: f"Give yourself permission to it, {_ELSEWHERE}",
    errno.EROFS: f"Make the disk writable, {_ELSEWHERE}",
    errno.ENOTDIR: f"Move the file that stands where a folder is needed, {_ELSEWHERE}",
    errno.EEXIST: f"Move the file that stands where a folder is needed, {_ELSEWHERE}",
    errno.EISDIR: f"Move the folder that stands where a file is needed, {_ELSEWHERE}",
    errno.ENOENT: "Look whether its name is right, and whether the folder that it is to stand in is there.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


def refused(trouble: OSError) -> Diagnostic:
    """What the system would not do, in its own words."""
    place = f" `{trouble.filename}`" if trouble.filename else ""
    reason = (trouble.strerror or str(trouble) or type(trouble).__name__).lower()
    hint = _HINTS.get(trouble.errno or 0, "Mend what the system says, then run the command again.")
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) and _is_temporary(trouble.filename):
        hint = "Make room there, or name another folder for temporary files: `TMPDIR=DIR`."
    return error("read-or-write-failed", f"cannot read or write{place}: {reason}", hint=hint)


def _is_temporary(place: object) -> bool:
    """Whether something is the folder for temporary files, which no option of ours moves."""
    return isinstance(place, str) and Path(place) == Path(gettempdir())


def bug(fault: Exception) -> Diagnostic:
    """A fault of cardkit's own, in one line."""
    words = " ".join(str(fault).split())
    message = f"cardkit has a bug: {type(fault).__name__}: {words}" if words else f"cardkit has a bug: {fault!r}"
    return error("cardkit-bug", message[:400], hint="Run the same command with --debug, and report what it prints.")
