"""Text of every script comes back from a finished page as it was written, for two readers of PDF."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

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
LATIN = open_font(shelf()[0]["Source Sans 3", 400, False].path)
SIZE = 9.0
EM = SIZE * MM_PER_PT


def typeface(name: str, language: str) -> Typeface:
    return Typeface((open_font(FONTS / f"{name}-Regular.ttf"), LATIN), language)


ARABIC, HEBREW = typeface("NotoNaskhArabic", "ar"), typeface("NotoSansHebrew", "he")

RIGHT_TO_LEFT = [
    (ARABIC, "مرحبا بكم في منغوليا الداخلية"),
    (ARABIC, "هل تعرف منغوليا؟"),
    (ARABIC, "تأسست المدينة سنة 2026، وبلغ النمو 50%."),
    (ARABIC, "في الفترة 12.5-13 أو ١٢٫٥ مليون."),
    (ARABIC, "زوروا مدينة Hohhot فهي جميلة جدا في الصيف."),
    (ARABIC, "سهوب واسعة وصحراء كبرى وغابات، وتعال معنا سنة 2026 لترى القمر فوق الرمال والخيل حول البئر."),
    (HEBREW, "ברוכים הבאים למונגוליה הפנימית"),
    (HEBREW, "העיר נוסדה בשנת 1580, והיא יפה."),
    (HEBREW, "העיר Hohhot יפה מאוד בקיץ!"),
]
#: Brackets, and marks behind a Latin word, come back right from PDFium, which turns them with the line; poppler leaves
#: them as they are seen.
BRACKETS = [
    (ARABIC, "زوروا مدينة Hohhot، فهي جميلة جدا في الصيف."),
    (ARABIC, "مدينة هوهيهوت (عاصمة المنطقة) جميلة."),
    (ARABIC, "قال «مرحبا بكم» في البداية!"),
    (HEBREW, "בואו (בקיץ) לערבה."),
    (ARABIC, "زوروا مدينة (Hohhot) فهي جميلة."),
    (ARABIC, "زوروا مدينة [Hohhot] ثم مدينة (Ordos)"),
    (HEBREW, "העיר (Hohhot) הכחולה, וגם Ordos!"),
]
LEFT_TO_RIGHT = [
    (typeface("NotoSansThai", "th"), "ยินดีต้อนรับสู่ทุ่งหญ้า น้ำ และที่นี่"),
    (typeface("NotoSansDevanagari", "hi"), "भीतरी मंगोलिया में स्वागत है। क्षेत्र, विद्यार्थी १२३"),
    (typeface("NotoSansJP", "ja"), "草原の海、「青い都」フフホト。ちょっとコーヒー。"),
    (typeface("NotoSansKR", "ko"), "내몽골자치구에 오신 것을 환영합니다."),
    (Typeface((LATIN,), "vi"), "Chào mừng quý khách đến với Nội Mông"),
    (Typeface((LATIN,), "ru"), "Добро пожаловать во Внутреннюю Монголию"),
    (Typeface((LATIN,), "de"), "Willkommen, Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft!"),
]


def page(text: str, face: Typeface, folder: Path, width: float = 60.0) -> Path:
    segments, missing = cut(text, face)
    assert not missing, missing
    items = []
    for i, line in enumerate(break_lines(segments, width / EM)):
        left = 70 - line.width * EM if line.right_to_left else 10.0
        items.append(Glyphs(Point(left, 10 + 6 * i), line, SIZE, KEY))
    out = io.BytesIO()
    face_ = Face("card", "front", Size(80, 80), 0, tuple(items), title="A card")
    write([face_], Job("A test", "en", "2026-12-01", "cardkit", shipped_press()), out)
    path = folder / "page.pdf"
    path.write_bytes(out.getvalue())
    return path


def by_pdfium(path: Path) -> str:
    return " ".join(str(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()).split())


@pytest.mark.parametrize(("face", "text"), [*RIGHT_TO_LEFT, *BRACKETS])
def test_right_to_left_text_comes_back_from_pdfium(face: Typeface, text: str, tmp_path: Path) -> None:
    assert by_pdfium(page(text, face, tmp_path)) == text


@pytest.mark.parametrize(("face", "text"), LEFT_TO_RIGHT)
def test_text_comes_back_from_pdfium(face: Typeface, text: str, tmp_path: Path) -> None:
    said = by_pdfium(page(text, face, tmp_path))
    assert said.replace(" ", "") == text.replace("\u00ad", "").replace(" ", "")


@pytest.mark.slow
@pytest.mark.parametrize(("face", "text"), [*RIGHT_TO_LEFT, *LEFT_TO_RIGHT])
def test_text_comes_back_from_poppler(face: Typeface, text: str, tool: Callable[[str], str], tmp_path: Path) -> None:
    command = [tool("pdftotext"), "-enc", "UTF-8", str(page(text, face, tmp_path)), "-"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    # Poppler puts the space behind a number or a Latin word on its other side, so spaces are not compared.
    said = "".join(said.split()).translate(dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f")))
    assert said == text.replace("\u00ad", "").replace(" ", "")


def test_marks_come_back_behind_their_letters(tmp_path: Path) -> None:
    for face, text in ((ARABIC, "مُحَمَد رَسُول"), (HEBREW, "עֵלִי שָלוֹם")):
        assert by_pdfium(page(text, face, tmp_path)) == text


def test_a_line_without_a_right_to_left_word_says_its_text_itself(tmp_path: Path) -> None:
    path = page("Hohhot 2026", ARABIC, tmp_path)
    assert by_pdfium(path) == "Hohhot 2026"
