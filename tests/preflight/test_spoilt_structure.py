"""Good PDFs, each spoilt in one way that shows without drawing it: exactly the right problem each."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import ImageCms
from press_file import (
    GANGRUN,
    MM,
    PANEL,
    X1A,
    X4,
    Spoil,
    add,
    code,
    draw,
    first,
    form,
    found,
    good,
    press_file,
    soft_mask,
    spot,
)

from cardkit.diagnostic import Span
from cardkit.preflight.inspection import structure
from cardkit.press.folder import shipped_press
from cardkit.press.model import PDF_X1A


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("0.6 0.3 0.1 0.1 k 0 60", "0.2 0.3 0.5 rg 0 60", "colour-rgb"),
        ("/Over gs 0 0 0 1 k BT", "/Over gs 0 0 0 rg BT", "colour-rgb"),
        ("0 0 0 1 K 0.2 w", "1 0 0 RG 0.2 w", "colour-rgb"),
        ("0 0 0 1 K 0.2 w", "/DeviceRGB CS 1 0 0 SC 0.2 w", "colour-rgb"),
        ("0 0 0 1 K 0.2 w", "BI /W 16 /H 1 /BPC 8 /CS /RGB ID " + "abc" * 16 + " EI 0 0 0 1 K 0.2 w", "colour-rgb"),
        ("/F1 3.175 Tf", "/F1 1.4 Tf", "type-too-small"),
        ("/F1 3.175 Tf 1 0 0 1 8 50 Tm", "/F1 12 Tf 0.1 0 0 0.1 8 50 Tm", "type-too-small"),
        ("1 0 0 1 8 50 Tm", "0.4 0 0 0.4 8 50 Tm", "type-too-small"),
        ("/Over gs 0 0 0 1 k BT /F1 3.175 Tf", "0.5 0.4 0 0.2 k BT /F1 2.4 Tf", "type-too-small-in-inks"),
        ("/Over gs 0 0 0 1 k BT", "/Over gs 0.78 0.65 0.51 0.98 k BT", "rich-black-text"),
        ("0.2 w", "0 w", "line-too-thin"),
        ("0.2 w 8 45 m", "2 w 0.02 0 0 0.02 0 0 cm 8 45 m", "line-too-thin"),
        ("0 0 0 1 K 0.2 w 8 45 m 50 45 l S", "0 0 0 1 k 8 45 42 0.05 re f", "line-too-thin"),
        ("0 0 0 1 K 0.2 w", "0.5 0.5 0 0.2 K 0.1 w", "line-too-thin-in-inks"),
        ("0 0 0 1 K 0.2 w", "0 0 0 0 K 0.1 w", "line-too-thin-in-inks"),
        ("q 40 0 0 20 13 68 cm", "q 120 0 0 60 -30 20 cm", "image-resolution-poor"),
        ("q 40 0 0 20 13 68 cm", "q 60 0 0 30 3 60 cm", "image-resolution-low"),
        ("q 40 0 0 20 13 68 cm", "q 60 0 0 20 3 68 cm", "image-resolution-low"),
        ("0.2 w", "0.2 w q 20 0 0 20 30 40 cm BI /W 40 /H 40 /IM true ID " + "a" * 200 + " EI Q", "image-resolution-poor"),
        ("/Over gs 0 0 0 1 k BT", "/Over gs 0 0 0 0 k BT", "white-overprints"),
        ("/Over gs 0 0 0 1 k BT", "/Over gs 1 g BT", "white-overprints"),
        ("0.2 w", "0.2 w /Over gs 0 0 0 0 k 10 10 20 20 re f /Plain gs", "white-overprints"),
        ("8 50 Tm", "8 62 Tm", ""),
        ("/Over gs 0 0 0 1 k BT /F1 3.175 Tf 1 0 0 1 8 50 Tm", "0 0 0 1 k BT /F1 3.175 Tf 1 0 0 1 8 62 Tm", "black-knocks-out"),
        ("/Over gs 0 0 0 1 k BT /F1 3.175 Tf 1 0 0 1 8 50 Tm", "0 g BT /F1 3.175 Tf 1 0 0 1 20 75 Tm", "black-knocks-out"),
        ("/Over gs 0 0 0 1 k BT", "0 0 0 1 k BT", ""),
        ("(Hohhot) Tj", "[(Hoh) -20 (hot)] TJ", ""),
        ("/Im Do", "/Im9 Do", "pdf-damaged"),
        ("/F1 3.175 Tf", "/F9 3.175 Tf", "pdf-damaged"),
        ("0.6 0.3 0.1 0.1 k", "/Cs9 cs 1 scn", "pdf-damaged"),
    ],
)  # fmt: skip
def test_content(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in good()
    path = press_file(tmp_path / "card.pdf", good().replace(old, new, 1))
    assert found(path) == ([expected] if expected else [])


def unclaimed(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def mixed(pdf: Pdf) -> None:
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-3:2003"


def other_claim(pdf: Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"PDF/X-3:2003")
    pdf.Root.Metadata = pdf.make_stream(xmp)


def only_in_info(pdf: Pdf) -> None:
    del pdf.Root.Metadata
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"


def untitled(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


def undated(pdf: Pdf) -> None:
    del pdf.docinfo["/ModDate"]


def untrapped(pdf: Pdf) -> None:
    pdf.docinfo["/Trapped"] = Name.Unknown


def no_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def pdfa_intent(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].S = Name.GTS_PDFA1


def no_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def screen_profile(pdf: Pdf) -> None:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(data)


def rubbish_profile(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(b"no profile" * 40)


def other_condition(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = "JC200103"


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x')")


def named_script(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=["a", Dictionary(S=Name.JavaScript, JS="1")]))


def page_action(pdf: Pdf) -> None:
    first(pdf).AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="1"))


def attached(pdf: Pdf) -> None:
    pdf.attachments["prices.csv"] = b"1;2"


def link(pdf: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[30, 30, 90, 90], A=Dictionary(S=Name.URI, URI="https://example.org")
    )
    first(pdf).Annots = Array([pdf.make_indirect(note)])


def hidden_font_file(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font.F1.FontDescriptor.FontFile2


def listed_font(pdf: Pdf) -> None:
    add(pdf, "/Font", "/F2", Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def whole_font(pdf: Pdf) -> None:
    font = pdf.pages[0].obj.Resources.Font.F1
    font.BaseFont = font.FontDescriptor.FontName = Name("/SourceSans3-Regular")


def mute_font(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font.F1.ToUnicode


def no_trim(pdf: Pdf) -> None:
    del first(pdf).TrimBox


def trim_beyond_bleed(pdf: Pdf) -> None:
    first(pdf).BleedBox = Array([20, 20, 100, 100])


def bleed_beyond_media(pdf: Pdf) -> None:
    first(pdf).BleedBox = Array([-20, -20, 400, 400])


def other_size(pdf: Pdf) -> None:
    box = [float(value) for value in pdf.pages[2].obj.TrimBox]
    pdf.pages[2].obj.TrimBox = Array([*box[:3], box[3] - 2 * MM])


def turned(pdf: Pdf) -> None:
    first(pdf).Rotate = 90


def turned_by_the_tree(pdf: Pdf) -> None:
    pdf.Root.Pages.Rotate = 180


def scaled(pdf: Pdf) -> None:
    first(pdf).UserUnit = 2


def little_bleed(pdf: Pdf) -> None:
    box = [float(value) for value in first(pdf).TrimBox]
    first(pdf).TrimBox = Array([box[0] - 2 * MM, box[1], box[2], box[3]])
    pdf.pages[1].obj.TrimBox = pdf.pages[2].obj.TrimBox = first(pdf).TrimBox


def no_bleed_box(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj.BleedBox
        page.obj.MediaBox = page.obj.TrimBox


def layer(pdf: Pdf, usual: Dictionary) -> pikepdf.Object:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="patch"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=usual)
    return group


def layer_off(pdf: Pdf) -> None:
    group = layer(pdf, Dictionary())
    pdf.Root.OCProperties.D.OFF = Array([group])


def layer_off_on_screens(pdf: Pdf) -> None:
    layer(pdf, Dictionary(AS=Array([Dictionary(Event=Name.View, Category=Array([Name.View]))])))


def plain_layer(pdf: Pdf) -> None:
    layer(pdf, Dictionary(OFF=Array([])))


def huge(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.obj.MediaBox = page.obj.BleedBox = Array([0, 0, 99_999, 99_999])


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (unclaimed, "pdfx-missing"),
        (only_in_info, "pdfx-missing"),
        (mixed, "pdfx-mixed"),
        (other_claim, "pdfx-differs"),
        (untitled, "pdfx-metadata"),
        (undated, "pdfx-metadata"),
        (untrapped, "trapped-missing"),
        (no_intent, "output-intent-missing"),
        (pdfa_intent, "output-intent-missing"),
        (no_profile, "output-intent-profile"),
        (screen_profile, "output-intent-profile"),
        (rubbish_profile, "output-intent-profile"),
        (other_condition, "output-intent-differs"),
        (script, "pdf-script"),
        (named_script, "pdf-script"),
        (page_action, "pdf-script"),
        (attached, "pdf-attachment"),
        (layer_off, "layer-hidden"),
        (layer_off_on_screens, "layer-hidden"),
        (link, "annotation-in-bleed"),
        (hidden_font_file, "font-not-embedded"),
        (listed_font, "font-not-embedded"),
        (whole_font, "font-not-subset"),
        (no_trim, "box-missing"),
        (trim_beyond_bleed, "box-nesting"),
        (bleed_beyond_media, "box-nesting"),
        (other_size, "box-size"),
        (turned, "page-rotated"),
        (turned_by_the_tree, "page-rotated"),
        (scaled, "user-unit"),
        (little_bleed, "bleed-too-small"),
        (no_bleed_box, "bleed-too-small"),
        (huge, "page-too-large"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_file(tmp_path: Path, spoil: Spoil, expected: str) -> None:
    assert found(press_file(tmp_path / "card.pdf", spoil=spoil, pages=3)) == [expected]


def test_layer_that_always_shows_passes(tmp_path: Path) -> None:
    assert found(press_file(tmp_path / "card.pdf", spoil=plain_layer)) == []


def test_font_that_cannot_be_read_back(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        mute_font(pdf)
        font = pdf.pages[0].obj.Resources.Font.F1
        if "/Encoding" in font:
            del font.Encoding

    assert found(press_file(tmp_path / "card.pdf", spoil=spoil)) == ["font-without-unicode"]


def test_encrypted_file_without_a_password(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf", encryption=pikepdf.Encryption(owner="x", user="", R=4))
    assert found(path) == ["pdf-encrypted"]


def test_newer_than_the_standard(tmp_path: Path) -> None:
    assert found(press_file(tmp_path / "card.pdf", version="1.7")) == ["pdfx-version"]


def alpha(pdf: Pdf) -> None:
    add(pdf, "/ExtGState", "/A", Dictionary(ca=0.5))
    draw(pdf, "/A gs 0 0 0 1 k 5 5 4 4 re f")


def blended(pdf: Pdf) -> None:
    add(pdf, "/ExtGState", "/B", Dictionary(BM=Name.Multiply))
    draw(pdf, "/B gs 0 0 0 1 k 5 5 4 4 re f")


def grouped(pdf: Pdf) -> None:
    form(pdf, "0 0 0 1 k 5 5 4 4 re f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))


def masked(pdf: Pdf) -> None:
    soft_mask(pdf, Name.DeviceGray)


def see_through(pdf: Pdf) -> None:
    mask = pdf.make_stream(bytes(500 * 250))
    mask.Type, mask.Subtype, mask.Width, mask.Height = Name.XObject, Name.Image, 500, 250
    mask.BitsPerComponent, mask.ColorSpace = 8, Name.DeviceGray
    first(pdf).Resources.XObject.Im.SMask = mask


@pytest.mark.parametrize("spoil", [alpha, blended, grouped, masked, see_through], ids=lambda value: value.__name__)
def test_transparency_is_for_x4_alone(tmp_path: Path, spoil: Spoil) -> None:
    old = press_file(tmp_path / "old.pdf", spoil=spoil, standard=PDF_X1A, version="1.4")
    assert found(old, X1A) == ["transparency-in-x1a"]
    assert found(press_file(tmp_path / "new.pdf", spoil=spoil)) == []


def test_profiles_are_not_for_x1a(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        add(pdf, "/ColorSpace", "/I", Array([Name.ICCBased, profile]))
        draw(pdf, "/I cs 0 0 0 1 scn 5 5 4 4 re f")

    old = press_file(tmp_path / "old.pdf", spoil=spoil, standard=PDF_X1A, version="1.4")
    assert found(old, X1A) == ["colour-icc-in-x1a"]
    assert found(press_file(tmp_path / "new.pdf", spoil=spoil)) == []


def test_object_streams_are_not_for_x1a(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf", standard=PDF_X1A, version="1.5", object_streams=True)
    path.write_bytes(path.read_bytes().replace(b"%PDF-1.5", b"%PDF-1.4", 1))
    assert found(path, X1A) == ["pdfx-version"]


def test_good_files_pass(tmp_path: Path) -> None:
    assert found(press_file(tmp_path / "x4.pdf")) == []
    assert found(press_file(tmp_path / "packed.pdf", object_streams=True)) == []
    assert found(press_file(tmp_path / "x1a.pdf", standard=PDF_X1A, version="1.4"), X1A) == []
    assert found(press_file(tmp_path / "gangrun.pdf"), GANGRUN) == []
    assert found(press_file(tmp_path / "office.pdf", standard=None), shipped_press("office")) == []


def test_good_spots_pass_where_the_press_has_them(tmp_path: Path) -> None:
    def foil(pdf: Pdf) -> None:
        add(pdf, "/ColorSpace", "/S", spot("Foil", [0, 0.3, 0.8, 0.2]))
        add(pdf, "/ColorSpace", "/D", spot("CutContour", [0, 1, 0, 0]))
        draw(pdf, "/Over gs /S cs 1 scn 5 5 4 4 re f /D CS 1 SCN 0.3 w 3 3 60 90 re S")

    path = press_file(tmp_path / "card.pdf", spoil=foil)
    assert found(path) == []
    assert found(path, GANGRUN) == ["spot-unknown", "spot-unknown"]


def test_a_finding_says_where_it_stands(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes() + f"1 0 0 rg {13 * MM} {23 * MM} {MM * 5} {MM * 2} re f".encode()
        )

    path = press_file(tmp_path / "card.pdf", spoil=spoil)
    spans = [Span("places/hohhot.yaml", 2, 5, 2, 11), Span("places/baotou.yaml", 2, 5, 2, 11)]
    (problem,) = structure(path, X4, spans, ["the front of `hohhot`", "the front of `baotou`"]).problems
    assert (problem.code, problem.page, problem.span) == ("colour-rgb", 2, spans[1])
    assert problem.box_mm == pytest.approx((10, 68, 5, 2), abs=0.01)
    assert "the front of `baotou`" in problem.message


def test_one_mistake_on_many_pages_is_one_problem(tmp_path: Path) -> None:
    content = good().replace("0.2 w", "0.01 w")
    (problem,) = structure(press_file(tmp_path / "card.pdf", content, pages=9), X4).problems
    assert problem.code == "line-too-thin"
    assert "page 1, page 2, page 3, page 4 and 5 more" in problem.message


def test_words_that_are_not_drawn_are_not_judged(tmp_path: Path) -> None:
    hidden = good() + "3 Tr BT /F1 0.5 Tf 8 50 Td (seen by no one) Tj ET"
    assert found(press_file(tmp_path / "card.pdf", hidden)) == []


def test_a_white_panel_under_black_words_needs_no_overprint(tmp_path: Path) -> None:
    words = "0 0 0 0 k 5 61 40 8 re f 0 0 0 1 k BT /F1 3.175 Tf 8 63 Td (Hohhot) Tj ET\n"
    assert found(press_file(tmp_path / "card.pdf", PANEL + words + code())) == []
