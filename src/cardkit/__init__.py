"""cardkit: communication cards from YAML.

The public functions, in the order in which data flows through them::

    from pathlib import Path
    import cardkit

    deck, problems = cardkit.load(Path("cards/inner-mongolia"))
    edition, more = cardkit.resolve(deck, cardkit.Choice(edition="en"))
    faces, still_more = cardkit.lay_out(edition)

Every stage returns its problems as values; none raises for what a user wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardkit.deck import load
    from cardkit.diagnostic import Diagnostic, Report
    from cardkit.edition import Choice, resolve
    from cardkit.job.render import Order, render
    from cardkit.layout import lay_out
    from cardkit.preflight.code import prove
    from cardkit.source import parse
    from cardkit.writers.pdf import write

__all__ = [
    "Choice",
    "Diagnostic",
    "Order",
    "Report",
    "lay_out",
    "load",
    "parse",
    "prove",
    "render",
    "resolve",
    "write",
]

_HOMES = {
    "Choice": "cardkit.edition",
    "Diagnostic": "cardkit.diagnostic",
    "Order": "cardkit.job.render",
    "Report": "cardkit.diagnostic",
    "lay_out": "cardkit.layout",
    "load": "cardkit.deck",
    "parse": "cardkit.source",
    "prove": "cardkit.preflight.code",
    "render": "cardkit.job.render",
    "resolve": "cardkit.edition",
    "write": "cardkit.writers.pdf",
}


def __getattr__(name: str) -> Any:
    """Open a room when one of its functions is asked for: `cardkit --help` must not wait for all of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cardkit' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
