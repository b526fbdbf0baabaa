"""Hold shaped text: glyphs, and runs of them in one font."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardkit.typesetting.font import Font


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a run, in font units along and across the line.

    ``text`` is the part of the source that this glyph stands for: the whole
    cluster on the cluster's first glyph, empty on its others. The glyphs'
    texts, in logical order, join to the run's text.
    """

    id: int
    advance: int
    along: int = 0  # offset in the direction of the line
    across: int = 0  # offset at right angles to it, upward from the baseline
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A piece of text shaped in one font: glyphs in visual order, and their advance in em.

    ``above`` and ``below`` say how far its ink reaches over and under the baseline, in em.
    Shared by every place that sets the same piece: a word is shaped once.
    """

    font: Font
    text: str
    glyphs: tuple[Glyph, ...]
    width: float
    right_to_left: bool = False
    above: float = 0.0
    below: float = 0.0

    def silent(self) -> Shaped:
        """The same glyphs standing for no text, as the hyphen at the end of a line does."""
        return replace(self, text="", glyphs=tuple(replace(glyph, text="") for glyph in self.glyphs))
