"""A card drawn by another library, with its code, for proofs to judge."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from cardkit.codes.symbol import Matrix, Symbol, symbol
from cardkit.diagnostic import Span
from cardkit.geometry import PT_PER_MM as MM
from cardkit.geometry import Rect
from cardkit.preflight.code import ExpectedCode

URL = "https://nmg.example.org/c/7K3QX4"
OTHER = "https://nmg.example.org/c/QFABRY"
SPAN = Span("places/hohhot.yaml", 2, 5, 2, 11)

#: A pocket card: 70 × 120 mm and 3 mm of bleed, the symbol where the layout puts it.
WIDTH, HEIGHT, BLEED = 70.0, 120.0, 3.0
PLACE = Rect(38.243, 85.243, 23.514, 23.514)
MODULE = PLACE.width / 29

BLACK = (0.0, 0.0, 0.0, 1.0)
Tint = tuple[float, float, float, float]
Draw = Callable[["Sheet"], None]


class Sheet:
    """A page to draw on, in mm from the trim's top-left."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def fill(self, box: Rect, tint: Tint = BLACK) -> None:
        self.canvas.setFillColorCMYK(*tint)
        x, y = (box.x + BLEED) * MM, (HEIGHT + BLEED - box.bottom) * MM
        self.canvas.rect(x, y, box.width * MM, box.height * MM, stroke=0, fill=1)

    def modules(self, matrix: Matrix, box: Rect = PLACE, tint: Tint = BLACK, angle: float = 0) -> None:
        """One path, as the writer draws it, turned about its own middle."""
        self.canvas.saveState()
        centre = box.centre
        self.canvas.translate((centre.x + BLEED) * MM, (HEIGHT + BLEED - centre.y) * MM)
        self.canvas.rotate(angle)
        self.canvas.scale(box.width / len(matrix) * MM, box.height / len(matrix) * MM)
        self.canvas.setFillColorCMYK(*tint)
        path = self.canvas.beginPath()
        half = len(matrix) / 2
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    path.rect(x - half, half - y - 1, 1, 1)
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.restoreState()


def card(*pages: Draw) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=((WIDTH + 2 * BLEED) * MM, (HEIGHT + 2 * BLEED) * MM))
    for draw in pages:
        canvas.setTrimBox((BLEED * MM, BLEED * MM, (BLEED + WIDTH) * MM, (BLEED + HEIGHT) * MM))
        canvas.setBleedBox((0, 0, (WIDTH + 2 * BLEED) * MM, (HEIGHT + 2 * BLEED) * MM))
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def planned(made: Symbol | None = None, box: Rect = PLACE, page: int = 1) -> ExpectedCode:
    made = made or symbol(URL)
    return ExpectedCode(page, made.url, made.matrix, box, made.version, made.level, SPAN, "hohhot")


def good(sheet: Sheet) -> None:
    """A dark card with the code on a white panel of its own, and words beside it."""
    sheet.fill(Rect(-3, -3, 76, 126), (0.8, 0.5, 0.2, 0.3))
    sheet.fill(PLACE.inset(-4 * MODULE), (0, 0, 0, 0))
    sheet.modules(symbol(URL).matrix)
    sheet.canvas.drawString(20, 20, "nmg.example.org/c/7K3QX4")


MATRIX = symbol(URL).matrix
