"""Draw Ulan Muqir: a troupe of three on a red cart behind a bay at the trot."""

from __future__ import annotations

import math

from tools.scenes.limb import Pose, arc, contour, limb
from tools.scenes.motif import cloud
from tools.scenes.pen import Corner, Scene, at

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


def ulan_muqir() -> Scene:
    scene = Scene("ulan-muqir", "Ulan Muqir: a small troupe and a red cart of songs", (35, 48))
    scene.sky("sky-3")
    scene.disc("sand-3", 27, 37, 20, halos=(("sand-1", 27), ("sky-2", 34)))
    scene.layer("clouds")
    cloud(scene, "snow", 50, 13, 30, 6)
    cloud(scene, "snow", 57, 31, 24, 5)
    cloud(scene, "snow", -10, 10, 22, 5)
    scene.layer("far")
    scene.land("dusk-4", [(-3, 53), (10, 50), (24, 53), (42, 49.5), (56, 52.5), (66, 50), (73, 52)])
    scene.layer("ground")
    scene.land("grass-3", [(-3, 56), (14, 55), (34, 56.4), (56, 54.8), (73, 56)])
    scene.land("grass-2", [(-3, 66), (18, 63), (40, 66), (58, 63.6), (73, 65)])
    scene.land("grass-4", [(-3, 75.5), (20, 74.4), (46, 74.8), (73, 74)])
    scene.layer("hero")
    _trotter(scene, Pose(49.5, 76.6, scale=0.88))
    _cart(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 80.5), (18, 79.4), (46, 81), (73, 79.6)])
    for index in range(15):
        x, y = -0.6 + index * 5.1, 79.2 + index % 3 * 1.5
        _bud(scene, x, y, 0.9 + index % 2 * 0.2)
    return scene


def _trotter(scene: Scene, horse: Pose) -> None:
    """A bay at the trot, going right; its feet at the pose's y."""
    far = [
        [(5.6, -10.5, 4.4), (5.2, -6.6, 2.6), (3.6, -3.4, 1.6), (1.4, -1, 1.5)],
        [(-6, -11, 6), (-4.2, -8, 3.6), (-5.4, -4.8, 2.1), (-3.4, -2, 1.5), (-2.8, -0.7, 1.6)],
    ]
    near = [
        [(7.4, -12, 6), (9, -8.8, 3.6), (12.4, -7.2, 2.1), (12.6, -4, 1.5), (11.4, -2, 1.6)],
        [(-7.6, -13, 8), (-7, -9.4, 5.4), (-10.6, -6.4, 2.6), (-12, -3.2, 1.7), (-14, -1, 1.7)],
    ]
    for leg in far:
        scene.path("stone-5", horse.limb(leg))
    tail = [(-10.2, -15.6, 1.4), (-13, -15.6, 2.6), (-15.8, -12.6, 3.2), (-17.4, -8.6, 2.4), (-19, -6.6, 0.3)]
    scene.path("stone-5", horse.limb(tail))
    scene.path("sand-5", horse.contour([(5.4, -18.2), (0, -16.9), (-6, -17.6), (-9.6, -16.6), (-11.2, -13.6),
        (-10.4, -10.4), (-6.6, -9), (-1, -8.6), (4, -8.2), (8, -9), (10.4, -11.6), (11.6, -15.4), (12.8, -18.4),
        Corner(14, -20.6), (15.4, -20), (17.2, -17.8), (18.8, -17.2), (19.8, -18), (19.6, -19.6), (17.6, -22.6),
        (16.2, -25.4), Corner(14.8, -26.4), Corner(14.6, -28.4), Corner(13.4, -26.4), (10.6, -24.4), (8, -20.8)]))
    for leg in near:
        scene.path("sand-5", horse.limb(leg))
    # Light from behind and above: rump, back, crest.
    scene.path("sand-4", horse.contour([Corner(5.4, -18.2), (0, -16.9), (-6, -17.6), (-9.6, -16.6), Corner(-11.1, -14),
        (-8, -14.8), (-3, -14.4), (2, -14.6), (6, -14.8), (9.2, -18), (12, -22), Corner(14.2, -26), (10.6, -24.4),
        (8, -20.8)]))
    scene.path("stone-5", horse.contour([Corner(14.4, -26.8), (11, -25.6), (7.6, -22), (4.6, -18.6), Corner(3, -15.4),
        (5.4, -16.4), Corner(5.6, -14.8), (7.8, -17.2), Corner(8.2, -15.8), (10, -19.4), Corner(10.8, -18),
        (12.2, -22), Corner(14.6, -24.4)]))
    for x, y, turn in ((11.2, -1.6, 40), (-14.2, -0.8, 35)):
        hoof = Pose(*horse.point((x, y)), turn=turn, scale=horse.scale)
        scene.path("stone-5", hoof.contour([Corner(-0.8, -0.6), Corner(0.9, -0.6), Corner(1.2, 1.1),
            Corner(-1.1, 1.1)]))
    scene.circle("stone-5", *horse.point((16.3, -23.1)), 0.42)
    # Harness: bridle, collar, the girth that takes the shaft.
    scene.line("fire-4", horse.curve([(18.6, -21.2), (16.6, -18.9)]), 0.5)
    scene.line("fire-4", horse.curve([(15.2, -26), (14.2, -22), (17, -19.8)]), 0.45)
    scene.path("fire-4", horse.limb([(6.6, -19.2, 2.2), (8.6, -15, 2.6), (8.8, -10.6, 2.2)]))
    scene.path("sand-3", horse.limb([(6.6, -19.2, 2.2), (8.6, -15, 2.6), (8.8, -10.6, 2.2)], left=-0.25, right=0.25))
    scene.line("fire-5", horse.curve([(1.4, -17), (2, -13), (1.6, -8.8)]), 0.9)


def _cart(scene: Scene) -> None:
    # Shaft and reins first, then those who ride, then the bed that hides their knees, then the wheel.
    scene.line("fire-5", "M8 63.6L40 63.4Q52 63.6 57 65.2", 1.2, cap="round")
    scene.line("stone-5", "M35.6 55.4Q48 58.6 64.6 59.8", 0.35)
    _dancer(scene)
    _fiddler(scene)
    _driver(scene)
    scene.path("fire-4", contour([Corner(4.6, 58.4), Corner(36, 58.4), Corner(34.6, 65.2), Corner(6.2, 65.2)]))
    scene.path("fire-5", contour([Corner(4.6, 58.4), Corner(12, 58.4), Corner(12.6, 65.2), Corner(6.2, 65.2)]))
    scene.rect("sand-3", 4, 57.6, 32.6, 1.5)
    for index in range(7):
        x = 8.2 + index * 4
        scene.polygon("sand-3", [(x, 60.2), (x + 1.5, 62.1), (x, 64), (x - 1.5, 62.1)])
        scene.polygon("fire-5", [(x, 61.3), (x + 0.65, 62.1), (x, 62.9), (x - 0.65, 62.1)])
    scene.line("sand-5", arc(20, 68.4, 8.6), 1.7)
    scene.line("sand-4", arc(20, 68.4, 7.6), 0.5)
    for index in range(6):
        angle = math.radians(15 + index * 30)
        x, y = 8 * math.cos(angle), 8 * math.sin(angle)
        scene.line("sand-5", f"M{at((20 - x, 68.4 - y))}L{at((20 + x, 68.4 + y))}", 0.8)
    scene.circle("sand-5", 20, 68.4, 2.1)
    scene.circle("sand-3", 20, 68.4, 1)


def _dancer(scene: Scene) -> None:
    scarf = [(2.6, 39.6, 1.4), (3.2, 33, 1.2), (5.6, 28.4, 2), (10.4, 28.2, 2.6), (14.6, 25.6, 2.8), (19.6, 27, 2.2),
        (21.8, 32, 1.4), (22.2, 36, 1.1), (24.6, 39.4, 1.5)]
    scene.path("snow", limb(scarf))
    scene.path("sky-2", limb(scarf, left=0.1))
    scene.path("sky-4", limb([(8.2, 44.4, 3.4), (5.2, 41.6, 3), (4.2, 36.4, 2.4)]))
    scene.path("sand-4", limb([(4.2, 36.6, 1.7), (3.6, 33.6, 1.5), (2.8, 31.8, 0.8)], tip=1))
    scene.path("sky-4", limb([(13, 44.4, 3.4), (16.6, 42.6, 2.8), (18.6, 38.6, 2.2)]))
    scene.path("sand-4", limb([(18.5, 38.8, 1.6), (20, 36.4, 1.4), (21.6, 35.6, 0.7)], tip=1))
    scene.path("sky-4", contour([Corner(8.4, 43), (6.8, 46), (7.8, 50.4), (5.6, 55), Corner(4.8, 59), Corner(17, 59),
        (15.6, 54.6), (13.8, 50.4), (14.4, 46), Corner(12.8, 43)]))
    scene.path("sky-5", contour([Corner(8.4, 43), (6.8, 46), (7.8, 50.4), (5.6, 55), Corner(4.8, 59), Corner(8.6, 59),
        (9, 54), (9.4, 50), (8.8, 46)]))
    scene.path("sand-3", contour([Corner(7.7, 49.6), Corner(13.9, 49.6), Corner(13.9, 51.6), Corner(7.5, 51.6)]))
    scene.line("fire-3", "M10.6 43.6Q12.6 45.6 9 48.2", 0.6, cap="round")
    scene.rect("sand-5", 9.8, 40.6, 1.7, 2.8)
    _face(scene, 10.7, 38.7, 2.7)
    scene.path("fire-4", contour([Corner(7.6, 38), (7.6, 36), (10.6, 34.8), (13.6, 36), Corner(13.7, 38), (10.6, 37)]))
    scene.path("fire-5", contour([Corner(8.8, 35.6), Corner(10.6, 32.2), Corner(12.4, 35.6), (10.6, 35)]))
    for x in (7.9, 13.4):
        for bead in range(4):
            scene.circle("fire-4", x, 38.8 + bead * 0.95, 0.42)


def _fiddler(scene: Scene) -> None:
    scene.path("grass-4", contour([Corner(20, 47), (17.8, 48.6), (17.6, 53), Corner(16, 59), Corner(27.4, 59),
        (26.2, 53), (26, 48.6), Corner(23.8, 47)]))
    scene.path("grass-5", contour([Corner(20, 47), (17.8, 48.6), (17.6, 53), Corner(16, 59), Corner(19.4, 59),
        (19.6, 53)]))
    scene.rect("fire-4", 17.4, 54.4, 8.8, 1.7)
    scene.line("sand-3", "M22.8 47.4Q24.6 49.6 21.6 51.6", 0.55, cap="round")
    scene.rect("sand-5", 21.1, 44.6, 1.7, 2.8)
    _face(scene, 21.9, 42.8, 2.6)
    scene.path("sky-4", contour([Corner(18.8, 41.8), (19, 39.8), (22, 39), (25, 39.8), Corner(25.2, 41.8), (22, 41)]))
    scene.path("sky-5", contour([Corner(20.4, 39.4), Corner(22, 36.2), Corner(23.6, 39.4), (22, 38.8)]))
    # The fiddle leans on his knee.
    fiddle = Pose(24.4, 58.6, turn=7)
    scene.path("stone-5", fiddle.contour([Corner(-0.5, -6), Corner(0.5, -6), Corner(0.4, -17), Corner(-0.4, -17)]))
    scene.path("sand-1", fiddle.contour([Corner(-2.6, -7), Corner(2.6, -7), Corner(3.6, 0), Corner(-3.6, 0)]))
    scene.path("sand-4", fiddle.contour([Corner(0.4, -7), Corner(2.6, -7), Corner(3.6, 0), Corner(0.4, 0)]))
    scene.path("grass-3", fiddle.contour([Corner(-0.6, -16.6), (-0.4, -18.6), (0.8, -20), Corner(1.2, -20.8),
        (2.4, -19.4), (3.4, -17.4), (2.6, -16.8), (1, -17.8), Corner(0.6, -16.6)]))
    scene.line("snow", fiddle.curve([(0, -16), (0, -1)]), 0.3)
    scene.path("grass-4", limb([(25, 49.2, 3.2), (27, 51.2, 2.8), (26, 48.8, 2.2)]))
    scene.circle("sand-4", 25.8, 48.2, 1)
    scene.path("grass-4", limb([(18.8, 49.4, 3.4), (17.6, 53.6, 3), (20.4, 54.8, 2.2)]))
    scene.circle("sand-4", 21, 54.9, 1)
    scene.line("sand-1", "M20.4 54.8L30.6 53", 0.45, cap="round")


def _driver(scene: Scene) -> None:
    scene.path("dusk-4", contour([Corner(30.4, 48), (28, 49.6), (27.6, 54), Corner(27, 59), Corner(36, 59),
        (35.6, 55.6), (33.6, 53.6), (34, 49.6), Corner(32.8, 48)]))
    scene.path("dusk-5", contour([Corner(30.4, 48), (28, 49.6), (27.6, 54), Corner(27, 59), Corner(29.6, 59),
        (29.6, 53)]))
    scene.rect("sand-3", 27.4, 54.8, 6.6, 1.6)
    scene.rect("sand-5", 30.8, 45.6, 1.7, 2.8)
    _face(scene, 31.9, 43.8, 2.5)
    scene.path("fire-5", contour([Corner(28.8, 43.2), (28.8, 41), (31.6, 40), (34.6, 40.8), Corner(34.9, 42.4),
        (32, 42.2)]))
    scene.path("sky-5", contour([Corner(30.2, 40.4), Corner(31.6, 37.4), Corner(33.4, 40.5), (31.8, 39.9)]))
    scene.path("dusk-5", limb([(30.4, 50, 3.2), (31.6, 53.6, 2.8), (34.8, 54.6, 2.1)]))
    scene.circle("sand-4", 35.6, 55.2, 1)


def _face(scene: Scene, x: float, y: float, radius: float) -> None:
    """A small face from the front: hair, cheeks, the eyes closed in song."""
    scene.circle("stone-5", x, y - 0.2, radius * 1.06)
    scene.ellipse("sand-4", x, y + radius * 0.12, radius * 0.9, radius)
    for side in (-1, 1):
        eye = x + side * radius * 0.38
        scene.line("stone-5", f"M{at((eye - 0.45, y + 0.1))}Q{at((eye, y + 0.5))} {at((eye + 0.45, y + 0.1))}", 0.3,
            cap="round")
        scene.circle("fire-3", x + side * radius * 0.52, y + radius * 0.42, radius * 0.17)
    scene.ellipse("fire-5", x, y + radius * 0.6, radius * 0.16, radius * 0.2)


def _bud(scene: Scene, x: float, y: float, size: float) -> None:
    """The red bud the troupe is named after."""
    bud = Pose(x, y, scale=size)
    scene.line("grass-3", bud.curve([(0, 0), (-0.2, 3), (0.2, 7)]), 0.45, cap="round")
    scene.path("grass-3", bud.contour([Corner(-0.1, 3.6), (1.4, 2.2), Corner(2.4, 0.4), (1.8, 2.8)]))
    scene.path("grass-3", bud.contour([Corner(-0.1, 4.6), (-1.6, 3.2), Corner(-2.4, 1.4), (-1.9, 3.8)]))
    scene.path("fire-4", bud.contour([Corner(0, -2.6), (-1.05, -1), (-0.8, 0.4), Corner(0, 0.7), (0.8, 0.4),
        (1.05, -1)]))
    scene.path("fire-3", bud.contour([Corner(0, -2.6), (-1.05, -1), (-0.8, 0.4), Corner(-0.4, 0.6), (-0.45, -0.9)]))
