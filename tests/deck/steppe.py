"""A small sound deck, to be spoilt in one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cardkit.deck import Deck, load
from cardkit.diagnostic import Diagnostic

DECK = """\
deck: steppe
title: {en: Steppe, zh-Hans: 草原}
issued: 2026-12-01
languages: [en, zh-Hans]
editions:
  en: {languages: [en]}
  zh-Hans: {languages: [zh-Hans]}
theme: long-horizon
format: pocket-70x120
sections:
  - {id: stories, title: {en: Stories, zh-Hans: 故事}}
  - {id: places, title: {en: Places, zh-Hans: 地方}}
words:
  scan: {en: Scan, zh-Hans: 扫码}
links:
  base: https://steppe.example.org
"""

FACT = "{label: {en: L}, value: v, source: {title: s}}"

HOHHOT = """\
kind: place
id: hohhot
number: 1
section: places
title: {en: Hohhot, zh-Hans: 呼和浩特}
image: {file: images/hohhot.svg}
"""

NAADAM = f"""\
kind: story
id: naadam
number: 1
section: stories
title: {{en: Naadam, zh-Hans: 那达慕}}
when: {FACT}
people: [{FACT}]
facts: [{FACT}, {FACT}]
"""

#: A file that cannot be read at all: UTF-16 to whoever believes its first character.
BROKEN = "\0k\0i\0n\0d"

SOUND = {"deck.yaml": DECK, "places/hohhot.yaml": HOHHOT, "naadam.yaml": NAADAM, "images/hohhot.svg": "<svg/>"}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def seen(problems: tuple[Diagnostic, ...]) -> list[str]:
    assert all(problem.hint for problem in problems)
    return [f"{problem.span} {problem.code}" for problem in problems]


def check(folder: Path, changes: Mapping[str, str], *expected: str) -> Deck | None:
    """Write the sound deck with some files changed; assert that it has just these problems."""
    deck, problems = load(write(folder, {**SOUND, **changes}), shown_as=".")
    assert seen(problems) == list(expected)
    return deck
