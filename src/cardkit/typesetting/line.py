"""Break a paragraph's segments into lines of a measure.

Latin text is broken for the most even right edge (total fit over squared
slack), Han text is filled line by line, titles are balanced. Lines are broken
as a text is read, then their parts put in the order in which they are seen.
All widths in em.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cardkit.typesetting.bidi import visual_order
from cardkit.typesetting.character import INVISIBLE
from cardkit.typesetting.phrase import Fitness
from cardkit.typesetting.segment import Missing, Part, Segment, cut_up, fitted, joined
from cardkit.typesetting.typeface import Typeface

#: ``fill`` takes as much as fits on each line, ``even`` evens out the right
#: edge, ``balance`` makes all lines of a title about the same width.
Breaking = Literal["fill", "even", "balance"]

# Greatest opening of a gap when a Han line is justified, in em (look.md: above it the line stays ragged).
_WIDEST_GAP = 0.06

# What a last line of one short word costs, in units of squared slack: enough to bring a second word down.
_ORPHAN = 0.35

# What a hyphen costs, in units of squared slack: a line may stay a fifth of the measure short before a word is cut.
_HYPHEN = 0.04

_TOLERANCE = 1e-6

# How much wider than its syllables a word may be, set in one piece: the kerning between them, which nobody sees.
_KERNING = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line: its parts with the room ahead of each, its width, and what it says.

    ``parts`` stand from left to right, as they are seen; ``text`` says them as
    they are read, and keeps the white space that the line was broken on.
    ``overfull`` marks a line that a single unbreakable segment makes too wide.
    ``right_to_left`` is the direction of the paragraph: the line starts at the right;
    ``turns`` tells whether any part of it runs from right to left.
    ``above`` and ``below`` say how far its ink reaches over and under the baseline.
    Equal only to itself, so that what is made of it is found again at once.
    """

    parts: tuple[Part, ...]
    width: float
    text: str
    overfull: bool
    right_to_left: bool
    turns: bool
    above: float
    below: float

    @classmethod
    def of(
        cls, parts: Sequence[Part], width: float, text: str, *, overfull: bool = False, right_to_left: bool = False
    ) -> Line:
        """The line of these parts, from left to right."""
        shaped = [part[0] for part in parts]
        turns = True in [one.right_to_left for one in shaped]
        above = max([one.above for one in shaped], default=0.0)
        below = max([one.below for one in shaped], default=0.0)
        return cls(tuple(parts), width, text, overfull, right_to_left, turns, above, below)


def break_lines(
    segments: Sequence[Segment], measure: float, breaking: Breaking = "even", *, justify: bool = False
) -> tuple[Line, ...]:
    """The lines of a text in a measure (em); no line is wider unless it is marked ``overfull``."""
    lines: list[Line] = []
    start = 0
    for end in range(1, len(segments) + 1):
        if end == len(segments) or segments[end - 1].must_break:
            ranges = _ranges(segments, start, end, measure, breaking)
            for i, j in ranges:
                lines.append(_line(segments, i, j, measure, justify=justify and j != end))
            start = end
    return tuple(lines)


@dataclass(slots=True, eq=False)
class Setting:
    """A text cut into segments, and the characters that no font has; all widths in em."""

    text: str
    typeface: Typeface
    segments: tuple[Segment, ...]
    missing: tuple[Missing, ...]
    advance: float
    _unbroken: tuple[Line, ...] | None = None
    _fitted: tuple[Segment, ...] | None = None

    def broken(self, measure: float, breaking: Breaking, *, justify: bool = False) -> tuple[Line, ...]:
        """The lines of the text in a measure (em), one where that is enough."""
        # A paragraph of many lines need not be set on one line, to see that it is too wide for it.
        if self.advance < 2 * measure:
            whole = self.unbroken
            if len(whole) == 1 and whole[0].width <= measure:
                return whole
        segments = self.segments
        if breaking == "balance":
            if self._fitted is None:
                self._fitted = fitted(self.text, segments, self.typeface)
            segments = self._fitted
        return break_lines(segments, measure, breaking, justify=justify)

    @property
    def unbroken(self) -> tuple[Line, ...]:
        """The text in a measure without end: one line but for the breaks it demands."""
        if self._unbroken is None:
            self._unbroken = break_lines(self.segments, float("inf"), "fill")
        return self._unbroken


@lru_cache(maxsize=16384)
def setting(text: str, typeface: Typeface) -> Setting:
    """A text in a typeface.

    Remembered: labels and calls are the same on every card, a title stands on two faces, and editions share texts.
    """
    segments, missing = cut_up(text, typeface)
    return Setting(text, typeface, segments, missing, sum([segment.width for segment in segments]))


def _ranges(
    segments: Sequence[Segment], start: int, end: int, measure: float, breaking: Breaking
) -> list[tuple[int, int]]:
    if measure == float("inf"):
        return [(start, end)]
    ranges = _fill(segments, start, end, measure, whole_words=breaking == "balance")
    if len(ranges) == 1:
        return ranges
    if breaking == "fill":
        return _without_orphan(segments, ranges, measure)
    if breaking == "even":
        return _even(segments, start, end, measure)
    return _balanced(segments, start, end, measure, len(ranges))


def _fill(
    segments: Sequence[Segment],
    start: int,
    end: int,
    measure: float,
    *,
    whole_words: bool = False,
    fitness: Fitness = 0,
) -> list[tuple[int, int]]:
    """As much on each line as fits; ``whole_words`` hyphenates only a word that is too long for a line of its own.

    Lines end where it is so good as ``fitness``, unless there is no such place on them.
    """
    ranges = []
    room = measure + _TOLERANCE
    i = start
    while i < end:
        total = -segments[i].first_gain
        j = i
        while j < end:
            segment = segments[j]
            total += segment.width
            if total - segment.last_gain > room and j > i:
                break
            total += segment.space_width
            j += 1
        if j < end and segments[j - 1].is_soft:
            j = _before_word(segments, i, j, measure, whole_words=whole_words)
        if fitness and j < end:
            j = next((k for k in range(j, i, -1) if segments[k - 1].fitness >= fitness), j)
        ranges.append((i, j))
        i = j
    return ranges


def _before_word(segments: Sequence[Segment], i: int, j: int, measure: float, *, whole_words: bool) -> int:
    """Where a line that would end inside a word ends instead: ahead of the word, if that is wanted and leaves a line."""
    k = j
    while k > i and segments[k - 1].is_soft:
        k -= 1
    end = j
    while end < len(segments) and segments[end - 1].is_soft:
        end += 1
    fits = _width(segments, k, end) <= measure + _TOLERANCE
    return k if whole_words and k > i and fits else j


def _without_orphan(
    segments: Sequence[Segment], ranges: list[tuple[int, int]], measure: float
) -> list[tuple[int, int]]:
    """Bring a second character down where the last line would be one alone."""
    (i, j), (k, end) = ranges[-2], ranges[-1]
    alone = sum(len(segment.text.strip("，。、；：！？”’）》 ")) for segment in segments[k:end]) <= 1
    if alone and j - i > 3 and _width(segments, j - 1, end) <= measure:
        return [*ranges[:-2], (i, j - 1), (j - 1, end)]
    return ranges


def _even(segments: Sequence[Segment], start: int, end: int, measure: float) -> list[tuple[int, int]]:
    """Total fit: the breaks whose lines leave the least squared slack together."""
    count = end - start
    best = [0.0] * (count + 1)
    back = [0] * (count + 1)
    own = segments[start:end]
    advances = [segment.width + segment.space_width for segment in own]
    gains = [segment.first_gain for segment in own]
    for j, last in enumerate(own, start=1):
        least, chosen = float("inf"), j - 1
        total = -last.last_gain - last.space_width
        hyphen = _HYPHEN if last.is_soft else 0.0
        for i in range(j - 1, -1, -1):
            total += advances[i]
            slack = measure - (total - gains[i])
            if slack < -_TOLERANCE:
                if i < j - 1:
                    break
                cost = 1e6
            elif j < count:
                cost = (slack / measure) ** 2
            else:
                cost = _ORPHAN if i == j - 1 and slack > measure * 0.6 else 0.0
            cost = best[i] + (cost + hyphen)
            if cost < least:
                least, chosen = cost, i
        best[j], back[j] = least, chosen
    ranges = []
    j = count
    while j:
        ranges.append((start + back[j], start + j))
        j = back[j]
    return ranges[::-1]


def _balanced(segments: Sequence[Segment], start: int, end: int, measure: float, lines: int) -> list[tuple[int, int]]:
    """The narrowest measure that needs no more lines, nor more hyphens; lines end where it is best, if that is even."""
    if all(segments[k].fitness == 1 for k in range(start, end - 1)):
        return _narrowest(segments, start, end, measure, lines, 0)
    wanted: tuple[Fitness, ...] = (2, 1)
    for fitness in wanted:
        ranges = _narrowest(segments, start, end, measure, lines, fitness)
        widths = [_width(segments, i, j) for i, j in ranges]
        fit = all(segments[j - 1].fitness >= fitness for _, j in ranges[:-1]) and max(widths) <= measure + _TOLERANCE
        if fit and len(ranges) <= lines and min(widths) >= _SHORTEST * max(widths):
            return ranges
    return _narrowest(segments, start, end, measure, lines, 0)


# A line of a title shorter than this part of its longest looks left over.
_SHORTEST = 0.4


def _narrowest(
    segments: Sequence[Segment], start: int, end: int, measure: float, lines: int, fitness: Fitness
) -> list[tuple[int, int]]:
    hyphens = _hyphens(segments, _fill(segments, start, end, measure, whole_words=True))
    low, high = measure / lines * 0.5, measure
    for _ in range(14):
        middle = (low + high) / 2
        ranges = _fill(segments, start, end, middle, whole_words=True, fitness=fitness)
        if (
            len(ranges) <= lines
            and max([_width(segments, i, j) for i, j in ranges]) <= middle + _TOLERANCE
            and min([segments[j - 1].fitness for _, j in ranges[:-1]], default=fitness) >= fitness
            and _hyphens(segments, ranges) <= hyphens
        ):
            high = middle
        else:
            low = middle
    return _fill(segments, start, end, high, whole_words=True, fitness=fitness)


def _hyphens(segments: Sequence[Segment], ranges: Sequence[tuple[int, int]]) -> int:
    return sum([segments[j - 1].is_soft for _, j in ranges])


def _width(segments: Sequence[Segment], i: int, j: int) -> float:
    total = -segments[i].first_gain - segments[j - 1].last_gain
    for segment in segments[i : j - 1]:
        total += segment.width
        total += segment.space_width
    return total + segments[j - 1].width


def _line(segments: Sequence[Segment], i: int, j: int, measure: float, *, justify: bool) -> Line:
    own = segments[i:j]
    text = "".join([segment.text for segment in own])
    shown = text if INVISIBLE.isdisjoint(text) else "".join(c for c in text if c not in INVISIBLE)
    right_to_left = own[0].right_to_left
    room = measure + 1e-4
    if True in [segment.is_soft for segment in own]:
        own = _words(own)
        room += _KERNING
    width = _width(own, 0, len(own))
    gap = _gap(own, measure - width) if justify and not right_to_left else 0.0
    first, last = own[0], own[-1]
    if gap:
        parts, opened = _justified(own, gap)
        width += opened
    else:
        parts = [part for segment in own for part in segment.inside]
    if last.space:
        parts.pop()
    if first.first:
        parts[0] = first.first
    if last.last:
        end = last.last._replace(before=parts[-1].before) if gap else last.last
        parts[-1:] = [parts[-1], last.last] if last.is_soft else [end]
    if right_to_left or max([part[2] for part in parts], default=0):
        parts = _as_seen(parts)
    return Line.of(parts, width, shown.replace("\n", " "), overfull=width > room, right_to_left=right_to_left)


def _justified(segments: Sequence[Segment], gap: float) -> tuple[list[Part], float]:
    """What stands in a line with room opened at each stretching place, and how much that is together."""
    parts: list[Part] = []
    opened = 0.0
    for k, segment in enumerate(segments):
        if k and segment.stretches and segment.parts:
            (shaped, before, level), *others = segment.inside
            parts.append(Part(shaped, before + gap, level))
            parts += others
            opened += gap
        else:
            parts += segment.inside
    return parts, opened


def _words(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with those of one word joined again."""
    words: list[list[Segment]] = []
    for segment in segments:
        if words and words[-1][-1].is_soft:
            words[-1].append(segment)
        else:
            words.append([segment])
    return [joined(word) for word in words]


def _as_seen(parts: Sequence[Part]) -> list[Part]:
    """The parts from left to right; the room between two that stay neighbours stays between them."""
    order = visual_order([part.level for part in parts])
    befores = [0.0 if i else part.before for i, part in enumerate(parts)]
    for i, part in enumerate(parts):
        if not part.before or not i:
            continue
        at = order.index(i)
        turned = at + 1 < len(order) and order[at + 1] == i - 1
        befores[i - 1 if turned else i] += part.before
    return [parts[i]._replace(before=befores[i]) for i in order]


def _gap(segments: Sequence[Segment], slack: float) -> float:
    """Room to open at each stretching place so that the line is full; none where it would show."""
    places = sum([segment.stretches for segment in segments[1:]])
    if not places or slack <= 0:
        return 0.0
    gap = slack / places
    return gap if gap <= _WIDEST_GAP else 0.0
