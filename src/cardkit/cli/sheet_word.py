"""Turn what was typed about sheets into sizes, folds, quantities and offsets, or say what should be typed instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cardkit.cli.stop import FAULTY, TROUBLE, USAGE, Stop, did_you_mean, listed
from cardkit.diagnostic import Diagnostic, error
from cardkit.geometry import Point

if TYPE_CHECKING:
    from cardkit.imposition.mark import Fold
    from cardkit.imposition.paper import Sheet

#: More of one card than this is a slip, not a quantity.
MOST_COPIES = 100_000

#: A printer whose back is further off than this is broken.
_FARTHEST = 10.0


def sheet(typed: str | Sheet) -> Sheet:
    """A sheet by name or size."""
    from cardkit.imposition.paper import Sheet, sheet_of, sheets

    if isinstance(typed, Sheet):
        return typed
    found = sheet_of(typed)
    if found is None:
        there = f"There is {listed(sheets())}, or a size from 50 to 2000 mm such as 330x480."
        raise typer.BadParameter(f"there is no sheet `{typed}`. {did_you_mean(typed, sheets(), otherwise=there)}")
    return found


def fold(typed: str | Fold) -> Fold:
    """A fold such as ``left:35``; a bare number is from the left."""
    from cardkit.imposition.mark import Fold

    if isinstance(typed, Fold):
        return typed
    written = re.fullmatch(r"(?:(left|top):)?(\d+(?:\.\d+)?)(?:mm)?", typed.strip(), re.ASCII)
    if not written:
        raise typer.BadParameter(f"`{typed}` is no fold; write left:35 or top:60, in mm from a card's edge")
    return Fold("top" if written[1] == "top" else "left", float(written[2]))


def offset(typed: str | Point) -> Point:
    """An offset such as ``0.8,-0.4``."""
    if isinstance(typed, Point):
        return typed
    number = r"([+-]?\d+(?:\.\d+)?)"
    written = re.fullmatch(rf"{number}\s*,\s*{number}", typed.strip(), re.ASCII)
    if not written:
        raise typer.BadParameter(f"`{typed}` is no offset; write two numbers in mm, such as 0.8,-0.4")
    at = Point(float(written[1]), float(written[2]))
    if max(abs(at.x), abs(at.y)) > _FARTHEST:
        raise typer.BadParameter(f"`{typed}` is more than {_FARTHEST:g} mm; have the printer mended")
    return at


def printer(typed: str) -> str:
    """A printer's name, as ids are written."""
    if not re.fullmatch(r"[a-z0-9-]{1,64}", typed, re.ASCII):
        raise typer.BadParameter(f"`{typed}` cannot be a printer's name; use small letters, digits and hyphens")
    return typed


def quantities(typed: Iterable[str], cards: Iterable[str]) -> Mapping[str, int]:
    """How many of which card, from ``CARD=N`` and from files. Raises Stop: unknown-card, bad-quantity, and reading."""
    known = list(cards)
    wanted: dict[str, int] = {}
    for one in typed:
        card, equals, number = one.rpartition("=")
        pairs = {card: number} if equals else _from_file(Path(one))
        for name, count in pairs.items():
            if name not in known:
                there = f"There is {listed(known)}."
                raise Stop(
                    USAGE,
                    error(
                        "unknown-card", f"there is no card `{name}`", hint=did_you_mean(name, known, otherwise=there)
                    ),
                )
            wanted[name] = _count(name, count)
    return wanted


def _from_file(path: Path) -> Mapping[str, str]:
    from cardkit import source

    node, problems = source.read(path, str(path))
    if problems or not isinstance(node, source.Mapping):
        unreadable = node is None and not path.is_file()
        found = problems or (_quantity(f"`{path}` is no list of quantities"),)
        raise Stop(TROUBLE if unreadable else FAULTY, *found)
    pairs = {name: entry.value for name, entry in node.entries.items()}
    faulty = next((name for name, value in pairs.items() if not isinstance(value, source.Scalar)), None)
    if faulty is not None:
        raise Stop(FAULTY, _quantity(f"`{faulty}` in `{path}` is no number"))
    return {name: value.text for name, value in pairs.items() if isinstance(value, source.Scalar)}


def _count(card: str, text: str) -> int:
    words = text.strip()
    if not re.fullmatch(r"\d{1,6}", words, re.ASCII) or int(words) > MOST_COPIES:
        raise Stop(USAGE, _quantity(f"`{text}` of `{card}` is no quantity"))
    return int(words)


def _quantity(message: str) -> Diagnostic:
    hint = f"Write `CARD=N`, or a file of lines `CARD: N`, with a whole number from 0 to {MOST_COPIES}."
    return error("bad-quantity", message, hint=hint)


def conflict(message: str, hint: str) -> Stop:
    """Options that contradict each other, or that do not fit the command."""
    return Stop(USAGE, error("option-conflict", message, hint=hint))
