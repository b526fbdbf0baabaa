"""Walk the chunks of a PNG or a WebP: its size before anything is decoded, and whether it is whole.

A PNG carries a checksum on every chunk (PNG, 5.3), so that no flipped bit passes. A WebP has none: only lengths can be proved.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MISSING_END = "it stops before its end: part of the file is missing"

# Bits of the flags byte in a WebP's VP8X chunk (WebP container specification, "Extended File Format").
_WEBP_ANIMATED = 0x02


@dataclass(frozen=True, slots=True)
class Container:
    """What the chunks say of the picture."""

    width: int
    height: int
    animated: bool


def walk_png(data: bytes) -> Container | str:
    """Check every chunk of a PNG to its end; or say, as an English clause, what is wrong."""
    position = len(PNG_SIGNATURE)
    size: tuple[int, int] | None = None
    animated = pixels = False
    while True:
        if position + 12 > len(data):
            return _MISSING_END
        length = int.from_bytes(data[position : position + 4], "big")
        name = data[position + 4 : position + 8]
        end = position + 8 + length
        if end + 4 > len(data):
            return _MISSING_END
        if zlib.crc32(memoryview(data)[position + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return f"the checksum of its part {name.decode('latin-1')!a} at byte {position} is wrong"
        if size is None:
            if name != b"IHDR" or length != 13:
                return "it does not begin with its size"
            size = (
                int.from_bytes(data[position + 8 : position + 12]),
                int.from_bytes(data[position + 12 : position + 16]),
            )
            if not all(size):
                return "its header gives no size"
        elif name == b"acTL":
            animated = True
        elif name == b"IDAT":
            pixels = True
        elif name == b"IEND":
            return Container(*size, animated) if pixels else "it holds no picture"
        position = end + 4


def walk_webp(data: bytes) -> Container | str:
    """Check the lengths of a WebP's chunks; or say, as an English clause, what is wrong."""
    whole = int.from_bytes(data[4:8], "little") + 8
    if whole > len(data):
        return _MISSING_END
    position = 12
    size: tuple[int, int] | None = None
    animated = pixels = False
    while position + 8 <= whole:
        name = data[position : position + 4]
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        body = data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
        if position > whole:
            return _MISSING_END
        if name == b"VP8X" and length >= 10:
            animated = bool(body[0] & _WEBP_ANIMATED)
            size = (int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
        elif name == b"VP8 " and length >= 10:
            pixels = True
            size = size or (int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF)
        elif name == b"VP8L" and length >= 5:
            pixels = True
            bits = int.from_bytes(body[1:5], "little")
            size = size or ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif name == b"ANMF":
            pixels = True
    if size is None or not pixels or not all(size):
        return "it holds no picture"
    return Container(*size, animated)
