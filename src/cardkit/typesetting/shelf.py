"""Find the font files: cardkit's own by their index, a deck's by reading their names.

Cardkit's own fonts stand in an index, so that a start opens none of them. A
deck's fonts are opened just far enough to learn family, weight and slope, and
whether their maker lets them be embedded. Only static TrueType outlines serve:
that is what the PDF writer embeds.
"""

from __future__ import annotations

import json
import stat
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cardkit.diagnostic import Diagnostic, Related, Span, error, warning

#: Family, weight (OS/2 usWeightClass: 400 regular, 700 bold), italic.
Key = tuple[str, int, bool]

#: Suffixes that mark a file in a folder as a font; whatever else lies there (a licence, a readme) is passed over.
FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"})


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font: where it is and what it calls itself."""

    path: Path
    family: str
    weight: int
    italic: bool

    @property
    def key(self) -> Key:
        return (self.family, self.weight, self.italic)


def shelf(
    extra: Sequence[Path] = (), span: Span | None = None
) -> tuple[Mapping[Key, FontFile], tuple[Diagnostic, ...]]:
    """Every font at hand: cardkit's own, and those in the ``extra`` files and folders, which win over them.

    ``span`` is where the deck asks for its fonts; problems stand there, or at
    the font file when it is not given. Problems: font-format, font-restricted,
    font-twice.
    """
    fonts = dict(_own())
    problems: list[Diagnostic] = []
    added: dict[Key, FontFile] = {}
    for path in (file for place in extra for file in _files(place)):
        font, found = read(path, span)
        problems += found
        if font is None:
            continue
        if font.key in added:
            problems.append(_twice(font, added[font.key], span))
        else:
            added[font.key] = font
    fonts.update(added)
    return MappingProxyType(fonts), tuple(problems)


def folder() -> Path:
    """The folder of cardkit's own fonts: inside an installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "data" / "fonts", package.parent.parent / "fonts"):
        if (place / "index.json").is_file():
            return place
    raise FileNotFoundError(f"cardkit's fonts are not where they were installed: {package / 'data' / 'fonts'}")


def read(path: Path, span: Span | None = None) -> tuple[FontFile | None, tuple[Diagnostic, ...]]:
    """What one font file calls itself, or why it cannot serve."""
    where = span or Span.start_of(str(path))
    try:
        header = _header(path)
    except struct.error:
        return None, (_unfit(path, where, "it is cut short or damaged", _REPLACE),)
    except (OSError, ValueError) as reason:
        return None, (_unfit(path, where, getattr(reason, "strerror", None) or str(reason), _REPLACE),)
    if isinstance(header, _Foreign):
        return None, (_unfit(path, where, header.reason, header.hint),)
    refusal = _refusal(header.embedding)
    if refusal:
        hint = "Take a font whose licence allows embedding in full, such as one under the SIL Open Font License."
        return None, (error("font-restricted", f'font "{path.name}" {refusal}', where, hint=hint),)
    return FontFile(path, header.family, header.weight, header.italic), ()


@dataclass(frozen=True, slots=True)
class _Header:
    family: str
    weight: int
    italic: bool
    embedding: int  # OS/2 fsType


@dataclass(frozen=True, slots=True)
class _Foreign:
    reason: str
    hint: str


_REPLACE = "Replace it by a whole static TrueType font (.ttf)."
_CONVERT = "Take the static TrueType files (.ttf) of this family."

#: The first four bytes of a file that is a font of some kind that does not serve.
_FOREIGN = {
    b"OTTO": _Foreign("it has PostScript (CFF) outlines", _CONVERT),
    b"ttcf": _Foreign("it is a collection of several fonts", "Take the fonts out of the collection, one .ttf each."),
    b"wOFF": _Foreign("it is packed for web pages (WOFF)", _CONVERT),
    b"wOF2": _Foreign("it is packed for web pages (WOFF2)", _CONVERT),
}

#: Tables without which text can be neither shaped nor embedded (OpenType 1.9, "Required tables", and glyf).
_NEEDED = (b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"OS/2")

#: No font has more tables, no name table or OS/2 table is larger: what is past this is damage, not type.
_MOST_TABLES = 128
_LARGEST_TABLE = 1 << 20

#: A full Chinese font is 15 MB.
_LARGEST_FONT = 64 << 20


@cache
def _own() -> Mapping[Key, FontFile]:
    place = folder()
    index = json.loads((place / "index.json").read_text(encoding="utf-8"))
    entries = (FontFile(place / e["file"], e["family"], e["weight"], e["italic"]) for e in index["fonts"])
    return {font.key: font for font in entries}


def _files(place: Path) -> Sequence[Path]:
    if not place.is_dir():
        return (place,)
    return sorted(path for path in place.rglob("*") if path.suffix.lower() in FONT_SUFFIXES and not path.is_dir())


def _header(path: Path) -> _Header | _Foreign:
    """Read the table directory, ``name`` and ``OS/2``; raises ValueError, struct.error or OSError where they are damaged."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is not a regular file")
    if status.st_size > _LARGEST_FONT:
        raise ValueError(f"it is larger than {_LARGEST_FONT >> 20} MB")
    with path.open("rb") as file:
        tag, count = struct.unpack(">4sH", file.read(6))
        if tag in _FOREIGN:
            return _FOREIGN[tag]
        if tag not in (b"\0\1\0\0", b"true") or count > _MOST_TABLES:
            raise ValueError("it is not a TrueType font")
        file.seek(12)
        tables: dict[bytes, tuple[int, int]] = {}
        for _ in range(count):
            name, _sum, offset, length = struct.unpack(">4sIII", file.read(16))
            if offset + length > status.st_size:
                raise ValueError("it is cut short")
            tables[name] = (offset, length)
        if b"fvar" in tables:
            return _Foreign("it is a variable font", "Take the static files of this family, one a weight.")
        missing = [name.decode() for name in _NEEDED if name not in tables]
        if missing:
            raise ValueError(f'it has no table "{missing[0]}"')

        def table(name: bytes) -> bytes:
            offset, length = tables[name]
            if length > _LARGEST_TABLE:
                raise ValueError(f'its table "{name.decode()}" is damaged')
            file.seek(offset)
            return file.read(length)

        names, metrics = table(b"name"), table(b"OS/2")
    weight, embedding = struct.unpack_from(">4xH2xH", metrics)
    (selection,) = struct.unpack_from(">H", metrics, 62)
    family = _family(names)
    if not family:
        raise ValueError("it does not say its family's name")
    return _Header(family, weight, bool(selection & 1), embedding)


def _family(table: bytes) -> str:
    """The typographic family (name 16), else the family (name 1); English before other languages, Windows before Mac."""
    _, count, storage = struct.unpack_from(">HHH", table)
    found: dict[tuple[bool, bool, int], str] = {}
    for index in range(count):
        platform, _, language, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        if name not in (1, 16):
            continue
        raw = table[storage + offset : storage + offset + length]
        text = raw.decode("mac-roman" if platform == 1 else "utf-16-be", errors="replace").strip("\0 ")
        english = language in (0x409, 0) or platform == 0
        found.setdefault((name != 16, not english, -platform), text)
    return next((found[key] for key in sorted(found) if found[key]), "")


def _refusal(embedding: int) -> str:
    """Why the maker's bits forbid embedding a subset (OpenType 1.9, OS/2 fsType); empty where they allow it."""
    if embedding & 0x000F == 0x0002:  # of several permissions the least restrictive holds, so only the bare bit counts
        return "is marked as not to be embedded (fsType 2, restricted licence)"
    if embedding & 0x0100:
        return "may not be subset (fsType bit 8), and a PDF embeds only the glyphs that it uses"
    if embedding & 0x0200:
        return "may be embedded as bitmaps only (fsType bit 9)"
    return ""


def _unfit(path: Path, where: Span, reason: str, hint: str) -> Diagnostic:
    return error("font-format", f'font "{path.name}" cannot be used: {reason}', where, hint=hint)


def _twice(font: FontFile, first: FontFile, span: Span | None) -> Diagnostic:
    style = f"{font.family} {font.weight}{' italic' if font.italic else ''}"
    return warning(
        "font-twice",
        f'fonts "{first.path.name}" and "{font.path.name}" are both {style}; the first is used',
        span or Span.start_of(str(font.path)),
        hint="Remove one of the two files.",
        related=(Related("the one that is used", Span.start_of(str(first.path))),),
    )
