"""Path data: the whole grammar of SVG, and where it is broken."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.picture import transform
from cardkit.picture.path import PathError, numbers, parse
from cardkit.picture.shape import Path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M1 2L3 4", "M1,2 L3,4"),
        ("m1 2l3 4", "M1,2 L4,6"),
        ("M1,2 3,4 5,6", "M1,2 L3,4 L5,6"),
        ("m1 2 3 4 1 1", "M1,2 L4,6 L5,7"),
        ("M0 0H5V6h-1v-2", "M0,0 L5,0 L5,6 L4,6 L4,4"),
        ("M0 0H1 2 3", "M0,0 L1,0 L2,0 L3,0"),
        ("M.5.5-1e-1 1E1", "M0.5,0.5 L-0.1,10"),
        ("M0 0C1 2 3 4 5 6", "M0,0 C1,2,3,4,5,6"),
        ("M1 1c1 2 3 4 5 6", "M1,1 C2,3,4,5,6,7"),
        ("M0 0C0 1 1 2 2 2S4 1 4 0", "M0,0 C0,1,1,2,2,2 C3,2,4,1,4,0"),
        ("M1 1S4 1 4 0", "M1,1 C1,1,4,1,4,0"),
        ("M0 0Q3 3 6 0", "M0,0 C2,2,4,2,6,0"),
        ("M0 0q3 3 6 0t6 0", "M0,0 C2,2,4,2,6,0 C8,-2,10,-2,12,0"),
        ("M0 0L1 1T4 4", "M0,0 L1,1 C1,1,2,2,4,4"),
        ("M1 1h1v1zm5 5h1", "M1,1 L2,1 L2,2 Z M6,6 L7,6"),
        ("M1 1h1v1zl5 5", "M1,1 L2,1 L2,2 Z M1,1 L6,6"),
        ("M0 0A0 5 0 0 1 3 4", "M0,0 L3,4"),
        ("M3 4A5 5 0 0 1 3 4L1 1", "M3,4 L1,1"),
        (" \n M0 0 ", "M0,0"),
    ],
)
def test_grammar(data: str, expected: str) -> None:
    assert written(parse(data)) == expected


def test_arc_flags_need_no_separator() -> None:
    assert parse("M0 0a5 5 0 01.5.5") == parse("M 0 0 a 5 , 5 , 0 , 0 , 1 , .5 , .5")
    assert parse("M0 0a5 5 0 1010 0a5 5 0 10-10 0") == parse("M0 0a5 5 0 1 0 10 0 5 5 0 1 0-10 0")


@given(
    st.floats(0.5, 20),
    st.floats(0.5, 20),
    st.floats(-360, 360),
    st.floats(0, 6.28),
    st.one_of(st.floats(0.2, 6), st.floats(-6, -0.2)),
)
def test_arc_runs_along_its_ellipse(rx: float, ry: float, turn: float, begin: float, span: float) -> None:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(angle: float) -> tuple[float, float]:
        """A point of the ellipse round 0 0."""
        x, y = rx * math.cos(angle), ry * math.sin(angle)
        return cos * x - sin * y, sin * x + cos * y

    (x0, y0), (x1, y1) = at(begin), at(begin + span)
    flags = f"{int(abs(span) > math.pi)}{int(span > 0)}"
    path = parse(f"M{x0:.12f} {y0:.12f}A{rx:.12f} {ry:.12f} {turn:.12f} {flags}{x1:.12f} {y1:.12f}")
    pieces = len(path) - 1
    for index in range(pieces):
        wanted = at(begin + span * (index + 0.5) / pieces)
        assert math.dist(halfway(path, index + 1), wanted) < 0.002 * max(rx, ry) + 1e-4
    assert math.dist(end_of(path, pieces), (x1, y1)) < 1e-9


def test_small_radii_grow_until_they_reach() -> None:
    assert written(parse("M0 0A1 1 0 0 1 10 0")) == written(parse("M0 0A5 5 0 0 1 10 0"))


@pytest.mark.parametrize(
    ("data", "at"),
    [
        ("", 0),
        ("  L1 1", 2),
        ("M1", 0),
        ("M1 1 L 2", 5),
        ("M1 1z5", 4),
        ("M1 1 L2 2 é", 10),
        ("M1 1,,2 2", 5),
        ("M1 1A5 5 0 2 1 3 3", 5),
        ("M1 1A5 5 0 0", 5),
        ("M1e9 1", 1),
        ("M--1 1", 1),
        ("Mnan 1", 1),
    ],
)
def test_fault_says_where(data: str, at: int) -> None:
    with pytest.raises(PathError) as fault:
        parse(data)
    assert fault.value.at == at


@given(st.text(alphabet="MmLlCcQaAzZ0123456789.,-+eE \n#", max_size=80))
def test_no_path_data_raises_anything_else(data: str) -> None:
    try:
        path = parse(data)
    except PathError:
        return
    assert path[0][0] == "M"
    assert all(math.isfinite(number) for segment in path for number in segment[1:])


def test_long_rubbish_is_refused_at_once() -> None:
    with pytest.raises(PathError):
        numbers("1" * 200_000 + "x")
    with pytest.raises(PathError):
        parse("M0 0A" + "1 1 0 0 0 1 1 " * 20_000 + "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "M1,2"),
        ("translate(3)", "M4,2"),
        ("translate(3,4) scale(2)", "M5,8"),
        ("scale(2 -1)", "M2,-2"),
        ("rotate(90)", "M-2,1"),
        ("rotate(180 1 1)", "M1,0"),
        ("matrix(1 0 1 1 0 5)", "M3,7"),
        ("skewX(45)", "M3,2"),
        (" skewY( 45 ) , translate(0 1)", "M1,4"),
    ],
)
def test_transforms(text: str, expected: str) -> None:
    assert written(transform.moved((("M", 1, 2),), transform.parse(text))) == expected


@pytest.mark.parametrize("text", ["rotate(1 2)", "turn(1)", "scale(0)", "translate(", "5", "matrix(1 2)", "skewX(90)"])
def test_bad_transforms(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — its text is for people
        transform.parse(text)


def written(path: Path) -> str:
    return " ".join(
        segment[0] + ",".join(f"{round(float(number), 6) + 0.0:g}" for number in segment[1:]) for segment in path
    )


def halfway(path: Path, index: int) -> tuple[float, float]:
    """The middle of one cubic."""
    x0, y0 = end_of(path, index - 1)
    curve = path[index]
    assert len(curve) == 7
    _, x1, y1, x2, y2, x3, y3 = curve
    return (x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8


def end_of(path: Path, index: int) -> tuple[float, float]:
    """Where one segment ends."""
    segment = path[index]
    assert len(segment) != 1
    return segment[-2], segment[-1]
