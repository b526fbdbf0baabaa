"""List the copies that have a serial of their own: ``NAME.copies.csv`` beside ``NAME.pdf``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cardkit.job.laid import Laid
from cardkit.job.manifest import codes

#: The columns, in their order.
COLUMNS = ("page", "card", "serial", "url")

#: A list is read only to learn which copies it names; one that is larger is not one of ours.
_MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """One printed copy: the page with its code (from 1), its card, its serial, and what its code says."""

    page: int
    card: str
    serial: str
    url: str


def name(pdf: str) -> str:
    """The name of the list that belongs to a PDF."""
    return f"{pdf.removesuffix('.pdf')}.copies.csv"


def copies(laid: Laid) -> Iterator[Copy]:
    """The numbered copies of a file, in the order of its pages."""
    for page, face in enumerate(laid.faces, start=1):
        if face.serial:
            for code, _ in codes(face):
                yield Copy(page, face.card, face.serial, code.url)


def text(laid: Laid) -> str | None:
    """The list as comma-separated values (RFC 4180); None where no copy has a serial."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    count = 0
    for copy in copies(laid):
        writer.writerow((copy.page, copy.card, copy.serial, copy.url))
        count += 1
    return out.getvalue() if count else None


def read(path: Path) -> tuple[Copy, ...]:
    """The copies that a list names; none where it is not there, or is none of ours."""
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ()
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            if tuple(next(rows, ())) != COLUMNS:
                return ()
            return tuple(Copy(int(page), card, serial, url) for page, card, serial, url in rows)
    except (OSError, ValueError, csv.Error):
        return ()
