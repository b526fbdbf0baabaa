"""`cardkit impose`, as it is typed: from a rendered deck to sheets that are still files for a press."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import deqr
import pikepdf
import pypdfium2
import pytest
from card_pdf import Make, card_pdf

from cardkit.cli import main


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter deck's English edition for two presses, in folders of their names."""
    folder = tmp_path_factory.mktemp("rendered")
    assert main(["new", "deck", str(folder / "my-deck")]) == 0
    for press in ("fogra39-x4", "x1a"):
        command = ["render", str(folder / "my-deck"), "--edition", "en", "--press", press, "-o", str(folder / press)]
        assert main(command) == 0
    return folder


@pytest.fixture
def build(rendered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rendered / "fogra39-x4", tmp_path / "build"))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "cardkit"


def report(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["impose", *words, "--report", "json"])
    return code, json.loads(capsys.readouterr().out)


def codes(told: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in told["problems"]]


def test_sheets_stand_beside_the_cards_and_their_codes_are_proved(
    build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = report(capsys, str(build / "my-deck.en.pdf"), "--sheet", "a4")
    assert code == 0
    summary = told["summary"]
    assert summary["written"] == [(build / "sheets" / "my-deck.en.a4.pdf").as_posix()]
    assert (summary["sheets"], summary["cards"], summary["cards_per_sheet"], summary["empty_places"]) == (1, 3, 4, 1)
    assert summary["codes"] == 3
    assert summary["paper_used"] == pytest.approx(3 * 70 * 120 / (210 * 297), abs=1e-4)


@pytest.mark.parametrize("duplex", ["long-edge", "short-edge", "none"])
@pytest.mark.parametrize("sheet", ["a4", "letter"])
def test_another_engine_reads_every_code_from_the_sheet(build: Path, sheet: str, duplex: str) -> None:
    target = build / "out.pdf"
    command = ["impose", str(build / "my-deck.en.pdf"), "--sheet", sheet, "--duplex", duplex, "-o", str(target)]
    assert main(command) == 0
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    due = sorted(code["url"] for page in manifest["files"][0]["pages"] for code in page["codes"])
    found = []
    document = pypdfium2.PdfDocument(target)
    for page in document:
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        found += [code.data_entries[0].data for code in deqr.QRdecDecoder().decode(picture)]
    assert sorted(found) == due


@pytest.mark.parametrize(("press", "claim"), [("fogra39-x4", "PDF/X-4"), ("x1a", "PDF/X-1a:2003")])
def test_sheets_claim_what_the_cards_claim(rendered: Path, tmp_path: Path, press: str, claim: str) -> None:
    cards, target = rendered / press / "my-deck.en.pdf", tmp_path / "sheets.pdf"
    assert main(["impose", str(cards), "--sheet", "a3", "-o", str(target)]) == 0
    with pikepdf.open(cards) as before, pikepdf.open(target) as after:
        assert after.pdf_version == before.pdf_version
        for key in ("/Title", "/Trapped", "/CreationDate", "/ModDate", "/GTS_PDFXVersion"):
            assert after.docinfo[key] == before.docinfo[key]
        assert str(after.docinfo["/GTS_PDFXVersion"]).startswith(claim.split(":")[0])
        (intent,) = list(after.Root.OutputIntents)
        assert intent.S == "/GTS_PDFX"
        assert intent.DestOutputProfile.read_bytes() == before.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        old, new = before.Root.Metadata.read_bytes(), after.Root.Metadata.read_bytes()
        identity = re.compile(rb"uuid:[0-9a-f-]{36}")
        assert identity.sub(b"", new) == identity.sub(b"", old)
        assert identity.findall(new) != identity.findall(old), "other pages are another document"
        if press == "x1a":
            assert b"/ObjStm" not in target.read_bytes()
        for item in after.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                operators = {str(one.operator) for one in pikepdf.parse_content_stream(item)}
                assert not operators & {"g", "G", "rg", "RG"}
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in item


def test_cards_are_known_by_name(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cards = str(build / "my-deck.en.pdf")
    code, told = report(capsys, cards, "--quantities", "bread=5", "--copies", "2", "--scheme", "step-and-repeat")
    assert (code, told["summary"]["cards"], told["summary"]["codes"]) == (0, 9, 9)
    file = build / "quantities.yaml"
    file.write_text("bread: 0\nriver-mill: 3\n", encoding="utf-8")
    code, told = report(capsys, cards, "--quantities", str(file))
    assert (code, told["summary"]["cards"]) == (0, 4)
    code, told = report(capsys, cards, "--quantities", "broad=2")
    assert (code, codes(told)) == (2, ["unknown-card"])
    assert told["problems"][0]["hint"] == "Did you mean `bread`?"


@pytest.mark.parametrize("quantity", ["bread=", "bread=-1", "bread=1.5", "bread=2OO", "bread=9999999", "bread=٣"])
def test_what_is_no_quantity_is_refused(build: Path, capsys: pytest.CaptureFixture[str], quantity: str) -> None:
    code, told = report(capsys, str(build / "my-deck.en.pdf"), "--quantities", quantity)
    assert (code, codes(told)) == (2, ["bad-quantity"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("- bread\n", (1, "bad-quantity")),
        ("bread: [1]\n", (1, "bad-quantity")),
        ("bread: 1\nbread: 2\n", (1, "duplicate-key")),
    ],
)
def test_a_faulty_file_of_quantities_is_told(
    build: Path, capsys: pytest.CaptureFixture[str], content: str, expected: tuple[int, str]
) -> None:
    (build / "q.yaml").write_text(content, encoding="utf-8")
    code, told = report(capsys, str(build / "my-deck.en.pdf"), "--quantities", str(build / "q.yaml"))
    assert (code, codes(told)[0]) == expected


def test_a_file_of_quantities_that_is_not_there_cannot_be_read(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = report(capsys, str(build / "my-deck.en.pdf"), "--quantities", str(build / "none.yaml"))
    assert code == 3
    assert codes(told)


def test_a_pdf_that_its_manifest_does_not_know_any_more_is_taken_by_its_pages(
    build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = build / "my-deck.en.pdf"
    with pikepdf.open(cards, allow_overwriting_input=True) as pdf:
        pdf.save(cards)
    code, told = report(capsys, str(cards), "--quantities", "2=4")
    assert (code, codes(told)) == (0, ["manifest-differs"])
    assert (told["summary"]["cards"], told["summary"]["codes"]) == (6, 0)


def test_a_code_that_the_sheets_do_not_carry_stops_them(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    first = next(code for page in manifest["files"][0]["pages"] for code in page["codes"])
    first["url"] = first["url"][:-1] + ("0" if first["url"][-1] != "0" else "1")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    code, told = report(capsys, str(build / "my-deck.en.pdf"))
    assert code == 1
    assert codes(told)[0].startswith("code-")
    assert not (build / "sheets").exists()
    assert report(capsys, str(build / "my-deck.en.pdf"), "--no-proof")[0] == 0


def test_the_cards_themselves_are_never_written_over(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cards = build / "my-deck.en.pdf"
    before = cards.read_bytes()
    code, told = report(capsys, str(cards), "-o", str(cards))
    assert (code, codes(told)) == (2, ["option-conflict"])
    assert cards.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "no-pdf"),
        (("CARDS", "--butt", "--gutter", "3"), "option-conflict"),
        (("CARDS", "--cut", "cut.pdf"), "option-conflict"),
        (("CARDS", "--calibrate"), "option-conflict"),
        (("--calibrate", "--duplex", "none"), "option-conflict"),
        (("CARDS", "--press", "fogra93"), "unknown-press"),
    ],
)
def test_options_that_contradict_each_other_are_wrong_usage(
    build: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], expected: str
) -> None:
    typed = [str(build / "my-deck.en.pdf") if word == "CARDS" else word for word in words]
    code, told = report(capsys, *typed)
    assert (code, codes(told)) == (2, [expected])


@pytest.mark.parametrize(
    "words",
    [
        ("--sheet", "a33"),
        ("--sheet", "1x1"),
        ("--fold", "middle:3"),
        ("--offset", "1;2"),
        ("--offset", "1,20"),
        ("--printer", "../x"),
        ("--gutter", "-1"),
        ("--scheme", "random"),
        ("--copies", "0"),
    ],
)
def test_values_that_mean_nothing_are_wrong_usage(build: Path, words: tuple[str, ...]) -> None:
    assert main(["impose", str(build / "my-deck.en.pdf"), *words]) == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.6\n", b"\x00" * 4096])
def test_no_pdf_is_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    code, told = report(capsys, str(tmp_path / "x.pdf"))
    assert (code, codes(told)) == (3, ["pdf-unreadable"])
    assert report(capsys, str(tmp_path / "none.pdf"))[0] == 3


def test_a_printers_offset_is_stored_and_moves_its_backs(
    settings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards, target = tmp_path / "cards.pdf", tmp_path / "sheets.pdf"
    cards.write_bytes(card_pdf(Make()))
    code, told = report(capsys, str(cards), "--printer", "office")
    assert (code, codes(told)) == (2, ["unknown-printer"])
    assert main(["impose", "--printer", "office", "--offset", "0.8,-0.4"]) == 0
    assert main(["impose", "--printer", "attic", "--offset", "-1,2"]) == 0
    assert "office:" in (settings / "printers.yaml").read_text(encoding="utf-8")
    assert main(["impose", str(cards), "--sheet", "a4", "--printer", "office", "-o", str(target)]) == 0
    with pikepdf.open(target) as pdf:
        front, back = ([float(v) for v in page.TrimBox] for page in pdf.pages)
    assert [b - a for a, b in zip(front, back, strict=True)] == pytest.approx(
        [0.8 * 72 / 25.4, 0.4 * 72 / 25.4] * 2, abs=0.001
    )
    code, told = report(capsys, str(cards), "--printer", "offise")
    assert told["problems"][0]["hint"] == "Did you mean `office`?"
    (settings / "printers.yaml").write_text("office: {offset: [1]}\n", encoding="utf-8")
    assert report(capsys, str(cards), "--printer", "office")[0] == 1


def test_without_a_home_no_offset_is_stored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    code, told = report(capsys, "--printer", "office", "--offset", "1,1")
    assert (code, codes(told)) == (3, ["no-home"])


@pytest.mark.usefixtures("settings")
def test_the_calibration_sheet_has_its_rulers_behind_its_crosses(tmp_path: Path) -> None:
    target = tmp_path / "calibrate.pdf"
    assert main(["impose", "--calibrate", "--sheet", "a5", "-o", str(target)]) == 2
    assert main(["impose", "--printer", "office", "--offset", "0.8,-0.4"]) == 0
    assert main(["impose", "--calibrate", "--sheet", "a4", "--printer", "office", "-o", str(target)]) == 0
    document = pypdfium2.PdfDocument(target)
    front, back = (page.get_textpage().get_text_range() for page in document)
    assert "100 %" in front
    assert "long-edge · printed with the offset 0.8,-0.4" in back
    scale = 10 * 25.4 / 72  # Ten pixels a millimetre.
    crosses, rulers = (page.render(scale=scale).to_pil().convert("L") for page in document)
    assert crosses.getpixel((1050, 1485 + 80)) < 200, "the cross in the middle"
    # Printed without fault, the ruler's middle lies where it was moved to.
    assert rulers.getpixel((1050 + 8, 1485 - 4 + 80)) < 200
    assert rulers.getpixel((1050 + 8 - 3, 1485 - 4 + 83)) == 255


def test_a_cutters_file_comes_with_the_sheets(build: Path) -> None:
    cards = str(build / "my-deck.en.pdf")
    for ending in ("svg", "dxf"):
        cut = build / f"cut.{ending}"
        assert main(["impose", cards, "--cut", str(cut), "--corner", "3", "-o", str(build / "x.pdf")]) == 0
        assert "CutContour" in cut.read_text(encoding="utf-8")


def test_strictly_a_warning_stops_the_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cards = tmp_path / "cards.pdf"
    cards.write_bytes(card_pdf(Make(boxes=())))
    code, told = report(capsys, str(cards), "--strict")
    assert (code, codes(told)) == (1, ["no-trim-box"])
    assert not (tmp_path / "sheets").exists()
