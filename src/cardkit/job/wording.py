"""Say which words of a text are others than before."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

#: Words, or ideographs, that are told on either side of what changed, so that its place is known.
_AROUND = 2

#: A text longer than this that changed wholly is cut where it is told.
_LONGEST = 120


def reworded(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Every stretch that changed, before and after, with a word or two around it; white space does not count."""
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        _, start, _, begin, _ = group[0]
        _, _, stop, _, end = group[-1]
        if any(tag != "equal" for tag, *_ in group):
            yield _joined(before[start:stop]), _joined(after[begin:end])


def _words(text: str) -> list[str]:
    """Words; an ideograph is a word of its own, since nothing parts it from the next."""
    found: list[str] = []
    for word in text.split():
        start = 0
        for at, character in enumerate(word):
            if character >= "\u2e80":
                found += [word[start:at], character] if at > start else [character]
                start = at + 1
        if start < len(word):
            found.append(word[start:])
    return found


def _joined(words: list[str]) -> str:
    text = ""
    for word in words:
        apart = text and not (text[-1] >= "\u2e80" and word[0] >= "\u2e80")
        text += f" {word}" if apart else word
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]} …"
