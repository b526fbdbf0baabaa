"""Draw the jade dragon of Hongshan as a ring round the disc, above the earth it lay in."""

from __future__ import annotations

import math

from tools.scenes.limb import Pose, contour, limb
from tools.scenes.pen import Corner, Point, Scene

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


_HEART = (36.0, 32.0)
"""The middle of the dragon's ring, and of the disc it holds."""


def jade_dragon() -> Scene:
    scene = Scene("hongshan-jade-dragon", "Hongshan: the jade dragon curls round the disc", (36, 42))
    scene.sky("fire-3")
    scene.disc("stone-1", *_HEART, 11.5, halos=(("fire-1", 26), ("fire-2", 33.5)))
    scene.layer("far")
    scene.land("fire-4", [(-3, 50), (5, 46), (10, 48.5), (16, 44), (22, 49), (34, 53), (48, 49.5), (54, 45), (59, 48),
        (65, 42.5), (73, 48)])
    scene.path("fire-5", contour([Corner(16, 44), (19, 46.8), (17.6, 50), (21, 53), Corner(24, 57), Corner(40, 57),
        (30, 52), (22, 49)]))
    scene.path("fire-5", contour([Corner(65, 42.5), (67, 45.4), (66, 49), (69, 52), Corner(70, 57), Corner(73, 57),
        Corner(73, 48)]))
    scene.path("fire-5", contour([Corner(5, 46), (7, 48.6), (6, 51.6), Corner(9, 57), Corner(15, 57), (11.6, 51),
        (10, 48.5)]))
    scene.layer("ground")
    scene.land("sand-4", [(-3, 56), (16, 55), (36, 57), (54, 55.2), (73, 56)])
    scene.land("sand-3", [(-3, 65), (16, 67), (38, 63.5), (56, 66.5), (73, 64)])
    scene.land("sand-5", [(-3, 73), (18, 75.5), (40, 72.6), (58, 75), (73, 72.5)])
    scene.layer("buried")
    _buried(scene)
    scene.layer("hero")
    _dragon(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 80), (20, 82.5), (50, 82), (73, 79)])
    for x, y, tall, lean in ((3, 85, 17, 3), (8, 86, 12.5, -2.4), (67.5, 85, 18, -3.4), (62.8, 86, 13, 2.2),
        (71.6, 86, 11, 1.6)):
        _millet(scene, x, y, tall, lean)
    return scene


def _dragon(scene: Scene) -> None:
    """The C of jade: snout at the upper left, back round the right, tail at the lower left; no legs."""
    # The long mane lifts off the neck and ends in a point.
    scene.path("grass-4", contour([Corner(*_polar(-112, 22.6)), _polar(-98, 26), _polar(-80, 28.6), _polar(-62, 29.6),
        _polar(-46, 31), Corner(*_polar(-31, 35.5)), _polar(-36, 29.4), _polar(-46, 26.4), _polar(-60, 24.2),
        Corner(*_polar(-74, 21))]))
    scene.path("grass-3", contour([Corner(*_polar(-104, 24.2)), _polar(-92, 26.2), _polar(-78, 27.6),
        _polar(-62, 28.4), _polar(-47, 29.4), Corner(*_polar(-33, 33.6)), _polar(-40, 27.7), _polar(-52, 25.6),
        _polar(-66, 24.8), _polar(-84, 24.6)]))
    ring = [(*_polar(angle, 19.4), 7.4) for angle in range(-106, 142, 16)]
    tail = [(*_polar(154, 18.9), 7), (*_polar(168, 17.9), 6.2), (*_polar(182, 16.9), 5), (*_polar(193, 15.6), 3.2)]
    scene.path("grass-5", limb([*ring, *tail], tip=1))
    scene.path("grass-4", limb([*ring, *tail], left=-0.45, tip=1))
    scene.path("grass-3", limb([(*_polar(-88, 17.8), 0.4), *((x, y, 2) for x, y, _ in ((*_polar(angle, 17.4),
        0) for angle in range(-74, 142, 16))), (*_polar(158, 17.2), 1.6), (*_polar(176, 15.6), 0.4)]))
    scene.path("grass-2", limb([(*_polar(angle, 17.4), width) for angle, width in ((-50, 0.2), (-30, 0.9), (-5, 1),
        (20, 0.9), (44, 0.2))]))
    scene.circle("fire-1", *_polar(-20, 20.2), 0.95)  # The one hole in the back, by which it hangs level.
    head = Pose(*_polar(-105, 19.4), turn=-15)
    scene.path("grass-4", head.contour([Corner(10, 1.2), (5.4, -2.2), (1, -3.6), (-3, -4.5), (-5.6, -4.6),
        (-8.4, -3.2), (-11.6, -2.8), (-13.6, -3.8), Corner(-16, -5.4), (-16.6, -3), (-15.8, -0.9), Corner(-14.4, -0.2),
        (-13, 1.4), (-10, 2.2), (-7, 3.4), (-4.2, 4.6), (-1.4, 4.2), Corner(4, 4.2)]))
    scene.path("grass-3", head.contour([Corner(7, -0.6), (2, -2.6), (-2.6, -3.7), (-5.6, -3.8), (-8.2, -2.4),
        (-11.6, -2), (-13.6, -2.9), Corner(-15.6, -4.4), (-15.9, -2.8), (-15.2, -1.3), Corner(-13.6, -0.5), (-9, -0.2),
        (-5, 0.5), (0, -0.4)]))
    scene.line("grass-5", head.curve([(-14.6, -0.3), (-11.6, 0.3), (-8.4, 0.3)]), 0.6, cap="round")
    scene.path("grass-1", head.contour([Corner(-9, -1.6), (-7.2, -3), (-5, -2.8), Corner(-1.6, -1), (-4.6, -0.7),
        (-7.2, -0.9)]))
    scene.ellipse("grass-5", *head.point((-6.2, -1.9)), 0.85, 0.75)
    scene.ellipse("grass-5", *head.point((-15.1, -2.9)), 0.4, 0.65)
    for x, y in ((-4.6, 1.6), (-3, 1.6), (-1.4, 1.6), (-3.8, 2.9), (-2.2, 2.9)):
        scene.path("grass-2", head.contour([Corner(x, y - 0.75), Corner(x + 0.7, y), Corner(x, y + 0.75),
            Corner(x - 0.7, y)]))


def _buried(scene: Scene) -> None:
    """In the layers of earth below lie things of the same hands: a painted jar, a jade hook, a stone share."""
    jar = Pose(18.5, 69.5, turn=-14)
    scene.path("fire-3", jar.contour([Corner(-1.8, -6), Corner(1.8, -6), (2, -4.6), (4.4, -2), (4, 1.6), Corner(2, 4),
        Corner(-2, 4), (-4, 1.6), (-4.4, -2), (-2, -4.6)]))
    scene.path("fire-4", jar.contour([Corner(0.6, -6), Corner(1.8, -6), (2, -4.6), (4.4, -2), (4, 1.6), Corner(2, 4),
        Corner(0.6, 4), (1.8, 0), (1.6, -3)]))
    for y in (-3.2, -1.6):
        scene.line("stone-5", jar.curve([(-3.6, y + 0.6), (0, y + 1), (3.6, y + 0.6)]), 0.45)
    for x in (-2.7, -0.9, 0.9, 2.7):
        scene.path("stone-5", jar.contour([Corner(x - 0.8, 1.2), Corner(x, -0.2), Corner(x + 0.8, 1.2)]))
    hook = [(47, 70.4, 1.2), (49.6, 67.8, 2), (53, 69, 1.8), (52.4, 71.4, 1.5), (50.6, 70.8, 0.6)]
    scene.path("grass-2", limb(hook))
    scene.path("grass-3", limb(hook, left=0.1))
    share = Pose(34, 78, turn=68)
    scene.path("stone-3", share.contour([Corner(-1.6, -3.4), Corner(1.6, -3.4), (2.4, 0), Corner(0, 4.2), (-2.4, 0)]))
    scene.path("stone-4", share.contour([Corner(0.2, -3.4), Corner(1.6, -3.4), (2.4, 0), Corner(0, 4.2), (0.6, 0)]))


def _millet(scene: Scene, x: float, y: float, tall: float, lean: float) -> None:
    """A stalk of millet, its ear bowed: what the people of the dragon grew."""
    crook = (x + lean * 0.5, y - tall)
    stalk = [(x, y), (x + lean * 0.1, y - tall * 0.5), crook]
    scene.line("grass-3", contour(stalk, closed=False), 0.5, cap="round")
    for share, side in ((0.3, 1), (0.5, -1)):
        leaf = Pose(x + lean * 0.08, y - tall * share, mirror=side)
        scene.path("grass-3", leaf.contour([Corner(0, 0), (1.6, -2.4), Corner(4.2, -2.2), (2, -1)]))
    ear = [(*crook, 0.8), (crook[0] + lean * 0.5, crook[1] - 1.2, 1.8), (crook[0] + lean * 1.1, crook[1] + 0.6, 2),
        (crook[0] + lean * 1.5, crook[1] + 3.4, 1)]
    scene.path("sand-3", limb(ear, tip=1))
    scene.path("sand-2", limb(ear, left=-1 if lean > 0 else 0.1, right=-0.1 if lean > 0 else 1))


def _polar(degrees: float, radius: float) -> Point:
    angle = math.radians(degrees)
    return (_HEART[0] + radius * math.cos(angle), _HEART[1] + radius * math.sin(angle))
