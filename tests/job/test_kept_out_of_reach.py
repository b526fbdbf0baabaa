"""A cache folder that cannot be used, or holds something damaged, costs time and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cardkit import deck as decks
from cardkit.edition.model import Choice, EditionCard
from cardkit.job import hands
from cardkit.job.render import Order, render
from cardkit.writers.piece import Stock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "welcome"
    shutil.copytree(ROOT / "cards" / "welcome", folder, ignore=shutil.ignore_patterns("build", "schema"))
    for path in (folder / "cards").glob("*.yaml"):
        if path.stem not in ("en", "zh-hans"):
            path.unlink()
    return folder


def made(folder: Path, output: Path) -> bytes:
    deck, problems = decks.load(folder)
    assert deck is not None
    outcome = render(Order(deck, (Choice("own"),), output, proving=False, sheets=False), found=problems)
    return outcome.files[0].read_bytes()


def test_a_folder_that_cannot_be_asked_is_no_fault(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(deck, tmp_path / "a")
    # Longer than any system takes: like a folder of somebody else's, it fails even when it is asked what is there.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ("n" * 300)))
    assert made(deck, tmp_path / "b") == first


@pytest.mark.parametrize("body", [b"", b"cardkit"])
def test_a_damaged_drawing_is_mended_by_the_run_that_meets_it(
    body: bytes, deck: Path, tmp_path: Path, homes: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = homes("home") / "cards"
    first = made(deck, tmp_path / "a")
    for path in place.iterdir():
        if "-" not in path.name:  # What cards share; a bundle has a dash.
            path.write_bytes(body)
    drawn: list[str] = []
    real = hands._Hand._draw

    def draw(hand: hands._Hand, card: EditionCard, came: Stock) -> bytes:
        drawn.append(card.card.id)
        return real(hand, card, came)

    monkeypatch.setattr(hands._Hand, "_draw", draw)
    assert made(deck, tmp_path / "b") == first
    assert drawn
    drawn.clear()
    assert made(deck, tmp_path / "c") == first
    assert not drawn, "the second run still draws what the first has drawn"
