"""Read what a finished PDF is made of: what it claims, its boxes, its fonts, all that its pages paint.

Facts alone; whether they are good is for preflight to say. What is in the file
may be anything: what is not what it should be counts as missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.geometry import MM_PER_PT, Rect
from cardkit.pdf.action import scripts, unsettled_layers
from cardkit.pdf.document import UnreadablePdfError
from cardkit.pdf.font import read_font
from cardkit.pdf.machine import Memory
from cardkit.pdf.mark import Corners, Font, Mark
from cardkit.pdf.oddity import ODD
from cardkit.pdf.painting import painted
from cardkit.pdf.stream import content

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile's own words (ICC.1, 7.2): its class (``prtr`` is a printer's), space and size in bytes.

    ``components`` is how many inks the file says that it has (N).
    """

    kind: str
    space: str
    size: int
    components: int


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: for which standard, for which printing condition, with which profile."""

    standard: str
    condition: str
    registry: str
    profile: Profile | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something laid over a page: a link, a note, a form field; its box in points."""

    kind: str
    box: Corners


@dataclass(frozen=True, slots=True, eq=False)
class PageFact:
    """One page: its boxes in points as the file gives them (None where it gives none).

    ``unfit`` names what the page asks for that no PDF/X may hold, ``faults``
    what in it could not be followed.
    """

    number: int
    media: Corners | None
    crop: Corners | None
    bleed: Corners | None
    trim: Corners | None
    art: Corners | None
    rotation: int
    unit: float
    annotations: tuple[Annotation, ...]
    fonts: tuple[Font, ...]
    unfit: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def sheet_box(self) -> Corners:
        """All there is: the media box, or US Letter where there is none, as readers take it."""
        return self.media or (0.0, 0.0, 612.0, 792.0)

    @property
    def shown_box(self) -> Corners:
        return _cut(self.crop, self.sheet_box) if self.crop else self.sheet_box

    @property
    def bleed_box(self) -> Corners:
        """ISO 32000-1, 14.11.2: what is left out is the crop box."""
        return self.bleed or self.shown_box

    @property
    def trim_box(self) -> Corners:
        return self.trim or self.shown_box

    def in_mm(self, box: Corners) -> Rect:
        """A box in mm from the trim's top-left, y down."""
        left, _, _, top = self.trim_box
        k = MM_PER_PT
        return Rect((box[0] - left) * k, (top - box[3]) * k, (box[2] - box[0]) * k, (box[3] - box[1]) * k)


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """A whole file. Texts are empty where the file says nothing.

    ``compressed_objects`` is said of files older than those. ``damage`` is what
    had to be mended to read the file.
    """

    version: str
    producer: str
    info_claim: str
    info_conformance: str
    xmp_claim: str
    title: str
    created: str
    modified: str
    trapped: str
    has_id: bool
    encrypted: bool
    compressed_objects: bool
    intents: tuple[Intent, ...]
    scripts: tuple[str, ...]
    unsettled_layers: tuple[str, ...]
    has_layers: bool
    attachments: tuple[str, ...]
    pages: tuple[PageFact, ...]
    damage: tuple[str, ...]


#: Is shown each page with all that it paints, in order: what nobody keeps takes no room.
See = Callable[[PageFact, Sequence[Mark]], None]


def dissect(pdf: Path, see: See, without: Container[int] = ()) -> Anatomy:
    """Read a PDF whole, page by page, all that it says of itself, ``without`` some of its pages.

    Raises UnreadablePdfError where it is none, OSError where it cannot be read.
    """
    import pikepdf

    pdf.stat()
    with _faults_named():
        try:
            document = pikepdf.open(pdf)
        except pikepdf.PasswordError as fault:
            raise UnreadablePdfError("the file is locked with a password") from fault
        with document:
            damage = [_one_line(str(one)) for one in document.get_warnings()]
            trailer, root = document.trailer, document.Root
            info = _dictionary(trailer.get("/Info"))
            xmp = _xmp(root)
            pages = tuple(_pages(document, see, without))
            damage += [_one_line(str(one)) for one in document.get_warnings()]
            return Anatomy(
                version=str(document.pdf_version),
                producer=_text(info, "/Producer"),
                info_claim=_text(info, "/GTS_PDFXVersion"),
                info_conformance=_text(info, "/GTS_PDFXConformance"),
                xmp_claim=_xmp_value(xmp, b"GTS_PDFXVersion"),
                title=_text(info, "/Title") or _xmp_value(xmp, b"title"),
                created=_text(info, "/CreationDate") or _xmp_value(xmp, b"CreateDate"),
                modified=_text(info, "/ModDate") or _xmp_value(xmp, b"ModifyDate"),
                trapped=_text(info, "/Trapped").lstrip("/") or _xmp_value(xmp, b"Trapped"),
                has_id=isinstance(trailer.get("/ID"), pikepdf.Array),
                encrypted=document.is_encrypted,
                compressed_objects=document.pdf_version < _COMPRESSES and _holds(pdf, b"/ObjStm"),
                intents=tuple(_intents(root)),
                scripts=tuple(scripts(document)),
                unsettled_layers=tuple(unsettled_layers(root)),
                has_layers=isinstance(root.get("/OCProperties"), pikepdf.Dictionary),
                attachments=tuple(sorted(document.attachments)),
                pages=pages,
                damage=tuple(dict.fromkeys(damage)),
            )


#: The first version with object streams (ISO 32000-1, 7.5.7): only older files are searched for them.
_COMPRESSES = "1.5"


def _holds(pdf: Path, word: bytes) -> bool:
    with pdf.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        return data.find(word) >= 0


@contextmanager
def _faults_named() -> Iterator[None]:
    """Whatever the reader chokes on is the file's fault."""
    import pikepdf

    try:
        yield
    except (pikepdf.PdfError, *ODD) as fault:
        raise UnreadablePdfError(_one_line(str(fault)) or type(fault).__name__) from fault
    except RecursionError as fault:
        raise UnreadablePdfError("its objects lead to one another without end") from fault


def _one_line(said: str) -> str:
    """What the engine says, without the file's name that it puts ahead."""
    return " ".join(said.split("): ", 1)[-1].split())[:200]


def _dictionary(found: pikepdf.Object | None) -> pikepdf.Object:
    import pikepdf

    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _text(dictionary: pikepdf.Object, key: str) -> str:
    import pikepdf

    found = dictionary.get(key)
    return str(found) if isinstance(found, pikepdf.String | pikepdf.Name) else ""


def _xmp(root: pikepdf.Object) -> bytes:
    import pikepdf

    stream = root.get("/Metadata")
    return content(stream) if isinstance(stream, pikepdf.Stream) else b""


def _xmp_value(xmp: bytes, key: bytes) -> str:
    """A property's value, written as an attribute or as an element; nothing in it is expanded or followed."""
    found = re.search(
        rb"[\w-]+:" + key + rb"""(?:\s*=\s*["']([^"'<]{0,500})["']|[^>]{0,200}>([\s\S]{0,500}?)</)""", xmp
    )
    if not found:
        return ""
    value = found[1] if found[1] is not None else re.sub(rb"<[^>]*>", b"", found[2])
    return value.decode("utf-8", "replace").strip()


def _intents(root: pikepdf.Object) -> Iterator[Intent]:
    import pikepdf

    listed = root.get("/OutputIntents")
    for one in listed if isinstance(listed, pikepdf.Array) else ():
        entry = _dictionary(one)
        stream = entry.get("/DestOutputProfile")
        yield Intent(
            standard=_text(entry, "/S").lstrip("/"),
            condition=_text(entry, "/OutputConditionIdentifier"),
            registry=_text(entry, "/RegistryName"),
            profile=_profile(content(stream), stream.get("/N")) if isinstance(stream, pikepdf.Stream) else None,
        )


def _profile(data: bytes, components: object) -> Profile | None:
    header = data[:128]
    if len(header) < 128 or header[36:40] != b"acsp":
        return None
    return Profile(
        header[12:16].decode("latin-1").strip(),
        header[16:20].decode("latin-1").strip(),
        len(data),
        int(_number(components, 0)),
    )


def _pages(document: pikepdf.Pdf, see: See, without: Container[int]) -> Iterator[PageFact]:
    memory = Memory()
    listed: dict[object, tuple[Font, ...]] = {}
    for number, page in enumerate(document.pages, start=1):
        if number in without:
            continue
        node = page.obj
        resources = _inherited(node, "/Resources")
        try:
            seen = painted(node, resources, memory)
            fonts = _fonts(resources, memory, listed)
        except UnreadablePdfError as fault:
            raise UnreadablePdfError(f"page {number}: {fault}") from fault
        fact = PageFact(
            number=number,
            media=_corners(_inherited(node, "/MediaBox")),
            crop=_corners(_inherited(node, "/CropBox")),
            bleed=_corners(node.get("/BleedBox")),
            trim=_corners(node.get("/TrimBox")),
            art=_corners(node.get("/ArtBox")),
            rotation=int(_number(_inherited(node, "/Rotate"), 0)) % 360,
            unit=_number(node.get("/UserUnit"), 1.0),
            annotations=tuple(_annotations(node)),
            fonts=fonts,
            unfit=seen.unfit,
            faults=seen.faults,
        )
        see(fact, seen.marks)
        yield fact


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A page's attribute, or that of the tree above it (ISO 32000-1, 7.7.3.4)."""
    import pikepdf

    for _ in range(_DEEPEST_TREE):
        found = node.get(key)
        if found is not None:
            return found
        above = node.get("/Parent")
        if not isinstance(above, pikepdf.Dictionary):
            return None
        node = above
    return None


_DEEPEST_TREE = 64


def _fonts(
    resources: pikepdf.Object | None, memory: Memory, listed: dict[object, tuple[Font, ...]]
) -> tuple[Font, ...]:
    """The fonts that a page names, used or not."""
    import pikepdf

    there = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(there, pikepdf.Dictionary):
        return ()
    key = there.objgen if there.objgen[0] else None
    if key in listed:
        return listed[key]
    found = []
    for one in there.values():
        if isinstance(one, pikepdf.Dictionary):
            own = one.objgen if one.objgen[0] else None
            font = (memory.fonts.get(own) if own else None) or read_font(one)
            if own:
                memory.fonts[own] = font
            found.append(font)
    if key is not None:
        listed[key] = tuple(found)
    return tuple(found)


def _annotations(node: pikepdf.Object) -> Iterator[Annotation]:
    import pikepdf

    listed = node.get("/Annots")
    for one in listed if isinstance(listed, pikepdf.Array) else ():
        entry = _dictionary(one)
        yield Annotation(_text(entry, "/Subtype").lstrip("/"), _corners(entry.get("/Rect")) or (0.0, 0.0, 0.0, 0.0))


def _corners(found: pikepdf.Object | None) -> Corners | None:
    """A box with its corners in order; None where it is none."""
    import pikepdf

    if not isinstance(found, pikepdf.Array) or len(found) != 4:
        return None
    a, b, c, d = (_number(one, 0.0) for one in found)
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _cut(box: Corners, within: Corners) -> Corners:
    return (max(box[0], within[0]), max(box[1], within[1]), min(box[2], within[2]), min(box[3], within[3]))


def _number(found: object, otherwise: float) -> float:
    try:
        return float(found) if found is not None else otherwise  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return otherwise
