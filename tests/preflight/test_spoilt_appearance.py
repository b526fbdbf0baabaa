"""Good PDFs, each spoilt in a way that only shows on the page, or against its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Pdf
from press_file import (
    BLEED,
    LINE,
    MODULE,
    PANEL,
    PICTURE,
    TEXT,
    TRIM,
    URL,
    add,
    code,
    draw,
    first,
    good,
    press_file,
    spot,
)

from cardkit.codes.symbol import symbol
from cardkit.diagnostic import Diagnostic
from cardkit.preflight.inspection import inspect
from cardkit.press.folder import shipped_press

X4 = shipped_press("fogra39-x4")
CARD = PANEL + PICTURE + TEXT + LINE


def problems(path: Path, manifest: Path | None = None) -> tuple[Diagnostic, ...]:
    return inspect(path, X4, manifest)[1]


def found(path: Path, manifest: Path | None = None) -> list[str]:
    return sorted(problem.code for problem in problems(path, manifest))


@pytest.mark.parametrize("name", ["fogra39-x4", "cn-gangrun", "office"])
def test_good_file_passes(tmp_path: Path, name: str) -> None:
    press = shipped_press(name)
    known, wrong = inspect(press_file(tmp_path / "card.pdf"), press)
    assert wrong == ()
    assert known is not None
    assert [seen.text for sight in known.sights for seen in sight.codes] == [URL, URL]
    assert known.sights[0].coverage == pytest.approx(1.1, abs=0.1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (good() + "1 1 0.6 0.6 k 40 10 10 10 re f", "ink-over-limit"),
        (good() + "1 1 0.6 0.3 k 40 10 10 10 re f", "ink-near-limit"),
        (good() + "1 1 1 1 k 40 10 1 1 re f", ""),  # 1 mm² of 400 % is less than the press averages over
        (CARD.replace("0 60 66 36 re", "3 60 60 33 re") + code(), "bleed-empty"),
        (CARD.replace("0 60 66 36 re", "1 58 64 37 re") + code(), "bleed-empty"),
        (CARD.replace("0 60 66 36 re", "0 60 64 36 re") + code(), "bleed-empty"),
        (CARD.replace("0 60 66 36 re f", "0 60 m 66 70 l 66 96 l 0 96 l f") + code(), ""),  # a slanting edge
        (good().replace("8 50 Tm", "4 50 Tm"), "outside-safe"),
        (good().replace("8 50 Tm", "1 50 Tm"), "outside-safe"),
        (good() + "0 0 0 1 k /Over gs BT /F1 2 Tf 20 0.5 Td (card.indd 1) Tj ET", ""),  # a mark beyond the trim
        (good() + "/Over gs 0 0 0 1 k BT /F1 6 Tf 20 55 Td (DRAFT) Tj ET", "draft-pdf"),
        (good() + "/Over gs 0 0 0 1 k BT /F1 3 Tf 8 55 Td (a DRAFT of air) Tj ET", ""),
        (CARD + code(module=0.45), "qr-too-small"),
        (CARD + code(module=0.6), "qr-too-small"),
        (CARD + code(at=(4, 12)), "qr-near-trim"),
        (CARD + code(mirrored=True), "code-mismatch"),
        (CARD + "0 0 0 1 k 5 6 30 32 re f " + code(ink="0 0 0 0 k"), "code-mismatch"),
        (CARD + code() + "0 0 0 1 k 8 8 2.5 30 re f", "code-quiet-zone"),
        (CARD + code(ink="0 0 0 0.3 k"), "code-grade"),
        (CARD + code(ink="0 0.9 0.9 0 k"), "code-contrast"),
        (CARD + code(URL + "/" + "a" * 60, module=0.68, at=(10, 10)), "qr-too-dense"),
        (CARD + code(URL + "/" + "a" * 100, module=0.36, at=(10, 10)), "code-grade qr-too-dense"),
    ],
)  # fmt: skip
def test_appearance(tmp_path: Path, content: str, expected: str) -> None:
    assert found(press_file(tmp_path / "card.pdf", content, pages=1)) == expected.split()


def test_level_l(tmp_path: Path) -> None:
    assert found(press_file(tmp_path / "card.pdf", CARD + code(level="L", module=0.85), pages=1)) == ["qr-level"]


def test_findings_stand_where_they_are(tmp_path: Path) -> None:
    (ink,) = problems(press_file(tmp_path / "ink.pdf", good() + "1 1 0.6 0.6 k 40 10 10 10 re f", pages=1))
    assert ink.box_mm is not None
    x, y, width, height = ink.box_mm
    assert 36.5 < x < x + width < 47.5
    assert 72.5 < y < y + height < 83.5
    content = CARD.replace("0 60 66 36 re", "0 60 63 36 re") + code()
    (bleed,) = problems(press_file(tmp_path / "bleed.pdf", content, pages=1))
    assert bleed.is_error
    assert bleed.box_mm == pytest.approx((TRIM[0], 0, BLEED, 33), abs=0.3)


def test_a_thing_that_happens_to_end_at_the_trim_is_a_warning(tmp_path: Path) -> None:
    content = good() + "0.3 0 0 0 k 0 40 66 15 re f 0.1 0 0 0 k 60 20 3 6 re f"
    (problem,) = problems(press_file(tmp_path / "card.pdf", content, pages=1))
    assert (problem.code, problem.is_error) == ("bleed-empty", False)


def test_spot_inks_count_and_bleed(tmp_path: Path) -> None:
    def foil(pdf: Pdf) -> None:
        add(pdf, "/ColorSpace", "/S", spot("Orange", [0, 0.6, 1, 0]))
        draw(pdf, "/S cs 1 scn /Over gs 20 61 20 6 re f 0.85 0.85 0 0 k 20 61 20 6 re f")

    (problem,) = problems(press_file(tmp_path / "card.pdf", CARD + code(), foil, pages=1))
    assert problem.code == "ink-near-limit"


def listed(path: Path, change: Callable[[dict[str, Any]], None] | None = None) -> Path:
    """A manifest of a good file of two pages, spoilt or not."""
    side = MODULE * len(symbol(URL).matrix)
    box = [12 - BLEED, TRIM[1] + BLEED - 12 - side, side, side]
    entry: dict[str, Any] = {
        "path": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "trim_mm": list(TRIM),
        "bleed_mm": BLEED,
        "inks": ["Cyan", "Magenta", "Yellow", "Black"],
        "pages": [
            {
                "page": number,
                "card": "hohhot",
                "face": face,
                "text": ["Hohhot"],
                "codes": [{"url": URL, "box_mm": box, "version": 3, "level": "Q", "module_mm": MODULE}],
            }
            for number, face in enumerate(("front", "back"), start=1)
        ],
    }
    whole = {"deck": "d", "press": "fogra39-x4", "draft": False, "files": [entry]}
    if change:
        change(whole)
    manifest = path.with_name("manifest.json")
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    return manifest


def test_good_file_is_what_its_manifest_says(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf")
    assert problems(path, listed(path)) == ()


def entry(whole: dict[str, Any]) -> dict[str, Any]:
    file: dict[str, Any] = whole["files"][0]
    return file


def renamed(whole: dict[str, Any]) -> None:
    entry(whole)["path"] = "other.pdf"


def without_pages(whole: dict[str, Any]) -> None:
    del entry(whole)["pages"]


def text_as_number(whole: dict[str, Any]) -> None:
    entry(whole)["pages"] = 7


def drafted(whole: dict[str, Any]) -> None:
    whole["draft"] = True


def resized(whole: dict[str, Any]) -> None:
    entry(whole)["trim_mm"] = [60, 91]


def redigested(whole: dict[str, Any]) -> None:
    entry(whole)["sha256"] = "0" * 64


def reworded(whole: dict[str, Any]) -> None:
    entry(whole)["pages"][1]["text"] = ["Hohhot", "Qingcheng"]


def shortened(whole: dict[str, Any]) -> None:
    entry(whole)["pages"][1]["text"] = ["Hoh"]


def relinked(whole: dict[str, Any]) -> None:
    entry(whole)["pages"][1]["codes"][0]["url"] = URL[:-1] + "5"


def uncoded(whole: dict[str, Any]) -> None:
    entry(whole)["pages"][1]["codes"] = []


def one_more_page(whole: dict[str, Any]) -> None:
    entry(whole)["pages"].append({"page": 3, "card": "x", "face": "front", "text": [], "codes": []})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (renamed, "manifest-unlisted"),
        (without_pages, "manifest-unreadable"),
        (text_as_number, "manifest-unreadable"),
        (drafted, "draft-pdf"),
        (resized, "box-size"),
        (redigested, "digest-differs"),
        (reworded, "text-differs"),
        (shortened, "text-differs"),
        (relinked, "code-mismatch"),
        (uncoded, "code-stray"),
        (one_more_page, "page-count-differs"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_manifest_that_says_otherwise(tmp_path: Path, change: Callable[[dict[str, Any]], None], expected: str) -> None:
    path = press_file(tmp_path / "card.pdf")
    wrong = problems(path, listed(path, change))
    assert {problem.code for problem in wrong} <= {expected, "code-wrong-link"}
    assert wrong


def test_manifest_that_is_none(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf")
    (tmp_path / "manifest.json").write_bytes(b"\xff{[")
    assert found(path, tmp_path / "manifest.json") == ["manifest-unreadable"]


def test_spot_ink_that_the_job_does_not_have(tmp_path: Path) -> None:
    def foil(pdf: Pdf) -> None:
        add(pdf, "/ColorSpace", "/S", spot("Foil", [0, 0.3, 0.8, 0.2]))
        draw(pdf, "/Over gs /S cs 1 scn 40 8 4 4 re f")

    path = press_file(tmp_path / "card.pdf", spoil=foil)
    (problem,) = problems(path, listed(path))
    assert problem.code == "spot-unknown"
    assert "the front of `hohhot`" in problem.message


def test_a_finding_names_the_card(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"0.2 w", b"0.01 w"))

    path = press_file(tmp_path / "card.pdf", spoil=spoil)
    (problem,) = problems(path, listed(path))
    assert (problem.code, problem.page) == ("line-too-thin", 2)
    assert "the back of `hohhot`" in problem.message


def test_rotated_and_boxless_files_are_looked_at_all_the_same(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        first(pdf).Rotate = 90
        del pdf.pages[1].obj.TrimBox
        del pdf.pages[1].obj.BleedBox

    known, wrong = inspect(press_file(tmp_path / "card.pdf", spoil=spoil), X4)
    assert known is not None
    assert len(known.sights) == 2
    assert {problem.code for problem in wrong} >= {"page-rotated", "box-missing"}
    assert "pdf-unreadable" not in {problem.code for problem in wrong}


def test_not_a_pdf(tmp_path: Path) -> None:
    for name, data in (("empty.pdf", b""), ("words.pdf", b"Dear printer,"), ("short.pdf", b"%PDF-1.7\n")):
        (tmp_path / name).write_bytes(data)
        known, wrong = inspect(tmp_path / name, X4)
        assert known is None
        assert [problem.code for problem in wrong] == ["pdf-unreadable"]


def test_locked_file(tmp_path: Path) -> None:
    path = press_file(tmp_path / "card.pdf", encryption=pikepdf.Encryption(owner="x", user="y", R=4))
    known, (problem,) = inspect(path, X4)
    assert known is None
    assert (problem.code, "password" in problem.message) == ("pdf-unreadable", True)
