"""Turn what decides how cards look into a text that is the same wherever their deck stands.

Places in files show in problems alone, and the path of a font says less than
its bytes: both are left out, so that a copied deck says what the first one said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import cast

from cardkit.diagnostic import Span
from cardkit.picture.scene import Scene
from cardkit.typesetting.font import open_font
from cardkit.typesetting.shelf import FontFile


def described(value: object) -> str:
    """All that a value says, but for places in files."""
    return "".join(_said(value))


def _said(value: object) -> Iterator[str]:
    if isinstance(value, Span | Path):
        yield "-,"
    elif isinstance(value, FontFile):
        yield f"{open_font(value.path).digest},"
    elif isinstance(value, Scene):
        yield f"{value.digest},"
    elif isinstance(value, str | int | float | None):
        yield f"{value!r},"
    elif isinstance(value, Mapping):
        yield "{"
        for key, inner in value.items():
            yield from _said(key)
            yield from _said(inner)
        yield "}"
    elif isinstance(value, Set):
        yield f"{sorted(map(described, value))!r},"
    elif isinstance(value, tuple | list):
        yield f"{type(value).__name__}("
        for inner in value:
            yield from _said(inner)
        yield ")"
    elif is_dataclass(value):
        yield f"{type(value).__name__}("
        for name in _names(cast("type", type(value))):
            yield from _said(getattr(value, name))
        yield ")"
    else:
        yield f"{value!r},"


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
