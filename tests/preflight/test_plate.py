"""Plates drawn from a page: knock-out, overprint, spots and pictures land where Ghostscript puts them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from press_file import PANEL, PICTURE, TEXT, Spoil, add, draw, first, press_file, spot, tint

from cardkit.geometry import Rect
from cardkit.pdf.mark import Look
from cardkit.pdf.space import CMYK, Space, colour
from cardkit.preflight.plate import plates
from cardkit.preflight.sight import heaviest

#: At 25.4 ppi a pixel is a millimetre.
A_MM = 25.4


def at(path: Path, x: int, y: int, spots: tuple[str, ...] = ()) -> dict[str, int]:
    """The inks in percent at a place in mm from the lower left of the bleed."""
    found = plates(path, 1, A_MM, spots=spots)
    return {ink: round(int(plate[-1 - y, x]) / 2.55) for ink, plate in found.items() if plate[-1 - y, x] > 2}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0.5 0.4 0.3 0.2 k 10 10 9 9 re f", {"Cyan": 50, "Magenta": 40, "Yellow": 30, "Black": 20}),
        ("0.25 g 10 10 9 9 re f", {"Black": 75}),
        ("1 0 0 rg 10 10 9 9 re f", {"Magenta": 100, "Yellow": 100}),
        ("1 0 0 0 k 10 10 9 9 re f 0 0 0 1 k 10 10 9 9 re f", {"Black": 100}),
        ("1 0 0 0 k 10 10 9 9 re f /Over gs 0 0 0 1 k 10 10 9 9 re f", {"Cyan": 100, "Black": 100}),
        ("1 0 0 0 k 10 10 9 9 re f /Over gs 0.3 0.2 0 0 k 10 10 9 9 re f", {"Cyan": 100, "Magenta": 20}),
        ("1 0 0 0 k 10 10 9 9 re f /Over gs 0 0 0 0 k 10 10 9 9 re f", {"Cyan": 100}),
        ("1 0 0 0 k 10 10 9 9 re f 0 0 0 0 k 10 10 9 9 re f", {}),
        ("1 0 0 0 K 9 w 10 14 m 30 14 l S", {"Cyan": 100}),
        ("q 1 0 0 0 k Q 10 10 9 9 re f", {"Black": 100}),
    ],
)  # fmt: skip
def test_inks_meet_as_on_a_press(tmp_path: Path, content: str, expected: dict[str, int]) -> None:
    assert at(press_file(tmp_path / "card.pdf", content, pages=1), 14, 14) == pytest.approx(expected, abs=1)


def foil(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S", spot("Foil", [0, 0.3, 0.8, 0.2]))
    draw(pdf, "0.5 0 0 0 k 10 10 9 9 re f /Over gs /S cs 0.6 scn 10 10 9 9 re f")


def foil_beneath(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/S", spot("Foil", [0, 0.3, 0.8, 0.2]))
    draw(pdf, "/S cs 1 scn 10 10 9 9 re f 0 0 0 1 k 10 10 9 9 re f")


def every_plate(pdf: Pdf) -> None:
    add(pdf, "/ColorSpace", "/A", spot("All", [1, 1, 1, 1]))
    draw(pdf, "/A cs 1 scn 10 10 9 9 re f")


def two_inks(pdf: Pdf) -> None:
    function = pdf.make_stream(b"{0 0 4 2 roll}")
    function.FunctionType, function.Domain, function.Range = 4, Array([0, 1, 0, 1]), Array([0, 1] * 4)
    space = Array([Name.DeviceN, Array([Name.Black, Name("/Foil")]), Name.DeviceCMYK, function])
    add(pdf, "/ColorSpace", "/N", space)
    draw(pdf, "/N cs 0.2 0.7 scn 10 10 9 9 re f")


def half_there(pdf: Pdf) -> None:
    add(pdf, "/ExtGState", "/H", Dictionary(ca=0.5))
    draw(pdf, "/H gs 1 0 0 0 k 10 10 9 9 re f")


def multiplied(pdf: Pdf) -> None:
    add(pdf, "/ExtGState", "/M", Dictionary(BM=Name.Multiply))
    draw(pdf, "0.5 0 0 0 k 10 10 9 9 re f /M gs 0.5 0 0.4 0 k 10 10 9 9 re f")


def gradient(pdf: Pdf) -> None:
    ramp = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[10, 0, 18, 0], Extend=[True, True], Function=tint([1, 0, 0, 0.5])
    )  # fmt: skip
    add(pdf, "/Shading", "/Sh", ramp)
    draw(pdf, "q 10 10 9 9 re W n /Sh sh Q")


def tiled(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"0 1 0 0.2 k 0 0 1 1 re f")
    for key, value in Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 1, 1], XStep=1, YStep=1).items():
        tile[key] = value
    tile.Resources = Dictionary()
    add(pdf, "/Pattern", "/P", tile)
    draw(pdf, "/Pattern cs /P scn 10 10 9 9 re f")


def stencilled(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"0 0 1 1 re f")
    for key, value in Dictionary(PatternType=1, PaintType=2, TilingType=1, BBox=[0, 0, 1, 1], XStep=1, YStep=1).items():
        tile[key] = value
    tile.Resources = Dictionary()
    add(pdf, "/Pattern", "/P", tile)
    add(pdf, "/ColorSpace", "/U", Array([Name.Pattern, Name.DeviceCMYK]))
    draw(pdf, "/U cs 0 1 0 0.2 /P scn 10 10 9 9 re f")


def form_in_its_callers_ink(pdf: Pdf) -> None:
    form = pdf.make_stream(b"10 10 9 9 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    add(pdf, "/XObject", "/F", form)
    draw(pdf, "0 0.4 0 0 k /F Do 0 0 0.7 0 k q 1 0 0 1 20 0 cm /F Do Q")


def inline(pdf: Pdf) -> None:
    data = "7f7f0000" * 4
    draw(pdf, f"q 9 0 0 9 10 10 cm BI /W 2 /H 2 /BPC 8 /CS /CMYK /F /AHx ID {data}> EI Q")


def indexed(pdf: Pdf) -> None:
    picture = first(pdf).Resources.XObject.Im
    table = Array([Name.Indexed, Name.DeviceCMYK, 1, b"\x00\x00\x00\x00\x80\x00\x40\x00"])
    picture.ColorSpace = table
    picture.write(b"\x01" * 500 * 250)
    draw(pdf, "q 9 0 0 9 10 10 cm /Im Do Q")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (foil, {"Cyan": 50, "Foil": 60}),
        (foil_beneath, {"Black": 100}),
        (every_plate, {"Cyan": 100, "Magenta": 100, "Yellow": 100, "Black": 100}),
        (two_inks, {"Black": 20, "Foil": 70}),
        (half_there, {"Cyan": 50}),
        (multiplied, {"Cyan": 75, "Yellow": 40}),
        (gradient, {"Cyan": 53, "Black": 27}),
        (tiled, {"Magenta": 100, "Black": 20}),
        (stencilled, {"Magenta": 100, "Black": 20}),
        (form_in_its_callers_ink, {"Magenta": 40}),
        (inline, {"Cyan": 50, "Magenta": 50}),
        (indexed, {"Cyan": 50, "Yellow": 25}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_everything_that_paints(tmp_path: Path, spoil: Spoil, expected: dict[str, int]) -> None:
    path = press_file(tmp_path / "card.pdf", "", spoil, pages=1)
    assert at(path, 14, 14, ("Foil",)) == pytest.approx(expected, abs=4)


def test_one_box_of_a_page(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf", PANEL, pages=1)
    found = plates(path, 1, A_MM, box=Rect(0, 0, 60, 90))
    assert found["Cyan"].shape == (90, 60)
    assert (found["Cyan"][0] > 0).all()
    assert not found["Cyan"][40:].any()


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 60))
def test_the_heaviest_window_is_found(x: int, y: int) -> None:
    total = np.zeros((80, 80), np.int32)
    total[y : y + 15, x : x + 15] = 4 * 255
    amount, place = heaviest(total)
    assert amount == pytest.approx(4)
    assert (place.x * 4, place.y * 4) == (x, y)


def by_ghostscript(gs: str, pdf: Path, folder: Path, ppi: int) -> dict[str, NDArray[np.uint8]]:
    folder.mkdir()
    command = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{ppi}", "-dOverprint=/enable"]
    command += ["-dGraphicsAlphaBits=4", "-dTextAlphaBits=4"]
    subprocess.run([*command, f"-sOutputFile={folder / 'p.tif'}", str(pdf)], check=True, capture_output=True)
    names = {path.stem.rpartition("(")[2].rstrip(")"): path for path in folder.glob("p(*).tif")}
    return {name: 255 - np.asarray(Image.open(path).convert("L")) for name, path in names.items()}


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [foil, foil_beneath, every_plate, two_inks, half_there, gradient, tiled, form_in_its_callers_ink, inline, indexed], ids=lambda value: value.__name__)  # fmt: skip
def test_another_separator_agrees(tmp_path: Path, tool: Callable[[str], str], spoil: Spoil) -> None:
    path = press_file(tmp_path / "card.pdf", PANEL + PICTURE + TEXT, spoil, pages=1)
    theirs = by_ghostscript(tool("gs"), path, tmp_path / "gs", 72)
    ours = plates(path, 1, 72, spots=[name for name in theirs if name == "Foil"])
    for ink, plate in ours.items():
        height, width = (min(one, other) for one, other in zip(plate.shape, theirs[ink].shape, strict=True))
        apart = np.abs(plate[:height, :width].astype(int) - theirs[ink][:height, :width])
        assert apart.mean() < 4, ink
        assert (apart > 64).mean() < 0.03, ink


def test_a_look_knows_its_inks() -> None:
    assert colour(CMYK, (0.5, 0, 0, 1)).inks == {"Cyan": 0.5, "Black": 1}
    assert colour(CMYK, (0, 0, 0, 0)).is_white
    assert colour(CMYK, (0.5, 0.25, 0, 1)).coverage == 1.75
    registration = Space("Separation", 1, ("All",), CMYK)
    assert colour(registration, (1.0,)).coverage == 4
    assert Look("fill", colour(CMYK, (1, 0, 0, 0)), opacity=0.5).is_transparent
