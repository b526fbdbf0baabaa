"""Pages, boxes and text of small PDFs made here."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.pdf.document import UnreadablePdfError, opened, page, pages, text


def made(draw: Callable[[Canvas], None], *, width: float = 30, height: float = 20) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width * PT_PER_MM, height * PT_PER_MM))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def with_bleed(canvas: Canvas) -> None:
    canvas.setTrimBox((5 * PT_PER_MM, 4 * PT_PER_MM, 25 * PT_PER_MM, 16 * PT_PER_MM))
    canvas.setBleedBox((2 * PT_PER_MM, 1 * PT_PER_MM, 28 * PT_PER_MM, 19 * PT_PER_MM))


def near(box: Rect) -> tuple[float, ...]:
    return tuple(round(value, 3) + 0.0 for value in (box.x, box.y, box.width, box.height))


def test_boxes_are_in_mm_from_the_trim() -> None:
    with opened(made(with_bleed)) as document:
        one = page(document, 1)
        assert near(one.trim_box) == (0, 0, 20, 12)
        assert near(one.bleed_box) == (-3, -3, 26, 18)
        assert near(one.media_box) == near(one.crop_box) == (-5, -4, 30, 20)


def test_boxes_that_are_left_out() -> None:
    with opened(made(lambda _: None)) as document:
        one = page(document, 1)
        assert near(one.trim_box) == near(one.bleed_box) == near(one.media_box) == (0, 0, 30, 20)


def test_file_and_bytes_are_the_same(tmp_path: Path) -> None:
    data = made(lambda canvas: canvas.drawString(10, 10, "Hohhot"))
    (tmp_path / "card.pdf").write_bytes(data)
    with opened(data) as first, opened(tmp_path / "card.pdf") as second:
        assert first.page_count == second.page_count == 1
        assert text(page(first, 1)) == text(page(second, 1)) == "Hohhot"


def test_pages_come_in_order() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 4):
            canvas.drawString(10, 10, f"page {number}")
            canvas.showPage()

    with opened(made(draw)) as document:
        assert [(one.number, text(one)) for one in pages(document)][:3] == [(n, f"page {n}") for n in (1, 2, 3)]


def test_lines_are_parted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(10, 40, "one")
        canvas.drawString(10, 20, "two")

    with opened(made(draw)) as document:
        assert text(page(document, 1)) == "one\ntwo"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"GIF89a" * 50, b"\0" * 1000])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(UnreadablePdfError), opened(data):
        pass


def test_encrypted() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret")
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadablePdfError), opened(file.getvalue()):
        pass


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), opened(tmp_path / "none.pdf"):
        pass


@pytest.mark.parametrize("number", [0, 2, -1])
def test_page_that_is_not_there(number: int) -> None:
    with opened(made(lambda _: None)) as document, pytest.raises(IndexError):
        page(document, number)
