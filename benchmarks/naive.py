"""Draw a benchmark deck as a designer's first script does: ReportLab's canvas, its paragraphs, and qrcode.

python -m benchmarks.naive DECK OUTPUT.pdf

It draws what cardkit draws of the same deck: a photograph and two titles on the
front; two texts, three facts in two languages and a code on the back. It judges
nothing, proves nothing and prints in RGB.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import qrcode
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from benchmarks.peer import BLEED, FONTS, TRIM, cards, link

_WIDTH, _HEIGHT = TRIM[0] + 2 * BLEED, TRIM[1] + 2 * BLEED
_CODE = 20.0


def main(deck: Path, output: Path) -> None:
    """Write one page a face."""
    pdfmetrics.registerFont(TTFont("Latin", str(FONTS / "source-sans-3" / "SourceSans3-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Han", str(FONTS / "noto-sans-sc" / "NotoSansSC-Regular.ttf")))
    latin = ParagraphStyle("latin", fontName="Latin", fontSize=6.5, leading=8)
    han = ParagraphStyle("han", fontName="Han", fontSize=6.5, leading=9, wordWrap="CJK")
    canvas = Canvas(str(output), pagesize=(_WIDTH * mm, _HEIGHT * mm), pageCompression=1)
    for card in cards(deck):
        _front(canvas, deck, card)
        _back(canvas, card, latin, han)
    canvas.save()


def _front(canvas: Canvas, deck: Path, card: dict[str, Any]) -> None:
    canvas.drawImage(str(deck / card["image"]["file"]), 0, 36 * mm, _WIDTH * mm, 90 * mm)
    canvas.setFont("Latin", 14)
    canvas.drawString(8 * mm, 12 * mm, card["title"]["en"])
    canvas.setFont("Han", 14)
    canvas.drawString(8 * mm, 20 * mm, card["title"]["zh-Hans"])
    canvas.showPage()


def _back(canvas: Canvas, card: dict[str, Any], latin: ParagraphStyle, han: ParagraphStyle) -> None:
    top = (_HEIGHT - 8) * mm
    for text, style in ((card["brief"]["en"], latin), (card["brief"]["zh-Hans"], han)):
        paragraph = Paragraph(text, style)
        _, height = paragraph.wrap(58 * mm, 60 * mm)
        top -= height
        paragraph.drawOn(canvas, 8 * mm, top)
    for fact in card["facts"]:
        for language, face in (("en", "Latin"), ("zh-Hans", "Han")):
            top -= 3 * mm
            canvas.setFont(face, 6)
            canvas.drawString(8 * mm, top, fact["label"][language])
            canvas.drawString(28 * mm, top, fact["value"][language])
    symbol = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_Q)
    symbol.add_data(link(card))
    symbol.make(fit=True)
    side = _CODE / len(symbol.modules)
    for row, modules in enumerate(symbol.modules):
        for column, dark in enumerate(modules):
            if dark:
                x, y = 45 + column * side, 14 + _CODE - (row + 1) * side
                canvas.rect(x * mm, y * mm, side * mm, side * mm, stroke=0, fill=1)
    canvas.setFont("Latin", 5)
    canvas.drawString(40 * mm, 10 * mm, link(card).removeprefix("https://"))
    canvas.showPage()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
