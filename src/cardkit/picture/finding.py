"""Gather the problems of one scene: the same mistake once, with the other places where it stands."""

from __future__ import annotations

from collections.abc import Callable

from cardkit.diagnostic import Diagnostic, Related, Span, error

#: A drawing made for the screen can hold thousands; nobody reads more than this.
MAX_PROBLEMS = 100
_MAX_RELATED = 8


class StopError(Exception):
    """Ends the reading: nothing that follows can be judged."""


class Findings:
    """Problems in the order found."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[Diagnostic, list[Related]]] = {}

    def report(self, code: str, message: str, span: Span | Callable[[], Span], hint: str) -> None:
        """Keep one problem; the same mistake again only adds its place. Raises StopError when there are too many."""
        known = self._found.get((code, message))
        if known:
            if len(known[1]) < _MAX_RELATED:
                known[1].append(Related("the same here", _settled(span)))
            return
        if len(self._found) >= MAX_PROBLEMS:
            code, message = "scene-problems", f"more than {MAX_PROBLEMS} different problems; the rest was not read"
            hint = "Mend these first; a drawing made for the screen may need to be drawn anew with palette tokens."
            self._found[code, message] = (error(code, message, _settled(span), hint=hint), [])
            raise StopError
        self._found[code, message] = (error(code, message, _settled(span), hint=hint), [])

    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(
            error(first.code, first.message, first.span, hint=first.hint, related=related)
            for first, related in self._found.values()
        )


def short(text: str) -> str:
    """The user's own words on one line, cut where they go on too long."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:40] + "…"


def _settled(span: Span | Callable[[], Span]) -> Span:
    return span() if callable(span) else span
