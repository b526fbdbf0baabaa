"""Draw a cob of maize with cattle and sheep beside it."""

from __future__ import annotations

import math

from tools.scenes.motif import grass
from tools.scenes.pen import Corner, Part, Point, Scene, at, smooth, spread


def granary_and_meat() -> Scene:
    scene = Scene(
        "granary-and-meat", "Granary and meat: a cob of maize before the sun, cattle and sheep beside it", (35, 44)
    )
    scene.sky("sand-1").disc("fire-3", 35, 33, 17.5, halos=[("fire-2", 24), ("fire-1", 30.5)])
    scene.layer("far")
    scene.land("grass-2", [(-3, 51), (8, 48.5), (20, 52), (34, 49), (50, 52.5), (62, 49), (73, 51)])
    scene.layer("ground").land("sand-3", [(-3, 56), (14, 55), (35, 57), (56, 55), (73, 56)])
    for left, right in (
        (-30, -21),
        (-13, -6),
        (0, 5),
        (10, 14),
        (18, 21.5),
        (48.5, 52),
        (56, 60),
        (65, 70),
        (76, 83),
        (91, 100),
    ):
        ends = [(35 + (edge - 35) * 2.6, 87.0) for edge in (right, left)]
        scene.polygon("sand-4", [(left, _sill(left)), (right, _sill(right)), *ends])
    scene.layer("mid").land("grass-3", [(-3, 68), (14, 66), (35, 70), (56, 66), (73, 68)])
    scene.layer("hero")
    _maize(scene, 35, 9, 66)
    scene.layer("herd")
    scene.place(_cattle(), 26.2, 52.4, scale=0.25, flip="sideways")
    scene.place(_wether(), 56.6, 56.6, scale=0.155)
    scene.place(_wether(), 44.8, 58.6, scale=0.19)
    scene.layer("near").land("grass-4", [(-3, 76), (12, 74.5), (34, 77), (58, 74.5), (73, 76)])
    scene.land("grass-5", [(-3, 81.5), (20, 80), (44, 82), (73, 80)])
    grass(scene, "grass-3", lambda x: 82 + math.sin(x / 9), height=4.2)
    return scene


def _sill(x: float) -> float:
    """The skyline of the field, a little below its edge so that its stripes begin inside it."""
    return 56.2 + 0.9 * math.cos((x - 35) / 21 * math.pi)


def _maize(scene: Scene, x: float, top: float, foot: float) -> None:
    """A cob with its husk drawn back: kernels in eight columns that turn away at the sides."""
    tall = foot - top

    def half(y: float) -> float:
        share = (y - top) / tall
        return 10 * math.sin(min(1.0, share * 1.35 + 0.03) ** 0.62 * math.pi / 2) * (1 - 0.14 * share)

    for lean in (-4.2, -2.4, -0.6, 1.4, 3.2, 4.8):
        scene.line(
            "fire-5",
            f"M{at((x + lean * 0.2, top + 3))} Q{at((x + lean * 0.3, top - 3))} {at((x + lean, top - 5.6 + abs(lean) * 0.55))}",
            0.55,
            cap="round",
        )
    _husk(
        scene,
        x,
        foot,
        [(4, -8), (26, 6), (20, 26), (25.5, 38), (15, 34), (9, 18), (2, 4)],
        "grass-2",
        "grass-3",
        "grass-4",
    )
    levels = spread(top, foot, 24)
    rim: list[Point] = [(x + half(y), y) for y in levels]
    other: list[Point] = [(x - half(y), y) for y in reversed(levels)]
    edge: list[Point] = [(x + half(y) * 0.37, y) for y in reversed(levels)]
    scene.path("sand-4", smooth([*rim, *other], closed=True))
    scene.path("sand-5", smooth([Corner(x, top), *rim, Corner(x, foot), *edge], closed=True))
    turns = [math.sin(math.radians(angle)) for angle in spread(-82, 82, 9)]
    row = 2.7
    for column in range(8):
        token = "sand-2" if column < 3 else "sand-3" if column < 6 else "sand-4"
        for step in range(int(tall / row)):
            y = top + 1.2 + (row / 2 if column % 2 else 0) + step * row
            if y + row > foot or (half(y) < 4 and column in (0, 7)):
                continue
            upper, lower = half(y + 0.3), half(y + row - 0.5)
            left, right = turns[column], turns[column + 1]
            box = [(x + upper * left + 0.17, y), (x + upper * right - 0.17, y)]
            low = y + row - 0.34
            _kernel(scene, token, [*box, (x + lower * right - 0.17, low), (x + lower * left + 0.17, low)])
    _husk(
        scene,
        x,
        foot,
        [(0, -16), (19, -13), (11, 8), (16.5, 30), (7, 22), (3, 14), (-2.5, 0)],
        "grass-3",
        "grass-4",
        "grass-5",
    )


def _kernel(scene: Scene, token: str, box: list[Point]) -> None:
    """A grain with rounded corners in a four-cornered place."""
    outline = ""
    for index, corner in enumerate(box):
        start, end = (_between(corner, box[other], 0.38) for other in (index - 1, (index + 1) % 4))
        outline += f"{'L' if outline else 'M'}{at(start)} Q{at(corner)} {at(end)} "
    scene.path(token, outline.rstrip() + "Z")


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _husk(scene: Scene, x: float, foot: float, leaf: list[Point], lit: str, both: str, dark: str) -> None:
    """Two leaves from the cob's foot: foot, two handles of the outer edge, tip, two of the inner edge, end at the foot.

    Points are (away from the middle, up from the foot); the left leaf's inner half is lit, the right one's outer half dark.
    """
    start, out, rise, tip, fall, back, end = leaf
    for side, inner, outer in ((-1, lit, both), (1, both, dark)):

        def p(point: Point, side: int = side) -> str:
            return at((x + side * point[0], foot - point[1]))

        scene.path(inner, f"M{p(start)} C{p(out)} {p(rise)} {p(tip)} C{p(fall)} {p(back)} {p(end)}Z")
        rib = _between(rise, fall, 0.5), _between(out, back, 0.55)
        scene.path(
            outer, f"M{p(start)} C{p(out)} {p(rise)} {p(tip)} C{p(rib[0])} {p(rib[1])} {p(_between(start, end, 0.3))}Z"
        )


def _cattle() -> list[Part]:
    """A Simmental cow standing, facing left: 92 units long, her feet at y = 74."""
    far_legs = "M37 48L38.500 74L43.500 74L45 50ZM68 46L70 58L68.500 74L74 74L78 56Z"
    socks = "M38.100 66L38.500 74L43.500 74L44 66ZM69.200 66L68.500 74L74 74L75.500 66Z"
    body = smooth(
        [
            Corner(18, 7), (24, 10), (31, 14), (42, 16.5), (56, 16.5), (70, 14.5), (80, 14.5), (87, 18), (90, 27), (89.5, 38),
            (87.5, 48), (88, 58), Corner(87, 74), Corner(81, 74), (81.5, 62), (79, 54), (72, 48), (62, 53), (50, 55.5), (40, 54), (35.5, 56),
            Corner(35, 74), Corner(29, 74), (28.5, 60), (25.5, 50), (19.5, 43), (16.5, 34), (15, 27),
        ],
        closed=True,
    )  # fmt: skip
    sun = smooth(
        [
            Corner(18, 7), (24, 10), (31, 14), (42, 16.5), (56, 16.5), (70, 14.5), (80, 14.5), (87, 18), Corner(89.9, 26),
            (80, 24), (68, 28), (56, 27), (44, 31), (34, 27), (24, 28), Corner(15.5, 29),
        ],
        closed=True,
    )  # fmt: skip
    near_socks = "M28.700 64L29 74L35 74L35.200 64ZM81.400 64L81 74L87 74L87.600 64Z"
    belly = smooth([Corner(72, 48), (62, 53), (50, 55.5), Corner(40, 54), (46, 48), (55, 50), (64, 46.5)], closed=True)
    head = smooth(
        [
            Corner(18.5, 6),
            (12, 6),
            (7.5, 14),
            (3.5, 23),
            (2, 29),
            (4.5, 33.5),
            (9.5, 33),
            (14, 28),
            (19, 25),
            (21.5, 17),
        ],
        closed=True,
    )
    muzzle = smooth([Corner(3.2, 24), (2, 29), (4.5, 33.5), (9.5, 33), Corner(11.5, 30.5), (8, 27)], closed=True)
    ear = "M17 9.500C21 5 28 6 31 10C26.500 14.500 20.500 14.500 17 12.500Z"
    horn = "M12.500 6.500C9 5.500 7.500 2 9 -2C10.500 1.500 13 3.500 16.500 5Z"
    eye = "M10.200 14.500a1.500 1.500 0 1 0 .01 0Z"
    tail = "M86 17C94 19 94.500 34 93 50L95.500 59L90 60L90.500 50C91.500 36 91 28 86 23Z"
    hooves = "M28.900 71L29 74L35 74L35.100 71ZM81.100 71L81 74L87 74L87.200 71ZM38.400 71.500L38.500 74L43.500 74L43.700 71.500ZM68.700 71.500L68.500 74L74 74L74.600 71.500Z"
    return [
        Part("stone-5", far_legs), Part("stone-2", socks), Part("stone-5", tail), Part("sand-5", body), Part("sand-4", sun),
        Part("stone-2", belly), Part("stone-1", near_socks), Part("stone-5", hooves),
        Part("sand-2", horn), Part("stone-1", head), Part("fire-2", muzzle), Part("sand-5", ear), Part("stone-5", eye),
    ]  # fmt: skip


def _wether() -> list[Part]:
    """A fat-tailed sheep with a dark head, facing left: 78 units long, its feet at y = 66."""
    ring = [
        (22, 18),
        (31, 11),
        (42, 9),
        (53, 9.5),
        (63, 13),
        (70, 20),
        (72, 29),
        (70, 38),
        (64, 45),
        (54, 48),
        (43, 49),
        (32, 47),
        (24, 41),
        (20, 33),
        (18.5, 25),
    ]
    fleece = f"M{at(ring[0])} " + " ".join(f"A{7} {7} 0 0 1 {at(point)}" for point in [*ring[1:], ring[0]]) + "Z"
    low = [(70, 38), (64, 45), (54, 48), (43, 49), (32, 47), (24, 41)]
    shade = (
        f"M{at((72, 29))} "
        + " ".join(f"A7 7 0 0 1 {at(point)}" for point in low)
        + " C34 42 44 43 52 40C61 37 64 30 66 24L72 29Z"
    )
    legs = "M28 44L29 66L33.500 66L35 44ZM37 46L37.500 63L41.500 63L43 46ZM56 46L57.500 63L61.500 63L62 46ZM63 42L64.500 66L69 66L70 38Z"
    head = smooth(
        [Corner(24, 16), (17, 14), (11, 19), (6.5, 27), (6, 32), (9.5, 34), (14, 33), (19, 30), Corner(25, 28)],
        closed=True,
    )
    ear = "M19 18C22 17 26.500 20 27.500 25C23.500 26.500 19.500 23 19 18Z"
    eye = "M13 21a1.300 1.300 0 1 0 .01 0Z"
    tail = "M69 24C76 24 79 32 76 40C72 40 69 34 67 30Z"
    return [
        Part("stone-5", legs), Part("stone-2", tail), Part("stone-1", fleece), Part("stone-2", shade), Part("stone-5", head),
        Part("sand-5", ear), Part("stone-1", eye),
    ]  # fmt: skip
