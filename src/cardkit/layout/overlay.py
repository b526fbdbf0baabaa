"""Draw over faces what a press knows of them and nobody sees on a card: trim, bleed, safe area, quiet zones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cardkit.codes.symbol import QUIET_ZONE
from cardkit.deck.model import Format
from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, PAPER, Cmyk, Ink
from cardkit.layout.contact import CAPTION, Group, Sheet, arranged, by_card, placed
from cardkit.layout.drawing import Face, Item, Outline, Path, Segment, Stroke
from cardkit.layout.plain import words
from cardkit.layout.plate import rounded

#: Faces on one sheet: lines over a card want to be seen more closely than the card itself.
_MOST = 24


@dataclass(frozen=True, slots=True)
class Line:
    """How one box is drawn; ``dash`` is how far the ink goes and how far the gap, in mm; none for a whole line.

    The colours keep apart for eyes that see no red or green, and so do the dashes.
    """

    ink: Ink
    dash: tuple[float, float] | None = None


TRIM = Line(Cmyk(0, 1, 0, 0))
BLEED = Line(Cmyk(1, 0.2, 0, 0), (3.0, 1.0))
SAFE = Line(Cmyk(0.85, 0.05, 1, 0.15), (1.2, 0.8))
QUIET = Line(Cmyk(0, 0.65, 1, 0.05), (0.5, 0.5))

#: In mm. The line itself, and the white under it that parts it from any colour.
_WIDTH, _CASING = 0.25, 0.55

_LEGEND = 6.5
_SAMPLE = 9.0
_PART = 7.0  # between one entry of the legend and the next


def overlays(faces: Sequence[Face], form: Format, title: str, quiet: Mapping[Face, Sequence[Rect]]) -> tuple[Face, ...]:
    """Sheets with every face to the end of its bleed, lines over it, and what the lines mean.

    ``quiet`` gives the quiet zones of a face's codes, in mm from its trim's top-left.
    """
    cards = by_card(faces)
    entries = _entries(form, codes=any(quiet.values()))
    bleed = form.bleed_box
    groups = [Group(own[0].card, (Size(bleed.width, bleed.height),) * len(own)) for own in cards]
    width = arranged(groups, title, most=_MOST)[-1].size.width
    sheets = arranged(groups, title, most=_MOST, legend=_LEGEND * _rows(entries, width))
    return tuple(
        sheet.face((*_legend(entries, sheet.legend), *_filled(sheet, sheet.of(cards), form, quiet))) for sheet in sheets
    )


def lines(form: Format, quiet: Sequence[Rect]) -> Iterator[tuple[Path, Line]]:
    """The boxes of a face and how each is drawn, in mm from its trim's top-left."""
    yield rounded(form.bleed_box, 0), BLEED
    yield rounded(form.trim_box, form.corner), TRIM
    yield rounded(form.safe_box, 0), SAFE
    for box in quiet:
        yield rounded(box, 0), QUIET


def drawn(path: Path, line: Line, at: Point) -> Iterator[Item]:
    """One line over a card whose trim's top-left lies at a point: white, and the colour over it."""
    moved = tuple(_moved(segment, at) for segment in path)
    yield Outline(moved, stroke=Stroke(PAPER, _CASING, join="miter"))
    yield Outline(_dashed(moved, *line.dash) if line.dash else moved, stroke=Stroke(line.ink, _WIDTH))


def _filled(
    sheet: Sheet, cards: Sequence[Sequence[Face]], form: Format, quiet: Mapping[Face, Sequence[Rect]]
) -> Iterator[Item]:
    for own, places in zip(cards, sheet.places, strict=True):
        for face, place in zip(own, places, strict=True):
            at = Point(place.x + form.bleed, place.y + form.bleed)
            yield placed(face, at, place)
            for path, line in lines(form, quiet.get(face, ())):
                yield from drawn(path, line, at)


def _entries(form: Format, *, codes: bool) -> tuple[tuple[str, Line], ...]:
    """What the legend says, in the order from outside to inside."""
    said = [
        (f"bleed: ink goes on for {form.bleed:g} mm" if form.bleed else "no bleed", BLEED),
        (f"trim: cut here, {form.trim.width:g} × {form.trim.height:g} mm", TRIM),
        (f"safe area: {form.safe:g} mm inside", SAFE),
    ]
    if codes:
        said.append((f"quiet zone of a code: {QUIET_ZONE} modules", QUIET))
    return tuple(said)


def _rows(entries: Sequence[tuple[str, Line]], width: float) -> int:
    room = Rect(0, 0, width - 20, 0)
    return round(max(at.y for at, _, _ in _laid(entries, room)) / _LEGEND) + 1


def _laid(entries: Sequence[tuple[str, Line]], room: Rect) -> Iterator[tuple[Point, str, Line]]:
    """Where each entry of a legend begins: one behind the other, as many in a row as it holds."""
    x, y = room.x, room.y
    for said, line in entries:
        long = _SAMPLE + 2 + words(said, Point(0, 0), CAPTION, KEY).width
        if x > room.x and x + long > room.right:
            x, y = room.x, y + _LEGEND
        yield Point(x, y), said, line
        x += long + _PART


def _legend(entries: Sequence[tuple[str, Line]], room: Rect) -> Iterator[Item]:
    height = CAPTION * MM_PER_PT
    for at, said, line in _laid(entries, room):
        middle = at.y + height * 0.68
        path: Path = (("M", at.x, middle), ("L", at.x + _SAMPLE, middle))
        yield from drawn(path, line, Point(0, 0))
        yield words(said, Point(at.x + _SAMPLE + 2, at.y + height), CAPTION, KEY)


def _moved(segment: Segment, at: Point) -> Segment:
    operator, *numbers = segment
    shift = (at.x, at.y) * (len(numbers) // 2)
    return (operator, *(n + by for n, by in zip(numbers, shift, strict=True)))  # type: ignore[return-value]


def _dashed(path: Path, ink: float, gap: float) -> Path:
    """A path of straight lines cut into dashes; every side begins and ends with one, so that corners are whole."""
    made: list[Segment] = []
    start = here = Point(0, 0)
    for operator, *numbers in path:
        if operator == "M":
            start = here = Point(*numbers)
            continue
        there = start if operator == "Z" else Point(*numbers[-2:])
        made += _dashes(here, there, ink, gap)
        here = there
    return tuple(made)


def _dashes(here: Point, there: Point, ink: float, gap: float) -> Iterator[Segment]:
    long = abs(there.x - here.x) + abs(there.y - here.y)
    if not long:
        return
    count = max(1, round((long + gap) / (ink + gap)))
    step = (long - ink) / (count - 1) if count > 1 else 0.0
    for i in range(count):
        ends = (i * step / long, min(1.0, (i * step + ink) / long))
        for letter, share in zip("ML", ends, strict=True):
            yield letter, here.x + (there.x - here.x) * share, here.y + (there.y - here.y) * share
