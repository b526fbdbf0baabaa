"""Draw what is won from rock: crystals that stand in a stepped pit."""

from __future__ import annotations

from tools.scenes.motif import stars
from tools.scenes.pen import Point, Scene, corners, turned

# Rare earths

_ROSE = ("fire-2", "fire-3", "fire-4")
_ICE = ("sky-1", "sky-2", "sky-3")
_AMBER = ("sand-2", "sand-3", "sand-4")
_LEAF = ("grass-1", "grass-2", "grass-3")

# Seventeen prisms, as there are seventeen rare earths: foot, length, width, lean in degrees, tones; back to front.
_PRISMS: list[tuple[float, float, float, float, float, tuple[str, str, str]]] = [
    (31, 66, 37, 6.5, -15, _LEAF),
    (40, 66, 38, 6.5, 17, _ICE),
    (35, 66, 50, 8.5, 2, _ROSE),
    (27, 67, 31, 6, -27, _AMBER),
    (44, 67, 30, 6, 30, _LEAF),
    (30, 68, 40, 7, -7, _ICE),
    (41, 68, 36, 7, 9, _AMBER),
    (22, 68, 22, 5, -42, _ROSE),
    (48.5, 68, 23, 5, 44, _ROSE),
    (35.5, 70, 28, 8, -1, _LEAF),
    (26.5, 69.5, 25, 6, -20, _LEAF),
    (45, 69.5, 24, 6, 22, _ICE),
    (19, 69, 12, 4, -52, _ICE),
    (52, 69, 12.5, 4, 54, _AMBER),
    (31, 71.5, 19, 6, -11, _ROSE),
    (40.5, 71.5, 17, 6, 13, _ROSE),
    (36, 72.5, 11.5, 5, 2, _AMBER),
]


def rare_earths() -> Scene:
    scene = Scene(
        "rare-earths-new-materials",
        "Rare earths: seventeen prisms rise from a stepped pit before an evening sun",
        (35, 44),
    )
    scene.sky("dusk-4").disc("sand-2", 35, 34, 16, halos=[("dusk-2", 23), ("dusk-3", 30)])
    scene.layer("stars")
    stars(scene, "dusk-1", 60, below=46, clear_of=(35, 34, 32))
    scene.layer("far").land(
        "dusk-5", [(-3, 51), (6, 48.5), (15, 52.5), (25, 50), (46, 51.5), (55, 47.5), (65, 51.5), (73, 49)]
    )
    scene.layer("ground").land("sand-4", [(-3, 56), (14, 55.2), (35, 57), (56, 55.2), (73, 56)])
    scene.layer("pit")
    for index in range(4):
        y, rx, ry = 69.5 + index * 1.1, 41 - index * 6, 12.6 - index * 2.6
        scene.ellipse("sand-5", 35, y, rx, ry)
        scene.ellipse("sand-4" if index < 3 else "fire-5", 35, y + 1.9, rx - 1.2, ry - 0.6)
    for x, y, size in ((7.5, 65.6, 1.0), (65.5, 70.6, 1.0), (52, 79.4, 1.15)):
        _truck(scene, x, y, size)
    scene.layer("hero")
    for x, y, length, width, lean, tones in _PRISMS:
        prism(scene, (x, y), length, width, lean, tones)
    scene.polygon(
        "fire-5",
        [
            (15.5, 74.5),
            (14, 71),
            (19, 67.8),
            (24, 70),
            (28, 68.2),
            (31, 71),
            (36, 70.4),
            (40, 71.4),
            (44.5, 68.4),
            (48, 70.2),
            (53, 68),
            (57, 71),
            (55, 74.5),
            (46, 77),
            (24, 77),
        ],
    )
    for chunk in (
        [(14, 71), (19, 67.8), (21, 71.6), (17, 73)], [(24, 70), (28, 68.2), (29.5, 72), (25, 74)], [(31, 71), (36, 70.4), (37.5, 74), (32.5, 75.5)],
        [(40, 71.4), (44.5, 68.4), (45, 72.6), (41, 74.4)], [(48, 70.2), (53, 68), (53.5, 71.4), (49, 73)],
    ):  # fmt: skip
        scene.polygon("sand-5", chunk)
    scene.layer("near").land("fire-5", [(-3, 77), (8, 79.5), (22, 82), (36, 82.6), (50, 82), (64, 79.5), (73, 77.5)])
    scene.land("dusk-5", [(-3, 80), (10, 82), (26, 84.5), (44, 84.5), (60, 82), (73, 80)])
    return scene


def prism(scene: Scene, foot: Point, length: float, width: float, lean: float, tones: tuple[str, str, str]) -> None:
    """A six-sided crystal on its foot: three faces, each ending in a facet of the point."""
    half, tip, edge = width / 2, width * 0.95, width * 0.16

    def p(across: float, up: float) -> Point:
        return turned((foot[0] + across, foot[1] - up), lean, centre=foot)

    shoulder = length - tip
    peak = p(-edge * 0.5, length)
    lit, mid, shade = tones
    scene.polygon(shade, [p(edge, -1), p(half, 0), p(half, shoulder + tip * 0.1), peak, p(edge, shoulder - tip * 0.2)])
    scene.polygon(
        mid,
        [
            p(-edge * 1.4, -1),
            p(edge + 0.1, -1),
            p(edge + 0.1, shoulder - tip * 0.2),
            peak,
            p(-edge * 1.4, shoulder - tip * 0.2),
        ],
    )
    scene.polygon(
        lit,
        [
            p(-half, 0),
            p(-edge * 1.4 + 0.1, -1),
            p(-edge * 1.4 + 0.1, shoulder - tip * 0.2),
            peak,
            p(-half, shoulder + tip * 0.1),
        ],
    )
    scene.line(
        lit,
        corners(
            [
                p(edge * 0.2 - edge * 1.2, shoulder - tip * 0.2),
                p(edge, shoulder - tip * 0.2),
                p(half, shoulder + tip * 0.1),
            ],
            closed=False,
        ),
        0.3,
    )


def _truck(scene: Scene, x: float, y: float, size: float) -> None:
    """A far dump truck of the mine, 5.5 mm long at size 1, its wheels standing on y."""

    def p(across: float, up: float) -> Point:
        return (x + across * size, y - up * size)

    scene.polygon("sand-3", [p(-2.9, 1.3), p(-3.2, 3), p(1.9, 3.3), p(1.2, 1.5), p(0.4, 1.1)])
    scene.polygon("sand-2", [p(1.1, 0.9), p(1.1, 2.6), p(2.5, 2.6), p(2.7, 0.9)])
    scene.rect("dusk-5", *p(1.5, 2.3), 0.7 * size, 0.7 * size)
    scene.polygon("dusk-5", [p(-2.6, 0.6), p(-2.6, 1.3), p(2.6, 1.0), p(2.6, 0.6)])
    for across in (-1.5, 1.8):
        scene.circle("dusk-5", *p(across, 0.75), 0.85 * size)
        scene.circle("sand-4", *p(across, 0.75), 0.32 * size)
