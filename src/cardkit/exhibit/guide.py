"""Know the way about a site: where each card, section and file stands, as seen from one page in one language."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from cardkit.deck.model import Card, Section
from cardkit.deck.value import Record, Text
from cardkit.edition.exhibition import Exhibition
from cardkit.exhibit.frame import Framed, Frames, focus_in
from cardkit.exhibit.page import Page, Settings
from cardkit.exhibit.said import Said, Tongue, languages_of, titles_of, tongue
from cardkit.exhibit.word import word

View = dict[str, Any]

#: Other places on a card's map: more would make every page heavy.
_MOST_PINS = 40

Place = tuple[float, float]


@dataclass(frozen=True)
class Site:
    """What all pages of a site share."""

    exhibition: Exhibition
    settings: Settings
    frames: Frames
    _near: dict[Place, Sequence[Place]] = field(default_factory=dict)

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The cards that have a page, by id, in deck order."""
        return {card.id: card for card in self.exhibition.deck.cards if card.id in self.exhibition.links}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """How many cards of each kind the deck has."""
        counts: dict[str, int] = {}
        for card in self.exhibition.deck.cards:
            counts[card.kind] = counts.get(card.kind, 0) + 1
        return counts

    @cached_property
    def beside(self) -> Mapping[str, tuple[Card | None, Card | None]]:
        """The card before and the card after each, in the deck's order."""
        order = [None, *self.cards.values(), None]
        both = zip(pairwise(order[:-1]), order[2:], strict=True)
        return {card.id: (before, after) for (before, card), after in both if card}

    @cached_property
    def places(self) -> Mapping[Place, Card]:
        """The cards that lie somewhere, by latitude and longitude."""
        values = ((value, card) for card in self.cards.values() for value in card.record.fields.values())
        found = ((place_of(value), card) for value, card in values if isinstance(value, Record))
        return {place: card for place, card in found if place}

    def near(self, here: Place) -> Sequence[Place]:
        """The places of other cards next to one, the nearest first: as many as its map may show."""
        if here not in self._near:
            points = self._points
            others = (place for place in points if place != here)
            self._near[here] = heapq.nsmallest(
                _MOST_PINS, others, key=lambda place: math.dist(points[place], points[here])
            )
        return self._near[here]

    @cached_property
    def _points(self) -> Mapping[Place, tuple[float, float, float]]:
        """The places on a ball: what is nearest through it is nearest around it."""
        return {place: _on_ball(*map(math.radians, place)) for place in self.places}

    @cached_property
    def tongues(self) -> Mapping[str, Tongue]:
        return {language: tongue(language, self.exhibition.deck) for language in self.exhibition.deck.languages}


@dataclass(frozen=True, slots=True)
class Guide:
    """A page's view of the site: ``here`` is its place, ``language`` its language.

    ``needs`` gathers the files that the page names: pictures, sounds, films, fonts.
    """

    site: Site
    here: str
    language: str
    needs: dict[str, Page] = field(default_factory=dict)

    @property
    def tongue(self) -> Tongue:
        return self.site.tongues[self.language]

    def word(self, name: str) -> Said | None:
        return word(name, self.tongue, self.site.exhibition.words)

    def href(self, there: str) -> str:
        return self.site.settings.href(self.here, there)

    def file(self, page: Page) -> str:
        """The way to a file, which the page from now on needs."""
        self.needs.setdefault(page.path, page)
        return self.href(page.path)

    def card(self, card: Card) -> str:
        """The way to a card, in this page's language where the card has it."""
        return self.href(card_place(self.site, card, self.language))

    def section(self, section: Section) -> str:
        return self.href(section_place(self.site, section.id, self.language))

    def deck(self) -> str:
        return self.href(deck_place(self.site, self.language))

    def tile(self, card: Card) -> View:
        """A card in a list: its picture, number, title and address."""
        image = card.record.record("image")
        return {
            "href": self.card(card),
            "kind": card.kind,
            "number": f"{card.number:02d}",
            "title": self.tongue.say(card.record.local("title")),
            "picture": self.picture(image, decorative=True),
        }

    def picture(self, image: Record | None, *, decorative: bool = False) -> View | None:
        """A picture with all that stands beside it."""
        file = image.get("file") if image else None
        if image is None or not isinstance(file, Text):
            return None
        framed, _ = self.site.frames.frame(file)
        if framed is None:
            return None
        view = self._files(framed, small=decorative)
        x, y = focus_in(image) or framed.focus
        view["focus"] = [round(x * 100), round(y * 100)]
        if not decorative:
            view["alt"] = self.tongue.of(image, "alt")
            view["caption"] = self.tongue.of(image, "caption")
            view["credit"] = self.tongue.of(image, "credit")
            view["licence"] = image.text("licence")
        return view

    def _files(self, framed: Framed, *, small: bool) -> View:
        made = self.site.frames.made
        return {
            "src": self.file(made[(framed.small if small and framed.scene else framed.plain).path]),
            "srcset": ", ".join(f"{self.file(made[one.path])} {one.width}w" for one in framed.modern),
            "width": framed.width,
            "height": framed.height,
            "scene": framed.scene,
        }


def card_place(site: Site, card: Card, language: str | None = None) -> str:
    """Where a card stands: the place that its code opens, or that of its page in another language."""
    place = f"c/{site.exhibition.links[card.id].code}/"
    languages = languages_of(card, site.exhibition.deck)
    return place if language is None or language == languages[0] or language not in languages else f"{place}{language}/"


def section_place(site: Site, section: str, language: str) -> str:
    place = f"s/{section}/"
    return place if language == site.exhibition.deck.languages[0] else f"{place}{language}/"


def deck_place(site: Site, language: str) -> str:
    return "" if language == site.exhibition.deck.languages[0] else f"{language}/"


def place_of(record: Record) -> Place | None:
    """The latitude and longitude that a record gives, in degrees."""
    latitude, longitude = record.number("lat"), record.number("lon")
    return None if latitude is None or longitude is None else (latitude, longitude)


def titles_beside(guide: Guide, card: Card, *, page: str) -> list[View]:
    """The card's titles in other languages than the page's, each with the way to its page."""
    languages = languages_of(card, guide.site.exhibition.deck)
    place = card_place(guide.site, card)
    return [
        {"said": said, "href": guide.href(f"{place}{said.language}/")}
        for said in titles_of(card, languages)
        if said.language != page
    ]


def _on_ball(latitude: float, longitude: float) -> tuple[float, float, float]:
    ring = math.cos(latitude)
    return ring * math.cos(longitude), ring * math.sin(longitude), math.sin(latitude)
