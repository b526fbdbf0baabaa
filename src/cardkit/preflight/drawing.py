"""Judge lines and pictures: thick enough to print, fine enough to look at."""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.geometry import MM_PER_PT
from cardkit.pdf.mark import FILL, IMAGE, MASK, STROKE
from cardkit.preflight.fact import Facts, Place, where
from cardkit.press.model import Press

#: What rounding makes of a line's width, in mm.
_HAIR = 0.002

#: A filled rectangle this many times as long as it is wide is a line.
_SLENDER = 8.0


def judge_lines(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports line-too-thin and line-too-thin-in-inks; thin filled rectangles are lines, too."""
    thin: list[tuple[float, Place]] = []
    mixed: list[tuple[float, Place]] = []
    for look, places in known.of(STROKE, FILL):
        colour = look.colour
        if not colour.tints:
            continue
        several = len(colour.inks) > 1 or colour.is_white
        least = press.line_inks_least if several else press.line_least
        if look.kind == STROKE:
            width = look.size * MM_PER_PT
            if width < least - _HAIR:
                (thin if width < press.line_least - _HAIR else mixed).extend((width, place) for place in places)
            continue
        for place in places:
            width = _as_line(place)
            if width < least - _HAIR:
                (thin if width < press.line_least - _HAIR else mixed).append((width, place))
    if thin:
        width, there = min(one for one, _ in thin), where(known, [place for _, place in thin])
        message = (
            f"a line of {width:.3f} mm; the press `{press.name}` prints {press.line_least:g} mm and more{there.said}"
        )
        hint = "Draw it thicker: a hairline is as thin as the machine can, which no eye can see."
        yield warning("line-too-thin", message, hint=hint, page=there.page, box_mm=there.box_mm)
    if mixed:
        width, there = min(one for one, _ in mixed), where(known, [place for _, place in mixed])
        message = f"a line of {width:.3f} mm in several inks or in white; {press.line_inks_least:g} mm is the least{there.said}"
        hint = "Draw it in one ink, or thicker."
        yield warning("line-too-thin-in-inks", message, hint=hint, page=there.page, box_mm=there.box_mm)


def _as_line(place: Place) -> float:
    """The width in mm of a filled rectangle that is a line; a large number for any other shape."""
    mark = place[1]
    if not mark.is_rectangle:
        return _NO_LINE
    left, bottom, right, top = mark.box
    short, long = sorted((right - left, top - bottom))
    return short * MM_PER_PT if short > 0 and long > _SLENDER * short else _NO_LINE


_NO_LINE = 1e9

#: Flat colours and gradients are often pictures of a few pixels, which need be no finer (GWG 2015, 4.18).
_FEW_PIXELS = 16


def judge_images(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports image-resolution-low and image-resolution-poor, each once a picture, where it is placed largest."""
    worst: dict[object, list[tuple[float, Place]]] = {}
    for look, places in known.of(IMAGE, MASK):
        image = look.image
        if image and look.size < press.image_warning and max(image.width, image.height) > _FEW_PIXELS:
            worst.setdefault(image, []).extend((look.size, place) for place in places)
    for found in worst.values():
        ppi, (_, mark) = min(found, key=lambda one: one[0])
        there = where(known, [place for size, place in found if size == ppi])
        image = mark.look.image
        size = f"{image.width} × {image.height} pixels" if image else ""
        hint = "Place it smaller, or use a larger original; enlarging a small one adds nothing."
        if ppi < press.image_error:
            message = (
                f"a picture of {size} is printed at {ppi:.0f} ppi; {press.image_error:g} ppi is the least{there.said}"
            )
            yield error("image-resolution-poor", message, hint=hint, page=there.page, box_mm=there.box_mm)
        else:
            message = f"a picture of {size} is printed at {ppi:.0f} ppi; {press.image_warning:g} ppi shows no steps{there.said}"
            yield warning("image-resolution-low", message, hint=hint, page=there.page, box_mm=there.box_mm)
