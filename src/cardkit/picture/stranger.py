"""Say what a file is that stands in a picture's place and is none, and how the picture is had."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

#: How much of a file is looked at: what comes before a web page's first element is short.
_SEEN = 1024


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a file is, as the rest of "it is …", and what to do; no hint where exporting it anew is what to do."""

    what: str
    hint: str | None = None


def stranger(data: bytes) -> Stranger | None:
    """What begins like this, if it is known to be no picture that cardkit reads."""
    for magic, what in _BEGINNINGS:
        if data.startswith(magic):
            return what
    if data[4:8] == b"ftyp":
        return _BOXES.get(data[8:12], Stranger("a video or HEIC file"))
    start = data[:_SEEN]
    if not start.strip(b"\0"):
        return Stranger("a file that begins with nothing but zeros", _AGAIN)
    words = _without_comments(start.removeprefix(b"\xef\xbb\xbf")).lower()
    if words.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return Stranger("a web page, perhaps a failed download", _FETCH)
    if not words.startswith(b"<") and _is_text(start):
        return Stranger("a text, perhaps what a failed download left", "Open it to see what it says; " + _INSTEAD)
    return None


_AGAIN = "Copy the file again from where it came, or export it afresh."
_FETCH = "Fetch the picture itself again from where it came."
_INSTEAD = "put the picture itself in its place."
_CHANGED = "Open it and export it as JPEG or PNG; another name alone does not change what it is."

#: What people give instead of a picture, by the first bytes of the file.
_BEGINNINGS = (
    (b"%!PS", Stranger("an EPS or PostScript file")),
    (b"\xc5\xd0\xd3\xc6", Stranger("an EPS file")),
    (b"%PDF", Stranger("a PDF")),
    (b"GIF8", Stranger("a GIF", _CHANGED)),
    (b"BM", Stranger("a BMP", _CHANGED)),
    (b"8BPS", Stranger("a Photoshop document")),
    (b"\0\0\0\x0cJXL", Stranger("a JPEG XL file", _CHANGED)),
    (b"\xff\x0a", Stranger("a JPEG XL file", _CHANGED)),
    (b"\0\0\0\x0cjP", Stranger("a JPEG 2000 file", _CHANGED)),
    (b"II+\0", Stranger("a BigTIFF")),
    (b"MM\0+", Stranger("a BigTIFF")),
    (
        b"version https://git-lfs",
        Stranger("a Git LFS pointer, not the picture itself", "Fetch the picture itself with `git lfs pull`."),
    ),
    (b"PK\x03\x04", Stranger("a zip archive or an office document", "Take the picture out of it and name that.")),
    (b"\x1f\x8b", Stranger("a gzip archive", "Unpack it and name what is in it.")),
)

#: What calls itself a file of boxes (ISO/IEC 14496-12, 4.3), by its first brand.
_BOXES = {
    **dict.fromkeys((b"heic", b"heix", b"mif1"), Stranger("a HEIC, as telephones save them", _CHANGED)),
    b"avif": Stranger("an AVIF", _CHANGED),
    b"crx ": Stranger("a camera's raw file"),
}


def _without_comments(start: bytes) -> bytes:
    """The beginning of a file of markup from its first element or DOCTYPE on."""
    start = start.lstrip()
    while start.startswith((b"<!--", b"<?")):
        start = start.partition(b"-->" if start.startswith(b"<!--") else b"?>")[2].lstrip()
    return start


def _is_text(start: bytes) -> bool:
    try:
        # The last character may have been cut in two.
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character.isspace() for character in text)
