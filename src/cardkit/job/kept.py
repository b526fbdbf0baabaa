"""Keep drawn cards between runs, each under a name made of everything that decides it.

A card that says the same, in an edition that says the same, with the same
fonts, drawn by the same code, is the same card, wherever its deck stands. Only
cards without problems are kept: what is wrong is found anew each time.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cardkit.edition.model import Edition, EditionCard
from cardkit.job.drawn import DrawnCard, read, unpack
from cardkit.job.key import LIBRARIES, ROOMS, CardKeys
from cardkit.layout import plain
from cardkit.machine import bundle, store
from cardkit.machine.maker import maker
from cardkit.picture.photograph import Photograph
from cardkit.typesetting.font import open_font
from cardkit.writers.encoding import name_of
from cardkit.writers.piece import Piece, Stock, name_of_photo

#: Ten thousand cards take about as much.
_MOST_BYTES = 300_000_000

#: How many bundles stay open: cards lie in them in their order, but for those that were changed since.
_MOST_OPEN = 4

#: What may be wrong with a file that somebody else wrote.
_DAMAGE = (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The drawn cards of an edition that are kept, under the ``keys`` of what decides them.

    ``fonts`` are the files of its fonts by their names in a document, ``bundles``
    says in which bundle each card lies, by the digest of all that decides it.
    """

    place: Path
    keys: CardKeys
    fonts: Mapping[str, Path]
    bundles: Mapping[bytes, str]
    _fresh: dict[bytes, bytes] = field(default_factory=dict)
    _forms: dict[str, bytes] = field(default_factory=dict)
    _open: dict[str, Mapping[bytes, memoryview]] = field(default_factory=dict)

    @property
    def edition(self) -> str:
        """The digest of all that the cards share."""
        return self.keys.edition

    def has(self, card: EditionCard) -> bool:
        """Whether something stands under the card's name."""
        return self.keys.key(card) in self.bundles

    def fetch(self, card: EditionCard, stock: Stock) -> DrawnCard | None:
        """A card as it was drawn before; None where it was not, or otherwise. What its pages take comes into the stock."""
        name = self.keys.key(card)
        known = self._contents(self.bundles[name]).get(name) if name in self.bundles else None
        if known is None:
            return None
        try:
            found, needs = unpack(read(known), card)
            beside = Stock(spots=dict(needs.spots))
            beside.fonts.update((font, self.fonts[font]) for font in needs.fonts)
            # The photograph stands where this deck has it, not where another had the same one.
            own = _photos(card)
            beside.photos.update((photo, own[photo]) for photo in needs.photos)
        except _DAMAGE:
            return None
        # Each that is damaged goes, or the next run would draw this card again.
        forms = {form: self._form(form) for form in needs.forms if form not in stock.forms}
        for form, piece in forms.items():
            if piece is None:
                return None
            beside.forms[form] = piece
        stock.take(beside)
        return found

    def put(self, card: EditionCard, packed: bytes, beside: Stock) -> None:
        """Keep a card that has no problems, with what its pages take, as soon as this shelf is closed."""
        name = self.keys.key(card)
        if not name or not self.fonts.keys() >= beside.fonts.keys():
            return
        # Most cards take the same few forms: each is kept once.
        for form, piece in beside.forms.items():
            own = self._name_of_form(form)
            if own not in self._forms and not store.has(self.place, own):
                self._forms[own] = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
        self._fresh[name] = packed

    def close(self) -> None:
        """Write what was put, a bundle for all."""
        if self._fresh:
            name, whole = bundle.bundled(self.edition[:32], self._fresh)
            store.keep_all(self.place, {**self._forms, name: whole}, most=_MOST_BYTES)
        self._fresh.clear()
        self._forms.clear()

    def _contents(self, name: str) -> Mapping[bytes, memoryview]:
        known = self._open.get(name)
        if known is None:
            if len(self._open) >= _MOST_OPEN:
                del self._open[next(iter(self._open))]
            known = self._open[name] = bundle.things(self.place, name)
        return known

    def _form(self, form: str) -> Piece | None:
        name = self._name_of_form(form)
        try:
            found: Piece = read(store.fetch(self.place, name) or b"")
        except _DAMAGE:
            store.drop(self.place, name)
            return None
        return found

    def _name_of_form(self, form: str) -> str:
        return hashlib.sha256(f"{self.edition} {form}".encode()).hexdigest()


def shelf_of(edition: Edition) -> Shelf | None:
    """The kept cards of an edition; None on a machine that says no home."""
    place = store.folder("cards")
    if place is None:
        return None
    paths = {font.path for styles in edition.theme.styles.values() for style in styles.values() for font in style.fonts}
    own = plain.fonts() if edition.draft else ()
    fonts = [*map(open_font, sorted(paths)), *own]
    keys = CardKeys.of(edition, "\n".join((maker(ROOMS, LIBRARIES), *(font.digest for font in own))))
    bundles = {name: held for held in bundle.all_of(place, keys.edition[:32]) for name in bundle.names(place, held)}
    return Shelf(place, keys, {name_of(font): font.path for font in fonts}, bundles)


def _photos(card: EditionCard) -> Mapping[str, Photograph]:
    return {name_of_photo(card.picture): card.picture} if isinstance(card.picture, Photograph) else {}
