"""Fit a picture into its window, and judge whether its pixels are enough there.

The same geometry serves scenes and photographs: cover the window, keep the
focus as near its centre as the picture's edges allow.
"""

from __future__ import annotations

import math

from cardkit.diagnostic import Diagnostic, Span, error, warning
from cardkit.geometry import Point, Rect, Size
from cardkit.picture.photograph import Photograph

_MM_PER_INCH = 25.4

#: 300 ppi is usual for offset (two pixels to a line at 150 lpi); a quarter less is seen by a careful eye, half of
#: it by everyone.
REFUSED_BELOW_PPI = 150.0
WARNED_BELOW_PPI = 225.0


def crop(art: Size, window: Rect, focus: Point, *, align_top: bool = False) -> Rect:
    """The place of the whole picture, in the window's mm, so that the window is covered.

    ``art`` may be in any unit: only its proportion counts. ``focus`` is in
    shares of the picture, as a card writes it: (0.5, 0.5) is its centre, (0, 0)
    its top-left corner. ``align_top`` keeps the picture's top at the window's.
    """
    scale = max(window.width / art.width, window.height / art.height)
    width, height = art.width * scale, art.height * scale
    x = _placed(window.x, window.width, width, focus.x)
    y = window.y if align_top else _placed(window.y, window.height, height, focus.y)
    return Rect(x, y, width, height)


def ppi(pixels: float, mm: float) -> float:
    """Effective resolution: pixels to the inch where so many fill a length in mm."""
    return pixels / mm * _MM_PER_INCH


def judge_resolution(photo: Photograph, box: Rect, span: Span | None) -> tuple[Diagnostic, ...]:
    """The problem with a photograph that fills ``box`` (its whole place, in mm): `low-resolution`."""
    resolution = min(ppi(photo.width, box.width), ppi(photo.height, box.height))
    if resolution >= WARNED_BELOW_PPI:
        return ()
    refused = resolution < REFUSED_BELOW_PPI
    wanted = math.ceil(photo.width * WARNED_BELOW_PPI / resolution - 1e-6)
    judged = (
        f"the least is {REFUSED_BELOW_PPI:.0f}" if refused else f"under {WARNED_BELOW_PPI:.0f} a careful eye sees it"
    )
    return (
        (error if refused else warning)(
            "low-resolution",
            f"`{photo.name}` is {photo.width} x {photo.height} pixels and would print at {resolution:.0f} ppi; {judged}",
            span,
            hint=f"Give the original of the picture, at least {wanted} pixels wide; enlarging this one does not help.",
        ),
    )


def _placed(start: float, length: float, art: float, share: float) -> float:
    """Where the art begins so that ``share`` of it lies at the window's centre, clamped to the art's edges."""
    wanted = start + length / 2 - share * art
    return min(start, max(start + length - art, wanted))
