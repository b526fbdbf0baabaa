"""Keep how far each printer's back lies from its front, by the name that its user gives it: ``printers.yaml``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cardkit import source
from cardkit.deck.definition import shipped
from cardkit.deck.field import MapShape
from cardkit.deck.shape import decode
from cardkit.deck.value import Number, Record
from cardkit.diagnostic import Diagnostic
from cardkit.geometry import Point
from cardkit.job.atomic import commit_all, temporary

NAME = "printers.yaml"


def folder() -> Path | None:
    """Where a user's settings are kept (XDG Base Directory); nowhere on a machine that says no home."""
    told = os.environ.get("XDG_CONFIG_HOME")
    try:
        place = Path(told) if told else Path.home() / ".config"
    except RuntimeError:
        return None
    return place / "cardkit" if place.is_absolute() else None


def offsets(place: Path) -> tuple[Mapping[str, Point], tuple[Diagnostic, ...]]:
    """The offsets of all printers in mm, by name. Reports what reading and decoding do."""
    path = place / NAME
    if not path.exists():
        return {}, ()
    node, problems = source.read(path, str(path))
    if node is None:
        return {}, problems
    table, found = decode(node, MapShape(shipped("printer"), keys="id"))
    known: dict[str, Point] = {}
    for name, record in table.fields.items() if isinstance(table, Record) else ():
        if isinstance(record, Record):
            x, y = (number.value for number in record.items("offset") if isinstance(number, Number))
            known[name] = Point(x, y)
    return known, (*problems, *found)


def store(place: Path, known: Mapping[str, Point], name: str, offset: Point) -> Path:
    """Write the offset of one printer beside the others. Raises OSError."""
    place.mkdir(parents=True, exist_ok=True)
    rows = {**known, name: offset}
    text = source.dump(
        {printer: {"offset": [f"{at.x:g}", f"{at.y:g}"]} for printer, at in sorted(rows.items())}, comment=_HEADING
    )
    with temporary(place / NAME) as file:
        file.path.write_text(text, encoding="utf-8", newline="\n")
        commit_all([file])
    return place / NAME


_HEADING = """\
How far the back of a sheet must move to lie behind its front, in mm as one looks at the back:
right, then down. `cardkit impose --calibrate` prints the sheet to measure it by.
"""
