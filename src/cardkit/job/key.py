"""Stand for all that decides how the cards of an edition look: a digest of what they share, and one of each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cardkit.edition.model import Edition, EditionCard
from cardkit.edition.slot import Layout
from cardkit.job.description import described
from cardkit.picture.photograph import Photograph

#: The rooms whose code decides what a card says and looks like, and the words that it breaks Chinese by.
ROOMS = (
    *("source", "deck", "edition", "typesetting", "codes", "picture", "press", "layout", "writers", "machine", "job"),
    "data/words",
)
#: pyphen may not be there, and words are hyphenated as soon as it is.
LIBRARIES = ("pyyaml", "uharfbuzz", "icu4py", "pyphen", "qrcode", "reportlab", "pillow")


@dataclass(frozen=True, slots=True)
class CardKeys:
    """What decides the cards of an edition: ``edition`` is the digest of all that they share, ``layouts`` those of their layouts."""

    edition: str
    layouts: Mapping[int, str]

    @classmethod
    def of(cls, edition: Edition, made_by: str) -> CardKeys:
        """Those of an edition that such a maker draws."""
        shared = replace(edition, cards=(), deck=replace(edition.deck, cards=()))
        layouts: dict[int, Layout] = {id(card.layout): card.layout for card in edition.cards}
        named = {key: hashlib.sha256(described(layout).encode()).hexdigest() for key, layout in layouts.items()}
        return cls(hashlib.sha256(f"{made_by}\n{described(shared)}".encode()).hexdigest(), named)

    def key(self, card: EditionCard) -> bytes:
        """The digest of all that decides a card; empty where nobody can tell whether it says what it said."""
        if not card.card.digest:
            return b""
        picture = card.picture
        if isinstance(picture, Photograph):
            shown: object = (picture.digest, picture.width, picture.height, picture.mode)
        else:
            shown = picture and picture.digest
        parts = (card.card.digest, card.card.id, card.languages, card.count, card.link, shown)
        numbered = described(card.numbering) if card.numbering else ""
        whole = "\n".join((self.edition, self.layouts[id(card.layout)], repr(parts), numbered))
        return hashlib.sha256(whole.encode()).digest()
