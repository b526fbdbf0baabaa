"""Turn unpacked font packages into the folder of fonts that cardkit carries.

Fetch the packages first; each holds static TrueType files, one a weight, and the text of its licence::

    mkdir packages && cd packages
    for family in source-sans-3 source-serif-4 fraunces noto-serif-sc noto-sans-sc noto-sans-mongolian; do
      npm pack @expo-google-fonts/$family
      mkdir $family && tar xzf expo-google-fonts-$family-*.tgz -C $family --strip-components=1
    done
    cd .. && python tools/build_fonts.py packages

The same packages and the same fontTools give the same bytes. ``fonts/README.md`` names the versions in use.
Files are copied as they are, except where a family is cut to a repertoire (``Family.cut``): those lose
hinting and rare characters, and keep every layout feature (halt, palt, vert and so on) of what is left.
A family whose licence reserves a name that it bears must never be cut: an altered file would need another name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its folder in the packages and in ``fonts/``, and the styles that are taken, as packages name them."""

    folder: str
    styles: tuple[str, ...]
    cut: bool = False


FAMILIES = (
    Family("source-sans-3", ("400Regular", "600SemiBold", "700Bold")),
    Family("source-serif-4", ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")),
    Family("fraunces", ("400Regular", "600SemiBold", "700Bold")),
    Family("noto-serif-sc", ("700Bold",)),
    Family("noto-sans-sc", ("400Regular", "700Bold"), cut=True),
    Family("noto-sans-mongolian", ("400Regular",)),
)

#: Blocks that a cut font keeps whole, as far as the font has them: (first, last) code points.
KEPT_BLOCKS = (
    (0x0020, 0x024F),  # Latin with its extensions: pinyin, European names
    (0x02B0, 0x02FF),  # tone marks and modifiers of bopomofo and pinyin
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x2BFF),  # punctuation, currency, number forms, arrows, mathematics, circled numbers, boxes, symbols
    (0x2E80, 0x2FDF),  # radicals
    (0x2FF0, 0x33FF),  # CJK punctuation, kana, bopomofo, enclosed letters and months, squared units
    (0xA700, 0xA71F),  # tone letters
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE6F),  # compatibility and small forms
    (0xFF00, 0xFFEF),  # half-width and full-width forms
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", type=Path, help="folder with one unpacked package for each family")
    parser.add_argument(
        "--output", type=Path, default=ROOT, help="folder that gets fonts/ and LICENSES/ (the checkout)"
    )
    options = parser.parse_args(arguments)
    build(options.packages, options.output)
    return 0


def build(packages: Path, output: Path) -> None:
    """Write ``fonts/FAMILY/*.ttf``, their licences, and the index that spares a start from opening any font."""
    fonts, licences = output / "fonts", output / "LICENSES"
    licences.mkdir(parents=True, exist_ok=True)
    entries = []
    for family in FAMILIES:
        target = fonts / family.folder
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name in (target / "OFL.txt", licences / f"OFL-{family.folder}.txt"):
            shutil.copyfile(packages / family.folder / "LICENSE_FONT", name)
        for style in family.styles:
            (source,) = (packages / family.folder / style).glob("*.ttf")
            with TTFont(source) as font:
                file = target / f"{font['name'].getDebugName(6)}.ttf"
                if family.cut:
                    _cut(font).save(file, reorderTables=True)
                else:
                    shutil.copyfile(source, file)
            entries.append(_entry(file, fonts))
    entries.sort(key=lambda entry: (entry["family"], entry["weight"], entry["italic"]))
    (fonts / "index.json").write_text(json.dumps({"fonts": entries}, indent=1) + "\n", encoding="utf-8")


def repertoire() -> set[int]:
    """What a cut Chinese font holds: GB 2312, the blocks above, and the rare characters that names ask for."""
    kept = {code for first, last in KEPT_BLOCKS for code in range(first, last + 1)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            kept.update(map(ord, bytes((row, cell)).decode("gb2312", errors="ignore")))
    rare = (Path(__file__).parent / "rare_hanzi.txt").read_text(encoding="utf-8")
    kept.update(ord(character) for character in rare if ord(character) >= 0x2E80)
    return kept


def _cut(font: TTFont) -> TTFont:
    options = subset.Options(
        layout_features=["*"],
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
    subsetter.populate(unicodes=repertoire())
    subsetter.subset(font)
    font["name"].setName(f"{font['name'].getDebugName(5)}; cut for cardkit", 5, 3, 1, 0x409)
    font.recalcTimestamp = False
    return font


def _entry(file: Path, fonts: Path) -> dict[str, str | int | bool]:
    with TTFont(file, lazy=True) as font:
        names = font["name"]
        return {
            "family": names.getDebugName(16) or names.getDebugName(1),
            "weight": font["OS/2"].usWeightClass,
            "italic": bool(font["OS/2"].fsSelection & 1),
            "file": file.relative_to(fonts).as_posix(),
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "characters": len(font.getBestCmap()),
        }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
