"""What the display list says is what stands on the page: faces of 10 × 10 mm, drawn as letters, a pixel a mm."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, PAPER, Cmyk, Spot
from cardkit.layout.drawing import Drawing, Face, Fill, Glyphs, Item, Modules, Outline, Placed, Stroke
from cardkit.press.folder import shipped_press
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.typesetting.shelf import shelf
from cardkit.writers.pdf import Job, write

CYAN, MAGENTA, YELLOW = Cmyk(1, 0, 0, 0), Cmyk(0, 1, 0, 0), Cmyk(0, 0, 1, 0)


def job() -> Job:
    return Job("A test", "en", "2026-12-01", "cardkit", shipped_press())


def pdf_of(items: list[Item], bleed: float = 0.0) -> bytes:
    face = Face("card", "front", Size(10, 10), bleed, tuple(items), title="A card")
    out = io.BytesIO()
    write([face], job(), out)
    return out.getvalue()


def letters(pdf: bytes) -> str:
    """The page a letter a millimetre: C M Y K, `.` for paper, `?` for anything between."""
    page = pypdfium2.PdfDocument(pdf)[0]
    # Eight pixels a millimetre, the middle of each square looked at, so that edges do not blur.
    bitmap = page.render(scale=8 / (72 / 25.4))
    picture = bitmap.to_pil().convert("RGB")
    rows = []
    for y in range(round(picture.height / 8)):
        row = ""
        for x in range(round(picture.width / 8)):
            r, g, b = picture.getpixel((x * 8 + 4, y * 8 + 4))
            dark = (r < 128, g < 128, b < 128)
            row += {
                (False, False, False): ".",
                (True, True, True): "K",
                (True, False, False): "C",
                (False, True, False): "M",
                (False, False, True): "Y",
            }.get(dark, "?")
        rows.append(row)
    return "\n".join(rows)


def check(items: list[Item], expected: str, bleed: float = 0.0) -> None:
    assert letters(pdf_of(items, bleed)) == "\n".join(line.strip() for line in expected.strip().splitlines())


def test_fills_lie_where_they_say_and_over_each_other() -> None:
    check(
        [Fill(Rect(1, 1, 6, 3), KEY), Fill(Rect(4, 2, 5, 5), YELLOW), Fill(Rect(5, 3, 1, 1), PAPER)],
        """
        ..........
        .KKKKKK...
        .KKKYYYYY.
        .KKKY.YYY.
        ....YYYYY.
        ....YYYYY.
        ....YYYYY.
        ..........
        ..........
        ..........
        """,
    )


def test_the_bleed_lies_around_the_trim() -> None:
    check(
        [Fill(Rect(-2, -2, 14, 4), MAGENTA), Fill(Rect(0, 9, 1, 1), KEY)],
        """
        MMMMMMMMMMMMMM
        MMMMMMMMMMMMMM
        MMMMMMMMMMMMMM
        MMMMMMMMMMMMMM
        ..............
        ..............
        ..............
        ..............
        ..............
        ..............
        ..............
        ..K...........
        ..............
        ..............
        """,
        bleed=2,
    )


def test_outlines_fill_by_their_rule() -> None:
    square = (("M", 1.0, 1.0), ("L", 9.0, 1.0), ("L", 9.0, 9.0), ("L", 1.0, 9.0), ("Z",))
    hole = (("M", 4.0, 4.0), ("L", 6.0, 4.0), ("L", 6.0, 6.0), ("L", 4.0, 6.0), ("Z",))
    check(
        [Outline((*square, *hole), fill=KEY, even_odd=True)],
        """
        ..........
        .KKKKKKKK.
        .KKKKKKKK.
        .KKKKKKKK.
        .KKK..KKK.
        .KKK..KKK.
        .KKKKKKKK.
        .KKKKKKKK.
        .KKKKKKKK.
        ..........
        """,
    )


def test_strokes_have_their_width_and_caps() -> None:
    check(
        [
            Outline((("M", 2.0, 2.5), ("L", 7.0, 2.5)), stroke=Stroke(CYAN, 1.2)),
            Outline((("M", 2.0, 6.5), ("L", 7.0, 6.5)), stroke=Stroke(CYAN, 1.2, cap="square")),
            Outline((("M", 9.5, 0.0), ("C", 9.5, 3.0, 9.5, 6.0, 9.5, 10.0)), stroke=Stroke(KEY, 1.0)),
        ],
        """
        .........K
        .........K
        ..CCCCC..K
        .........K
        .........K
        .........K
        .CCCCCCC.K
        .........K
        .........K
        .........K
        """,
    )


@pytest.mark.parametrize(
    ("turn", "origin", "expected"),
    [
        (0, Point(2, 2), (2, 2, "CCCM")),
        (90, Point(8, 2), (7, 2, "CCCM")),
        (180, Point(8, 8), (7, 7, "CCCM")),
        (270, Point(2, 8), (2, 7, "CCCM")),
    ],
)
def test_placed_drawings_turn_clockwise(turn: int, origin: Point, expected: tuple[int, int, str]) -> None:
    bar = Drawing((Fill(Rect(0, 0, 3, 1), CYAN), Fill(Rect(3, 0, 1, 1), MAGENTA)))
    rows = letters(pdf_of([Placed(bar, origin, turn=turn)])).splitlines()
    x, y, word = expected
    dx, dy = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    assert "".join(rows[y + i * dy][x + i * dx] for i in range(4)) == word
    assert sum(row.count("C") + row.count("M") for row in rows) == 4


def test_placed_drawings_scale_and_are_clipped() -> None:
    check(
        [Placed(Drawing((Fill(Rect(-1, -1, 5, 5), YELLOW),)), Point(2, 2), scale=2, clip=Rect(1, 1, 3, 2))],
        """
        ..........
        .YYY......
        .YYY......
        ..........
        ..........
        ..........
        ..........
        ..........
        ..........
        ..........
        """,
    )


def test_modules_are_drawn_as_their_matrix_says() -> None:
    matrix = ((True, True, False), (False, True, False), (True, True, True))
    check(
        [Modules(matrix, Rect(2, 2, 6, 6), KEY, "https://x.example", 1, "M")],
        """
        ..........
        ..........
        ..KKKK....
        ..KKKK....
        ....KK....
        ....KK....
        ..KKKKKK..
        ..KKKKKK..
        ..........
        ..........
        """,
    )


def test_a_spot_ink_is_a_separation_of_its_name() -> None:
    foil = Spot("Gold Foil", YELLOW)
    out = io.BytesIO()
    face = Face("card", "front", Size(10, 10), 0, (Fill(Rect(0, 0, 10, 1), foil), Fill(Rect(0, 1, 5, 1), KEY)))
    written = write([face], job(), out)
    assert written.inks == ("Black", "Gold Foil")
    pdf = pikepdf.open(io.BytesIO(out.getvalue()))
    (space,) = pdf.pages[0].Resources.ColorSpace.values()
    assert [str(space[0]), str(space[1]), str(space[2])] == ["/Separation", "/Gold Foil", "/DeviceCMYK"]


def line(text: str, family: str, origin: Point, *, vertical: bool = False) -> Glyphs:
    fonts, _ = shelf()
    font = open_font(fonts[family, 400, False].path)
    shaped = font.shape(text, "en")
    return Glyphs(origin, Line.of([Part(shaped)], shaped.width, text), 10, KEY, vertical=vertical)


def test_letters_stand_on_their_baseline_and_extract() -> None:
    pdf = pdf_of([line("HHH", "Source Sans 3", Point(1, 6))])
    rows = letters(pdf).splitlines()
    assert not any("K" in row for row in rows[6:]), "ink below the baseline"
    page = pypdfium2.PdfDocument(pdf)[0]
    assert page.get_textpage().get_text_range().strip() == "HHH"
    left, bottom, _, _ = page.get_textpage().get_charbox(0)
    assert left * MM_PER_PT == pytest.approx(1.3, abs=0.3)
    assert 10 - bottom * MM_PER_PT == pytest.approx(6, abs=0.05)


def test_a_vertical_line_runs_downward_from_its_origin() -> None:
    pdf = pdf_of([line("ᠮᠣᠩ", "Noto Sans Mongolian", Point(5, 1), vertical=True)])
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=4).to_pil().convert("L").point(lambda v: 255 if v < 128 else 0)
    left, top, right, bottom = (v / 4 * MM_PER_PT for v in picture.getbbox() or (0, 0, 0, 0))
    assert bottom - top > right - left, "the word must stand upright"
    assert top == pytest.approx(1, abs=0.6)
    assert left > 3.5
    assert "".join(page.get_textpage().get_text_range().split()) == "ᠮᠣᠩ"
