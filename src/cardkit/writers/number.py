"""Turn a number into the letters that a PDF has for it."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def decimal(value: float) -> str:
    """A number to a ten-thousandth (0.1 µm on the page), without needless digits."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
