"""Whatever byte of a deck is changed, a render with kept cards says and gives what one without any does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit import deck as decks
from cardkit.edition.model import Choice
from cardkit.job.render import Order, render

ROOT = Path(__file__).parents[2]

#: What a card may come to depend on.
_ENDINGS = (".yaml", ".svg", ".ttf")

_FIGURES = b"0123456789"

Said = tuple[list[str], dict[str, bytes]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck of three cards in three scripts, with a theme, a kind and fonts of its own."""
    folder = tmp_path_factory.mktemp("whole") / "deck"
    shutil.copytree(ROOT / "cards" / "welcome", folder, ignore=shutil.ignore_patterns("build", "schema"))
    kept = {"ar", "en", "zh-hans"}
    for path in (folder / "cards").glob("*.yaml"):
        if path.stem not in kept:
            path.unlink()
    shown = "".join(path.read_text(encoding="utf-8") for path in (folder / "cards").iterdir())
    for path in (folder / "images").iterdir():
        if path.name not in shown:
            path.unlink()
    for path in folder.glob("themes/*/layouts/*"):
        if "70x120" not in path.name:
            path.unlink()
    return folder


def outcome(folder: Path, output: Path, home: Path) -> Said:
    """All that a render without contact sheets says, and the bytes of what it wrote."""
    before = os.environ.get("XDG_CACHE_HOME", "")
    os.environ["XDG_CACHE_HOME"] = str(home)
    shutil.rmtree(output, ignore_errors=True)
    try:
        deck, problems = decks.load(folder, shown_as="deck")
        said = [repr(problem) for problem in problems]
        if deck is None or "own" not in deck.editions:
            return said, {}
        order = Order(deck, (Choice("own"),), output, proving=False, sheets=False)
        report = render(order, found=problems).report
    finally:
        os.environ["XDG_CACHE_HOME"] = before
    said += [repr(problem) for problem in report]
    return said, {path.name: path.read_bytes() for path in output.iterdir()} if output.exists() else {}


def judge(whole: Path, place: Path, data: st.DataObject) -> None:
    """Change one byte, perhaps to one that reads well; hold a warm render against a cold one."""
    deck, warm, cold = place / "deck", place / "warm", place / "cold"
    if not deck.exists():
        shutil.copytree(whole, deck)
        assert outcome(deck, place / "out", warm)[1], "the deck as it stands makes a file"
    ending = data.draw(st.sampled_from([".yaml", *_ENDINGS]), label="ending")
    path = data.draw(st.sampled_from(sorted(deck.rglob(f"*{ending}"))), label="file")
    before, seen = path.read_bytes(), path.stat()
    # Another figure mostly reads well; any other byte mostly does not.
    figures = [at for at, byte in enumerate(before) if byte in _FIGURES] if ending != ".ttf" else []
    reads_well = bool(figures) and data.draw(st.sampled_from([True, True, True, False]), label="reads well")
    at = data.draw(st.sampled_from(figures if reads_well else range(len(before))), label="at")
    letters = _FIGURES if reads_well else bytes(range(256))
    changed = bytearray(before)
    changed[at] = data.draw(st.sampled_from(letters), label="byte")
    shutil.rmtree(cold, ignore_errors=True)
    try:
        path.write_bytes(changed)
        # Neither its size nor its time tells that it was touched.
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        assert outcome(deck, place / "out", warm) == outcome(deck, place / "out", cold)
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))


@settings(max_examples=12)
@given(data=st.data())
def test_no_byte_of_a_deck_is_overlooked(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    judge(whole, tmp_path_factory.getbasetemp() / "any-change", data)


@pytest.mark.slow
@settings(max_examples=300)
@given(data=st.data())
def test_no_byte_of_a_deck_is_overlooked_however_often(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    judge(whole, tmp_path_factory.getbasetemp() / "any-change-slow", data)
