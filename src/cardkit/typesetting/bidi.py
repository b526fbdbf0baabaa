"""Give every character of a paragraph its direction, and put a line's pieces in the order in which they are seen.

The Unicode Bidirectional Algorithm (UAX #9, rules named beside the code)
without explicit embeddings and isolates, which sources may not contain; where
one comes all the same, it is passed over like the other characters of BN.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Blocks whose letters or numbers run from right to left (DerivedBidiClass.txt: R, AL and AN stand nowhere else).
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def needs_levels(text: str) -> bool:
    """Whether anything in the text runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def levels(text: str, *, right_to_left: bool) -> list[int]:
    """The embedding level of each character: even runs to the right, odd to the left.

    A line feed ends a paragraph; each paragraph has the direction that is given.
    """
    base = 1 if right_to_left else 0
    found: list[int] = []
    for paragraph in re.split("(\n)", text):
        found += [base] if paragraph == "\n" else _levels(paragraph, base)
    return found


def visual_order(levels: Sequence[int]) -> list[int]:
    """The indices of a line's pieces from left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        i = 0
        while i < len(order):
            j = i
            while j < len(order) and levels[order[j]] >= level:
                j += 1
            order[i:j] = order[i:j][::-1]
            i = j + 1
    return order


def mirrored(character: str) -> str:
    """The mark that is seen where a character stands in a right-to-left run (rule L4); itself for most."""
    return _MIRRORED.get(character, character)


def _levels(text: str, base: int) -> list[int]:
    classes = [_bidi_class(c) for c in text]
    # Rule X9: characters of no width and no direction do not count, and take the level of what stands before them.
    kept = [i for i, one in enumerate(classes) if one != "BN"]
    own = [classes[i] for i in kept]
    toward = "R" if base else "L"
    resolved = _weak(own, toward)
    _brackets([text[i] for i in kept], own, resolved, toward)
    _neutral(resolved, toward)
    found = [base] * len(text)
    for i, one in zip(kept, resolved, strict=True):
        # Rules I1 and I2.
        found[i] = base + (one == "R" if base == 0 else one != "R") + (one in ("EN", "AN") and base == 0) * 2
    _trailing(found, classes, base)
    for i, one in enumerate(classes):
        if one == "BN" and i:
            found[i] = found[i - 1]
    return found


def _bidi_class(character: str) -> str:
    known = unicodedata.bidirectional(character)
    if known in _EXPLICIT:
        return "BN"
    # Characters younger than Python's tables: letters of their block's direction.
    return known or ("R" if _RIGHT_TO_LEFT.match(character) else "L")


_EXPLICIT = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _weak(own: Sequence[str], toward: str) -> list[str]:
    """Resolve numbers, their separators and marks (rules W1 to W7)."""
    found = list(own)
    previous = strong = toward
    for i, one in enumerate(found):
        if one == "NSM":
            found[i] = previous  # W1
        if found[i] in ("L", "R", "AL"):
            strong = found[i]
        previous = found[i]
        if found[i] == "EN" and strong == "AL":
            found[i] = "AN"  # W2, read as EN by W1 for a mark behind it, which W2 then turns as well
    found = ["R" if one == "AL" else one for one in found]  # W3
    for i in range(1, len(found) - 1):  # W4
        before, after = found[i - 1], found[i + 1]
        if before == after and ((found[i] == "ES" and before == "EN") or (found[i] == "CS" and before in ("EN", "AN"))):
            found[i] = before
    i = 0
    while i < len(found):  # W5
        j = i
        while j < len(found) and found[j] == "ET":
            j += 1
        if j > i and ((i and found[i - 1] == "EN") or (j < len(found) and found[j] == "EN")):
            found[i:j] = ["EN"] * (j - i)
        i = j + 1
    strong = toward
    for i, one in enumerate(found):
        if one in ("ES", "ET", "CS"):
            found[i] = "ON"  # W6
        elif one in ("L", "R"):
            strong = one
        elif one == "EN" and strong == "L":
            found[i] = "L"  # W7
    return found


def _brackets(characters: Sequence[str], own: Sequence[str], found: list[str], toward: str) -> None:
    """Give both marks of a pair of brackets one direction (rule N0)."""
    for start, end in _pairs(characters, found):
        inside = {_strong(one) for one in found[start + 1 : end]}
        if toward in inside:
            direction = toward
        elif inside & {"L", "R"}:
            before = next((s for one in reversed(found[:start]) if (s := _strong(one)) in ("L", "R")), toward)
            direction = before
        else:
            continue
        for at in (start, end):
            found[at] = direction
            # Marks on a bracket follow it.
            following = at + 1
            while following < len(own) and own[following] == "NSM":
                found[following] = direction
                following += 1


def _pairs(characters: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Bracket pairs by where they open (definition BD16)."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(characters):
        if found[i] != "ON":
            continue
        if character in _CLOSES:
            if len(stack) == _DEEPEST:
                return []
            stack.append((_CLOSES[character], i))
        elif character in _CLOSING:
            wanted = _same(character)
            for k in range(len(stack) - 1, -1, -1):
                if stack[k][0] == wanted:
                    pairs.append((stack[k][1], i))
                    del stack[k:]
                    break
    return sorted(pairs)


#: The stack of BD16 holds so many brackets.
_DEEPEST = 63

# BidiBrackets.txt of Unicode 15: each opening bracket before its closing one.
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)


def _same(bracket: str) -> str:
    """The closing bracket itself, or the one that it is canonically equal to (U+232A is U+3009)."""
    return unicodedata.normalize("NFC", bracket)


_CLOSES = {opening: _same(closing) for opening, closing in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)}
_CLOSING = frozenset(_BRACKETS[1::2])

# The pairs of BidiMirroring.txt that text knows; its other four hundred are for formulas.
_PAIRS = "<>«»‹›≤≥≪≫" + _BRACKETS
_MIRRORED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) | dict(zip(_PAIRS[1::2], _PAIRS[::2], strict=True))


def _neutral(found: list[str], toward: str) -> None:
    """Give neutral stretches the direction that both sides share, else the paragraph's (rules N1 and N2)."""
    i = 0
    while i < len(found):
        j = i
        while j < len(found) and found[j] not in ("L", "R", "EN", "AN"):
            j += 1
        if j > i:
            before = _strong(found[i - 1]) if i else toward
            after = _strong(found[j]) if j < len(found) else toward
            found[i:j] = [before if before == after else toward] * (j - i)
        i = j + 1


def _strong(one: str) -> str:
    """Numbers count as right-to-left beside neutral characters."""
    return "R" if one in ("R", "EN", "AN") else one


def _trailing(found: list[int], classes: Sequence[str], base: int) -> None:
    """Separators, and white space before one or at the end, have the paragraph's level (rule L1)."""
    at_end = True
    for i in range(len(classes) - 1, -1, -1):
        if classes[i] in ("S", "B"):
            at_end = True
        elif classes[i] not in ("WS", "BN"):
            at_end = False
        if at_end and classes[i] != "BN":
            found[i] = base
