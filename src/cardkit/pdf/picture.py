"""Tell the photographs of a page apart, and take them off it, so that none need be drawn twice."""

from __future__ import annotations

import hashlib
from ctypes import c_ubyte
from typing import TYPE_CHECKING

from cardkit.pdf.document import Page

if TYPE_CHECKING:
    import pypdfium2


def pictures(page: Page) -> tuple[bytes, ...]:
    """What identifies each photograph that stands on the page itself: its data, its place and its clipping.

    Pictures inside forms are no part of it: they are drawn with their form.
    """
    return tuple(_identity(one) for one in _images(page))


def take_off(page: Page) -> None:
    """Remove the photographs that stand on the page itself, in memory alone: the file stays as it is."""
    for one in _images(page):
        page.handle.remove_obj(one)


def _images(page: Page) -> list[pypdfium2.PdfObject]:
    import pypdfium2.raw as pdfium

    return list(page.handle.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1))


def _identity(image: pypdfium2.PdfObject) -> bytes:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFImageObj_GetImageDataRaw(image.raw, None, 0)
    data = (c_ubyte * size)()
    pdfium.FPDFImageObj_GetImageDataRaw(image.raw, data, size)
    digest = hashlib.sha256(data)
    digest.update(repr([round(value, 3) for value in image.get_matrix().get()]).encode())
    digest.update(repr([round(value, 3) for value in image.get_bounds()]).encode())
    return digest.digest()
