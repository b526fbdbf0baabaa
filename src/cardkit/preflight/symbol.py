"""Prove one printed symbol: measure it first, then read it.

Reading back is not enough: readers accept a mirrored code, mend wrong modules in
silence and do without most of the quiet zone. So each code is measured before it
is read, and what it should say comes from the card, never from what drew it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cardkit.codes.decode import Decoded
from cardkit.codes.logo import LEAST_UNUSED, without
from cardkit.codes.symbol import QUIET_ZONE, Matrix
from cardkit.diagnostic import Diagnostic, Severity
from cardkit.ink import Cmyk
from cardkit.pdf.document import Page
from cardkit.pdf.swatch import shown
from cardkit.preflight.expectation import ExpectedCode, fault
from cardkit.preflight.sample import (
    SLACK,
    Sample,
    clear_modules,
    drift,
    growth,
    overshoot,
    roughness,
    sample,
    uneven,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A symbol in pixels, and what both readers made of it."""

    sample: Sample
    read: tuple[Decoded, ...]
    reread: tuple[bytes, ...]


def plan_fault(code: ExpectedCode) -> Diagnostic | None:
    """Why a planned place cannot hold a code at all. Reports code-misplaced."""
    width, height = code.box.width, code.box.height
    if _LEAST_SIDE <= width <= _MOST_SIDE and abs(width - height) < _HAIR:
        return None
    message = f"{code} is planned {width:.2f} mm wide and {height:.2f} mm high"
    return fault("code-misplaced", message, code, "Give the code a square place.")


#: Sides in mm between which anything could be a printed code: a millimetre and a wall.
_LEAST_SIDE, _MOST_SIDE = 1.0, 10_000.0


def look(page: Page, code: ExpectedCode) -> Seen:
    """Look at the place of a code, and read what stands there."""
    found = sample(page, code.box, len(code.matrix), turn=code.turn, bare=code.bare)
    return Seen(found, found.read(), found.reread())


def prove_symbol(code: ExpectedCode, seen: Seen) -> tuple[Diagnostic, ...]:
    """What is wrong with a code at its place: warnings, and the first error.

    Reports code-missing, code-misplaced, code-quiet-zone, code-contrast,
    code-mismatch, code-wrong-link, code-ink, code-rough and code-unreadable.
    """
    problems: list[Diagnostic] = []
    for step in _STEPS:
        problem = step(code, seen)
        if problem:
            if problem.code == "code-ink":
                problems.clear()  # Another ink has another contrast.
            problems.append(problem)
            if problem.is_error:  # What fails after it, fails because of it.
                break
    return tuple(problems)


#: The least contrast that shows there is anything at all.
_NOTHING = 0.05


def _is_there(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    light = seen.sample.light
    if seen.read or float(light.max() - light.min()) >= _NOTHING:
        return None
    message = f"{code} is not on page {code.page}: its place is plain"
    return fault("code-missing", message, code, "Render the file anew.")


def _says_no_other(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """Nobody is led elsewhere, whatever else may be wrong."""
    if not seen.read or any(read.content == code.url.encode() for read in seen.read):
        return None
    return _wrong_link(code, seen.read[0])


#: How far an edge may be from its place, in modules: two pixels of the picture that is measured.
_MOST_OVERSHOOT = 0.25


def _is_square(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """The symbol fills its box: not stretched, turned askew, or moved."""
    off, most = overshoot(seen.sample, seen.read), _MOST_OVERSHOOT
    if off <= most and _has_finders(code, seen.sample):
        off, most = drift(seen.sample), _MOST_DRIFT
    if off <= most:
        return None
    message = f"{code} does not fill its place: an edge is {off * code.module:.2f} mm off"
    return fault("code-misplaced", message, code, "Draw the code square, at the size that the layout gives.")


#: The same for finder patterns, which are measured to a part of a pixel.
_MOST_DRIFT = 0.05


def _has_finders(code: ExpectedCode, found: Sample) -> bool:
    """Whether the finder patterns are where they should be, near enough to be measured."""
    planned, far = code.truths, len(code.matrix) - _FINDER
    return all(
        found.matrix[y][x : x + _FINDER] == planned[y][x : x + _FINDER]
        for x, top in ((0, 0), (far, 0), (0, far))
        for y in range(top, top + _FINDER)
    )


#: A finder pattern has seven modules a side (ISO/IEC 18004:2015, 5.3.3).
_FINDER = 7

#: Less than any printer can place, in mm.
_HAIR = 0.01


def _is_in_the_clear(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """ISO/IEC 18004:2015, 5.3.8: four modules of paper all around."""
    clear = clear_modules(seen.sample)
    if clear >= QUIET_ZONE:
        return None
    message = f"ink comes within {clear:.1f} modules of {code}; {QUIET_ZONE} must be clear"
    return fault("code-quiet-zone", message, code, "Give the code bare paper all around, and nothing over it.")


def _is_upright(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """All modules are there, and none in its place: readers turn and mirror without a word."""
    planned, found = without(code.truths, code.bare), without(seen.sample.matrix, code.bare)
    turned = _turned(planned, found) if found != planned else None
    if turned is None:
        return None
    return fault("code-mismatch", f"{code} is {turned}", code, "Draw the code upright, dark on light.")


#: Differences of reflectance (ISO/IEC 15415: grade C from 40 %, A from 70 %), and those in red light.
_LEAST_CONTRAST, GOOD_CONTRAST = 0.40, 0.70
_LEAST_RED_CONTRAST, GOOD_RED_CONTRAST = 0.20, 0.40


def _stands_out(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    for severity, least, least_red in (
        (Severity.ERROR, _LEAST_CONTRAST, _LEAST_RED_CONTRAST),
        (Severity.WARNING, GOOD_CONTRAST, GOOD_RED_CONTRAST),
    ):
        for measured, floor, light in (
            (seen.sample.contrast, least, ""),
            (seen.sample.red_contrast, least_red, " in red light"),
        ):
            if measured < floor:
                message = f"{code} has a contrast of {max(measured, 0):.0%}{light}; {floor:.0%} is the least"
                if severity is Severity.WARNING:
                    message += " for scanning at ease"
                return fault(
                    "code-contrast", message, code, "Print the code in black on white, and nothing over it.", severity
                )
    return None


def _is_the_one(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """Every module is as planned; readers would mend some and never say so."""
    planned, found = without(code.truths, code.bare), without(seen.sample.matrix, code.bare)
    if found == planned:
        return None
    pairs = zip(planned, found, strict=True)
    wrong = sum(one != other for row, line in pairs for one, other in zip(row, line, strict=True))
    message = f"{code} differs from its plan in {wrong} of {len(code.matrix) ** 2} modules"
    return fault("code-mismatch", message, code, "Let nothing be drawn over the code, and render the file anew.")


#: The share of pixels that may be other than their module's: rounding leaves none.
_MOST_ROUGH = 0.00005


def _is_clean(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """Every module is flat and full: what is blurred, gapped, grown or shrunk here only gets worse in print."""
    margin = SLACK if code.style == "square" else _STYLED_MARGIN
    rough = roughness(seen.sample, margin, code.bare)
    if rough <= _MOST_ROUGH:
        return _has_grown(code, seen)
    message = f"{code} is not cleanly drawn: {rough:.2%} of it is neither its ink nor its ground"
    hint = "Draw the code as a path, each module whole, and let nothing be drawn over it."
    return fault("code-rough", message, code, hint)


def _has_grown(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """Whether square modules are wider or narrower than the grid: print adds its own growth to it."""
    grown = growth(seen.sample, code.bare) if code.style == "square" else 0.0
    if abs(grown) <= _MOST_GROWTH:
        return None
    how = "grown" if grown > 0 else "shrunk"
    message = f"the modules of {code} have {how}: each edge is {abs(grown):.0%} of a module off"
    return fault("code-rough", message, code, "Draw each module as large as the grid, neither outlined nor choked.")


#: How far in modules each edge may be off: a pixel in forty.
_MOST_GROWTH = 0.025

#: Pixels at each edge of a module that a round one need not fill: what is left lies within a circle of 0.75 modules.
_STYLED_MARGIN = 2


def _is_in_its_ink(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """Dark modules show its ink and light ones its ground, all of them alike, and as these were planned."""
    for what, planned, found in (
        ("dark", code.ink, seen.sample.ink),
        ("light", code.ground, seen.sample.ground),
    ):
        if planned and _differ(found, shown(planned)):
            message = f"the {what} modules of {code} show as {_named(found)}; {_tints(planned)} shows as {_named(shown(planned))}"
            return fault("code-ink", message, code, _ONE_INK)
    for what, count, worst in uneven(seen.sample, _MOST_OFF, code.bare):
        usual = seen.sample.ink if what == "dark" else seen.sample.ground
        message = f"{count} of the {what} modules of {code} show other colours than the rest: {_named(worst)}, not {_named(usual)}"
        return fault("code-ink", message, code, _ONE_INK)
    return None


_ONE_INK = "Print the code in the one ink that was planned, and let nothing be drawn over or under it, not even thinly."

#: Levels of 255 by which a colour may be off: what two roundings make of it.
_MOST_OFF = 4


def _differ(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > _MOST_OFF


def _named(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{level:02X}" for level in colour)


def _tints(ink: Cmyk) -> str:
    return f"C {ink.cyan:.0%} M {ink.magenta:.0%} Y {ink.yellow:.0%} K {ink.black:.0%}"


def _is_read(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """An independent reader finds this code alone, and in it what the card says."""
    if len(seen.read) != 1:
        message = f"{code} cannot be read" if not seen.read else f"{code} reads as several codes"
        return fault("code-unreadable", message, code, "Give the code more room, and nothing beside it.")
    read = seen.read[0]
    if (read.version, read.level) != (code.version, code.level):
        message = f"{code} is {read.version}-{read.level}; {code.version}-{code.level} was planned"
        return fault("code-mismatch", message, code, "Render the file anew.")
    if read.unused_correction is not None and read.unused_correction < LEAST_UNUSED:
        message = f"{code} leaves {read.unused_correction:.0%} of its error correction; 62 % is the least"
        hint = "Make the logo smaller." if code.bare else "Let nothing be drawn over the code."
        return fault("code-unreadable", message, code, hint)
    return None


def _is_reread(code: ExpectedCode, seen: Seen) -> Diagnostic | None:
    """A second reader, which shares no code with the first, finds the same."""
    if seen.reread == (code.url.encode(),):
        return None
    for content in seen.reread:
        if content != code.url.encode():
            message = f"{code} leads to `{content.decode('utf-8', 'backslashreplace')}` for a second reader"
            return fault("code-wrong-link", message, code, "Render the file anew, and report this if it comes back.")
    how = "does not find" if not seen.reread else "finds more than once"
    message = f"a second reader {how} {code}"
    return fault("code-unreadable", message, code, "Give the code more room, and nothing beside it.")


_Step = Callable[[ExpectedCode, Seen], Diagnostic | None]

#: What each code must stand, in order; what comes first explains what would fail after it.
_STEPS: tuple[_Step, ...] = (
    _is_there,
    _says_no_other,
    _is_square,
    _is_upright,
    _stands_out,
    _is_the_one,
    _is_clean,
    _is_in_its_ink,
    _is_in_the_clear,
    _is_read,
    _is_reread,
)


def _wrong_link(code: ExpectedCode, read: Decoded) -> Diagnostic:
    message = f"{code} leads to `{read.text}`, not to `{code.url}`"
    return fault("code-wrong-link", message, code, "Render the file anew, and report this if it comes back.")


def _turned(planned: Matrix, seen: Matrix) -> str | None:
    """How the symbol was drawn the wrong way about, if that is all that is wrong with it."""
    quarter = _quarter_turn(planned)
    half = _quarter_turn(quarter)
    for how, matrix in (("turned by 90°", quarter), ("turned by 180°", half), ("turned by 270°", _quarter_turn(half))):
        if seen == matrix:
            return how
    if seen in (_mirror(planned), _mirror(quarter), _mirror(half), _mirror(_quarter_turn(half))):
        return "mirrored"
    if seen == tuple(tuple(not module for module in row) for row in planned):
        return "light on dark"
    return None


def _quarter_turn(matrix: Matrix) -> Matrix:
    return tuple(zip(*matrix[::-1], strict=True))


def _mirror(matrix: Matrix) -> Matrix:
    return tuple(row[::-1] for row in matrix)
