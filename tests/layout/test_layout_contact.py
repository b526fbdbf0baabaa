"""Contact sheets show every face once, named, at true proportion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cardkit.geometry import Rect, Size
from cardkit.layout import contact_sheets, panorama
from cardkit.layout.contact import Group, arranged
from cardkit.layout.drawing import Face, Glyphs, Placed


def faces(count: int) -> list[Face]:
    return [
        Face(f"card-{i}", side, Size(70, 120), 3, (), title=f"Card {i}")
        for i in range(count)
        for side in ("front", "back")
    ]


def test_sixty_faces_fill_a_sheet_and_no_more() -> None:
    sheets = contact_sheets(faces(31), "deck.en")
    assert [sum(isinstance(i, Placed) for i in sheet.items) for sheet in sheets] == [60, 2]


def test_no_two_faces_overlap_and_all_are_on_the_sheet() -> None:
    (sheet,) = contact_sheets(faces(7), "deck.en")
    clips = [item.clip for item in sheet.items if isinstance(item, Placed) and item.clip]
    assert len(clips) == 14
    page = Rect(0, 0, sheet.trim.width, sheet.trim.height)
    for i, clip in enumerate(clips):
        assert page.contains(clip)
        assert (clip.width, clip.height) == (70, 120)
        assert not any(clip.overlaps(other) for other in clips[i + 1 :])


def test_every_card_is_named() -> None:
    (sheet,) = contact_sheets(faces(3), "deck.en")
    names = [item.text for item in sheet.items if isinstance(item, Glyphs)]
    assert names == ["deck.en", "card-0", "card-1", "card-2"]


def test_the_panorama_lays_fronts_edge_to_edge() -> None:
    wide = panorama(faces(5), "deck.en")
    clips = [item.clip for item in wide.items if isinstance(item, Placed) and item.clip]
    assert [clip.x for clip in clips] == [10 + 70 * i for i in range(5)]


def test_a_caption_never_runs_into_its_neighbour() -> None:
    groups = [Group("a very long name of a card that nobody would write " * 3, (Size(54, 90),)) for _ in range(4)]
    (sheet,) = arranged(groups, "deck.en")
    captions = [item for item in sheet.items if isinstance(item, Glyphs)][1:]
    assert len(captions) == 4
    for caption in captions:
        assert caption.width <= 54
        assert caption.text.startswith("a very long name")
        assert caption.text.endswith("…")


@given(
    st.lists(
        st.lists(st.tuples(st.floats(10, 200), st.floats(10, 200)), min_size=1, max_size=3), min_size=1, max_size=9
    ),
    st.integers(1, 12),
)
def test_pictures_of_any_size_stand_apart_and_in_order(sizes: list[list[tuple[float, float]]], most: int) -> None:
    groups = [Group(str(i), tuple(Size(*size) for size in own)) for i, own in enumerate(sizes)]
    sheets = arranged(groups, "t", most=most, legend=10)
    assert [group for sheet in sheets for group in sheet.of(groups)] == groups
    for sheet in sheets:
        places = [place for own in sheet.places for place in own]
        assert len(places) <= max(most, 3)
        page = Rect(0, 0, sheet.size.width, sheet.size.height)
        for i, place in enumerate(places):
            assert page.contains(place)
            assert not place.overlaps(sheet.legend)
            assert not any(place.overlaps(other) for other in places[i + 1 :])
        for group, own in zip(sheet.of(groups), sheet.places, strict=True):
            assert tuple(Size(place.width, place.height) for place in own) == group.sizes
