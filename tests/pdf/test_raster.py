"""Pixels of small PDFs, compared with a block of letters."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from cardkit.geometry import PT_PER_MM as MM
from cardkit.geometry import Rect
from cardkit.pdf.document import opened, page
from cardkit.pdf.raster import GREY, RGB, Raster, raster


def shown(draw: Callable[[Canvas], None], box: Rect | None, px_per_mm: float = 1, channels: int = GREY) -> Raster:
    """A page of 12 × 10 mm with 2 mm of bleed, its trim 8 × 6."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(12 * MM, 10 * MM))
    canvas.setBleedBox((1 * MM, 1 * MM, 11 * MM, 9 * MM))
    canvas.setTrimBox((2 * MM, 2 * MM, 10 * MM, 8 * MM))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with opened(file.getvalue()) as document:
        return raster(page(document, 1), box, px_per_mm, channels)


def ink(canvas: Canvas) -> None:
    """Two by one mm in the trim's top-left corner."""
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.rect(2 * MM, 7 * MM, 2 * MM, 1 * MM, stroke=0, fill=1)


def letters(picture: Raster) -> list[str]:
    rows = [picture.pixels[y * picture.width : (y + 1) * picture.width] for y in range(picture.height)]
    return ["".join("#" if value < 64 else "." if value > 250 else "?" for value in row) for row in rows]


def test_box_is_measured_from_the_trim() -> None:
    assert letters(shown(ink, Rect(0, 0, 4, 2))) == ["##..", "...."]
    assert letters(shown(ink, Rect(1, 0, 4, 2))) == ["#...", "...."]
    assert letters(shown(ink, Rect(-1, -1, 4, 3))) == ["....", ".##.", "...."]


def test_without_a_box_the_whole_bleed_shows() -> None:
    assert letters(shown(ink, None)) == [".........."] + [".##......."] + [".........."] * 6


def test_beyond_the_page_is_paper() -> None:
    picture = shown(ink, Rect(-10, -10, 30, 30))
    assert (picture.width, picture.height) == (30, 30)
    assert [row.count("#") for row in letters(picture)] == [0] * 10 + [2] + [0] * 19


def test_edges_are_sharp_at_any_scale() -> None:
    for scale in (1, 3, 7.5, 11.81):
        picture = shown(ink, Rect(0, 0, 2, 1), scale)
        assert (picture.width, picture.height) == (round(2 * scale), round(scale))
        assert picture.pixels.count(picture.pixels[0]) >= (picture.width - 1) * (picture.height - 1)


def test_rgb_is_in_the_order_red_green_blue() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 20 * MM, 20 * MM, stroke=0, fill=1)

    picture = shown(draw, Rect(0, 0, 3, 1), channels=RGB)
    assert (picture.channels, picture.pixels) == (3, b"\xff\0\0" * 3)


def test_links_are_not_ink() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.linkURL("https://example.org", (0, 0, 20 * MM, 20 * MM), thickness=5)

    assert set(shown(draw, None).pixels) == {255}


def test_media_box_that_does_not_begin_at_zero() -> None:
    import pikepdf

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(12 * MM, 10 * MM))
    canvas.setTrimBox((2 * MM, 2 * MM, 10 * MM, 8 * MM))
    ink(canvas)
    canvas.showPage()
    canvas.save()
    moved = io.BytesIO()
    with pikepdf.open(io.BytesIO(file.getvalue())) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([-30, -10, 60, 40])
        pdf.pages[0].CropBox = pikepdf.Array([-5, -5, 50, 35])
        pdf.save(moved)
    with opened(moved.getvalue()) as document:
        assert letters(raster(page(document, 1), Rect(0, 0, 4, 2), 1, GREY)) == ["##..", "...."]


def test_pictures_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        shown(ink, Rect(0, 0, 1000, 1000), 100)
