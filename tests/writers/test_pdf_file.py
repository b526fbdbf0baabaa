"""The file round the pages: boxes, fonts, bookmarks, pictures once, the same bytes every time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, Cmyk
from cardkit.layout.drawing import Drawing, Face, Fill, Glyphs, Item, Picture, Placed
from cardkit.picture.photograph import open_photograph
from cardkit.press.folder import shipped_press
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.typesetting.shelf import shelf
from cardkit.writers.pdf import Job, write


def job(title: str = "内蒙古 · Inner Mongolia") -> Job:
    return Job(title, "zh-Hans", "2026-12-01", "cardkit 0", shipped_press())


def text(words: str, y: float = 5.0, family: str = "Source Sans 3", weight: int = 400) -> Glyphs:
    fonts, _ = shelf()
    shaped = open_font(fonts[family, weight, False].path).shape(words, "en")
    return Glyphs(Point(1, y), Line.of([Part(shaped)], shaped.width, words), 8, KEY)


def face(card: str, items: tuple[Item, ...], side: str = "front", section: str = "places") -> Face:
    return Face(card, side, Size(70, 120), 3, items, title=card.title(), section=section)


def made(faces: list[Face]) -> bytes:
    out = io.BytesIO()
    write(faces, job(), out, {"places": "地方", "stories": "故事"})
    return out.getvalue()


def test_boxes_are_the_format_to_a_thousandth() -> None:
    pdf = pikepdf.open(io.BytesIO(made([face("a", (text("A"),))])))
    page = pdf.pages[0]
    mm = [[float(v) * MM_PER_PT for v in page[box]] for box in ("/MediaBox", "/BleedBox", "/TrimBox")]
    assert mm[0] == pytest.approx([0, 0, 76, 126], abs=1e-3)
    assert mm[1] == pytest.approx([0, 0, 76, 126], abs=1e-3)
    assert mm[2] == pytest.approx([3, 3, 73, 123], abs=1e-3)
    assert "/CropBox" not in page
    assert "/Rotate" not in page


def test_every_font_is_embedded_and_subset_and_none_else_is_named() -> None:
    pdf = pikepdf.open(io.BytesIO(made([face("a", (text("A"), text("B", 9, "Noto Sans SC")))])))
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
    descendants = [o for o in fonts if o.Subtype == "/CIDFontType2"]
    assert len(descendants) == 2
    for font in fonts:
        assert font.Subtype in ("/Type0", "/CIDFontType2"), f"{font.get('/BaseFont')} is a stray font"
        assert str(font.BaseFont)[7] == "+"
    for font in descendants:
        assert len(bytes(font.FontDescriptor.FontFile2.read_bytes())) < 20_000


def test_bookmarks_go_by_section_and_card() -> None:
    faces = [
        face("hohhot", (text("A"),)),
        face("hohhot", (text("B"),), "back"),
        face("alxa", (text("C"),)),
        face("xanadu", (text("D"),), section="stories"),
    ]
    document = pypdfium2.PdfDocument(made(faces))
    found = [(b.level, b.get_title(), b.get_dest().get_index()) for b in document.get_toc()]
    assert found == [(0, "地方", 0), (1, "Hohhot", 0), (1, "Alxa", 2), (0, "故事", 3), (1, "Xanadu", 3)]


def test_the_file_says_its_title_language_and_date() -> None:
    pdf = pikepdf.open(io.BytesIO(made([face("a", (text("A"),))])))
    assert str(pdf.docinfo["/Title"]) == "内蒙古 · Inner Mongolia"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20261201000000Z"
    assert str(pdf.Root.Lang) == "zh-Hans"


def test_a_photograph_on_many_cards_is_in_the_file_once(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.effect_noise((300, 300), 60).convert("RGB").save(path)
    photo, problems = open_photograph(path, "photo.png", None)
    assert photo, problems
    faces = [face(f"card-{i}", (Picture(photo, Rect(0, 0, 70, 70), Rect(0, 0, 70, 60)),)) for i in range(5)]
    pdf = pikepdf.open(io.BytesIO(made(faces)))
    images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert len(images) == 1
    assert str(images[0].ColorSpace) == "/DeviceCMYK"
    top = pypdfium2.PdfDocument(made(faces))[0].render(scale=1).to_pil().convert("L")
    assert top.getpixel((100, 340)) == 255, "the picture must not show below its clip"


def test_a_drawing_placed_often_is_in_the_file_once() -> None:
    drawing = Drawing((Fill(Rect(0, 0, 1, 1), Cmyk(1, 0, 0, 0)),))
    faces = [face(f"card-{i}", (Placed(drawing, Point(i, 0)),)) for i in range(4)]
    pdf = pikepdf.open(io.BytesIO(made(faces)))
    assert sum(1 for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form") == 1


def test_no_operator_of_another_colour_space_is_in_the_file() -> None:
    pdf = pikepdf.open(io.BytesIO(made([face("a", (text("A"), Fill(Rect(0, 0, 9, 9), Cmyk(0.1, 0, 0, 0))))])))
    for page in pdf.pages:
        operators = {str(op.operator) for op in pikepdf.parse_content_stream(page)}
        assert not operators & {"rg", "RG", "g", "G", "cs", "CS", "sc", "scn", "sh"}


def test_text_extracts_as_written_by_two_readers() -> None:
    words = "office “fi” 2,400 km² — 40°15′ é"
    data = made([face("a", (text(words),))])
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    second = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "".join(first.split()) == "".join(words.split())
    assert "".join(second.split()) == "".join(words.split())


_SCRIPT = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from test_pdf_file import face, made, text
sys.stdout.buffer.write(made([face("a", (text("Bytes é 2026"), text("same", 9, "Fraunces")))], ))
"""


def test_the_same_bytes_under_other_hash_seeds_zones_and_locales(tmp_path: Path) -> None:
    script = _SCRIPT.format(path=[str(Path(__file__).parent)], tmp=str(tmp_path))
    seen = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Asia/Shanghai", "C.UTF-8"), ("2", "America/Lima", "C")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        seen.add(run.stdout)
    assert len(seen) == 1
