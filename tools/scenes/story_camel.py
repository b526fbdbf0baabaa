"""Draw the tea road: a laden camel, the man who leads it, and the train behind."""

from __future__ import annotations

from tools.scenes.limb import Pose, contour, limb
from tools.scenes.motif import grass
from tools.scenes.pen import Corner, Scene, at

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


def tea_road() -> Scene:
    scene = Scene("tea-road", "The tea road: chests of tea go north by camel", (34, 48))
    scene.sky("sand-4")
    scene.disc("sand-1", 38, 40, 21, halos=(("sand-2", 28), ("sand-3", 35)))
    scene.layer("clouds")
    for left, top, width in ((-3, 12, 20), (54, 8, 19), (60, 20, 13), (-3, 24, 9)):
        scene.rect("sand-3", left, top, width, 0.9)
    scene.layer("far")
    scene.land("fire-3", [(-3, 52), (8, 48.5), (20, 51.5), (34, 53.5), (50, 51), (62, 47.5), (73, 51)])
    scene.land("fire-4", [(-3, 54), (10, 52.6), (26, 54.6), (44, 53.6), (60, 54.6), (73, 53)])
    scene.layer("ground")
    scene.land("sand-3", [(-3, 56), (18, 55.2), (38, 56.4), (56, 55.2), (73, 56)])
    scene.layer("train")
    for x, y in ((-0.6, 59.4), (7, 59)):
        _camel(scene, Pose(x, y, scale=0.2), coat="sand-5", lit="sand-4", far="stone-5")
    scene.layer("mid")
    scene.land("sand-2", [(-3, 68), (14, 66.4), (36, 65.6), (58, 63.4), (73, 61)])
    scene.land("sand-3", [(-3, 75), (18, 74.4), (44, 75.6), (73, 72)])
    scene.layer("hero")
    scene.ellipse("sand-4", 26, 77.4, 24, 1.3)
    _camel(scene, Pose(27.6, 77.4, scale=1.34), coat="sand-5", lit="sand-4", far="fire-5")
    _chests(scene, Pose(27.6, 77.4, scale=1.34))
    _cameleer(scene)
    scene.layer("near")
    scene.land("fire-5", [(-3, 80), (16, 81.4), (40, 82.6), (60, 80.4), (73, 81.4)])
    grass(scene, "sand-4", lambda x: 83 + abs(x - 30) * -0.02, count=21, height=4.4, seed=12)
    return scene


def _camel(scene: Scene, camel: Pose, *, coat: str, lit: str, far: str) -> None:
    """A two-humped camel that walks right, its feet at the pose's y; about 36 long and 30 high at scale 1."""
    for leg in (
        [(6, -10, 4.8), (4.6, -6, 2.8), (3.4, -3, 1.8), (1.4, -0.7, 2)],
        [(-8.6, -11, 6), (-7.4, -7.6, 3.6), (-8.6, -4.6, 2.2), (-6.8, -1.8, 1.6), (-5.8, -0.6, 2)],
    ):
        scene.path(far, camel.limb(leg))
    scene.path(coat, camel.limb([(-13.4, -15, 1.2), (-15, -12, 1.2), (-15.2, -8.6, 1.8), (-15, -6.6, 0.6)]))
    scene.path(coat, camel.contour([(18.2, -28.4), (16.6, -29.4), (14.8, -30), (13, -29.8), (11.8, -28), (11.2, -24.6),
        (10.8, -20.6), (9.4, -18.6), (8, -20), (6.6, -24), Corner(5.2, -27.6), (3.4, -26.4), (1.6, -21.6), (-1, -18.8),
        (-3.4, -21.4), (-5, -25.4), Corner(-7, -27), (-8.8, -24.4), (-10.4, -19.6), (-12.8, -17), (-14.2, -14),
        (-14, -11), (-10.6, -9.4), (-5.6, -9.4), (0, -8.4), (5, -8), (9, -9), (12.4, -11.4), (14.6, -14.8),
        (15.8, -19.4), (16, -24.4), (17.6, -25), (19.4, -25.2), (20.4, -26.2), (20, -27.6)]))
    scene.path(lit, camel.contour([Corner(14.8, -30), (13, -29.8), (11.8, -28), (11.2, -24.6), (10.8, -20.6),
        (9.4, -18.6), (8, -20), (6.6, -24), Corner(5.2, -27.6), (6, -21.6), (8, -17), (10.6, -17), (12.2, -20.4),
        (12.6, -24.6), (13.2, -27.6)]))
    scene.path(lit, camel.contour([Corner(-7, -27), (-8.8, -24.4), (-10.4, -19.6), (-12.8, -17), Corner(-14.2, -14),
        (-10.6, -15.4), (-8.2, -19)]))
    for leg in (
        [(8, -11, 6.4), (8, -7.2, 3.8), (9.2, -4.4, 2.6), (9.6, -1.8, 1.8), (10.4, -0.7, 2.4)],
        [(-11, -13, 7), (-10.4, -8.4, 5), (-13, -5.2, 2.6), (-13.2, -2.2, 1.8), (-12.4, -0.7, 2.4)],
    ):
        scene.path(coat, camel.limb(leg))
        x, y = leg[-1][0], leg[-1][1]
        scene.path(far, camel.contour([Corner(x - 1.3, y - 0.4), (x, y - 0.9), (x + 1.6, y - 0.2),
            Corner(x + 2, y + 0.9), Corner(x - 1.5, y + 0.9)]))
    # Hair: throat, forearm, the tufts on the humps.
    scene.path(far, camel.contour([Corner(15.8, -21), Corner(17, -18.4), Corner(15.6, -17.8), Corner(16, -15),
        Corner(14.2, -14.4), Corner(13.8, -11.8), Corner(11.6, -11.6), (13.4, -14.6), (14.6, -18)]))
    scene.path(far, camel.contour([Corner(6.4, -25.4), Corner(5.2, -27.9), Corner(4.8, -26.6), Corner(3.6, -27.2),
        Corner(3.2, -25), (5, -24.2)]))
    scene.path(far, camel.contour([Corner(-5.2, -25), Corner(-6, -26.8), Corner(-7, -27.4), Corner(-7.4, -26),
        Corner(-8.6, -25.6), (-7, -24)]))
    scene.path(far, camel.contour([Corner(13.6, -28.4), (12, -29.4), Corner(11.6, -31), (13.2, -31),
        Corner(14.4, -29.4)]))
    scene.circle("stone-5", *camel.point((16.5, -27.9)), 0.42 * camel.scale)
    if camel.scale > 1:  # What cannot be seen far off.
        scene.path(far, camel.contour([Corner(14.8, -30), Corner(14.4, -31.2), Corner(15.4, -30.6), Corner(16.2, -31),
            Corner(16.6, -29.4)]))
        scene.ellipse("stone-5", *camel.point((19.6, -27.2)), 0.5, 0.32)
        scene.line("stone-5", camel.curve([(20.2, -26), (19, -25.9), (17.8, -26.4)]), 0.4, cap="round")


def _chests(scene: Scene, pack: Pose) -> None:
    """The felt pad between the humps and, on each side, a chest of tea under ropes."""
    scene.path("sky-4", pack.contour([Corner(5.6, -22), (3.4, -20.4), (0, -19.2), (-3.4, -20.6), Corner(-5.6, -22),
        Corner(-7.6, -11.6), Corner(6.6, -11)]))
    scene.path("sky-5", pack.contour([Corner(-3.4, -20.6), Corner(-5.6, -22), Corner(-7.6, -11.6),
        Corner(-3.6, -11.4)]))
    scene.polygon("fire-4", [pack.point(p) for p in ((-5.4, -19), (4.6, -18.6), (4.8, -10), (-5.6, -10.4))])
    scene.polygon("fire-5", [pack.point(p) for p in ((-5.4, -19), (-2.8, -18.9), (-2.9, -10.3), (-5.6, -10.4))])
    scene.polygon("sand-3", [pack.point(p) for p in ((-5.9, -19.9), (5, -19.5), (5, -18.3), (-5.9, -18.7))])
    scene.polygon("sand-2", [pack.point(p) for p in ((-1.6, -17.2), (3.4, -17), (3.5, -11.8), (-1.6, -12))])
    leaf = Pose(*pack.point((0.9, -14.4)), scale=pack.scale)
    for turn in (-38, 0, 38):
        blade = Pose(leaf.x, leaf.y + 1.6 * leaf.scale, turn=turn, scale=leaf.scale)
        scene.path("grass-4" if turn else "grass-3", blade.contour([Corner(0, 0), (-0.75, -1.6), Corner(0, -3.6),
            (0.75, -1.6)]))
    for x in (-4.2, 4.1):
        scene.line("sand-2", f"M{at(pack.point((x, -22)))}L{at(pack.point((x, -10)))}", 0.55)


def _cameleer(scene: Scene) -> None:
    """He walks ahead, the rope over his shoulder."""
    scene.path("stone-5", limb([(61.6, 68, 3.2), (59.6, 73, 2.6), (57.4, 76.4, 2.2)]))
    scene.path("stone-5", limb([(62.4, 68, 3.4), (64, 73, 2.6), (64.2, 77, 2.4)]))
    scene.path("stone-5", contour([Corner(56.6, 75.4), Corner(58.6, 76), (59.4, 77.6), Corner(60.6, 78.4),
        Corner(56.4, 78)]))
    scene.path("stone-5", contour([Corner(63, 76.4), Corner(65.4, 76.4), (66.4, 77.4), Corner(67.6, 78.4),
        Corner(63, 78.4)]))
    scene.path("sky-4", contour([Corner(60.4, 55.4), (58.6, 58), (59, 63), Corner(57, 73), (62, 74),
        Corner(66.6, 72.4), (65.4, 64), (65.4, 58), Corner(63.6, 55.4)]))
    scene.path("sky-5", contour([Corner(63, 55.4), (63.4, 60), (63, 66), Corner(64, 73.4), Corner(66.6, 72.4),
        (65.4, 64), (65.4, 58), Corner(63.6, 55.4)]))
    scene.path("sand-3", contour([Corner(59, 62.6), Corner(65.3, 62.6), Corner(65.5, 64.6), Corner(58.8, 64.6)]))
    scene.rect("sand-5", 61.2, 53.4, 2, 2.6)
    scene.ellipse("sand-4", 62.4, 51.6, 2.2, 2.6)
    scene.path("fire-5", contour([Corner(59.4, 51.8), (59.6, 49), (62.2, 48), (64.8, 48.8), Corner(65.4, 50.6),
        (62.4, 50.4)]))
    scene.path("fire-4", contour([Corner(60.6, 48.7), Corner(62.2, 45.2), Corner(64, 48.6), (62.2, 48)]))
    scene.path("stone-5", contour([Corner(59.9, 51.4), Corner(61.4, 50.4), (61.2, 52.4), Corner(61.4, 54), (60, 53.4)]))
    scene.line("stone-5", "M54.4 42.8Q53.6 55 57.4 62.6L59.6 66", 0.4, cap="round")
    scene.path("sky-3", limb([(61.6, 57.2, 3), (59.8, 60, 2.6), (58, 62, 2.1)]))
    scene.circle("sand-4", 57.6, 62.6, 1)
