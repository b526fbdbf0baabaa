"""Name the pseudo-languages; apart from what makes them, so that the command line can list them at once."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """What a pseudo-translation is like."""

    LONG = "long"
    RIGHT_TO_LEFT = "right-to-left"
    VERTICAL = "vertical"
