"""What comes to a prepress desk on any day: a good file with one thing wrong that its maker never saw."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageCms
from press_file import MM, Spoil, add, code, draw, first, press_file, spot

from cardkit.cli import main
from cardkit.pdf.letterform import letterforms
from cardkit.pdf.operation import shown_codes
from cardkit.preflight.fact import facts
from cardkit.preflight.inspection import inspect, structure
from cardkit.press.folder import shipped_press
from cardkit.press.model import PDF_X1A, Press

X4, X1A = shipped_press("fogra39-x4"), shipped_press("x1a")


def found(path: Path, press: Press = X4) -> list[str]:
    return sorted(problem.code for problem in structure(path, press).problems)


def registration_text(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/All", spot("All", [1, 1, 1, 1]))
    draw(pdf, "/All cs 1 scn BT /F1 3 Tf 8 52 Td (Hohhot) Tj ET")


def registration_line(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/All", spot("All", [1, 1, 1, 1]))
    draw(pdf, "/All CS 1 SCN 0.1 w 8 42 m 50 42 l S")


def black_twin(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/B", spot("black", [0, 0, 0, 1]))
    draw(pdf, "/B cs 1 scn 5 5 4 4 re f")


def german_black(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/B", spot("Schwarz", [0, 0, 0, 1]))
    draw(pdf, "/B cs 1 scn 5 5 4 4 re f")


def process_black(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/B", spot("Black", [0, 0, 0, 1]))
    draw(pdf, "/B cs 1 scn 5 5 4 4 re f")


def papers_of_one_pantone(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/C", spot("PANTONE 186 C", [0, 1, 0.8, 0.1]))
    add(pdf, "/ColorSpace", "/U", spot("PANTONE 186 U", [0, 1, 0.8, 0.1]))
    draw(pdf, "/C cs 1 scn 5 5 4 4 re f /U cs 1 scn 15 5 4 4 re f")


def knocking_varnish(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/V", spot("Varnish", [0, 0, 0.2, 0]))
    draw(pdf, "/V cs 1 scn 5 65 9 9 re f")


def white_beneath(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/W", spot("专白", [0, 0.1, 0, 0]))
    draw(pdf, "/W cs 1 scn 5 65 9 9 re f")


def overprinting_foil(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/V", spot("Foil Gold", [0, 0.2, 0.6, 0.2]))
    draw(pdf, "/Over gs /V cs 1 scn 5 65 9 9 re f")


def art_box(pdf: Pdf) -> None:
    first(pdf).ArtBox = first(pdf).TrimBox


def second_intent(pdf: Pdf) -> None:
    other = Dictionary(dict(pdf.Root.OutputIntents[0].items()))
    other.OutputConditionIdentifier = "FOGRA51"
    pdf.Root.OutputIntents.append(other)


def archive_intent(pdf: Pdf) -> None:
    other = Dictionary(dict(pdf.Root.OutputIntents[0].items()))
    other.S = Name.GTS_PDFA1
    pdf.Root.OutputIntents.append(other)


def three_inks_of_four(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


def screen_profile_of_four(pdf: Pdf) -> None:
    profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile.N = 4
    add(pdf, "/ColorSpace", "/I", Array([Name.ICCBased, profile]))
    draw(pdf, "/I cs 0 0 0 1 scn 5 5 4 4 re f")


def transfer_curve(pdf: Pdf) -> None:
    curve = Dictionary(FunctionType=2, Domain=[0, 1], N=2, C0=[0], C1=[1])
    add(pdf, "/ExtGState", "/T", Dictionary(TR=curve))
    draw(pdf, "/T gs 0 0 0 0.5 k 5 5 4 4 re f")


def usual_transfer(pdf: Pdf) -> None:
    add(pdf, "/ExtGState", "/T", Dictionary(TR2=Name.Default))
    draw(pdf, "/T gs 0 0 0 0.5 k 5 5 4 4 re f")


def halftone(pdf: Pdf) -> None:
    add(pdf, "/ExtGState", "/T", Dictionary(HTP=[0, 0]))
    draw(pdf, "/T gs 0 0 0 0.5 k 5 5 4 4 re f")


def postscript(pdf: Pdf) -> None:
    program = pdf.make_stream(b"showpage")
    program.Type, program.Subtype = Name.XObject, Name.PS
    add(pdf, "/XObject", "/PS", program)
    draw(pdf, "/PS Do")


def bookmark_script(pdf: Pdf) -> None:
    entry = pdf.make_indirect(Dictionary(Title=String("x"), A=Dictionary(S=Name.JavaScript, JS=String("1"))))
    entry.Next = entry
    pdf.Root.Outlines = Dictionary(Type=Name.Outlines, First=entry, Last=entry)


def script_after_a_jump(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("1"))
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([first(pdf), Name.Fit]), Next=Array([script]))


def endless_jumps(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.GoTo, D=Array([first(pdf), Name.Fit])))
    action.Next = action
    pdf.Root.OpenAction = action


def widths_gone(pdf: Pdf) -> None:
    del first(pdf).Resources.Font.F1.Widths


def crop_marks_around(pdf: Pdf) -> None:
    """A sheet with a slug, and marks in all inks that begin where the bleed ends: one path around the card."""
    add(pdf, "/ColorSpace", "/All", spot("All", [1, 1, 1, 1]))
    draw(pdf, "/All CS 1 SCN 0.088 w 3 0 m 3 -5 l 63 0 m 63 -5 l 3 96 m 3 101 l 63 96 m 63 101 l S")
    page = first(pdf)
    page.MediaBox = Array([-9 * MM, -9 * MM, 75 * MM, 105 * MM])


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (registration_text, "registration-on-card"),
        (registration_line, "registration-on-card"),
        (crop_marks_around, ""),
        (black_twin, "spot-ambiguous"),
        (german_black, "spot-ambiguous"),
        (process_black, ""),
        (papers_of_one_pantone, "spot-ambiguous"),
        (knocking_varnish, "finish-knocks-out"),
        (white_beneath, "finish-knocks-out"),
        (overprinting_foil, ""),
        (art_box, "pdfx-forbidden"),
        (second_intent, "output-intent-several"),
        (archive_intent, ""),
        (three_inks_of_four, "output-intent-profile"),
        (screen_profile_of_four, "colour-icc-rgb"),
        (transfer_curve, "pdfx-forbidden"),
        (usual_transfer, ""),
        (halftone, "pdfx-forbidden"),
        (postscript, "pdfx-forbidden"),
        (bookmark_script, "pdf-script"),
        (script_after_a_jump, "pdf-script"),
        (endless_jumps, "pdf-script"),
        (widths_gone, "font-widths"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_one_thing_wrong(tmp_path: Path, spoil: Spoil, expected: str) -> None:
    assert found(press_file(tmp_path / "card.pdf", spoil=spoil, pages=3)) == ([expected] if expected else [])


def picture_of(bits: int, data: bytes, packing: Name | None = None) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        picture = pdf.make_stream(b"")
        picture.write(data, filter=packing)
        picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
        picture.Width, picture.Height, picture.BitsPerComponent = 40, 20, bits
        add(pdf, "/XObject", "/Deep", picture)
        draw(pdf, "q 4 0 0 2 5 5 cm /Deep Do Q")

    return spoil


def layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Deutsch")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(ON=[layer]))


def jpeg_2000() -> bytes:
    file = io.BytesIO()
    Image.new("L", (40, 20), 200).save(file, "JPEG2000")
    return file.getvalue()


@pytest.mark.parametrize(
    "spoil",
    [picture_of(16, bytes(1600)), picture_of(8, jpeg_2000(), Name.JPXDecode), layers],
    ids=["16", "jpx", "layers"],
)
def test_what_came_after_pdf_14_is_not_for_x1a(tmp_path: Path, spoil: Spoil) -> None:
    older = press_file(tmp_path / "old.pdf", spoil=spoil, standard=PDF_X1A, version="1.4")
    assert found(older, X1A) == ["pdfx-forbidden"]
    assert found(press_file(tmp_path / "new.pdf", spoil=spoil)) == []


def cid_font(pdf: Pdf, *, widths: float = 1.0, text: str = "0001") -> None:
    """The page's words in the same letters by number, as most programs write them."""
    plain = first(pdf).Resources.Font.F1
    forms = letterforms(plain.FontDescriptor.FontFile2)
    assert forms is not None
    carrier = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=plain.BaseFont,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=plain.FontDescriptor,
        CIDToGIDMap=Name.Identity,
        W=Array([0, Array([round(width * widths) for width in forms.widths])]),
    )
    whole = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=plain.BaseFont,
        Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(carrier)],
        ToUnicode=plain.ToUnicode,
    )
    add(pdf, "/Font", "/Cid", pdf.make_indirect(whole))
    draw(pdf, f"0 0 0 1 k BT /Cid 3 Tf 8 52 Td <{text}> Tj ET")


@pytest.mark.parametrize(
    ("widths", "text", "expected"),
    [(1.0, "00050006", []), (1.3, "00050006", ["font-widths"]), (1.0, "0005FFF0", ["glyph-missing"])],
)
def test_letters_by_number(tmp_path: Path, widths: float, text: str, expected: list[str]) -> None:
    path = press_file(tmp_path / "card.pdf", spoil=lambda pdf: cid_font(pdf, widths=widths, text=text))
    assert found(path) == expected


def test_no_font_at_all_has_letterforms() -> None:
    with pikepdf.new() as pdf:
        for data in (b"", b"\0\1\0\0\0\x09", b"\0\1\0\0\0\1\0\0\0\0\0\0head\0\0\0\0" + struct.pack(">LL", 0, 4)):
            assert letterforms(Stream(pdf, data)) is None


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (b"<00010002>", {1, 2}),
        (b"[<0001> -20 <00 03>]", {1, 3}),
        (rb"(\000\001A\n)", {1, 0x410A}),
        (rb"(\(\)\\a) <0007>", {0x2829, 0x5C61, 7}),
        (b"<000>", set()),
    ],
)
def test_codes_of_shown_strings(operands: bytes, expected: set[int]) -> None:
    assert shown_codes(operands) == expected


def test_a_code_with_exactly_four_modules_of_quiet_passes(tmp_path: Path) -> None:
    """Measured in pixels, four modules of white between a code and a panel once came out as 3.9."""
    module, side = 0.75, 29 * 0.75
    quiet = 4 * module
    panel = f"0.2 0.1 0.3 0 k 5 5 56 50 re f 0 0 0 0 k {12 - quiet} {12 - quiet} {side + 2 * quiet} {side + 2 * quiet} re f\n"
    _, problems = inspect(press_file(tmp_path / "card.pdf", panel + code(module=module), pages=1), X4)
    assert [problem.code for problem in problems if problem.code == "code-quiet-zone"] == []
    narrow = panel.replace(f"{side + 2 * quiet} re f", f"{side + quiet + 2 * module} re f")
    _, problems = inspect(press_file(tmp_path / "narrow.pdf", narrow + code(module=module), pages=1), X4)
    assert [problem.code for problem in problems] == ["code-quiet-zone"]


@pytest.mark.parametrize(("beyond", "expected"), [(0.2, ["bleed-empty"]), (1.6, [])])
def test_a_thing_that_ends_beyond_the_knife_is_no_bleed_that_is_missing(
    tmp_path: Path, beyond: float, expected: list[str]
) -> None:
    """A cloud that ends 1.75 mm beyond the trim was once reported: no knife strays so far."""
    content = f"0.6 0.2 0 0 k 0 0 30 12 re f 40 {3 - beyond} 5 12 re f"
    _, problems = inspect(press_file(tmp_path / "card.pdf", content, pages=1), X4)
    assert [problem.code for problem in problems] == expected


def test_a_page_keeps_each_look_once(tmp_path: Path) -> None:
    """Ten thousand cards are inspected in little room: a look is kept with one place a page, however often it is used."""
    squares = " ".join(f"{x} {y} 1 1 re f" for x in range(5, 50, 2) for y in range(5, 50, 2))
    known = facts(
        press_file(tmp_path / "card.pdf", f"0.1 0 0 0 k {squares} 0 0 0 1 k 5 60 1 0.05 re f 5 62 20 0.02 re f")
    )
    assert [len(places) for places in known.looks.values()] == [2, 2]
    assert {
        round((place.shape and float(place.shape.split()[3])) or 0, 2)
        for _, place in next(iter(known.slender.values()))
    } == {0.02}


def test_a_format_with_less_bleed_than_the_press_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`render --format postcard-cn` failed: its 2 mm are the owner's decision, of which the printer must hear."""
    assert main(["new", "deck", str(tmp_path / "deck")]) == 0
    capsys.readouterr()
    arguments = ["render", str(tmp_path / "deck"), "--format", "postcard-cn", "--proof", "fast", "--report", "json"]
    assert main(arguments) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [
        (one["severity"], one["file"].endswith("deck.yaml")) for one in problems if one["code"] == "bleed-too-small"
    ] == [("warning", True)]
    pdf = min((tmp_path / "deck" / "build").glob("*.pdf"))
    _, alone = inspect(pdf, X4)
    assert [(one.code, one.is_error) for one in alone if one.code == "bleed-too-small"] == [("bleed-too-small", True)]
    _, planned = inspect(pdf, X4, pdf.parent / "manifest.json")
    assert [(one.code, one.is_error) for one in planned if one.code == "bleed-too-small"] == [
        ("bleed-too-small", False)
    ]


@pytest.mark.parametrize(("ink", "expected"), [("Varnish", []), ("CutContour", []), ("Orange", ["ink-over-limit"])])
def test_a_finish_is_no_wet_ink(tmp_path: Path, ink: str, expected: list[str]) -> None:
    """Varnish over a dark picture once counted as a fifth ink, and every gilded deck was over the limit."""

    def finish(pdf: Pdf) -> None:
        add(pdf, "/ColorSpace", "/S", spot(ink, [0, 0.1, 0.2, 0]))
        draw(pdf, "/S cs 1 scn /S CS 1 SCN /Over gs 0 60 66 36 re 4 w " + ("S" if ink == "CutContour" else "f"))

    content = "0.7 0.7 0.7 0.5 k 0 60 66 36 re f"
    _, problems = inspect(press_file(tmp_path / "card.pdf", content, finish, pages=1), X4)
    assert [problem.code for problem in problems] == expected


def test_light_on_water_beyond_the_trim_is_no_end_of_the_water(tmp_path: Path) -> None:
    """A white line that lies just beyond the trim was once taken for the end of the river that it lies on."""
    content = "0.4 0.1 0 0 k 0 0 66 40 re f 0 0 0 0 k 30 2.1 6 0.8 re f"
    _, problems = inspect(press_file(tmp_path / "card.pdf", content, pages=1), X4)
    assert [problem.code for problem in problems] == []
