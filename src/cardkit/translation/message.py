"""Gather every text of a deck that may be translated, each under a name that stays the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cardkit.deck import Card, Deck, Items, LocalText, Record, Text, Value, shipped_shape
from cardkit.deck.field import EitherShape, Field, ListShape, MapShape, RecordShape, Shape, TextShape

#: The owner of the texts in deck.yaml.
DECK = "deck"


@dataclass(frozen=True, slots=True)
class Message:
    """One text of a card or of the deck, in all the languages that it has.

    ``owner`` is a card's id, or ``deck``; ``path`` leads to the field, with
    list items by their number from 0 or by their id. ``languages`` are those
    in which it is wanted, the deck's default first where it is among them.
    ``breaks`` tells whether the text may have several lines.
    """

    owner: str
    path: str
    text: LocalText
    field: Field
    languages: tuple[str, ...]
    default: str
    breaks: bool = False

    @property
    def context(self) -> str:
        """What a catalogue calls it (``hohhot/facts.0.label``)."""
        return f"{self.owner}/{self.path}"

    @property
    def card(self) -> str:
        """The owner as a person calls it."""
        return self.owner.removeprefix("card:")

    @property
    def source(self) -> Text | None:
        """The text in the deck's default language, which translations are made from."""
        return self.text.get(self.default)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The languages into which it is to be translated."""
        return tuple(language for language in self.languages if language != self.default)


def messages(deck: Deck) -> tuple[Message, ...]:
    """The deck's own texts, then those of its cards in deck order; within each as its file has them."""
    return (*_of_deck(deck), *(message for card in deck.cards for message in of_card(deck, card)))


def of_card(deck: Deck, card: Card) -> Iterator[Message]:
    """The texts of one card, in the order in which they are written."""
    # An id may be `deck`; the colon, which no id has, keeps such a card apart from the deck itself.
    owner = f"card:{card.id}" if card.id == DECK else card.id
    languages = tuple(one for one in deck.languages if not card.languages or one in card.languages)
    for path, text, shape, field in _texts(card.record, deck.kinds[card.kind].shape, Field(TextShape()), ()):
        yield Message(owner, path, text, field, languages, deck.languages[0], shape.breaks)


def digest(text: str) -> str:
    """A short mark of a text, by which it is known whether it has changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _of_deck(deck: Deck) -> Iterator[Message]:
    for path, text, shape, field in _texts(deck.record, shipped_shape(DECK), Field(TextShape()), ()):
        yield Message(DECK, path, text, field, deck.languages, deck.languages[0], shape.breaks)


_Found = tuple[str, LocalText, TextShape, Field]


def _texts(value: Value, shape: Shape, field: Field, path: tuple[str, ...]) -> Iterator[_Found]:
    """Every text per language within a value, with its path, its shape and the field that it stands in."""
    match value, shape:
        case LocalText(), TextShape():
            yield ".".join(path), value, shape, field
        case Record(), RecordShape():
            for name, inner in value.fields.items():
                known = shape.fields[name]
                yield from _texts(inner, known.shape, known, (*path, name))
        case Record(), MapShape():
            for name, inner in value.fields.items():
                yield from _texts(inner, shape.of, field, (*path, name))
        case Items(), ListShape():
            for number, inner in enumerate(value.items):
                own = inner.text("id") if isinstance(inner, Record) else None
                yield from _texts(inner, shape.of, field, (*path, own or str(number)))
        case _, EitherShape():
            form = next((form for form in shape.forms if _is_of(value, form)), None)
            if form is not None:
                yield from _texts(value, form, field, path)
        case _:
            return


def _is_of(value: Value, form: Shape) -> bool:
    """Whether a decoded value has the form: of several records, the one that knows all its names."""
    match value, form:
        case LocalText(), TextShape():
            return form.local != "never"
        case Record(), RecordShape():
            return value.fields.keys() <= form.fields.keys()
        case (Record(), MapShape()) | (Items(), ListShape()):
            return True
        case _, EitherShape():
            return any(_is_of(value, inner) for inner in form.forms)
        case _:
            return False
