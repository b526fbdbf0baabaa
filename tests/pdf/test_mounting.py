"""Pictures in pixels lie on a page where they are put, over what is there already."""

from __future__ import annotations

import io

import pikepdf
import pytest

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.pdf.document import opened, page
from cardkit.pdf.mounting import mounted, packed
from cardkit.pdf.raster import GREY, RGB, Raster, raster

RED = Raster(2, 1, RGB, bytes([255, 0, 0] * 2))
HALF = Raster(1, 2, GREY, bytes([128, 0]))


def blank(pages: int = 1) -> bytes:
    """Pages of 10 × 6 mm, all green."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(10 * PT_PER_MM, 6 * PT_PER_MM))
            made.pages[-1].obj.Contents = made.make_stream(b"0 1 0 rg 0 0 100 100 re f")
        made.save(out)
    return out.getvalue()


def seen(pdf: bytes, number: int = 1) -> list[str]:
    """The middle of every square mm of the page, in letters."""
    with opened(pdf) as file:
        picture = raster(page(file, number), None, 10.0)
    names = {(0, 255, 0): ".", (255, 0, 0): "R", (128, 128, 128): "h", (0, 0, 0): "#"}

    def pixel(x: int, y: int) -> tuple[int, int, int]:
        start = ((10 * y + 5) * picture.width + 10 * x + 5) * RGB
        red, green, blue = picture.pixels[start : start + RGB]
        return red, green, blue

    return ["".join(names.get(pixel(x, y), "?") for x in range(10)) for y in range(6)]


def test_pictures_lie_in_their_boxes_from_the_top_left() -> None:
    pictures = [(Rect(1, 1, 4, 2), packed(RED)), (Rect(7, 2, 2, 4), packed(HALF))]
    assert seen(mounted(blank(), [pictures])) == [
        "..........",
        ".RRRR.....",
        ".RRRR..hh.",
        ".......hh.",
        ".......##.",
        ".......##.",
    ]


def test_every_page_has_its_own() -> None:
    pdf = mounted(blank(2), [[], [(Rect(0, 0, 10, 6), packed(RED))]])
    assert seen(pdf, 1) == ["." * 10] * 6
    assert seen(pdf, 2) == ["R" * 10] * 6


def test_two_runs_give_the_same_bytes() -> None:
    pdf, pictures = blank(), [[(Rect(1, 1, 4, 2), packed(RED))]]
    assert mounted(pdf, pictures) == mounted(pdf, pictures)


def test_pictures_for_another_number_of_pages_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        mounted(blank(2), [[]])
