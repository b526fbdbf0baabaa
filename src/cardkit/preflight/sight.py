"""Look at the pages themselves: how much ink lies where, whether it bleeds, what words and codes can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.geometry import Rect, Size
from cardkit.pdf import document
from cardkit.pdf.anatomy import PageFact
from cardkit.pdf.picture import Identity, Numbers, numbered
from cardkit.pdf.wording import words_beyond
from cardkit.preflight.plate import Plate, all_plates
from cardkit.preflight.search import skip_pictures
from cardkit.preflight.survey import SeenCode, survey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Four pixels a mm show a gap of a quarter of a mm, and the windows in which ink is summed are 15 pixels wide.
PX_PER_MM = 4.0

#: The area in mm² in which ink is summed (Ghent Workgroup 2015 specifications, total area coverage).
WINDOW = 15.0

#: Words and codes keep this far from the trim in mm; every format of cardkit's asks for it and more.
SAFE = 3.0


@dataclass(frozen=True, slots=True)
class View:
    """What to look at of a page: ``ink`` is where ink counts, in mm from the trim's top-left.

    ``bleeds`` are the least bleed to be found at the left, top, right and
    bottom, 0 where there is none to judge.
    """

    page: int
    trim: Size
    ink: Rect
    bleeds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Gap:
    """Ink that touches the trim and stops ``reach`` mm beyond it.

    ``share`` is how much of all ink that touches this side does so, from 0 to 1.
    """

    side: str
    box: Rect
    reach: float
    share: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a page: its heaviest window and how much ink lies there (1.0 is one full ink)."""

    page: int
    coverage: float
    heaviest: Rect
    gaps: tuple[Gap, ...]
    text: str
    at_edge: tuple[tuple[str, Rect], ...]
    codes: tuple[SeenCode, ...]


def view(page: PageFact, least: float) -> View:
    """What to look at of a page, for a press that needs so much bleed."""
    trim = page.in_mm(page.trim_box)
    bleed = page.in_mm(page.bleed_box)
    if page.bleed is None:
        # What lies farther out is marks and colour bars, which are no part of the card.
        wished = trim.inset(-least)
        left, top = max(bleed.x, wished.x), max(bleed.y, wished.y)
        bleed = Rect(left, top, min(bleed.right, wished.right) - left, min(bleed.bottom, wished.bottom) - top)
    sides = (-bleed.x, -bleed.y, bleed.right - trim.width, bleed.bottom - trim.height)
    enough = page.trim is not None and min(sides) >= least - 0.01
    judged = (least, least, least, least) if enough else (0.0, 0.0, 0.0, 0.0)
    return View(page.number, Size(trim.width, trim.height), bleed, judged)


def look_at(
    pdf: Path, views: Sequence[View], spots: Mapping[str, bool], *, codes: bool, jobs: int = 1
) -> tuple[Sight, ...]:
    """Look at pages, in several processes where there are many; codes are searched only where asked for.

    ``spots`` tells of each spot ink whether it counts as ink: finishes come in passes of their own.

    Raises UnreadablePdfError where a page cannot be drawn, ValueError where one is too large.
    """
    workers = min(jobs, len(views) // _FEW)
    if workers < 2:
        return _look(pdf, views, spots, codes)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    size = -(-len(views) // (workers * _ROUNDS))
    parts = [views[start : start + size] for start in range(0, len(views), size)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        asked = [pool.submit(_look, pdf, part, dict(spots), codes) for part in parts]
        return tuple(sight for one in asked for sight in one.result())


#: Fewer pages than this are seen before another process has started.
_FEW = 60

#: Parts a worker: so that one with heavy pages keeps nobody waiting long.
_ROUNDS = 2


def _look(pdf: Path, views: Sequence[View], spots: Mapping[str, bool], codes: bool) -> tuple[Sight, ...]:  # noqa: FBT001 - sent to another process
    return tuple(_sights(pdf, views, spots, codes=codes))


def _sights(pdf: Path, views: Sequence[View], spots: Mapping[str, bool], *, codes: bool) -> Iterator[Sight]:
    boxes = {one.page: one.ink for one in views}
    drawn = all_plates(pdf, boxes, PX_PER_MM, spots=tuple(spots))
    searched: set[Identity] = set()
    with document.opened(pdf) as file, numbered(pdf) as numbers:
        for one, plates in zip(views, drawn, strict=True):
            page = document.page(file, one.page)
            total = _total(list(plates.values()))
            wet = [plate for ink, plate in plates.items() if spots.get(ink, True)]
            amount, place = heaviest(total if len(wet) == len(plates) else _total(wet))
            trim = Rect(0, 0, one.trim.width, one.trim.height)
            yield Sight(
                page=one.page,
                coverage=amount,
                heaviest=Rect(one.ink.x + place.x, one.ink.y + place.y, place.width, place.height),
                gaps=tuple(_gaps(total > _BARE, one)),
                text=document.text(page),
                at_edge=tuple(words_beyond(page, trim.inset(SAFE))),
                codes=_codes(page, searched, numbers) if codes else (),
            )


def _codes(page: document.Page, searched: set[Identity], numbers: Numbers) -> tuple[SeenCode, ...]:
    """The codes on a page; a photograph that was searched in the same place before is not drawn again."""
    skip_pictures(page, searched, numbers)
    return survey(page)


def _total(plates: Sequence[Plate]) -> NDArray[np.int32]:
    import numpy as np

    total = np.zeros(plates[0].shape, np.int32)
    for plate in plates:
        total += plate
    return total


#: The sum of plates above which paper is no longer bare; rounding alone makes 1 of 255.
_BARE = 3

_FULL = 255.0


def heaviest(total: NDArray[np.int32]) -> tuple[float, Rect]:
    """The most ink in any window of 15 mm², and where, in mm from the picture's corner."""
    import numpy as np

    side = max(1, min(round(WINDOW**0.5 * PX_PER_MM), *total.shape))
    sums = np.zeros((total.shape[0] + 1, total.shape[1] + 1), np.int64)
    sums[1:, 1:] = total.cumsum(0, dtype=np.int64).cumsum(1)
    windows = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    row, column = divmod(int(windows.argmax()), windows.shape[1])
    amount = float(windows[row, column]) / (side * side) / _FULL
    return amount, Rect(column / PX_PER_MM, row / PX_PER_MM, side / PX_PER_MM, side / PX_PER_MM)


#: A gap shorter than this, in mm, is a letter or the corner of a shape; a slanting edge has none of one depth.
_LEAST_GAP = 3.0


def _gaps(ink: NDArray[np.bool_], seen: View) -> Iterator[Gap]:
    """Where ink touches the trim and does not go on to the edge of the bleed."""
    left, top = round(-seen.ink.x * PX_PER_MM), round(-seen.ink.y * PX_PER_MM)
    right, bottom = left + round(seen.trim.width * PX_PER_MM), top + round(seen.trim.height * PX_PER_MM)
    # Each side as strip[depth beyond the trim][place along it], and the two rows of pixels just inside.
    card = ink[top:bottom, :], ink[:, left:right]
    sides = {
        "left": (card[0][:, :left][:, ::-1].T, card[0][:, left : left + 2].T, seen.bleeds[0]),
        "top": (card[1][:top, :][::-1], card[1][top : top + 2, :], seen.bleeds[1]),
        "right": (card[0][:, right:].T, card[0][:, right - 2 : right].T, seen.bleeds[2]),
        "bottom": (card[1][bottom:, :], card[1][bottom - 2 : bottom, :], seen.bleeds[3]),
    }
    for side, (strip, inside, least) in sides.items():
        depth = round(least * PX_PER_MM)
        if not depth or strip.shape[0] < depth:
            continue
        touching = inside[0] & inside[1]
        stops = tuple(_stops(strip[:depth], touching, depth))
        share = sum(end - start for start, end, _ in stops) / max(1, int(touching.sum()))
        for start, end, reach in stops:
            along, length, reach_mm = start / PX_PER_MM, (end - start) / PX_PER_MM, reach / PX_PER_MM
            missing = least - reach_mm
            across = {"left": -least, "top": -least, "right": seen.trim.width + reach_mm}.get(
                side, seen.trim.height + reach_mm
            )
            upright = side in ("left", "right")
            box = Rect(across, along, missing, length) if upright else Rect(along, across, length, missing)
            yield Gap(side, box, reach_mm, share)


def _stops(strip: NDArray[np.bool_], inside: NDArray[np.bool_], depth: int) -> Iterator[tuple[int, int, int]]:
    """Stretches along a side where ink stops for good at one depth: start, end, depth in pixels.

    Ink that goes on behind a white line, such as light on water, has not stopped.
    """
    import numpy as np

    reach = np.where(strip.any(0), depth - strip[::-1].argmax(0), 0)
    short = inside & (reach < depth - 1)
    if not short.any():
        return
    start = 0
    for index in range(len(short) + 1):
        goes_on = (
            index < len(short) and short[index] and (index == start or abs(int(reach[index]) - int(reach[start])) <= 1)
        )
        if goes_on:
            continue
        if index - start >= _LEAST_GAP * PX_PER_MM and short[start]:
            yield start, index, int(reach[start])
        start = index if index < len(short) and short[index] else index + 1
