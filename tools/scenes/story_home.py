"""Draw the three thousand children: a woman of the steppe, a child from the south, a bowl of milk, a lit door."""

from __future__ import annotations

from tools.scenes.limb import Pose, contour, limb
from tools.scenes.motif import Felt, ger, grass, stars
from tools.scenes.pen import Corner, Scene

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


def three_thousand() -> Scene:
    scene = Scene("three-thousand-children", "Three thousand children: a bowl of milk at the lit door", (35, 52))
    scene.sky("dusk-4")
    scene.disc("sand-2", 37, 33, 15, halos=(("dusk-2", 22), ("dusk-3", 29)))
    scene.layer("stars")
    stars(scene, "dusk-2", 46, below=46, clear_of=(37, 33, 31), seed=5)
    scene.layer("far")
    scene.land("dusk-5", [(-3, 53), (8, 50.5), (20, 52.5), (34, 50), (52, 52), (73, 50)])
    scene.layer("ground")
    scene.land("grass-5", [(-3, 56), (14, 55.4), (35, 56.2), (56, 55.4), (73, 56)])
    _train(scene)
    scene.land("grass-4", [(-3, 66), (16, 63.5), (36, 66), (58, 65), (73, 66)])
    scene.layer("home")
    felt = Felt(wall="stone-2", wall_shade="stone-3", roof="stone-1", roof_shade="stone-3", trim="fire-4",
        rope="sand-4", door="sand-2")
    ger(scene, 61.5, 69.5, 42, felt)
    scene.rect("fire-5", 56, 56.4, 11, 13.3)
    scene.rect("sand-3", 57.4, 57.8, 8.2, 11.9)
    scene.rect("sand-2", 59.4, 59.6, 4.2, 10.1)
    scene.path("sand-3", contour([Corner(57.4, 69.6), Corner(65.6, 69.6), Corner(60, 82), Corner(36, 82)]))
    scene.path("sand-2", contour([Corner(59.4, 69.6), Corner(63.6, 69.6), Corner(54, 82), Corner(42, 82)]))
    scene.layer("hero")
    _mother(scene)
    _child(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 78.5), (16, 80.5), (40, 81.5), (58, 80), (73, 77)])
    grass(scene, "grass-4", lambda x: 82 - abs(x - 36) * 0.04, count=24, height=3.6, seed=8)
    return scene


def _train(scene: Scene) -> None:
    """The train that brought them, small on the horizon, its windows lit."""
    for index in range(4):
        x = -4 + index * 5.2
        scene.rect("dusk-4", x, 54.6, 4.8, 2.2)
        for window in range(3):
            scene.rect("sand-2", x + 0.6 + window * 1.4, 55.2, 0.8, 0.7)
    scene.rect("stone-5", -4, 56.6, 21, 0.5)


def _profile(scene: Scene, head: Pose, *, skin: str = "sand-4", shade: str = "sand-5") -> None:
    """A grown face in profile, looking right, calm, the eyes lowered. About 15 mm from hairline to chin at scale 1."""
    scene.path(skin, head.contour([Corner(4.6, -7), (5.9, -4), (5.8, -2.4), (5.5, -1.2), (6.3, 0.4), (7.2, 1.8),
        (6.8, 2.6), (6.1, 2.8), (6.5, 3.6), Corner(6.0, 4.25), (6.3, 4.9), (5.6, 5.7), (5.7, 6.8), (5, 8), (3.2, 8.4),
        (0.5, 7), (-1.7, 5), Corner(-3, 2), Corner(-3.6, -6)]))
    scene.path(shade, head.contour([Corner(-3, 2), (-1.7, 5), (0.5, 7), (3.2, 8.4), Corner(4, 8.2), (1.6, 6),
        (0.4, 3.4), (0.2, 0), Corner(-0.6, -6), Corner(-3.6, -6)]))
    scene.line("stone-5", head.curve([(2.6, -0.9), (3.8, -0.4), (5, -0.8)]), 0.5, cap="round")
    scene.line("stone-5", head.curve([(2.5, -3), (4, -3.6), (5.4, -3.1)]), 0.5, cap="round")
    scene.line(shade, head.curve([(4.2, 4.5), (5.2, 4.45), (6.0, 4.2)]), 0.45, cap="round")


def _mother(scene: Scene) -> None:
    # She kneels: deel, raised knee, boot.
    scene.path("stone-5", contour([Corner(27, 76), Corner(33, 75), (34.4, 78), (38, 79), Corner(38.6, 80.8),
        Corner(27, 80.8)]))
    scene.path("sky-3", contour([Corner(23, 47), (17.5, 50.5), (13.6, 57), (12.6, 65), (9.6, 72), Corner(6, 81),
        Corner(29, 81), Corner(32.6, 77.4), (35.6, 70), (35.2, 65.4), (31.6, 63.4), (30.6, 57), (31, 51),
        Corner(29.6, 47.4)]))
    scene.path("sky-4", contour([Corner(23, 47), (17.5, 50.5), (13.6, 57), (12.6, 65), (9.6, 72), Corner(6, 81),
        Corner(20, 81), (18.4, 73), (17.4, 66), (17.4, 58), (19.6, 52)]))
    scene.path("sky-4", contour([Corner(32, 79.4), (34.6, 73), (35.4, 66.6), Corner(34, 64.6), (30.5, 71),
        Corner(27.6, 81), Corner(29, 81)]))
    scene.path("fire-4", contour([Corner(12.9, 62.4), (20, 64.8), Corner(31.2, 62.4), Corner(32, 66), (22, 69.4),
        Corner(12.2, 66.8)]))
    scene.path("fire-5", contour([Corner(12.9, 62.4), (15, 63.4), Corner(17.5, 64.3), Corner(17.6, 69), (15, 68.2),
        Corner(12.2, 66.8)]))
    # Collar and neck.
    scene.path("sand-5", contour([Corner(23.6, 40), Corner(29.6, 42), Corner(29.8, 48), Corner(23.4, 48)]))
    scene.path("dusk-5", contour([Corner(22.4, 46), (26, 47.6), Corner(30.6, 46.4), Corner(31, 49.6), (27, 51),
        Corner(21.8, 49)]))
    scene.line("sand-2", "M22.4 46Q26.4 48.4 30.6 46.4", 0.8, cap="round")
    placket = [(27.2, 50.2, 1.7), (27.6, 53, 1.7), (25, 56, 1.7)]
    scene.path("sand-2", limb(placket))
    head = Pose(27, 38.6, turn=9, scale=1.02)
    _profile(scene, head)
    scene.circle("fire-3", *head.point((2.4, 2.6)), 1.2)
    # The kerchief, knotted at the nape.
    scene.path("fire-3", head.contour([Corner(5.3, -5.4), (4.6, -8), (1, -9.8), (-4, -9), (-7, -5), (-7, 0), (-5, 4.6),
        Corner(-2.6, 5.4), (-1.2, 2), (0.6, -2), Corner(3.4, -4.4)]))
    scene.path("fire-4", head.contour([Corner(-1.4, -9.7), (-4, -9), (-7, -5), (-7, 0), (-5, 4.6), Corner(-2.6, 5.4),
        (-3.4, 1), (-3.6, -4)]))
    scene.path("fire-4", head.contour([Corner(-5.4, 3.4), (-8.4, 5.6), Corner(-8.6, 9.4), (-6, 8), Corner(-3.6, 5)]))
    scene.path("fire-3", head.contour([Corner(-5, 3.6), (-6.4, 8), Corner(-5, 11), (-3.4, 8), Corner(-3, 5)]))
    # Arm and bowl.
    scene.ellipse("sky-3", 21.4, 53, 4.4, 4.6)
    scene.path("sky-3", limb([(21.4, 52, 8), (22.6, 58.4, 7.6), (28, 60.4, 6.4), (35, 57.8, 5.2)]))
    scene.path("sky-4", contour([Corner(17.2, 54), (18.4, 60), (22.4, 63.6), (27.6, 63.6), (33, 61),
        Corner(36.2, 59.4), Corner(35.6, 58.4), (31, 60.6), (26.6, 61.8), (22, 60.4), (19, 57)]))
    scene.path("sand-2", limb([(34, 58.2, 5.6), (35.6, 57.5, 5.6)]))
    scene.path("sand-4", contour([Corner(35.4, 55.2), (37.6, 55.2), (40.6, 56.6), (40.4, 57.8), (38, 59),
        Corner(35.8, 60)]))
    scene.path("stone-1", contour([Corner(37.4, 53.4), Corner(44.6, 53.4), (43.8, 56), (42.4, 57.2), (39.6, 57.2),
        (38.2, 56)]))
    scene.path("stone-3", contour([Corner(41.4, 53.4), Corner(44.6, 53.4), (43.8, 56), (42.4, 57.2), Corner(41, 57.3)]))
    scene.ellipse("stone-2", 41, 53.4, 3.6, 0.8)


def _child(scene: Scene) -> None:
    """In a padded jacket from the south, hair in a bob, with a bundle, looking up."""
    for x in (47.6, 52):
        scene.path("stone-5", contour([Corner(x, 76), Corner(x + 3.6, 76), Corner(x + 3.6, 81), Corner(x - 2, 81),
            (x - 1.8, 79.6), (x, 78.6)]))
    scene.path("dusk-5", contour([Corner(46.8, 71), Corner(56.2, 71), Corner(56, 77.4), Corner(52.2, 77.4),
        Corner(51.6, 75), Corner(51, 77.4), Corner(47.2, 77.4)]))
    # The bundle in the far hand.
    scene.path("dusk-2", contour([Corner(57.8, 67.4), (61, 69), (62, 72.6), (60, 75.8), (56.4, 75.6), (54.8, 72.4),
        (55.8, 69)]))
    scene.path("dusk-3", contour([Corner(58.2, 67.6), (61, 69), (62, 72.6), (60, 75.8), Corner(57.8, 75.8), (59.4, 72)]))
    scene.path("dusk-2", contour([Corner(57.4, 68.4), Corner(55.4, 66.6), Corner(57.8, 66.9), Corner(60.4, 66.2),
        Corner(58.6, 68.4)]))
    scene.path("fire-3", contour([Corner(48.2, 61), (46.2, 65), Corner(45.8, 73.6), (51, 74.6), Corner(57, 73.6),
        (56.8, 66), Corner(55, 61)]))
    scene.path("fire-4", contour([Corner(52.6, 61), (53.2, 67), Corner(52.6, 74.5), Corner(57, 73.6), (56.8, 66),
        Corner(55, 61)]))
    scene.path("fire-4", limb([(55, 63, 3.8), (57.2, 66, 3.6), (57.6, 68, 3)]))
    for x, y in ((48, 67.4), (49.6, 70.6), (47.6, 72), (50.8, 66.6)):
        scene.circle("sand-2", x, y, 0.5)
    scene.line("fire-5", "M51.2 62.4L51.4 74.2", 0.35)
    scene.path("sand-5", contour([Corner(49.6, 58), Corner(53.4, 58), Corner(53.4, 62.4), Corner(49.8, 62.4)]))
    scene.path("fire-5", contour([Corner(48.6, 60.4), (51, 61.6), Corner(54.2, 60), Corner(54.8, 62.4), (51.4, 63.6),
        Corner(48.2, 62.6)]))
    head = Pose(52, 54.6, turn=10, scale=0.8, mirror=-1)
    scene.path("sand-4", head.contour([Corner(4.6, -6), (5.6, -3.6), (5.3, -1.6), (5.6, 0.2), (6.3, 1.4), (5.7, 2.3),
        (5.2, 2.6), (5.5, 3.4), (5, 4.2), (5.1, 5.4), (4.2, 6.6), (1.8, 6.7), (-1.4, 5.2), Corner(-3.6, 2),
        Corner(-4, -6)]))
    scene.path("sand-5", head.contour([Corner(-3, 3), (-1.4, 5.2), (1.8, 6.7), Corner(3, 6.8), (0.8, 5),
        Corner(-0.6, 1)]))
    scene.circle("fire-3", *head.point((2.2, 2.6)), 1.1)
    scene.circle("stone-5", *head.point((3.8, -0.8)), 0.52)
    scene.line("stone-5", head.curve([(2.8, -2.9), (3.8, -3.3), (4.8, -2.9)]), 0.42, cap="round")
    scene.line("sand-5", head.curve([(4.1, 4), (4.9, 3.7)]), 0.4, cap="round")
    scene.path("stone-5", head.contour([Corner(5.7, -3.9), (5.8, -7), (3, -9.6), (-1.4, -10), (-5.4, -7.6), (-7, -3),
        Corner(-6.4, 3.4), Corner(-0.6, 3.2), (0.4, 0), Corner(0.8, -3.6), (3.4, -3.7)]))
    scene.path("dusk-4", head.contour([(3.4, -7.6), (0.6, -9), (-2.6, -8.6), (0.4, -7.8)]))
    scene.line("fire-4", head.curve([(-1.4, -6.4), (-2.8, -7.6)]), 0.9, cap="round")
    # Both hands reach for the bowl.
    scene.path("fire-3", limb([(50, 63.4, 4.4), (48, 62.6, 4), (46, 59.4, 3.2)]))
    scene.path("sand-4", contour([Corner(47.4, 58.6), (46.2, 56.4), (44.8, 55), (43.6, 55), (43.4, 56.4),
        Corner(44.6, 59.8)]))
