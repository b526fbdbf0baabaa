"""Judge fonts and type: is every letter in the file, large enough, and printed so that it stays sharp?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.pdf.mark import TEXT
from cardkit.preflight.colour import is_registration
from cardkit.preflight.fact import Facts, fonts, where
from cardkit.preflight.gathering import Place
from cardkit.press.model import Press


def judge_fonts(known: Facts, press: Press) -> Iterator[Diagnostic]:  # noqa: ARG001 - all rules are called alike.
    """Reports font-not-embedded, font-not-subset, font-widths, glyph-missing and font-without-unicode, each once a font."""
    for font, places in fonts(known).items():
        if not font.embedded:
            what = "" if places else ", though no text uses it"
            message = f"the font `{font.name}` is not in the file{what}"
            yield _placed(
                known, error("font-not-embedded", message, hint="Embed it, or turn the text into paths."), places
            )
        elif places and not font.measured:
            message = f"the letters of the font `{font.name}` have other widths than the file says, or it says none"
            hint = "Export the file anew: programs differ in which widths they take, and set the letters apart or over each other."
            yield _placed(known, error("font-widths", message, hint=hint), places)
        elif not font.subset:
            message = f"the font `{font.name}` is in the file whole, not only the letters that are used"
            hint = "Export with subset fonts: whole ones clash with other files' on the same sheet."
            yield _placed(known, error("font-not-subset", message, hint=hint), places)
        elif places and not font.unicode:
            message = f"the letters of the font `{font.name}` cannot be read back"
            hint = "Export with ToUnicode; without it nobody can check or search the text."
            yield _placed(known, error("font-without-unicode", message, hint=hint), places)
    for font, codes in known.letters.items():
        missing = [code for code in codes if font.codes is not None and code not in font.codes]
        if missing:
            places = [place for look, there in known.everywhere() if look.font is font for place in there]
            count = f"{len(missing)} letters" if len(missing) > 1 else "a letter"
            message = f"the text shows {count} that the font `{font.name}` does not hold"
            hint = "Export the file anew with its fonts; such letters print as nothing or as boxes."
            yield _placed(known, error("glyph-missing", message, hint=hint), places)


def judge_type(known: Facts, press: Press) -> Iterator[Diagnostic]:
    """Reports type-too-small, type-too-small-in-inks and rich-black-text."""
    small: list[tuple[float, list[Place]]] = []
    mixed: list[tuple[float, list[Place]]] = []
    rich: list[tuple[float, list[Place]]] = []
    for look, places in known.of(TEXT):
        if is_registration(look):  # That is a mistake of its own.
            continue
        inks = look.colour.inks
        if look.size < press.text_least - _HAIR:
            small.append((look.size, places))
        elif len(inks) > 1 and look.size < press.text_inks_least - _HAIR:
            mixed.append((look.size, places))
        if look.colour.coverage > press.ink_warning + _STEP:
            rich.append((look.colour.coverage, places))
    if small:
        size, there = min(small, key=_amount)[0], where(known, _all(small))
        message = f"type of {size:.2g} pt; the press `{press.name}` prints {press.text_least:g} pt and more{there.said}"
        yield warning("type-too-small", message, hint="Set it larger.", page=there.page, box_mm=there.box_mm)
    if mixed:
        size, there = min(mixed, key=_amount)[0], where(known, _all(mixed))
        message = (
            f"type of {size:.2g} pt in several inks; from {press.text_inks_least:g} pt they may be mixed{there.said}"
        )
        hint = "Set it in one ink, black best, or larger: plates never meet exactly."
        yield warning("type-too-small-in-inks", message, hint=hint, page=there.page, box_mm=there.box_mm)
    if rich:
        most, there = max(rich, key=_amount)[0], where(known, _all(rich))
        message = f"text is printed with {most:.0%} of ink; {press.ink_warning:.0%} is the most for text{there.said}"
        hint = "Set the text in black alone (0, 0, 0, 100)."
        yield warning("rich-black-text", message, hint=hint, page=there.page, box_mm=there.box_mm)


#: What rounding in a PDF makes of a size in points, and of a sum of tints.
_HAIR, _STEP = 0.02, 0.005


def _amount(found: tuple[float, list[Place]]) -> float:
    return found[0]


def _all(found: list[tuple[float, list[Place]]]) -> list[Place]:
    return [place for _, places in found for place in places]


def _placed(known: Facts, problem: Diagnostic, places: list[Place]) -> Diagnostic:
    """The problem at the first text of a font; the whole file's where the font shows none."""
    if not places:
        return problem
    there = where(known, places)
    return replace(problem, message=problem.message + there.said, page=there.page, box_mm=there.box_mm)
