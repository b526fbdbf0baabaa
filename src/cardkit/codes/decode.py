"""Read the codes in a picture, as a phone would: by one engine, and by another that shares no code with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: A corner in pixels from the picture's top-left: x, y.
Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A code that was found.

    ``corners`` are the symbol's own, without the quiet zone: top-left, top-right,
    bottom-right, bottom-left as the symbol stands, so a turned symbol starts at
    another corner of the picture. ``unused_correction`` is 1 where not a module
    had to be mended and 0 where no more could have been.
    """

    content: bytes
    version: int | None
    level: str | None
    unused_correction: float | None
    corners: tuple[Corner, Corner, Corner, Corner]

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "backslashreplace")


def decode(pixels: bytes, width: int, height: int, *, others: bool = False) -> tuple[Decoded, ...]:
    """Every QR code in a picture of 8-bit grey (width × height bytes) or RGB (three times as many).

    With ``others`` also Aztec, Data Matrix and PDF417, which phones open as well.
    """
    import zxingcpp

    if width < _SMALLEST or height < _SMALLEST:
        return ()
    channels = _channels(pixels, width, height)
    layout = zxingcpp.ImageFormat.Lum if channels == 1 else zxingcpp.ImageFormat.RGB
    buffer: Any = memoryview(pixels)  # The library's stub asks for a numpy array; any buffer serves.
    found = zxingcpp.read_barcodes(
        zxingcpp.ImageView(buffer, width, height, layout),
        formats=_formats(others=others),
        try_downscale=False,
    )
    return tuple(_decoded(code) for code in found)


def second_opinion(pixels: bytes, width: int, height: int) -> tuple[bytes, ...]:
    """What QRdec, the engine of ZBar, reads in a picture of 8-bit grey; dark codes on a light ground alone."""
    import deqr

    if width < _SMALLEST or height < _SMALLEST:
        return ()
    if _channels(pixels, width, height) != 1:
        raise ValueError("the second engine reads grey pictures")
    # A reader draws its lots anew: with one for all pictures an answer would depend on those before.
    found = deqr.QRdecDecoder().decode((pixels, (width, height)), convert_data=False)
    return tuple(b"".join(entry.data for entry in code.data_entries) for code in found)


def _channels(pixels: bytes, width: int, height: int) -> int:
    channels, rest = divmod(len(pixels), width * height)
    if rest or channels not in (1, 3):
        raise ValueError(f"{len(pixels)} bytes are no picture of {width} × {height} pixels")
    return channels


def _formats(*, others: bool) -> Any:
    from zxingcpp import BarcodeFormat, BarcodeFormats

    known = BarcodeFormat.QRCode, BarcodeFormat.Aztec, BarcodeFormat.DataMatrix, BarcodeFormat.PDF417
    return BarcodeFormats(known if others else known[:1])


#: No symbol is smaller than 21 modules (ISO/IEC 18004:2015, 5.3.1), and a pixel each is the least.
_SMALLEST = 21


def _decoded(code: object) -> Decoded:
    import zxingcpp

    assert isinstance(code, zxingcpp.Barcode)
    extra = code.extra if isinstance(code.extra, dict) else {}
    position = code.position
    version = str(extra.get("Version", ""))
    unused = extra.get("UEC")
    return Decoded(
        content=bytes(code.bytes),
        version=int(version) if version.isdigit() else None,
        level=code.ec_level or None,
        unused_correction=float(unused) if isinstance(unused, int | float) else None,
        corners=(
            (position.top_left.x, position.top_left.y),
            (position.top_right.x, position.top_right.y),
            (position.bottom_right.x, position.bottom_right.y),
            (position.bottom_left.x, position.bottom_left.y),
        ),
    )
