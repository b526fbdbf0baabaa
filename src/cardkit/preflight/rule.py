"""List the rules by which a finished PDF is judged.

A rule's ids are the codes of the problems that it reports, each with its
rationale on a page of its own (``cardkit explain CODE``); the rule is a
function from facts to problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cardkit.diagnostic import Diagnostic
from cardkit.preflight.appearance import judge_bleed, judge_codes, judge_coverage, judge_promises, judge_words
from cardkit.preflight.box import judge_boxes, judge_sizes
from cardkit.preflight.colour import judge_overprint, judge_registration, judge_spaces, judge_spots
from cardkit.preflight.drawing import judge_images, judge_lines
from cardkit.preflight.fact import Facts
from cardkit.preflight.lettering import judge_fonts, judge_type
from cardkit.preflight.sight import Sight
from cardkit.preflight.standard import judge_content, judge_intent, judge_safety, judge_standard, judge_transparency
from cardkit.press.model import Press

Rule = Callable[[Facts, Press], Iterator[Diagnostic]]

#: What needs no look at pixels, in the order in which a printer asks.
STRUCTURE: tuple[Rule, ...] = (
    judge_standard,
    judge_intent,
    judge_safety,
    judge_content,
    judge_transparency,
    judge_boxes,
    judge_sizes,
    judge_spaces,
    judge_overprint,
    judge_registration,
    judge_spots,
    judge_fonts,
    judge_type,
    judge_lines,
    judge_images,
)

#: A rule that judges what the pages show.
Look = Callable[[Facts, Press, Sequence[Sight]], Iterator[Diagnostic]]

APPEARANCE: tuple[Look, ...] = (judge_coverage, judge_bleed, judge_words, judge_codes, judge_promises)
