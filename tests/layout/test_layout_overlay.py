"""Lines over a card stand where the format says, and read on any colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.deck import formats
from cardkit.geometry import Point, Rect
from cardkit.ink import PAPER
from cardkit.layout.drawing import Face, Glyphs, Item, Outline, Placed, Segment
from cardkit.layout.overlay import BLEED, QUIET, SAFE, TRIM, Line, drawn, lines, overlays
from cardkit.layout.plate import rounded

POCKET = formats()["pocket-70x120"]


def faces(count: int) -> list[Face]:
    return [Face(f"card-{i}", side, POCKET.trim, 3, ()) for i in range(count) for side in ("front", "back")]


def box(path: tuple[Segment, ...]) -> Rect:
    xs = [float(n) for _, *numbers in path for n in numbers[::2]]
    ys = [float(n) for _, *numbers in path for n in numbers[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def near(one: Rect, other: Rect) -> bool:
    return one.contains(other, 0.001) and other.contains(one, 0.001)


def outlines(items: Iterator[Item]) -> list[Outline]:
    return [item for item in items if isinstance(item, Outline)]


def test_lines_stand_on_bleed_trim_safe_area_and_quiet_zone() -> None:
    quiet = Rect(36, 82, 30, 30)
    found = {line: box(path) for path, line in lines(POCKET, [quiet])}
    assert near(found[BLEED], Rect(-3, -3, 76, 126))
    assert near(found[TRIM], Rect(0, 0, 70, 120))
    assert near(found[SAFE], Rect(4, 4, 62, 112))
    assert near(found[QUIET], quiet)


def test_the_trim_of_round_corners_is_round() -> None:
    trim = next(path for path, line in lines(formats()["poker"], []) if line is TRIM)
    assert sum(segment[0] == "C" for segment in trim) == 4


@pytest.mark.parametrize("line", [BLEED, TRIM, SAFE, QUIET], ids=["bleed", "trim", "safe", "quiet"])
def test_white_lies_under_every_line_and_shows_on_both_sides(line: Line) -> None:
    casing, colour = outlines(drawn(rounded(Rect(0, 0, 70, 120), 0), line, Point(10, 10)))
    assert casing.stroke
    assert colour.stroke
    assert (casing.stroke.ink, colour.stroke.ink) == (PAPER, line.ink)
    assert casing.stroke.width > 2 * colour.stroke.width


def test_no_two_lines_look_alike_without_colours() -> None:
    assert len({line.dash for line in (BLEED, TRIM, SAFE, QUIET)}) == 4


@given(
    st.floats(1, 300),
    st.floats(1, 300),
    st.tuples(st.floats(0.3, 5), st.floats(0.3, 5)),
)
def test_dashes_begin_and_end_at_every_corner(width: float, height: float, dash: tuple[float, float]) -> None:
    square = rounded(Rect(5, 7, width, height), 0)
    _, colour = outlines(drawn(square, replace(SAFE, dash=dash), Point(0, 0)))
    assert near(box(colour.path), Rect(5, 7, width, height))
    ends = {(round(float(s[1]), 6), round(float(s[2]), 6)) for s in colour.path if len(s) == 3}
    for x in (5.0, 5 + width):
        for y in (7.0, 7 + height):
            assert (round(x, 6), round(y, 6)) in ends
    for start, end in pairwise(colour.path):
        if end[0] == "L" and len(start) == 3 and len(end) == 3:
            assert abs(end[1] - start[1]) + abs(end[2] - start[2]) <= dash[0] + 1e-6


def test_every_face_is_shown_to_the_end_of_its_bleed() -> None:
    sheets = overlays(faces(13), POCKET, "deck.en", {})
    clips = [[i.clip for i in sheet.items if isinstance(i, Placed) and i.clip] for sheet in sheets]
    assert [len(own) for own in clips] == [24, 2]
    for sheet, own in zip(sheets, clips, strict=True):
        page = Rect(0, 0, sheet.trim.width, sheet.trim.height)
        for i, clip in enumerate(own):
            assert (clip.width, clip.height) == (76, 126)
            assert page.contains(clip)
            assert not any(clip.overlaps(other) for other in own[i + 1 :])


def test_the_lines_stand_over_the_card_that_they_belong_to() -> None:
    (sheet,) = overlays(faces(1), POCKET, "deck.en", {})
    placed = [item for item in sheet.items if isinstance(item, Placed)]
    trims = [box(i.path) for i in sheet.items if isinstance(i, Outline) and i.stroke and i.stroke.ink == TRIM.ink][1:]
    for item, trim in zip(placed, trims, strict=True):
        assert near(trim, Rect(item.origin.x, item.origin.y, 70, 120))


def test_the_legend_says_what_the_lines_mean_and_names_codes_only_where_there_are_some() -> None:
    own = faces(1)

    def said(quiet: dict[Face, tuple[Rect, ...]]) -> list[str]:
        (sheet,) = overlays(own, POCKET, "deck.en", quiet)
        return [item.text for item in sheet.items if isinstance(item, Glyphs)]

    plain = ["deck.en", "card-0", "bleed: ink goes on for 3 mm", "trim: cut here, 70 × 120 mm"]
    assert said({}) == [*plain, "safe area: 4 mm inside"]
    assert said({own[1]: (Rect(36, 82, 30, 30),)})[-1] == "quiet zone of a code: 4 modules"


def test_the_legend_stays_on_the_sheet_and_off_the_cards() -> None:
    form = formats()["card-90x54"]
    own = [Face("c", side, form.trim, 3, ()) for side in ("front",)]
    (sheet,) = overlays(own, form, "deck.en", {own[0]: (Rect(50, 10, 20, 20),)})
    top = min(item.clip.y for item in sheet.items if isinstance(item, Placed) and item.clip)
    entries = [item for item in sheet.items if isinstance(item, Glyphs)][2:]
    assert len(entries) == 4
    assert all(item.origin.x + item.width <= sheet.trim.width and item.origin.y < top for item in entries)
