"""Turn a finished card PDF into sheets: read what it holds, plan the run, draw the marks, write, prove the codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

from cardkit.deck import formats
from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.geometry import Point, Size
from cardkit.imposition import cutter
from cardkit.imposition.calibration import crosses, rulers
from cardkit.imposition.mark import Fold, bleed_of, block_of, colour_bar, marks, slug
from cardkit.imposition.paper import Sheet
from cardkit.imposition.scheme import Imposition, Item, Scheme, Side
from cardkit.imposition.scheme import impose as placed
from cardkit.imposition.way import Duplex
from cardkit.ink import Cmyk, Spot
from cardkit.job.manifest import NAME
from cardkit.layout.drawing import Drawing, Face, Placed
from cardkit.machine import store
from cardkit.pdf import sheet
from cardkit.pdf.sheet import SheetSide, SourcePage, Tile
from cardkit.preflight.expectation import ExpectedCode
from cardkit.preflight.listing import Listed, read_listing
from cardkit.press.folder import shipped_press
from cardkit.press.model import Press
from cardkit.writers import pdf

#: How far two trims may differ and be cut as one: a tenth of what the best cutters hold.
_SAME = 0.05


@dataclass(frozen=True, slots=True)
class Cards:
    """A card PDF: its bytes and their SHA-256, what it is called, its cards, and the size that all of its pages have.

    ``codes`` are those that its manifest lists, by page.
    """

    name: str
    data: bytes
    digest: str
    title: str
    date: str | None
    spots: Mapping[str, Cmyk]
    items: tuple[Item, ...]
    trim: Size
    bleed: float
    format: str | None
    codes: Mapping[int, tuple[ExpectedCode, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run that is ready to be written."""

    cards: Cards
    run: Imposition
    folds: tuple[Fold, ...]
    press: Press | None = None


def read_cards(path: Path, sides: int | None = None) -> tuple[Cards | None, tuple[Diagnostic, ...]]:
    """The cards of a finished PDF; its manifest, where one stands beside it, knows them by name.

    Without one, and without ``sides``, pages are front, back, front, back. Raises
    OSError and ``pdf.document.UnreadablePdfError``. Reports mixed-sizes,
    odd-pages, and as warnings no-trim-box, annotation-left-out and manifest-differs.
    """
    data = path.read_bytes()
    found: list[Diagnostic] = []
    digest = hashlib.sha256(data).hexdigest()
    entry, doubt = _listed(path, digest)
    found += doubt
    with sheet.opened_source(data) as source:
        pages, title, date, spots = sheet.pages(source), sheet.title(source), sheet.date(source), sheet.spots(source)
    found += _judged(pages)
    if entry is not None and sides is None:
        items = _listed_items(entry, len(pages))
    else:
        items = tuple(_paired(len(pages), 1 if sides == 1 else 2))
        if sides != 1 and len(pages) % 2:
            message = f"`{path.name}` has {len(pages)} pages, which are no fronts and backs by turns"
            hint = "Give --sides 1 where cards have no back, or add the page that is missing."
            found.append(error("odd-pages", message, hint=hint))
    if any(problem.is_error for problem in found):
        return None, tuple(found)
    cards = Cards(
        name=path.name,
        data=data,
        digest=digest,
        title=title,
        date=date,
        spots=spots,
        items=items,
        trim=pages[0].trim,
        bleed=min(page.bleed for page in pages),
        format=entry.format if entry else None,
        codes=_by_page(entry),
    )
    return cards, tuple(found)


def plan(
    cards: Cards,
    scheme: Scheme,
    *,
    press: Press | None = None,
    quantities: Mapping[str, int] | None = None,
    copies: int | None = None,
    folds: Sequence[Fold] = (),
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Place the cards; ``copies`` is how many of those that ``quantities`` does not name.

    Reports what placing reports, fold-outside and bleed-short.
    """
    items = tuple(replace(item, quantity=(quantities or {}).get(item.name, copies)) for item in cards.items)
    if scheme.duplex is Duplex.NONE:
        items = tuple(_single(items))  # Nothing is behind anything: every face takes a place of its own.
    found: list[Diagnostic] = []
    for fold in folds:
        side = cards.trim.width if fold.edge == "left" else cards.trim.height
        if not 0 < fold.at < side:
            message = f"a fold {fold.at:g} mm from the {fold.edge} is not on a card of {side:g} mm"
            found.append(error("fold-outside", message, hint=f"Give a distance between 0 and {side:g}."))
    if press and cards.bleed + _SAME < press.bleed:
        message = (
            f"the cards have {cards.bleed:g} mm of bleed, and the press `{press.name}` asks for {press.bleed:g} mm"
        )
        hint = "Render the cards with more bleed, or take a press that asks for less."
        found.append(warning("bleed-short", message, hint=hint))
    run, wrong = placed(items, cards.trim, cards.bleed, scheme)
    found += wrong
    if run is None or any(problem.is_error for problem in found):
        return None, tuple(found)
    return Plan(cards, run, tuple(folds), press), tuple(found)


def sheets(planned: Plan) -> bytes:
    """The sheets as a PDF."""
    run = planned.run
    sides = list(run.sides())
    pages = [
        SheetSide(
            run.grid.sheet,
            block_of(run, is_back=side.is_back),
            bleed_of(run, is_back=side.is_back),
            [Tile(one.page, one.box, one.clip, one.turn) for one in side.placements],
        )
        for side in sides
    ]
    over = _overlay(planned, sides) if run.scheme.marks else None
    with sheet.opened_source(planned.cards.data) as source:
        return sheet.write_sheets(source, pages, over)


def _judged(pages: Sequence[SourcePage]) -> Iterator[Diagnostic]:
    first = pages[0].trim
    other = [
        page
        for page in pages
        if abs(page.trim.width - first.width) > _SAME or abs(page.trim.height - first.height) > _SAME
    ]
    if other:
        size = other[0].trim
        message = (
            f"{_pages(other)} {size.width:g} × {size.height:g} mm, and page 1 is {first.width:g} × {first.height:g} mm: "
            f"one sheet takes cards of one size"
        )
        yield error("mixed-sizes", message, hint="Put each size in a PDF of its own.", page=other[0].number)
    bare = [page for page in pages if not page.names_trim]
    if bare:
        message = f"{_pages(bare, 'name no trim', 'names no trim')}, so the whole page is taken for the card"
        hint = "Export the PDF with a TrimBox where the pages have bleed or marks of their own."
        yield warning("no-trim-box", message, hint=hint, page=bare[0].number)
    noted = [page for page in pages if page.annotations]
    if noted:
        message = (
            f"{_pages(noted, 'carry annotations that print', 'carries annotations that print')}; sheets leave them out"
        )
        hint = "Flatten them into the page first, if they belong to the card."
        yield warning("annotation-left-out", message, hint=hint, page=noted[0].number)


def _pages(pages: Sequence[SourcePage], many: str = "are", one: str = "is") -> str:
    """``pages 3, 4 and 12 more are``."""
    named = ", ".join(str(page.number) for page in pages[:6])
    more = f" and {len(pages) - 6} more" if len(pages) > 6 else ""
    return f"page {named} {one}" if len(pages) == 1 else f"pages {named}{more} {many}"


def _listed(path: Path, digest: str) -> tuple[Listed | None, tuple[Diagnostic, ...]]:
    """What the manifest beside a PDF says of it; None where there is none that does. Reports manifest-differs."""
    manifest = path.parent / NAME
    if not manifest.is_file():
        return None, ()
    entry, unlisted = read_listing(manifest, path.name)
    if entry is None or unlisted:
        return None, ()  # It is some other file's manifest.
    if entry.sha256 != digest:
        message = f"`{path.name}` is not the file that the manifest beside it lists: it was changed since"
        hint = "Render the deck again; until then pages are taken for front, back, front, back."
        return None, (warning("manifest-differs", message, hint=hint),)
    return entry, ()


def _by_page(entry: Listed | None) -> Mapping[int, tuple[ExpectedCode, ...]]:
    codes: dict[int, tuple[ExpectedCode, ...]] = {}
    for code in entry.codes if entry else ():
        codes[code.page] = (*codes.get(code.page, ()), code)
    return codes


def _listed_items(entry: Listed, count: int) -> tuple[Item, ...]:
    """The cards that the manifest names, in the order of their pages; of a card in several copies, each copy."""
    faces: dict[str, tuple[list[int], list[int]]] = {}
    for number, page in enumerate(entry.pages[:count], start=1):
        faces.setdefault(page.card, ([], []))[page.face == "back"].append(number)
    items = []
    for card, (fronts, backs) in faces.items():
        for front, back in zip_longest(fronts, backs):
            # What has a back alone is printed on one side, like what has a front alone.
            items.append(Item(card, back, None) if front is None else Item(card, front, back))
    return tuple(sorted(items, key=lambda item: item.front))


def _paired(count: int, sides: int) -> Iterator[Item]:
    for number, front in enumerate(range(1, count + 1, sides), start=1):
        yield Item(str(number), front, front + 1 if sides == 2 and front < count else None)


def _single(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield replace(item, back=None)
        if item.back is not None:
            yield replace(item, front=item.back, back=None)


def _overlay(planned: Plan, sides: Sequence[Side]) -> bytes:
    """A PDF of what stands around the cards, one page for each side."""
    run, cards = planned.run, planned.cards
    spots = [Spot(name, alternate) for name, alternate in cards.spots.items()]
    around: dict[bool, Drawing] = {}
    for is_back in {side.is_back for side in sides}:
        bar = colour_bar(block_of(run, is_back=is_back), run.grid.bleed, spots)
        around[is_back] = Drawing((*marks(run, planned.folds, is_back=is_back), *bar))
    faces = []
    for side in sides:
        line = slug(_said(planned, side), block_of(run, is_back=side.is_back), run.grid.bleed)
        items = (Placed(around[side.is_back], Point(0, 0)), *line)
        faces.append(Face("", "sheet", run.grid.sheet, 0.0, items))
    # The sheets claim what the cards claim; this part of them claims nothing of its own.
    press = replace(planned.press or shipped_press(), standard=None, marks=False)
    return _written(faces, cards.date, press)


def cutter_file(planned: Plan, ending: str, corner: float | None = None) -> str:
    """The cutter's file of the run as its ending says; corners are the card format's where none are given."""
    form = formats().get(planned.cards.format or "")
    radius = corner if corner is not None else form.corner if form else 0.0
    made = cutter.dxf if ending == ".dxf" else cutter.svg
    return made(planned.run, corner=radius, folds=planned.folds)


def calibration(paper: Sheet, duplex: Duplex, offset: Point) -> bytes:
    """Both sides of the sheet by which a printer's offset is measured; ``offset`` is what is known of it already."""
    size = paper.size
    sides = (crosses(size), rulers(size, duplex, offset))
    faces = [Face("", "sheet", size, 0.0, items) for items in sides]
    return _written(faces, None, replace(shipped_press(), standard=None, marks=False))


def _written(faces: Sequence[Face], date: str | None, press: Press) -> bytes:
    out = BytesIO()
    told = pdf.Job("", "en", date or "2000-01-01", f"cardkit {version('cardkit')}", press, store.folder())
    pdf.write(faces, told, out)
    return out.getvalue()


def _said(planned: Plan, side: Side) -> str:
    """The slug line: the job, which sheet and side, the job's date, and enough of the digest to tell files apart."""
    cards = planned.cards
    parts = [
        cards.title,
        cards.name,
        f"sheet {side.sheet} of {len(planned.run.sheets)}",
        "back" if side.is_back else "front",
        cards.date or "",
        cards.digest[:12],
    ]
    return " · ".join(part for part in parts if part)
