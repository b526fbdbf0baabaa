"""Turn a line of text into the operators that show it at a size, wherever it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from cardkit.geometry import MM_PER_PT
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.writers.encoding import encode
from cardkit.writers.neutral import behind_latin
from cardkit.writers.number import decimal


class Said(NamedTuple):
    """What a line says in one font: its name and file, and the characters that are their own codes."""

    font: str
    path: Path
    characters: str


class Lettering(NamedTuple):
    """A line's operators ahead of the place where it stands and behind it, and what it says."""

    ahead: str
    behind: str
    said: tuple[Said, ...]


@lru_cache(maxsize=4096)
def lettering(line: Line, size: float, tracking: float, *, vertical: bool) -> Lettering:
    """A line at a size in points, with room in mm after every glyph; labels are the same line on every card."""
    begin, end = f"BT {_DOWNWARD if vertical else _UPRIGHT} ", "ET"
    shown, said = [" Tm"], list[Said]()
    if tracking:
        shown.append(f"{decimal(tracking / MM_PER_PT)} Tc")
        end = "0 Tc ET"
    if line.turns:
        # PDFium and poppler both turn ActualText around where it holds right-to-left runs; the glyphs' own ToUnicode
        # comes out right without, in the order in which they are seen.
        font = ""
        for parts, says in _stretches(behind_latin(line.parts)):
            if says:
                shown.append(_actual(says))
            font = _show(parts, decimal(size), font, shown, said)
            if says:
                shown.append("EMC")
    else:
        _show(line.parts, decimal(size), "", shown, said)
        if line.text:
            begin, end = f"{_actual(line.text)}\n{begin}", f"{end}\nEMC"
    shown.append(end)
    return Lettering(begin, "\n".join(shown), tuple(said))


#: The point in millimetres, upright where y runs downward, and turned clockwise for columns.
_UPRIGHT, _DOWNWARD = f"{MM_PER_PT:.6f} 0 0 -{MM_PER_PT:.6f}", f"0 {MM_PER_PT:.6f} {MM_PER_PT:.6f} 0"


def _actual(text: str) -> str:
    """Begin a stretch that says this text (ISO 32000-1, 14.9.4)."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _show(parts: Sequence[Part], size: str, font: str, shown: list[str], said: list[Said]) -> str:
    """Show parts one behind the other, those of one font together; takes and gives the font that is set."""
    elements: list[str] = []
    characters: list[str] = []
    path: Path | None = None
    room, air = 0.0, ""
    for shaped, before, _ in parts:
        own, drawn, letters = encode(shaped)
        if own != font or path is None:
            if path is not None:
                shown.append(f"[{_array(elements)}] TJ")
                said.append(Said(font, path, "".join(characters)))
                elements, characters = [], []
            if own != font:
                shown.append(f"/{own} {size} Tf")
            font, path = own, shaped.font.path
        # A space stands wherever two numbers would run together.
        if before:
            if before != room:
                room, air = before, f" {decimal(-before * 1000)}"
            elements.append(air)
        elements.append(drawn if drawn[:1] == "<" else f" {drawn}")
        characters.append(letters)
    if path is not None:
        shown.append(f"[{_array(elements)}] TJ")
        said.append(Said(font, path, "".join(characters)))
    return font


def _array(elements: Sequence[str]) -> str:
    """The elements of a TJ array, with strings in one that nothing parts."""
    return "".join(elements).replace("><", "")


def _stretches(parts: Sequence[Part]) -> Iterator[tuple[Sequence[Part], str]]:
    """The parts of a right-to-left line, cut where a number meets a mark: such a stretch comes with what it says.

    Readers take numbers and the marks beside them for one left-to-right
    stretch, so that `2026.` would read `.2026`.
    """
    for numeric, group in groupby(parts, key=lambda part: _is_numeric(part.shaped.text)):
        stretch = tuple(group)
        directions = {part.shaped.right_to_left for part in stretch}
        if numeric and len(directions) > 1:
            yield stretch, "".join(part.shaped.text for part in reversed(stretch))
        else:
            yield stretch, ""


def _is_numeric(text: str) -> bool:
    """Whether there are but numbers and what stands beside them, in the classes of UAX #9."""
    return bool(text) and all(unicodedata.bidirectional(c) in ("EN", "AN", "ES", "ET", "CS") for c in text)
