"""Find what a slot shows: the card's words by the names that a layout uses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cardkit.deck.shape import suggestion
from cardkit.deck.value import Items, LocalText, Number, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Related, Span, error
from cardkit.edition.model import Edition, EditionCard
from cardkit.edition.slot import Shows
from cardkit.picture.scene import Scene


class Shown(NamedTuple):
    """A text for a slot: which name gave it, in which language, and where it stands."""

    name: str
    language: str
    text: str
    span: Span


#: Names that are no field of a card: what cardkit knows about it.
COMPUTED = ("kind-word", "number", "count", "address", "picture-word")


def find(edition: Edition, card: EditionCard, shows: Shows, language: str) -> Shown | Diagnostic | None:
    """The first of the names that the card can fill, in this language.

    None where the card has none of them; a problem (missing-translation,
    missing-word) where it has the text in other languages only.
    """
    for name in shows.names:
        value, owner = _value(edition, card, name)
        if value is None:
            if name == "kind-word":
                return _no_kind_word(edition, card)
            continue
        text = _text(value, language)
        if text is not None:
            return Shown(name, language, text.text.rstrip("\n"), text.span)
        if isinstance(value, LocalText):
            return _missing(edition, card, owner, value, language, shows)
    return None


def _no_kind_word(edition: Edition, card: EditionCard) -> Diagnostic:
    kind = card.card.kind
    message = f"no word says what kind `{kind}` is called, and the card prints it"
    languages = ", ".join(f"{language}: …" for language in edition.deck.languages)
    hint = f"Add `{kind}: {{{languages}}}` under `words:` in deck.yaml."
    return error("missing-word", message, edition.deck.record.span_of("words"), hint=hint)


def unknown_names(edition: Edition, shows: Iterable[Shows]) -> tuple[Diagnostic, ...]:
    """Names in the layout that no card of the deck could ever fill: unknown-content."""
    fields = {name for kind in edition.deck.kinds.values() for name in _field_names(kind.shape)}
    known = {*fields, *COMPUTED, "deck.title", *(f"words.{word}" for word in edition.words)}
    problems = []
    for one in shows:
        for name in one.names:
            if name not in known and not (name.startswith("words.") and len(one.names) > 1):
                near = suggestion(name, known)
                hint = f"Did you mean `{near}`?" if near else "Name a field of the deck's kinds, such as `title`."
                problems.append(error("unknown-content", f"`{name}` is nothing that a card has", one.span, hint=hint))
    return tuple(dict.fromkeys(problems))


def _field_names(shape: object, prefix: str = "") -> Iterable[str]:
    for name, field in getattr(shape, "fields", {}).items():
        yield prefix + name
        yield from _field_names(field.shape, f"{prefix}{name}.")


def _value(edition: Edition, card: EditionCard, name: str) -> tuple[Value | None, str]:
    """The value behind a name, and the name that a message gives it."""
    first, rest, steps = _steps(name)
    if steps:
        value: Value | None = card.card.record
        for step in steps:
            value = value.fields.get(step) if isinstance(value, Record) else None
        return value, name
    if name == "kind-word":
        return edition.words.get(card.card.kind), f"words.{card.card.kind}"
    if name == "number":
        return card.card.record.get("number"), name
    if name == "count":
        return Number(card.count, str(card.count), card.card.span), name
    if name == "address":
        # It is mended where every card's is: at the base that all of them share.
        at = edition.deck.links.base.span if edition.deck.links else card.card.span
        return (Text(card.link.address, at) if card.link else None), name
    if name == "picture-word":
        image = card.card.record.record("image")
        if card.picture is None or image is None or image.get("credit") is None:
            return None, name
        word = "art" if isinstance(card.picture, Scene) else "photo"
        return edition.words.get(word), f"words.{word}"
    if first == "words":
        return edition.words.get(rest), name
    return edition.deck.record.get(rest), name


@cache
def _steps(name: str) -> tuple[str, str, tuple[str, ...]]:
    """A name's first word and the rest, and the way into a card's record where it leads there."""
    first, _, rest = name.partition(".")
    computed = name in COMPUTED or first in ("words", "deck")
    return first, rest, () if computed else tuple(name.split("."))


def _text(value: Value, language: str) -> Text | None:
    match value:
        case LocalText():
            return value.plain or value.texts.get(language)
        case Text():
            return value
        case Number():
            return Text(value.text, value.span)
        case Items() | Record():
            return None


def _missing(
    edition: Edition, card: EditionCard, name: str, value: LocalText, language: str, shows: Shows
) -> Diagnostic:
    have = ", ".join(value.texts)
    if name.startswith(("words.", "deck.")):
        message = f"`{name}` has no {language}, which the edition `{edition.id}` prints (it has {have})"
        word = name.removeprefix("words.")
        if word not in edition.deck.words and name.startswith("words."):
            # The theme's own file is not the place where a deck's keeper mends it.
            hint = f"Add `{word}: {{{language}: …}}` under `words:` in deck.yaml."
            return error("missing-translation", message, edition.deck.record.span_of("words"), hint=hint)
        span = value.span
    else:
        message = (
            f"`{name}` of `{card.card.id}` has no {language}, which the edition `{edition.id}` prints (it has {have})"
        )
        span = value.span
    hint = f"Add `{language}:` to `{name.rsplit('.', 1)[-1]}`."
    kin = next((tag for tag in value.texts if tag.partition("-")[0] == language.partition("-")[0]), None)
    if kin is not None and kin not in edition.deck.languages:
        hint = f"Write `{language}:` in the place of `{kin}:`, or name `{kin}` in deck.yaml."
    return error(
        "missing-translation", message, span, hint=hint, related=[Related("the layout shows it here", shows.span)]
    )
