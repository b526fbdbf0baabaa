"""Draw a galloping horse laid with solar panels, above the rows that stand in the sand."""

from __future__ import annotations

from collections.abc import Sequence

from tools.scenes.industry_curve import border, within
from tools.scenes.motif import tuft
from tools.scenes.pen import Corner, Point, Scene, at


def solar_power() -> Scene:
    scene = Scene(
        "solar-power", "Solar power: a horse of panels gallops across the sun above the Kubuqi sand", (36, 42)
    )
    scene.sky("sky-3").disc("sand-3", 35, 33, 19, halos=[("sand-2", 26), ("sand-1", 33)])
    scene.layer("far").land("sand-4", [(-3, 53), (6, 50.5), (16, 54), (28, 55), (44, 54), (56, 51), (64, 53), (73, 51)])
    scene.path(
        "sand-5",
        "M6 50.5C9 52 8.500 54 12 57L24 57C18 55.500 12 51 6 50.5ZM56 51C58 52.500 57.500 54.500 61 57L70 57C66 55 62 51.800 56 51Z",
    )
    scene.layer("ground").land("sand-3", [(-3, 56), (14, 55.3), (35, 57), (56, 55.3), (73, 56)])
    scene.layer("panels")
    for top, foot, count in ((59.2, 61.4, 26), (63.6, 67, 18), (69.6, 74.6, 12)):
        _panel_row(scene, top, foot, count)
    scene.layer("hero")
    _panel_horse(scene, 5.2, 12.6, 0.605)
    scene.layer("near").land("sand-4", [(-3, 79), (12, 77.3), (30, 80), (52, 78), (73, 79.5)])
    scene.land("sand-5", [(-3, 83.5), (16, 81.5), (40, 83.5), (60, 82), (73, 83)])
    for x, y, height in ((3, 80.5, 6), (7, 81.5, 4.5), (13, 82, 5), (55, 82, 5), (62, 81, 6.5), (67, 82.5, 4.5)):
        tuft(scene, "grass-4", x, y, height)
    return scene


def _panel_row(scene: Scene, top: float, foot: float, count: int) -> None:
    """Tilted panels in one row, their sides running to one point on the horizon."""
    deep = foot - top

    def along(x: float, y: float) -> Point:
        return (35 + (x - 35) * (y - 46) / (top - 46), y)

    step = 92 / count
    scene.rect("sand-5", -3, foot + deep * 0.1, 76, deep * 0.32)
    for index in range(count):
        left = -11 + index * step
        right = left + step * 0.94
        low = foot + deep * 0.35
        for foothold in (left + step * 0.2, left + step * 0.75):
            x = along(foothold, foot)[0]
            scene.rect("stone-5", x, foot - 0.2, deep * 0.09, low - foot + 0.2)
        scene.polygon("sky-1", [along(left, top), along(right, top), along(right, foot), along(left, foot)])
        rim = deep * 0.06
        inner = [along(left + 0.18, top + rim), along(right - 0.18, top + rim)]
        inner += [along(right - 0.18, foot - rim), along(left + 0.18, foot - rim)]
        scene.polygon("sky-5" if index % 3 else "sky-4", inner)
        glint = [along(left + step * 0.18, top + rim), along(left + step * 0.42, top + rim)]
        glint += [
            along(left + step * 0.3, foot - rim),
            along(left + 0.2, foot - rim),
            along(left + 0.2, foot - deep * 0.3),
        ]
        scene.polygon("sky-4" if index % 3 else "sky-3", glint)
        lines = "".join(
            f"M{at(along(left + step * 0.94 * share, top + rim))} L{at(along(left + step * 0.94 * share, foot - rim))}"
            for share in (0.33, 0.66)
        )
        middle = (top + foot) / 2 - deep * 0.03
        scene.line("sky-2", f"{lines}M{at(along(left, middle))} L{at(along(right, middle))}", 0.3)


_NEAR: list[Point] = [
    (82, 9), Corner(83.6, 4), (86, 9.5), (89.3, 14), (94, 20.5), (97.5, 25.5), (98.3, 28.8), (96.8, 31.2), (93.2, 31.6),
    (89.5, 28.8), (86.6, 28.2), (84, 29.6), (82.4, 33.4), (81.6, 37.6), (81.6, 41.4), (83, 44.4), (86, 45.4), (89.6, 45.6), (92.4, 47.4), (95, 51),
    (97.6, 54.6), (100.4, 57), Corner(102.5, 60.2), Corner(97.8, 61), (96.2, 57.6), (92.8, 53.4), (89.6, 50.6), (85, 51.2), (79, 52.6),
    (72.5, 51.6), (66, 50.8), (58, 49.6), (51, 47.4), (45.5, 46.4), (42, 50.6), (36.5, 54.2), (30.5, 56.6), (26, 59), (20.5, 62.2), (15.4, 65),
    (13, 68.4), Corner(8.2, 69.4), Corner(9.4, 65.2), (13.2, 62.4), (18.6, 58.8), (22, 55), (24.6, 51.4), (27, 46), (26.6, 39.5),
    (28, 33), (32.5, 28), (39, 26.2), (47, 27.6), (55, 28), (61, 25), (66, 20.6), (71.5, 14.4), (77, 10),
]  # fmt: skip
_FAR_FORE: list[Point] = [
    (69, 46), (77, 47), (82.5, 51.5), (86.2, 56), (85.4, 59), (81, 60.6), (76, 63), (73.6, 65.6), Corner(69.6, 66.8), Corner(69.6, 62.6), (73.6, 60.4),
    (78.6, 57.4), (75, 55), (68, 52),
]  # fmt: skip
_FAR_HIND: list[Point] = [
    (47, 44), (45.5, 51), (41.5, 56.6), (38.6, 60.6), (36.6, 65), (34, 69), (33.4, 72.6), Corner(28.6, 74), Corner(29.6, 69.8), (31.6, 66.4), (33.4, 61.8),
    (33.6, 57.6), (33, 53), (34, 47),
]  # fmt: skip
_TAIL: list[Point] = [
    (29, 31), (24, 27), (17.5, 27), (11, 31), Corner(1.5, 32), (6.5, 35), Corner(-2.5, 40), (6, 40), Corner(2, 46), (11, 42.5), (19, 38.5), (25, 38.5), Corner(28, 38),
]  # fmt: skip
_MANE: list[Point] = [
    Corner(86, 9.6), (82, 6.6), (78, 6.6), Corner(69, 3.4), (70.5, 7.6), Corner(60.5, 7.4), (64.5, 11.8), Corner(54.5, 13.6), (60.5, 16.4), Corner(51.5, 20.4), (58, 21.2),
    Corner(54, 25.6), (61, 25.4), (67, 20.4), (72, 14.6), (78, 11),
]  # fmt: skip


def _panel_horse(scene: Scene, x: float, y: float, scale: float) -> None:
    """A galloping horse whose body is laid with panels, as the station at Dalad lays it out on the sand."""

    def placed(points: Sequence[Point]) -> list[Point]:
        return [
            Corner(x + p[0] * scale, y + p[1] * scale)
            if isinstance(p, Corner)
            else (x + p[0] * scale, y + p[1] * scale)
            for p in points
        ]

    for far in (_FAR_FORE, _FAR_HIND):
        scene.blob("sky-5", placed(far))
        _tiled(scene, placed(far), lit="dusk-4", shade="dusk-4", line=0)
    scene.blob("fire-4", placed(_TAIL))
    scene.blob("sky-5", placed(_NEAR))
    _tiled(scene, placed(_NEAR), lit="sky-3", shade="sky-4", line=y + 37 * scale)
    scene.blob("fire-4", placed(_MANE))
    scene.circle("sand-1", x + 87.4 * scale, y + 17.4 * scale, 0.55)


def _tiled(scene: Scene, outline: Sequence[Point], *, lit: str, shade: str, line: float) -> None:
    """Lay slanting panels on every place that is wholly inside the outline; those above the line are lit."""
    edge = border(outline)
    wide, tall, slant = 2.1, 1.5, 0.45
    for row in range(60):
        for column in range(60):
            left, top = -2 + column * wide - row * slant, 8 + row * tall
            box = [
                (left, top),
                (left + wide - 0.3, top),
                (left + wide - 0.3 - slant, top + tall - 0.3),
                (left - slant, top + tall - 0.3),
            ]
            if all(within(point, edge) for point in box):
                high = top + 0.35 * (left - 35) * 0.2 < line - 3
                scene.polygon(lit if high else shade, box)
