"""Draw the fronts of cards as the pictures that messengers show beside a link, those that are not there yet."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import NamedTuple

from cardkit.deck import Deck
from cardkit.edition.model import Choice, Edition, EditionCard
from cardkit.edition.resolution import resolve
from cardkit.job import imprint
from cardkit.job.key import LIBRARIES, ROOMS, CardKeys
from cardkit.layout import lay_out
from cardkit.layout.plate import as_seen
from cardkit.machine.maker import maker, name_of
from cardkit.pdf.document import opened, pages
from cardkit.pdf.raster import raster
from cardkit.picture.png import on_ground
from cardkit.writers import pdf

#: What messengers crop least (opengraph's 1.91 : 1), in pixels.
WIDTH, HEIGHT = 1200, 630

#: Ground above and below the card.
_AIR = 34

#: From so many on a second process pays for the time it takes to start; so many are drawn at once.
_MANY, _BATCH = 60, 40

Ground = tuple[int, int, int]


class Front(NamedTuple):
    """The picture of a card's front, and what decides it."""

    card: str
    key: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some cards of an edition, all of one layout and in the same languages; ``keys`` are theirs by card."""

    edition: Edition
    ground: Ground
    keys: Mapping[str, str]


def fronts(deck: Deck, wanted: Sequence[str], ground: Ground, stands: Callable[[str, str], bool]) -> Iterator[Front]:
    """The fronts of these cards as PNG, each in the edition that shows it plainest, but for those that stand already.

    ``stands`` tells, of a card and the key of its front, whether one that was made of the same is there. A card
    that no edition can lay out has none. Many are drawn by a second process while this one goes on: they come when
    they are asked for, and what is left by then is drawn from its end by both.
    """
    batches = list(_missing(deck, wanted, ground, stands))
    if sum(len(batch.keys) for batch in batches) < _MANY:
        return (front for batch in batches for front in _drawn(batch))
    return _from_beside(batches)


def _missing(deck: Deck, wanted: Sequence[str], ground: Ground, stands: Callable[[str, str], bool]) -> Iterator[_Batch]:
    """The cards whose front is to be drawn, each in the first edition that can show it."""
    # A front is also decided by the editions that were tried in vain before.
    tried = dict.fromkeys(wanted, "")
    for name in _plainest_first(deck):
        if not tried:
            return
        edition, _ = resolve(deck, Choice(name, only=() if len(tried) == len(deck.cards) else tuple(tried)))
        if edition is None:
            continue
        # What all cards of the deck say is in their keys; the process beside needs no more than those that it draws.
        edition = replace(edition, deck=replace(edition.deck, cards=()))
        keys = _Keys.of(edition, ground)
        alike: dict[tuple[tuple[str, ...], int], list[EditionCard]] = {}
        for card in edition.cards:
            # One picture stands for all copies, so it bears the number of none.
            one = replace(card, numbering=None)
            tried[card.card.id] = key = keys.key(one, tried[card.card.id])
            # A card that comes from no file that was read whole might say anything.
            if card.card.digest and stands(card.card.id, key):
                del tried[card.card.id]
            else:
                alike.setdefault((card.languages, id(card.layout)), []).append(one)
        for cards in alike.values():
            # Where the theme has no fonts for a language, nothing in it is drawn.
            if lay_out(replace(edition, cards=tuple(cards[:1])))[0]:
                for at in range(0, len(cards), _BATCH):
                    batch = tuple(cards[at : at + _BATCH])
                    drawn = {card.card.id: tried.pop(card.card.id) for card in batch}
                    yield _Batch(replace(edition, cards=batch), ground, drawn)


def _plainest_first(deck: Deck) -> list[str]:
    """The editions, first that in the deck's first language alone, then those of few languages."""
    plans = deck.editions
    return sorted(plans, key=lambda name: (plans[name].languages != deck.languages[:1], len(plans[name].languages)))


@dataclass(frozen=True, slots=True)
class _Keys:
    """What decides the fronts of an edition: its cards, and what turns their photographs and pages into pixels."""

    cards: CardKeys
    ground: Ground
    profile: str

    @classmethod
    def of(cls, edition: Edition, ground: Ground) -> _Keys:
        made_by = maker((*ROOMS, "pdf"), (*LIBRARIES, "pypdfium2"))
        profile = hashlib.sha256(edition.press.profile.read_bytes()).hexdigest()
        return cls(CardKeys.of(edition, made_by), ground, profile)

    def key(self, card: EditionCard, before: str) -> str:
        return name_of(self.cards.key(card).hex(), self.ground, self.profile, before)[:20]


def _from_beside(batches: Sequence[_Batch]) -> Iterator[Front]:
    # PDFium is not safe among threads, and a fork would take locks with it: so a process that starts afresh. It is
    # given what was read here: what somebody has written to the deck's files since is no part of these fronts.
    pool = ProcessPoolExecutor(1, get_context("spawn"), _take, (batches,))
    futures = [pool.submit(_draw, number) for number in range(len(batches))]

    def come() -> Iterator[Front]:
        try:
            for future, batch in reversed(list(zip(futures, batches, strict=True))):
                yield from _drawn(batch) if future.cancel() else _fetched(future, batch)
        finally:
            pool.shutdown(cancel_futures=True)

    return come()


def _fetched(future: Future[list[Front]], batch: _Batch) -> list[Front]:
    """What the process beside has drawn; where it was ended, such as for want of memory, it is drawn here."""
    try:
        return future.result()
    except BrokenExecutor:
        return _drawn(batch)


_taken: list[_Batch] = []


def _take(batches: Sequence[_Batch]) -> None:
    """Take in the process beside all that there is to draw: at once, so that batches share what they have in common."""
    _taken[:] = batches


def _draw(number: int) -> list[Front]:
    return _drawn(_taken[number])


def _drawn(batch: _Batch) -> list[Front]:
    edition = batch.edition
    faces = [face for face in as_seen(lay_out(edition)[0], edition.theme) if face.side == "front"]
    out = io.BytesIO()
    # What messengers show is for people: it is no file for a press, and has no trim to cut along.
    job = imprint.job(edition)
    pdf.write(faces, replace(job, press=replace(job.press, standard=None, marks=False)), out)
    made = []
    with opened(out.getvalue()) as document:
        for face, page in zip(faces, pages(document), strict=True):
            scale = min((HEIGHT - 2 * _AIR) / face.trim.height, (WIDTH - 2 * _AIR) / face.trim.width)
            drawn = raster(page, page.trim_box, scale)
            picture = on_ground(drawn.width, drawn.height, drawn.pixels, (WIDTH, HEIGHT), batch.ground)
            made.append(Front(face.card, batch.keys[face.card], picture))
    return made
