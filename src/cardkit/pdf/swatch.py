"""Turn process colour into what the engine that draws pages shows for it."""

from __future__ import annotations

from functools import lru_cache

from cardkit.geometry import Rect
from cardkit.ink import Cmyk
from cardkit.pdf.document import opened, page
from cardkit.pdf.raster import RGB, raster


@lru_cache(maxsize=256)
def shown(ink: Cmyk) -> tuple[int, int, int]:
    """Red, green and blue of a plain surface in this ink: a page that holds nothing else, drawn."""
    tints = " ".join(f"{tint:.4f}" for tint in (ink.cyan, ink.magenta, ink.yellow, ink.black))
    painted = f"{tints} k 0 0 9 9 re f".encode()
    with opened(_PAGE % (len(painted), painted)) as document:
        pixels = raster(page(document, 1), Rect(1, 1, 1, 1), 1.0, RGB).pixels
    return pixels[0], pixels[1], pixels[2]


#: The least that is a PDF; readers find its objects without a table of them.
_PAGE = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>> endobj
4 0 obj <</Length %d>> stream
%s
endstream endobj
trailer <</Root 1 0 R>>
"""
