"""Write faces as a PDF: boxes, fonts, pictures once each, bookmarks, the same bytes every time.

Uses ReportLab's document layer (``pdfdoc``) and none of its canvas: the canvas
lists an unembedded Helvetica on every page, drops resources inside forms, and
costs more than all of our drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.ink import Spot
from cardkit.layout.drawing import Drawing, Face, Photo
from cardkit.picture.photograph import Photograph
from cardkit.picture.prepared import to_press
from cardkit.typesetting.font import Font
from cardkit.writers.content import Content, Resources
from cardkit.writers.embed import Embedded, add_to, stream

# PDF 1.6 is what PDF/X-4 builds on (ISO 15930-7, 6.1); every reader since 2004 opens it.
_PDF_VERSION = (1, 6)


@dataclass(frozen=True, slots=True)
class Job:
    """What the file says about itself: title and language, its date, who made it, and the press's profile.

    ``date`` is an ISO date (``2026-12-01``); ``profile`` the ICC file that
    photographs are converted to; ``cache`` a folder for converted photographs.
    """

    title: str
    language: str
    date: str
    producer: str
    profile: Path
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What went into the file: the names of its inks, in the press's order."""

    inks: tuple[str, ...]


def write(faces: Sequence[Face], job: Job, out: BinaryIO, sections: Mapping[str, str] | None = None) -> Written:
    """Write one page a face, in the order given; ``sections`` gives the bookmarks' section titles by id."""
    document = pdfdoc.PDFDocument(dummyoutline=0, compression=1, invariant=1, pdfVersion=_PDF_VERSION)
    document.defaultStreamFilters = None
    document._catalog.Lang = pdfdoc.PDFString(job.language)
    document.setTitle(job.title)
    document.setAuthor("")
    document.setSubject("")
    document.setCreator(job.producer)
    document.setProducer(job.producer)
    stamp = f"D:{job.date.replace('-', '')}000000Z"
    document.setDateFormatter(lambda *_: stamp)
    parts = _Parts(document, job)
    bookmarks = _Bookmarks(document)
    for face in faces:
        page = _page(face, parts)
        reference = document.thisPageRef()
        document.addPage(page)
        if not bookmarks.has(face.card):
            bookmarks.add(face, (sections or {}).get(face.section, ""), reference)
    parts.finish()
    data = document.GetPDFData(bookmarks)
    out.write(data)
    return Written(tuple(sorted(parts.inks, key=_press_order)))


def _page(face: Face, parts: _Parts) -> pdfdoc.PDFPage:
    bleed = face.bleed
    width, height = face.trim.width + 2 * bleed, face.trim.height + 2 * bleed
    content = Content(parts.resources)
    content.draw(face.items)
    k = f"{PT_PER_MM:.6f}"
    start = f"q {k} 0 0 -{k} {bleed * PT_PER_MM:.4f} {(height - bleed) * PT_PER_MM:.4f} cm"
    page = pdfdoc.PDFPage()
    page.MediaBox = _box(Rect(0, 0, width, height))
    page.BleedBox = _box(Rect(0, 0, width, height))
    page.TrimBox = _box(Rect(bleed, bleed, face.trim.width, face.trim.height))
    page.Resources = parts.dictionary(content)
    page.Contents = stream(parts.document, "\n".join([start, *content.operators, "Q"]).encode("ascii"))
    page.Parent = parts.document.Reference(parts.document.Pages)
    page.Override_default_compilation = 1
    return page


def _box(box: Rect) -> pdfdoc.PDFArray:
    """A page box in points, from the lower left, to a ten-thousandth."""
    numbers = (box.x, box.y, box.right, box.bottom)
    return pdfdoc.PDFArray([round(v * PT_PER_MM, 4) for v in numbers])


class _Parts:
    """Fonts, drawings, photographs and spots of one document, each written once."""

    def __init__(self, document: pdfdoc.PDFDocument, job: Job) -> None:
        self.document = document
        self.job = job
        self.inks: set[str] = set()
        self.resources = Resources(self._font, self._drawing, self._photo, self._spot)
        self._fonts: dict[Font, Embedded] = {}
        self._drawings: dict[Drawing, str] = {}
        self._photos: dict[str, str] = {}
        self._spots: dict[Spot, str] = {}
        self._xobjects: dict[str, pdfdoc.PDFObjectReference] = {}
        self._spaces: dict[str, pdfdoc.PDFObjectReference] = {}
        self._font_dictionary = document.idToObject["BasicFonts"]

    def dictionary(self, content: Content) -> pdfdoc.PDFDictionary:
        """The resource dictionary of a stream: just what it uses, and the document's fonts."""
        self.inks |= content.inks
        entries: dict[str, object] = {"Font": pdfdoc.PDFObjectReference("BasicFonts")}
        if content.xobjects:
            entries["XObject"] = pdfdoc.PDFDictionary({n: self._xobjects[n] for n in sorted(content.xobjects)})
        if content.spots:
            entries["ColorSpace"] = pdfdoc.PDFDictionary({n: self._spaces[n] for n in sorted(content.spots)})
        return pdfdoc.PDFDictionary(entries)

    def finish(self) -> None:
        """Write the fonts, now that all their glyphs are known."""
        for embedded in self._fonts.values():
            self._font_dictionary.dict[embedded.name] = add_to(self.document, embedded)

    def _font(self, font: Font) -> Embedded:
        embedded = self._fonts.get(font)
        if embedded is None:
            embedded = self._fonts[font] = Embedded(font, f"F{len(self._fonts) + 1}")
        return embedded

    def _drawing(self, drawing: Drawing) -> str:
        name = self._drawings.get(drawing)
        if name is None:
            name = self._drawings[drawing] = f"X{len(self._drawings) + 1}"
            content = Content(self.resources)
            content.draw(drawing.items)
            self._xobjects[name] = stream(
                self.document,
                "\n".join(content.operators).encode("ascii"),
                Type=pdfdoc.PDFName("XObject"),
                Subtype=pdfdoc.PDFName("Form"),
                # A form's box must hold all that it draws; the page clips what shows.
                BBox=pdfdoc.PDFArray([-10000, -10000, 10000, 10000]),
                Resources=self.dictionary(content),
            )
        return name

    def _photo(self, photo: Photo) -> str:
        name = self._photos.get(photo.digest)
        if name is None:
            if not isinstance(photo, Photograph):
                raise TypeError(f"not a photograph: {photo!r}")
            name = self._photos[photo.digest] = f"P{len(self._photos) + 1}"
            prepared = to_press(photo, self.job.profile, cache=self.job.cache)
            made = pdfdoc.PDFStream()
            made.content = prepared.data
            entries = {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Image"),
                "Width": prepared.width,
                "Height": prepared.height,
                "ColorSpace": pdfdoc.PDFName("DeviceCMYK"),
                "BitsPerComponent": 8,
                "Filter": pdfdoc.PDFName("FlateDecode"),
            }
            for key, value in entries.items():
                made.dictionary[key] = value
            self._xobjects[name] = self.document.Reference(made)
        return name

    def _spot(self, spot: Spot) -> str:
        solid = Spot(spot.name, spot.alternate)
        name = self._spots.get(solid)
        if name is None:
            name = self._spots[solid] = f"S{len(self._spots) + 1}"
            alternate = spot.alternate
            tints = [alternate.cyan, alternate.magenta, alternate.yellow, alternate.black]
            function = pdfdoc.PDFDictionary(
                {
                    "FunctionType": 2,
                    "Domain": pdfdoc.PDFArray([0, 1]),
                    "C0": pdfdoc.PDFArray([0, 0, 0, 0]),
                    "C1": pdfdoc.PDFArray(tints),
                    "N": 1,
                }
            )
            plate = pdfdoc.PDFName(spot.name)
            space = [pdfdoc.PDFName("Separation"), plate, pdfdoc.PDFName("DeviceCMYK"), function]
            self._spaces[name] = self.document.Reference(pdfdoc.PDFArray(space))
        return name


class _Bookmarks:
    """The outline by section and card, standing in for the canvas that ReportLab's outline asks for names."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._destinations: dict[str, pdfdoc.PDFObjectReference] = {}
        self._section: str | None = None

    def has(self, card: str) -> bool:
        return f"card {card}" in self._destinations

    def add(self, face: Face, section: str, page: pdfdoc.PDFObjectReference) -> None:
        outline = self._document.outline
        if section and section != self._section:
            self._section = section
            self._point(f"section {face.section} {face.card}", page)
            outline.addOutlineEntry(f"section {face.section} {face.card}", 0, section)
        self._point(f"card {face.card}", page)
        outline.addOutlineEntry(f"card {face.card}", 1 if section else 0, face.title or face.card)

    def _point(self, name: str, page: pdfdoc.PDFObjectReference) -> None:
        destination = pdfdoc.PDFArray([page, pdfdoc.PDFName("Fit")])
        self._destinations[name] = self._document.Reference(destination, f"Destination {name}")

    def _bookmarkReference(self, name: str) -> pdfdoc.PDFObjectReference:  # noqa: N802 — ReportLab's name
        return self._destinations[name]


def _press_order(ink: str) -> tuple[int, str]:
    process = ("Cyan", "Magenta", "Yellow", "Black")
    return (process.index(ink), ink) if ink in process else (len(process), ink)
