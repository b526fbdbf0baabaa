"""Grade a printed symbol from A to F: damage it, photograph it, and count how often two readers still read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardkit.codes.decode import decode, second_opinion
from cardkit.codes.symbol import QUIET_ZONE
from cardkit.preflight.camera import Shot, photograph
from cardkit.preflight.sample import RING, SCALE

if TYPE_CHECKING:
    import numpy as np

    from cardkit.preflight.camera import Light
    from cardkit.preflight.sample import Pixels


@dataclass(frozen=True, slots=True)
class Damage:
    """What befalls a print: lengths in mm.

    ``growth`` is how far ink spreads at every edge, or shrinks where it is less
    than nothing; ``scratch`` the width of a bare line across the symbol;
    ``corner`` the side of the piece that is gone where there is no finder pattern.
    """

    growth: float = 0.0
    scratch: float = 0.0
    corner: float = 0.0


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a code meets on its way to a visitor."""

    name: str
    shot: Shot
    damage: Damage = Damage()


# A phone's main camera sees 69° (26 mm on 36 × 24 mm), so at a distance of d mm its picture is 1.38 d mm wide. A scanner
# works on the preview of 1,920 or 1,280 pixels: 1,920 / (1.38 × 250) = 5.6 pixels a mm at 25 cm, 3.7 with 1,280.
#
# Defocus: a lens of 6.8 mm at f/1.8 that is focused at 250 mm draws a point at d mm as a disc of 3.8 × |250 - d| / 250 mm:
# 0.6 mm at 210 mm, 0.8 mm at 197 mm. Motion: a hand wanders at 20 to 40 mm/s, and indoors the shutter takes 1/60 s.
# Growth and shrinkage: one dot of a 300 dpi printer is 0.085 mm (DENSO WAVE asks for four of them a module).
# Contrast: ISO/IEC 15415 gives grade D from 20 % and C from 40 %.
NEAR, USUAL, PREVIEW = 5.6, 4.5, 3.7

#: What every code must meet, and none of them alone decides.
CONDITIONS: tuple[Condition, ...] = (
    Condition("at 25 cm", Shot(NEAR)),
    Condition("at 25 cm, with a coarse preview", Shot(PREVIEW)),
    Condition("at 30 cm, with a coarse preview", Shot(3.1)),
    Condition("at arm's length", Shot(2.6)),
    Condition("out of focus", Shot(NEAR, defocus=0.6)),
    Condition("far out of focus", Shot(NEAR, defocus=0.8)),
    Condition("from an unsteady hand", Shot(NEAR, motion=0.4)),
    Condition("from a moving hand", Shot(NEAR, motion=0.6)),
    Condition("tilted by 45° and turned", Shot(NEAR, tilt=45, turn=25)),
    Condition("with ink spread by a dot of 300 dpi", Shot(NEAR), Damage(growth=0.08)),
    Condition("with ink shrunk by a dot of 300 dpi", Shot(NEAR), Damage(growth=-0.08)),
    Condition("with a third of its contrast, in dim light", Shot(USUAL, contrast=0.35, noise=6)),
    Condition("under glossy film", Shot(USUAL, veil=0.5, noise=5)),
    Condition("with a scratch of 0.5 mm", Shot(NEAR), Damage(scratch=0.5)),
    Condition("with a corner of 3 mm torn off", Shot(NEAR), Damage(corner=3.0)),
    Condition("small in the picture", Shot(3.1, field=2.0)),
)

#: The least share of readings for each grade. Over links of 32 to 152 characters, modules of 0.6 mm got 0.84 and more,
#: of 0.5 mm 0.53 and more, of 0.45 mm 0.34 to 0.62, of 0.41 mm at most 0.34: so A is ease, and B what a card needs.
GRADES: tuple[tuple[str, float], ...] = (("A", 0.80), ("B", 0.50), ("C", 0.40), ("D", 0.25), ("F", 0.0))

#: Pixels a module beyond which a picture shows a reader nothing more.
_ENOUGH = 3.0

#: Grades that a card may go to print with.
PASSING = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class Stressed:
    """How a code fared: its grade, the share of readings that were right, and the conditions in which no reader read it."""

    grade: str
    share: float
    failed: tuple[str, ...]


def stress(light: Light, modules: int, module: float, content: bytes) -> Stressed:
    """Grade a symbol with its quiet zone (``light`` from 0 to 1, ``SCALE`` pixels a module) at its size in mm.

    The noise depends on what the code says, so that the same code gets the same grade everywhere.
    """
    import numpy as np

    printed = np.floor(light * 255 + 0.5).astype(np.uint8)
    fresh = halved(printed)
    width = (modules + 2 * QUIET_ZONE) * module
    seed = int.from_bytes(content[-8:].rjust(8, b"\0"))
    right, failed = 0, []
    for number, condition in enumerate(CONDITIONS):
        seen = fresh if condition.damage == Damage() else halved(damaged(printed, module, condition.damage))
        shot = replace(condition.shot, sharpness=min(condition.shot.sharpness, _ENOUGH / module))
        read = _readings(photograph(seen, width, shot, seed * 31 + number * 7919), content)
        right += read
        if not read:
            failed.append(condition.name)
    share = right / (2 * len(CONDITIONS))
    return Stressed(next(grade for grade, least in GRADES if share >= least), share, tuple(failed))


def _readings(picture: Pixels, content: bytes) -> int:
    """How many of the two readers read this content, and it alone."""
    height, width = picture.shape
    pixels = picture.tobytes()
    first = {read.content for read in decode(pixels, width, height)} == {content}
    return first + (set(second_opinion(pixels, width, height)) == {content})


def halved(printed: Pixels) -> Light:
    """Four pixels a module: each one the mean of four."""
    import numpy as np

    rows = printed[::2].astype(np.uint16) + printed[1::2]
    return ((rows[:, ::2] + rows[:, 1::2] + 2) >> 2).astype(np.float32)


def damaged(printed: Pixels, module: float, damage: Damage) -> Pixels:
    """The print after what befell it; a module's side is in mm."""
    import numpy as np

    if damage.growth:
        return _grown(printed, damage.growth / module * SCALE)
    hurt = printed.copy()
    side, paper = len(printed), printed.max()
    if damage.scratch:
        rows, columns = np.ogrid[:side, :side]
        # From the left at three fifths of the height, rising by a fifth of the way to the right.
        away = np.abs(5 * rows + columns - 3 * side - side // 10)
        hurt[away < damage.scratch / module * SCALE * 2.5] = paper
    if damage.corner:
        gone = side - RING - round(damage.corner / module * SCALE)
        hurt[gone:, gone:] = paper
    return hurt


def _grown(printed: Pixels, by: float) -> Pixels:
    """Ink spread by so many pixels at every edge, or shrunk; parts of a pixel are parts of the darkness."""
    import numpy as np

    spread = np.minimum if by > 0 else np.maximum
    whole, part = divmod(round(abs(by) * 16), 16)
    grown = printed
    for _ in range(whole):
        grown = _spread(grown, spread)
    if not part:
        return grown
    more = _spread(grown, spread)
    return ((grown.astype(np.uint16) * (16 - part) + more.astype(np.uint16) * part + 8) >> 4).astype(np.uint8)


def _spread(printed: Pixels, spread: np.ufunc) -> Pixels:
    """Every pixel as dark, or as light, as the most so of itself and its neighbours."""
    wide = printed.copy()
    spread(wide[:, 1:], printed[:, :-1], out=wide[:, 1:])
    spread(wide[:, :-1], printed[:, 1:], out=wide[:, :-1])
    high = wide.copy()
    spread(high[1:], wide[:-1], out=high[1:])
    spread(high[:-1], wide[1:], out=high[:-1])
    return high
