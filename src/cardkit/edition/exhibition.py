"""Gather what the pages behind a deck's codes are made from: its theme, words, links and ledger, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cardkit.deck.model import Deck
from cardkit.deck.value import LocalText, Text
from cardkit.diagnostic import Diagnostic
from cardkit.edition.ledger import Ledger
from cardkit.edition.ledger import read as read_ledger
from cardkit.edition.link import Link, links
from cardkit.edition.model import Choice
from cardkit.edition.resolution import picture_of, theme_of, words_of
from cardkit.edition.theme import Theme
from cardkit.picture.photograph import Photograph
from cardkit.picture.scene import Scene


@dataclass(frozen=True, slots=True)
class Exhibition:
    """A deck as its pages show it: all cards, in all its languages.

    ``links`` are by card id. Pictures are opened when a page asks for them, each once.
    """

    deck: Deck
    theme: Theme
    words: Mapping[str, LocalText]
    links: Mapping[str, Link]
    ledger: Ledger
    opened: dict[str, Scene | Photograph | None] = field(default_factory=dict)

    def picture(self, file: Text) -> tuple[Scene | Photograph | None, tuple[Diagnostic, ...]]:
        """The picture in a file of the deck, and what is wrong with it, told the first time."""
        return picture_of(self.deck, file, frozenset(self.theme.palette), self.opened)

    @property
    def ground(self) -> str:
        """The palette token of the paper: the largest flood on the backs of the deck's own format, else of any."""
        layouts = list(self.theme.layouts.values())
        own = [layout for layout in layouts if layout.format == self.deck.format.name] or layouts
        floods = [
            slot for layout in own for slot in layout.back if slot.draws == "flood" and slot.ink in self.theme.palette
        ]
        largest = max(floods, key=lambda slot: slot.box.width * slot.box.height, default=None)
        return largest.ink if largest else ""


def gather(deck: Deck, *, complete: bool = True) -> tuple[Exhibition | None, tuple[Diagnostic, ...]]:
    """What a deck's pages need, or what stands against it; reports what theme, ledger and links find.

    ``complete`` is False where some cards could not be read: no code is then said to be lost.
    """
    theme, found = theme_of(deck, Choice(next(iter(deck.editions), "")))
    problems = list(found)
    ledger, more = read_ledger(deck.root)
    problems.extend(more)
    made, more = links(deck, ledger, complete=complete)
    problems.extend(more)
    if theme is None:
        return None, tuple(problems)
    return Exhibition(deck, theme, words_of(deck, theme), made, ledger), tuple(problems)
