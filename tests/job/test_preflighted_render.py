"""What a render wrote is judged as a printer would judge it, before the file gets its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cardkit.cli import main


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    (folder / "presses").mkdir()
    return folder


def printed_by(deck: Path, press: str, *options: str) -> int:
    (deck / "presses" / "ours.yaml").write_text(
        f"press: ours\ntitle: Ours\nextends: fogra39-x4\n{press}\n", encoding="utf-8"
    )
    return main(["render", str(deck), "--press", "ours", "--report", "json", "--proof", "fast", *options])


def test_a_file_that_the_press_would_refuse_is_not_handed_over(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (deck / "deck.yaml", *deck.glob("*/*.yaml")):
        text = path.read_text(encoding="utf-8").replace("cards.example.org", "cards.river-mill.cn")
        signed = "{state: approved, by: A. Reader, on: 2026-11-01}"
        path.write_text(
            text.replace("{en: draft, zh-Hans: draft}", f"{{en: {signed}, zh-Hans: {signed}}}"), encoding="utf-8"
        )
    assert printed_by(deck, "text_least: 5", "--strict") == 0
    (deck / "build" / "manifest.json").unlink()
    for path in (deck / "build").glob("*.pdf"):
        path.unlink()
    capsys.readouterr()
    assert printed_by(deck, "text_least: 9", "--strict") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    problem, *_ = [problem for problem in problems if problem["code"] == "type-too-small"]
    assert problem["file"].endswith(".yaml")
    assert problem["page"]
    assert not list((deck / "build").glob("*.pdf"))


def test_a_finding_stands_at_the_line_of_its_card(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert printed_by(deck, "text_least: 9") == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    found = [problem for problem in problems if problem["code"] == "type-too-small"]
    assert found
    assert all(problem["line"] and problem["page"] and problem["box_mm"] for problem in found)
    assert list((deck / "build").glob("*.pdf"))
