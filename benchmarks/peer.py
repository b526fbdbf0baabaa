"""Read a benchmark deck for the tools that cardkit is measured beside."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from benchmarks.deck import KINDS

#: The finished size in mm and the bleed: cardkit's pocket-70x120.
TRIM = (70.0, 120.0)
BLEED = 3.0

FONTS = Path(__file__).parent.parent / "fonts"


def cards(deck: Path) -> Iterator[dict[str, Any]]:
    """Every card as plain data, read by PyYAML's fastest loader."""
    for plural in KINDS.values():
        for path in sorted((deck / plural).glob("*.yaml")):
            with path.open("rb") as file:
                yield yaml.load(file, Loader=yaml.CSafeLoader)


def link(card: dict[str, Any]) -> str:
    """An address as long as cardkit's: a peer needs a code that is unique, not one that is permanent."""
    return f"https://cards.example.org/c/{sha256(card['id'].encode()).hexdigest()[:6].upper()}"
