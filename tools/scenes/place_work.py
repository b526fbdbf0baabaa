"""Draw what people made: an arch bridge, a bow at full draw, a sluice, a parachute."""

from __future__ import annotations

import math

from tools.scenes import motif
from tools.scenes.limb import Bend, contour, limb
from tools.scenes.pen import Corner, Point, Scene, at, corners, smooth, spread


def arch(scene: Scene) -> None:
    """A truss arch from bank to bank: two chords, the web between them, hangers and the deck."""

    def height(x: float, top: float, half: float) -> float:
        return top + (57 - top) * math.pow(abs((x - 35) / half), 2.5)

    scene.layer("arch")
    outer = [(x, height(x, 3.6, 36)) for x in spread(-1, 71, 29)]
    inner = [(x, height(x, 8, 33)) for x in spread(2, 68, 29)]
    for x, top in inner[2:-2:3]:
        scene.line("dusk-3", f"M{at((x, top))} L{at((x, 54))}", 0.32)
    web: list[Point] = []
    for index in range(29):
        web.append(outer[index] if index % 2 else inner[index])
    scene.line("dusk-4", corners(web, closed=False), 0.6)
    scene.line("dusk-5", smooth(inner), 1.2)
    scene.line("dusk-4", smooth(outer), 1.5)
    scene.rect("dusk-5", -3, 54, 76, 2.3)
    scene.rect("dusk-4", -3, 53.2, 76, 1.1)


def bow(scene: Scene) -> None:
    """A reflex bow at full draw, its arrow to the zenith."""
    scene.layer("hero")
    scene.line("stone-5", "M8.8 33.4L35 65L61.2 33.4", 0.55)
    stave: list[Bend] = [
        (0, 15.4, 3.2),
        (4, 15, 3.4),
        (10, 16.4, 4.4),
        (17, 21, 4.2),
        (22.4, 27, 3.4),
        (25.4, 32.8, 2.6),
        (27.6, 35.2, 2.2),
        (30.8, 35.4, 1.5),
    ]
    horn = stave[4:]
    for side in (-1, 1):
        whole = [(35 + side * x, y, width) for x, y, width in stave]
        tip = [(35 + side * x, y, width) for x, y, width in horn[1:]]
        scene.path("sand-5", limb(whole, tip=0.6))
        belly = (0.05, 1.0) if side > 0 else (-1.0, -0.05)
        scene.path("sand-4", limb(whole, left=belly[0], right=belly[1], tip=0.6))
        scene.path("stone-5", limb(tip, tip=0.6))
        # Sinew wound round the limbs, in birch bark and red.
        for across, down, turn, token, width in (
            (13.2, 18.2, 30, "sand-2", 1.5),
            (15, 19.4, 33, "fire-4", 0.8),
            (22.8, 27.8, 53, "sand-2", 1.3),
            (24, 29.6, 56, "fire-4", 0.7),
        ):
            angle = math.radians(turn)
            reach = 2.45 if across < 20 else 1.95
            dx, dy = side * math.sin(angle) * reach, -math.cos(angle) * reach
            scene.line(
                token, f"M{at((35 + side * across - dx, down - dy))} L{at((35 + side * across + dx, down + dy))}", width
            )
    # The arrow: shaft, three-bladed head, feathers.
    scene.rect("sky-5", 34.45, 10, 1.1, 55.4)
    scene.polygon("stone-3", [(35, 3.6), (35.2, 12), (33.4, 11), (32.4, 8.2)])
    scene.polygon("stone-4", [(35, 3.6), (37.6, 8.2), (36.6, 11), (35, 12)])
    for side, token in ((-1, "snow"), (1, "dusk-2")):
        scene.polygon(
            token, [(35 + side * 0.5, 54), (35 + side * 3, 56.4), (35 + side * 3, 63.4), (35 + side * 0.5, 61.6)]
        )
        for y in (56.6, 58.6):
            scene.polygon(
                "sky-4",
                [(35 + side * 0.5, y), (35 + side * 3, y + 1.8), (35 + side * 3, y + 2.9), (35 + side * 0.5, y + 1.1)],
            )
    scene.rect("fire-3", 34.3, 63.2, 1.4, 2.2)
    # The grip, bound in red leather.
    scene.path(
        "fire-4",
        contour([Corner(29.6, 13), (35, 13.2), Corner(40.4, 13), Corner(40.2, 17.2), (35, 17.6), Corner(29.8, 17.2)]),
    )
    scene.path(
        "sand-5",
        contour(
            [Corner(29.7, 15.6), (35, 15.8), Corner(40.3, 15.6), Corner(40.2, 17.2), (35, 17.6), Corner(29.8, 17.2)]
        ),
    )
    for x in (30.4, 39.6):
        scene.line("sand-3", f"M{at((x, 12.9))} L{at((x, 17.4))}", 0.9)


def canal(scene: Scene) -> None:
    """A canal from the horizon to the right foot, with a sluice of three gates across it."""
    scene.layer("canal")
    scene.path("sand-2", "M48.6 56L55.6 56C57 62 66 70 76 80L76 90L24 90C34 78 46 66 48.6 56Z")
    scene.path("sky-4", "M49.6 56L54.6 56C56 62 64 71 74 81L74 90L28 90C37 78 47 66 49.6 56Z")
    scene.path("sky-2", "M51 56L53.2 56C54 62 58 72 66 82L66 90L38 90C44 78 50 66 51 56Z")
    motif.glints(scene, "snow", [(50.6, 66.4, 4), (47, 71, 6), (54.6, 73.4, 6), (45.6, 76.6, 7)])
    scene.rect("stone-1", 46.6, 58.4, 11, 1.5)
    scene.rect("stone-3", 46.6, 59.6, 11, 0.6)
    for x in (46.8, 50, 53.2, 56.4):
        scene.rect("stone-1", x, 56.2, 1.1, 6.2)
        scene.rect("stone-3", x + 0.65, 56.2, 0.45, 6.2)
    scene.rect("fire-4", 46.2, 55, 11.8, 1.4)
    for x in (47.9, 51.1, 54.3):
        scene.rect("stone-5", x, 60.1, 2.1, 1.5)


def parachute(scene: Scene, x: float, y: float) -> None:
    """A striped canopy and the capsule that hangs from it."""
    scene.layer("parachute")
    for across in (-8.6, -5, 0, 5, 8.6):
        scene.line("stone-4", f"M{at((x + across, y + 0.6))} L{at((x, y + 13.4))}", 0.3)
    scene.path(
        "fire-4",
        f"M{at((x - 9, y))} C{at((x - 9, y - 11.6))} {at((x + 9, y - 11.6))} {at((x + 9, y))} Q{at((x + 7, y + 1.8))} {at((x + 5.2, y))} Q{at((x, y + 2.4))} {at((x - 5.2, y))} Q{at((x - 7, y + 1.8))} {at((x - 9, y))}Z",
    )
    scene.path(
        "snow",
        f"M{at((x - 5.2, y))} C{at((x - 5, y - 6))} {at((x - 2, y - 8.7))} {at((x, y - 8.7))} C{at((x + 2, y - 8.7))} {at((x + 5, y - 6))} {at((x + 5.2, y))} Q{at((x, y + 2.4))} {at((x - 5.2, y))}Z",
    )
    scene.path(
        "fire-4",
        f"M{at((x - 1.8, y + 1))} C{at((x - 1.8, y - 5))} {at((x - 0.8, y - 8))} {at((x, y - 8.7))} C{at((x + 0.8, y - 8))} {at((x + 1.8, y - 5))} {at((x + 1.8, y + 1))} Q{at((x, y + 1.4))} {at((x - 1.8, y + 1))}Z",
    )
    scene.path(
        "fire-5",
        f"M{at((x + 5.2, y))} C{at((x + 5, y - 6))} {at((x + 2.6, y - 8.5))} {at((x, y - 8.7))} C{at((x + 6, y - 8.7))} {at((x + 9, y - 5))} {at((x + 9, y))} Q{at((x + 7, y + 1.8))} {at((x + 5.2, y))}Z",
    )
    scene.path(
        "stone-3",
        contour(
            [
                Corner(x - 0.9, y + 13),
                Corner(x + 0.9, y + 13),
                (x + 2, y + 16),
                Corner(x + 2.2, y + 17.6),
                (x, y + 18.2),
                Corner(x - 2.2, y + 17.6),
                (x - 2, y + 16),
            ]
        ),
    )
    scene.path(
        "stone-4",
        contour(
            [
                Corner(x + 0.2, y + 13),
                Corner(x + 0.9, y + 13),
                (x + 2, y + 16),
                Corner(x + 2.2, y + 17.6),
                Corner(x + 0.4, y + 18.2),
            ]
        ),
    )
    scene.circle("stone-5", x - 0.7, y + 15.6, 0.5)


def hall(scene: Scene, x: float, y: float, width: float) -> None:
    """A long low hall of computers seen from its front: pale wall, lit slots, coolers on the roof."""
    high = width * 0.24
    scene.polygon(
        "dusk-2", [(x, y - high), (x + 1, y - high * 1.3), (x + width + 1, y - high * 1.3), (x + width, y - high)]
    )
    scene.polygon(
        "dusk-3", [(x + width, y - high), (x + width + 1, y - high * 1.3), (x + width + 1, y - 0.4), (x + width, y)]
    )
    for cooler in spread(x + width * 0.12, x + width * 0.8, 5):
        scene.rect("snow", cooler, y - high * 1.62, width * 0.09, high * 0.44)
        scene.rect("dusk-3", cooler + width * 0.055, y - high * 1.62, width * 0.035, high * 0.44)
    scene.rect("snow", x, y - high, width, high)
    for slot in spread(x + width * 0.06, x + width * 0.86, 7):
        scene.rect("dusk-4", slot, y - high * 0.74, width * 0.07, high * 0.46)
