"""Sheets show every page where the scheme has put it, whole and nothing beyond, and claim what the cards claim."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from card_pdf import PT, Make, card_pdf, tint

from cardkit.geometry import Point, Rect, Size
from cardkit.imposition.cutter import dxf, svg
from cardkit.imposition.mark import Fold, block_of
from cardkit.imposition.paper import Sheet, sheets
from cardkit.imposition.scheme import Placement, Scheme
from cardkit.imposition.way import Duplex
from cardkit.job.impose import Cards, Plan, cutter_file, plan, read_cards
from cardkit.job.impose import sheets as written
from cardkit.pdf.document import UnreadablePdfError, opened, page, text
from cardkit.pdf.page_box import Corners, page_box
from cardkit.pdf.raster import Raster, raster

#: Pixels a mm: a pixel's middle is never on an edge of whole millimetres.
SCALE = 2.0


def cards_of(data: bytes, folder: Path, sides: int | None = None) -> Cards:
    path = folder / "cards.pdf"
    path.write_bytes(data)
    cards, problems = read_cards(path, sides)
    assert cards is not None, problems
    return cards


def planned(cards: Cards, scheme: Scheme, folds: tuple[Fold, ...] = ()) -> Plan:
    made, problems = plan(cards, scheme, folds=folds)
    assert made is not None, problems
    return made


A4 = Scheme(sheets()["a4"], gutter=6, margin=5)


class Picture:
    """A sheet side in pixels, asked by place in mm from the sheet's top-left."""

    def __init__(self, pdf: bytes, number: int, block: Rect, sheet: Size) -> None:
        with opened(pdf) as document:
            whole = Rect(-block.x, -block.y, sheet.width, sheet.height)
            self.raster: Raster = raster(page(document, number), whole, SCALE)

    def at(self, point: Point) -> tuple[int, int, int]:
        x, y = int(point.x * SCALE), int(point.y * SCALE)
        start = (y * self.raster.width + x) * 3
        r, g, b = self.raster.pixels[start : start + 3]
        return r, g, b


def looks(data: bytes) -> dict[int, tuple[int, int, int]]:
    """The colour of every page of a card PDF, at its middle."""
    found = {}
    with opened(data) as document:
        for number in range(1, document.page_count + 1):
            one = page(document, number)
            middle = raster(one, Rect(one.trim.width / 2, one.trim.height / 2, 1, 1), SCALE)
            found[number] = (middle.pixels[0], middle.pixels[1], middle.pixels[2])
    return found


def head(placement: Placement) -> Point:
    """Where the black square of a card lies, 8 mm in from the corner at its head's left."""
    box = placement.box
    return {
        0: Point(box.x + 8, box.y + 8),
        90: Point(box.right - 8, box.y + 8),
        180: Point(box.right - 8, box.bottom - 8),
        270: Point(box.x + 8, box.bottom - 8),
    }[placement.turn]


@pytest.mark.parametrize("duplex", list(Duplex))
@pytest.mark.parametrize(
    "make",
    [
        Make(pages=14),
        Make(pages=14, rotate=90),
        Make(rotate=180),
        Make(rotate=270),
        Make(unit=2.0),
        Make(width=120, height=90),
        Make(bleed=0, boxes=()),
        Make(boxes=("CropBox",), bleed=5),
    ],
    ids=str,
)
def test_every_page_shows_at_its_place_with_its_head_where_it_belongs(
    make: Make, duplex: Duplex, tmp_path: Path
) -> None:
    plain = card_pdf(replace(make, rotate=0, unit=1.0, boxes=("TrimBox", "BleedBox")))
    colours = looks(plain)
    cards = cards_of(card_pdf(make), tmp_path)
    assert (cards.trim.width, cards.trim.height) == pytest.approx((make.width, make.height), abs=0.01)
    made = planned(
        cards, replace(A4, duplex=duplex, offset=Point(0.5, -1) if duplex is not Duplex.NONE else Point(0, 0))
    )
    data = written(made)
    sides = list(made.run.sides())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == len(sides)
    for number, side in enumerate(sides, start=1):
        picture = Picture(data, number, block_of(made.run, is_back=side.is_back), made.run.grid.sheet)
        for placement in side.placements:
            assert picture.at(placement.box.centre) == pytest.approx(colours[placement.page], abs=2)
            assert max(picture.at(head(placement))) < 60
            for corner in (Point(placement.clip.x + 0.6, placement.clip.y + 0.6),) if make.bleed else ():
                assert picture.at(corner) == pytest.approx(colours[placement.page], abs=2)


def test_half_a_gutter_of_bleed_shows_and_nothing_beyond(tmp_path: Path) -> None:
    cards = cards_of(card_pdf(Make(pages=8, bleed=5)), tmp_path, sides=1)
    made = planned(cards, replace(A4, gutter=4, duplex=Duplex.NONE, marks=False))
    picture = Picture(written(made), 1, block_of(made.run, is_back=False), made.run.grid.sheet)
    colours = looks(cards.data)
    (side,) = made.run.sides()
    first, second = side.placements[:2]
    assert second.box.x - first.box.right == pytest.approx(4)
    assert picture.at(Point(first.box.right + 1.6, first.box.centre.y)) == pytest.approx(colours[1], abs=2)
    assert picture.at(Point(second.box.x - 1.6, first.box.centre.y)) == pytest.approx(colours[2], abs=2)
    assert picture.at(Point(first.box.x - 4.6, first.box.centre.y)) == pytest.approx(colours[1], abs=2)
    assert picture.at(Point(first.box.x - 5.6, first.box.centre.y)) == (255, 255, 255)


def test_a_sheet_names_its_block_and_its_paper(tmp_path: Path) -> None:
    made = planned(cards_of(card_pdf(), tmp_path), A4)
    block = made.run.grid.block
    with pikepdf.open(BytesIO(written(made))) as pdf:
        for one in pdf.pages:
            media, bleed, trim = ([float(v) / PT for v in one[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
            assert media == pytest.approx([0, 0, made.run.grid.sheet.width, made.run.grid.sheet.height], abs=0.01)
            assert trim[2] - trim[0] == pytest.approx(block.width, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(block.height, abs=0.01)
            assert [bleed[0], bleed[3]] == pytest.approx([trim[0] - 3, trim[3] + 3], abs=0.01)
            assert "/CropBox" not in one
            assert "/Rotate" not in one


def test_the_slug_line_says_which_sheet_it_is(tmp_path: Path) -> None:
    made = planned(cards_of(card_pdf(Make(pages=40)), tmp_path), A4)
    data = written(made)
    with opened(data) as document:
        said = [text(page(document, number)) for number in range(1, document.page_count + 1)]
    count = len(made.run.sheets)
    assert len(said) == 2 * count
    assert f"Small cards · cards.pdf · sheet 1 of {count} · front · 2026-01-02 · {made.cards.digest[:12]}" in said[0]
    assert f"sheet {count} of {count} · back" in said[-1]


def test_the_same_cards_give_the_same_bytes(tmp_path: Path) -> None:
    made = planned(cards_of(card_pdf(), tmp_path), A4)
    assert written(made) == written(made)


def test_a_page_is_copied_once_however_often_it_is_placed(tmp_path: Path) -> None:
    cards = cards_of(card_pdf(Make(pages=2)), tmp_path)
    once, problems = plan(cards, A4)
    often, more = plan(cards, A4, copies=400)
    assert once is not None, problems
    assert often is not None, more
    with pikepdf.open(BytesIO(written(often))) as pdf:
        forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        assert len([form for form in forms if b"0.25 0.1 0.2 0 k" in form.read_bytes()]) == 1


SPOT = b"/Gold cs /Gold CS 1 scn /Over gs 10 30 20 10 re f"


def with_spot() -> bytes:
    """Cards with a spot that overprints."""
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[0, 0.2, 0.8, 0.1])
    gold = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Gold Leaf"), pikepdf.Name.DeviceCMYK, function])
    over = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=True, op=True, OPM=1)
    resources = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(Gold=gold), ExtGState=pikepdf.Dictionary(Over=over))
    return card_pdf(Make(), SPOT, resources)


def test_spots_and_overprint_come_along(tmp_path: Path) -> None:
    cards = cards_of(with_spot(), tmp_path)
    assert list(cards.spots) == ["Gold Leaf"]
    with pikepdf.open(BytesIO(written(planned(cards, A4)))) as pdf:
        spaces, states = set(), []
        for form in pdf.objects:
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                resources = form.get("/Resources", pikepdf.Dictionary())
                spaces |= {str(space[1]) for space in dict(resources.get("/ColorSpace", {})).values()}
                states += [state for state in dict(resources.get("/ExtGState", {})).values() if state.get("/OPM") == 1]
        assert {"/Gold Leaf", "/All"} <= spaces
        assert states


def test_plates_hold_the_marks_and_the_spot_its_own(tmp_path: Path, tool: Callable[[str], str]) -> None:
    from PIL import Image

    made = planned(cards_of(with_spot(), tmp_path), A4)
    (tmp_path / "sheets.pdf").write_bytes(written(made))
    command = [tool("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-dLastPage=1"]
    run = subprocess.run(
        [*command, f"-sOutputFile={tmp_path}/p%d.tif", str(tmp_path / "sheets.pdf")], capture_output=True, check=True
    )
    assert b"rror" not in run.stdout + run.stderr
    plates = {path.name[3:-5]: Image.open(path).convert("L") for path in tmp_path.glob("p1(*.tif")}
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black", "Gold Leaf"}
    block = made.run.grid.block
    around = Rect(block.x - 8, block.y - 8, 6, 6)  # The registration mark beyond the block's corner.
    for name, plate in plates.items():
        part = plate.crop((around.x * PT, around.y * PT, around.right * PT, around.bottom * PT))
        assert min(part.tobytes()) < 128, f"no registration mark on {name}"
    box = made.run.grid.box(0)
    inside = (round((box.x + 20) * PT), round((box.y + 35) * PT))
    assert plates["Gold Leaf"].getpixel(inside) == 0
    cyan = plates["Cyan"].getpixel(inside)
    assert cyan == pytest.approx(255 * (1 - tint(1)[0]), abs=3), "the spot knocks out what it should overprint"


def spoilt(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(card_pdf())) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _other_size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].TrimBox = pikepdf.Array([10, 10, 100, 100])


def _stamped(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b"0 0 10 10 re f")
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=4, Rect=[0, 0, 10, 10], AP=pikepdf.Dictionary(N=look)
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(stamp)])


def _linked(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 10, 10])
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (spoilt(_other_size), ["mixed-sizes"]),
        (card_pdf(Make(pages=5)), ["odd-pages"]),
        (spoilt(_stamped), ["annotation-left-out"]),
        (spoilt(_linked), []),
        (card_pdf(Make(boxes=())), ["no-trim-box"]),
    ],
)
def test_what_is_odd_about_a_pdf_is_said(data: bytes, codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "cards.pdf").write_bytes(data)
    _, problems = read_cards(tmp_path / "cards.pdf")
    assert [problem.code for problem in problems] == codes


def test_mixed_sizes_name_their_pages(tmp_path: Path) -> None:
    (tmp_path / "cards.pdf").write_bytes(spoilt(_other_size))
    _, (problem,) = read_cards(tmp_path / "cards.pdf")
    assert problem.message.startswith("page 3 is 31.75 × 31.75 mm, and page 1 is 40 × 60 mm")


def encrypted(owner: str, user: str) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(card_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def empty() -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a PDF",
        card_pdf()[:-200],
        card_pdf()[:400],
        encrypted("one", "two"),
        encrypted("one", ""),
        empty(),
    ],
)
def test_what_is_no_whole_pdf_is_not_placed(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "cards.pdf").write_bytes(data)
    with pytest.raises(UnreadablePdfError):
        read_cards(tmp_path / "cards.pdf")


def test_a_page_without_any_box_is_no_page() -> None:
    with pytest.raises(UnreadablePdfError):
        page_box(pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 0]))


def test_boxes_are_inherited_and_cut_to_the_paper() -> None:
    tree = pikepdf.Dictionary(MediaBox=[0, 0, 300, 200], CropBox=[10, 10, 290, 190], Rotate=-90)
    found = page_box(pikepdf.Dictionary(Parent=tree, BleedBox=[-50, 0, 300, 500], TrimBox=[20, 30, 120, 80]))
    assert (found.trim, found.bleed) == (Corners(20, 30, 120, 80), Corners(0, 0, 300, 200))
    assert (found.turn, found.names_trim) == (270, True)
    assert found.bleed_mm == pytest.approx(20 / PT)
    bare = page_box(pikepdf.Dictionary(Parent=tree))
    assert (bare.trim, bare.names_trim, bare.bleed_mm) == (Corners(10, 10, 290, 190), False, 0)


def test_a_fold_beyond_the_card_and_a_bleed_too_small_are_told(tmp_path: Path) -> None:
    from cardkit.press.folder import shipped_press

    cards = cards_of(card_pdf(Make(bleed=1)), tmp_path)
    made, problems = plan(cards, A4, press=shipped_press(), folds=[Fold("left", 40)])
    assert made is None
    assert [problem.code for problem in problems] == ["fold-outside", "bleed-short"]
    made, problems = plan(cards, A4, press=shipped_press("cn-gangrun"))
    assert made is not None
    assert problems == ()


def test_cutters_get_the_places_of_the_cards(tmp_path: Path) -> None:
    made = planned(cards_of(card_pdf(Make(pages=6)), tmp_path), A4, (Fold("left", 10),))
    run = made.run
    boxes = [run.grid.box(place) for place in range(3)]
    drawn = svg(run, corner=2, folds=made.folds)
    for box in boxes:
        assert f'<rect x="{box.x:g}" y="{box.y:g}" width="40" height="60" rx="2"/>' in drawn
    assert drawn.count("<rect") == 3, "empty places are not cut"
    assert f'width="{run.grid.sheet.width:g}mm"' in drawn
    assert drawn.count("<line") == run.grid.columns
    lines = dxf(run, corner=2, folds=made.folds).splitlines()
    pairs = list(zip((int(line) for line in lines[::2]), lines[1::2], strict=True))
    assert pairs[-1] == (0, "EOF")
    assert pairs.count((0, "POLYLINE")) == 3
    assert pairs.count((0, "VERTEX")) == 3 * 8
    assert pairs.count((42, "0.41421356")) == 3 * 4
    xs = [float(value) for code, value in pairs if code == 10]
    ys = [float(value) for code, value in pairs if code == 20]
    assert min(x for x in xs if x) < boxes[0].x
    height = run.grid.sheet.height
    for box in boxes:
        assert any(x == pytest.approx(box.x) for x in xs)
        assert any(y == pytest.approx(height - box.y) for y in ys)


def test_a_dxf_arc_bends_outward() -> None:
    from cardkit.imposition.cutter import _BULGE, _contour

    box = Rect(10, 10, 40, 60)
    points = list(_contour(box, 5))
    area = sum(a.x * -b.y - b.x * -a.y for (a, _), (b, _) in zip(points, [*points[1:], points[0]], strict=True))
    assert area > 0, "counter-clockwise with y upward, so that a bulge above 0 bends outward"
    assert sum(bulge for _, bulge in points) == pytest.approx(4 * _BULGE)


def test_a_cutters_corners_are_those_of_the_format(tmp_path: Path) -> None:
    made = planned(cards_of(card_pdf(), tmp_path), A4)
    poker = replace(made, cards=replace(made.cards, format="poker"))
    assert 'rx="3.5"' in cutter_file(poker, ".svg")
    assert "rx=" not in cutter_file(poker, ".svg", 0)
    assert "rx=" not in cutter_file(made, ".svg")


def test_another_paper_without_name(tmp_path: Path) -> None:
    made = planned(cards_of(card_pdf(), tmp_path), replace(A4, sheet=Sheet("odd", Size(111.1, 222.2), 5)))
    with pikepdf.open(BytesIO(written(made))) as pdf:
        sides = sorted(float(v) / PT for v in pdf.pages[0].MediaBox[2:])
    assert sides == pytest.approx([111.1, 222.2], abs=0.01)
