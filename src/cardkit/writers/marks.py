"""Draw crop marks around a single card, for presses that want them: outside the bleed, in every ink.

Lines of 0.25 pt and 5 mm, as shops ask for; they begin half a millimetre beyond the bleed, so that no cut shows them.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.geometry import MM_PER_PT, Size
from cardkit.ink import Ink
from cardkit.layout.drawing import Outline, Stroke

_GAP, _LENGTH, _WEIGHT_PT = 0.5, 5.0, 0.25

#: How far a page with marks reaches beyond the bleed, with half a millimetre of paper behind the lines.
SLUG = _GAP + _LENGTH + 0.5


def crop_marks(trim: Size, bleed: float, ink: Ink) -> Iterator[Outline]:
    """Two lines at each corner, on the lines along which the card is cut."""
    stroke = Stroke(ink, _WEIGHT_PT * MM_PER_PT)
    near, far = bleed + _GAP, bleed + _GAP + _LENGTH
    for x in (0.0, trim.width):
        for start, end in ((-far, -near), (trim.height + near, trim.height + far)):
            yield Outline((("M", x, start), ("L", x, end)), stroke=stroke)
    for y in (0.0, trim.height):
        for start, end in ((-far, -near), (trim.width + near, trim.width + far)):
            yield Outline((("M", start, y), ("L", end, y)), stroke=stroke)
