"""Set a stack of texts in a box: each under the other, at the largest step at which all fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.edition.slot import Slot, StackPart
from cardkit.geometry import MM_PER_PT, Point, Rect
from cardkit.ink import Ink
from cardkit.layout.column import column
from cardkit.layout.drawing import Glyphs
from cardkit.layout.type import STEPS, Copy
from cardkit.typesetting.line import Line
from cardkit.typesetting.script import is_right_to_left

# Half a hundredth of a millimetre: less than any press can place.
_HAIR = 0.005


class Text(NamedTuple):
    """One text of a stack with what its part says: size and leading at full size, and the least size."""

    copy: Copy
    part: StackPart
    size: float
    leading: float
    least: float


class _Set(NamedTuple):
    """A text at one size: its lines, and whether it keeps to the width and to its number of lines."""

    text: Text
    size: float
    leading: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @property
    def too_wide(self) -> Line | None:
        return next((line for line in self.lines if line.overfull), None)

    @property
    def too_many(self) -> bool:
        return self.text.part.lines is not None and len(self.lines) > self.text.part.lines

    @property
    def broken(self) -> bool:
        return self.text.part.unbroken and len(self.lines) > 1


def set_stack(
    slot: Slot, texts: Sequence[Text], ink_of: Callable[[str], Ink]
) -> tuple[tuple[Glyphs, ...], tuple[Diagnostic, ...]]:
    """The lines of a stack, or what is too long for it: text-overflow, at the text's own place."""
    if not texts:
        return (), ()
    huge = next((text for text in texts if len(text.copy.shown.text) > _HUGE), None)
    if huge:
        return (), (_far_too_long(slot, huge),)
    tried = []
    for step in (*STEPS, 0.0):
        sets = [_at(text, max(text.least, text.size * step), _measure(slot)) for text in texts]
        height = sum(one.height for one in sets) + _gaps(sets)
        fits = height <= _extent(slot) + _HAIR and not any(one.too_wide or one.too_many for one in sets)
        if fits and step and not any(one.broken for one in sets):
            return _placed(slot, sets, height, ink_of), ()
        tried.append((fits, sets, height))
    # No step keeps on one line what should be: the largest size at which all fits.
    for fits, sets, height in tried:
        if fits:
            return _placed(slot, sets, height, ink_of), ()
    return (), (_overflow(slot, tried[-1][1]),)


def _measure(slot: Slot) -> float:
    """How long a line may be: the box's width, for columns its height."""
    return slot.box.height if slot.upright else slot.box.width


def _extent(slot: Slot) -> float:
    """How much room there is for lines behind each other."""
    return slot.box.width if slot.upright else slot.box.height


def _at(text: Text, size: float, width: float) -> _Set:
    return _Set(text, size, text.leading * size / text.size, text.copy.lines(size, width))


def _gaps(sets: Sequence[_Set]) -> float:
    return sum(one.text.part.gap for one in sets[1:])


def _placed(slot: Slot, sets: Sequence[_Set], height: float, ink_of: Callable[[str], Ink]) -> tuple[Glyphs, ...]:
    box = slot.box
    if slot.upright:
        return _columns(slot, sets, ink_of)
    spare = box.height - height
    y = box.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[slot.valign]
    drawn = []
    for i, one in enumerate(sets):
        y += one.text.part.gap if i else 0.0
        ink = ink_of(one.text.part.ink or slot.ink)
        for line in one.lines:
            copy = one.text.copy
            # Short texts keep together at the side where the first begins; a paragraph begins where its own script does.
            is_short = copy.style.breaking == "balance"
            from_right = is_right_to_left(sets[0].text.copy.shown.language) if is_short else line.right_to_left
            align = turned(slot.align) if from_right else slot.align
            x = start_of(box, line.width * one.size * MM_PER_PT, align)
            drawn.append(copy.glyphs(line, Point(x, y + copy.baseline(one.size, one.leading)), one.size, ink))
            y += one.leading
    return tuple(drawn)


def _columns(slot: Slot, sets: Sequence[_Set], ink_of: Callable[[str], Ink]) -> tuple[Glyphs, ...]:
    """Columns from the box's left, each from its top."""
    drawn: list[Glyphs] = []
    left = slot.box.x
    for i, one in enumerate(sets):
        left += one.text.part.gap if i else 0.0
        ink = ink_of(one.text.part.ink or slot.ink)
        for line in one.lines:
            drawn.extend(column(one.text.copy, line, left, slot.box.y, one.size, one.leading, ink))
            left += one.leading
    return tuple(drawn)


def turned(align: str) -> str:
    """An alignment as a script that runs from right to left understands it: its lines start at the right."""
    return {"start": "end", "end": "start"}.get(align, align)


def start_of(box: Rect, width: float, align: str) -> float:
    """Where a line of this width starts, by its alignment in the box."""
    return box.x + {"start": 0.0, "centre": (box.width - width) / 2, "end": box.width - width}[align]


# A text of so many characters fits no slot of any card; trying to set it would only take time.
_HUGE = 20_000


def _far_too_long(slot: Slot, text: Text) -> Diagnostic:
    shown = text.copy.shown
    return error(
        "text-overflow",
        f"`{shown.name}` ({shown.language}) has {len(shown.text):,} characters, far more than any card holds",
        shown.span,
        hint="Write it shorter; long texts belong to the exhibit.",
        related=[Related(f"the slot `{slot.name}`", slot.span)],
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _overflow(slot: Slot, sets: Sequence[_Set]) -> Diagnostic:
    """Say by how much the worst text is too long at the least size."""
    related = [Related(f"the slot `{slot.name}` is {slot.box.width:g} × {slot.box.height:g} mm", slot.span)]
    for one in sets:
        shown = one.text.copy.shown
        wide = one.too_wide
        if wide:
            over = (wide.width * one.size * MM_PER_PT) - _measure(slot)
            return error(
                "text-overflow",
                f"`{shown.name}` ({shown.language}): “{_shortened(wide.text.strip())}” is {over:.1f} mm too long at {one.size:g} pt, "
                "the least size, and has no place to break",
                shown.span,
                hint="Shorten `links.base` in deck.yaml."
                if shown.name == "address"
                else "Write it shorter, or put U+200B (zero width space) where it may break.",
                related=related,
            )
    worst = next((one for one in sets if one.too_many), None) or max(sets, key=lambda one: one.height)
    others = sum(one.height for one in sets if one is not worst) + _gaps(sets)
    room = int((_extent(slot) - others + _HAIR) / worst.leading)
    if worst.text.part.lines is not None:
        room = min(room, worst.text.part.lines)
    left_over = "".join(line.text for line in worst.lines[max(room, 0) :]).strip()
    shown = worst.text.copy.shown
    count = len(left_over)
    return error(
        "text-overflow",
        f"`{shown.name}` ({shown.language}) is too long for the slot `{slot.name}`: "
        f"{count} character{'' if count == 1 else 's'} over at {worst.size:g} pt, the least size",
        shown.span,
        hint=f"Cut about {count} of its {len(shown.text)} characters.",
        related=related,
    )
