"""Judge a sound, a film or its captions by their first bytes."""

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


def _ending(head: bytes, sort: Sort) -> str:
    if head[4:8] == b"ftyp":
        return "m4a" if sort == "audio" else "mp4"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "mp3"
    known = {b"OggS": "ogg", b"\x1a\x45\xdf\xa3": "webm", b"WEBVTT": "vtt", b"\xef\xbb\xbfWEBVTT": "vtt"}
    return next((ending for magic, ending in known.items() if head.startswith(magic)), "")
