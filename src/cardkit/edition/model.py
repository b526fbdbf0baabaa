"""Hold an edition: a deck in chosen languages, theme and format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cardkit.deck.model import Card, Deck, Format
from cardkit.deck.numbering import Numbering
from cardkit.deck.value import LocalText
from cardkit.edition.link import Link
from cardkit.edition.slot import Layout
from cardkit.edition.theme import Theme
from cardkit.picture.photograph import Photograph
from cardkit.picture.scene import Scene
from cardkit.press.folder import shipped_press
from cardkit.press.model import Press


@dataclass(frozen=True, slots=True)
class Choice:
    """What to make of a deck: one edition, in one format and theme.

    ``edition`` is an id from deck.yaml. ``format``, ``theme`` and ``press`` are
    names, or None for the deck's own. ``only`` limits the cards to these ids. A ``draft``
    is drawn whatever is wrong with it.
    """

    edition: str
    format: str | None = None
    theme: str | None = None
    only: tuple[str, ...] = ()
    draft: bool = False
    press: str | None = None


@dataclass(frozen=True, slots=True)
class EditionCard:
    """A card as this edition shows it.

    ``languages`` are those set on it, in the edition's order; ``count`` is how
    many cards of its kind the deck has. ``numbering`` gives each copy a serial;
    ``link`` is then what their codes begin with.
    """

    card: Card
    languages: tuple[str, ...]
    layout: Layout
    link: Link | None
    picture: Scene | Photograph | None
    count: int
    numbering: Numbering | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A deck in chosen languages, theme and format, with all that its cards refer to.

    ``words`` are the theme's with the deck's over them. ``press`` is the printer's
    conditions that its files are written for; ``format`` brings no more bleed
    than that printer takes.
    """

    deck: Deck
    id: str
    languages: tuple[str, ...]
    theme: Theme
    format: Format
    words: Mapping[str, LocalText]
    cards: tuple[EditionCard, ...]
    draft: bool = False
    press: Press = field(default_factory=shipped_press)

    @property
    def own_format(self) -> bool:
        """Whether this is the deck's own format, which file names leave out."""
        return replace(self.format, bleed=self.deck.format.bleed) == self.deck.format

    @property
    def name(self) -> str:
        """The edition's file name without its ending."""
        stem = f"{self.deck.id}.{self.id}"
        return stem if self.own_format else f"{stem}.{self.format.name}"
