"""Encode shaped text as codes of its font that are the same in every document.

A character shown by the font's own glyph for it has the character's number as
its code. Whatever else is shown (a ligature, another form of a letter, a letter
with its marks) stands in a line as a mark in braces that says what it is, and
gets a code made from that when its page is done. So a page is encoded without
knowing what others show. Where two marks of a document, or a mark and a character,
come by the same code, one of them takes another, and its pages are written anew.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from cardkit.typesetting.bidi import mirrored
from cardkit.typesetting.composite import Composite
from cardkit.typesetting.font import Font
from cardkit.typesetting.glyph import Glyph, Shaped

#: What a code of a font shows: a glyph, or several put together, and the text that it stands for.
Shown = tuple[int | Composite, str]

#: A mark in a content stream, which has braces for nothing else.
_MARK = re.compile(rb"\{(F\w+) ([^ }]+) (\w*)\}")

#: What shows a font's codes in a content stream, and what has digits beside: a font chosen, a dictionary, codes.
_SHOWING = re.compile(rb"/(F\w+) \S+ Tf|<<.*?>>|<([0-9A-F]+)>")

#: The codes of marks: Unicode leaves these to private use, so that few texts have a character there.
_PRIVATE = range(0xE000, 0xF900)

#: Codes have four hexadecimal digits.
_MOST = 0xFFFF

#: Marks with the codes that they have in a stream.
Codes = tuple[tuple[bytes, int], ...]


class Encoded(NamedTuple):
    """A piece of text as elements of a TJ array, the name of its font, and the characters that are their own codes."""

    font: str
    elements: str
    characters: str


def name_of(font: Font) -> str:
    """The name of a font in the resources of any document: by what is in its file."""
    return f"F{font.digest[:10]}"


@lru_cache(maxsize=32768)
def encode(shaped: Shaped) -> Encoded:
    """The piece as elements of a TJ array."""
    font = shaped.font
    name = name_of(font)
    # TJ numbers are thousandths of an em, taken away from the pen's position (ISO 32000-1, 9.4.3).
    scale = 1000 / font.units_per_em
    elements: list[str] = []
    codes = ""
    characters = ""
    back = 0.0
    for glyph in _drawn(shaped):
        if isinstance(glyph, Glyph):
            back -= glyph.along * scale
        if back and (abs(back) > 0.05 or (isinstance(glyph, Glyph) and glyph.along)):
            if codes:
                elements.append(f"<{codes}>")
                codes = ""
            elements.append(_number(back))
        if isinstance(glyph, Glyph):
            if font.nominal(glyph.text) == glyph.id and glyph.id and glyph.text <= "\uffff":
                codes += f"{ord(glyph.text):04X}"
                characters += glyph.text
            else:
                codes += _mark(name, str(glyph.id), glyph.text)
            back = (font.advance(glyph.id) - glyph.advance + glyph.along) * scale
        else:
            parts, said = glyph
            codes += _mark(name, f"{';'.join(f'{i},{x},{y}' for i, x, y in parts.components)}@{parts.advance}", said)
            back = 0.0
    if codes:
        elements.append(f"<{codes}>")
    if abs(back) > 0.05:
        elements.append(_number(back))
    return Encoded(name, "".join(elements), characters)


def settled(data: bytes, characters: Mapping[str, str]) -> tuple[bytes, Codes]:
    """A content stream with codes in the places of its marks, and those codes.

    ``characters`` are those that are their own codes, by the name of the font.
    """
    if b"{" not in data:
        return data, ()
    codes = _coded({match.group() for match in _MARK.finditer(data)}, characters)
    return _MARK.sub(lambda match: b"%04X" % codes[match.group()], data), tuple(codes.items())


def numbered(marks: Iterable[bytes], characters: Mapping[Font, str]) -> Numbering:
    """Give every mark of a document a code; ``characters`` are those of each font that are their own codes."""
    codes = _coded(marks, {name_of(font): said for font, said in characters.items()})
    showing: dict[str, dict[int, Shown]] = {}
    for mark, code in codes.items():
        name, glyph, text = _parts(mark)
        showing.setdefault(name, {})[code] = (glyph, text)
    shown: dict[Font, Mapping[int, Shown]] = {}
    for font, said in characters.items():
        own: dict[int, Shown] = {ord(character): (font.nominal(character), character) for character in said}
        shown[font] = dict(sorted({0: (0, ""), **own, **showing.get(name_of(font), {})}.items()))
    return Numbering(codes, shown)


def _coded(marks: Iterable[bytes], characters: Mapping[str, str]) -> dict[bytes, int]:
    """A code for every mark that no character of its font has: that of its home, or the next one that is free."""
    taken: dict[str, set[int]] = {}
    codes: dict[bytes, int] = {}
    for mark in sorted(marks):
        font, home = _home(mark)
        held = taken.get(font)
        if held is None:
            held = taken[font] = {ord(character) for character in characters.get(font, "")}
        free = (code for code in itertools.chain(range(home, _PRIVATE.stop), range(1, _MOST)) if code not in held)
        codes[mark] = code = next(free) if home else home
        held.add(code)
    return codes


@lru_cache(maxsize=16384)
def _home(mark: bytes) -> tuple[str, int]:
    """The font of a mark, and the code that it takes where it can: 0 for the missing glyph, which says nothing."""
    font, glyph, text = _parts(mark)
    return font, 0 if (glyph, text) == (0, "") else _PRIVATE[zlib.crc32(mark) % len(_PRIVATE)]


@dataclass(frozen=True, slots=True)
class Numbering:
    """The code of every mark of a document, and by font what each of its codes shows, from 0, the missing glyph."""

    codes: Mapping[bytes, int]
    shown: Mapping[Font, Mapping[int, Shown]]

    def holds(self, codes: Codes) -> bool:
        """Whether a stream with these codes may stand in the document as it is."""
        return all(self.codes[mark] == code for mark, code in codes)

    def renumbered(self, data: bytes, codes: Codes) -> bytes:
        """A content stream with these codes, with those of the document in their places."""
        new: dict[bytes, dict[bytes, bytes]] = {}
        for mark, code in codes:
            new.setdefault(_home(mark)[0].encode(), {})[b"%04X" % code] = b"%04X" % self.codes[mark]
        font = b""

        def written(match: re.Match[bytes]) -> bytes:
            nonlocal font
            font = match[1] or font
            if not match[2] or font not in new:
                return match.group()
            each = (match[2][start : start + 4] for start in range(0, len(match[2]), 4))
            return b"<%s>" % b"".join(new[font].get(code, code) for code in each)

        return _SHOWING.sub(written, data)


def _mark(font: str, glyph: str, said: str) -> str:
    return f"{{{font} {glyph} {said.encode('utf-16-be').hex().upper()}}}"


def _parts(mark: bytes) -> tuple[str, int | Composite, str]:
    """The font of a mark, and what it shows."""
    font, glyph, said = mark[1:-1].decode("ascii").split(" ")
    text = bytes.fromhex(said).decode("utf-16-be")
    if "@" not in glyph:
        return font, int(glyph), text
    components, _, advance = glyph.rpartition("@")
    placed = [tuple(map(int, one.split(","))) for one in components.split(";") if one]
    return font, Composite(tuple((i, x, y) for i, x, y in placed), int(advance)), text


def _drawn(shaped: Shaped) -> Iterator[Glyph | tuple[Composite, str]]:
    """The glyphs of a piece as they are shown: a letter with marks off the baseline is one glyph.

    So is every cluster of a piece that runs from right to left, where readers
    would find a mark's glyph ahead of its letter's.
    """
    if not shaped.right_to_left and not any(glyph.across for glyph in shaped.glyphs):
        yield from shaped.glyphs
        return
    for cluster in _clusters(shaped):
        said = "".join(glyph.text for glyph in cluster)
        if shaped.right_to_left and len(said) > 1:
            yield from _spelt(cluster, said)
        elif any(glyph.across for glyph in cluster) or (shaped.right_to_left and len(cluster) > 1):
            yield _composite(cluster), said
        elif shaped.right_to_left and mirrored(said) != said:
            # Brackets are said as they are seen: readers that restore the order of a line turn them back with it.
            yield replace(cluster[0], text=mirrored(said))
        else:
            yield from cluster


def _spelt(cluster: list[Glyph], said: str) -> Iterator[tuple[Composite, str]]:
    """A cluster of several characters as one glyph a character, the last ones first and empty, the first one whole.

    Readers turn a right-to-left line around glyph by glyph, and some turn a
    glyph's text around as well; a glyph that says one character comes out right in all.
    """
    whole = _composite(cluster)
    step = whole.advance // len(said)
    for character in reversed(said[1:]):
        yield Composite((), step), character
    back = step * (len(said) - 1)
    yield Composite(tuple((i, x - back, y) for i, x, y in whole.components), whole.advance - back), said[0]


def _clusters(shaped: Shaped) -> Iterator[list[Glyph]]:
    """The glyphs that stand for one stretch of text together; its text stands on the first as the source runs."""
    cluster: list[Glyph] = []
    for glyph in shaped.glyphs:
        if glyph.text and not shaped.right_to_left and cluster:
            yield cluster
            cluster = []
        cluster.append(glyph)
        if glyph.text and shaped.right_to_left:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def _composite(cluster: list[Glyph]) -> Composite:
    components: list[tuple[int, int, int]] = []
    pen = 0
    for glyph in cluster:
        components.append((glyph.id, pen + glyph.along, glyph.across))
        pen += glyph.advance
    return Composite(tuple(components), pen)


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
