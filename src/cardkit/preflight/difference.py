"""Tell where two pages differ, plate by plate, and show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.geometry import Rect
from cardkit.pdf import document
from cardkit.pdf.raster import RGB, Raster, raster
from cardkit.preflight.fact import facts, separations
from cardkit.preflight.plate import Plate, all_plates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A pixel differs where a plate of it differs by more than this, of 255: 6 % of an ink. What is less comes from
#: rounding, and from edges that lie a hundredth of a mm elsewhere.
TOLERANCE = 16

#: Pixels a mm: a stroke of 6 pt type is a pixel wide.
PX_PER_MM = 6.0


@dataclass(frozen=True, slots=True)
class Difference:
    """How one page differs from another within the trim: the share of pixels, and the box around them in mm.

    ``picture`` shows the newer page pale, and what differs in magenta.
    """

    share: float
    box: Rect | None
    old: Raster
    new: Raster
    picture: Raster


def differences(old: Path, new: Path, pairs: Sequence[tuple[int, int]], trim: Rect) -> Iterator[Difference]:
    """Compare pages of two files by number, in pairs; a page may stand in one pair only.

    Raises UnreadablePdfError where a page cannot be followed, ValueError where one is too large.
    """
    spots = sorted({*separations(facts(old)), *separations(facts(new))})
    plates_of_old = all_plates(old, dict.fromkeys((was for was, _ in pairs), trim), PX_PER_MM, spots=spots)
    plates_of_new = all_plates(new, dict.fromkeys((now for _, now in pairs), trim), PX_PER_MM, spots=spots)
    with document.opened(old) as before, document.opened(new) as after:
        for (was, now), own, other in zip(pairs, plates_of_old, plates_of_new, strict=True):
            seen = [raster(document.page(file, n), trim, PX_PER_MM, RGB) for file, n in ((before, was), (after, now))]
            differs = _differs(list(own.values()), list(other.values()))
            box = _around(differs)
            yield Difference(float(differs.mean()), box, seen[0], seen[1], _shown(seen[1], differs, box))


def _differs(old: Sequence[Plate], new: Sequence[Plate]) -> NDArray[np.bool_]:
    """``differs[row][column]``, row 0 at the top: where any plate is off by more than the tolerance."""
    import numpy as np

    found = np.zeros(old[0].shape, np.bool_)
    for one, other in zip(old, new, strict=True):
        found |= np.abs(one.astype(np.int16) - other) > TOLERANCE
    return found


def _around(differs: NDArray[np.bool_]) -> Rect | None:
    import numpy as np

    rows, columns = np.flatnonzero(differs.any(1)), np.flatnonzero(differs.any(0))
    if not len(rows):
        return None
    left, top = int(columns[0]), int(rows[0])
    width, height = int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top
    k = PX_PER_MM
    return Rect(left / k, top / k, width / k, height / k)


#: What differs is shown in this colour, a pixel larger on each side, with a frame of two pixels a mm around it all,
#: so that it is seen on a sheet of many cards; the rest keeps this share of its contrast.
_SHOWN = (214, 0, 110)
_FRAME, _AROUND = 2, 1.0
_PALE = 0.3


def _shown(page: Raster, differs: NDArray[np.bool_], box: Rect | None) -> Raster:
    import numpy as np

    seen = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, RGB)
    grey = 255 - (255 - seen.mean(2)) * _PALE
    picture = np.repeat(grey.astype(np.uint8)[:, :, None], RGB, 2)
    wide = differs.copy()
    wide[1:] |= differs[:-1]
    wide[:-1] |= differs[1:]
    wide[:, 1:] |= differs[:, :-1]
    wide[:, :-1] |= differs[:, 1:]
    picture[wide] = _SHOWN
    if box:
        frame = np.zeros(differs.shape, np.bool_)
        around = box.inset(-_AROUND)
        edges = [max(0, round(edge * PX_PER_MM)) for edge in (around.x, around.y, around.right, around.bottom)]
        left, top, right, bottom = edges
        frame[top:bottom, left:right] = True
        frame[top + _FRAME : bottom - _FRAME, left + _FRAME : right - _FRAME] = False
        picture[frame] = _SHOWN
    return Raster(page.width, page.height, RGB, picture.tobytes())
