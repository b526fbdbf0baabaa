"""Draw Ulan Hada at dusk: a dark cone seen from above its rim, people in space suits on the red path of cinder."""

from __future__ import annotations

from tools.scenes.limb import Bend, Pose, contour, limb
from tools.scenes.motif import grass, stars
from tools.scenes.pen import Corner, Point, Scene

# Points of a form read best side by side, as they run along its outline.
# fmt: off

MOON = (45.0, 25.5)


def volcanoes() -> Scene:
    scene = Scene("ulan-hada-volcanoes", "Ulan Hada: walkers in space suits on the rim of a young cone", (36, 47))
    scene.sky("dusk-5")
    scene.disc("sand-2", *MOON, 15, halos=(("dusk-3", 22), ("dusk-4", 29.5)))
    scene.layer("stars")
    stars(scene, "dusk-1", 120, below=47, clear_of=(*MOON, 30.5), seed=6)
    scene.layer("far")
    scene.land("grass-5", [(-3, 53), (8, 51.6), (20, 53), (36, 54), (54, 52.4), (64, 51), (73, 52.4)])
    for x, half, top in ((3.4, 10, 46.6), (-4.6, 6, 50.6), (14, 6, 51), (69, 10.4, 45.4), (58.6, 7, 50.4)):
        _far_cone(scene, x, half, top)
    scene.layer("ground")
    scene.land("grass-4", [(-3, 56), (14, 55.4), (36, 56), (56, 55.3), (73, 56)])
    scene.land("grass-5", [(-3, 67), (8, 65.4), (36, 64), (62, 64.6), (73, 66)])
    scene.layer("hero")
    _flanks(scene)
    _bowl(scene)
    scene.layer("walkers")
    for x, y, size, mirror in ((25.4, 39.6, 0.42, 1), (29.8, 39.1, 0.4, 1), (52.4, 40.6, 0.46, -1)):
        _walker(scene, Pose(x, y, scale=size, mirror=mirror))
    for x, y, size, mirror in ((18, 51.9, 0.66, 1), (39.4, 60.2, 0.62, -1), (30.4, 66.2, 0.86, 1), (45, 79.5, 1.5, -1)):
        _walker(scene, Pose(x, y, scale=size, mirror=mirror))
    scene.layer("near")
    scene.land("grass-5", [(-3, 78.4), (8, 80.2), (20, 82.4), (34, 84), (54, 83), (64, 80.6), (73, 78)])
    grass(scene, "grass-3", lambda x: 84.6 - abs(x - 36) * 0.1, count=27, height=4.4, seed=21)
    return scene


def _far_cone(scene: Scene, x: float, half: float, top: float) -> None:
    """One of the row on the horizon, lit on the side of the moon."""
    toward = 1 if x < MOON[0] else -1
    cone = Pose(x, 0, mirror=toward)
    waist = 56.6 - (56.6 - top) * 0.34
    scene.path("dusk-4", cone.contour([Corner(-half, 56.6), (-half * 0.5, waist), Corner(-half * 0.25, top), Corner(half * 0.25, top), (half * 0.5, waist), Corner(half, 56.6)]))
    scene.path("dusk-3", cone.contour([Corner(0, top), Corner(half * 0.25, top), (half * 0.5, waist), Corner(half, 56.6), Corner(half * 0.34, 56.6), (half * 0.3, waist)]))
    scene.path("fire-4", cone.contour([Corner(-half * 0.25, top), (0, top - half * 0.05), Corner(half * 0.25, top), (0, top + half * 0.09)]))


BACK: list[Point] = [(11.4, 46.4), (14, 43.2), (20, 40.4), (28, 38.8), (37, 38.3), (46, 38.8), (54, 40.6), (58.6, 43), (60, 46)]
FRONT: list[Point] = [Corner(60, 46), (58.4, 49.4), (53, 52.6), (45, 54.8), (36, 55.5), (26, 54.9), (18, 52.7), (12.8, 49.6), Corner(11.4, 46.4)]


def _flanks(scene: Scene) -> None:
    left: list[Point] = [Corner(11.4, 46.4), (8, 55), (2, 65), (-6, 75), Corner(-16, 84)]
    right: list[Point] = [Corner(86, 84), (76, 74), (68.6, 64), (63, 54.6), Corner(60, 46)]
    scene.path("fire-5", contour([*left, Corner(86, 84), *right[1:], (36, 44)]))
    # The side away from the moon, and the gullies that rain has cut.
    scene.path("stone-5", contour([*left, Corner(9, 87), (17, 78), (19.4, 70), (23.4, 63.6), (22, 57.6), Corner(24.4, 53), (17, 50)]))
    for gully in (
        [Corner(53, 52), (56.6, 60), (63, 69.6), Corner(73, 80), (60.6, 71), (54, 62)],
        [Corner(44.6, 54), (46.6, 61), (50.4, 69), Corner(57, 78), (47.6, 70.6), (44, 62)],
        [Corner(29, 55), (27.6, 62), (24.6, 70), Corner(19, 80), (27.6, 71), (31, 62)],
    ):
        scene.path("stone-5", contour(gully))
    for ridge in (
        [Corner(59.6, 47.6), (62.4, 55), (67.6, 64), Corner(75, 74), (66, 66), (60.6, 57)],
        [Corner(49, 54), (51.6, 61), (56.4, 69), Corner(64, 79), (54, 70.6), (50, 62)],
        [Corner(38.4, 56), (39, 62), (40.6, 68), Corner(44, 75), (38.2, 69), (36.8, 62)],
    ):
        scene.path("sand-5", contour(ridge))
    for gully in ([Corner(13, 50), (10.6, 57), (5, 66), Corner(-3, 75), (7.4, 67), (12.4, 58)], [Corner(18, 53), (16, 60), (11.4, 69), Corner(5, 78), (14, 69), (18.6, 60)]):
        scene.path("dusk-5", contour(gully))
    path: list[Bend] = [(30, 88, 11), (40, 81.6, 8.4), (50, 76.4, 6), (47.6, 71.8, 4.6), (36, 68.4, 4), (26.4, 65.4, 3.2), (31, 62, 2.7), (40, 60.2, 2.4), (44, 58, 2), (40.6, 56.2, 1.9), (35.6, 54.2, 2)]
    scene.path("fire-4", limb(path))
    scene.path("fire-3", limb(path, left=-0.45))


def _bowl(scene: Scene) -> None:
    """The rim as a red ring one can walk round, and the bowl in it, lit on its left wall."""
    scene.path("fire-4", contour([*BACK, *FRONT[1:-1]]))
    scene.path("fire-3", contour([Corner(11.4, 46.4), (14, 43.2), (20, 40.4), (28, 38.8), (37, 38.3), (46, 38.8), (54, 40.6), (58.6, 43), Corner(60, 46), (54, 42.4), (45, 40.4), (36, 39.8), (27, 40.4), (19, 42.4)]))
    inner: list[Point] = [(13.8, 46.5), (15.6, 44.4), (20.6, 42.4), (28, 40.8), (36.5, 40.3), (45, 40.8), (52.4, 42.6), (56.4, 44.4), (57.8, 46.2), (56.6, 48.2), (52, 50.6), (44, 52.7), (36, 53.3), (27, 52.8), (19, 50.6), (15, 48.4)]
    scene.path("fire-5", contour(inner))
    scene.path("stone-5", contour([Corner(41, 40.4), (48, 41.3), (52.4, 42.6), (56.4, 44.4), (57.8, 46.2), (56.6, 48.2), (52, 50.6), (44, 52.7), Corner(36, 53.3), (41, 50.6), (43.6, 47), (43.6, 43.4)]))
    scene.path("sand-5", contour([(13.8, 46.5), (15.6, 44.4), (20.6, 42.4), Corner(28, 40.8), (25.6, 43), (25.4, 46), (28, 49.2), Corner(26, 52.7), (19, 50.6), (15, 48.4)]))
    for streak in (
        [Corner(17.6, 45.6), (21, 46.6), Corner(26, 49.2), (21.4, 48.6)],
        [Corner(20.4, 43.8), (23, 45), Corner(27.4, 48), (22.8, 46.2)],
        [Corner(24.6, 42.6), (26.4, 43.8), Corner(29.6, 46.8), (26, 45.2)],
        [Corner(29.6, 41.6), (30.6, 43), Corner(33, 46), (30, 44.2)],
    ):
        scene.path("sand-4", contour(streak))
    for streak in ([Corner(49, 42.8), (46.6, 44.6), Corner(43, 47.6), (47.4, 45.4)], [Corner(53.6, 44.8), (50, 46.6), Corner(45, 49.2), (50.4, 47.6)]):
        scene.path("dusk-5", contour(streak))
    scene.path("stone-5", contour([(28.6, 50), (32, 48), (37, 47.4), (42, 48.2), (44, 50.2), (40.6, 52), (35, 52.4), (30.4, 51.6)]))


def _walker(scene: Scene, guest: Pose) -> None:
    """One of those who hire a space suit to walk the cinder: in stride to the right, about 10 high at scale 1."""
    scene.path("stone-3", guest.limb([(-0.2, -4.2, 1.9), (-1.2, -2.2, 1.6), (-2.4, -0.5, 1.4)]))
    scene.path("stone-5", guest.contour([Corner(-3.3, -0.9), Corner(-1.7, -0.6), Corner(-1.3, 0.2), Corner(-2.8, 0.1)]))
    scene.path("stone-3", guest.limb([(0.4, -6.4, 1.5), (1.6, -5.4, 1.4), (2.5, -4.6, 1.2)], tip=1))
    scene.path("stone-2", guest.contour([Corner(-1.2, -7.6), (-2.5, -7.5), (-2.7, -6), Corner(-2.5, -4.4), Corner(-1, -4.2)]))
    scene.path("stone-3", guest.contour([Corner(-2.6, -5.4), Corner(-2.5, -4.4), Corner(-1, -4.2), Corner(-1, -5.2)]))
    scene.path("snow", guest.limb([(0, -4.4, 2), (0.9, -2.4, 1.7), (1.3, -0.6, 1.5)]))
    scene.path("stone-5", guest.contour([Corner(0.5, -0.9), Corner(2.1, -0.9), Corner(2.9, 0.1), Corner(0.5, 0.1)]))
    scene.path("snow", guest.contour([(-1.3, -3.9), (-1.5, -6), (-0.8, -7.5), (0.6, -7.5), (1.4, -6), (1.2, -3.9)]))
    scene.path("sand-3", guest.contour([Corner(-1.4, -4.7), Corner(1.3, -4.7), Corner(1.3, -4.1), Corner(-1.4, -4.1)]))
    scene.path("stone-2", guest.limb([(-0.2, -6.5, 1.5), (-0.9, -5, 1.3), (-0.6, -3.6, 1.1)], tip=1))
    scene.circle("snow", *guest.point((0.3, -8.8)), 1.75 * guest.scale)
    scene.path("sky-4", guest.contour([(0.2, -9.6), (1.4, -9.9), (2, -8.9), (1.6, -7.9), (0.3, -8)]))
    scene.path("snow", guest.contour([(0.7, -9.3), (1.5, -9.4), (1.5, -8.9), (0.8, -8.8)]))
