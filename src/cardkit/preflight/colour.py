"""Judge colour: is everything in inks, do blacks and whites overprint as they should, are the spots known?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.pdf.mark import FILL, GROUP, IMAGE, MASK, SHADING, STROKE, TEXT, Look
from cardkit.pdf.space import ALL, Space
from cardkit.preflight.fact import Facts, separations, where
from cardkit.preflight.gathering import Place
from cardkit.press.model import PDF_X1A, Press


def judge_spaces(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports colour-rgb, colour-icc-rgb and colour-icc-in-x1a, each once a colour space."""
    by_space: dict[Space, list[Place]] = {}
    for look, places in known.everywhere():
        for space in _in_truth(look.colour.space):
            by_space.setdefault(space, []).extend(places)
    for space, places in by_space.items():
        there = where(known, places)
        kinds = {mark.look.kind for _, mark in places}
        what = _THINGS[next(kind for kind in _THINGS if kind in kinds)]
        if space.family in ("DeviceRGB", "CalRGB", "Lab"):
            code = "colour-rgb"
            message = f"{what} in {space.family}, which is for screens"
        elif space.family == "ICCBased" and (space.components == _RGB_COMPONENTS or space.profile in ("RGB", "Lab")):
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
    knocking = known.on_colour
    if knocking:
        there = where(known, knocking)
        size = min(mark.look.size for _, mark in knocking)
        message = f"black type of {size:.3g} pt knocks out of the colour beneath it{there.said}"
        hint = "Set black text to overprint."
        yield warning("black-knocks-out", message, hint=hint, page=there.page, box_mm=there.box_mm)


def judge_registration(known: Facts, press: Press) -> Iterator[Diagnostic]:  # noqa: ARG001 - all rules are called alike.
    """Reports registration-on-card."""
    places = [
        place
        for look, there in known.of(FILL, STROKE, TEXT, MASK)
        if is_registration(look) and look.colour.inks
        for place in there
    ]
    if places:
        there = where(known, places)
        message = f"something on the card is in the registration colour, which prints on every plate{there.said}"
        hint = "Give it an ink of its own, black best; only the printer's marks beyond the card are in this colour."
        yield error("registration-on-card", message, hint=hint, page=there.page, box_mm=there.box_mm)


def is_registration(look: Look) -> bool:
    """Whether it is painted on all plates at once, as printers' marks are."""
    return ALL in look.colour.space.root.inks


def judge_spots(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports spot-unknown, spot-ambiguous, die-line-painted and finish-knocks-out."""
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
        process = _PROCESS_NAMES.get(_plain(ink))
        if process:
            message = (
                f"the spot ink `{ink}` has a plate of its own beside `{process}`, and probably is that ink{there.said}"
            )
            hint = f"Print it in the process ink, or call a true spot ink by another name than `{ink}`."
            yield error("spot-ambiguous", message, hint=hint, page=there.page, box_mm=there.box_mm)
        twins.setdefault(_plain(ink), []).append(ink)
        sort = _sort(known, ink)
        if sort == _CUT:
            yield from _die_line(known, ink, places)
        elif sort == _LAID_OVER:
            yield from _finish(known, ink, places)
    for names in twins.values():
        if len(names) > 1:
            there = where(known, [place for _, places in found[names[1]] for place in places])
            message = f"`{names[0]}` and `{names[1]}` are two plates, and probably one ink{there.said}"
            hint = "Spell a spot ink the same everywhere."
            yield error("spot-ambiguous", message, hint=hint, page=there.page, box_mm=there.box_mm)


def is_finish(known: Facts, ink: str) -> bool:
    """Whether a plate is foil, varnish, white or a line for the knife: no colour among the wet inks."""
    return _sort(known, ink) != _COLOUR


_COLOUR, _LAID_OVER, _CUT = "spot", "finish", "die-line"


def _sort(known: Facts, ink: str) -> str:
    """What is done with a plate: as the manifest says, else as plates are called."""
    said = known.listed.plates.get(ink) if known.listed else None
    if said is not None:
        return said if said in (_COLOUR, _CUT) else _LAID_OVER
    return _CUT if _DIE.search(ink) else _LAID_OVER if _FINISH.search(ink) else _COLOUR


def _plain(ink: str) -> str:
    """An ink's name as people mean it: without case and signs, and of a Pantone ink without its paper's letters."""
    plain = re.sub(r"[\W_]", "", ink).casefold()
    return re.sub(r"(?<=\d)(c|u|m|cv|cvc|cvu|cp|up|pc|ec)$", "", plain) if plain.startswith("pantone") else plain


#: What people call the process inks who make a plate beside them, in English, German, French, Spanish and Chinese.
_PROCESS_NAMES = {
    **dict.fromkeys(("cyan", "processcyan", "青"), "Cyan"),
    **dict.fromkeys(("magenta", "processmagenta", "品红", "洋红"), "Magenta"),
    **dict.fromkeys(("yellow", "processyellow", "gelb", "jaune", "amarillo", "黄"), "Yellow"),
    **dict.fromkeys(("black", "processblack", "schwarz", "noir", "negro", "k", "黑"), "Black"),
}

#: What plates of what is laid over or under all inks are called, in the same languages.
_FINISH = re.compile(
    r"varnish|lacquer|spot.?uv|foil|emboss|white|(?<!b)lack|folie|weiß|weiss|deckweiß|vernis|blanc|barniz|blanco"
    r"|上光|烫|局部.?uv|击凸|专?白",
    re.IGNORECASE,
)


def _finish(known: Facts, ink: str, places: list[Place]) -> Iterator[Diagnostic]:
    knocking = [place for place in places if place[1].look.kind in (FILL, STROKE, TEXT, MASK)]
    knocking = [place for place in knocking if not place[1].look.overprint]
    if knocking:
        there = where(known, knocking)
        message = f"`{ink}` knocks out the inks beneath it, which will be missing there{there.said}"
        hint = "Set it to overprint: it is laid over or under the printed colours, not in their place."
        yield warning("finish-knocks-out", message, hint=hint, page=there.page, box_mm=there.box_mm)


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
