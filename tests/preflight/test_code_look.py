"""Codes in colours, with round modules and with a logo: judged at the layout's line, and proved like any other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.diagnostic import Report
from cardkit.edition.model import Choice
from cardkit.job.judgement import judge
from cardkit.job.render import Order, render
from cardkit.preflight.code import Depth

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">'
    '<circle class="fire-4" cx="10" cy="10" r="9"/><circle class="sand-2" cx="10" cy="10" r="5"/></svg>'
)
LAYOUT = "themes/own/layouts/pocket-70x120.yaml"


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("look") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    theme = folder / "themes" / "own"
    (theme / "layouts").mkdir(parents=True)
    (theme / "theme.yaml").write_text("theme: own\nextends: long-horizon\n", encoding="utf-8")
    (theme / "logo.svg").write_text(LOGO, encoding="utf-8")
    (theme / "broken.svg").write_text("<svg", encoding="utf-8")
    (theme / "folder").mkdir()
    text = (folder / "deck.yaml").read_text(encoding="utf-8").replace("long-horizon", "own")
    (folder / "deck.yaml").write_text(text, encoding="utf-8")
    return folder


def looking(starter: Path, place: Path, look: str) -> Path:
    """The deck with a code that looks so."""
    folder = Path(shutil.copytree(starter, place / "deck"))
    (folder / LAYOUT).write_text(
        "layout: pocket-70x120\nextends: pocket-70x120\nback:\n"
        f"  - {{slot: code, draws: code, box: [35, 82, 30, 30], {look}}}\n",
        encoding="utf-8",
    )
    return folder


def judged(folder: Path) -> Report:
    deck, problems = decks.load(folder)
    assert deck is not None
    return judge(deck, (Choice("en"),), found=problems).report


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ("ink: sky-5, ground: sand-1", "A"),
        pytest.param("ink: band, ground: snow, modules: dots", "A", marks=pytest.mark.slow),
        ("ink: key, ground: snow, modules: rounded, quiet: 6", "A"),
        ("ink: grass-5, ground: snow, modules: rounded, logo: {draws: mark, width: 0.2, ink: fire-4}", "A"),
        pytest.param("ink: key, ground: snow, logo: {draws: ornament, width: 0.2}", "A", marks=pytest.mark.slow),
        ("ink: key, ground: snow, modules: dots, logo: {draws: scene, file: logo.svg, width: 0.2}", "A"),
    ],
)
def test_looks_that_scan(starter: Path, tmp_path: Path, look: str, expected: str) -> None:
    folder = looking(starter, tmp_path, look)
    deck, problems = decks.load(folder)
    assert deck is not None
    only = ("river-mill",)
    outcome = render(Order(deck, (Choice("en", only=only),), folder / "build", depth=Depth.FULL), found=problems)
    assert outcome.report.errors == ()
    assert outcome.grades == {expected: 1}
    (entry,) = json.loads((outcome.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    (code,) = entry["pages"][1]["codes"]
    assert code["grade"] == expected
    assert code.get("style", "square") == next((s for s in ("dots", "rounded") if s in look), "square")
    assert ("bare" in code) == ("logo" in look)
    if "quiet: 6" in look:
        assert code["box_mm"][2] == pytest.approx(30 * 29 / 41, abs=0.002)


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ("ink: sand-3, ground: snow", "error qr-contrast"),
        ("ink: snow, ground: key", "error qr-contrast"),
        ("ink: key, ground: sky-4", "error qr-contrast"),
        ("ink: fire-4, ground: snow", "warning qr-contrast"),
        ("ink: key, ground: snow, logo: {draws: mark, width: 0.2}", "warning qr-logo"),
        ("ink: key, ground: snow, logo: {draws: mark, width: 0.3}", "error qr-logo"),
        ("ink: key, ground: snow, quiet: 12", "warning qr-too-small"),
    ],
)
def test_looks_that_are_told_of_at_the_layout(starter: Path, tmp_path: Path, look: str, expected: str) -> None:
    found = [problem for problem in judged(looking(starter, tmp_path, look)) if problem.code.startswith("qr-")]
    assert [f"{problem.severity} {problem.code}" for problem in found] == [expected]
    (problem,) = found
    assert problem.span is not None
    assert problem.span.file.endswith(LAYOUT)
    assert problem.span.line == 4


@pytest.mark.parametrize(
    ("logo", "expected"),
    [
        ("{draws: scene, width: 0.2}", "slot-incomplete"),
        ("{draws: scene, file: none.svg, width: 0.2}", "missing-file"),
        ("{draws: scene, file: folder, width: 0.2}", "missing-file"),
        ("{draws: scene, file: ../../deck.yaml, width: 0.2}", "outside-deck"),
        ("{draws: scene, file: broken.svg, width: 0.2}", "scene-syntax"),
        ("{draws: mark, width: 0.2, ink: fyre-4}", "unknown-token"),
        ("{draws: mark, width: 2}", "bad-value"),
        ("{draws: photograph, width: 0.2}", "bad-value"),
        ("{draws: mark}", "missing-field"),
    ],
)
def test_logos_that_cannot_be_drawn(starter: Path, tmp_path: Path, logo: str, expected: str) -> None:
    report = judged(looking(starter, tmp_path, f"ink: key, ground: snow, logo: {logo}"))
    assert [problem.code for problem in report.errors] == [expected]


def test_finder_patterns_are_never_restyled(starter: Path, tmp_path: Path) -> None:
    """Whatever the style, the page's operators hold the squares of the three finder patterns."""
    folder = looking(starter, tmp_path, "ink: key, ground: snow, modules: dots")
    deck, problems = decks.load(folder)
    assert deck is not None
    order = Order(deck, (Choice("en", only=("river-mill",)),), folder / "build", depth=Depth.FAST)
    outcome = render(order, found=problems)
    with pikepdf.open(outcome.files[0]) as pdf:
        drawn = pdf.pages[1].Contents.read_bytes()
    for square in (b"0 0 7 1 re", b"22 0 7 1 re", b"0 22 7 1 re", b"2 2 3 3 re", b"24 2 3 3 re", b"2 24 3 3 re"):
        assert square in drawn
