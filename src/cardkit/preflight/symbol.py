"""Prove one printed symbol: measure it first, then read it.

Reading back is not enough: readers accept a mirrored code, mend wrong modules in
silence and do without most of the quiet zone. So each code is measured before it
is read, and what it should say comes from the card, never from what drew it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cardkit.codes.decode import Decoded
from cardkit.codes.symbol import QUIET_ZONE, Matrix
from cardkit.diagnostic import Diagnostic, Severity, Span
from cardkit.geometry import Rect
from cardkit.pdf.document import Page
from cardkit.preflight.sample import Sample, clear_modules, overshoot, sample


@dataclass(frozen=True, slots=True)
class ExpectedCode:
    """A code that a page must carry.

    ``page`` counts from 1; ``box`` is the symbol without its quiet zone, in mm
    from the trim's top-left; ``span`` is where the card stands and ``label`` what
    to call it in a message, such as "hohhot".
    """

    page: int
    url: str
    matrix: Matrix
    box: Rect
    version: int
    level: str
    span: Span | None = None
    label: str = ""

    @property
    def module(self) -> float:
        """The side of one module in mm."""
        return self.box.width / len(self.matrix)

    @property
    def quiet_box(self) -> Rect:
        """The symbol with its quiet zone."""
        return self.box.inset(-QUIET_ZONE * self.module)

    def __str__(self) -> str:
        return f"the code of `{self.label}`" if self.label else f"the code to `{self.url}`"


def prove_symbol(page: Page, code: ExpectedCode) -> tuple[Diagnostic, ...]:
    """What is wrong with a code at its place: warnings, and the first error.

    Reports code-missing, code-misplaced, code-quiet-zone, code-contrast,
    code-mismatch, code-wrong-link and code-unreadable.
    """
    if abs(code.box.width - code.box.height) >= _HAIR:
        message = f"{code} is planned {code.box.width:.2f} mm wide and {code.box.height:.2f} mm high"
        return (fault("code-misplaced", message, code, "Give the code a square place."),)
    found = sample(page, code.box, len(code.matrix))
    problems: list[Diagnostic] = []
    for step in _STEPS:
        problem = step(code, found)
        if problem:
            problems.append(problem)
            if problem.is_error:  # What fails after it, fails because of it.
                break
    return tuple(problems)


def fault(name: str, message: str, code: ExpectedCode, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    """A problem at the place of a code."""
    return Diagnostic(name, severity, message, code.span, hint, (), code.page, in_numbers(code.box))


def in_numbers(box: Rect) -> tuple[float, float, float, float]:
    """A box as a problem carries it, in mm to the micron."""
    return (round(box.x, 3), round(box.y, 3), round(box.width, 3), round(box.height, 3))


#: The least contrast that shows there is anything at all.
_NOTHING = 0.05


def _is_there(code: ExpectedCode, found: Sample) -> Diagnostic | None:
    if found.contrast >= _NOTHING or found.decoded:
        return None
    message = f"{code} is not on page {code.page}: its place is plain"
    return fault("code-missing", message, code, "Render the file anew.")


#: How far an edge may be from its place, in modules: two pixels of the picture that is measured.
_MOST_OVERSHOOT = 0.25


def _is_square(code: ExpectedCode, found: Sample) -> Diagnostic | None:
    """The symbol fills its box: not stretched, turned askew, or moved."""
    off = overshoot(found)
    if off <= _MOST_OVERSHOOT:
        return None
    message = f"{code} does not fill its place: an edge is {off * code.module:.2f} mm off"
    return fault("code-misplaced", message, code, "Draw the code square, at the size that the layout gives.")


#: Less than any printer can place, in mm.
_HAIR = 0.01


def _is_in_the_clear(code: ExpectedCode, found: Sample) -> Diagnostic | None:
    """ISO/IEC 18004:2015, 5.3.8: four modules of paper all around."""
    clear = clear_modules(found)
    if clear >= QUIET_ZONE:
        return None
    message = f"ink comes within {clear:.1f} modules of {code}; {QUIET_ZONE} must be clear"
    return fault("code-quiet-zone", message, code, "Give the code bare paper all around, and nothing over it.")


#: Differences of reflectance (ISO/IEC 15415: grade C from 40 %, A from 70 %), and those in red light.
_LEAST_CONTRAST, _GOOD_CONTRAST = 0.40, 0.70
_LEAST_RED_CONTRAST, _GOOD_RED_CONTRAST = 0.20, 0.40


def _stands_out(code: ExpectedCode, found: Sample) -> Diagnostic | None:
    for severity, least, least_red in (
        (Severity.ERROR, _LEAST_CONTRAST, _LEAST_RED_CONTRAST),
        (Severity.WARNING, _GOOD_CONTRAST, _GOOD_RED_CONTRAST),
    ):
        for measured, floor, light in (
            (found.contrast, least, ""),
            (found.red_contrast, least_red, " in red light"),
        ):
            if measured < floor:
                message = f"{code} has a contrast of {measured:.0%}{light}; {floor:.0%} is the least"
                if severity is Severity.WARNING:
                    message += " for scanning at ease"
                return fault("code-contrast", message, code, "Print the code in pure black on white.", severity)
    return None


def _is_the_one(code: ExpectedCode, found: Sample) -> Diagnostic | None:
    """Every module is as planned; readers would mend some and never say so."""
    if found.matrix == code.matrix:
        return None
    turned = _turned(code.matrix, found.matrix)
    if turned:
        return fault("code-mismatch", f"{code} is {turned}", code, "Draw the code upright, dark on light.")
    for read in found.decoded:
        if read.content != code.url.encode():
            return _wrong_link(code, read)
    pairs = zip(code.matrix, found.matrix, strict=True)
    wrong = sum(one != other for row, seen in pairs for one, other in zip(row, seen, strict=True))
    message = f"{code} differs from its plan in {wrong} of {len(code.matrix) ** 2} modules"
    return fault("code-mismatch", message, code, "Let nothing be drawn over the code, and render the file anew.")


#: Unused error correction below which a damaged code may stop scanning (ISO/IEC 15415, grade A).
_LEAST_UNUSED = 0.62


def _is_read(code: ExpectedCode, found: Sample) -> Diagnostic | None:
    """An independent reader finds this code alone, and in it what the card says."""
    if len(found.decoded) != 1:
        message = f"{code} cannot be read" if not found.decoded else f"{code} reads as several codes"
        return fault("code-unreadable", message, code, "Give the code more room, and nothing beside it.")
    read = found.decoded[0]
    if read.content != code.url.encode():
        return _wrong_link(code, read)
    if (read.version, read.level) != (code.version, code.level):
        message = f"{code} is {read.version}-{read.level}; {code.version}-{code.level} was planned"
        return fault("code-mismatch", message, code, "Render the file anew.")
    if read.unused_correction is not None and read.unused_correction < _LEAST_UNUSED:
        message = f"{code} leaves {read.unused_correction:.0%} of its error correction; 62 % is the least"
        return fault("code-unreadable", message, code, "Let nothing be drawn over the code.")
    return None


#: What each code must stand, in order; what comes first explains what would fail after it.
_STEPS: tuple[Callable[[ExpectedCode, Sample], Diagnostic | None], ...] = (
    _is_there,
    _is_square,
    _is_in_the_clear,
    _stands_out,
    _is_the_one,
    _is_read,
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
