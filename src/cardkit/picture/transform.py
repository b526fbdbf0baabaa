"""Read an SVG ``transform`` as one matrix, and move paths by it (SVG 1.1, 7.6)."""

from __future__ import annotations

import math
import re

from cardkit.picture.path import LARGEST, numbers
from cardkit.picture.shape import Path, Segment

# (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_COUNTS = {"translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,), "matrix": (6,)}
_one_step = re.compile(r"[\s,]*+([A-Za-z]++)\s*+\(([^()]*+)\)[\s,]*+")


def parse(text: str) -> Matrix:
    """The matrix of a whole transform list; ValueError where it cannot be read or flattens everything."""
    result = IDENTITY
    position = 0
    while position < len(text):
        step = _one_step.match(text, position)
        if not step:
            if not text[position:].strip():
                break
            raise ValueError(f"`{text[position : position + 24].strip()}` is not a transform such as `translate(3 4)`")
        result = joined(result, _step(step.group(1), numbers(step.group(2))))
        position = step.end()
    if abs(determinant(result)) < 1e-12:
        raise ValueError(f"`{text.strip()[:40]}` flattens the shape to nothing")
    return result


def joined(outer: Matrix, inner: Matrix) -> Matrix:
    """One matrix that does the inner first, then the outer."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    result = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)
    if max(map(abs, result)) > LARGEST:
        raise ValueError(f"the transform moves or enlarges by more than {LARGEST:g}")
    return result


def determinant(matrix: Matrix) -> float:
    """By how much areas grow; negative where the matrix mirrors."""
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def moved(path: Path, matrix: Matrix) -> Path:
    """The path with the matrix applied to every point."""
    if matrix == IDENTITY:
        return path
    a, b, c, d, e, f = matrix
    result: list[Segment] = []
    for segment in path:
        if len(segment) == 3:
            name, x, y = segment
            result.append((name, a * x + c * y + e, b * x + d * y + f))
        elif len(segment) == 7:
            name, p, q, r, s, x, y = segment
            result.append(
                (
                    name,
                    a * p + c * q + e,
                    b * p + d * q + f,
                    a * r + c * s + e,
                    b * r + d * s + f,
                    a * x + c * y + e,
                    b * x + d * y + f,
                )
            )
        else:
            result.append(segment)
    return tuple(result)


def _step(name: str, values: list[float]) -> Matrix:
    counts = _COUNTS.get(name)
    if counts is None:
        raise ValueError(f"`{name[:24]}` is not a transform; there are {', '.join(_COUNTS)}")
    if len(values) not in counts:
        raise ValueError(f"`{name}` takes {' or '.join(map(str, counts))} numbers, not {len(values)}")
    if name == "translate":
        return (1.0, 0.0, 0.0, 1.0, values[0], values[1] if len(values) > 1 else 0.0)
    if name == "scale":
        return (values[0], 0.0, 0.0, values[-1], 0.0, 0.0)
    if name == "matrix":
        a, b, c, d, e, f = values
        return (a, b, c, d, e, f)
    angle = math.radians(values[0])
    if name == "skewX":
        return (1.0, 0.0, math.tan(angle), 1.0, 0.0, 0.0)
    if name == "skewY":
        return (1.0, math.tan(angle), 0.0, 1.0, 0.0, 0.0)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = (values[1], values[2]) if len(values) > 1 else (0.0, 0.0)
    return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
