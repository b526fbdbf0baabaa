"""Follow the operators of a page to all that it paints, through forms, patterns and fonts that are drawn.

Each form is followed once for each way in which it comes to look; a page that
asks for more than any honest one, or calls itself, is unreadable.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardkit.pdf.document import UnreadablePdfError
from cardkit.pdf.figure import add_form, add_inline, add_pattern, add_shading, form_marks, group
from cardkit.pdf.font import read_font
from cardkit.pdf.machine import (
    FILLED,
    Key,
    Machine,
    Memory,
    Work,
    finite,
    look,
    resource,
    shelf_of,
    space_of,
    unpainted,
    within,
)
from cardkit.pdf.mark import FILL, GROUP, IDENTITY, PAINTED, STROKE, TEXT, Font, Mark, times
from cardkit.pdf.oddity import ODD
from cardkit.pdf.operation import INLINE_IMAGE, PATH, name, numbers, operations
from cardkit.pdf.space import CMYK, GREY, RGB, Space, colour
from cardkit.pdf.state import State, mixing
from cardkit.pdf.stream import content, page_content

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Painted:
    """All that a page paints, in order; what no PDF/X may ask for, and what could not be followed."""

    marks: Sequence[Mark]
    unfit: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def painted(page: pikepdf.Object, resources: pikepdf.Object | None, memory: Memory) -> Painted:
    """What a page paints. Raises UnreadablePdfError for a page that is damaged or has no end."""
    work = Work(memory, _follow)
    machine = Machine(work, resources, State())
    mixed = page.get("/Group")
    if mixed is not None:
        group(machine, mixed)
    _follow(machine, page_content(page))
    return Painted(machine.marks, tuple(dict.fromkeys(work.unfit)), tuple(dict.fromkeys(work.faults)))


def _follow(machine: Machine, stream: bytes) -> None:
    work = machine.work
    known = _OPERATORS.get
    for operator, operands in operations(stream, lean=True):
        work.operations -= 1
        act = known(operator)
        if act is not None:
            try:
                act(machine, operands)
            except (ZeroDivisionError, *ODD) as odd:
                work.faults.append(f"`{_plain(operator)}` fails: {_plain(odd)}")
            if work.operations < 0 or len(machine.marks) > work.marks:
                raise UnreadablePdfError("the page has no end: it asks for more than can be drawn")


def _plain(said: bytes | Exception) -> str:
    text = said.decode("latin-1") if isinstance(said, bytes) else str(said.args[0] if said.args else said)
    return " ".join(text.split())[:80]


# Graphics state


def _save(machine: Machine, _: bytes) -> None:
    machine.stack.append(machine.state.copy())


def _restore(machine: Machine, _: bytes) -> None:
    if machine.stack:
        machine.state = machine.stack.pop()


def _concatenate(machine: Machine, operands: bytes) -> None:
    a, b, c, d, e, f = numbers(operands)[-6:]
    machine.state.matrix = finite(times((a, b, c, d, e, f), machine.state.matrix))


def _width(machine: Machine, operands: bytes) -> None:
    machine.state.width = abs(numbers(operands)[-1])


def _settings(machine: Machine, operands: bytes) -> None:
    found, key = resource(machine, "/ExtGState", name(operands))
    known = machine.work.memory.settings.get(key) if key else None
    if known is None:
        known = tuple(_read_settings(machine, found))
        if key:
            machine.work.memory.settings[key] = known
    for attribute, value in known:
        setattr(machine.state, attribute, value)


def _read_settings(machine: Machine, dictionary: pikepdf.Object) -> Iterable[tuple[str, object]]:
    """What a dictionary of parameters sets (ISO 32000-1, 8.4.5)."""
    import pikepdf

    yield from mixing(dictionary)
    if "/ca" in dictionary:
        yield "fill_opacity", float(dictionary["/ca"])
    if "/CA" in dictionary:
        yield "stroke_opacity", float(dictionary["/CA"])
    if "/LW" in dictionary:
        yield "width", abs(float(dictionary["/LW"]))
    if "/Font" in dictionary:
        font, size = dictionary["/Font"]
        yield "font", _font_of(machine, font)
        yield "size", float(size)
    # No PDF/X has these: what is printed is settled by the file's own numbers alone.
    if "/TR" in dictionary or dictionary.get("/TR2", "/Default") != "/Default":
        machine.work.unfit.append("a transfer curve, which changes tones behind the designer's back")
    if "/HTP" in dictionary:
        machine.work.unfit.append("a halftone of its own")
    mask = dictionary.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary):
        yield "blend", "soft mask"
        form = mask.get("/G")
        if isinstance(form, pikepdf.Stream):
            seen = form_marks(machine, form, State())
            machine.marks += [mark._replace(look=look(machine, GROUP, mark.look.colour)) for mark in seen]


# Colours


def _plain_colour(space: Space, use: str) -> Callable[[Machine, bytes], None]:
    fill = use == FILL

    def act(machine: Machine, operands: bytes) -> None:
        _set_colour(machine, space, operands, fill=fill)

    return act


def _set_colour(machine: Machine, space: Space, operands: bytes, *, fill: bool) -> None:
    colours = machine.work.memory.colours
    key = (space, operands)
    made = colours.get(key)
    if made is None:
        made = colours[key] = colour(space, numbers(operands))
    if fill:
        machine.state.fill, machine.fill_space = made, space
    else:
        machine.state.stroke, machine.stroke_space = made, space


def _choose_space(machine: Machine, operands: bytes, *, fill: bool) -> None:
    import pikepdf

    space = space_of(machine, pikepdf.Name(name(operands)))
    # The first colour of a space is its black or its solid ink (ISO 32000-1, 8.6.5.6 to 8.6.6.4).
    start = b"1 " * space.components if space.inks else b"0 " * space.components
    _set_colour(machine, space, b"0 0 0 1 " if space.root is CMYK else start, fill=fill)


def _choose_colour(machine: Machine, operands: bytes, *, fill: bool) -> None:
    space = machine.fill_space if fill else machine.stroke_space
    if space.family == "Pattern":
        add_pattern(machine, space, operands)
        made = unpainted(machine, space)
        if fill:
            machine.state.fill = made
        else:
            machine.state.stroke = made
    else:
        _set_colour(machine, space, operands, fill=fill)


# Paths


def _add_path(machine: Machine, operands: bytes) -> None:
    machine.path = machine.path + operands if machine.path else operands


def _paint(*uses: str) -> Callable[[Machine, bytes], None]:
    fill, stroke = FILL in uses, STROKE in uses

    def act(machine: Machine, path: bytes) -> None:
        state = machine.state
        if machine.path:
            path = machine.path + path
            machine.path = b""
        elif not path:
            return
        if fill:
            machine.marks.append(Mark(look(machine, FILL, state.fill), state.matrix, path))
        if stroke:
            a, b, c, d = state.matrix[:4]
            width = round(state.width * math.sqrt(abs(a * d - b * c)), 4)
            machine.marks.append(Mark(look(machine, STROKE, state.stroke, width), state.matrix, path))

    return act


# Text


def _begin_text(machine: Machine, _: bytes) -> None:
    machine.text = machine.line = IDENTITY


def _choose_font(machine: Machine, operands: bytes) -> None:
    _, shelf = shelf_of(machine, "/Font")
    chosen = machine.work.memory.chosen
    known = chosen.get((shelf, operands)) if shelf else None
    if known is None:
        _look_up_font(machine, operands)
        # A drawn font paints on every page that chooses it.
        if shelf and machine.state.font is not None and machine.state.font.kind != "Type3":
            chosen[(shelf, operands)] = (machine.state.font, machine.state.size)
    else:
        machine.state.font, machine.state.size = known


def _look_up_font(machine: Machine, operands: bytes) -> None:
    machine.state.size = numbers(operands[operands.rfind(b"/") :].partition(b" ")[2])[-1]
    found, key = resource(machine, "/Font", name(operands))
    machine.state.font = (machine.work.memory.fonts.get(key) if key else None) or _font_of(machine, found, key)


def _font_of(machine: Machine, dictionary: pikepdf.Object, key: Key = ()) -> Font:
    memory = machine.work.memory
    own: Key = dictionary.objgen
    known = memory.fonts.get(own) if own[0] else None
    if known is None:
        known = read_font(dictionary)
        if own[0]:
            memory.fonts[own] = known
    if key:
        memory.fonts[key] = known
    if known.kind == "Type3":
        _drawn_font(machine, dictionary, known)
    return known


def _drawn_font(machine: Machine, dictionary: pikepdf.Object, font: Font) -> None:
    """Follow the glyphs of a Type 3 font that bring their own colours (d0); those with d1 are stencils."""
    if (font.name, id(font)) in machine.work.once:
        return
    machine.work.once.add((font.name, id(font)))
    resources = dictionary.get("/Resources") or machine.resources
    for glyph in dictionary.get("/CharProcs", {}).values():
        stream = content(glyph)
        if b"d1" in stream:
            continue
        inner = Machine(machine.work, resources, replace(State(), matrix=machine.state.matrix))
        within(machine, glyph, inner, stream)
        machine.marks += [mark for mark in inner.marks if mark.look.colour.tints or mark.look.image]


def _leading(machine: Machine, operands: bytes) -> None:
    machine.state.leading = numbers(operands)[-1]


def _rendering(machine: Machine, operands: bytes) -> None:
    machine.state.render = int(numbers(operands)[-1])


def _text_matrix(machine: Machine, operands: bytes) -> None:
    a, b, c, d, e, f = numbers(operands)[-6:]
    machine.text = machine.line = finite((a, b, c, d, e, f))


def _move(machine: Machine, operands: bytes) -> None:
    x, y = numbers(operands)[-2:]
    machine.text = machine.line = finite(times((1.0, 0.0, 0.0, 1.0, x, y), machine.line))


def _move_leading(machine: Machine, operands: bytes) -> None:
    machine.state.leading = -numbers(operands)[-1]
    _move(machine, operands)


def _next_line(machine: Machine, _: bytes) -> None:
    _move(machine, f"0 {-machine.state.leading:f}".encode())


def _show(machine: Machine, operands: bytes) -> None:
    state = machine.state
    if state.font is None or state.render in _INVISIBLE:
        return
    size = state.size
    # The size, then the line's place, then the page's: written out, for a card is mostly lines of text.
    a, b, c, d, e, f = machine.text
    g, h, i, j, k, m = state.matrix
    matrix = finite((
        size * (a * g + b * i), size * (a * h + b * j), size * (c * g + d * i), size * (c * h + d * j),
        e * g + f * i + k, e * h + f * j + m,
    ))  # fmt: skip
    points = round(math.hypot(matrix[2], matrix[3]) * state.font.height, 3)
    if state.render in FILLED:
        machine.marks.append(Mark(look(machine, TEXT, state.fill, points, state.font), matrix, operands))
    else:
        machine.marks.append(Mark(look(machine, TEXT, state.stroke, points, state.font), matrix, operands))


#: Text rendering modes (ISO 32000-1, 9.3.6): unseen, or clipping alone.
_INVISIBLE = (3, 7)


def _show_next(machine: Machine, operands: bytes) -> None:
    _next_line(machine, operands)
    _show(machine, operands)


_OPERATORS: dict[bytes, Callable[[Machine, bytes], None]] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _concatenate,
    b"w": _width,
    b"gs": _settings,
    b"g": _plain_colour(GREY, FILL),
    b"G": _plain_colour(GREY, STROKE),
    b"rg": _plain_colour(RGB, FILL),
    b"RG": _plain_colour(RGB, STROKE),
    b"k": _plain_colour(CMYK, FILL),
    b"K": _plain_colour(CMYK, STROKE),
    b"cs": lambda machine, operands: _choose_space(machine, operands, fill=True),
    b"CS": lambda machine, operands: _choose_space(machine, operands, fill=False),
    b"sc": lambda machine, operands: _choose_colour(machine, operands, fill=True),
    b"SC": lambda machine, operands: _choose_colour(machine, operands, fill=False),
    b"scn": lambda machine, operands: _choose_colour(machine, operands, fill=True),
    b"SCN": lambda machine, operands: _choose_colour(machine, operands, fill=False),
    PATH: _add_path,
    **{operator: _paint(*uses) for operator, uses in PAINTED.items()},
    b"n": _paint(),
    b"BT": _begin_text,
    b"Tf": _choose_font,
    b"TL": _leading,
    b"Tr": _rendering,
    b"Tm": _text_matrix,
    b"Td": _move,
    b"TD": _move_leading,
    b"T*": _next_line,
    b"Tj": _show,
    b"TJ": _show,
    b"'": _show_next,
    b'"': _show_next,
    b"Do": add_form,
    INLINE_IMAGE: add_inline,
    b"sh": add_shading,
}
