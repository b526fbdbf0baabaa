"""Name the inks that a press lays down: process colour and spots, as tints from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cmyk:
    """Process colour: cyan, magenta, yellow and black, each a tint from 0 to 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float

    @classmethod
    def percent(cls, cyan: float, magenta: float, yellow: float, black: float) -> Cmyk:
        """From percentages, as themes and designers write them."""
        return cls(cyan / 100, magenta / 100, yellow / 100, black / 100)

    @property
    def coverage(self) -> float:
        """Total area coverage; 1.0 is one full ink (100 %)."""
        return self.cyan + self.magenta + self.yellow + self.black


@dataclass(frozen=True, slots=True)
class Spot:
    """A named ink of its own plate; ``alternate`` is what shows where the plate is missing.

    One that ``overprints`` leaves the other plates as they are (foil, varnish, a
    die line); else they are left blank under it, as under any ink.
    """

    name: str
    alternate: Cmyk
    tint: float = 1.0
    overprints: bool = False


Ink = Cmyk | Spot

#: Bare paper: knocks out whatever lies under it.
PAPER = Cmyk(0, 0, 0, 0)

#: Pure black, one plate: the only black for text, codes and lines.
KEY = Cmyk(0, 0, 0, 1)

#: Marks that must show on every plate (ISO 32000-1, 8.6.6.4: Separation /All).
REGISTRATION = Spot("All", Cmyk(1, 1, 1, 1))
