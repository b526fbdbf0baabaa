"""Lay out and draw the cards of a large edition with several hands: processes that share the work.

What comes back is light: of a face, its codes and texts; of its picture, the
page as any document can take it in (``writers/piece.py``). It is the same
whoever drew it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from cardkit.codes.symbol import Matrix
from cardkit.edition.model import Edition, EditionCard
from cardkit.job import imprint
from cardkit.job.drawn import Drawn, DrawnCard
from cardkit.job.kept import Shelf, shelf_of
from cardkit.job.manifest import codes
from cardkit.job.step import Progress, Step
from cardkit.layout import lay_out
from cardkit.layout.drawing import Face
from cardkit.layout.face import LaidOut, lay_out_card
from cardkit.layout.plate import plates_of
from cardkit.machine.spread import spread
from cardkit.writers.piece import Pen, Stock, page_of

#: Cards that one hand draws while another would get ready.
_WORTH_SHARING = 60

#: How often a hand comes back for more: often enough that all end together.
_TURNS = 4

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
                drawn.pages.update(zip(card.faces, card.pages, strict=True))
                drawn.plates.update(dict.fromkeys(card.plates))
                yield card.faces, card.problems

        return lay_out(edition, cards), drawn


def _drawn(edition: Edition, jobs: int, stock: Stock) -> Iterator[DrawnCard]:
    """The cards of an edition in their order; what they take comes into the stock."""
    shelf = shelf_of(edition)
    held = [shelf is not None and shelf.has(card) for card in edition.cards]
    hand = _Hand(edition, shelf)
    missing = [card for card, kept in zip(edition.cards, held, strict=True) if not kept]
    fresh = iter(_fresh(hand, missing, jobs, stock))
    for card, kept in zip(edition.cards, held, strict=True):
        known = shelf.fetch(card, stock) if shelf and kept else None
        if known or not kept:
            yield known or next(fresh)
        else:  # It is damaged, or was removed meanwhile.
            (drawn,), beside = hand.draw([card])
            stock.take(beside)
            yield drawn


def _fresh(hand: _Hand, cards: Sequence[EditionCard], jobs: int, stock: Stock) -> Iterator[DrawnCard]:
    """Cards that are not kept, in their order."""
    hands = max(1, min(jobs, len(cards) // _WORTH_SHARING))
    size = max(1, -(-len(cards) // (hands * _TURNS)))
    parts = [cards[start : start + size] for start in range(0, len(cards), size)]
    for drawn, beside in spread(hand.draw, parts, hands):
        stock.take(beside)
        yield from drawn


@dataclass(slots=True)
class _Hand:
    """What a process draws with: what it was given, its pen, and what the pen has named so far."""

    edition: Edition
    shelf: Shelf | None
    pen: Pen = field(default_factory=Pen)
    stock: Stock = field(default_factory=Stock)

    def draw(self, cards: Sequence[EditionCard]) -> tuple[list[DrawnCard], Stock]:
        """Draw cards and keep them; gives them with what came into the stock on the way."""
        done = [self._draw(card) for card in cards]
        news = self.pen.news()
        self.stock.take(news)
        if self.shelf:
            for card, drawn in zip(cards, done, strict=True):
                self.shelf.put(card, drawn, self.stock)
            self.shelf.close()
        return done, news

    def _draw(self, card: EditionCard) -> DrawnCard:
        faces, problems = lay_out_card(self.edition, card)
        press = imprint.press_of(self.edition)
        pages = tuple(page_of(face, press, self.pen) for face in faces)
        return DrawnCard(tuple(map(_light, faces)), problems, pages, plates_of(faces))


def _light(face: Face) -> Face:
    """A face with its codes alone, their modules as rows of bytes: a fifth of what rows of truths take, for thousands of them."""
    return replace(
        face,
        items=tuple(
            replace(code, box=box, matrix=cast("Matrix", tuple(map(bytes, code.matrix)))) for code, box in codes(face)
        ),
    )
