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

from cardkit.typesetting.glyph import Run, Shaped


def behind_latin(runs: Sequence[Run]) -> list[Run]:
    """The runs of a right-to-left line, from left to right, with what stands left of Latin speaking as it is read."""
    spoken: list[Run] = []
    waiting: list[Run] = []
    for run in runs:
        if _is_neutral(run.shaped.text):
            waiting.append(run)
            continue
        spoken += _read_out(waiting) if any(unicodedata.bidirectional(c) == "L" for c in run.shaped.text) else waiting
        waiting = []
        spoken.append(run)
    return spoken + waiting


def _is_neutral(text: str) -> bool:
    return bool(text) and all(unicodedata.bidirectional(character) in ("WS", "ON") for character in text)


def _read_out(runs: Sequence[Run]) -> Iterator[Run]:
    said = [glyph.text for run in runs for glyph in run.shaped.glyphs][::-1]
    for run in runs:
        own, said = said[: len(run.shaped.glyphs)], said[len(run.shaped.glyphs) :]
        yield replace(run, shaped=_saying(run.shaped, tuple(own)))


@lru_cache(maxsize=1024)
def _saying(shaped: Shaped, texts: tuple[str, ...]) -> Shaped:
    """The same glyphs with other texts, to be taken as they are."""
    glyphs = tuple(replace(glyph, text=text) for glyph, text in zip(shaped.glyphs, texts, strict=True))
    return replace(shaped, glyphs=glyphs, text="".join(texts), right_to_left=False)
