"""Turn what decides how cards look into a text that is the same wherever their deck stands.

Places in files show in problems alone, and the path of a font says less than
its bytes: both are left out, so that a copied deck says what the first one said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
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
    said: list[str] = []
    _say(value, said.append)
    return "".join(said)


def _say(value: object, put: Callable[[str], object]) -> None:
    if isinstance(value, Span | Path):
        put("-,")
    elif isinstance(value, FontFile):
        put(f"{open_font(value.path).digest},")
    elif isinstance(value, Scene):
        put(f"{value.digest},")
    elif isinstance(value, str | int | float | None):
        put(f"{value!r},")
    elif isinstance(value, Mapping):
        put("{")
        for key, inner in value.items():
            _say(key, put)
            _say(inner, put)
        put("}")
    elif isinstance(value, Set):
        put(f"{sorted(map(described, value))!r},")
    elif isinstance(value, tuple | list):
        put(f"{type(value).__name__}(")
        for inner in value:
            _say(inner, put)
        put(")")
    elif is_dataclass(value):
        put(f"{type(value).__name__}(")
        for name in _names(cast("type", type(value))):
            _say(getattr(value, name), put)
        put(")")
    else:
        put(f"{value!r},")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
