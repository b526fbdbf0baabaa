"""Codes that nobody planned are measured as they stand on the page."""

from __future__ import annotations

import pytest
from drawn_code import MATRIX, MODULE, OTHER, PLACE, URL, Draw, Sheet, card, good

from cardkit.codes.symbol import Matrix, symbol
from cardkit.geometry import Rect
from cardkit.pdf.document import opened, pages
from cardkit.preflight.code import SeenCode, survey


def seen(*draws: Draw, px_per_mm: float | None = None) -> list[SeenCode]:
    with opened(card(*draws)) as document:
        return [found for page in pages(document) for found in survey(page, px_per_mm)]


def test_survey_measures_what_nobody_planned() -> None:
    (found,) = seen(lambda _: None, good)
    assert (found.page, found.text, found.version, found.level) == (2, URL, 3, "Q")
    assert (found.mirrored, found.inverted, found.clear_modules) == (False, False, 4.0)
    assert found.module == pytest.approx(MODULE, rel=0.01)
    assert (found.box.x, found.box.y, found.box.width) == pytest.approx((PLACE.x, PLACE.y, PLACE.width), abs=0.1)
    assert found.contrast > 0.95
    assert found.red_contrast > 0.95


@pytest.mark.parametrize("angle", [0, 5, 30, 45, 200])
def test_survey_of_a_code_askew(angle: float) -> None:
    (found,) = seen(lambda sheet: sheet.modules(MATRIX, Rect(25, 40, 23.2, 23.2), angle=angle))
    assert (found.text, found.mirrored) == (URL, False)
    assert found.module == pytest.approx(0.8, rel=0.02)
    assert found.clear_modules == 4.0


@pytest.mark.parametrize(
    "matrix", [tuple(row[::-1] for row in MATRIX), MATRIX[::-1], tuple(zip(*MATRIX, strict=True))], ids=range(3)
)
def test_survey_sees_a_mirror(matrix: Matrix) -> None:
    (found,) = seen(lambda sheet: sheet.modules(matrix))
    assert (found.text, found.mirrored, found.inverted) == (URL, True, False)


def test_survey_sees_light_on_dark() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(PLACE.inset(-6))
        sheet.modules(MATRIX, tint=(0, 0, 0, 0))

    (found,) = seen(draw)
    assert (found.text, found.inverted, found.mirrored, found.clear_modules) == (URL, True, False, 4.0)


def test_survey_measures_ring_and_contrast() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(Rect(PLACE.right + 2.5 * MODULE, PLACE.y, 1, 20))
        sheet.modules(MATRIX, tint=(0, 0.8, 0.8, 0))

    (found,) = seen(draw)
    assert found.clear_modules == pytest.approx(2.5, abs=0.15)
    assert 0.5 < found.contrast < 0.8
    assert found.red_contrast < 0.2


def test_survey_finds_several_and_small_ones() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.modules(MATRIX, Rect(8, 60, 9, 9))
        sheet.modules(symbol(OTHER).matrix, Rect(8, 8, 20, 20))

    found = seen(draw)
    assert [code.text for code in found] == [OTHER, URL]
    assert found[1].module == pytest.approx(9 / 29, rel=0.03)
    assert seen(lambda _: None) == []
    assert [code.text for code in seen(draw, px_per_mm=15)] == [OTHER, URL]
