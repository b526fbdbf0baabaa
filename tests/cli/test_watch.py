"""Watching renders again on every change, and survives what editors do to files."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.cli.talk import Talk
from cardkit.cli.watch import changed_cards, concerns, once


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("deck.yaml", True),
        ("places/a.yaml", True),
        ("themes/own/theme.yaml", True),
        ("images/a.svg", True),
        ("building/a.yaml", True),
        ("build/x.pdf", False),
        ("out/x.pdf", False),
        ("schema/card.schema.json", False),
        (".git/index", False),
        ("places/.a.yaml.swp", False),
        ("places/a.yaml~", False),
        ("places/a.tmp", False),
    ],
)
def test_only_sources_concern_it(tmp_path: Path, path: str, *, counts: bool) -> None:
    assert concerns(tmp_path / path, tmp_path, tmp_path / "out") is counts


def test_what_makes_cards_alone_renders_them_alone(tmp_path: Path) -> None:
    folder = tmp_path / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    deck, _ = decks.load(folder)
    assert deck
    assert changed_cards(deck, [folder / "places/river-mill.yaml"]) == ("river-mill",)
    both = [folder / "stories/lantern-night.yaml", folder / "images/river-mill.svg"]
    assert changed_cards(deck, both) == ("river-mill", "lantern-night")
    for other in ("deck.yaml", "places/new.yaml", "places", "themes/own/theme.yaml"):
        assert changed_cards(deck, [folder / other, both[0]]) == ()
    (folder / "places/river-mill.yaml").unlink()
    assert changed_cards(deck, [folder / "places/river-mill.yaml"]) == ()


def test_a_changed_card_is_told_of_itself_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is open in the deck as a whole would else be said at every save; the whole deck, which follows, says it."""
    folder = tmp_path / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    card = folder / "places/river-mill.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace('"1742"', '"1742-1750"'), encoding="utf-8")
    capsys.readouterr()

    def told(*changed: Path) -> list[str]:
        once(folder, Talk(), changed, edition=["en"], only=None, format=None, press=None, output=tmp_path / "out")
        return re.findall(r"(?:error|warning)\[([\w-]+)\]", capsys.readouterr().out)

    assert told(card) == ["hyphen-in-range"]
    assert told(folder / "deck.yaml") == ["review-open", "placeholder-host", "hyphen-in-range"]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str], bool], subprocess.Popen[bytes]]]:
    folder = tmp_path / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "cardkit", "watch", "my-deck", "--edition", "en"],
            cwd=tmp_path,
            stdout=out,
            stderr=out,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            # A shell that begins the tests in the background has taken Ctrl-C away from all that they begin.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def says(words: str) -> bool:
        """Wait until the log holds these words, parted by " … "; what came before them is forgotten."""
        for _ in range(1200):
            text = log.read_text(encoding="utf-8")
            if all(part in text for part in words.split(" … ")):
                with log.open("r+b") as file:
                    file.truncate(0)
                return True
            time.sleep(0.05)
        return False

    try:
        yield folder, says, process
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_every_change_is_answered(
    watching: tuple[Path, Callable[[str], bool], subprocess.Popen[bytes]],
) -> None:
    folder, says, process = watching
    assert says("Watching my-deck")
    card = folder / "places/river-mill.yaml"
    whole = card.read_text(encoding="utf-8")
    card.write_text(whole.replace("Mill", "Mills", 1), encoding="utf-8")
    assert says("rendered 1 file of river-mill, ")
    assert says("Rendered 1 file, 6 faces, 3 codes proved")
    # An editor that writes beside and renames.
    (folder / "places/river-mill.yaml.new~").write_text(whole, encoding="utf-8")
    (folder / "places/river-mill.yaml.new~").replace(card)
    assert says("rendered 1 file of river-mill, ")
    card.write_text(whole.replace("tagline:", "taglien:"), encoding="utf-8")
    # To the last line of a run, so that it is not taken for the one of the next.
    assert says("unknown-field … nothing written")
    card.write_text(whole[:200], encoding="utf-8")
    assert says("nothing written")
    card.unlink()
    assert says("rendered 1 file")
    card.write_text(whole, encoding="utf-8")
    assert says("rendered 1 file")
    (folder / "deck.yaml").rename(folder / "deck.bak")
    assert says("missing-deck")
    (folder / "deck.bak").rename(folder / "deck.yaml")
    assert says("rendered 1 file")
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    log = (folder.parent / "log").read_text(encoding="utf-8")
    assert log.endswith("Stopped.\n")
    assert "KeyboardInterrupt" not in log
