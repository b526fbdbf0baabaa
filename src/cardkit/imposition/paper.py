"""Turn a sheet's name or size as typed into a sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cardkit.deck.definition import shipped, shipped_node
from cardkit.deck.field import MapShape
from cardkit.deck.shape import decode
from cardkit.deck.value import Number, Record
from cardkit.geometry import Size

#: Paper smaller than a card or larger than any press takes is a slip of the finger.
_LEAST, _MOST = 50.0, 2000.0

#: The edge that desktop printers and digital presses leave white (their makers' sheets say 4 to 5 mm).
_MARGIN = 5.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes through the press: its size as named, and the edge that stays white."""

    name: str
    size: Size
    margin: float


@cache
def sheets() -> Mapping[str, Sheet]:
    """The sheets of data/sheets.yaml by name."""
    table, problems = decode(shipped_node("sheets.yaml"), MapShape(shipped("sheet"), keys="id"))
    if not isinstance(table, Record):
        raise ValueError(f"cardkit's own sheets are faulty: {problems}")
    return {name: _sheet(name, record) for name, record in table.fields.items() if isinstance(record, Record)}


def sheet_of(typed: str) -> Sheet | None:
    """The sheet of this name, or of this size in mm, such as 330x480; None where it is neither."""
    known = sheets().get(typed.lower())
    if known:
        return known
    written = re.fullmatch(
        r"(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)(?:\s*mm)?", typed.strip(), re.ASCII | re.IGNORECASE
    )
    if not written:
        return None
    width, height = (float(side) for side in written.groups())
    if not all(_LEAST <= side <= _MOST for side in (width, height)):
        return None
    return Sheet(f"{width:g}x{height:g}", Size(width, height), _MARGIN)


def _sheet(name: str, record: Record) -> Sheet:
    width, height = (side.value for side in record.items("size") if isinstance(side, Number))
    return Sheet(name, Size(width, height), record.number("margin") or 0.0)
