"""Whoever looks finds the old file or the new one, whatever happened to the process that wrote."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cardkit.job import atomic
from cardkit.job.atomic import commit_all, sweep, temporary

OLD, NEW = b"old" * 50_000, b"new" * 60_000

#: Writes the file again and again, and says when a new round begins.
WRITER = """
import sys
from pathlib import Path
from cardkit.job.atomic import temporary
target, new = Path(sys.argv[1]), b"new" * 60_000
print("ready", flush=True)
while True:
    with temporary(target) as file:
        file.path.write_bytes(new)
        file.commit()
"""

#: Stops with everything written and nothing renamed, or just renamed, until it is killed.
WINDOW = """
import sys
from pathlib import Path
from cardkit.job import atomic
real = Path.replace
def slow(self, target):
    print("before", flush=True)
    real(self, target)
    print("after", flush=True)
    return target
Path.replace = slow
with atomic.temporary(Path(sys.argv[1])) as file:
    file.path.write_bytes(b"new" * 60_000)
    file.commit()
    print("done", flush=True)
    sys.stdin.read()
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="kills as only POSIX does")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_committed_file_takes_its_place(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(OLD)
    with temporary(target) as file:
        assert file.path == tmp_path / f".a.pdf.{os.getpid()}.cardkit-tmp"
        file.path.write_bytes(NEW)
        assert target.read_bytes() == OLD
        file.commit()
        assert target.read_bytes() == NEW
    assert names(tmp_path) == ["a.pdf"]


def test_file_that_is_not_committed_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(OLD)
    with temporary(target) as file:
        file.path.write_bytes(NEW)
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["a.pdf"]


def test_exception_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(OLD)

    def interrupted() -> None:
        with temporary(target) as file:
            file.path.write_bytes(NEW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["a.pdf"]


def test_several_files_come_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real_sync, real_replace = atomic._sync, Path.replace

    def sync(path: Path) -> None:
        done.append(f"sync {path.name[1:2]}")
        real_sync(path)

    def replace(self: Path, target: Path) -> Path:
        done.append(f"name {target.name}")
        return real_replace(self, target)

    monkeypatch.setattr(atomic, "_sync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    with temporary(tmp_path / "b") as first, temporary(tmp_path / "a") as second:
        commit_all([first, second])
    assert done == ["sync b", "sync a", "name b", "name a"]
    assert names(tmp_path) == ["a", "b"]


def test_failure_before_the_first_name_changes_nothing(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(OLD)
    with temporary(tmp_path / "a") as first, temporary(tmp_path / "b") as second:
        first.path.write_bytes(NEW)
        second.path.unlink()
        with pytest.raises(FileNotFoundError):
            commit_all([first, second])
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [OLD, OLD]
    assert names(tmp_path) == ["a", "b"]


def test_folder_in_the_way(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.mkdir()
    with pytest.raises(IsADirectoryError, match="a folder stands where this file should be written"), temporary(target):
        pass
    assert names(tmp_path) == ["a.pdf"]


def test_folder_that_comes_in_the_way(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    with temporary(target) as file:
        target.mkdir()
        with pytest.raises(IsADirectoryError):
            file.commit()
    assert names(tmp_path) == ["a.pdf"]


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), temporary(tmp_path / "nowhere" / "a.pdf"):
        pass


def test_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "kept.pdf").write_bytes(OLD)
    (tmp_path / "a.pdf").symlink_to("kept.pdf")
    with temporary(tmp_path / "a.pdf") as file:
        file.path.write_bytes(NEW)
        file.commit()
    assert (tmp_path / "kept.pdf").read_bytes() == OLD
    assert not (tmp_path / "a.pdf").is_symlink()


def test_link_planted_at_the_temporary_name_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(OLD)
    (tmp_path / f".a.pdf.{os.getpid()}.cardkit-tmp").symlink_to("kept")
    with temporary(tmp_path / "a.pdf") as file:
        file.path.write_bytes(NEW)
        file.commit()
    assert (tmp_path / "kept").read_bytes() == OLD


def test_one_file_is_not_written_twice_at_once(tmp_path: Path) -> None:
    with (
        temporary(tmp_path / "a") as file,
        pytest.raises(FileExistsError),
        temporary(tmp_path / "a"),
    ):
        pass
    assert not file.committed
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_new_file_may_be_read_as_others_of_the_user_may(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")
    with temporary(tmp_path / "a") as file:
        file.commit()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_sweep_takes_what_the_dead_have_left_and_nothing_else(tmp_path: Path) -> None:
    dead = dead_pid()
    stray = tmp_path / f".a.pdf.{dead}.cardkit-tmp"
    namesake = tmp_path / f".b.pdf.{os.getpid()}.cardkit-tmp"
    kept = [
        tmp_path / f".a.pdf.{os.getppid()}.cardkit-tmp",
        tmp_path / f"a.pdf.{dead}.cardkit-tmp",
        tmp_path / f".a.pdf.{dead}.cardkit-tmp.bak",
        tmp_path / ".a.pdf.x.cardkit-tmp",
        tmp_path / f".{dead}.tmp",
        tmp_path / "a.pdf",
    ]
    for path in (stray, namesake, *kept):
        path.write_text("x")
    folder = tmp_path / f".c.{dead}.cardkit-tmp"
    folder.mkdir()
    with temporary(tmp_path / "d") as file:
        assert sweep(tmp_path) == tuple(sorted((stray, namesake)))
        assert file.path.exists()
    assert names(tmp_path) == sorted(path.name for path in (*kept, folder))


def test_sweep_knows_its_own_files_by_any_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with temporary(Path("a")) as file:
        assert sweep(tmp_path) == ()
        assert file.path.exists()


def test_sweep_of_nothing(tmp_path: Path) -> None:
    assert sweep(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("pid", [0, 2**31, 10**30])
def test_number_of_no_process(pid: int) -> None:
    assert not atomic.is_alive(pid)


def test_this_process_and_the_first_are_alive() -> None:
    assert atomic.is_alive(os.getpid())
    assert sys.platform == "win32" or atomic.is_alive(1)


def kill_at_random(target: Path, chance: random.Random, kills: int) -> None:
    for _ in range(kills):
        target.write_bytes(OLD)
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        process.kill()
        process.wait()
        process.stdout.close()
        assert target.read_bytes() in (OLD, NEW)
        sweep(target.parent)
        assert names(target.parent) == [target.name]


def kill_in_the_window(target: Path, chance: random.Random, kills: int) -> set[bytes]:
    seen = set()
    for _ in range(kills):
        target.write_bytes(OLD)
        process = subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdin is not None
        for _ in range(chance.randint(1, 3)):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        seen.add(target.read_bytes())
        sweep(target.parent)
        assert names(target.parent) == [target.name]
    return seen


@posix
def test_killed_anywhere(tmp_path: Path) -> None:
    kill_at_random(tmp_path / "a.pdf", random.Random(1), 15)


@posix
def test_killed_while_renaming(tmp_path: Path) -> None:
    assert kill_in_the_window(tmp_path / "a.pdf", random.Random(2), 15) <= {OLD, NEW}


@posix
@pytest.mark.slow
def test_killed_a_thousand_times_anywhere(tmp_path: Path) -> None:
    kill_at_random(tmp_path / "a.pdf", random.Random(3), 1_000)


@posix
@pytest.mark.slow
def test_killed_a_thousand_times_while_renaming(tmp_path: Path) -> None:
    assert kill_in_the_window(tmp_path / "a.pdf", random.Random(4), 1_000) == {OLD, NEW}


@posix
def test_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(OLD)
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            assert target.read_bytes() in (OLD, NEW)
    finally:
        process.kill()
        process.communicate()
