"""Turn a page into its plates: for each ink, how much of it lands where.

Each plate is drawn from the page itself, whatever made it, by the engine that
draws pages for people; no other program is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cardkit.geometry import Rect
from cardkit.pdf import document
from cardkit.pdf.raster import RGB, raster
from cardkit.pdf.separation import separated
from cardkit.pdf.space import PROCESS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: ``plate[row][column]``, row 0 at the top: 0 is no ink, 255 all of it.
Plate: TypeAlias = "NDArray[np.uint8]"

_INCH = 25.4
_CHANNELS = 3


def plates(
    pdf: Path, page: int, ppi: float = 150, *, spots: Sequence[str] = (), box: Rect | None = None
) -> Mapping[str, Plate]:
    """The plates of one page by ink: Cyan, Magenta, Yellow and Black, then the spots asked for.

    They show a box in mm from the trim's top-left, the bleed box without one. Raises
    UnreadablePdfError where the page cannot be followed, ValueError where it is too large.
    """
    return next(all_plates(pdf, {page: box}, ppi / _INCH, spots=spots))


def all_plates(
    pdf: Path, boxes: Mapping[int, Rect | None], px_per_mm: float, *, spots: Sequence[str] = ()
) -> Iterator[Mapping[str, Plate]]:
    """The plates of several pages, by number, one page in memory at a time."""
    import numpy as np

    inks = (*PROCESS, *spots)
    groups = [inks[start : start + _CHANNELS] for start in range(0, len(inks), _CHANNELS)]
    with ExitStack() as open_files:
        files = [open_files.enter_context(document.opened(separated(pdf, group, boxes))) for group in groups]
        for number, box in boxes.items():
            found: dict[str, Plate] = {}
            for group, file in zip(groups, files, strict=True):
                picture = raster(document.page(file, number), box, px_per_mm, RGB)
                light = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, _CHANNELS)
                for channel, ink in enumerate(group):
                    found[ink] = 255 - light[:, :, channel]
            yield found
