"""Find the fields that the cards have and no slot of their editions shows: what the exhibit alone will say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cardkit.edition.model import EditionCard
from cardkit.edition.slot import Layout
from cardkit.job.laid import Laid

#: Fields that say what a card is; they are not for showing.
_ABOUT = frozenset({"kind", "id", "was", "number", "section", "languages", "code", "review", "notes"})


def unshown(all_laid: Iterable[Laid]) -> Mapping[str, tuple[str, ...]]:
    """Fields by name, with the ids of the cards on which they are shown nowhere."""
    has: dict[tuple[str, str], None] = {}
    shown: set[tuple[str, str]] = set()
    for laid in all_laid:
        for card in laid.edition.cards:
            facts = laid.edition.deck.kinds[card.card.kind].facts
            names = set(_names(card.layout, facts))
            has |= {(name, card.card.id): None for name in _fields(card)}
            shown |= {(name, card.card.id) for name in names}
    found: dict[str, list[str]] = {}
    for name, card_id in has:
        if (name, card_id) not in shown:
            found.setdefault(name, []).append(card_id)
    return {name: tuple(ids) for name, ids in sorted(found.items())}


def _fields(card: EditionCard) -> Iterator[str]:
    return (name for name in card.card.record.fields if name not in _ABOUT)


def _names(layout: Layout, facts: Iterable[str]) -> Iterator[str]:
    """The fields that a layout shows; of `exhibit.promise` the first part."""
    for slot in (*layout.front, *layout.back):
        for shows in (*(part.shows for part in slot.parts), *(item.shows for item in slot.items)):
            yield from (name.split(".")[0] for name in (shows.names if shows else ()))
        if slot.rows:
            yield from facts
        if slot.draws == "picture":
            yield "image"
