"""Time one command as a user feels it: a whole process, from its start to its last byte, with its greatest memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: What Linux counts ru_maxrss in, per megabyte; macOS counts bytes.
_RSS_PER_MB = 1024 if sys.platform != "darwin" else 1024 * 1024

_ROOT = Path(__file__).parent.parent


class Failed(Exception):  # noqa: N818 - it says how it stands.
    """A command that was timed did not do its work."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock, seconds of all processors together, and megabytes of the largest process."""

    seconds: float
    work: float
    memory_mb: float


def run(command: Sequence[str], home: Path | None = None) -> Run:
    """Run ``python ARGUMENTS`` to its end, what it keeps between runs under ``home``; raises Failed where it fails."""
    environment = os.environ | ({"XDG_CACHE_HOME": str(home)} if home else {})
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=_ROOT,
        env=environment,
    )
    assert process.stdout
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)  # Unlike wait(), it tells this child's memory.
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - began
    process.stdout.close()
    if process.returncode:
        raise Failed(f"{' '.join(command)}\n{said.decode('utf-8', 'replace')}")
    return Run(taken, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _RSS_PER_MB)
