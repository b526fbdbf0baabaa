"""Draw a sika stag that stands and looks at us, and the magpie on its back."""

from __future__ import annotations

from tools.scenes.limb import Bend, contour, limb
from tools.scenes.pen import Corner, Point, Scene, corners


def stag(scene: Scene) -> None:
    """The stag stands facing left, its head turned to us; hooves at y = 78."""
    coat, shade, light, dark = "sand-4", "sand-5", "sand-1", "stone-5"
    far_fore: list[Bend] = [(37.5, 60, 5), (34.6, 64, 3.6), (32.2, 67.4, 2.4), (32.6, 71, 1.7), (33.2, 74.2, 1.7)]
    far_hind: list[Bend] = [(56, 60, 7), (54.6, 64, 4.6), (55.6, 67.6, 2.8), (54.6, 72, 2), (53.8, 76.5, 2)]
    for bends in (far_fore, far_hind):
        scene.path(shade, limb(bends))
    scene.path(dark, corners([(32.3, 73.6), (34.1, 73.4), (34.9, 75.6), (32.6, 76)]))
    scene.path(dark, corners([(52.7, 76), (54.8, 76), (55, 78), (51.9, 78)]))
    # Back, hind leg, belly, fore leg, chest: one outline.
    body: list[Point] = [
        Corner(34.6, 36),
        (35.5, 38),
        (36.6, 43),
        (38.6, 47.2),
        (42, 49.4),
        (47, 50.2),
        (53, 49.9),
        (58.5, 50.4),
        (62, 52.8),
        (63.2, 56.6),
        (62.6, 60.4),
        (62.2, 63.4),
        (63.4, 66.8),
        (62.8, 70),
        Corner(62.2, 76.2),
        Corner(59.9, 76.2),
        (60.2, 71),
        (59.8, 68),
        (57.4, 65.2),
        (55, 62.2),
        (50.5, 62.6),
        (46, 63.6),
        (42.6, 63.6),
        (41.7, 67),
        (41.2, 70),
        Corner(40.9, 76.2),
        Corner(38.7, 76.2),
        (38.6, 70),
        (38, 66.5),
        (36.4, 62.5),
        (33.4, 58.4),
        (30.6, 53),
        (29, 47.6),
        (28.6, 42),
        (29, 38),
        Corner(30, 36),
    ]
    scene.path(coat, contour(body))
    scene.path(dark, corners([(38.6, 75.9), (41, 75.9), (41.4, 78), (37.9, 78)]))
    scene.path(dark, corners([(59.8, 75.9), (62.3, 75.9), (62.6, 78), (59, 78)]))
    # The belly and the inside of the thigh lie in shade; the rump and tail are white.
    scene.path(
        shade,
        contour([Corner(42.3, 64.6), (47, 61.4), (52, 60.6), Corner(57.6, 65.4), (55, 62.4), (50.5, 62.9), (46, 63.9)]),
    )
    scene.path(light, contour([Corner(60.2, 51), (62.2, 52.6), (63.4, 56.6), (62.8, 60), (61.2, 58), (60.2, 54.6)]))
    scene.path(shade, limb([(61.2, 51.6, 1.8), (63.4, 54, 2), (63.9, 58, 0.8)], tip=1))
    # The dark line of the back, and the spots in rows under it.
    scene.path(
        shade,
        contour(
            [
                Corner(36.4, 42),
                (38.6, 47.2),
                (42, 49.4),
                (47, 50.2),
                (53, 49.9),
                Corner(59.5, 50.8),
                (53, 51),
                (47, 51.4),
                (41.4, 50.6),
                (37.6, 48),
            ]
        ),
    )
    for x, y in (
        (42, 53),
        (45.6, 53.4),
        (49.2, 53.3),
        (52.8, 53),
        (56.4, 53.2),
        (43.6, 56),
        (47.4, 56.6),
        (51, 56.3),
        (54.8, 56),
        (58, 56.4),
        (45.4, 59.2),
        (49.2, 59.4),
        (53, 59),
        (56.6, 59.4),
    ):
        scene.ellipse(light, x, y, 0.85, 0.62)
    # The long hair of the neck, in shade on the side away from the sun.
    mane: list[Point] = [
        Corner(32.2, 44),
        Corner(34.6, 36),
        (35.5, 38),
        (36.6, 43),
        (38.6, 47.2),
        Corner(41.6, 49.6),
        (38.6, 51.4),
        Corner(37.2, 55.2),
        (36, 52.6),
        Corner(34, 55.6),
        (33.8, 52),
        Corner(32, 53.2),
        (32.4, 48.6),
    ]
    scene.path(shade, contour(mane))
    _antlers(scene)
    # Ears, then the long face between them.
    for side in (-1, 1):
        ear: list[Point] = [(1.8, 35.2), (4.4, 32.6), (7.8, 32.2), (6.8, 35.4), (3.4, 37)]
        inside: list[Point] = [(3, 35.4), (4.9, 33.6), (7, 33), (5.9, 35), (3.8, 36.2)]
        scene.path(coat if side < 0 else shade, contour([(32 + side * x, y) for x, y in ear]))
        scene.path("fire-2", contour([(32 + side * x, y) for x, y in inside]))
    face: list[Point] = [
        (32, 33),
        (34.4, 33.6),
        (35.6, 36.2),
        (35, 39.2),
        (34, 42.4),
        (33.8, 45),
        (32, 46.4),
        (30.2, 45),
        (30, 42.4),
        (29, 39.2),
        (28.4, 36.2),
        (29.6, 33.6),
    ]
    scene.path(coat, contour(face))
    scene.path(
        shade,
        contour(
            [
                Corner(32, 33),
                (34.4, 33.6),
                (35.6, 36.2),
                (35, 39.2),
                (34, 42.4),
                (33.8, 45),
                Corner(32, 46.4),
                (32.6, 41),
                (32.4, 37),
            ]
        ),
    )
    scene.path(light, contour([(32, 43.2), (33.7, 44), (33.4, 45.8), (32, 46.6), (30.6, 45.8), (30.3, 44)]))
    scene.path(dark, contour([(32, 45), (31, 44.4), (30.9, 43.4), (32, 43.1), (33.1, 43.4), (33, 44.4)]))
    for x in (29.7, 34.3):
        scene.ellipse(dark, x, 37.7, 0.8, 0.95)
        scene.circle("snow", x - 0.2, 37.4, 0.26)
    # A magpie has come to see.
    scene.path(
        dark,
        contour(
            [
                Corner(50.6, 45.2),
                (51.6, 44.2),
                (52.9, 44.3),
                (54, 46),
                (55.6, 48),
                Corner(58.6, 51.6),
                Corner(57.6, 52),
                (54.4, 49.8),
                (52.6, 49.2),
                (51.5, 47.6),
                (51.6, 45.8),
            ]
        ),
    )
    scene.path("snow", contour([(51.8, 46.8), (53, 47.2), (54.2, 48.8), (53.2, 49.1), (52.1, 48.4)]))
    scene.path("dusk-4", contour([Corner(53.4, 46), (54.4, 46.8), (55.6, 48.2), Corner(57, 50.2), (55, 49)]))
    scene.line(dark, "M52.9 49L52.8 50.6M53.8 49.4L53.8 50.6", 0.3)


def _antlers(scene: Scene) -> None:
    """Four tines a side, the right ones in shade."""
    beam: list[Bend] = [
        (1.5, 34.2, 2.1),
        (3, 30.4, 1.9),
        (6.8, 27, 1.8),
        (9.8, 22.8, 1.6),
        (10.3, 18.2, 1.3),
        (9.2, 14, 0.6),
    ]
    brow: list[Bend] = [(2.4, 31.6, 1.5), (2.6, 28.2, 1.3), (1.7, 24.8, 0.6)]
    middle: list[Bend] = [(6.3, 27.5, 1.5), (6.2, 23.8, 1.3), (4.8, 19.8, 0.6)]
    outer: list[Bend] = [(9.6, 23, 1.4), (12, 20.8, 1.2), (13.2, 17.6, 0.6)]
    for side in (-1, 1):
        for bends in (beam, brow, middle, outer):
            branch = [(32 + side * x * 0.92, y, width) for x, y, width in bends]
            scene.path("sand-5", limb(branch, tip=1))
            scene.path("stone-5", limb(branch, left=-0.1, tip=1))
