"""Lay out a small deck that a test changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_deck import CARD, DECK, SCENE, Made, Make

from cardkit import deck, edition, layout
from cardkit.edition import Choice


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Lay out a deck of these files (``{path: text}``); deck.yaml and one card are there unless given."""

    def made(files: dict[str, str] | None = None, language: str = "en", *, draft: bool = False) -> Made:
        for name, text in {"deck.yaml": DECK, "hohhot.yaml": CARD, "images/scene.svg": SCENE, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded, found = deck.load(tmp_path)
        assert loaded is not None, found
        assert not [p for p in found if p.is_error], found
        chosen, problems = edition.resolve(loaded, Choice(edition=language, draft=draft))
        if chosen is None:
            return Made(None, (), problems)
        faces, more = layout.lay_out(chosen)
        return Made(chosen, faces, (*problems, *more))

    return made
