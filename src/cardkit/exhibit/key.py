"""Stand for all that decides a page, so cheaply that a page which nothing has changed need not be planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cardkit.deck.model import Card
from cardkit.deck.value import Items, LocalText, Number, Record, Text, Value
from cardkit.exhibit.guide import Site, place_of
from cardkit.exhibit.medium import content_of
from cardkit.exhibit.page import digest


@dataclass(frozen=True)
class Keys:
    """What stands for the cards of a site; each card is looked at once, however many pages show it."""

    site: Site

    def card(self, card: Card) -> str:
        """What decides a card's pages, besides what decides all pages."""
        site = self.site
        around = [other.id for other in site.beside[card.id] if other]
        around += [name for name in _named(card) if name in site.cards]
        values = (value for value in card.record.fields.values() if isinstance(value, Record))
        near = [at for value in values if (here := place_of(value)) for at in site.near(here)]
        return digest(
            self.said[card.id],
            site.exhibition.links[card.id].address,
            site.numbers[card.kind],
            [self._tiles[name] for name in around],
            [(at, plain(site.places[at].record.get("title"))) for at in near],
            [self._picture(file) for file in _pictures(card)],
            [content_of(site.exhibition.deck.root / file.text) for file in _media(card)],
        )

    def cards(self, listed: Iterable[Card]) -> str:
        """What decides a list of these cards, besides what decides all pages."""
        return digest([self._tiles[card.id] for card in listed])

    @cached_property
    def shared(self) -> str:
        """What decides all pages: who makes them, the look of the deck, and what deck.yaml says."""
        exhibition, settings = self.site.exhibition, self.site.settings
        words = {name: plain(text) for name, text in exhibition.words.items()}
        return digest(
            (settings.made_by, settings.look, exhibition.ground, str(exhibition.deck.format)),
            words,
            plain(exhibition.deck.title),
            plain(exhibition.deck.record),
            (settings.base, settings.kind),
        )

    @cached_property
    def said(self) -> Mapping[str, str]:
        """What stands for all that each card says."""
        return {card.id: digest(card.id, plain(card.record)) for card in self.site.exhibition.deck.cards}

    @cached_property
    def _tiles(self) -> Mapping[str, str]:
        """What stands for what a list shows of each card."""
        return {card.id: self._tile(card) for card in self.site.cards.values()}

    def _tile(self, card: Card) -> str:
        code = self.site.exhibition.links[card.id].code
        facts = (card.id, card.kind, card.number, card.section, card.languages, code)
        shown = [self._picture(file) for file in _pictures(card)[:1]]
        return digest(facts, plain(card.record.get("title")), plain(card.record.record("image")), shown)

    def _picture(self, file: Text) -> str:
        return str(self.site.frames.frame(file)[0])


def plain(value: Value | None) -> Any:
    """What a value says, without where it stands: a line more above a card changes nothing on it."""
    match value:
        case Text() | Number():
            return value.text
        case LocalText():
            return value.plain.text if value.plain else [(one, text.text) for one, text in value.texts.items()]
        case Items():
            return [plain(item) for item in value]
        case Record():
            return [(name, plain(inner)) for name, inner in value.fields.items()]
        case None:
            return None


def _named(card: Card) -> Iterator[str]:
    """The cards that a card's exhibit leads to."""
    exhibit = card.record.record("exhibit")
    if exhibit:
        yield from (item.text for item in exhibit.items("related") if isinstance(item, Text))
        yield from (file.text for file in _texts(exhibit.record("route"), "stops", "card"))


def _pictures(card: Card) -> list[Text]:
    """The files of a card's pictures, its own first."""
    image, exhibit = card.record.record("image"), card.record.record("exhibit")
    own = image.get("file") if image else None
    more = [*_texts(exhibit, "gallery", "file"), *_texts(exhibit, "video", "poster")]
    return [own, *more] if isinstance(own, Text) else more


def _media(card: Card) -> Iterator[Text]:
    """The files of a card's sounds and films, with their captions."""
    exhibit = card.record.record("exhibit")
    yield from _texts(exhibit, "audio", "file")
    yield from _texts(exhibit, "video", "file")
    for film in exhibit.items("video") if exhibit else ():
        captions = film.record("captions") if isinstance(film, Record) else None
        yield from (file for file in (captions.fields.values() if captions else ()) if isinstance(file, Text))


def _texts(record: Record | None, name: str, field: str) -> Iterator[Text]:
    """A field of each record of a list."""
    for one in record.items(name) if record else ():
        value = one.get(field) if isinstance(one, Record) else None
        if isinstance(value, Text):
            yield value
