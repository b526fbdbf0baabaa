"""Tell the photographs of a page apart, and take them off it, so that none need be drawn twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from ctypes import byref, c_float, c_ubyte, c_uint
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardkit.pdf.document import Page, UnreadablePdfError
from cardkit.pdf.stream import page_content

if TYPE_CHECKING:
    import pikepdf

#: What identifies a picture within its file: its object there or its data, its place, tint and clipping.
Identity = tuple[object, ...]

#: The number and generation of an object in a file.
ObjectNumber = tuple[int, int]

#: Which objects a page's own content shows as pictures, in order, by the page's number; None where that is not plain.
Numbers = Callable[[int], "tuple[ObjectNumber, ...] | None"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph that stands on the page itself. Pictures inside forms are no part of it: they are drawn with their form."""

    identity: Identity
    handle: Any


def pictures(page: Page, numbers: Numbers) -> tuple[Picture, ...]:
    """All photographs of a page."""
    import pypdfium2.raw as pdfium

    sheet = page.handle.raw
    every = (pdfium.FPDFPage_GetObject(sheet, index) for index in range(pdfium.FPDFPage_CountObjects(sheet)))
    shown = [one for one in every if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_IMAGE]
    if not shown:
        return ()
    known = numbers(page.number)
    named: Sequence[object] = known if known and len(known) == len(shown) else [_digest(one) for one in shown]
    return tuple(
        Picture((name, _place(one), _tint(one), _clipping(one)), one) for name, one in zip(named, shown, strict=True)
    )


def take_off(page: Page, found: Sequence[Picture]) -> None:
    """Remove photographs from their page, in memory alone: the file stays as it is."""
    import pypdfium2.raw as pdfium

    for one in found:
        if pdfium.FPDFPage_RemoveObject(page.handle.raw, one.handle):
            pdfium.FPDFPageObj_Destroy(one.handle)


@contextmanager
def numbered(pdf: bytes | Path) -> Iterator[Numbers]:
    """A second look into a file, by another engine, that says which objects its pages show as pictures.

    An object is the same picture wherever it is shown, so its data need not be
    compared: that of a thousand pages is a gigabyte and more.
    """
    shelves: dict[ObjectNumber, dict[bytes, ObjectNumber]] = {}
    pages: list[tuple[pikepdf.Page, ...]] = []
    with ExitStack() as opened:

        def numbers(page: int) -> tuple[ObjectNumber, ...] | None:
            # Not every file shows a picture where somebody asks.
            import pikepdf

            try:
                if not pages:
                    pages.append(())
                    document = opened.enter_context(pikepdf.open(pdf if isinstance(pdf, Path) else BytesIO(pdf)))
                    pages[0] = tuple(document.pages)
                return _numbers(pages[0][page - 1].obj, shelves)
            except (pikepdf.PdfError, UnreadablePdfError, IndexError, TypeError, ValueError, AttributeError):
                return None

        yield numbers


def _numbers(
    page: pikepdf.Object, shelves: dict[ObjectNumber, dict[bytes, ObjectNumber]]
) -> tuple[ObjectNumber, ...] | None:
    text = page_content(page)
    shown = _SHOWN.findall(text)
    # In strings and comments anything may stand, and inline images have no number.
    if len(shown) != text.count(b"Do") or any(mark in text for mark in (b"(", b"%", b"BI")):
        return None
    shelf = page["/Resources"]["/XObject"]
    known = shelves.get(shelf.objgen) if shelf.objgen[0] else None
    if known is None:
        known = {}
        for name, one in shelf.items():
            if one.get("/Subtype") == "/Image":
                known[name.encode()] = one.objgen
        if shelf.objgen[0]:
            shelves[shelf.objgen] = known
    found = tuple(known[name] for name in shown if name in known)
    return found if all(number for number, _ in found) else None


#: A thing from the resources, shown by its name.
_SHOWN = re.compile(rb"(/[^\s\0()<>\[\]{}/%#]+)\s+Do(?=[\s\0]|\Z)")


def _digest(image: object) -> bytes:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFImageObj_GetImageDataRaw(image, None, 0)
    data = (c_ubyte * size)()
    pdfium.FPDFImageObj_GetImageDataRaw(image, data, size)
    return hashlib.sha256(data).digest()


def _place(image: object) -> tuple[float, ...]:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(image, byref(matrix))
    return tuple(round(value, 3) for value in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f))


def _tint(image: object) -> tuple[int, ...]:
    """What a stencil is filled with, and how opaque a picture is: the same object may show dark here and not at all there."""
    import pypdfium2.raw as pdfium

    red, green, blue, opacity = channels = c_uint(), c_uint(), c_uint(), c_uint()
    pdfium.FPDFPageObj_GetFillColor(image, byref(red), byref(green), byref(blue), byref(opacity))
    return tuple(channel.value for channel in channels)


def _clipping(image: object) -> tuple[tuple[int, float, float], ...]:
    """The corners of all paths that clip it, each with its kind."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(image)
    x, y = c_float(), c_float()
    corners = []
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        for index in range(max(0, pdfium.FPDFClipPath_CountPathSegments(clip, path))):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            corners.append((path << 8 | pdfium.FPDFPathSegment_GetType(segment), round(x.value, 3), round(y.value, 3)))
    return tuple(corners)
