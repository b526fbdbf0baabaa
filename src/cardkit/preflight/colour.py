"""Judge colour: is everything in inks, do blacks and whites overprint as they should, are the spots known?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.pdf.mark import FILL, GROUP, IMAGE, MASK, SHADING, STROKE, TEXT, Corners
from cardkit.pdf.space import Space
from cardkit.preflight.fact import Facts, Place, separations, where
from cardkit.press.model import PDF_X1A, Press


def judge_spaces(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports colour-rgb, colour-icc-rgb and colour-icc-in-x1a, each once a colour space."""
    by_space: dict[Space, list[Place]] = {}
    for look, places in known.looks.items():
        for space in _in_truth(look.colour.space):
            by_space.setdefault(space, []).extend(places)
    for space, places in by_space.items():
        there = where(known, places)
        kinds = {mark.look.kind for _, mark in places}
        what = _THINGS[next(kind for kind in _THINGS if kind in kinds)]
        if space.family in ("DeviceRGB", "CalRGB", "Lab"):
            code = "colour-rgb"
            message = f"{what} in {space.family}, which is for screens"
        elif space.family == "ICCBased" and space.components == _RGB_COMPONENTS:
            code = "colour-icc-rgb"
            message = f"{what} in RGB with a profile"
        elif press.standard == PDF_X1A and space.family in ("ICCBased", "CalGray"):
            code = "colour-icc-in-x1a"
            message = f"{what} in {space}, and {PDF_X1A} takes plain inks only"
        else:
            continue
        hint = "Convert it to CMYK with the press's profile, or to a spot ink."
        yield error(code, message + there.said, hint=hint, page=there.page, box_mm=there.box_mm)


_RGB_COMPONENTS = 3

#: What is called by its kind in a message; a photograph is what people look for first.
_THINGS = {
    IMAGE: "a picture is",
    SHADING: "a gradient is",
    TEXT: "text is",
    FILL: "a colour is",
    STROKE: "a line is",
    MASK: "a stencil is",
    GROUP: "transparency is mixed",
}


def _in_truth(space: Space) -> Iterator[Space]:
    """The spaces that a space stands on; a spot shown in Lab is no Lab in the file: its plate is printed."""
    root = space.root
    yield root
    if root.inks and root.base is not None and root.base.root.family != "Lab":
        yield from _in_truth(root.base)


#: Black text below this size in points must overprint: plates that miss each other by a hair leave white edges
#: (Ghent Workgroup 2015 specifications, black text).
_SMALL_TEXT = 12.0

#: What counts as all of an ink.
_SOLID = 0.99


def judge_overprint(known: Facts, press: Press) -> Iterator[Diagnostic]:  # noqa: ARG001 - all rules are called alike.
    """Reports white-overprints and black-knocks-out."""
    gone = [
        place
        for look, places in known.of(FILL, STROKE, TEXT, MASK)
        if look.overprint and look.colour.is_white and not look.colour.space.root.inks
        for place in places
    ]
    if gone:
        there = where(known, gone)
        message = f"white overprints: it will not show{there.said}"
        hint = "Set white to knock out."
        yield error("white-overprints", message, hint=hint, page=there.page, box_mm=there.box_mm)
    small = [
        place
        for look, places in known.of(TEXT)
        if look.size < _SMALL_TEXT
        and not look.overprint
        and set(look.colour.inks) == {"Black"}
        and look.colour.coverage > _SOLID
        for place in places
    ]
    knocking = [place for place in small if _on_inks(place)]
    if knocking:
        there = where(known, knocking)
        size = min(mark.look.size for _, mark in knocking)
        message = f"black type of {size:.3g} pt knocks out of the colour beneath it{there.said}"
        hint = "Set black text to overprint."
        yield warning("black-knocks-out", message, hint=hint, page=there.page, box_mm=there.box_mm)


def _on_inks(place: Place) -> bool:
    """Whether a text stands on a coloured panel or a photograph: on whatever was last painted all round it."""
    page, text = place
    box = text.box
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    before = page.marks[: next(index for index, mark in enumerate(page.marks) if mark is text)]
    for mark in reversed(before):
        look = mark.look
        if look.kind == IMAGE or (look.kind == FILL and mark.is_rectangle and look.colour.tints):
            ground = mark.box
            if _holds(ground, middle):
                return look.kind == IMAGE or bool(set(look.colour.inks) - {"Black"})
    return False


def _holds(box: Corners, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def judge_spots(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports spot-unknown, spot-ambiguous and die-line-painted."""
    found = separations(known)
    job = known.listed.inks if known.listed else None
    twins: dict[str, list[str]] = {}
    for ink, by_space in found.items():
        places = [place for _, there in by_space for place in there]
        there = where(known, places)
        if not press.spots:
            message = f"the file prints `{ink}`; the press `{press.name}` takes no spot inks{there.said}"
            hint = "Print it in CMYK, or choose another --press."
            yield error("spot-unknown", message, hint=hint, page=there.page, box_mm=there.box_mm)
        elif job is not None and ink not in job:
            message = f"the file prints `{ink}`, which is no ink of the job ({', '.join(job)}){there.said}"
            hint = "Print it in one of the job's inks."
            yield error("spot-unknown", message, hint=hint, page=there.page, box_mm=there.box_mm)
        shown = {(space.base, space.solid) for space, _ in by_space if space.solid}
        if len(shown) > 1:
            message = f"the spot ink `{ink}` is shown in {len(shown)} different colours{there.said}"
            hint = "Give one spot ink one colour: what a proof shows is else left to chance."
            yield error("spot-ambiguous", message, hint=hint, page=there.page, box_mm=there.box_mm)
        twins.setdefault(re.sub(r"[\W_]", "", ink).casefold(), []).append(ink)
        if _DIE.search(ink):
            yield from _die_line(known, ink, places)
    for names in twins.values():
        if len(names) > 1:
            there = where(known, [place for _, places in found[names[1]] for place in places])
            message = f"`{names[0]}` and `{names[1]}` are two plates, and probably one ink{there.said}"
            hint = "Spell a spot ink the same everywhere."
            yield error("spot-ambiguous", message, hint=hint, page=there.page, box_mm=there.box_mm)


#: What plates for the knife are called, in English, German and Chinese.
_DIE = re.compile(r"cut|die.?line|die.?cut|^die$|crease|perf|stanz|rill|刀|模切|压痕", re.IGNORECASE)


def _die_line(known: Facts, ink: str, places: list[Place]) -> Iterator[Diagnostic]:
    painted = [place for place in places if place[1].look.kind != STROKE]
    knocking = [place for place in places if not place[1].look.overprint]
    wrong = painted or knocking
    if wrong:
        there = where(known, wrong)
        how = "is filled" if painted else "knocks out what lies beneath it"
        message = f"the die line `{ink}` {how}{there.said}"
        hint = "Draw the die line as a stroke that overprints."
        yield warning("die-line-painted", message, hint=hint, page=there.page, box_mm=there.box_mm)
