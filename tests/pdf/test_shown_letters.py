"""A page shows what it did as long as the glyphs that it shows are the same, whatever else its fonts hold."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from cardkit.geometry import Point, Size
from cardkit.ink import KEY
from cardkit.layout.drawing import Drawing, Face, Glyphs, Placed
from cardkit.pdf.fingerprint import Fingerprints, fingerprints
from cardkit.press.folder import shipped_press
from cardkit.typesetting.font import Font, open_font
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.typesetting.shelf import shelf
from cardkit.writers.encoding import name_of
from cardkit.writers.pdf import Job, write

LATIN = open_font(shelf()[0]["Source Sans 3", 400, False].path)
ARABIC = open_font(Path(__file__).parent.parent / "fonts" / "NotoNaskhArabic-Regular.ttf")

Spoil = Callable[[Pdf], None]
Words = Sequence[tuple[Font, str, str]]

#: Page by page. The second has no letter that the first has not; only the third has a `q` with its mark, and Arabic.
PAGES: list[Words] = [
    [(LATIN, "en", "Grassland"), (LATIN, "en", "sand and salt")],
    [(LATIN, "en", "salt"), (LATIN, "en", "sand")],
    [(LATIN, "en", "q\u0323ale"), (LATIN, "en", "lake"), (ARABIC, "ar", "مرحبا")],
]


def face(number: int, words: Words) -> Face:
    lines = [
        Glyphs(Point(4, 6.0 + 6 * row), Line.of([Part(shaped)], shaped.width, text), 9.0, KEY)
        for row, (font, tag, text) in enumerate(words)
        for shaped in [font.shape(text, tag, right_to_left=font is ARABIC)]
    ]
    # One line stands in a drawing, whose stream is a form of its own.
    return Face(f"card-{number}", "front", Size(85, 55), 3.0, (*lines[1:], Placed(Drawing(lines[:1]), Point(0, 0))))


def printed(path: Path, pages: Sequence[Words] = PAGES, spoil: Spoil | None = None) -> Fingerprints:
    stream = io.BytesIO()
    write(
        [face(*one) for one in enumerate(pages)], Job("Cards", "en", "2026-12-01", "cardkit", shipped_press()), stream
    )
    path.write_bytes(stream.getvalue())
    if spoil:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            spoil(pdf)
            pdf.save(path)
    found = fingerprints(path)
    assert found is not None
    assert None not in found.written
    return found


def same(one: Fingerprints, other: Fingerprints) -> list[bool]:
    return [a == b for a, b in zip(one.shown, other.shown, strict=False)]


@pytest.mark.parametrize("more", [[(LATIN, "en", "Wind Ç")], [(ARABIC, "ar", "بكم")], [(LATIN, "en", "ẹ́q\u0323")]])
def test_a_glyph_more_in_a_font_changes_no_page_that_shows_it_not(more: Words, tmp_path: Path) -> None:
    before, after = printed(tmp_path / "a.pdf"), printed(tmp_path / "b.pdf", [*PAGES, more])
    assert same(before, after) == [True, True, True]
    assert not set(before.written) & set(after.written), "the fonts are the same, and this test tells nothing"
    assert len(set(after.shown)) == 4


def test_a_page_that_was_seen_before_is_taken_at_its_word(tmp_path: Path) -> None:
    found = printed(tmp_path / "a.pdf")
    known = {found.written[1]: b"as before"}
    again = fingerprints(tmp_path / "a.pdf", known)  # type: ignore[arg-type] # None of them is None.
    assert again is not None
    assert again.shown == (found.shown[0], b"as before", found.shown[2])


def latin(pdf: Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj.Resources.Font[f"/{name_of(LATIN)}"]


def glyph_of(pdf: Pdf, character: str) -> int:
    places = latin(pdf).DescendantFonts[0].CIDToGIDMap.read_bytes()
    return int(struct.unpack_from(">H", places, 2 * ord(character))[0])


def in_table(pdf: Pdf, tag: bytes, change: Callable[[bytearray, dict[bytes, bytearray]], None]) -> None:
    """Change a table of the font program in its place."""
    stream = latin(pdf).DescendantFonts[0].FontDescriptor.FontFile2
    program = bytearray(stream.read_bytes())
    tables = {}
    for at in range(12, 12 + 16 * struct.unpack_from(">H", program, 4)[0], 16):
        name, _, offset, length = struct.unpack_from(">4s3I", program, at)
        tables[name] = (offset, length)
    copies = {name: program[offset : offset + length] for name, (offset, length) in tables.items()}
    change(copies[tag], copies)
    offset, length = tables[tag]
    assert len(copies[tag]) == length
    program[offset : offset + length] = copies[tag]
    stream.write(bytes(program))


def outline_of(character: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        glyph = glyph_of(pdf, character)

        def change(table: bytearray, tables: dict[bytes, bytearray]) -> None:
            is_long = struct.unpack_from(">h", tables[b"head"], 50)[0]
            at = (
                struct.unpack_from(">I", tables[b"loca"], 4 * glyph)[0]
                if is_long
                else 2 * struct.unpack_from(">H", tables[b"loca"], 2 * glyph)[0]
            )
            table[at + 14] ^= 1

        in_table(pdf, b"glyf", change)

    return spoil


def advance_of(character: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        glyph = glyph_of(pdf, character)

        def change(table: bytearray, _: dict[bytes, bytearray]) -> None:
            table[4 * glyph + 1] ^= 1

        in_table(pdf, b"hmtx", change)

    return spoil


def text_of(character: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        said = latin(pdf).ToUnicode.read_bytes()
        row = f"<{ord(character):04X}> <{ord(character):04X}>".encode()
        assert row in said
        latin(pdf).ToUnicode.write(said.replace(row, row[:-2] + b"0>"))

    return spoil


def place_of(character: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        places = bytearray(latin(pdf).DescendantFonts[0].CIDToGIDMap.read_bytes())
        struct.pack_into(">H", places, 2 * ord(character), glyph_of(pdf, "s"))
        latin(pdf).DescendantFonts[0].CIDToGIDMap.write(bytes(places))

    return spoil


def width_of(character: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        widths = latin(pdf).DescendantFonts[0].W
        for at in range(0, len(widths), 2):
            first, row = int(widths[at]), widths[at + 1]
            if first <= ord(character) < first + len(row):
                row[ord(character) - first] = 7

    return spoil


def listing_of(character: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        stream = latin(pdf).DescendantFonts[0].FontDescriptor.CIDSet
        bits = bytearray(stream.read_bytes())
        bits[ord(character) // 8] ^= 0x80 >> ord(character) % 8
        stream.write(bytes(bits))

    return spoil


#: `G` stands on the first page alone, `k` on the third, `d` on the first two.
@pytest.mark.parametrize("spoil", [outline_of, advance_of, text_of, place_of, width_of, listing_of])
@pytest.mark.parametrize(
    ("character", "unchanged"), [("G", [False, True, True]), ("k", [True, True, False]), ("d", [False, False, True])]
)
def test_a_glyph_that_changed_changes_the_pages_that_show_it(
    spoil: Callable[[str], Spoil], character: str, unchanged: list[bool], tmp_path: Path
) -> None:
    before = printed(tmp_path / "a.pdf")
    assert same(before, printed(tmp_path / "b.pdf", spoil=spoil(character))) == unchanged


def component(pdf: Pdf) -> None:
    """The outline of a letter that only a letter with its mark is put together from."""
    at = next(code for code in range(0xE000, 0xF900) if struct.unpack_from(">H", places(pdf), 2 * code)[0])
    glyph = struct.unpack_from(">H", places(pdf), 2 * at)[0]

    def change(table: bytearray, tables: dict[bytes, bytearray]) -> None:
        def begin(number: int) -> int:
            is_long = struct.unpack_from(">h", tables[b"head"], 50)[0]
            form, size = (">I", 4) if is_long else (">H", 2)
            return int(struct.unpack_from(form, tables[b"loca"], size * number)[0]) * (1 if is_long else 2)

        assert struct.unpack_from(">h", table, begin(glyph))[0] < 0, "it is no composite"
        (part,) = struct.unpack_from(">H", table, begin(glyph) + 12)
        table[begin(part) + 14] ^= 1

    in_table(pdf, b"glyf", change)


def places(pdf: Pdf) -> bytes:
    return bytes(latin(pdf).DescendantFonts[0].CIDToGIDMap.read_bytes())


def test_a_glyph_is_what_it_is_put_together_from(tmp_path: Path) -> None:
    assert same(printed(tmp_path / "a.pdf"), printed(tmp_path / "b.pdf", spoil=component)) == [True, True, False]


def ascent(pdf: Pdf) -> None:
    latin(pdf).DescendantFonts[0].FontDescriptor.Ascent = 1


def name_in_one_place(pdf: Pdf) -> None:
    latin(pdf).DescendantFonts[0].BaseFont = Name("/ABCDEF+Other")


def another_tag_in_one_place(pdf: Pdf) -> None:
    latin(pdf).DescendantFonts[0].BaseFont = Name("/ABCDEF+SourceSans3-Regular")


def length(pdf: Pdf) -> None:
    latin(pdf).DescendantFonts[0].FontDescriptor.FontFile2.Length1 = 5


def units(pdf: Pdf) -> None:
    in_table(pdf, b"head", lambda table, _: struct.pack_into(">H", table, 18, 999))


def rows(pdf: Pdf) -> None:
    said = latin(pdf).ToUnicode.read_bytes()
    latin(pdf).ToUnicode.write(said.replace(b"CMapType 2", b"CMapType 1"))


def another_encoding(pdf: Pdf) -> None:
    latin(pdf).Encoding = Name("/Identity-V")


def another_entry(pdf: Pdf) -> None:
    latin(pdf).DescendantFonts[0].DW2 = Array([880, -1000])


def no_program(pdf: Pdf) -> None:
    del latin(pdf).DescendantFonts[0].FontDescriptor.FontFile2


def no_font(pdf: Pdf) -> None:
    latin(pdf).DescendantFonts[0].FontDescriptor.FontFile2.write(b"no font")


@pytest.mark.parametrize(
    "spoil",
    [
        *(ascent, name_in_one_place, another_tag_in_one_place, length, units, rows, another_encoding, another_entry),
        *(no_program, no_font),
    ],
)
def test_what_holds_for_all_glyphs_changes_all_pages(spoil: Spoil, tmp_path: Path) -> None:
    assert same(printed(tmp_path / "a.pdf"), printed(tmp_path / "b.pdf", spoil=spoil)) == [False, False, False]


#: What a stream says at the end of its text objects, or behind all else.
WITHIN, BEHIND = b"ET", b"\\Z"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        pytest.param(WITHIN, b"(\0k) Tj ET", id="letters in parentheses"),
        pytest.param(WITHIN, b"q /F0 9 Tf Q <006B> Tj ET", id="a font that is taken back"),
        pytest.param(WITHIN, b"<006B00> Tj ET", id="half a code"),
        pytest.param(BEHIND, b"\nBT <006B> Tj ET", id="no font"),
        pytest.param(BEHIND, b"\nBT /Unknown 9 Tf <006B> Tj ET", id="an unknown font"),
        pytest.param(BEHIND, b"\n% <006B>", id="a comment"),
        pytest.param(BEHIND, b"\nBI /W 1 /H 1 /BPC 8 /CS /G ID <006B> EI", id="a picture in the stream"),
        pytest.param(rb"/F(?=\w+ \S+ Tf)", b"/#46", id="a name with an escape"),
    ],
)
def test_where_nobody_can_tell_whose_letters_they_are_every_byte_counts(
    where: bytes, said: bytes, tmp_path: Path
) -> None:
    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        content, count = re.subn(where, lambda _: said, page.Contents.read_bytes())
        assert count
        page.Contents = pdf.make_stream(content)

    found = printed(tmp_path / "a.pdf", spoil=spoil)
    assert found.shown[1] == found.written[1]
    assert found.shown[0] != found.written[0]


def test_a_font_in_a_graphics_state_counts_with_every_byte(tmp_path: Path) -> None:
    def spoil(pdf: Pdf) -> None:
        pdf.pages[1].obj.Resources.ExtGState = Dictionary(S=Dictionary(Font=Array([latin(pdf), 9])))

    found = printed(tmp_path / "a.pdf", spoil=spoil)
    assert [one == other for one, other in zip(found.shown, found.written, strict=True)] == [False, True, False]
