"""Turn each page of a finished PDF into digests of everything that decides how it shows.

As it is written, that is its every byte with all that it refers to: content,
fonts, forms, pictures, states, what it inherits, and what the document says of
all pages. As it shows, a font counts by the glyphs that the page shows of it
(``typeface.py``). Objects count by what is in them and not by their number, so
that no page's digest depends on other pages coming or going.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.pdf.oddity import ODD
from cardkit.pdf.picture import ObjectNumber
from cardkit.pdf.typeface import Typeface, typeface

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """``written`` are the pages in order as they are written, None where one leads to other pages or back to itself, so
    that nobody can tell. ``shown`` are the same pages as they show; ``pictures`` are the digests of all that they show,
    whatever their numbers."""

    written: tuple[bytes | None, ...]
    shown: tuple[bytes | None, ...]
    pictures: Mapping[ObjectNumber, bytes]


def fingerprints(pdf: Path, known: Mapping[bytes, bytes] | None = None) -> Fingerprints | None:
    """The digests of a file's pages; None where it is damaged or encrypted.

    ``known`` says how pages show that were seen before as they are written. Raises OSError where the file cannot be read.
    """
    import pikepdf

    pdf.stat()
    try:
        with pikepdf.open(pdf) as document:
            if document.is_encrypted or document.get_warnings():
                return None
            walk = _Walk(document)
            shared = walk.shared(document)
            written = [walk.page(page.obj, shared) for page in document.pages]
            shown = _shown(document, written, known or {})
            # What had to be mended to be read may be read in another way by another reader.
            return None if document.get_warnings() else Fingerprints(tuple(written), shown, walk.pictures)
    except (pikepdf.PdfError, _UntoldError, RecursionError, *ODD):
        return None


def _shown(
    document: pikepdf.Pdf, written: Sequence[bytes | None], known: Mapping[bytes, bytes]
) -> tuple[bytes | None, ...]:
    """The pages as they show; one of which that cannot be told is known by how it is written."""
    walk = _Walk(document, typefaces={})
    try:
        shared = b"" if known.keys() >= set(written) else walk.shared(document)
    except _UntoldError:
        return tuple(written)
    shown = []
    for page, digest in zip(document.pages, written, strict=True):
        found = known.get(digest) if digest else None
        if digest and found is None:
            found = walk.page(page.obj, shared) or digest
        shown.append(found)
    return tuple(shown)


class _UntoldError(Exception):
    """Objects that lead to other pages, or back to themselves, or letters of which nobody can tell whose they are."""


#: How deep objects may stand in one another; those of pages of cards do so five deep.
_DEEPEST = 50


@dataclass(slots=True)
class _Walk:
    """The way through a document's objects; with ``typefaces``, fonts count by what is shown of them."""

    document: pikepdf.Pdf
    typefaces: dict[ObjectNumber, Typeface] | None = None
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
            if self.typefaces is not None:
                digest.update(self._letters(page.get("/Resources"), page.get("/Contents"), self.typefaces))
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
            elif self.typefaces is not None and ("/Resources" in found or found.get("/Subtype") == "/Form"):
                digest.update(self._letters(found.get("/Resources"), found, self.typefaces))
            return digest.digest()
        if isinstance(found, pikepdf.Dictionary):
            if found.get("/Type") in _OTHERS:
                raise _UntoldError
            if self.typefaces is not None and found.get("/Type") == "/Font":
                known = typeface(found)
                if known:
                    self.typefaces[found.objgen] = known
                    return known.rest
                if "/CharProcs" in found:
                    raise _UntoldError
        plain = found.unparse(resolved=True) if isinstance(found, pikepdf.Object) else repr(found).encode()
        return hashlib.sha256(b"object\0" + self._resolved(plain, None)).digest()

    def _letters(self, resources: object, content: object, typefaces: Mapping[ObjectNumber, Typeface]) -> bytes:
        """The digest of how the letters of a content stream show, as far as its fonts count by their letters."""
        import pikepdf

        if content is None:
            return b""
        if not isinstance(resources, pikepdf.Dictionary) or not isinstance(content, pikepdf.Stream):
            raise _UntoldError
        fonts = resources.get("/Font")
        if fonts is None:
            return b""
        if any("/Font" in state for state in dict(resources.get("/ExtGState", {})).values()):
            raise _UntoldError
        named = {name[1:].encode(): typefaces.get(font.objgen) for name, font in fonts.items()}
        return b"".join(_said(content.read_bytes(), named))

    def _resolved(self, text: bytes, parent: ObjectNumber | None) -> bytes:
        """An object as it is written, each reference replaced by the digest of what it leads to."""

        def told(found: re.Match[bytes]) -> bytes:
            if found[1] is None:
                return found[0]
            number = int(found[1]), int(found[2])
            return b"parent" if number == parent else b"<<%s>>" % self._object(number).hex().encode()

        return _REFERENCE.sub(told, text)


def _said(content: bytes, fonts: Mapping[bytes, Typeface | None]) -> Iterator[bytes]:
    """The digests of the strings shown whose fonts count by their letters, each string of a font once.

    Takes nothing on trust: a font is one that was chosen in the same text object, strings stand in hexadecimal digits,
    and every bracket and every choice of a font is accounted for.
    """
    # Strings in parentheses, comments, and pictures within the content: anything may stand in those.
    if b"(" in content or b"%" in content or b"BI" in content:
        raise _UntoldError
    before, *objects = content.split(b"BT")
    beside = [before]
    told: dict[Typeface | None, dict[bytes, None]] = {}
    for one in objects:
        letters, _, rest = one.partition(b"ET")
        head, *chosen = _CHOICE.split(letters)
        beside += head, rest
        if b"Q" in letters:
            raise _UntoldError
        for name, body in zip(chosen[::2], chosen[1::2], strict=True):
            shown = _ENTRIES.sub(b"", body) if b"<<" in body else body
            strings = _CODES.findall(shown)
            if len(strings) != shown.count(b"<") or b"Tf" in shown or name not in fonts:
                raise _UntoldError
            told.setdefault(fonts[name], {}).update(dict.fromkeys(strings))
    left = _ENTRIES.sub(b"", b" ".join(beside))
    if b"<" in left or b"Tf" in left:
        raise _UntoldError
    for font, codes in told.items():
        if font is not None:
            yield from map(font.said, codes)


#: The choice of a font, by its name.
_CHOICE = re.compile(rb"/([^\s/<>\[\](){}%#]+)\s+[-+.\d]+\s+Tf\b")

#: A string of codes of two bytes each, and a dictionary, which may hold strings that are not shown.
_CODES = re.compile(rb"<((?:[0-9A-Fa-f]{4})+)>")
_ENTRIES = re.compile(rb"<<[^<>]*(?:<[0-9A-Fa-f]*>[^<>]*)*>>")

#: What leads to pages and says nothing of how they show: they count each by itself. The metadata name each file anew.
_ELSEWHERE = ("/Pages", "/Outlines", "/Metadata")

#: The tree of pages itself.
_LINKS = ("/Kids", "/Parent", "/Count")

#: What belongs to other pages.
_OTHERS = ("/Page", "/Pages", "/Catalog")

#: A reference, or a string or a name, in which the same letters mean nothing (ISO 32000-1, 7.3).
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|/[^\s()<>\[\]{}/%]*|(?<![\w.+-])(\d+) (\d+) R(?!\w)", re.DOTALL)
