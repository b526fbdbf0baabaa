"""Draw what is made near the wind: a nacelle, its side open to show the gears, on its way out of the works."""

from __future__ import annotations

import math

from tools.scenes.motif import cloud, grass, turbine
from tools.scenes.pen import Corner, Point, Scene, at, smooth, spread, turned


def advanced_manufacturing() -> Scene:
    scene = Scene(
        "advanced-manufacturing",
        "Advanced industry: a turbine's nacelle on a low loader leaves the works before a large sun",
        (36, 46),
    )
    scene.sky("grass-1").disc("sand-3", 38, 32, 19, halos=[("sand-2", 25.5), ("sand-1", 32)])
    scene.layer("clouds")
    cloud(scene, "snow", -10, 17, 22, 5)
    cloud(scene, "snow", 58, 11, 26, 5.5)
    scene.layer("far").land("grass-2", [(-3, 51), (8, 48), (20, 51), (36, 50), (52, 51.5), (64, 48), (73, 50)])
    turbine(scene, 7, 50, (7, 32), 8.5, turn=20)
    turbine(scene, 15.5, 51, (15.5, 39), 5.6, turn=70)
    turbine(scene, 68, 50, (68, 34), 7.4, turn=48)
    scene.layer("ground").land("grass-3", [(-3, 56), (14, 55.6), (35, 56.2), (56, 55.6), (73, 56)])
    scene.layer("works")
    _works(scene)
    scene.layer("road").rect("stone-4", -3, 63.5, 76, 12)
    scene.rect("stone-3", -3, 63.5, 76, 0.7)
    for x in (-1, 11, 23, 35, 47, 59, 71):
        scene.rect("sand-1", x, 73.3, 6, 0.7)
    scene.layer("loader")
    _loader(scene)
    scene.layer("hero")
    _nacelle(scene)
    scene.layer("crew")
    _worker(scene, 60.5, 74.8, 9.4, facing=-1)
    _worker(scene, 65.5, 75.2, 9.2, facing=-1)
    scene.layer("near").land("grass-4", [(-3, 77), (14, 76), (35, 77.6), (56, 76), (73, 77)])
    scene.land("grass-5", [(-3, 82), (20, 80.6), (44, 82.4), (73, 80.6)])
    grass(scene, "grass-3", lambda x: 82.4 + math.sin(x / 9) * 0.8, height=4)
    return scene


def _works(scene: Scene) -> None:
    """Halls with saw-tooth roofs along the horizon."""
    for index in range(8):
        x = -3 + index * 9.6
        scene.polygon("sky-4", [(x, 64), (x, 46.5), (x + 6.4, 42.5), (x + 6.4, 46.5), (x + 9.7, 46.5), (x + 9.7, 64)])
        scene.polygon("sky-2", [(x + 0.8, 46.6), (x + 5.6, 43.7), (x + 5.6, 46.6)])
        scene.polygon("sky-5", [(x + 6.2, 42.5), (x + 9.7, 46.7), (x + 6.2, 46.7)])
    scene.rect("sky-5", -3, 46.5, 76, 1)
    for x in spread(-1, 70, 15):
        scene.rect("sand-2", x, 50.4, 2.6, 1.7)
    scene.rect("sky-5", -3, 61.4, 76, 2.6)


def _loader(scene: Scene) -> None:
    """The tractor and its long trailer, many wheels under it, heading left."""
    scene.rect("stone-5", 2, 70, 68, 1.2)
    scene.polygon("sky-5", [(8, 61), (20, 61), (24, 64.8), (71, 64.8), (71, 67.6), (22, 67.6), (18.5, 64.2), (8, 64.2)])
    scene.polygon("fire-4", [(19, 61), (24, 63.6), (71, 63.6), (71, 65), (23.4, 65), (18.4, 62.2)])
    for x in (24.6, 29.4, 34.2, 41.4, 46.2, 51, 58.2, 63, 67.8):
        _wheel(scene, x, 68.6, 2.2)
    for x in (29, 39, 52):
        scene.polygon("sand-4", [(x - 2.2, 58.5), (x + 2.2, 58.5), (x + 3, 63.8), (x - 3, 63.8)])
    scene.rect("stone-5", 4.4, 64, 14.2, 3.4)
    scene.path("fire-4", "M3.600 66.500V56.500L5.600 48.600Q5.900 47.400 7.200 47.400H15.600V66.500Z")
    scene.path("fire-5", "M11.800 47.400H15.600V66.500H11.800Z")
    scene.path("fire-5", "M5.900 47.400H15.600V46.200Q15.600 45 14.400 45H9Z")
    scene.path("snow", "M5 56.300L6.700 49.700Q6.900 49 7.600 49H10.600V56.300Z")
    scene.path("sky-2", "M8.600 56.300L10.200 49H10.600V56.300Z")
    scene.rect("sand-2", 3.4, 60.4, 1.7, 1.7)
    scene.rect("stone-2", 3, 64.2, 7, 1.4)
    scene.rect("stone-3", 16.2, 50, 0.9, 11.4)
    for x in (7.2, 15.8):
        _wheel(scene, x, 67.8, 3)


def _wheel(scene: Scene, x: float, y: float, radius: float) -> None:
    scene.circle("stone-5", x, y, radius)
    scene.circle("stone-3", x, y, radius * 0.5)
    scene.circle("stone-5", x, y, radius * 0.2)


def _nacelle(scene: Scene) -> None:
    """The machine house: hull, open side with shaft, gears and generator, hub with the sockets of its blades."""
    hull: list[Point] = [
        Corner(54.5, 35.6), (44, 34.6), (32, 34.8), (22.5, 36), (19.6, 38.4), (19, 43), (19, 51), (20, 55.6), (24, 58.6), (34, 59.6), (45, 59.4),
        Corner(54.5, 57.6),
    ]  # fmt: skip
    scene.polygon("stone-3", [(24, 35.6), (24.8, 31), (35, 30.6), (35, 34.9)])
    scene.polygon("snow", [(24.8, 31.6), (25.2, 30.4), (35.4, 30), (35.4, 31.2)])
    scene.line("stone-5", "M41 34.800V30.200M39.400 30.200H42.800", 0.4)
    scene.path("snow", smooth(hull, closed=True))
    under: list[Point] = [
        Corner(54.5, 51.6),
        (44, 53.4),
        (32, 53.6),
        (24, 52.4),
        Corner(19, 49.5),
        (19.1, 52.4),
        (20, 55.6),
        (24, 58.6),
        (34, 59.6),
        (45, 59.4),
        Corner(54.5, 57.6),
    ]
    scene.path("stone-2", smooth(under, closed=True))
    for y in (41, 43, 45, 47):
        scene.line("stone-3", f"M20.4 {y}H23.400", 0.5)
    _machinery(scene)
    scene.polygon("stone-3", [(54, 36.6), (55.6, 36.6), (55.6, 56.6), (54, 56.6)])
    nose: list[Point] = [
        Corner(55.4, 36.2),
        (59.6, 36.6),
        (63.2, 38.8),
        (65.6, 43),
        (66.2, 46.6),
        (65.6, 50.4),
        (63.2, 54.4),
        (59.6, 56.6),
        Corner(55.4, 57),
    ]
    scene.polygon("stone-3", [(57.2, 37.5), (57.6, 32.6), (63.4, 33), (62.8, 38.4)])
    scene.polygon("stone-4", [(57.3, 33.6), (57.4, 32.2), (63.7, 32.6), (63.6, 34)])
    scene.path("snow", smooth(nose, closed=True))
    shade: list[Point] = [
        Corner(55.4, 51),
        (60, 51.6),
        Corner(65.5, 50.6),
        (63.2, 54.4),
        (59.6, 56.6),
        Corner(55.4, 57),
    ]
    scene.path("stone-2", smooth(shade, closed=True))
    scene.circle("stone-3", 60.2, 46.2, 4.6)
    scene.circle("sky-5", 60.2, 46.2, 3.4)
    for index in range(12):
        bolt = turned((60.2, 42.2), index * 30 + 15, centre=(60.2, 46.2))
        scene.circle("stone-5", *bolt, 0.34)
    scene.circle("sky-4", 60.2, 46.2, 1.5)


def _machinery(scene: Scene) -> None:
    """What the open side shows, from the hub's shaft at the right to the generator at the left."""
    scene.path(
        "stone-4",
        "M27 38.200H50.500Q52.300 38.200 52.300 40V53.500Q52.300 55.300 50.500 55.300H27Q25.200 55.300 25.200 53.500V40Q25.200 38.200 27 38.200Z",
    )
    scene.path(
        "sky-5",
        "M27.300 39H50.200Q51.500 39 51.500 40.300V53.200Q51.500 54.500 50.200 54.500H27.300Q26 54.500 26 53.200V40.300Q26 39 27.300 39Z",
    )
    scene.rect("stone-4", 26, 52.4, 25.5, 2.2)
    scene.rect("stone-3", 44, 45, 7.6, 2.6)
    scene.rect("stone-2", 44, 45, 7.6, 1.1)
    scene.rect("fire-5", 27.2, 43, 7.4, 9.6)
    scene.rect("fire-4", 27.2, 43, 7.4, 4.8)
    for x in (28.4, 30, 31.6, 33.2):
        scene.rect("sand-3", x, 43.6, 0.6, 8.4)
    scene.rect("stone-3", 34.4, 47, 4, 1.5)
    _gear(scene, 44, 46.3, 5.2, 14, "sand-3", "sand-4")
    _gear(scene, 38.4, 48.2, 2.8, 9, "sand-2", "sand-4")
    _gear(scene, 38.2, 42.4, 2.5, 8, "sand-4", "sand-2")


def _gear(scene: Scene, x: float, y: float, radius: float, teeth: int, token: str, web: str) -> None:
    """A toothed wheel with round holes in its web."""
    rim: list[Point] = []
    for index in range(teeth):
        for share, reach in ((0, 0.84), (0.12, 1), (0.42, 1), (0.54, 0.84)):
            rim.append(turned((x, y - radius * reach), (index + share) * 360 / teeth, centre=(x, y)))
    scene.polygon(token, rim)
    scene.circle(web, x, y, radius * 0.62)
    scene.circle(token, x, y, radius * 0.5)
    if radius > 4:
        for index in range(6):
            scene.circle("sky-5", *turned((x, y - radius * 0.38), index * 60 + 20, centre=(x, y)), radius * 0.11)
    scene.circle("sky-5", x, y, radius * 0.16)


def _worker(scene: Scene, x: float, y: float, height: float, *, facing: int) -> None:
    """A fitter in overalls, a bright vest and a helmet, seen from the side."""

    def p(across: float, up: float) -> Point:
        return (x + facing * across * height, y - up * height)

    scene.polygon("stone-5", [p(-0.12, 0), p(-0.12, 0.05), p(0.03, 0.05), p(0.05, 0)])
    scene.polygon("stone-5", [p(0.04, 0), p(0.04, 0.05), p(0.15, 0.05), p(0.19, 0)])
    scene.polygon("sky-5", [p(-0.1, 0.5), p(-0.11, 0.05), p(0.0, 0.05), p(0.03, 0.46)])
    scene.polygon("sky-4", [p(-0.06, 0.5), p(0.05, 0.05), p(0.15, 0.05), p(0.12, 0.5)])
    scene.path(
        "sand-3",
        f"M{at(p(-0.1, 0.46))} L{at(p(-0.12, 0.72))} Q{at(p(-0.1, 0.8))} {at(p(0.0, 0.81))} Q{at(p(0.1, 0.8))} {at(p(0.13, 0.7))} L{at(p(0.13, 0.46))}Z",
    )
    scene.polygon("fire-4", [p(-0.11, 0.6), p(-0.105, 0.55), p(0.13, 0.55), p(0.13, 0.6)])
    scene.line("sky-4", f"M{at(p(-0.02, 0.74))} L{at(p(0.06, 0.55))} L{at(p(0.22, 0.62))}", height * 0.085, cap="round")
    scene.circle("sand-4", *p(0.23, 0.625), height * 0.045)
    scene.circle("sand-4", *p(0.025, 0.88), height * 0.075)
    scene.path(
        "snow",
        f"M{at(p(-0.075, 0.9))} Q{at(p(-0.07, 1.0))} {at(p(0.02, 1.0))} Q{at(p(0.1, 1.0))} {at(p(0.11, 0.9))} L{at(p(0.16, 0.9))} L{at(p(0.16, 0.88))} L{at(p(-0.075, 0.88))}Z",
    )
