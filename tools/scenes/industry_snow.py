"""Draw what the cold is good for: a ski jumper in the air above the snow."""

from __future__ import annotations

from tools.scenes.motif import camel, spruce
from tools.scenes.pen import Corner, Point, Scene, at, corners, smooth, spread, turned


def winter_sports() -> Scene:
    scene = Scene("winter-sports-tourism", "Winter sports: a ski jumper crosses a pale sun above the snow", (37, 42))
    scene.sky("fire-2").disc("stone-1", 40, 29, 19, halos=[("fire-1", 28)])
    scene.layer("far").land(
        "dusk-3", [(-3, 50), (7, 46), (16, 50), (27, 44), (37, 50), (48, 46), (58, 41), (67, 47), (73, 45)]
    )
    scene.path(
        "snow",
        "M27 44C30 45.500 32 47.600 34.500 49.200L31.500 48.300L29.500 50L27.300 47.800L24.800 49.600L22.500 47.700C24 46.300 25.500 44.500 27 44Z",
    )
    scene.path(
        "snow",
        "M58 41C61 42.200 63 44.600 66 46.600L62.600 45.800L60.600 48.400L58 45.600L55 48L52.300 45.400C54.400 43.800 56 41.700 58 41Z",
    )
    scene.layer("forest")
    for index in range(24):
        spruce(scene, -3 + index * 3.4, 57.5, 6.5 + index * 37 % 5 * 0.8, 3.6, lit="sky-4", shade="sky-5", tiers=2)
    scene.layer("ground").land("sky-1", [(-3, 56), (14, 56.6), (35, 55.4), (56, 56.8), (73, 56)])
    scene.layer("ramp")
    _ramp(scene)
    scene.layer("mid")
    scene.path("snow", "M-3 61C10 61 20 63 33 67C46 71 60 71.500 73 69V87H-3Z")
    scene.path("sky-2", "M22 64C32 68 40 73 52 75.500C60 77 68 76.500 73 75.500V87H30C34 80 30 70 22 64Z")
    scene.path("sky-1", "M33 67C46 71 60 71.500 73 69V73.500C58 76 44 72 33 67Z")
    _tracks(scene)
    for x, y in ((43.5, 59.8), (54.5, 61.4)):
        scene.ellipse("sky-2", x + 4.8, y + 6.5, 5.4, 0.6)
        scene.place(camel("sand-5"), x, y, scale=0.082)
        _rider(scene, x + 4.25, y + 2.2)
    scene.layer("hero")
    _jumper(scene, (27.5, 37.8), -3)
    scene.layer("near").land("sky-4", [(-3, 78), (10, 76.5), (24, 80), (40, 83), (56, 81), (73, 77)])
    scene.land("sky-5", [(-3, 82), (12, 81), (30, 85), (48, 85), (60, 83), (73, 81)])
    for x, y, height, width in (
        (63, 84, 21, 9.5),
        (70, 88, 30, 13),
        (55.5, 85, 13, 6.5),
        (2, 89, 24, 12),
        (10.5, 88, 15, 8),
    ):
        spruce(scene, x, y, height, width, lit="grass-4", shade="grass-5", snow="snow")
    return scene


def _ramp(scene: Scene) -> None:
    """The tower, the run-in that leaves it, and the table the jumper has just left."""
    scene.polygon("dusk-4", [(-1, 62), (1.2, 14), (7, 14), (9.5, 62)])
    scene.polygon("dusk-5", [(4.6, 62), (4.6, 14), (7, 14), (9.5, 62)])
    scene.polygon("dusk-4", [(-3, 15), (-3, 8.5), (9.5, 8.5), (8, 15)])
    scene.polygon("dusk-5", [(4.6, 15), (4.6, 8.5), (9.5, 8.5), (8, 15)])
    scene.polygon("fire-4", [(-3, 8.7), (-3, 6.6), (10.6, 6.6), (9.6, 8.7)])
    for x in (-1.4, 1.2, 5.8):
        scene.rect("sand-3", x, 10.4, 1.7, 1.9)
    under = "M6 19C9 34 13.500 46 25 52.500L24.600 56.200C12 51 6.500 42 3 22Z"
    scene.path("dusk-4", under)
    for x, top in ((11.6, 44), (16.6, 49.4), (21.6, 53)):
        scene.rect("dusk-5", x - 0.5, top, 1, 62 - top)
    scene.path("fire-4", "M6.600 17.800C9.500 33 14 45.400 25.400 51.800L25.100 53.600C12.800 47.500 8 35 5 18.600Z")
    scene.path(
        "snow", "M7.600 17.200C10.500 32.500 14.800 44.600 25.600 50.700L25.300 52.200C13.800 46 9 33.500 6 17.800Z"
    )


def _tracks(scene: Scene) -> None:
    """The curved lines that skiers have left on the slope, and the stakes along its edge."""
    for way in ("M8 66C14 70 12 73 20 75", "M10.600 65.600C16.500 69.600 14.500 72.600 22.500 74.600"):
        scene.line("sky-2", way, 0.4, cap="round")
    for x, y in ((x, 62.4 + (x - 16) * 0.3) for x in spread(17, 40, 6)):
        scene.line("fire-4", f"M{at((x, y))} L{at((x, y - 2.6))}", 0.55)


def _rider(scene: Scene, x: float, y: float) -> None:
    """A rider between the humps, seen from far."""
    scene.polygon("fire-4", [(x - 0.75, y + 0.8), (x - 0.55, y - 1), (x + 0.55, y - 1), (x + 0.75, y + 0.8)])
    scene.circle("sand-4", x, y - 1.5, 0.5)
    scene.polygon("sky-5", [(x - 0.6, y - 1.6), (x, y - 2.5), (x + 0.6, y - 1.6)])


def _jumper(scene: Scene, toe: Point, tilt: float) -> None:
    """A jumper in flight, leaning out over the skis, arms back; the origin is the near boot's toe."""

    def p(across: float, down: float) -> Point:
        return turned((toe[0] + across, toe[1] + down), tilt, centre=toe)

    def outline(points: list[Point]) -> str:
        return smooth([Corner(*p(*q)) if isinstance(q, Corner) else p(*q) for q in points], closed=True)

    _ski(scene, p(-13, 1.4), p(25.5, -11.4), "fire-5", "fire-2")
    far_leg: list[Point] = [
        Corner(2, -1.4),
        (2.6, -5.4),
        (6, -8.6),
        (11, -12),
        Corner(15, -12),
        (12, -8),
        (8.6, -5.2),
        (7.4, -2.8),
        Corner(7.6, -2),
    ]
    scene.path("dusk-5", outline(far_leg))
    scene.path(
        "dusk-5",
        outline(
            [
                Corner(1.6, -1),
                (1.6, -3),
                (2.6, -5.2),
                Corner(5, -5.4),
                (5.6, -3.4),
                Corner(8.4, -2.8),
                Corner(8.6, -1.9),
            ]
        ),
    )
    _ski(scene, p(-14, 3.4), p(26.5, -5.4), "fire-4", "fire-2")
    body: list[Point] = [
        (-1.2, -3.6), (1.6, -6.6), (5.6, -9.6), (9.4, -13), (13, -16.2), (17, -19.2), (22, -21.8), (26.4, -23), Corner(29.6, -22.6), Corner(29.8, -18.8), (26.8, -16.6),
        (21.6, -13.8), (17, -11), (12.6, -7.8), (8.4, -5), (5.2, -3.2), Corner(3.6, -2.2), Corner(-0.6, -1.8),
    ]  # fmt: skip
    scene.path("sky-4", outline(body))
    belly: list[Point] = [
        Corner(29.8, -18.8), (26.8, -16.6), (21.6, -13.8), (17, -11), (12.6, -7.8), (8.4, -5), (5.2, -3.2), Corner(3.6, -2.2), Corner(1.4, -2),
        (5.6, -5.4), (10.6, -9.4), (15.4, -13.4), (20.6, -16.8), Corner(28, -20.2),
    ]  # fmt: skip
    scene.path("sky-5", outline(belly))
    scene.path(
        "sand-3",
        outline(
            [
                Corner(12, -15.3),
                Corner(13.4, -16.5),
                (16.4, -13.2),
                Corner(17.4, -11.5),
                Corner(15.6, -10.2),
                (14.4, -12.4),
            ]
        ),
    )
    scene.path(
        "dusk-5",
        outline(
            [
                Corner(-2.4, 0.4),
                (-2.2, -1.6),
                (-1, -3.6),
                Corner(1, -5),
                Corner(2.6, -3.6),
                (2.8, -2.2),
                Corner(5.2, -1.4),
                Corner(5.4, -0.5),
            ]
        ),
    )
    # The near arm lies along the flank, its hand behind the hip.
    arm: list[Point] = [
        Corner(25.8, -21.2),
        (21, -19.2),
        (16.4, -15.8),
        (12, -11.2),
        (11.2, -9.8),
        (12.6, -9.4),
        (17.4, -13),
        (22, -16),
        Corner(26.6, -18),
    ]
    scene.path("snow", outline(arm))
    scene.path(
        "sky-2",
        outline(
            [
                Corner(26.6, -18),
                (22, -16),
                (17.4, -13),
                (12.6, -9.4),
                Corner(11.8, -9.6),
                (17, -13.9),
                (21.6, -16.9),
                Corner(26.4, -18.8),
            ]
        ),
    )
    scene.path(
        "fire-4", outline([(12.4, -11.6), (10.6, -10.2), (9.2, -8.2), (10.2, -7.6), (12.4, -8.8), (13.4, -10.2)])
    )
    # Head: helmet, goggles and the little of the face that shows.
    scene.circle("sand-4", *p(31.4, -20.3), 1.8)
    scene.path(
        "sand-3",
        outline(
            [
                (28.5, -20.6),
                (28.5, -23.2),
                (30.9, -24.9),
                (33.4, -23.9),
                Corner(34.1, -21.8),
                Corner(31, -21.4),
                Corner(29.6, -18.8),
            ]
        ),
    )
    scene.path("stone-1", outline([(28.9, -22.4), (30.1, -24.3), (32.4, -24.5), Corner(33.8, -22.9), (31, -23.2)]))
    scene.path("sky-5", outline([Corner(31.4, -22), Corner(34.3, -22.2), Corner(33.9, -20.3), Corner(31.8, -20.1)]))
    scene.path("sky-2", outline([Corner(32.4, -21.7), Corner(33.9, -21.8), Corner(33.7, -21), Corner(32.7, -20.9)]))


def _ski(scene: Scene, tail: Point, tip: Point, token: str, lit: str) -> None:
    """A long ski with its tip bent up and a lighter upper edge."""
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]

    def q(share: float, up: float) -> Point:
        return (tail[0] + dx * share, tail[1] + dy * share - up)

    scene.path(
        token,
        f"M{at(q(0, -0.7))} L{at(q(0, 0.5))} L{at(q(0.9, 0.6))} Q{at(q(0.97, 0.9))} {at(q(1.02, 2.6))} Q{at(q(1.0, -0.2))} {at(q(0.9, -0.8))}Z",
    )
    scene.polygon(lit, [q(0, 0.5), q(0, 0.1), q(0.9, 0.2), q(0.9, 0.6)])
    scene.line("snow", corners([q(0.62, -0.25), q(0.86, -0.25)], closed=False), 0.45)
