"""Draw a fermentation tank and the smallest herd of the steppe in its window."""

from __future__ import annotations

import math

from tools.scenes.industry_vessel import Steel, vessel
from tools.scenes.motif import grass, sheep
from tools.scenes.pen import Scene, at, corners, number, spread, turned


def biotechnology() -> Scene:
    scene = Scene(
        "biotechnology",
        "Biotechnology: a fermentation tank whose window shows the smallest herd of the steppe",
        (35, 44),
    )
    scene.sky("dusk-2").disc("sand-2", 35, 27, 20, halos=[("sand-1", 26.5), ("dusk-1", 33)])
    scene.layer("far").land("dusk-3", [(-3, 50), (8, 47), (20, 51), (34, 49), (50, 51), (62, 47), (73, 50)])
    scene.layer("ground").land("grass-3", [(-3, 56), (14, 55.2), (35, 57), (56, 55.2), (73, 56)])
    scene.layer("tanks")
    steel = Steel("snow", "sky-2", "sky-3")
    for x, top in ((5.5, 37), (64.5, 37), (14.6, 30), (55.4, 30)):
        _tank(scene, x, top, 67, 9.2, steel)
    scene.layer("mid").land("grass-2", [(-3, 66), (14, 64.5), (35, 68), (56, 64.5), (73, 66)])
    scene.layer("hero")
    for x in (24.5, 35, 45.5):
        scene.rect("sky-5", x - 1.2, 64, 2.4, 12.5)
    vessel(scene, 35, 19, 66, 26, Steel("snow", "stone-2", "stone-3"), dome=0.28)
    scene.path("stone-3", "M22 65.8H48C46 70 41.500 72.500 35 72.500C28.500 72.500 24 70 22 65.800Z")
    scene.path("stone-2", "M22 65.8H39.600C39.300 69 37.500 71.500 35 72.500C28.500 72.500 24 70 22 65.800Z")
    scene.path("snow", "M22 65.8H31.800C32 69 33.200 71.500 35 72.500C28.500 72.500 24 70 22 65.800Z")
    _fittings(scene)
    _window(scene, 35, 46, 9.4)
    scene.layer("near").land("grass-4", [(-3, 75), (14, 73.6), (35, 76.4), (56, 73.6), (73, 75)])
    for x, y, size in ((6.5, 68.6, 1.1), (13.5, 70.6, 1.25), (56.5, 70.8, 1.25), (64, 68.2, 1.1), (63, 72.2, 1.3)):
        sheep(scene, x, y, size, wool="snow", dark="grass-5")
    scene.land("grass-5", [(-3, 81.5), (20, 80), (44, 82), (73, 80)])
    grass(scene, "grass-3", lambda x: 82 + math.sin(x / 9), height=4.2)
    return scene


def _tank(scene: Scene, x: float, top: float, foot: float, width: float, steel: Steel) -> None:
    """A far tank with its bands and a stair that winds up the front."""
    vessel(scene, x, top, foot, width, steel, dome=0.3)
    half = width / 2
    for y in spread(top + width * 0.55, foot - 4, 4):
        scene.rect("sky-4", x - half, y, width, 0.5)
    for y in (top + width * 0.55, top + width * 0.55 + 15):
        scene.line(
            "sky-4",
            f"M{at((x - half, y + 9))} C{at((x - half * 0.5, y + 8))} {at((x + half * 0.5, y + 2))} {at((x + half, y + 0.6))}",
            0.9,
        )
    scene.rect("sky-4", x - 0.7, top - 1.8, 1.4, 2.2)


def _fittings(scene: Scene) -> None:
    """What sits on the great tank: the drive of its stirrer, pipes, bands, a rail."""
    scene.rect("sky-4", 32.6, 10.5, 4.8, 5.6)
    scene.rect("sky-5", 35.4, 10.5, 2, 5.6)
    scene.rect("fire-4", 31.6, 15.8, 6.8, 1.4)
    scene.rect("sky-4", 33.4, 17, 3.2, 3)
    scene.line("sand-3", "M43 22V15.500Q43 14 44.500 14H49.500Q51 14 51 15.500V60Q51 61.500 49.500 61.500H47", 1.4)
    scene.line("fire-4", "M27 22V15.500Q27 14 25.500 14H20.500Q19 14 19 15.500V60Q19 61.500 20.500 61.500H23", 1.4)
    for y in (27.8, 31, 60, 63.4):
        scene.rect("sky-4", 22, y, 26, 0.6)
    scene.rect("sky-5", 21, 26.4, 28, 0.9)
    posts = "".join(f"M{at((x, 26.6))} L{at((x, 22.8))}" for x in spread(21.4, 48.6, 9))
    scene.line("sky-5", f"{posts}M21.200 22.800H48.800M21.200 24.600H48.800", 0.3)


def _window(scene: Scene, x: float, y: float, radius: float) -> None:
    """A round window with bolts; behind it the broth, its bubbles and the rods that live in it."""
    scene.circle("sky-5", x, y, radius + 3.2)
    scene.circle("sky-4", x, y, radius + 2.5)
    for index in range(16):
        angle = math.radians(index * 22.5 + 11)
        scene.circle("snow", x + (radius + 1.4) * math.cos(angle), y + (radius + 1.4) * math.sin(angle), 0.5)
    scene.circle("sand-1", x, y, radius)
    level = y - radius * 0.38
    edge = math.sqrt(radius**2 - (level - y) ** 2)
    r = number(radius)
    scene.path(
        "sand-3",
        f"M{at((x - edge, level))} C{at((x - edge * 0.4, level - 1.6))} {at((x + edge * 0.3, level + 1.6))} {at((x + edge, level))}"
        f" A{r} {r} 0 1 1 {at((x - edge, level))}Z",
    )
    deep = y + radius * 0.3
    low = math.sqrt(radius**2 - (deep - y) ** 2)
    scene.path(
        "sand-4",
        f"M{at((x - low, deep))} C{at((x - low * 0.4, deep + 1.8))} {at((x + low * 0.3, deep - 1.8))} {at((x + low, deep))}"
        f" A{r} {r} 0 0 1 {at((x - low, deep))}Z",
    )
    for across, down, turn, token in (
        (-5.6, 0.4, 20, "fire-4"), (-1.2, -1.2, -35, "grass-4"), (3.6, 0.6, 60, "fire-4"), (6.6, -1.4, -10, "grass-4"), (-3, 3.2, -15, "grass-4"),
        (1.4, 3.4, 25, "fire-4"), (5.6, 3.8, -40, "grass-4"), (-5.2, 5.8, 50, "fire-4"), (-1, 6.6, -5, "grass-4"), (3.2, 6.8, 40, "fire-4"),
    ):  # fmt: skip
        _rod(scene, token, x + across, y + down, turn)
    for across, down, size in (
        (-7.4, -2, 0.55),
        (1.2, -2.6, 0.5),
        (-3.6, -1.8, 0.7),
        (8, 1.4, 0.6),
        (-7.6, 3, 0.6),
        (3.6, -2.2, 0.75),
        (0.6, 0.8, 0.5),
        (-0.8, 8.6, 0.5),
        (7.2, 5.6, 0.5),
        (-4, -4.6, 0.6),
        (2.6, -5.4, 0.8),
    ):
        scene.circle("sand-2" if down > -3 else "sand-3", x + across, y + down, size)


def _rod(scene: Scene, token: str, x: float, y: float, turn: float) -> None:
    """A microbe: a short rod with a waist where it is about to become two."""
    ends = [turned((x + side * 0.95, y), turn, centre=(x, y)) for side in (-1, 1)]
    scene.line(token, corners(ends, closed=False), 1.25, cap="round")
    waist = [turned((x, y + side * 0.62), turn, centre=(x, y)) for side in (-1, 1)]
    scene.line("sand-2", corners(waist, closed=False), 0.3)
