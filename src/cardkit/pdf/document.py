"""Open a finished PDF and say what its pages are: their boxes in mm and their text.

The engine beneath (PDFium) is not thread-safe: use one document in one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.geometry import MM_PER_PT, Rect, Size

if TYPE_CHECKING:
    import pypdfium2


class UnreadablePdfError(Exception):
    """The file is no PDF, is damaged, or is encrypted."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An open PDF; its pages are counted from 1."""

    page_count: int
    handle: pypdfium2.PdfDocument


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page.

    Boxes are in mm from the trim's top-left corner, x right, y down; so the trim
    itself starts at 0, 0 and a bleed of 3 mm at -3, -3. A box that the file leaves
    out is what ISO 32000-1, 14.11.2 puts in its place.
    """

    number: int
    trim: Size
    media_box: Rect
    crop_box: Rect
    bleed_box: Rect
    handle: pypdfium2.PdfPage

    @property
    def trim_box(self) -> Rect:
        return Rect(0, 0, self.trim.width, self.trim.height)


@contextmanager
def opened(pdf: bytes | Path) -> Iterator[Document]:
    """A PDF from its bytes or from a file, closed on leaving.

    Raises UnreadablePdfError where it is none, OSError where the file cannot be read.
    """
    import pypdfium2

    if isinstance(pdf, Path):
        pdf.stat()  # Says what is wrong with a missing file better than the engine does.
    try:
        handle = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        raise UnreadablePdfError(str(fault)) from fault
    try:
        yield Document(len(handle), handle)
    finally:
        handle.close()


def page(document: Document, number: int) -> Page:
    """A page by its number, 1 for the first; it is freed when nobody holds it any more.

    Raises IndexError where there is no such page, UnreadablePdfError where it is damaged.
    """
    import pypdfium2

    if not 1 <= number <= document.page_count:
        raise IndexError(f"page {number} of {document.page_count}")
    try:
        handle = document.handle[number - 1]
    except pypdfium2.PdfiumError as fault:
        raise UnreadablePdfError(f"page {number}: {fault}") from fault
    # The engine knows inherited boxes only here: the crop box, cut to the media box.
    seen = _Corners(*handle.get_bbox())
    media = _Corners(*(handle.get_mediabox(fallback_ok=False) or seen))
    trim = _Corners(*(handle.get_trimbox(fallback_ok=False) or seen))
    bleed = _Corners(*(handle.get_bleedbox(fallback_ok=False) or seen))
    return Page(
        number,
        Size((trim.right - trim.left) * MM_PER_PT, (trim.top - trim.bottom) * MM_PER_PT),
        _from_trim(media, trim),
        _from_trim(seen, trim),
        _from_trim(bleed, trim),
        handle,
    )


def pages(document: Document) -> Iterator[Page]:
    """Every page in order, one in memory at a time where the caller keeps none."""
    for number in range(1, document.page_count + 1):
        yield page(document, number)


def text(page: Page) -> str:
    """What copying the whole page gives, lines parted by newlines."""
    reader = page.handle.get_textpage()
    try:
        return str(reader.get_text_range()).replace("\r\n", "\n")
    finally:
        reader.close()


@dataclass(frozen=True, slots=True)
class _Corners:
    """A box as the PDF has it: points, y upward."""

    left: float
    bottom: float
    right: float
    top: float

    def __iter__(self) -> Iterator[float]:
        return iter((self.left, self.bottom, self.right, self.top))


def _from_trim(box: _Corners, trim: _Corners) -> Rect:
    return Rect(
        (box.left - trim.left) * MM_PER_PT,
        (trim.top - box.top) * MM_PER_PT,
        (box.right - box.left) * MM_PER_PT,
        (box.top - box.bottom) * MM_PER_PT,
    )
