"""Draw a comparison for people: of every face that changed what was, what is, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardkit.geometry import Point, Rect, Size
from cardkit.ink import Cmyk
from cardkit.job.compare import CHANGED, Change, Comparison
from cardkit.job.mounted import Mounted
from cardkit.layout.contact import CAPTION, Group, Sheet, arranged
from cardkit.layout.drawing import Face, Item, Outline, Stroke
from cardkit.layout.plain import words
from cardkit.layout.plate import rounded
from cardkit.pdf.mounting import Packed

#: Pictures on one sheet, three a face: they are there to be compared, not counted.
_MOST = 36

#: What stands where there is no picture.
_ABSENT = Cmyk(0, 0, 0, 0.5)

#: A sheet without pictures is as large as its words.
_EMPTY = Size(230.0, 1.0)


def change_sheets(found: Comparison, title: str) -> Mounted:
    """Three pictures a face that changed, as many sheets as they need; one sheet that says so where nothing did."""
    heading = f"{title} · was, is, differs · since {found.old.name}"
    if not found.changes:
        caption = f"Nothing differs: {found.compared} faces were compared."
        return Mounted(tuple(sheet.face() for sheet in arranged([Group(caption, (_EMPTY,))], heading)), ((),))
    groups = [Group(_caption(change), _sizes(change)) for change in found.changes]
    faces: list[Face] = []
    pictures: list[tuple[tuple[Rect, Packed], ...]] = []
    for sheet in arranged(groups, heading, most=_MOST):
        own = sheet.of(found.changes)
        faces.append(sheet.face(_absences(sheet, own)))
        pictures.append(
            tuple(
                (place, picture)
                for change, places in zip(own, sheet.places, strict=True)
                for place, picture in zip(places, change.pictures, strict=True)
                if picture
            )
        )
    return Mounted(tuple(faces), tuple(pictures))


def extent(change: Change) -> str:
    """How much of a face changed, and where, in words; empty where nothing shows."""
    if change.what != CHANGED:
        old, new = change.sizes
        sizes = [f"{size.width:.4g} × {size.height:.4g} mm" for size in (old, new) if size]
        return " → ".join(sizes) if len(sizes) > 1 else ""
    if change.box is None:
        return ""
    box = change.box
    share = f"{change.share * 100:.2f}" if change.share >= 0.0001 else "under 0.01"
    return f"{share} %, within {box.width:.1f} × {box.height:.1f} mm at {box.x:.1f}, {box.y:.1f}"


def _caption(change: Change) -> str:
    told = [change.card, change.face, change.what, extent(change)]
    told += ["text"] if change.texts else []
    told += ["code"] if change.codes else []
    return " · ".join(part for part in told if part)


def _sizes(change: Change) -> tuple[Size, ...]:
    old, new = change.sizes
    there = new or old or _EMPTY
    return (old or there, new or there, there)


def _absences(sheet: Sheet, own: Sequence[Change]) -> Iterator[Item]:
    """Where a face was not yet, or is no more."""
    for change, places in zip(own, sheet.places, strict=True):
        for place, picture in zip(places[:2], change.pictures, strict=False):
            if picture is None:
                said = words("not there", Point(0, 0), 1.5 * CAPTION, _ABSENT)
                yield Outline(rounded(place.inset(0.2), 0), stroke=Stroke(_ABSENT, 0.3))
                yield said._replace(origin=Point(place.centre.x - said.width / 2, place.centre.y))
