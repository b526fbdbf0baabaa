"""Draw a card's scene, ornament and mark as small SVG, from shapes that cardkit itself has read: never the author's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardkit.edition.theme import Look, Ornament
from cardkit.exhibit.colour import css, screen
from cardkit.ink import Ink
from cardkit.picture.path import parse
from cardkit.picture.scene import Scene
from cardkit.picture.shape import Path

#: Twentieths of a millimetre: at three pixels to a CSS pixel, on a phone 390 wide, one of them is less than a pixel, and
#: nothing is off by more than half of it.
UNITS = 20

#: Tenths of a millimetre, where a picture is a stamp in a list; and the mm that is no dot there.
COARSE, _LEAST = 10, 0.75


def scene_svg(scene: Scene, palette: Mapping[str, Ink], units: int = UNITS) -> bytes:
    """A scene as a file of its own, its tokens shown in sRGB; one for a list is coarser, without its least shapes."""
    least = _LEAST if units < UNITS else 0.0
    view = scene.view
    box = [round(value * units) for value in (view.x, view.y, view.width, view.height)]
    tokens = dict.fromkeys(token for shape in scene.shapes for token in (shape.fill, shape.stroke) if token)
    colours = {token: css(screen(palette[token])) for token in tokens}
    parts = []
    for shape in scene.shapes:
        if least and _extent(shape.path) < least:
            continue
        look = f'fill="{colours[shape.fill]}"' if shape.fill else 'fill="none"'
        if shape.stroke:
            look += f' stroke="{colours[shape.stroke]}" stroke-width="{_number(round(shape.width * units, 1))}"'
            look += f' stroke-linecap="{shape.cap}"' if shape.cap != "butt" else ""
            look += f' stroke-linejoin="{shape.join}"' if shape.join != "miter" else ""
        look += ' fill-rule="evenodd"' if shape.even_odd and shape.fill else ""
        parts.append(f'<path {look} d="{path_data(shape.path, units)}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, box))}"'
        f' width="{round(view.width * 10)}" height="{round(view.height * 10)}">{"".join(parts)}</svg>'
    ).encode()


def ornament_svg(look: Look, measures: Ornament) -> str:
    """The kind's tile, repeated along a line as wide as there is room; its ink is the text colour of where it stands."""
    if look.ornament is None:
        return ""
    scale = 5  # CSS pixels to the millimetre: 12 pixels high.
    width, height = measures.period * scale, measures.height * scale
    stroke = _number(measures.stroke * scale)
    return (
        f'<svg class="orn" width="100%" height="{_number(height)}" aria-hidden="true"><defs>'
        f'<pattern id="o" width="{_number(width)}" height="{_number(height)}" patternUnits="userSpaceOnUse">'
        f'<path fill="none" stroke="currentColor" stroke-width="{stroke}" d="{path_data(parse(look.ornament.text), scale, 2)}"/>'
        '</pattern></defs><rect width="100%" height="100%" fill="url(#o)"/></svg>'
    )


def mark_svg(look: Look) -> str:
    """The kind's mark in a square of 10 by 10."""
    parts = []
    for one in look.mark:
        paint = (
            f'fill="none" stroke="currentColor" stroke-width="{_number(one.stroke)}"'
            if one.stroke
            else 'fill="currentColor"'
        )
        rule = ' fill-rule="evenodd"' if one.even_odd else ""
        parts.append(f'<path {paint}{rule} d="{path_data(parse(one.path.text), 1, 2)}"/>')
    return f'<svg class="mark" viewBox="0 0 10 10" aria-hidden="true">{"".join(parts)}</svg>' if parts else ""


def path_data(path: Path, scale: float = UNITS, digits: int = 0) -> str:
    """A path in relative commands, each the shortest that says it, with numbers as short as they can be written."""
    unit = 10**digits
    x = y = start_x = start_y = 0
    last = ""
    ahead = (0, 0)  # Where the curve before would go on by itself, from where the pen is.
    written: list[str] = []
    for operator, *values in path:
        if operator == "Z":
            written.append("z")
            x, y, last = start_x, start_y, "z"
            continue
        numbers = [round(float(value) * scale * unit) for value in values]
        moved = [value - (x, y)[i % 2] for i, value in enumerate(numbers)]
        x, y = numbers[-2], numbers[-1]
        if operator == "M":
            start_x, start_y = x, y
        letter, said = _shortest(operator.lower(), moved, ahead if last in ("c", "s") else None)
        if operator == "C":
            ahead = moved[4] - moved[2], moved[5] - moved[3]
        # After a move the next pairs are lines, so a move is always written out.
        written.append(_command("" if letter == last and letter != "m" else letter, [value / unit for value in said]))
        last = letter
    return "".join(written)


def _shortest(letter: str, moved: list[int], ahead: tuple[int, int] | None) -> tuple[str, list[int]]:
    """A line along an axis needs one number; a curve that goes on smoothly, to the unit, need not say where to."""
    if letter == "l" and 0 in moved:
        return ("h", moved[:1]) if moved[1] == 0 else ("v", moved[1:])
    if letter == "c" and ahead and abs(moved[0] - ahead[0]) <= 1 and abs(moved[1] - ahead[1]) <= 1:
        return "s", moved[2:]
    return letter, moved


def _extent(path: Path) -> float:
    """The longer side of what a path's points span."""
    numbers = [segment[1:] for segment in path]
    xs = [float(value) for one in numbers for value in one[::2]]
    ys = [float(value) for one in numbers for value in one[1::2]]
    return max(max(xs) - min(xs), max(ys) - min(ys)) if xs else 0.0


def _command(letter: str, values: Sequence[float]) -> str:
    text = letter
    for index, value in enumerate(values):
        word = _number(value)
        glued = (index == 0 and letter) or word.startswith("-")
        text += word if glued else " " + word
    return text


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
    return "0" if text == "-0" else text
