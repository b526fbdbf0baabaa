"""Find hyphens that stand where a range of numbers wants a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cardkit.diagnostic import Diagnostic, warning
from cardkit.layout.shown import COMPUTED, Shown
from cardkit.typesetting.character import is_han, is_han_language
from cardkit.typesetting.unit import kept


def judge_ranges(shown: Shown) -> Iterable[Diagnostic]:
    """Reports hyphen-in-range: once a text, at its first range."""
    return _ranges(shown) if "-" in shown.text else ()


def _ranges(shown: Shown) -> Iterator[Diagnostic]:
    if shown.name in COMPUTED or shown.name == "image.licence":
        return
    for match in _RANGE.finditer(shown.text):
        has_unit = match.end() + 1 in kept(shown.text) or is_han(shown.text[match.end() : match.end() + 1] or " ")
        if _is_range(match["first"], match["second"], shown.text[: match.start()], has_unit=has_unit):
            # GB/T 15835-2011, 5.1.3: a wave or a long dash; Latin and Cyrillic: an en dash (Chicago Manual of Style, 6.78).
            mark, name = ("～", "wave") if is_han_language(shown.language) else ("–", "en dash")
            better = f"{match['first']}{mark}{match['second']}"
            yield warning(
                "hyphen-in-range",
                f"`{match.group()}` in `{shown.name}` ({shown.language}) has a hyphen, and a range of numbers wants a dash",
                shown.span.within(shown.text, match.start(), len(match.group())),
                hint=f"Write `{better}`, with {'a' if name == 'wave' else 'an'} {name}; no range: leave it as it is.",
            )
            return


_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:[.,][0-9]+)?"
# Not inside a word, a date such as 2024-01-05, an address or a telephone number in groups.
_RANGE = re.compile(
    rf"(?<![0-9A-Za-z_.,/+:–-])(?P<first>{_NUMBER})-(?P<second>{_NUMBER})(?![0-9A-Za-z_/–-]|[.,:][0-9])"
)

# A standard's number before a hyphen goes with its year (ISO 9001-2015, GB/T 2312-1980).
_STANDARD = re.compile(r"\b[A-Z]{2,}(?:/[A-Z]+)? ?$")


def _is_range(first: str, second: str, before: str, *, has_unit: bool) -> bool:
    if first.startswith("0") and first[1:2].isdigit():
        return False  # an area code
    if _STANDARD.search(before):
        return False
    low, high = (float(number.replace(",", "")) for number in (first, second))
    if not has_unit and ((len(first), len(second)) == (3, 4) or (len(second) > 6 and "," not in second)):
        return False  # a telephone number
    return low < high or (len(first) == 4 and len(second) == 2 and first[:2].isdigit())
