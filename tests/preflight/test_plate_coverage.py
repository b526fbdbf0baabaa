"""Plates as pictures show the ink that the page lays down, and their coverage is what a RIP counts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from press_file import Spoil, add, draw, press_file, spot

from cardkit.geometry import Size
from cardkit.pdf.raster import GREY
from cardkit.preflight.coverage import Shade, shades

TRIM, BLEED = Size(60, 90), 3.0

#: Half of the trim in 60, 30, 10 and 100 % of the four inks: in mm from the lower left of the bleed.
HALF = "0.6 0.3 0.1 1 k 0 0 33 96 re f"


def plates(path: Path, spots: tuple[str, ...] = (), pages: tuple[int, ...] = (1,)) -> list[tuple[Shade, ...]]:
    return list(shades(path, pages, TRIM, BLEED, 4.0, spots))


def foiled(overprints: str) -> Spoil:
    def spoil(pdf: object) -> None:
        import pikepdf

        assert isinstance(pdf, pikepdf.Pdf)
        add(pdf, "/ColorSpace", "/Foil", spot("Foil", [0, 0.2, 0.6, 0.2]))
        draw(pdf, f"/{overprints} gs /Foil cs 1 scn 3 3 60 9 re f")

    return spoil


def test_coverage_is_the_mean_of_the_tints_within_the_trim(tmp_path: Path) -> None:
    ((*four,),) = plates(press_file(tmp_path / "a.pdf", HALF))
    assert [one.ink for one in four] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert [one.coverage for one in four] == pytest.approx([0.3, 0.15, 0.05, 0.5], abs=0.005)


def test_black_is_full_ink_and_white_is_none(tmp_path: Path) -> None:
    ((*_, black),) = plates(press_file(tmp_path / "a.pdf", HALF))
    picture = black.picture
    assert (picture.width, picture.height, picture.channels) == (264, 384, GREY)
    row = picture.pixels[100 * 264 : 101 * 264]
    assert (row[1], row[130], row[134], row[262]) == (0, 0, 255, 255)


def test_every_page_asked_for_has_its_plates(tmp_path: Path) -> None:
    path = press_file(tmp_path / "a.pdf", HALF, pages=3)
    assert len(plates(path, pages=(3, 1))) == 2


@pytest.mark.parametrize(("state", "cyan"), [("Over", 0.3), ("Plain", 0.27)])
def test_a_spot_has_a_plate_and_knocks_out_unless_it_overprints(tmp_path: Path, state: str, cyan: float) -> None:
    path = press_file(tmp_path / "a.pdf", HALF, foiled(state))
    ((first, *_, foil),) = plates(path, ("Foil",))
    assert foil.ink == "Foil"
    assert foil.coverage == pytest.approx(0.1, abs=0.003)
    assert first.coverage == pytest.approx(cyan, abs=0.003)


@pytest.mark.slow
@pytest.mark.parametrize("state", ["Over", "Plain"])
def test_ghostscript_counts_the_same_ink_on_every_plate(tmp_path: Path, tool: Callable[[str], str], state: str) -> None:
    path = press_file(tmp_path / "a.pdf", spoil=foiled(state), pages=1)
    device = ["-dUseTrimBox", "-sDEVICE=tiffsep", "-r254", f"-sOutputFile={tmp_path / 'p.tif'}"]
    subprocess.run([tool("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", *device, str(path)], check=True)
    (ours,) = shades(path, (1,), TRIM, BLEED, 10.0, ("Foil",))
    for shade in ours:
        with Image.open(tmp_path / f"p({shade.ink}).tif") as picture:
            grey = picture.convert("L")
            counted = sum(value * (255 - at) for at, value in enumerate(grey.histogram())) / (
                255 * grey.width * grey.height
            )
        assert shade.coverage == pytest.approx(counted, abs=0.004), shade.ink
