"""Write faces as a PDF for a press: boxes, fonts, pictures once each, bookmarks, the same bytes every time.

Uses ReportLab's document layer (``pdfdoc``) and none of its canvas: the canvas
lists an unembedded Helvetica on every page, drops resources inside forms, and
costs more than all of our drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NoReturn

from reportlab.pdfbase import pdfdoc

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.ink import KEY, REGISTRATION, Spot
from cardkit.layout.drawing import Drawing, Face, Photo
from cardkit.picture.photograph import Photograph
from cardkit.picture.prepared import to_press
from cardkit.press.claim import Claim, info, output_intent, xmp
from cardkit.press.model import PDF_X1A, Press
from cardkit.typesetting.font import Font
from cardkit.writers.content import STATES, Content, Resources, decimal, rectangle
from cardkit.writers.embed import Embedded, add_to
from cardkit.writers.file import Plain, Stream, deflate, number, packed, serialise
from cardkit.writers.marks import SLUG, crop_marks

# PDF 1.6 is what PDF/X-4 builds on (ISO 15930-7, 6.1), PDF 1.4 what PDF/X-1a:2003 does (ISO 15930-4, 6.1).
_PDF_VERSION, _PDF_VERSION_X1A = (1, 6), (1, 4)


@dataclass(frozen=True, slots=True)
class Job:
    """What the file says about itself: title and language, its date, who made it, and the press it is for.

    ``date`` is an ISO date (``2026-12-01``); ``cache`` a folder for converted
    photographs.
    """

    title: str
    language: str
    date: str
    producer: str
    press: Press
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What went into the file: the names of its inks, in the press's order."""

    inks: tuple[str, ...]


def write(faces: Sequence[Face], job: Job, out: BinaryIO, sections: Mapping[str, str] | None = None) -> Written:
    """Write one page a face, in the order given; ``sections`` gives the bookmarks' section titles by id."""
    version = _PDF_VERSION_X1A if job.press.standard == PDF_X1A else _PDF_VERSION
    document = pdfdoc.PDFDocument(dummyoutline=0, compression=1, invariant=1, pdfVersion=version)
    parts = _Parts(document, job)
    bookmarks = _Bookmarks(document)
    for face in faces:
        page = _page(face, parts)
        reference = document.thisPageRef()
        document.addPage(page)
        if not bookmarks.has(face.card):
            bookmarks.add(face, (sections or {}).get(face.section, ""), reference)
    parts.finish()
    bookmarks.finish()
    claim = Claim(job.title, job.date, job.producer, parts.digest.digest())
    out.writelines(serialise(document, _catalog(parts, claim), _info(parts, claim), version))
    return Written(tuple(sorted(parts.inks, key=_press_order)))


def _catalog(parts: _Parts, claim: Claim) -> pdfdoc.PDFObjectReference:
    document, job = parts.document, parts.job
    # Metadata stand uncompressed, so that programs find them that know no PDF (ISO 15930-7, 6.3).
    metadata = document.Reference(Stream({"Type": "/Metadata", "Subtype": "/XML"}, xmp(job.press, claim)))
    entries = {
        "Type": "/Catalog",
        "Pages": number(document, document.Reference(document.Pages)),
        "Lang": _text(job.language),
        "PageMode": "/UseNone",
        "Metadata": number(document, metadata),
    }
    if document.Outlines.ready >= 0:
        entries["Outlines"] = number(document, document.Reference(document.Outlines))
    if job.press.standard:
        profile = document.Reference(packed(job.press.profile.read_bytes(), N=4))
        texts = "".join(f"/{key} {_text(text)}" for key, text in output_intent(job.press).items())
        intent = f"<</Type/OutputIntent/S/GTS_PDFX{texts}/DestOutputProfile {number(document, profile)}>>"
        entries["OutputIntents"] = f"[{number(document, document.Reference(Plain(intent)))}]"
    return document.Reference(Plain(_dictionary(entries)))


def _info(parts: _Parts, claim: Claim) -> pdfdoc.PDFObjectReference:
    texts = {key: _text(text) for key, text in info(parts.job.press, claim).items()}
    return parts.document.Reference(Plain(_dictionary({**texts, "Trapped": "/False"})))


def _text(text: str) -> str:
    """A text as a PDF string: in plain letters where it has no others, else in UTF-16."""
    if text.isascii():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _dictionary(entries: Mapping[str, str]) -> str:
    return "<<" + "".join(f"/{key} {value}" for key, value in entries.items()) + ">>"


def _page(face: Face, parts: _Parts) -> Plain:
    document, press, bleed = parts.document, parts.job.press, face.bleed
    inked = face.trim_box.inset(-bleed)
    sheet = inked.inset(-SLUG) if press.marks else inked
    content = Content(parts.resources)
    content.draw(face.items)
    operators = content.operators
    if press.marks:
        # What is drawn beyond the bleed would show on the paper around it.
        operators[1:1] = [f"q {rectangle(inked)} W n"]
        operators.append("Q")
        marks = Content(parts.resources)
        # A desktop printer has no plates: black marks are sharper there than four inks over each other.
        marks.draw(crop_marks(face.trim, bleed, REGISTRATION if press.standard else KEY))
        content.take(marks)
    k = f"{PT_PER_MM:.6f}"
    start = f"q {k} 0 0 -{k} {-sheet.x * PT_PER_MM:.4f} {sheet.bottom * PT_PER_MM:.4f} cm"
    data = "\n".join([start, *operators, "Q"]).encode("ascii")
    parts.digest.update(data)
    return Plain(
        f"<</Type/Page/Parent {number(document, document.Reference(document.Pages))}"
        f"{_boxes(sheet, inked, face.trim_box)}/Resources{parts.dictionary(content)}"
        f"/Contents {number(document, document.Reference(packed(data)))}>>"
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


class _Parts:
    """Fonts, drawings, photographs and spots of one document, each written once."""

    def __init__(self, document: pdfdoc.PDFDocument, job: Job) -> None:
        self.document = document
        self.job = job
        self.inks: set[str] = set()
        # Of what the pages show: it tells documents apart that say the same of themselves.
        self.digest = hashlib.sha256()
        self.resources = Resources(self._font, self._drawing, self._photo, self._spot)
        self._fonts: dict[Font, Embedded] = {}
        self._drawings: dict[Drawing, str] = {}
        self._photos: dict[str, str] = {}
        self._spots: dict[Spot, str] = {}
        self._xobjects: dict[str, str] = {}
        self._spaces: dict[str, str] = {}
        self._states: dict[str, str] = {}
        # ReportLab keeps a place for the document's fonts; here they come in when all glyphs are known.
        self._font_dictionary = document.idToObject["BasicFonts"] = Plain("")
        self._font_reference = number(document, pdfdoc.PDFObjectReference("BasicFonts"))

    def dictionary(self, content: Content) -> str:
        """The resource dictionary of a stream: just what it uses, and the document's fonts."""
        self.inks |= content.inks
        entries = {"Font": self._font_reference}
        for name in sorted(content.states - self._states.keys()):
            self._states[name] = number(self.document, self.document.Reference(Plain(STATES[name])))
        used = {"XObject": content.xobjects, "ColorSpace": content.spots, "ExtGState": content.states}
        known = {"XObject": self._xobjects, "ColorSpace": self._spaces, "ExtGState": self._states}
        for kind, names in used.items():
            if names:
                entries[kind] = _dictionary({name: known[kind][name] for name in sorted(names)})
        return _dictionary(entries)

    def finish(self) -> None:
        """Write the fonts, now that all their glyphs are known."""
        fonts = {one.name: number(self.document, add_to(self.document, one)) for one in self._fonts.values()}
        self._font_dictionary.text = _dictionary(fonts).encode("ascii")

    def _font(self, font: Font) -> Embedded:
        embedded = self._fonts.get(font)
        if embedded is None:
            embedded = self._fonts[font] = Embedded(font, f"F{len(self._fonts) + 1}")
        return embedded

    def _drawing(self, drawing: Drawing) -> str:
        name = self._drawings.get(drawing)
        if name is None:
            name = self._drawings[drawing] = f"X{len(self._drawings) + 1}"
            known = _alone(drawing)
            if known:
                content, data, deflated = known
            else:
                content = Content(self.resources)
                content.draw(drawing.items)
                data = "\n".join(content.operators).encode("ascii")
                deflated = deflate(data)
            self.digest.update(data)
            entries = {
                "Type": "/XObject",
                "Subtype": "/Form",
                # A form's box must hold all that it draws; the page clips what shows.
                "BBox": "[-10000 -10000 10000 10000]",
                "Resources": self.dictionary(content),
                "Filter": "/FlateDecode",
            }
            self._xobjects[name] = number(self.document, self.document.Reference(Stream(entries, deflated)))
        return name

    def _photo(self, photo: Photo) -> str:
        name = self._photos.get(photo.digest)
        if name is None:
            if not isinstance(photo, Photograph):
                raise TypeError(f"not a photograph: {photo!r}")
            name = self._photos[photo.digest] = f"P{len(self._photos) + 1}"
            press = self.job.press
            # Photographs keep below the point at which a shop begins to complain, not just below its limit.
            prepared = to_press(photo, press.profile, cache=self.job.cache, limit=press.ink_warning)
            self.digest.update(photo.digest.encode())
            entries = {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": prepared.width,
                "Height": prepared.height,
                "ColorSpace": "/DeviceCMYK",
                "BitsPerComponent": 8,
                "Filter": "/FlateDecode",
            }
            self._xobjects[name] = number(self.document, self.document.Reference(Stream(entries, prepared.data)))
        return name

    def _spot(self, spot: Spot) -> str:
        solid = Spot(spot.name, spot.alternate)
        name = self._spots.get(solid)
        if name is None:
            name = self._spots[solid] = f"S{len(self._spots) + 1}"
            tints = spot.alternate
            full = f"{tints.cyan:g} {tints.magenta:g} {tints.yellow:g} {tints.black:g}"
            # The tint runs in a straight line from bare paper to the full alternate (ISO 32000-1, 7.10.3).
            function = f"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[{full}]/N 1>>"
            space = f"[/Separation {pdfdoc.PDFName(spot.name)} /DeviceCMYK {function}]"
            self._spaces[name] = number(self.document, self.document.Reference(Plain(space)))
        return name


class _NotAloneError(Exception):
    """A drawing asks for something that a document gives a name to."""


def _refuse(_: object) -> NoReturn:
    raise _NotAloneError


@lru_cache(maxsize=256)
def _alone(drawing: Drawing) -> tuple[Content, bytes, bytes] | None:
    """The content of a drawing that needs nothing of its document, and its bytes, plain and deflated.

    Scenes and ornaments are such; every edition and every proof of a deck shows them, and they are written once.
    """
    content = Content(Resources(_refuse, _refuse, _refuse, _refuse))
    try:
        content.draw(drawing.items)
    except _NotAloneError:
        return None
    data = "\n".join(content.operators).encode("ascii")
    return content, data, deflate(data)


class _Bookmarks:
    """The outline by section and card, standing in for the canvas that ReportLab's outline asks for names."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._destinations: dict[str, pdfdoc.PDFArray] = {}
        self._section: str | None = None

    def finish(self) -> None:
        """Set the outline's entries in order, now that all are known."""
        self._document.Outlines.prepare(self._document, self)

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
        # In the entry itself: PDFBox follows no references to destinations.
        self._destinations[name] = pdfdoc.PDFArray([page, pdfdoc.PDFName("Fit")])

    def _bookmarkReference(self, name: str) -> pdfdoc.PDFArray:  # noqa: N802 — ReportLab's name
        return self._destinations[name]


def _press_order(ink: str) -> tuple[int, str]:
    process = ("Cyan", "Magenta", "Yellow", "Black")
    return (process.index(ink), ink) if ink in process else (len(process), ink)
