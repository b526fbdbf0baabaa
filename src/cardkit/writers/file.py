"""Turn a document's objects into the bytes of a PDF file, packed where the version of PDF allows it.

ReportLab's own writer knows no object streams, leaves out output intents, and
signs each file in a comment. Its objects format themselves; here they are put
in order. The same objects give the same bytes, and so the same identifier.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

#: How many objects share a stream: qpdf's own measure, at which readers open single objects quickly.
_PACK = 100

#: The least of PDF that has object streams and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8).
_PACKED_SINCE = (1, 5)


class Plain(pdfdoc.PDFObject):  # type: ignore[misc] # ReportLab carries no types.
    """An object that is written already; references in it stand by their numbers (``number``)."""

    __RefOnly__ = 1

    def __init__(self, text: str | bytes) -> None:
        self.text = text.encode("latin-1") if isinstance(text, str) else text

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002 - ReportLab calls it so.
        return self.text


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream: the entries of its dictionary, and its data as it goes into the file."""

    __RefOnly__ = 1

    def __init__(self, entries: Mapping[str, object], data: bytes) -> None:
        self.entries = entries
        self.data = data

    def content(self) -> bytes:
        """The data as it goes into the file."""
        return self.data

    def let_go(self) -> None:
        """Hold the data no longer: it is written."""
        self.data = b""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        inner = b"".join(
            b"/" + key.encode() + b" " + pdfdoc.format(value, document) for key, value in self.entries.items()
        )
        data = self.content()
        return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (inner, len(data), data)


def packed(data: bytes, **entries: object) -> Stream:
    """A stream whose data is deflated."""
    return Stream({**entries, "Filter": "/FlateDecode"}, deflate(data))


def deflate(data: bytes) -> bytes:
    return zlib.compress(data)


def inflate(data: bytes) -> bytes:
    """What was deflated by ``deflate``."""
    return zlib.decompress(data)


def number(document: pdfdoc.PDFDocument, reference: pdfdoc.PDFObjectReference) -> str:
    """A reference as it stands in an object that is written already."""
    return f"{document.idToObjectNumberAndVersion[reference.name][0]} 0 R"


def serialise(
    document: pdfdoc.PDFDocument,
    root: pdfdoc.PDFObjectReference,
    info: pdfdoc.PDFObjectReference,
    version: tuple[int, int],
    out: BinaryIO,
) -> None:
    """Write the file; what is written is let go."""
    pieces = _Pieces(version, out)
    at = 0
    loose: list[tuple[int, bytes]] = []
    # Objects may ask for others while they are formatted, so that the document grows under our hands.
    while (at := at + 1) in document.numberToId:
        item = document.idToObject[document.numberToId[at]]
        body = pdfdoc.format(item, document, toplevel=1)
        if isinstance(item, Stream):
            item.let_go()
        if version < _PACKED_SINCE or isinstance(item, Stream):
            pieces.add(at, body)
        else:
            loose.append((at, body))
    numbers = tuple(document.idToObjectNumberAndVersion[one.name][0] for one in (root, info))
    if version < _PACKED_SINCE:
        pieces.table(at, *numbers)
    else:
        for start in range(0, len(loose), _PACK):
            pieces.pack(at, loose[start : start + _PACK])
            at += 1
        pieces.stream(at, *numbers)


class _Pieces:
    """A file while it grows, and where its objects stand."""

    def __init__(self, version: tuple[int, int], out: BinaryIO) -> None:
        self._out = out
        self.length = 0
        # By object: 1 and its place in the file, or 2, the stream that holds it and its place therein (7.5.8.3).
        self.places: dict[int, tuple[int, int, int]] = {}
        self._digest = hashlib.sha256()
        # Four bytes above 127 tell transfer programs that this is no text (ISO 32000-1, 7.5.2).
        self._put(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version)

    def add(self, number: int, body: bytes) -> None:
        self.places[number] = (1, self.length, 0)
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def pack(self, number: int, items: list[tuple[int, bytes]]) -> None:
        """Put objects into one object stream."""
        heads, offset = [], 0
        for index, (inner, body) in enumerate(items):
            self.places[inner] = (2, number, index)
            heads.append(b"%d %d" % (inner, offset))
            offset += len(body) + 1
        head = b" ".join(heads) + b"\n"
        data = head + b"\n".join(body for _, body in items)
        entries = {"Type": "/ObjStm", "N": len(items), "First": len(head)}
        self.add(number, packed(data, **entries).format(None))

    def stream(self, number: int, root: int, info: int) -> None:
        """End the file with a cross-reference stream."""
        start = self.length
        self.places[number] = (1, start, 0)
        rows = b"".join(struct.pack(">BIH", *self.places.get(i, (0, 0, 0xFFFF))) for i in range(number + 1))
        entries = {"Type": "/XRef", "Size": number + 1, "W": b"[1 4 2]", **self._trailer(root, info)}
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, packed(rows, **entries).format(None)))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def table(self, size: int, root: int, info: int) -> None:
        """End the file with a cross-reference table, as readers of PDF 1.4 know it."""
        start = self.length
        rows = b"".join(b"%010d 00000 n \n" % self.places[number][1] for number in range(1, size))
        self._put(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows))
        entries = b"".join(b"/%s %s" % (key.encode(), value) for key, value in self._trailer(root, info).items())
        self._put(b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, entries, start))

    def _trailer(self, root: int, info: int) -> dict[str, bytes]:
        name = self._digest.hexdigest()[:32].encode()
        return {"Root": b"%d 0 R" % root, "Info": b"%d 0 R" % info, "ID": b"[<%s><%s>]" % (name, name)}

    def _put(self, piece: bytes) -> None:
        self._out.write(piece)
        self.length += len(piece)
        self._digest.update(piece)
