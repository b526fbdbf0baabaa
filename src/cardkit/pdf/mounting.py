"""Lay pictures in pixels on the pages of a finished PDF."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from cardkit.geometry import PT_PER_MM, Rect
from cardkit.pdf.raster import GREY, Raster


@dataclass(frozen=True, slots=True)
class Packed:
    """A raster that takes little room: what a PDF will hold of it (FlateDecode)."""

    width: int
    height: int
    channels: int
    data: bytes


def packed(picture: Raster) -> Packed:
    return Packed(picture.width, picture.height, picture.channels, zlib.compress(picture.pixels, _LEVEL))


#: Flat colours pack nearly as well at a middle level, in a third of the time.
_LEVEL = 5


def mounted(pdf: bytes, pictures: Sequence[Sequence[tuple[Rect, Packed]]]) -> bytes:
    """The PDF with the pictures of each page drawn over it, each into its box in mm from the page's top-left.

    The same file and pictures give the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as made:
        for page, own in zip(made.pages, pictures, strict=True):
            if own:
                _mount(made, page, own)
        out = BytesIO()
        made.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()


def _mount(made: object, page: object, pictures: Sequence[tuple[Rect, Packed]]) -> None:
    import pikepdf

    assert isinstance(made, pikepdf.Pdf)
    assert isinstance(page, pikepdf.Page)
    left, _, _, top = (float(edge) for edge in page.mediabox)
    content = []
    for number, (box, picture) in enumerate(pictures, start=1):
        image = made.make_stream(picture.data)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = picture.width, picture.height, 8
        image.ColorSpace = pikepdf.Name.DeviceGray if picture.channels == GREY else pikepdf.Name.DeviceRGB
        image.Filter = pikepdf.Name.FlateDecode
        # Names that the library makes up are others in every run.
        name = page.add_resource(image, pikepdf.Name.XObject, pikepdf.Name(f"/Mounted{number}"))
        k = PT_PER_MM
        corner = f"{left + box.x * k:.4f} {top - box.bottom * k:.4f}"
        content.append(f"q {box.width * k:.4f} 0 0 {box.height * k:.4f} {corner} cm {name} Do Q")
    page.contents_add("\n".join(content).encode("ascii"))
