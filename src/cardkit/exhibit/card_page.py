"""Plan the pages of each card: the one its code opens, and one in each of its languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from cardkit.deck.model import Card
from cardkit.exhibit.content import content
from cardkit.exhibit.guide import Guide, Site, View, card_place, titles_beside
from cardkit.exhibit.metadata import about, alternates, describe, front_path
from cardkit.exhibit.page import Made, Page, file_of
from cardkit.exhibit.said import Said, languages_of
from cardkit.exhibit.sheet import Sheet, tongues

#: More titles than these stand in smaller type.
_MANY = 4


def card_pages(site: Site, sheet: Sheet) -> Iterator[Page]:
    """The pages of all cards that are asked for."""
    for card in site.cards.values():
        if site.settings.only and card.id not in site.settings.only:
            continue
        languages = languages_of(card, site.exhibition.deck)
        place = card_place(site, card)
        key = sheet.keys.card(card)
        # The code's own page stands in the first language; a link to it by its name works as well.
        yield _page(sheet, card, key, languages[0], place)
        for language in languages:
            yield _page(sheet, card, key, language, f"{place}{language}/")


def _page(sheet: Sheet, card: Card, key: str, language: str, here: str) -> Page:
    return Page(file_of(here), sheet.key(language, key), partial(_made, sheet, card, language, here))


def _made(sheet: Sheet, card: Card, language: str, here: str) -> Made:
    guide = Guide(sheet.site, here, language)
    view = _view(guide, card, sheet)
    interactive = view["it"]["interactive"]
    host = f"https://{urlsplit(interactive['href']).netloc}" if interactive else ""
    titles: list[Said] = [view["name"], *(one["said"] for one in (*view["poles"], *view["others"]))]
    titles += [view["it"]["promise"]] if view["it"]["promise"] else []
    focus = view["hero"]["focus"] if view["hero"] else None
    return sheet.made("card.html", guide, view, titles=titles, focus=focus, frames=host)


def _view(guide: Guide, card: Card, sheet: Sheet) -> View:
    site, deck = guide.site, guide.site.exhibition.deck
    languages = languages_of(card, deck)
    place = card_place(site, card)
    places = {language: card_place(site, card, language) for language in languages}
    opened = guide.here == place
    name = guide.tongue.say(card.record.local("title")) or Said(card.id, guide.language)
    beside = titles_beside(guide, card, page=name.language)
    section = next((one for one in deck.sections if one.id == card.section), deck.sections[0])
    word = site.exhibition.words.get(card.kind)
    hero = guide.picture(card.record.record("image"))
    deck_name = guide.tongue.say(deck.title)
    neighbours = _neighbours(guide, card)
    return {
        "sort": "card many" if len(beside) > _MANY else "card",
        "kind": card.kind,
        "title": f"{name.text} · {deck_name.text if deck_name else deck.id}",
        "description": describe(guide, card),
        "og_type": "article",
        "canonical": site.settings.absolute(places[guide.language]),
        "front": site.settings.absolute(front_path(site, card)),
        "alternates": alternates(guide, places, place),
        "about": about(guide, card),
        "band": sheet.scheme.kinds.get(card.kind, {}).get("band", "#000000"),
        "name": name,
        "self_href": guide.href(f"{place}{name.language}/") if opened and name.language in languages else "",
        "poles": [one for one in beside if one["said"].upright],
        "others": [one for one in beside if not one["said"].upright],
        "tagline": guide.tongue.of(card.record, "tagline"),
        "hero": hero,
        "ornament": sheet.ornaments.get(card.kind, ""),
        "mark": sheet.marks.get(card.kind, ""),
        "marks": sheet.marks,
        "kind_word": guide.tongue.say(word) if word else None,
        "section": {"href": guide.section(section), "title": guide.tongue.say(section.title)},
        "number": f"{card.number:02d}",
        "count": site.numbers[card.kind],
        "it": content(guide, card),
        "neighbours": neighbours,
        "ways": [{"rel": one["rel"], "href": one["tile"]["href"]} for one in neighbours],
        "tongues": tongues(guide, places) if len(places) > 1 else [],
        "credits": _credits(guide, hero),
        "address": site.exhibition.links[card.id].address,
    }


def _neighbours(guide: Guide, card: Card) -> list[View]:
    """The card before and the card after, in the deck's order."""
    both = zip((("prev", "previous"), ("next", "next")), guide.site.beside[card.id], strict=True)
    return [{"rel": rel, "word": guide.word(word), "tile": guide.tile(other)} for (rel, word), other in both if other]


def _credits(guide: Guide, hero: View | None) -> list[View]:
    if not hero or not (hero["credit"] or hero["licence"]):
        return []
    return [{"word": guide.word("picture"), "credit": hero["credit"], "licence": hero["licence"]}]
