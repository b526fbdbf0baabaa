"""Proofs of plates, of lines and of changes show what the files of the deck really have."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cardkit.cli import main
from cardkit.pdf.document import opened, pages, text


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck that a newcomer begins with, and what its English edition was rendered to."""
    folder = tmp_path_factory.mktemp("starter") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    assert main(["render", str(folder), "--edition", "en", "--no-proof", "-q", "-o", str(folder / "old")]) == 0
    return folder


@pytest.fixture
def deck(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter, tmp_path / "my-deck"))


class Ran:
    """One proof: its exit code, what it said as data, and the texts of its pages by file name."""

    def __init__(self, code: int, said: dict[str, Any], folder: Path) -> None:
        self.code = code
        self.problems = [problem["code"] for problem in said["problems"] if problem["severity"] == "error"]
        self.summary = said["summary"]
        self.files = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    @property
    def changes(self) -> dict[tuple[str, str | None], dict[str, Any]]:
        (compared,) = self.summary["compared"]
        return {(change["card"], change["face"]): change for change in compared["changes"]}


@pytest.fixture
def proof(deck: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str) -> Ran:
        out = deck / "proofs"
        capsys.readouterr()
        code = main(["proof", str(deck), "-o", str(out), "--report", "json", *words])
        return Ran(code, json.loads(capsys.readouterr().out), out)

    return run


def said(path: Path) -> list[str]:
    with opened(path) as file:
        return [" ".join(text(page).split()) for page in pages(file)]


def change(deck: Path, file: str, old: str, new: str) -> None:
    path = deck / file
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")


def test_every_plate_has_a_sheet_that_names_its_ink_and_its_coverage(deck: Path, proof: Any) -> None:
    ran = proof("--edition", "en", "--separations")
    assert ran.code == 0
    stem = "my-deck.en.proof-separations"
    assert ran.files == sorted(f"{stem}{end}" for end in (".pdf", ".png", "-2.png", "-3.png", "-4.png"))
    inks = ran.summary["inks"]
    assert [one["ink"] for one in inks] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert all(0.01 < one["coverage"] < one["most"]["coverage"] < 1 for one in inks)
    for page, one in zip(said(deck / "proofs" / f"{stem}.pdf"), inks, strict=True):
        assert f"· {one['ink']} " in page
        assert f"covers {one['coverage'] * 100:.1f} % of the cards" in page
        assert "river-mill" in page


def test_pages_of_an_older_proof_do_not_stay_behind_its_last_one(deck: Path, proof: Any) -> None:
    (deck / "proofs").mkdir()
    ours = [f"my-deck.en.proof-overlay{end}" for end in (".png", "-2.png", "-3.png")]
    others = ["my-deck.en.proof-2.png", "my-deck.zh-Hans.proof-overlay-2.png", "my-deck.en.proof-overlay-5.png"]
    for name in (*ours, *others):
        (deck / "proofs" / name).write_bytes(b"old")
    ran = proof("--edition", "en", "--overlay")
    assert ran.files == sorted(["my-deck.en.proof-overlay.pdf", ours[0], *others])
    assert (deck / "proofs" / ours[0]).read_bytes() != b"old"


def test_a_list_is_printed_for_people_unless_they_want_none(
    deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(deck, "industries/bread.yaml", "yesterday’s dough: the bakery", "yesterday’s paste: the bakery")
    words = ["proof", str(deck), "-o", str(tmp_path / "p"), "--compare", str(deck / "old" / "my-deck.en.pdf")]
    capsys.readouterr()
    assert main(words) == 0
    heard = capsys.readouterr()
    assert "bread  back  changed" in heard.out
    assert "text: “and yesterday’s dough: the bakery” → “and yesterday’s paste: the bakery”" in heard.out
    assert "6 faces compared with" in heard.err
    assert main([*words, "-q"]) == 0
    assert "changed" not in capsys.readouterr().out


def test_a_die_line_has_a_plate_of_its_own_which_says_what_it_is(deck: Path, proof: Any) -> None:
    theme = "theme: cut\nextends: long-horizon\nplates:\n  cut: {name: Knife, is: die-line, shows: [0, 100, 0, 0]}\n"
    (deck / "themes" / "cut").mkdir(parents=True)
    (deck / "themes" / "cut" / "theme.yaml").write_text(theme, encoding="utf-8")
    change(deck, "deck.yaml", "theme: long-horizon", "theme: cut")
    *_, knife = proof("--edition", "en", "--only", "bread", "--separations").summary["inks"]
    assert (knife["ink"], knife["sort"]) == ("Knife", "die-line")
    # A quarter of a point around 70 × 120 mm, half of it within: 0.2 %.
    assert knife["coverage"] == pytest.approx(0.002, abs=0.0015)
    assert "· Knife (die-line)" in said(deck / "proofs" / "my-deck.en.proof-separations.pdf")[-1]


def test_lines_are_drawn_in_place_of_the_contact_sheets(deck: Path, proof: Any) -> None:
    ran = proof("--edition", "en", "--overlay")
    assert ran.files == ["my-deck.en.proof-overlay.pdf", "my-deck.en.proof-overlay.png"]
    (page,) = said(deck / "proofs" / "my-deck.en.proof-overlay.pdf")
    for words in (
        "bleed: ink goes on for 3 mm",
        "trim: cut here",
        "safe area: 4 mm",
        "quiet zone of a code: 4 modules",
    ):
        assert words in page


def test_the_bleed_shown_is_that_of_the_press(deck: Path, proof: Any) -> None:
    assert proof("--edition", "en", "--overlay", "--press", "cn-gangrun").code == 0
    (page,) = said(deck / "proofs" / "my-deck.en.proof-overlay.pdf")
    assert "bleed: ink goes on for 2 mm" in page


def test_the_same_deck_has_not_changed(deck: Path, proof: Any) -> None:
    ran = proof("--compare", str(deck / "old" / "my-deck.en.pdf"))
    (compared,) = ran.summary["compared"]
    assert (ran.code, compared["edition"], compared["faces"], compared["by_manifest"]) == (0, "my-deck.en", 6, True)
    assert ran.changes == {}
    assert "Nothing differs: 6 faces were compared." in said(deck / "proofs" / "my-deck.en.proof-compare.pdf")[0]


def test_a_changed_word_is_found_on_its_card_and_nowhere_else(deck: Path, proof: Any) -> None:
    change(deck, "industries/bread.yaml", "yesterday’s dough: the bakery", "yesterday’s paste: the bakery")
    ran = proof("--compare", str(deck / "old" / "my-deck.en.pdf"))
    assert ran.code == 0
    assert list(ran.changes) == [("bread", "back")]
    found = ran.changes["bread", "back"]
    assert (found["what"], found["old_page"], found["new_page"], found["codes"]) == ("changed", 4, 4, [])
    assert found["texts"] == [{"old": "and yesterday’s dough: the bakery", "new": "and yesterday’s paste: the bakery"}]
    x, y, width, height = found["box_mm"]
    assert 0 < found["share"] < 0.05
    assert x >= 4
    assert y >= 4
    assert x + width <= 66
    assert height < 60
    (page,) = said(deck / "proofs" / "my-deck.en.proof-compare.pdf")
    assert "bread · back · changed" in page


def test_a_code_that_leads_elsewhere_is_told_with_both_links(deck: Path, proof: Any) -> None:
    change(deck, "deck.yaml", "base: https://cards.example.org", "base: https://other.example.org")
    change(deck, "deck.yaml", "hosts: [cards.example.org]", "hosts: [other.example.org]")
    ran = proof("--compare", str(deck / "old" / "my-deck.en.pdf"))
    backs = [found for (_, face), found in ran.changes.items() if face == "back"]
    assert len(backs) == 3
    for found in backs:
        (code,) = found["codes"]
        assert code["old"].startswith("https://cards.example.org/c/")
        assert code["new"].startswith("https://other.example.org/c/")


def test_cards_that_came_or_went_are_told_and_the_others_keep_their_match(deck: Path, proof: Any) -> None:
    (deck / "industries" / "bread.yaml").rename(deck / "gone.txt")
    new = (deck / "places" / "river-mill.yaml").read_text(encoding="utf-8")
    new = new.replace("id: river-mill", "id: sea-mill").replace("number: 1", "number: 2")
    (deck / "places" / "sea-mill.yaml").write_text(new, encoding="utf-8")
    ran = proof("--compare", str(deck / "old" / "my-deck.en.pdf"))
    what = {key: found["what"] for key, found in ran.changes.items() if found["what"] != "changed"}
    assert what == {
        ("sea-mill", "front"): "new",
        ("sea-mill", "back"): "new",
        ("bread", "front"): "gone",
        ("bread", "back"): "gone",
    }
    assert ("lantern-night", "back") not in ran.changes


def test_a_renamed_card_is_held_against_what_it_was(deck: Path, proof: Any) -> None:
    change(deck, "industries/bread.yaml", "id: bread", "id: loaf\nwas: [bread]")
    ran = proof("--compare", str(deck / "old" / "my-deck.en.pdf"))
    assert not {found["what"] for found in ran.changes.values()} & {"new", "gone"}


def test_only_some_cards_are_compared_and_the_others_are_not_missed(deck: Path, proof: Any) -> None:
    change(deck, "industries/bread.yaml", "yesterday’s dough: the bakery", "yesterday’s paste: the bakery")
    assert proof("--compare", str(deck / "old" / "my-deck.en.pdf"), "--only", "river-mill").changes == {}
    assert list(proof("--compare", str(deck / "old" / "my-deck.en.pdf"), "--only", "bread").changes) == [
        ("bread", "back")
    ]


def test_without_a_manifest_pages_are_matched_by_their_order(deck: Path, proof: Any, tmp_path: Path) -> None:
    alone = tmp_path / "my-deck.en.pdf"
    shutil.copy(deck / "old" / "my-deck.en.pdf", alone)
    (deck / "stories" / "lantern-night.yaml").rename(deck / "gone.txt")
    ran = proof("--compare", str(alone))
    assert not ran.summary["compared"][0]["by_manifest"]
    gone = {key[0]: found["old_page"] for key, found in ran.changes.items() if found["what"] == "gone"}
    assert gone == {"page 5": 5, "page 6": 6}


def test_another_size_is_told_and_both_are_shown(deck: Path, proof: Any) -> None:
    ran = proof("--compare", str(deck / "old" / "my-deck.en.pdf"), "--edition", "en", "--format", "card-90x54")
    assert {found["what"] for found in ran.changes.values()} == {"resized"}
    (page,) = said(deck / "proofs" / "my-deck.en.card-90x54.proof-compare.pdf")
    assert "70 × 120 mm → 90 × 54 mm" in page


def test_nothing_is_guessed_of_a_file_that_says_nothing(deck: Path, proof: Any, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.pdf"
    shutil.copy(deck / "old" / "my-deck.en.pdf", stranger)
    ran = proof("--compare", str(stranger))
    assert (ran.code, ran.problems, ran.files) == (2, ["edition-unclear"], [])
    assert proof("--compare", str(stranger), "--edition", "en").changes == {}
    ran = proof("--compare", str(stranger), "--edition", "en", "--only", "bread")
    assert (ran.code, ran.problems) == (2, ["option-conflict"])


@pytest.mark.parametrize("name", ["text", "cut", "folder"])
def test_what_is_no_pdf_is_refused_and_nothing_is_written(deck: Path, proof: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"my-deck.en.{name}.pdf"
    if name == "folder":
        path.mkdir()
    else:
        whole = (deck / "old" / "my-deck.en.pdf").read_bytes()
        path.write_bytes(b"hello" if name == "text" else whole[: len(whole) // 2])
    ran = proof("--compare", str(path))
    assert (ran.code, ran.problems) == (3, ["pdf-unreadable"])
    assert not [one for one in ran.files if not one.startswith(".")]
