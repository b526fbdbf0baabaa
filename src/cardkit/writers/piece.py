"""Turn faces and drawings into content streams that any document can take in.

All that a stream refers to has a name made of what it is, and text has the same
codes everywhere (``encoding.py``): so a piece made today, or by another
process, is the piece that would be made here and now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.ink import KEY, REGISTRATION, Spot
from cardkit.layout.drawing import Drawing, Face, Photo
from cardkit.press.model import Press
from cardkit.writers.content import Content, rectangle
from cardkit.writers.encoding import Codes, settled
from cardkit.writers.file import deflate
from cardkit.writers.marks import SLUG, crop_marks
from cardkit.writers.number import decimal


class Piece(NamedTuple):
    """A content stream: its name, its data, and the names of what it refers to.

    ``data`` is deflated; it may wait elsewhere until it is asked for.
    ``characters`` are those that are their own codes, with the name of the font;
    ``marks`` are what else is shown, with the codes that they have here.
    """

    name: str
    data: bytes | Callable[[], bytes]
    marks: Codes
    characters: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    photos: tuple[str, ...]
    spots: tuple[str, ...]
    states: tuple[str, ...]
    inks: tuple[str, ...]

    def content(self) -> bytes:
        """The data, fetched from where it waits."""
        return self.data() if callable(self.data) else self.data


class Page(NamedTuple):
    """A face as it goes into a document: its stream, its boxes, and what its bookmark says."""

    piece: Piece
    boxes: str
    card: str
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What pieces refer to, by name: font files, drawings made forms, photographs, spot inks."""

    fonts: dict[str, Path] = field(default_factory=dict)
    forms: dict[str, Piece] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)

    def take(self, other: Stock) -> None:
        """Hold what another stock holds."""
        self.fonts.update(other.fonts)
        self.forms.update(other.forms)
        self.photos.update(other.photos)
        self.spots.update(other.spots)

    def of(self, pages: Iterable[Page]) -> Stock:
        """What these pages take of it."""
        part = Stock()
        pieces = [page.piece for page in pages]
        while pieces:
            piece = pieces.pop()
            part.fonts.update((font, self.fonts[font]) for font, _ in piece.characters)
            part.photos.update((name, self.photos[name]) for name in piece.photos)
            part.spots.update((name, self.spots[name]) for name in piece.spots)
            further = [name for name in piece.forms if name not in part.forms]
            part.forms.update((name, self.forms[name]) for name in further)
            pieces += (self.forms[name] for name in further)
        return part


@dataclass(slots=True)
class Pen:
    """Names what it draws, and puts each thing into its stock when it is first used."""

    stock: Stock = field(default_factory=Stock)
    _drawings: dict[Drawing, str] = field(default_factory=dict)

    def font(self, name: str, path: Path) -> None:
        self.stock.fonts[name] = path

    def drawing(self, drawing: Drawing) -> str:
        name = self._drawings.get(drawing)
        if name is None:
            piece, beside = _form(drawing)
            self.stock.take(beside)
            name = self._drawings[drawing] = piece.name
            self.stock.forms[name] = piece
        return name

    def photo(self, photo: Photo) -> str:
        name = name_of_photo(photo)
        self.stock.photos[name] = photo
        return name

    def spot(self, spot: Spot) -> str:
        solid = Spot(spot.name, spot.alternate)
        name = f"S{hashlib.sha256(repr(solid).encode()).hexdigest()[:16]}"
        self.stock.spots[name] = solid
        return name

    def news(self) -> Stock:
        """What came into the stock since this was last asked."""
        told, self.stock = self.stock, Stock()
        return told


def name_of_photo(photo: Photo) -> str:
    """The name of a photograph in the resources of any document: by what is in its file."""
    return f"P{photo.digest[:16]}"


def page_of(face: Face, press: Press, pen: Pen) -> Page:
    """Draw a face for a press."""
    bleed = face.bleed
    inked = face.trim_box.inset(-bleed)
    sheet = inked.inset(-SLUG) if press.marks else inked
    content = Content(pen)
    content.draw(face.items)
    if press.marks:
        # What is drawn beyond the bleed would show on the paper around it.
        content.operators[1:1] = [f"q {rectangle(inked)} W n"]
        content.operators.append("Q")
        marks = Content(pen)
        # A desktop printer has no plates: black marks are sharper there than four inks over each other.
        marks.draw(crop_marks(face.trim, bleed, REGISTRATION if press.standard else KEY))
        content.take(marks)
    k = f"{PT_PER_MM:.6f}"
    content.operators[:0] = [f"q {k} 0 0 -{k} {-sheet.x * PT_PER_MM:.4f} {sheet.bottom * PT_PER_MM:.4f} cm"]
    content.operators.append("Q")
    boxes = _boxes(sheet, inked, face.trim_box)
    return Page(_piece(content), boxes, face.card, face.section, face.title or face.card)


@lru_cache(maxsize=256)
def _form(drawing: Drawing) -> tuple[Piece, Stock]:
    """A drawing as a piece, and what it refers to: every edition and every proof of a deck shows scenes and ornaments."""
    pen = Pen()
    content = Content(pen)
    content.draw(drawing.items)
    return _piece(content), pen.stock


def _piece(content: Content) -> Piece:
    characters = {font: "".join(sorted(set("".join(said)))) for font, said in sorted(content.said.items())}
    data, marks = settled("\n".join(content.operators).encode("ascii"), characters)
    return Piece(
        name=f"X{hashlib.sha256(data).hexdigest()[:16]}",
        data=deflate(data),
        marks=marks,
        characters=tuple(characters.items()),
        forms=tuple(sorted(content.forms)),
        photos=tuple(sorted(content.photos)),
        spots=tuple(sorted(content.spots)),
        states=tuple(sorted(content.states)),
        inks=tuple(sorted(content.inks)),
    )


@lru_cache(maxsize=64)
def _boxes(sheet: Rect, inked: Rect, trim: Rect) -> str:
    """The page boxes in points, from the sheet's lower left, to a ten-thousandth."""
    named = {"MediaBox": sheet, "BleedBox": inked, "TrimBox": trim}
    written = ""
    for name, box in named.items():
        corners = (box.x - sheet.x, sheet.bottom - box.bottom, box.right - sheet.x, sheet.bottom - box.y)
        written += f"/{name}[{' '.join(decimal(v * PT_PER_MM) for v in corners)}]"
    return written
