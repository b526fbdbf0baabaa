"""PDFs by other programs: their facts are read rightly, and what a printer would mind is found, no more."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst
from pikepdf import Array, Pdf
from PIL import Image
from press_file import FONT, MM, press_file
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cardkit.preflight.fact import Facts, fonts, plates, spaces
from cardkit.preflight.inspection import inspect
from cardkit.press.folder import shipped_press

OFFICE = shipped_press("office")

#: What every file lacks that was not made for a press at all.
NOT_FOR_PRESS = {"box-missing"}


def judged(path: Path) -> tuple[Facts, set[str]]:
    known, problems = inspect(path, OFFICE)
    assert known is not None, problems
    return known, {problem.code for problem in problems}


def canvas(path: Path, draw: Callable[[Canvas], None], **options: object) -> Path:
    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    made = Canvas(str(path), pagesize=(60 * MM, 90 * MM), initialFontName="Body", **options)
    made.setTrimBox((0, 0, 60 * MM, 90 * MM))
    draw(made)
    made.showPage()
    made.save()
    return path


def words(made: Canvas) -> None:
    made.setFillColorCMYK(0, 0, 0, 1)
    made.setFont("Body", 9)
    made.drawString(30, 100, "Hohhot")


def test_reportlab(tmp_path: Path) -> None:
    known, codes = judged(canvas(tmp_path / "good.pdf", words))
    assert codes == {"trapped-missing"} or codes == set()
    assert set(spaces(known)) == {"DeviceCMYK"}
    assert plates(known) == ("Black",)


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda made: made.setFillColorRGB(1, 0, 0) or made.rect(20, 20, 9, 9, stroke=0, fill=1), "colour-rgb"),
        (lambda made: made.setFont("Helvetica", 9) or made.drawString(30, 30, "x"), "font-not-embedded"),
        (lambda made: made.setFont("Body", 3) or made.drawString(30, 30, "x"), "type-too-small"),
        (lambda made: made.setLineWidth(0.1) or made.setStrokeColorCMYK(0, 0, 0, 1) or made.line(20, 20, 90, 20), "line-too-thin"),
        (lambda made: made.drawImage(ImageReader(Image.new("CMYK", (90, 90))), 20, 20, 60, 60), "image-resolution-poor"),
        (lambda made: made.linkURL("https://example.org", (20, 20, 50, 50)), "annotation-in-bleed"),
        (lambda made: made.setBleedBox((9, 9, 99, 99)), "box-nesting"),
        (lambda made: made.setFillColorCMYK(1, 1, 1, 1) or made.rect(20, 120, 40, 40, stroke=0, fill=1), "ink-over-limit"),
        (lambda made: made.drawString(1, 200, "at the very edge"), "outside-safe"),
    ],
)  # fmt: skip
def test_reportlab_spoilt(tmp_path: Path, draw: Callable[[Canvas], object], expected: str) -> None:
    def both(made: Canvas) -> None:
        words(made)
        draw(made)

    # The canvas inverts its CMYK pictures and marks them so; white ink makes no sum.
    assert judged(canvas(tmp_path / "card.pdf", both))[1] - {"trapped-missing"} == {expected}


def test_pillow(tmp_path: Path) -> None:
    Image.new("CMYK", (720, 1080), (10, 120, 200, 0)).save(tmp_path / "cmyk.pdf", resolution=300)
    Image.new("RGB", (720, 1080), (10, 120, 200)).save(tmp_path / "rgb.pdf", resolution=300)
    Image.new("L", (720, 1080), 90).save(tmp_path / "grey.pdf", resolution=100)
    assert judged(tmp_path / "cmyk.pdf")[1] == NOT_FOR_PRESS
    assert judged(tmp_path / "rgb.pdf")[1] == NOT_FOR_PRESS | {"colour-rgb"}
    assert judged(tmp_path / "grey.pdf")[1] == NOT_FOR_PRESS | {"image-resolution-poor"}


def test_jpeg_plates_are_those_of_its_pixels(tmp_path: Path) -> None:
    """A CMYK JPEG, as cameras' programs write it, is read by its numbers and not as a picture for people."""
    Image.new("CMYK", (400, 400), (200, 40, 10, 30)).save(tmp_path / "p.jpg", quality=95)
    from cardkit.preflight.plate import plates as drawn

    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        picture = pdf.make_stream(b"")
        picture.write((tmp_path / "p.jpg").read_bytes(), filter=pikepdf.Name.DCTDecode)
        picture.Type, picture.Subtype, picture.Width, picture.Height = (
            pikepdf.Name.XObject, pikepdf.Name.Image, 400, 400,
        )  # fmt: skip
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceCMYK, 8
        picture.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"100 0 0 100 0 0 cm /I Do")
        pdf.save(tmp_path / "jpeg.pdf")
    seen = [int(plate[20:80, 20:80].mean()) for plate in drawn(tmp_path / "jpeg.pdf", 1, 72).values()]
    assert seen == pytest.approx([200, 40, 10, 30], abs=4)


def test_ghostscript(tmp_path: Path, tool: Callable[[str], str]) -> None:
    """What Ghostscript writes anew from a good file passes where no standard is asked for."""
    good = press_file(tmp_path / "good.pdf")
    command = [tool("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/prepress"]
    subprocess.run([*command, f"-sOutputFile={tmp_path / 'gs.pdf'}", str(good)], check=True, capture_output=True)
    known, codes = judged(tmp_path / "gs.pdf")
    # It drops ToUnicode where codes are ASCII, and names no encoding either.
    assert codes <= {"font-without-unicode"}
    assert set(spaces(known)) == {"DeviceCMYK"}
    rgb = [*command, "-sColorConversionStrategy=RGB", f"-sOutputFile={tmp_path / 'rgb.pdf'}", str(good)]
    subprocess.run(rgb, check=True, capture_output=True)
    assert judged(tmp_path / "rgb.pdf")[1] & {"colour-rgb", "colour-icc-rgb"}


def test_chromium(tmp_path: Path, tool: Callable[[str], str]) -> None:
    (tmp_path / "page.html").write_text(
        "<style>@page{size:60mm 90mm;margin:0}</style><body style='font:9pt serif'>Hohhot <a href='https://example.org'>x</a>",
        encoding="utf-8",
    )
    command = [tool("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={tmp_path / 'page.pdf'}", (tmp_path / "page.html").as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    known, codes = judged(tmp_path / "page.pdf")
    assert codes >= {"box-missing", "colour-rgb", "annotation-in-bleed"}
    assert codes <= {"box-missing", "colour-rgb", "annotation-in-bleed", "outside-safe"}
    assert all(font.embedded and font.unicode for font in fonts(known))


def test_typst(tmp_path: Path) -> None:
    (tmp_path / "card.typ").write_text(
        "#set page(width: 60mm, height: 90mm, margin: 8mm)\n#set text(fill: cmyk(0%, 0%, 0%, 100%), size: 9pt)\nHohhot",
        encoding="utf-8",
    )
    typst.compile(str(tmp_path / "card.typ"), output=str(tmp_path / "card.pdf"))
    known, codes = judged(tmp_path / "card.pdf")
    assert codes == NOT_FOR_PRESS
    assert plates(known) == ("Black",)


def test_the_same_file_packed_by_another_program_is_judged_the_same(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf")
    with pikepdf.open(path) as pdf:
        pdf.save(
            tmp_path / "packed.pdf",
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            linearize=True,
        )
    press = shipped_press("fogra39-x4")
    assert inspect(tmp_path / "packed.pdf", press)[1] == ()


def test_content_in_several_streams_and_inherited_resources(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        text = page.Contents.read_bytes()
        half = text.index(b"BT")
        page.Contents = Array([pdf.make_stream(text[:half]), pdf.make_stream(text[half:])])
        pdf.Root.Pages.Resources = page.Resources
        del page.Resources

    assert inspect(press_file(tmp_path / "card.pdf", spoil=spoil), shipped_press("fogra39-x4"))[1] == ()


def test_nothing_is_kept_from_one_file_for_the_next(tmp_path: Path) -> None:
    first, second = press_file(tmp_path / "a.pdf"), press_file(tmp_path / "b.pdf", "1 0 0 rg 0 0 9 9 re f")
    press = shipped_press("office")
    assert [inspect(one, press)[1] != () for one in (first, second, first)] == [False, True, False]
