"""Spread work over copies of this process, each with all that is read already; what comes back keeps its order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar, cast

Part = TypeVar("Part")
Done = TypeVar("Done")


def spread(work: Callable[[Part], Done], parts: Sequence[Part], jobs: int) -> Iterator[Done]:
    """What the work makes of each part, in as many processes as ``jobs``, or here where this one cannot be copied.

    Parts and work are not sent anywhere, so they may be anything; what is made must bear pickling. Raises what the
    work raises, and ChildProcessError where a copy was killed.
    """
    copies = min(jobs, len(parts))
    if copies < 2 or not _may_be_copied():
        yield from map(work, parts)
        return
    context = multiprocessing.get_context("fork")
    ends: list[Connection] = []
    processes = []
    # What is there now stays where it is; a collection in a copy would touch, and so copy, all of it.
    gc.freeze()
    try:
        for number in range(copies):
            end, far_end = context.Pipe(duplex=False)
            ends.append(end)
            one = context.Process(target=_do, args=(work, parts[number::copies], far_end, tuple(ends)))
            one.start()
            far_end.close()
            processes.append(one)
        for number in range(len(parts)):
            made = ends[number % copies].recv()
            if isinstance(made, BaseException):
                raise made
            yield cast("Done", made)
    except EOFError:
        raise ChildProcessError("a process that shared the work was ended from outside") from None
    finally:
        for one in processes:
            one.terminate()
            one.join()
        gc.unfreeze()


def _may_be_copied() -> bool:
    """Whether a copy of this process is safe: macOS has libraries that do not bear it, other threads may hold locks."""
    return sys.platform == "linux" and threading.active_count() == 1


def _do(work: Callable[[Part], object], parts: Sequence[Part], end: Connection, others: Sequence[Connection]) -> None:
    """Do this copy's parts one after the other, and send what is made."""
    # Ctrl-C is for the process that was begun by somebody; it ends its copies.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    try:
        for part in parts:
            end.send(work(part))
    except BrokenPipeError:
        pass  # Nobody waits any more.
    except Exception as wrong:  # noqa: BLE001 - it is raised again where the work was asked for …
        with suppress(BrokenPipeError):  # … or is the fault of those who have gone, and have swept the files we read.
            end.send(wrong)
