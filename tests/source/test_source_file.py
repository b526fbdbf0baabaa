"""Only regular files of a sensible size are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cardkit.diagnostic import Span
from cardkit.source import Mapping, file, read


def test_file_is_read_and_shown_as_the_user_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("a: 呼\na: c\n".encode())
    node, (problem,) = read(path, "places/a.yaml")
    assert isinstance(node, Mapping)
    assert (problem.code, str(problem.span)) == ("duplicate-key", "places/a.yaml:2:1")


def test_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: b\n")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read(tmp_path / "b.yaml", "b.yaml")[1] == ()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no files here that say they are empty and are not")
def test_file_is_read_to_its_end_whatever_size_it_says() -> None:
    path = Path("/proc/self/status")
    assert path.stat().st_size == 0
    node, _ = read(path, "status")
    assert node is not None


@pytest.mark.parametrize("size", [0, 1])
def test_size_has_a_bound(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.yaml"
    text = b"a: b\n"
    path.write_bytes(text + b"\n" * (file.MAX_BYTES - len(text) + size))
    node, problems = read(path, "a.yaml")
    assert (node is None) == bool(size)
    assert [p.code for p in problems] == ["file-too-large"] * size
    assert all(p.span == Span("a.yaml", 1, 1, 1, 1) for p in problems)


def test_what_is_no_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for name in ("", "nothing.yaml", "loop", "nul\0.yaml"):
        node, (problem,) = read(tmp_path / name, "x.yaml")
        assert node is None
        assert (problem.code, str(problem.span)) == ("unreadable-file", "x.yaml:1:1")
        assert problem.message.startswith('"x.yaml" ')


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFOs")
def test_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    (problem,) = read(tmp_path / "a.yaml", "a.yaml")[1]
    assert problem.message == '"a.yaml" is not a regular file; a YAML file is wanted here'


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no POSIX permissions here")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b\n")
    path.chmod(0)
    me = os.geteuid()
    try:
        if me == 0:
            os.seteuid(65534)  # Root may read everything; "nobody" may not.
        (problem,) = read(path, "a.yaml")[1]
    finally:
        os.seteuid(me)
    assert problem.message == '"a.yaml" cannot be read: Permission denied'
