"""A finished PDF under a saboteur's hands: draw over it, or write its codes anew."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

from cardkit.codes.symbol import Matrix
from cardkit.geometry import PT_PER_MM, Rect
from cardkit.preflight.code import ExpectedCode

#: How the writer draws a code: a matrix that makes a module the unit, and one path of rectangles.
DRAWN = re.compile(
    rb"q (?P<side>[\d.]+) 0 0 (?P=side) (?P<x>[\d.]+) (?P<y>[\d.]+) cm (?P<path>(?:\d+ \d+ \d+ \d+ re ?)+)f Q"
)


@dataclass
class Print:
    """A PDF under a saboteur's hands, and the codes that it should carry."""

    pdf: pikepdf.Pdf
    codes: Sequence[ExpectedCode]

    @property
    def code(self) -> ExpectedCode:
        return self.codes[0]

    @property
    def box(self) -> Rect:
        return self.code.box

    def draw(self, operators: str, page: int | None = None, **states: pikepdf.Object) -> None:
        """Draw over a page, in mm from the trim's top-left, y down."""
        sheet = self.pdf.pages[(page or self.code.page) - 1]
        for name, state in states.items():
            sheet.add_resource(state, pikepdf.Name.ExtGState, pikepdf.Name("/" + name))
        left, top = float(sheet.trimbox[0]), float(sheet.trimbox[3])
        start = f"q {PT_PER_MM:.6f} 0 0 -{PT_PER_MM:.6f} {left:.4f} {top:.4f} cm"
        # The page's own operators are closed in, so that nothing of theirs is left standing.
        sheet.contents_add(b"q", prepend=True)
        sheet.contents_add(f"Q {start} {operators} Q".encode())

    def fill(self, box: Rect, tint: str = "0 0 0 1", page: int | None = None, **states: pikepdf.Object) -> None:
        before = "".join(f"/{name} gs " for name in states)
        self.draw(f"{before}{tint} k {box.x:.4f} {box.y:.4f} {box.width:.4f} {box.height:.4f} re f", page, **states)

    def erase(self) -> None:
        self.fill(self.code.quiet_box, "0 0 0 0")

    def redraw(self, matrix: Matrix, box: Rect | None = None, tint: str = "0 0 0 1", page: int | None = None) -> None:
        """Another symbol, in place of the one that is there or elsewhere."""
        box = box or self.box
        ring = box.inset(-4 * box.width / len(matrix))
        self.fill(ring, "0 0 0 0", page)
        self.draw(f"{tint} k {squares(matrix, box)} f", page)

    def edit(self, change: Callable[[re.Match[bytes]], str], index: int = 0) -> None:
        """Write the operators of a code anew."""
        sheet = self.pdf.pages[self.codes[index].page - 1]
        sheet.contents_coalesce()
        stream = sheet.Contents.read_bytes()
        edited, count = DRAWN.subn(lambda match: change(match).encode(), stream)
        assert count == 1
        sheet.Contents.write(edited)

    def image(
        self,
        picture: Image.Image,
        box: Rect,
        quality: int | None = None,
        page: int | None = None,
        mask: Image.Image | None = None,
    ) -> None:
        """Lay a photograph over a page, as a JPEG where a quality is given, thinly where a mask is dark."""
        sheet = self.pdf.pages[(page or self.code.page) - 1]
        space = pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB
        stream = pikepdf.Stream(self.pdf, picture.tobytes())
        if quality is not None:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality)
            stream = pikepdf.Stream(self.pdf, out.getvalue())
            stream.Filter = pikepdf.Name.DCTDecode
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height = picture.size
        stream.ColorSpace, stream.BitsPerComponent = space, 8
        if mask is not None:
            thin = pikepdf.Stream(self.pdf, mask.tobytes())
            thin.Type, thin.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            thin.Width, thin.Height = mask.size
            thin.ColorSpace, thin.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            stream.SMask = self.pdf.make_indirect(thin)
        name = sheet.add_resource(stream, pikepdf.Name.XObject)
        place = f"{box.width:.4f} 0 0 {-box.height:.4f} {box.x:.4f} {box.bottom:.4f}"
        self.draw(f"{place} cm {name} Do", page)


def squares(matrix: Matrix, box: Rect, size: float = 1.0) -> str:
    """Every dark module by itself, ``size`` of its side."""
    side, gap = box.width / len(matrix), (1 - size) / 2
    return " ".join(
        f"{box.x + (x + gap) * side:.4f} {box.y + (y + gap) * side:.4f} {size * side:.4f} {size * side:.4f} re"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
