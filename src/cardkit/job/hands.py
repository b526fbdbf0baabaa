"""Lay out and draw the cards of a large edition with several hands: processes that share the work.

What comes back is light: of a face, its codes and texts; of its picture, the
page as any document can take it in (``writers/piece.py``). It is the same
whoever drew it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cardkit.edition.model import Edition, EditionCard
from cardkit.job import imprint
from cardkit.job.drawn import Drawn, DrawnCard, pack, unpack
from cardkit.job.kept import Shelf, shelf_of
from cardkit.job.step import Progress, Step
from cardkit.layout import lay_out
from cardkit.layout.face import LaidOut, lay_out_card
from cardkit.layout.plan import Plan
from cardkit.layout.plate import plates_of
from cardkit.machine.spread import spread
from cardkit.press.model import Press
from cardkit.writers.piece import Pen, Stock, page_of

#: Cards that one hand draws while another would get ready.
_WORTH_SHARING = 30

#: How often a hand comes back for more: often enough that all end together; and how many cards it takes at most, so
#: that few wait in memory.
_TURNS = 4
_MOST_AT_ONCE = 100

#: After how many cards whoever watches hears of it.
_OFTEN = 25


@dataclass(frozen=True, slots=True)
class Hands:
    """How many processes draw, and the least number of cards for which faces are given away for pages."""

    jobs: int
    least: int = 0

    def take_on(self, edition: Edition) -> bool:
        return len(edition.cards) >= self.least

    def draw(self, edition: Edition, progress: Progress) -> tuple[LaidOut, Drawn]:
        """Lay out an edition and draw its pages."""
        drawn = Drawn()
        total = len(edition.cards)

        def cards(edition: Edition) -> Iterator[LaidOut]:
            for number, card in enumerate(_drawn(edition, self.jobs, drawn.stock)):
                if number % _OFTEN == 0:
                    progress(Step(f"Drawing {edition.id}", number, total))
                drawn.add(card)
                yield card.faces, card.problems

        laid = lay_out(edition, cards)
        drawn.end()
        return laid, drawn


def _drawn(edition: Edition, jobs: int, stock: Stock) -> Iterator[DrawnCard]:
    """The cards of an edition in their order; what they take comes into the stock."""
    shelf = shelf_of(edition)
    held = [shelf is not None and shelf.has(card) for card in edition.cards]
    hand = _Hand(Plan.of(edition), imprint.press_of(edition), shelf)
    missing = [card for card, kept in zip(edition.cards, held, strict=True) if not kept]
    fresh = iter(_fresh(hand, missing, jobs, stock))
    for card, kept in zip(edition.cards, held, strict=True):
        known = shelf.fetch(card, stock) if shelf and kept else None
        if known or not kept:
            yield known or next(fresh)
        else:  # It is damaged, or was removed meanwhile.
            yield from _fresh(hand, [card], 1, stock)


def _fresh(hand: _Hand, cards: Sequence[EditionCard], jobs: int, stock: Stock) -> Iterator[DrawnCard]:
    """Cards that are not kept, in their order."""
    hands = max(1, min(jobs, len(cards) // _WORTH_SHARING))
    size = max(_OFTEN, min(_MOST_AT_ONCE, -(-len(cards) // (hands * _TURNS))))
    parts = [cards[start : start + size] for start in range(0, len(cards), size)]
    for part, (packed, beside) in zip(parts, spread(hand.draw, parts, hands), strict=True):
        stock.take(beside)
        for card, whole in zip(part, packed, strict=True):
            yield unpack(pickle.loads(whole), card)[0]


@dataclass(slots=True)
class _Hand:
    """What a process draws with: what it was given, its pen, and what the pen has named so far."""

    plan: Plan
    press: Press
    shelf: Shelf | None
    pen: Pen = field(default_factory=Pen)
    stock: Stock = field(default_factory=Stock)

    def draw(self, cards: Sequence[EditionCard]) -> tuple[list[bytes], Stock]:
        """Draw cards and keep them; gives them packed, with what came into the stock on the way."""
        came = Stock()
        done = [self._draw(card, came) for card in cards]
        if self.shelf:
            self.shelf.close()
        return done, came

    def _draw(self, card: EditionCard, came: Stock) -> bytes:
        faces, problems = lay_out_card(self.plan, card)
        pages = [page_of(face, self.press, self.pen) for face in faces]
        news = self.pen.news()
        self.stock.take(news)
        came.take(news)
        beside = self.stock.of(pages)
        packed = pack(faces, problems, pages, plates_of(faces), beside)
        if self.shelf and not problems:
            self.shelf.put(card, packed, beside)
        return packed
