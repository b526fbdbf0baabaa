"""Finished PDFs, spoilt afterwards in one way each: every one is refused, for the right reason and no other."""

from __future__ import annotations

import io
import json
import math
import random
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from spoilt_print import Print, squares

from cardkit.cli import main
from cardkit.codes.symbol import symbol
from cardkit.geometry import MM_PER_PT, Rect
from cardkit.ink import Cmyk
from cardkit.preflight.code import Depth, ExpectedCode, examine


def _square(x: int, y: int, scale: int) -> tuple[int, int, int, int]:
    return x * scale, y * scale, (x + 1) * scale, (y + 1) * scale


def _module(work: Print, row: int, column: int) -> Rect:
    side = work.code.module
    return Rect(work.box.x + column * side, work.box.y + row * side, side, side)


def _placed(match: re.Match[bytes], a: float, b: float, c: float, d: float, dx: float = 0, dy: float = 0) -> str:
    """The symbol turned or stretched about its own middle, and moved by mm."""
    side, x, y = (float(match[name]) for name in ("side", "x", "y"))
    columns = max(int(w) + int(left) for left, _, w, _ in re.findall(rb"(\d+) (\d+) (\d+) (\d+) re", match["path"]))
    half = side * columns / 2
    e, f = x + half + dx - half * (a + c), y + half + dy - half * (b + d)
    matrix = " ".join(f"{value * side:.6f}" for value in (a, b, c, d))
    return f"q {matrix} {e:.4f} {f:.4f} cm {match['path'].decode()} f Q"


def transformed(a: float, b: float, c: float, d: float, dx: float = 0, dy: float = 0) -> Callable[[Print], None]:
    return lambda work: work.edit(lambda match: _placed(match, a, b, c, d, dx, dy))


def flipped(row: int, column: int) -> Callable[[Print], None]:
    def spoil(work: Print) -> None:
        dark = work.code.matrix[row][column]
        # A hair larger, so that no seam is left of what was there.
        work.fill(_module(work, row, column).inset(-0.001 if not dark else 0), "0 0 0 0" if dark else "0 0 0 1")

    return spoil


def over(box: Callable[[Rect, float], Rect], tint: str) -> Callable[[Print], None]:
    """A rectangle over the code: its place from the symbol's box and the module's side."""
    return lambda work: work.fill(box(work.box, work.code.module), tint)


def another(url: Callable[[str], str], level: str | None = None) -> Callable[[Print], None]:
    return lambda work: work.redraw(symbol(url(work.code.url), level).matrix)


def tinted(tint: str) -> Callable[[Print], None]:
    def spoil(work: Print) -> None:
        work.redraw(work.code.matrix, tint=tint)

    return spoil


def resized(size: float) -> Callable[[Print], None]:
    """Every module by itself and smaller or larger than it should be."""

    def spoil(work: Print) -> None:
        work.erase()
        work.draw(f"0 0 0 1 k {squares(work.code.matrix, work.box, size)} f")

    return spoil


def veiled(share: float, box: Callable[[Rect], Rect] = lambda box: box.inset(-5)) -> Callable[[Print], None]:
    def spoil(work: Print) -> None:
        state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=share)
        work.fill(box(work.box), "0 0 0 0", Veil=state)

    return spoil


def swapped(work: Print) -> None:
    first, second = work.codes[0], work.codes[1]
    work.redraw(second.matrix, first.box, page=first.page)
    work.redraw(first.matrix, second.box, page=second.page)


def doubled(work: Print) -> None:
    first, second = work.codes[0], work.codes[1]
    work.redraw(first.matrix, second.box, page=second.page)


def strange(work: Print) -> None:
    work.redraw(symbol("https://elsewhere.example.org/").matrix, Rect(8, 20, 18, 18))


def again(work: Print) -> None:
    work.redraw(work.code.matrix, Rect(8, 20, 18, 18))


def on_front(work: Print) -> None:
    work.redraw(work.code.matrix, Rect(8, 20, 18, 18), page=work.code.page - 1)


def small_elsewhere(work: Print) -> None:
    work.redraw(symbol("https://a.b/c").matrix, Rect(50, 15, 8, 8))


def erased(work: Print) -> None:
    work.erase()


def clipped(work: Print) -> None:
    work.fill(Rect(work.box.centre.x, work.box.y - 4, work.box.width, work.box.height + 8), "0 0 0 0")


def inverse(work: Print) -> None:
    work.fill(work.code.quiet_box)
    work.draw(f"0 0 0 0 k {squares(work.code.matrix, work.box)} f")


def framed(work: Print) -> None:
    ring = work.box.inset(-3 * work.code.module)
    work.draw(f"0 0 0 1 K 0.2 w {ring.x:.4f} {ring.y:.4f} {ring.width:.4f} {ring.height:.4f} re S")


def ring_tinted(work: Print) -> None:
    work.fill(work.code.quiet_box, "0 0 0.2 0")
    work.fill(work.box, "0 0 0 0")
    work.draw(f"0 0 0 1 k {squares(work.code.matrix, work.box)} f")


def round_finders(work: Print) -> None:
    """The first finder pattern with its corners cut off."""
    side = work.code.module
    for x, y, dx, dy in ((0, 0, 1, 1), (7, 0, -1, 1), (0, 7, 1, -1), (7, 7, -1, -1)):
        left, top = work.box.x + x * side, work.box.y + y * side
        ends = f"{left + 2 * dx * side:.4f} {top:.4f} l {left:.4f} {top + 2 * dy * side:.4f} l h"
        work.draw(f"0 0 0 0 k {left:.4f} {top:.4f} m {ends} f")


def two_inks(work: Print) -> None:
    work.redraw(work.code.matrix)
    upper = tuple(row if y < 9 else (False,) * len(row) for y, row in enumerate(work.code.matrix))
    work.draw(f"0 0.6 1 0 k {squares(upper, work.box)} f")


def rastered(scale: int, quality: int, blur: float = 0.0) -> Callable[[Print], None]:
    """The code as a photograph of itself."""

    def spoil(work: Print) -> None:
        matrix = work.code.matrix
        count = len(matrix)
        picture = Image.new("L", ((count + 8) * scale,) * 2, 255)
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    picture.paste(0, _square(x + 4, y + 4, scale))
        work.image(picture.filter(ImageFilter.GaussianBlur(blur)), work.code.quiet_box, quality)

    return spoil


def on_photograph(work: Print) -> None:
    dice = random.Random(1)
    picture = Image.frombytes("L", (40, 40), bytes(dice.randrange(150, 256) for _ in range(1600)))
    work.image(picture.resize((400, 400)), work.code.quiet_box)
    work.draw(f"0 0 0 1 k {squares(work.code.matrix, work.box)} f")


def in_photograph(work: Print) -> None:
    matrix = symbol("https://elsewhere.example.org/").matrix
    picture = Image.new("RGB", ((len(matrix) + 8) * 6,) * 2, (240, 230, 210))
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                picture.paste((60, 40, 20), _square(x + 4, y + 4, 6))
    work.image(picture, Rect(10, 10, 40, 40), page=work.code.page - 1)


def without_last_page(work: Print) -> None:
    del work.pdf.pages[-1]


def out_of_order(work: Print) -> None:
    first, second = work.codes[0].page - 1, work.codes[1].page - 1
    work.pdf.pages[first], work.pdf.pages[second] = work.pdf.pages[second], work.pdf.pages[first]


def enlarged_page(work: Print) -> None:
    """The trim box is moved by 5 mm, and all that is measured from it with it."""
    sheet = work.pdf.pages[work.code.page - 1]
    left, bottom, right, top = (float(value) for value in sheet.trimbox)
    by = 5 / MM_PER_PT
    sheet.trimbox = pikepdf.Array([left + by, bottom, right + by, top])


def glared(strength: float, middle: float, width: float) -> Callable[[Print], None]:
    """A round glare as of a lamp on film: white that fades outward, in shares of the code's side."""

    def spoil(work: Print) -> None:
        side = 64
        shade = Image.new("L", (side, side))
        shade.putdata([
            int(255 * strength * math.exp(-((x / side - middle) ** 2 + (y / side - middle) ** 2) / width**2))
            for y in range(side)
            for x in range(side)
        ])  # fmt: skip
        work.image(Image.new("L", (side, side), 255), work.code.quiet_box, mask=shade)

    return spoil


def blended(mode: str, tint: str) -> Callable[[Print], None]:
    def spoil(work: Print) -> None:
        state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name("/" + mode))
        work.fill(work.code.quiet_box, tint, Blend=state)

    return spoil


def ghosted(work: Print) -> None:
    """Another card's code shows through."""
    work.erase()
    work.draw(f"0 0 0 0.12 k {squares(work.codes[1].matrix, work.box)} f")
    work.draw(f"0 0 0 1 k {squares(work.code.matrix, work.box)} f")


def finder_in_blue(work: Print) -> None:
    side = work.code.module
    finder = tuple(row[:7] for row in work.code.matrix[:7])
    work.draw(f"1 0.8 0 0.1 k {squares(finder, Rect(work.box.x, work.box.y, 7 * side, 7 * side))} f")


def nibbled(work: Print) -> None:
    """A quarter of one dark module is missing."""
    row, column = next((y, x) for y in range(10, 20) for x in range(10, 20) if work.code.matrix[y][x])
    module = _module(work, row, column)
    work.fill(Rect(module.x, module.y, module.width / 2, module.height / 2), "0 0 0 0")


def within(work: Print) -> None:
    """A small code of somebody else's in the middle of the code."""
    middle = work.box.centre
    work.redraw(symbol("https://a.b/c").matrix, Rect(middle.x - 3.5, middle.y - 3.5, 7, 7))


def another_kind(kind: zxingcpp.BarcodeFormat) -> Callable[[Print], None]:
    def spoil(work: Print) -> None:
        made: Any = zxingcpp.create_barcode("https://elsewhere.example.org/", kind).to_image(scale=1)
        rows = np.array(made) == 0
        work.fill(Rect(5, 15, 26, 26), "0 0 0 0")
        work.draw(f"0 0 0 1 k {squares(tuple(map(tuple, rows.tolist())), Rect(8, 18, 20, 20))} f")

    return spoil


def tiny_elsewhere(work: Print) -> None:
    work.redraw(symbol("https://elsewhere.example.org/").matrix, Rect(50, 15, 6, 6), page=work.code.page - 1)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, tuple[ExpectedCode, ...]]:
    """The deck that a newcomer begins with, rendered, and what its manifest says of its codes."""
    folder = tmp_path_factory.mktemp("sabotage") / "deck"
    assert main(["new", "deck", str(folder)]) == 0
    assert main(["render", str(folder), "--edition", "en", "--proof", "fast"]) == 0
    (entry,) = json.loads((folder / "build" / "manifest.json").read_text(encoding="utf-8"))["files"]
    codes = tuple(
        ExpectedCode(
            page["page"],
            code["url"],
            symbol(code["url"], code["level"]).matrix,
            Rect(*code["box_mm"]),
            code["version"],
            code["level"],
            label=page["card"],
            ink=Cmyk(*code["ink_cmyk"]),
            ground=Cmyk(*code["ground_cmyk"]),
        )
        for page in entry["pages"]
        for code in page["codes"]
    )
    return (folder / "build" / entry["path"]).read_bytes(), codes


CASES: dict[str, tuple[Callable[[Print], None], str]] = {
    # where it stands
    "mirrored": (transformed(-1, 0, 0, 1), "code-mismatch"),
    "upside down in a mirror": (transformed(1, 0, 0, -1), "code-mismatch"),
    "turned by 90°": (transformed(0, 1, -1, 0), "code-mismatch"),
    "turned by 180°": (transformed(-1, 0, 0, -1), "code-mismatch"),
    "rotated 3°": (transformed(0.9986, 0.0523, -0.0523, 0.9986), "code-misplaced"),
    "rotated 1°": (transformed(0.99985, 0.01745, -0.01745, 0.99985), "code-misplaced"),
    "stretched 2 % across": (transformed(1.02, 0, 0, 1), "code-misplaced"),
    "stretched 2 % down": (transformed(1, 0, 0, 1.02), "code-misplaced"),
    "slanted": (transformed(1, 0, 0.03, 1), "code-misplaced"),
    "grown by 5 %": (transformed(1.05, 0, 0, 1.05), "code-misplaced"),
    "shrunk by 5 %": (transformed(0.95, 0, 0, 0.95), "code-misplaced"),
    "moved 2 mm": (transformed(1, 0, 0, 1, dx=2), "code-misplaced"),
    "moved 0.1 mm": (transformed(1, 0, 0, 1, dx=0.1), "code-misplaced"),
    "trim box moved": (enlarged_page, "code-misplaced"),
    # its modules
    "a light module made dark": (flipped(8, 10), "code-mismatch"),
    "a data module flipped": (flipped(15, 15), "code-mismatch"),
    "a module of a finder pattern flipped": (flipped(3, 3), "code-mismatch"),
    "a module of the timing pattern flipped": (flipped(6, 10), "code-mismatch"),
    "the last module flipped": (flipped(28, 28), "code-mismatch"),
    "a row erased": (over(lambda box, m: Rect(box.x, box.y + 14 * m, box.width, m), "0 0 0 0"), "code-mismatch"),
    "a white line through a finder pattern": (
        over(lambda box, m: Rect(box.x, box.y + 3.1 * m, 7 * m, 0.2 * m), "0 0 0 0"),
        "code-rough",
    ),
    "a white hairline across": (
        over(lambda box, m: Rect(box.x, box.y + 10.2 * m, box.width, 0.1), "0 0 0 0"),
        "code-rough",
    ),
    "a blot of ink": (over(lambda box, m: Rect(box.x + 10 * m, box.y + 10 * m, 3, 3), "0 0 0 1"), "code-mismatch"),
    "gaps between modules": (resized(0.7), "code-rough"),
    "thinned modules": (resized(0.6), "code-rough"),
    "grown modules": (resized(1.35), "code-rough"),
    "a finder pattern with cut corners": (round_finders, "code-mismatch"),
    "clipped": (clipped, "code-mismatch"),
    # what it says
    "the codes of two cards swapped": (swapped, "code-wrong-link"),
    "the code of another card": (doubled, "code-wrong-link"),
    "another link of the same length": (another(lambda url: url[:-1] + "X"), "code-wrong-link"),
    "the link in small letters": (another(str.lower), "code-wrong-link"),
    "the link by http": (another(lambda url: url.replace("https", "http")), "code-wrong-link"),
    "the link with a slash behind it": (another(lambda url: url + "/"), "code-wrong-link"),
    "another host": (another(lambda url: url.replace("cards.", "cords.")), "code-wrong-link"),
    "another level": (another(str, "L"), "code-mismatch"),
    "two pages changed about": (out_of_order, "code-wrong-link"),
    # what is around it
    "ink in the ring": (over(lambda box, m: Rect(box.right + m, box.y + 5, m, m), "0 0 0 1"), "code-quiet-zone"),
    "a pale letter in the ring": (
        over(lambda box, m: Rect(box.x - 2 * m, box.y + 5, m, m), "0.05 0 0 0"),
        "code-quiet-zone",
    ),
    "a ring of light tint": (ring_tinted, "code-quiet-zone"),
    "a frame in the ring": (framed, "code-quiet-zone"),
    "a dark panel up to two modules": (
        over(lambda box, m: Rect(box.x, box.bottom + 2 * m, box.width, 3 * m), "0.9 0.6 0 0.2"),
        "code-quiet-zone",
    ),
    # how it stands out
    "red on white": (tinted("0 1 1 0"), "code-contrast"),
    "orange on white": (tinted("0 0.5 1 0"), "code-contrast"),
    "yellow on white": (tinted("0 0 1 0"), "code-contrast"),
    "faint": (tinted("0 0 0 0.2"), "code-contrast"),
    "under a white veil": (veiled(0.7), "code-ink"),
    "under a thin white veil": (veiled(0.45), "code-ink"),
    "printed in grey": (tinted("0 0 0 0.7"), "code-ink"),
    "in another dark ink": (tinted("0.6 0.3 0 0.2"), "code-ink"),
    "modules grown by a tenth": (resized(1.1), "code-rough"),
    "modules shrunk by a tenth": (resized(0.9), "code-rough"),
    "under a glare across the middle": (
        veiled(0.7, lambda box: Rect(box.x - 4, box.y + 8, box.width + 8, 6)),
        "code-rough",
    ),
    "light on dark": (inverse, "code-mismatch"),
    "in two inks": (two_inks, "code-contrast"),
    "on a photograph": (on_photograph, "code-contrast"),
    "under a thin veil of a fifth": (veiled(0.2), "code-ink"),
    "under a thin veil on one half": (
        veiled(0.25, lambda box: Rect(box.x, box.y, box.width / 2, box.height)),
        "code-rough",
    ),
    "under the glare of a lamp": (glared(0.6, 0.75, 0.14), "code-ink"),
    "under a faint glare": (glared(0.35, 0.5, 0.1), "code-ink"),
    "under a glare that fades over it all": (glared(0.3, 0.0, 1.2), "code-ink"),
    "multiplied by grey": (blended("Multiply", "0 0 0 0.3"), "code-ink"),
    "screened": (blended("Screen", "0 0 0 0.7"), "code-ink"),
    "in black of four inks": (tinted("0.6 0.5 0.4 1"), "code-ink"),
    "in black of three inks": (tinted("1 1 1 0"), "code-ink"),
    "one finder pattern in blue": (finder_in_blue, "code-ink"),
    "over the ghost of another code": (ghosted, "code-ink"),
    "a module nibbled at": (nibbled, "code-rough"),
    "rotated 0.5°": (transformed(0.99996, 0.00873, -0.00873, 0.99996), "code-misplaced"),
    # as a picture
    "a JPEG of low quality": (rastered(6, 20), "code-rough"),
    "a JPEG of few pixels": (rastered(2, 90), "code-ink"),
    "blurred": (rastered(8, 95, blur=3), "code-contrast"),
    # what is there
    "erased": (erased, "code-missing"),
    "a second code": (strange, "code-stray"),
    "the same code twice": (again, "code-stray"),
    "a code on a front": (on_front, "code-stray"),
    "a small code elsewhere": (small_elsewhere, "code-stray"),
    "a code in a photograph on a front": (in_photograph, "code-stray"),
    "a code in the middle of the code": (within, "code-wrong-link"),
    "a link of another version": (another(lambda url: url + "?utm_source=card"), "code-wrong-link"),
    "a tiny code on a front": (tiny_elsewhere, "code-stray"),
    "an Aztec code": (another_kind(zxingcpp.BarcodeFormat.Aztec), "code-stray"),
    "a Data Matrix": (another_kind(zxingcpp.BarcodeFormat.DataMatrix), "code-stray"),
    "a page lost": (without_last_page, "code-missing"),
}


@pytest.mark.parametrize("name", CASES)
def test_sabotage_is_refused_for_the_right_reason(name: str, finished: tuple[bytes, tuple[ExpectedCode, ...]]) -> None:
    data, codes = finished
    spoil, reason = CASES[name]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoil(Print(pdf, codes))
        pdf.save(out)
    proof = examine(out.getvalue(), codes, Depth.FAST, closely=True)
    assert {problem.code for problem in proof.problems if problem.is_error} == {reason}, proof.problems


def test_what_was_not_spoilt_passes(finished: tuple[bytes, tuple[ExpectedCode, ...]]) -> None:
    data, codes = finished
    proof = examine(data, codes, Depth.FULL, closely=True)
    assert proof.problems == ()
    assert proof.grades == ("A", "A", "A")


def test_there_are_more_than_forty() -> None:
    assert len(CASES) > 40
