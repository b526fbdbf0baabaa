"""Write faces as a PDF for a press: boxes, fonts, pictures once each, bookmarks, the same bytes every time.

Uses ReportLab's document layer (``pdfdoc``) and none of its canvas: the canvas
lists an unembedded Helvetica on every page, drops resources inside forms, and
costs more than all of our drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

from cardkit.layout.drawing import Face
from cardkit.picture.photograph import Photograph
from cardkit.picture.prepared import to_press
from cardkit.press.claim import Claim, info, output_intent, xmp
from cardkit.press.model import PDF_X1A, Press
from cardkit.typesetting.font import open_font
from cardkit.writers.content import STATES
from cardkit.writers.embed import add_to
from cardkit.writers.encoding import name_of, numbered
from cardkit.writers.file import Plain, Stream, deflate, inflate, number, packed, serialise
from cardkit.writers.piece import Page, Pen, Piece, Stock, page_of

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
    pen = Pen()
    return bind((page_of(face, job.press, pen) for face in faces), pen.stock, job, out, sections)


def bind(
    pages: Iterable[Page], stock: Stock, job: Job, out: BinaryIO, sections: Mapping[str, str] | None = None
) -> Written:
    """Write pages that are drawn already, and what they take from the stock; the same as ``write`` of their faces."""
    version = _PDF_VERSION_X1A if job.press.standard == PDF_X1A else _PDF_VERSION
    document = pdfdoc.PDFDocument(dummyoutline=0, compression=1, invariant=1, pdfVersion=version)
    parts = _Parts(document, job, stock)
    bookmarks = _Bookmarks(document)
    for page in pages:
        made = parts.page(page)
        reference = document.thisPageRef()
        document.addPage(made)
        if not bookmarks.has(page.card):
            bookmarks.add(page, (sections or {}).get(page.section, ""), reference)
    parts.finish()
    bookmarks.finish()
    claim = Claim(job.title, job.date, job.producer, parts.digest.digest())
    serialise(document, _catalog(parts, claim), _info(parts, claim), version, out)
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


class _Parts:
    """Fonts, drawings, photographs and spots of one document, each written once."""

    def __init__(self, document: pdfdoc.PDFDocument, job: Job, stock: Stock) -> None:
        self.document = document
        self.job = job
        self.stock = stock
        self.inks: set[str] = set()
        # Of what the pages show: it tells documents apart that say the same of themselves.
        self.digest = hashlib.sha256()
        self._characters: dict[str, set[str]] = {}
        self._marks: set[bytes] = set()
        self._numbering = numbered((), {})
        self._references: dict[str, str] = {}
        # ReportLab keeps a place for the document's fonts; here they come in when all glyphs are known.
        self._font_dictionary = document.idToObject["BasicFonts"] = Plain("")
        self._font_reference = number(document, pdfdoc.PDFObjectReference("BasicFonts"))

    def page(self, page: Page) -> Plain:
        resources = self._resources(page.piece)
        return Plain(
            f"<</Type/Page/Parent {number(self.document, self.document.Reference(self.document.Pages))}"
            f"{page.boxes}/Resources{resources}/Contents {self._put(self._stream(page.piece, {}))}>>"
        )

    def finish(self) -> None:
        """Write the fonts, now that all their glyphs are known, and number what is no character of its own."""
        fonts = {open_font(self.stock.fonts[name]): said for name, said in self._characters.items()}
        numbering = numbered(self._marks, {font: "".join(said) for font, said in fonts.items()})
        self._numbering = numbering
        references = {
            name_of(font): number(self.document, add_to(self.document, font, shown))
            for font, shown in numbering.shown.items()
        }
        self._font_dictionary.text = _dictionary(references).encode("ascii")

    def _resources(self, piece: Piece) -> str:
        """The resource dictionary of a stream: just what it uses, and the document's fonts."""
        self.digest.update(piece.name.encode("ascii"))
        self.inks.update(piece.inks)
        self._marks.update(mark for mark, _ in piece.marks)
        for font, characters in piece.characters:
            self._characters.setdefault(font, set()).update(characters)
        used: dict[str, Mapping[str, Callable[[str], pdfdoc.PDFObject]]] = {
            "XObject": dict.fromkeys(piece.forms, self._form) | dict.fromkeys(piece.photos, self._photo),
            "ColorSpace": dict.fromkeys(piece.spots, self._space),
            "ExtGState": dict.fromkeys(piece.states, self._state),
        }
        entries = {"Font": self._font_reference}
        for kind, names in used.items():
            if names:
                entries[kind] = _dictionary({name: self._once(name, make) for name, make in sorted(names.items())})
        return _dictionary(entries)

    def _once(self, name: str, make: Callable[[str], pdfdoc.PDFObject]) -> str:
        """The reference to an object of the document, made when it is first asked for."""
        reference = self._references.get(name)
        if reference is None:
            reference = self._references[name] = self._put(make(name))
        return reference

    def _put(self, made: pdfdoc.PDFObject) -> str:
        return number(self.document, self.document.Reference(made))

    def _stream(self, piece: Piece, entries: Mapping[str, object]) -> Stream:
        return _Drawing({**entries, **_DEFLATED} if entries else _DEFLATED, partial(self._content, piece))

    def _content(self, piece: Piece) -> bytes:
        """The data of a piece, once all codes are known."""
        data = piece.content()
        if self._numbering.holds(piece.marks):
            return data
        return deflate(self._numbering.renumbered(inflate(data), piece.marks))

    def _form(self, name: str) -> Stream:
        piece = self.stock.forms[name]
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            # A form's box must hold all that it draws; the page clips what shows.
            "BBox": "[-10000 -10000 10000 10000]",
            "Resources": self._resources(piece),
        }
        return self._stream(piece, entries)

    def _photo(self, name: str) -> Stream:
        photo, press = self.stock.photos[name], self.job.press
        if not isinstance(photo, Photograph):
            raise TypeError(f"not a photograph: {photo!r}")
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
        return Stream(entries, prepared.data)

    def _space(self, name: str) -> Plain:
        spot = self.stock.spots[name]
        tints = spot.alternate
        full = f"{tints.cyan:g} {tints.magenta:g} {tints.yellow:g} {tints.black:g}"
        # The tint runs in a straight line from bare paper to the full alternate (ISO 32000-1, 7.10.3).
        function = f"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[{full}]/N 1>>"
        return Plain(f"[/Separation {pdfdoc.PDFName(spot.name)} /DeviceCMYK {function}]")

    def _state(self, name: str) -> Plain:
        return Plain(STATES[name])


_DEFLATED: Mapping[str, object] = {"Filter": "/FlateDecode"}


class _Drawing(Stream):
    """The stream of a piece, whose data is fetched when the file is written."""

    def __init__(self, entries: Mapping[str, object], fetch: Callable[[], bytes]) -> None:
        super().__init__(entries, b"")
        self._fetch: Callable[[], bytes] | None = fetch

    def content(self) -> bytes:
        return self._fetch() if self._fetch else b""

    def let_go(self) -> None:
        self._fetch = None


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

    def add(self, page: Page, section: str, at: pdfdoc.PDFObjectReference) -> None:
        outline = self._document.outline
        if section and section != self._section:
            self._section = section
            self._point(f"section {page.section} {page.card}", at)
            outline.addOutlineEntry(f"section {page.section} {page.card}", 0, section)
        self._point(f"card {page.card}", at)
        outline.addOutlineEntry(f"card {page.card}", 1 if section else 0, page.title)

    def _point(self, name: str, page: pdfdoc.PDFObjectReference) -> None:
        # In the entry itself: PDFBox follows no references to destinations.
        self._destinations[name] = pdfdoc.PDFArray([page, pdfdoc.PDFName("Fit")])

    def _bookmarkReference(self, name: str) -> pdfdoc.PDFArray:  # noqa: N802 — ReportLab's name
        return self._destinations[name]


def _press_order(ink: str) -> tuple[int, str]:
    process = ("Cyan", "Magenta", "Yellow", "Black")
    return (process.index(ink), ink) if ink in process else (len(process), ink)
