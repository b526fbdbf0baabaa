"""Say what keeps a deck from going to print: hosts still to come, unsigned texts, files that were never proved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cardkit.deck import Deck, Text
from cardkit.deck.model import LinkPlan
from cardkit.diagnostic import Diagnostic, Severity, Span, error
from cardkit.job.laid import Laid
from cardkit.job.manifest import NAME as MANIFEST
from cardkit.job.signing import standings

#: What may pass while a deck is written, and may not be printed.
_PLACEHOLDER, _UNSIGNED = "placeholder-host", "review-open"


def refused(problems: Iterable[Diagnostic], laid: Sequence[Laid]) -> Iterator[Diagnostic]:
    """The problems, those that keep these editions from print as errors.

    Of reviews only those count whose texts are printed: an edition in English
    does not wait for a reader of Chinese.
    """
    unsigned = any(
        one.is_open
        for edition in laid
        for card in edition.edition.cards
        for one in standings(card.card, card.languages)
    )
    for problem in problems:
        stops = problem.code == _PLACEHOLDER or (problem.code == _UNSIGNED and unsigned)
        yield replace(problem, severity=Severity.ERROR) if stops else problem


def unfit(folder: Path, shown: str, deck: str) -> Iterator[Diagnostic]:
    """Why the files that a render has left in a folder may not be what people have looked at before this deck is packed.

    Reports unproved-files and draft-files. A folder without a manifest of this deck says nothing.
    """
    told = _manifest(folder / MANIFEST)
    if told.get("deck") != deck:
        return
    span = Span.start_of(f"{shown}/{MANIFEST}")
    if told.get("draft") is True:
        message = f"`{shown}` holds a draft: cards with errors, and without their codes"
        yield error("draft-files", message, span, hint="Render the deck without --draft, look at it, then pack.")
    elif told.get("proved") is False:
        message = f"`{shown}` holds files whose codes nobody has read back: they were written with --no-proof"
        yield error("unproved-files", message, span, hint="Render the deck without --no-proof, look at it, then pack.")


def with_base(deck: Deck, base: str) -> Deck:
    """The deck with another base for its links, to try it: its host counts as named, and the deck's own base as an old one."""
    place = Span.start_of("--base")
    try:
        host = urlsplit(base).hostname or ""
    except ValueError:
        host = ""
    old = deck.links
    named = [*(old.hosts if old else ()), *([Text(host, place)] if host else ())]
    written = Text(base, place)
    plan = (
        replace(old, base=written, hosts=tuple(named), was=(*old.was, old.base))
        if old
        else LinkPlan(written, tuple(named), place)
    )
    return replace(deck, links=plan)


def _manifest(path: Path) -> dict[str, Any]:
    """What a manifest says, whoever wrote it; nothing where it cannot be read."""
    try:
        whole = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return whole if isinstance(whole, dict) else {}
