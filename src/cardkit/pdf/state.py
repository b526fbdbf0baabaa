"""Hold what PDF operators set and painting uses (ISO 32000-1, 8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardkit.pdf.mark import IDENTITY, Font, Matrix
from cardkit.pdf.space import GREY, Colour, colour

if TYPE_CHECKING:
    import pikepdf

BLACK = colour(GREY, (0.0,))


@dataclass(slots=True)
class State:
    """The graphics state, as far as it tells what is printed and how."""

    matrix: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    fill_overprints: bool = False
    stroke_overprints: bool = False
    mode: int = 0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    blend: str = ""
    font: Font | None = None
    size: float = 0.0
    leading: float = 0.0
    render: int = 0

    def copy(self) -> State:
        return State(self.matrix, *self.inherited)

    @property
    def inherited(
        self,
    ) -> tuple[Colour, Colour, float, bool, bool, int, float, float, str, Font | None, float, float, int]:
        """All but the place: what makes a form look one way here and another way there."""
        return (
            self.fill,
            self.stroke,
            self.width,
            self.fill_overprints,
            self.stroke_overprints,
            self.mode,
            self.fill_opacity,
            self.stroke_opacity,
            self.blend,
            self.font,
            self.size,
            self.leading,
            self.render,
        )


def mixing(dictionary: pikepdf.Object) -> Iterator[tuple[str, object]]:
    """What a dictionary of parameters says of how paint meets what lies beneath: overprint and blend mode."""
    import pikepdf

    if "/OP" in dictionary:
        yield "stroke_overprints", bool(dictionary["/OP"])
        yield "fill_overprints", bool(dictionary.get("/op", dictionary["/OP"]))
    elif "/op" in dictionary:
        yield "fill_overprints", bool(dictionary["/op"])
    if "/OPM" in dictionary:
        yield "mode", int(dictionary["/OPM"])
    blend = dictionary.get("/BM")
    if isinstance(blend, pikepdf.Array):
        blend = blend[0]
    if blend is not None:
        yield "blend", "" if blend in ("/Normal", "/Compatible") else str(blend).lstrip("/")
