"""Find the marks that git leaves in a file where two people changed the same lines."""

from __future__ import annotations

import re

from cardkit.diagnostic import Diagnostic, Span, error

# git-merge(1), "How conflicts are presented": seven signs at the start of a line, and the name of a side.
_MARK = re.compile(r"^(?:<{7}|>{7}) .*$", re.MULTILINE)


def merge_conflict(text: str, path: str) -> Diagnostic | None:
    """The first mark, with how many there are; no reader of YAML explains them well. Problems: ``merge-conflict``."""
    first = _MARK.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if first is None:
        return None
    line = text.count("\n", 0, first.start()) + 1
    conflicts = max(len(re.findall(r"^<{7} ", text, re.MULTILINE)), 1)
    more = f" (and at {conflicts - 1} more places)" if conflicts > 1 else ""
    return error(
        "merge-conflict",
        f"git left both sides of a change here{more}; the file is not read before they are one",
        Span(path, line, 1, line, len(first.group().rstrip()) + 1),
        hint="Keep the lines that are right, and delete those that begin with <<<<<<<, =======, and >>>>>>>.",
    )
