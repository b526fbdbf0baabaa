"""Draw sunflowers, from dots of the field to one as large as the sun, and the bee that comes to it."""

from __future__ import annotations

import math

from tools.scenes.limb import Bend, contour, limb
from tools.scenes.pen import Corner, Point, Scene, at


def great_sunflower(scene: Scene) -> None:
    """Stalk, leaves, two rings of petals round the disc of the sun, seeds in their spirals, and a bee."""
    scene.layer("hero")
    x, y = 34, 30
    stalk: list[Bend] = [(34, 46, 2.4), (33.4, 56, 2.6), (34.4, 66, 2.8), (34, 88, 3.4)]
    scene.path("grass-2", limb(stalk))
    scene.path("grass-3", limb(stalk, left=-1, right=-0.1))
    for foot, side, size, tilt in ((62, -1, 1, -8), (66.6, 1, 1.05, 6), (74.6, -1, 0.9, 8)):
        _heart_leaf(scene, 34 + side * 0.9, foot, size, side=side, tilt=tilt)
    for count, tip, foot, wide, lit, shade, start in (
        (21, 20.4, 8, 3.1, "sand-4", "sand-4", 0.0),
        (21, 19, 8, 2.9, "sand-2", "sand-3", 0.5),
    ):
        for index in range(count):
            turn = 2 * math.pi * (index + start) / count

            def p(along: float, across: float, turn: float = turn) -> Point:
                return (
                    x + along * math.cos(turn) - across * math.sin(turn),
                    y + along * math.sin(turn) + across * math.cos(turn),
                )

            reach = tip + 0.7 * math.sin(index * 2.3)
            middle = (foot + reach) / 2 + 1
            scene.path(
                lit, contour([Corner(*p(foot, 0)), p(middle, -wide / 2), Corner(*p(reach, 0)), p(middle, wide / 2)])
            )
            if shade != lit:
                scene.path(
                    shade, contour([Corner(*p(foot, 0)), p(middle, 0.1), Corner(*p(reach, 0)), p(middle, wide / 2)])
                )
    scene.circle("sand-5", x, y, 10.2)
    scene.circle("fire-5", x, y, 7)
    golden = math.pi * (3 - math.sqrt(5))
    for seed in range(150):
        radius = 0.8 * math.sqrt(seed + 0.5)
        turn = seed * golden
        scene.circle(
            "sand-4" if radius < 6.8 else "sand-3",
            x + radius * math.cos(turn),
            y + radius * math.sin(turn),
            0.24 + radius * 0.016,
        )
    _bee(scene, 57.4, 21.4)
    scene.line(
        "snow", "M60.6 21.6 Q64 23 65.4 20 Q66.4 16.6 63.4 16.6 Q60.800 17.4 62 20.4 Q63.6 24 67 25", 0.3, cap="round"
    )


def small_sunflower(scene: Scene, x: float, y: float, radius: float) -> None:
    """A sunflower of the field: rough petals when near, a dot when far."""
    if radius < 1:
        scene.circle("sand-3", x, y, radius)
    else:
        count = 12
        tips = [
            (x + radius * reach * math.cos(turn), y + radius * reach * math.sin(turn))
            for turn, reach in ((math.pi * index / count, 1.2 if index % 2 else 0.8) for index in range(2 * count))
        ]
        scene.polygon("sand-3", tips)
    scene.circle("sand-5", x, y, radius * 0.5)
    if radius > 2:
        scene.circle("sand-4", x - radius * 0.08, y - radius * 0.08, radius * 0.3)


def _heart_leaf(scene: Scene, x: float, y: float, size: float, *, side: int, tilt: float) -> None:
    """A broad leaf on a short stalk, its lower half in shade."""
    angle = math.radians(tilt)

    def p(along: float, down: float) -> Point:
        return (
            x + side * (along * math.cos(angle) - down * math.sin(angle)) * size,
            y + (along * math.sin(angle) + down * math.cos(angle)) * size,
        )

    scene.path("grass-3", limb([(*p(-0.6, 0.6), 1), (*p(3, -1.6), 0.9), (*p(5, -2), 0.7)]))
    upper = [Corner(*p(4.4, -2)), p(3.8, -5), p(6.4, -6.6), p(10.6, -5.4), Corner(*p(15.6, 0.6))]
    scene.path("grass-2", contour([*upper, p(11, 2.6), p(6.4, 2.6), p(4, 0.8)]))
    scene.path(
        "grass-3", contour([Corner(*p(4.4, -2)), p(9, -1.6), Corner(*p(15.6, 0.6)), p(11, 2.6), p(6.4, 2.6), p(4, 0.8)])
    )
    for along, down, tip_along, tip_down in ((6, -2, 7.6, -5), (9, -1.5, 11, -3.8)):
        scene.line("grass-3", f"M{at(p(along, down))} L{at(p(tip_along, tip_down))}", 0.3)


def _bee(scene: Scene, x: float, y: float) -> None:
    """A bee about to land, 4 mm long."""
    scene.path("snow", contour([Corner(x + 0.2, y - 0.8), (x - 0.8, y - 2.6), (x + 0.6, y - 3.2), (x + 1.2, y - 2)]))
    scene.path("sky-1", contour([Corner(x + 0.4, y - 0.8), (x + 1.4, y - 2.8), (x + 2.8, y - 2.6), (x + 2.2, y - 1.4)]))
    scene.path(
        "sand-3",
        contour(
            [
                (x - 1.6, y),
                (x - 0.2, y - 1.1),
                (x + 1.6, y - 0.7),
                (x + 2.4, y + 0.2),
                (x + 1.4, y + 0.9),
                (x - 0.4, y + 1),
            ]
        ),
    )
    scene.line(
        "stone-5",
        f"M{at((x + 0.2, y - 1))} L{at((x + 0.1, y + 0.9))} M{at((x + 1.2, y - 0.8))} L{at((x + 1.1, y + 0.9))}",
        0.45,
    )
    scene.circle("stone-5", x - 1.3, y, 0.75)
