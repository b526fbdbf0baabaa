"""`cardkit exhibit` as it is typed."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from rich_deck import HOHHOT, TEA, lay_down

from cardkit.cli.app import main


def test_build_writes_the_site_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay_down(tmp_path / "deck")
    assert main(["exhibit", "build", str(folder), "--check"]) == 0
    assert (folder / "build" / "site" / "index.html").is_file()
    said = capsys.readouterr().err
    assert "18 pages" in said
    assert "2 codes proved." in said


def test_build_tells_programs_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay_down(tmp_path / "deck")
    assert main(["exhibit", "build", str(folder), "-o", str(tmp_path / "out"), "--report", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert summary["pages"] == 18


def test_a_fault_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = {**TEA, "exhibit": {**TEA["exhibit"], "related": ["nobody"]}}
    folder = lay_down(tmp_path / "deck", faulty, HOHHOT)
    assert main(["exhibit", "build", str(folder)]) == 1
    assert "unknown-card" in capsys.readouterr().out
    assert not (folder / "build").exists()


@pytest.mark.parametrize(
    ("words", "code"), [(["--base", "nmg.example.org"], 2), (["--only", "nobody"], 2), (["--for", "paper"], 2)]
)
def test_wrong_usage(tmp_path: Path, words: list[str], code: int) -> None:
    assert main(["exhibit", "build", str(lay_down(tmp_path)), *words]) == code


def test_a_taken_port_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["exhibit", "serve", str(lay_down(tmp_path)), "--port", str(port)]) == 3
    assert f"port {port} cannot be listened on" in capsys.readouterr().err


def test_another_decks_site_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich_deck import DECK

    out = str(tmp_path / "out")
    assert main(["exhibit", "build", str(lay_down(tmp_path / "one")), "-o", out]) == 0
    other = lay_down(tmp_path / "two", deck={**DECK, "deck": "other"})
    assert main(["exhibit", "build", str(other), "-o", out]) == 3
    assert "output-occupied" in capsys.readouterr().err
