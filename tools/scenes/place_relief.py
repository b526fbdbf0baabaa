"""Draw what rises or lies on the land: granite cliffs, cinder cones, a field of potatoes."""

from __future__ import annotations

import math

from tools.scenes import motif
from tools.scenes.limb import contour, limb
from tools.scenes.pen import Corner, Point, Scene


def cliffs(scene: Scene) -> None:
    """Four peaks of red granite: lit towards the sun on the left, cleft and shaded on the right."""
    scene.layer("hero")
    scene.polygon(
        "fire-4",
        [
            (0, 57),
            (6, 51.4),
            (9, 50),
            (12, 45.4),
            (14, 40.4),
            (17.5, 38.5),
            (19.5, 33),
            (22, 31.2),
            (24.5, 35),
            (27, 36.5),
            (29.4, 30),
            (31.5, 22.6),
            (35.4, 16.5),
            (38.4, 19),
            (40, 26),
            (42.5, 28.4),
            (45, 23.6),
            (48.5, 21.4),
            (51, 26.4),
            (53, 35),
            (56, 37.4),
            (58.5, 35),
            (61.4, 39.4),
            (63, 46),
            (67, 50.4),
            (72, 57),
        ],
    )
    for shade in (
        [
            (22, 31.2),
            (24.5, 35),
            (27, 36.5),
            (26, 42),
            (28.5, 48),
            (26.5, 57),
            (20, 57),
            (22.5, 50),
            (20.5, 44),
            (22.8, 38),
        ],
        [
            (35.4, 16.5),
            (38.4, 19),
            (40, 26),
            (42.5, 28.4),
            (41.5, 38),
            (44, 45),
            (42, 57),
            (33.5, 57),
            (36.5, 48),
            (33.5, 39),
            (37, 29),
            (34.6, 23.6),
        ],
        [
            (48.5, 21.4),
            (51, 26.4),
            (53, 35),
            (56, 37.4),
            (55, 44),
            (57.5, 50),
            (56, 57),
            (47, 57),
            (50.5, 48),
            (47.5, 40),
            (50, 31),
        ],
        [(58.5, 35), (61.4, 39.4), (63, 46), (67, 50.4), (72, 57), (60, 57), (62.5, 51), (59.5, 46), (60.5, 41)],
        [(14, 40.4), (15.4, 45), (13.8, 49), (16, 57), (9, 57), (11.6, 51), (10.6, 47.5), (12, 45.4)],
    ):
        scene.polygon("fire-5", shade)
    for ledge in (
        [(35.4, 16.5), (31.5, 22.6), (29.4, 30), (28.4, 32.8), (30.6, 36.4), (32.4, 28.6), (34.6, 23.6)],
        [(48.5, 21.4), (45, 23.6), (42.5, 28.4), (43.2, 33.6), (45.2, 28.2), (47.6, 27)],
        [(22, 31.2), (19.5, 33), (17.5, 38.5), (18, 43.6), (20.4, 36.4), (22.4, 35)],
        [(58.5, 35), (56, 37.4), (56.4, 41.8), (58, 39.4)],
    ):
        scene.polygon("sand-4", ledge)
    scene.line(
        "fire-5",
        "M30.6 40L31.8 45L30.4 50L31.6 56M25.6 52L24.6 55M46.2 36L45 42L46.4 47L45.4 52M17.6 47L18.6 52M33 32L32.2 36",
        0.5,
    )


def cone(scene: Scene, x: float, y: float, half: float, height: float, rim: float, *, lit: str, shade: str) -> None:
    """A cinder cone with a sagging rim, its right side in shade, gullies down the slopes."""

    def p(across: float, up: float) -> Point:
        """Across in half widths of the foot, up in heights."""
        return (x + across * half, y - up * height)

    r = rim / half
    left = [Corner(*p(-1.12, 0)), p(-0.8, 0.13), p(-0.5, 0.44), Corner(*p(-r, 1))]
    right = [Corner(*p(r, 0.97)), p(0.5, 0.44), p(0.8, 0.13), Corner(*p(1.12, 0))]
    scene.path(lit, contour([*left, p(-r * 0.4, 0.93), p(r * 0.4, 0.92), *right]))
    scene.path(
        shade,
        contour(
            [
                Corner(*p(r * 0.15, 0.92)),
                Corner(*p(r, 0.97)),
                *right[1:],
                Corner(*p(0.3, 0)),
                p(0.12, 0.22),
                p(0.26, 0.48),
                p(0.02, 0.7),
            ]
        ),
    )
    # The crater shows its red inside.
    scene.path(
        "fire-4",
        contour(
            [
                Corner(*p(-r, 1)),
                p(-r * 0.4, 0.93),
                p(r * 0.4, 0.92),
                Corner(*p(r, 0.97)),
                p(r * 0.5, 0.985),
                p(-r * 0.3, 1.01),
            ]
        ),
    )
    scene.path("fire-3", contour([Corner(*p(-r, 1)), p(-r * 0.5, 0.955), Corner(*p(-r * 0.1, 0.93)), p(-r * 0.3, 1)]))
    if half > 20:
        for points in (
            [(-0.17, 0.82, 0.3), (-0.25, 0.6, 1.7), (-0.4, 0.34, 2.6), (-0.6, 0.16, 2), (-0.74, 0.09, 0.3)],
            [(-0.1, 0.7, 0.3), (-0.14, 0.46, 1.8), (-0.24, 0.24, 2.4), (-0.36, 0.1, 0.4)],
            [(-0.02, 0.84, 0.3), (-0.03, 0.6, 1.3), (0, 0.44, 1.5), (-0.06, 0.24, 1.6), (-0.1, 0.1, 0.3)],
        ):
            scene.path("sand-4", limb([(*p(across, up), width) for across, up, width in points], tip=1))
        for points in (
            [(0.22, 0.74, 0.3), (0.31, 0.5, 1.7), (0.44, 0.28, 2.2), (0.6, 0.12, 0.4)],
            [(0.2, 0.46, 0.3), (0.3, 0.28, 1.5), (0.36, 0.1, 0.3)],
        ):
            scene.path("stone-5", limb([(*p(across, up), width) for across, up, width in points], tip=1))


def potato_field(scene: Scene) -> None:
    """Ridges of potato plants in flower, and some tubers already dug."""
    scene.layer("field")
    scene.land("grass-4", [(-3, 62), (18, 61.4), (36, 62.4), (54, 61.4), (73, 62.2)])
    for y, pitch, radius, shift in (
        (62.6, 4.4, 0.62, 0),
        (65.4, 5.4, 0.82, 2),
        (69, 6.8, 1.1, 0.6),
        (73.4, 8.6, 1.5, 4),
    ):
        scene.path(
            "grass-3",
            f"M-4 {y + 1.6:.2f}"
            + "".join(f" q{pitch / 4:.2f} {-radius * 2.4:.2f} {pitch / 2:.2f} 0" for _ in range(int(160 / pitch)))
            + f" L76 {y + 3:.2f} L-4 {y + 3:.2f}Z",
        )
        scene.rect("grass-4", -3, y + 1.5, 76, 3 if y < 73 else 6)
        for index in range(int(80 / pitch)):
            x = -3 + shift + index * pitch
            motif.blossom(
                scene,
                x,
                y + 0.4 + (index % 2) * 0.5 * radius,
                radius,
                petals="snow" if index % 3 else "dusk-2",
                turn=-90 + index * 20,
            )
    scene.layer("near")
    scene.land("sand-5", [(-3, 78), (12, 77), (26, 78.6), (40, 77.2), (56, 78.6), (73, 77)])
    scene.land("fire-5", [(-3, 82.6), (20, 81.6), (44, 83), (73, 81.6)])
    for x, y, wide, turn in (
        (9, 79.6, 3.1, -12),
        (15, 81.4, 2.6, 20),
        (31, 80.4, 3.4, 8),
        (37.4, 82, 2.5, -20),
        (58.6, 80, 3.2, -14),
        (64.6, 81.8, 2.8, 16),
    ):
        _potato(scene, x, y, wide, turn=turn)


def _potato(scene: Scene, x: float, y: float, half: float, *, turn: float) -> None:
    """A tuber on the soil, ``half`` its length, three eyes in its skin."""
    angle = math.radians(turn)

    def p(along: float, down: float) -> Point:
        return (
            x + (along * math.cos(angle) - down * math.sin(angle)) * half,
            y + (along * math.sin(angle) + down * math.cos(angle)) * half,
        )

    skin = [
        (-1, 0.05),
        (-0.74, -0.46),
        (-0.2, -0.62),
        (0.38, -0.6),
        (0.86, -0.36),
        (1, 0.12),
        (0.7, 0.52),
        (0.12, 0.58),
        (-0.42, 0.62),
        (-0.84, 0.46),
    ]
    scene.blob("sand-2", [p(*point) for point in skin])
    scene.blob(
        "sand-4",
        [
            *(Corner(*p(*point)) if point in (skin[4], skin[9]) else p(*point) for point in skin[4:]),
            p(-0.4, 0.38),
            p(0.14, 0.3),
            p(0.6, 0.14),
        ],
    )
    for along, down in ((-0.5, -0.2), (0.1, -0.35), (0.2, 0.08)):
        scene.ellipse("sand-4", *p(along, down), 0.1 * half, 0.06 * half)
