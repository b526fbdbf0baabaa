"""Draw things once more on a plate of their own: letters as outlines, photographs as the field that they fill."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from cardkit.deck.model import Format
from cardkit.edition.theme import CLEAR, DIE_LINE, Theme
from cardkit.geometry import MM_PER_PT, Rect
from cardkit.ink import Ink, Spot
from cardkit.layout.drawing import (
    Drawing,
    Face,
    Fill,
    Glyphs,
    Item,
    Modules,
    Outline,
    Path,
    Picture,
    Placed,
    Segment,
    Stroke,
)
from cardkit.picture.outline import rectangle

#: A hairline that every cutter's software finds, and that no press would lose: a quarter of a point.
_DIE_LINE_PT = 0.25


def on_plate(items: Iterable[Item], spot: Spot) -> Iterator[Item]:
    """All that the items draw, in one ink: also what is bare paper else, such as white words to be foiled."""
    for item in items:
        match item:
            case Fill():
                yield replace(item, ink=spot)
            case Outline():
                stroke = item.stroke and replace(item.stroke, ink=spot)
                yield replace(item, fill=item.fill and spot, stroke=stroke)
            case Modules():
                yield replace(item, ink=spot)
            case Picture():
                yield Fill(item.clip, spot, item.span)
            case Placed():
                yield replace(item, drawing=_drawing(item.drawing, spot))
            case Glyphs():
                # As outlines: letters drawn twice would be copied twice from the page.
                yield Outline(outlines(item), fill=spot, span=item.span)


def die_lines(theme: Theme, form: Format) -> Iterator[Outline]:
    """The trim as a line on each of the theme's die lines."""
    for plate in theme.plates.values():
        if plate.sort == DIE_LINE:
            stroke = Stroke(plate.spot, _DIE_LINE_PT * MM_PER_PT)
            yield Outline(rounded(form.trim_box, form.corner), stroke=stroke, span=plate.span)


def plates_last(items: Sequence[Item]) -> list[Item]:
    """The items with those last that lie on overprinting plates alone: what is printed later would knock them out."""
    return sorted(items, key=_overprints)


def _overprints(item: Item) -> bool:
    inks = tuple(_inks([item]))
    return bool(inks) and all(isinstance(ink, Spot) and ink.overprints for ink in inks)


def as_seen(faces: Sequence[Face], theme: Theme) -> tuple[Face, ...]:
    """Faces for people to look at: without the plates that are not seen as a colour, varnish and white.

    Readers that know no overprinting show these as a field that hides what is under it.
    """
    hidden = {plate.spot for plate in theme.plates.values() if plate.sort in CLEAR}
    if not hidden:
        return tuple(faces)
    return tuple(replace(face, items=tuple(item for item in face.items if not _all_in(item, hidden))) for face in faces)


def _all_in(item: Item, inks: Collection[Ink]) -> bool:
    return all(ink in inks for ink in _inks([item])) and not isinstance(item, Picture)


def plates_of(faces: Sequence[Face]) -> tuple[str, ...]:
    """The names of the plates beside process colour that faces are drawn on, in the order in which they are met."""
    inks = (ink for face in faces for ink in _inks(face.items))
    return tuple(dict.fromkeys(ink.name for ink in inks if isinstance(ink, Spot)))


def _inks(items: Iterable[Item]) -> Iterator[Ink]:
    for item in items:
        if isinstance(item, Placed):
            yield from _inks_of(item.drawing)
        elif isinstance(item, Outline):
            if item.fill:
                yield item.fill
            if item.stroke:
                yield item.stroke.ink
        elif not isinstance(item, Picture):
            yield item.ink


@lru_cache(maxsize=1024)
def _inks_of(drawing: Drawing) -> tuple[Ink, ...]:
    """The inks of a drawing, each once: a scene has thousands of paths, and every edition shows it."""
    return tuple(dict.fromkeys(_inks(drawing.items)))


def outlines(line: Glyphs) -> Path:
    """The letters of a line as one path in mm."""
    path: list[Segment] = []
    pen = 0.0
    em = line.size * MM_PER_PT
    for shaped, before, _ in line.line.parts:
        pen += before * em
        font = shaped.font
        unit = em / font.units_per_em
        for glyph in shaped.glyphs:
            left, rise = pen + glyph.along * unit, glyph.across * unit
            for operator, *numbers in font.outline(glyph.id):
                along = [left + x * unit for x in numbers[::2]]
                up = [rise + y * unit for y in numbers[1::2]]
                path.append(_segment(operator, along, up, line))
            pen += glyph.advance * unit + line.tracking
    return tuple(path)


@lru_cache(maxsize=256)
def _drawing(drawing: Drawing, spot: Spot) -> Drawing:
    """A drawing that many faces place is made once for its plate, so that it is written once."""
    return Drawing(tuple(on_plate(drawing.items, spot)), f"{drawing.name} on {spot.name}")


def _segment(operator: str, along: Sequence[float], up: Sequence[float], line: Glyphs) -> Segment:
    """One segment from along and above the baseline to the face's own millimetres."""
    x, y = line.origin.x, line.origin.y
    points = [(x + u, y + a) if line.vertical else (x + a, y - u) for a, u in zip(along, up, strict=True)]
    return (operator, *(value for point in points for value in point))  # type: ignore[return-value]


def rounded(box: Rect, radius: float) -> Path:
    """A box with round corners, clockwise from the end of the top-left one."""
    return rectangle(box.x, box.y, box.width, box.height, radius, radius)
