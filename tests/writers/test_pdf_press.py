"""What a press finds in the file: its claim, its profile, boxes, plates and overprint, by pikepdf and Ghostscript."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, PAPER, Cmyk, Ink, Spot
from cardkit.layout.drawing import Drawing, Face, Fill, Glyphs, Item, Modules, Outline, Picture, Placed, Stroke
from cardkit.picture.photograph import open_photograph
from cardkit.press.folder import shipped_press
from cardkit.press.model import Press
from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.typesetting.shelf import shelf
from cardkit.writers.pdf import Job, Written, write

NAMES = ["fogra39-x4", "x1a", "cn-gangrun", "office"]
CLAIMING = NAMES[:3]
BLUE = Cmyk(0.9, 0.6, 0, 0)
FOIL = Spot("Foil", Cmyk(0, 0.2, 0.6, 0.2), overprints=True)
COPPER = Spot("PANTONE 876 C", Cmyk(0.2, 0.6, 0.7, 0.2))


def letters(words: str, y: float, ink: Ink = KEY, size: float = 20) -> Glyphs:
    shaped = open_font(shelf()[0]["Source Sans 3", 700, False].path).shape(words, "en")
    return Glyphs(Point(1, y), Line.of([Part(shaped)], shaped.width, words), size, ink)


def face(*items: Item, bleed: float = 2, side: str = "front") -> Face:
    return Face("card", side, Size(20, 20), bleed, items, title="A card (one)")


def document(*faces: Face, press: Press | None = None, title: str = "A test (of 中文)") -> tuple[bytes, Written]:
    out = io.BytesIO()
    written = write(faces, Job(title, "en", "2026-12-01", "cardkit 0", press or shipped_press()), out)
    return out.getvalue(), written


def opened(*items: Item, press: str = "fogra39-x4") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(document(face(*items), press=shipped_press(press))[0]))


ALL = (
    Fill(Rect(-2, -2, 24, 24), BLUE),
    letters("Hg", 10),
    Outline((("M", 1.0, 12.0), ("L", 9.0, 12.0)), stroke=Stroke(FOIL, 1)),
    Placed(Drawing((Fill(Rect(0, 0, 3, 3), COPPER), letters("e", 3, size=6))), Point(10, 10)),
)


@pytest.mark.parametrize("name", CLAIMING)
def test_the_file_claims_its_standard_and_carries_the_profile(name: str) -> None:
    press = shipped_press(name)
    pdf = opened(*ALL, press=name)
    assert str(pdf.docinfo["/GTS_PDFXVersion"]) == press.standard
    assert str(pdf.docinfo["/Trapped"]) == "/False"
    assert str(pdf.docinfo["/Title"]) == "A test (of 中文)"
    (intent,) = pdf.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert intent.DestOutputProfile.N == 4
    assert intent.DestOutputProfile.read_bytes() == press.profile.read_bytes()
    metadata = pdf.Root.Metadata
    assert "/Filter" not in metadata, "programs that know no PDF look for XMP in plain text"
    assert str(press.standard).encode() in metadata.read_bytes()
    assert "/AcroForm" not in pdf.Root
    assert "/Group" not in pdf.pages[0]
    assert "/Annots" not in pdf.pages[0]
    identity = [bytes(part) for part in pdf.trailer.ID]
    assert len(identity[0]) == 16
    assert identity[0] == identity[1]


def test_a_desktop_file_claims_nothing() -> None:
    pdf = opened(*ALL, press="office")
    assert "/OutputIntents" not in pdf.Root
    assert not [key for key in pdf.docinfo if "GTS" in key]
    assert b"GTS" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize(("name", "version", "packed"), [("fogra39-x4", b"1.6", True), ("x1a", b"1.4", False)])
def test_each_standard_has_its_version_of_pdf(name: str, version: bytes, packed: bool) -> None:  # noqa: FBT001
    data = document(face(*ALL), press=shipped_press(name))[0]
    assert data.startswith(b"%PDF-" + version + b"\n")
    assert (b"/ObjStm" in data) == packed
    assert (b"\nxref\n" in data) == (not packed)
    assert b"ReportLab" not in data


@pytest.mark.parametrize("name", NAMES)
def test_no_colour_but_ink_and_no_font_that_is_not_there(name: str) -> None:
    pdf = opened(*ALL, press=name)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Array) and len(item) and item[0] == "/Separation":
            assert str(item[2]) == "/DeviceCMYK"
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and item.get("/Type") == "/Font":
            assert item.Subtype != "/CIDFontType2" or "/FontFile2" in item.FontDescriptor
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            assert not foreign(item)
    assert not foreign(pdf.pages[0])
    text = b"".join(o.unparse() for o in pdf.objects if not isinstance(o, pikepdf.Stream))
    assert not re.search(rb"/(DeviceRGB|DeviceGray|CalRGB|ICCBased|Lab|Helvetica|SMask|ca|CA|BM)\b", text)


def foreign(content: Any) -> set[str]:
    used = {str(instruction.operator) for instruction in pikepdf.parse_content_stream(content)}
    return used & {"g", "G", "rg", "RG", "sc", "SC", "sh", "ri", "BI"}


@pytest.mark.parametrize("name", NAMES)
def test_media_holds_bleed_holds_trim(name: str) -> None:
    pdf = opened(*ALL, press=name)
    page = pdf.pages[0]
    media, bleed, trim = ([float(v) * MM_PER_PT for v in page[f"/{box}Box"]] for box in ("Media", "Bleed", "Trim"))
    assert [round(trim[2] - trim[0], 3), round(trim[3] - trim[1], 3)] == [20, 20]
    assert bleed == pytest.approx([trim[0] - 2, trim[1] - 2, trim[2] + 2, trim[3] + 2], abs=0.002)
    grown = 6 if name == "office" else 0
    assert media == pytest.approx([0, 0, 24 + 2 * grown, 24 + 2 * grown], abs=0.002)
    assert "/CropBox" not in page


def test_the_same_pages_give_the_same_bytes_and_others_another_name() -> None:
    one, same = document(face(*ALL))[0], document(face(*ALL))[0]
    other = document(face(*ALL, letters("!", 15)))[0]
    assert one == same
    name = re.compile(rb"uuid:[0-9a-f-]{36}")
    assert set(name.findall(one)) != set(name.findall(other))
    assert re.findall(rb"/ID\s*\[<\w+>", one) != re.findall(rb"/ID\s*\[<\w+>", other)


def test_a_photograph_keeps_below_the_ink_at_which_its_press_begins_to_complain(tmp_path: Path) -> None:
    path = tmp_path / "dark.png"
    Image.new("RGB", (40, 40), (3, 2, 1)).save(path)
    photo, _ = open_photograph(path, "dark.png", None)
    assert photo
    for most in (2.8, 2.2):
        press = replace(shipped_press(), ink_warning=most)
        pdf = pikepdf.open(
            io.BytesIO(document(face(Picture(photo, Rect(0, 0, 9, 9), Rect(0, 0, 9, 9))), press=press)[0])
        )
        (image,) = (o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image")
        raw = image.read_bytes()
        assert most - 0.2 < max(sum(raw[i : i + 4]) for i in range(0, len(raw), 4)) / 255 <= most + 0.001


def test_inks_are_named_without_the_registration_of_marks() -> None:
    marked = replace(shipped_press(), marks=True)
    data, written = document(face(*ALL), press=marked)
    assert written.inks == ("Cyan", "Magenta", "Black", "Foil", "PANTONE 876 C")
    pdf = pikepdf.open(io.BytesIO(data))
    spaces = pdf.pages[0].Resources.ColorSpace
    assert "/All" in [str(space[1]) for space in spaces.values()]


@pytest.mark.parametrize("name", NAMES)
def test_qpdf_and_poppler_take_the_file(name: str, tool: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(document(face(*ALL), face(letters("x", 9), side="back"), press=shipped_press(name))[0])
    checked = subprocess.run([tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=True)
    assert "WARNING" not in checked.stdout + checked.stderr
    said = subprocess.run([tool("pdfinfo"), str(path)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"PDF subtype:\s+(\S+)", said)
    assert (found and found[1]) == shipped_press(name).standard


# What stands on each plate, by Ghostscript.

_PX = 8  # pixels a mm


def plates(data: bytes, gs: str, folder: Path) -> Mapping[str, Image.Image]:
    """Each plate of the first page in grey, 0 for full ink."""
    (folder / "a.pdf").write_bytes(data)
    command = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{_PX * 25.4}", "-dFirstPage=1"]
    command += ["-dLastPage=1", "-dOverprint=/enable", f"-sOutputFile={folder}/p%d.tif", str(folder / "a.pdf")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "rror" not in run.stdout + run.stderr, run.stdout
    return {path.name[3:-5]: Image.open(path).convert("L") for path in folder.glob("p1(*).tif")}


def tints(found: Mapping[str, Image.Image], x: float, y: float, names: Sequence[str] = ()) -> dict[str, float]:
    """How much of each ink lies at a point of the face, in mm from the trim; inks without any are left out."""
    place = (round((x + 2) * _PX), round((y + 2) * _PX))
    values = {name: 1 - float(plate.getpixel(place)) / 255 for name, plate in found.items()}  # type: ignore[arg-type]
    return {name: round(value, 1) for name, value in values.items() if value > 0.02 and (not names or name in names)}


GROUND = {"Cyan": 0.9, "Magenta": 0.6}
FIELD = Fill(Rect(-2, -2, 24, 24), BLUE)


@pytest.fixture
def separated(tool: Callable[[str], str], tmp_path: Path) -> Callable[..., Mapping[str, Image.Image]]:
    def separate(*items: Item, press: str = "fogra39-x4") -> Mapping[str, Image.Image]:
        return plates(document(face(*items), press=shipped_press(press))[0], tool("gs"), tmp_path)

    return separate


@pytest.mark.parametrize("press", ["fogra39-x4", "x1a"])
def test_black_letters_and_lines_print_over_the_ground(
    press: str, separated: Callable[..., Mapping[str, Image.Image]]
) -> None:
    rule = Outline((("M", 1.0, 15.0), ("L", 19.0, 15.0)), stroke=Stroke(KEY, 1))
    found = separated(FIELD, letters("IIII", 12, size=40), rule, press=press)
    black = found["Black"]
    assert min(black.tobytes()) == 0, "no letter was found on the black plate"
    assert len(set(found["Cyan"].tobytes())) == 1, "letters knock out"
    assert tints(found, 10, 15) == {**GROUND, "Black": 1.0}


def test_black_fields_codes_white_and_other_inks_knock_out(
    separated: Callable[..., Mapping[str, Image.Image]],
) -> None:
    found = separated(
        FIELD,
        letters("I", 3),  # leaves overprinting on
        Fill(Rect(5, 5, 3, 3), KEY),
        Outline((("M", 9.0, 5.0), ("L", 12.0, 5.0), ("L", 12.0, 8.0), ("L", 9.0, 8.0), ("Z",)), fill=KEY),
        Fill(Rect(13, 5, 3, 3), PAPER),
        letters("I", 3),
        Modules(((True, True), (True, True)), Rect(5, 10, 3, 3), KEY, "https://x.example", 1, "M"),
        letters("I", 3),
        Placed(Drawing((Fill(Rect(0, 0, 3, 3), Cmyk(0, 0, 0.5, 0)),)), Point(9, 10)),
        letters("I", 3),
        Fill(Rect(13, 10, 3, 3), Cmyk(0, 0, 0, 0.5)),
    )
    for x, y in ((6, 6), (10, 6), (6, 11)):
        assert tints(found, x, y) == {"Black": 1.0}
    assert tints(found, 14, 6) == {}
    assert tints(found, 10, 11) == {"Yellow": 0.5}
    assert tints(found, 14, 11) == {"Black": 0.5}
    assert tints(found, 18, 18) == GROUND


@pytest.mark.parametrize("press", ["fogra39-x4", "x1a"])
def test_a_finish_leaves_the_other_plates_and_a_spot_ink_does_not(
    press: str, separated: Callable[..., Mapping[str, Image.Image]]
) -> None:
    found = separated(
        FIELD,
        Fill(Rect(1, 1, 3, 3), FOIL),
        Fill(Rect(6, 1, 3, 3), COPPER),
        Placed(Drawing((Fill(Rect(0, 0, 3, 3), FOIL),)), Point(11, 1)),
        Outline((("M", 1.0, 10.0), ("L", 19.0, 10.0)), stroke=Stroke(FOIL, 2)),
        press=press,
    )
    assert tints(found, 2, 2) == tints(found, 12, 2) == tints(found, 10, 10) == {**GROUND, "Foil": 1.0}
    assert tints(found, 7, 2) == {"PANTONE 876 C": 1.0}
    assert tints(found, 18, 18) == GROUND


def test_marks_stand_outside_the_bleed_and_art_inside(tool: Callable[[str], str], tmp_path: Path) -> None:
    too_far = Fill(Rect(-9, -9, 38, 38), BLUE)
    shop = replace(shipped_press(), marks=True)
    for press, names in ((shop, {"Cyan", "Magenta", "Yellow", "Black"}), (shipped_press("office"), {"Black"})):
        found = plates(document(face(too_far), press=press)[0], tool("gs"), tmp_path)
        inside = tuple(round(v * _PX) for v in (6, 6, 30, 30))  # the bleed box, in a page that is 6 mm wider each way
        for name in ("Cyan", "Magenta", "Yellow", "Black"):
            plate = found[name].point(lambda value: 255 if value < 200 else 0)
            alone = plate.copy()
            alone.paste(0, (inside[0] - 1, inside[1] - 1, inside[2] + 1, inside[3] + 1))
            assert (alone.getbbox() is not None) == (name in names), f"{press.name}: {name}"
            if name in names:
                left, top, right, bottom = (value / _PX for value in alone.getbbox() or ())
                assert (left, top) == pytest.approx((0.5, 0.5), abs=0.15)
                assert (right, bottom) == pytest.approx((35.5, 35.5), abs=0.15)
                across = alone.crop((0, round(8 * _PX) - 1, round(5.6 * _PX), round(8 * _PX) + 2))
                assert across.getbbox(), "no mark on the trim's line"
