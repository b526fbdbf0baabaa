"""Judge a face by the theme's ranks: which script stands before which, and no smaller than it should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, Related, Span, error
from cardkit.edition.theme import Rank
from cardkit.geometry import Rect


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a field stands in one language: the ink of its lines, its size in points, and its slot's place."""

    name: str
    language: str
    script: str
    box: Rect
    size: float
    slot: Span


def judge_ranks(standings: Iterable[Standing], ranks: Sequence[Rank]) -> tuple[Diagnostic, ...]:
    """The ranks that a face breaks, for fields that it shows in both scripts. Reports script-order and script-size."""
    by_name: dict[str, dict[str, Standing]] = {}
    for one in standings:
        by_name.setdefault(one.name, {})[one.script] = one
    return tuple(problem for shown in by_name.values() for rank in ranks for problem in _judge(shown, rank))


def _judge(shown: Mapping[str, Standing], rank: Rank) -> Iterable[Diagnostic]:
    first, second = shown.get(rank.script), shown.get(rank.before)
    if first is None or second is None:
        return
    related = (
        Related("the theme says so here", rank.span),
        Related(f"`{first.name}` in {second.language}", second.slot),
    )
    left_of = first.box.right <= second.box.x + _TOUCHING
    above = first.box.bottom <= second.box.y + _TOUCHING
    if not (left_of or above):
        yield error(
            "script-order",
            f"`{first.name}` in {first.language} stands neither left of nor above {second.language}",
            first.slot,
            hint=f"Move the slot, or change the theme's `ranks` for {rank.script}.",
            related=related,
        )
    if first.size < rank.size * second.size - _HAIR:
        yield error(
            "script-size",
            f"`{first.name}` is {first.size:g} pt in {first.language} and {second.size:g} pt in {second.language}; "
            f"at least {rank.size:g} times as large is asked for",
            first.slot,
            hint=f"Give {rank.script} larger sizes in this slot, or {rank.before} smaller ones.",
            related=related,
        )


# Ink of columns and lines may touch in passing; half a millimetre is no overlap to a reader.
_TOUCHING = 0.5

_HAIR = 0.01
