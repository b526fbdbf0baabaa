"""Make small card PDFs for the tests: each page in a colour of its own, a black square at its head's left corner."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf

PT = 72 / 25.4


@dataclass(frozen=True)
class Make:
    """How the pages are made. Lengths are mm; ``rotate`` turns each page as a viewer would, and draws it turned back."""

    pages: int = 4
    width: float = 40.0
    height: float = 60.0
    bleed: float = 3.0
    boxes: tuple[str, ...] = ("TrimBox", "BleedBox")
    rotate: int = 0
    unit: float = 1.0
    version: str = "1.6"


def tint(page: int) -> tuple[float, float, float]:
    """The cyan, magenta and yellow of a page from 1."""
    return (0.15 + 0.1 * (page % 8), 0.1 + 0.12 * (page // 8 % 6), 0.2)


def card_pdf(make: Make = Make(), extra: bytes = b"", resources: pikepdf.Dictionary | None = None) -> bytes:
    """The PDF; ``extra`` is drawn on each page, in mm from the trim's top-left, y down."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for number in range(1, make.pages + 1):
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(_page(pdf, make, number, extra, resources))))
        pdf.trailer["/Info"] = pdf.make_indirect(
            pikepdf.Dictionary(Title="Small cards", CreationDate="D:20260102000000Z")
        )
        pdf.save(out, deterministic_id=True, force_version=make.version)
    return out.getvalue()


def _page(
    pdf: pikepdf.Pdf, make: Make, number: int, extra: bytes, resources: pikepdf.Dictionary | None
) -> pikepdf.Dictionary:
    b, k = make.bleed, PT / make.unit
    turned = make.rotate % 180 != 0
    seen_width, seen_height = make.width + 2 * b, make.height + 2 * b
    width, height = (seen_height, seen_width) if turned else (seen_width, seen_height)
    # From mm as one sees the page, y down, to the page as it is stored.
    matrix = {
        0: (k, 0, 0, -k, b * k, (height - b) * k),
        90: (0, k, k, 0, b * k, b * k),
        180: (-k, 0, 0, k, (width - b) * k, b * k),
        270: (0, -k, -k, 0, (width - b) * k, (height - b) * k),
    }[make.rotate]
    cyan, magenta, yellow = tint(number)
    content = (
        (
            f"q {' '.join(f'{value:.4f}' for value in matrix)} cm "
            f"{cyan} {magenta} {yellow} 0 k {-b} {-b} {seen_width} {seen_height} re f "
            f"0 0 0 1 k 4 4 8 8 re f "
        ).encode()
        + extra
        + b" Q"
    )
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=_box(0, 0, width * k, height * k),
        Contents=pdf.make_stream(content),
        Resources=resources if resources is not None else pikepdf.Dictionary(),
    )
    if "TrimBox" in make.boxes:
        page.TrimBox = _box(b * k, b * k, (width - b) * k, (height - b) * k)
    if "BleedBox" in make.boxes:
        page.BleedBox = _box(0, 0, width * k, height * k)
    if "CropBox" in make.boxes:
        page.CropBox = _box(b * k, b * k, (width - b) * k, (height - b) * k)
    if make.rotate:
        page.Rotate = make.rotate
    if make.unit != 1:
        page.UserUnit = make.unit
    return page


def _box(*numbers: float) -> pikepdf.Array:
    return pikepdf.Array([round(number, 4) for number in numbers])
