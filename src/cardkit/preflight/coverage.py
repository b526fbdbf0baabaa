"""Turn the pages of a finished PDF into pictures of its plates, and say how much of the card each ink covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardkit.geometry import Rect
from cardkit.pdf.raster import GREY, Raster
from cardkit.preflight.plate import all_plates


@dataclass(frozen=True, slots=True)
class Shade:
    """One plate of one page within the trim: black where its ink lies in full, white where there is none.

    ``coverage`` is the mean of its tints: 1.0 is the whole card in full ink.
    """

    ink: str
    picture: Raster
    coverage: float


def shades(
    pdf: Path, pages: Sequence[int], trim: Rect, px_per_mm: float, spots: Sequence[str] = ()
) -> Iterator[tuple[Shade, ...]]:
    """The plates of these pages, in the order of the inks: Cyan, Magenta, Yellow, Black, then the spots asked for.

    Raises UnreadablePdfError where a page cannot be followed, ValueError where it is too large.
    """
    for plates in all_plates(pdf, dict.fromkeys(pages, trim), px_per_mm, spots=spots):
        yield tuple(
            Shade(ink, Raster(plate.shape[1], plate.shape[0], GREY, (255 - plate).tobytes()), float(plate.mean()) / 255)
            for ink, plate in plates.items()
        )
