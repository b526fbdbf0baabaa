"""Draw the long song: a singer whose mouth is the centre of disc, halos and rings of sound."""

from __future__ import annotations

from tools.scenes.limb import Pose, arc, contour, limb
from tools.scenes.motif import Felt, ger, grass
from tools.scenes.pen import Corner, Scene

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


def long_song() -> Scene:
    scene = Scene("long-song-and-throat-singing", "Long song and khoomei: one breath over the whole steppe", (36, 44))
    scene.sky("sky-5")
    # Everything spreads from her mouth: disc, halos and the rings of sound have their centre there.
    mouth = (39.2, 31.5)
    scene.disc("sand-1", *mouth, 16, halos=(("sky-3", 23.5), ("sky-4", 31)))
    scene.layer("sound")
    for radius in (37.5, 44, 50.5):
        scene.line("sky-4", arc(*mouth, radius), 0.8)
    scene.layer("far")
    scene.land("dusk-5", [(-3, 52), (6, 49.5), (15, 51.5), (26, 49), (38, 52), (50, 48.5), (61, 51), (73, 49)])
    scene.layer("ground")
    scene.land("grass-5", [(-3, 56), (14, 55.2), (35, 56.4), (56, 55), (73, 56)])
    scene.land("grass-4", [(-3, 64), (18, 61), (40, 65.5), (58, 62.5), (73, 60.5)])
    scene.land("grass-3", [(-3, 77), (20, 71), (44, 69.5), (60, 73.5), (73, 71)])
    scene.layer("mid")
    felt = Felt(wall="stone-3", wall_shade="sand-1", roof="stone-3", roof_shade="stone-1", rope="sand-4", door="sand-3")
    ger(scene, 63.5, 61.4, 7.5, felt)
    ger(scene, 55.8, 60.4, 4.6, felt)
    scene.layer("scarf")
    _scarf(scene)
    scene.layer("hero")
    _singer(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 80.5), (12, 82.5), (34, 84.5), (56, 82), (73, 79)])
    grass(scene, "grass-4", lambda x: 84.3 - abs(x - 36) * 0.06, count=25, height=4.2, seed=3)
    return scene


def _scarf(scene: Scene) -> None:
    """The blue scarf of honour leaves her hands and rides out on the song."""
    out = [(45.5, 53.4, 1.6), (49, 51, 4), (54.5, 50.6, 5.6), (60, 46.8, 4.8), (62.6, 40, 3.4), (66.8, 33.8, 4.4),
        (74.5, 30.6, 5.6)]
    scene.path("sky-1", limb(out))
    scene.path("sky-2", limb(out, left=0.15))


def _singer(scene: Scene) -> None:
    # The deel, its far side in shade, away from the moon.
    scene.path("fire-4", contour([Corner(23.5, 41.8), (19, 43), (14.2, 46), (11.6, 53), (10.8, 61), Corner(12.2, 69),
        (9, 78), Corner(7.4, 87.5), Corner(43.5, 87.5), (40.5, 77), Corner(36.8, 69), (37.5, 60), (36.6, 51),
        (33.5, 45), Corner(30.5, 42.5)]))
    scene.path("fire-5", contour([Corner(22.5, 42.1), (18.4, 43.4), (14.2, 46), (11.6, 53), (10.8, 61),
        Corner(12.2, 69), (9, 78), Corner(7.4, 87.5), Corner(20, 87.5), (19.5, 78), (17.6, 69), (15.6, 58),
        (17, 48.5)]))
    scene.line("fire-5", "M24.4 72Q24 80 23.2 88", 0.5, cap="round")
    scene.line("fire-5", "M29.4 72Q31.4 80 32 88", 0.5, cap="round")
    placket = [(26.6, 44, 2), (27.6, 48, 2), (25.6, 51.6, 2), (20.6, 53.6, 2)]
    scene.path("sand-3", limb(placket))
    scene.path("sky-4", limb(placket, left=-0.4, right=0.4))
    # The sash, wound and tied at the front.
    scene.path("sand-3", contour([Corner(11.6, 66), (20, 68.2), (30, 68.2), Corner(37.2, 65.6), Corner(36.9, 71.2),
        (30, 73.6), (20, 73.6), Corner(11.3, 71.4)]))
    scene.path("sand-4", contour([Corner(11.6, 66), (15, 67.2), Corner(17.6, 67.7), Corner(17.8, 73.3), (15, 72.7),
        Corner(11.3, 71.4)]))
    for drop in (1.7, 3.4):
        scene.line("sand-4", f"M17.7 {67.7 + drop:.1f}Q28 {69.3 + drop:.1f} 37 {66.1 + drop:.1f}", 0.4)
    scene.path("sand-3", contour([Corner(31.2, 71.5), Corner(34.6, 71), (36.6, 80), Corner(36, 86), Corner(33, 86),
        (31.6, 78)]))
    scene.path("sand-4", contour([Corner(31.2, 71.5), Corner(32.4, 71.3), (33.6, 79), Corner(34, 86), Corner(33, 86),
        (31.6, 78)]))
    # Neck, collar, braid.
    scene.path("sand-5", contour([Corner(22.8, 33), Corner(29.5, 35), Corner(30.6, 43.5), Corner(23.3, 44)]))
    scene.path("fire-5", contour([Corner(21.8, 40.4), (26, 42.6), Corner(31.4, 40.4), Corner(31.8, 44), (27, 46.2),
        Corner(21.4, 44.2)]))
    scene.line("sand-3", "M21.8 40.4Q26.4 43.7 31.4 40.4", 0.8, cap="round")
    braid = [(22.4, 32, 3.6), (17.6, 42, 3.2), (15.6, 48.5, 2.8), (15.4, 56, 2.3)]
    scene.path("stone-5", limb(braid))
    for x, y in ((18.1, 40.6), (17.1, 43.2), (16.3, 45.8), (15.8, 48.4), (15.5, 51), (15.4, 53.4)):
        scene.line("sky-4", f"M{x - 0.8:.1f} {y - 0.5:.1f}L{x:.1f} {y + 0.4:.1f}L{x + 0.9:.1f} {y - 0.2:.1f}", 0.4)
    scene.path("sand-4", "M14.4 56h2l1.2 5.2h-4.4z")
    scene.rect("sand-3", 14.1, 55.3, 2.6, 1.2)
    _singer_head(scene)
    # The near arm: shoulder, elbow, cuff, and the open hand that offers the song.
    arm = [(21.5, 48, 9.4), (23.6, 56.5, 8.8), (29.6, 62.2, 8), (36.4, 59, 6.6), (40.6, 56, 6.2)]
    scene.ellipse("fire-4", 21.9, 48.4, 5.2, 4.6)
    scene.path("fire-4", limb(arm))
    scene.path("fire-5", contour([(17.4, 51), (19.6, 59.4), (25, 65.4), (31, 66.3), (38, 62), Corner(42.2, 58.6),
        Corner(41.4, 57.5), (35.4, 61), (29, 63.4), (23.4, 60), (19.6, 54)]))
    scene.path("sky-4", limb([(38.8, 57.2, 6.8), (42.3, 54.8, 7.2)]))
    scene.path("sand-3", limb([(38.2, 57.6, 6.8), (39.1, 57, 6.8)]))
    scene.path("sky-1", limb([(46.2, 51.6, 2.4), (46.6, 57, 4.6), (45, 63, 5), (46.4, 69, 4.8), (45.4, 74.6, 4.6)]))
    scene.path("sky-2", limb([(46.2, 51.6, 2.4), (46.6, 57, 4.6), (45, 63, 5), (46.4, 69, 4.8), (45.4, 74.6, 4.6)],
        left=0.1))
    for index in range(6):
        x = 43.4 + index * 0.8
        scene.line("sky-2" if index < 3 else "sky-1", f"M{x:.2f} {74.1 + index * 0.14:.2f}l-0.3 2.6", 0.35)
    scene.path("sand-4", contour([Corner(41.6, 52.4), (44, 51.2), (46.8, 50.2), (48.8, 49.5), (49.2, 50.4),
        (47.6, 51.5), (50.4, 51.4), (50.8, 52.3), (48.4, 53.7), (45.4, 55.6), Corner(43.6, 56.4)]))
    scene.line("sand-5", "M47.6 51.6L45.4 52.6", 0.35, cap="round")


def _singer_head(scene: Scene) -> None:
    head = Pose(26.4, 31, turn=-17, scale=1.12)
    scene.path("stone-5", head.contour([Corner(-6.6, -4), (-7.2, 0), (-5.8, 4), (-2.5, 4.8), Corner(0, 0),
        Corner(3, -5)]))
    scene.path("sand-4", head.contour([Corner(5.2, -6), (5.9, -4), (5.8, -2.4), (5.5, -1.2), (6.3, 0.4), (7.3, 1.8),
        (6.9, 2.6), (6.1, 2.8), (6.7, 3.7), Corner(6.2, 4.3), Corner(3.9, 5.2), (5.6, 6.6), (5.9, 7.4), (5.2, 8),
        (5.5, 9), (4.9, 10.2), (3.2, 10.4), (0.5, 8.4), (-1.7, 5.6), Corner(-3, 2), Corner(-3.6, -4)]))
    scene.path("sand-5", head.contour([Corner(-3, 2), (-1.7, 5.6), (0.5, 8.4), (3.2, 10.4), Corner(3.8, 9.9),
        (1.6, 7.2), (0.4, 4), (0.2, 1), Corner(-0.6, -4), Corner(-3.6, -4)]))
    scene.path("fire-5", head.contour([Corner(6.2, 4.3), (4.6, 4.3), (3.7, 5.3), (4.4, 6.3), Corner(5.6, 6.6),
        Corner(5.1, 5.5)]))
    scene.line("stone-5", head.curve([(2.8, -1.2), (3.9, -0.6), (5, -0.9)]), 0.55, cap="round")
    scene.line("stone-5", head.curve([(2.6, -3.1), (4, -3.8), (5.3, -3.3)]), 0.55, cap="round")
    scene.circle("fire-3", *head.point((2.3, 2.6)), 1.3)
    scene.path("sand-4", head.contour([(-1.8, -1.4), (-0.2, -1.6), (0.3, 0.2), (-0.7, 2.2), (-1.7, 1.2)]))
    scene.line("sand-5", head.curve([(-1.3, -0.7), (-0.4, -0.5), (-0.6, 0.9)]), 0.35, cap="round")
    # Hat: crown, brim turned up, red knot; strings of coral and turquoise hang from it.
    scene.path("sand-3", head.contour([Corner(-6.2, -6), (-5, -10.2), (-2, -13.4), Corner(-0.6, -16.5), (0.8, -13.4),
        (3.6, -10.6), Corner(4.8, -7)]))
    scene.path("sand-4", head.contour([Corner(-6.2, -6), (-5, -10.2), (-2, -13.4), Corner(-0.6, -16.5), (-1, -11),
        Corner(-1.8, -6.5)]))
    scene.path("sky-4", head.contour([Corner(-7.6, -3.4), (-8, -7.6), (-5, -8.6), (0, -8.8), (5, -9), (7.2, -8.4),
        Corner(6.6, -4.6), (0, -3.4)]))
    scene.path("sky-5", head.contour([Corner(-7.6, -3.4), (-8, -7.6), (-5, -8.6), Corner(-2.6, -8.7),
        Corner(-2, -3.4)]))
    scene.line("sand-3", head.curve([(-7.6, -4.3), (-4, -4.1), (0, -4.3), (6.6, -5.6)]), 0.5)
    scene.circle("fire-4", *head.point((-0.6, -17)), 1.45)
    for string, x in enumerate((-2.7, -1.2)):
        for bead in range(8):
            token = "sky-2" if (bead + string) % 4 == 3 else "fire-4"
            scene.circle(token, *head.point((x - 0.25 * bead, -2.2 + bead * 1.18)), 0.66)
