"""Long words are cut by soft hyphens always, by patterns where the style asks for it, and never in a title that fits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.typesetting.font import open_font
from cardkit.typesetting.hyphen import can_hyphenate, hyphenated
from cardkit.typesetting.line import Breaking, Line, break_lines
from cardkit.typesetting.segment import Typeface, cut
from cardkit.typesetting.shelf import shelf

LATIN = open_font(shelf()[0]["Source Sans 3", 400, False].path)
GERMAN = Typeface((LATIN,), "de")
SHY = "\u00ad"


def lines(text: str, measure: float, breaking: Breaking = "even", face: Typeface = GERMAN) -> tuple[Line, ...]:
    segments, missing = cut(text, face)
    assert not missing
    return break_lines(segments, measure, breaking)


def drawn(line: Line) -> int:
    return sum(len(part.shaped.glyphs) for part in line.parts)


def hyphen() -> int:
    return LATIN.shape("\u2010", "en").glyphs[0].id


def test_a_soft_hyphen_shows_at_the_end_of_a_line_alone() -> None:
    text = f"Donau{SHY}dampf{SHY}schiff"
    (whole,) = lines(text, 20)
    assert whole.text == "Donaudampfschiff"
    assert [part.shaped.text for part in whole.parts] == ["Donaudampfschiff"]
    first, *_, last = lines(text, 4)
    assert first.parts[-1].shaped.glyphs[-1].id == hyphen()
    assert last.parts[-1].shaped.glyphs[-1].id != hyphen()


def test_the_hyphen_says_nothing_so_that_the_text_extracts_as_it_was_written() -> None:
    broken = lines(f"Donau{SHY}dampf{SHY}schiff", 4)
    assert len(broken) > 1
    assert "".join(line.text for line in broken) == "Donaudampfschiff"
    assert "".join(glyph.text for line in broken for part in line.parts for glyph in part.shaped.glyphs) == (
        "Donaudampfschiff"
    )


def test_the_hyphen_counts_in_the_width() -> None:
    for line in lines(f"Donau{SHY}dampf{SHY}schiff", 4):
        assert line.width == pytest.approx(sum(part.before + part.shaped.width for part in line.parts))
        assert line.width <= 4 + 0.02


def test_a_word_in_one_piece_keeps_its_kerning_and_ligatures() -> None:
    (line,) = lines(f"Auf{SHY}fahrt", 20)
    assert line.width == pytest.approx(LATIN.shape("Auffahrt", "de").width)


def test_a_title_is_not_cut_where_its_words_have_room() -> None:
    text = f"Große Donau{SHY}dampf{SHY}schiffe fahren"
    assert [line.text.strip() for line in lines(text, 9.5, "balance")] == ["Große", "Donaudampfschiffe", "fahren"]
    narrow = lines(text, 6, "balance")
    assert "".join(line.text for line in narrow) == text.replace(SHY, "")
    assert not any(line.overfull for line in narrow)


def test_a_soft_hyphen_at_the_end_of_the_text_shows_nothing() -> None:
    (line,) = lines(f"Ende{SHY}", 20)
    assert drawn(line) == 4


def test_soft_hyphens_cut_where_no_pattern_does() -> None:
    text = f"Xyz{SHY}xyzxyz"
    assert "".join(line.text for line in lines(text, 2.5)) == "Xyzxyzxyz"


class TestPatterns:
    @pytest.mark.parametrize(
        ("language", "word"),
        [("en", "communication"), ("de", "Verkehrsverbindung"), ("fr", "extraordinaire"), ("ru", "путешествие")],
    )
    def test_words_are_cut_by_their_language(self, language: str, word: str) -> None:
        pieces = hyphenated(word, language)
        assert len(pieces) > 2
        assert "".join(pieces) == word
        assert len(pieces[0]) >= 2
        assert len(pieces[-1]) >= 3

    def test_short_words_and_capitals_are_kept_whole(self) -> None:
        assert hyphenated("table", "en") == ["table"]
        assert hyphenated("UNESCO-INFORMATION", "en") == ["UNESCO-INFORMATION"]

    def test_only_where_the_style_asks_for_it(self) -> None:
        text = "extraordinary communication"
        plain, _ = cut(text, Typeface((LATIN,), "en"))
        cut_up, _ = cut(text, Typeface((LATIN,), "en", hyphenate=True))
        assert [segment.text for segment in plain] == ["extraordinary ", "communication"]
        assert len(cut_up) > 4

    def test_an_even_paragraph_is_cut_only_where_that_helps(self) -> None:
        text = "Sheep go up the hill and come down again to the water in the plain."
        face = Typeface((LATIN,), "en", hyphenate=True)
        assert all(drawn(line) == len(line.text.rstrip()) for line in lines(text, 14, face=face))

    @settings(max_examples=40, deadline=None)
    @given(
        words=st.lists(
            st.sampled_from(["Verkehrsverbindung", "und", "Geschwindigkeit", "im", "Auf\u00adfahrt"]), min_size=1
        ),
        measure=st.floats(5, 18),
        breaking=st.sampled_from(["fill", "even", "balance"]),
    )
    def test_nothing_is_lost(self, words: list[str], measure: float, breaking: Breaking) -> None:
        text = " ".join(words)
        broken = lines(text, measure, breaking, Typeface((LATIN,), "de", hyphenate=True))
        assert "".join(line.text for line in broken) == text.replace(SHY, "")
        assert all(line.width <= measure + 0.02 for line in broken if not line.overfull)


def test_a_language_without_patterns_is_kept_whole() -> None:
    assert hyphenated("呼和浩特呼和浩特", "zh-Hans") == ["呼和浩特呼和浩特"]
    assert not can_hyphenate("zh-Hans")
