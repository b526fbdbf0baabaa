"""How inks stand out in print, by day and in red light."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from cardkit.codes.contrast import contrast, planned_contrast, reflectance
from cardkit.codes.rule import judge_inks
from cardkit.diagnostic import Span
from cardkit.ink import KEY, PAPER, Cmyk, Ink, Spot

SPAN = Span("layouts/pocket.yaml", 12, 5, 12, 9)
PROFILE = Path("src/cardkit/data/icc/FOGRA39L_coated.icc")


@pytest.mark.parametrize(
    ("ink", "daylight", "red"),
    [
        (PAPER, 0.87, 0.86),
        (KEY, 0.02, 0.02),
        (Cmyk(1, 0, 0, 0), 0.23, 0.0),
        (Cmyk(0, 1, 1, 0), 0.16, 0.68),
        (Cmyk(0, 0, 0, 0.5), 0.34, 0.33),
        (Spot("Gold", Cmyk(0, 1, 1, 0)), 0.16, 0.68),
        (Spot("Gold", Cmyk(0, 1, 1, 0), 0.0), 0.87, 0.86),
    ],
)
def test_reflectance(ink: Ink, daylight: float, red: float) -> None:
    found = reflectance(ink)
    assert (found.daylight, found.red) == pytest.approx((daylight, red), abs=0.01)


tints = st.floats(0, 1)


@given(tints, tints, tints, tints)
def test_more_ink_never_sends_back_more_light(cyan: float, magenta: float, yellow: float, black: float) -> None:
    ink = Cmyk(cyan, magenta, yellow, black)
    assert -1e-9 <= reflectance(ink).daylight <= reflectance(PAPER).daylight + 1e-9
    assert reflectance(Cmyk(cyan, magenta, yellow, 1)).daylight <= reflectance(ink).daylight + 0.02


def test_agrees_with_the_profile_of_the_press(checkout: Path) -> None:
    """The profile that files are made for, asked for its lightness in the absolute way."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO((checkout / PROFILE).read_bytes()))
    turn = ImageCms.buildTransform(
        profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.ABSOLUTE_COLORIMETRIC
    )
    steps = (0, 64, 128, 255)
    inks = [(c, m, y, k) for c in steps for m in steps for y in steps for k in (0, 100, 255)]
    picture = Image.new("CMYK", (len(inks), 1))
    picture.putdata(inks)
    seen = ImageCms.applyTransform(picture, turn)
    assert seen is not None
    for ink, lightness in zip(inks, seen.getchannel("L").tobytes(), strict=True):
        f = (lightness / 255 * 100 + 16) / 116
        expected = f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29)
        assert reflectance(Cmyk(*(tint / 255 for tint in ink))).daylight == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(
    ("ink", "ground", "expected"),
    [
        (KEY, None, []),
        (KEY, PAPER, []),
        (Cmyk(1, 0.86, 0.36, 0.36), Cmyk(0.02, 0.07, 0.24, 0), []),  # sky-5 on sand-1
        (Cmyk(0.1, 0.92, 0.86, 0.04), PAPER, ["warning in the red light that scanners use"]),
        (Cmyk(0, 1, 1, 0), PAPER, ["error in the red light that scanners use"]),
        (Cmyk(0, 0.34, 0.82, 0), PAPER, ["error of"]),
        (Cmyk(0, 0, 0, 0.2), PAPER, ["error of"]),
        (Cmyk(0, 0, 0, 0.55), PAPER, ["warning of"]),
        (Cmyk(0, 0, 1, 0), PAPER, ["error of"]),
        (PAPER, KEY, ["error light on dark"]),
        (KEY, KEY, ["error of"]),
    ],
)
def test_rule(ink: Ink, ground: Ink | None, expected: list[str]) -> None:
    found = judge_inks(("blue", ink), ("sand", ground), SPAN)
    assert [problem.code for problem in found] == ["qr-contrast"] * len(expected)
    for problem, words in zip(found, expected, strict=True):
        severity, _, part = words.partition(" ")
        assert (problem.severity, part in problem.message, problem.span) == (severity, True, SPAN)
        assert "`blue`" in problem.message


def test_planned_contrast_is_a_part_of_what_paper_sends_back() -> None:
    assert planned_contrast(KEY, None) == pytest.approx(0.976, abs=0.001)
    assert planned_contrast(PAPER, KEY) < 0
    assert contrast(KEY, PAPER).daylight == pytest.approx(0.853, abs=0.001)
