"""Follow what an operator shows whole: pictures, forms, transparency groups, shadings and patterns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cardkit.pdf.document import UnreadablePdfError
from cardkit.pdf.machine import Key, Machine, finite, look, resource, space_of, unpainted, within
from cardkit.pdf.mark import GROUP, IMAGE, MASK, SHADING, Image, Mark, times
from cardkit.pdf.operation import inline_image, name, numbers
from cardkit.pdf.space import CMYK, GREY, PATTERN, RGB, Space, colour
from cardkit.pdf.state import State
from cardkit.pdf.stream import content

if TYPE_CHECKING:
    import pikepdf


def add_form(machine: Machine, operands: bytes) -> None:
    found, key = resource(machine, "/XObject", name(operands))
    if found.get("/Subtype") == "/Image":
        _image(machine, found, key)
    elif found.get("/Subtype") == "/Form":
        _form(machine, found)
    elif found.get("/Subtype") == "/PS":
        machine.work.unfit.append("a piece of PostScript, which most programs leave out")


def _image(machine: Machine, stream: pikepdf.Object, key: Key) -> None:
    memory = machine.work.memory
    made = memory.images.get(key) if key else None
    if made is None:
        stencil = bool(stream.get("/ImageMask", False))
        described = stream.get("/ColorSpace")
        space = GREY if stencil else _own_space(stream) if described is None else space_of(machine, described)
        soft = "/SMask" in stream or int(stream.get("/SMaskInData", 0)) > 0
        bits = 0 if stencil else int(stream.get("/BitsPerComponent", 8))
        packing = str(stream.get("/Filter", ""))
        made = Image(int(stream["/Width"]), int(stream["/Height"]), bits, unpainted(machine, space), soft, packing)
        if key:
            memory.images[key] = made
    _place_image(machine, made, stencil=made.bits == 0)


def _own_space(stream: pikepdf.Object) -> Space:
    """The space that a JPEG 2000 picture names in itself (ISO/IEC 15444-1, I.5.3.3); one that names none counts as grey."""
    raw = bytes(stream.get_raw_stream_buffer())
    at = raw.find(b"colr\x01", 0, _HEADER)
    named = int.from_bytes(raw[at + 7 : at + 11], "big") if at >= 0 else 0
    return {12: CMYK, 16: RGB, 18: RGB}.get(named, GREY)


#: Where the boxes ahead of a picture's data end at the latest.
_HEADER = 4096


def _place_image(machine: Machine, image: Image, *, stencil: bool) -> None:
    a, b, c, d, _, _ = machine.state.matrix
    across, down = math.hypot(a, b), math.hypot(c, d)
    if not across or not down:
        return
    resolution = round(min(image.width / across, image.height / down) * 72, 1)
    if stencil:
        seen = look(machine, MASK, machine.state.fill, resolution, None, image)
    else:
        seen = look(machine, IMAGE, image.colour, resolution, None, image)
    machine.marks.append(Mark(seen, machine.state.matrix, None))


def add_inline(machine: Machine, operands: bytes) -> None:
    known = machine.work.memory.images.get((operands,))
    if known is None:
        known = machine.work.memory.images[(operands,)] = _read_inline(machine, operands)
    _place_image(machine, known, stencil=known.bits == 0)


def _read_inline(machine: Machine, operands: bytes) -> Image:
    import pikepdf

    entries = pikepdf.Object.parse(b"<<" + inline_image(operands)[0] + b">>")

    def entry(long: str, short: str) -> pikepdf.Object | None:
        return entries.get(long, entries.get(short))

    width, height = entry("/Width", "/W"), entry("/Height", "/H")
    stencil = bool(entry("/ImageMask", "/IM"))
    described = entry("/ColorSpace", "/CS")
    space = GREY if described is None else space_of(machine, described)
    bits = entry("/BitsPerComponent", "/BPC")
    return Image(int(width or 0), int(height or 0), 0 if stencil else int(bits or 8), unpainted(machine, space))


def _form(machine: Machine, stream: pikepdf.Object) -> None:
    a, b, c, d, e, f = machine.state.matrix
    state = machine.state.copy()
    state.matrix = (a, b, c, d, 0.0, 0.0)
    for mark in form_marks(machine, stream, state):
        g, h, i, j, k, m = mark.matrix
        machine.marks.append(Mark(mark.look, (g, h, i, j, k + e, m + f), mark.shape))
    if len(machine.marks) > machine.work.marks:
        raise UnreadablePdfError("the page has no end: it asks for more than can be drawn")


def form_marks(machine: Machine, stream: pikepdf.Object, state: State) -> tuple[Mark, ...]:
    """What a form paints in this state."""
    memory = machine.work.memory
    key: Key = (stream.objgen, state.matrix, *state.inherited) if stream.objgen[0] else ()
    known = memory.forms.get(key) if key else None
    if known is not None:
        return known
    own = stream.get("/Matrix")
    if own is not None:
        a, b, c, d, e, f = (float(value) for value in own)
        state.matrix = finite(times((a, b, c, d, e, f), state.matrix))
    inner = Machine(machine.work, stream.get("/Resources") or machine.resources, state)
    inner.fill_space, inner.stroke_space = state.fill.space, state.stroke.space
    mixed = stream.get("/Group")
    if mixed is not None:
        group(inner, mixed)
    within(machine, stream, inner, content(stream))
    marks = tuple(inner.marks)
    if key:
        memory.forms[key] = marks
    return marks


def group(machine: Machine, mixed: pikepdf.Object) -> None:
    """A transparency group: the space in which it is mixed is a colour space of the page, too."""
    import pikepdf

    if isinstance(mixed, pikepdf.Dictionary) and mixed.get("/S") == "/Transparency":
        described = mixed.get("/CS")
        space = PATTERN if described is None else space_of(machine, described)
        machine.marks.append(Mark(look(machine, GROUP, unpainted(machine, space)), machine.state.matrix, None))


def add_shading(machine: Machine, operands: bytes) -> None:
    found, _ = resource(machine, "/Shading", name(operands))
    _shade(machine, found)


def _shade(machine: Machine, shading: pikepdf.Object) -> None:
    tint = unpainted(machine, space_of(machine, shading.get("/ColorSpace")))
    machine.marks.append(Mark(look(machine, SHADING, tint), machine.state.matrix, None))


def add_pattern(machine: Machine, space: Space, operands: bytes) -> None:
    import pikepdf

    word = name(operands)
    pattern, key = resource(machine, "/Pattern", word)
    if (key or word) in machine.work.once:
        return
    machine.work.once.add(key or (word,))
    if isinstance(pattern, pikepdf.Stream):
        state = State()
        if space.base and pattern.get("/PaintType") == 2:  # a stencil, in the colour that is given with it
            tint = colour(space.base, numbers(operands[: operands.rfind(b"/")]))
            state.fill = state.stroke = tint
        machine.marks += form_marks(machine, pattern, state)
    elif pattern.get("/Shading") is not None:
        _shade(machine, pattern["/Shading"])
