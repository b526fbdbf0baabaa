"""List a deck's cards for the search that needs no server."""

from __future__ import annotations

import json

from cardkit.exhibit.guide import Site, card_place
from cardkit.exhibit.metadata import ESCAPES
from cardkit.exhibit.said import languages_of, titles_of

#: The list's file in the site.
PATH = "cards.json"


def listing(site: Site) -> str:
    """Each card with its code, its titles and the languages of its pages, as JSON that may stand in a script element."""
    deck = site.exhibition.deck
    cards = []
    for card in site.cards.values():
        languages = languages_of(card, deck)
        titles = {said.language: said.text for said in titles_of(card, languages)}
        cards.append(
            {
                "c": site.exhibition.links[card.id].code,
                "i": card.id,
                "p": card_place(site, card),
                "l": languages,
                "t": titles,
            }
        )
    return json.dumps(cards, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
