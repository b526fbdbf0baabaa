"""Keep many things in one file of the store, and find each of them again by its name."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from cardkit.machine import store

#: A name is a SHA-256; beside it stands the length of the thing.
_ENTRY = struct.Struct(">32sI")
_COUNT = struct.Struct(">I")

#: Bundles of more things are not made, and not believed.
MOST = 400


def bundled(prefix: str, things: Mapping[bytes, bytes]) -> tuple[str, bytes]:
    """The bundle of some things by their digests, with its own name: first the list, then one thing behind the other."""
    entries = b"".join(_ENTRY.pack(name, len(thing)) for name, thing in things.items())
    listed = _COUNT.pack(len(things)) + entries
    return f"{prefix}-{hashlib.sha256(entries).hexdigest()[:32]}", listed + b"".join(things.values())


def names(place: Path, bundle: str) -> Iterator[bytes]:
    """What a bundle says it holds; whether that is true shows when it is opened."""
    listed = store.begin(place, bundle, _COUNT.size + MOST * _ENTRY.size)
    yield from (name for name, _ in _entries(listed))


def things(place: Path, bundle: str) -> Mapping[bytes, memoryview]:
    """What a bundle holds by their digests; nothing where it is gone, or damaged: then it goes, to claim nothing more."""
    whole = store.fetch(place, bundle)
    if whole is None:
        store.drop(place, bundle)
        return {}
    found: dict[bytes, memoryview] = {}
    entries = list(_entries(whole))
    at = _COUNT.size + len(entries) * _ENTRY.size
    for name, length in entries:
        found[name] = memoryview(whole)[at : at + length]
        at += length
    return found


def all_of(place: Path, prefix: str) -> list[str]:
    """The names of the bundles of a prefix."""
    try:
        return sorted(path.name for path in place.iterdir() if path.name.startswith(f"{prefix}-"))
    except OSError:
        return []


def _entries(listed: bytes) -> Iterator[tuple[bytes, int]]:
    if len(listed) < _COUNT.size:
        return
    (count,) = _COUNT.unpack_from(listed)
    end = _COUNT.size + count * _ENTRY.size
    if count <= MOST and end <= len(listed):
        yield from _ENTRY.iter_unpack(listed[_COUNT.size : end])
