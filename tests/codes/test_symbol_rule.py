"""Whether a symbol can be scanned at its size and place."""

from __future__ import annotations

import pytest

from cardkit.codes.rule import judge_symbol
from cardkit.codes.symbol import symbol
from cardkit.diagnostic import Diagnostic, Related, Span
from cardkit.geometry import Rect, Size

SPAN = Span("cards/hohhot.yaml", 3, 1, 3, 9)
TRIM = Size(70, 120)


def url(length: int) -> str:
    return "https://nmg.museum.cn/c/".ljust(length, "x")


def said(problems: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{problem.severity} {problem.code}" for problem in problems]


@pytest.mark.parametrize(
    ("length", "side", "expected"),
    [
        (32, 23.514, []),  # 3-Q, 0.81 mm
        (32, 20.0, []),
        (32, 19.9, ["warning qr-too-small"]),
        (32, 15.0, ["warning qr-too-small"]),
        (32, 14.9, ["error qr-too-small"]),
        (32, 9.0, ["error qr-too-small"]),
        (84, 20.0, []),  # 5-M, 37 modules of 0.54 mm
        (84, 18.5, ["warning qr-too-small"]),
        (85, 24.0, ["warning qr-too-dense"]),  # 6-M
        (106, 20.0, ["warning qr-too-dense"]),  # 6-M, 0.49 mm: the length is to blame, and is said
        (150, 16.1, ["warning qr-too-dense", "error qr-too-small"]),  # 8-M, 49 modules of 0.328 mm
        (150, 16.2, ["warning qr-too-dense", "warning qr-too-small"]),
        (150, 25.0, ["warning qr-too-dense"]),
        (153, 30.0, ["error qr-too-dense"]),  # 9-M
        (153, 22.0, ["error qr-too-dense"]),
    ],
)
def test_size(length: int, side: float, expected: list[str]) -> None:
    assert said(judge_symbol(symbol(url(length)), Rect(10, 10, side, side), SPAN)) == expected


@pytest.mark.parametrize(
    ("level", "length", "expected"),
    [
        ("L", 32, ["error qr-level"]),
        ("M", 32, []),
        ("Q", 32, []),
        ("H", 32, ["warning qr-level"]),  # 4-H where 3-Q would do
    ],
)
def test_level(level: str, length: int, expected: list[str]) -> None:
    assert said(judge_symbol(symbol(url(length), level), Rect(10, 10, 30, 30), SPAN)) == expected


def test_level_h_that_costs_nothing() -> None:
    assert judge_symbol(symbol("a.b/c", "H"), Rect(10, 10, 20, 20), SPAN) == ()


@pytest.mark.parametrize(
    ("logo", "level", "expected"),
    [
        (0.0, "Q", []),
        (0.1, "Q", ["warning qr-logo"]),
        (0.2, "H", ["warning qr-logo"]),
        (0.21, "H", ["error qr-logo"]),
        (0.1, "M", ["error qr-logo"]),
    ],
)
def test_logo(logo: float, level: str, expected: list[str]) -> None:
    assert said(judge_symbol(symbol(url(32), level), Rect(10, 10, 30, 30), SPAN, logo=logo)) == expected


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (3, 3, []),
        (2.9, 50, ["error qr-near-trim"]),
        (30, 2.9, ["error qr-near-trim"]),
        (47, 97, []),
        (47.1, 50, ["error qr-near-trim"]),
        (30, 97.1, ["error qr-near-trim"]),
        (-5, 50, ["error qr-near-trim"]),
    ],
)
def test_nearness_to_the_trim(x: float, y: float, expected: list[str]) -> None:
    assert said(judge_symbol(symbol(url(32)), Rect(x, y, 20, 20), SPAN, trim=TRIM)) == expected


def test_problem_names_both_the_card_and_the_slot() -> None:
    slot = Related("the slot is here", Span("layouts/pocket.yaml", 12, 5, 12, 9))
    (problem,) = judge_symbol(symbol(url(32)), Rect(10, 10, 14, 14), SPAN, [slot])
    assert problem.span == SPAN
    assert problem.related == (slot,)
    assert problem.message == "the code is 14.0 mm wide; 15 mm is the least"
    assert "15.1 mm" in (problem.hint or "")


def test_hosts_of_forty_characters_fit() -> None:
    made = symbol(f"https://{'a' * 36}.org/c/7K3QX4")
    assert judge_symbol(made, Rect(10, 10, 20, 20), SPAN) == ()
