"""Draw grapes on the vine: a cane with its bunch, and young vines in a row."""

from __future__ import annotations

import math

from tools.scenes.limb import contour, limb
from tools.scenes.pen import Corner, Point, Scene, at, smooth, spread


def grapes(scene: Scene) -> None:
    """A cane across the sky with leaves, a tendril and one great bunch."""
    scene.path(
        "sand-5",
        limb([(76, 7.4, 3.6), (64, 10.4, 3), (54, 10.6, 2.6), (46, 13.2, 2.2), (37, 13, 1.6), (29, 10.4, 0.9)], tip=1),
    )
    scene.path(
        "dusk-5",
        limb(
            [(76, 7.4, 3.6), (64, 10.4, 3), (54, 10.6, 2.6), (46, 13.2, 2.2), (37, 13, 1.6), (29, 10.4, 0.9)],
            left=0.15,
            tip=1,
        ),
    )
    scene.line(
        "grass-4",
        smooth([(34, 12.8), (31, 16), (32.6, 19), (35, 18), (33.8, 15.8), (31.4, 18), (31, 22)]),
        0.5,
        cap="round",
    )
    scene.path("grass-4", limb([(46.6, 13, 1.6), (47.4, 17, 1.3), (46.6, 22, 1.1), (46.4, 27, 0.9)]))
    rows = (
        (24.4, 4, 5),
        (28.2, 5, 4.8),
        (32.3, 5, 4.7),
        (36.5, 4, 4.7),
        (40.7, 5, 4.5),
        (44.8, 4, 4.5),
        (48.9, 3, 4.4),
        (52.8, 2, 4.3),
        (56.4, 1, 4),
    )
    berries = [
        (
            46.4 + (column - (count - 1) / 2) * pitch + 0.5 * math.sin(row * 2.1 + column),
            y + 0.55 * math.cos(column * 1.9 + row),
        )
        for row, (y, count, pitch) in enumerate(rows)
        for column in range(count)
    ]
    scene.path(
        "dusk-5",
        contour(
            [
                (46.4, 22.6),
                (54, 24),
                (56.6, 31),
                (56, 40),
                (53.4, 48),
                (48, 57),
                (44.4, 56),
                (40.4, 48),
                (38.4, 40),
                (37.6, 31),
                (40, 24),
            ]
        ),
    )
    for x, y in berries:
        scene.circle("dusk-5", x + 0.35, y + 0.35, 2.62)
    for x, y in berries:
        inward = x < 47.6
        scene.circle("dusk-4", x, y, 2.35)
        scene.circle("dusk-3" if inward else "dusk-4", x - 0.45, y - 0.4, 1.6 if inward else 1.7)
        scene.circle("dusk-1" if inward else "dusk-2", x - 0.95, y - 0.9, 0.5 if inward else 0.38)
    _vine_leaf(scene, 60.2, 15.2, 9.6, turn=-22, lit="grass-3", shade="grass-4", vein="grass-2")
    _vine_leaf(scene, 42.2, 15.6, 8, turn=32, lit="grass-2", shade="grass-3", vein="grass-4")
    _vine_leaf(scene, 52.6, 13.4, 7.4, turn=4, lit="grass-3", shade="grass-4", vein="grass-2")


def _vine_leaf(scene: Scene, x: float, y: float, size: float, *, turn: float, lit: str, shade: str, vein: str) -> None:
    """A leaf of five lobes that hangs from its stalk at (x, y), its right half in shade."""

    def p(angle: float, reach: float) -> Point:
        towards = math.radians(angle + turn + 90)
        return (x + math.cos(towards) * reach * size, y + math.sin(towards) * reach * size)

    right = [
        (0, 1.25),
        (-10, 1.0),
        (-20, 0.92),
        (-26, 0.72),
        (-38, 0.9),
        (-52, 1.08),
        (-64, 0.9),
        (-76, 0.8),
        (-88, 0.56),
        (-100, 0.7),
        (-118, 0.86),
        (-132, 0.66),
        (-150, 0.5),
        (-165, 0.3),
    ]
    sharp = {0, 5, 10}

    def half(side: int) -> list[Point]:
        return [
            Corner(*p(side * angle, reach)) if index in sharp else p(side * angle, reach)
            for index, (angle, reach) in enumerate(right)
        ]

    scene.path(lit, contour([*half(1), Corner(x, y), *reversed(half(-1)[1:])]))
    scene.path(shade, contour([*half(1), Corner(x, y)]))
    for angle, reach in ((0, 1.08), (52, 0.9), (-52, 0.9), (116, 0.68), (-116, 0.68)):
        scene.line(vein, f"M{at((x, y))} L{at(p(angle, reach))}", 0.3)


def vine_rows(scene: Scene) -> None:
    """Young vines along the near slope, each a stake with leaves on both sides."""
    for index, x in enumerate(spread(-1, 71, 13)):
        foot = 83.6 - 6 * max(0, (x - 20) / 53) + (index % 2) * 0.5
        scene.line("sand-4", f"M{at((x, foot + 1))} L{at((x, foot - 4.6))}", 0.5)
        for up, side in ((1, -1), (2.4, 1), (3.7, -1), (4.6, 1)):
            scene.ellipse("grass-3" if side < 0 else "grass-2", x + side * 0.9, foot - up, 1.1, 0.8)
