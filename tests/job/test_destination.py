"""Where every code leads, without asking the network: the deck's, the ledger's, and those of finished files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cardkit.cli import main
from cardkit.codes.name import code_for
from cardkit.job.destination import same_place
from cardkit.job.printed import printed_codes


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "deck", "my-deck"]) == 0
    capsys.readouterr()
    return tmp_path / "my-deck"


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["links", "check", "my-deck", "--report", "json", *words])
    return code, json.loads(capsys.readouterr().out)


def told(report: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in report["problems"]]


BREAD = code_for("my-deck", "bread")


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_code_has_its_card_its_exhibit_or_its_tombstone(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "lock", "my-deck", "--only", "bread"]) == 0
    assert main(["links", "withdraw", "bread", "my-deck"]) == 0
    (deck / "industries" / "bread.yaml").unlink()
    spoil(deck / "stories" / "lantern-night.yaml", "exhibit:", "exhibit:\n  url: https://cards.example.org/night")
    code, report = checked(capsys)
    assert (code, told(report)) == (0, ["placeholder-host"])
    states = {one["card"]: (one["state"], one["exhibit"]) for one in report["summary"]["codes"]}
    assert states == {
        "river-mill": ("new", None),
        "lantern-night": ("new", "https://cards.example.org/night"),
        "bread": ("withdrawn", None),
    }


@pytest.mark.usefixtures("deck")
def test_finished_files_are_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--no-proof", "--quiet"]) == 0
    code, report = checked(capsys)
    assert (code, told(report)) == (0, ["placeholder-host"])
    assert {tuple(one["files"]) for one in report["summary"]["codes"]} == {("my-deck.en.pdf", "my-deck.zh-Hans.pdf")}


def test_a_file_with_codes_of_no_card(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--no-proof", "--quiet", "--edition", "en"]) == 0
    spoil(deck / "industries" / "bread.yaml", "id: bread", "id: loaf")
    code, report = checked(capsys)
    assert (code, told(report)) == (1, ["printed-code-lost", "placeholder-host"])
    (lost,) = [problem for problem in report["problems"] if problem["code"] == "printed-code-lost"]
    assert BREAD in lost["message"]
    assert lost["file"].endswith("my-deck.en.pdf")
    spoil(deck / "industries" / "bread.yaml", "id: loaf", f"id: loaf\ncode: {BREAD}")
    assert checked(capsys)[0] == 0


def test_a_file_that_leads_to_the_old_host(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--no-proof", "--quiet"]) == 0
    text = (deck / "deck.yaml").read_text(encoding="utf-8")
    (deck / "deck.yaml").write_text(text.replace("cards.example.org", "cards.museum.cn"), encoding="utf-8")
    code, report = checked(capsys)
    assert (code, told(report)) == (0, ["printed-elsewhere"] * 2)
    assert report["problems"][0]["message"].startswith("3 codes lead to `https://cards.example.org`")
    spoil(deck / "deck.yaml", "  hosts:", "  was: [https://cards.example.org]\n  hosts:")
    assert told(checked(capsys)[1]) == []


@pytest.mark.usefixtures("deck")
def test_files_elsewhere_and_some_cards_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--no-proof", "--quiet", "-o", "out"]) == 0
    _, report = checked(capsys, "--files", "out", "--only", "bread")
    assert [(one["card"], len(one["files"])) for one in report["summary"]["codes"]] == [("bread", 2)]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[]",
        "{}",
        '{"files": 1}',
        '{"files": [1, {"path": 1}]}',
        "[" * 5000,
        '{"files": [{"path": "a", "edition": "b"}]}',
        '{"files": [{"path": "a", "edition": "b", "pages": [{"page": 1, "card": "c", "codes": [{"url": 1}, 2]}]}]}',
    ],
)
def test_manifests_of_strangers_are_passed_over(tmp_path: Path, words: str) -> None:
    (tmp_path / "manifest.json").write_text(words, encoding="utf-8")
    assert list(printed_codes(tmp_path)) == []


def test_same_places() -> None:
    assert same_place("https://A.cn/x/", "https://a.cn/x")
    assert not same_place("https://a.cn/x", "https://a.cn/X")
    assert not same_place("https://a.cn/x?a=1", "https://a.cn/x")


@pytest.mark.usefixtures("deck")
def test_table_fits_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["links", "check", "my-deck"]) == 0
    said = capsys.readouterr()
    rows = said.out[said.out.index("code  ") :].splitlines()
    assert rows[0].split() == ["code", "card", "state", "in", "leads", "to"]
    assert all(len(row) <= 80 for row in rows)
    assert "3 codes, 0 of them in finished files." in said.err
