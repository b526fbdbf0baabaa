"""Judge what was seen of the pages: ink, bleed, words at the edge, codes, and what a manifest promised."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cardkit.codes.rule import judge_symbol
from cardkit.codes.symbol import QUIET_ZONE, Symbol
from cardkit.diagnostic import Diagnostic, error, has_errors, warning
from cardkit.geometry import Rect, Size
from cardkit.preflight.fact import Facts, in_numbers, on_pages
from cardkit.preflight.sight import SAFE, WINDOW, Sight
from cardkit.preflight.stress import CONDITIONS, PASSING
from cardkit.preflight.survey import SeenCode
from cardkit.press.model import Press

#: What rounding to 8 bits, four times over, may add to a sum of inks.
_STEP = 0.012


def judge_coverage(known: Facts, press: Press, sights: Sequence[Sight]) -> Iterator[Diagnostic]:
    """Reports ink-over-limit and ink-near-limit, each once, at the heaviest place."""
    over = [sight for sight in sights if sight.coverage > press.ink_limit + _STEP]
    near = [sight for sight in sights if press.ink_warning + _STEP < sight.coverage <= press.ink_limit + _STEP]
    hint = "Convert pictures with the press's profile, and darken with black instead of three inks."
    if over:
        worst, message = _heaviest(known, over, press.ink_limit)
        at = in_numbers(worst.heaviest)
        yield error("ink-over-limit", message, hint=hint, page=worst.page, box_mm=at)
    if near:
        worst, message = _heaviest(known, near, press.ink_warning)
        at = in_numbers(worst.heaviest)
        yield warning("ink-near-limit", message, hint=hint, page=worst.page, box_mm=at)


def _heaviest(known: Facts, found: Sequence[Sight], limit: float) -> tuple[Sight, str]:
    worst = max(found, key=lambda sight: sight.coverage)
    said = on_pages(known, [worst.page, *(sight.page for sight in found if sight is not worst)])
    return worst, f"{worst.coverage:.0%} of ink on {WINDOW:g} mm²; {limit:.0%} is the most{said}"


def judge_bleed(known: Facts, press: Press, sights: Sequence[Sight]) -> Iterator[Diagnostic]:
    """Reports bleed-empty, once with all its pages."""
    found = [(sight, gap) for sight in sights for gap in sight.gaps if gap.share >= _MOST_STOPS or gap.reach < _STRAY]
    if not found:
        return
    sight, gap = max(found, key=lambda one: (one[1].share, max(one[1].box.width, one[1].box.height)))
    length = max(gap.box.width, gap.box.height)
    said = on_pages(known, list(dict.fromkeys((sight.page, *(one.page for one, _ in found)))))
    reach = "at the trim" if gap.reach == 0 else f"{gap.reach:g} mm beyond the trim"
    message = f"{length:.0f} mm of ink at the {gap.side} edge stop {reach}; it must go on for {press.bleed:g} mm{said}"
    hint = "Let pictures and colours run on to the edge of the bleed, or keep them off the trim."
    at = in_numbers(gap.box)
    if gap.share >= _MOST_STOPS:
        yield error("bleed-empty", message, hint=hint, page=sight.page, box_mm=at)
    else:
        yield warning("bleed-empty", message, hint=hint, page=sight.page, box_mm=at)


#: How far in mm a knife strays, by what shops say of their guillotines: a thing that ends farther out
#: by itself is never seen to end.
_STRAY = 1.0

#: Where most of the ink at an edge stops there, the bleed is missing; else a thing in the picture may just end there.
_MOST_STOPS = 0.5


def judge_words(known: Facts, press: Press, sights: Sequence[Sight]) -> Iterator[Diagnostic]:  # noqa: ARG001 - all rules are called alike.
    """Reports outside-safe, once with all its pages."""
    trims = {page.number: page.in_mm(page.trim_box) for page in known.pages}
    found = [
        (sight, said, box)
        for sight in sights
        for said, box in sight.at_edge
        # What lies beyond the trim is a mark or a file's name: nobody misses it.
        if box.overlaps(trims[sight.page])
    ]
    if found:
        sight, said, box = found[0]
        trim = trims[sight.page]
        near = min(box.x, box.y, trim.width - box.right, trim.height - box.bottom)
        where = f"{near:.1f} mm from the trim" if near >= 0 else "across the trim"
        pages = on_pages(known, list(dict.fromkeys(one.page for one, _, _ in found)))
        message = f"`{_short(said)}` stands {where}; {SAFE:g} mm is the least{pages}"
        yield warning("outside-safe", message, hint="Move the words inward.", page=sight.page, box_mm=in_numbers(box))


def judge_codes(known: Facts, press: Press, sights: Sequence[Sight]) -> Iterator[Diagnostic]:  # noqa: ARG001
    """What stands against the codes: those that the manifest lists, or those that were seen where there is none.

    Reports qr-too-small, qr-too-dense, qr-level, qr-near-trim, code-quiet-zone,
    code-contrast, code-mismatch, code-unreadable and code-grade.
    """
    trims = {page.number: page.in_mm(page.trim_box) for page in known.pages}
    for planned in known.listed.codes if known.listed else ():
        if planned.page in trims:
            trim = trims[planned.page]
            made = Symbol(planned.url, planned.matrix, planned.version, planned.level)
            for problem in judge_symbol(made, planned.box, None, trim=Size(trim.width, trim.height)):
                said = f"{problem.message} ({known.label(planned.page)})"
                yield replace(problem, message=said, page=planned.page, box_mm=in_numbers(planned.box))
    for sight in sights:
        for code in sight.codes:
            trim = trims[sight.page]
            found = (*_measures(code, Size(trim.width, trim.height)), *_print(code))
            worth = () if has_errors(found) else tuple(_worth(code))
            if worth:  # A grade says what weak contrast and small modules come to.
                found = tuple(problem for problem in found if problem.code not in ("code-contrast", "qr-too-small"))
            for problem in (*found, *worth):
                label = known.label(code.page)
                said = f" ({label})" if label else ""
                at = in_numbers(code.box)
                yield replace(problem, message=problem.message + said, page=code.page, box_mm=at)


def _measures(code: SeenCode, trim: Size) -> Iterator[Diagnostic]:
    if code.version is None or code.level is None:
        return
    modules = 17 + 4 * code.version
    made = Symbol(code.text, tuple((False,) * modules for _ in range(modules)), code.version, code.level)
    side = code.module * modules
    middle = code.box.centre
    # A measured symbol is off by a part of a pixel.
    square = Rect(middle.x - side / 2, middle.y - side / 2, side * _GENEROUS, side * _GENEROUS)
    plain = all("!" <= character <= "~" for character in code.text) and code.text
    for problem in judge_symbol(made if plain else replace(made, url="https://"), square, None, trim=trim):
        yield replace(problem, hint=_HINTS.get(problem.code, problem.hint))


#: A hundredth: what a side measured in pixels may lack.
_GENEROUS = 1.01

#: In a stranger's file there is no deck to mend.
_HINTS = {
    "qr-too-dense": "Shorten the link.",
    "qr-near-trim": "Move the code inward.",
}


def _print(code: SeenCode) -> Iterator[Diagnostic]:
    name = f"the code to `{_short(code.text)}`"
    if code.mirrored:
        yield error("code-mismatch", f"{name} is mirrored", hint="Draw the code upright, dark on light.")
    if code.inverted:
        yield error("code-mismatch", f"{name} is light on dark", hint="Draw the code upright, dark on light.")
    elif code.clear_modules < QUIET_ZONE - _BLUR:
        message = f"ink comes within {code.clear_modules:.1f} modules of {name}; {QUIET_ZONE} must be clear"
        yield error("code-quiet-zone", message, hint="Give the code bare paper all around, and nothing over it.")
    for measured, least, good, light in (
        (code.contrast, 0.40, 0.70, ""),  # ISO/IEC 15415: grade C from 40 %, A from 70 %.
        (code.red_contrast, 0.20, 0.40, " in red light"),
    ):
        if code.inverted or measured >= good:
            continue
        hint = "Print the code in pure black on white."
        if measured < least:
            yield error(
                "code-contrast", f"{name} has a contrast of {measured:.0%}{light}; {least:.0%} is the least", hint=hint
            )
        else:
            message = f"{name} has a contrast of {measured:.0%}{light}; {good:.0%} is the least for scanning at ease"
            yield warning("code-contrast", message, hint=hint)
        break


def _worth(code: SeenCode) -> Iterator[Diagnostic]:
    """Whether two readers read it, also in bad light, tilted, scratched and small."""
    name = f"the code to `{_short(code.text)}`"
    hint = "Make the code larger, its link shorter, or its ink darker."
    if not code.reread:
        yield error("code-unreadable", f"a second reader does not find {name}", hint=hint)
    elif code.grade not in PASSING:
        message = (
            f"{name} has grade {code.grade}: readers read it {code.share:.0%} of the times under {len(CONDITIONS)} "
            f"conditions, its modules are {code.module:.2f} mm, its contrast is {code.contrast:.0%}"
        )
        yield error("code-grade", message, hint=hint)


#: What finding a symbol's corners in pixels may take off its quiet zone, in modules: a twelfth at each corner, and a
#: pixel that ink and ground share.
_BLUR = 0.2


def judge_promises(known: Facts, press: Press, sights: Sequence[Sight]) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Whether the pages say what the manifest says they do. Reports text-differs and draft-pdf."""
    listed = known.listed
    drafts = [sight.page for sight in sights if _DRAFT in sight.text.split("\n")]
    if drafts or (listed and listed.draft):
        message = f"the file is a draft{on_pages(known, drafts) if drafts else ', as its manifest says'}"
        hint = "Render it without --draft."
        yield error("draft-pdf", message, hint=hint, page=drafts[0] if drafts else None)
        return
    if listed is None or len(listed.pages) != len(known.pages):
        return
    for sight in sights:
        wanted = listed.pages[sight.page - 1].text
        message = _difference(sight.text, wanted)
        if message:
            said = f"{message} ({known.label(sight.page)})"
            yield error("text-differs", said, hint="Render the file anew.", page=sight.page)


#: What a draft says across every page.
_DRAFT = "DRAFT"


def _difference(text: str, wanted: Sequence[str]) -> str:
    """How a page differs from its texts; empty where it does not. White space and break marks do not count."""
    there = _squeezed(text)
    if Counter(there) == Counter("".join(map(_squeezed, wanted))) and any(map(_is_turned, wanted)):
        return ""  # Readers put right-to-left lines in orders of their own.
    for one in wanted:
        if _squeezed(one) not in there:
            return f"the page does not say `{_short(one)}`"
    for one in sorted(map(_squeezed, wanted), key=len, reverse=True):
        there = there.replace(one, "", 1)
    return f"the page says `{_short(there)}` besides its card's texts" if there else ""


def _squeezed(text: str) -> str:
    """The text without what readers add, drop or change at line ends."""
    for old, new in (("\u200b", ""), ("\u2060", ""), ("\u00ad", ""), ("\x02", "-")):
        text = text.replace(old, new)
    return "".join(text.split())


def _is_turned(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


_LONGEST = 40
