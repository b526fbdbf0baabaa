"""Prove on a finished PDF that every code is the one that was meant, and that there is no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from cardkit.codes.decode import Decoded, decode
from cardkit.diagnostic import Diagnostic, error
from cardkit.geometry import Rect
from cardkit.pdf.document import Page, UnreadablePdfError, opened, pages
from cardkit.pdf.picture import pictures, take_off
from cardkit.pdf.raster import GREY, raster
from cardkit.preflight.symbol import ExpectedCode, fault, in_numbers, prove_symbol

__all__ = ["ExpectedCode", "prove"]


def prove(pdf: bytes | Path, expected: Sequence[ExpectedCode]) -> tuple[Diagnostic, ...]:
    """What is wrong with the codes of a finished PDF, in the order of its pages.

    Every page is looked at, also those that should carry no code. A code is
    reported once, by the first step that it fails. Reports code-missing,
    code-misplaced, code-quiet-zone, code-contrast, code-mismatch,
    code-wrong-link, code-unreadable, code-stray and pdf-unreadable.
    """
    by_page: dict[int, list[ExpectedCode]] = defaultdict(list)
    for code in expected:
        by_page[code.page].append(code)
    finest = min((code.module for code in expected), default=_USUAL_MODULE)
    found: list[Diagnostic] = []
    searched: set[bytes] = set()
    try:
        with opened(pdf) as document:
            for page in pages(document):
                due = by_page.pop(page.number, [])
                if not due:
                    _skip_pictures(page, searched)
                found += _prove_page(page, due, finest)
            count = document.page_count
    except UnreadablePdfError as reason:
        return (*found, error("pdf-unreadable", f"the PDF cannot be opened: {reason}", hint="Render it anew."))
    for number in sorted(by_page):
        for code in by_page[number]:
            message = f"{code} should be on page {number}; the file has {count}"
            found.append(fault("code-missing", message, code, "Render the file anew, whole."))
    return tuple(found)


def _skip_pictures(page: Page, searched: set[bytes]) -> None:
    """Take photographs off a page that were searched on an earlier one, in the same place: drawing one costs most."""
    there = pictures(page)
    if there and searched.issuperset(there):
        take_off(page)
    searched.update(there)


#: Module side in mm by which pages are searched where no code is expected at all: that of a 15 mm code.
_USUAL_MODULE = 0.5

#: Pixels a module when a whole page is searched: the least at which every symbol was read.
_SEARCH_SCALE = 3


def _prove_page(page: Page, expected: Sequence[ExpectedCode], finest: float) -> list[Diagnostic]:
    seen = _search(page, len(expected), min((code.module for code in expected), default=finest))
    strays = [(read, box) for read, box in seen if not any(_is_at(box, code) for code in expected)]
    problems: list[Diagnostic] = []
    for code in expected:
        if not any(_is_at(box, code) for _, box in seen):
            elsewhere = next((stray for stray in strays if stray[0].content == code.url.encode()), None)
            if elsewhere:
                strays.remove(elsewhere)
                problems.append(_moved(code, elsewhere[1]))
                continue
        found = prove_symbol(page, code)
        if any(code.quiet_box.overlaps(box) for _, box in strays):  # The stray code says it already.
            found = tuple(problem for problem in found if problem.code != "code-quiet-zone")
        elif not found and not any(_is_at(box, code) for _, box in seen):
            message = f"{code} cannot be found when the whole page is searched"
            found = (fault("code-unreadable", message, code, "Keep busy patterns away from the code."),)
        problems += found
    problems += [_stray(page, read, box, expected) for read, box in strays]
    return problems


def _search(page: Page, count: int, module: float) -> list[tuple[Decoded, Rect]]:
    """All codes on the page with their boxes; it is looked at more closely where some are missing."""
    seen: list[tuple[Decoded, Rect]] = []
    area = page.bleed_box
    for scale in (_SEARCH_SCALE, _SEARCH_SCALE * 1.5, _SEARCH_SCALE * 2):
        px_per_mm = scale / module
        picture = raster(page, area, px_per_mm, GREY)
        seen = []
        for code in decode(picture.pixels, picture.width, picture.height):
            xs, ys = zip(*code.corners, strict=True)
            left, top = area.x + min(xs) / px_per_mm, area.y + min(ys) / px_per_mm
            seen.append((code, Rect(left, top, (max(xs) - min(xs)) / px_per_mm, (max(ys) - min(ys)) / px_per_mm)))
        if len(seen) >= count:
            break
    return seen


def _moved(code: ExpectedCode, box: Rect) -> Diagnostic:
    across, down = box.x - code.box.x, box.y - code.box.y
    message = f"{code} stands {across:+.1f} mm across and {down:+.1f} mm down from its place"
    return fault("code-misplaced", message, code, "Draw the code where the layout puts it.")


def _stray(page: Page, read: Decoded, box: Rect, expected: Sequence[ExpectedCode]) -> Diagnostic:
    due = "no code" if not expected else "only one code" if len(expected) == 1 else f"only {len(expected)} codes"
    return error(
        "code-stray",
        f"page {page.number} carries a code to `{read.text}`; it should carry {due}",
        expected[0].span if expected else None,
        hint="Take it out of the picture or the layout.",
        page=page.number,
        box_mm=in_numbers(box),
    )


def _is_at(box: Rect, code: ExpectedCode) -> bool:
    """Whether what was read there is the code expected here: its middle lies within."""
    middle, place = box.centre, code.box
    return place.x < middle.x < place.right and place.y < middle.y < place.bottom
