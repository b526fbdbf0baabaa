"""An outside judge of the finished deck: it shares no code with cardkit and trusts nothing that the manifest says."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import deqr
import pikepdf
import pypdf
import pypdfium2
import pytest

MM = 25.4 / 72


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own deck, rendered by the command that a user runs."""
    out = tmp_path_factory.mktemp("judge") / "build"
    deck = Path(__file__).parent.parent / "cards" / "inner-mongolia"
    command = [sys.executable, "-m", "cardkit", "render", str(deck), "-o", str(out), "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return out


@pytest.fixture(scope="module")
def entries(built: Path) -> list[dict[str, Any]]:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["proved"] is True
    files: list[dict[str, Any]] = manifest["files"]
    return files


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u2060", "").replace("\u00ad", "").replace("\x02", "-")


def test_the_manifest_lists_exactly_the_pdfs_beside_it(built: Path, entries: list[dict[str, Any]]) -> None:
    assert sorted(entry["path"] for entry in entries) == sorted(path.name for path in built.glob("*.pdf"))
    for entry in entries:
        assert hashlib.sha256((built / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_page_has_the_boxes_of_its_format(built: Path, entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        width, height = entry["trim_mm"]
        bleed = entry["bleed_mm"]
        with pikepdf.open(built / entry["path"]) as pdf:
            assert len(pdf.pages) == len(entry["pages"])
            for page in pdf.pages:
                media = [float(v) * MM for v in page["/MediaBox"]]
                trim = [float(v) * MM for v in page["/TrimBox"]]
                assert media == pytest.approx([0, 0, width + 2 * bleed, height + 2 * bleed], abs=0.01)
                assert trim == pytest.approx([bleed, bleed, bleed + width, bleed + height], abs=0.01)
                assert [float(v) for v in page["/BleedBox"]] == pytest.approx([v / MM for v in media], abs=0.01)
                assert "/CropBox" not in page


def test_every_text_is_on_its_page_for_two_readers(built: Path, entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        first = pypdfium2.PdfDocument(built / entry["path"])
        second = pypdf.PdfReader(built / entry["path"])
        for page in entry["pages"]:
            number = page["page"] - 1
            by_pdfium = squeezed(first[number].get_textpage().get_text_range())
            by_pypdf = squeezed(second.pages[number].extract_text())
            for text in page["text"]:
                assert squeezed(text) in by_pdfium, f"{entry['path']} page {page['page']}: {text!r}"
                assert squeezed(text) in by_pypdf, f"{entry['path']} page {page['page']} (pypdf): {text!r}"
            assert len(by_pdfium) == sum(len(squeezed(text)) for text in page["text"]), "something else is on the page"


@pytest.mark.slow
def test_every_text_is_on_its_page_for_poppler(
    built: Path, entries: list[dict[str, Any]], tool: Callable[[str], str]
) -> None:
    for entry in entries:
        command = [tool("pdftotext"), "-raw", str(built / entry["path"]), "-"]
        pages = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8").split("\f")
        for page in entry["pages"]:
            for text in page["text"]:
                assert squeezed(text) in squeezed(pages[page["page"] - 1])


def test_every_code_is_read_at_its_place_by_another_engine(built: Path, entries: list[dict[str, Any]]) -> None:
    codes = 0
    for entry in entries:
        document = pypdfium2.PdfDocument(built / entry["path"])
        for page in entry["pages"]:
            picture = document[page["page"] - 1].render(scale=300 / 72).to_pil().convert("L")
            found = [code.data_entries[0].data for code in deqr.QRdecDecoder().decode(picture)]
            assert sorted(found) == sorted(code["url"] for code in page["codes"])
            for code in page["codes"]:
                codes += 1
                x, y, width, height = (v + (entry["bleed_mm"] if i < 2 else 0) for i, v in enumerate(code["box_mm"]))
                part = picture.crop(
                    tuple(round(v / 25.4 * 300) for v in (x - 3.3, y - 3.3, x + width + 3.3, y + height + 3.3))
                )
                assert deqr.QRdecDecoder().decode(part)[0].data_entries[0].data == code["url"]
                assert part.crop((2, 2, part.width - 2, 30)).getextrema()[0] > 250, "ink in the quiet zone"
    assert codes


def test_nothing_but_cmyk_and_embedded_fonts_is_in_the_files(built: Path, entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        with pikepdf.open(built / entry["path"]) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                    assert "/FontFile2" in item
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                    assert str(item.ColorSpace) == "/DeviceCMYK"
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                    assert not _other_colours(item)
            for page in pdf.pages:
                assert not _other_colours(page)


def _other_colours(content: Any) -> set[str]:
    operators = {str(instruction.operator) for instruction in pikepdf.parse_content_stream(content)}
    return operators & {"g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}


@pytest.mark.slow
def test_qpdf_and_ghostscript_find_no_fault(
    built: Path, entries: list[dict[str, Any]], tool: Callable[[str], str], tmp_path: Path
) -> None:
    for entry in entries:
        path = str(built / entry["path"])
        subprocess.run([tool("qpdf"), "--check", path], check=True, capture_output=True)
        command = [tool("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r36"]
        run = subprocess.run([*command, f"-sOutputFile={tmp_path}/p%d.tif", path], capture_output=True, check=True)
        assert b"rror" not in run.stdout + run.stderr


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hour_seed_zone_or_locale(built: Path, tmp_path: Path) -> None:
    import os

    deck = tmp_path / "elsewhere" / "deck"
    shutil.copytree(
        Path(__file__).parent.parent / "cards" / "inner-mongolia", deck, ignore=shutil.ignore_patterns("build")
    )
    for seed, zone, locale in (("1", "Asia/Shanghai", "C"), ("77", "America/Lima", "C.UTF-8")):
        out = tmp_path / f"out-{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-m", "cardkit", "render", str(deck), "-o", str(out), "--quiet"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        for path in [*built.glob("*.pdf"), built / "manifest.json"]:
            assert (out / path.name).read_bytes() == path.read_bytes(), path.name
