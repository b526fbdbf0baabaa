"""Turn a file's bytes into text: UTF-8, with or without a byte order mark, and nothing else."""

from __future__ import annotations

import codecs

from cardkit.diagnostic import Diagnostic, Span, error

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

#: Where NULs stand in the first four bytes when the first two characters are ASCII (RFC 4627, 3).
_NUL_PATTERNS: dict[tuple[bool, ...], str] = {
    (True, True, True, False): "UTF-32",
    (False, True, True, True): "UTF-32",
    (True, False, True, False): "UTF-16",
    (False, True, False, True): "UTF-16",
}

#: Encodings that Chinese and Western editors save in when they do not save in UTF-8.
_LIKELY = (("gb18030", "GBK (GB18030)"), ("cp1252", "Windows-1252"))


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Read bytes as UTF-8; the byte order mark is dropped. Problems: ``bad-encoding``."""
    for mark, name in _OTHER_MARKS:
        if data.startswith(mark):
            return None, (_foreign(path, name),)
    name = _NUL_PATTERNS.get(tuple(byte == 0 for byte in data[:4])) or ""
    if name:
        return None, (_foreign(path, name),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as failure:
        return None, (_not_utf8(data, path, failure.start),)


def _foreign(path: str, name: str) -> Diagnostic:
    return error(
        "bad-encoding",
        f"the file is saved as {name}; cardkit reads UTF-8",
        Span.start_of(path),
        hint="Save it again as UTF-8 (in most editors: Save As, or Save with Encoding).",
    )


def _not_utf8(data: bytes, path: str, start: int) -> Diagnostic:
    before = data[:start].decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    guess = _guess(data)
    return error(
        "bad-encoding",
        f"the byte 0x{data[start]:02X} is not UTF-8" + (f"; the file looks like {guess}" if guess else ""),
        Span(path, line, column, line, column + 1),
        hint="Save the file again as UTF-8 (in most editors: Save As, or Save with Encoding).",
    )


def _guess(data: bytes) -> str | None:
    for codec, name in _LIKELY:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # GB18030 reads nearly any bytes; only when the odd ones come out as common Han is it a guess worth making.
        odd = [character for character in text if ord(character) > 0x7F]
        if codec != "gb18030" or all("\u3000" <= character <= "\u9fff" or character > "\uff00" for character in odd):
            return name
    return None
