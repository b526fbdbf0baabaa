"""Rewrite pages so that a picture of them shows plates: three at a time, as its red, green and blue.

No ink is full light and all ink is none, so that what knocks out, covers or
mixes on screen does the same here, plate by plate. Overprint, which screens do
not know, is written as what it does: paint that leaves plates alone is left
out of them, or darkens where it meets only some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.pdf.document import UnreadablePdfError
from cardkit.pdf.inline import standing_alone
from cardkit.pdf.light import CHANNELS, Plates, copied, in_light, light_of_colour
from cardkit.pdf.mark import FILL, PAINTED, STROKE
from cardkit.pdf.operation import INLINE_IMAGE, PATH, name, numbers, operations
from cardkit.pdf.space import CMYK, GREY, PROCESS, RGB, Colour, Space, colour, resolve
from cardkit.pdf.state import mixing
from cardkit.pdf.stream import content, page_content

if TYPE_CHECKING:
    import pikepdf


def separated(pdf: Path, plates: Plates, pages: Iterable[int]) -> bytes:
    """The file with these pages rewritten to show these plates.

    Raises UnreadablePdfError where a page cannot be followed.
    """
    import pikepdf

    if not 1 <= len(plates) <= CHANNELS:
        raise ValueError(f"{len(plates)} plates do not fit a picture")
    try:
        with pikepdf.open(pdf) as document:
            work = _Work(document, plates)
            for number in pages:
                _rewrite_page(work, document.pages[number - 1].obj)
            out = BytesIO()
            document.save(
                out,
                encryption=False,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
            return out.getvalue()
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as fault:
        raise UnreadablePdfError(" ".join(str(fault).split())[:200]) from fault


Key = tuple[object, ...]


@dataclass(slots=True, eq=False)
class _Work:
    """One document while it is rewritten for one set of plates."""

    document: pikepdf.Pdf
    plates: Plates
    spaces: dict[Key, Space] = field(default_factory=dict)
    done: dict[Key, pikepdf.Object] = field(default_factory=dict)
    colours: dict[Key, Colour] = field(default_factory=dict)
    within: list[Key] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What decides how paint becomes light; ``darkens`` is what the stream written so far has set."""

    fill: Colour
    stroke: Colour
    fill_overprints: bool = False
    stroke_overprints: bool = False
    mode: int = 0
    blend: str = ""
    render: int = 0
    darkens: bool = False

    def copy(self) -> _State:
        return _State(
            self.fill,
            self.stroke,
            self.fill_overprints,
            self.stroke_overprints,
            self.mode,
            self.blend,
            self.render,
            self.darkens,
        )


@dataclass(slots=True, eq=False)
class _Stream:
    """One stream while it is rewritten: what it says now, and the resources that it has got besides its own."""

    work: _Work
    resources: pikepdf.Object | None
    state: _State
    stack: list[_State] = field(default_factory=list)
    out: list[bytes] = field(default_factory=list)
    added: dict[str, dict[str, pikepdf.Object]] = field(default_factory=dict)


_BLACK = colour(GREY, (0.0,))


def _rewrite_page(work: _Work, page: pikepdf.Object) -> None:
    resources = page.get("/Resources")
    above = page
    for _ in range(_DEEPEST_TREE):
        if resources is not None or "/Parent" not in above:
            break
        above = above["/Parent"]
        resources = above.get("/Resources")
    stream = _Stream(work, resources, _State(_BLACK, _BLACK))
    _rewrite(stream, page_content(page))
    page["/Contents"] = work.document.make_stream(b"\n".join(stream.out))
    page["/Resources"] = _resources(stream)
    if "/Group" in page:
        del page["/Group"]


_DEEPEST_TREE = 64


def _resources(stream: _Stream) -> pikepdf.Object:

    whole = copied(stream.resources)
    for shelf, added in stream.added.items():
        there = stream.resources.get(shelf) if stream.resources is not None else None
        entries = copied(there)
        for word, value in added.items():
            entries[word] = value
        whole[shelf] = entries
    return whole


def _rewrite(stream: _Stream, text: bytes) -> None:
    # What is set at the start is black, which light must be told.
    _say_colour(stream, FILL)
    _say_colour(stream, STROKE)
    known = _OPERATORS.get
    for operator, operands in operations(text):
        act = known(operator)
        if act is None:
            stream.out.append(operands + b" " + operator if operator != PATH else operands)
        else:
            act(stream, operator, operands)


def _save(stream: _Stream, operator: bytes, operands: bytes) -> None:  # noqa: ARG001 - all operators are called alike.
    stream.stack.append(stream.state.copy())
    stream.out.append(operator)


def _restore(stream: _Stream, operator: bytes, operands: bytes) -> None:  # noqa: ARG001
    if stream.stack:
        stream.state = stream.stack.pop()
        stream.out.append(operator)


def _settings(stream: _Stream, operator: bytes, operands: bytes) -> None:
    for attribute, value in mixing(_resource(stream, "/ExtGState", name(operands))):
        setattr(stream.state, attribute, value)
        if attribute == "blend":
            stream.state.darkens = False
    stream.out.append(operands + b" " + operator)


# Colours


def _plain_colour(space: Space, use: str) -> Callable[[_Stream, bytes, bytes], None]:
    def act(stream: _Stream, operator: bytes, operands: bytes) -> None:  # noqa: ARG001
        _set(stream, use, _colour(stream, space, operands))

    return act


def _colour(stream: _Stream, space: Space, operands: bytes) -> Colour:
    key = (space, operands)
    made = stream.work.colours.get(key)
    if made is None:
        made = stream.work.colours[key] = colour(space, numbers(operands))
    return made


def _set(stream: _Stream, use: str, tint: Colour) -> None:
    if use == FILL:
        stream.state.fill = tint
    else:
        stream.state.stroke = tint
    _say_colour(stream, use)


def _say_colour(stream: _Stream, use: str) -> None:
    tint = stream.state.fill if use == FILL else stream.state.stroke
    light = b" ".join(b"%.4f" % value for value in light_of_colour(tint, stream.work.plates))
    stream.out.append(light + (b" rg" if use == FILL else b" RG"))


def _choose_space(use: str) -> Callable[[_Stream, bytes, bytes], None]:
    def act(stream: _Stream, operator: bytes, operands: bytes) -> None:  # noqa: ARG001
        import pikepdf

        space = _space(stream, pikepdf.Name(name(operands)))
        start = [1.0 if space.inks else 0.0] * space.components
        _set(stream, use, colour(space, [0.0, 0.0, 0.0, 1.0] if space.root is CMYK else start))

    return act


def _choose_colour(use: str) -> Callable[[_Stream, bytes, bytes], None]:
    def act(stream: _Stream, operator: bytes, operands: bytes) -> None:
        current = stream.state.fill if use == FILL else stream.state.stroke
        space = current.space
        if space.family != "Pattern":
            _set(stream, use, _colour(stream, space, operands))
            return
        word = name(operands)
        pattern = _pattern(stream, _resource(stream, "/Pattern", word))
        added = _add(stream, "/Pattern", pattern)
        choose = b"cs" if use == FILL else b"CS"
        if space.base is not None and space.components:
            import pikepdf

            tint = colour(space.base, numbers(operands[: operands.rfind(b"/")]))
            light = b" ".join(b"%.4f" % value for value in light_of_colour(tint, stream.work.plates))
            stencil = _add(stream, "/ColorSpace", pikepdf.Array([pikepdf.Name.Pattern, pikepdf.Name.DeviceRGB]))
            stream.out.append(b"%s %s %s %s %s" % (stencil, choose, light, added, operator))
        else:
            stream.out.append(b"/Pattern %s %s %s" % (choose, added, operator))

    return act


def _space(stream: _Stream, described: pikepdf.Object) -> Space:
    def named(word: str) -> pikepdf.Object | None:
        shelf = stream.resources.get("/ColorSpace") if stream.resources is not None else None
        return shelf.get(word) if shelf is not None else None

    return resolve(described, named, stream.work.spaces)


# Painting


def _paint(*uses: str) -> Callable[[_Stream, bytes, bytes], None]:
    def act(stream: _Stream, operator: bytes, operands: bytes) -> None:
        meets = {_meets(stream, use) for use in uses}
        if meets == {_LEAVES}:
            stream.out.append(operands + b" n")
            return
        _darken(stream, wanted=_MIXES in meets or len(meets) > 1)
        stream.out.append(operands + b" " + operator)

    return act


#: How paint meets the plates of the picture: it covers them all, leaves them all alone, or meets only some.
_COVERS, _LEAVES, _MIXES = "covers", "leaves", "mixes"


def _meets(stream: _Stream, use: str) -> str:
    """Overprinting paint leaves plates alone (ISO 32000-1, 8.6.7): in mode 1 of CMYK, those where it is 0."""
    state = stream.state
    tint = state.fill if use == FILL else state.stroke
    overprints = state.fill_overprints if use == FILL else state.stroke_overprints
    if not overprints or not tint.tints:
        return _COVERS
    root = tint.space.root
    if root.inks:
        painted = set(tint.inks) | set(root.inks)
    elif state.mode == 0 or root.family != "DeviceCMYK":
        painted = set(PROCESS)
    else:
        painted = set(tint.inks)
    there = set(stream.work.plates)
    return _COVERS if there <= painted else _MIXES if there & painted else _LEAVES


def _darken(stream: _Stream, *, wanted: bool) -> None:
    """Let paint keep what is darker than itself, or cover again; a blend mode of the file's own stays."""
    import pikepdf

    state = stream.state
    if wanted == state.darkens or state.blend:
        return
    state.darkens = wanted
    how = pikepdf.Name.Darken if wanted else pikepdf.Name.Normal
    stream.out.append(_add(stream, "/ExtGState", pikepdf.Dictionary(BM=how), f"/Cardkit{str(how)[1:]}") + b" gs")


def _rendering(stream: _Stream, operator: bytes, operands: bytes) -> None:
    stream.state.render = int(numbers(operands)[-1])
    stream.out.append(operands + b" " + operator)


def _show(stream: _Stream, operator: bytes, operands: bytes) -> None:
    use = STROKE if stream.state.render in (1, 5) else FILL
    meets = _meets(stream, use)
    if meets == _LEAVES:
        # Unseen, it still moves what follows it.
        stream.out.append(b"3 Tr %s %s %d Tr" % (operands, operator, stream.state.render))
        return
    _darken(stream, wanted=meets == _MIXES)
    stream.out.append(operands + b" " + operator)


# Pictures, forms, shadings, patterns


def _do(stream: _Stream, operator: bytes, operands: bytes) -> None:
    found = _resource(stream, "/XObject", name(operands))
    if found.get("/Subtype") == "/Image":
        meets = _meets(stream, FILL) if found.get("/ImageMask", False) else _COVERS
        if meets == _LEAVES:
            return
        _darken(stream, wanted=meets == _MIXES)
        made = _image(stream, found)
    else:
        _darken(stream, wanted=False)
        made = _form(stream, found)
    stream.out.append(_add(stream, "/XObject", made) + b" " + operator)


def _image(stream: _Stream, image: pikepdf.Object) -> pikepdf.Object:
    described = image.get("/ColorSpace")
    if image.get("/ImageMask", False) or described is None:
        return image
    return _once(
        stream, image, (), lambda: in_light(image, _space(stream, described), stream.work.plates, stream.work.document)
    )


def _inline(stream: _Stream, operator: bytes, operands: bytes) -> None:  # noqa: ARG001
    """An inline image becomes a picture of its own, which can be given another space."""
    made: pikepdf.Object = standing_alone(operands, stream.work.document)
    described = made.get("/ColorSpace")
    if described is not None:
        made = in_light(made, _space(stream, described), stream.work.plates, stream.work.document)
    stream.out.append(_add(stream, "/XObject", made) + b" Do")


def _form(stream: _Stream, form: pikepdf.Object) -> pikepdf.Object:
    state = stream.state
    inherited = (state.fill, state.stroke, state.fill_overprints, state.stroke_overprints, state.mode, state.blend)
    return _once(stream, form, inherited, lambda: _rewritten(stream, form, state.copy()))


def _pattern(stream: _Stream, pattern: pikepdf.Object) -> pikepdf.Object:
    import pikepdf

    if isinstance(pattern, pikepdf.Stream):
        return _once(stream, pattern, (), lambda: _rewritten(stream, pattern, _State(_BLACK, _BLACK)))
    made = copied(pattern)
    shading = pattern["/Shading"]
    made["/Shading"] = in_light(
        shading, _space(stream, shading["/ColorSpace"]), stream.work.plates, stream.work.document
    )
    return made


def _shading(stream: _Stream, operator: bytes, operands: bytes) -> None:
    found = _resource(stream, "/Shading", name(operands))
    _darken(stream, wanted=False)
    made = in_light(found, _space(stream, found["/ColorSpace"]), stream.work.plates, stream.work.document)
    stream.out.append(_add(stream, "/Shading", made) + b" " + operator)


def _rewritten(stream: _Stream, form: pikepdf.Object, state: _State) -> pikepdf.Object:
    """A copy of a form or tiling pattern that paints in light; a stencil keeps to the colour that it is given."""
    import pikepdf

    own = form.get("/Resources")
    inner = _Stream(stream.work, own if own is not None else stream.resources, state)
    key = form.objgen
    if key in stream.work.within or len(stream.work.within) > _DEEPEST:
        raise UnreadablePdfError("a form draws itself, without end")
    stream.work.within.append(key)
    text = content(form)
    if form.get("/PaintType") == 2:  # an uncoloured pattern
        inner.out.append(text)
    else:
        _rewrite(inner, text)
    stream.work.within.pop()
    made = stream.work.document.make_stream(b"\n".join(inner.out))
    for key_name in form.keys():  # noqa: SIM118
        if key_name not in ("/Length", "/Filter", "/DecodeParms"):
            made[key_name] = form[key_name]
    made["/Resources"] = _resources(inner)
    group = form.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
        plain = copied(group)
        del plain["/CS"]
        made["/Group"] = plain
    return made


_DEEPEST = 24


def _once(
    stream: _Stream, thing: pikepdf.Object, how: tuple[object, ...], make: Callable[[], pikepdf.Object]
) -> pikepdf.Object:
    """What has been made of a thing in this way, made the first time."""
    if not thing.objgen[0]:
        return make()
    key: Key = (thing.objgen, *how)
    known = stream.work.done.get(key)
    if known is None:
        known = stream.work.done[key] = make()
    return known


def _resource(stream: _Stream, shelf: str, word: str) -> pikepdf.Object:
    there = stream.resources.get(shelf) if stream.resources is not None else None
    found = there.get(word) if there is not None else None
    if found is None:
        raise KeyError(word)
    return found


def _add(stream: _Stream, shelf: str, thing: pikepdf.Object, word: str = "") -> bytes:
    """Put a thing among the stream's resources; gives its name as the stream writes it."""
    shelf_of = stream.added.setdefault(shelf, {})
    word = word or f"/Cardkit{len(shelf_of) + 1}"
    shelf_of[word] = thing
    return word.encode("ascii")


_OPERATORS: dict[bytes, Callable[[_Stream, bytes, bytes], None]] = {
    b"q": _save,
    b"Q": _restore,
    b"gs": _settings,
    b"g": _plain_colour(GREY, FILL),
    b"G": _plain_colour(GREY, STROKE),
    b"rg": _plain_colour(RGB, FILL),
    b"RG": _plain_colour(RGB, STROKE),
    b"k": _plain_colour(CMYK, FILL),
    b"K": _plain_colour(CMYK, STROKE),
    b"cs": _choose_space(FILL),
    b"CS": _choose_space(STROKE),
    b"sc": _choose_colour(FILL),
    b"SC": _choose_colour(STROKE),
    b"scn": _choose_colour(FILL),
    b"SCN": _choose_colour(STROKE),
    **{operator: _paint(*uses) for operator, uses in PAINTED.items()},
    b"Tr": _rendering,
    b"Tj": _show,
    b"TJ": _show,
    b"'": _show,
    b'"': _show,
    b"Do": _do,
    INLINE_IMAGE: _inline,
    b"sh": _shading,
}
