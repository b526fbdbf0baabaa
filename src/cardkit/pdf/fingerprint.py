"""Turn each page of a finished PDF into a digest of everything that decides how it shows.

That is its every byte with all that it refers to: content, fonts, forms,
pictures, states, what it inherits, and what the document says of all pages.
Objects count by what is in them and not by their number, so that no page's
digest depends on other pages coming or going.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.pdf.oddity import ODD
from cardkit.pdf.picture import ObjectNumber

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """``pages`` in order, None where a page leads to other pages or back to itself, so that nobody can tell;
    ``pictures`` are the digests of all that they show, whatever their numbers."""

    pages: tuple[bytes | None, ...]
    pictures: Mapping[ObjectNumber, bytes]


def fingerprints(pdf: Path) -> Fingerprints | None:
    """The digests of a file's pages; None where it is damaged or encrypted. Raises OSError where it cannot be read."""
    import pikepdf

    pdf.stat()
    try:
        with pikepdf.open(pdf) as document:
            if document.is_encrypted or document.get_warnings():
                return None
            walk = _Walk(document)
            shared = walk.shared(document)
            pages = tuple(walk.page(page.obj, shared) for page in document.pages)
            # What had to be mended to be read may be read in another way by another reader.
            return None if document.get_warnings() else Fingerprints(pages, walk.pictures)
    except (pikepdf.PdfError, _UntoldError, RecursionError, *ODD):
        return None


class _UntoldError(Exception):
    """Objects that lead to other pages, or back to themselves."""


#: How deep objects may stand in one another; those of pages of cards do so five deep.
_DEEPEST = 50


@dataclass(slots=True)
class _Walk:
    document: pikepdf.Pdf
    known: dict[ObjectNumber, bytes] = field(default_factory=dict)
    pictures: dict[ObjectNumber, bytes] = field(default_factory=dict)
    trees: dict[ObjectNumber, bytes] = field(default_factory=dict)
    within: list[ObjectNumber] = field(default_factory=list)

    def shared(self, document: pikepdf.Pdf) -> bytes:
        """What the document says of all its pages: everything in its catalog but the way to them, and its own description."""
        root = document.Root
        entries = (f"{key} {self._entry(root, key)}" for key in sorted(root.keys()) if key not in _ELSEWHERE)
        return "\n".join((document.pdf_version, str(document.extension_level), *entries)).encode()

    def page(self, page: pikepdf.Object, shared: bytes) -> bytes | None:
        try:
            parent = page.get("/Parent")
            above = self._tree(parent, 0) if parent is not None else b""
            digest = hashlib.sha256(b"page\0" + shared + b"\0" + above + b"\0")
            digest.update(self._resolved(page.unparse(resolved=True), parent.objgen if parent is not None else None))
            return digest.digest()
        except _UntoldError:
            self.within.clear()
            return None

    def _tree(self, node: pikepdf.Object, depth: int) -> bytes:
        """What a page inherits: all that the nodes above it say but which pages they have (ISO 32000-1, 7.7.3)."""
        known = self.trees.get(node.objgen)
        if known is not None:
            return known
        if depth > _DEEPEST or not node.objgen[0]:
            raise _UntoldError
        above = node.get("/Parent")
        said = self._tree(above, depth + 1) if above is not None else b""
        entries = (f"{key} {self._entry(node, key)}" for key in sorted(node.keys()) if key not in _LINKS)
        known = self.trees[node.objgen] = hashlib.sha256(
            b"tree\0" + said + b"\0" + "\n".join(entries).encode()
        ).digest()
        return known

    def _entry(self, dictionary: pikepdf.Object, key: str) -> str:
        """An entry with its objects' digests in place of their numbers."""
        found = dictionary[key]
        if found.objgen[0] if hasattr(found, "objgen") else False:
            return self._object(found.objgen).hex()
        plain = found.unparse() if hasattr(found, "unparse") else repr(found).encode()
        return self._resolved(plain, None).hex()

    def _object(self, number: ObjectNumber) -> bytes:
        """The digest of an object with all that it refers to."""
        known = self.known.get(number)
        if known is not None:
            return known
        if number in self.within or len(self.within) > _DEEPEST:
            raise _UntoldError
        self.within.append(number)
        digest = self._read(self.document.get_object(number))
        self.within.pop()
        self.known[number] = digest
        return digest

    def _read(self, found: object) -> bytes:
        import pikepdf

        if isinstance(found, pikepdf.Stream):
            entries = self._resolved(found.stream_dict.unparse(), None)
            digest = hashlib.sha256(b"stream\0%d\0" % len(entries) + entries)
            digest.update(found.get_raw_stream_buffer())
            if found.get("/Subtype") == "/Image":
                self.pictures[found.objgen] = digest.digest()
            return digest.digest()
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") in _OTHERS:
            raise _UntoldError
        plain = found.unparse(resolved=True) if isinstance(found, pikepdf.Object) else repr(found).encode()
        return hashlib.sha256(b"object\0" + self._resolved(plain, None)).digest()

    def _resolved(self, text: bytes, parent: ObjectNumber | None) -> bytes:
        """An object as it is written, each reference replaced by the digest of what it leads to."""

        def told(found: re.Match[bytes]) -> bytes:
            if found[1] is None:
                return found[0]
            number = int(found[1]), int(found[2])
            return b"parent" if number == parent else b"<<%s>>" % self._object(number).hex().encode()

        return _REFERENCE.sub(told, text)


#: What leads to pages and says nothing of how they show: they count each by itself. The metadata name each file anew.
_ELSEWHERE = ("/Pages", "/Outlines", "/Metadata")

#: The tree of pages itself.
_LINKS = ("/Kids", "/Parent", "/Count")

#: What belongs to other pages.
_OTHERS = ("/Page", "/Pages", "/Catalog")

#: A reference, or a string or a name, in which the same letters mean nothing (ISO 32000-1, 7.3).
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|/[^\s()<>\[\]{}/%]*|(?<![\w.+-])(\d+) (\d+) R(?!\w)", re.DOTALL)
