"""A pack holds what was signed and proved, or there is none; and whatever is done to it later is noticed."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from cardkit.cli import main
from cardkit.edition.ledger import read
from cardkit.job import seal

HOST = "cards.museum.cn"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter deck with a host of its own and every text approved."""
    folder = tmp_path_factory.mktemp("signed") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    for path in [*folder.rglob("*.yaml")]:
        text = path.read_text(encoding="utf-8").replace("cards.example.org", HOST)
        approved = "{state: approved, by: A. Reader, on: 2026-01-05}"
        path.write_text(text.replace("{en: draft, zh-Hans: draft}", approved), encoding="utf-8")
    with (folder / "deck.yaml").open("a", encoding="utf-8") as deck:
        deck.write(
            "print:\n  stock: 350 g/m² matt board · 哑粉纸\n  finish: matt lamination, both sides\n  quantity: 500\n"
            "  contacts:\n    - {name: Anna Ba, role: editor, phone: +86 471 555 0100, email: anna@museum.cn}\n"
        )
    return folder


@pytest.fixture
def deck(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "my-deck"))


@pytest.fixture(scope="module")
def packed(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One edition of it, packed on sheets; to be copied, not changed."""
    folder = Path(shutil.copytree(signed, tmp_path_factory.mktemp("packed") / "my-deck"))
    assert main(["pack", str(folder), "--edition", "en", "--sheets", "a3"]) == 0
    return folder / "build" / "pack"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def report(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main([*words, "--report", "json"])
    return code, json.loads(capsys.readouterr().out)


def errors(told: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in told["problems"] if problem["severity"] == "error"]


def test_the_projects_own_deck_is_refused_for_its_host_and_its_unsigned_texts(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = checkout / "cards" / "inner-mongolia"
    deck = Path(shutil.copytree(source, tmp_path / "deck", ignore=shutil.ignore_patterns("build")))
    code, told = report(capsys, "pack", str(deck), "-o", str(tmp_path / "out"))
    assert code == 1
    assert sorted(errors(told)) == ["placeholder-host", "review-open"]
    assert not (tmp_path / "out").exists()
    assert not (deck / "links.lock.yaml").exists()
    words = ("--edition", "en", "--base", "https://nmg.museum.cn", "-o", str(tmp_path / "out"))
    code, told = report(capsys, "pack", str(deck), *words)
    assert (code, errors(told)) == (1, ["review-open"])


def test_a_signed_deck_is_packed_and_its_codes_are_locked(packed: Path) -> None:
    names = sorted(path.relative_to(packed).as_posix() for path in packed.rglob("*") if path.is_file())
    assert names == [
        "cards/manifest.json",
        "cards/my-deck.en.pdf",
        "job.yaml",
        "preflight.json",
        "preflight.txt",
        "proof/my-deck.en.proof.png",
        "sheets/my-deck.en.a3.pdf",
        "sign/my-deck.en.sign.pdf",
        "ticket.pdf",
    ]
    ledger = (packed.parent.parent / "links.lock.yaml").read_text(encoding="utf-8")
    assert ledger.count("card: ") == 3
    assert not list(packed.parent.glob(".*"))


def test_the_ticket_says_what_the_printer_must_know(packed: Path) -> None:
    ticket = pypdf.PdfReader(packed / "ticket.pdf")
    assert len(ticket.pages) == 1
    said = " ".join(ticket.pages[0].extract_text().split())
    digest = hashlib.sha256((packed / "sheets" / "my-deck.en.a3.pdf").read_bytes()).hexdigest()
    for words in (
        "70 × 120 mm, bleed 3 mm",
        "Cyan, Magenta, Yellow, Black",
        "FOGRA39, written to PDF/X-4",
        "500 copies",
        "350 g/m² matt board · 哑粉纸",
        "matt lamination, both sides",
        "Anna Ba · editor · +86 471 555 0100 · anna@museum.cn",
        f"https://{HOST}",
        digest,
    ):
        assert words in said
    job = (packed / "job.yaml").read_text(encoding="utf-8")
    for line in ('quantity: "500"', "standard: PDF/X-4", "file: sheets/my-deck.en.a3.pdf", f"sha256: {digest}"):
        assert line.replace("sha256: ", "") in job.replace('"' + digest + '"', digest)


def test_the_office_sees_every_card_with_its_lines_and_has_room_to_sign(packed: Path) -> None:
    pages = pypdf.PdfReader(packed / "sign" / "my-deck.en.sign.pdf").pages
    said = [" ".join(page.extract_text().split()) for page in pages]
    digest = hashlib.sha256((packed / "cards" / "my-deck.en.pdf").read_bytes()).hexdigest()
    assert "river-mill" in said[0]
    assert "en approved by A. Reader, 2026-01-05" in said[0]
    assert "Every text is approved" in said[0]
    assert "Signature or seal" in said[0]
    assert digest in said[0]
    assert len(pages) == 3, "one of the list, and two cards a page"
    assert "true size" in said[1]
    assert "The miller opens the sluice" in said[1]
    for page in pages[1:]:
        content = page.get_contents()
        assert content is not None
        lines = content.get_data()
        for ink in (b"0 1 0 0 K", b"1 0 0 0 K", b"0.8 0 1 0 K"):
            assert ink in lines, "a line for the trim, the bleed and the safe area"


def test_the_preflight_report_is_there_for_people_and_programs(packed: Path) -> None:
    assert (
        (packed / "preflight.txt")
        .read_text(encoding="utf-8")
        .startswith("my-deck.en.pdf, judged for the press fogra39-x4: 0 errors")
    )
    (one,) = json.loads((packed / "preflight.json").read_text(encoding="utf-8"))
    assert (one["file"], one["press"]) == ("my-deck.en.pdf", "fogra39-x4")


def test_an_untouched_pack_verifies(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = report(capsys, "verify", str(packed))
    assert (code, told["problems"], told["summary"]["files"]) == (0, [], 8)


def _edited(folder: Path) -> None:
    with (folder / "cards" / "my-deck.en.pdf").open("ab") as file:
        file.write(b"\n")


def _flipped(folder: Path) -> None:
    path = folder / "ticket.pdf"
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.write_bytes(data)


def _linked(folder: Path) -> None:
    path = folder / "ticket.pdf"
    copy = folder.parent / "elsewhere.pdf"
    path.rename(copy)
    path.symlink_to(copy)


def _retold(folder: Path) -> None:
    spoil(folder / "job.yaml", 'quantity: "500"', 'quantity: "900"')


def _garbled(folder: Path) -> None:
    spoil(folder / "job.yaml", "sha256: ", "sha257: ")


def _unsealed(folder: Path) -> None:
    path = folder / "job.yaml"
    path.write_text(path.read_text(encoding="utf-8").rpartition("seal:")[0], encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_edited, [("pack-changed", "cards/my-deck.en.pdf")]),
        (_flipped, [("pack-changed", "ticket.pdf")]),
        (_linked, [("pack-changed", "ticket.pdf")]),
        (_retold, [("pack-changed", "job.yaml")]),
        (_garbled, [("pack-changed", "job.yaml")]),
        (_unsealed, [("pack-changed", "job.yaml")]),
        (lambda folder: (folder / "preflight.txt").unlink(), [("pack-missing", "preflight.txt")]),
        (lambda folder: (folder / "cards" / "new.pdf").write_bytes(b""), [("pack-added", "cards/new.pdf")]),
        (lambda folder: shutil.rmtree(folder / "sign"), [("pack-missing", "sign/my-deck.en.sign.pdf")]),
    ],
)
def test_whatever_was_done_to_a_pack_is_named(
    packed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], object],
    expected: list[tuple[str, str]],
) -> None:
    folder = Path(shutil.copytree(packed, tmp_path / "pack"))
    change(folder)
    code, told = report(capsys, "verify", str(folder))
    assert code == 1
    assert [(problem["code"], problem["message"].split("`")[1]) for problem in told["problems"]] == expected


@pytest.mark.parametrize(
    "content",
    ["", "files: 3\n", "files: [{file: a, bytes: x, sha256: y}]\n", "a: [", "files:\n- {file: a, bytes: '1'}\n"],
)
def test_what_was_never_packed_is_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    (tmp_path / "job.yaml").write_text(content, encoding="utf-8")
    code, told = report(capsys, "verify", str(tmp_path))
    assert (code, errors(told)) == (3, ["no-pack"])


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return target


def test_a_zip_verifies_like_its_folder_and_is_never_unpacked(packed: Path, tmp_path: Path) -> None:
    whole = zipped(packed, tmp_path / "pack.zip")
    assert seal.verify(whole) == ((), 8)
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("../../evil", b"x")
    assert [problem.code for problem in seal.verify(whole)[0]] == ["pack-added"]
    assert not (tmp_path.parent.parent / "evil").exists()
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("ticket.pdf", b"x")
    assert [problem.code for problem in seal.verify(whole)[0]] == ["pack-added", "pack-changed"]
    data = bytearray(zipped(packed, tmp_path / "other.zip").read_bytes())
    data[len(data) // 2] ^= 255
    (tmp_path / "other.zip").write_bytes(data)
    assert {problem.code for problem in seal.verify(tmp_path / "other.zip")[0]} == {"pack-changed"}
    (tmp_path / "other.zip").write_bytes(data[:-40])
    with pytest.raises(seal.NoPackError):
        seal.verify(tmp_path / "other.zip")


def test_a_bomb_is_read_no_further_than_what_was_packed(packed: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("job.yaml", (packed / "job.yaml").read_bytes())
        with archive.open("ticket.pdf", "w") as stream:
            for _ in range(64):
                stream.write(bytes(1 << 20))
    codes = [problem.code for problem in seal.verify(bomb)[0]]
    assert codes.count("pack-changed") == 1
    assert codes.count("pack-missing") == 7


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--base", "https://nmg.example.net"), "placeholder-host"),
        (("--base", "http://nmg.museum.cn"), "link-scheme"),
        (("--base", "no address"), "link-characters"),
    ],
)
def test_another_base_is_judged_like_the_decks_own(
    deck: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], reason: str
) -> None:
    code, told = report(capsys, "pack", str(deck), "--edition", "en", *words)
    assert code == 1
    assert reason in errors(told)
    assert not (deck / "build" / "pack").exists()


def test_another_base_is_tried_without_locking_a_code(deck: Path) -> None:
    assert main(["pack", str(deck), "--edition", "en", "--base", "https://try.museum.cn"]) == 0
    assert not (deck / "links.lock.yaml").exists()
    manifest = json.loads((deck / "build/pack/cards/manifest.json").read_text(encoding="utf-8"))
    urls = {code["url"] for page in manifest["files"][0]["pages"] for code in page["codes"]}
    assert len(urls) == 3
    assert all(url.startswith("https://try.museum.cn/c/") for url in urls)
    assert "tried" in (deck / "build/pack/job.yaml").read_text(encoding="utf-8")


def test_another_base_may_be_tried_once_the_decks_own_is_in_print(deck: Path) -> None:
    assert main(["pack", str(deck), "--edition", "en"]) == 0
    assert {entry.base for entry in read(deck)[0].entries} == {f"https://{HOST}"}
    ledger = (deck / "links.lock.yaml").read_bytes()
    words = ("--base", "https://try.museum.cn", "-o", str(deck / "tried"))
    assert main(["pack", str(deck), "--edition", "en", *words]) == 0
    assert (deck / "links.lock.yaml").read_bytes() == ledger


def test_a_draft_is_packed_whatever_is_wrong_and_says_so_everywhere(deck: Path) -> None:
    spoil(deck / "places/river-mill.yaml", "{state: approved, by: A. Reader, on: 2026-01-05}", "needed")
    spoil(deck / "deck.yaml", "350 g/m² matt board", "board " * 400)
    assert main(["pack", str(deck), "--edition", "en", "--draft", "-o", str(deck / "out")]) == 0
    assert len(pypdf.PdfReader(deck / "out/ticket.pdf").pages) == 1
    assert not (deck / "links.lock.yaml").exists()
    for name in ("ticket.pdf", "sign/my-deck.en.sign.pdf", "cards/my-deck.en.pdf"):
        for page in pypdf.PdfReader(deck / "out" / name).pages:
            assert "DRAFT" in page.extract_text()
    said = pypdf.PdfReader(deck / "out/sign/my-deck.en.sign.pdf").pages[0].extract_text()
    assert "1 of 3 cards still await review" in said
    assert 'draft: "true"' in (deck / "out/job.yaml").read_text(encoding="utf-8")


def test_the_word_draft_covers_no_code_on_cards_that_lie(deck: Path) -> None:
    command = ["pack", str(deck), "--edition", "en", "--format", "card-90x54", "--format", "postcard-a6", "--draft"]
    assert main([*command, "-o", str(deck / "out")]) == 0


def test_a_draft_may_lead_to_no_address_at_all(deck: Path) -> None:
    assert main(["pack", str(deck), "--edition", "en", "--draft", "--base", "\x1b[31m", "-o", str(deck / "out")]) == 1
    assert "\x1b" not in (deck / "out/job.yaml").read_text(encoding="utf-8")
    assert seal.verify(deck / "out")[0] == ()


def test_a_review_that_is_open_in_an_edition_not_printed_stops_nothing(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(
        deck / "places/river-mill.yaml",
        "{state: approved, by: A. Reader, on: 2026-01-05}",
        "{en: {state: approved, by: A. Reader, on: 2026-01-05}, zh-Hans: needed}",
    )
    code, told = report(capsys, "pack", str(deck), "--edition", "zh-Hans")
    assert (code, errors(told)) == (1, ["review-open"])
    code, told = report(capsys, "pack", str(deck), "--edition", "en")
    assert (code, errors(told)) == (0, [])


def test_what_nobody_has_proved_is_not_what_people_should_have_looked_at(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", str(deck), "--edition", "en", "--no-proof"]) == 0
    code, told = report(capsys, "pack", str(deck), "--edition", "en")
    assert (code, errors(told)) == (1, ["unproved-files"])
    path = deck / "build" / "manifest.json"
    spoil(path, '"draft": false', '"draft": true')
    code, told = report(capsys, "pack", str(deck), "--edition", "en")
    assert (code, errors(told)) == (1, ["draft-files"])
    assert not (deck / "links.lock.yaml").exists()
    path.write_text("[]", encoding="utf-8")
    code, told = report(capsys, "pack", str(deck), "--edition", "en")
    assert (code, errors(told)) == (0, [])


def test_a_faulty_card_stops_a_pack_before_anything_is_written(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "places/river-mill.yaml", "kind: place", "kind: place\ncolour: red")
    code, told = report(capsys, "pack", str(deck))
    assert (code, errors(told)) == (1, ["unknown-field"])
    assert not (deck / "build").exists()
    assert not (deck / "links.lock.yaml").exists()


def test_a_pack_takes_the_place_of_an_untouched_one_alone(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["pack", str(deck), "--edition", "en"]
    assert main(command) == 0
    before = {path: path.read_bytes() for path in (deck / "build/pack").rglob("*") if path.is_file()}
    assert main(command) == 0
    after = {path: path.read_bytes() for path in (deck / "build/pack").rglob("*") if path.is_file()}
    assert before == after, "the same deck gives the same pack"
    (deck / "build/pack/notes.txt").write_text("ask about the blue", encoding="utf-8")
    code, told = report(capsys, *command)
    assert (code, errors(told)) == (3, ["pack-occupied"])
    assert (deck / "build/pack/notes.txt").exists()
    other = deck.parent / "full"
    other.mkdir()
    (other / "holiday.jpg").write_bytes(b"x")
    code, told = report(capsys, *command, "-o", str(other))
    assert (code, errors(told)) == (3, ["pack-occupied"])
    assert [path.name for path in other.iterdir()] == ["holiday.jpg"]


@pytest.mark.slow
def test_a_zip_is_the_same_from_one_time_to_the_next(deck: Path) -> None:
    target = deck.parent / "to-printer.zip"
    command = ["pack", str(deck), "--edition", "en", "--base", "https://try.museum.cn", "-o", str(target)]
    assert main(command) == 0
    first = target.read_bytes()
    assert seal.verify(target)[0] == ()
    assert main(command) == 0
    assert target.read_bytes() == first
    assert sorted(path.name for path in deck.parent.iterdir()) == ["my-deck", "to-printer.zip"]


def test_a_sheet_too_small_for_the_cards_stops_the_pack(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = report(capsys, "pack", str(deck), "--edition", "en", "--sheets", "70x70")
    assert (code, errors(told)) == (1, ["sheet-too-small"])
    assert not (deck / "build" / "pack").exists()
    assert not (deck / "links.lock.yaml").exists()


def test_what_a_killed_pack_has_left_is_cleared_away(deck: Path) -> None:
    from cardkit.job.staging import staged

    gone = 2**22 + 1  # Beyond the numbers that Linux gives to processes.
    target = deck / "pack"
    for name in (f".pack.{gone}.cardkit-tmp.d", f".pack.{gone}.cardkit-tmp.d-old"):
        (deck / name).mkdir()
        (deck / name / "left").write_text(name, encoding="utf-8")
    with pytest.raises(Exception, match="is no pack"), staged(target):
        pass
    assert (target / "left").read_text(encoding="utf-8").endswith("-old"), "the pack that was being replaced is back"
    assert not list(deck.glob(".pack*"))
