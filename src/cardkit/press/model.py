"""Hold a printer's conditions: the standard its files follow, its profile, its limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: The standards that a file may claim; None is written by no key at all.
PDF_X4 = "PDF/X-4"
PDF_X1A = "PDF/X-1a:2003"

#: The orders of a file's pages: front, back, front, back …; or all fronts, then all backs.
PAIRS, FRONTS_BACKS = "pairs", "fronts-backs"


@dataclass(frozen=True, slots=True)
class Press:
    """A printer's conditions, from ``data/presses/NAME.yaml`` or a deck's or user's own file.

    Lengths are mm, type is points, coverages are sums of tints (3.0 is 300 %).
    ``standard`` is ``PDF/X-4``, ``PDF/X-1a:2003``, or None for a file that
    claims none. ``condition`` names the printing condition of the output intent
    (``FOGRA39``) and ``registry`` who keeps that name; ``profile`` is the CMYK
    ICC file. ``ink_limit`` and ``ink_warning`` hold for 15 mm² of a page.
    ``bleed`` is the least a file must bring, and ``bleed_most`` the most that a
    shop takes: files bring no more than that. ``marks`` tells whether the printer
    takes marks on single cards; sheets are asked for their own.
    """

    name: str
    title: str
    note: str
    standard: str | None
    profile: Path
    condition: str
    registry: str
    ink_limit: float
    ink_warning: float
    bleed: float
    marks: bool
    text_least: float
    text_inks_least: float
    line_least: float
    line_inks_least: float
    image_error: float
    image_warning: float
    spots: bool
    order: str  # PAIRS | FRONTS_BACKS
    bleed_most: float | None = None
