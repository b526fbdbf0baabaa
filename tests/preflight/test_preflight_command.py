"""`cardkit preflight`: facts and problems for people and programs, and the promised exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from press_file import good, press_file

from cardkit.cli import main


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return press_file(tmp_path / "card.pdf")


def test_good_file(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", str(card)]) == 0
    heard = capsys.readouterr()
    assert "trim 60.00 × 90.00 mm, bleed 3.00 mm" in heard.out
    assert "PDF 1.6, PDF/X-4" in heard.out
    assert "SourceSans3-Regular (TrueType, embedded, subset)" in heard.out
    assert "500 × 250 pixels, DeviceCMYK, 318 ppi" in heard.out
    assert "https://nmg.example.org/c/7K3QX4 (3-Q, modules 0.75 mm" in heard.out
    assert "nothing found" in heard.err


def test_faulty_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = press_file(tmp_path / "card.pdf", good().replace("0.2 w", "0.01 w") + "1 0 0 rg 40 10 5 5 re f", pages=1)
    assert main(["preflight", str(path)]) == 1
    out = capsys.readouterr().out
    assert f"{path}: page 1 at 37.0, 78.0 mm: error[colour-rgb]: a colour is in DeviceRGB" in out
    assert "warning[line-too-thin]" in out
    assert "    help: Convert it to CMYK" in out


def test_warnings_count_where_asked(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf", good().replace("0.2 w", "0.01 w"), pages=1)
    assert main(["preflight", str(path), "--quiet"]) == 0
    assert main(["preflight", str(path), "--quiet", "--strict"]) == 1


def test_report_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = press_file(tmp_path / "card.pdf", good() + "1 0 0 rg 40 10 5 5 re f", pages=1)
    assert main(["preflight", str(path), "--report", "json"]) == 1
    whole = json.loads(capsys.readouterr().out)
    (problem,) = whole["problems"]
    assert (problem["code"], problem["page"], problem["file"]) == ("colour-rgb", 1, str(path))
    assert problem["box_mm"] == pytest.approx([37, 78, 5, 5], abs=0.01)
    assert whole["summary"]["standard"] == "PDF/X-4"
    assert whole["summary"]["inks"] == ["Cyan", "Magenta", "Yellow", "Black"]


def test_other_press(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", str(card), "--press", "x1a"]) == 1
    assert "error[pdfx-differs]" in capsys.readouterr().out
    assert main(["preflight", str(card), "--press", "x1b"]) == 2
    assert "Did you mean `x1a`?" in capsys.readouterr().err


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "words.pdf").write_text("Dear printer", encoding="utf-8")
    assert main(["preflight", str(tmp_path / "none.pdf")]) == 3
    assert main(["preflight", str(tmp_path / "words.pdf")]) == 3
    assert "error[pdf-unreadable]" in capsys.readouterr().err
    assert main(["preflight", str(tmp_path)]) == 3


def test_manifest_of_another_file(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (card.parent / "manifest.json").write_text('{"files": []}', encoding="utf-8")
    assert main(["preflight", str(card), "--manifest", str(card.parent / "manifest.json")]) == 1
    assert "error[manifest-unlisted]" in capsys.readouterr().out
    assert main(["preflight", str(card), "--manifest", str(card.parent / "none.json")]) == 3
