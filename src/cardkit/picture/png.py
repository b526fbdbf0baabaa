"""Write an RGB raster as a PNG: the same pixels give the same bytes."""

from __future__ import annotations

import io

#: Flat colours pack nearly as well at a low level, in two thirds of the time.
_LEVEL = 3


def png(width: int, height: int, rgb: bytes, ppi: float) -> bytes:
    """A PNG of 8-bit sRGB pixels, rows from the top, three bytes a pixel, stating its resolution."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), rgb).save(out, "PNG", compress_level=_LEVEL, dpi=(ppi, ppi))
    return out.getvalue()


def on_ground(width: int, height: int, rgb: bytes, size: tuple[int, int], ground: tuple[int, int, int]) -> bytes:
    """A PNG of 8-bit sRGB pixels in the middle of a larger ground, in at most 256 colours: small enough to be fetched for a preview."""
    from PIL import Image

    whole = Image.new("RGB", size, ground)
    whole.paste(Image.frombytes("RGB", (width, height), rgb), ((size[0] - width) // 2, (size[1] - height) // 2))
    out = io.BytesIO()
    whole.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.FLOYDSTEINBERG).save(
        out, "PNG", compress_level=_LEVEL
    )
    return out.getvalue()
