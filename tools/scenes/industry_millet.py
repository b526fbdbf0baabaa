"""Draw millet that bows over fields and a canal."""

from __future__ import annotations

import math

from tools.scenes.industry_curve import on_curve
from tools.scenes.motif import grass
from tools.scenes.pen import Corner, Point, Scene, at, smooth, spread, turned


def green_agriculture() -> Scene:
    scene = Scene(
        "green-agriculture",
        "Green farming: ears of millet bow before a pale sun, canals run through the fields",
        (35, 42),
    )
    scene.sky("grass-2").disc("snow", 35, 30, 17, halos=[("sand-1", 24), ("grass-1", 31)])
    scene.layer("far").land("dusk-3", [(-3, 51), (8, 47.5), (20, 51), (32, 49), (44, 51.5), (58, 47), (73, 51)])
    scene.layer("ground").land("grass-3", [(-3, 56), (14, 55.6), (35, 56.3), (56, 55.6), (73, 56)])
    scene.layer("fields")
    _fields(scene)
    scene.layer("hero")
    for foot, over, tip, width in (
        ((37.4, 56), (29, 38), (20, 48), 2.1), ((43, 66), (54, 48), (66, 60), 2.6), ((32, 78), (22, 65), (12.5, 74), 2.4),
        ((37, 74), (46, 58), (55, 70), 2.6),
    ):  # fmt: skip
        _leaf(scene, foot, over, tip, width)
    _millet(
        scene,
        [(41, 84), (42.6, 68), (45, 57), (48.6, 51.4)],
        [(47.2, 52.6), (51.8, 49.6), (56.4, 52), (59, 58.6), (59.4, 67)],
        3.4,
        lit=1,
    )
    _millet(
        scene,
        [(37.4, 84), (37.4, 60), (34.6, 40), (28, 29.4)],
        [(30, 32), (24.4, 26.4), (17.4, 27), (12, 34), (9.6, 44), (9.4, 54)],
        4.5,
        lit=-1,
    )
    _millet(
        scene,
        [(32, 84), (31.6, 60), (32.4, 36), (36.6, 19)],
        [(35, 24), (39, 14.6), (46.6, 9.6), (54.4, 13), (59.6, 22.6), (61.4, 31.6), (61.4, 39)],
        5.3,
        lit=1,
    )
    scene.layer("near").land("grass-4", [(-3, 76), (12, 74.5), (34, 78), (58, 75), (73, 76.5)])
    for x, y, radius in (
        (3, 74.5, 3.6),
        (10.6, 77, 4.2),
        (18.4, 75.6, 3.4),
        (52, 76, 3.6),
        (59.6, 77.4, 4.2),
        (67.4, 74.6, 3.7),
    ):
        _sunflower(scene, x, y, radius)
    scene.land("grass-5", [(-3, 82), (20, 80.5), (44, 82.4), (73, 80.5)])
    grass(scene, "grass-3", lambda x: 82.4 + math.sin(x / 9) * 0.8, height=4)
    return scene


def _fields(scene: Scene) -> None:
    """Strips of crop that run to one point on the horizon, a canal between them."""

    def fan(x: float, y: float) -> Point:
        return (35 + (x - 35) * (y - 53) / 34, y)

    tokens = (
        "sand-3",
        "grass-3",
        "sand-2",
        "grass-2",
        "sand-3",
        "grass-3",
        "sky-3",
        "grass-3",
        "sand-2",
        "sand-3",
        "grass-2",
        "grass-3",
        "sand-3",
    )
    edges = (-420.0, -300, -215, -150, -98, -56, -14, 22, 64, 112, 170, 240, 330, 430)
    for token, left, right in zip(tokens, edges, edges[1:], strict=False):
        scene.polygon(token, [fan(left, 57.2), fan(right, 57.2), fan(right + 1, 87), fan(left, 87)])
    for near, far in ((-14.0, -9.6), (18.0, 22.0)):
        scene.polygon("sand-4", [fan(near, 57.2), fan(far, 57.2), fan(far, 87), fan(near, 87)])
    for x, y, width in ((23.6, 66.2, 3.4), (16, 70.8, 6)):
        scene.rect("snow", x, y, width, 0.45)
    _sluice(scene, fan(-16, 63.4)[0], fan(24, 63.4)[0], 63.8)


def _sluice(scene: Scene, left: float, right: float, y: float) -> None:
    """The gate on the canal: piers, two boards half raised, the beam with its wheels."""
    scene.rect("fire-5", left + 1, y - 4, right - left - 2, 2.6)
    for x in (left, (left + right) / 2 - 0.7, right - 1.4):
        scene.rect("sand-1", x, y - 6, 1.4, 6.4)
        scene.rect("sand-3", x + 0.8, y - 6, 0.6, 6.4)
    scene.rect("fire-5", left - 0.7, y - 7.2, right - left + 1.4, 1.4)
    for share in (0.28, 0.72):
        x = left + (right - left) * share
        scene.rect("sand-5", x - 0.25, y - 9, 0.5, 2)
        scene.rect("sand-5", x - 1, y - 9.4, 2, 0.6)


def _millet(scene: Scene, stem: list[Point], ear: list[Point], half: float, *, lit: int) -> None:
    """A stalk of foxtail millet whose heavy ear bows: tufts of grain that overlap towards the tip, bristles beyond.

    The ear's points run from the stalk to its hanging tip; ``lit`` is 1 when its left side seen from there is in the sun, else -1.
    """
    scene.line("grass-4", smooth(stem), 1.6, cap="round")
    scene.line("grass-5", smooth([(x + 0.45, y) for x, y in stem]), 0.6, cap="round")
    rows = 25
    spine = [on_curve(ear, share) for share in spread(0, 1, rows + 1)]
    awns, tufts = "", list[tuple[str, list[Point]]]()
    for index in range(rows):
        here, ahead = spine[index], spine[index + 1]
        share = index / (rows - 1)
        wide = half * min(1.0, 0.5 + share * 2.2) * (1 - max(0.0, share - 0.5) * 0.95)
        heading = math.degrees(math.atan2(ahead[1] - here[1], ahead[0] - here[0])) + 90
        for side, splay, token in (
            (-lit, 34, "sand-5"),
            (lit, 34, "sand-3"),
            (-lit, 14, "sand-4"),
            (lit, 14, "sand-2"),
        ):
            lean = heading - side * splay
            long = wide * (1.25 if splay > 20 else 1.1)

            def p(across: float, up: float, lean: float = lean, foot: Point = here) -> Point:
                return turned((foot[0] + across, foot[1] - up), lean, centre=foot)

            tufts.append(
                (
                    token,
                    [
                        Corner(*here),
                        p(-wide * 0.36, long * 0.45),
                        p(-wide * 0.2, long * 0.9),
                        Corner(*p(0, long * 1.12)),
                        p(wide * 0.2, long * 0.9),
                        p(wide * 0.36, long * 0.45),
                    ],
                )
            )
            if splay > 20:
                reach = long * 1.12 + 2.6
                awns += f"M{at(p(0, long))} Q{at(p(0, reach * 0.9))} {at(p(side * 0.5, reach))}"
    before, tip = spine[-2], spine[-1]
    heading = math.degrees(math.atan2(tip[1] - before[1], tip[0] - before[0])) + 90
    end = [
        turned((tip[0] + across, tip[1] - up), heading, centre=tip)
        for across, up in ((0, -2), (-half * 0.3, 0.4), (0, half * 0.75), (half * 0.3, 0.4))
    ]
    tufts.append(("sand-3", [Corner(*end[0]), end[1], Corner(*end[2]), end[3]]))
    scene.line("sand-5", awns, 0.3, cap="round")
    for token, outline in tufts:
        scene.blob(token, outline)


def _leaf(scene: Scene, foot: Point, over: Point, tip: Point, width: float) -> None:
    """A long blade that rises to ``over`` and hangs to its tip, its under side darker."""

    def way(shift: float) -> str:
        return f"Q{at((over[0], over[1] + shift))} {at(tip)}"

    back = f"Q{at((over[0], over[1] + width * 1.6))} {at((foot[0], foot[1] + width))}Z"
    scene.path("grass-4", f"M{at(foot)} {way(-width)} {back}")
    scene.path("grass-5", f"M{at((foot[0], foot[1] + width * 0.5))} {way(width * 0.3)} {back}")


def _sunflower(scene: Scene, x: float, y: float, radius: float) -> None:
    """A small sunflower on its stalk, seen from the front."""
    scene.line("grass-3", f"M{at((x, y))} L{at((x, 86))}", radius * 0.28)
    for ring, token, reach in ((0, "sand-4", 1.0), (0.5, "sand-3", 0.94)):
        for index in range(11):
            turn = (index + ring) * 360 / 11
            petal = [
                Corner(0, -radius * 0.3),
                (radius * 0.24, -radius * 0.72),
                Corner(0, -radius * reach),
                (-radius * 0.24, -radius * 0.72),
            ]
            placed = [turned((x + px, y + py), turn, centre=(x, y)) for px, py in petal]
            scene.polygon(token, placed)
    scene.circle("sand-5", x, y, radius * 0.46)
    scene.circle("fire-5", x, y, radius * 0.27)
