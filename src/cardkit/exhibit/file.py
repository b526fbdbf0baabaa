"""Judge a sound, a film or its captions by their first bytes, and take out what they say of whoever made them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from cardkit.deck.scalar import shortened
from cardkit.deck.value import Text
from cardkit.diagnostic import Diagnostic, error

Sort = Literal["audio", "video", "captions"]

#: GitHub refuses larger files, and no visitor's connection carries them.
MOST_BYTES = 100 * 2**20

#: What may be given, and how its file is called and served.
_ENDINGS = {
    "audio": {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav"},
    "video": {"mp4": "video/mp4", "webm": "video/webm"},
    "captions": {"vtt": "text/vtt"},
}
_NAMES = {"audio": "MP3, M4A, Ogg or WAV", "video": "MP4 or WebM", "captions": "WebVTT"}


def judge(path: Path, written: Text, sort: Sort) -> tuple[str, tuple[Diagnostic, ...]]:
    """The ending that the content calls for, or "" and why the file cannot be shown.

    Problems: exhibit-media-format, exhibit-media-large, unreadable-file.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as fault:
        message = f"`{shortened(written.text)}` cannot be read: {fault.strerror}"
        return "", (error("unreadable-file", message, written.span, hint="Let yourself read it, or name another."),)
    if size > MOST_BYTES:
        message = f"`{shortened(written.text)}` is {size / 2**20:.0f} MiB; the most is {MOST_BYTES // 2**20} MiB"
        hint = "Save it smaller: 720 lines, 1 to 2 megabits a second, are plenty on a phone."
        return "", (error("exhibit-media-large", message, written.span, hint=hint),)
    ending = _ending(head, sort)
    if ending not in _ENDINGS[sort]:
        what = {"": "of a kind that is not known"}.get(ending, f"a {ending.upper()} file")
        message = f"`{shortened(written.text)}` is {what}, whatever its name says; here stands {_NAMES[sort]}"
        return "", (error("exhibit-media-format", message, written.span, hint=f"Export it as {_NAMES[sort]}."),)
    return ending, ()


def served_as(ending: str) -> str:
    """The media type of an ending."""
    return next(types[ending] for types in _ENDINGS.values() if ending in types)


def cleaned(path: Path, ending: str) -> bytes:
    """The file without the tags in which cameras and programs write places, names and devices."""
    data = path.read_bytes()
    if ending == "mp3":
        return _without_id3(data)
    if ending in ("mp4", "m4a"):
        clean = bytearray(data)
        _blank_boxes(clean, 0, len(clean))
        return bytes(clean)
    return _without_info(data) if ending == "wav" else data


def _ending(head: bytes, sort: Sort) -> str:
    if head[4:8] == b"ftyp":
        return "m4a" if sort == "audio" else "mp4"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "mp3"
    known = {b"OggS": "ogg", b"\x1a\x45\xdf\xa3": "webm", b"WEBVTT": "vtt", b"\xef\xbb\xbfWEBVTT": "vtt"}
    return next((ending for magic, ending in known.items() if head.startswith(magic)), "")


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


def _without_info(data: bytes) -> bytes:
    """A WAV whose LIST and id3 chunks hold nothing (Multimedia Programming Interface 1.0, RIFF)."""
    clean = bytearray(data)
    at = 12
    while at + 8 <= len(clean):
        size = int.from_bytes(clean[at + 4 : at + 8], "little")
        if bytes(clean[at : at + 4]) in (b"LIST", b"id3 ", b"bext"):
            clean[at : at + 4] = b"JUNK"
            stop = min(at + 8 + size, len(clean))
            clean[at + 8 : stop] = bytes(stop - at - 8)
        at += 8 + size + size % 2
    return bytes(clean)
