"""Cut a paragraph into the pieces between break opportunities, each shaped in its fonts.

Break opportunities are those of UAX #14 as ICU finds them, with the quotation
marks that Chinese shares with Latin taken as opening and closing. Widths are in
em, so one cutting serves every size that is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cardkit.typesetting.character import (
    CLOSING,
    INVISIBLE,
    OPENING,
    PAUSING,
    SHARED,
    is_han,
    is_han_language,
    is_western,
)
from cardkit.typesetting.font import Features, Font
from cardkit.typesetting.glyph import Shaped

#: Room between Han and Latin letters or digits, in em (CLREQ 3.2.2: a quarter of a character).
AUTOSPACE = 0.25

_HALF_WIDTH: Features = (("halt", 1),)

_WHITE = " \n\u3000"


@dataclass(frozen=True, slots=True)
class Part:
    """Shaped text inside a segment, with the room in em ahead of it."""

    shaped: Shaped
    before: float = 0.0


@dataclass(frozen=True, slots=True)
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
    #: Whether justification may open room ahead of this segment (beside Han, or after a space).
    stretches: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that no font of the chain has."""

    character: str
    offset: int


@dataclass(frozen=True, slots=True)
class Typeface:
    """The fonts that may set a text, the first one that has a character setting it.

    ``whole`` keeps a text in one font: where the first lacks a character, the
    first font that has them all sets the whole text. ``tracking`` is room added
    after every glyph, in em; it counts in the widths of segments.
    """

    fonts: tuple[Font, ...]
    language: str
    features: Features = ()
    whole: bool = False
    tracking: float = 0.0


def cut(text: str, typeface: Typeface) -> tuple[tuple[Segment, ...], tuple[Missing, ...]]:
    """The segments of a text, and the characters that no font has (each once)."""
    chosen, missing = _fonts_by_character(text, typeface)
    if missing:
        return (), missing
    segments = []
    start = 0
    han = is_han_language(typeface.language)
    for piece in break_pieces(text, typeface.language):
        segments.append(_segment(text, start, start + len(piece), chosen, typeface, han=han))
        start += len(piece)
    return tuple(segments), ()


def break_pieces(text: str, language: str) -> list[str]:
    """The text cut at every place where a line may end (UAX #14 by ICU, then kinsoku for shared quotes)."""
    from icu4py.breakers import LineBreaker

    pieces = [str(piece) for piece in LineBreaker(text, language)]
    if not is_han_language(language):
        return pieces
    finer: list[str] = []
    for piece in pieces:
        start = 0
        for i in range(1, len(piece)):
            before, after = piece[i - 1], piece[i]
            opens = after in "“‘" and (is_han(before) or before in CLOSING or before in PAUSING)
            closes = before in "”’" and is_han(after)
            if opens or closes:
                finer.append(piece[start:i])
                start = i
        finer.append(piece[start:])
    return finer


def _fonts_by_character(text: str, typeface: Typeface) -> tuple[list[Font], tuple[Missing, ...]]:
    fonts = typeface.fonts
    if typeface.whole and len(fonts) > 1:
        fonts = (_one_for_all(text, fonts) or fonts[0],)
    han = is_han_language(typeface.language)
    chosen: list[Font] = []
    missing: dict[str, Missing] = {}
    last: Font | None = None
    for i, character in enumerate(text):
        if character in INVISIBLE or character == "\n":
            chosen.append(last or fonts[0])
            continue
        font = _font_for(text, i, fonts, han=han)
        if font is None:
            missing.setdefault(character, Missing(character, i))
            font = fonts[0]
        # A mark that joins to its base stays in the base's font.
        chosen.append(font)
        last = font
    return chosen, tuple(missing.values())


def _one_for_all(text: str, fonts: Sequence[Font]) -> Font | None:
    wanted = {c for c in text if c not in INVISIBLE and c != "\n"}
    return next((font for font in fonts if all(font.covers(c) for c in wanted)), None)


def _font_for(text: str, i: int, fonts: tuple[Font, ...], *, han: bool) -> Font | None:
    character = text[i]
    if han and character in SHARED:
        order = fonts if _is_apostrophe(text, i) else tuple(reversed(fonts))
        return next((font for font in order if font.covers(character)), None)
    return next((font for font in fonts if font.covers(character)), None)


def _segment(text: str, start: int, end: int, chosen: list[Font], typeface: Typeface, *, han: bool) -> Segment:
    body_end = end
    while body_end > start and text[body_end - 1] in _WHITE:
        body_end -= 1
    parts = _parts(text, start, body_end, chosen, typeface, han=han)
    tracking = typeface.tracking
    width = sum(part.before + part.shaped.width + tracking * len(part.shaped.glyphs) for part in parts)
    spaces = text[body_end:end].replace("\n", "")
    space = Part(chosen[body_end].shape(spaces, typeface.language, typeface.features)) if spaces else None
    first, first_gain = _at_start(parts, text, start, typeface, han=han)
    last, last_gain = _at_end(parts, text, body_end, typeface, han=han)
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
        stretches=start > 0 and (text[start - 1] in _WHITE or is_han(text[start - 1]) or is_han(text[start])),
    )


def _parts(text: str, start: int, end: int, chosen: list[Font], typeface: Typeface, *, han: bool) -> tuple[Part, ...]:
    """Shape the text between two offsets; in Han text each full-width mark is a part of its own."""
    parts: list[Part] = []
    i = start
    while i < end:
        j = i + 1
        half = False
        if han and _is_mark(text, i):
            half = _is_half(text, i)
        else:
            while j < end and chosen[j] is chosen[i] and not (han and _is_mark(text, j)) and not _wants_air(text, j):
                j += 1
        piece = "".join(c for c in text[i:j] if c not in INVISIBLE)
        if piece:
            features = typeface.features + _HALF_WIDTH if half else typeface.features
            before = AUTOSPACE if i > 0 and _wants_air(text, i) else 0.0
            parts.append(Part(chosen[i].shape(piece, typeface.language, features), before))
        i = j
    return tuple(parts)


def _is_half(text: str, i: int) -> bool:
    """Whether the full-width mark at this offset stands against another one and gives up half its em."""
    if text[i] in OPENING:
        return i > 0 and text[i - 1] in OPENING
    return i + 1 < len(text) and _is_mark(text, i + 1)


def _is_mark(text: str, i: int) -> bool:
    """Whether a full-width mark stands here; the apostrophe in a Western word is none."""
    return text[i] in _MARKS and not _is_apostrophe(text, i)


def _is_apostrophe(text: str, i: int) -> bool:
    return text[i] == "’" and 0 < i < len(text) - 1 and is_western(text[i - 1]) and is_western(text[i + 1])


def _at_start(
    parts: tuple[Part, ...], text: str, start: int, typeface: Typeface, *, han: bool
) -> tuple[Part | None, float]:
    if not parts:
        return None, 0.0
    part = parts[0]
    shaped = part.shaped
    if han and text[start] in OPENING:
        shaped = shaped.font.shape(shaped.text, typeface.language, typeface.features + _HALF_WIDTH)
    gain = part.before + part.shaped.width - shaped.width
    return (Part(shaped), gain) if gain else (None, 0.0)


def _at_end(
    parts: tuple[Part, ...], text: str, end: int, typeface: Typeface, *, han: bool
) -> tuple[Part | None, float]:
    if not parts or not han or text[end - 1] not in _MARKS or text[end - 1] in OPENING:
        return None, 0.0
    part = parts[-1]
    shaped = part.shaped.font.shape(part.shaped.text, typeface.language, typeface.features + _HALF_WIDTH)
    gain = part.shaped.width - shaped.width
    return (Part(shaped, part.before), gain) if gain else (None, 0.0)


_MARKS = OPENING | CLOSING | PAUSING


def _wants_air(text: str, i: int) -> bool:
    """Whether Han meets Latin between the characters before and at this offset."""
    before, after = text[i - 1], text[i]
    return (is_han(before) and is_western(after)) or (is_western(before) and is_han(after))
