"""Sounds and films tell nothing of who made them, and play as before."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_deck import film, song

from cardkit.exhibit.tag import cleaned

MP3 = b"\xff\xfb\x90\x00" + bytes(400)

#: A comment with a picture in it, as phones write it: longer than a page of an Ogg.
LONG = b"SECRET" * 12_000

AUDIO = [bytes([number]) * 300 for number in range(1, 4)]


def ogg(*packets: bytes, serial: int = 7, first: int = 0) -> bytes:
    """An Ogg stream with these packets, each page as full as it can be (RFC 3533)."""
    laces: list[tuple[int, bytes]] = []
    for packet in packets:
        pieces = [packet[at : at + 255] for at in range(0, len(packet), 255)]
        laces += [(len(piece), piece) for piece in pieces]
        laces += [(0, b"")] if len(packet) % 255 == 0 else []
    # The first packet has a page for itself.
    alone = len(packets[0]) // 255 + 1
    groups = [laces[:alone], *(laces[at : at + 255] for at in range(alone, len(laces), 255))]
    return b"".join(page(group, 2 if n == 0 else 0, serial, first + n) for n, group in enumerate(groups))


def page(laces: list[tuple[int, bytes]], kind: int, serial: int, number: int) -> bytes:
    head = b"OggS\0" + bytes([kind]) + bytes(8) + serial.to_bytes(4, "little") + number.to_bytes(4, "little")
    rest = bytes([len(laces)]) + bytes(size for size, _ in laces) + b"".join(piece for _, piece in laces)
    return head + crc(head + bytes(4) + rest) + rest


def crc(content: bytes) -> bytes:
    """The checksum as it is defined, a byte at a time."""
    found = 0
    for byte in content:
        found = (found << 8 & 0xFFFFFFFF) ^ TABLE[found >> 24 ^ byte]
    return found.to_bytes(4, "little")


def divided(value: int) -> int:
    for _ in range(8):
        value = (value << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if value >> 31 else 0)
    return value


TABLE = [divided(byte << 24) for byte in range(256)]


def told(*said: bytes) -> bytes:
    """Comments as Vorbis writes them."""
    parts = [b"SECRET MAKER", *said]
    written = [len(part).to_bytes(4, "little") + part for part in parts]
    return written[0] + len(said).to_bytes(4, "little") + b"".join(written[1:])


VORBIS = [b"\x01vorbis" + bytes(23), b"\x03vorbis" + told(b"ARTIST=SECRET", LONG) + b"\x01", b"\x05vorbis" + bytes(90)]
OPUS = [b"OpusHead" + bytes(11), b"OpusTags" + told(b"LOCATION=SECRET")]
SPEEX = [b"Speex   1.2" + bytes(69), told(b"TITLE=SECRET")]
FLAC = [
    b"\x7fFLAC\1\0\0\2fLaC" + bytes(38),
    b"\4" + len(told(b"A=SECRET")).to_bytes(3) + told(b"A=SECRET"),
    b"\x86\0\0\x06SECRET",
    b"\xff\xf8SECRET is how this frame sounds",
]


def element(name: str, content: bytes = b"", *, size: bytes | None = None) -> bytes:
    length = (len(content) | 1 << 28).to_bytes(4) if size is None else size
    return bytes.fromhex(name) + length + content


UNKNOWN = b"\x01" + b"\xff" * 7
INFO = element("bf", bytes(4)) + element("7ba9", b"SECRET") + element("4461", b"SECRET12") + element("2ad7b1", b"\1")
TRACK = element("ae", element("d7", b"\1") + element("536e", b"SECRET"))
TAGS = element("1254c367", b"SECRET" * 60) + element("1941a469", b"SECRET")
BLOCK = element("a3", b"\x81\0\0\x80 what is seen")


def webm(*, live: bool) -> bytes:
    clusters = element("1f43b675", BLOCK, size=UNKNOWN if live else None) * 2
    inside = element("1549a966", INFO) + element("1654ae6b", TRACK) + TAGS + clusters + TAGS
    return element("1a45dfa3", b"\x42\x82\x84webm") + element("18538067", inside, size=UNKNOWN if live else None)


def clean(content: bytes, ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "it"
        path.write_bytes(content)
        return cleaned(path, ending)


def test_tags_go_and_the_sound_stays() -> None:
    tag = b"ID3\4\0\0\0\0\0\x0aSECRETNAME"
    assert clean(tag + MP3 + b"TAG" + b"SECRET".ljust(125, b"\0"), "mp3") == MP3


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (film(), "mp4"),
        (song(), "wav"),
        (ogg(*VORBIS, *AUDIO), "ogg"),
        (ogg(*OPUS, *AUDIO), "ogg"),
        (ogg(*SPEEX, *AUDIO), "ogg"),
        (ogg(*OPUS, *AUDIO) + ogg(*VORBIS, *AUDIO), "ogg"),
        (webm(live=False), "webm"),
        (webm(live=True), "webm"),
    ],
)
def test_what_tells_is_blanked_and_nothing_moves(content: bytes, ending: str) -> None:
    found = clean(content, ending)
    assert b"SECRET" in content
    assert b"SECRET" not in found
    assert len(found) == len(content)
    assert clean(found, ending) == found


@pytest.mark.parametrize("headers", [VORBIS, OPUS, SPEEX])
def test_an_ogg_without_comments_is_sound(headers: list[bytes]) -> None:
    before, after = ogg(*headers, *AUDIO), clean(ogg(*headers, *AUDIO), "ogg")
    at, changed = 0, 0
    while at < len(after):
        stop = at + 27 + after[at + 26] + sum(after[at + 27 : at + 27 + after[at + 26]])
        assert crc(after[at : at + 22] + bytes(4) + after[at + 26 : stop]) == after[at + 22 : at + 26]
        changed += after[at:stop] != before[at:stop]
        at = stop
    assert changed == (2 if headers is VORBIS else 1)
    for whole in (headers[0], *headers[2:], *AUDIO):
        assert whole in after or len(whole) > 255
    # No maker, no comment, and for Vorbis the bit that ends them.
    begin = {b"\x03": b"\x03vorbis", b"O": b"OpusTags"}.get(headers[1][:1], b"")
    assert begin + bytes(8) + (b"\x01" if headers is VORBIS else b"") + bytes(8) in after


def test_in_flac_comments_and_pictures_go_and_what_sounds_stays() -> None:
    after = clean(ogg(*FLAC), "ogg")
    assert after.count(b"SECRET") == 1
    assert FLAC[3] in after
    assert FLAC[1][:4] + bytes(20) in after
    assert b"\x81\0\0\x06" + bytes(6) in after


def test_what_a_film_shows_stays() -> None:
    for live in (False, True):
        after = clean(webm(live=live), "webm")
        assert after.count(BLOCK) == 2
        assert element("2ad7b1", b"\1") in after
        assert element("7ba9", bytes(6)) in after


@pytest.mark.parametrize("ending", ["mp4", "wav", "ogg", "webm"])
@given(data=st.data())
def test_a_damaged_file_keeps_its_length(ending: str, data: st.DataObject) -> None:
    sound = {"mp4": film(), "wav": song(), "ogg": ogg(*OPUS, *AUDIO), "webm": webm(live=True)}[ending]
    content = bytearray(sound[: data.draw(st.integers(0, len(sound)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert len(clean(bytes(content), ending)) == len(content)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 9, b"\0\0\0\1moov", b"\0\0\0\x09udta1", b"\xff\xff\xff\xffmoov" + bytes(9)]
)
def test_damaged_boxes_are_left_alone(content: bytes) -> None:
    assert len(clean(content, "mp4")) == len(content)
