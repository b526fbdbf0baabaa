"""Walk the markers of a JPEG, and prove that its coded data ends where the picture ends.

JPEG has no checksum and its decoders forgive nearly everything, so that a file
that lost its second half, or one bit, goes to press as grey or shifted colour.
Two things can be proved without decoding by hand:

- the markers stand where they must: every coded byte 0xFF is followed by 0x00,
  restart markers come in order and number, and the end marker is there
  (ITU-T T.81, B.1.1 and F.1.2.3);
- the coded data is as long as the picture. A flipped bit usually throws the
  decoder out of step, so that it finds too much or too little. ``padded`` adds
  bytes behind each coded stretch, which a sound picture never reads;
  ``clouded`` changes the last bytes, which a sound picture always reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Marker codes of ITU-T T.81, table B.1.
_SOI, _EOI, _SOS, _DHT, _DQT, _DNL, _DRI, _COM = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xDC, 0xDD, 0xFE
_APP0, _APP14, _APP15 = 0xE0, 0xEE, 0xEF
_FRAMES = frozenset(range(0xC0, 0xD0)) - {_DHT, 0xC8, 0xCC}
_HUFFMAN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_RESTARTS = range(0xD0, 0xD8)
_BETWEEN_SCANS = frozenset({_DHT, _DQT, _DRI, _COM, _SOS, _DNL, _EOI}) | frozenset(range(_APP0, _APP15 + 1))
_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff])")

# Behind a coded stretch: longer than any decoder's look-ahead into one block, free of 0xFF, and unlike the
# zero bits that libjpeg supplies where data runs out.
_PADDING = bytes((37 * i + 91) % 251 for i in range(64))

#: How many bytes at the end of the coded data are changed to see whether the picture reads them.
CLOUDED_BYTES = 6


@dataclass(frozen=True, slots=True)
class Jpeg:
    """What the markers say: the frame's size, and where each stretch of coded data ends."""

    width: int
    height: int
    components: int
    adobe: bool
    huffman: bool
    scans: int
    stretches: tuple[tuple[int, int], ...]
    end: int


def walk(data: bytes) -> Jpeg | str:
    """Read the markers up to the end marker; or say, as an English clause, what is wrong with them."""
    walker = _Walker(data)
    position = 2
    while True:
        if position + 2 > len(data):
            return "it stops before its end marker: part of the file is missing"
        if data[position] != 0xFF:
            return f"byte {position} is no marker"
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker == _EOI:
            return walker.finished(position + 2)
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if marker in _RESTARTS or marker < 0xC0 or marker == _SOI or length < 2:
            return f"byte {position} holds a marker that cannot stand there"
        body = data[position + 4 : position + 2 + length]
        position += 2 + length
        if position > len(data):
            return "it stops before its end marker: part of the file is missing"
        fault = walker.segment(marker, body)
        if fault:
            return fault
        if marker == _SOS:
            after = walker.coded(position)
            if isinstance(after, str):
                return after
            position = after


def padded(data: bytes, jpeg: Jpeg) -> bytes:
    """The same picture with strange bytes behind every stretch of coded data."""
    parts = []
    last = 0
    for _, end in jpeg.stretches:
        parts += [data[last:end], _PADDING]
        last = end
    return b"".join([*parts, data[last : jpeg.end]])


def clouded(data: bytes, jpeg: Jpeg, mask: int) -> bytes:
    """The picture with the last coded bytes changed; the mask chooses how."""
    start, end = jpeg.stretches[-1]
    tail = bytearray(data[max(start, end - CLOUDED_BYTES) : end])
    for i, byte in enumerate(tail):
        changed = byte ^ mask
        # Never make a 0xFF, nor leave one without the zero that follows it.
        tail[i] = changed if changed != 0xFF else 0x7F
    return data[: end - len(tail)] + bytes(tail) + data[end : jpeg.end]


class _Walker:
    """What has been read so far of one file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.frame: tuple[int, int, int] | None = None
        self.sampling: dict[int, tuple[int, int]] = {}
        self.kind = 0
        self.adobe = False
        self.interval = 0
        self.expected = 0
        self.scans = 0
        self.stretches: list[tuple[int, int]] = []

    def segment(self, marker: int, body: bytes) -> str | None:
        if marker in _FRAMES:
            if self.frame or len(body) < 6 or len(body) != 6 + 3 * body[5]:
                return "its frame header is broken"
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
            if not width or not height or not body[5]:
                return "its frame header gives no size"
            self.frame = (width, height, body[5])
            self.kind = marker
            for i in range(6, len(body), 3):
                self.sampling[body[i]] = (body[i + 1] >> 4, body[i + 1] & 15)
            if any(not 1 <= factor <= 4 for pair in self.sampling.values() for factor in pair):
                return "its frame header is broken"
        elif marker == _DRI:
            self.interval = int.from_bytes(body[:2], "big")
        elif marker == _APP14 and body.startswith(b"Adobe"):
            self.adobe = True
        elif marker == _SOS:
            names = body[1 : 1 + 2 * body[0] : 2] if body else b""
            if not self.frame or not names or any(name not in self.sampling for name in names):
                return "its scan header is broken"
            self.scans += 1
            self.expected = self._restarts(names)
        return None

    def coded(self, position: int) -> int | str:
        """Pass over the coded data of one scan; the position of the marker behind it."""
        restarts = 0
        while True:
            found = _NEXT_MARKER.search(self.data, position)
            if not found:
                return "it stops before its end marker: part of the file is missing"
            marker = found.group(1)[0]
            self.stretches.append((position, found.start()))
            position = found.end()
            if marker in _RESTARTS:
                if not self.interval or marker != _RESTARTS[restarts % 8]:
                    return f"a restart marker at byte {found.start()} is out of order"
                restarts += 1
            elif marker in _BETWEEN_SCANS:
                if restarts != self.expected:
                    return f"a scan has {restarts} of its {self.expected} restart markers"
                return found.start()
            else:
                return f"byte {found.start()} holds a marker that cannot stand there"

    def finished(self, end: int) -> Jpeg | str:
        if not self.frame or not self.scans:
            return "it holds no picture"
        width, height, components = self.frame
        huffman = self.kind in _HUFFMAN_FRAMES
        return Jpeg(width, height, components, self.adobe, huffman, self.scans, tuple(self.stretches), end)

    def _restarts(self, names: bytes) -> int:
        """How many restart markers the scan of these components must have (T.81, A.2)."""
        if not self.interval or not self.frame:
            return 0
        width, height, _ = self.frame
        widest = max(h for h, _ in self.sampling.values())
        tallest = max(v for _, v in self.sampling.values())
        if len(names) == 1:
            h, v = self.sampling[names[0]]
            units = _ceil(_ceil(width * h, widest), 8) * _ceil(_ceil(height * v, tallest), 8)
        else:
            units = _ceil(width, 8 * widest) * _ceil(height, 8 * tallest)
        return _ceil(units, self.interval) - 1


def _ceil(a: int, b: int) -> int:
    return -(-a // b)
