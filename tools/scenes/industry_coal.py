"""Draw the towers that turn coal into fuel."""

from __future__ import annotations

import math
from itertools import pairwise

from tools.scenes.industry_vessel import Steel, vessel
from tools.scenes.pen import Point, Scene, at, corners, number, spread, turned


def coal_chemistry() -> Scene:
    scene = Scene("coal-chemistry", "Coal chemistry: coal rides up to tall steel columns before a pale sun", (36, 43))
    scene.sky("fire-3").disc("sand-2", 38, 32, 18, halos=[("fire-1", 24.5), ("fire-2", 31)])
    scene.layer("far").land("fire-4", [(-3, 51.5), (8, 49), (18, 52), (30, 50), (46, 52), (58, 49), (73, 51.5)])
    scene.layer("ground").land("sand-5", [(-3, 56), (16, 55.4), (36, 56.6), (56, 55.4), (73, 56)])
    scene.layer("works")
    _frame_tower(scene, 9, 27, 13, 68)
    scene.layer("hero")
    silver, blue = Steel(), Steel("sky-2", "sky-3", "sky-4")
    _column(scene, 29, 19, 71, 5.4, blue, decks=4)
    _column(scene, 39.5, 6, 72, 7, silver, decks=6)
    _column(scene, 52, 25, 72, 10, silver, decks=3)
    _pipes(scene)
    scene.layer("mid").land("sand-4", [(-3, 68), (16, 69.5), (36, 71), (56, 69.5), (73, 68)])
    _sphere(scene, 60.6, 62.4, 6.6)
    _sphere(scene, 46.4, 65.4, 6.4)
    scene.layer("conveyor")
    _conveyor(scene, (-4, 77), (14.5, 47.5))
    scene.layer("near")
    _coal_heap(scene)
    return scene


def _column(scene: Scene, x: float, top: float, foot: float, width: float, steel: Steel, *, decks: int) -> None:
    """A column with decks, rails and a ladder."""
    vessel(scene, x, top, foot, width, steel, dome=0.42)
    scene.rect("sky-5", x - 0.3, top - 2.4, 0.9, 3)
    for y in spread(top + width * 0.42 + 2.5, foot - 9, decks):
        scene.rect("sky-5", x - width / 2 - 1.2, y, width + 2.4, 0.8)
        rail = y - 1.9
        posts = "".join(
            f"M{at((post, y + 0.2))} L{at((post, rail))}" for post in spread(x - width / 2 - 1, x + width / 2 + 1, 5)
        )
        scene.line("sky-5", f"{posts}M{at((x - width / 2 - 1.15, rail))} L{at((x + width / 2 + 1.15, rail))}", 0.3)
    side = x + width / 2 + 0.5
    low, high = foot, top + width * 0.42 + 2.5
    rungs = "".join(
        f"M{at((side - 0.5, y))} L{at((side + 0.5, y))}" for y in spread(high, low, int((low - high) / 1.3))
    )
    scene.line(
        "sky-5",
        f"M{at((side - 0.5, high))} L{at((side - 0.5, low))}M{at((side + 0.5, high))} L{at((side + 0.5, low))}{rungs}",
        0.3,
    )


def _pipes(scene: Scene) -> None:
    """Yellow lines that tie the columns together, each with its lit edge."""
    for way in (
        "M39.5 3.8V2.600H46.500Q48 2.600 48 4.100V22Q48 23.500 49.500 23.500H52V25.500",
        "M29 17V14.500Q29 13 30.500 13H36.200",
        "M31.500 40H33.200Q34.400 40 34.400 41.200V52Q34.400 53.200 35.600 53.200H36.200",
        "M42.800 45.500H47.200",
        "M18 30H24Q25.400 30 25.400 31.400V33.500Q25.400 35 26.600 35",
        "M57 48.500H58.600Q60.600 48.500 60.600 50.500V56",
    ):
        scene.line("sand-3", way, 1.3)
    for x, y in ((46.9, 12), (46.9, 18), (33.3, 46)):
        scene.rect("sand-4", x, y, 2.2, 1)


def _sphere(scene: Scene, x: float, y: float, radius: float) -> None:
    """A ball tank on legs, with the crescent of its shade and a walk round its middle."""
    for share in (-0.72, -0.28, 0.28, 0.72):
        scene.rect("sky-5", x + share * radius - 0.4, y, 0.8, radius * 1.35)
    scene.line(
        "sky-5",
        corners(
            [
                (x - radius * 0.72, y + radius * 1.3),
                (x - radius * 0.28, y + radius * 0.7),
                (x + radius * 0.28, y + radius * 1.3),
                (x + radius * 0.72, y + radius * 0.7),
            ],
            closed=False,
        ),
        0.3,
    )
    scene.circle("stone-2", x, y, radius)
    r = number(radius)
    wide = number(radius * 1.25)
    top, low = (x + radius * 0.35, y - radius * 0.9367), (x - radius * 0.5, y + radius * 0.866)
    scene.path("stone-3", f"M{at(top)} A{r} {r} 0 0 1 {at(low)} A{wide} {wide} 0 0 0 {at(top)}Z")
    scene.ellipse("snow", x - radius * 0.42, y - radius * 0.42, radius * 0.3, radius * 0.24)
    scene.rect("fire-4", x - radius * 0.98, y - 0.1, radius * 1.96, 1.1)
    scene.rect("sky-5", x - 1.4, y - radius - 0.7, 2.8, 1)


def _frame_tower(scene: Scene, left: float, right: float, top: float, foot: float) -> None:
    """An open steel frame, floor over floor, with the vessels that stand in it."""
    vessel(scene, left + 4.4, top + 17, foot, 5.2, Steel("sky-2", "sky-3", "sky-4"))
    vessel(scene, right - 4.6, top + 15, foot, 4.6, Steel("snow", "stone-2", "stone-3"))
    for y in spread(top + 14, foot - 6, 5):
        scene.rect("fire-5", left - 0.8, y, right - left + 1.6, 1.1)
    for x in (left, (left + right) / 2, right):
        scene.rect("fire-5", x - 0.55, top + 14, 1.1, foot - top - 14)
    floors = spread(top + 14, foot - 6, 5)
    braces = [
        corners([(left, low), ((left + right) / 2, high), (right, low)], closed=False) for high, low in pairwise(floors)
    ]
    scene.line("fire-5", "".join(braces), 0.45)
    scene.polygon(
        "fire-5",
        [
            (left - 1.4, top + 14.4),
            (left - 1.4, top + 8),
            (left + 9, top + 5),
            (right + 1.4, top + 8),
            (right + 1.4, top + 14.4),
        ],
    )
    scene.polygon(
        "fire-4", [(left - 1.4, top + 14.4), (left - 1.4, top + 8), (left + 9, top + 5), (left + 9, top + 14.4)]
    )
    for x in spread(left + 0.5, right - 2, 6):
        scene.rect("sand-2", x, top + 10.4, 1.5, 1.8)


def _conveyor(scene: Scene, low: Point, high: Point) -> None:
    """A belt on trestles that carries lumps of coal uphill."""
    reach = math.dist(low, high)
    lean = math.degrees(math.atan2(high[1] - low[1], high[0] - low[0]))

    def p(along: float, up: float) -> Point:
        return turned((low[0] + along, low[1] - up), lean, centre=low)

    for share in (0.4, 0.72):
        x, y = p(reach * share, 0)
        scene.polygon(
            "stone-5", [(x - 0.5, y), (x + 0.5, y), (x + 2, 82), (x + 0.9, 82), (x, y + 3), (x - 0.9, 82), (x - 2, 82)]
        )
    for index in range(13):
        along = 2 + index * reach / 13.4
        size = (1.5, 1.15, 1.35)[index % 3]
        scene.polygon(
            "stone-5",
            [
                p(along - size, 1),
                p(along - size * 0.7, 1 + size),
                p(along, 1 + size * 1.4),
                p(along + size * 0.8, 1 + size),
                p(along + size, 1),
            ],
        )
    scene.polygon("stone-4", [p(0, -1.6), p(0, 1.2), p(reach, 1.2), p(reach, -1.6)])
    scene.polygon("stone-3", [p(0, 0.5), p(0, 1.2), p(reach, 1.2), p(reach, 0.5)])
    x, y = p(reach, 0)
    scene.polygon("sky-4", [(x - 3, y + 3), (x - 3, y - 4), (x + 3.4, y - 5.6), (x + 3.4, y + 3)])
    scene.polygon("sky-5", [(x + 0.6, y + 3), (x + 0.6, y - 4.9), (x + 3.4, y - 5.6), (x + 3.4, y + 3)])
    for index in range(10):
        scene.circle("stone-5", *p(1.5 + index * reach / 11, -0.5), 0.55)


def _coal_heap(scene: Scene) -> None:
    """A dark heap in front: flat faces, those to the sun a step lighter."""
    scene.polygon(
        "stone-5",
        [
            (-3, 70),
            (2, 67.5),
            (7, 71),
            (13, 72.5),
            (18, 76),
            (26, 76.5),
            (33, 79.5),
            (44, 78.6),
            (52, 80.8),
            (62, 78.6),
            (73, 79.5),
            (73, 87),
            (-3, 87),
        ],
    )
    for face in (
        [(2, 67.5), (7, 71), (5.5, 76), (0.5, 73)], [(13, 72.5), (18, 76), (15, 79), (10.5, 76)], [(26, 76.5), (33, 79.5), (28, 82), (23.5, 79.5)],
        [(44, 78.6), (52, 80.8), (47.5, 83), (42, 81.4)], [(62, 78.6), (67, 79.1), (66, 82.2), (60.5, 81.6)], [(4, 79), (10, 80.5), (7, 84), (2, 82.5)],
    ):  # fmt: skip
        scene.polygon("stone-4", face)
