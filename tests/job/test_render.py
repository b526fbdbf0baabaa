"""A render leaves behind exactly what it says, or nothing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pypdf
import pytest

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.edition.model import Choice
from cardkit.job.lock import Locked, lock
from cardkit.job.render import Order, Outcome, render


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck that a newcomer begins with, made once."""
    folder = tmp_path_factory.mktemp("starter") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    return folder


@pytest.fixture
def deck(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter, tmp_path / "my-deck"))


def rendered(
    folder: Path,
    *editions: str,
    only: tuple[str, ...] = (),
    draft: bool = False,
    proving: bool = True,
    format: str | None = None,
) -> Outcome:
    deck, problems = decks.load(folder)
    assert deck is not None
    choices = tuple(
        Choice(edition=edition, only=only, draft=draft, format=format) for edition in editions or deck.editions
    )
    order = Order(deck, choices, folder / "build", draft=draft, proving=proving)
    return render(order, found=problems)


def listing(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_manifest_lists_exactly_the_pdfs_beside_it(deck: Path) -> None:
    outcome = rendered(deck)
    build = deck / "build"
    whole = listing(build)
    assert [path.name for path in outcome.files] == ["my-deck.en.pdf", "my-deck.zh-Hans.pdf"]
    assert [entry["path"] for entry in whole["files"]] == [path.name for path in outcome.files]
    assert (whole["deck"], whole["press"], whole["proved"], whole["part"], whole["draft"]) == (
        "my-deck",
        "fogra39-x4",
        True,
        False,
        False,
    )
    assert set(whole["made_with"]) >= {"reportlab", "qrcode", "uharfbuzz", "icu4py", "pillow"}
    for entry in whole["files"]:
        data = (build / entry["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert (entry["format"], entry["trim_mm"], entry["bleed_mm"]) == ("pocket-70x120", [70, 120], 3)
        assert entry["inks"] == ["Cyan", "Magenta", "Yellow", "Black"]
        assert entry["languages"] == [entry["edition"]]


def test_every_page_is_listed_with_its_texts_and_codes(deck: Path) -> None:
    rendered(deck, "en")
    entry = listing(deck / "build")["files"][0]
    reader = pypdf.PdfReader(deck / "build" / entry["path"])
    cards = ["river-mill", "bread", "lantern-night"]
    assert [(page["page"], page["card"], page["face"]) for page in entry["pages"]] == [
        (2 * number + side + 1, card, ("front", "back")[side]) for number, card in enumerate(cards) for side in (0, 1)
    ]
    assert len(reader.pages) == 6
    for page, made in zip(entry["pages"], reader.pages, strict=True):
        extracted = " ".join(made.extract_text().split())
        assert page["text"]
        for text in page["text"]:
            assert " ".join(text.split()) in extracted
        assert len(page["codes"]) == (page["face"] == "back")
        for code in page["codes"]:
            assert code["url"].startswith("https://cards.example.org/c/")
            x, y, width, height = code["box_mm"]
            assert width == height
            assert 3 <= x <= 70 - 3 - width
            assert 3 <= y <= 120 - 3 - height
            assert code["module_mm"] == pytest.approx(width / (17 + 4 * code["version"]), abs=0.001)
            assert code["level"] in "MQ"


@pytest.mark.slow
def test_the_same_deck_gives_the_same_bytes(deck: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(deck, tmp_path / "another place" / "my-deck"))
    seeds = [("0", "UTC", "C.UTF-8"), ("1", "Asia/Shanghai", "C"), ("7", "America/New_York", "C.UTF-8")]
    found = []
    for folder, (seed, zone, locale) in zip((deck, elsewhere, deck), seeds, strict=True):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        words = [sys.executable, "-m", "cardkit", "render", "-q"]
        subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True)
        build = folder / "build"
        found.append({name: (build / name).read_bytes() for name in left(build)})
    assert found[0] == found[1] == found[2]


def test_an_error_leaves_everything_as_it_was(deck: Path) -> None:
    rendered(deck)
    before = {name: (deck / "build" / name).read_bytes() for name in left(deck / "build")}
    spoil(deck / "industries/bread.yaml", "tagline:", "taglien:")
    spoil(deck / "deck.yaml", 'deck-name: {en: "My Deck"', 'deck-name: {en: "Your Deck"')
    outcome = rendered(deck)
    assert outcome.files == ()
    assert [problem.code for problem in outcome.report.errors] == ["unknown-field"]
    assert {name: (deck / "build" / name).read_bytes() for name in left(deck / "build")} == before


def test_an_error_of_two_editions_is_one_problem(deck: Path) -> None:
    spoil(deck / "places/river-mill.yaml", "file: images/river-mill.svg", "file: images/bad.svg")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 76 90"><rect class="mud" width="9" height="9"/></svg>'
    (deck / "images/bad.svg").write_text(svg, encoding="utf-8")
    assert [problem.code for problem in rendered(deck).report.errors] == ["unknown-token"]


def test_what_an_old_manifest_named_and_no_longer_belongs_is_removed_and_nothing_else(deck: Path) -> None:
    rendered(deck)
    build = deck / "build"
    for name in ("mine.pdf", "notes.txt", "my-deck.fr.pdf"):
        (build / name).write_text("mine", encoding="utf-8")
    (deck / "outside.pdf").write_text("mine", encoding="utf-8")
    whole = listing(build)
    whole["files"] += [
        {"path": name} for name in ("../outside.pdf", "my-deck.fr.pdf", "gone.pdf", str(deck / "outside.pdf"))
    ]
    (build / "manifest.json").write_text(json.dumps(whole), encoding="utf-8")
    rendered(deck, "en")
    assert left(build) == [
        "manifest.json",
        "mine.pdf",
        "my-deck.en.pdf",
        "my-deck.en.proof.png",
        "my-deck.zh-Hans.proof.png",
        "notes.txt",
    ]
    assert (deck / "outside.pdf").exists()


def test_a_part_stands_apart(deck: Path) -> None:
    rendered(deck)
    whole = (deck / "build" / "manifest.json").read_bytes()
    outcome = rendered(deck, "en", only=("bread",))
    assert outcome.folder == deck / "build" / "part"
    assert listing(outcome.folder)["part"] is True
    assert {page["card"] for page in listing(outcome.folder)["files"][0]["pages"]} == {"bread"}
    assert (deck / "build" / "manifest.json").read_bytes() == whole


def test_a_card_looks_the_same_alone_as_among_others(deck: Path) -> None:
    rendered(deck, "en")
    rendered(deck, "en", only=("bread",))
    among = listing(deck / "build")["files"][0]["pages"][2:4]
    alone = listing(deck / "build" / "part")["files"][0]["pages"]
    assert [page | {"page": 0} for page in among] == [page | {"page": 0} for page in alone]


def test_a_draft_is_drawn_with_its_faults_and_stands_apart(deck: Path) -> None:
    spoil(deck / "places/river-mill.yaml", "    else after a year.", "    else after a year. " + "And so on. " * 200)
    outcome = rendered(deck, "en", draft=True)
    assert [problem.code for problem in outcome.report.errors] == ["text-overflow"]
    assert outcome.folder == deck / "build" / "draft"
    whole = listing(outcome.folder)
    assert whole["draft"] is True
    pages = pypdf.PdfReader(outcome.files[0]).pages
    assert len(pages) == 6
    assert all("DRAFT" in page.extract_text() for page in pages)
    faulty = [page for page in whole["files"][0]["pages"] if page["card"] == "river-mill"]
    assert all(page["codes"] == [] for page in faulty)


def test_without_proof_the_manifest_says_so(deck: Path) -> None:
    rendered(deck, "en", proving=False)
    assert listing(deck / "build")["proved"] is False


def test_a_code_that_does_not_scan_is_never_named(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from cardkit.ink import PAPER
    from cardkit.layout import lay_out
    from cardkit.layout.drawing import Face, Fill, Modules

    def smeared(edition: Any) -> tuple[tuple[Face, ...], tuple[Any, ...]]:
        faces, problems = lay_out(edition)
        return tuple(
            replace(
                face, items=(*face.items, *(Fill(i.box.inset(6), PAPER) for i in face.items if isinstance(i, Modules)))
            )
            for face in faces
        ), problems

    rendered(deck, "en")
    before = (deck / "build" / "my-deck.en.pdf").read_bytes()
    monkeypatch.setattr("cardkit.job.judgement.lay_out", smeared)
    outcome = rendered(deck, "en")
    assert outcome.files == ()
    assert {problem.code for problem in outcome.report.errors} == {"code-mismatch"}
    assert all(problem.page for problem in outcome.report.errors)
    assert (deck / "build" / "my-deck.en.pdf").read_bytes() == before
    assert not list((deck / "build").glob("*cardkit-tmp*"))


def test_two_renders_at_once_do_not_mix(deck: Path) -> None:
    (deck / "build").mkdir()
    with lock(deck / "build"), pytest.raises(Locked):
        rendered(deck, "en")
    assert rendered(deck, "en").files


def test_a_locked_folder_is_exit_code_3(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (deck / "build").mkdir()
    with lock(deck / "build"):
        assert main(["render", str(deck)]) == 3
    said = capsys.readouterr().err
    assert "error[locked]" in said
    assert str(os.getpid()) in said


@pytest.mark.parametrize(("epoch", "date"), [(None, "D:20260101"), ("1700000000", "D:20231114")])
def test_the_date_is_the_decks_or_the_builds(
    deck: Path, monkeypatch: pytest.MonkeyPatch, epoch: str | None, date: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    rendered(deck, "en")
    told = pypdf.PdfReader(deck / "build" / "my-deck.en.pdf").metadata
    assert told is not None
    assert str(told["/CreationDate"]).startswith(date)
    assert str(told["/Title"]) == "My Deck"


@pytest.mark.slow
def test_killed_at_any_time_the_old_files_stand_or_the_new_ones(deck: Path) -> None:
    rendered(deck)
    build = deck / "build"
    old = {name: (build / name).read_bytes() for name in left(build)}
    spoil(deck / "places/river-mill.yaml", "village wakes", "town wakes")
    whole = Path(shutil.copytree(deck, deck.parent / "new"))
    rendered(whole)
    new = {name: (whole / "build" / name).read_bytes() for name in left(whole / "build")}
    for number in range(30):
        process = subprocess.Popen([sys.executable, "-m", "cardkit", "render", "-q"], cwd=deck)
        time.sleep(0.3 + number * 0.04)
        process.kill()
        process.wait()
        for name in left(build):
            assert (build / name).read_bytes() in (old[name], new[name])
    rendered(deck)
    assert {name: (build / name).read_bytes() for name in left(build)} == new
    assert not [path for path in build.iterdir() if path.name.endswith("cardkit-tmp")]


def test_a_panorama_stands_beside_the_contact_sheets(deck: Path, tmp_path: Path) -> None:
    out = tmp_path / "looks"
    command = ["proof", str(deck), "--edition", "en", "--panorama", "-o", str(out), "--quiet"]
    run = subprocess.run([sys.executable, "-m", "cardkit", *command], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "my-deck.en.proof-panorama.pdf",
        "my-deck.en.proof-panorama.png",
        "my-deck.en.proof.pdf",
        "my-deck.en.proof.png",
    ]
