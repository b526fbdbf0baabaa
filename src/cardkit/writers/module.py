"""Draw a code's modules as dots or with round corners: operators on whole modules, one path with the finder patterns."""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.picture.outline import KAPPA

#: ``matrix[row][column]``, True is dark.
Matrix = tuple[tuple[bool, ...], ...]

#: A finder pattern has seven modules a side (ISO/IEC 18004:2015, 5.3.3).
_FINDER = 7

#: A dot's radius and a corner's in modules: dots that touch would run into one another in print, smaller ones scan worse.
_DOT, _CORNER = 0.45, 0.38


def finders(matrix: Matrix) -> Matrix:
    """The three finder patterns alone: scanners look for their straight edges."""
    return tuple(
        tuple(dark and _in_finder(x, y, len(matrix)) for x, dark in enumerate(row)) for y, row in enumerate(matrix)
    )


def styled(matrix: Matrix, style: str) -> str:
    """The operators of all other modules: ``dots``, or ``rounded`` where no neighbour touches a corner."""
    side = len(matrix)

    def is_dark(x: int, y: int) -> bool:
        return 0 <= x < side and 0 <= y < side and matrix[y][x]

    parts = []
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if not dark or _in_finder(x, y, side):
                continue
            if style == "dots":
                parts.append(_rounded(x + 0.5 - _DOT, y + 0.5 - _DOT, 2 * _DOT, (_DOT,) * 4))
                continue
            left, right, above, below = is_dark(x - 1, y), is_dark(x + 1, y), is_dark(x, y - 1), is_dark(x, y + 1)
            corners = (left or above, right or above, right or below, left or below)
            parts.append(_rounded(x, y, 1, tuple(0.0 if joined else _CORNER for joined in corners)))
    return " ".join(parts)


def _in_finder(x: int, y: int, side: int) -> bool:
    return (x < _FINDER and (y < _FINDER or y >= side - _FINDER)) or (x >= side - _FINDER and y < _FINDER)


def _rounded(x: float, y: float, size: float, radii: tuple[float, ...]) -> str:
    """A square whose corners have these radii: top-left, top-right, bottom-right, bottom-left."""
    return " ".join(_operators(x, y, x + size, y + size, radii))


def _operators(left: float, top: float, right: float, bottom: float, radii: tuple[float, ...]) -> Iterator[str]:
    a, b, c, d = radii
    yield f"{_n(left + a)} {_n(top)} m {_n(right - b)} {_n(top)} l"
    if b:
        yield _curve(right - b * (1 - KAPPA), top, right, top + b * (1 - KAPPA), right, top + b)
    yield f"{_n(right)} {_n(bottom - c)} l"
    if c:
        yield _curve(right, bottom - c * (1 - KAPPA), right - c * (1 - KAPPA), bottom, right - c, bottom)
    yield f"{_n(left + d)} {_n(bottom)} l"
    if d:
        yield _curve(left + d * (1 - KAPPA), bottom, left, bottom - d * (1 - KAPPA), left, bottom - d)
    yield f"{_n(left)} {_n(top + a)} l"
    if a:
        yield _curve(left, top + a * (1 - KAPPA), left + a * (1 - KAPPA), top, left + a, top)
    yield "h"


def _curve(*numbers: float) -> str:
    return f"{' '.join(map(_n, numbers))} c"


def _n(value: float) -> str:
    """A number to a ten-thousandth of a module, without needless digits."""
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
