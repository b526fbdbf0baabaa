"""Draw a benchmark deck with Typst, the codes made by zxing-cpp.

python -m benchmarks.typst_peer DECK OUTPUT.pdf

It draws what `benchmarks.naive` draws, with Typst's own justified paragraphs. The
codes are SVG pictures of one path each, which is the quickest way that was found
to bring them in. It judges nothing, proves nothing and prints in RGB.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import typst
import zxingcpp

from benchmarks.peer import BLEED, FONTS, TRIM, cards, link

_TEMPLATE = """
#let cards = json("cards.json")
#set page(width: {width}mm, height: {height}mm, margin: 0mm)
#set text(font: ("Source Sans 3", "Noto Sans SC"), size: 6.5pt)
#set par(justify: true)
#for (index, card) in cards.enumerate() {{
  if index > 0 {{ pagebreak() }}
  place(image(card.image, width: {width}mm, height: 90mm, fit: "cover"))
  place(dx: 8mm, dy: 98mm, text(size: 14pt, lang: "zh", card.title.zh))
  place(dx: 8mm, dy: 106mm, text(size: 14pt, card.title.en))
  pagebreak()
  place(dx: 8mm, dy: 8mm, block(width: 58mm, {{
    par(text(lang: "en", card.brief.en))
    par(text(lang: "zh", card.brief.zh))
    grid(columns: (20mm, 30mm), row-gutter: 1mm, ..card.facts.flatten())
  }}))
  place(dx: 45mm, dy: 92mm, image(bytes(card.code), format: "svg", width: 20mm))
  place(dx: 40mm, dy: 114mm, text(size: 5pt, card.link))
}}
"""


def main(deck: Path, output: Path) -> None:
    """Write one page a face."""
    with tempfile.TemporaryDirectory(prefix="cardkit-benchmark-typst-") as folder:
        place = Path(folder)
        (place / "images").symlink_to((deck / "images").resolve())
        said = []
        for card in cards(deck):
            address = link(card)
            said.append(
                {
                    "image": card["image"]["file"],
                    "title": {"en": card["title"]["en"], "zh": card["title"]["zh-Hans"]},
                    "brief": {"en": card["brief"]["en"], "zh": card["brief"]["zh-Hans"]},
                    "facts": [
                        [fact["label"][language], fact["value"][language]]
                        for fact in card["facts"]
                        for language in ("en", "zh-Hans")
                    ],
                    "code": _code(address),
                    "link": address.removeprefix("https://"),
                }
            )
        (place / "cards.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        width, height = TRIM[0] + 2 * BLEED, TRIM[1] + 2 * BLEED
        (place / "deck.typ").write_text(_TEMPLATE.format(width=width, height=height), encoding="utf-8")
        fonts = [str(FONTS / "source-sans-3"), str(FONTS / "noto-sans-sc")]
        typst.compile(
            str(place / "deck.typ"), output=str(output), root=str(place), font_paths=fonts, ignore_system_fonts=True
        )


def _code(address: str) -> str:
    made = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    return str(zxingcpp.write_barcode_to_svg(made, add_quiet_zones=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
