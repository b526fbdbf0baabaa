"""Read a number or a day out of how people write it elsewhere, for a hint that says how it is written here."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

#: A decimal number as YAML files of cardkit have it.
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")

#: Millimetres in a unit of length, by definition of the inch (ISO 80000-3: 25.4 mm).
_MM = {"cm": 10.0, "in": 25.4, "inch": 25.4, "inches": 25.4, '"': 25.4, "″": 25.4, "”": 25.4}

_MEASURE = re.compile(r"([+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?)(?:\s*/\s*([0-9]{1,4}))?\s*(\D*)")
_NUMBERED = re.compile(r"(?:#|№|no\.?|nr\.?|n°)\s*([0-9]{1,9})\.?", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})\s?[-/.–—年]\s?([0-9]{1,2})\s?[-/.–—月]\s?([0-9]{1,2})日?(?:[T\s][0-9:.Z+\s]*)?")
_QUOTES = "“”‘’\"'「」 "


def number(text: str, *, share: bool, whole: bool = False) -> str | None:
    """What to write for a number with a unit, a decimal comma, full-width digits or a sign before it; None where that is unclear.

    ``share`` says that it is a part of one, ``whole`` that it has no decimals. Lengths become millimetres.
    """
    plain = normalize("NFKC", text).strip()
    if found := _NUMBERED.fullmatch(plain) if whole else None:
        return f"Write {found[1]}, the number alone."
    if plain != text and NUMBER.fullmatch(plain):
        return f"Write {plain}, in ordinary digits."
    found = _MEASURE.fullmatch(plain)
    if not found:
        return None
    digits, below, unit = found[1].replace(",", "."), found[2], found[3].lower()
    if below is not None and (not int(below) or unit not in _MM):
        return None
    if unit in _MM:
        return f"Write {_short(float(digits) / int(below or 1) * _MM[unit])}: lengths are in mm."
    if unit == "" and found[1] != digits and not whole and len(digits.partition(".")[2]) != 3:
        return f"Write {digits}, with a point before decimals."
    if unit == "%" and share:
        return f"Write {_short(float(digits) / 100)}: a share of 1, not of a hundred."
    if unit == "pt":
        return f"Write {digits} alone where type is measured, which is in points; lengths are in mm."
    return f"Write {digits}, without the unit." if unit in ("mm", "%", "px", "°") else None


def day(text: str) -> str | None:
    """The day that begins with its year, as YYYY-MM-DD; None for others, whose month and day may be either."""
    found = _DAY.fullmatch(normalize("NFKC", text).strip(_QUOTES))
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _short(value: float) -> str:
    return f"{round(value, 4):g}"
