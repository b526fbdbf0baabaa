"""Follow every code to where it leads: those of the deck, of the ledger, and of the files that were finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from cardkit.codes.name import apart
from cardkit.deck import Deck
from cardkit.deck.scalar import shortened
from cardkit.deck.value import Text
from cardkit.diagnostic import Diagnostic, Span, error, warning
from cardkit.edition.ledger import Ledger
from cardkit.edition.link import Link, base_of, bases_of
from cardkit.job.printed import PrintedCode

#: What becomes of a code: it is in the ledger, it will be, or its card was given up.
LOCKED, NEW, WITHDRAWN = "locked", "new", "withdrawn"


@dataclass(frozen=True, slots=True)
class Destination:
    """A code and where it leads.

    ``url`` is what the code says, ``exhibit`` the address of an exhibit that
    lives elsewhere; ``files`` are those that carry the code.
    """

    code: str
    card: str
    url: str
    state: str
    span: Span | None
    exhibit: str | None = None
    exhibit_span: Span | None = None
    files: tuple[str, ...] = ()


def destinations(deck: Deck, ledger: Ledger, links: Mapping[str, Link]) -> tuple[Destination, ...]:
    """All codes that people may hold, the deck's in its order and then those whose cards were given up."""
    by_code = ledger.by_code()
    found = []
    for card in deck.cards:
        link = links.get(card.id)
        if link is None:
            continue
        entry = by_code.get(link.code)
        record = card.record.record("exhibit")
        url = record.get("url") if record else None
        found.append(
            Destination(
                code=link.code,
                card=card.id,
                url=link.url,
                state=LOCKED if entry else NEW,
                span=card.record.span_of("id"),
                exhibit=url.text if isinstance(url, Text) else None,
                exhibit_span=url.span if isinstance(url, Text) else None,
            )
        )
    base = base_of(deck)
    for entry in ledger.entries if base else ():
        if entry.withdrawn:
            found.append(Destination(entry.code, entry.card, f"{base}/c/{entry.code}", WITHDRAWN, entry.span))
    return tuple(found)


def compared(
    deck: Deck, known: Sequence[Destination], printed: Iterable[PrintedCode], *, complete: bool = True
) -> tuple[tuple[Destination, ...], tuple[Diagnostic, ...]]:
    """The destinations with the files that carry their codes, and what is wrong with the codes in those files.

    ``complete`` is False where cards could not be read: then no code is said to
    be nobody's. Reports printed-code-lost and printed-elsewhere, once for each file.
    """
    bases = bases_of(deck)
    by_code = {one.code: one for one in known}
    files: dict[str, dict[str, None]] = {}
    strangers: dict[str, dict[str, PrintedCode]] = {}
    elsewhere: dict[tuple[str, str], list[PrintedCode]] = {}
    for one in printed:
        file = one.file.as_posix()
        before, mark, behind = one.url.rpartition("/c/")
        parts = apart(behind) if mark else None
        if parts is None or parts[0] not in by_code:
            if complete:
                strangers.setdefault(file, {}).setdefault(parts[0] if parts else one.url, one)
            continue
        files.setdefault(parts[0], {})[one.file.name] = None
        if bases and before not in bases:
            elsewhere.setdefault((file, before), []).append(one)
    problems = [_lost(codes) for codes in strangers.values()]
    problems += [_elsewhere(before, codes, deck) for (_, before), codes in elsewhere.items()]
    return tuple(replace(one, files=tuple(files.get(one.code, ()))) for one in known), tuple(problems)


def pages(found: Iterable[Destination]) -> Iterator[tuple[str, Destination]]:
    """Every page to be asked for, and whose it is: what codes open, and the exhibits that live elsewhere."""
    asked: set[str] = set()
    for one in found:
        for url in (one.url, one.exhibit):
            if url is not None and url not in asked:
                asked.add(url)
                yield url, one


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are the same to a browser, but for the slash at the end."""
    here, there = urlsplit(one), urlsplit(other)
    return (here.netloc.lower(), here.path.rstrip("/"), here.query) == (
        there.netloc.lower(),
        there.path.rstrip("/"),
        there.query,
    )


def _lost(codes: Mapping[str, PrintedCode]) -> Diagnostic:
    one = next(iter(codes.values()))
    more = f", and so have {len(codes) - 1} more of its codes" if len(codes) > 1 else ""
    message = f"`{shortened(one.url)}`, printed for `{shortened(one.card)}`, has no card in the deck and no entry in the ledger{more}"
    hint = "Render the file anew; where it was printed, write `was:` on the card that took the place of the old one."
    return error("printed-code-lost", message, Span.start_of(one.file.as_posix()), hint=hint, page=one.page)


def _elsewhere(before: str, codes: Sequence[PrintedCode], deck: Deck) -> Diagnostic:
    one = codes[0]
    count = "1 code leads" if len(codes) == 1 else f"{len(codes)} codes lead"
    message = f"{count} to `{shortened(before)}`, and `links.base` is `{shortened(base_of(deck) or '')}`"
    hint = "Render the file anew; where it was printed, keep the old host and let it lead to the new one."
    return warning("printed-elsewhere", message, Span.start_of(one.file.as_posix()), hint=hint, page=one.page)
