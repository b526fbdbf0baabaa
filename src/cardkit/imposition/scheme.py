"""Decide where every card stands on which sheet, and that every back is behind its front.

Nothing but numbers. Lengths are mm from a sheet's top-left corner as one looks
at that side, x right, y down. A front and its back are seen from two sides, so a
back's place is its front's mirrored about the axis on which the sheet is turned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, error
from cardkit.geometry import Point, Rect, Size
from cardkit.imposition.paper import Sheet
from cardkit.imposition.sequence import ordered
from cardkit.imposition.way import Duplex, Order

#: Crop marks are 5 mm long and stand off the trim by the bleed, at least 3 mm, so that none is left on a card.
MARK, CLEAR = 5.0, 3.0

#: Room above the block for the colour bar, and below it for the slug line.
BAND = 6.0

#: No offset.
STILL = Point(0, 0)

#: Rounding in a file's boxes must not cost a row: a hundredth of a millimetre is finer than any cutter.
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Item:
    """One card of the PDF: what it is called, its pages (from 1) and how often it is printed.

    A ``quantity`` of None leaves the number to the scheme: once, or in step-and-repeat one whole sheet.
    """

    name: str
    front: int
    back: int | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the cards are to stand.

    ``gutter`` is what lies between two trims, 0 for butt cut; ``offset`` moves
    all of the back, as one looks at it.
    """

    sheet: Sheet
    gutter: float
    margin: float
    duplex: Duplex = Duplex.LONG
    order: Order = Order.SEQUENCE
    marks: bool = True
    offset: Point = STILL


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of equal cards in the middle of a sheet.

    ``sheet`` is the paper as it lies, ``cell`` a trimmed card as it stands
    there, ``turn`` by how many degrees clockwise it was turned for that.
    """

    sheet: Size
    columns: int
    rows: int
    cell: Size
    turn: int
    gutter: float
    bleed: float

    @property
    def count(self) -> int:
        """Cards on one side."""
        return self.columns * self.rows

    @property
    def block(self) -> Rect:
        """The trims of all places together: what is left when the edges are cut off."""
        width = self.columns * self.cell.width + (self.columns - 1) * self.gutter
        height = self.rows * self.cell.height + (self.rows - 1) * self.gutter
        return Rect((self.sheet.width - width) / 2, (self.sheet.height - height) / 2, width, height)

    def box(self, place: int) -> Rect:
        """The trim at a place; they are counted from 0, row by row from the top left."""
        row, column = divmod(place, self.columns)
        block = self.block
        x = block.x + column * (self.cell.width + self.gutter)
        y = block.y + row * (self.cell.height + self.gutter)
        return Rect(x, y, self.cell.width, self.cell.height)

    def clip(self, place: int) -> Rect:
        """How far a card's ink may reach: to its bleed, and towards a neighbour to the middle of the gutter."""
        row, column = divmod(place, self.columns)
        inner = min(self.bleed, self.gutter / 2)
        left = self.bleed if column == 0 else inner
        top = self.bleed if row == 0 else inner
        right = self.bleed if column == self.columns - 1 else inner
        bottom = self.bleed if row == self.rows - 1 else inner
        box = self.box(place)
        return Rect(box.x - left, box.y - top, box.width + left + right, box.height + top + bottom)


@dataclass(frozen=True, slots=True)
class Placement:
    """One page on one side of a sheet: the trim, what shows, and the turn in degrees clockwise."""

    item: int
    page: int
    box: Rect
    clip: Rect
    turn: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of one sheet; sheets are counted from 1."""

    sheet: int
    is_back: bool
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Imposition:
    """Every sheet of a run."""

    scheme: Scheme
    grid: Grid
    items: tuple[Item, ...]
    sheets: tuple[tuple[int | None, ...], ...]

    @property
    def two_sided(self) -> bool:
        return self.scheme.duplex is not Duplex.NONE and any(item.back for item in self.items)

    @property
    def cards(self) -> int:
        """How many cards the run gives."""
        return sum(1 for sheet in self.sheets for item in sheet if item is not None)

    @property
    def empty(self) -> int:
        """Places that stay white."""
        return len(self.sheets) * self.grid.count - self.cards

    @property
    def used(self) -> float:
        """The share of the paper that becomes cards, 0 to 1."""
        sheet, cell = self.grid.sheet, self.grid.cell
        paper = len(self.sheets) * sheet.width * sheet.height
        return self.cards * cell.width * cell.height / paper if paper else 0.0

    def sides(self) -> Iterator[Side]:
        """Sheet 1 front, sheet 1 back, sheet 2 front …: the order in which a duplex printer takes them."""
        for number, sheet in enumerate(self.sheets, start=1):
            placed = [(place, item) for place, item in enumerate(sheet) if item is not None]
            yield Side(number, is_back=False, placements=tuple(self._front(place, item) for place, item in placed))
            if self.two_sided:
                backs = (self._back(place, item) for place, item in placed)
                yield Side(number, is_back=True, placements=tuple(back for back in backs if back))

    def _front(self, place: int, item: int) -> Placement:
        grid = self.grid
        return Placement(item, self.items[item].front, grid.box(place), grid.clip(place), grid.turn)

    def _back(self, place: int, item: int) -> Placement | None:
        page = self.items[item].back
        if page is None:
            return None
        front = self._front(place, item)
        flip = flips_rows(self.grid.sheet, self.scheme.duplex)
        # Head behind head: on paper turned left to right a head that points right comes to point left, and so on.
        turn = (180 - front.turn) % 360 if flip else -front.turn % 360
        box, clip = (self.behind(box) for box in (front.box, front.clip))
        return Placement(item, page, box, clip, turn)

    def behind(self, box: Rect) -> Rect:
        """The place on the back, as one looks at it, that lies behind a place on the front."""
        return moved(behind(box, self.grid.sheet, flips_rows(self.grid.sheet, self.scheme.duplex)), self.scheme.offset)


def flips_rows(sheet: Size, duplex: Duplex) -> bool:
    """Whether turning the sheet puts its top row at the bottom; else its left column comes to the right."""
    return (duplex is Duplex.LONG) == (sheet.width > sheet.height)


def behind(box: Rect, sheet: Size, rows: bool) -> Rect:  # noqa: FBT001 - it says which way, in the order of the sentence.
    """A place seen from the other side of the sheet."""
    if rows:
        return Rect(box.x, sheet.height - box.bottom, box.width, box.height)
    return Rect(sheet.width - box.right, box.y, box.width, box.height)


def moved(box: Rect, by: Point) -> Rect:
    """The box somewhere else."""
    return Rect(box.x + by.x, box.y + by.y, box.width, box.height)


def impose(
    items: Sequence[Item], trim: Size, bleed: float, scheme: Scheme
) -> tuple[Imposition | None, tuple[Diagnostic, ...]]:
    """Place all items on sheets. Reports sheet-too-small, too-many-copies and nothing-to-impose."""
    grid = fit(trim, bleed, scheme)
    if grid is None:
        return None, (_too_small(trim, bleed, scheme),)
    wanted = [_quantity(item, grid, scheme.order) for item in items]
    total = sum(wanted)
    if total > MOST_PLACES:
        message = f"{total:,} cards are more than the {MOST_PLACES:,} that one file of sheets may hold"
        hint = "Ask for one copy of each card, and let the printer run each sheet as often as you need."
        return None, (error("too-many-copies", message, hint=hint),)
    if not total:
        message = "every card is asked for 0 times"
        return None, (error("nothing-to-impose", message, hint="Give at least one card a quantity above 0."),)
    return Imposition(scheme, grid, tuple(items), ordered(wanted, grid.count, scheme.order)), ()


#: More than any run that is not better printed by repeating sheets.
MOST_PLACES = 100_000


def fit(trim: Size, bleed: float, scheme: Scheme) -> Grid | None:
    """The grid with the most cards, of paper upright or across and cards upright or turned; None where none fits.

    Of equal ones, that with upright cards, then that with the paper as it is named.
    """
    around = _around(bleed, scheme)
    best: Grid | None = None
    for cell, turn in ((trim, 0), (Size(trim.height, trim.width), 90)):
        for paper in (scheme.sheet.size, Size(scheme.sheet.size.height, scheme.sheet.size.width)):
            columns = _fits(paper.width - 2 * around.width, cell.width, scheme.gutter)
            rows = _fits(paper.height - 2 * around.height, cell.height, scheme.gutter)
            if columns * rows > (best.count if best else 0):
                best = Grid(paper, columns, rows, cell, turn, scheme.gutter, bleed)
    return best


def clear_of(bleed: float) -> float:
    """How far marks stand off the trim."""
    return max(bleed, CLEAR)


def _fits(room: float, side: float, gutter: float) -> int:
    return max(0, int((room + gutter + _TOLERANCE) // (side + gutter)))


def _around(bleed: float, scheme: Scheme) -> Size:
    """What the block of cards needs on each side: across, and above or below.

    The block stands in the middle of the paper, so that its back does too. A
    back that is moved must not leave the paper.
    """
    beyond = clear_of(bleed) + MARK if scheme.marks else bleed
    across, down = scheme.margin + beyond, scheme.margin + beyond + (BAND if scheme.marks else 0)
    return Size(max(across, bleed + abs(scheme.offset.x)), max(down, bleed + abs(scheme.offset.y)))


def _quantity(item: Item, grid: Grid, order: Order) -> int:
    if item.quantity is None:
        return grid.count if order is Order.REPEAT else 1
    return item.quantity


def _too_small(trim: Size, bleed: float, scheme: Scheme) -> Diagnostic:
    around = _around(bleed, scheme)
    sheet = scheme.sheet.size
    with_marks = "marks, " if scheme.marks else ""
    needs = f"{trim.width + 2 * around.width:g} × {trim.height + 2 * around.height:g} mm"
    message = (
        f"no card of {trim.width:g} × {trim.height:g} mm fits a sheet of {sheet.width:g} × {sheet.height:g} mm: "
        f"with its {with_marks}bleed and margin it needs {needs}"
    )
    hint = "Take a larger sheet, a smaller --margin" + (", or --no-marks." if scheme.marks else ".")
    return error("sheet-too-small", message, hint=hint)
