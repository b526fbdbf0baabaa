"""Read and extend links.lock.yaml, the ledger of the codes that went to print.

A printed code cannot be called back: an entry is never changed or taken out. A
card that was withdrawn stays as an entry that says so. One entry is one line, in
the order of the codes, so that git joins two people's additions, and what it
cannot join shows. Each entry ends in a seal of its words: one that was edited,
or that came from another deck, is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cardkit.deck.scalar import shortened
from cardkit.diagnostic import Diagnostic, error
from cardkit.edition.entry import Locked, line
from cardkit.edition.entry import read as read_entries

__all__ = ["NAME", "Ledger", "Locked", "foreign", "locked", "lost", "read", "text", "withdrawn"]

#: The ledger's file, in the deck's folder.
NAME = "links.lock.yaml"


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
    ledger-code, ledger-edited and ledger-doubled. Entries with a problem are left out.
    """
    found, problems = read_entries(root / NAME, shown_as or str(root / NAME))
    return Ledger(tuple(sorted(found, key=_order))), problems


def locked(
    ledger: Ledger, deck: str, codes: Mapping[str, str], when: str, file: str | None = None, base: str | None = None
) -> Ledger:
    """The ledger with the codes of these cards of a deck added (card id to code), those that it lacks.

    ``when`` is a date as YYYY-MM-DD, ``file`` the name of what goes to print,
    ``base`` what its codes say before ``/c/``.
    What stands in the ledger stays as it is.
    """
    known = ledger.by_code()
    new = [Locked(code, card, when, file, deck=deck, base=base) for card, code in codes.items() if code not in known]
    return Ledger(tuple(sorted((*ledger.entries, *new), key=_order)))


def withdrawn(ledger: Ledger, card: str, when: str) -> Ledger:
    """The ledger with every code in force of a card given up on this date (YYYY-MM-DD); the entries stay."""
    return Ledger(
        tuple(
            replace(entry, withdrawn=when) if entry.card == card and entry.withdrawn is None else entry
            for entry in ledger.entries
        )
    )


def text(ledger: Ledger) -> str:
    """The ledger as the file says it."""
    return _HEADING + ("".join(f"{line(entry)}\n" for entry in ledger.entries) or "[]\n")


def lost(ledger: Ledger, cards: Collection[str]) -> tuple[Diagnostic, ...]:
    """Codes in force that lead to none of these cards (their ids, and what their `was:` names). Reports ledger-lost."""
    return tuple(
        error(
            "ledger-lost",
            f"the code `{entry.code}` went to print for the card `{shortened(entry.card)}`, which the deck no longer has",
            entry.span,
            hint=f"Write `was: [{shortened(entry.card)}]` on the card that took its place, "
            f"or run `cardkit links withdraw {shortened(entry.card)}`.",
        )
        for entry in ledger.entries
        if entry.withdrawn is None and entry.card not in cards
    )


def foreign(ledger: Ledger, deck: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger without the entries of other decks, which are told once for each deck. Reports ledger-foreign."""
    others: dict[str, list[Locked]] = {}
    for entry in ledger.entries:
        if entry.deck is not None and entry.deck != deck:
            others.setdefault(entry.deck, []).append(entry)
    if not others:
        return ledger, ()
    own = Ledger(tuple(entry for entry in ledger.entries if entry.deck in (None, deck)))
    return own, tuple(_foreign(name, entries, deck, alone=not own.entries) for name, entries in others.items())


_HEADING = """\
# The codes that went to print. `cardkit links lock` adds to this file; commit it with the deck.
# Never change or delete an entry: cards in people's hands carry its code. For a card that was
# given up, run `cardkit links withdraw CARD`. One entry is one line: with the line
# `links.lock.yaml merge=union` in .gitattributes git joins what two people have locked.
"""


def _order(entry: Locked) -> tuple[str, str]:
    return (entry.code, entry.card)


def _foreign(other: str, entries: Iterable[Locked], deck: str, *, alone: bool) -> Diagnostic:
    listed = list(entries)
    count = "an entry" if len(listed) == 1 else f"{len(listed)} entries"
    message = f"{count} of the ledger went to print for the deck `{shortened(other)}`; this one is `{deck}`"
    if alone:
        hint = f"Write `deck: {shortened(other)}` in deck.yaml again: the codes in print come from it."
    else:
        hint = "Take them out of this ledger; write `code:` on a card of this deck that took a code over."
    return error("ledger-foreign", message, listed[0].span, hint=hint)
