"""Find where words stand on a page: every stretch of text that runs without a break, with its box."""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.geometry import MM_PER_PT, Rect
from cardkit.pdf.document import Page


def words_beyond(page: Page, area: Rect) -> Iterator[tuple[str, Rect]]:
    """The stretches of text that do not lie wholly inside an area, in mm from the trim's top-left.

    None where the engine cannot tell.
    """
    found = list(_beyond(page, area))
    if found and not _says_otherwise_in_forms(page):
        yield from found


def _says_otherwise_in_forms(page: Page) -> bool:
    """Whether text inside a form brings an ActualText: PDFium then places it as if the form stood at the page's corner."""
    import pypdfium2.raw as pdfium

    return any(
        one.level and pdfium.FPDFPageObj_CountMarks(one.raw) > 0
        for one in page.handle.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    )


def _beyond(page: Page, area: Rect) -> Iterator[tuple[str, Rect]]:
    reader = page.handle.get_textpage()
    try:
        for index in range(reader.count_rects()):
            left, bottom, right, top = reader.get_rect(index)
            box = _in_mm(page, left, bottom, right, top)
            if box.width > 0 and box.height > 0 and not area.contains(box, _HAIR):
                said = str(reader.get_text_bounded(left, bottom, right, top)).strip()
                if said:
                    yield said, box
    finally:
        reader.close()


#: What a letter's box may be off by, in mm: it is measured in thousandths of an em.
_HAIR = 0.05


def _in_mm(page: Page, left: float, bottom: float, right: float, top: float) -> Rect:
    """From the engine's points, y upward, from the crop box's corner in the file's own count."""
    corner_left, corner_top = page.handle.get_bbox()[0], page.handle.get_bbox()[3]
    k = MM_PER_PT
    crop = page.crop_box
    return Rect(
        crop.x + (left - corner_left) * k, crop.y + (corner_top - top) * k, (right - left) * k, (top - bottom) * k
    )
