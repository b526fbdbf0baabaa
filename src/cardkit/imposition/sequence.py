"""Put cards in the order in which sheets take them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from cardkit.imposition.way import Order


def ordered(wanted: Sequence[int], per_sheet: int, order: Order) -> tuple[tuple[int | None, ...], ...]:
    """The item at every place of every sheet, by how often each is wanted; None where a place stays empty."""
    if order is Order.REPEAT:
        run = [item for item, count in enumerate(wanted) for _ in range(count)]
    else:
        # Whole decks one after the other, so that whoever packs them takes the stack as it lies.
        run = list(chain.from_iterable(_rounds(wanted)))
    sheets = -(-len(run) // per_sheet)
    if order is Order.STACK:
        return tuple(
            tuple(
                run[place * sheets + number] if place * sheets + number < len(run) else None
                for place in range(per_sheet)
            )
            for number in range(sheets)
        )
    return tuple(
        tuple(run[at] if at < len(run) else None for at in range(number * per_sheet, (number + 1) * per_sheet))
        for number in range(sheets)
    )


def _rounds(wanted: Sequence[int]) -> Iterator[list[int]]:
    left = [(item, count) for item, count in enumerate(wanted) if count > 0]
    done = 0
    while left:
        yield [item for item, _ in left]
        done += 1
        left = [(item, count) for item, count in left if count > done]
