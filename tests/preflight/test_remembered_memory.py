"""What is remembered of pages is whole and its own, whoever found it and however many; else it is no memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from press_file import BLEED, MODULE, PANEL, TRIM, code
from proved_file import (
    ALL,
    AT,
    due,
    known,
    planned,
    printed,
    read,
    said,
    stray,
    url,
)

from cardkit.geometry import Rect
from cardkit.job import remembered
from cardkit.job.reading import Finished, read_back
from cardkit.job.remembered import memory_of
from cardkit.machine import maker as makers
from cardkit.machine import store
from cardkit.preflight.depth import Depth

#: Each test has places of its own for what is kept.
pytestmark = pytest.mark.usefixtures("homes")


def test_full_depth_looks_at_everything_and_remembers_nothing(homes: Callable[[str], Path], tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    full = read(path, depth=Depth.FULL)
    assert not (homes("warm") / "proofs").exists()
    assert all(proof.stressed[0] for number, proof in full.proof.pages.items() if number % 2 == 0)
    read(path)
    kept = [one.read_bytes() for one in (homes("warm") / "proofs").iterdir()]
    again = read(path, depth=Depth.FULL)
    assert said(again) == said(full)
    assert [one.read_bytes() for one in (homes("warm") / "proofs").iterdir()] == kept


def test_another_version_of_cardkit_or_a_library_has_a_memory_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed(tmp_path / "a.pdf")
    read(path)
    for library in ("pypdfium2", "pikepdf", "zxing-cpp", "deqr", "numpy"):
        with monkeypatch.context() as patch:
            patch.setattr(makers, "version", lambda name, changed=library: "0" if name == changed else version(name))
            makers.maker.cache_clear()
            assert known(path) == ([], []), library
    for room in ("codes", "pdf", "preflight", "press", "machine", "job"):
        with monkeypatch.context() as patch:
            patch.setattr(remembered, "_ROOMS", tuple(name for name in remembered._ROOMS if name != room))
            makers.maker.cache_clear()
            assert known(path) == ([], []), room
    makers.maker.cache_clear()
    assert known(path) == (ALL, ALL)


def test_damaged_and_foreign_memories_are_none(homes: Callable[[str], Path], tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    right = said(read(path))
    (file,) = (homes("warm") / "proofs").iterdir()
    whole = file.read_bytes()
    place, name = file.parent, file.name
    body = store.fetch(place, name)
    assert body is not None
    kept = json.loads(body)
    for spoilt in (whole[:-9], b"", whole[:60] + b"X" + whole[61:], whole.replace(b"true", b"fals")):
        file.write_bytes(spoilt)
        assert known(path) == ([], [])
        assert said(read(path)) == right
    file.write_bytes(whole)
    # What another edition remembers is no memory of this one.
    other = read_back(Finished(path, due(path), ("other",)), Depth.USUAL, 1)
    assert said(other) == right
    (foreign,) = set(place.iterdir()) - {file}
    foreign.write_bytes(whole)
    memory = memory_of(("other",), Depth.USUAL)
    assert memory is not None
    assert memory.is_empty
    # Whoever writes there may say what they like: cardkit does not fail of it.
    pages = list(kept["proofs"])
    foreign_words: tuple[object, ...] = (
        [],
        None,
        {**kept, "kinds": 7},
        {**kept, "kinds": [[1]]},
        {**kept, "proofs": []},
        {**kept, "proofs": {page: [[0], [None]] for page in pages}},
        {**kept, "proofs": {page: [[99], [None], [], True] for page in pages}},
        {**kept, "proofs": {page: [[], [], [], True] for page in pages}},
        {**kept, "proofs": {page: [[0], [["A"]], [], True] for page in pages}},
        {**kept, "pictures": [[1, 2, 3]]},
        {**kept, "structure": dict.fromkeys(kept["structure"], "x")},
    )
    for wrong in foreign_words:
        store.keep(place, name, json.dumps(wrong).encode())
        assert said(read(path)) == right
    store.keep(place, name, b"[" * 100_000)
    assert said(read(path)) == right


def test_a_machine_without_a_home_remembers_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    path = printed(tmp_path / "a.pdf")
    assert said(read(path)) == said(read(path))
    assert memory_of(("deck",), Depth.USUAL) is None


def test_processes_find_what_one_finds_and_remember_the_same(
    homes: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardkit.job.reading._WORTH_COPYING", 0.0001)
    path = printed(tmp_path / "a.pdf", spoil=stray)
    alone = said(read(path))
    (file,) = (homes("warm") / "proofs").iterdir()
    homes("several")
    for _ in range(2):
        assert said(read(path, jobs=3)) == alone
    body = store.fetch((homes("several") / "proofs"), file.name)
    assert body is not None
    # Each process draws the pictures of its own pages, so that more of them are sure of themselves.
    assert sorted(json.loads(body)["proofs"]) == sorted(
        json.loads(store.fetch((homes("warm") / "proofs"), file.name) or b"")["proofs"]
    )


@given(
    changes=st.lists(st.tuples(st.integers(0, 5), st.integers(10, 40)), max_size=4),
    wide=st.lists(st.booleans(), min_size=6, max_size=6),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sample_is_that_of_a_run_that_remembers_nothing(
    changes: list[tuple[int, int]], wide: list[bool], homes: Callable[[str], Path], tmp_path: Path
) -> None:
    """Cards change, and with them which codes are stressed; some are printed smaller, and are another sort."""
    homes("warm")
    cards = list(range(6))
    for change in (None, *changes):
        if change:
            cards[change[0]] = change[1]
        faces, codes = [], []
        for page, number in enumerate(cards, start=1):
            module = MODULE if wide[page - 1] else 0.45
            one = planned(number, page)
            side = len(one.matrix) * module
            faces.append(PANEL + code(url(number), module=module))
            codes.append(replace(one, box=Rect(AT[0] - BLEED, TRIM[1] - (AT[1] - BLEED) - side, side, side)))
        path = printed(tmp_path / "a.pdf", faces)
        warm = said(read(path, codes))
    homes(f"cold {changes} {wide}".translate({ord("("): None, ord(")"): None})[:99])
    assert warm == said(read(path, codes))


@pytest.mark.slow
def test_processes_that_begin_anew_find_the_same(
    homes: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed(tmp_path / "a.pdf", spoil=stray)
    alone = said(read(path))
    homes("anew")
    monkeypatch.setattr("cardkit.job.reading._MANY", 1)
    monkeypatch.setattr("cardkit.job.reading._WORTH_BEGINNING", 0.0001)
    for _ in range(2):
        assert said(read(path, jobs=2)) == alone
    assert known(path) == ([1, 2, 4, 5, 6], ALL)
