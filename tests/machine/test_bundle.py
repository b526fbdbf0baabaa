"""Many things in one file come back each by its name, and a damaged file says nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardkit.machine import bundle, store

THINGS = st.dictionaries(st.binary(min_size=32, max_size=32), st.binary(max_size=80), max_size=9)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(THINGS)
def test_what_is_bundled_comes_back(tmp_path: Path, things: dict[bytes, bytes]) -> None:
    name, whole = bundle.bundled("deck", things)
    store.keep(tmp_path, name, whole)
    assert {key: bytes(thing) for key, thing in bundle.things(tmp_path, name).items()} == things
    assert list(bundle.names(tmp_path, name)) == list(things)
    assert name in bundle.all_of(tmp_path, "deck")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_whatever_stands_in_a_file_is_read_without_fault(tmp_path: Path, whole: bytes) -> None:
    store.keep(tmp_path, "deck-x", whole)
    assert all(len(key) == 32 for key in bundle.things(tmp_path, "deck-x"))
    assert list(bundle.names(tmp_path, "deck-x")) == list(bundle.things(tmp_path, "deck-x"))


def test_bundles_are_told_apart_by_what_they_hold(tmp_path: Path) -> None:
    one, other = (hashlib.sha256(word).digest() for word in (b"one", b"other"))
    first, _ = bundle.bundled("deck", {one: b"1"})
    assert first != bundle.bundled("deck", {other: b"1"})[0]
    assert bundle.all_of(tmp_path / "none", "deck") == []
    assert bundle.things(tmp_path, first) == {}
    assert list(bundle.names(tmp_path, first)) == []
