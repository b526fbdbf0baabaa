"""Judge what only pages show: media, links that lead away, cards that others name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from cardkit.codes.policy import judge as judge_link
from cardkit.deck.model import Card
from cardkit.deck.scalar import shortened
from cardkit.deck.value import Record, Text
from cardkit.diagnostic import Diagnostic, error, warning
from cardkit.edition.exhibition import Exhibition
from cardkit.exhibit.content import hosts_of
from cardkit.exhibit.file import judge as judge_file
from cardkit.exhibit.frame import Frames
from cardkit.exhibit.guide import Site
from cardkit.exhibit.page import Settings

#: What one page may weigh with its sounds and films: more is for a player of its own.
_HEAVY = 40 * 2**20


def judge_exhibition(exhibition: Exhibition, only: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """What stands against the pages of a deck, or of some of its cards, before any is planned: see ``judge``."""
    return judge(Site(exhibition, Settings("", only=frozenset(only)), Frames(exhibition)))


def judge(site: Site) -> tuple[Diagnostic, ...]:
    """What stands against the pages of the cards asked for.

    Problems: unknown-card, exhibit-media-format, exhibit-media-large,
    exhibit-too-heavy, exhibit-without-alt, those of pictures and of the link policy.
    """
    problems: list[Diagnostic] = []
    for card in site.cards.values():
        if not site.settings.only or card.id in site.settings.only:
            problems += _card(site, card)
    return tuple(dict.fromkeys(problems))


def _card(site: Site, card: Card) -> Iterator[Diagnostic]:
    image = card.record.record("image")
    if image:
        yield from _picture(site, image.get("file"))
        if image.get("file") and "alt" not in image.keys:
            named = f"`{shortened(image.text('file') or '')}`"
            message = f"nothing says what can be seen in {named}, for those who cannot see it"
            yield warning("exhibit-without-alt", message, image.span_of("file"), hint="Write `alt: {…}` beside it.")
    exhibit = card.record.record("exhibit")
    if exhibit is None:
        return
    for one in _records(exhibit, "gallery"):
        yield from _picture(site, one.get("file"))
    yield from _media(site, exhibit)
    yield from _cards(site, exhibit)
    yield from _links(site, exhibit)


def _picture(site: Site, file: object) -> tuple[Diagnostic, ...]:
    return site.frames.frame(file)[1] if isinstance(file, Text) else ()


def _media(site: Site, exhibit: Record) -> Iterator[Diagnostic]:
    root = site.exhibition.deck.root
    weight = 0
    for name, sort in (("audio", "audio"), ("video", "video")):
        for one in _records(exhibit, name):
            file = one.get("file")
            if isinstance(file, Text):
                found = judge_file(root / file.text, file, "audio" if sort == "audio" else "video")[1]
                yield from found
                weight += 0 if found else (root / file.text).stat().st_size
            yield from _picture(site, one.get("poster"))
            captions = one.record("captions")
            for track in captions.fields.values() if captions else ():
                if isinstance(track, Text):
                    yield from judge_file(root / track.text, track, "captions")[1]
    if weight > _HEAVY:
        message = f"the sounds and films of this exhibit weigh {weight / 2**20:.0f} MiB; more than {_HEAVY // 2**20} MiB is much for a phone"
        hint = "Save them smaller, or lead to them with `streams:`."
        yield warning("exhibit-too-heavy", message, exhibit.span, hint=hint)


def _cards(site: Site, exhibit: Record) -> Iterator[Diagnostic]:
    """Cards that the exhibit names and the deck has not."""
    route = exhibit.record("route")
    named = [item for item in exhibit.items("related") if isinstance(item, Text)]
    named += [
        card for stop in (_records(route, "stops") if route else ()) if isinstance(card := stop.get("card"), Text)
    ]
    known = [card.id for card in site.exhibition.deck.cards]
    for one in named:
        if one.text not in known:
            near = get_close_matches(one.text, known, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else "Name the id of a card of this deck, or delete it."
            yield error("unknown-card", f"there is no card `{shortened(one.text)}` in the deck", one.span, hint=hint)


def _links(site: Site, exhibit: Record) -> Iterator[Diagnostic]:
    """Links of frames and streams: they lead visitors as codes do, so the deck's policy holds for them."""
    hosts = frozenset(hosts_of(site.exhibition.deck.links))
    frame = exhibit.record("interactive")
    for one in (*([frame] if frame else ()), *_records(exhibit, "streams")):
        url = one.get("url")
        if isinstance(url, Text):
            yield from judge_link(url.text, hosts, url.span, behind=None)


def _records(record: Record, name: str) -> list[Record]:
    return [item for item in record.items(name) if isinstance(item, Record)]
