"""Give every copy of a card its own serial: the code and the address drawn anew, all else drawn once and shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cardkit.edition.link import Link, numbered
from cardkit.edition.model import EditionCard
from cardkit.edition.slot import Slot
from cardkit.geometry import Point
from cardkit.layout.drawing import Drawing, Face, Item, Placed
from cardkit.typesetting.character import INVISIBLE


class Drawn(NamedTuple):
    """What one slot put on a face: its items, its texts, and what it drew on plates."""

    slot: Slot
    items: Sequence[Item]
    texts: Sequence[str]
    plated: Sequence[Item]


def links_of(card: EditionCard) -> Sequence[Link]:
    """The link of each copy, in the order of the serials; none where the card has no serials."""
    if card.link is None or card.numbering is None:
        return ()
    link = card.link
    return [numbered(link, serial) for serial in card.numbering.serials()]


def first_copy(card: EditionCard) -> EditionCard:
    """The card as its first copy shows it."""
    if card.link is None or card.numbering is None:
        return card
    return replace(card, link=numbered(card.link, next(card.numbering.serials())))


def varies(slot: Slot) -> bool:
    """Whether a slot shows what differs from copy to copy: the code, or the address."""
    shown = (*(part.shows for part in slot.parts), *(item.shows for item in slot.items if item.shows))
    return slot.draws == "code" or any("address" in shows.names for shows in shown)


def copies(
    face: Face, drawn: Sequence[Drawn], links: Iterable[Link], redraw: Callable[[Link], Sequence[Drawn]]
) -> Iterator[Face]:
    """The face of every copy, from that of the first.

    ``drawn`` is what each slot put on it; ``redraw`` gives what the slots that
    vary put there for another link. What does not vary goes into drawings that
    all copies place, layer by layer, so that nothing comes to lie over another thing.
    """
    items = [(one, one.items) for one in drawn]
    plated = [(one, one.plated) for one in drawn]
    behind = face.items[sum(len(one.items) + len(one.plated) for one in drawn) :]
    layers = [*_layers(items, face.card), *_layers([*plated, (None, behind)], face.card)]
    over = sum(1 for one in drawn if varies(one.slot))
    if over == 0:
        shared = tuple(layer for layer in layers if layer is not None)
        yield from (replace(face, items=shared, serial=link.serial) for link in links)
        return
    for link in links:
        fresh = redraw(link)
        pieces = iter([*(one.items for one in fresh), *(one.plated for one in fresh)])
        own: list[Item] = []
        for layer in layers:
            own.extend(next(pieces) if layer is None else (layer,))
        yield replace(face, items=tuple(own), texts=_texts(face, drawn, fresh), serial=link.serial)


def _layers(parts: Iterable[tuple[Drawn | None, Sequence[Item]]], name: str) -> Iterator[Placed | None]:
    """What is shared, as few drawings as may be; None stands where a slot varies."""
    run: list[Item] = []
    for one, items in parts:
        if one is None or not varies(one.slot):
            run.extend(items)
            continue
        if run:
            yield _placed(run, name)
            run = []
        yield None
    if run:
        yield _placed(run, name)


def _placed(items: Sequence[Item], name: str) -> Placed:
    return Placed(Drawing(tuple(items), name), Point(0, 0))


def _texts(face: Face, drawn: Sequence[Drawn], fresh: Sequence[Drawn]) -> tuple[str, ...]:
    """The texts of a copy: the face's own, with those of the slots that vary as they are now."""
    texts: list[str] = []
    renewed = iter(fresh)
    at = 0
    for one in drawn:
        if varies(one.slot):
            texts += ("".join(c for c in text if c not in INVISIBLE) for text in next(renewed).texts)
        else:
            texts += face.texts[at : at + len(one.texts)]
        at += len(one.texts)
    return tuple(texts)
