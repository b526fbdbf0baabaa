"""Judge lines and pictures: thick enough to print, fine enough to look at."""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.geometry import MM_PER_PT
from cardkit.pdf.mark import IMAGE, MASK, STROKE, Look
from cardkit.preflight.colour import is_registration
from cardkit.preflight.fact import Facts, where
from cardkit.preflight.gathering import Place, line_width
from cardkit.press.model import Press

#: What rounding makes of a line's width, in mm.
_HAIR = 0.002


def judge_lines(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports line-too-thin and line-too-thin-in-inks; thin filled rectangles are lines, too."""
    thin: list[tuple[float, Place]] = []
    mixed: list[tuple[float, Place]] = []
    for look, places in known.of(STROKE):
        least = _least(look, press)
        width = look.size * MM_PER_PT
        if width < least - _HAIR:
            (thin if width < press.line_least - _HAIR else mixed).extend((width, place) for place in places)
    for look, places in known.slender.items():
        for place in places:
            width = (line_width(place[1]) or 0.0) * MM_PER_PT
            least = _least(look, press)
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


def _least(look: Look, press: Press) -> float:
    """The least width of a line in mm; nothing is asked of one in a pattern, whose inks are judged by themselves."""
    colour = look.colour
    if not colour.tints or is_registration(look):  # The latter is a mistake of its own.
        return 0.0
    return press.line_inks_least if len(colour.inks) > 1 or colour.is_white else press.line_least


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
