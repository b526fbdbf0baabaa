"""Draw what comes back from scene to scene: gers, trees, turbines, clouds, animals, flowers.

A motif takes the scene, the foot of the thing (x, y) and its size, and its tokens by name. Things light on the
left and dark on the right: the lit side first. Animals are lists of parts in units of their own, facing left,
to be set with ``scene.place``; their foot lies at the y that the constant's docstring says.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools.scenes.pen import Part, Point, Scene, at, corners, number

# Dwellings


@dataclass(frozen=True)
class Felt:
    """The tokens of a ger: lit and shaded, wall and roof, then the bands and the door."""

    wall: str = "stone-1"
    wall_shade: str = "stone-2"
    roof: str = "snow"
    roof_shade: str = "stone-2"
    trim: str = "sky-4"
    door: str = "fire-4"
    rope: str = "stone-3"


def ger(scene: Scene, x: float, y: float, width: float, felt: Felt | None = None) -> None:
    """A felt house standing at (x, y), about 0.66 of its width high."""
    felt = felt or Felt()
    wall, roof = 0.36 * width, 0.30 * width
    eave = y - wall

    def p(across: float, up: float) -> str:
        return at((x + across * width, eave - up * width))

    scene.path(felt.wall, f"M{at((x - 0.48 * width, y))} L{p(-0.5, 0)} L{p(0.5, 0)} L{at((x + 0.48 * width, y))}Z")
    scene.path(
        felt.wall_shade,
        f"M{at((x + 0.16 * width, y))} L{p(0.17, 0)} L{p(0.5, 0)} L{at((x + 0.48 * width, y))}Z",
    )
    for share in (0.33, 0.62):
        rope = y - wall * share
        scene.line(
            felt.rope, f"M{at((x - 0.49 * width, rope))} L{at((x + 0.49 * width, rope))}", max(0.022 * width, 0.3)
        )
    crown = roof / width
    right = f"C{p(0.25, 0.24)} {p(0.42, 0.13)} {p(0.535, -0.03)}Z"
    scene.path(
        felt.roof, f"M{p(-0.535, -0.03)} C{p(-0.42, 0.13)} {p(-0.25, 0.24)} {p(-0.1, crown)} L{p(0.1, crown)} {right}"
    )
    scene.path(
        felt.roof_shade,
        f"M{p(0.17, -0.03)} C{p(0.16, 0.12)} {p(0.1, 0.22)} {p(0.03, crown)} L{p(0.1, crown)} {right}",
    )
    scene.path(felt.trim, f"M{p(-0.535, -0.03)} L{p(-0.5, 0.025)} L{p(0.5, 0.025)} L{p(0.535, -0.03)}Z")
    scene.path(
        felt.trim,
        f"M{p(-0.115, crown - 0.035)} L{p(-0.09, crown + 0.045)} L{p(0.09, crown + 0.045)} L{p(0.115, crown - 0.035)}Z",
    )
    scene.rect("stone-5", x - 0.105 * width, y - wall * 0.86, 0.21 * width, wall * 0.86)
    scene.rect(felt.door, x - 0.08 * width, y - wall * 0.78, 0.16 * width, wall * 0.78)
    scene.line("sand-3", f"M{at((x, y - wall * 0.78))} L{at((x, y))}", max(0.014 * width, 0.3))


# Plants


def larch(
    scene: Scene, x: float, y: float, height: float, width: float, *, lit: str, shade: str, trunk: str = "sand-5"
) -> None:
    """A conifer as one lit and one shaded triangle on a trunk."""
    scene.rect(trunk, x - 0.045 * width, y - 0.12 * height, 0.09 * width, 0.12 * height)
    low, top = y - 0.1 * height, y - height
    scene.polygon(lit, [(x, top), (x + width / 2, low), (x - width / 2, low)])
    scene.polygon(shade, [(x, top), (x + width / 2, low), (x + 0.06 * width, low)])


def spruce(
    scene: Scene,
    x: float,
    y: float,
    height: float,
    width: float,
    *,
    lit: str,
    shade: str,
    snow: str | None = None,
    tiers: int = 4,
    trunk: str = "sand-5",
) -> None:
    """A conifer in tiers, each with a cap of snow when ``snow`` names its token."""
    scene.rect(trunk, x - 0.045 * width, y - 0.12 * height, 0.09 * width, 0.12 * height)
    for tier in range(tiers):
        share = (tiers - 1 - tier) / tiers
        low = y - 0.1 * height - share * 0.9 * height
        top = max(low - 1.35 / tiers * 0.9 * height, y - height) if tier else y - height
        half = width / 2 * (1 - share * 0.8)
        scene.polygon(lit, [(x, top), (x + half, low), (x - half, low)])
        scene.polygon(shade, [(x, top), (x + half, low), (x + 0.1 * half, low)])
        if snow:
            deep, cap = (low - top) * 0.52, half * 0.52
            scene.path(
                snow,
                f"M{at((x, top))} L{at((x + cap, top + deep))} Q{at((x + cap * 0.55, top + deep * 0.86))}"
                f" {at((x + cap * 0.3, top + deep * 1.12))} Q{at((x, top + deep * 0.84))}"
                f" {at((x - cap * 0.35, top + deep * 1.16))} Q{at((x - cap * 0.6, top + deep * 0.86))}"
                f" {at((x - cap, top + deep))}Z",
            )


def blade(
    scene: Scene, token: str, x: float, y: float, height: float, *, lean: float = 1.2, width: float = 0.7
) -> None:
    """One blade of grass that leans by ``lean`` at its tip."""
    scene.path(
        token,
        f"M{at((x, y))} Q{at((x + lean * 0.15, y - height * 0.65))} {at((x + lean, y - height))}"
        f" Q{at((x + width * 0.6 + lean * 0.35, y - height * 0.5))} {at((x + width, y))}Z",
    )


def grass(
    scene: Scene, token: str, skyline: Callable[[float], float], *, count: int = 26, height: float = 4, seed: int = 1
) -> None:
    """Blades along the whole width, their feet on ``skyline(x)``, a little uneven and always the same."""
    chance = random.Random(seed)
    for index in range(count):
        x = -2 + index * 75 / count + chance.uniform(-0.6, 0.6)
        tall = height * chance.uniform(0.7, 1.15)
        blade(scene, token, x, skyline(x) + 0.8, tall, lean=chance.choice((-1.1, 0.5, 1.3)))


def tuft(scene: Scene, token: str, x: float, y: float, height: float) -> None:
    """Three blades from one foot: reeds, or the grass of the sands."""
    for lean in (-0.32, 0.02, 0.34):
        blade(scene, token, x - 0.3, y, height * (1 - abs(lean) * 0.35), lean=lean * height, width=0.6)


def blossom(
    scene: Scene,
    x: float,
    y: float,
    radius: float,
    *,
    petals: str,
    heart: str = "sand-3",
    count: int = 5,
    turn: float = -90,
) -> None:
    """A flower of round petals seen from above."""
    reach = radius * 0.56
    for index in range(count):
        angle = math.radians(turn + index * 360 / count)
        scene.circle(petals, x + reach * math.cos(angle), y + reach * math.sin(angle), radius * 0.46)
    scene.circle(heart, x, y, radius * 0.36)


# Sky and weather


def cloud(scene: Scene, token: str, x: float, y: float, width: float, height: float | None = None) -> None:
    """A flat cloud of round steps whose foot starts at (x, y)."""
    tall = height or width * 0.22
    r = number(tall / 2)
    step = f"a{r} {r} 0 0 1 {r} -{r}"
    down = f"a{r} {r} 0 0 1 {r} {r}"
    scene.path(
        token,
        f"M{at((x, y))} {step} h{number(width * 0.12)} {step} h{number(width * 0.2)} {down}"
        f" h{number(max(width * 0.68 - 2 * tall, 0))} {down}Z",
    )


def stars(
    scene: Scene,
    token: str,
    count: int,
    *,
    below: float,
    clear_of: tuple[float, float, float] | None = None,
    seed: int = 11,
) -> None:
    """Stars above the height ``below``, none within the circle (x, y, radius) ``clear_of``."""
    chance = random.Random(seed)
    for _ in range(count):
        x, y = chance.uniform(-2, 72), chance.uniform(-2, below)
        radius = chance.choice((0.18, 0.22, 0.3, 0.42))
        if clear_of is None or math.dist((x, y), clear_of[:2]) > clear_of[2]:
            scene.circle(token, x, y, radius)


def gull(scene: Scene, token: str, x: float, y: float, size: float = 1, *, width: float = 0.5) -> None:
    """A far bird as one stroke, 4.8 mm across at size 1."""
    left = f"M{at((x - 2.4 * size, y - 0.8 * size))} Q{at((x - size, y - 1.3 * size))} {at((x, y))}"
    scene.line(
        token, f"{left} Q{at((x + size, y - 1.3 * size))} {at((x + 2.4 * size, y - 0.8 * size))}", width, cap="round"
    )


def goose(scene: Scene, token: str, x: float, y: float, size: float = 1) -> None:
    """A far bird in flight as a filled outline, 7.5 mm across at size 1."""

    def p(across: float, down: float) -> str:
        return at((x + across * size, y + down * size))

    scene.path(
        token,
        f"M{p(0, 0)} C{p(-1.5, -2)} {p(-3, -2.6)} {p(-4.5, -2.4)} C{p(-3, -1.6)} {p(-1.8, -0.3)} {p(-0.9, 0.9)}"
        f" L{p(3, 0.2)} L{p(1, -0.3)} C{p(1.8, -1.8)} {p(2.5, -2.8)} {p(3.4, -3.4)}"
        f" C{p(1.6, -2.9)} {p(0.5, -1.5)} {p(0, 0)}Z",
    )


def glints(scene: Scene, token: str, strokes: Sequence[tuple[float, float, float]], *, height: float = 0.45) -> None:
    """Light on water: flat dashes, each (x, y, width)."""
    for x, y, width in strokes:
        scene.rect(token, x, y, width, height)


# Land


def dune(scene: Scene, left: float, right: float, foot: float, peak: Point, *, lit: str, shade: str) -> None:
    """A dune from left to right whose crest runs down in a sickle; the right face is in shade."""
    px, py = peak
    lee = f"C{at((px + (right - px) * 0.3, py + 1))} {at((right - (right - px) * 0.3, foot))} {at((right, foot))}"
    scene.path(
        lit,
        f"M{at((left, foot))} C{at((left + (px - left) * 0.4, foot))} {at((px - (px - left) * 0.3, py + 0.5))} {at(peak)}"
        f" {lee}Z",
    )
    scene.path(
        shade,
        f"M{at(peak)} {lee} L{at((px - (px - left) * 0.12, foot))}"
        f" C{at((px + (right - px) * 0.16, foot - (foot - py) * 0.3))}"
        f" {at((px - (px - left) * 0.16, py + (foot - py) * 0.45))} {at(peak)}Z",
    )


# Things people build


def turbine(
    scene: Scene,
    x: float,
    y: float,
    hub: Point,
    length: float,
    *,
    turn: float = 15,
    lit: str = "snow",
    shade: str = "stone-2",
    cap: str = "stone-3",
) -> None:
    """A wind turbine: tower from (x, y) to the hub, three blades of ``length``, the first ``turn`` degrees from up."""
    hx, hy = hub
    foot, neck = length * 0.0375, length * 0.019
    scene.polygon(lit, [(hx - neck, hy), (hx + neck, hy), (x + foot, y), (x - foot, y)])
    scene.polygon(shade, [(hx, hy), (hx + neck, hy), (x + foot, y), (x, y)])
    for index in range(3):
        angle = math.radians(turn + 120 * index)
        ux, uy = math.sin(angle), -math.cos(angle)

        def p(along: float, across: float, ux: float = ux, uy: float = uy) -> str:
            return at((hx + (ux * along - uy * across) * length, hy + (uy * along + ux * across) * length))

        scene.path(
            lit, f"M{p(0, -0.02)} C{p(0.12, -0.03)} {p(0.16, -0.075)} {p(0.24, -0.07)} L{p(1, 0)} L{p(0, 0.022)}Z"
        )
        scene.path(shade, f"M{p(0, 0)} L{p(1, 0)} L{p(0, 0.022)}Z")
    scene.circle(cap, hx, hy, length * 0.045)


def hall(
    scene: Scene, x: float, y: float, width: float, height: float, *, roof: str, ridge: str, wall: str, post: str
) -> None:
    """A temple hall with upturned eaves standing at (x, y)."""
    scene.rect(wall, x - width * 0.4, y - height * 0.42, width * 0.8, height * 0.42)
    for index in range(5):
        scene.rect(post, x - width * 0.4 + index * (width * 0.8 - 1) / 4, y - height * 0.42, 1, height * 0.42)

    def p(across: float, up: float) -> str:
        return at((x + across * width, y - up * height))

    scene.path(
        roof,
        f"M{p(-0.56, 0.5)} C{p(-0.44, 0.52)} {p(-0.36, 0.66)} {p(-0.3, 0.86)} L{p(0.3, 0.86)}"
        f" C{p(0.36, 0.66)} {p(0.44, 0.52)} {p(0.56, 0.5)} L{p(0.44, 0.4)} L{p(-0.44, 0.4)}Z",
    )
    scene.rect(ridge, x - width * 0.3, y - height * 0.93, width * 0.6, height * 0.08)
    scene.polygon(ridge, [(x - 1, y - height * 0.93), (x, y - height * 1.12), (x + 1, y - height * 0.93)])


# Animals


def sheep(scene: Scene, x: float, y: float, size: float = 1, *, wool: str = "stone-1", dark: str = "stone-5") -> None:
    """A grazing sheep, 4 mm long at size 1, its feet about 2 mm below (x, y)."""
    scene.rect(dark, x - 0.9 * size, y + 0.7 * size, 0.3 * size, 1.2 * size)
    scene.rect(dark, x + 0.6 * size, y + 0.7 * size, 0.3 * size, 1.2 * size)
    scene.ellipse(wool, x, y, 1.7 * size, 1.1 * size)
    scene.ellipse(dark, x + 1.6 * size, y - 0.2 * size, 0.65 * size, 0.52 * size)


def camel(token: str) -> list[Part]:
    """A two-humped camel walking right, in one tone: 94 units long, its feet at y = 80."""
    return [
        Part(
            token,
            "M10 34C12 24 18 20 24 22C27 8 36 8 39 22C42 26 46 26 49 22C52 8 61 8 64 22C67 27 70 31 74 30C80 29 82 22"
            " 82 12C83 6 88 4 92 6L99 10L98 14L90 15C90 26 88 38 79 42C76 44 75 46 74 50L74 80L70 80L68 54L65 52L62"
            " 80L58 80L57 51C48 53 38 52 31 50L30 80L26 80L23 56L20 80L16 80L15 48C11 44 9 40 10 34Z",
        )
    ]


def horse(coat: str, *, mane: str, shade: str) -> list[Part]:
    """A horse that grazes, facing left: 92 units long, its feet at y = 80."""
    return [
        Part(mane, "M89 27C98 31 100 48 96 62C94 54 92 42 87 34Z"),
        Part(shade, "M38 48L40 80L44.5 80L47 54ZM72 50L77 60L75 80L79.5 80L84 58Z"),
        Part(
            coat,
            "M90 29C85 20 72 20 62 23C52 26 46 24 40 20C34 23 27 32 22 40L18.2 35.5L17.2 43.5C14.5 50 11 58 8.3 64.5C7"
            " 68.5 8 73 12 73.6C15.5 73.8 17.2 71.5 18.6 69.2C20.5 66 23 65.5 25.5 64C29 61.8 30 58 29.5 54.5C31 50.5"
            " 34 48 37.5 49.5C41 53 46 55.5 49 55L51 80L55.5 80L57 56C62 56 66 54 71 52C75 56 80 57 83 57L87 80L91.5"
            " 80L92 58C95 48 96 38 90 29Z",
        ),
        Part(
            mane,
            "M42 19C34 18.5 25 30 20.5 38C17 43 15.5 48 16.5 51C18.5 48 20.5 46.5 21.5 44.5C22 47 22 49 24 51C24.5 48"
            " 25.5 46 27 44C28 46 28.5 47 30 48C30.5 44 32 41 34 38.5C35 40 36 41 37.5 41.5C37 37 38 33 41 29C44 25.5"
            " 45 21 42 19Z",
        ),
    ]


# People


def herder(
    scene: Scene,
    x: float,
    y: float,
    height: float,
    *,
    deel: str = "sky-4",
    shade: str = "sky-5",
    sash: str = "sand-3",
    skin: str = "sand-4",
    hat: str = "fire-5",
) -> None:
    """A small figure seen from the front, standing at (x, y) in a deel with a sash, boots and a round hat.

    Made for figures up to about 14 mm; larger people want drawing of their own.
    """

    def p(across: float, up: float) -> Point:
        return (x + across * height, y - up * height)

    scene.polygon("stone-5", [p(-0.1, 0), p(-0.1, 0.1), p(0.1, 0.1), p(0.1, 0), p(0.02, 0), p(0, 0.04), p(-0.02, 0)])
    scene.path(
        deel,
        f"M{at(p(-0.09, 0.79))} C{at(p(-0.16, 0.78))} {at(p(-0.19, 0.6))} {at(p(-0.22, 0.42))} L{at(p(-0.15, 0.4))}"
        f" L{at(p(-0.11, 0.56))} L{at(p(-0.17, 0.07))} L{at(p(0.17, 0.07))} L{at(p(0.11, 0.56))} L{at(p(0.15, 0.4))}"
        f" L{at(p(0.22, 0.42))} C{at(p(0.19, 0.6))} {at(p(0.16, 0.78))} {at(p(0.09, 0.79))}Z",
    )
    scene.path(
        shade,
        f"M{at(p(0.03, 0.79))} L{at(p(0.05, 0.07))} L{at(p(0.17, 0.07))} L{at(p(0.11, 0.56))} L{at(p(0.15, 0.4))}"
        f" L{at(p(0.22, 0.42))} C{at(p(0.19, 0.6))} {at(p(0.16, 0.78))} {at(p(0.09, 0.79))}Z",
    )
    scene.path(sash, corners([p(-0.115, 0.52), p(0.115, 0.52), p(0.12, 0.45), p(-0.12, 0.45)]))
    scene.circle(skin, *p(0, 0.86), 0.075 * height)
    scene.path(
        hat,
        f"M{at(p(-0.1, 0.88))} C{at(p(-0.1, 0.98))} {at(p(-0.03, 0.97))} {at(p(0, 1.02))}"
        f" C{at(p(0.03, 0.97))} {at(p(0.1, 0.98))} {at(p(0.1, 0.88))}Z",
    )
