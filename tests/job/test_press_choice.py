"""From deck.yaml, a theme's plates and an option to what a printer gets: files, plates, manifest."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.diagnostic import Diagnostic
from cardkit.edition.model import Choice
from cardkit.job.judgement import judge
from cardkit.job.render import Order, Outcome, render

MM = 25.4 / 72

GILDED = """\
theme: gilded
extends: long-horizon
palette:
  copper: {spot: PANTONE 876 C, shows: [20, 60, 70, 20]}
plates:
  foil: {name: Foil, is: foil, shows: [0, 20, 60, 20]}
  gloss: {name: Varnish, is: varnish, shows: [0, 0, 20, 0]}
  cut: {name: CutContour, is: die-line, shows: [0, 100, 0, 0]}
"""

LAYOUT = """\
layout: pocket-70x120
extends: pocket-70x120
front:
  - {slot: picture, draws: picture, box: [-3, -3, 76, 87.3], from-top: true, plate: gloss}
  - {slot: ornament, draws: ornament, box: [-3.5, 85.4, 77, 2.4], ink: ornament, plate: foil}
  - {slot: line, draws: rule, box: [5, 111.8, 60, 0], ink: foil, weight: 1}
  - slot: titles
    draws: text
    box: [5, 89.2, 60, 21.6]
    ink: words
    parts:
      - {shows: title, style: title, sizes: {Latn: [27, 9.6, 18]}, lines: 2, needed: true, plate: foil}
      - {shows: tagline, style: tagline, sizes: {Latn: [10.5, 4.4, 9]}, gap: 1.5, lines: 2}
"""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    return folder


@pytest.fixture
def deck(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter, tmp_path / "my-deck"))


@pytest.fixture
def gilded(deck: Path) -> Path:
    """The starter with foil, varnish, a spot ink and a die line."""
    dress(deck, GILDED, LAYOUT)
    spoil(deck / "deck.yaml", "format: pocket-70x120", "format: {trim: [70, 120], bleed: 3, safe: 4, corner: 4}")
    return deck


def dress(deck: Path, theme: str, layout: str) -> None:
    (deck / "themes" / "gilded" / "layouts").mkdir(parents=True, exist_ok=True)
    (deck / "themes" / "gilded" / "theme.yaml").write_text(theme, encoding="utf-8")
    (deck / "themes" / "gilded" / "layouts" / "pocket-70x120.yaml").write_text(layout, encoding="utf-8")
    text = (deck / "deck.yaml").read_text(encoding="utf-8")
    (deck / "deck.yaml").write_text(text.replace("theme: long-horizon", "theme: gilded"), encoding="utf-8")


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rendered(folder: Path, press: str | None = None, *, draft: bool = False, out: str = "build") -> Outcome:
    deck, problems = decks.load(folder)
    assert deck is not None
    order = Order(deck, (Choice("en", press=press, draft=draft),), folder / out, draft=draft)
    return render(order, found=problems)


def found(folder: Path, press: str | None = None) -> list[Diagnostic]:
    deck, problems = decks.load(folder)
    assert deck is not None
    return [p for p in judge(deck, [Choice("en", press=press)], found=problems).report if p.is_error]


def listing(folder: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return whole


def says(path: Path) -> str | None:
    with pikepdf.open(path) as pdf:
        said = pdf.docinfo.get("/GTS_PDFXVersion")
        return None if said is None else str(said)


def test_a_deck_goes_to_the_usual_press_unless_it_names_another(deck: Path) -> None:
    (path,) = rendered(deck).files
    assert (says(path), listing(deck / "build")["press"]) == ("PDF/X-4", "fogra39-x4")
    spoil(deck / "deck.yaml", "format: pocket", "press: x1a\nformat: pocket")
    (path,) = rendered(deck).files
    assert (says(path), listing(deck / "build")["press"]) == ("PDF/X-1a:2003", "x1a")
    (path,) = rendered(deck, "office").files
    assert (says(path), listing(deck / "build")["press"]) == (None, "office")


def test_the_option_takes_a_press_of_the_deck_and_refuses_one_that_is_not_there(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (deck / "presses").mkdir()
    (deck / "presses" / "our-shop.yaml").write_text(
        "press: our-shop\ntitle: Ours\nextends: x1a\norder: fronts-backs\n", encoding="utf-8"
    )
    assert main(["render", str(deck), "--edition", "en", "--press", "our-shop", "--quiet"]) == 0
    whole = listing(deck / "build")
    assert whole["press"] == "our-shop"
    assert [page["face"] for page in whole["files"][0]["pages"]] == ["front"] * 3 + ["back"] * 3
    assert len({page["card"] for page in whole["files"][0]["pages"][:3]}) == 3
    capsys.readouterr()
    assert main(["render", str(deck), "--press", "our-shopp"]) == 2
    assert "Did you mean `our-shop`?" in capsys.readouterr().err


def test_codes_are_proved_on_files_for_every_press(deck: Path) -> None:
    for name in ("x1a", "cn-gangrun", "office"):
        outcome = rendered(deck, name)
        assert (len(outcome.files), outcome.codes) == (1, 3), outcome.report


def test_a_shop_that_takes_little_bleed_gets_no_more(deck: Path) -> None:
    (path,) = rendered(deck, "cn-gangrun").files
    assert path.name == "my-deck.en.pdf"
    assert listing(deck / "build")["files"][0]["bleed_mm"] == 2
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        assert [float(v) * MM for v in page["/MediaBox"]] == pytest.approx([0, 0, 74, 124], abs=0.01)
        assert [float(v) * MM for v in page["/TrimBox"]] == pytest.approx([2, 2, 72, 122], abs=0.01)


def test_a_draft_claims_no_standard(deck: Path) -> None:
    (path,) = rendered(deck, draft=True).files
    assert says(path) is None


def test_a_press_that_is_not_there_is_told_at_deck_yaml(deck: Path) -> None:
    spoil(deck / "deck.yaml", "format: pocket", "press: fogra39\nformat: pocket")
    (problem,) = found(deck)
    assert problem.span
    line = (deck / "deck.yaml").read_text(encoding="utf-8").splitlines()[problem.span.line - 1]
    assert (problem.code, line, problem.span.column) == ("unknown-press", "press: fogra39", 8)
    assert not rendered(deck).files


def test_plates_are_in_the_manifest_and_on_their_pages(gilded: Path) -> None:
    (path,) = rendered(gilded).files
    (entry,) = listing(gilded / "build")["files"]
    assert entry["inks"] == ["Cyan", "Magenta", "Yellow", "Black", "CutContour", "Foil", "Varnish"]
    assert entry["plates"] == {"Foil": "foil", "Varnish": "varnish", "CutContour": "die-line"}
    with pikepdf.open(path) as pdf:
        on_page = [sorted(separations(page.Resources) - {"/CutContour"}) for page in pdf.pages]
    assert on_page == [["/Foil", "/Varnish"], []] * 3
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert text.count("River Mill") == 1, "letters on the foil's plate are copied with the page"


def separations(resources: Any) -> set[str]:
    """The spot inks of a page and of the drawings on it."""
    inner = [form.Resources for form in resources.get("/XObject", {}).values() if "/Resources" in form]
    own = {str(space[1]) for space in resources.get("/ColorSpace", {}).values()}
    return own.union(*map(separations, inner))


def test_a_press_without_spot_inks_refuses_plates_in_one_problem(gilded: Path) -> None:
    (problem,) = found(gilded, "cn-gangrun")
    assert problem.code == "press-without-spots"
    assert "`Foil`, `Varnish`, `CutContour`" in problem.message
    assert problem.span
    assert problem.span.file.endswith("themes/gilded/theme.yaml")


def test_separations_show_each_plate_right_and_leave_process_colour(
    gilded: Path, tool: Callable[[str], str], tmp_path: Path
) -> None:
    dressed = plates(rendered(gilded).files[0], tool("gs"), tmp_path / "with")
    bare = re.sub(r", plate: \w+|  - \{slot: line.*\n", "", LAYOUT)
    dress(gilded, "theme: gilded\nextends: long-horizon\n", bare)
    plain = plates(rendered(gilded, out="plain").files[0], tool("gs"), tmp_path / "without")
    assert set(dressed) == set(plain) | {"Foil", "Varnish", "CutContour"}
    for name in ("Cyan", "Magenta", "Yellow", "Black"):
        assert ImageChops.difference(dressed[name], plain[name]).getbbox() is None, f"{name} is not as it was"
    assert box(dressed["Varnish"]) == pytest.approx([-3, -3, 73, 84.3], abs=0.1)
    assert dressed["Varnish"].getpixel((300, 300)) == 0
    left, top, right, bottom = box(dressed["Foil"])
    assert (left, right) == pytest.approx((-3, 73), abs=0.1), "the ornament runs from bleed to bleed"
    assert (top, bottom) == pytest.approx((85.6, 112), abs=0.4), "from the ornament down to the line"
    assert box(dressed["Foil"], (5, 88.5, 65, 100))[0] == pytest.approx(5.4, abs=0.4), "the title, where it stands"
    assert box(dressed["CutContour"]) == pytest.approx([0, 0, 70, 120], abs=0.15)
    assert dressed["CutContour"].getpixel(at(0.3, 0.3)) == 255, "the corner is round"
    assert dressed["CutContour"].getpixel(at(35, 60)) == 255, "a line, not a field"


PX = 8  # pixels a mm


def plates(pdf: Path, gs: str, folder: Path) -> dict[str, Image.Image]:
    """The first page's plates, 0 for full ink."""
    folder.mkdir()
    command = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{PX * 25.4}", "-dLastPage=1"]
    run = subprocess.run([*command, f"-sOutputFile={folder}/p%d.tif", str(pdf)], capture_output=True, check=True)
    assert b"rror" not in run.stdout + run.stderr
    return {path.name[3:-5]: Image.open(path).convert("L") for path in folder.glob("p1(*).tif")}


def at(x: float, y: float) -> tuple[int, int]:
    return round((x + 3) * PX), round((y + 3) * PX)


def box(plate: Image.Image, within: tuple[float, float, float, float] = (-3, -3, 73, 123)) -> list[float]:
    """Where a plate has ink, in mm from the trim."""
    corner = at(within[0], within[1])
    inked = plate.crop((*corner, *at(within[2], within[3]))).point(lambda value: 255 - value).getbbox()
    assert inked, "the plate is blank"
    return [(v + corner[i % 2]) / PX - 3 for i, v in enumerate(inked)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: Foil", "name: Cyan", "6:16 plate-name"),
        ("name: Foil", "name: all", "6:16 plate-name"),
        ("name: Foil", "name: 烫金", "6:16 plate-name"),
        ("name: Foil", f"name: {'F' * 61}", "6:16 plate-name"),
        ("name: Varnish", "name: Foil", "7:17 spot-twice"),
        ("name: Varnish, is: varnish, shows: [0, 0, 20, 0]", "name: foil, is: foil, shows: [0, 20, 60, 20]", "7:17 spot-twice"),
        ("  foil: {", "  sky-2: {", "6:10 duplicate-id"),
        ("is: foil", "is: gold", "6:26 bad-value"),
        ("spot: PANTONE 876 C, shows: [20, 60, 70, 20]", "spot: PANTONE 876 C", "4:12 missing-field"),
    ],
)  # fmt: skip
def test_a_wrong_plate_is_told_at_its_place(gilded: Path, old: str, new: str, expected: str) -> None:
    spoil(gilded / "themes" / "gilded" / "theme.yaml", old, new)
    told = [f"{p.span.line}:{p.span.column} {p.code}" for p in found(gilded) if p.span and "theme.yaml" in p.span.file]
    assert told == [expected]


def test_a_plate_that_the_theme_lacks_is_told_where_it_is_asked_for(gilded: Path) -> None:
    spoil(gilded / "themes" / "gilded" / "layouts" / "pocket-70x120.yaml", "plate: gloss", "plate: glos")
    (problem,) = found(gilded)
    assert (problem.code, problem.hint) == ("unknown-plate", "Did you mean `gloss`?")
    assert problem.span
    assert (problem.span.line, problem.span.column) == (4, 85)


def test_a_colour_in_light_is_told_how_inks_are_written(gilded: Path) -> None:
    spoil(gilded / "themes" / "gilded" / "theme.yaml", "palette:\n", 'palette:\n  sky-9: "#ff0000"\n')
    (problem,) = found(gilded)
    assert (problem.code, problem.hint) == (
        "wrong-type",
        "Write cyan, magenta, yellow and black in percent, such as `[0, 100, 100, 0]`.",
    )


def test_a_scene_may_be_filled_with_a_plate_and_a_spot_ink(gilded: Path) -> None:
    scene = gilded / "images" / "river-mill.svg"
    text = scene.read_text(encoding="utf-8")
    assert 'class="' in text
    changed = re.sub(r'class="[a-z]+-\d"', 'class="foil"', text, count=1)
    scene.write_text(re.sub(r'class="[a-z]+-\d"', 'class="copper"', changed, count=1), encoding="utf-8")
    assert rendered(gilded).files
    assert "PANTONE 876 C" in listing(gilded / "build")["files"][0]["inks"]
