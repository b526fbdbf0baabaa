"""Words set by cardkit look as Chromium sets them: the same font, another engine, compared as pictures."""

from __future__ import annotations

import html
import io
import struct
import subprocess
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from cardkit.geometry import MM_PER_PT, Point, Size
from cardkit.ink import KEY
from cardkit.layout.drawing import Face, Glyphs
from cardkit.press.folder import shipped_press
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import break_lines
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf
from cardkit.writers.pdf import Job, write

FONTS = Path(__file__).parent.parent / "fonts"
MONGOLIAN = shelf()[0]["Noto Sans Mongolian", 400, False].path

# A CSS pixel is 1/96 inch (CSS Values 3, 6.2), and both pictures have one pixel for each.
PIXEL = 25.4 / 96
SIZE = 48

#: How much of the ink of an em's stretch may lie elsewhere once both pictures are laid upon each other: edges that two
#: rasterisers shade differently come to a quarter in the thinnest strokes; a letter in another form to more than half.
TOLERANCE = 0.3
ANOTHER_WORD = 0.5

#: The two boxes around the ink may differ by so many pixels, of the 300 or so that a word is long.
BOX = 2

PLACES = (
    "ᠥᠪᠦᠷ ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ",
    "ᠬᠥᠬᠡᠬᠣᠲᠠ",
    "ᠪᠤᠭᠤᠲᠤ ᠬᠣᠲᠠ",
    "ᠦᠬᠠᠢ ᠬᠣᠲᠠ",
    "ᠤᠯᠠᠭᠠᠨᠬᠠᠳᠠ ᠬᠣᠲᠠ",
    "ᠲᠦᠩᠯᠢᠶᠣᠤ ᠬᠣᠲᠠ",
    "ᠣᠷᠳᠣᠰ ᠬᠣᠲᠠ",
    "ᠬᠥᠯᠥᠨ ᠪᠤᠶᠢᠷ ᠬᠣᠲᠠ",
    "ᠪᠠᠶᠠᠨᠨᠠᠭᠤᠷ ᠬᠣᠲᠠ",
    "ᠤᠯᠠᠭᠠᠨᠴᠠᠪ ᠬᠣᠲᠠ",
    "ᠬᠢᠩᠭᠠᠨ ᠠᠶᠢᠮᠠᠭ",
    "ᠰᠢᠯᠢ\u202fᠶᠢᠨ ᠭᠣᠣᠯ ᠠᠶᠢᠮᠠᠭ",
    "ᠠᠯᠠᠱᠠ ᠠᠶᠢᠮᠠᠭ",
)
#: Case endings behind a narrow no-break space, which choose their own letter forms.
ENDINGS = ("\u202fᠤᠨ", "\u202fᠳᠤ", "\u202fᠠᠴᠠ", "\u202fᠢᠶᠠᠷ")
#: Words with the vowel separator, with free variation selectors, with punctuation and digits.
OTHERS = (
    "ᠰᠢᠨ\u180eᠡ ᠮᠠᠰᠢᠨ",
    "ᠪᠤᠳᠠᠭ\u180eᠠ",
    "ᠳᠣᠲᠣᠷ\u180eᠠ ᠣᠷᠤᠶ\u180eᠠ",
    "ᠲᠡᠭᠡᠷᠮ\u180eᠡ",
    "ᠭᠠᠷᠤᠨ\u180eᠠ᠃",
    "ᠥᠷᠥᠮ\u180eᠡ\u202fᠶᠢ ᠦᠵᠡᠶ\u180eᠡ",
    "ᠡᠳ\u180bᠨᠢ ᠬᠢᠨ\u180eᠡ",
    "ᠠ\u180bᠠ\u180cᠠ",
    "ᠣ\u180bᠷᠳᠤ᠂",
    "ᠭ\u180bᠠᠵᠠᠷ",
    "ᠳ\u180bᠠᠯᠠᠢ",
    "ᠨ\u180bᠢᠭᠡ ᠑᠒᠓",
    "ᠦᠭᠡᠢ᠃ ᠪᠣᠯᠬᠤ᠂",
)
MONGOLIAN_WORDS = (*PLACES, *(place + ending for place in PLACES for ending in ENDINGS), *OTHERS)

WORDS = {
    ("ar", "NotoNaskhArabic-Regular.ttf"): (
        *("مرحبا بكم", "منغوليا الداخلية", "السلام عليكم", "الله", "لا إله", "مُحَمَّدٌ رَسُولٌ"),
        *("سنة 2026، (50)", "١٢٫٥ مليون", "می‌خواهم", "پژوهش گچ"),
    ),
    ("he", "NotoSansHebrew-Regular.ttf"): (
        *("ברוכים הבאים", "שָׁלוֹם עֲלֵיכֶם", "מונגוליה (2026)", "העיר, יפה!", "סוף דרך", "אֶרֶץ", "כל־אחד"),
        *("צה״ל", "בּוֹקֶר טוֹב", "שנת 1580-1590"),
    ),
    ("hi", "NotoSansDevanagari-Regular.ttf"): (
        *("स्वागत है", "भीतरी मंगोलिया", "क्षेत्र", "श्रृंखला", "विद्यार्थी", "हिन्दी", "कर्म", "र्‍य रु रू"),
        *("ज़िन्दगी", "द्वितीय १२३।"),
    ),
    ("th", "NotoSansThai-Regular.ttf"): (
        *("ยินดีต้อนรับ", "มองโกเลียใน", "ทุ่งหญ้า", "น้ำ", "ที่นี่", "ปู่ย่า", "ป้ำ", "เก็บ", "ผู้ใหญ่", "กรุงเทพฯ ๒๕๖๙"),
    ),
}

#: Ink on paper: 255 where it is black.
Picture = Image.Image


@pytest.mark.slow
def test_mongolian_stands_as_in_chromium(tool: Callable[[str], str], tmp_path: Path) -> None:
    assert len(MONGOLIAN_WORDS) >= 60
    compare(MONGOLIAN_WORDS, "mn-Mong", MONGOLIAN, tool("chromium"), tmp_path, vertical=True)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "file"), WORDS, ids=[language for language, _ in WORDS])
def test_words_stand_as_in_chromium(language: str, file: str, tool: Callable[[str], str], tmp_path: Path) -> None:
    compare(WORDS[language, file], language, FONTS / file, tool("chromium"), tmp_path, vertical=False)


def compare(words: Sequence[str], language: str, font: Path, chromium: str, folder: Path, *, vertical: bool) -> None:
    cell = (120, 1100) if vertical else (900, 150)
    theirs = cells(by_chromium(words, language, font, chromium, folder, cell, vertical=vertical), len(words), cell)
    ours = cells(by_cardkit(words, language, font, cell, vertical=vertical), len(words), cell)
    for word, mine, other in zip(words, ours, theirs, strict=True):
        a, b = trimmed(mine), trimmed(other)
        sizes = f"{word!r}: {a.size} against {b.size}"
        assert abs(a.width - b.width) <= BOX, sizes
        assert abs(a.height - b.height) <= BOX, sizes
        assert difference(a, b) < TOLERANCE, f"{word!r} differs by {difference(a, b):.3f}"
    for (one, a), (two, b) in pairwise(zip(words, map(trimmed, ours), strict=True)):
        assert difference(a, b) > ANOTHER_WORD, f"{one!r} and {two!r} look the same to this test"


def difference(a: Picture, b: Picture) -> float:
    """The ink that is in one picture alone, against the ink of both: the worst stretch of an em, at the best of nine
    ways to lay the pictures upon each other."""
    size = max(a.width, b.width) + 2, max(a.height, b.height) + 2
    still = laid(a, size, (1, 1))
    return min(_worst_stretch(still, laid(b, size, (x, y))) for x in range(3) for y in range(3))


def laid(picture: Picture, size: tuple[int, int], at: tuple[int, int]) -> Picture:
    sheet = Image.new("L", size)
    sheet.paste(picture, at)
    return sheet


def _worst_stretch(a: Picture, b: Picture) -> float:
    apart = _along(ImageChops.difference(a, b))
    ink = [one + two for one, two in zip(_along(a), _along(b), strict=True)]
    length = min(SIZE, len(ink))
    windows = range(len(ink) - length + 1)
    return max(sum(apart[i : i + length]) / max(sum(ink[i : i + length]), _LEAST_INK) for i in windows)


def _along(picture: Picture) -> list[float]:
    """The ink at each place along the line, in black pixels."""
    width, height = picture.size
    line, across = ((1, height), width) if height > width else ((width, 1), height)
    means = picture.convert("F").resize(line, Image.Resampling.BOX)
    return [float(mean) * across / 255 for mean in struct.unpack(f"{max(line)}f", means.tobytes())]


# Less ink than this (in dark pixels of both pictures) is a dot or a space, of which any shade is a large part.
_LEAST_INK = 200


def cells(picture: Picture, count: int, cell: tuple[int, int]) -> list[Picture]:
    """The picture cut into its words: vertical ones side by side, horizontal ones under each other."""
    width, height = cell
    return [picture.crop((x, y, x + width, y + height)) for x, y in corners(cell, count)]


def trimmed(picture: Picture) -> Picture:
    """What lies in the box around the ink, the darkest made black: the press's black is no screen's."""
    darkest = max(level for level, count in enumerate(picture.histogram()) if count)
    stretched = picture.point([min(255, round(i * 255 / max(darkest, 1))) for i in range(256)])
    box = stretched.point([0] * 128 + [255] * 128).getbbox()
    assert box, "nothing was drawn"
    return stretched.crop(box)


def by_chromium(
    words: Sequence[str],
    language: str,
    font: Path,
    chromium: str,
    folder: Path,
    cell: tuple[int, int],
    *,
    vertical: bool,
) -> Picture:
    width, height = sheet(cell, len(words))
    mode = "vertical-lr" if vertical else "horizontal-tb"
    direction = "rtl" if language in ("ar", "he") else "ltr"
    style = (
        f'@font-face{{font-family:T;src:url("{font.as_uri()}")}} body{{margin:0;background:#fff;color:#000}}'
        f"div{{position:absolute;overflow:hidden;white-space:pre;font:{SIZE}px/1.6 T;writing-mode:{mode};"
        f"direction:{direction};width:{cell[0] - 20}px;height:{cell[1] - 20}px;text-rendering:geometricPrecision}}"
    )
    divs = "".join(
        f'<div style="left:{x + 10}px;top:{y + 10}px">{html.escape(word)}</div>'
        for word, (x, y) in zip(words, corners(cell, len(words)), strict=True)
    )
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{style}</style>{divs}', encoding="utf-8"
    )
    shot = folder / "shot.png"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-lcd-text"]
    command += ["--font-render-hinting=none", "--force-device-scale-factor=1", f"--user-data-dir={folder / 'profile'}"]
    command += [f"--window-size={width},{height}", f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(shot) as image:
        return ImageChops.invert(image.convert("L"))


def by_cardkit(words: Sequence[str], language: str, font: Path, cell: tuple[int, int], *, vertical: bool) -> Picture:
    width, height = sheet(cell, len(words))
    face = Typeface((open_font(font),), language)
    size = SIZE * PIXEL / MM_PER_PT
    items = []
    for word, (x, y) in zip(words, corners(cell, len(words)), strict=True):
        segments, missing = cut(word, face)
        assert not missing, f"{word!r}: {missing}"
        (line,) = break_lines(segments, float("inf"))
        origin = Point((x + 40) * PIXEL, (y + 20) * PIXEL) if vertical else Point((x + 20) * PIXEL, (y + 90) * PIXEL)
        items.append(Glyphs(origin, line, size, KEY, vertical=vertical))
    out = io.BytesIO()
    page = Face("card", "front", Size(width * PIXEL, height * PIXEL), 0, tuple(items), title="Words")
    write([page], Job("Words", language, "2026-12-01", "cardkit", shipped_press()), out)
    rendered = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=96 / 72)
    return ImageChops.invert(rendered.to_pil().convert("L"))


def sheet(cell: tuple[int, int], count: int) -> tuple[int, int]:
    return (cell[0] * count, cell[1]) if cell[1] > cell[0] else (cell[0], cell[1] * count)


def corners(cell: tuple[int, int], count: int) -> list[tuple[int, int]]:
    return [(i * cell[0], 0) if cell[1] > cell[0] else (0, i * cell[1]) for i in range(count)]
