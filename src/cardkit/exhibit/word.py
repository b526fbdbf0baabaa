"""Say the pages' own words, such as "Next", in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cardkit.deck.definition import shipped_node
from cardkit.deck.value import LocalText
from cardkit.exhibit.said import Said, Tongue
from cardkit.source.node import Mapping as MappingNode
from cardkit.source.node import Scalar

#: What a deck writes before a word of these pages under `words:`, to say it its own way.
PREFIX = "exhibit-"


def word(name: str, tongue: Tongue, own: Mapping[str, LocalText]) -> Said | None:
    """A word of the pages: the deck's `exhibit-NAME`, else cardkit's; None where nobody has it."""
    deck = own.get(PREFIX + name)
    shipped = _words()
    for language in (*tongue.order, "en", *shipped):
        told = deck.get(language) if deck else None
        text = told.text if told else shipped.get(language, {}).get(name)
        if text:
            return Said(text, language, language != tongue.language)
    return None


def knows(name: str) -> bool:
    """Whether cardkit itself has such a word."""
    return name in _words()["en"]


def names() -> tuple[str, ...]:
    """All words of the pages."""
    return tuple(_words()["en"])


def endonym(language: str) -> str:
    """What a language calls itself; its tag where cardkit does not know."""
    known = _words()
    return known.get(language, known.get(language.partition("-")[0], {})).get("language", language)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    node = shipped_node("exhibit/words.yaml")
    if not isinstance(node, MappingNode):
        raise TypeError("cardkit's own words are faulty")
    return {
        language: {name: one.value.text for name, one in entry.value.entries.items() if isinstance(one.value, Scalar)}
        for language, entry in node.entries.items()
        if isinstance(entry.value, MappingNode)
    }
