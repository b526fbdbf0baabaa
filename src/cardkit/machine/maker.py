"""Turn the code and libraries that make a thing into a digest: what another version of them made is not taken for it."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

#: What every room is built upon.
_OPEN = ("diagnostic.py", "geometry.py", "ink.py")


@cache
def maker(rooms: tuple[str, ...], libraries: tuple[str, ...] = ()) -> str:
    """A digest of rooms (folders of cardkit) and the open modules, of libraries by their versions, and of Python.

    A library that is not there counts as well: another result comes of it as soon as it is.
    """
    whole = hashlib.sha256(repr((sys.version, sys.byteorder, ZLIB_RUNTIME_VERSION)).encode())
    whole.update(repr([(name, _version(name)) for name in libraries]).encode())
    root = Path(__file__).parent.parent
    files = [root / name for name in _OPEN]
    files += (path for room in rooms for path in sorted((root / room).iterdir()) if path.is_file())
    for path in files:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def name_of(made_by: str, *parts: object) -> str:
    """The name of what these parts and its maker decide."""
    return hashlib.sha256("\n".join(map(repr, (made_by, *parts))).encode()).hexdigest()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
