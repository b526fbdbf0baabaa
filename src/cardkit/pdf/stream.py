"""Read the bytes of a stream, within limits: a few bytes of a PDF may unfold to gigabytes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from cardkit.pdf.document import UnreadablePdfError

if TYPE_CHECKING:
    import pikepdf

#: No page of cards is written in more; a file that says so is meant to harm.
MOST_BYTES = 64 * 1024 * 1024

#: What other filters than Flate may unfold cannot be known before: only so much is given to them.
_MOST_RAW = 16 * 1024 * 1024


def content(stream: pikepdf.Object) -> bytes:
    """What a stream says, unfolded. Raises UnreadablePdfError where it is damaged or too long."""
    import pikepdf

    try:
        raw = bytes(stream.get_raw_stream_buffer())
        kind = stream.get("/Filter")
        if kind is None:
            return raw
        if isinstance(kind, pikepdf.Array) and len(kind) == 1:
            kind = kind[0]
        if kind == "/FlateDecode" and "/DecodeParms" not in stream:
            return _inflated(raw)
        if len(raw) > _MOST_RAW:
            raise UnreadablePdfError("a stream is too long to be read")
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError) as fault:
        raise UnreadablePdfError(f"a stream is damaged: {_said(fault)}") from fault


def head(stream: pikepdf.Object, count: int) -> bytes:
    """The first bytes of what a stream says, without unfolding the rest."""
    if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
        try:
            return zlib.decompressobj().decompress(bytes(stream.get_raw_stream_buffer())[:_HEAD], count)
        except zlib.error as fault:
            raise UnreadablePdfError(f"a stream is damaged: {_said(fault)}") from fault
    return content(stream)[:count]


#: Packed bytes that unfold to any head.
_HEAD = 4096


def page_content(page: pikepdf.Object) -> bytes:
    """What a page says: its one stream or several, which count as one (ISO 32000-1, 7.8.2)."""
    import pikepdf

    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(content(part) for part in contents if isinstance(part, pikepdf.Stream))
    return content(contents) if isinstance(contents, pikepdf.Stream) else b""


def _inflated(raw: bytes) -> bytes:
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(raw, MOST_BYTES)
    except zlib.error as fault:
        raise UnreadablePdfError(f"a stream is damaged: {_said(fault)}") from fault
    if reader.unconsumed_tail:
        raise UnreadablePdfError("a stream is too long to be read")
    if not reader.eof:
        raise UnreadablePdfError("a stream is damaged: it stops in its middle")
    return data


def _said(fault: Exception) -> str:
    return " ".join(str(fault).split())[:200]
