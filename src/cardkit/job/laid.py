"""Hold an edition that is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardkit.edition.model import Edition
from cardkit.layout.drawing import Face

if TYPE_CHECKING:
    from cardkit.job.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Laid:
    """One edition in one format, laid out; where it is ``drawn`` already, its faces hold their codes alone."""

    edition: Edition
    faces: tuple[Face, ...]
    drawn: Drawn | None = None

    @property
    def name(self) -> str:
        """The name of its PDF."""
        return f"{self.edition.name}.pdf"

    @property
    def originals(self) -> tuple[Face, ...]:
        """The faces without the second and later copies of a card, which differ in their codes alone."""
        first: dict[str, str] = {}
        return tuple(face for face in self.faces if first.setdefault(face.card, face.serial) == face.serial)
