"""Contact sheets show every face once, named, at true proportion."""

from __future__ import annotations

from cardkit.geometry import Rect, Size
from cardkit.layout import contact_sheets, panorama
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
