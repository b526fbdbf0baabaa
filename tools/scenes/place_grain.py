"""Draw millet and maize as they stand when ripe."""

from __future__ import annotations

import math

from tools.scenes.limb import Bend, contour, limb
from tools.scenes.pen import Corner, Point, Scene, smooth, spread


def millet(scene: Scene, x: float, y: float, height: float, *, side: int, size: float) -> None:
    """Foxtail millet: a stem, two long leaves and the heavy head that nods to the side (-1 left, 1 right)."""
    top = y - height
    for up, reach, token in ((0.25, -7, "grass-4"), (0.4, 6, "grass-3"), (0.55, -5, "grass-3")):
        foot = y - height * up
        leaf: list[Bend] = [
            (x, foot, 1.2 * size),
            (x + side * reach * 0.4 * size, foot - 3.4 * size, 1.5 * size),
            (x + side * reach * size, foot - 1.4 * size, 0.2),
        ]
        scene.path(token, limb(leaf))
    scene.line(
        "sand-3",
        smooth([(x, y), (x + side * 0.2, y - height * 0.5), (x, top), (x + side * 1.2 * size, top - 2 * size)]),
        0.75 * size,
    )
    curve = [
        (0.7, -1.2, 0.7),
        (1.7, -3.5, 3),
        (4.2, -5, 4.3),
        (7, -4, 4.5),
        (8.9, -1, 4.2),
        (9.6, 2.8, 3.2),
        (9.6, 6.4, 1.2),
    ]
    head: list[Bend] = [(x + side * a * size, top + b * size, w * size) for a, b, w in curve]
    scene.path("sand-3", limb(head, tip=1))
    shaded = (0.1, 1.0) if side > 0 else (-1.0, -0.1)
    scene.path("sand-4", limb(head, left=shaded[0], right=shaded[1], tip=1))
    for index in range(1, len(head) - 1):
        for share in (0, 0.5):
            a, b = head[index], head[index + 1]
            bend = tuple(p + (q - p) * share for p, q in zip(a, b, strict=True))
            run, fall = b[0] - a[0], b[1] - a[1]
            length = math.hypot(run, fall)
            for across in (-0.72, 0, 0.72):
                half = bend[2] / 2 * across
                scene.circle(
                    "sand-2" if across * side <= 0 else "sand-3",
                    bend[0] - fall / length * half,
                    bend[1] + run / length * half,
                    0.52 * size,
                )


def maize(scene: Scene, x: float, y: float, height: float, *, side: int) -> None:
    """A maize plant: stalk, arching leaves, a tassel, and one ripe ear out of its husk on the given side."""
    top, size = y - height, height / 42

    def bends(points: list[Bend], foot: float, way: int) -> list[Bend]:
        return [(x + way * a * size, foot + b * size, w * size) for a, b, w in points]

    for turn, reach, drop in ((-0.75, 0, 0), (-0.3, 3.6, 3.4), (0.2, 7.2, 0.6), (0.7, 4.6, 3), (-1.05, 2, 3.4)):
        tassel = [(0.0, 2.0, 0.9), (turn * 3, -3.2, 0.8), (turn * (4 + reach * 0.2), -5.6 + drop * 0.4, 0.5)]
        scene.path("sand-4" if turn > 0.5 else "sand-3", limb(bends(tassel, top, 1), tip=1))
    leaf: list[Bend] = [(0, 0, 1.4), (3, -4.6, 2.6), (7, -6.4, 2.9), (10.6, -4, 2.4), (12.8, 0.6, 0.3)]
    for share, way, longer in (
        (0.16, 1, 0.8),
        (0.3, -1, 1),
        (0.44, 1, 1),
        (0.6, -1, 0.95),
        (0.74, 1, 0.8),
        (0.88, -1, 0.62),
    ):
        if way == side and 0.25 < share < 0.6:
            continue  # The ear stands here.
        points = bends([(a * longer, b * longer, w) for a, b, w in leaf], y - height * share, way)
        scene.path("grass-4", limb(points))
        scene.path("grass-5", limb(points, left=0 if way > 0 else -1, right=1 if way > 0 else 0))
    stalk: list[Bend] = [(x, y, 2 * size), (x, y - height * 0.5, 1.7 * size), (x, top, 0.9 * size)]
    scene.path("grass-4", limb(stalk))
    scene.path("grass-5", limb(stalk, left=0.1))
    _ear(scene, x + side * 0.8 * size, y - height * 0.42, size * 1.25, side=side)


def _ear(scene: Scene, x: float, y: float, size: float, *, side: int) -> None:
    """An ear of maize that leans away from its stalk: silk, kernels in rows, husks."""

    def p(across: float, up: float) -> Point:
        lean = math.radians(24) * side
        return (
            x + (across * math.cos(lean) + up * math.sin(lean)) * size,
            y + (across * math.sin(lean) - up * math.cos(lean)) * size,
        )

    for across, up in ((-1.6, 15.2), (0.2, 16), (1.9, 15)):
        scene.line("fire-3", smooth([p(0, 11.6), p(across * 0.4, 13.6), p(across, up)]), 0.5 * size, cap="round")
    scene.path("sand-3", contour([p(-2.4, 1), p(-2.6, 5), p(-2, 9.6), p(0, 12.6), p(2, 9.6), p(2.6, 5), p(2.4, 1)]))
    scene.path(
        "sand-4",
        contour([Corner(*p(0.7, 1)), p(0.9, 8), Corner(*p(0, 12.6)), p(2, 9.6), p(2.6, 5), Corner(*p(2.4, 1))]),
    )
    for row, up in enumerate(spread(3, 11, 9)):
        wide = 1.85 * (1 if up < 8 else (12.8 - up) / 4.8)
        for across in (-1, -0.34, 0.34, 1):
            scene.circle("sand-2" if across < 0.5 else "sand-3", *p(across * wide, up + (row % 2) * 0.1), 0.43 * size)
    scene.path(
        "grass-4",
        contour(
            [Corner(*p(0, -1.6)), p(-2.4, 0.4), p(-3.6, 4.4), Corner(*p(-3.5, 9.4)), p(-1.5, 5.6), Corner(*p(0.2, 2.6))]
        ),
    )
    scene.path(
        "grass-5",
        contour(
            [Corner(*p(0, -1.6)), p(2.4, 0.4), p(3.6, 4.2), Corner(*p(3.8, 8.4)), p(1.6, 5), Corner(*p(-0.4, 2.6))]
        ),
    )
