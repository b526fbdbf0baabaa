"""Place the pages of a finished PDF on the sheets of another one, and keep what the file claims.

A page becomes a form once, however often it is placed, with its own resources:
spots, overprint and transparency groups stay as they were (ISO 32000-1, 8.10).
Lengths are mm from a sheet's top-left corner, x right, y down.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cardkit.geometry import PT_PER_MM, Rect, Size
from cardkit.ink import Cmyk
from cardkit.pdf.document import UnreadablePdfError
from cardkit.pdf.page_box import Corners, PageBox, number_text, page_box

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as one sees it, turned as it asks for: its trim, and the bleed that it has on all four sides.

    ``names_trim`` is False where it has no TrimBox, so that its CropBox or
    MediaBox counts. ``annotations`` are those that print: links do not.
    """

    number: int
    trim: Size
    bleed: float
    names_trim: bool
    annotations: int


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """An open PDF whose pages go on sheets."""

    handle: pikepdf.Pdf


@dataclass(frozen=True, slots=True)
class Tile:
    """A page on a sheet: where its trim lies, what of it shows, and by how many degrees clockwise it is turned."""

    page: int
    box: Rect
    clip: Rect
    turn: int


@dataclass(frozen=True, slots=True)
class SheetSide:
    """One page of the new file: its paper, the trim and bleed boxes that it names, and what lies on it."""

    size: Size
    trim: Rect
    bleed: Rect
    tiles: Sequence[Tile]


@contextmanager
def opened_source(data: bytes) -> Iterator[Source]:
    """A PDF to place pages of. Raises UnreadablePdfError, here or within: no PDF, damaged, encrypted, without pages."""
    import pikepdf

    try:
        # A file that only repair can open is not what its maker wrote: it may lack cards.
        with pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as handle:
            if handle.is_encrypted:
                raise UnreadablePdfError("it is encrypted")
            if not len(handle.pages):
                raise UnreadablePdfError("it has no pages")
            yield Source(handle)
    except pikepdf.PasswordError:
        raise UnreadablePdfError("it is encrypted") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise UnreadablePdfError(_reason(fault)) from fault


def pages(source: Source) -> tuple[SourcePage, ...]:
    """Every page, in order."""
    return tuple(_page(number, page) for number, page in enumerate(source.handle.pages, start=1))


def title(source: Source) -> str:
    """What the file calls itself, on one line."""
    said = str(source.handle.docinfo.get("/Title", ""))
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def date(source: Source) -> str | None:
    """The day that the file bears (``2026-12-01``); None where it bears none."""
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", str(source.handle.docinfo.get("/CreationDate", "")), re.ASCII)
    return "-".join(found.groups()) if found else None


def spots(source: Source) -> Mapping[str, Cmyk]:
    """The separations of the file with the CMYK that stands for each; those that stand for something else are left out."""
    found: dict[str, Cmyk] = {}
    for space in _spaces(source.handle):
        if len(space) == 4 and space[0] == "/Separation" and space[1] not in ("/All", "/None"):
            solid = _solid(space)
            if solid:
                found.setdefault(str(space[1]).removeprefix("/"), solid)
    return dict(sorted(found.items()))


def write_sheets(source: Source, sides: Sequence[SheetSide], over: bytes | None = None) -> bytes:
    """The sheets as a PDF of as many pages; ``over`` is a PDF with one page for each, to be drawn over it.

    The same source, sides and overlay give the same bytes.
    """
    import pikepdf

    with pikepdf.new() as made:
        forms = _Forms(made, source.handle)
        if over is None:
            for side in sides:
                _add(made, side, forms, None)
        else:
            with pikepdf.open(BytesIO(over)) as marks:
                upper = _Forms(made, marks)
                for number, side in enumerate(sides, start=1):
                    _add(made, side, forms, upper.form(number))
        _carry_over(source.handle, made, sides)
        return _saved(made, source.handle)


class _Forms:
    """The pages of one file as forms of another, each copied once."""

    def __init__(self, made: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
        self._made, self._source = made, source
        # The library walks all pages for each one that is asked for by its number.
        self._pages = list(source.pages)
        self._known: dict[int, Any] = {}
        self._boxes: dict[int, PageBox] = {}

    def form(self, number: int) -> Any:
        import pikepdf

        if number not in self._known:
            form = self._pages[number - 1].as_form_xobject(handle_transformations=False)
            # The library takes the trim for the form's box, which would cut the bleed off.
            form.BBox = pikepdf.Array(self.box(number).bleed.numbers)
            self._known[number] = self._made.copy_foreign(self._source.make_indirect(form))
        return self._known[number]

    def box(self, number: int) -> PageBox:
        if number not in self._boxes:
            self._boxes[number] = page_box(self._pages[number - 1].obj)
        return self._boxes[number]


def _add(made: pikepdf.Pdf, side: SheetSide, forms: _Forms, over: Any) -> None:
    import pikepdf

    height = side.size.height
    names: dict[int, str] = {}
    xobjects = pikepdf.Dictionary()
    content = []
    for tile in side.tiles:
        name = names.setdefault(tile.page, f"/C{len(names) + 1}")
        if name not in xobjects:
            xobjects[name] = forms.form(tile.page)
        clip = _points(tile.clip, height)
        matrix = _matrix(forms.box(tile.page), tile, height)
        content.append(
            f"q {number_text(clip.left)} {number_text(clip.bottom)} {number_text(clip.right - clip.left)} {number_text(clip.top - clip.bottom)} re W n "
            f"{' '.join(map(number_text, matrix))} cm {name} Do Q"
        )
    if over is not None:
        xobjects["/Marks"] = over
        content.append("/Marks Do")
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array(_points(Rect(0, 0, side.size.width, height), height).numbers),
        BleedBox=pikepdf.Array(_points(side.bleed, height).numbers),
        TrimBox=pikepdf.Array(_points(side.trim, height).numbers),
        Resources=pikepdf.Dictionary(XObject=xobjects),
        Contents=made.make_stream("\n".join(content).encode("ascii")),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))


def _carry_over(source: pikepdf.Pdf, made: pikepdf.Pdf, sides: Sequence[SheetSide]) -> None:
    """What the file claims about itself: its printing condition, its standard, its layers, its title and dates."""
    for key in ("/OutputIntents", "/Metadata", "/Lang", "/OCProperties"):
        if key in source.Root:
            value = source.Root[key]
            made.Root[key] = made.copy_foreign(value if value.is_indirect else source.make_indirect(value))
    if len(source.docinfo.keys()):
        made.trailer["/Info"] = made.copy_foreign(source.make_indirect(source.docinfo))
    identity = _identity(source)
    if identity and "/Metadata" in made.Root:
        # A file with other pages is another document (XMP, part 2, 2.2: xmpMM:DocumentID).
        data = made.Root.Metadata.read_bytes()
        new = hashlib.md5(identity + repr(sides).encode(), usedforsecurity=False).hexdigest().encode()
        shaped = b"-".join((new[:8], new[8:12], b"5" + new[13:16], b"a" + new[17:20], new[20:32]))
        made.Root.Metadata.write(data.replace(identity, shaped))


def _identity(source: pikepdf.Pdf) -> bytes | None:
    """The UUID that the file's metadata gives as the document's."""
    import pikepdf

    metadata = source.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return None
    found = re.search(
        rb"DocumentID[>=\"'\s]*uuid:([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})", metadata.read_bytes()
    )
    return found[1] if found else None


def _saved(made: pikepdf.Pdf, source: pikepdf.Pdf) -> bytes:
    import pikepdf

    version = source.pdf_version
    # PDF/X-1a:2003 and others before PDF 1.5 know no object streams.
    modern = tuple(int(part) for part in version.split(".")[:2]) >= (1, 5)
    out = BytesIO()
    made.save(
        out,
        force_version=version,
        deterministic_id=True,
        compress_streams=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate if modern else pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def _page(number: int, page: pikepdf.Page) -> SourcePage:
    import pikepdf

    box = page_box(page.obj)
    notes = page.obj.get("/Annots")
    printing = 0
    if isinstance(notes, pikepdf.Array):
        printing = sum(1 for note in notes if isinstance(note, pikepdf.Dictionary) and _prints(note))
    size = Size(round(box.size.width, 3), round(box.size.height, 3))
    return SourcePage(number, size, round(box.bleed_mm, 3), box.names_trim, printing)


def _prints(annotation: Any) -> bool:
    """Whether an annotation puts ink on paper: the print flag (ISO 32000-1, table 165, bit 3) and an appearance."""
    if annotation.get("/Subtype") in ("/Link", "/Popup"):
        return False
    return bool(int(annotation.get("/F", 0)) & 4) and "/AP" in annotation


def _matrix(box: PageBox, tile: Tile, height: float) -> tuple[float, ...]:
    """From the page's own coordinates to the sheet's points: turned, its trim at the tile's box."""
    trim, s = box.trim, box.unit
    a, b, c, d, x, y = {
        0: (s, 0.0, 0.0, s, -trim.left * s, -trim.bottom * s),
        90: (0.0, -s, s, 0.0, -trim.bottom * s, trim.right * s),
        180: (-s, 0.0, 0.0, -s, trim.right * s, trim.top * s),
        270: (0.0, s, -s, 0.0, trim.top * s, -trim.left * s),
    }[(box.turn + tile.turn) % 360]
    return a, b, c, d, x + tile.box.x * PT_PER_MM, y + (height - tile.box.bottom) * PT_PER_MM


def _points(box: Rect, height: float) -> Corners:
    return Corners(
        box.x * PT_PER_MM, (height - box.bottom) * PT_PER_MM, box.right * PT_PER_MM, (height - box.y) * PT_PER_MM
    )


def _spaces(handle: pikepdf.Pdf) -> Iterator[pikepdf.Array]:
    """Every array that may be a colour space: those that stand alone, and those within resources."""
    import pikepdf

    for thing in handle.objects:
        if isinstance(thing, pikepdf.Array):
            yield thing
            continue
        if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        for holder in (thing, thing.get("/Resources")):
            named = holder.get("/ColorSpace") if isinstance(holder, pikepdf.Dictionary) else None
            if isinstance(named, pikepdf.Dictionary):
                yield from (value for _, value in named.items() if isinstance(value, pikepdf.Array))


def _solid(space: Any) -> Cmyk | None:
    function = space[3]
    if space[2] != "/DeviceCMYK" or function.get("/FunctionType") != 2:
        return None
    try:
        cyan, magenta, yellow, black = (min(1.0, max(0.0, float(value))) for value in function["/C1"])
    except (KeyError, TypeError, ValueError):
        return None
    return Cmyk(cyan, magenta, yellow, black)


def _reason(fault: BaseException) -> str:
    """The library's words, without the name that it has for a file in memory."""
    words = re.sub(r"^(stream )?<[^>]*>:?\s*", "", str(fault))
    return " ".join(words.split())[:200] or type(fault).__name__
