"""Add scans up: by card, by day, by batch, and how many copies were scanned at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cardkit.visits.log import Scan


@dataclass(frozen=True, slots=True)
class Row:
    """How often one card was scanned on one day, of one batch."""

    day: date
    card: str
    code: str
    batch: str
    scans: int


@dataclass(frozen=True, slots=True)
class Count:
    """All scans. ``copies`` says of a card how many copies with a serial were scanned once or more."""

    rows: tuple[Row, ...]
    copies: Mapping[str, int]
    unknown: int

    @property
    def total(self) -> int:
        return sum(row.scans for row in self.rows)

    def by_card(self) -> Mapping[str, int]:
        """Scans by card, the most scanned first."""
        return _sum((row.card, row.scans) for row in self.rows)

    def by_batch(self) -> Mapping[str, int]:
        return _sum((row.batch, row.scans) for row in self.rows)

    def by_day(self) -> Mapping[date, int]:
        """Scans by day, every day from the first to the last."""
        if not self.rows:
            return {}
        days: Counter[date] = Counter()
        for row in self.rows:
            days[row.day] += row.scans
        first, last = min(days), max(days)
        if (last - first).days > _MOST_DAYS:  # Somebody's clock was wrong: empty years tell nobody anything.
            return dict(sorted(days.items()))
        return {day: days[day] for day in (first + timedelta(n) for n in range((last - first).days + 1))}


def count(scans: Iterable[Scan], cards: Mapping[str, tuple[str, str]]) -> Count:
    """Add up the scans of the codes that are known: ``cards`` gives the card and the batch behind a code.

    A copy's batch is the letter of its serial; else it is that of its card's code.
    Codes that nobody gave are counted together: whoever asks a server for
    millions of them must not fill the report.
    """
    rows: Counter[tuple[date, str, str]] = Counter()
    copies: dict[str, set[str]] = {}
    unknown = 0
    for scan in scans:
        if scan.code not in cards:
            unknown += 1
            continue
        letter = scan.serial[:1] if scan.serial[:1].isalpha() else ""
        if len(rows) < _MOST_ROWS or (scan.day, scan.code, letter) in rows:
            rows[scan.day, scan.code, letter] += 1
        if scan.serial:
            seen = copies.setdefault(cards[scan.code][0], set())
            if len(seen) < _MOST_COPIES:
                seen.add(scan.serial)
    listed = tuple(
        Row(day, cards[code][0], code, letter or cards[code][1], scans)
        for (day, code, letter), scans in sorted(rows.items())
    )
    return Count(listed, {card: len(serials) for card, serials in copies.items()}, unknown)


#: Days of a chart without gaps: three years of an exhibition.
_MOST_DAYS = 1100

#: A large deck over a year; and the copies of a large run. More come from nobody's cards.
_MOST_ROWS, _MOST_COPIES = 2_000_000, 1_000_000


def _sum(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    sums: Counter[str] = Counter()
    for key, number in pairs:
        sums[key] += number
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
