"""Whatever the cards and the paper: every card where it belongs, none over another, every back behind its front."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.geometry import Point, Rect, Size
from cardkit.imposition.mark import Fold, cuts, marks
from cardkit.imposition.paper import Sheet, sheet_of, sheets
from cardkit.imposition.scheme import Grid, Imposition, Item, Placement, Scheme, Side, impose
from cardkit.imposition.way import Duplex, Order
from cardkit.layout.drawing import Outline

SIDE = st.floats(45, 160).map(lambda value: round(value, 2))
SIZES = st.builds(Size, SIDE, SIDE)
PAPERS = st.one_of(
    st.sampled_from(sorted(sheets())).map(lambda name: sheets()[name]),
    st.builds(Sheet, st.just("some"), st.builds(Size, st.floats(200, 460), st.floats(200, 460)), st.floats(0, 12)),
)
#: The machine may be busy: how long one example takes says nothing.
BRISK = settings(deadline=None, max_examples=50)

QUANTITIES = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=1, max_size=9)


@st.composite
def runs(draw: st.DrawFn, duplex: Duplex | None = None) -> Imposition | None:
    """A run of cards, some of them without a back; None where no card fits or none is asked for."""
    quantities = draw(QUANTITIES)
    with_back = draw(st.lists(st.booleans(), min_size=len(quantities), max_size=len(quantities)))
    items = [
        Item(f"card-{number}", 2 * number + 1, 2 * number + 2 if back else None, quantity)
        for number, (quantity, back) in enumerate(zip(quantities, with_back, strict=True))
    ]
    scheme = Scheme(
        sheet=draw(PAPERS),
        gutter=draw(st.floats(0, 12)),
        margin=draw(st.floats(0, 12)),
        duplex=duplex or draw(st.sampled_from(list(Duplex))),
        order=draw(st.sampled_from(list(Order))),
        marks=draw(st.booleans()),
        offset=Point(draw(st.floats(-4, 4)), draw(st.floats(-4, 4))),
    )
    return impose(items, draw(SIZES), draw(st.floats(0, 5)), scheme)[0]


@BRISK
@given(runs())
def test_every_card_is_printed_as_often_as_it_was_asked_for(run: Imposition | None) -> None:
    if run is None:
        return
    asked = {
        item.front: item.quantity
        if item.quantity is not None
        else run.grid.count
        if run.scheme.order is Order.REPEAT
        else 1
        for item in run.items
    }
    fronts = Counter(one.page for side in run.sides() if not side.is_back for one in side.placements)
    backs = Counter(one.page for side in run.sides() if side.is_back for one in side.placements)
    assert fronts == {page: count for page, count in asked.items() if count}
    due = {item.back: asked[item.front] for item in run.items if item.back and asked[item.front]}
    assert backs == (due if run.two_sided else {})
    assert run.cards == sum(fronts.values())
    assert run.cards + run.empty == len(run.sheets) * run.grid.count
    assert 0 < run.used <= 1


@BRISK
@given(runs())
def test_no_card_touches_another_or_leaves_the_paper(run: Imposition | None) -> None:
    if run is None:
        return
    sheet = Rect(0, 0, run.grid.sheet.width, run.grid.sheet.height)
    for side in run.sides():
        for number, one in enumerate(side.placements):
            assert sheet.contains(one.clip)
            assert one.clip.contains(one.box)
            for other in side.placements[:number]:
                assert not one.clip.overlaps(other.clip)
                assert not one.box.overlaps(other.box)


@BRISK
@given(runs(Duplex.LONG), runs(Duplex.SHORT))
def test_every_back_lies_behind_its_front_head_to_head(one: Imposition | None, other: Imposition | None) -> None:
    for run in (one, other):
        if run is None or not run.two_sided:
            continue
        sides = list(run.sides())
        for front, back in zip(sides[::2], sides[1::2], strict=True):
            assert (front.sheet, front.is_back, back.is_back) == (back.sheet, False, True)
            behind = {(round(box.x, 3), round(box.y, 3)): page for box, page in _seen_through(run, back)}
            for placement in front.placements:
                page = run.items[placement.item].back
                place = (round(placement.box.x, 3), round(placement.box.y, 3))
                assert behind.pop(place, None) == page
                if page:
                    assert _head(run, front, placement) == _head(run, back, _of(back, page, place, run))
            assert not behind


def _turned_over(run: Imposition, point: tuple[float, float]) -> tuple[float, float]:
    """A place on the back as it lies on the paper when the front is up: the axis is the edge that was named."""
    sheet = run.grid.sheet
    x, y = point[0] - run.scheme.offset.x, point[1] - run.scheme.offset.y
    long_edge_is_upright = sheet.height >= sheet.width
    if (run.scheme.duplex is Duplex.LONG) == long_edge_is_upright:
        return sheet.width - x, y
    return x, sheet.height - y


def _seen_through(run: Imposition, back: Side) -> list[tuple[Rect, int]]:
    found = []
    for placement in back.placements:
        box = placement.box
        corners = [_turned_over(run, (x, y)) for x in (box.x, box.right) for y in (box.y, box.bottom)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        found.append((Rect(left, top, box.width, box.height), placement.page))
    return found


def _of(back: Side, page: int, place: tuple[float, float], run: Imposition) -> Placement:
    for placement, (box, _) in zip(back.placements, _seen_through(run, back), strict=True):
        if placement.page == page and (round(box.x, 3), round(box.y, 3)) == place:
            return placement
    raise AssertionError("no such back")


def _head(run: Imposition, side: Side, placement: Placement) -> tuple[float, float]:
    """Which way a card's head points on the paper, seen with the front up."""
    x, y = {0: (0.0, -1.0), 90: (1.0, 0.0), 180: (0.0, 1.0), 270: (-1.0, 0.0)}[placement.turn]
    if not side.is_back:
        return x, y
    nought, tip = _turned_over(run, (0.0, 0.0)), _turned_over(run, (x, y))
    return round(tip[0] - nought[0], 6), round(tip[1] - nought[1], 6)


@BRISK
@given(SIZES, st.floats(0, 5), st.floats(0, 12), PAPERS, st.booleans())
def test_no_other_way_of_laying_the_same_rows_takes_more_cards(
    trim: Size, bleed: float, gutter: float, sheet: Sheet, with_marks: Literal[True, False]
) -> None:
    run, problems = impose([Item("a", 1)], trim, bleed, Scheme(sheet, gutter, 5, marks=with_marks))
    beyond = max(bleed, 3) + 5 if with_marks else bleed
    band = 6 if with_marks else 0
    most = 0
    for paper in (sheet.size, Size(sheet.size.height, sheet.size.width)):
        for cell in (trim, Size(trim.height, trim.width)):
            across = int((paper.width - 2 * (5 + beyond) + gutter + 0.01) / (cell.width + gutter))
            down = int((paper.height - 2 * (5 + beyond + band) + gutter + 0.01) / (cell.height + gutter))
            most = max(most, max(0, across) * max(0, down))
    if most:
        assert run is not None
        assert run.grid.count == most
    else:
        assert [problem.code for problem in problems] == ["sheet-too-small"]


def placed(order: Order, quantities: list[int | None], columns: int = 3) -> list[list[str]]:
    """The items of each sheet in letters; a dash where a place is empty."""
    items = [Item(chr(ord("a") + n), n + 1, None, count) for n, count in enumerate(quantities)]
    sheet = Sheet("strip", Size(columns * 50.0, 50.0), 0)
    run, problems = impose(items, Size(50, 50), 0, Scheme(sheet, 0, 0, Duplex.NONE, order, marks=False))
    assert run is not None, problems
    assert (run.grid.columns, run.grid.rows) == (columns, 1)
    return [[items[item].name if item is not None else "-" for item in one] for one in run.sheets]


def joined(sheets_of: list[list[str]]) -> list[str]:
    return ["".join(one) for one in sheets_of]


def test_sequence_takes_the_cards_in_turn_deck_after_deck() -> None:
    assert joined(placed(Order.SEQUENCE, [None] * 5)) == ["abc", "de-"]
    assert joined(placed(Order.SEQUENCE, [2, 1, 3])) == ["abc", "acc"]
    assert joined(placed(Order.SEQUENCE, [0, 1])) == ["b--"]


def test_step_and_repeat_fills_a_sheet_with_a_card_or_as_many_as_asked() -> None:
    assert joined(placed(Order.REPEAT, [None, None])) == ["aaa", "bbb"]
    assert joined(placed(Order.REPEAT, [2, 4])) == ["aab", "bbb"]


def test_stacks_cut_and_laid_on_one_another_are_in_order() -> None:
    stacked = placed(Order.STACK, [None] * 8)
    assert joined(stacked) == ["adg", "beh", "cf-"]
    assert "".join(sheet[place] for place in range(3) for sheet in stacked).rstrip("-") == "abcdefgh"


def test_a_run_without_any_card_and_one_without_end_are_refused() -> None:
    sheet = sheets()["a4"]
    _, problems = impose([Item("a", 1, None, 0)], Size(70, 120), 3, Scheme(sheet, 6, 5))
    assert [problem.code for problem in problems] == ["nothing-to-impose"]
    _, problems = impose([Item("a", 1, None, 100_001)], Size(70, 120), 3, Scheme(sheet, 6, 5))
    assert [problem.code for problem in problems] == ["too-many-copies"]


@pytest.mark.parametrize(
    ("typed", "size"),
    [("a4", (210, 297)), ("SRA3", (320, 450)), ("330x480", (330, 480)), ("12.5 × 99", None), ("a33", None), ("", None)],
)
def test_sheets_are_known_by_name_or_by_size(typed: str, size: tuple[float, float] | None) -> None:
    found = sheet_of(typed)
    assert (found and (found.size.width, found.size.height)) == size


def run_of() -> Imposition:
    items = [Item(str(n), 2 * n + 1, 2 * n + 2) for n in range(4)]
    run, problems = impose(items, Size(70, 120), 3, Scheme(sheets()["a4"], 6, 5))
    assert run is not None, problems
    return run


def lines(run: Imposition, *, is_back: bool) -> list[tuple[float, ...]]:
    (outline,) = marks(run, is_back=is_back)
    assert isinstance(outline, Outline)
    path = [tuple(value for value in segment if isinstance(value, float)) for segment in outline.path]
    return [a + b for a, b, (op, *_) in zip(path, path[1:], outline.path, strict=False) if op == "M" and len(b) == 2]


@BRISK
@given(runs())
def test_no_mark_stands_within_the_bleed_or_off_the_paper(run: Imposition | None) -> None:
    if run is None or not run.scheme.marks:
        return
    sheet = Rect(0, 0, run.grid.sheet.width, run.grid.sheet.height)
    inked = run.grid.block.inset(-run.grid.bleed)
    for x1, y1, x2, y2 in lines(run, is_back=False):
        line = Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        assert sheet.contains(line)
        assert not inked.inset(0.01).overlaps(line.inset(-0.005), tolerance=0)


def test_each_cut_has_a_mark_at_both_ends_on_front_and_back() -> None:
    run = run_of()
    where = cuts(run.grid)
    assert len(where.x) == 2 * run.grid.columns
    assert len(where.y) == 2 * run.grid.rows
    for is_back in (False, True):
        found = lines(run, is_back=is_back)
        for x in where.x:
            assert sum(1 for x1, _, x2, _ in found if x1 == x2 == pytest.approx(x)) == 2
        for y in where.y:
            assert sum(1 for _, y1, _, y2 in found if y1 == y2 == pytest.approx(y)) == 2


def test_cards_that_touch_share_their_cut() -> None:
    grid = Grid(Size(300, 300), 3, 2, Size(50, 60), 0, 0, 3)
    assert cuts(grid).x == (75, 125, 175, 225)
    assert cuts(grid).y == (90, 150, 210)


@pytest.mark.parametrize(
    ("turn", "fold", "x", "y"),
    [
        (0, Fold("left", 10), (20,), ()),
        (0, Fold("top", 10), (), (20,)),
        (90, Fold("left", 10), (), (20,)),
        (90, Fold("top", 10), (60,), ()),
    ],
)
def test_a_fold_turns_with_its_card(turn: int, fold: Fold, x: tuple[float, ...], y: tuple[float, ...]) -> None:
    grid = Grid(Size(80, 80), 1, 1, Size(60, 60), turn, 0, 0)
    found = cuts(grid, [fold])
    assert (found.fold_x, found.fold_y) == (x, y)
