"""Draw a dune tied down by a net of straw, saxaul in its meshes."""

from __future__ import annotations

from tools.scenes.industry_curve import on_curve
from tools.scenes.motif import tuft
from tools.scenes.pen import Corner, Point, Scene, at, corners, smooth, spread, turned

_CREST: list[Point] = [(-3, 56), (9, 52.8), (20, 47.4), (31, 40), (41, 32.6), (48, 29)]
_RIDGE: list[Point] = [(48, 29), (46.8, 34), (47.6, 41), (45.4, 49), (46.4, 58), (43.6, 69), (48, 87)]
_FOOT: Point = (-58, 87)
_ROWS, _COLUMNS = 12, 13


def desert_control() -> Scene:
    scene = Scene(
        "desert-control-ecology",
        "Desert control: a net of straw squares holds a dune, young saxaul in its meshes",
        (36, 46),
    )
    scene.sky("sky-2").disc("fire-3", 27, 27, 16, halos=[("sand-1", 23), ("sky-1", 30)])
    scene.layer("far").land(
        "dusk-3", [(-3, 51), (7, 48.6), (18, 52), (30, 50), (46, 52), (58, 47.5), (66, 50.5), (73, 48)]
    )
    scene.layer("ground").land("sand-3", [(-3, 56), (10, 55.4), (35, 56), (60, 55.4), (73, 56)])
    scene.layer("crest")
    for x, y, height in ((14.6, 51, 8.6), (24.6, 45.2, 8), (35.2, 37.6, 7)):
        _saxaul(scene, x, y, height)
    scene.layer("hero")
    lee: list[Point] = [
        Corner(48, 29),
        (53, 33.6),
        (58.6, 42.4),
        (65, 51),
        Corner(76, 57),
        Corner(76, 87),
        Corner(48, 87),
    ]
    ridge = [Corner(*point) if index in (0, len(_RIDGE) - 1) else point for index, point in enumerate(_RIDGE)]
    scene.path("sand-4", smooth([*lee, *ridge[:0:-1]], closed=True))
    scene.blob("sand-5", [*ridge, Corner(60, 87), (52, 70), (57, 58), (52.6, 48), (54, 40.6), (50.6, 34)])
    _net(scene)
    scene.layer("shrubs")
    for row, column, height in (
        (1, 3.5, 2.6), (1, 7.5, 2.4), (2, 11.5, 2.4), (2, 9.5, 2.6), (3, 5.5, 3.2), (3, 7.5, 3.2), (4, 9.5, 3.8), (4, 11.5, 3.8), (5, 7.5, 4.4), (6, 9.5, 5),
        (6, 5.5, 5.2), (7, 11.5, 5.4), (7, 7.5, 5.8), (8, 9.5, 6.4),
    ):  # fmt: skip
        x, y = _mesh(column / _COLUMNS, (row + 0.6) / _ROWS)
        _saxaul(scene, x, y, height)
    scene.layer("near").land("sand-5", [(-3, 78), (12, 76.6), (30, 79.4), (52, 78.4), (73, 76.4)])
    _sheaf(scene, 12, 79)
    _saxaul(scene, 53.5, 83.6, 23.5)
    scene.land("grass-5", [(-3, 83), (14, 81.4), (36, 83.6), (58, 82), (73, 82.6)])
    for x, y, height in ((2, 83.5, 4.6), (28, 84, 3.8), (34, 84.5, 5), (68, 83.5, 4.4), (45, 84.5, 4.2)):
        tuft(scene, "grass-3", x, y, height)
    return scene


def _mesh(across: float, down: float) -> Point:
    """The place on the windward side: ``across`` from its foot to the ridge, ``down`` from the crest to the bottom.

    The side is straight downwards at its foot and bends more and more as the ridge does.
    """
    top = on_curve(_CREST, across)
    bottom = (_FOOT[0] + (_RIDGE[-1][0] - _FOOT[0]) * across, _FOOT[1])
    deep = down**1.5
    x, y = top[0] + (bottom[0] - top[0]) * deep, top[1] + (bottom[1] - top[1]) * deep
    ridge = on_curve(_RIDGE, deep)
    straight = [_RIDGE[0][axis] + (_RIDGE[-1][axis] - _RIDGE[0][axis]) * deep for axis in (0, 1)]
    return (x + across**1.5 * (ridge[0] - straight[0]), y + across * (ridge[1] - straight[1]))


def _net(scene: Scene) -> None:
    """Straw all over, then the sand in each mesh with the shadow of its upper edge, then the straw's loose ends."""
    edge = [_mesh(across, 0) for across in spread(0, 1, 24)] + [_mesh(1, down) for down in spread(0.04, 1, 24)]
    scene.polygon("sand-1", [*edge, _FOOT])
    sand, shadow, bristle = "", "", ""
    for row in range(_ROWS):
        high, low = (row + 0.1) / _ROWS, (row + 0.96) / _ROWS
        for column in range(_COLUMNS):
            left, right = (column + 0.06) / _COLUMNS, (column + 0.94) / _COLUMNS
            upper = [_mesh(across, high) for across in spread(left, right, 4)]
            lower = [_mesh(across, low) for across in spread(right, left, 4)]
            if max(p[0] for p in (*upper, *lower)) < -3 or min(p[1] for p in upper) > 81:
                continue
            sand += corners([*upper, *lower])
            drop = (low - high) * 0.2
            hang = [_mesh(left + (right - left) * s, high + drop * s * (1 - s) * 3.4) for s in spread(1, 0, 7)]
            shadow += corners([*upper, *hang[1:-1]])
            tall = min(row * 0.17, 1.2)
            for index, across in enumerate(spread(left, right, min(3 + row, 9)) if row > 2 else ()):
                x, y = _mesh(across, low + 0.01)
                lean = (-0.35, 0.3, 0.05, 0.5, -0.2)[(index * 3 + row) % 5] * tall
                bristle += f"M{at((x, y + 0.3))} L{at((x + lean, y - tall * (0.8 + 0.12 * (index % 3))))}"
    scene.path("sand-3", sand).path("sand-4", shadow).line("sand-1", bristle, 0.42)


def _saxaul(scene: Scene, x: float, y: float, height: float) -> None:
    """A shrub of thin twigs that spread like a fan from a forked stem, lit on the left."""
    for lean in (-0.2, 0.04, 0.24):
        stem = f"M{at((x, y + 0.3))} Q{at((x + lean * 0.3 * height, y - height * 0.22))} {at((x + lean * height, y - height * 0.45))}"
        scene.line("sand-5", stem, max(height * 0.045, 0.3), cap="round")
    count = 9 if height < 12 else 21
    twigs = {"grass-4": "", "grass-3": "", "grass-2": ""}
    for index, lean in enumerate(spread(-66, 66, count)):
        reach = height * (0.97 - abs(lean) / 66 * 0.3 - (0.08 if index % 2 else 0))
        token = "grass-4" if lean > 8 else "grass-3"
        if height >= 12 and index % 4 == 1:
            token = "grass-2" if lean < 0 else "grass-3"
        twigs[token] += _twig((x, y - height * 0.12), reach * 0.9, lean)
    for token, outline in twigs.items():
        if outline:
            scene.line(token, outline, max(height * (0.07 if height < 12 else 0.036), 0.34), cap="round")


def _twig(foot: Point, reach: float, lean: float) -> str:
    """A twig that rises and then leans out, with side twigs in pairs."""
    tip = turned((foot[0], foot[1] - reach), lean, centre=foot)
    bend = turned((foot[0], foot[1] - reach * 0.5), lean * 0.55, centre=foot)
    drawn = f"M{at(foot)} Q{at(bend)} {at(tip)}"
    for share in (0.5, 0.72):
        x, y = (
            (1 - share) ** 2 * foot[axis] + 2 * share * (1 - share) * bend[axis] + share**2 * tip[axis]
            for axis in (0, 1)
        )
        for side in (-1, 1):
            end = turned((x, y - reach * 0.3 * (1.25 - share)), lean + side * 30, centre=(x, y))
            drawn += f"M{at((x, y))} L{at(end)}"
    return drawn


def _sheaf(scene: Scene, x: float, y: float) -> None:
    """A sheaf of straw for the next squares, and the spade that will press it in."""
    scene.line("sand-5", f"M{at((x + 9.6, y - 17))} L{at((x + 7.6, y - 4))}", 0.9, cap="round")
    scene.line("sand-4", f"M{at((x + 8, y - 17.6))} L{at((x + 11.4, y - 17))}", 1.1, cap="round")
    scene.polygon("stone-3", [(x + 5.6, y - 5), (x + 9.8, y - 4.4), (x + 9.1, y + 0.6), (x + 7.2, y + 2.2), (x + 5, y)])
    scene.polygon("stone-4", [(x + 7.7, y - 4.7), (x + 9.8, y - 4.4), (x + 9.1, y + 0.6), (x + 7.2, y + 2.2)])
    for index, lean in enumerate(spread(-5.4, 5.4, 13)):
        token = ("sand-1", "sand-2", "sand-2")[index % 3] if lean < 2 else ("sand-2", "sand-3")[index % 2]
        scene.line(
            token,
            f"M{at((x - lean * 0.72, y + 0.6))} L{at((x, y - 5.4))} L{at((x + lean, y - 12.5 - (index * 5 % 4) * 0.6 + abs(lean) * 0.3))}",
            0.95,
            cap="round",
        )
    scene.polygon("fire-4", [(x - 2, y - 6.4), (x + 2, y - 6.4), (x + 1.8, y - 4.6), (x - 1.8, y - 4.6)])
