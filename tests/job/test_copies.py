"""Every printed copy has a code of its own, and all else is drawn once."""

import json
import shutil
from pathlib import Path

import pypdf
import pytest

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.codes.name import apart, code_for
from cardkit.deck.numbering import numbering, overlaps
from cardkit.edition.model import Choice
from cardkit.job.copies import read
from cardkit.job.judgement import judge
from cardkit.layout.drawing import Modules, Placed


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    return folder


@pytest.fixture
def deck(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(starter, tmp_path / "my-deck"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


EDITION = "en: {languages: [en]}"
NUMBERED = "en: {languages: [en], copies: 4, serial: {start: 9, batch: B}}"


def test_each_copy_has_its_own_code_and_address(deck: Path) -> None:
    spoil(deck / "deck.yaml", EDITION, NUMBERED)
    assert main(["render", "my-deck", "--edition", "en", "--only", "bread", "--quiet"]) == 0
    build = deck / "build" / "part"
    copies = read(build / "my-deck.en.copies.csv")
    code = code_for("my-deck", "bread")
    assert [copy.serial for copy in copies] == ["B09", "B10", "B11", "B12"]
    assert [apart(copy.url.rpartition("/c/")[2]) for copy in copies] == [(code, copy.serial) for copy in copies]
    pages = pypdf.PdfReader(build / "my-deck.en.pdf").pages
    assert len(pages) == 8
    for copy in copies:
        assert copy.page % 2 == 0
        words = pages[copy.page - 1].extract_text().replace("\n", "").replace(" ", "")
        assert copy.url.removeprefix("https://").replace(" ", "") in words
    listed = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["files"][0]["pages"]
    assert [page["serial"] for page in listed] == [copy.serial for copy in copies for _ in "fb"]
    assert [page["codes"][0]["url"] for page in listed if page["codes"]] == [copy.url for copy in copies]
    assert [
        copy.url.removeprefix("https://") in page["text"] for copy, page in zip(copies, listed[1::2], strict=True)
    ] == [True] * 4


def test_copies_say_what_a_card_without_serial_says_but_for_its_address(deck: Path) -> None:
    assert main(["render", "my-deck", "--edition", "en", "--no-proof", "--quiet"]) == 0
    plain = words_of(deck / "build" / "my-deck.en.pdf")
    spoil(deck / "deck.yaml", EDITION, NUMBERED.replace("copies: 4", "copies: 1"))
    assert main(["render", "my-deck", "--edition", "en", "--no-proof", "--quiet"]) == 0
    numbered = words_of(deck / "build" / "my-deck.en.pdf")
    assert [text.replace("-B9", "") for text in numbered] == plain


def words_of(pdf: Path) -> list[str]:
    """What each page says, in the order in which it is drawn, without the breaks that readers guess."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages]


def test_what_does_not_vary_is_drawn_once(deck: Path) -> None:
    spoil(deck / "deck.yaml", EDITION, NUMBERED)
    loaded, _ = decks.load(deck)
    assert loaded
    (laid,) = judge(loaded, [Choice("en", only=("bread",))]).laid
    fronts, backs = laid.faces[::2], laid.faces[1::2]
    assert [face.side for face in laid.faces] == ["front", "back"] * 4
    assert len({id(item.drawing) for face in fronts for item in face.items if isinstance(item, Placed)}) == 1
    shared = {id(item.drawing) for face in backs for item in face.items if isinstance(item, Placed)}
    assert len(shared) == sum(isinstance(item, Placed) for item in backs[0].items)
    codes = [item for face in backs for item in face.items if isinstance(item, Modules)]
    assert len({code.url for code in codes}) == 4
    assert len({code.box for code in codes}) == 1
    assert len({code.version for code in codes}) == 1
    assert [face.serial for face in laid.originals] == ["B09", "B09"]


def test_a_hundred_copies_cost_little(deck: Path) -> None:
    sizes = []
    for copies in (1, 101):
        spoil(deck / "deck.yaml", EDITION, f"en: {{languages: [en], copies: {copies}}}")
        assert main(["render", "my-deck", "--edition", "en", "--only", "bread", "--no-proof", "--quiet"]) == 0
        sizes.append((deck / "build" / "part" / "my-deck.en.pdf").stat().st_size)
        spoil(deck / "deck.yaml", f"en: {{languages: [en], copies: {copies}}}", EDITION)
    assert (sizes[1] - sizes[0]) / 100 < 2500  # Bytes for a front and a back with a code.


def test_the_list_goes_when_the_serials_go(deck: Path) -> None:
    spoil(deck / "deck.yaml", EDITION, NUMBERED)
    assert main(["render", "my-deck", "--edition", "en", "--no-proof", "--quiet"]) == 0
    assert (deck / "build" / "my-deck.en.copies.csv").is_file()
    spoil(deck / "deck.yaml", NUMBERED, EDITION)
    assert main(["render", "my-deck", "--edition", "en", "--no-proof", "--quiet"]) == 0
    assert not (deck / "build" / "my-deck.en.copies.csv").exists()
    assert (deck / "build" / "my-deck.en.pdf").is_file()


def test_a_card_may_say_otherwise_than_its_edition(deck: Path) -> None:
    spoil(deck / "deck.yaml", EDITION, NUMBERED)
    spoil(deck / "industries" / "bread.yaml", "id: bread", "id: bread\ncopies: 1000\nserial: {width: 5}")
    loaded, problems = decks.load(deck)
    assert loaded
    assert not [problem for problem in problems if problem.is_error]
    by_id = {card.id: numbering(loaded, "en", card) for card in loaded.cards}
    assert (bread := by_id["bread"])
    assert (other := by_id["river-mill"])
    assert (list(bread.serials())[:2], bread.copies) == (["00001", "00002"], 1000)
    assert list(other.serials()) == ["B09", "B10", "B11", "B12"]
    assert numbering(loaded, "zh-Hans", loaded.cards[0]) is None


@pytest.mark.parametrize(
    ("other", "taken"),
    [
        ("copies: 2", True),
        ("copies: 2, serial: {start: 4}", True),
        ("copies: 2, serial: {width: 6}", True),
        ("copies: 2, serial: {start: 5}", False),
        ("copies: 2, serial: {batch: C}", False),
    ],
)
def test_no_two_copies_share_a_serial(deck: Path, other: str, *, taken: bool) -> None:
    spoil(deck / "deck.yaml", EDITION, "en: {languages: [en], copies: 4}")
    spoil(deck / "deck.yaml", "zh-Hans: {languages: [zh-Hans]}", f"zh-Hans: {{languages: [zh-Hans], {other}}}")
    loaded, _ = decks.load(deck)
    assert loaded
    found = list(overlaps(loaded))
    assert [problem.code for problem in found] == (["serial-taken"] if taken else [])
    assert all(problem.hint and problem.span and problem.span.file.endswith("deck.yaml") for problem in found)
    assert main(["validate", "my-deck", "--quiet"]) == int(taken)


@pytest.mark.parametrize(
    "wrong",
    [
        "copies: 0",
        "copies: 1.5",
        "copies: many",
        "copies: 100001",
        "serial: {batch: I}",
        "serial: {start: -1}",
        "serial: 5",
    ],
)
def test_nonsense_is_told_where_it_stands(deck: Path, wrong: str) -> None:
    spoil(deck / "deck.yaml", EDITION, f"en: {{languages: [en], {wrong}}}")
    _, problems = decks.load(deck)
    faults = [problem for problem in problems if problem.is_error]
    assert len(faults) == 1
    assert faults[0].span
    assert faults[0].span.file.endswith("deck.yaml")


def test_the_base_is_judged_with_the_longest_serial_behind_it(deck: Path) -> None:
    spoil(deck / "deck.yaml", "example.org", "longer-host.cn")
    spoil(deck / "deck.yaml", "example.org", "longer-host.cn")
    loaded, _ = decks.load(deck)
    assert loaded
    assert loaded.links
    before = [problem.code for problem in judge(loaded, [Choice("en")]).report]
    spoil(deck / "deck.yaml", EDITION, "en: {languages: [en], serial: {width: 9, batch: B}}")
    loaded, _ = decks.load(deck)
    assert loaded
    after = [problem.code for problem in judge(loaded, [Choice("en")]).report]
    assert ("link-long" in before, "link-long" in after) == (False, True)


def test_lists_of_strangers_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.copies.csv"
    assert read(path) == ()
    for words in (
        b"",
        b"\xff\xfe\x00",
        b"page,card\n1,2\n",
        b"page,card,serial,url\nx,y,z,w\n",
        b"page,card,serial,url\n1,2\n",
    ):
        path.write_bytes(words)
        assert read(path) == ()
