"""Codes of fonts do not depend on what else a document shows, and no two things share one."""

from __future__ import annotations

import io
import itertools
import random
import string
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.geometry import Point, Size
from cardkit.ink import KEY
from cardkit.layout.drawing import Drawing, Face, Glyphs, Placed
from cardkit.press.folder import shipped_press
from cardkit.typesetting.composite import Composite
from cardkit.typesetting.font import Font, open_font
from cardkit.typesetting.line import Line
from cardkit.typesetting.paragraph import Part
from cardkit.typesetting.shelf import shelf
from cardkit.writers.encoding import encode, name_of, numbered, settled
from cardkit.writers.pdf import Job, bind, write
from cardkit.writers.piece import Pen, Stock, page_of

FONTS = Path(__file__).parent.parent / "fonts"
LATIN = open_font(shelf()[0]["Source Sans 3", 400, False].path)
ARABIC = open_font(FONTS / "NotoNaskhArabic-Regular.ttf")
HINDI = open_font(FONTS / "NotoSansDevanagari-Regular.ttf")

#: Words with letters that are their own codes, and with ligatures, marks and forms that wait for one.
WORDS: list[tuple[Font, str, str]] = [
    (LATIN, "en", "Hohhot: office, fjord"),
    (LATIN, "en", "q\u0323ualité d\u0323"),
    (ARABIC, "ar", "قليلًا، تفضّلوا:"),
    (ARABIC, "ar", "مرحبا بكم"),
    (HINDI, "hi", "विद्यार्थी क्षेत्र:"),
]


def job() -> Job:
    return Job("Codes", "en", "2026-12-01", "cardkit", shipped_press())


def face(number: int, words: Sequence[tuple[Font, str, str]]) -> Face:
    lines = [
        Glyphs(Point(4, 6.0 + 6 * row), Line.of([Part(shaped)], shaped.width, text), 9.0, KEY)
        for row, (font, tag, text) in enumerate(words)
        for shaped in [font.shape(text, tag, right_to_left=font is ARABIC)]
    ]
    # One line stands in a drawing, whose stream is a form of its own.
    return Face(f"card-{number}", "front", Size(85, 55), 3.0, (*lines[1:], Placed(Drawing(lines[:1]), Point(0, 0))))


@given(st.lists(st.sampled_from(WORDS), min_size=1))
@settings(deadline=None)
def test_every_code_of_a_font_shows_one_thing(words: list[tuple[Font, str, str]]) -> None:
    said: dict[Font, str] = dict.fromkeys((font for font, _, _ in words), "")
    data = b""
    for font, tag, text in words:
        encoded = encode(font.shape(text, tag, right_to_left=font is ARABIC))
        said[font] += encoded.characters
        data += encoded.elements.encode()
    settled_data, codes = settled(data, {name_of(font): characters for font, characters in said.items()})
    assert b"{" not in settled_data
    numbering = numbered([mark for mark, _ in codes], said)
    assert numbering.holds(codes)
    for font, shown in numbering.shown.items():
        assert all(shown[ord(character)] == (font.nominal(character), character) for character in said[font])
        assert len(set(shown.values())) == len(shown)
        own = [code for mark, code in codes if mark.startswith(b"{" + name_of(font).encode() + b" ")]
        assert len(set(own)) == len(own)
        assert all(code in shown for code in own)


def test_letters_with_marks_wait_as_what_they_are() -> None:
    _, codes = settled(encode(LATIN.shape("q\u0323", "en")).elements.encode(), {})
    ((mark, code),) = codes
    shown = numbered([mark], {LATIN: ""}).shown[LATIN]
    assert [text for _, text in shown.values()] == ["", "q\u0323"]
    placed = shown[code][0]
    assert isinstance(placed, Composite)
    assert len(placed.components) == 2


def twins() -> tuple[str, str]:
    """Two letters with marks that come by the same code when each stands alone."""
    homes: dict[int, tuple[bytes, str]] = {}
    for letter, accent in itertools.product(string.ascii_letters, "\u0323\u0331\u032e\u0324\u0301\u0302"):
        text = letter + accent
        _, codes = settled(encode(LATIN.shape(text, "en")).elements.encode(), {})
        for mark, code in codes:
            known, other = homes.setdefault(code, (mark, text))
            if known != mark:
                return other, text
    raise AssertionError("no two share a code")


def test_what_comes_by_one_code_is_told_apart_in_the_document() -> None:
    one, other = twins()
    lines = [
        [(LATIN, "en", f"Hohhot: {one}")],
        [(LATIN, "en", f"Hohhot: {other}"), (ARABIC, "ar", "مرحبا بكم")],
        [(LATIN, "en", "Hohhot"), (LATIN, "en", one), (LATIN, "en", other)],
    ]
    faces = [face(number, words) for number, words in enumerate(lines)]
    together = io.BytesIO()
    write(faces, job(), together)
    whole = pypdfium2.PdfDocument(together.getvalue())
    for number, drawn in enumerate(faces):
        alone = io.BytesIO()
        write([drawn], job(), alone)
        page = pypdfium2.PdfDocument(alone.getvalue())[0]
        assert whole[number].get_textpage().get_text_range() == page.get_textpage().get_text_range()
        assert whole[number].render(scale=4).to_numpy().tobytes() == page.render(scale=4).to_numpy().tobytes()
    assert other in whole[1].get_textpage().get_text_range()
    # They are drawn apart, and neither is the missing glyph.
    assert len({drawing.to_numpy().tobytes() for drawing in (whole[n].render(scale=4) for n in (0, 1))}) == 2


def test_a_character_keeps_its_code_from_a_mark() -> None:
    ((mark, home),) = settled(encode(LATIN.shape("q\u0323", "en")).elements.encode(), {})[1]
    name = name_of(LATIN)
    data = b"/%s 9 Tf\n[<0041%s>10<%04X>] TJ" % (name.encode(), mark, home)
    there, codes = settled(data, {name: f"A{chr(home)}"})
    assert dict(codes)[mark] != home
    assert there.endswith(b">10<%04X>] TJ" % home)
    # Elsewhere in the document the character is not to be seen, and the mark's own page must give way.
    alone, before = settled(
        b"/%s 9 Tf\n/Span <</ActualText <FEFF%04X>>> BDC [<0041%s>] TJ" % (name.encode(), home, mark), {}
    )
    numbering = numbered([mark], {LATIN: f"A{chr(home)}"})
    assert not numbering.holds(before)
    moved = numbering.renumbered(alone, before)
    assert moved == alone.replace(b"0041%04X" % home, b"0041%04X" % numbering.codes[mark])
    assert b"<FEFF%04X>>>" % home in moved


def test_pages_drawn_apart_make_the_file_that_is_drawn_at_once() -> None:
    faces = [face(number, words) for number, words in enumerate(itertools.permutations(WORDS, 2))]
    at_once, apart = io.BytesIO(), io.BytesIO()
    write(faces, job(), at_once)
    stock = Stock()
    pages = []
    order = list(range(len(faces)))
    random.Random(7).shuffle(order)
    drawn = {}
    for number in order:
        pen = Pen()
        drawn[number] = page_of(faces[number], job().press, pen)
        stock.take(pen.news())
    pages = [drawn[number] for number in range(len(faces))]
    bind(pages, stock, job(), apart)
    assert apart.getvalue() == at_once.getvalue()


def test_a_page_says_the_same_whatever_stands_beside_it() -> None:
    faces = [face(number, words) for number, words in enumerate(itertools.permutations(WORDS, 2))]
    together = io.BytesIO()
    write(faces, job(), together)
    whole = pypdfium2.PdfDocument(together.getvalue())
    for number in (0, 7, 19):
        alone = io.BytesIO()
        write([faces[number]], job(), alone)
        page = pypdfium2.PdfDocument(alone.getvalue())[0]
        assert whole[number].get_textpage().get_text_range() == page.get_textpage().get_text_range()
        assert whole[number].render(scale=2).to_numpy().tobytes() == page.render(scale=2).to_numpy().tobytes()
