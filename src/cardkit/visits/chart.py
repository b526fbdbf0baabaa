"""Draw counted scans: in the block characters of a terminal, and as an SVG picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from cardkit.visits.count import Count

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = " ▁▂▃▄▅▆▇█"


def bar(share: float, cells: int) -> str:
    """A bar of blocks that fills this share of so many cells, to the eighth of one."""
    eighths = round(max(0.0, min(share, 1.0)) * cells * 8)
    if share > 0:
        eighths = max(eighths, 1)  # One scan is seen beside a thousand.
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def columns(days: Mapping[date, int], width: int, height: int = 5) -> tuple[str, ...]:
    """Columns over time as lines of blocks, a line of dates under them.

    One column is a day, or as many days as it takes to stay within the width.
    """
    heights, span = _columns(days, width)
    if not heights:
        return ()
    most = max(*heights, 1)
    wide = max(1, min(4, width // len(heights)))
    lines = []
    for level in range(height - 1, -1, -1):
        # What is not nothing shows, if only as the lowest block.
        eighths = (max(0, min(8, max(round(one / most * height * 8), 1 if one else 0) - 8 * level)) for one in heights)
        lines.append("".join(_HEIGHTS[one] * max(1, wide - 1) + " " * (wide > 1) for one in eighths).rstrip())
    first, last = min(days).isoformat(), max(days).isoformat()
    whole = len(heights) * wide
    foot = first if first == last else first + last.rjust(max(whole - len(first), len(last) + 1))
    each = "" if span == 1 else f"  one column is {span} days"
    return (*lines, foot + each)


def svg(counted: Count, title: str, cards: Mapping[str, str]) -> str:
    """A picture: scans by day, and by card. ``cards`` gives the titles that people know cards by."""
    days, by_card = counted.by_day(), list(counted.by_card().items())
    bars, span = _columns(days, _MOST_COLUMNS)
    chart_top, row_top = _MARGIN + 62, _MARGIN + 62 + _CHART + 74
    height = row_top + len(by_card) * _ROW + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-labelledby="title">',
        f'<title id="title">{_words(title)}</title>',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{_WIDTH}" height="{height:g}"/>',
        f'<text class="title" x="{_MARGIN}" y="{_MARGIN + 20}">{_words(title)}</text>',
        f'<text class="quiet" x="{_MARGIN}" y="{_MARGIN + 42}">{_words(_period(counted, days, span))}</text>',
        *_day_chart(bars, days, span, chart_top),
        *_card_rows(by_card, counted, cards, row_top),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


_WIDTH, _MARGIN, _CHART, _ROW = 720, 32, 150, 24
_MOST_COLUMNS = 120

# The inks of the cards: deep blue on warm paper; after dark the other way round.
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b2a4a}.title{font-size:20px;font-weight:600}.quiet{fill:#5d6577}"
    ".number{font-weight:600;font-variant-numeric:tabular-nums}.end{text-anchor:end}.ground{fill:#fdf6e6}.bar{fill:#2b5fa4}"
    ".line{stroke:#1b2a4a;stroke-opacity:.18}"
    "@media(prefers-color-scheme:dark){text{fill:#f3ead6}.quiet{fill:#b3b0a6}.ground{fill:#141c2e}.bar{fill:#7fb0e8}"
    ".line{stroke:#f3ead6}}"
)


def _day_chart(bars: Sequence[int], days: Mapping[date, int], span: int, top: float) -> list[str]:
    if not bars:
        return [f'<text class="quiet" x="{_MARGIN}" y="{top + 20:g}">No scans.</text>']
    left, right = _MARGIN + 40, _WIDTH - _MARGIN
    most = _round_up(max(bars))
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = top + _CHART * (1 - share)
        parts.append(f'<line class="line" x1="{left}" x2="{right}" y1="{y:g}" y2="{y:g}"/>')
        if share == 0 or (most * share).is_integer():
            parts.append(f'<text class="quiet end" x="{left - 8}" y="{y + 4:g}">{most * share:g}</text>')
    step = (right - left) / len(bars)
    wide = min(step * 0.8, 36.0)
    first = min(days)
    for number, scans in enumerate(bars):
        tall = _CHART * scans / most
        x = left + step * number + (step - wide) / 2
        begins = first + timedelta(number * span)
        named = begins.isoformat() if span == 1 else f"{begins.isoformat()} and {span - 1} more days"
        parts.append(
            f'<rect class="bar" x="{x:.2f}" y="{top + _CHART - tall:.2f}" width="{wide:.2f}" height="{tall:.2f}">'
            f"<title>{_words(named)}: {scans}</title></rect>"
        )
    foot = top + _CHART + 20
    parts.append(f'<text class="quiet" x="{left}" y="{foot:g}">{first.isoformat()}</text>')
    if max(days) != first:
        parts.append(f'<text class="quiet end" x="{right}" y="{foot:g}">{max(days).isoformat()}</text>')
    return parts


def _card_rows(by_card: Sequence[tuple[str, int]], counted: Count, titles: Mapping[str, str], top: float) -> list[str]:
    left, right = _MARGIN + 210, _WIDTH - _MARGIN - 56
    most = max((scans for _, scans in by_card), default=1)
    parts = []
    for number, (card, scans) in enumerate(by_card):
        y = top + number * _ROW
        wide = max((right - left) * scans / most, 1.0)
        copies = counted.copies.get(card)
        more = f", {copies} copies" if copies else ""
        parts.append(f'<text x="{_MARGIN}" y="{y + 4:g}">{_words(_short(titles.get(card, card)))}</text>')
        parts.append(
            f'<rect class="bar" x="{left}" y="{y - 7:g}" width="{wide:.2f}" height="14">'
            f"<title>{_words(card)}: {scans}{more}</title></rect>"
        )
        parts.append(f'<text class="number" x="{left + wide + 8:.2f}" y="{y + 4:g}">{scans}</text>')
    return parts


def _columns(days: Mapping[date, int], most: int) -> tuple[list[int], int]:
    """The scans by column, and how many days a column is."""
    if not days:
        return [], 1
    first, last = min(days), max(days)
    length = (last - first).days + 1
    span = math.ceil(length / most)
    sums = [0] * math.ceil(length / span)
    for day, scans in days.items():
        sums[(day - first).days // span] += scans
    return sums, span


def _period(counted: Count, days: Mapping[date, int], span: int) -> str:
    if not days:
        return "0 scans"
    first, last = min(days).isoformat(), max(days).isoformat()
    when = f"on {first}" if first == last else f"from {first} to {last}"
    each = "" if span == 1 else f"; one column is {span} days"
    return f"{counted.total} scan{'' if counted.total == 1 else 's'} {when}{each}"


def _round_up(number: int) -> int:
    """The next number that people count by: 1, 2, 4, 6, 8, 10, 20, 40, 60 …"""
    size: int = 10 ** max(0, len(str(number)) - 1)
    return next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= number)


def _short(words: str) -> str:
    return words if len(words) <= 26 else words[:25] + "…"


def _words(text: str) -> str:
    """Text as it may stand in an SVG: what XML cannot hold is left out."""
    return escape("".join(c for c in text if c.isprintable()))
