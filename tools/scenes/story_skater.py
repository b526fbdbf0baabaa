"""Draw the winter games: a speed skater leans across a cold sun, ice lanterns along the lake."""

from __future__ import annotations

from tools.scenes.limb import Pose, contour, limb
from tools.scenes.motif import Felt, ger, herder, spruce, stars
from tools.scenes.pen import Corner, Scene

# Points of a figure read best side by side, as they run along its outline.
# fmt: off


def winter_games() -> Scene:
    scene = Scene("winter-games-2024", "Winter games: a speed skater before a cold sun", (36, 45))
    scene.sky("sky-4")
    scene.disc("sand-1", 36, 31, 17.5, halos=(("sky-2", 25), ("sky-3", 32.5)))
    scene.layer("snowfall")
    stars(scene, "snow", 70, below=50, clear_of=(36, 31, 18), seed=9)
    _far_shore(scene)
    _ice(scene)
    scene.layer("hero")
    _skater(scene)
    scene.layer("near")
    scene.land("sky-5", [(-3, 77.6), (10, 78.8), (24, 81.4), (40, 82.4), (56, 80.2), (73, 77)])
    scene.land("sky-4", [(-3, 81), (14, 83), (36, 85), (58, 83.4), (73, 80.6)])
    for x, y, size in ((6, 82.4, 1.25), (15, 83.6, 1), (22.2, 84.4, 0.8)):
        _ice_lantern(scene, Pose(x, y, scale=size))
    return scene


def _far_shore(scene: Scene) -> None:
    scene.layer("far")
    scene.land("dusk-3", [(-3, 50), (7, 45), (17, 50), (30, 52), (46, 51), (58, 45.4), (66, 48), (73, 45)])
    scene.path("snow", contour([Corner(2.6, 47.2), (7, 45), Corner(11.6, 47.2), Corner(8.8, 48), Corner(7, 46.9), Corner(5, 48.4)]))
    scene.path("snow", contour([Corner(53.4, 47.4), (58, 45.4), Corner(62.6, 46.9), Corner(60, 48.2), Corner(58, 47), Corner(55.8, 48.4)]))
    scene.layer("forest")
    for index in range(26):
        spruce(scene, -3 + index * 3.05, 57, 6.4 + index * 37 % 5 * 0.8, 3.5, lit="grass-4", shade="grass-5", tiers=3)
    scene.layer("ground")
    scene.land("snow", [(-3, 56), (14, 55.4), (36, 56.4), (56, 55.3), (73, 56)])
    felt = Felt(wall="snow", wall_shade="sky-2", roof_shade="sky-2", rope="sand-4")
    for x, y, width in ((3.6, 59.6, 9), (63.9, 59.6, 9)):
        ger(scene, x, y, width, felt)
    crowd = ((10.4, "fire-4", "fire-5"), (13, "sky-4", "sky-5"), (15.6, "sand-3", "sand-4"))
    for x, deel, shade in crowd:
        herder(scene, x, 60.2, 4.6, deel=deel, shade=shade, sash="sand-2", hat="sky-5")


def _ice(scene: Scene) -> None:
    scene.layer("ice")
    scene.land("sky-2", [(-3, 60.4), (16, 60.9), (36, 61.2), (56, 60.8), (73, 60.2)])
    scene.land("sky-1", [(-3, 65.4), (14, 66.8), (36, 65.2), (54, 66.4), (73, 64.8)])
    scene.path("sand-1", contour([Corner(24, 61.2), Corner(48, 61.2), (52, 64), Corner(49, 66), (40, 65.3), (32, 65.3), Corner(22, 66.4), (21, 63.6)]))
    for outline in ("M-3 71.5Q20 69 42 75.6T73 74.6", "M-3 76Q22 77.6 44 69.6T73 68.6"):
        scene.line("sky-3", outline, 0.4)
    # What the ice gives back of him.
    scene.path("sky-2", contour([Corner(24, 77.6), (34, 77), Corner(44, 77.4), (52, 79), Corner(58, 82), (44, 83), (30, 82), (22, 79.6)]))


def _skater(scene: Scene) -> None:
    # The far arm swings forward, the far leg pushes off behind.
    scene.path("fire-5", limb([(24, 36, 6.2), (21.6, 45.4, 5.6), (14.6, 49, 4)]))
    scene.path("sand-4", contour([(15.4, 46.8), (12.4, 46.2), (10.4, 47.6), (10.8, 50), (13.2, 51.2), (15.8, 50.6)]))
    scene.path("snow", contour([Corner(60, 77), Corner(65.4, 70.6), Corner(65, 74), Corner(69, 71.6), Corner(67.4, 74.8), Corner(71.4, 74.4), Corner(67, 77.4)]))
    scene.path("fire-5", limb([(46, 43, 13.4), (53, 53, 9.6), (56, 59.6, 7.2), (58.6, 66.2, 4.8)]))
    push = Pose(58.6, 66.8, turn=-24)
    _boot(scene, push, lit="sky-4", blade="stone-3")
    _trunk(scene)
    # The near leg carries him, bent deep.
    shin = [(28, 51.6, 8.8), (31.6, 58, 8.6), (34.2, 63.6, 6.6), (35.6, 68, 4.8)]
    scene.path("fire-4", limb(shin))
    scene.path("fire-5", limb(shin, left=-1, right=-0.2))
    _boot(scene, Pose(35.8, 68.6), lit="sky-4", blade="stone-5")
    thigh = [(47, 42.6, 14.6), (40, 46.6, 13.6), (33, 50, 11.4), (27.6, 52.6, 8.4)]
    scene.path("fire-4", limb(thigh, tip=1))
    scene.path("fire-5", contour([Corner(53, 45.6), (50.2, 49.6), (44, 52.2), (37.4, 55), Corner(33, 56.4), (35.6, 53.4), (41, 51), (47, 48)]))
    stripe = [(47.4, 43, 1), (41, 46, 3.6), (34, 49, 3.4), (28, 51.6, 1)]
    scene.path("snow", limb(stripe))
    for x, y in ((43.6, 44.9), (40.4, 46.3), (37.2, 47.7), (34, 49.1)):
        mark = Pose(x, y, turn=-24)
        scene.path("sky-4", mark.contour([Corner(-1.1, 0), Corner(0, -1.1), Corner(1.1, 0), Corner(0, 1.1)]))
    _skater_head(scene, Pose(16.6, 32.6, turn=6, scale=1.06))
    # The near arm swings back and up, over the back.
    arm = [(25, 35, 7.4), (31, 32, 7.2), (37.6, 27.8, 5.8), (43, 23.2, 5.2), (47.6, 19, 3.8)]
    scene.path("fire-4", limb(arm))
    scene.circle("fire-4", 25.2, 34.9, 3.7)
    scene.path("fire-5", limb([(24, 38, 0.4), (31.4, 35.4, 2), (38.6, 30.4, 1.8), (44.4, 25, 1.6), (48.9, 20.3, 1)]))
    scene.path("snow", limb([(43.2, 23, 5.4), (44.6, 21.8, 5)]))
    glove = Pose(48.6, 18, turn=-42)
    scene.path("sand-3", glove.contour([Corner(-1.6, -2.1), (1.6, -2.2), (4.2, -1.6), (4.9, 0.3), (3.8, 2), (1.4, 2.1), Corner(-1.6, 2)]))
    scene.path("sand-4", glove.contour([Corner(-1.6, 0.7), (1.6, 0.9), (4.8, 0.5), (3.8, 2), (1.4, 2.1), Corner(-1.6, 2)]))


def _trunk(scene: Scene) -> None:
    back = [(20.6, 32.6), (23, 29.6), (28, 27.8), (35, 28.8), (42, 32), (48.4, 36), (52.6, 40.2), (53, 45.4), (49, 49.4)]
    scene.path("fire-4", contour([*back, (41, 48.6), (36, 44.6), (29, 41.4), (23.4, 39.6), (20.8, 36.6)]))
    scene.path("fire-5", contour([Corner(20.9, 36.8), Corner(23.4, 39.6), (26, 40.8), (31, 42.2), (37, 45.2), Corner(41, 48.6), Corner(44, 46), (38, 40.4), (31, 37.4), Corner(25, 36)]))


def _skater_head(scene: Scene, head: Pose) -> None:
    scene.path("fire-5", head.contour([Corner(1, 1), Corner(5, -1.6), Corner(9.6, -1), Corner(8.6, 5.6), Corner(3, 5.8)]))
    scene.path("sand-4", head.contour([Corner(-3, -4), (-4.3, -1.6), (-4.6, -0.4), (-6.3, 1.7), (-5.9, 2.4), (-4.9, 2.4), (-5.2, 3.2), (-4.7, 3.7), (-5, 4.6), (-4.4, 5.9), (-2.6, 6.3), (0.4, 5), Corner(2, 2), Corner(1, -4)]))
    scene.path("sand-5", head.contour([Corner(-2.6, 6.3), (0.4, 5), Corner(2, 2), Corner(0, 0), (-1, 3.4), Corner(-3.4, 4.6)]))
    scene.path("sky-5", head.contour([Corner(-3.7, -3), (-2.8, -5.2), (0.4, -6.4), (4, -5.2), (6, -2), Corner(6.6, 1.6), (5, 5), Corner(2.4, 6.4), (0.6, 4.6), (-0.4, 2), (-0.4, -0.6), Corner(-2, -2.8)]))
    scene.path("sky-4", head.contour([Corner(-3.7, -3), (-2.8, -5.2), (0.4, -6.4), (4, -5.2), Corner(6, -2), (2.6, -3.6), Corner(-0.6, -3.4)]))
    scene.path("sand-3", head.contour([Corner(-5.4, -1.5), (-4.4, -2.6), Corner(0.8, -2.7), Corner(0.6, -0.3), (-2.4, 0.8), (-4.6, 0.5)]))
    scene.path("sand-2", head.contour([Corner(-4.6, -1.5), (-4, -2), Corner(-1.6, -2.1), Corner(-2.6, -0.6), Corner(-4.4, -0.7)]))
    scene.line("sand-3", head.curve([(0.6, -1.6), (3.4, -1.8), (6.2, -0.9)]), 0.8)
    scene.line("sand-5", head.curve([(-4.8, 3.5), (-4, 3.6), (-3.4, 3.3)]), 0.35, cap="round")


def _boot(scene: Scene, foot: Pose, *, lit: str, blade: str) -> None:
    """A speed skate, toe to the left: a low boot and the long blade of that sport."""
    for x in (-5.4, 1.6):
        scene.path(blade, foot.contour([Corner(x - 1, 4), Corner(x + 1.6, 4), Corner(x + 0.9, 7), Corner(x - 0.4, 7)]))
    scene.path(blade, foot.contour([Corner(-12.6, 6), (-12, 6.9), Corner(-11, 7.5), Corner(5, 7.5), Corner(5, 6.6), Corner(-11, 6.6)]))
    scene.path("sky-5", foot.contour([Corner(-2.8, -2), Corner(2.8, -2.2), (3.3, 1), (4, 3.6), Corner(3.4, 4.8), Corner(-8.4, 4.8), (-9.2, 3.8), (-8, 2.6), (-5, 2), (-3, 0.6)]))
    scene.path(lit, foot.contour([Corner(-2.8, -2), Corner(-0.6, -2.1), (-0.8, 1), (-3, 3), Corner(-9, 3.6), (-8, 2.6), (-5, 2), (-3, 0.6)]))
    scene.path("sand-3", foot.contour([Corner(-3, -2.6), Corner(3, -2.8), Corner(3.1, -1.2), Corner(-3, -1)]))


def _ice_lantern(scene: Scene, lamp: Pose) -> None:
    """A block of ice with a flame in it."""
    scene.path("sky-2", lamp.contour([Corner(-3, 0), Corner(-2.6, -7), Corner(2.6, -7), Corner(3, 0)]))
    scene.path("sky-1", lamp.contour([Corner(-3, 0), Corner(-2.6, -7), Corner(0.4, -7), Corner(0.2, 0)]))
    scene.path("snow", lamp.contour([Corner(-2.9, -6.6), (-2, -7.8), (0, -8.2), (2, -7.8), Corner(2.9, -6.6)]))
    scene.ellipse("sand-2", *lamp.point((0, -3.1)), 1.8 * lamp.scale, 2.5 * lamp.scale)
    scene.path("sand-4", lamp.contour([Corner(0, -5.2), (0.9, -3.4), (1, -2.2), (0, -1.3), (-1, -2.2), (-0.9, -3.4)]))
