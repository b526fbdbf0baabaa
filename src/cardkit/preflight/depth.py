"""Say how far the proof of a file's codes goes."""

from __future__ import annotations

from enum import StrEnum


class Depth(StrEnum):
    """Every code is always measured, read twice, and looked for on every page.

    ``usual`` also stresses one code of each geometry and a sample, ``full`` every code.
    """

    FAST = "fast"
    USUAL = "usual"
    FULL = "full"
