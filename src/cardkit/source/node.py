"""Hold what a source file says, every part with its position."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import NamedTuple

from cardkit.diagnostic import Span


class Scalar(NamedTuple):
    """One value exactly as written: text, whatever it looks like.

    ``quoted`` tells whether quotes or a block style protected it; an empty
    plain scalar (``key:``) is ``text == ""`` and ``quoted is False``.
    ``span`` covers the token in the file, quotes included.
    """

    text: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes in the order written."""

    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written; every key is text and stands once."""

    entries: MappingABC[str, Entry]
    span: Span

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry.value if entry else None


Node = Scalar | Sequence | Mapping
