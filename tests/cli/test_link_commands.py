"""The commands about links: lock, withdraw, export and report; `check` and `scan` have files of their own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cardkit.cli import main
from cardkit.codes.name import code_for
from cardkit.edition.ledger import read

BREAD = code_for("my-deck", "bread")


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    assert main(["new", "deck", "my-deck"]) == 0
    capsys.readouterr()
    return tmp_path / "my-deck"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_lock_says_for_which_file(deck: Path) -> None:
    assert main(["links", "lock", "my-deck", "--for", "out/my-deck.en.pdf"]) == 0
    ledger, problems = read(deck)
    assert problems == ()
    assert {(entry.file, entry.deck) for entry in ledger.entries} == {("my-deck.en.pdf", "my-deck")}
    assert main(["validate", "my-deck", "--quiet"]) == 0
    assert main(["links", "lock", "my-deck", "--for", "a\nb"]) == 2


def test_an_edited_ledger_stops_validate_and_lock(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "lock", "my-deck"]) == 0
    ledger = deck / "links.lock.yaml"
    spoil(ledger, "card: bread", "card: loaf")
    before = ledger.read_bytes()
    for command in (
        ["validate", "my-deck"],
        ["links", "lock", "my-deck"],
        ["links", "withdraw", "river-mill", "my-deck"],
    ):
        assert main(command) == 1
        assert "error[ledger-edited]" in capsys.readouterr().out
    assert ledger.read_bytes() == before


def test_a_copied_deck_is_told_of_its_ledger(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "lock", "my-deck"]) == 0
    spoil(deck / "deck.yaml", "deck: my-deck", "deck: another")
    capsys.readouterr()
    assert main(["validate", "my-deck", "--quiet"]) == 1
    said = capsys.readouterr().out
    assert said.count("error[ledger-foreign]") == 1
    assert said.count("error[") == 1
    assert "3 entries of the ledger went to print for the deck `my-deck`" in said


def test_a_base_changed_after_locking_is_told_until_the_deck_owns_up_to_it(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = deck / "deck.yaml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("cards.example.org", "old.museum.cn"), encoding="utf-8"
    )
    assert main(["links", "lock", "my-deck"]) == 0
    assert {entry.base for entry in read(deck)[0].entries} == {"https://old.museum.cn"}
    config.write_text(config.read_text(encoding="utf-8").replace("old.museum.cn", "new.museum.cn"), encoding="utf-8")
    capsys.readouterr()
    for command in (
        ["validate", "my-deck"],
        ["render", "my-deck"],
        ["links", "lock", "my-deck"],
        ["links", "check", "my-deck"],
    ):
        assert main([*command, "--report", "json"]) == 1
        errors = [one for one in json.loads(capsys.readouterr().out)["problems"] if one["severity"] == "error"]
        assert [(one["code"], one["file"]) for one in errors] == [("base-changed", "my-deck/deck.yaml")]
        assert errors[0]["message"].startswith("3 codes went to print behind `https://old.museum.cn`")
    spoil(config, "  hosts:", "  was: [https://old.museum.cn]\n  hosts:")
    assert main(["validate", "my-deck", "--quiet"]) == 0
    # A new card goes to print behind the new base; what stands in the ledger stays.
    assert main(["new", "card", "place", "tower", "my-deck"]) == 0
    assert main(["links", "lock", "my-deck"]) == 0
    assert (
        sorted(str(entry.base) for entry in read(deck)[0].entries)
        == ["https://new.museum.cn"] + ["https://old.museum.cn"] * 3
    )


def test_withdraw(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "withdraw", "bread", "my-deck"]) == 1
    assert "error[ledger-unlocked]" in capsys.readouterr().out
    assert main(["links", "lock", "my-deck"]) == 0
    assert main(["links", "withdraw", "braed", "my-deck"]) == 2
    assert "Did you mean `bread`?" in capsys.readouterr().err
    assert main(["links", "withdraw", "my-deck"]) == 2
    assert main(["links", "withdraw", "bread", "my-deck"]) == 0
    assert "Now delete the card `bread` from my-deck/industries/bread.yaml." in capsys.readouterr().err
    assert main(["validate", "my-deck", "--quiet"]) == 1
    assert "error[ledger-withdrawn]" in capsys.readouterr().out
    (deck / "industries" / "bread.yaml").unlink()
    assert main(["validate", "my-deck", "--quiet"]) == 0
    before = (deck / "links.lock.yaml").read_bytes()
    assert main(["links", "withdraw", "bread", "my-deck"]) == 0
    assert "Withdrew 0 codes" in capsys.readouterr().err
    assert (deck / "links.lock.yaml").read_bytes() == before
    # Its code is never given again.
    spoil(deck / "places" / "river-mill.yaml", "id: river-mill", f"id: river-mill\ncode: {BREAD}")
    assert main(["validate", "my-deck", "--quiet"]) == 1


def test_export_writes_what_each_host_reads(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "industries" / "bread.yaml", "exhibit:", "exhibit:\n  url: https://cards.example.org/bread")
    for host, expected in {
        "netlify": f"/c/{BREAD}  https://cards.example.org/bread  302",
        "cloudflare": "/c/:code-:serial  /c/:code/  302",
        "nginx": f'    {BREAD} "https://cards.example.org/bread";',
        "apache": f"{BREAD} https://cards.example.org/bread",
    }.items():
        assert main(["links", "export", "my-deck", "--for", host]) == 0
        assert expected in capsys.readouterr().out.splitlines()
    assert main(["links", "export", "my-deck", "--for", "csv", "-o", "out/codes.csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(Path("out/codes.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 3
    assert "Wrote 1 rule for 3 codes to out/codes.csv." in capsys.readouterr().err


@pytest.mark.parametrize(
    "to",
    [
        "http://pages.cn",
        "pages.cn",
        "https://10.0.0.1",
        "https://pages.cn/?a=1",
        "https://pages.cn/#a",
        "https://p.cn/a b",
    ],
)
def test_export_refuses_pages_that_no_card_may_lead_to(deck: Path, to: str) -> None:
    assert deck.is_dir()
    assert main(["links", "export", "my-deck", "--to", to]) == 2


def test_export_of_a_faulty_deck_writes_nothing(deck: Path) -> None:
    spoil(deck / "deck.yaml", "https://cards.example.org", "http://cards.example.org")
    assert main(["links", "export", "my-deck", "-o", "_redirects"]) == 1
    assert not Path("_redirects").exists()


def test_a_rule_too_long_for_its_host(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "https://cards.example.org/" + "x" * 1000
    spoil(deck / "industries" / "bread.yaml", "exhibit:", f"exhibit:\n  url: {long}")
    assert main(["links", "export", "my-deck", "--for", "cloudflare"]) == 1
    assert "error[redirects-too-long]" in capsys.readouterr().out
    assert main(["links", "export", "my-deck", "--for", "nginx"]) == 0


AGENT = "Mozilla/5.0 (iPhone) MicroMessenger/8.0"


def log(*hits: tuple[str, str]) -> str:
    return "".join(
        f'203.0.113.{n} - - [{day}:09:00:00 +0800] "GET {path} HTTP/1.1" 200 1 "-" "{AGENT}"\n'
        for n, (day, path) in enumerate(hits)
    )


HITS = log(
    ("01/Dec/2026", f"/c/{BREAD}"),
    ("01/Dec/2026", f"/c/{BREAD}-B0042"),
    ("02/Dec/2026", f"/c/{code_for('my-deck', 'river-mill')}"),
    ("02/Dec/2026", "/c/7K3QX4"),
)


def test_report_counts_by_card_day_and_batch(
    deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["links", "lock", "my-deck", "--for", "first.pdf"]) == 0
    Path("access.log").write_text(HITS, encoding="utf-8")
    Path("older.log.gz").write_bytes(gzip.compress(log(("30/Nov/2026", f"/c/{BREAD}")).encode()))
    capsys.readouterr()
    logs = ["older.log.gz", "access.log"]
    words = ["links", "report", *logs, "--deck", "my-deck"]
    assert main([*words, "--csv", "scans.csv", "--svg", "scans.svg"]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert [line.split()[:3] for line in lines[:3]] == [
        ["card", "scans", "copies"],
        ["bread", "3", "1"],
        ["river-mill", "1", "0"],
    ]
    assert "first.pdf      3" in lines
    assert "B              1" in lines
    assert all(len(line) <= 80 for line in lines)
    assert "4 scans in 5 lines; left out: 1 asked for codes of no card." in said.err
    assert "203.0.113" not in said.out + said.err
    rows = list(csv.DictReader(io.StringIO(Path("scans.csv").read_text(encoding="utf-8"))))
    assert [(row["day"], row["card"], row["batch"], row["scans"]) for row in rows][:2] == [
        ("2026-11-30", "bread", "first.pdf", "1"),
        ("2026-12-01", "bread", "first.pdf", "1"),
    ]
    assert Path("scans.svg").read_text(encoding="utf-8").startswith("<svg")
    assert main([*words, "--report", "json"]) == 0
    report = json.loads(capsys.readouterr().out)["summary"]
    assert (report["scans"], report["batches"]) == (4, {"first.pdf": 3, "B": 1})
    assert report["days"] == {"2026-11-30": 1, "2026-12-01": 2, "2026-12-02": 1}
    assert deck.is_dir()


def test_report_reads_standard_input(deck: Path) -> None:
    assert deck.is_dir()
    for data in (HITS.encode(), gzip.compress(HITS.encode())):
        run = subprocess.run(
            [sys.executable, "-m", "cardkit", "links", "report", "-", "--deck", "my-deck"],
            input=data,
            capture_output=True,
            check=True,
        )
        assert b"3 scans in 4 lines" in run.stderr


def test_report_of_what_is_no_log(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deck.is_dir()
    os.mkfifo("pipe")
    for name, code in (("missing.log", 3), ("pipe", 2), ("my-deck", 2)):
        assert main(["links", "report", name, "--deck", "my-deck"]) == code
        told = capsys.readouterr().err
        assert "error[" in told
        assert f"`{name}`" in told
    Path("noise.log").write_bytes(os.urandom(200_000) + b"\x1b]0;title\x07\n" * 100)
    assert main(["links", "report", "noise.log", "--deck", "my-deck"]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "0 scans" in said.err


def test_report_of_a_broken_log_counts_what_came_before(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deck.is_dir()
    many = "".join(
        log(("01/Dec/2026", f"/c/{BREAD}")).replace("203.0.113.0", f"10.0.{n >> 8}.{n & 255}") for n in range(5000)
    )
    packed = gzip.compress(many.encode())
    Path("cut.gz").write_bytes(packed[: len(packed) // 2])
    assert main(["links", "report", "cut.gz", "--deck", "my-deck"]) == 0
    said = capsys.readouterr()
    assert "warning[log-damaged]" in said.out
    assert "bread" in said.out
