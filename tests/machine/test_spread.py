"""Work that is shared comes back whole and in order, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardkit.machine.spread import spread

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_what_comes_back_keeps_its_order(jobs: int, count: int) -> None:
    def slower_first(number: int) -> str:
        time.sleep(0.01 * (count - number))
        return str(number)

    assert list(spread(slower_first, range(count), jobs)) == [str(number) for number in range(count)]


@LINUX
def test_the_work_is_shared() -> None:
    assert len(set(spread(lambda _: os.getpid(), range(6), 3))) == 3


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert set(spread(lambda _: os.getpid(), range(4), 2)) == {os.getpid()}
    finally:
        stop.set()
        thread.join()


def test_what_the_work_raises_is_raised_here() -> None:
    def fussy(number: int) -> int:
        if number == 2:
            raise ValueError("not 2")
        return number

    done = spread(fussy, range(5), 2)
    assert [next(done), next(done)] == [0, 1]
    with pytest.raises(ValueError, match="not 2"):
        next(done)


@LINUX
def test_a_copy_that_is_killed_is_told() -> None:
    def deadly(number: int) -> int:
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(ChildProcessError):
        list(spread(deadly, range(4), 2))


@LINUX
def test_who_stops_listening_leaves_nobody_at_work() -> None:
    done: Iterator[int] = spread(lambda _: os.getpid(), range(100), 2)
    first, second = next(done), next(done)
    done.close()  # type: ignore[attr-defined]
    for process in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@LINUX
def test_copies_say_nothing_to_the_terminal_when_they_fail_and_nobody_listens(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from cardkit.machine.spread import spread\n"
        "def work(number):\n"
        "    Path(sys.argv[1], str(number)).touch(); time.sleep(0.3); raise FileNotFoundError(number)\n"
        "list(spread(work, range(2), 2))"
    )
    heard = tmp_path / "heard"
    with heard.open("wb") as out:
        run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stderr=out)
        while len(list(tmp_path.iterdir())) < 3:
            time.sleep(0.02)
        run.kill()
        run.wait()
    time.sleep(0.6)
    assert heard.read_text(encoding="utf-8") == ""


@LINUX
def test_copies_end_with_the_process_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from cardkit.machine.spread import spread\n"
        "def work(number):\n"
        "    Path(sys.argv[1], str(os.getpid())).touch(); time.sleep(0.3); return number\n"
        "list(spread(work, range(1000), 2))"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.02)
    run.kill()
    run.wait()
    copies = [int(path.name) for path in tmp_path.iterdir()]
    for _ in range(100):
        if not any(Path(f"/proc/{one}").exists() for one in copies):
            break
        time.sleep(0.05)
    assert not any(Path(f"/proc/{one}").exists() for one in copies)
