"""Draw Erenhot: the giant bird-like dinosaur before the sun, and its bones in the layers below the same plain."""

from __future__ import annotations

from itertools import pairwise

from tools.scenes.limb import Bend, Pose, contour, limb
from tools.scenes.pen import Corner, Point, Scene, at

# Points of a figure read best side by side, as they run along its outline.
# fmt: off


def dinosaurs() -> Scene:
    scene = Scene("erenhot-dinosaurs", "Erenhot: Gigantoraptor in the sun, its bones under the plain", (36, 44))
    scene.sky("grass-1")
    scene.disc("fire-3", 38, 25, 17, halos=(("sand-2", 24.5), ("sand-1", 32)))
    scene.layer("far")
    scene.land("grass-2", [(-3, 52), (8, 48.6), (20, 51), (36, 50), (52, 51.6), (63, 48), (73, 51)])
    for x, tall in ((4, 12), (7.6, 8.6), (66, 13), (62.4, 8.6), (69.6, 9)):
        _cycad_tree(scene, x, 56.6, tall)
    scene.layer("ground")
    scene.land("grass-4", [(-3, 56), (14, 55.5), (36, 56.4), (56, 55.4), (73, 56)])
    scene.land("grass-3", [(-3, 60.4), (16, 59.4), (40, 60.2), (58, 59.2), (73, 60.2)])
    _layers(scene)
    scene.layer("hero")
    _raptor(scene)
    scene.layer("bones")
    _bones(scene)
    scene.layer("near")
    scene.land("stone-5", [(-3, 81.6), (16, 80.8), (36, 82), (56, 80.8), (73, 81.8)])
    for x, y, turn in ((5, 79.8, 20), (66.6, 79.6, -30), (60.4, 81, 50)):
        scene.path("sand-4", Pose(x, y, turn=turn).contour([(-1.6, 0), (-0.4, -1), (1.3, -0.6), (1.5, 0.5), (0, 1)]))
    return scene


def _cycad_tree(scene: Scene, x: float, y: float, tall: float) -> None:
    scene.path("stone-5", limb([(x, y, 1.5), (x + 0.3, y - tall * 0.5, 1.1), (x, y - tall, 0.9)]))
    for turn in (-112, -84, -52, -18, 18, 52, 84, 112):
        frond = Pose(x, y - tall, turn=turn)
        token = "grass-3" if turn > 0 else "grass-4"
        scene.path(token, frond.contour([Corner(0, 0.4), (-0.9, -1.6), Corner(0.4, -4.4), (0.9, -1.6)]))


def _layers(scene: Scene) -> None:
    scene.layer("strata")
    scene.land("sand-3", [(-3, 64), (14, 63.4), (38, 64.2), (58, 63.2), (73, 64)])
    scene.land("sand-4", [(-3, 66), (16, 66.2), (40, 65.6), (58, 66.4), (73, 65.6)])
    scene.land("sand-5", [(-3, 67.6), (14, 67.4), (36, 67.8), (56, 67), (73, 67.6)])


BODY: list[Point] = [(27, 26), (33, 23.6), (40, 22.8), (47, 24), (53, 26), (57.6, 26), (57, 29.6), (52.4, 33.4), (47, 37.4), (41, 40), (34, 40.4), (28, 38), (24.4, 33.4), (24, 29)]


def _raptor(scene: Scene) -> None:
    """It strides left. The far limbs first; then tail, body and neck; then the near leg and the wing."""
    _leg(scene, [(29.6, 42, 7.6), (33.4, 49.4, 4), (30, 54.6, 2.9), (26.6, 59, 2.9)], shank="fire-5", shade="fire-5")
    scene.path("sky-5", limb([(36, 34, 13), (31, 40.4, 10.4), (29.8, 44.6, 7.6)], tip=0.6))
    for index, turn in enumerate((30, 50, 70, 90, 110, 130)):
        _plume(scene, Pose(56.6, 26.8, turn=turn), 9.6, ("fire-4", "sand-2")[index % 2], ("fire-5", "sand-3")[index % 2])
    for index in range(4):
        quill = Pose(23.6 - index * 1.2, 40.4 + index * 0.6, turn=140 + index * 12)
        _plume(scene, quill, 10 - index * 1.2, "fire-5", "fire-5")
    scene.path("sky-5", contour(BODY))
    neck: list[Bend] = [(17.4, 10, 4.6), (21.4, 13, 4.8), (23.2, 18, 5.4), (23.4, 23.4, 7.4), (26.4, 29, 11.4), (31, 32, 14)]
    scene.path("sky-5", limb(neck))
    _plumage(scene)
    _leg(scene, [(36.4, 42, 8.6), (43, 49.6, 4.6), (43.4, 54.6, 3.3), (41.4, 58.8, 3.2)], shank="fire-4", shade="fire-5")
    scene.path("sky-5", contour([(36.4, 33.4), (42, 28.6), (48.6, 29.6), (50.8, 34), (48.6, 39), (44.6, 42.8), (41.4, 46.4), (37.6, 47.2), (34, 44.6), (33.4, 39)]))
    for x, y, tone in ((38.8, 42.2, 4), (41.6, 41.2, 4), (36.4, 40, 4), (39.4, 38.6, 4), (42.4, 38, 4), (45.4, 37, 4), (37.4, 35.8, 4), (40.4, 34.6, 3), (43.4, 34, 3), (46.4, 33.4, 3), (41.6, 31.2, 3), (44.6, 30.6, 3)):
        _plume(scene, Pose(x, y - 0.6, turn=172), 4.6, f"sky-{tone - 1}", f"sky-{tone}")
    _wing(scene)
    _head(scene, Pose(16.2, 9.6, scale=1.16))


def _leg(scene: Scene, lower: list[Bend], *, shank: str, shade: str) -> None:
    """A bare leg along knee, heel, shank and foot, with three toes and a spur, all clawed."""
    scene.path(shank, limb(lower))
    scene.path(shade, limb(lower, left=-1, right=-0.25))
    foot = Pose(*lower[-1][:2])
    for claw in (
        [Corner(-7.6, 0), (-9.2, 0.3), Corner(-10.6, 1.8), (-8.8, 1.9), Corner(-7.2, 1.5)],
        [Corner(-5.2, 2.2), (-6.6, 2.6), Corner(-7.8, 4), (-6, 4), Corner(-4.4, 3.6)],
        [Corner(2.6, 0), (3.8, -0.2), Corner(5.2, 1.4), (3.6, 1.3), Corner(2.4, 1.3)],
    ):
        scene.path("stone-5", foot.contour(claw))
    scene.path(shade, foot.contour([Corner(0.6, -0.2), (-1.4, 1), (-4, 1.7), (-5.6, 2.2), (-6, 3.2), (-4.8, 3.8), (-1.4, 3.2), (1.2, 1.8), Corner(1.6, 0)]))
    scene.path(shank, foot.contour([Corner(-1.4, -1.6), (-4, -1), (-7.4, -0.5), (-8.4, 0.6), (-7.4, 1.6), (-3.6, 1.7), (0, 1.9), (2.8, 1.5), (3.3, 0.4), (2.4, -0.4), Corner(1.4, -1.2)]))


def _plume(scene: Scene, quill: Pose, length: float, lit: str, shade: str) -> None:
    """A feather that grows upwards from its foot, its right half in shade."""
    scene.path(lit, quill.contour([Corner(0, 0.6), (-length * 0.19, -length * 0.5), Corner(0, -length), (length * 0.19, -length * 0.5)]))
    scene.path(shade, quill.contour([Corner(0, 0.6), Corner(0, -length), (length * 0.19, -length * 0.5)]))


def _plumage(scene: Scene) -> None:
    """Feathers in rows along the body, from the tail forward, each over the one behind it; lighter on the back."""
    rows = (
        ((55.4, 26.4), (51.6, 25.6), (47.6, 24.8), (43.6, 24.2), (39.6, 24), (35.6, 24.6), (31.6, 25.6)),
        ((53.6, 28.6), (49.6, 27.8), (45.6, 27), (41.6, 26.8), (37.6, 27), (33.6, 27.8), (29.6, 28.6)),
        ((51.6, 31.4), (47.6, 30.4), (43.6, 29.8), (39.6, 29.8), (35.6, 30.2), (31.6, 31), (27.6, 30.6)),
        ((49.2, 33.8), (45.4, 33.2), (41.4, 32.8), (37.4, 33.2), (33.4, 33.8), (29.4, 33.8)),
        ((46.4, 36.4), (42.6, 36), (38.8, 36.2), (35, 36.6), (31.2, 36.6)),
        ((41.6, 38.6), (38, 38.8), (34.4, 38.8)),
    )
    tones = (("sky-2", "sky-3"), ("sky-3", "sky-4"), ("sky-3", "sky-4"), ("sky-4", "sky-4"), ("sky-4", "sky-4"), ("sky-4", "sky-4"))
    for row, (lit, shade) in reversed(tuple(zip(rows, tones, strict=True))):
        for x, y in row:
            _plume(scene, Pose(x - 2.6, y, turn=96 + (y - 24) * 1.6), 5.4, lit, shade)
    for x, y, turn, length in ((27.4, 33.6, 128, 4.6), (25, 31, 136, 4.6), (27.6, 27.6, 124, 4.6), (24.2, 26.4, 142, 4.4), (26, 23.6, 140, 4), (22.8, 22.2, 150, 4), (24.8, 20, 146, 3.8), (22, 18.4, 156, 3.6), (23.8, 16.4, 150, 3.4), (20.8, 15, 148, 3.2), (22, 13.2, 140, 3)):
        _plume(scene, Pose(x - 0.6, y - 2, turn=turn), length, "sky-3", "sky-4")


def _wing(scene: Scene) -> None:
    """An arm with long feathers, too short to fly, and three claws."""
    for index in range(7):
        quill = Pose(33.4 - index * 2.1, 37 + index * 1.1, turn=112 + index * 9)
        _plume(scene, quill, 15 - index * 1.3, ("fire-4", "sand-2")[index % 2], ("fire-5", "sand-3")[index % 2])
    scene.path("sky-4", limb([(29, 30, 8), (32.4, 35.4, 7.2), (28.6, 40.2, 5), (20.4, 43.6, 2.8)]))
    scene.circle("sky-4", 29, 30.2, 4)
    scene.path("sky-3", limb([(26.6, 28.6, 1.4), (29.8, 34.6, 2.6), (26.6, 38.8, 1.8), (19.8, 42.6, 1)]))
    for turn in (-12, 16, 44):
        claw = Pose(20.6, 43.2, turn=-turn, mirror=-1)
        scene.path("stone-5", claw.contour([Corner(-0.6, -0.8), (2, -1), Corner(4.2, 1.1), (1.8, 0.6), Corner(-0.6, 0.8)]))


def _head(scene: Scene, head: Pose) -> None:
    for turn, length, token, shade in ((86, 5.6, "fire-5", "fire-5"), (62, 6, "fire-4", "fire-5"), (38, 4.8, "fire-3", "fire-4")):
        _plume(scene, Pose(*head.point((1.4, -2.4)), turn=turn), length, token, shade)
    scene.path("sky-4", head.contour([(-3, -2.6), (0, -4), (3.2, -2.6), (4.4, 0.4), (3.4, 3.6), (0.6, 4), (-2, 3.4), (-3.6, 1)]))
    scene.path("sky-3", head.contour([Corner(-2.6, -3), (0, -4), (3.2, -2.6), Corner(4.2, 0), (2, -1.6)]))
    scene.path("sand-5", head.contour([Corner(-1.4, 0.6), Corner(-6, 1.2), (-7.6, 2.2), (-5, 3.4), Corner(-1.4, 3.7)]))
    scene.path("sand-3", head.contour([Corner(-2, -3.2), (-5, -2.4), (-7.4, 0), Corner(-8.2, 3), (-6, 1.6), Corner(-2, 1.2), (-1.6, -1)]))
    scene.path("sand-2", head.contour([Corner(-2, -3.2), (-5, -2.4), (-7.4, 0), Corner(-8, 2), (-5.6, -0.8)]))
    scene.ellipse("stone-5", *head.point((-4.6, -0.9)), 0.5, 0.3)
    scene.circle("sand-2", *head.point((0.4, -0.8)), 1.45)
    scene.circle("stone-5", *head.point((0.1, -0.8)), 0.8)
    scene.circle("stone-1", *head.point((-0.2, -1.1)), 0.28)


def _bones(scene: Scene) -> None:
    """The same animal as it lies: head bent back over the spine, ribs, the long legs folded."""
    spine: list[Point] = [(19, 70.4), (17.4, 72.4), (17.8, 74.4), (20, 75.6), (22.6, 75.2), (25, 73.8), (27.6, 72.2), (30.4, 71.2), (33.4, 70.8), (36.4, 70.9), (39.4, 71.4), (42.2, 72.2), (45, 73.2), (47.6, 73.8), (50, 73.8), (52.2, 73.2), (54.2, 72.2), (55.8, 71)]
    for index, (x, y) in enumerate(spine[7:13]):
        reach = (5.4, 6.8, 7.4, 7, 5.8, 4.2)[index]
        scene.line("stone-1", f"M{at((x, y))}Q{at((x - 1.8, y + reach * 0.55))} {at((x + 0.4, y + reach))}", 0.75, cap="round")
    for bones in (((44, 73.4), (37.6, 78.6), (47.6, 78.9), (53.6, 76.6)), ((30.4, 72.6), (26.2, 77.6), (20.8, 78.8))):
        for start, end in pairwise(bones):
            scene.line("stone-3", f"M{at(start)}L{at(end)}", 1.2, cap="round")
            for joint in (start, end):
                scene.circle("stone-1", *joint, 0.85)
    for spread in (-0.9, 0.4, 1.6):
        scene.line("stone-1", f"M53.6 76.6L58.4 {76.8 + spread:.1f}", 0.7, cap="round")
        scene.line("stone-1", f"M20.8 78.8L17.2 {78.6 + spread * 0.6:.1f}", 0.55, cap="round")
    for index, (x, y) in enumerate(spine):
        size = 0.85 + 0.5 * min(index, 17 - index) / 8
        scene.circle("stone-1", x, y, size)
        scene.circle("stone-3", x + 0.2, y + size * 0.45, size * 0.42)
    scene.path("stone-1", contour([Corner(20.4, 69), (23.6, 67.9), (27, 69), Corner(30, 71), (27, 71.2), Corner(25.4, 72.2), (22.6, 72.2), (20.4, 71)]))
    scene.circle("sand-5", 23.6, 70, 0.8)
    scene.ellipse("sand-5", 26.4, 69.9, 0.5, 0.3)
