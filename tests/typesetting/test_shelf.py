"""The shelf finds every font, believes none, and says why one cannot serve."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import tempfile
from pathlib import Path

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from cardkit.diagnostic import Span
from cardkit.typesetting.shelf import FontFile, folder, read, shelf

FRAUNCES = folder() / "fraunces" / "Fraunces-Regular.ttf"
MOST_MEGABYTES = 30  # of the folder fonts/


@pytest.fixture(scope="module")
def fraunces() -> bytes:
    return FRAUNCES.read_bytes()


def codes(place: Path) -> list[str]:
    return [problem.code for problem in shelf([place])[1]]


def test_own_fonts_are_those_that_the_look_asks_for() -> None:
    fonts, problems = shelf()
    assert problems == ()
    for family, weights in {
        "Source Sans 3": (400, 600, 700),
        "Source Serif 4": (400, 600, 700),
        "Fraunces": (600,),
        "Noto Serif SC": (700,),
        "Noto Sans SC": (400, 700),
        "Noto Sans Mongolian": (400,),
    }.items():
        for weight in weights:
            assert fonts[family, weight, False].path.is_file()
    assert fonts["Source Serif 4", 400, True].path.name == "SourceSerif4-Italic.ttf"


def test_index_says_what_the_files_say() -> None:
    index = json.loads((folder() / "index.json").read_text(encoding="utf-8"))["fonts"]
    assert sorted(entry["file"] for entry in index) == sorted(
        path.relative_to(folder()).as_posix() for path in folder().rglob("*.ttf")
    )
    for entry in index:
        path = folder() / entry["file"]
        assert read(path) == (FontFile(path, entry["family"], entry["weight"], entry["italic"]), ())
        data = path.read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert len(uharfbuzz.Face(data).unicodes) == entry["characters"]
        assert "SIL Open Font License" in (path.parent / "OFL.txt").read_text(encoding="utf-8")


def test_folder_stays_small_enough_for_a_clone() -> None:
    assert sum(path.stat().st_size for path in folder().rglob("*") if path.is_file()) < MOST_MEGABYTES * 1_000_000


@pytest.mark.parametrize("weight", [400, 700])
def test_cut_font_holds_gb_2312_and_halves_its_punctuation(weight: int) -> None:
    face = uharfbuzz.Face(shelf()[0]["Noto Sans SC", weight, False].path.read_bytes())
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {character for pair in pairs for character in pair.decode("gb2312", errors="ignore")}
    assert {c for c in gb2312 | set("镕堃喆") if ord(c) not in face.unicodes} == set()

    def width(text: str, features: dict[str, bool]) -> int:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(uharfbuzz.Font(face), buffer, features)
        return sum(position.x_advance for position in buffer.glyph_positions)

    assert width("。", {"halt": True}) * 2 == width("。", {}) == face.upem
    assert width("儿", {"palt": True}) <= width("儿", {})


def test_deck_font_wins_over_our_own(tmp_path: Path) -> None:
    shutil.copy(FRAUNCES, tmp_path / "mine.ttf")
    (tmp_path / "OFL.txt").write_text("licence", encoding="utf-8")
    fonts, problems = shelf([tmp_path])
    assert problems == ()
    assert fonts["Fraunces", 400, False].path == tmp_path / "mine.ttf"
    assert fonts["Fraunces", 600, False].path.parent == folder() / "fraunces"


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008, 0x0006, 0x000A])
def test_font_that_may_be_embedded_serves(tmp_path: Path, fraunces: bytes, bits: int) -> None:
    (tmp_path / "a.ttf").write_bytes(with_embedding(fraunces, bits))
    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("bits", "words"), [(0x0002, "restricted licence"), (0x0102, "restricted"), (0x0104, "subset"), (0x0200, "bitmaps")]
)
def test_font_that_may_not_be_embedded_is_refused(tmp_path: Path, fraunces: bytes, bits: int, words: str) -> None:
    (tmp_path / "House Type.ttf").write_bytes(with_embedding(fraunces, bits))
    asked = Span("deck.yaml", 9, 3, 9, 8)
    fonts, (problem,) = shelf([tmp_path], asked)
    assert (problem.code, problem.span) == ("font-restricted", asked)
    assert '"House Type.ttf"' in problem.message
    assert words in problem.message
    assert fonts["Fraunces", 400, False].path == FRAUNCES


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.otf", b"OTTO" + bytes(20), "PostScript"),
        ("a.ttc", b"ttcf" + bytes(20), "collection"),
        ("a.woff", b"wOFF" + bytes(20), "WOFF"),
        ("a.woff2", b"wOF2" + bytes(20), "WOFF2"),
        ("a.TTF", b"<!DOCTYPE html>", "not a TrueType font"),
        ("a.ttf", b"", "cut short"),
    ],
)
def test_file_that_is_no_static_truetype_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    _, (problem,) = shelf([tmp_path])
    assert problem.code == "font-format"
    assert problem.hint
    assert words in problem.message
    assert str(problem.span) == f"{tmp_path / name}:1:1"


def test_variable_font_is_refused(tmp_path: Path, fraunces: bytes) -> None:
    (tmp_path / "a.ttf").write_bytes(fraunces.replace(b"gasp", b"fvar", 1))
    _, (problem,) = shelf([tmp_path])
    assert (problem.code, "variable" in problem.message) == ("font-format", True)


def test_places_that_hold_no_font_are_named(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere.ttf") == ["font-format"]
    assert codes(tmp_path) == []
    os.mkfifo(tmp_path / "pipe.ttf")  # reading it would never end
    assert codes(tmp_path) == ["font-format"]


def test_same_style_twice_is_a_warning(tmp_path: Path) -> None:
    for name in ("b.ttf", "a.ttf"):
        shutil.copy(FRAUNCES, tmp_path / name)
    fonts, (problem,) = shelf([tmp_path])
    assert (problem.code, problem.is_error) == ("font-twice", False)
    assert fonts["Fraunces", 400, False].path.name == "a.ttf"


@given(at=st.integers(0, 72_471), byte=st.integers(0, 255), length=st.integers(0, 72_472))
def test_damaged_font_is_a_problem_and_never_a_crash(at: int, byte: int, length: int) -> None:
    data = FRAUNCES.read_bytes()
    damaged = (data[: at % 400] + bytes([byte]) + data[at % 400 + 1 :])[:length]
    with tempfile.NamedTemporaryFile(suffix=".ttf") as file:
        file.write(damaged)
        file.flush()
        font, problems = read(Path(file.name))
    assert (font is None) == (len(problems) == 1)
    assert font is None or length == len(data)


def with_embedding(font: bytes, bits: int) -> bytes:
    """The same font with other embedding bits (OS/2 fsType, 8 bytes into its table)."""
    entry = font.index(b"OS/2")
    (offset,) = struct.unpack_from(">I", font, entry + 8)
    return font[: offset + 8] + struct.pack(">H", bits) + font[offset + 10 :]
