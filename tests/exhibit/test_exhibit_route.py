"""Routes are drawn to scale, and their names keep clear of each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.exhibit.route import WIDTH, great_circle, plot, rounded
from cardkit.exhibit.said import Said

BEIJING, HOHHOT, PARIS = (39.9042, 116.4074), (40.8424, 111.7490), (48.8566, 2.3522)

PLACES = st.lists(
    st.tuples(st.floats(-80, 80), st.floats(-180, 180)), min_size=2, max_size=24, unique_by=lambda place: place
)


def test_distances_are_those_of_the_globe() -> None:
    assert great_circle(BEIJING, HOHHOT) == pytest.approx(409, abs=4)
    assert great_circle(BEIJING, PARIS) == pytest.approx(8210, abs=25)
    assert great_circle((0, 179), (0, -179)) == pytest.approx(222.4, abs=0.1)


def test_the_bar_is_as_long_as_it_says() -> None:
    drawn = plot([BEIJING, HOHHOT])
    first, last = drawn.spots
    way = math.dist((first.x, first.y), (last.x, last.y))
    assert drawn.bar / drawn.bar_km * great_circle(BEIJING, HOHHOT) == pytest.approx(way, rel=0.01)


def test_a_way_over_the_date_line_takes_the_short_side() -> None:
    drawn = plot([(60.0, 170.0), (60.0, -170.0)])
    assert drawn.spots[0].x < drawn.spots[1].x
    assert great_circle((60.0, 170.0), (60.0, -170.0)) < 1200


@given(PLACES)
def test_every_stop_stands_on_the_map(places: list[tuple[float, float]]) -> None:
    drawn = plot(places, [Said(f"Stop {i}", "en") for i in range(len(places))])
    assert len(drawn.spots) == len(places)
    for spot in drawn.spots:
        assert 0 <= spot.x <= WIDTH
        assert 0 <= spot.y <= drawn.height
    assert 0 < drawn.bar <= WIDTH / 2


@given(PLACES, st.booleans())
def test_names_lie_on_no_stop_and_no_other_name(places: list[tuple[float, float]], joined: bool) -> None:  # noqa: FBT001
    names = [f"Stop {i}" for i in range(len(places))]
    drawn = plot(places, [Said(name, "en") for name in names], joined=joined)
    boxes = []
    for spot, name in zip(drawn.spots, names, strict=True):
        if spot.anchor:
            wide = 6.6 * len(name)
            left = spot.label_x - {"start": 0, "end": wide, "middle": wide / 2}[spot.anchor]
            boxes.append((left, spot.label_y - 10, left + wide, spot.label_y + 3))
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_two_stops_at_one_place_do_no_harm() -> None:
    assert len(plot([HOHHOT, HOHHOT], [Said("a", "en"), None]).spots) == 2


def test_spots_that_no_line_joins_keep_their_names_on_all_sides() -> None:
    names = [Said(name, "en") for name in ("Hohhot", "Baotou", "Xilingol")]
    places = [HOHHOT, (40.6574, 109.8403), (43.9333, 116.0861)]
    assert all(spot.anchor for spot in plot(places, names, joined=False).spots)


@given(PLACES)
def test_upright_names_stand_beside_their_stops(places: list[tuple[float, float]]) -> None:
    name = Said("ᠬᠥᠬᠡᠬᠣᠲᠠ", "mn-Mong")
    drawn = plot(places, [name] * len(places))
    boxes = []
    for spot in drawn.spots:
        if spot.anchor:
            tall = 5 * len(name.text)
            top = spot.label_y - {"start": 0, "end": tall, "middle": tall / 2}[spot.anchor]
            boxes.append((spot.label_x - 7, top, spot.label_x + 7, top + tall))
            assert 0 <= boxes[-1][0] < boxes[-1][2] <= WIDTH
            assert 0 <= top < top + tall <= drawn.height
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


@pytest.mark.parametrize(("km", "said"), [(7.4, 7), (312, 310), (1234, 1230), (8210, 8200)])
def test_distances_are_said_as_people_say_them(km: float, said: int) -> None:
    assert rounded(km) == said
