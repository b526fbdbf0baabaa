"""Make small finished files whose pages are proved and remembered, and ask what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Pdf
from press_file import BLEED, MM, MODULE, PANEL, PICTURE, TEXT, TRIM, X4, code, press_file

from cardkit.codes.symbol import symbol
from cardkit.geometry import Rect
from cardkit.ink import KEY, PAPER
from cardkit.job.reading import Finished, Readback, read_back
from cardkit.job.remembered import Due, memory_of
from cardkit.pdf.fingerprint import fingerprints
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode
from cardkit.press.model import Press

#: Lower left corner of a code in mm from that of the bleed.
AT = (12.0, 12.0)

FRONT = PANEL + PICTURE + TEXT
Spoil = Callable[[Pdf], None]


def url(number: int) -> str:
    return f"https://nmg.example.org/c/{number:06}"


def back(number: int) -> str:
    return PANEL + TEXT + code(url(number))


def planned(number: int, page: int) -> ExpectedCode:
    made = symbol(url(number))
    side = len(made.matrix) * MODULE
    box = Rect(AT[0] - BLEED, TRIM[1] - (AT[1] - BLEED) - side, side, side)
    return ExpectedCode(
        page, made.url, made.matrix, box, made.version, made.level, label=f"c{number}", ink=KEY, ground=PAPER
    )


#: Three cards of a front and a back.
CODES = tuple(planned(number, 2 * number) for number in (1, 2, 3))
FACES = tuple(FRONT if page % 2 else back(page // 2) for page in range(1, 7))


def printed(path: Path, faces: Sequence[str] = FACES, spoil: Spoil | None = None) -> Path:
    """A file with a page for each face; forms, pictures and fonts are shared."""

    def fill(pdf: Pdf) -> None:
        for page, face in zip(pdf.pages, faces, strict=True):
            page.obj.Contents = pdf.make_stream(in_mm(face))
        if spoil:
            spoil(pdf)

    return press_file(path, "", fill, pages=len(faces))


def in_mm(face: str) -> bytes:
    return f"q {MM:.6f} 0 0 {MM:.6f} 0 0 cm\n{face}\nQ\n".encode()


def read(
    path: Path,
    codes: Sequence[ExpectedCode] = CODES,
    depth: Depth = Depth.USUAL,
    press: Press | None = X4,
    jobs: int = 1,
) -> Readback:
    return read_back(Finished(path, due(path, codes, press), ("deck",)), depth, jobs)


def due(path: Path, codes: Sequence[ExpectedCode] = CODES, press: Press | None = X4) -> Due:
    with pikepdf.open(path) as pdf:
        return Due(len(pdf.pages), codes, press)


def known(path: Path, codes: Sequence[ExpectedCode] = CODES, press: Press | None = X4) -> tuple[list[int], list[int]]:
    """The pages that need not be looked at for their codes, and for their structure."""
    memory = memory_of(("deck",), Depth.USUAL)
    assert memory is not None
    good = memory.good(fingerprints(path), due(path, codes, press))
    return sorted(good.proofs), sorted(good.shares)


ALL = [1, 2, 3, 4, 5, 6]


def said(found: Readback) -> tuple[object, ...]:
    """All that a render hands on."""
    return found.proof.problems, found.proof.grades, found.structure, found.sha256


def stray(pdf: Pdf) -> None:
    page = pdf.pages[2].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + in_mm(code(url(7))))
