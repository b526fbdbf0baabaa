"""Turn what a card says into the view of its page in one language: plain data that a template shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardkit.codes.policy import judge
from cardkit.deck.kind import card_shape, rows
from cardkit.deck.model import Card
from cardkit.deck.value import LocalText, Number, Record, Text, Value
from cardkit.exhibit import medium
from cardkit.exhibit.guide import Guide, View, place_of
from cardkit.exhibit.route import great_circle, plot, rounded
from cardkit.exhibit.said import Said
from cardkit.exhibit.word import knows

#: What a link on a page may begin with.
_SCHEMES = ("https://", "http://")

#: In which order the fields of a kind are shown, by the shape of what they say.
_ORDER = ("quote", "line", "list", "place")


def content(guide: Guide, card: Card) -> View:
    """All that a card's page says, in the order in which it is told."""
    record, say = card.record, guide.tongue
    exhibit = record.record("exhibit") or Record({}, card.span, {})
    story = say.say(record.local("body"), record.local("brief"))
    more = say.of(exhibit, "text")
    return {
        "promise": say.of(exhibit, "promise"),
        "elsewhere": _elsewhere(guide, exhibit),
        "text": [*(story.paragraphs() if story else ()), *(more.paragraphs() if more else ())],
        "object": _object(guide, exhibit.record("object")),
        "audio": medium.sounds(guide, exhibit),
        "video": medium.films(guide, exhibit),
        "gallery": medium.gallery(guide, exhibit),
        "route": _route(guide, exhibit.record("route")),
        "timeline": [
            {"when": say.of(one, "when"), "what": say.of(one, "what")} for one in _records(exhibit, "timeline")
        ],
        "facts": [_fact(guide, row) for row in rows(card, guide.site.exhibition.deck.kinds[card.kind])],
        "own": sorted(_own(guide, card), key=lambda one: _ORDER.index(one["shape"])),
        "quotes": [_quote(guide, one) for one in _records(exhibit, "quotes")],
        "interactive": _frame(guide, exhibit.record("interactive")),
        "streams": [
            {"title": say.of(one, "title"), "when": say.of(one, "when"), "href": _allowed(guide, one.get("url"))}
            for one in _records(exhibit, "streams")
        ],
        "related": [
            guide.tile(guide.site.cards[item.text])
            for item in exhibit.items("related")
            if isinstance(item, Text) and item.text in guide.site.cards and item.text != card.id
        ],
        "sources": [source for one in _records(exhibit, "sources") if (source := _source(guide, one))],
    }


def _elsewhere(guide: Guide, exhibit: Record) -> View | None:
    """The exhibit that already lives elsewhere: one link that leads on."""
    href = _allowed(guide, exhibit.get("url"))
    return {"href": href, "host": href.split("/")[2]} if href else None


def _allowed(guide: Guide, url: Value | None) -> str:
    """An address that the deck's link policy lets a visitor be led to; "" for any other."""
    if not isinstance(url, Text):
        return ""
    hosts = frozenset(hosts_of(guide.site.exhibition.deck.links))
    fine = not any(problem.is_error for problem in judge(url.text, hosts, url.span, behind=None))
    return url.text if fine and url.text.startswith(_SCHEMES) else ""


def hosts_of(plan: object) -> Iterator[str]:
    """The hosts that a deck names; where it names none, that of its base."""
    from urllib.parse import urlsplit

    from cardkit.deck.model import LinkPlan

    if isinstance(plan, LinkPlan):
        named = [host.text.lower() for host in plan.hosts]
        yield from named or [(urlsplit(plan.base.text).hostname or "").lower()]


def link(url: str | None) -> str:
    """An address for a plain link; "" for what no browser should follow."""
    return url if url and url.lower().startswith(_SCHEMES) else ""


def _source(guide: Guide, source: Record | None) -> View | None:
    title = guide.tongue.of(source, "title")
    return {"title": title, "href": link(source.text("url") if source else None)} if title else None


def _fact(guide: Guide, row: Record) -> View:
    return {
        "label": guide.tongue.of(row, "label"),
        "value": guide.tongue.of(row, "value"),
        "as_of": row.text("as_of"),
        "source": _source(guide, row.record("source")),
    }


def _quote(guide: Guide, quote: Record) -> View:
    text = guide.tongue.of(quote, "text")
    return {
        "text": text.paragraphs() if text else (),
        "by": guide.tongue.of(quote, "by"),
        "source": _source(guide, quote.record("source")),
    }


def _object(guide: Guide, thing: Record | None) -> View | None:
    if thing is None:
        return None
    rows = [("number", guide.tongue.say(_text(thing, "number"))), ("hall", guide.tongue.of(thing, "hall"))]
    rows.append(("hours", guide.tongue.of(thing, "hours")))
    said = [{"word": guide.word(name), "value": value} for name, value in rows if value]
    return {"name": guide.tongue.of(thing, "name"), "rows": said}


def _frame(guide: Guide, frame: Record | None) -> View | None:
    href = _allowed(guide, frame.get("url")) if frame else ""
    if frame is None or not href:
        return None
    return {"title": guide.tongue.of(frame, "title"), "text": guide.tongue.of(frame, "text"), "href": href}


def _route(guide: Guide, route: Record | None) -> View | None:
    """A route: the map's numbers, and its stops with the way from the one before."""
    stops = list(_records(route, "stops")) if route else []
    places = [place for stop in stops if (place := place_of(stop))]
    if route is None or len(places) != len(stops) or len(stops) < 2:
        return None
    names = [guide.tongue.of(stop, "name") for stop in stops]
    drawn = plot(places, names)
    legs = [_leg(stop, before, here) for stop, before, here in zip(stops[1:], places, places[1:], strict=False)]
    cards = guide.site.cards
    return {
        "title": guide.tongue.of(route, "title"),
        "note": guide.tongue.of(route, "note"),
        "plot": drawn,
        "stops": [
            {
                "name": name,
                "spot": spot,
                "text": guide.tongue.of(stop, "text"),
                "href": guide.card(cards[card.text])
                if isinstance(card := stop.get("card"), Text) and card.text in cards
                else "",
                "leg": leg,
            }
            for stop, name, spot, leg in zip(stops, names, drawn.spots, [None, *legs], strict=True)
        ],
        "total": rounded(sum(float(leg["exact"]) for leg in legs)),
        "crow": any(leg["crow"] for leg in legs),
        "source": _source(guide, route.record("source")),
    }


def _leg(stop: Record, before: tuple[float, float], here: tuple[float, float]) -> View:
    """The way from the stop before: as long as the card knows it to be, else as the crow flies."""
    known = stop.number("by")
    exact = known if known is not None else great_circle(before, here)
    return {"km": round(exact) if known is not None else rounded(exact), "exact": exact, "crow": known is None}


def _own(guide: Guide, card: Card) -> Iterator[View]:
    """The fields of the card's kind that are no rows, each shown by the shape of what it says."""
    kind = guide.site.exhibition.deck.kinds[card.kind]
    for name in kind.shape.fields:
        value = card.record.get(name)
        if name in card_shape().fields or name in kind.facts or value is None:
            continue
        shown = _by_shape(guide, card, value)
        if shown:
            yield {**shown, "name": name, "word": _heading(guide, name)}


def _heading(guide: Guide, name: str) -> Said | None:
    """What a field of a kind is called: by the deck's words, else by cardkit's; else it has no heading."""
    own = guide.site.exhibition.words.get(name)
    return guide.tongue.say(own) if own else guide.word(name) if knows(name) else None


def _by_shape(guide: Guide, card: Card, value: Value) -> View | None:
    match value:
        case Record() if place := place_of(value):
            return {"shape": "place", **_on_map(guide, card, place)}
        case Record() if value.get("text"):
            return {"shape": "quote", **_quote(guide, value)}
        case Record():
            said = [guide.tongue.say(one) for one in value.fields.values() if isinstance(one, LocalText)]
            return {"shape": "line", "said": [one for one in said if one]} if said else None
        case LocalText() | Text():
            said_once = guide.tongue.say(value)
            return {"shape": "line", "said": [said_once]} if said_once else None
        case Number():
            return {"shape": "line", "said": [Said(value.text, guide.language)]}
        case _:
            records = [item for item in value if isinstance(item, Record)]
            return {"shape": "list", "items": [_item(guide, one) for one in records]} if records else None


def _item(guide: Guide, record: Record) -> View:
    """One of a list: its name, linked where it has an address, and whatever else it says."""
    said = [(name, guide.tongue.say(one)) for name, one in record.fields.items() if isinstance(one, LocalText)]
    return {
        "name": next((one for name, one in said if name == "name"), None),
        "rest": [one for name, one in said if name != "name" and one],
        "href": link(record.text("url")),
    }


def _on_map(guide: Guide, card: Card, here: tuple[float, float]) -> View:
    """Where it lies among the deck's other places, and the way to a real map.

    Its own name stands at its place, whatever other cards lie there.
    """
    others = guide.site.near(here)
    shown = [here, *others]
    named = [card, *(guide.site.places[one] for one in others)]
    names = [guide.tongue.say(one.record.local("title")) for one in named]
    drawn = plot(shown, names, joined=False)
    at = f"{here[0]:.4f},{here[1]:.4f}"
    mark = f"?mlat={here[0]:.5f}&mlon={here[1]:.5f}#map=9/{here[0]:.4f}/{here[1]:.4f}"
    return {
        "plot": drawn,
        "pins": [{"spot": spot, "name": name} for spot, name in zip(drawn.spots, names, strict=True)],
        "at": at,
        "href": f"https://www.openstreetmap.org/{mark}",
        "alone": not others,
    }


def _text(record: Record, name: str) -> Text | None:
    value = record.get(name)
    return value if isinstance(value, Text) else None


def _records(record: Record | None, name: str) -> Sequence[Record]:
    return [item for item in record.items(name) if isinstance(item, Record)] if record else []
