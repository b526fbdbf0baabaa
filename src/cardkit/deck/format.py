"""Read finished sizes: those that cardkit knows by name, and those that a deck gives in mm."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cardkit.deck.definition import shipped, shipped_node
from cardkit.deck.field import MapShape
from cardkit.deck.model import Format
from cardkit.deck.scalar import shortened
from cardkit.deck.shape import decode, suggestion
from cardkit.deck.value import Number, Record, Text, Value
from cardkit.diagnostic import Diagnostic, error
from cardkit.geometry import Size


@cache
def formats() -> Mapping[str, Format]:
    """The formats of data/formats.yaml by name."""
    table, problems = decode(shipped_node("formats.yaml"), MapShape(shipped("format"), keys="id"))
    if not isinstance(table, Record):
        raise ValueError(f"cardkit's own formats are faulty: {problems}")
    return {name: from_record(record, name) for name, record in table.fields.items() if isinstance(record, Record)}


def from_value(value: Value) -> tuple[Format | None, tuple[Diagnostic, ...]]:
    """The format that deck.yaml names or describes. Problems: unknown-format, bad-value."""
    if isinstance(value, Record):
        found = from_record(value)
        room = min(found.trim.width, found.trim.height) / 2
        for name, most in (("safe", room), ("corner", room)):
            size = value.number(name) or 0
            if size >= most:
                message = f"`{name}` is {size:g} mm, which leaves nothing of a card {found.name} mm"
                hint = f"Write less than {most:g}."
                return None, (error("bad-value", message, value.span_of(name), hint=hint),)
        return found, ()
    name = value.text if isinstance(value, Text) else ""
    if name in formats():
        return formats()[name], ()
    near = suggestion(name, formats())
    hint = f"Did you mean `{near}`?" if near else f"Known: {', '.join(formats())}; or {{trim: [70, 120], …}}."
    return None, (error("unknown-format", f"there is no format `{shortened(name)}`", value.span, hint=hint),)


def from_record(record: Record, name: str = "") -> Format:
    """The format that a sound record describes; without a name it is called by its size."""
    width, height = (side.value for side in record.items("trim") if isinstance(side, Number))
    return Format(
        name or f"{width:g}x{height:g}",
        Size(width, height),
        record.number("bleed") or 0.0,
        record.number("safe") or 0.0,
        record.number("corner") or 0.0,
        record.text("note") or "",
    )
