"""A small deck to change: two languages, one place; and what came of laying it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic
from cardkit.edition import Edition
from cardkit.layout.drawing import Face, Glyphs

DECK = """\
deck: small
title: {en: A Small Deck, zh-Hans: 小卡}
languages: [en, zh-Hans]
editions:
  en: {languages: [en]}
  zh-Hans: {languages: [zh-Hans]}
theme: long-horizon
format: pocket-70x120
sections: [{id: places, title: {en: Places, zh-Hans: 地方}}]
links: {base: "https://cards.museum.org", hosts: [cards.museum.org]}
"""

CARD = """\
kind: place
id: hohhot
number: 1
section: places
title: {en: Hohhot, zh-Hans: 呼和浩特}
body: {en: The blue city under the Daqing range., zh-Hans: 大青山下的青城。}
facts:
  - {label: {en: Name, zh-Hans: 名字}, value: {en: blue city, zh-Hans: 青色的城}, source: {title: a book}}
image: {file: images/scene.svg}
"""

SCENE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 76 90">
<rect class="sky-2" x="-3" y="-3" width="76" height="90"/>
<circle class="sand-2" cx="35" cy="40" r="14"/>
</svg>
"""


@dataclass(frozen=True)
class Made:
    """What came of a deck: its edition, faces and problems (the deck's own warnings left out)."""

    edition: Edition | None
    faces: tuple[Face, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    def lines(self, face: int) -> list[str]:
        return [item.text for item in self.faces[face].items if isinstance(item, Glyphs)]


Make = Callable[..., Made]
