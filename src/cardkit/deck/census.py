"""Judge a card by what its deck says, and the cards of a deck together: what must be there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from cardkit.deck.kind import rows
from cardkit.deck.markup import instead, markup
from cardkit.deck.model import Card, Deck, Kind
from cardkit.deck.placeholder import is_to_write
from cardkit.deck.plan import undeclared
from cardkit.deck.scalar import shortened
from cardkit.deck.shape import suggestion
from cardkit.deck.value import Items, LocalText, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Related, Span, error, warning


def among_themselves(cards: Sequence[Card]) -> Iterator[Diagnostic]:
    """What can be judged without deck.yaml.

    Problems: duplicate-id, duplicate-number, was-taken.
    """
    same_id = list(_twins(cards, lambda card: card.id))
    for card, first in same_id:
        hint = "Give each card an id of its own."
        related = Related("first given here", first.record.span_of("id"))
        message = f"the id `{card.id}` is given twice"
        yield error("duplicate-id", message, card.record.span_of("id"), hint=hint, related=[related])
    # A card copied and not yet changed repeats its number too; that is still one mistake.
    copied = {id(card) for card, _ in same_id}
    numbered = [card for card in cards if card.number and id(card) not in copied]
    used = {(card.kind, card.number) for card in numbered}
    for card, first in _twins(numbered, lambda card: (card.kind, card.number)):
        free = next(number for number in range(1, len(used) + 2) if (card.kind, number) not in used)
        used.add((card.kind, free))
        related = Related("first given here", first.record.span_of("number"))
        message = f"number {card.number} is given twice among the cards of kind `{card.kind}`"
        place = card.record.span_of("number")
        yield error("duplicate-number", message, place, hint=f"Number {free} is free.", related=[related])
    if any(card.was for card in cards):
        yield from _renamed(cards)


def of_card(card: Card, kind: Kind, deck: Deck | None, *, in_doubt: Collection[str] = ()) -> Iterator[Diagnostic]:
    """What a card lacks, and what deck.yaml says of it.

    Where a mistake stands in its `languages` or `sections`, no card is blamed for having another one.
    Problems: fact-without-source, text-to-write, markup-in-text, unknown-section, undeclared-language, card-in-no-edition.
    """
    yield from _unsourced(card, kind)
    texts = [text for local in _local_texts(card.record) for text in (local.plain, *local.texts.values()) if text]
    yield from _unwritten(texts)
    yield from _marked_up(texts)
    if deck is None:
        return
    sections = [] if "sections" in in_doubt else [section.id for section in deck.sections]
    section = card.record.get("section")
    if isinstance(section, Text) and sections and section.text not in sections:
        near = suggestion(section.text, sections)
        hint = f"Did you mean `{near}`?" if near else f"Known: {', '.join(f'`{name}`' for name in sections)}."
        message = f"there is no section `{shortened(section.text)}` in deck.yaml"
        yield error("unknown-section", message, section.span, hint=hint)
    if "languages" not in in_doubt:
        for language in card.record.items("languages"):
            if isinstance(language, Text) and language.text not in deck.languages:
                yield undeclared(language, deck.languages)
        yield from _unprinted(card, deck)
        yield from _unasked(card.record, deck)


def within(deck: Deck, cards: Sequence[Card], *, in_doubt: Collection[str] = ()) -> Iterator[Diagnostic]:
    """What deck.yaml says of the deck as a whole. Problems: undeclared-language, review-open."""
    if "languages" not in in_doubt:
        yield from _unasked(deck.record, deck)
    yield from _awaiting(deck, cards)


def _twins(cards: Iterable[Card], key: Callable[[Card], object]) -> Iterator[tuple[Card, Card]]:
    """Each card that repeats another's key, with the first that had it."""
    first: dict[object, Card] = {}
    for card in cards:
        earlier = first.setdefault(key(card), card)
        if earlier is not card:
            yield card, earlier


def _renamed(cards: Sequence[Card]) -> Iterator[Diagnostic]:
    """An earlier id belongs to one card, and to none that exists under it."""
    taken: dict[str, tuple[Card, Span]] = {card.id: (card, card.record.span_of("id")) for card in reversed(cards)}
    for card in cards:
        for old in card.record.items("was"):
            if not isinstance(old, Text):
                continue
            owner, place = taken.setdefault(old.text, (card, old.span))
            if owner is card and place != old.span:
                message = f"`{old.text}` is the card's own id or stands in `was` twice"
                yield error("was-taken", message, old.span, hint="Delete it here.")
            elif owner is not card:
                message = f"`{old.text}` belongs to the card `{owner.id}`, so it is no earlier id of `{card.id}`"
                hint = "Delete it from one of the two: a printed code leads to one card."
                related = Related("it stands here", place)
                yield error("was-taken", message, old.span, hint=hint, related=[related])


def _unsourced(card: Card, kind: Kind) -> Iterator[Diagnostic]:
    for row in rows(card, kind):
        if "source" not in row.keys:
            label = row.local("label")
            shown = (label.plain or next(iter(label.texts.values()), None)) if label else None
            named = f"`{shortened(shown.text)}`" if shown else "a fact"
            hint = "Add `source: {title: …, url: …}`, so that readers can look it up."
            yield warning("fact-without-source", f"{named} does not say where it comes from", row.span, hint=hint)


def _unwritten(texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """The words of a new card that nobody has replaced, once a card."""
    left = [text for text in texts if is_to_write(text.text)]
    if left:
        hint = "Write the text, or delete the field if the card can do without it."
        yield warning("text-to-write", f"this still says `{left[0]}`{_too(left)}", left[0].span, hint=hint)


def _marked_up(texts: Sequence[Text]) -> Iterator[Diagnostic]:
    """Markup in the texts of a card, once a card."""
    found = [(text, match) for text in texts if (match := markup(text.text))]
    if found:
        text, match = found[0]
        place = text.span.within(text.text, match.start(), len(match.group()))
        message = f"`{shortened(match.group())}` is printed as it stands{_too(found)}"
        yield warning("markup-in-text", message, place, hint=instead(match.group()))


def _too(found: Sequence[object]) -> str:
    """What follows where the first of some texts is told, and there are more."""
    others = len(found) - 1
    if not others:
        return ""
    return f" (and {others} more texts of this card)" if others > 1 else " (and another text of this card)"


def _unprinted(card: Card, deck: Deck) -> Iterator[Diagnostic]:
    """A card that keeps to languages of the deck that none of its editions prints."""
    written = deck.record.record("editions")
    if written is None or len(written.keys) != len(deck.editions):
        return  # An edition that is faulty may be the one that prints it.
    printed = {language for edition in deck.editions.values() for language in edition.languages}
    if card.languages and set(card.languages) <= set(deck.languages) - printed:
        named = ", ".join(f"`{language}`" for language in card.languages)
        message = f"the card `{card.id}` keeps to {named}, which no edition prints, so it is left out of all"
        hint = "Give deck.yaml an edition in that language, or the card one that is printed."
        yield warning("card-in-no-edition", message, card.record.span_of("languages"), hint=hint)


def _unasked(record: Record, deck: Deck) -> Iterator[Diagnostic]:
    """Text in languages that the deck does not name, each language once a card."""
    found: dict[str, list[Text]] = {}
    for local in _local_texts(record):
        for language, text in local.texts.items():
            if language not in deck.languages:
                found.setdefault(language, []).append(text)
    for language, texts in found.items():
        more = f", nor in {len(texts) - 1} more texts of this file" if len(texts) > 2 else ""
        near = suggestion(language, deck.languages)
        hint = f"Did you mean `{near}`? " if near else ""
        message = f"`{language}` is not among the deck's languages, so this text is shown nowhere{more}"
        hint += "Add it to `languages` in deck.yaml, or delete it."
        yield warning("undeclared-language", message, texts[0].span, hint=hint)


def _local_texts(value: Value) -> Iterator[LocalText]:
    if isinstance(value, LocalText):
        yield value
    elif isinstance(value, Record):
        for inner in value.fields.values():
            if not isinstance(inner, Text):
                yield from _local_texts(inner)
    elif isinstance(value, Items):
        for inner in value.items:
            yield from _local_texts(inner)


def _awaiting(deck: Deck, cards: Sequence[Card]) -> Iterator[Diagnostic]:
    """One warning for the whole deck: how many cards still want a reader, in which languages."""
    open_in: Counter[str] = Counter()
    waiting = 0
    for card in cards:
        waiting += bool(card.awaits)
        named = card.languages or deck.languages
        open_in.update(named if None in card.awaits else [language for language in card.awaits if language])
    if waiting:
        counted = ", ".join(f"{language} {open_in[language]}" for language in sorted(open_in, key=_order(deck)))
        verb = "card awaits" if waiting == 1 else "cards await"
        message = f"{waiting} {verb} review ({counted})"
        hint = "Let a native reader read them, then write `review: {state: approved, by: NAME, on: DATE}`."
        yield warning("review-open", message, deck.record.span_of("languages"), hint=hint)


def _order(deck: Deck) -> Callable[[str], tuple[int, str]]:
    return lambda tag: (deck.languages.index(tag) if tag in deck.languages else len(deck.languages), tag)
