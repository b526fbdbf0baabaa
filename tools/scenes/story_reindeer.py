"""Draw a reindeer of Aoluguya whose antlers hold the moon."""

from __future__ import annotations

from tools.scenes.limb import Bend, Pose, contour, limb
from tools.scenes.motif import larch, stars
from tools.scenes.pen import Corner, Point, Scene, at

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


def reindeer() -> Scene:
    scene = Scene("aoluguya-reindeer", "Aoluguya: a reindeer holds the moon in its antlers", (35, 43))
    scene.sky("dusk-3")
    scene.disc("snow", 33, 21, 10.5, halos=(("dusk-1", 18), ("dusk-2", 26)))
    scene.layer("stars")
    stars(scene, "dusk-1", 40, below=44, clear_of=(33, 21, 28), seed=3)
    scene.layer("far")
    scene.land("dusk-4", [(-3, 50), (8, 46), (20, 49.5), (34, 46.5), (50, 50), (62, 45), (73, 49)])
    scene.layer("forest")
    for index in range(20):
        x = -3.0 + index * 4
        height = 11 + (index * 29 % 7) * 1.1
        larch(scene, x, 57.5, height, 4.6, lit=("sand-4", "sand-3", "sand-4")[index % 3],
            shade=("sand-5", "sand-4", "fire-5")[index % 3], trunk="dusk-5")
    scene.layer("ground")
    scene.land("grass-4", [(-3, 56), (16, 55.6), (36, 56.8), (56, 55.4), (73, 56)])
    scene.land("grass-3", [(-3, 70), (18, 67), (40, 70), (58, 68), (73, 69.5)])
    scene.layer("mid")
    for x, y, height, width in ((5.0, 73.0, 52, 12.5), (-2, 76, 40, 11), (13.4, 70, 30, 8.6), (71, 75, 46, 12),
        (63.6, 68, 24, 7)):
        larch(scene, x, y, height, width, lit="sand-3", shade="sand-4", trunk="dusk-5")
    scene.layer("hero")
    _antlers(scene)
    _reindeer_body(scene)
    _reindeer_head(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 79.6), (16, 81.6), (40, 80.6), (58, 82), (73, 79.4)])
    for index in range(17):
        x, y = -1 + index * 4.6, 82.6 + index * 5 % 3
        scene.line("grass-3", f"M{at((x, y + 2))}Q{at((x - 0.4, y))} {at((x + 0.5, y - 1.8))}", 0.4, cap="round")
        for dx, dy in ((-0.7, -0.2), (0.9, -0.6), (0.5, -2)):
            scene.circle("fire-4", x + dx, y + dy, 0.62)
    return scene


def _antlers(scene: Scene) -> None:
    """Two beams that sweep out, up and in again, with the moon between; the inner edge takes its light."""
    beam: list[Bend] = [(2, -6, 2.6), (7, -10.5, 2.8), (14, -15, 2.8), (19.4, -22.5, 2.6), (19.4, -31, 2.2),
        (15, -37.5, 1.6), (10, -41, 0.4)]
    tines: list[list[Bend]] = [
        [(1.8, -7, 1.8), (2.8, -11, 2), (1, -14.4, 0.4)],
        [(2.6, -10, 1.6), (5.4, -13, 1.6), (6, -16.6, 0.4)],
        [(9, -12, 2), (9.2, -16, 1.8), (11.6, -19.8, 0.4)],
        [(18.6, -20, 2.2), (23, -22.4, 2), (26, -27, 0.4)],
        [(19.6, -29, 2), (23.4, -32.6, 1.7), (24.6, -37, 0.4)],
        [(16.6, -35.6, 1.8), (18.4, -39.4, 1.3), (18, -42.4, 0.4)],
        [(19.4, -27, 1.8), (15.8, -29.4, 1.4), (14.2, -32.6, 0.4)],
    ]
    for mirror in (-1, 1):
        pose = Pose(33, 46.5, mirror=mirror)
        for tine in tines:
            scene.path("sand-5", pose.limb(tine))
        scene.path("sand-5", pose.limb(beam))
        scene.path("sand-4", pose.limb(beam, left=-1, right=-0.3))


def _reindeer_body(scene: Scene) -> None:
    far: list[list[Bend]] = [
        [(39, 62, 6), (39.4, 69, 3.6), (38.6, 75, 2.6), (39, 80, 2.8)],
        [(54, 60, 8), (53, 67, 4.6), (55.4, 72, 3), (54, 76.6, 2.4), (54.2, 80, 2.8)],
    ]
    near: list[list[Bend]] = [
        [(31.4, 61, 7.4), (31.2, 69, 4), (31.8, 75, 2.8), (31, 80, 3)],
        [(58, 57, 11), (58.4, 65.4, 6.6), (61.2, 71.4, 3.4), (60, 76.4, 2.6), (60.2, 80, 3)],
    ]
    for leg in far:
        scene.path("stone-5", limb(leg))
    scene.path("stone-4", contour([(30, 47), (40, 48.6), (49, 50.6), (57, 49.2), (62.4, 51.8), Corner(65.6, 55),
        Corner(63.8, 57.4), (63, 61), (57, 64.6), (47, 67.4), (37, 67), (29.4, 65.2), (26.4, 59), (26.6, 52)]))
    scene.path("stone-3", contour([Corner(38, 48.2), (44, 49.6), (49, 50.6), (57, 49.2), (62.4, 51.8),
        Corner(65.6, 55), (60, 55), (54, 54.4), (46, 55.6), Corner(38.6, 56)]))
    for leg in near:
        scene.path("stone-4", limb(leg))
    for x in (31, 60.2, 39, 54.2):
        scene.path("stone-5", contour([Corner(x - 1.6, 78.4), Corner(x + 1.6, 78.4), Corner(x + 2.2, 81.2),
            Corner(x - 2.4, 81.2)]))
    scene.path("stone-1", contour([Corner(62.8, 52.2), Corner(65.6, 55), Corner(63.8, 57.4), (63.4, 60.4),
        Corner(61.2, 60), (61, 56)]))
    # The pale mane below the neck.
    scene.path("stone-1", contour([Corner(27.4, 46), (25.6, 52), Corner(26.2, 58), Corner(28.2, 57), Corner(28.8, 63),
        Corner(31, 60.6), Corner(33.2, 66), Corner(35, 61), Corner(37.8, 63), Corner(38, 57), Corner(40.4, 57.6),
        (40.4, 51), Corner(38.6, 46)]))
    scene.path("stone-2", contour([Corner(34, 50), Corner(33.2, 66), Corner(35, 61), Corner(37.8, 63), Corner(38, 57),
        Corner(40.4, 57.6), (40.4, 51), Corner(38.6, 46)]))


def _reindeer_head(scene: Scene) -> None:
    for mirror in (-1, 1):
        side = Pose(33, 46.5, mirror=mirror)
        scene.path("stone-4", side.contour([Corner(3.4, -5.4), (6.6, -7.4), (10.6, -6.6), Corner(12, -4.6), (9, -3),
            (5.6, -2.6), Corner(3.6, -3)]))
        scene.path("stone-2", side.contour([Corner(5, -4.8), (7.4, -5.8), Corner(10.6, -4.9), (7.6, -3.8)]))
    head = Pose(33, 46.5)
    right: list[Point] = [(2.6, -6.8), (4.3, -4.6), (4.6, -2), (3.9, 1), (3.2, 4), (3.5, 6.4), (2.6, 8.6)]
    left: list[Point] = [(-x, y) for x, y in right[::-1]]
    scene.path("stone-4", head.contour([(0, -7.4), *right, (0, 9.4), *left]))
    scene.path("stone-5", head.contour([Corner(0, -7.4), *right, Corner(0, 9.4), (0.8, 4), (1.2, -2)]))
    scene.path("stone-1", head.contour([(0, 4.4), (2.6, 4.6), (3.4, 6.4), (2.6, 8.6), (0, 9.4), (-2.6, 8.6),
        (-3.4, 6.4), (-2.6, 4.6)]))
    scene.path("stone-5", head.contour([(0, 5), (2, 5.2), (2.2, 6.6), (0.8, 7.5), (-0.8, 7.5), (-2.2, 6.6), (-2, 5.2)]))
    for x in (-3.1, 3.1):
        scene.ellipse("stone-2", *head.point((x, -2)), 1.2, 0.95)
        scene.ellipse("stone-5", *head.point((x, -1.9)), 0.85, 0.8)
        scene.circle("snow", *head.point((x - 0.25, -2.2)), 0.25)
    # A halter with its bell, for it is a herder's beast.
    scene.line("fire-4", head.curve([(-3.7, 1.8), (0, 2.8), (3.7, 1.8)]), 0.9)
    scene.line("fire-4", "M26.2 57.4Q33 63 40.2 57.2", 1.1)
    scene.path("sand-3", "M31 64.4L32 60.4H34.2L35.2 64.4Z")
    scene.path("sand-4", "M33.4 60.4H34.2L35.2 64.4H33.4Z")
    scene.circle("sand-5", 33.1, 64.7, 0.7)
