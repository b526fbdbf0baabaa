"""Draw the scenes of the places."""

from __future__ import annotations

import math
from collections.abc import Callable

from tools.scenes import motif
from tools.scenes.limb import contour, limb
from tools.scenes.pen import Corner, Scene, spread
from tools.scenes.place_grain import maize, millet
from tools.scenes.place_relief import cliffs, cone, potato_field
from tools.scenes.place_stag import stag
from tools.scenes.place_sunflower import great_sunflower, small_sunflower
from tools.scenes.place_vine import grapes, vine_rows
from tools.scenes.place_work import arch, bow, canal, hall, parachute


def baotou() -> Scene:
    """A sika stag turns to look, the steel arch of a bridge and the sun behind its antlers."""
    scene = Scene("baotou", "Baotou: a sika stag before the steel arch over the Yellow River", (36, 39))
    scene.sky("fire-1").disc("fire-3", 35, 33, 12.5, halos=[("fire-2", 18.5)])
    scene.layer("far")
    scene.land("dusk-2", [(-3, 50), (6, 47), (13, 49), (22, 45.5), (33, 50), (46, 46), (55, 49), (64, 46), (73, 49)])
    scene.land("dusk-3", [(-3, 53.5), (10, 51.5), (22, 53.5), (38, 52), (52, 53.5), (64, 51.5), (73, 53)])
    arch(scene)
    scene.layer("ground").rect("grass-2", -3, 56, 76, 31)
    scene.path("sky-3", "M22 55.8L48 55.8C52 60 60 64 76 68L76 78L-6 78L-6 68C10 64 18 60 22 55.8Z")
    scene.path("sky-2", "M27 55.8L43 55.8C45 60 52 65 64 71L64 76L6 76L6 71C18 65 25 60 27 55.8Z")
    scene.path("fire-2", "M31 55.8L39 55.8C39.5 60 43 66 50 73L50 76L20 76L20 73C27 66 30.5 60 31 55.8Z")
    motif.glints(scene, "sky-1", [(8, 66, 7), (14, 62.8, 6), (50, 61.6, 7), (57, 65.4, 8)])
    scene.layer("meadow")
    scene.land("grass-4", [(-3, 68), (8, 67.5), (22, 71), (38, 72.5), (54, 71), (73, 66.5)])
    scene.layer("hero")
    stag(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 80), (12, 78.5), (30, 81), (50, 79), (73, 80.5)])
    motif.grass(scene, "grass-3", lambda x: 82.5 + math.sin(x) * 1.2, seed=4)
    return scene


def wuhai() -> Scene:
    """A bunch of grapes hangs before the lake, the sands to the left and the bare mountain to the right."""
    scene = Scene("wuhai", "Wuhai: grapes over the lake, between dune and mountain", (38, 42))
    scene.sky("dusk-2").disc("fire-3", 27, 33, 12, halos=[("fire-2", 17.5), ("dusk-1", 24)])
    scene.layer("far")
    scene.land("dusk-4", [(-3, 54), (10, 52), (24, 53.5), (38, 52.5), (52, 53), (66, 51), (73, 52)])
    # The mountain's lit and shaded faces.
    scene.path("dusk-3", "M34 57L40 51.6L44 46.2L47.4 49L52 43.6L55.4 46L61.4 37.6L64.6 41.6L67 40.4L73.5 47L73.5 57Z")
    scene.path(
        "dusk-4",
        "M44 46.2L45.6 50.4L44.6 53L47.6 57L56 57L52.8 53L50.6 51.4L47.4 49ZM52 43.6L54.4 48L53.6 51L58 57L70 57L65.4 52.6L62.4 50L63.8 46.4L61.4 37.6L55.4 46L53.4 44.5ZM67 40.4L68.4 46L71 49.6L70.4 53L73.5 56.4L73.5 47Z",
    )
    scene.layer("ground").rect("sky-4", -3, 55.8, 76, 32)
    scene.path("sky-3", "M8 56.4L73 56.4L73 63C58 64.6 50 63 40 65C28 67.4 16 65 6 69L-3 70L-3 60Z")
    scene.path(
        "fire-2",
        contour(
            [
                Corner(18, 56.4),
                Corner(34, 56.4),
                (33, 58.4),
                (35.4, 60.2),
                (31.6, 62.4),
                (33.6, 64.6),
                (29, 67.4),
                (30, 70),
                (26, 73.4),
                (23, 70),
                (24.4, 67.4),
                (19.6, 64.6),
                (21.6, 62.4),
                (17.4, 60.2),
                (19.4, 58.4),
            ]
        ),
    )
    motif.glints(
        scene,
        "sky-1",
        [(38, 60, 8), (55, 59, 7), (60, 62.4, 9), (8, 66.6, 7), (37, 69, 6), (11, 71.4, 6), (54, 66.8, 6)],
    )
    scene.layer("dunes")
    motif.dune(scene, -7, 34, 57.4, (11.5, 43.4), lit="sand-4", shade="sand-2")
    motif.dune(scene, -22, 15, 63, (-3, 56.2), lit="sand-5", shade="sand-3")
    scene.layer("boat")
    scene.path("dusk-5", "M13.6 66.4L20.4 66.4C20 67.8 19.4 68.4 18.600 68.4L15 68.4C14.2 68.2 13.8 67.4 13.6 66.4Z")
    scene.path("snow", "M16.9 59.2L16.9 66L13.4 66C15.4 64.2 16.6 62 16.9 59.2Z")
    scene.path("dusk-1", "M17.2 58.2C19.4 60.4 20.6 63 20.8 66L17.2 66Z")
    scene.layer("near")
    scene.land("grass-4", [(-3, 77), (12, 75), (30, 77.5), (48, 74), (62, 70), (73, 68)])
    scene.land("grass-5", [(-3, 82.5), (16, 80), (36, 82), (56, 77.5), (73, 75)])
    vine_rows(scene)
    scene.layer("hero")
    grapes(scene)
    return scene


def chifeng() -> Scene:
    """The red cliffs that gave the name, terraces of millet at their foot, ripe heads in front."""
    scene = Scene("chifeng", "Chifeng: the red cliffs above terraces of millet", (36, 44))
    scene.sky("fire-3").disc("sand-2", 29, 28, 14, halos=[("fire-1", 19.5), ("fire-2", 26)])
    scene.layer("birds")
    for x, y, size in ((57, 13, 1.15), (63.4, 17.2, 0.8)):
        motif.gull(scene, "fire-5", x, y, size, width=0.6)
    scene.layer("far")
    scene.land("dusk-4", [(-3, 52), (8, 49), (20, 52), (40, 50), (58, 51), (66, 47), (73, 51)])
    cliffs(scene)
    scene.layer("ground")
    scene.land("grass-3", [(-3, 56), (10, 56.6), (26, 54.6), (42, 56.4), (58, 55), (73, 56)])
    for token, points in (
        ("grass-2", [(-3, 61), (14, 62.5), (34, 59), (54, 61.4), (73, 60)]),
        ("sand-2", [(-3, 65.4), (16, 67), (38, 63.6), (56, 66), (73, 64.6)]),
        ("sand-4", [(-3, 68.6), (16, 70.4), (38, 67.4), (56, 69.6), (73, 68)]),
        ("grass-3", [(-3, 69.6), (16, 71.4), (38, 68.4), (56, 70.6), (73, 69)]),
        ("grass-4", [(-3, 73), (18, 75.4), (40, 72.4), (58, 74.8), (73, 72.6)]),
    ):
        scene.land(token, points)
    for x, y, size in ((37.5, 60.4, 6.4), (44.4, 60.8, 4.6)):
        motif.ger(scene, x, y, size)
    for x, y in ((51, 60.4), (53.6, 61.4), (49, 62.6), (30.5, 61)):
        motif.sheep(scene, x, y, 0.55)
    scene.layer("near")
    scene.land("grass-5", [(-3, 79), (16, 82), (38, 80.5), (56, 82), (73, 79)])
    for x, y, height, side, size in (
        (32, 87, 7.6, 1, 0.74),
        (15.5, 88, 14.4, 1, 0.9),
        (56.5, 88, 15.6, -1, 0.9),
        (3.4, 88, 24, 1, 1.05),
        (67.6, 88, 25.4, -1, 1.05),
    ):
        millet(scene, x, y, height, side=side, size=size)
    return scene


def tongliao() -> Scene:
    """A Khorchin bow, drawn, stands over the rising sun and the maize: the quiver-bearers' land and its fields."""
    scene = Scene("tongliao", "Tongliao: the Khorchin bow drawn over the maize", (35, 39))
    scene.sky("grass-1").disc("fire-4", 35, 43, 12.5, halos=[("sand-3", 17.5), ("sand-2", 23)])
    scene.layer("far")
    scene.land("dusk-2", [(-3, 52), (8, 48.6), (20, 51), (34, 49), (48, 51.6), (62, 48), (73, 51)])
    scene.land("dusk-3", [(-3, 54), (10, 52.6), (22, 54), (38, 52.4), (54, 54), (64, 52), (73, 54)])
    scene.layer("ground").rect("grass-3", -3, 56, 76, 31)
    for index, foot in enumerate(spread(-170, 240, 24)[:-1]):
        if index % 2:
            scene.polygon(
                "grass-2", [(35 + (foot - 35) * 0.1, 56), (35 + (foot - 17) * 0.1, 56), (foot + 18, 87), (foot, 87)]
            )
    scene.layer("maize")
    for x, y, height, side in ((20.6, 88, 26, -1), (49.4, 88, 26, 1)):
        maize(scene, x, y, height, side=side)
    bow(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 77), (14, 79.5), (35, 81), (56, 79.5), (73, 77)])
    for x, y, height, side in ((8.6, 88, 42, 1), (61.4, 88, 42, -1)):
        maize(scene, x, y, height, side=side)
    return scene


def bayannur() -> Scene:
    """The sun is the largest sunflower of the field; a canal of the Yellow River waters it."""
    scene = Scene("bayannur", "Bayannur: the sun as the largest sunflower by the Hetao canal", (35, 40))
    scene.sky("sky-3").disc("sand-3", 34, 30, 13.5, halos=[("sky-1", 23.5), ("sky-2", 29.5)])
    scene.layer("far")
    scene.land(
        "sky-4", [(-3, 50), (5, 47.5), (12, 50), (22, 46.5), (32, 50.5), (44, 47), (53, 50), (62, 45.5), (73, 49)]
    )
    scene.land("dusk-4", [(-3, 54), (10, 52.4), (24, 54), (40, 52.6), (56, 54), (66, 52.4), (73, 53.6)])
    scene.layer("ground").rect("grass-3", -3, 56, 76, 31)
    scene.path("grass-4", "M-3 58.4L46 57L44 62C38 70 32 78 28 87L-3 87Z")
    scene.path("grass-4", "M56 57L73 57.8L73 78L66 70C61 65 58 61 56 57Z")
    canal(scene)
    scene.layer("field")
    for y, radius, pitch, shift in (
        (59.2, 0.6, 2.1, 0),
        (61, 0.8, 2.9, 1.4),
        (63.4, 1.1, 3.8, 0.2),
        (66.6, 1.5, 5, 2.4),
        (70.8, 2.1, 6.8, 0),
    ):
        bank = 45 - (y - 57) * 0.62
        for column in range(30):
            x = -2 + shift + column * pitch
            if x + radius > bank:
                break
            small_sunflower(scene, x, y, radius)
    for x, y, radius in (
        (60, 59.4, 0.65),
        (63.4, 59.4, 0.65),
        (66.8, 59.4, 0.65),
        (70.4, 59.4, 0.65),
        (61.8, 61.6, 0.9),
        (66, 61.6, 0.9),
        (70.6, 61.6, 0.9),
        (65, 64.8, 1.25),
        (70.4, 64.8, 1.25),
        (69, 69, 1.7),
    ):
        small_sunflower(scene, x, y, radius)
    great_sunflower(scene)
    scene.layer("near")
    scene.land("grass-5", [(-3, 79), (12, 80.5), (28, 82.5), (46, 81.5), (60, 79), (73, 77)])
    for x, y, radius in ((4, 77.4, 3.3), (14.4, 79.6, 2.7), (64.6, 77, 3.4), (55.4, 80, 2.5)):
        scene.path("grass-3", limb([(x, 88, 0.9), (x + 0.4, y + 4, 0.8), (x, y, 0.7)]))
        for side in (-1, 1):
            scene.path(
                "grass-3" if side < 0 else "grass-4",
                contour([Corner(x, 86), (x + side * 2, 83.4), Corner(x + side * 4.6, 83.8), (x + side * 2.6, 86)]),
            )
        small_sunflower(scene, x, y, radius)
    return scene


def ulanqab() -> Scene:
    """Three cinder cones over flowering potato fields; a capsule comes home under its parachute."""
    scene = Scene("ulanqab", "Ulanqab: cinder cones, potato flowers and a capsule coming home", (36, 44))
    scene.sky("dusk-1").disc("sand-3", 24.5, 27, 11, halos=[("sand-2", 16), ("sand-1", 21)])
    scene.layer("far")
    scene.land("dusk-2", [(-3, 51), (8, 48), (22, 51), (40, 48), (56, 51), (66, 47.5), (73, 50)])
    cone(scene, 61.6, 57, 10.4, 9.6, 2.8, lit="dusk-3", shade="dusk-4")
    cone(scene, 7.4, 57, 9.4, 7.4, 2.3, lit="dusk-3", shade="dusk-4")
    parachute(scene, 56, 15)
    scene.layer("ground")
    scene.land("grass-2", [(-3, 56), (14, 56.8), (35, 56), (56, 56.8), (73, 56)])
    scene.layer("hero")
    cone(scene, 36, 59, 29, 29.5, 6.4, lit="sand-5", shade="fire-5")
    scene.path("grass-2", "M-3 58C10 59.4 20 58.4 34 59.2C48 60 60 57.6 73 58.4L73 66L-3 66Z")
    hall(scene, 50.6, 61.2, 12)
    potato_field(scene)
    return scene


SCENES: dict[str, Callable[[], Scene]] = {
    "baotou": baotou,
    "wuhai": wuhai,
    "chifeng": chifeng,
    "tongliao": tongliao,
    "bayannur": bayannur,
    "ulanqab": ulanqab,
}
