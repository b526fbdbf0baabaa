"""One mistake is one problem, however many slots, layouts and editions stumble over it."""

from __future__ import annotations

from collections.abc import Iterable

from cardkit.diagnostic import Diagnostic, Related, Span, error, warning
from cardkit.job.echo import joined, without_followers

TITLE = Span("places/a.yaml", 6, 13, 6, 20)
SLOT, OTHER = Span("layout.yaml", 4, 11, 4, 15), Span("layout.yaml", 9, 11, 9, 15)


def without_echoes(told: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return joined(without_followers(told, found))


def test_one_value_in_several_slots_is_one_problem_with_both_places() -> None:
    first = error("text-overflow", "too long for `a`", TITLE, related=[Related("the slot", SLOT)])
    second = error("text-overflow", "too long for `b`", TITLE, related=[Related("the slot", OTHER)])
    (one,) = without_echoes((), [first, second])
    assert one.message == "too long for `a`"
    assert [related.span for related in one.related] == [SLOT, OTHER]


def test_a_layout_told_at_every_card_is_told_once() -> None:
    found = [error("qr-too-small", "the code is 8 mm wide", SLOT) for _ in range(9)]
    assert len(without_echoes((), found)) == 1


def test_different_problems_at_one_place_stay_apart() -> None:
    found = [error("text-overflow", "x", TITLE), error("missing-glyph", "y", TITLE), error("unknown-token", "a", SLOT)]
    found.append(error("unknown-token", "b", SLOT))
    assert len(without_echoes((), found)) == 4


def test_what_follows_from_a_fault_in_the_same_place_is_not_told() -> None:
    told = [error("wrong-type", "`title` must be text per language", TITLE)]
    found = [
        error("missing-text", "the front shows `title`", Span("places/a.yaml", 2, 1, 30, 4)),
        error("missing-glyph", "…", TITLE),
        warning("no-picture", "…", Span("places/a.yaml", 6, 1, 6, 5)),
    ]
    assert without_echoes(told, found) == ()


def test_other_cards_and_other_places_are_still_told() -> None:
    told = [error("wrong-type", "`title` must be text per language", TITLE), warning("review-open", "…", SLOT)]
    found = [
        error("missing-text", "…", Span("places/b.yaml", 2, 1, 30, 4)),
        error("text-overflow", "…", Span("places/a.yaml", 9, 7, 9, 90)),
    ]
    assert without_echoes(told, found) == tuple(found)
