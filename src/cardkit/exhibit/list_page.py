"""Plan the pages that list cards: the deck, its sections, what was withdrawn, and what cannot be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from cardkit.deck.model import Card, Section
from cardkit.deck.value import LocalText
from cardkit.exhibit import search
from cardkit.exhibit.guide import Guide, Site, View, deck_place, section_place
from cardkit.exhibit.metadata import alternates, front_path, shortened
from cardkit.exhibit.page import LOST, Made, Page, digest, file_of
from cardkit.exhibit.said import Said
from cardkit.exhibit.sheet import Sheet, tongues
from cardkit.exhibit.word import endonym

#: A deck of more cards than these shows the first of each section, and leads to the rest.
_MOST_TILES = 120
_FIRST_TILES = 12

#: So many titles of a list are set in display type: the font of more would weigh too much.
_MOST_TITLES = 60

#: A list says its own title in so many other languages; of more it tells the languages' names, which take less room.
_MOST_TONGUES = 4

#: Pictures in the row above a list, edge to edge: one horizon runs through them all.
_ROW = 7


def deck_pages(site: Site, sheet: Sheet) -> Iterator[Page]:
    """The whole deck, in each of its languages."""
    key = sheet.keys.cards(site.cards.values())
    for language in site.exhibition.deck.languages:
        place = deck_place(site, language)
        yield Page(file_of(place), sheet.key(language, key), partial(_deck, sheet, language, place))


def section_pages(site: Site, sheet: Sheet) -> Iterator[Page]:
    """Each section of the exhibition, in each language."""
    deck = site.exhibition.deck
    for section in deck.sections:
        key = sheet.keys.cards(_cards(site, section))
        for language in deck.languages:
            place = section_place(site, section.id, language)
            yield Page(file_of(place), sheet.key(language, key), partial(_section, sheet, section, language, place))


def withdrawn_pages(site: Site, sheet: Sheet) -> Iterator[Page]:
    """A page for each code whose card was given up: it says so, and leads on."""
    taken = {link.code for link in site.exhibition.links.values()}
    for entry in site.exhibition.ledger.entries:
        if entry.withdrawn is None or entry.code in taken:
            continue
        address = f"{site.settings.base.partition('://')[2]}/c/{entry.code}"
        yield _telling(site, sheet, f"c/{entry.code}/", "withdrawn", address)


def lost_page(site: Site, sheet: Sheet) -> Page:
    """What a server shows for an address that is not there: a search that finds the code in it."""
    return _telling(site, sheet, LOST, "missing", "")


def _telling(site: Site, sheet: Sheet, place: str, word: str, address: str) -> Page:
    languages = site.exhibition.deck.languages
    # It speaks all languages of the deck, so their words decide it too.
    key = digest(*(sheet.key(language, "") for language in languages), sheet.keys.cards(site.cards.values()))
    guide = Guide(site, place, languages[0])
    return Page(file_of(place), key, partial(_told, guide, sheet, word, address))


def _deck(sheet: Sheet, language: str, place: str) -> Made:
    site, deck = sheet.site, sheet.site.exhibition.deck
    cards = list(site.cards.values())
    guide = Guide(site, place, language)
    places = {one: deck_place(site, one) for one in deck.languages}
    parts = [_part(guide, one, most=None if len(cards) <= _MOST_TILES else _FIRST_TILES) for one in deck.sections]
    view = _view(guide, sheet, deck.title, places, cards)
    view |= {"sort": "deck", "searching": True, "parts": [part for part in parts if part["tiles"]]}
    view["description"] = _described(view["parts"]) or view["name"].text
    if site.settings.kind == "files":
        view["listing"] = search.listing(site)
    return _listed(guide, sheet, view)


def _section(sheet: Sheet, section: Section, language: str, place: str) -> Made:
    site, deck = sheet.site, sheet.site.exhibition.deck
    guide = Guide(site, place, language)
    places = {one: section_place(site, section.id, one) for one in deck.languages}
    view = _view(guide, sheet, section.title, places, _cards(site, section))
    part = _part(guide, section, most=None)
    view["description"] = _described(part["tiles"])
    view |= {"sort": "deck section", "parts": [{**part, "title": None}]}
    view["sections"] = [
        {"href": guide.section(one), "title": guide.tongue.say(one.title), "current": one.id == section.id}
        for one in deck.sections
    ]
    return _listed(guide, sheet, view)


def _told(guide: Guide, sheet: Sheet, word: str, address: str) -> Made:
    """A page that tells one thing in all languages of the deck, and shows the way to the rest."""
    site, deck = guide.site, guide.site.exhibition.deck
    cards = list(site.cards.values())
    view = _view(guide, sheet, deck.title, {}, cards)
    words = (word, "missing-hint") if word == "missing" else (word,)
    spoken = (site.tongues[language] for language in deck.languages)
    said = [Guide(site, guide.here, one.language).word(name) for one in spoken for name in words]
    own = dict.fromkeys(
        Said(one.text, one.language) for one in said if one and (not one.foreign or one.language == "en")
    )
    view |= {
        "sort": "lost" if word == "missing" else "lost gone",
        "hidden": True,
        "message": list(own),
        "searching": True,
        "poles": [],
        "others": [],
        "parts": [_part(guide, one, most=4) for one in deck.sections],
        "title": f"{said[0].text if said and said[0] else deck.id} · {view['name'].text}",
        "tongues": [],
    }
    if address:
        view["address"] = address
    if site.settings.kind == "files":
        view["listing"] = search.listing(site)
    return _listed(guide, sheet, view)


def _listed(guide: Guide, sheet: Sheet, view: View) -> Made:
    titles = [view["name"], *(one["said"] for one in (*view["poles"], *view["others"]))]
    tiles = [tile["title"] for part in view["parts"] for tile in part["tiles"] if tile["title"]]
    view["plain"] = len(view["others"]) > _MOST_TONGUES
    if view["plain"]:
        # As titles they would want as many fonts as scripts: languages are named instead, in plain type.
        view["others"] = [{**one, "said": _named(one["said"].language)} for one in view["others"]]
        titles = [view["name"], *(one["said"] for one in view["poles"])]
    view["large"] = len(tiles) <= _MOST_TITLES and len({said.language for said in tiles}) <= _MOST_TONGUES
    plain = [one["said"] for one in view["others"]] if view["plain"] else []
    (titles if view["large"] else plain).extend(tiles)
    return sheet.made("list.html", guide, view, titles=titles, plain=plain)


def _view(guide: Guide, sheet: Sheet, title: LocalText, places: dict[str, str], cards: Sequence[Card]) -> View:
    """A page with a title in each language, the pictures of some cards, and nothing more yet."""
    site, deck = guide.site, guide.site.exhibition.deck
    name = guide.tongue.say(title) or Said(deck.id, guide.language)
    deck_name = guide.tongue.say(deck.title) or name
    kind = cards[0].kind if cards else next(iter(deck.kinds), "")
    beside: list[View] = [
        {"said": Said(text.text, language), "href": guide.href(places[language]) if language in places else ""}
        for language, text in title.texts.items()
        if language != name.language and language in deck.languages
    ]
    return {
        "kind": kind,
        "title": name.text if name == deck_name else f"{name.text} · {deck_name.text}",
        "description": "",
        "front": site.settings.absolute(front_path(site, cards[0])) if cards else "",
        "alternates": alternates(guide, places, next(iter(places.values()), "")),
        "band": sheet.scheme.kinds.get(kind, {}).get("band", "#000000"),
        "name": name,
        "poles": [one for one in beside if one["said"].upright],
        "others": [one for one in beside if not one["said"].upright],
        "ornament": sheet.ornaments.get(kind, ""),
        "marks": sheet.marks,
        "row": _row(guide, cards),
        "message": [],
        "searching": False,
        "listing": "",
        "parts": [],
        "tongues": tongues(guide, places) if len(places) > 1 else [],
    }


def _described(listed: Sequence[View]) -> str:
    """What a list says of itself to search engines: the titles in it."""
    return shortened(" · ".join(one["title"].text for one in listed if one["title"]))


def _named(language: str) -> Said:
    """What a language calls itself."""
    return Said(endonym(language), language)


def _row(guide: Guide, cards: Sequence[Card]) -> list[View]:
    """Pictures from all over the list; a part of it when it is long."""
    step = max(1, len(cards) // _ROW)
    pictures = (guide.picture(card.record.record("image"), decorative=True) for card in cards[::step][:_ROW])
    return [one for one in pictures if one and one["scene"]]


def _part(guide: Guide, section: Section, *, most: int | None) -> View:
    cards = _cards(guide.site, section)
    shown = cards if most is None else cards[:most]
    return {
        "title": guide.tongue.say(section.title),
        "href": guide.section(section),
        "tiles": [guide.tile(card) for card in shown],
        "more": len(cards) if len(cards) > len(shown) else 0,
    }


def _cards(site: Site, section: Section) -> list[Card]:
    return [card for card in site.cards.values() if card.section == section.id]
