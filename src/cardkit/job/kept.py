"""Keep drawn cards between runs, each under a name made of everything that decides it.

A card that says the same, in an edition that says the same, with the same
fonts, drawn by the same code, is the same card. Only cards without problems are
kept: what is wrong is found anew each time.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cardkit.edition.model import Edition, EditionCard
from cardkit.edition.slot import Layout
from cardkit.job.drawn import DrawnCard
from cardkit.machine import store
from cardkit.machine.maker import maker
from cardkit.picture.photograph import Photograph
from cardkit.typesetting.font import open_font
from cardkit.writers.piece import Stock

#: Ten thousand cards take about as much.
_MOST_BYTES = 300_000_000

#: The rooms whose code decides what a card says and looks like, and the words that it breaks Chinese by.
_ROOMS = (
    *("source", "deck", "edition", "typesetting", "codes", "picture", "press", "layout", "writers", "job"),
    "data/words",
)
#: pyphen may not be there, and words are hyphenated as soon as it is.
_LIBRARIES = ("pyyaml", "uharfbuzz", "icu4py", "pyphen", "qrcode", "reportlab", "pillow")

#: What a kept card is made of; nothing else is read back.
_KINDS = frozenset(
    {
        ("cardkit.codes.logo", "Bare"),
        ("cardkit.diagnostic", "Span"),
        ("cardkit.geometry", "Rect"),
        ("cardkit.geometry", "Size"),
        ("cardkit.ink", "Cmyk"),
        ("cardkit.ink", "Spot"),
        ("cardkit.job.drawn", "DrawnCard"),
        ("cardkit.layout.drawing", "Face"),
        ("cardkit.layout.drawing", "Modules"),
        ("cardkit.picture.photograph", "Photograph"),
        ("cardkit.writers.piece", "Page"),
        ("cardkit.writers.piece", "Piece"),
        ("cardkit.writers.piece", "Stock"),
        ("pathlib", "PosixPath"),
        ("pathlib", "WindowsPath"),
    }
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The drawn cards of an edition that are kept; ``edition`` is the digest of all that its cards share."""

    place: Path
    edition: str
    layouts: Mapping[int, str]
    fresh: dict[str, bytes] = field(default_factory=dict)

    def has(self, card: EditionCard) -> bool:
        """Whether something stands under the card's name."""
        name = self._name(card)
        return name is not None and (self.place / name).is_file()

    def fetch(self, card: EditionCard, stock: Stock) -> DrawnCard | None:
        """A card as it was drawn before; None where it was not, or otherwise. What its pages take comes into the stock."""
        name = self._name(card)
        known = store.fetch(self.place, name) if name else None
        if known is None:
            return None
        try:
            drawn, beside, forms = _read(known)
            for form in forms:
                if form not in stock.forms:
                    beside.forms[form] = _read(store.fetch(self.place, self._name_of_form(form)) or b"")
        except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
            return None
        stock.take(beside)
        found: DrawnCard = drawn
        return found

    def put(self, card: EditionCard, drawn: DrawnCard, stock: Stock) -> None:
        """Keep a card, as soon as this shelf is closed."""
        name = self._name(card)
        if name and not drawn.problems:
            beside = stock.of(drawn.pages)
            # Most cards take the same few forms: each is kept once.
            for form, piece in beside.forms.items():
                own = self._name_of_form(form)
                if own not in self.fresh and not (self.place / own).is_file():
                    self.fresh[own] = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
            kept = (drawn, replace(beside, forms={}), tuple(beside.forms))
            self.fresh[name] = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)

    def close(self) -> None:
        store.keep_all(self.place, self.fresh, most=_MOST_BYTES)
        self.fresh.clear()

    def _name_of_form(self, form: str) -> str:
        return hashlib.sha256(f"{self.edition} {form}".encode()).hexdigest()

    def _name(self, card: EditionCard) -> str | None:
        if not card.card.digest:
            return None  # Nobody can tell whether it says what it said.
        picture = card.picture
        parts = (
            *(self.edition, card.card.digest, card.card.id, card.card.span, card.languages, card.count),
            *(self.layouts[id(card.layout)], card.link, card.numbering),
            picture if isinstance(picture, Photograph) else picture and picture.digest,
        )
        return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def shelf_of(edition: Edition) -> Shelf | None:
    """The kept cards of an edition; None on a machine that says no home."""
    place = store.folder("cards")
    if place is None:
        return None
    shared = replace(edition, cards=(), deck=replace(edition.deck, cards=()))
    fonts = {font.path for styles in edition.theme.styles.values() for style in styles.values() for font in style.fonts}
    digests = [open_font(path).digest for path in sorted(fonts)]
    whole = "\n".join((maker(_ROOMS, _LIBRARIES), repr(shared), *digests))
    layouts: dict[int, Layout] = {id(card.layout): card.layout for card in edition.cards}
    named = {key: hashlib.sha256(repr(layout).encode()).hexdigest() for key, layout in layouts.items()}
    return Shelf(place, hashlib.sha256(whole.encode()).hexdigest(), named)


def _read(packed: bytes) -> Any:
    return _Reader(io.BytesIO(packed)).load()


class _Reader(pickle.Unpickler):
    """Reads what a kept card is made of, and nothing that would run."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in _KINDS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        found: type = super().find_class(module, name)
        return found
