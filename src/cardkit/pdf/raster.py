"""Turn a part of a finished page into pixels."""

from __future__ import annotations

from ctypes import c_ubyte
from dataclasses import dataclass

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.pdf.document import Page

#: Bytes a pixel: grey; red, green and blue in that order; the same with a byte of 255 behind, which is drawn quickest.
GREY, RGB, RGBX = 1, 3, 4


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of pixels from the top, without padding: ``pixels[(y * width + x) * channels]``."""

    width: int
    height: int
    channels: int
    pixels: bytes


def raster(page: Page, box: Rect | None, px_per_mm: float, channels: int = RGB) -> Raster:
    """What shows in a box, in mm from the trim's top-left; without one, everything inside the bleed.

    The box's corner is a pixel's corner: a picture whose box and whose modules are
    whole pixels has sharp edges. What lies beyond the page is white. Links and
    form fields are not drawn: they are not ink.
    """
    import pypdfium2.raw as pdfium

    box = box or page.bleed_box
    width, height = max(1, round(box.width * px_per_mm)), max(1, round(box.height * px_per_mm))
    if width * height > MOST_PIXELS:
        raise ValueError(f"a picture of {width} × {height} pixels is too large")
    form, flags = {
        GREY: (pdfium.FPDFBitmap_Gray, pdfium.FPDF_GRAYSCALE),
        RGB: (pdfium.FPDFBitmap_BGR, pdfium.FPDF_REVERSE_BYTE_ORDER),
        RGBX: (pdfium.FPDFBitmap_BGRx, pdfium.FPDF_REVERSE_BYTE_ORDER),
    }[channels]
    stride = width * channels
    pixels = (c_ubyte * (stride * height))()
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, form, pixels, stride)
    if not bitmap:
        raise MemoryError(f"no bitmap of {width} × {height} pixels")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        # The engine's own coordinates are points from the crop box's top-left, y down.
        scale = px_per_mm / PT_PER_MM
        left, top = page.crop_box.x - box.x, page.crop_box.y - box.y
        matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, left * px_per_mm, top * px_per_mm)
        clip = pdfium.FS_RECTF(0, 0, width, height)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page.handle, matrix, clip, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Raster(width, height, channels, bytes(pixels))


#: An A0 sheet at 300 ppi is 139 million pixels: more is a mistake.
MOST_PIXELS = 150_000_000
