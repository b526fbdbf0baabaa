"""Cut a paragraph into the pieces between break opportunities, each shaped in its fonts.

Break opportunities are those of UAX #14 as ICU finds them, with the quotation
marks that Chinese shares with Latin taken as opening and closing. Widths are in
em, so one cutting serves every size that is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from cardkit.typesetting.chain import Missing, fonts_of
from cardkit.typesetting.character import (
    CLOSING,
    OPENING,
    PAUSING,
    SOFT_HYPHEN,
    is_apostrophe,
    is_han,
    is_han_language,
    is_upright,
    is_western,
    wants_air,
)
from cardkit.typesetting.font import Features, Font
from cardkit.typesetting.glyph import Shaped
from cardkit.typesetting.hyphen import hyphenated
from cardkit.typesetting.opportunity import break_pieces
from cardkit.typesetting.paragraph import Paragraph, Part
from cardkit.typesetting.phrase import Fitness, fitness
from cardkit.typesetting.typeface import Typeface

__all__ = ["AUTOSPACE", "Missing", "Part", "Segment", "Typeface", "break_pieces", "cut", "joined"]

#: Room between Han and Latin letters or digits, in em (CLREQ 3.2.2: a quarter of a character).
AUTOSPACE = 0.25

_HALF_WIDTH: Features = (("halt", 1),)

# Spaces that a line may end behind, and then stand for nothing (UAX #14: SP, and the spaces of BA).
_WHITE = " \n\u3000\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f"


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """What stands between two break opportunities; all widths in em.

    ``text`` is the source, white space at the end included; ``parts`` set what
    stands before that white space, ``width`` is their advance, and ``space``
    sets the white space itself (left out at the end of a line).
    ``first`` replaces the first part at the start of a line, where an opening
    mark takes half an em and no air stands ahead, and saves ``first_gain``;
    ``last`` likewise replaces the last part at the end of one.
    ``must_break`` ends the line here whatever follows.
    """

    text: str
    parts: tuple[Part, ...]
    width: float
    space: Part | None
    first: Part | None = None
    first_gain: float = 0.0
    last: Part | None = None
    last_gain: float = 0.0
    must_break: bool = False
    #: Whether the segment ends inside a word: ``last`` then is its hyphen, added at the end of a line.
    is_soft: bool = False
    #: Where the segment stands, when it is part of a word that may be hyphenated: see ``joined``.
    stretch: tuple[Paragraph, int, int] | None = None
    #: Whether the paragraph begins at the right.
    right_to_left: bool = False
    #: ``parts`` with ``space`` behind them, as they stand inside a line.
    inside: tuple[Part, ...] = ()
    #: The advance of ``space`` with its tracking.
    space_width: float = 0.0
    #: Whether justification may open room ahead of this segment (beside Han, or after a space).
    stretches: bool = False
    #: How good it is to end a line behind this segment.
    fitness: Fitness = 1


def cut(text: str, typeface: Typeface) -> tuple[tuple[Segment, ...], tuple[Missing, ...]]:
    """The segments of a text, and the characters that no font has (each once)."""
    segments, missing = cut_up(text, typeface)
    return fitted(text, segments, typeface), missing


def fitted(text: str, segments: tuple[Segment, ...], typeface: Typeface) -> tuple[Segment, ...]:
    """The segments of a text with how good it is to end a line behind each, where the typeface asks for that."""
    if not (typeface.phrases and len(segments) > 1 and is_han_language(typeface.language)):
        return segments
    pieces = break_pieces(text, typeface.language, typeface.kinsoku)
    if len(segments) != len(pieces):
        return segments
    found = fitness(text, pieces, typeface.language)
    return tuple(
        [
            segment if segment.fitness == one else _fitted(segment, one)
            for segment, one in zip(segments, found, strict=True)
        ]
    )


def cut_up(text: str, typeface: Typeface) -> tuple[tuple[Segment, ...], tuple[Missing, ...]]:
    """The same, but for how good it is to end a line behind each: that shows only where a text takes several."""
    chosen, missing = fonts_of(text, typeface.fonts, typeface.language, whole=typeface.whole)
    if missing:
        return (), missing
    paragraph = Paragraph.of(text, chosen, typeface)
    pieces = break_pieces(text, typeface.language, typeface.kinsoku)
    has_soft = SOFT_HYPHEN in text
    # What stands alone for itself comes out the same in every text.
    apart = paragraph.levels is None and paragraph.scripts is None and paragraph.is_plain and "’" not in text
    if apart and not typeface.hyphenate:
        segments = _apart(paragraph, pieces)
    else:
        segments = []
        start = 0
        for piece in pieces:
            end = start + len(piece)
            if typeface.hyphenate or (has_soft and SOFT_HYPHEN in text[max(0, start - 1) : end]):
                segments += _word(paragraph, start, piece)
            else:
                segments.append(_segment(paragraph, start, end))
            start = end
    return tuple(segments), ()


@lru_cache(maxsize=8192)
def _fitted(segment: Segment, fitness: Fitness) -> Segment:
    return replace(segment, fitness=fitness)


#: Segments by all that they depend on, by typeface; a deck has far fewer of them than words and characters.
_known: dict[Typeface, dict[tuple[str, Font, int, bool], Segment]] = {}

_MOST_KNOWN, _MOST_TYPEFACES = 20_000, 100


def _apart(paragraph: Paragraph, pieces: Sequence[str]) -> list[Segment]:
    """The segments of pieces, each set once for all texts in which it stands between neighbours of the same sort."""
    text, fonts, typeface = paragraph[:3]
    known = _known.get(typeface)
    if known is None or len(known) > _MOST_KNOWN:
        if len(_known) > _MOST_TYPEFACES:
            _known.clear()
        known = _known[typeface] = {}
    mixed = fonts.count(fonts[0]) != len(fonts) if fonts else False
    has_marks = not _MARKS.isdisjoint(text)
    segments = []
    start, before = 0, -1
    for piece in pieces:
        end = start + len(piece)
        font = fonts[start] if piece else None
        if font is None or (mixed and fonts[start:end].count(font) != end - start):
            segments.append(_segment(paragraph, start, end))
        else:
            key = piece, font, before, has_marks and text[end : end + 1] in _MARKS
            found = known.get(key)
            if found is None:
                found = known[key] = _segment(paragraph, start, end)
            segments.append(found)
        if piece:
            start, before = end, _sort(piece[-1])
    return segments


@cache
def _sort(character: str) -> int:
    """What a character means to the one behind it, as a number: all that ``_segment`` asks of it."""
    asked = (
        character in _WHITE,
        character in OPENING,
        is_han(character),
        is_western(character),
        wants_air(character),
    )
    return sum(answer << place for place, answer in enumerate(asked))


def _word(paragraph: Paragraph, start: int, piece: str) -> list[Segment]:
    """The segments of a piece that may be hyphenated: between soft hyphens, and where the patterns allow."""
    typeface = paragraph.typeface
    cuts = [piece]
    # Where the author has put soft hyphens, they are the only ones of the word.
    if typeface.hyphenate and SOFT_HYPHEN not in paragraph.text[max(0, start - 1) : start + len(piece)]:
        cuts = hyphenated(piece, typeface.language)
    segments: list[Segment] = []
    for i, stretch in enumerate(cuts):
        end = start + len(stretch)
        segment = replace(_segment(paragraph, start, end), stretch=(paragraph, start, end))
        if i < len(cuts) - 1 or stretch.endswith(SOFT_HYPHEN):
            segment = _hyphened(paragraph, segment, end)
        segments.append(segment)
        start = end
    return segments


def joined(segments: Sequence[Segment]) -> Segment:
    """Segments of one word on one line, set as if it could not be broken: with its ligatures and kerning."""
    first, last = segments[0], segments[-1]
    if len(segments) == 1 or first.stretch is None or last.stretch is None:
        return first
    paragraph, start, _ = first.stretch
    end = last.stretch[2]
    whole = _segment(paragraph, start, end)
    return replace(whole, last=last.last, last_gain=last.last_gain, is_soft=True) if last.is_soft else whole


def _hyphened(paragraph: Paragraph, segment: Segment, end: int) -> Segment:
    """The segment with the hyphen that it shows at the end of a line."""
    font = paragraph.fonts[end - 1]
    mark = next((c for c in "\u2010-" if font.covers(c)), None)
    if not segment.parts or mark is None or paragraph.text[end:].strip(_WHITE) == "":
        return segment
    if is_upright(paragraph.typeface.language):
        return segment  # no column has a hyphen
    part = segment.parts[-1]
    hyphen = font.shape(mark, paragraph.typeface.language, right_to_left=part.level % 2 == 1).silent()
    width = hyphen.width + paragraph.tracking
    return replace(segment, last=Part(hyphen, level=part.level), last_gain=-width, is_soft=True)


def _segment(paragraph: Paragraph, start: int, end: int) -> Segment:
    text, tracking = paragraph.text, paragraph.tracking
    body_end = end
    while body_end > start and text[body_end - 1] in _WHITE:
        body_end -= 1
    parts = _parts(paragraph, start, body_end)
    width = sum([part.before + part.shaped.width + tracking * len(part.shaped.glyphs) for part in parts])
    spaces = text[body_end:end].replace("\n", "")
    space = paragraph.shape(body_end, body_end + len(spaces)) if spaces else None
    first, first_gain = _at_start(paragraph, parts, start)
    last, last_gain = _at_end(paragraph, parts, body_end)
    return Segment(
        text[start:end],
        parts,
        width,
        space,
        first,
        first_gain,
        last,
        last_gain,
        must_break="\n" in text[body_end:end],
        right_to_left=paragraph.right_to_left,
        inside=(*parts, space) if space else parts,
        space_width=space.shaped.width + tracking * len(space.shaped.glyphs) if space else 0.0,
        stretches=start > 0 and (text[start - 1] in _WHITE or is_han(text[start - 1]) or is_han(text[start])),
    )


def _parts(paragraph: Paragraph, start: int, end: int) -> tuple[Part, ...]:
    """Shape the text between two offsets; in Han text each full-width mark is a part of its own."""
    text, han = paragraph.text, paragraph.han
    parts: list[Part] = []
    i = start
    while i < end:
        j = i + 1
        half = False
        if han and _is_mark(text, i):
            half = _is_half(text, i)
        elif paragraph.is_ascii(i, end):
            j = end  # Nothing parts a word or a number of one font.
        else:
            while j < end and paragraph.is_one(i, j) and not (han and _is_mark(text, j)) and not _wants_air(text, j):
                j += 1
        part = paragraph.shape(i, j, _HALF_WIDTH if half else ())
        before = AUTOSPACE if i > 0 and _wants_air(text, i) else 0.0
        if part.shaped.text:
            parts.append(part._replace(before=before) if before else part)
        i = j
    return tuple(parts)


def _is_half(text: str, i: int) -> bool:
    """Whether the full-width mark at this offset stands against another one and gives up half its em."""
    if text[i] in OPENING:
        return i > 0 and text[i - 1] in OPENING
    return i + 1 < len(text) and _is_mark(text, i + 1)


def _is_mark(text: str, i: int) -> bool:
    """Whether a full-width mark stands here; the apostrophe in a Western word is none."""
    return text[i] in _MARKS and not is_apostrophe(text, i)


def _at_start(paragraph: Paragraph, parts: tuple[Part, ...], start: int) -> tuple[Part | None, float]:
    if not parts:
        return None, 0.0
    part = parts[0]
    shaped = part.shaped
    if paragraph.han and paragraph.text[start] in OPENING:
        shaped = _halved(paragraph, shaped)
    gain = part.before + part.shaped.width - shaped.width
    return (Part(shaped, level=part.level), gain) if gain else (None, 0.0)


def _at_end(paragraph: Paragraph, parts: tuple[Part, ...], end: int) -> tuple[Part | None, float]:
    text = paragraph.text
    if not parts or not paragraph.han or text[end - 1] not in _MARKS or text[end - 1] in OPENING:
        return None, 0.0
    part = parts[-1]
    shaped = _halved(paragraph, part.shaped)
    gain = part.shaped.width - shaped.width
    return (Part(shaped, part.before, part.level), gain) if gain else (None, 0.0)


def _halved(paragraph: Paragraph, shaped: Shaped) -> Shaped:
    """A full-width mark without its empty half."""
    typeface = paragraph.typeface
    return shaped.font.shape(
        shaped.text, typeface.language, typeface.features + _HALF_WIDTH, tracking=paragraph.tracking
    )


_MARKS = OPENING | CLOSING | PAUSING


def _wants_air(text: str, i: int) -> bool:
    """Whether Han meets Latin between the characters before and at this offset."""
    before, after = text[i - 1], text[i]
    return (wants_air(before) and is_western(after)) or (is_western(before) and wants_air(after))
