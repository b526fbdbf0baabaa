"""Count the scans in a web server's log."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BufferedReader, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.link_check import survey
from cardkit.cli.option import GivenDeck
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import TROUBLE, USAGE, Stop
from cardkit.cli.table import table
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.cli.terminal import put
from cardkit.diagnostic import Diagnostic, Report, error, has_errors, warning

if TYPE_CHECKING:
    from cardkit.deck import Deck
    from cardkit.edition.ledger import Locked
    from cardkit.visits.count import Count
    from cardkit.visits.log import Passed


def report(
    logs: Annotated[
        list[str], typer.Argument(metavar="LOG…", help="Logs in the combined format, also .gz; - is standard input.")
    ],
    *,
    deck: GivenDeck = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Also write day, card, code, batch, scans.")
    ] = None,
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Also draw a chart as a picture.")] = None,
    talk: Talk,
) -> int:
    """Count how often the cards were scanned, by card, day and batch, from an ordinary web server's log.

    A scan is a GET for /c/CODE that was answered. Hits of one telephone on one card within 10 seconds are one
    scan; robots, HEAD requests, and what a page loads are none. Addresses are used for nothing else: they are
    dropped while reading, and neither kept nor shown. Nothing is sent anywhere. A batch is the letter of the
    copies' serials, else the file that the ledger says a code was printed in.

    \b
    Examples:
      cardkit links report access.log             one log, the deck you are in
      cardkit links report access.log*.gz - --deck cards/x < access.log
      cardkit links report access.log --csv scans.csv --svg scans.svg
    """
    from cardkit.visits.count import count
    from cardkit.visits.log import Passed, Reader, Scan, scans

    wanted, found, problems = survey(deck)
    if has_errors(problems) and not found:
        raise Stop(TROUBLE, *problems)
    passed = Passed()
    reader = Reader()
    doubts: list[Diagnostic] = []

    def all_scans() -> Iterator[Scan]:
        for log in logs:
            yield from scans(_pieces(log, doubts), passed, reader)

    entries = _entries(wanted.folder)
    cards = {one.code: (one.card, _batch(one.code, entries)) for one in found}
    counted = count(all_scans(), cards)
    if csv:
        _write(csv, _rows_of(counted))
    if svg:
        from cardkit.visits.chart import svg as drawn

        titles = _titles(wanted.deck)
        _write(svg, drawn(counted, f"{titles.get('', wanted.deck.id)}: scans", titles))
    code = publish(Report.of(doubts), talk, _as_data(counted, passed))
    if talk.style is Style.HUMAN:
        _show(counted, talk)
        _tell(counted, passed, talk)
    return code


#: Bytes read of a log at a time.
_PIECE = 1 << 20


def _pieces(log: str, doubts: list[Diagnostic]) -> Iterator[bytes]:
    """The bytes of a log. Reports log-damaged where a packed one breaks off; raises Stop where there is none."""
    if log == "-":
        given = getattr(sys.stdin, "buffer", None)
        if not isinstance(given, BufferedReader):
            raise Stop(USAGE, error("unreadable-file", "standard input is closed", hint="Give the log as a file."))
        yield from _unpacked(given, "standard input", doubts)
        return
    path = Path(log)
    # A named pipe that nobody writes to would hold us for ever; `-` reads from one.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        message = f"`{shown(path)}` is no regular file"
        raise Stop(USAGE, error("unreadable-file", message, hint="Give the log itself, or - for standard input."))
    with os.fdopen(descriptor, "rb") as file:
        yield from _unpacked(file, shown(path), doubts)


def _unpacked(file: BufferedReader, name: str, doubts: list[Diagnostic]) -> Iterator[bytes]:
    packed = file.peek(2)[:2] == b"\x1f\x8b"
    try:
        yield from _gunzipped(file) if packed else iter(lambda: file.read(_PIECE), b"")
    except (EOFError, zlib.error) as fault:
        message = (
            f"`{name}` breaks off or is damaged; what came before is counted ({' '.join(str(fault).split())[:80]})"
        )
        doubts.append(warning("log-damaged", message, hint="Copy the log again from the server."))


def _gunzipped(file: BufferedReader) -> Iterator[bytes]:
    """What a gzip file holds, in pieces, up to where it breaks off: the library's own reader gives nothing of the last one."""
    unpacking = zlib.decompressobj(wbits=31)
    while piece := file.read(_PIECE // 16):
        while piece:
            if unpacking.eof:  # Logs that were packed by themselves may stand one behind the other.
                unpacking = zlib.decompressobj(wbits=31)
            yield unpacking.decompress(piece, _PIECE)
            piece = unpacking.unconsumed_tail or unpacking.unused_data
    if not unpacking.eof:
        raise EOFError("it ends too early")


def _entries(folder: Path) -> Mapping[str, Locked]:
    from cardkit.edition import ledger as ledgers

    return ledgers.read(folder)[0].by_code()


def _batch(code: str, entries: Mapping[str, Locked]) -> str:
    """What a code was printed in, as far as the ledger knows."""
    entry = entries.get(code)
    return "" if entry is None else entry.file or entry.locked


def _titles(deck: Deck) -> Mapping[str, str]:
    """The cards' titles by id, in the deck's own language; the deck's own under the empty id."""
    titles = {"": deck.title}
    titles |= {card.id: local for card in deck.cards if (local := card.record.local("title"))}
    return {
        name: next((found.text for language in deck.languages if (found := local.get(language))), name)
        for name, local in titles.items()
    }


def _show(counted: Count, talk: Talk) -> None:
    """The table of cards with their bars, the batches, and the days."""
    from cardkit.cli.terminal import cells
    from cardkit.visits.chart import bar, columns

    if not counted.total:
        return
    by_card = counted.by_card()
    most = max(by_card.values())
    numbered = bool(counted.copies)
    head = ["card", "scans", *(["copies"] if numbered else [])]
    rows = [head] + [
        [card, str(scans), *([str(counted.copies.get(card, 0))] if numbered else [])] for card, scans in by_card.items()
    ]
    lines = table(_right(rows)).split("\n")
    width = min(talk.data.width, 80)
    room = width - max(cells(line) for line in lines) - 2
    wide = max(cells(line) for line in lines)
    bars = ["", *(bar(scans / most, room) for scans in by_card.values())] if room >= 8 else [""] * len(lines)
    block = "█".encode(talk.data.encoding, "replace") != b"?"
    for line, blocks in zip(lines, bars, strict=True):
        drawn = blocks if block else "#" * len(blocks)
        put((line + " " * (wide - cells(line) + 2) + drawn).rstrip())
    batches = {batch or "not in the ledger": scans for batch, scans in counted.by_batch().items()}
    if len(batches) > 1 or "not in the ledger" not in batches:
        put("")
        put(table(_right([["batch", "scans"], *([batch, str(scans)] for batch, scans in batches.items())])))
    if block:
        put("")
        for line in columns(counted.by_day(), width):
            put(line)


def _right(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with all columns but the first set flush right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [[cell if k == 0 else cell.rjust(widths[k]) for k, cell in enumerate(row)] for row in rows]


def _tell(counted: Count, passed: Passed, talk: Talk) -> None:
    left_out = [
        (passed.repeated, "followed one within seconds"),
        (passed.robots, "came from robots"),
        (passed.failed, "were not answered"),
        (counted.unknown, "asked for codes of no card"),
        (passed.unreadable, "could not be read"),
    ]
    said = ", ".join(f"{number} {words}" for number, words in left_out if number)
    remark(
        f"{plural(counted.total, 'scan')} in {plural(passed.lines, 'line')}"
        + (f"; left out: {said}." if said else "."),
        talk,
    )


def _rows_of(counted: Count) -> str:
    import csv

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(("day", "card", "code", "batch", "scans"))
    for row in counted.rows:
        writer.writerow((row.day.isoformat(), row.card, row.code, row.batch, row.scans))
    return out.getvalue()


def _as_data(counted: Count, passed: Passed) -> dict[str, object]:
    return {
        "scans": counted.total,
        "cards": [
            {"card": card, "scans": scans, "copies": counted.copies.get(card)}
            for card, scans in counted.by_card().items()
        ],
        "days": {day.isoformat(): scans for day, scans in counted.by_day().items() if scans},
        "batches": dict(counted.by_batch()),
        "rows": [
            {"day": row.day.isoformat(), "card": row.card, "code": row.code, "batch": row.batch, "scans": row.scans}
            for row in counted.rows
        ],
        "left_out": {
            "repeated": passed.repeated,
            "robots": passed.robots,
            "failed": passed.failed,
            "unknown": counted.unknown,
            "unreadable": passed.unreadable,
            "other": passed.other,
        },
        "lines": passed.lines,
    }


def _write(path: Path, words: str) -> None:
    from cardkit.job.atomic import commit_all, temporary

    with temporary(path) as file:
        file.path.write_bytes(words.encode())
        commit_all([file])
