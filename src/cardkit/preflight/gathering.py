"""Keep of all that pages paint what rules ask for: every look once a page, and the few things that stand badly.

A page is seen once, with all its marks, and then forgotten: a file may have
tens of thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cardkit.pdf.anatomy import PageFact
from cardkit.pdf.mark import FILL, IMAGE, TEXT, Corners, Font, Look, Mark
from cardkit.pdf.operation import shown_codes

#: One painted thing and the page that it stands on.
Place = tuple[PageFact, Mark]


@dataclass(slots=True, eq=False)
class Gathering:
    """What is kept so far; see ``Facts``."""

    looks: dict[Look, list[Place]] = field(default_factory=dict)
    slug: dict[Look, list[Place]] = field(default_factory=dict)
    slender: dict[Look, list[Place]] = field(default_factory=dict)
    on_colour: list[Place] = field(default_factory=list)
    letters: dict[Font, set[int]] = field(default_factory=dict)

    def see(self, page: PageFact, marks: Sequence[Mark]) -> None:
        """Take in a page."""
        here: dict[Look, Mark] = {}
        beyond: dict[Look, Mark] = {}
        said: dict[Font, list[bytes]] = {}
        slender: dict[Look, tuple[float, Mark]] = {}
        bleed = page.bleed_box
        has_slug = bleed != page.shown_box
        small_black: dict[Look, bool] = {}
        for index, mark in enumerate(marks):
            look = mark.look
            kind = look.kind
            if has_slug and _is_beyond(mark, bleed):
                beyond.setdefault(look, mark)
                continue
            if look not in here:
                here[look] = mark
                small_black[look] = kind == TEXT and _is_small_black(look)
            if kind == TEXT:
                font = look.font
                if font is not None and font.codes is not None and mark.shape:
                    said.setdefault(font, []).append(mark.shape)
                if small_black[look] and _is_on_ink(marks, index):
                    self.on_colour.append((page, mark))
            elif kind == FILL and mark.is_rectangle:
                width = line_width(mark)
                if width is not None and (look not in slender or width < slender[look][0]):
                    slender[look] = (width, mark)
        for shelf, found in ((self.looks, here), (self.slug, beyond)):
            for look, mark in found.items():
                places = shelf.setdefault(look, [])
                # Nobody is shown more than the first place: all others are pages, and tens of thousands of marks are heavy.
                places.append((page, places[0][1] if places else mark))
        for look, (_, mark) in slender.items():
            self.slender.setdefault(look, []).append((page, mark))
        for font, strings in said.items():
            self.letters.setdefault(font, set()).update(shown_codes(b" ".join(strings)))


def _is_beyond(mark: Mark, bleed: Corners) -> bool:
    """Whether nothing of it touches the card and its bleed: crop marks are often one path around it."""
    left, bottom, right, top = bleed[0] + _TOUCH, bleed[1] + _TOUCH, bleed[2] - _TOUCH, bleed[3] - _TOUCH
    return all(box[0] >= right or box[2] <= left or box[1] >= top or box[3] <= bottom for box in mark.boxes)


#: How far in points a mark that begins at the edge of the bleed may reach over it: half its own width.
_TOUCH = 1.0


def line_width(mark: Mark) -> float | None:
    """The width in points of a filled rectangle that is as good as a line; None for any other."""
    left, bottom, right, top = mark.box
    short, long = sorted((right - left, top - bottom))
    return short if short > 0 and long > _SLENDER * short else None


#: A filled rectangle this many times as long as it is wide is a line.
_SLENDER = 8.0

#: Black text below this size in points must overprint: plates that miss each other by a hair leave white edges
#: (Ghent Workgroup 2015 specifications, black text).
_SMALL_TEXT = 12.0

#: What counts as all of an ink.
_SOLID = 0.99


def _is_small_black(look: Look) -> bool:
    return (
        look.size < _SMALL_TEXT
        and not look.overprint
        and set(look.colour.inks) == {"Black"}
        and look.colour.coverage > _SOLID
    )


def _is_on_ink(marks: Sequence[Mark], index: int) -> bool:
    """Whether a text stands on a coloured panel or a photograph: on whatever was last painted all round it."""
    box = marks[index].box
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    for mark in reversed(marks[:index]):
        look = mark.look
        is_ground = look.kind == IMAGE or (look.kind == FILL and bool(look.colour.tints) and mark.is_rectangle)
        if is_ground and _holds(mark.box, middle):
            return look.kind == IMAGE or bool(set(look.colour.inks) - {"Black"})
    return False


def _holds(box: Corners, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
