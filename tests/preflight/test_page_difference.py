"""Two pages differ where a plate differs, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from press_file import good, press_file

from cardkit.geometry import Rect
from cardkit.preflight.difference import PX_PER_MM, TOLERANCE, Difference, differences

TRIM = Rect(0, 0, 60, 90)


def compared(folder: Path, old: str, new: str) -> Difference:
    files = press_file(folder / "old.pdf", old, pages=1), press_file(folder / "new.pdf", new, pages=1)
    (found,) = differences(*files, [(1, 1)], TRIM)
    return found


def pixel(found: Difference, x: float, y: float) -> tuple[int, ...]:
    at = 3 * (round(y * PX_PER_MM) * found.picture.width + round(x * PX_PER_MM))
    return tuple(found.picture.pixels[at : at + 3])


def test_the_same_page_does_not_differ(tmp_path: Path) -> None:
    found = compared(tmp_path, good(), good())
    assert (found.share, found.box) == (0.0, None)


def test_a_new_patch_is_found_where_it_is(tmp_path: Path) -> None:
    # 6 × 9 mm, 10 mm from the trim's left and 20 mm from its top.
    found = compared(tmp_path, good(), good() + "0 0 1 0 k 13 64 6 9 re f")
    assert found.box is not None
    assert (found.box.x, found.box.y) == pytest.approx((10, 20), abs=0.2)
    assert (found.box.width, found.box.height) == pytest.approx((6, 9), abs=0.4)
    assert found.share == pytest.approx(54 / 5400, rel=0.05)
    assert pixel(found, 13, 24) == (214, 0, 110)
    assert len(set(pixel(found, 40, 5))) == 1


@pytest.mark.parametrize(("step", "differs"), [((TOLERANCE - 3) / 255, False), ((TOLERANCE + 3) / 255, True)])
def test_the_tolerance_is_what_it_says(tmp_path: Path, step: float, differs: bool) -> None:  # noqa: FBT001
    found = compared(tmp_path, "0.2 0 0 0 k 0 0 66 96 re f", f"{0.2 + step:.4f} 0 0 0 k 0 0 66 96 re f")
    assert (found.share == 1.0) is differs
    assert (found.box is not None) is differs


def test_black_that_becomes_four_inks_differs_though_it_looks_the_same(tmp_path: Path) -> None:
    found = compared(tmp_path, "0 0 0 1 k 13 64 6 9 re f", "0.6 0.5 0.4 1 k 13 64 6 9 re f")
    assert found.share == pytest.approx(54 / 5400, rel=0.05)


def test_pages_are_compared_in_pairs(tmp_path: Path) -> None:
    old = press_file(tmp_path / "old.pdf", "1 0 0 0 k 0 0 66 96 re f", pages=3)
    new = press_file(tmp_path / "new.pdf", "1 0 0 0 k 0 0 66 96 re f", pages=3)
    assert [found.share for found in differences(old, new, [(3, 1), (1, 2)], TRIM)] == [0.0, 0.0]
