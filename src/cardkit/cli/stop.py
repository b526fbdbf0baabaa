"""Name what ends a command before it began: wrong usage, or a place that cannot be read or written."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from cardkit.diagnostic import Diagnostic

#: Exit codes, as the documentation promises them.
GOOD, FAULTY, USAGE, TROUBLE = 0, 1, 2, 3


class Stop(Exception):  # noqa: N818 - it ends a command; nothing is wrong with the program.
    """End the command with this exit code and these problems; for the command line's own use."""

    def __init__(self, code: int, *problems: Diagnostic) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.code = code
        self.problems = problems


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str) -> str:
    """A hint that names the known word that was probably meant, or what to do where none is near."""
    by_folded = {one.casefold(): one for one in known}
    folded = word.casefold()
    parts = [one for one in by_folded if folded and folded in one]
    near = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    best = folded if folded in by_folded else parts[0] if len(parts) == 1 else near[0] if near else ""
    return f"Did you mean `{by_folded[best]}`?" if best else otherwise


def listed(words: Iterable[str], most: int = 12) -> str:
    """Words in a sentence: the first ones, and how many more there are."""
    known = list(words)
    rest = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + rest
