"""Give every test what it may ask of the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from translated_deck import Load

    from cardkit.deck import Deck

# Properties hold on slow and busy machines too: nothing here is judged by the clock.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

#: The top of the checkout.
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests make apart from what their user has kept; programs that they start do the same."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Choose where things are kept between runs: each name is a place of its own, and the first is `warm`."""

    def choose(name: str) -> Path:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        return tmp_path / name / "cardkit"

    choose("warm")
    return choose


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Find an outside program by name: skip a user's test run without it, fail in CI, where all must be installed."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None and os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and in CI nothing may be skipped")
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load a deck of these files (``{path: text}``); deck.yaml and one card are there unless given."""
    from translated_deck import CARD, DECK

    from cardkit import deck as decks

    monkeypatch.chdir(tmp_path)

    def loaded(files: dict[str, str] | None = None) -> Deck:
        whole = {"deck.yaml": DECK, "hohhot.yaml": CARD, "images/scene.svg": "<svg/>", **(files or {})}
        for name, text in whole.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        deck, found = decks.load(tmp_path)
        assert deck is not None, found
        assert not [problem for problem in found if problem.is_error], found
        return deck

    return loaded
