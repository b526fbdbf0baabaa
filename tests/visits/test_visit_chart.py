"""Charts of scans: blocks in a terminal, and a picture."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.visits.chart import bar, columns, svg
from cardkit.visits.count import Count, Row, count
from cardkit.visits.log import Scan

FIRST = date(2026, 12, 1)


def days(*scans: int) -> dict[date, int]:
    return {FIRST + timedelta(n): number for n, number in enumerate(scans)}


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, ""),
        (1, "████"),
        (0.5, "██"),
        (0.25, "█"),
        (1 / 32, "▏"),
        (0.0001, "▏"),
        (0.625, "██▌"),
        (2, "████"),
        (-1, ""),
    ],
)
def test_bars(share: float, expected: str) -> None:
    assert bar(share, 4) == expected


def test_columns_of_three_days() -> None:
    assert columns(days(4, 0, 2), 80, height=2) == (
        "███",
        "███     ███",
        "2026-12-01 2026-12-03",
    )


@given(st.dictionaries(st.integers(0, 900), st.integers(0, 10**6), max_size=40), st.integers(20, 120))
def test_columns_stay_within_the_width(scans: dict[int, int], width: int) -> None:
    lines = columns({FIRST + timedelta(n): number for n, number in scans.items()}, width)
    assert all(len(line) <= width for line in lines[:-1])
    assert bool(lines) == bool(scans)
    if any(scans.values()):
        assert any(lines[:-1])


def test_nothing_gives_no_columns() -> None:
    assert columns({}, 80) == ()


def drawn(counted: Count, titles: dict[str, str] | None = None, title: str = "Cards: scans") -> ElementTree.Element:
    return ElementTree.fromstring(svg(counted, title, titles or {}))


NS = "{http://www.w3.org/2000/svg}"


def test_picture_has_a_bar_for_every_day_and_card() -> None:
    counted = count(
        [Scan("7K3QX4", "", FIRST), Scan("7K3QX4", "1", FIRST + timedelta(2)), Scan("QFABRY", "", FIRST)],
        {"7K3QX4": ("hohhot", ""), "QFABRY": ("alxa", "")},
    )
    root = drawn(counted, {"hohhot": "Hohhot"})
    named = [rect.findtext(f"{NS}title") for rect in root.iter(f"{NS}rect") if rect.get("class") == "bar"]
    assert named == [
        "2026-12-01: 2",
        "2026-12-02: 0",
        "2026-12-03: 1",
        "hohhot: 2, 1 copies",
        "alxa: 1",
    ]
    words = [text.text for text in root.iter(f"{NS}text")]
    assert "3 scans from 2026-12-01 to 2026-12-03" in words
    assert "Hohhot" in words


def test_hostile_titles_stay_words() -> None:
    counted = Count((Row(FIRST, "<script>", "7K3QX4", "", 1),), {}, 0)
    title = "\x00</title><script>alert(1)</script>\u202e&amp;"
    root = drawn(counted, {"<script>": '"><image href="x"/>'}, title)
    assert {element.tag.removeprefix(NS) for element in root.iter()} <= {
        "svg",
        "title",
        "style",
        "rect",
        "text",
        "line",
    }


def test_picture_of_nothing() -> None:
    assert "No scans." in svg(Count((), {}, 0), "Cards", {})


def test_picture_of_many_days_stays_narrow() -> None:
    counted = Count(tuple(Row(FIRST + timedelta(n), "a", "7K3QX4", "", n) for n in range(1000)), {}, 0)
    root = drawn(counted)
    assert sum(rect.get("class") == "bar" for rect in root.iter(f"{NS}rect")) <= 121
