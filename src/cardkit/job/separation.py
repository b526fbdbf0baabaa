"""Draw each plate of the finished file: a contact sheet an ink, with what it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from cardkit.geometry import MM_PER_PT, Point, Rect, Size
from cardkit.ink import KEY, REGISTRATION, Cmyk, Ink, Spot
from cardkit.job import imprint
from cardkit.job.atomic import naming
from cardkit.job.laid import Laid
from cardkit.job.mounted import Mounted
from cardkit.layout.contact import CAPTION, Group, Sheet, arranged, by_card
from cardkit.layout.drawing import Face, Fill, Item
from cardkit.layout.plain import words
from cardkit.pdf.mounting import Packed, packed
from cardkit.preflight.coverage import shades

_PROCESS = {"Cyan": Cmyk(1, 0, 0, 0), "Magenta": Cmyk(0, 1, 0, 0), "Yellow": Cmyk(0, 0, 1, 0), "Black": KEY}

#: Pixels a mm of a card: text can be read on a plate; where there are few cards, three times as many.
_COARSE, _FINE, _FEW = 4.0, 12.0, 12

_LEGEND = 7.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the trimmed cards one ink covers: on the whole, and on the face that has most; 1.0 is all of it.

    ``sort`` is what the theme does with the plate (``foil``), ``process`` for process ink.
    """

    edition: str
    ink: str
    sort: str
    mean: float
    most: float
    card: str
    side: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """One plate of one face."""

    picture: Packed
    coverage: float


def separations(laid: Laid, title: str) -> tuple[Mounted, tuple[Coverage, ...]]:
    """The plates of an edition as its file has them, and what each covers.

    The file is written as for the press, and its plates are drawn from what was
    written. Raises OSError and ``pdf.document.UnreadablePdfError``.
    """
    originals = laid.originals
    inks, shown = _plates(laid, originals)
    sorts = {plate.spot.name: plate for plate in laid.edition.theme.plates.values()}
    faces: list[Face] = []
    pictures: list[tuple[tuple[Rect, Packed], ...]] = []
    told: list[Coverage] = []
    cards = by_card(originals)
    for ink in inks:
        of = {face: shown[face][ink] for face in originals}
        heaviest = max(originals, key=lambda face: of[face].coverage)
        plate = sorts.get(ink)
        covers = Coverage(
            laid.edition.name,
            ink,
            plate.sort if plate else "process" if ink in _PROCESS else "spot",
            sum(one.coverage for one in of.values()) / len(of),
            of[heaviest].coverage,
            heaviest.card,
            heaviest.side,
        )
        told.append(covers)
        solid = plate.spot if plate else _PROCESS.get(ink, Spot(ink, KEY))
        for sheet in arranged([_group(own, of) for own in cards], f"{title} · {_said(covers)}", legend=_LEGEND):
            faces.append(sheet.face(_legend(covers, solid, sheet)))
            pictures.append(tuple(_placed(sheet, sheet.of(cards), of)))
    return Mounted(tuple(faces), tuple(pictures)), tuple(told)


def _plates(laid: Laid, faces: Sequence[Face]) -> tuple[tuple[str, ...], Mapping[Face, Mapping[str, _Shown]]]:
    """The inks of the file in the press's order, and every face's plates."""
    px_per_mm = _FINE if len(faces) <= _FEW else _COARSE
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plates.pdf"
        with naming(Path(gettempdir())), path.open("wb") as stream:
            written = imprint.write(replace(laid, faces=tuple(faces)), stream)
        # Marks stand on every plate and are no ink of their own.
        inks = tuple(ink for ink in written.inks if ink != REGISTRATION.name)
        pages = range(1, len(faces) + 1)
        spots = [ink for ink in inks if ink not in _PROCESS]
        drawn = shades(path, pages, faces[0].trim, faces[0].bleed, px_per_mm, spots)
        shown = {
            face: {one.ink: _Shown(packed(one.picture), one.coverage) for one in own}
            for face, own in zip(faces, drawn, strict=True)
        }
    return inks, shown


def _group(own: Sequence[Face], of: Mapping[Face, _Shown]) -> Group:
    amounts = " · ".join(f"{of[face].coverage:.1%}".replace("%", " %") for face in own)
    return Group(f"{own[0].card}  {amounts}", tuple(_to_bleed(face) for face in own))


def _to_bleed(face: Face) -> Size:
    return Size(face.trim.width + 2 * face.bleed, face.trim.height + 2 * face.bleed)


def _placed(sheet: Sheet, cards: Sequence[Sequence[Face]], of: Mapping[Face, _Shown]) -> Iterator[tuple[Rect, Packed]]:
    for own, places in zip(cards, sheet.places, strict=True):
        for face, place in zip(own, places, strict=True):
            yield place, of[face].picture


def _legend(covers: Coverage, solid: Ink, sheet: Sheet) -> Iterator[Item]:
    room = sheet.legend
    height = CAPTION * MM_PER_PT
    yield Fill(Rect(room.x, room.y + height * 0.15, 9.0, height), solid)
    said = (
        f"covers {covers.mean * 100:.1f} % of the cards, {covers.most * 100:.1f} % at most "
        f"({covers.card}, {covers.side}); black is full ink"
    )
    yield words(said, Point(room.x + 11.0, room.y + height), CAPTION, KEY)


def _said(covers: Coverage) -> str:
    return covers.ink if covers.sort in ("process", "spot") else f"{covers.ink} ({covers.sort})"
