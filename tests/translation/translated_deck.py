"""A deck to translate: three languages, and one card in every style that people write."""

from __future__ import annotations

from collections.abc import Callable

from cardkit.deck import Deck

DECK = """\
deck: small
title: {en: A Small Deck, fr: Un petit jeu}
languages: [en, fr, zh-Hans]
editions:
  en: {languages: [en]}
theme: long-horizon
format: pocket-70x120
sections:
  - {id: places, title: {en: Places}}
words:
  scan: {en: Scan me}
links: {base: "https://cards.museum.org", hosts: [cards.museum.org]}
"""

CARD = """\
# A card about a city.
kind: place
id: hohhot
number: 1
section: places
title: {en: Hohhot, fr: "Hohhot"}   # the name
body:
  en: |
    The blue city.
    Under the mountains.
  # still to come: zh-Hans
brief: {en: The blue city.}
facts:
  - label: {en: Founded, fr: Fondée}
    value: 1580   # by Altan Khan
    source: {title: a book}
  - label:
      en: Name
    value: {en: blue city, zh-Hans: 青城}
    source: {title: a book}
image: {file: images/scene.svg, credit: A. Painter}
"""

Load = Callable[..., Deck]
