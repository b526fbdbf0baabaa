"""Judge the boxes of the pages: where the sheet ends, where the ink, where the knife."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.geometry import MM_PER_PT
from cardkit.pdf.anatomy import PageFact
from cardkit.pdf.mark import Corners
from cardkit.preflight.fact import Facts, in_numbers, on_pages
from cardkit.press.model import Press

#: How far a box may be off, in mm: what rounding to a ten-thousandth of a point leaves.
_HAIR = 0.01

#: The longest side of any page, in mm: 14,400 points (ISO 32000-1, Annex C).
_LONGEST = 14_400 * MM_PER_PT


def judge_boxes(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports box-missing, box-nesting, page-rotated, user-unit and bleed-too-small, each once with all its pages."""
    missing: list[PageFact] = []
    outside: list[PageFact] = []
    tight: dict[float, list[PageFact]] = {}
    for page in known.pages:
        if page.trim is None:
            missing.append(page)
        elif not _within(page.trim, page.bleed_box) or not _within(page.bleed_box, page.sheet_box):
            outside.append(page)
        elif _bleed(page) < press.bleed - _HAIR:
            tight.setdefault(round(_bleed(page), 2), []).append(page)
    if missing:
        message = f"no trim box says where the card is cut{_said(known, missing)}"
        yield _at(error("box-missing", message, hint="Export the file with crop boxes, or as PDF/X."), missing[0])
    if outside:
        message = f"the boxes do not lie in one another: trim in bleed in media{_said(known, outside)}"
        yield _at(error("box-nesting", message, hint="Export the file anew, with its bleed."), outside[0])
    for bleed, pages in tight.items():
        message = f"the bleed is {bleed:g} mm; the press `{press.name}` needs {press.bleed:g} mm{_said(known, pages)}"
        if known.listed and known.listed.bleed is not None and bleed > known.listed.bleed - _HAIR:
            hint = "It is what the format plans; ask the printer whether that will do."
            yield _at(warning("bleed-too-small", message, hint=hint), pages[0])
            continue
        hint = "Export the file with its bleed; pictures and colours must go on beyond the trim."
        yield _at(error("bleed-too-small", message, hint=hint), pages[0])
    turned = [page for page in known.pages if page.rotation]
    if turned:
        message = f"the page is turned by {turned[0].rotation}° when it is shown{_said(known, turned)}"
        yield _at(error("page-rotated", message, hint="Export the pages upright."), turned[0])
    scaled = [page for page in known.pages if page.unit != 1]
    if scaled:
        message = (
            f"the page counts in units of {scaled[0].unit:g} points, which some presses ignore{_said(known, scaled)}"
        )
        yield _at(error("user-unit", message, hint="Export the file at its true size."), scaled[0])


def judge_sizes(known: Facts, press: Press) -> Iterator[Diagnostic]:  # noqa: ARG001 - all rules are called alike.
    """Reports box-size, a trim unlike the manifest's or that of the other pages, and page-too-large."""
    trimmed = [page for page in known.pages if page.trim is not None]
    huge = [page for page in known.pages if max(_size(page.sheet_box)) > _LONGEST]
    if huge:
        width, height = _size(huge[0].sheet_box)
        message = f"the page is {width:.0f} × {height:.0f} mm; {_LONGEST:.0f} mm is the most{_said(known, huge)}"
        yield _at(error("page-too-large", message, hint="Export the file at its true size."), huge[0])
        return
    if not trimmed:
        return
    listed = known.listed.trim if known.listed else None
    sizes = Counter((round(width, 2), round(height, 2)) for width, height in map(_trim, trimmed))
    wanted = (listed.width, listed.height) if listed else sizes.most_common(1)[0][0]
    whose = "the manifest says" if listed else "the other pages are"
    others: dict[tuple[float, float], list[PageFact]] = {}
    for page in trimmed:
        width, height = _trim(page)
        # Common sizes are counted by hundredths of a mm, which may be half of one off.
        if abs(width - wanted[0]) > 1.5 * _HAIR or abs(height - wanted[1]) > 1.5 * _HAIR:
            others.setdefault((round(width, 2), round(height, 2)), []).append(page)
    for (width, height), pages in others.items():
        message = (
            f"the card is {width:g} × {height:g} mm; {whose} {wanted[0]:g} × {wanted[1]:g} mm{_said(known, pages)}"
        )
        yield _at(error("box-size", message, hint="Give all cards of a job one size."), pages[0])


def _size(box: Corners) -> tuple[float, float]:
    return (box[2] - box[0]) * MM_PER_PT, (box[3] - box[1]) * MM_PER_PT


def _trim(page: PageFact) -> tuple[float, float]:
    return _size(page.trim_box)


def _bleed(page: PageFact) -> float:
    """The narrowest side of the bleed in mm."""
    trim, bleed = page.trim_box, page.bleed_box
    return MM_PER_PT * min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])


def _within(inner: Corners, outer: Corners) -> bool:
    hair = _HAIR / MM_PER_PT
    return (
        inner[0] >= outer[0] - hair
        and inner[1] >= outer[1] - hair
        and inner[2] <= outer[2] + hair
        and inner[3] <= outer[3] + hair
    )


def _said(known: Facts, pages: list[PageFact]) -> str:
    return on_pages(known, [page.number for page in pages])


def _at(problem: Diagnostic, page: PageFact) -> Diagnostic:
    """The problem on its page, at the trim."""
    return replace(problem, page=page.number, box_mm=in_numbers(page.in_mm(page.trim_box)))
