"""Where a picture stands in its window, and whether its pixels are enough there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.diagnostic import Severity, Span
from cardkit.geometry import Point, Rect, Size
from cardkit.picture.frame import crop, judge_resolution, ppi
from cardkit.picture.photograph import Photograph

lengths = st.floats(1, 500)
shares = st.floats(0, 1)
HERE = Span("a.yaml", 1, 1, 1, 2)


@given(lengths, lengths, lengths, lengths, shares, shares, st.booleans())
def test_window_is_always_covered_and_nothing_stretched(
    art_width: float, art_height: float, width: float, height: float, x: float, y: float, top: object
) -> None:
    window = Rect(-3, -3, width, height)
    box = crop(Size(art_width, art_height), window, Point(x, y), align_top=bool(top))
    assert box.contains(window)
    assert box.width / box.height == pytest.approx(art_width / art_height)
    assert box.width == pytest.approx(width) or box.height == pytest.approx(height)
    assert box.y == window.y or not top


@pytest.mark.parametrize(
    ("focus", "x"),
    [(0.5, -50), (0.4, -30), (0.1, 0), (0.0, 0), (0.9, -100), (1.0, -100)],
)
def test_focus_comes_to_the_centre_as_far_as_the_edges_allow(focus: float, x: float) -> None:
    box = crop(Size(20, 10), Rect(0, 0, 100, 100), Point(focus, 0.5))
    assert (box.x, box.y, box.width, box.height) == pytest.approx((x, 0, 200, 100))


def test_top_of_the_art_stays_at_the_top() -> None:
    assert crop(Size(10, 20), Rect(0, 7, 10, 10), Point(0.5, 0.9), align_top=True) == Rect(0, 7, 10, 20)
    assert crop(Size(10, 20), Rect(0, 7, 10, 10), Point(0.5, 0.9)) == Rect(0, -3, 10, 20)


def test_ppi() -> None:
    assert ppi(300, 25.4) == pytest.approx(300)


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [(300, None), (225, None), (224, Severity.WARNING), (150, Severity.WARNING), (149, Severity.ERROR)],
)
def test_resolution_is_judged_at_its_place(pixels: int, expected: Severity | None) -> None:
    photo = Photograph(Path("a.jpg"), "0" * 64, pixels, pixels, "RGB", "images/a.jpg")
    problems = judge_resolution(photo, Rect(0, 0, 25.4, 25.4), HERE)
    assert [problem.severity for problem in problems] == ([expected] if expected else [])
    for problem in problems:
        assert problem.code == "low-resolution"
        assert f"{pixels} ppi" in problem.message
        assert "at least 225 pixels" in str(problem.hint)
