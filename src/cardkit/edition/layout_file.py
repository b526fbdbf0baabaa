"""Read the layouts of a theme: slots from YAML, what they extend, and whether they name things that are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cardkit import source
from cardkit.codes.symbol import QUIET_ZONE
from cardkit.deck.definition import shipped
from cardkit.deck.format import formats
from cardkit.deck.shape import decode, suggestion
from cardkit.deck.value import Items, Number, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Span, error, warning
from cardkit.edition.logo import Folder, read_logo
from cardkit.edition.slot import Beside, Clear, Layout, LineItem, Logo, RowsPlan, Shows, Slot, StackPart
from cardkit.edition.theme import Look
from cardkit.geometry import Point, Rect


def read_layouts(
    folders: Sequence[Folder],
    palette: Collection[str],
    looks: Mapping[str, Look],
    styles: Collection[str],
    plates: Collection[str] = (),
) -> tuple[Mapping[str, Layout], tuple[Diagnostic, ...]]:
    """The layouts of a theme by name; ``folders`` are the theme's own and those it extends, itself first.

    Problems: unknown-layout, unknown-slot, slot-incomplete, unknown-style,
    unknown-token, unknown-plate, those of a logo's file, and those of reading and decoding.
    """
    problems: list[Diagnostic] = []
    levels = [_records(folder, problems) for folder in folders]
    roles = {role for look in looks.values() for role in look.inks}
    checker = _Checker({*palette, *roles}, styles, plates, folders, problems)
    layouts: dict[str, Layout] = {}
    for level, records in enumerate(levels):
        for name in records:
            layout = _layout(name, level, levels, checker) if name not in layouts else None
            if layout:
                layouts[name] = layout
    return layouts, tuple(problems)


def _records(folder: Folder, problems: list[Diagnostic]) -> dict[str, Record]:
    """The layouts of one folder by the names of their files."""
    records: dict[str, Record] = {}
    place = folder.path / "layouts"
    for path in sorted(place.glob("*.yaml")) if place.is_dir() else ():
        node, found = source.read(path, f"{folder.shown_as}/layouts/{path.name}")
        problems.extend(found)
        record, found = decode(node, shipped("layout")) if node is not None else (None, ())
        problems.extend(found)
        if isinstance(record, Record):
            records[path.stem] = record
    return records


def _layout(name: str, level: int, levels: Sequence[Mapping[str, Record]], checker: _Checker) -> Layout | None:
    """A layout with what it extends: another of its own theme, or one of a theme that its theme extends.

    A layout may extend the one of its own name in the extended theme, and a
    theme's layouts never come to extend a deck's by accident.
    """
    record = levels[level][name]
    chain = [record]
    while (base := chain[-1].text("extends")) is not None:
        found = next((i for i in range(level, len(levels)) if base in levels[i] and levels[i][base] not in chain), None)
        if found is None:
            others = [other for records in levels[level:] for other in records if other != name]
            near = suggestion(base, others)
            message = f"the layout `{chain[-1].text('layout')}` extends `{base}`, which is no other layout of its theme"
            hint = f"Did you mean `{near}`?" if near else "Name another layout, or delete `extends:`."
            checker.add(error("unknown-layout", message, chain[-1].span_of("extends"), hint=hint))
            return None
        level = found
        chain.append(levels[found][base])
    faces: dict[str, tuple[Slot, ...]] = {}
    dropped: set[str] = set()
    for face in ("front", "back"):
        slots: dict[str, Slot] = {}
        for layer in reversed(chain):
            own: dict[str, Slot] = {}
            for item in layer.items(face):
                if not isinstance(item, Record):
                    continue
                slot = _slot(item, checker)
                if slot and slot.name in own:
                    checker.add(
                        error(
                            "duplicate-slot",
                            f"the slot `{slot.name}` stands twice on the {face}",
                            item.span_of("slot"),
                            hint="Give each slot of a face a name of its own.",
                        )
                    )
                elif slot:
                    own[slot.name] = slot
            slots = _merged(slots, own)
            for item in _named(layer):
                if slots.pop(item.text, None):
                    dropped.add(item.text)
        faces[face] = tuple(slots.values())
        _check_clear(faces[face], checker)
        if not slots:
            message = f"the {face} of the layout `{name}` has no slots, so it would be printed blank"
            checker.add(error("empty-face", message, record.span_of(face), hint=f"Add slots under `{face}:`."))
    for layer in chain:
        for item in _named(layer):
            if item.text not in dropped:
                message = f"`{item.text}` is left out, and there is no such slot in what `{name}` extends"
                checker.add(error("unknown-slot", message, item.span, hint="Name a slot of the extended layout."))
    if not any(slot.draws == "code" for face in faces.values() for slot in face):
        message = f"the layout `{name}` draws no code, so its cards lead nowhere"
        where = record.span_of("without") if record.get("without") else record.span_of("layout")
        checker.add(warning("no-code", message, where, hint="Add a slot that `draws: code`."))

    def first(field: str) -> Value | None:
        return next((value for layer in chain if (value := layer.get(field)) is not None), None)

    format_name = first("format")
    if not isinstance(format_name, Text):
        checker.add(
            error(
                "slot-incomplete",
                f"the layout `{name}` names no `format`",
                record.span,
                hint="Add `format:` with a name from `cardkit formats`.",
            )
        )
        return None
    if format_name.text not in formats():
        near = suggestion(format_name.text, formats())
        hint = f"Did you mean `{near}`?" if near else f"Formats: {', '.join(formats())}."
        checker.add(error("unknown-format", f"there is no format `{format_name.text}`", format_name.span, hint=hint))
    written = record.get("layout")
    if isinstance(written, Text) and written.text != name:
        message = f"the layout calls itself `{written.text}`, and its file `{name}.yaml`"
        checker.add(error("wrong-name", message, written.span, hint=f"Write `layout: {name}`, or rename the file."))
    return Layout(
        name=name,
        format=format_name.text,
        across=tuple(int(v) for v in _numbers(first("across"))) or (1,),
        upright=tuple(int(v) for v in _numbers(first("upright"))) or (0,),
        kinds=_texts(first("kinds")),
        front=faces["front"],
        back=faces["back"],
        span=record.span,
        mirrors=not (isinstance(mirror := first("mirror"), Text) and mirror.text == "never"),
    )


def _named(layer: Record) -> list[Text]:
    """The slots that a layout leaves out."""
    return [item for item in layer.items("without") if isinstance(item, Text)]


def _merged(below: Mapping[str, Slot], own: Mapping[str, Slot]) -> dict[str, Slot]:
    """The slots of an extended layout with a layout's own: same names replaced in place.

    A new slot stands before the next one of its layout that was there already,
    so that the order in which a layout is written is the order of drawing.
    """
    before: dict[str | None, list[str]] = {}
    waiting: list[str] = []
    for name in own:
        if name in below:
            before[name] = waiting
            waiting = []
        else:
            waiting.append(name)
    merged: dict[str, Slot] = {}
    for name, slot in below.items():
        for new in before.get(name, ()):
            merged[new] = own[new]
        merged[name] = own.get(name, slot)
    merged.update({new: own[new] for new in waiting})
    return merged


class _Checker:
    """Knows what a layout may name, and collects what it names wrongly, each place once."""

    def __init__(
        self,
        inks: Collection[str],
        styles: Collection[str],
        plates: Collection[str],
        folders: Sequence[Folder],
        problems: list[Diagnostic],
    ) -> None:
        self._inks = inks
        self._styles = styles
        self._plates = plates
        self._folders = folders
        self._problems = problems

    def add(self, problem: Diagnostic) -> None:
        if problem not in self._problems:
            self._problems.append(problem)

    def ink(self, name: str | None, span: Span) -> None:
        if name is not None and name not in self._inks:
            near = suggestion(name, self._inks)
            hint = f"Did you mean `{near}`?" if near else "Name a role of the kinds or a token of the palette."
            self.add(error("unknown-token", f"there is no ink `{name}` in the theme", span, hint=hint))

    def plate(self, record: Record) -> str | None:
        """The plate that a slot or a part asks for."""
        name = record.text("plate")
        if name is not None and name not in self._plates:
            near = suggestion(name, self._plates)
            known = ", ".join(self._plates)
            hint = f"Did you mean `{near}`?" if near else f"Plates of the theme: {known}." if known else _NO_PLATES
            self.add(error("unknown-plate", f"the theme has no plate `{name}`", record.span_of("plate"), hint=hint))
        return name

    def logo(self, slot: Record) -> Logo | None:
        """The logo in a slot's code."""
        record = slot.record("logo")
        if record is None:
            return None
        ink = record.get("ink")
        self.ink(ink.text if isinstance(ink, Text) else None, record.span_of("ink"))
        made, found = read_logo(record, self._folders, self._inks)
        for problem in found:
            self.add(problem)
        return made

    def style(self, name: str | None, span: Span) -> None:
        if name is not None and name not in self._styles:
            near = suggestion(name, self._styles)
            hint = f"Did you mean `{near}`?" if near else f"Styles of the theme: {', '.join(self._styles)}."
            self.add(error("unknown-style", f"there is no style `{name}` in the theme", span, hint=hint))


_NO_PLATES = "Add it under `plates:` in theme.yaml, such as `foil: {name: Foil, is: foil, shows: [0, 20, 60, 20]}`."

#: What a slot must say besides name, kind and box, by what it draws.
_NEEDED = {
    "flood": ("ink",),
    "ornament": ("ink",),
    "disc": ("centre", "radii", "inks"),
    "rule": ("ink", "weight"),
    "mark": ("ink",),
    "text": ("ink", "parts"),
    "line": ("ink", "items", "size"),
    "rows": ("ink", "rows", "size"),
    "code": ("ink",),
    "picture": (),
}


def _slot(record: Record, checker: _Checker) -> Slot | None:
    draws = record.text("draws") or ""
    name = record.text("slot") or ""
    for field in _NEEDED.get(draws, ()):
        if record.get(field) is None:
            checker.add(
                error(
                    "slot-incomplete",
                    f"the slot `{name}` draws {draws} and says no `{field}`",
                    record.span_of("slot"),
                    hint=f"Add `{field}:` to the slot.",
                )
            )
            return None
    x, y, width, height = _numbers(record.get("box"))
    no_room = draws != "rule" and (width <= 0 or height <= 0)
    if no_room or width < 0 or height < 0:
        message = f"the box of the slot `{name}` is {width:g} × {height:g} mm, which leaves no room"
        hint = "Write left, top, width and height in mm, such as [5, 20, 60, 40]."
        checker.add(error("bad-box", message, record.span_of("box"), hint=hint))
        return None
    if draws == "disc" and not len(record.items("radii")) == len(record.items("inks")) > 0:
        message = f"the disc `{name}` has {len(record.items('radii'))} radii and {len(record.items('inks'))} inks"
        hint = "Give as many inks as radii, from the inside out."
        checker.add(error("slot-incomplete", message, record.span_of("radii"), hint=hint))
        return None
    centre = _numbers(record.get("centre"))
    rows, clear, beside = (record.record(field) for field in ("rows", "clear", "beside"))
    for role, value in (("ink", record.get("ink")), ("ground", record.get("ground"))):
        checker.ink(value.text if isinstance(value, Text) else None, record.span_of(role))
    for token in record.items("inks"):
        checker.ink(token.text if isinstance(token, Text) else None, token.span)
    return Slot(
        name=name,
        draws=draws,
        box=Rect(x, y, width, height),
        span=record.span_of("slot"),
        ink=record.text("ink") or "key",
        align=record.text("align") or "start",
        valign=record.text("valign") or "top",
        from_top=record.text("from-top") == "true",
        turn=int(record.text("turn") or 0),
        weight=record.number("weight") or 0.5,
        centre=Point(*centre) if len(centre) == 2 else None,
        radii=_numbers(record.get("radii")),
        inks=_texts(record.get("inks")),
        parts=tuple(_part(item, checker) for item in record.items("parts") if isinstance(item, Record)),
        items=tuple(_item(item, checker) for item in record.items("items") if isinstance(item, Record)),
        upright=record.text("upright") == "true",
        beside=Beside(beside.text("of") or "", beside.number("by") or 0) if beside else None,
        first_only=record.text("languages") == "first",
        size=_size(record.record("size")),
        clear=_clear(clear) if clear else None,
        rows=_rows(rows, checker) if rows else None,
        ground=record.text("ground"),
        quiet=record.number("quiet") or QUIET_ZONE,
        modules=record.text("modules") or "square",
        logo=checker.logo(record),
        plate=checker.plate(record),
    )


def _part(record: Record, checker: _Checker) -> StackPart:
    checker.style(record.text("style"), record.span_of("style"))
    ink = record.text("ink")
    checker.ink(ink, record.span_of("ink"))
    lines = record.number("lines")
    sizes = record.record("sizes")
    triples = {s: _numbers(v) for s, v in (sizes.fields if sizes else {}).items()}
    for script, (size, _, least) in triples.items():
        if least > size and sizes:
            message = f"the least size for {script} is {least:g} pt, and the size itself {size:g} pt"
            hint = "Write size, leading in mm, least size: such as [9, 4.15, 7.5]."
            checker.add(error("bad-size", message, sizes.span_of(script), hint=hint))
    return StackPart(
        shows=_shows(record) or Shows((), record.span),
        style=record.text("style") or "",
        sizes={script: (t[0], t[1], t[2]) for script, t in triples.items()},
        gap=record.number("gap") or 0.0,
        lines=int(lines) if lines else None,
        unbroken=record.text("unbroken") == "true",
        ink=ink,
        needed=record.text("needed") == "true",
        span=record.span,
        plate=checker.plate(record),
    )


def _item(record: Record, checker: _Checker) -> LineItem:
    checker.style(record.text("style"), record.span_of("style"))
    return LineItem(
        shows=_shows(record),
        text=record.text("text") or "",
        style=record.text("style") or "",
        digits=int(record.number("digits") or 1),
        gap=record.number("gap") or 0.0,
        span=record.span,
    )


def _clear(record: Record) -> Clear:
    otherwise = _numbers(record.get("else"))
    return Clear(record.text("of") or "", record.number("by") or 0, Rect(*otherwise) if otherwise else None)


def _rows(record: Record, checker: _Checker) -> RowsPlan:
    for field in ("label-style", "value-style"):
        checker.style(record.text(field), record.span_of(field))
    return RowsPlan(
        count=int(record.number("count") or 1),
        height=record.number("height") or 1,
        columns=_numbers(record.get("columns")),
        label_style=record.text("label-style") or "",
        value_style=record.text("value-style") or "",
        rule=record.number("rule") or 0.35,
        lift=record.number("lift") or 0.0,
    )


def _shows(record: Record) -> Shows | None:
    value = record.get("shows")
    if isinstance(value, Text):
        return Shows((value.text,), value.span)
    if isinstance(value, Items):
        return Shows(_texts(value), value.span)
    return None


def _size(record: Record | None) -> Mapping[str, tuple[float, float]] | None:
    if record is None:
        return None
    pairs = {script: _numbers(value) for script, value in record.fields.items()}
    return {script: (pair[0], pair[1]) for script, pair in pairs.items()}


def _check_clear(slots: Sequence[Slot], checker: _Checker) -> None:
    names = [slot.name for slot in slots]
    for i, slot in enumerate(slots):
        for other in (slot.clear, slot.beside):
            if other and other.of not in names[:i]:
                near = suggestion(other.of, names[:i])
                hint = f"Did you mean `{near}`?" if near else f"Slots before it: {', '.join(names[:i]) or 'none'}."
                message = f"`{slot.name}` stands by `{other.of}`, which is no slot before it on its face"
                checker.add(error("unknown-slot", message, slot.span, hint=hint))


def _numbers(value: Value | None) -> tuple[float, ...]:
    return tuple(item.value for item in value if isinstance(item, Number)) if isinstance(value, Items) else ()


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(item.text for item in value if isinstance(item, Text)) if isinstance(value, Items) else ()
