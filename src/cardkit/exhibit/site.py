"""Plan the whole site of a deck: every file with what decides it, so that only what changed is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cardkit.diagnostic import Diagnostic
from cardkit.edition.exhibition import Exhibition
from cardkit.exhibit import search
from cardkit.exhibit.card_page import card_pages
from cardkit.exhibit.colour import css, scheme
from cardkit.exhibit.frame import Frames
from cardkit.exhibit.guide import Site as Whole
from cardkit.exhibit.judgement import judge
from cardkit.exhibit.list_page import deck_pages, lost_page, section_pages, withdrawn_pages
from cardkit.exhibit.metadata import front_path
from cardkit.exhibit.page import Made, Page, Settings, digest
from cardkit.exhibit.sheet import Sheet
from cardkit.exhibit.template import source
from cardkit.ink import KEY
from cardkit.picture.colour import preview


@dataclass(frozen=True, slots=True)
class Front:
    """The picture of a card's front that messengers show: whoever writes the site draws it, and knows what decides it."""

    path: str
    card: str


@dataclass(frozen=True, slots=True)
class Site:
    """All pages of a site, in the order in which they are written; each brings the files that it needs.

    ``ground`` is the colour on which fronts are laid. ``learned`` is what the next build may be told as ``known``.
    """

    pages: tuple[Page, ...]
    fronts: tuple[Front, ...]
    ground: tuple[int, int, int]
    learned: Mapping[str, list[Any]]


def build(
    exhibition: Exhibition, settings: Settings, known: Mapping[str, list[Any]] | None = None
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Plan the pages behind a deck's codes, or those of the cards in ``settings.only`` alone; nothing is written.

    ``known`` is what an earlier build learned of pictures. Problems: those of ``judgement.judge``.
    """
    whole = Whole(exhibition, settings, Frames(exhibition, settings.made_by, dict(known or {})))
    problems = judge(whole)
    sheet = Sheet(whole, scheme(exhibition))
    pages = list(card_pages(whole, sheet))
    if not settings.only:
        pages += [
            *withdrawn_pages(whole, sheet),
            *section_pages(whole, sheet),
            *deck_pages(whole, sheet),
            *_rest(whole),
        ]
        pages.append(lost_page(whole, sheet))
    return Site(tuple(pages), tuple(_fronts(whole)), sheet.ground, whole.frames.seen), problems


def _rest(whole: Whole) -> Iterator[Page]:
    """What stands beside the pages: the search's list, the icon, and what works without a connection."""
    listed = search.listing(whole)
    yield _plain(search.PATH, listed)
    yield _plain("icon.svg", _icon(whole))
    if whole.settings.kind == "web":
        worker = source("sw.js").replace("cardkit-NAME", f"cardkit-{whole.exhibition.deck.id}")
        yield _plain("sw.js", worker)
        # GitHub's pages pass through Jekyll unless this file stands there.
        yield _plain(".nojekyll", "")


def _plain(path: str, text: str) -> Page:
    return Page(path, digest(text), lambda: Made(text.encode()))


def _icon(whole: Whole) -> str:
    """A disc that sets behind a horizon, in the colours of the first card's kind."""
    kind = next((card.kind for card in whole.cards.values()), "")
    colours = scheme(whole.exhibition).kinds.get(kind, {})
    band, words, ornament = (colours.get(name, css(preview(KEY))) for name in ("band", "words", "ornament"))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{ornament}"/><circle cx="32" cy="36" r="19" fill="{words}"/>'
        f'<rect y="40" width="64" height="24" fill="{band}"/></svg>'
    )


def _fronts(whole: Whole) -> Iterator[Front]:
    """A front for every card."""
    for card in whole.cards.values():
        if not whole.settings.only or card.id in whole.settings.only:
            yield Front(front_path(whole, card), card.id)
