"""Turn the pages of a finished PDF into pictures of its plates, and say how much of the card each ink covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardkit.geometry import Rect, Size
from cardkit.pdf.raster import GREY, Raster
from cardkit.preflight.plate import Plate, all_plates


@dataclass(frozen=True, slots=True)
class Shade:
    """One plate of one page to the end of its bleed: black where its ink lies in full, white where there is none.

    ``coverage`` is the mean of its tints within the trim: 1.0 is the whole card in full ink.
    """

    ink: str
    picture: Raster
    coverage: float


def shades(
    pdf: Path, pages: Sequence[int], trim: Size, bleed: float, px_per_mm: float, spots: Sequence[str] = ()
) -> Iterator[tuple[Shade, ...]]:
    """The plates of these pages, in the order of the inks: Cyan, Magenta, Yellow, Black, then the spots asked for.

    Raises UnreadablePdfError where a page cannot be followed, ValueError where it is too large.
    """
    box = Rect(0, 0, trim.width, trim.height).inset(-bleed)
    edge = round(bleed * px_per_mm)
    for plates in all_plates(pdf, dict.fromkeys(pages, box), px_per_mm, spots=spots):
        yield tuple(_shade(ink, plate, edge) for ink, plate in plates.items())


def _shade(ink: str, plate: Plate, edge: int) -> Shade:
    height, width = plate.shape
    card = plate[edge : height - edge, edge : width - edge]
    return Shade(ink, Raster(width, height, GREY, (255 - plate).tobytes()), float(card.mean()) / 255)
