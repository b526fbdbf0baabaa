"""Whoever meets a full disk is told where, with nothing half-written left behind.

A limit on the size of files stands for a disk of that size: the system refuses the write in the same way, and names no file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.edition.model import Choice
from cardkit.job.hands import Hands
from cardkit.job.judgement import judge
from cardkit.machine import store

resource = pytest.importorskip("resource", reason="this system knows no limit on the size of files")


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter, rendered."""
    folder = tmp_path_factory.mktemp("starter") / "mine"
    assert main(["new", "deck", str(folder)]) == 0
    assert main(["render", str(folder), "--edition", "en", "--quiet", "--no-proof"]) == 0
    return folder


@pytest.fixture
def deck(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter, tmp_path / "mine"))


def run(folder: Path, room: int, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command line where no file may be larger than so many bytes."""
    return subprocess.run(
        [sys.executable, "-m", "cardkit", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("room", "words", "place"),
    [
        (20_000, ["render", "mine", "-o", "out"], "out"),
        (20_000, ["render", "mine", "--no-proof", "-o", "out", "--edition", "en"], "out"),
        (200_000, ["render", "mine", "-o", "out"], "out"),
        (20_000, ["proof", "mine", "-o", "out"], "out"),
        (20_000, ["pack", "mine", "--draft", "-o", "out/pack"], "out/pack"),
        (20_000, ["pack", "mine", "--draft", "-o", "out/pack.zip"], "out/pack.zip"),
        (1_000, ["exhibit", "build", "mine", "-o", "out"], "out/a"),
        (20_000, ["impose", "mine/build/mine.en.pdf", "--sheet", "a3", "-o", "out/sheets.pdf"], "out"),
        (1_000, ["i18n", "extract", "mine", "-o", "out"], "out"),
        (10, ["links", "export", "mine", "-o", "out/_redirects"], "out"),
        (10, ["links", "lock", "mine"], "mine"),
        (1_000, ["new", "deck", "out/deck"], "out/deck/deck.yaml"),
        (10, ["new", "card", "place", "tower", "mine"], "mine/places/tower.yaml"),
        (1_000, ["schema", "mine", "--write"], "mine/schema"),
    ],
    ids=lambda words: "-".join(words[:2]) if isinstance(words, list) else None,
)
@pytest.mark.usefixtures("deck")
def test_it_is_told_where_and_nothing_half_written_stays(
    tmp_path: Path, room: int, words: list[str], place: str
) -> None:
    before = everything(tmp_path)
    done = run(tmp_path, room, *words)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
    (said,) = [line for line in done.stderr.splitlines() if line.startswith("error[")]
    told, _, reason = said.removeprefix("error[read-or-write-failed]: cannot read or write ").rpartition(": ")
    assert (Path(os.path.realpath(tmp_path / told.strip("`"))), reason) == (
        Path(os.path.realpath(tmp_path / place)),
        "file too large",
    )
    assert "help: Let files be larger" in done.stderr
    assert [name for name in everything(tmp_path) if name not in before and (tmp_path / name).is_file()] == []


def test_what_stood_there_stays(deck: Path, tmp_path: Path) -> None:
    files = {path: path.read_bytes() for path in (deck / "build").iterdir()}
    card = deck / "places/river-mill.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("River Mill", "Mill"), encoding="utf-8")
    assert run(tmp_path, 20_000, "render", "mine", "--edition", "en", "--no-proof").returncode == 3
    assert {path: path.read_bytes() for path in (deck / "build").iterdir()} == files


def test_a_site_that_met_a_full_disk_is_built_when_there_is_room(deck: Path, tmp_path: Path) -> None:
    # Room for the pages of one card, but not of the next.
    assert run(tmp_path, 22_350, "exhibit", "build", "mine", "-o", "site").returncode == 3
    assert everything(tmp_path / "site") == []
    assert main(["exhibit", "build", str(deck), "-o", str(tmp_path / "site"), "--quiet"]) == 0
    whole = everything(tmp_path / "site")
    # The next that fails takes nothing away that is listed.
    card = deck / "places/river-mill.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("River Mill", "Mill"), encoding="utf-8")
    assert run(tmp_path, 3_000, "exhibit", "build", "mine", "-o", "site").returncode == 3
    assert everything(tmp_path / "site") == whole
    assert main(["exhibit", "build", str(deck), "-o", str(tmp_path / "site"), "--quiet", "--check"]) == 0


@pytest.mark.usefixtures("deck")
def test_a_cache_that_takes_nothing_stops_no_render(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where a folder should be")
    done = run(tmp_path, 10_000_000, "render", "mine", "-o", "out", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/mine.en.pdf").is_file()


def test_a_cache_that_is_full_takes_nothing_and_says_nothing(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        store.keep(tmp_path, "one", b"x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert everything(tmp_path) == []


@pytest.mark.usefixtures("deck")
def test_a_full_folder_for_temporary_files_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, 20_000, "proof", "mine", "--separations", "-o", "out", TMPDIR=str(tmp_path))
    assert f"cannot read or write `{tmp_path}`: " in done.stderr
    assert "`TMPDIR=DIR`" in done.stderr


def test_pages_that_wait_on_a_full_disk_name_it(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardkit.machine.spool._MOST_IN_MEMORY", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read, _ = decks.load(deck)
    assert read
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large") as met:
            judge(read, [Choice(edition="en")], hands=Hands(1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert met.value.filename == str(tmp_path)
