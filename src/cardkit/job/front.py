"""Draw the fronts of cards as the pictures that messengers show beside a link."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from cardkit import deck as decks
from cardkit.deck import Deck
from cardkit.edition.model import Choice, Edition
from cardkit.edition.resolution import resolve
from cardkit.job import imprint
from cardkit.layout import lay_out
from cardkit.layout.drawing import Face
from cardkit.layout.plate import as_seen
from cardkit.pdf.document import opened, pages
from cardkit.pdf.raster import raster
from cardkit.picture.png import on_ground
from cardkit.writers import pdf

#: What messengers crop least (opengraph's 1.91 : 1), in pixels.
WIDTH, HEIGHT = 1200, 630

#: Ground above and below the card.
_AIR = 34

#: From so many on a second process pays for the time it takes to start; it is given so many at once.
_MANY, _BATCH = 60, 40

Ground = tuple[int, int, int]


def fronts(deck: Deck, wanted: Sequence[str], ground: Ground) -> Iterator[tuple[str, bytes]]:
    """The fronts of these cards as PNG, each in the edition that shows it plainest.

    A card that no edition can lay out has none. Many are drawn by a second process while this one goes on: they
    come when they are asked for, and what is left by then is drawn from its end by both.
    """
    if len(wanted) < _MANY:
        return iter(_drawn(deck, wanted, ground))
    return _from_beside(deck, wanted, ground)


def _from_beside(deck: Deck, wanted: Sequence[str], ground: Ground) -> Iterator[tuple[str, bytes]]:
    # PDFium is not safe among threads, and a fork would take locks with it: so a process that starts afresh.
    pool = ProcessPoolExecutor(1, get_context("spawn"), _read, (str(deck.root.resolve()),))
    batches = [wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH)]
    futures = [pool.submit(_draw, tuple(batch), ground) for batch in batches]

    def come() -> Iterator[tuple[str, bytes]]:
        try:
            for future, batch in reversed(list(zip(futures, batches, strict=True))):
                yield from _drawn(deck, batch, ground) if future.cancel() else _fetched(future, deck, batch, ground)
        finally:
            pool.shutdown(cancel_futures=True)

    return come()


def _fetched(
    future: Future[list[tuple[str, bytes]]], deck: Deck, wanted: Sequence[str], ground: Ground
) -> list[tuple[str, bytes]]:
    """What the process beside has drawn; where it was ended, such as for want of memory, it is drawn here."""
    try:
        return future.result()
    except BrokenExecutor:
        return _drawn(deck, wanted, ground)


_read_here: list[Deck] = []


def _read(folder: str) -> None:
    """Read the deck in the process beside."""
    deck, _ = decks.load(Path(folder))
    _read_here[:] = [deck] if deck else []


def _draw(wanted: Sequence[str], ground: Ground) -> list[tuple[str, bytes]]:
    return _drawn(_read_here[0], wanted, ground) if _read_here else []


def _drawn(deck: Deck, wanted: Sequence[str], ground: Ground) -> list[tuple[str, bytes]]:
    left = dict.fromkeys(wanted)
    made = []
    for name in _plainest_first(deck):
        if not left:
            break
        edition, _ = resolve(deck, Choice(name, only=tuple(left)))
        if edition is None:
            continue
        faces = [face for face in as_seen(lay_out(edition)[0], edition.theme) if face.side == "front"]
        for card, picture in _pictures(edition, faces, ground):
            left.pop(card, None)
            made.append((card, picture))
    return made


def _plainest_first(deck: Deck) -> list[str]:
    """The editions, first that in the deck's first language alone, then those of few languages."""
    plans = deck.editions
    return sorted(plans, key=lambda name: (plans[name].languages != deck.languages[:1], len(plans[name].languages)))


def _pictures(edition: Edition, faces: Sequence[Face], ground: Ground) -> Iterator[tuple[str, bytes]]:
    if not faces:
        return
    out = io.BytesIO()
    # What messengers show is for people: it is no file for a press, and has no trim to cut along.
    job = imprint.job(edition)
    pdf.write(faces, replace(job, press=replace(job.press, standard=None, marks=False)), out)
    with opened(out.getvalue()) as document:
        for face, page in zip(faces, pages(document), strict=True):
            scale = min((HEIGHT - 2 * _AIR) / face.trim.height, (WIDTH - 2 * _AIR) / face.trim.width)
            drawn = raster(page, page.trim_box, scale)
            yield face.card, on_ground(drawn.width, drawn.height, drawn.pixels, (WIDTH, HEIGHT), ground)
