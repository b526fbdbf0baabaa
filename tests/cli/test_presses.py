"""`cardkit presses` shows what each press asks for, side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardkit.cli import main


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each row of the first table, by what the row is called."""
    lines = text.partition("\n\n")[0].splitlines()
    starts = [i for i, c in enumerate(lines[0]) if c != " " and (i == 0 or lines[0][i - 1] == " ")]
    cut = [(0, starts[0]), *zip(starts, [*starts[1:], 10_000], strict=True)]
    return {line[: starts[0]].strip(): [line[a:b].strip() for a, b in cut[1:]] for line in lines}


def test_the_presses_stand_side_by_side(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(["presses"]) == 0
    out, err = capsys.readouterr()
    table = rows(out)
    assert table[""] == ["cn-gangrun", "fogra39-x4", "office", "x1a"]
    assert table["standard"] == ["PDF/X-4", "PDF/X-4", "none", "PDF/X-1a:2003"]
    assert table["bleed"] == ["1 to 2 mm", "3 mm", "none", "3 mm"]
    assert table["most ink"] == ["300 %"] * 4
    assert "Gang-run shop" in out
    assert err == ""


def test_those_of_a_deck_come_with_them_and_a_faulty_one_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["new", "deck", str(tmp_path / "my-deck")]) == 0
    (tmp_path / "my-deck" / "presses").mkdir()
    for name, line in (("mine", "ink_limit: 340"), ("wrong", "ink_limit: lots")):
        text = f"press: {name}\ntitle: T\nextends: x1a\n{line}\n"
        (tmp_path / "my-deck" / "presses" / f"{name}.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["presses", str(tmp_path / "my-deck")]) == 0
    out, err = capsys.readouterr()
    assert "mine" in rows(out)[""]
    assert "340 %" in rows(out)["most ink"]
    assert "wrong" not in out
    assert "`wrong` has errors" in err


def test_a_deck_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert main(["presses", str(tmp_path / "none")]) == 3
