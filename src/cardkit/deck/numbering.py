"""Read how many copies of a card an edition prints, and the serial that each of them bears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cardkit.deck.model import Card, Deck
from cardkit.deck.value import Record
from cardkit.diagnostic import Diagnostic, Related, Span, error


@dataclass(frozen=True, slots=True)
class Numbering:
    """The copies of one card in one edition: how many, from which number on, with how many digits, in which batch.

    ``span`` is where the copies, or else their serials, are written.
    """

    copies: int
    start: int
    width: int
    batch: str
    span: Span

    @property
    def last(self) -> int:
        return self.start + self.copies - 1

    def serials(self) -> Iterator[str]:
        """The serial of each copy, all of one length, so that their codes are of one size."""
        return (f"{self.batch}{number:0{self.width}d}" for number in range(self.start, self.last + 1))


def numbering(deck: Deck, edition: str, card: Card) -> Numbering | None:
    """How an edition numbers the copies of a card; None where it prints the card once, without a number.

    What the card says goes before what the edition says.
    """
    plans = deck.record.record("editions")
    plan = plans.get(edition) if plans else None
    told = [card.record, plan] if isinstance(plan, Record) else [card.record]
    places = [place for place in told if "copies" in place.fields or "serial" in place.fields]
    if not places:
        return None
    counted = next((place for place in places if place.number("copies") is not None), None)
    numbered = next((place for place in places if place.record("serial")), None)
    if counted is None and numbered is None:
        return None
    copies = int((counted.number("copies") if counted else None) or 1)
    serial = numbered.record("serial") if numbered else None
    start = serial.number("start") if serial else None
    width = serial.number("width") if serial else None
    first = 1 if start is None else int(start)
    digits = max(int(width or 1), len(str(first + copies - 1)))
    span = counted.span_of("copies") if counted else numbered.span_of("serial") if numbered else card.span
    return Numbering(copies, first, digits, (serial.text("batch") if serial else None) or "", span)


def longest_serial(deck: Deck) -> int:
    """Characters of the longest serial on any card of the deck; 0 where no copy has one."""
    found = (numbering(deck, edition, card) for edition in deck.editions for card in deck.cards)
    return max((len(one.batch) + one.width for one in found if one), default=0)


def overlaps(deck: Deck) -> Iterator[Diagnostic]:
    """Serials that two editions give to copies of one card, each place once. Reports serial-taken."""
    told: set[tuple[Span, Span]] = set()
    for card in deck.cards:
        printed: list[tuple[str, Numbering]] = []
        for edition, plan in deck.editions.items():
            one = numbering(deck, edition, card)
            if one is None or (card.languages and not set(card.languages) & set(plan.languages)):
                continue
            for other, taken in printed:
                meets = one.batch == taken.batch
                if meets and one.start <= taken.last and taken.start <= one.last and (one.span, taken.span) not in told:
                    told.add((one.span, taken.span))
                    yield _taken(card, edition, one, other, taken)
            printed.append((edition, one))


def _taken(card: Card, edition: str, one: Numbering, other: str, taken: Numbering) -> Diagnostic:
    first = f"{one.batch}{max(one.start, taken.start):0{one.width}d}"
    message = (
        f"the editions `{other}` and `{edition}` both print a copy `{first}` of `{card.id}`, with one code for the two"
    )
    next_free = taken.last + 1
    hint = f"Give `{edition}` serials of its own, such as `serial: {{batch: B}}` or `serial: {{start: {next_free}}}`."
    related = [Related("the others are numbered here", taken.span)] if taken.span != one.span else []
    return error("serial-taken", message, one.span, hint=hint, related=related)
