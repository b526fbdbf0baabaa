"""Validate says what stands against cards, and against the pages behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardkit.cli import main


def test_what_only_pages_show_is_judged_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "deck", "my-deck"]) == 0
    assert main(["validate", "my-deck"]) == 0
    card = tmp_path / "my-deck/places/river-mill.yaml"
    text = card.read_text(encoding="utf-8")
    assert "\nexhibit:" in text
    card.write_text(text.replace("\nexhibit:", "\nexhibit:\n  related: [bred]"), encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", "my-deck"]) == 1
    said = capsys.readouterr().out
    assert said.count("error[") == 1
    assert "places/river-mill.yaml" in said
    assert "error[unknown-card]: there is no card `bred` in the deck" in said
    assert "Did you mean `bread`?" in said
    assert main(["validate", "my-deck", "--only", "bread"]) == 0
