"""Good PDFs, each spoilt by one colour or ink that no press should meet: exactly the right problem each."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import ImageCms
from press_file import Spoil, add, draw, first, form, found, press_file, soft_mask, spot, tint


def rgb_picture(pdf: Pdf) -> None:
    first(pdf).Resources.XObject.Im.ColorSpace = Name.DeviceRGB


def indexed_picture(pdf: Pdf) -> None:
    table = pikepdf.String(bytes(range(256)) * 3)
    first(pdf).Resources.XObject.Im.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 255, table])


def lab(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/L", Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]))
    draw(pdf, "/L cs 50 10 10 scn 5 5 4 4 re f")


def calibrated(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/C", Array([Name.CalRGB, Dictionary(WhitePoint=[0.96, 1, 0.82])]))
    draw(pdf, "/C cs 1 0 0 scn 5 5 4 4 re f")


def icc(pdf: Pdf) -> None:
    profile = pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile.N = 3
    add(pdf, "/ColorSpace", "/I", Array([Name.ICCBased, profile]))
    draw(pdf, "/I cs 1 0 0 scn 5 5 4 4 re f")


def shading(pdf: Pdf) -> None:
    ramp = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=tint([1.0, 0, 0]))
    add(pdf, "/Shading", "/Sh", ramp)
    draw(pdf, "/Sh sh")


def shading_pattern(pdf: Pdf) -> None:
    ramp = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=tint([1.0, 0, 0]))
    add(pdf, "/Pattern", "/P", Dictionary(PatternType=2, Shading=ramp))
    draw(pdf, "/Pattern cs /P scn 5 5 4 4 re f")


def tiling_pattern(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"1 0 0 rg 0 0 1 1 re f")
    for key, value in Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 2, 2], XStep=2, YStep=2).items():
        tile[key] = value
    tile.Resources = Dictionary()
    add(pdf, "/Pattern", "/P", tile)
    draw(pdf, "/Pattern cs /P scn 5 5 4 4 re f")


def form_in_form(pdf: Pdf) -> None:
    inner = pdf.make_stream(b"1 0 0 RG 5 5 m 9 9 l S")
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    form(pdf, "/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))


def page_group(pdf: Pdf) -> None:
    first(pdf).Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def form_group(pdf: Pdf) -> None:
    form(pdf, "0 0 0 1 k 5 5 4 4 re f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))


def drawn_font(pdf: Pdf) -> None:
    glyph = pdf.make_stream(b"1000 0 d0 1 0 0 rg 0 0 700 700 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        Name=Name.Drawn,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(A=glyph),
        Encoding=Dictionary(Differences=[65, Name.A]),
        FirstChar=65,
        LastChar=65,
        Widths=[1000],
    )
    add(pdf, "/Font", "/T3", pdf.make_indirect(font))
    draw(pdf, "BT /T3 4 Tf 8 55 Td (A) Tj ET")


def spot_in_rgb(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S", spot("Gold", [0.8, 0.6, 0.2], Name.DeviceRGB))
    draw(pdf, "/S cs 1 scn 5 5 4 4 re f")


def two_colours(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S1", spot("Gold", [0, 0.3, 0.8, 0.2]))
    add(pdf, "/ColorSpace", "/S2", spot("Gold", [0, 0.4, 0.9, 0.1]))
    draw(pdf, "/S1 cs 1 scn 5 5 4 4 re f /S2 cs 1 scn 15 5 4 4 re f")


def two_spellings(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S1", spot("PANTONE#20871#20C".replace("#20", " "), [0, 0.3, 0.8, 0.2]))
    add(pdf, "/ColorSpace", "/S2", spot("Pantone 871C", [0, 0.3, 0.8, 0.2]))
    draw(pdf, "/S1 cs 1 scn 5 5 4 4 re f /S2 cs 1 scn 15 5 4 4 re f")


def filled_die(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S", spot("CutContour", [0, 1, 0, 0]))
    draw(pdf, "/S cs 1 scn /Over gs 5 5 4 4 re f")


def knocking_die(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S", spot("Stanze", [0, 1, 0, 0]))
    draw(pdf, "/S CS 1 SCN 0.3 w 5 5 4 4 re S")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (rgb_picture, "colour-rgb"),
        (indexed_picture, "colour-rgb"),
        (lab, "colour-rgb"),
        (calibrated, "colour-rgb"),
        (icc, "colour-icc-rgb"),
        (shading, "colour-rgb"),
        (shading_pattern, "colour-rgb"),
        (tiling_pattern, "colour-rgb"),
        (form, "colour-rgb"),
        (form_in_form, "colour-rgb"),
        (page_group, "colour-rgb"),
        (form_group, "colour-rgb"),
        (soft_mask, "colour-rgb"),
        (drawn_font, "colour-rgb"),
        (spot_in_rgb, "colour-rgb"),
        (two_colours, "spot-ambiguous"),
        (two_spellings, "spot-ambiguous"),
        (filled_die, "die-line-painted"),
        (knocking_die, "die-line-painted"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_colour(tmp_path: Path, spoil: Spoil, expected: str) -> None:
    assert found(press_file(tmp_path / "card.pdf", spoil=spoil, pages=3)) == [expected]
