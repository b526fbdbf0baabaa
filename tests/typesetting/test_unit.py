"""A number stays with its unit, and French marks with their words, whatever space an author has typed."""

from __future__ import annotations

import pytest

from cardkit.typesetting.font import open_font
from cardkit.typesetting.line import break_lines
from cardkit.typesetting.opportunity import break_pieces
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf
from cardkit.typesetting.unit import kept

SANS = open_font(shelf()[0]["Source Sans 3", 400, False].path)


@pytest.mark.parametrize(
    "measure",
    [
        *("15.5 µm", "1,065 m", "17,186 km²", "2,000 km", "100 km/h", "58 °C", "102 TWh", "92.6 GW", "40 %", "5 kg"),
        *("3 kW·h", "10 ha", "7.9 Mt", "12 €", "5 GB", "100 км", "3 га", "26 cm", "12 ‰", "8 m3"),
    ],
)
def test_a_number_stays_with_its_unit(measure: str) -> None:
    assert break_pieces(f"about {measure} of it", "en")[1] == f"{measure} "
    assert break_pieces(f"({measure}).", "ru") == [f"({measure})."]


@pytest.mark.parametrize("text", ["2019 as told", "1580 a man", "3 men", "in 2020 I", "12 months", "7 Kings", "5 am"])
def test_words_are_no_units(text: str) -> None:
    assert not kept(text)


def test_a_line_never_ends_between_them_and_says_the_space_that_was_typed() -> None:
    text = "It lies at 1,065 m, far up and 2,000 km away"
    segments, _ = cut(text, Typeface((SANS,), "en"))
    for tenths in range(35, 120):
        lines = break_lines(segments, tenths / 10)
        assert "".join(line.text for line in lines) == text
        assert not [line.text for line in lines if line.text.endswith(("1,065 ", "2,000 "))]


@pytest.mark.parametrize("space", ["\u2009", "\u202f", "\u00a0"])
def test_a_thin_space_is_set_as_it_was_typed(space: str) -> None:
    segments, missing = cut(f"12{space}km", Typeface((SANS,), "en"))
    assert not missing
    (line,) = break_lines(segments, float("inf"))
    assert line.text == f"12{space}km"
    if space != "\u00a0":
        assert line.width < break_lines(cut("12 km", Typeface((SANS,), "en"))[0], float("inf"))[0].width


@pytest.mark.parametrize("mark", [";", ":", "!", "?", "»"])
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_french_mark_stays_with_the_word_before_it(mark: str, space: str) -> None:
    assert break_pieces(f"quoi{space}{mark} oui", "fr") == [f"quoi{space}{mark} ", "oui"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_french_quotation_stays_with_its_marks(space: str) -> None:
    assert break_pieces(f"dit «{space}oui{space}» ici", "fr") == ["dit ", f"«{space}oui{space}» ", "ici"]


def test_figures_of_the_shipped_fonts_stand_under_one_another() -> None:
    for family, weight in (("Source Sans 3", 400), ("Source Sans 3", 700), ("Noto Sans SC", 400)):
        font = open_font(shelf()[0][family, weight, False].path)
        assert len({font.shape(figure, "en").width for figure in "0123456789"}) == 1, family


def test_a_burmese_syllable_stays_whole() -> None:
    assert "န်" not in {piece[:2] for piece in break_pieces("အတွင်းမွန်ဂိုလီးယားမှကြိုဆိုပါတယ်", "my")}
