"""Read one shape's own geometry: an element's attributes to a path in its own coordinates."""

from __future__ import annotations

import math
import re

from cardkit.picture import outline
from cardkit.picture import path as path_data
from cardkit.picture.shape import CLOSE, Path

_unit = re.compile(r"[\d.]\s*(mm|cm|in|pt|pc|em|rem|ex|%)\s*$")


class MisdrawnError(ValueError):
    """What is wrong with a shape: in which attribute (None where it is missing), at which of its characters."""

    def __init__(self, says: str, attribute: str | None = None, at: int = 0) -> None:
        super().__init__(says)
        self.attribute = attribute
        self.at = at


def path(name: str, given: dict[str, str]) -> Path:
    """The geometry of a path, rect, circle, ellipse, line, polyline or polygon. Raises MisdrawnError."""
    if name == "path":
        return _path(given)
    if name in ("polyline", "polygon"):
        corners = outline.polyline(_points(given))
        return (*corners, CLOSE) if name == "polygon" else corners
    if name == "line":
        return outline.polyline([_coordinate(given, attribute) for attribute in ("x1", "y1", "x2", "y2")])
    if name == "rect":
        corner, width, height = _corner(given), _length(given, "width"), _length(given, "height")
        return outline.rectangle(_coordinate(given, "x"), _coordinate(given, "y"), width, height, *corner)
    centre = _coordinate(given, "cx"), _coordinate(given, "cy")
    if name == "circle":
        radius = _length(given, "r")
        return outline.ellipse(*centre, radius, radius)
    return outline.ellipse(*centre, _length(given, "rx"), _length(given, "ry"))


def read_numbers(given: dict[str, str], attribute: str, count: int) -> list[float]:
    """So many plain numbers of an attribute. Raises MisdrawnError."""
    written = given[attribute]
    try:
        values = path_data.numbers(written.strip().removesuffix("px"))
    except path_data.PathError as fault:
        unit = _unit.search(written)
        if unit:
            says = f"the unit `{unit.group(1)}` cannot be used; plain numbers are mm of the viewBox"
            raise MisdrawnError(says, attribute) from None
        raise MisdrawnError(str(fault), attribute) from None
    if len(values) != count:
        says = f"it is {len(values)} numbers, not {count}" if values else "it holds no number"
        raise MisdrawnError(says, attribute)
    return values


def _path(given: dict[str, str]) -> Path:
    if "d" not in given:
        raise MisdrawnError("it has no `d`")
    try:
        return path_data.parse(given["d"])
    except path_data.PathError as fault:
        raise MisdrawnError(str(fault), "d", fault.at) from None


def _points(given: dict[str, str]) -> list[float]:
    if "points" not in given:
        raise MisdrawnError("it has no `points`")
    try:
        values = path_data.numbers(given["points"])
    except path_data.PathError as fault:
        raise MisdrawnError(str(fault), "points", fault.at) from None
    if len(values) < 4 or len(values) % 2:
        raise MisdrawnError(f"it holds {len(values)} numbers; it takes two points of x and y or more", "points")
    return values


def _corner(given: dict[str, str]) -> tuple[float, float]:
    """A rectangle's corner radii; a missing one is as the other (SVG 1.1, 9.2)."""
    rx, ry = (
        _coordinate(given, attribute) if given.get(attribute, "auto") != "auto" else math.nan
        for attribute in ("rx", "ry")
    )
    rx, ry = (ry if math.isnan(rx) else rx), (rx if math.isnan(ry) else ry)
    if min(rx, ry) < 0:
        raise MisdrawnError("its corner radius is below zero", "rx" if "rx" in given else "ry")
    return (0.0, 0.0) if math.isnan(rx) else (rx, ry)


def _coordinate(given: dict[str, str], attribute: str) -> float:
    return read_numbers(given, attribute, 1)[0] if attribute in given else 0.0


def _length(given: dict[str, str], attribute: str) -> float:
    """A size that must be there and above zero: SVG would draw nothing otherwise, and say nothing."""
    if attribute not in given:
        raise MisdrawnError(f"it has no `{attribute}`")
    value = read_numbers(given, attribute, 1)[0]
    if value <= 0:
        raise MisdrawnError("it must be above zero", attribute)
    return value
