"""Draw the greening of the Kubuqi: rows of willow that climb a dune, and the two who plant them."""

from __future__ import annotations

import math

from tools.scenes.limb import Pose, contour
from tools.scenes.motif import herder
from tools.scenes.pen import Corner, Scene, at

# Outlines run on as they were drawn: a point a line would hide the figure.
# fmt: off


def kubuqi() -> Scene:
    scene = Scene("kubuqi-greening", "Greening the Kubuqi: a wedge of willows climbs into the dunes", (38, 48))
    scene.sky("sand-1")
    scene.disc("fire-3", 45, 28, 16, halos=(("fire-2", 23.5), ("fire-1", 31)))
    scene.layer("far")
    scene.land("sand-4", [(-3, 52.5), (7, 48), (15, 49.5), (26, 53), (50, 52), (62, 47.5), (73, 51)])
    scene.land("sand-5", [(-3, 54.6), (5, 52.6), (16, 54.4), (40, 55), (60, 52.8), (73, 54)])
    scene.layer("ground")
    scene.rect("sand-3", -3, 56, 76, 31)
    # The great dune: a lit face to the left, a shaded one to the right, a crest like a blade between.
    crest = [Corner(43.5, 36.2), (47.5, 41), (45, 46), (51, 52), (47, 59), (56, 67), (54, 75), Corner(60, 87)]
    ridge = [Corner(-3, 56), (8, 54.6), (20, 49), (33, 40), (39, 36.8), Corner(43.5, 36.2)]
    scene.path("sand-5", contour([*ridge, (50, 39.8), (58, 47.8), (66, 53.6), Corner(73, 56), Corner(73, 87),
        Corner(-3, 87)]))
    scene.path("sand-3", contour([*ridge, *crest[1:], Corner(-3, 87)]))
    scene.path("sand-2", contour([*ridge, (36, 41.5), (27, 51), (15, 58), Corner(-3, 62)]))
    scene.layer("dune")
    scene.path("sand-4", contour([Corner(73, 61), (63, 62.5), (55, 66.5), (48, 73), Corner(38, 87), Corner(73, 87)]))
    scene.path("sand-2", contour([Corner(73, 61), (63, 62.5), (55, 66.5), (48, 73), Corner(38, 87), Corner(50, 87),
        (55, 79), (60, 72.5), (65, 68), Corner(73, 66)]))
    scene.layer("hero")
    _wedge(scene)
    scene.layer("planters")
    _planters(scene)
    scene.layer("near")
    for x, y, size in ((60, 88, 0.95),):
        _willow(scene, x, y, 17 * size)
    return scene


def _wedge(scene: Scene) -> None:
    """Rows of willow, each a little smaller than the one before it, up the face of the dune."""
    rows = [(40, 41, 0.8), (44, 37.6, 2), (49, 32.6, 4.4), (55, 27.6, 7.6), (62, 25, 12), (70, 25.4, 18), (80, 25, 27),
        (90, 22, 36)]
    left = [(centre - half, y) for y, centre, half in rows]
    right = [(centre + half, y) for y, centre, half in rows]
    scene.path("grass-3", contour([Corner(43, 37.6), *left, *right[::-1]]))
    y = 41.5
    number = 0
    while y < 92:
        upper, lower = max(row for row in rows if row[0] <= y), min(row for row in rows if row[0] > y)
        share = (y - upper[0]) / (lower[0] - upper[0])
        centre, half = (upper[i] + (lower[i] - upper[i]) * share for i in (1, 2))
        room = 2 * half / 5
        for index in range(6 - number % 2):
            _shrub(scene, centre - half + (index + number % 2 / 2) * room, y, room * 0.43)
        y += max(room * 0.62, 0.9)
        number += 1


def _shrub(scene: Scene, x: float, y: float, size: float) -> None:
    """A young willow as a round clump on red stems, lit from the upper right."""
    clump = Pose(x, y, scale=size)
    if size > 1.1:
        for lean in (-0.34, 0, 0.34):
            scene.line("fire-5", clump.curve([(lean * 0.4, 0.25), (lean, -0.7)]), max(0.12 + 0.12 * size, 0.3), cap="round")
    scene.path("grass-4", clump.contour([Corner(-0.75, -0.25), (-1.02, -0.75), (-0.8, -1.3), (-0.35, -1.62),
        (0.2, -1.66), (0.72, -1.36), (1, -0.8), Corner(0.75, -0.25)]))
    scene.path("grass-2", clump.contour([Corner(-0.25, -1.55), (0.2, -1.66), (0.72, -1.36), (1, -0.8),
        Corner(0.8, -0.35), (0.62, -0.85), (0.3, -1.25)]))


def _planters(scene: Scene) -> None:
    """Two on the crest: one brings cuttings, one kneels and sets the next willow into the sand."""
    herder(scene, 36.4, 39.2, 10.4, deel="sky-4", shade="sky-5", hat="fire-5")
    for lean in (-1.1, -0.5, 0.1):
        scene.line("grass-5", f"M34.8 35.2L{32.2 + lean:.1f} {27.4 - lean * 0.4:.1f}", 0.45, cap="round")
    kneel = Pose(46, 37.6, scale=0.88)
    scene.path("grass-5", kneel.contour([Corner(2, 0.4), Corner(1.6, -0.9), (1.6, -3), (0.8, -5.2), Corner(-0.7, -5.8),
        (-1, -3.6), (-1.4, -2.2), Corner(-1.6, -0.9)]))
    scene.path("grass-4", kneel.contour([(0.4, -5.9), (-0.9, -5.7), (-1.6, -3.6), (-2.2, -2), Corner(-2.6, -1),
        Corner(0.2, -0.8), (0.3, -3)]))
    scene.path("grass-4", kneel.limb([(-0.4, -5, 1.5), (-1.8, -3.6, 1.3), (-3.4, -2.6, 1)], tip=1))
    scene.path("sand-3", kneel.contour([Corner(-1.9, -3.8), Corner(1.6, -3.6), Corner(1.65, -2.8), Corner(-2.1, -3)]))
    scene.circle("sand-4", *kneel.point((-1.3, -6.7)), 0.85)
    scene.path("fire-5", kneel.contour([Corner(-2.5, -6.5), (-2.3, -7.6), (-1.2, -8), (-0.1, -7.5), Corner(0.1, -6.4),
        (-1, -6.9)]))
    scene.line("fire-5", "M42.4 37.6L42 33.4", 0.45, cap="round")


def _willow(scene: Scene, x: float, y: float, height: float) -> None:
    """A red willow close by: a fan of stems with narrow leaves in pairs."""
    for step in range(-3, 4):
        lean = step * 0.19
        tip = (x + math.sin(lean * 1.25) * height, y - math.cos(lean) * height * (1 - abs(step) * 0.04))
        bow = (x + math.sin(lean) * height * 0.35, y - height * 0.55)
        scene.line("fire-4", f"M{at((x + step * 0.4, y))}Q{at(bow)} {at(tip)}", 0.6, cap="round")
        for leaf in range(6):
            share = 0.5 + leaf * 0.1
            foot = tuple((1 - share) ** 2 * a + 2 * share * (1 - share) * b + share**2 * c for a, b, c in zip((x, y),
                bow, tip, strict=True))
            pose = Pose(foot[0], foot[1], turn=math.degrees(lean) * 1.3 + (36 if leaf % 2 else -36) * (leaf < 5),
                scale=height / 17)
            scene.path("grass-4" if step > 0 else "grass-3", pose.contour([Corner(0, 0), (-0.55, -1.3),
                Corner(0, -3.2), (0.55, -1.3)]))
