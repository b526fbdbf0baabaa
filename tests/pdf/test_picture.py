"""Pictures of a page told apart: by their object, or their data, with place, tint and clipping."""

from __future__ import annotations

import io

import pikepdf
import pytest

from cardkit.pdf.document import opened, page
from cardkit.pdf.picture import Identity, numbered, pictures, take_off
from cardkit.pdf.raster import GREY, raster

PLACED = "80 0 0 80 10 10 cm /A Do"


def made(*contents: str, pixels: tuple[bytes, bytes] = (b"\x00\xff\xff\x00", b"\x00\xff\xff\x40")) -> bytes:
    """A page for each content; ``A`` and ``B`` are pictures, ``S`` is a stencil, ``F`` a form that shows ``A``."""
    with pikepdf.new() as pdf:
        shelf = pikepdf.Dictionary()
        for name, data in zip("AB", pixels, strict=True):
            image = pdf.make_stream(data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2)
            image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceGray
            shelf["/" + name] = image
        stencil = pdf.make_stream(b"\x40\x80", Subtype=pikepdf.Name.Image, Width=2, Height=2, ImageMask=True)
        stencil.BitsPerComponent = 1
        form = pdf.make_stream(b"40 0 0 40 0 0 cm /A Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=shelf.A))
        shelf.S, shelf.F = stencil, form
        shared = pdf.make_indirect(shelf)
        for content in contents:
            pdf.add_blank_page(page_size=(100, 100))
            pdf.pages[-1].obj.Resources = pikepdf.Dictionary(XObject=shared)
            pdf.pages[-1].obj.Contents = pdf.make_stream(content.encode("latin-1"))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def identities(pdf: bytes) -> list[tuple[Identity, ...]]:
    with opened(pdf) as document, numbered(pdf) as numbers:
        return [
            tuple(one.identity for one in pictures(page(document, number), numbers))
            for number in range(1, document.page_count + 1)
        ]


def test_the_same_picture_in_the_same_place() -> None:
    first, second = identities(made(PLACED, f"q 1 0 0 rg 0 0 5 5 re f Q {PLACED}"))
    assert len(first) == 1
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLACED, PLACED.replace("/A", "/B")),
        (PLACED, PLACED.replace("80 10", "80 11")),
        (PLACED, f"10 10 40 80 re W n {PLACED}"),
        (f"10 10 40 80 re W n {PLACED}", f"10 10 40 60 re W n {PLACED}"),
        ("1 g 80 0 0 80 10 10 cm /S Do", "0 g 80 0 0 80 10 10 cm /S Do"),
        (f"{PLACED} (/A Do) Tj", f"{PLACED.replace('/A', '/B')} (/A Do) Tj"),
        (f"{PLACED} % /A Do", f"{PLACED.replace('/A', '/B')} % /A Do"),
        (f"({'/A Do'}) Tj {PLACED.replace('/A', '/A%')}", f"(/A Do) Tj {PLACED.replace('/A', '/#42')}"),
        ("80 0 0 80 10 10 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x20 EI", "80 0 0 80 10 10 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x21 EI"),
        (f"BI /W 1 /H 1 /BPC 8 /CS /G ID \x20 EI {PLACED}", f"BI /W 1 /H 1 /BPC 8 /CS /G ID \x20 EI {PLACED.replace('/A', '/B')}"),
    ],
)  # fmt: skip
def test_different_pictures(one: str, other: str) -> None:
    first, second = identities(made(one, other))
    assert first != second


def test_pictures_in_forms_are_left_to_their_form() -> None:
    assert identities(made("/F Do")) == [()]


def test_objects_are_named_by_their_number_where_that_is_plain() -> None:
    ((plain,), (with_string,)) = identities(made(PLACED, f"{PLACED} (word) Tj"))
    assert isinstance(plain[0], tuple)
    assert isinstance(with_string[0], bytes)  # its data's digest


def test_a_file_that_one_engine_alone_can_read() -> None:
    pdf = made(PLACED, PLACED.replace("/A", "/B"))
    with opened(pdf) as document, numbered(b"no PDF") as numbers:
        first, second = (pictures(page(document, number), numbers) for number in (1, 2))
        assert [one.identity for one in first] != [one.identity for one in second]


def test_take_off() -> None:
    pdf = made(f"q {PLACED.replace('80 0 0 80', '30 0 0 30')} Q 0 g 60 60 20 20 re f")
    with opened(pdf) as document, numbered(pdf) as numbers:
        sheet = page(document, 1)
        before = raster(sheet, None, 1, GREY).pixels
        take_off(sheet, pictures(sheet, numbers))
        after = raster(sheet, None, 1, GREY).pixels
        assert before.count(0) > after.count(0) > 0
        assert pictures(sheet, numbers) == ()
