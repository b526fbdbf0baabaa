"""Judge whether a symbol can be scanned at the size and in the place that a card gives it."""

from __future__ import annotations

from collections.abc import Iterable

from cardkit.codes.contrast import contrast
from cardkit.codes.symbol import Symbol, symbol
from cardkit.diagnostic import Diagnostic, Related, Severity, Span
from cardkit.geometry import Rect, Size
from cardkit.ink import Ink

#: Module sides in mm. DENSO WAVE asks for four dots of the printer a module: 0.33 mm at 300 dpi.
LEAST_MODULE, GOOD_MODULE = 0.33, 0.50

#: Symbol sides in mm without the quiet zone: what a phone held over a card reads, and reads at ease.
LEAST_SYMBOL, GOOD_SYMBOL = 15.0, 20.0

#: The largest versions that stay legible on a card: 49 and 37 modules a side.
MOST_VERSION, GOOD_VERSION = 8, 5

#: How near a symbol may come to the trim in mm: the knife wanders by as much as 1 mm, and fingers cover edges.
LEAST_TO_TRIM = 3.0


def judge_symbol(
    made: Symbol,
    box: Rect,
    span: Span | None,
    related: Iterable[Related] = (),
    *,
    trim: Size | None = None,
    logo: float = 0.0,
) -> tuple[Diagnostic, ...]:
    """What stands against printing the symbol in this box.

    ``box`` is the symbol without its quiet zone, in mm from the trim's top-left;
    with ``trim`` its distance from the edge is judged too. ``logo`` is the width
    of a picture laid over it, as a part of the symbol's own. Reports qr-too-dense,
    qr-too-small, qr-level, qr-logo and qr-near-trim.
    """
    explained = tuple(related)
    dense = _density(made, span, explained)
    size = _size(made, box, span, explained)
    if dense and size and box.width >= GOOD_SYMBOL and (dense.is_error or not size.is_error):
        size = None  # The modules are small because the link is long: that is said already.
    found = (
        dense,
        size,
        _level(made, span, explained, logo=logo),
        _logo(made, span, explained, logo=logo),
        _nearness(box, trim, span, explained) if trim else None,
    )
    return tuple(problem for problem in found if problem)


def _density(made: Symbol, span: Span | None, related: tuple[Related, ...]) -> Diagnostic | None:
    if made.version <= GOOD_VERSION:
        return None
    severity = Severity.ERROR if made.version > MOST_VERSION else Severity.WARNING
    limit = MOST_VERSION if made.version > MOST_VERSION else GOOD_VERSION
    message = (
        f"the code of `{made.url}` ({len(made.url)} characters) is version {made.version} "
        f"with {made.modules} modules a side; version {limit} is the most"
    )
    return Diagnostic("qr-too-dense", severity, message, span, "Shorten `links.base` in deck.yaml.", related)


def _size(made: Symbol, box: Rect, span: Span | None, related: tuple[Related, ...]) -> Diagnostic | None:
    side = min(box.width, box.height)
    module = side / made.modules
    # Layout works in floating point: what is 0.5 mm on paper may be a hair less here.
    for severity, least_side, least_module in (
        (Severity.ERROR, LEAST_SYMBOL, LEAST_MODULE),
        (Severity.WARNING, GOOD_SYMBOL, GOOD_MODULE),
    ):
        needed = max(least_side, least_module * made.modules)
        if side < needed - _HAIR:
            what = f"the code is {side:.1f} mm wide"
            if side >= least_side - _HAIR:
                what = f"the code's modules are {module:.2f} mm ({side:.1f} mm for {made.modules})"
                floor = f"{least_module:.2f} mm is the least"
            else:
                floor = f"{least_side:g} mm is the least"
            if severity is Severity.WARNING:
                floor += " for scanning at ease"
            hint = f"Give the code at least {needed + 0.05:.1f} mm, besides its quiet zone."
            return Diagnostic("qr-too-small", severity, f"{what}; {floor}", span, hint, related)
    return None


#: Less than any printer can place, in mm.
_HAIR = 0.0005


def _level(made: Symbol, span: Span | None, related: tuple[Related, ...], *, logo: float) -> Diagnostic | None:
    if made.level == "L":
        message = "the code has level L, which mends 7 % of its modules: too few for a card in a pocket"
        return Diagnostic("qr-level", Severity.ERROR, message, span, "Take level M or Q.", related)
    if made.level == "H" and not logo:
        lower = symbol(made.url)
        if lower.version < made.version:
            message = (
                f"the code has level H without a logo: version {made.version}, "
                f"where level {lower.level} needs only version {lower.version}"
            )
            return Diagnostic("qr-level", Severity.WARNING, message, span, f"Take level {lower.level}.", related)
    return None


#: The widest logo as a part of the symbol's width.
MOST_LOGO = 0.20


def _logo(made: Symbol, span: Span | None, related: tuple[Related, ...], *, logo: float) -> Diagnostic | None:
    if not logo:
        return None
    if logo > MOST_LOGO:
        message = f"the logo covers {logo:.0%} of the code's width; {MOST_LOGO:.0%} is the most"
        return Diagnostic("qr-logo", Severity.ERROR, message, span, "Make the logo smaller, or leave it out.", related)
    if made.level not in ("Q", "H"):
        message = f"the code carries a logo at level {made.level}, which cannot mend what it covers"
        return Diagnostic("qr-logo", Severity.ERROR, message, span, "Take level Q, or leave the logo out.", related)
    message = f"a logo covers {logo:.0%} of the code's width and uses up its error correction"
    return Diagnostic(
        "qr-logo", Severity.WARNING, message, span, "Leave the logo out, or put it beside the code.", related
    )


#: Differences of reflectance in daylight and in red light (ISO/IEC 15415: grade C from 40 %, A from 70 %).
LEAST_CONTRAST, GOOD_CONTRAST = 0.40, 0.70
LEAST_RED_CONTRAST, GOOD_RED_CONTRAST = 0.20, 0.40


def judge_inks(ink: tuple[str, Ink], ground: tuple[str, Ink | None], span: Span | None) -> tuple[Diagnostic, ...]:
    """What stands against printing a code in this ink on this ground, each with its name. Reports qr-contrast.

    Where no ground is named, it is bare paper. Both are judged as they print, not as they are meant.
    """
    seen = contrast(ink[1], ground[1])
    on = f"`{ground[0]}`" if ground[1] is not None else "paper"
    what = f"a code in `{ink[0]}` on {on}"
    if seen.daylight < 0:
        message = f"{what} is light on dark, which many scanners do not read"
        return (Diagnostic("qr-contrast", Severity.ERROR, message, span, _DARKER),)
    for severity, least, least_red in (
        (Severity.ERROR, LEAST_CONTRAST, LEAST_RED_CONTRAST),
        (Severity.WARNING, GOOD_CONTRAST, GOOD_RED_CONTRAST),
    ):
        for measured, floor, light in (
            (seen.daylight, least, ""),
            (seen.red, least_red, " in the red light that scanners use"),
        ):
            if measured < floor:
                message = f"{what} has a contrast of {max(measured, 0):.0%}{light}; {floor:.0%} is the least"
                if severity is Severity.WARNING:
                    message += " for scanning at ease"
                return (Diagnostic("qr-contrast", severity, message, span, _DARKER),)
    return ()


_DARKER = "Take a darker ink with much cyan or black in it, such as `key`, and a ground such as `snow`."


def _nearness(box: Rect, trim: Size, span: Span | None, related: tuple[Related, ...]) -> Diagnostic | None:
    distance = min(box.x, box.y, trim.width - box.right, trim.height - box.bottom)
    if distance >= LEAST_TO_TRIM - _HAIR:
        return None
    where = f"{distance:.1f} mm from the trim" if distance >= 0 else f"{-distance:.1f} mm beyond the trim"
    message = f"the code stands {where}; {LEAST_TO_TRIM:g} mm is the least"
    return Diagnostic("qr-near-trim", Severity.ERROR, message, span, "Move the code's slot inward.", related)
