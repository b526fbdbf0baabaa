"""Leave the middle of a symbol to a logo: which modules, and the level that mends them."""

from __future__ import annotations

from functools import lru_cache

from cardkit.codes.decode import decode
from cardkit.codes.symbol import QUIET_ZONE, Matrix, Symbol, symbol

#: Modules that a symbol leaves bare: column, row, width, height.
Bare = tuple[int, int, int, int]

#: The error correction that a symbol with a logo must still have left (ISO/IEC 15415, grade A).
LEAST_UNUSED = 0.62


@lru_cache(maxsize=1024)
def bearing(url: str, width: float) -> tuple[Symbol, Bare]:
    """The smallest symbol that bears a logo over so much of its width, and the modules that are the logo's.

    It has level Q where that leaves enough to mend scratches with, else H, whatever that leaves.
    Raises ValueError where no code can be made.
    """
    made = symbol(url, "Q")
    bare = middle(made.modules, width)
    if unused(made, bare) >= LEAST_UNUSED:
        return made, bare
    made = symbol(url, "H")
    return made, middle(made.modules, width)


def middle(modules: int, width: float) -> Bare:
    """A square of whole modules in the middle of a symbol, no wider than this part of it."""
    side = max(1, int(width * modules + 1e-9))
    side -= 1 - side % 2  # A symbol has an odd number of modules, so what lies in its middle has too.
    first = (modules - side) // 2
    return first, first, side, side


def without(matrix: Matrix, bare: Bare | None) -> Matrix:
    """The matrix with the modules of a logo light."""
    if bare is None:
        return matrix
    column, row, width, height = bare
    return tuple(
        (*line[:column], *(False,) * width, *line[column + width :]) if row <= y < row + height else line
        for y, line in enumerate(matrix)
    )


def unused(made: Symbol, bare: Bare) -> float:
    """The part of the error correction that is left when nothing stands where the logo will, from 0 to 1."""
    side = (made.modules + 2 * QUIET_ZONE) * _SCALE
    margin = b"\xff" * (QUIET_ZONE * _SCALE)
    rows = [b"\xff" * side] * (QUIET_ZONE * _SCALE)
    lines = [
        margin + b"".join((b"\0" if dark else b"\xff") * _SCALE for dark in line) + margin
        for line in without(made.matrix, bare)
    ]
    picture = b"".join([*rows, *(line for line in lines for _ in range(_SCALE)), *rows])
    found = decode(picture, side, side)
    return found[0].unused_correction or 0.0 if found else 0.0


#: Pixels a module, for reading a symbol back.
_SCALE = 3
