"""The middle of a symbol, left to a logo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.codes.logo import LEAST_UNUSED, bearing, middle, unused, without
from cardkit.codes.symbol import symbol

URL = "https://nmg.example.org/c/7K3QX4"


@pytest.mark.parametrize(
    ("modules", "width", "expected"),
    [
        (29, 0.2, (12, 12, 5, 5)),
        (33, 0.2, (14, 14, 5, 5)),
        (35, 0.2, (14, 14, 7, 7)),
        (29, 0.05, (14, 14, 1, 1)),
        (29, 0.3, (11, 11, 7, 7)),
        (21, 0.01, (10, 10, 1, 1)),
    ],
)
def test_middle(modules: int, width: float, expected: tuple[int, int, int, int]) -> None:
    assert middle(modules, width) == expected


@given(st.integers(1, 8), st.floats(0.05, 0.5))
def test_middle_is_the_middle_and_no_wider_than_asked(version: int, width: float) -> None:
    modules = 17 + 4 * version
    column, row, across, down = middle(modules, width)
    assert column == row == modules - column - across
    assert across == down <= max(1, width * modules + 1e-6)


@given(st.integers(20, 80), st.floats(0.05, 0.2))
def test_level_is_raised_as_far_as_needed(length: int, width: float) -> None:
    made, bare = bearing(URL.ljust(length, "K"), width)
    assert made.url == URL.ljust(length, "K")
    assert made.level in "QH"
    assert unused(made, bare) >= LEAST_UNUSED
    if made.level == "H":
        lower = symbol(made.url, "Q")
        assert unused(lower, middle(lower.modules, width)) < LEAST_UNUSED


def test_only_the_logo_is_left_bare() -> None:
    made, bare = bearing(URL, 0.2)
    column, row, width, height = bare
    shown = without(made.matrix, bare)
    for y, line in enumerate(shown):
        for x, dark in enumerate(line):
            inside = column <= x < column + width and row <= y < row + height
            assert dark == (made.matrix[y][x] and not inside)
    assert without(made.matrix, None) is made.matrix


def test_what_no_level_mends() -> None:
    made, bare = bearing(URL, 0.5)
    assert (made.level, unused(made, bare) < LEAST_UNUSED) == ("H", True)
    with pytest.raises(ValueError, match="empty"):
        bearing("", 0.2)
