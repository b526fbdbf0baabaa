"""Let marks and spaces that follow Latin in a right-to-left line say what a reader of the PDF expects of them there.

PDFium turns such a line around word by word, and takes the marks between two
words for a part of the one that it has met before, in the order in which it
meets them (CPDF_TextPage::CloseTempLine): behind `(Hohhot)` the bracket and the
space would come out the other way round, and the bracket turned over. So each
of their glyphs says what the one at its mirror place means. Nothing moves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from cardkit.typesetting.glyph import Shaped
from cardkit.typesetting.paragraph import Part


def behind_latin(parts: Sequence[Part]) -> list[Part]:
    """The parts of a right-to-left line, from left to right, with what stands left of Latin speaking as it is read."""
    spoken: list[Part] = []
    waiting: list[Part] = []
    for part in parts:
        if _is_neutral(part.shaped.text):
            waiting.append(part)
            continue
        spoken += _read_out(waiting) if any(unicodedata.bidirectional(c) == "L" for c in part.shaped.text) else waiting
        waiting = []
        spoken.append(part)
    return spoken + waiting


def _is_neutral(text: str) -> bool:
    return bool(text) and all(unicodedata.bidirectional(character) in ("WS", "ON") for character in text)


def _read_out(parts: Sequence[Part]) -> Iterator[Part]:
    said = [glyph.text for part in parts for glyph in part.shaped.glyphs][::-1]
    for part in parts:
        own, said = said[: len(part.shaped.glyphs)], said[len(part.shaped.glyphs) :]
        yield part._replace(shaped=_saying(part.shaped, tuple(own)))


@lru_cache(maxsize=1024)
def _saying(shaped: Shaped, texts: tuple[str, ...]) -> Shaped:
    """The same glyphs with other texts, to be taken as they are."""
    glyphs = tuple(replace(glyph, text=text) for glyph, text in zip(shaped.glyphs, texts, strict=True))
    return replace(shaped, glyphs=glyphs, text="".join(texts), right_to_left=False)
