"""Take out of a sound or a film what cameras and programs wrote in it of places, names and devices.

Nothing is encoded anew, and in all but MP3 nothing moves: what tells is blanked
where it stands, so that every offset in the file still holds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path


def cleaned(path: Path, ending: str) -> bytes:
    """A sound or film without its tags; ``ending`` says what it is."""
    clean = bytearray(path.read_bytes())
    match ending:
        case "mp3":
            return _without_id3(bytes(clean))
        case "mp4" | "m4a":
            _blank_boxes(clean, 0, len(clean))
        case "wav":
            _blank_chunks(clean)
        case "ogg":
            _blank_comments(clean)
        case "webm":
            _blank_elements(clean)
    return bytes(clean)


def _without_id3(data: bytes) -> bytes:
    """Without ID3v2 tags at the front (id3.org, 2.4.0, 3.1: a size of four times seven bits) and ID3v1 at the end."""
    while data.startswith(b"ID3") and len(data) > 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    return data[:-128] if data[-128:-125] == b"TAG" else data


#: Boxes that hold others, and boxes that hold what people and devices wrote (ISO/IEC 14496-12, 8.10 and 8.11).
_OUTER = frozenset({b"moov", b"trak", b"mdia", b"minf"})
_TOLD = frozenset({b"udta", b"meta", b"uuid"})


def _blank_boxes(data: bytearray, start: int, end: int) -> None:
    """Make free room of the boxes that tell; nothing moves, so that every offset in the file still holds."""
    at = start
    while at + 8 <= end:
        size, head = int.from_bytes(data[at : at + 4]), 8
        if size == 1 and at + 16 <= end:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        size = end - at if size == 0 else size
        if size < head or at + size > end:
            return
        kind = bytes(data[at + 4 : at + 8])
        if kind in _OUTER:
            _blank_boxes(data, at + head, at + size)
        elif kind in _TOLD:
            data[at + 4 : at + 8] = b"free"
            data[at + head : at + size] = bytes(size - head)
        at += size


#: Chunks of a WAV that tell (Multimedia Programming Interface 1.0, RIFF; EBU Tech 3285).
_CHUNKS = (b"LIST", b"id3 ", b"bext")


def _blank_chunks(data: bytearray) -> None:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if bytes(data[at : at + 4]) in _CHUNKS:
            data[at : at + 4] = b"JUNK"
            stop = min(at + 8 + size, len(data))
            data[at + 8 : stop] = bytes(stop - at - 8)
        at += 8 + size + size % 2


#: How the second packet of a stream begins that holds its comments, and how it ends when it holds none (Vorbis I, 5;
#: RFC 7845, 5.2; Theora, 6.3; the comments of Speex begin at once), by how the stream's first packet begins.
_COMMENTS = {
    b"\x01vorbis": (b"\x03vorbis", b"\x01"),
    b"OpusHead": (b"OpusTags", b""),
    b"\x80theora": (b"\x81theora", b""),
    b"Speex   ": (b"", b""),
}

#: Packets at the front of a stream that can be headers; those of FLAC are as many as it has blocks.
_HEADERS = 64

#: A stretch of a packet: the page that it stands in, where it begins and where it ends.
_Place = tuple[int, int, int]


def _blank_comments(data: bytearray) -> None:
    """Let no stream of an Ogg have a maker's name or comments: zeros fill what they took."""
    for packets in list(_streams(data)):
        first, *others = (b"".join(data[begin:end] for _, begin, end in places) for places in packets)
        if first.startswith(b"\x7fFLAC"):
            for packet, places in zip(others, packets[1:], strict=True):
                _put(data, places, _flac_block(packet))
        for head, (begin, end) in _COMMENTS.items():
            if first.startswith(head) and others and others[0].startswith(begin):
                _put(data, packets[1], begin + bytes(8) + end)


def _flac_block(packet: bytes) -> bytes:
    """The block of FLAC in a packet, without comments (4) or as padding (1) in place of a picture (6; RFC 9639, 8)."""
    kind = packet[0] & 0x7F if packet and packet[0] != 0xFF else 0
    return {4: packet[:4], 6: bytes([packet[0] & 0x80 | 1]) + packet[1:4]}.get(kind, packet) if kind else packet


def _put(data: bytearray, places: Sequence[_Place], said: bytes) -> None:
    """Let a packet say something else, with zeros behind it, and sum up its pages anew."""
    for page, begin, end in places:
        data[begin:end] = said[: end - begin].ljust(end - begin, b"\0")
        said = said[end - begin :]
        stop = page + 27 + data[page + 26] + sum(data[page + 27 : page + 27 + data[page + 26]])
        data[page + 22 : page + 26] = bytes(4)
        data[page + 22 : page + 26] = _summed(data[page:stop]).to_bytes(4, "little")


def _streams(data: bytearray) -> Iterator[list[list[_Place]]]:
    """The first packets of each stream, by where they stand (RFC 3533, 6)."""
    open_ones: dict[bytes, list[list[_Place]]] = {}
    at = 0
    while data[at : at + 4] == b"OggS" and at + 27 <= len(data):
        body = at + 27 + data[at + 26]
        serial, sizes = bytes(data[at + 14 : at + 18]), data[at + 27 : body]
        if body + sum(sizes) > len(data):
            break
        if data[at + 5] & 2 and serial in open_ones:
            yield open_ones.pop(serial)
        packets = open_ones.setdefault(serial, [[]])
        for size in sizes:
            if len(packets) <= _HEADERS:
                packets[-1].append((at, body, body + size))
                packets += [[]] if size < 255 else []
            body += size
        at = body
    yield from open_ones.values()


#: Each byte with its bits turned round.
_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _summed(page: bytes | bytearray) -> int:
    """The sum of a page (RFC 3533, 6): that of zlib, but from 0 and with no bit turned."""
    turned = zlib.crc32(page.translate(_TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2)


#: Elements of a WebM that hold others and are looked into; that are made void; and whose text is (RFC 9559, 5; 8794).
#: A cluster that does not say how long it is, as browsers record it, is looked into as well.
_INTO = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE}  # Segment, Info, Tracks, TrackEntry.
_VOID = {0x1254C367, 0x1941A469, 0x4461, 0xBF}  # Tags, Attachments, DateUTC; CRC-32, which holds no more.
_BLANK = {0x7BA9, 0x4D80, 0x5741, 0x7384, 0x3C83AB, 0x3E83BB, 0x536E}  # Title, apps, file names, a track's name.


def _blank_elements(data: bytearray) -> None:
    at = 0
    while at < len(data):
        name, size_at = _number(data, at, marked=True)
        size, body = _number(data, size_at)
        unknown = size == (1 << 7 * (body - size_at)) - 1
        stop = body if unknown or name in _INTO else body + size
        if not at < size_at < body or stop > len(data):
            return
        if name in _VOID and not unknown:
            _make_void(data, at, stop)
        elif name in _BLANK:
            data[body:stop] = bytes(stop - body)
        at = stop


def _number(data: bytearray, at: int, *, marked: bool = False) -> tuple[int, int]:
    """A number that says by its first bit how long it is (RFC 8794, 4), and where it ends; names keep that bit."""
    long = 9 - data[at].bit_length() if at < len(data) and data[at] else 0
    value = int.from_bytes(data[at : at + long])
    return (value if marked else value & ~(1 << 7 * long) if long else 0), at + long


def _make_void(data: bytearray, at: int, stop: int) -> None:
    """An element that means nothing and is as long (RFC 8794, 11.3.2)."""
    long = 1 if stop - at <= 128 else 8
    size = stop - at - 1 - long
    data[at:stop] = b"\xec" + (size | 1 << 7 * long).to_bytes(long) + bytes(size)
