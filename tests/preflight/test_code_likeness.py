"""What passes for flawless at a glance passes every measurement, too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_code import BLACK, MATRIX, MODULE, OTHER, PLACE, Draw, Sheet, Tint, card, good, planned
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.codes.symbol import symbol
from cardkit.diagnostic import Diagnostic
from cardkit.geometry import Rect
from cardkit.ink import KEY, PAPER, Cmyk
from cardkit.pdf.document import opened, page
from cardkit.preflight.code import ExpectedCode
from cardkit.preflight.grade import Geometry, geometry
from cardkit.preflight.likeness import flawless
from cardkit.preflight.search import search
from cardkit.preflight.symbol import look, prove_symbol

PLAN = replace(planned(), ink=KEY, ground=PAPER)


def both(draw: Draw, plan: ExpectedCode = PLAN) -> tuple[Geometry | None, Geometry, tuple[Diagnostic, ...]]:
    """What a glance says of a code, and what measuring says."""
    with opened(card(draw)) as document:
        sheet = page(document, 1)
        found = [one for one in search(sheet, 1, plan.module) if one.is_at(plan)]
        seen = look(sheet, plan)
        glance = flawless(sheet, plan, found[0].read) if found else None
        return glance, geometry(plan, seen.sample), prove_symbol(plan, seen)


def test_a_good_code_is_flawless_and_is_described_as_it_measures() -> None:
    glance, measured, problems = both(good)
    assert glance is not None
    assert (glance, problems) == (measured, ())


@pytest.mark.parametrize("side", [15.0, 17.3, 20.645, 20.727, 23.514, 28.216, 40.001])
def test_codes_of_any_size_are_flawless(side: float) -> None:
    plan = replace(PLAN, box=Rect(10.123, 20.377, side, side))
    glance, _, problems = both(lambda sheet: sheet.modules(MATRIX, plan.box), plan)
    assert glance is not None
    assert problems == ()


@pytest.mark.parametrize(
    "plan",
    [
        replace(PLAN, ink=None),
        replace(PLAN, ground=None),
        replace(PLAN, bare=(12, 12, 5, 5)),
        replace(PLAN, turn=90),
        replace(PLAN, style="dots"),
        replace(PLAN, ink=Cmyk(0, 0, 0, 0.97)),
        replace(PLAN, ground=Cmyk(0, 0, 0.04, 0)),
        replace(PLAN, level="H"),
        replace(PLAN, version=4),
        replace(PLAN, url=OTHER),
        replace(PLAN, matrix=symbol(OTHER).matrix),
        replace(PLAN, box=Rect(PLACE.x + 0.02, PLACE.y, PLACE.width, PLACE.height)),
    ],
)
def test_what_is_out_of_the_ordinary_is_measured(plan: ExpectedCode) -> None:
    assert both(good, plan)[0] is None


@pytest.mark.parametrize(("black", "is_enough"), [(0.2, False), (0.45, False), (0.7, True)])
def test_what_stands_out_too_little_is_measured(black: float, *, is_enough: bool) -> None:
    plan = replace(PLAN, ink=Cmyk(0, 0, 0, black))
    glance, _, problems = both(lambda sheet: sheet.modules(MATRIX, tint=(0, 0, 0, black)), plan)
    assert (glance is not None) == (problems == ()) == is_enough


@pytest.mark.parametrize("size", [0.1, 0.2, 0.4])
@pytest.mark.parametrize("tint", [BLACK, (0, 0, 0, 0), (0.05, 0, 0, 0), (0, 0, 0.1, 0), (0.7, 0.6, 0.6, 0.9)])
def test_a_speck_of_a_tenth_of_a_mm_is_seen(tint: Tint, size: float) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.modules(MATRIX)
        # In the ring, on the white round a finder pattern, and on the pattern's middle.
        for row, column in ((-2, 3), (1, 1), (3, 3)):
            x, y = PLACE.x + (column + 0.4) * MODULE, PLACE.y + (row + 0.4) * MODULE
            sheet.fill(Rect(x, y, size, size), tint)

    assert both(draw)[0] is None


@given(
    where=st.tuples(st.floats(-4, 33), st.floats(-4, 33)),
    size=st.tuples(st.floats(0.001, 6), st.floats(0.001, 6)),
    tint=st.tuples(*[st.one_of(st.just(0.0), st.floats(0, 0.03), st.floats(0, 1))] * 4),
    moved=st.tuples(*[st.one_of(st.just(0.0), st.floats(-0.003, 0.003), st.floats(-0.05, 0.05))] * 2),
    grown=st.one_of(st.just(0.0), st.floats(-0.003, 0.003), st.floats(-0.2, 0.2)),
    angle=st.one_of(st.just(0.0), st.floats(-0.02, 0.02), st.floats(-1, 1)),
)
@settings(max_examples=150, deadline=None)
def test_what_is_flawless_at_a_glance_passes_every_measurement(
    where: tuple[float, float],
    size: tuple[float, float],
    tint: Tint,
    moved: tuple[float, float],
    grown: float,
    angle: float,
) -> None:
    def draw(sheet: Sheet) -> None:
        box = Rect(PLACE.x + moved[0], PLACE.y + moved[1], PLACE.width + grown, PLACE.height + grown)
        sheet.modules(MATRIX, box, angle=angle)
        corner = PLACE.x + where[0] * MODULE, PLACE.y + where[1] * MODULE
        sheet.fill(Rect(*corner, size[0] * MODULE, size[1] * MODULE), tint)

    glance, measured, problems = both(draw)
    if glance is not None:
        assert problems == ()
        assert replace(glance, contrast=0) == replace(measured, contrast=0)
        assert glance.contrast == pytest.approx(measured.contrast, abs=0.02)
