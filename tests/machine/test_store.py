"""What is kept between runs is whole and its own, or it is made anew."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.machine import store
from cardkit.machine.maker import maker, name_of
from cardkit.picture import scene
from cardkit.picture.photograph import open_photograph

SCENE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 76 90" data-focus="20 30" data-horizon="56">'
    b'<rect class="sky-1" x="-3" y="-3" width="76" height="90"/>'
    b'<path class="line sand-2" stroke-width="0.4" d="M0 0 C1 2 3 4 5 6 Z"/></svg>'
)
TOKENS = ("sky-1", "sand-2")


def test_what_is_kept_comes_back_and_nothing_else(tmp_path: Path) -> None:
    assert store.fetch(tmp_path / "none", "a") is None
    store.keep(tmp_path / "new", "a", b"one")
    assert store.fetch(tmp_path / "new", "a") == b"one"
    assert store.fetch(tmp_path / "new", "b") is None
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_single_byte_can_be_changed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    place = tmp_path_factory.mktemp("store")
    store.keep(place, "a", b"the whole of it")
    content = bytearray((place / "a").read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    (place / "a").write_bytes(content)
    assert store.fetch(place, "a") is None
    (place / "a").write_bytes(content[:at])
    assert store.fetch(place, "a") is None


def test_a_file_under_another_s_name_is_not_taken(tmp_path: Path) -> None:
    store.keep(tmp_path, "a", b"one")
    (tmp_path / "a").rename(tmp_path / "b")
    assert store.fetch(tmp_path, "b") is None


def test_the_folder_stays_within_its_size_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    for number in range(20):
        store.keep(tmp_path, f"n{number:02}", bytes(1000), most=5500)
        os.utime(tmp_path / f"n{number:02}", (number, number))
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["n15", "n16", "n17", "n18", "n19"]


def test_what_a_killed_run_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".x.1.cardkit-tmp", tmp_path / ".y.2.cardkit-tmp"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    long_ago = time.time() - 2 * 86_400
    os.utime(old, (long_ago, long_ago))
    store.keep(tmp_path, "a", b"one")
    assert not old.exists()
    assert young.exists()


def test_a_name_says_everything_that_decides_the_content() -> None:
    assert name_of(maker(("picture",)), "a", 1) == name_of(maker(("picture",)), "a", 1)
    assert (
        len(
            {
                name_of(maker(("picture",)), *parts)
                for parts in (("a", 1), ("a", "1"), ("a1",), ("a", 1, None), (1, "a"))
            }
        )
        == 5
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = store.folder()
    assert found
    return found


def test_a_scene_from_the_store_is_the_scene(home: Path) -> None:
    fresh, _ = scene.parse(SCENE, "a.svg", TOKENS)
    assert len(list(home.iterdir())) == 1
    again, _ = scene.parse(SCENE, "a.svg", TOKENS)
    assert again == fresh
    assert again is not fresh


def test_whatever_changes_about_a_scene_it_is_read_anew(home: Path) -> None:
    before, _ = scene.parse(SCENE, "a.svg", TOKENS)
    moved, _ = scene.parse(SCENE.replace(b"M0 0", b"M0 1"), "a.svg", TOKENS)
    assert moved != before
    _, problems = scene.parse(SCENE, "a.svg", ("sky-1",))
    assert [problem.code for problem in problems] == ["unknown-token"]
    other, _ = scene.parse(SCENE, "b.svg", TOKENS)
    assert other
    assert {shape.span.file for shape in other.shapes} == {"b.svg"}
    for path in home.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert scene.parse(SCENE, "a.svg", TOKENS)[0] == before


def test_a_faulty_scene_is_told_every_time(home: Path) -> None:
    for _ in range(2):
        _, problems = scene.parse(SCENE.replace(b"sky-1", b"sky-9"), "a.svg", TOKENS)
        assert [problem.code for problem in problems] == ["unknown-token"]
    assert not home.exists()


def test_a_sound_photograph_is_decoded_once_and_a_damaged_one_each_time(home: Path, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "a.png"
    Image.effect_noise((64, 48), 40).convert("RGB").save(path)
    fresh, _ = open_photograph(path, "a.png", None)
    assert fresh
    assert len(list(home.iterdir())) == 1
    assert open_photograph(path, "a.png", None)[0] == fresh
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    for _ in range(2):
        _, problems = open_photograph(path, "a.png", None)
        assert [problem.code for problem in problems] == ["picture-damaged"]


def _keep_for_ever(place: str) -> None:
    for number in range(1_000_000):
        store.keep(Path(place), f"n{number % 7}", bytes([number % 251]) * 20_000)


@pytest.mark.slow
def test_kills_at_random_leave_it_whole(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    for round_ in range(12):
        runs = [context.Process(target=_keep_for_ever, args=(str(tmp_path),)) for _ in range(2)]
        for run in runs:
            run.start()
        time.sleep(0.4 + round_ * 0.03)
        for run in runs:
            assert run.pid
            os.kill(run.pid, signal.SIGKILL)
            run.join()
        for path in tmp_path.iterdir():
            if not path.name.endswith(".cardkit-tmp"):
                body = store.fetch(tmp_path, path.name)
                assert body is not None
                assert len(body) == 20_000
                assert len(set(body)) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_a_file_is_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "name")
    assert store.fetch(tmp_path, "name") is None
    assert store.begin(tmp_path, "name", 9) == b""
    assert not store.has(tmp_path, "name")
    store.keep(tmp_path, "name", b"body")
    assert store.has(tmp_path, "name")
    assert store.fetch(tmp_path, "name") == b"body"


def test_where_nobody_can_tell_nothing_stands(tmp_path: Path) -> None:
    assert not store.has(tmp_path / ("n" * 300), "name")
    store.drop(tmp_path / ("n" * 300), "name")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no POSIX permissions here")
def test_a_folder_that_may_not_be_entered_holds_nothing_and_takes_nothing() -> None:
    """The superuser may enter any, so that one steps down for the test."""
    me, folder = os.geteuid(), Path(tempfile.mkdtemp())
    store.keep(folder, "name", b"body")
    folder.chmod(0)
    try:
        if me == 0:
            os.seteuid(65534)
        assert not store.has(folder, "name")
        assert store.fetch(folder, "name") is None
        assert store.begin(folder, "name", 4) == b""
        store.keep(folder, "other", b"body")
        store.drop(folder, "name")
    finally:
        os.seteuid(me)
        folder.chmod(0o755)
    assert [path.name for path in folder.iterdir()] == ["name"]
    shutil.rmtree(folder)
