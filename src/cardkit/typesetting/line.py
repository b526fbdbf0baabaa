"""Break a paragraph's segments into lines of a measure.

Latin text is broken for the most even right edge (total fit over squared
slack), Han text is filled line by line, titles are balanced. All widths in em.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cardkit.typesetting.character import INVISIBLE
from cardkit.typesetting.segment import Part, Segment

#: ``fill`` takes as much as fits on each line, ``even`` evens out the right
#: edge, ``balance`` makes all lines of a title about the same width.
Breaking = Literal["fill", "even", "balance"]

# Greatest opening of a gap when a Han line is justified, in em (look.md: above it the line stays ragged).
_WIDEST_GAP = 0.06

# What a last line of one short word costs, in units of squared slack: enough to bring a second word down.
_ORPHAN = 0.35

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its parts with the room ahead of each, its width, and what it says.

    ``text`` keeps the white space that the line was broken on. ``overfull``
    marks a line that a single unbreakable segment makes too wide.
    """

    parts: tuple[Part, ...]
    width: float
    text: str
    overfull: bool = False


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


def _ranges(
    segments: Sequence[Segment], start: int, end: int, measure: float, breaking: Breaking
) -> list[tuple[int, int]]:
    ranges = _fill(segments, start, end, measure)
    if len(ranges) == 1:
        return ranges
    if breaking == "fill":
        return _without_orphan(segments, ranges, measure)
    if breaking == "even":
        return _even(segments, start, end, measure)
    return _balanced(segments, start, end, measure, len(ranges))


def _fill(segments: Sequence[Segment], start: int, end: int, measure: float) -> list[tuple[int, int]]:
    ranges = []
    i = start
    while i < end:
        total = -segments[i].first_gain
        j = i
        while j < end:
            segment = segments[j]
            total += segment.width
            if j > i and total - segment.last_gain > measure + _TOLERANCE:
                break
            if segment.space:
                total += segment.space.shaped.width
            j += 1
        ranges.append((i, j))
        i = j
    return ranges


def _without_orphan(
    segments: Sequence[Segment], ranges: list[tuple[int, int]], measure: float
) -> list[tuple[int, int]]:
    """Bring a second character down where the last line would be one alone."""
    (i, j), (k, end) = ranges[-2], ranges[-1]
    alone = sum(len(segment.text.strip("，。、；：！？”’）》 ")) for segment in segments[k:end]) <= 1
    if alone and j - i > 3 and _width(segments, j - 1, end) <= measure:
        return [*ranges[:-2], (i, j - 1), (j - 1, end)]
    return ranges


def _squared_slack(slack: float, measure: float, *, is_last: bool, words: int) -> float:
    if is_last:
        return _ORPHAN if words == 1 and slack > measure * 0.6 else 0.0
    return (slack / measure) ** 2


def _even(segments: Sequence[Segment], start: int, end: int, measure: float) -> list[tuple[int, int]]:
    """Total fit: the breaks whose lines leave the least squared slack together."""
    count = end - start
    best = [0.0] * (count + 1)
    back = [0] * (count + 1)
    widths = [segments[start + i].width for i in range(count)]
    spaces = [s.space.shaped.width if (s := segments[start + i]).space else 0.0 for i in range(count)]
    for j in range(1, count + 1):
        least, chosen = float("inf"), j - 1
        total = -segments[start + j - 1].last_gain - spaces[j - 1]
        for i in range(j - 1, -1, -1):
            total += widths[i] + spaces[i]
            slack = measure - (total - segments[start + i].first_gain)
            if slack < -_TOLERANCE and i < j - 1:
                break
            cost = 1e6 if slack < -_TOLERANCE else _squared_slack(slack, measure, is_last=j == count, words=j - i)
            if best[i] + cost < least:
                least, chosen = best[i] + cost, i
        best[j], back[j] = least, chosen
    ranges = []
    j = count
    while j:
        ranges.append((start + back[j], start + j))
        j = back[j]
    return ranges[::-1]


def _balanced(segments: Sequence[Segment], start: int, end: int, measure: float, lines: int) -> list[tuple[int, int]]:
    """The narrowest measure that needs no more lines."""
    low, high = measure / lines * 0.5, measure
    for _ in range(14):
        middle = (low + high) / 2
        ranges = _fill(segments, start, end, middle)
        fits = all(_width(segments, i, j) <= middle + _TOLERANCE for i, j in ranges)
        if len(ranges) <= lines and fits:
            high = middle
        else:
            low = middle
    return _fill(segments, start, end, high)


def _width(segments: Sequence[Segment], i: int, j: int) -> float:
    total = -segments[i].first_gain - segments[j - 1].last_gain
    for k in range(i, j):
        total += segments[k].width
        space = segments[k].space
        if space and k < j - 1:
            total += space.shaped.width
    return total


def _line(segments: Sequence[Segment], i: int, j: int, measure: float, *, justify: bool) -> Line:
    width = _width(segments, i, j)
    gap = _gap(segments, i, j, measure - width) if justify else 0.0
    parts: list[Part] = []
    for k in range(i, j):
        segment = segments[k]
        own = list(segment.parts)
        if k == i and segment.first:
            own[0] = segment.first
        if k == j - 1 and segment.last:
            own[-1] = segment.last
        if gap and k > i and segment.stretches and own:
            own[0] = Part(own[0].shaped, own[0].before + gap)
            width += gap
        parts.extend(own)
        if segment.space and k < j - 1:
            parts.append(segment.space)
    text = "".join(segment.text for segment in segments[i:j])
    shown = "".join(c for c in text if c not in INVISIBLE).replace("\n", " ")
    return Line(tuple(parts), width, shown, overfull=width > measure + 1e-4)


def _gap(segments: Sequence[Segment], i: int, j: int, slack: float) -> float:
    """Room to open at each stretching place so that the line is full; none where it would show."""
    places = sum(1 for k in range(i + 1, j) if segments[k].stretches)
    if not places or slack <= 0:
        return 0.0
    gap = slack / places
    return gap if gap <= _WIDEST_GAP else 0.0
