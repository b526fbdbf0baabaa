"""Read and extend links.lock.yaml, the ledger of the codes that went to print.

A printed code cannot be called back: an entry is never changed or taken out. A
card that was withdrawn stays as an entry that says so. One entry is one block, in
the order of the codes, so that two people's additions merge without a conflict.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from cardkit import source
from cardkit.codes.name import is_valid
from cardkit.deck.scalar import shortened
from cardkit.diagnostic import Diagnostic, Related, Span, error

#: The ledger's file, in the deck's folder.
NAME = "links.lock.yaml"


@dataclass(frozen=True, slots=True)
class Locked:
    """One code that went to print: whose it is, since when, and in which file it went.

    ``withdrawn`` is the date on which its card was given up; the code stays taken.
    """

    code: str
    card: str
    locked: str
    file: str | None = None
    withdrawn: str | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, in the order of their codes."""

    entries: tuple[Locked, ...] = ()

    def by_card(self) -> Mapping[str, Locked]:
        """Entries by card id; one that is in force goes before a withdrawn one."""
        return {entry.card: entry for entry in sorted(self.entries, key=lambda entry: entry.withdrawn is None)}

    def by_code(self) -> Mapping[str, Locked]:
        return {entry.code: entry for entry in self.entries}


def read(root: Path, shown_as: str | None = None) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger of the deck in this folder; an empty one where nothing went to print yet.

    Reports what reading a source reports, and ledger-malformed, ledger-conflict,
    ledger-code and ledger-doubled. Entries with a problem are left out.
    """
    path = root / NAME
    if not path.exists() and not path.is_symlink():
        return Ledger(), ()
    shown = shown_as or str(path)
    node, problems = source.read(path, shown)
    conflict = _conflict(path, shown) if problems else None
    if conflict:
        return Ledger(), (conflict,)
    if node is None:
        return Ledger(), problems
    entries, found = _entries(node)
    return Ledger(tuple(sorted(entries, key=_order))), (*problems, *found)


def locked(ledger: Ledger, codes: Mapping[str, str], when: str, file: str | None = None) -> Ledger:
    """The ledger with the codes of these cards added (card id to code), those that it lacks.

    ``when`` is a date as YYYY-MM-DD. What stands in the ledger stays as it is.
    """
    known = ledger.by_code()
    new = [Locked(code, card, when, file) for card, code in codes.items() if code not in known]
    return Ledger(tuple(sorted((*ledger.entries, *new), key=_order)))


def text(ledger: Ledger) -> str:
    """The ledger as the file says it."""
    rows: list[dict[str, str]] = []
    for entry in ledger.entries:
        row = {"code": entry.code, "card": entry.card, "locked": entry.locked}
        if entry.file is not None:
            row["for"] = entry.file
        if entry.withdrawn is not None:
            row["withdrawn"] = entry.withdrawn
        rows.append(row)
    return source.dump(rows, comment=_HEADING)


def lost(ledger: Ledger, cards: Collection[str]) -> tuple[Diagnostic, ...]:
    """Codes in force that lead to none of these cards (their ids, and what their `was:` names). Reports ledger-lost."""
    return tuple(
        error(
            "ledger-lost",
            f"the code `{entry.code}` went to print for the card `{shortened(entry.card)}`, which the deck no longer has",
            entry.span,
            hint=f"Write `was: [{shortened(entry.card)}]` on the card that took its place, or `withdrawn: YYYY-MM-DD` here.",
        )
        for entry in ledger.entries
        if entry.withdrawn is None and entry.card not in cards
    )


_HEADING = """\
The codes that went to print. `cardkit links lock` adds to this file; commit it with the deck.
Never change or delete an entry: cards in people's hands carry its code. For a card that was
given up, add `withdrawn: YYYY-MM-DD` to its entry.
"""

#: How git begins a conflict in a file.
_MARKER = "<<<<<<< "

_FIELDS = ("code", "card", "locked", "for", "withdrawn")
_REQUIRED = ("code", "card", "locked")


def _order(entry: Locked) -> tuple[str, str]:
    return (entry.code, entry.card)


def _conflict(path: Path, shown: str) -> Diagnostic | None:
    """Git's conflict markers, which no YAML reader explains well."""
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", errors="replace") as lines:
        found = next(
            ((number, line.rstrip()) for number, line in enumerate(lines, 1) if line.startswith(_MARKER)), None
        )
    if found:
        number, line = found
        span = Span(shown, number, 1, number, len(line) + 1)
        hint = "Keep the entries of both sides, and delete the three marker lines."
        return error("ledger-conflict", f"git left an unsettled merge here: `{line}`", span, hint=hint)
    return None


def _entries(node: source.Node) -> tuple[list[Locked], list[Diagnostic]]:
    if not isinstance(node, source.Sequence):
        return [], [_malformed("the ledger is a list of entries, each beginning with `- code:`", node.span)]
    entries: list[Locked] = []
    problems: list[Diagnostic] = []
    for item in node.items:
        entry = _entry(item)
        if isinstance(entry, Locked):
            entries.append(entry)
        else:
            problems += entry
    sound = list(_once(entries, problems))
    return sound, problems


def _entry(node: source.Node) -> Locked | list[Diagnostic]:
    if not isinstance(node, source.Mapping):
        return [_malformed("an entry says `code:`, `card:` and `locked:`", node.span)]
    problems: list[Diagnostic] = []
    words: dict[str, source.Scalar] = {}
    for key, one in node.entries.items():
        if key not in _FIELDS:
            close = get_close_matches(key, _FIELDS, n=1)
            hint = f"Did you mean `{close[0]}`?" if close else _RESTORE
            problems.append(_malformed(f"an entry has no `{shortened(key)}`", one.key.span, hint))
        elif not isinstance(one.value, source.Scalar) or not one.value.text:
            problems.append(_malformed(f"`{key}` should be one piece of text", one.value.span))
        else:
            words[key] = one.value
    missing = [key for key in _REQUIRED if key not in node.entries]
    if missing and not problems:
        named = " and ".join(f"`{key}:`" for key in missing)
        problems.append(_malformed(f"the entry lacks {named}", _head(node)))
    for key in ("locked", "withdrawn"):
        if key in words and not _is_date(words[key].text):
            message = f"`{key}` is `{shortened(words[key].text)}`, not a date"
            problems.append(_malformed(message, words[key].span, "Write it as YYYY-MM-DD, such as 2026-12-01."))
    if "code" in words and not is_valid(words["code"].text):
        problems.append(_wrong_code(words["code"]))
    if problems:
        return problems
    return Locked(
        words["code"].text,
        words["card"].text,
        words["locked"].text,
        words["for"].text if "for" in words else None,
        words["withdrawn"].text if "withdrawn" in words else None,
        words["code"].span,
    )


def _once(entries: Iterable[Locked], problems: list[Diagnostic]) -> Iterator[Locked]:
    """Each entry whose code and card no earlier one has."""
    codes: dict[str, Locked] = {}
    cards: dict[str, Locked] = {}
    for entry in entries:
        # A card that was withdrawn may have come back under a code of its own.
        twin = codes.get(entry.code) or (None if entry.withdrawn else cards.get(entry.card))
        if twin:
            same = f"the code `{entry.code}`" if twin.code == entry.code else f"the card `{shortened(entry.card)}`"
            related = [Related("first entered here", twin.span)] if twin.span else []
            hint = "Delete the later entry, if its cards were never printed; else ask those who printed them."
            problems.append(error("ledger-doubled", f"{same} is entered twice", entry.span, hint=hint, related=related))
            continue
        codes[entry.code] = entry
        if not entry.withdrawn:
            cards[entry.card] = entry
        yield entry


_RESTORE = "Restore the file as it was committed; `cardkit links lock` alone adds to it."


def _malformed(message: str, span: Span, hint: str = _RESTORE) -> Diagnostic:
    return error("ledger-malformed", message, span, hint=hint)


def _wrong_code(written: source.Scalar) -> Diagnostic:
    message = f"the code `{shortened(written.text)}` does not check: it was changed after it was printed, or mistyped"
    return error("ledger-code", message, written.span, hint=_RESTORE)


def _head(node: source.Mapping) -> Span:
    return next(iter(node.entries.values())).key.span if node.entries else node.span


def _is_date(words: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(words)
    except ValueError:
        return False
    return True
