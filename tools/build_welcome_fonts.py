"""Turn unpacked font packages into the fonts that the deck ``cards/welcome`` brings for its guests' scripts.

Fetch the packages first; each holds static TrueType files, one a weight, and the text of its licence::

    mkdir packages && cd packages
    for family in amiri noto-naskh-arabic noto-serif-hebrew noto-sans-hebrew prompt sarabun \\
        noto-serif-devanagari noto-sans-devanagari noto-serif-jp noto-sans-jp noto-serif-kr noto-sans-kr \\
        noto-serif-tc noto-sans-tc; do
      npm pack @expo-google-fonts/$family
      mkdir $family && tar xzf expo-google-fonts-$family-*.tgz -C $family --strip-components=1
    done
    cd .. && python tools/build_welcome_fonts.py packages

The same packages and the same fontTools give the same bytes. Small families are copied as they are. The Japanese,
Korean and Taiwanese sans serifs are cut to the characters in everyday use there and to those of the deck, the serifs,
which set greetings alone, to those of the deck; they lose hinting and the features that card text does not use. "Noto" is no reserved name, so the cut files
keep theirs, and name 5 says that they are cut.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

DECK = Path(__file__).resolve().parent.parent / "cards" / "welcome"


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its folder in the packages and in the deck, the styles taken, and the repertoire it is cut to."""

    folder: str
    styles: tuple[str, ...]
    cut: str = ""


FAMILIES = (
    Family("amiri", ("700Bold",)),
    Family("noto-naskh-arabic", ("400Regular", "700Bold")),
    Family("noto-serif-hebrew", ("700Bold",)),
    Family("noto-sans-hebrew", ("400Regular", "700Bold")),
    Family("prompt", ("600SemiBold",)),
    Family("sarabun", ("400Regular", "700Bold")),
    Family("noto-serif-devanagari", ("700Bold",)),
    Family("noto-sans-devanagari", ("400Regular", "700Bold")),
    Family("noto-serif-jp", ("700Bold",), cut="deck"),
    Family("noto-sans-jp", ("400Regular", "700Bold"), cut="jis"),
    Family("noto-serif-kr", ("700Bold",), cut="deck"),
    Family("noto-sans-kr", ("400Regular", "700Bold"), cut="ks"),
    Family("noto-serif-tc", ("700Bold",), cut="deck"),
    Family("noto-sans-tc", ("400Regular", "700Bold"), cut="big5"),
)

#: What each cut font keeps besides: (first, last) code points.
KEPT_BLOCKS = (
    (0x0020, 0x00FF),  # ASCII and Latin-1
    (0x2010, 0x205E),  # dashes, quotation marks, spaces
    (0x2100, 0x2193),  # letterlike symbols, number forms, plain arrows
    (0x2460, 0x2473),  # figures in circles
    (0x25A0, 0x2606),  # geometric shapes, stars
    (0x3000, 0x30FF),  # CJK punctuation and kana
    (0x3100, 0x312F),  # bopomofo
    (0x3200, 0x32FF),  # enclosed letters and months
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE4F),  # compatibility forms
    (0xFF00, 0xFFEF),  # half-width and full-width forms
)

#: Layout features that a cut font keeps: composition and Hangul letters, marks, kerning, ligatures, the forms of
#: languages, half-width and proportional punctuation, vertical forms. Left out are those that ask for other glyphs
#: of the same character, such as old kanji forms.
KEPT_FEATURES = (
    *("ccmp", "locl", "rlig", "liga", "calt", "ljmo", "vjmo", "tjmo"),
    *("mark", "mkmk", "kern", "vkrn", "halt", "palt", "vhal", "vpal", "vert", "vrt2"),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", type=Path, help="folder with one unpacked package for each family")
    parser.add_argument("--deck", type=Path, default=DECK, help="folder of the deck, whose fonts/ is written anew")
    options = parser.parse_args(arguments)
    build(options.packages, options.deck)
    return 0


def build(packages: Path, deck: Path) -> None:
    """Write ``fonts/FAMILY/*.ttf`` of the deck with their licences."""
    said = {ord(character) for path in deck.rglob("*.yaml") for character in path.read_text(encoding="utf-8")}
    for family in FAMILIES:
        target = deck / "fonts" / family.folder
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        shutil.copyfile(packages / family.folder / "LICENSE_FONT", target / "OFL.txt")
        for style in family.styles:
            (source,) = (packages / family.folder / style).glob("*.ttf")
            with TTFont(source) as font:
                file = target / f"{font['name'].getDebugName(6)}.ttf"
                if family.cut:
                    _cut(font, repertoire(family.cut) | said).save(file, reorderTables=True)
                else:
                    shutil.copyfile(source, file)


def repertoire(name: str) -> set[int]:
    """The characters that a cut font holds, besides those of the deck."""
    kept = {code for first, last in KEPT_BLOCKS for code in range(first, last + 1)}
    kept.update(ord(character) for character in _REPERTOIRES[name]())
    return kept


def _jis() -> Iterable[str]:
    """JIS X 0208, level 1: the 2,965 kanji in everyday use."""
    return _rows("euc_jp", 0xB0, 0xCF)


def _ks() -> Iterable[str]:
    """KS X 1001: the 2,350 syllables of Hangul, and the letters they are made of."""
    return [*_rows("euc_kr", 0xB0, 0xC8), *map(chr, range(0x3131, 0x3164))]


def _big5() -> Iterable[str]:
    """Big5, level 1: the 5,401 hanzi in everyday use."""
    for lead in range(0xA4, 0xC7):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            yield from bytes((lead, trail)).decode("big5", errors="ignore")


def _rows(encoding: str, first: int, last: int) -> Iterable[str]:
    for row in range(first, last + 1):
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode(encoding, errors="ignore")


_REPERTOIRES = {"jis": _jis, "ks": _ks, "big5": _big5, "deck": tuple}


def _cut(font: TTFont, kept: set[int]) -> TTFont:
    options = subset.Options(
        layout_features=list(KEPT_FEATURES),
        layout_scripts=["*"],
        name_IDs=["*"],
        name_languages=["*"],
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        recalc_timestamp=False,
        drop_tables=["DSIG", "STAT"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font["name"].setName(f"{font['name'].getDebugName(5)}; cut for cardkit", 5, 3, 1, 0x409)
    font.recalcTimestamp = False
    return font


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
