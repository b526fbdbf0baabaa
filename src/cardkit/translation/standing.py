"""Say how far the translations of a deck have come: complete, missing, stale, too long, not translated at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic, Related, warning
from cardkit.translation.limit import limit
from cardkit.translation.lock import Lock
from cardkit.translation.message import Message


@dataclass(frozen=True, slots=True)
class Standing:
    """One card (or the deck itself) in one language: how many texts it has, and those that need a hand."""

    owner: str
    language: str
    texts: int
    missing: tuple[Message, ...] = ()
    stale: tuple[Message, ...] = ()
    over_long: tuple[Message, ...] = ()
    untranslated: tuple[Message, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not (self.missing or self.stale or self.over_long or self.untranslated)


def standings(deck: Deck, known: Iterable[Message], lock: Lock) -> tuple[Standing, ...]:
    """Each owner in each language that it is wanted in, in the deck's order."""
    owners: dict[str, list[Message]] = {}
    for message in known:
        owners.setdefault(message.owner, []).append(message)
    return tuple(
        _standing(owner, language, [message for message in own if language in message.languages], lock)
        for owner, own in owners.items()
        for language in deck.languages
        if any(language in message.languages for message in own)
    )


def stale(known: Iterable[Message], lock: Lock, languages: Collection[str]) -> Iterator[Diagnostic]:
    """Each translation that is older than its source, at its own place. Reports stale-translation."""
    for message in known:
        for language in message.wanted:
            if language in languages and lock.is_stale(message, language) and message.source:
                yield warning(
                    "stale-translation",
                    f"`{message.path}` of `{message.card}` in {language} was made from an earlier {message.default} text",
                    message.text.texts[language].span,
                    hint=f"Bring it up to date, then say so with `cardkit i18n accept {message.owner}`.",
                    related=[Related(f"the {message.default} text has changed since", message.source.span)],
                )


def is_over_long(message: Message, language: str, text: str) -> bool:
    """Whether a text is longer than its field has room for in this language."""
    most = limit(message.field.limit, language)
    return most is not None and len(text) > most


def _standing(owner: str, language: str, own: list[Message], lock: Lock) -> Standing:
    present = [(message, text.text) for message in own if (text := message.text.get(language))]
    return Standing(
        owner=owner,
        language=language,
        texts=len(own),
        missing=tuple(message for message in own if message.text.get(language) is None),
        stale=tuple(message for message in own if lock.is_stale(message, language)),
        over_long=tuple(message for message, text in present if is_over_long(message, language, text)),
        untranslated=tuple(message for message, _ in present if _is_untranslated(message, language)),
    )


def _is_untranslated(message: Message, language: str) -> bool:
    """Whether words of the default language stand where a translation should; numbers are the same in many."""
    text, original = message.text.texts.get(language), message.text.texts.get(message.default)
    if language == message.default or text is None or original is None:
        return False
    return text.text == original.text and any(character.isalpha() for character in text.text)
