"""One process at a time writes to a folder, and a dead one holds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cardkit.job.lock import NAME, Locked, lock

#: Holds the folder until its input ends.
HOLDER = """
import sys
from pathlib import Path
from cardkit.job.lock import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""

#: Counts how often it had the folder to itself, and whether it truly had.
RIVAL = """
import sys, time
from pathlib import Path
from cardkit.job.lock import Locked, lock
folder, alone = Path(sys.argv[1]), Path(sys.argv[1]) / "alone"
had, until = 0, time.monotonic() + 0.5
while time.monotonic() < until:
    try:
        with lock(folder):
            alone.touch(exist_ok=False)
            alone.unlink()
            had += 1
    except Locked:
        pass
print(had)
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_second_process_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        with pytest.raises(Locked) as caught, lock(tmp_path):
            pass
        assert caught.value.pid == process.pid
        assert caught.value.folder == tmp_path
        assert str(caught.value) == f'another cardkit (process {process.pid}) is writing to "{tmp_path}"'
        assert isinstance(caught.value, OSError)


def test_other_folders_are_free(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    with held(tmp_path), lock(tmp_path / "part"):
        pass


def test_folder_is_free_and_clean_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with lock(tmp_path):
            assert (tmp_path / NAME).read_text() == f"{os.getpid()}\n"
        assert list(tmp_path.iterdir()) == []


def test_folder_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), lock(tmp_path):
        raise RuntimeError
    with lock(tmp_path):
        pass


def test_one_process_does_not_hold_it_twice(tmp_path: Path) -> None:
    with lock(tmp_path), pytest.raises(Locked) as caught, lock(tmp_path):
        pass
    assert caught.value.pid == os.getpid()


def test_folder_is_free_when_its_holder_has_ended(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        process.communicate(input="")
        with lock(tmp_path):
            pass


def test_folder_is_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    with held(tmp_path) as process:
        process.kill()
        process.wait()
        assert (tmp_path / NAME).exists()
        with lock(tmp_path):
            assert (tmp_path / NAME).read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_forked_worker_does_not_keep_the_lock_of_a_killed_parent(tmp_path: Path) -> None:
    script = HOLDER.replace(
        'print("held", flush=True)',
        # The child speaks, so that it has come to life before its parent is killed.
        "import os, time\n    if os.fork() == 0:\n        print(os.getpid(), flush=True)\n        time.sleep(60)",
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    try:
        process.kill()
        process.wait()
        with lock(tmp_path):
            pass
    finally:
        os.kill(child, 9)
        process.communicate()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_forked_worker_that_leaves_the_block_gives_nothing_back(tmp_path: Path) -> None:
    script = HOLDER.replace(
        'print("held", flush=True)',
        "import os\n    child = os.fork()\n    if child == 0:\n        sys.exit()\n    os.waitpid(child, 0)\n"
        '    print("held", flush=True)',
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(Locked), lock(tmp_path):
            pass
    finally:
        process.kill()
        process.communicate()


def test_unwritten_file_names_nobody(tmp_path: Path) -> None:
    with held(tmp_path):
        (tmp_path / NAME).write_text("")
        with pytest.raises(Locked) as caught, lock(tmp_path):
            pass
    assert caught.value.pid is None
    assert str(caught.value) == f'another cardkit is writing to "{tmp_path}"'


@pytest.mark.skipif(sys.platform == "win32", reason="Windows follows links")
def test_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("text")
    (tmp_path / NAME).symlink_to("precious")
    with pytest.raises(OSError, match="symbolic links"), lock(tmp_path):
        pass
    assert (tmp_path / "precious").read_text() == "text"


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), lock(tmp_path / "nowhere"):
        pass


def test_rivals_are_never_in_the_folder_together(tmp_path: Path) -> None:
    rivals = [
        subprocess.Popen([sys.executable, "-c", RIVAL, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    counts = [int(rival.communicate()[0]) for rival in rivals]
    assert [rival.returncode for rival in rivals] == [0, 0, 0]
    assert sum(counts) > 10
    assert list(tmp_path.iterdir()) == []
