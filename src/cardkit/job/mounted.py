"""Hold sheets whose pictures are pixels: what is drawn on each, and what is laid over it."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.geometry import Rect
from cardkit.layout.drawing import Face
from cardkit.pdf.mounting import Packed


@dataclass(frozen=True, slots=True)
class Mounted:
    """Sheets, and for each of them the pictures with their boxes in mm from its top-left."""

    faces: tuple[Face, ...]
    pictures: tuple[tuple[tuple[Rect, Packed], ...], ...]
