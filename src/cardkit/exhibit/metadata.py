"""Say to machines what a page is about: schema.org's words as JSON-LD, and what search engines and messengers show."""

from __future__ import annotations

import json
from typing import Any

from cardkit.deck.model import Card
from cardkit.deck.value import LocalText, Record
from cardkit.exhibit.guide import Guide, Site, card_place, place_of
from cardkit.exhibit.page import Settings
from cardkit.exhibit.said import languages_of, titles_of

#: Letters of a description that search engines show.
_LONGEST = 155

#: What would end a script, or a line of it, inside JSON.
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def about(guide: Guide, card: Card) -> str:
    """The card's page as JSON-LD, safe to stand inside a script element."""
    deck, settings = guide.site.exhibition.deck, guide.site.settings
    kind = deck.kinds[card.kind].schema
    languages = languages_of(card, deck)
    titles = titles_of(card, languages)
    name = guide.tongue.say(card.record.local("title"))
    image = card.record.record("image")
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name.text if name else card.id,
        "alternateName": [said.text for said in titles if not name or said.text != name.text],
        "description": describe(guide, card),
        "url": settings.absolute(card_place(guide.site, card, guide.language)),
        "image": settings.absolute(front_path(guide.site, card)),
    }
    place = next(
        (found for value in card.record.fields.values() if isinstance(value, Record) and (found := place_of(value))),
        None,
    )
    if place:
        geo = {"@type": "GeoCoordinates", "latitude": place[0], "longitude": place[1]}
        facts |= {"geo": geo} if kind == "Place" else {"contentLocation": {"@type": "Place", "geo": geo}}
    if kind == "Article":
        facts["headline"] = facts["name"]
        facts["inLanguage"] = guide.language
    credit = guide.tongue.of(image, "credit")
    if credit and kind == "Article":
        facts["creditText"] = credit.text
    title = guide.tongue.say(deck.title)
    facts["subjectOf" if kind != "Article" else "isPartOf"] = {
        "@type": "CreativeWork",
        "name": title.text if title else deck.id,
        "url": settings.absolute(""),
    }
    shown = {key: value for key, value in facts.items() if value}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def describe(guide: Guide, card: Card) -> str:
    """One or two sentences on the card."""
    record = card.record
    said = guide.tongue.say(record.local("tagline"), record.local("brief"), record.local("body"))
    brief = guide.tongue.say(record.local("brief"), record.local("body"))
    parts = dict.fromkeys(one.text for one in (said, brief) if one)
    return shortened(" – ".join(" ".join(part.split()) for part in parts))


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def front_path(site: Site, card: Card) -> str:
    """Where the picture of the card's front stands that messengers show."""
    return f"{card_place(site, card)}card.png"


def alternates(guide: Guide, places: dict[str, str], default: str) -> list[dict[str, str]]:
    """The page in each of its languages, for search engines."""
    settings: Settings = guide.site.settings
    listed = [{"language": language, "href": settings.absolute(place)} for language, place in places.items()]
    return [*listed, {"language": "x-default", "href": settings.absolute(default)}] if len(places) > 1 else []


def said_in(text: LocalText, guide: Guide) -> str:
    found = guide.tongue.say(text)
    return found.text if found else ""
