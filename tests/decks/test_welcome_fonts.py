"""The fonts that the deck of greetings brings are whole, free to embed, licensed and small."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

DECK = Path(__file__).parent.parent.parent / "cards" / "welcome"
FONTS = sorted((DECK / "fonts").glob("*/*.ttf"))


def test_they_weigh_no_more_than_a_clone_can_bear() -> None:
    assert len(FONTS) > 10
    assert sum(path.stat().st_size for path in FONTS) <= 12_000_000


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_each_has_its_licence_beside_it_and_may_be_embedded(path: Path) -> None:
    licence = (path.parent / "OFL.txt").read_text(encoding="utf-8").casefold()
    assert "sil open font license" in licence
    with TTFont(path, lazy=True) as font:
        assert font["OS/2"].fsType == 0
        assert "glyf" in font
        assert "fvar" not in font


@pytest.mark.parametrize(
    ("pattern", "sample"),
    [
        ("noto-sans-jp/*", "亜腕ぁんァヶー、。「」々"),
        ("noto-sans-kr/*", "가힝한글ㄱㅎ"),
        ("noto-sans-tc/*", "一乙籲臺灣歡迎，。「」"),
    ],
)
def test_those_that_were_cut_say_so_and_hold_the_everyday_characters(pattern: str, sample: str) -> None:
    for path in (DECK / "fonts").glob(pattern + ".ttf"):
        with TTFont(path, lazy=True) as font:
            assert font["name"].getDebugName(5).endswith("; cut for cardkit")
            missing = [character for character in sample if ord(character) not in font.getBestCmap()]
            assert missing == []
            features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
            features |= {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
            assert {"vert", "halt", "palt", "kern"} <= features


def test_the_repertoires_are_those_of_the_standards() -> None:
    repertoire = runpy.run_path(str(DECK.parent.parent / "tools" / "build_welcome_fonts.py"))["repertoire"]

    def count(name: str, first: int, last: int) -> int:
        return sum(first <= code <= last for code in repertoire(name))

    assert count("jis", 0x4E00, 0x9FFF) == 2965  # JIS X 0208, level 1
    assert count("ks", 0xAC00, 0xD7A3) == 2350  # KS X 1001
    assert count("big5", 0x4E00, 0x9FFF) == 5401  # Big5, level 1
