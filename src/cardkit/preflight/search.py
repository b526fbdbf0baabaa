"""Look over a whole page for codes: those that should be there, elsewhere, and those that nobody planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cardkit.codes.decode import Decoded, decode
from cardkit.codes.rule import LEAST_MODULE
from cardkit.diagnostic import Diagnostic, error
from cardkit.geometry import Rect
from cardkit.pdf.document import Page
from cardkit.pdf.picture import Identity, Numbers, pictures, take_off
from cardkit.pdf.raster import GREY, raster
from cardkit.preflight.expectation import ExpectedCode, fault, in_numbers

#: Module side in mm by which pages are searched where no code is expected at all: that of a 15 mm code.
USUAL_MODULE = 0.5

#: Pixels a module when a whole page is searched: the least at which every symbol was read.
_SCALE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A code that was read when the whole page was looked over, and its place."""

    read: Decoded
    box: Rect

    def is_at(self, code: ExpectedCode) -> bool:
        """Whether this is the code expected there: its middle lies within."""
        middle, place = self.box.centre, code.box
        return place.x < middle.x < place.right and place.y < middle.y < place.bottom

    def is_off(self, code: ExpectedCode) -> bool:
        """Whether it is this very code and stands beside its place by so much that it could not be measured there."""
        middle, place = self.box.centre, code.box.centre
        apart = max(abs(middle.x - place.x), abs(middle.y - place.y))
        return self.read.content == code.url.encode() and apart > code.module


def search(page: Page, count: int, module: float, *, closely: bool = False) -> list[Found]:
    """All codes on the page; it is looked at more closely where fewer than ``count`` are found.

    ``closely`` finds codes of the finest modules too, and others than QR codes.
    """
    seen: list[Found] = []
    area = page.bleed_box
    module = min(module, LEAST_MODULE) if closely else module
    for scale in (_SCALE, _SCALE * 1.5, _SCALE * 2):
        px_per_mm = scale / module
        picture = raster(page, area, px_per_mm, GREY)
        seen = []
        for code in decode(picture.pixels, picture.width, picture.height, others=closely):
            xs, ys = zip(*code.corners, strict=True)
            left, top = area.x + min(xs) / px_per_mm, area.y + min(ys) / px_per_mm
            box = Rect(left, top, (max(xs) - min(xs)) / px_per_mm, (max(ys) - min(ys)) / px_per_mm)
            seen.append(Found(code, box))
        if len(seen) >= count:
            break
    return seen


def skip_pictures(page: Page, searched: set[Identity], numbers: Numbers) -> tuple[tuple[Identity, ...], bool]:
    """Take photographs off a page that were searched on an earlier one, in the same place: drawing one costs most.

    Gives those that the page shows, and whether they will be drawn.
    """
    there = pictures(page, numbers)
    shown = tuple(one.identity for one in there)
    are_drawn = not searched.issuperset(shown)
    if not are_drawn:
        take_off(page, there)
    searched.update(shown)
    return shown, are_drawn


def moved(code: ExpectedCode, box: Rect) -> Diagnostic:
    """The problem of a code that stands in another place of its page."""
    across, down = box.x - code.box.x, box.y - code.box.y
    message = f"{code} stands {across:+.1f} mm across and {down:+.1f} mm down from its place"
    return fault("code-misplaced", message, code, "Draw the code where the layout puts it.")


def stray(page: Page, found: Found, expected: Sequence[ExpectedCode]) -> Diagnostic:
    """The problem of a code that nobody planned."""
    due = "no code" if not expected else "only one code" if len(expected) == 1 else f"only {len(expected)} codes"
    return error(
        "code-stray",
        f"page {page.number} carries a code to `{found.read.text}`; it should carry {due}",
        expected[0].span if expected else None,
        hint="Take it out of the picture or the layout.",
        page=page.number,
        box_mm=in_numbers(found.box),
    )


def once(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems without strays that stand in one place of several pages: a picture or a layout that these share."""
    told: set[tuple[str, tuple[int, ...]]] = set()
    kept = []
    for problem in problems:
        if problem.code == "code-stray" and problem.box_mm:
            says = problem.message.partition(" carries a code to ")[2].partition("`; ")[0]
            where = (says, tuple(round(length) for length in problem.box_mm))
            if where in told:
                continue
            told.add(where)
        kept.append(problem)
    return tuple(kept)
