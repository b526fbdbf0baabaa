"""Hold what a page should carry: a code, its place and its looks, and the problems that stand there."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.codes.logo import Bare
from cardkit.codes.symbol import QUIET_ZONE, Matrix
from cardkit.diagnostic import Diagnostic, Severity, Span
from cardkit.geometry import Rect
from cardkit.ink import Cmyk


@dataclass(frozen=True, slots=True)
class ExpectedCode:
    """A code that a page must carry.

    ``page`` counts from 1; ``box`` is the symbol without its quiet zone, in mm
    from the trim's top-left; rows of the ``matrix`` may be bytes, which take a fifth of the room; ``span`` is where the card stands and ``label`` what
    to call it in a message, such as "hohhot". ``bare`` are the modules left to a
    logo (column, row, width, height), ``style`` is how modules are drawn
    (``square``, or anything else where their corners need not be full), ``turn``
    how far a sheet has turned the symbol, clockwise. ``ink`` and ``ground`` are
    what it is printed in and on, as process colours; None where nobody knows.
    """

    page: int
    url: str
    matrix: Matrix
    box: Rect
    version: int
    level: str
    span: Span | None = None
    label: str = ""
    bare: Bare | None = None
    style: str = "square"
    turn: int = 0
    ink: Cmyk | None = None
    ground: Cmyk | None = None

    @property
    def module(self) -> float:
        """The side of one module in mm."""
        return self.box.width / len(self.matrix)

    @property
    def truths(self) -> Matrix:
        """The matrix as truths, whatever its rows are made of."""
        return tuple(tuple(map(bool, row)) for row in self.matrix)

    @property
    def quiet_box(self) -> Rect:
        """The symbol with its quiet zone."""
        return self.box.inset(-QUIET_ZONE * self.module)

    def __str__(self) -> str:
        return f"the code of `{self.label}`" if self.label else f"the code to `{self.url}`"


def fault(name: str, message: str, code: ExpectedCode, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    """A problem at the place of a code."""
    return Diagnostic(name, severity, message, code.span, hint, (), code.page, in_numbers(code.box))


def in_numbers(box: Rect) -> tuple[float, float, float, float]:
    """A box as a problem carries it, in mm to the micron."""
    return (round(box.x, 3), round(box.y, 3), round(box.width, 3), round(box.height, 3))
