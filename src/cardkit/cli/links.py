"""Keep the ledger of the codes that went to print."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Only
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import FAULTY, GOOD, USAGE, Stop, did_you_mean, listed
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report, error, has_errors

if TYPE_CHECKING:
    from cardkit.edition.ledger import Ledger


def lock(
    deck: DeckPath = None,
    *,
    only: Only = None,
    file: Annotated[
        str | None, typer.Option("--for", metavar="FILE", help="The file that goes to print, for the record.")
    ] = None,
    talk: Talk,
) -> int:
    """Write the codes of the deck's cards into its ledger, links.lock.yaml, before they go to print.

    From then on a card keeps its code whatever becomes of its id. What stands in the ledger is never
    changed; commit the file with the deck.

    \b
    Examples:
      cardkit links lock                          all cards of the deck you are in
      cardkit links lock --only hohhot            one card
      cardkit links lock --for nmg.en.pdf         and in which file they go
    """
    from cardkit.cli.request import request
    from cardkit.edition import ledger as ledgers
    from cardkit.edition.link import base_of, links

    wanted = request(deck, only=only)
    path = wanted.folder / ledgers.NAME
    old, found = ledgers.read(wanted.folder, shown(path))
    made, more = links(wanted.deck, old, complete=wanted.complete)
    name = _name(file)
    report = Report.of([*wanted.problems, *found, *more])
    if publish(report, talk):
        remark("Nothing was locked.", talk)
        return FAULTY
    codes = {card: link.code for card, link in made.items() if wanted.whole or card in wanted.only}
    new = ledgers.locked(old, wanted.deck.id, codes, _today(), name, base_of(wanted.deck))
    added = len(new.entries) - len(old.entries)
    if added:
        _write(path, new)
    if talk.style is Style.HUMAN:
        remark(f"Locked {plural(added, 'code')}; {plural(len(new.entries), 'code')} in {shown(path)}.", talk)
    return GOOD


def withdraw(
    cards: Annotated[
        list[Path],
        typer.Argument(metavar="CARD… [DECK]", help="Cards that were given up, by their ids; last, the deck's folder."),
    ],
    *,
    talk: Talk,
) -> int:
    """Say in the ledger that a card was given up. Its code stays taken for ever, and its page says so.

    Delete the card from the deck as well, before or after.

    \b
    Examples:
      cardkit links withdraw hohhot               in the deck you are in
      cardkit links withdraw hohhot alxa cards/x  two cards of another
    """
    from cardkit.cli.desk import apart
    from cardkit.cli.request import request
    from cardkit.edition import ledger as ledgers

    words, folder = apart(cards)
    if not words:
        raise Stop(USAGE, error("unknown-card", "no card is named", hint="Give the id of the card that was given up."))
    wanted = request(folder)
    path = wanted.folder / ledgers.NAME
    ledger, found = ledgers.read(wanted.folder, shown(path))
    if has_errors(found):
        code = publish(Report.of(found), talk)
        remark("Nothing was withdrawn.", talk)
        return code
    ids = [str(word) for word in words]
    present = {card.id: card for card in wanted.deck.cards}
    for card in ids:
        _check(card, ledger, tuple(present))
    new = ledger
    for card in ids:
        new = ledgers.withdrawn(new, card, _today())
    if new != ledger:
        _write(path, new)
    count = sum(one != other for one, other in zip(ledger.entries, new.entries, strict=True))
    publish(Report(), talk, {"withdrawn": count})
    if talk.style is Style.HUMAN:
        remark(f"Withdrew {plural(count, 'code')}; {plural(len(new.entries), 'code')} in {shown(path)}.", talk)
        for card in ids:
            if card in present:
                remark(f"Now delete the card `{card}` from {present[card].file}.", talk)
    return GOOD


def _check(card: str, ledger: Ledger, present: tuple[str, ...]) -> None:
    """Stop where the ledger has no code for a card."""
    known = {entry.card for entry in ledger.entries}
    if card in known:
        return
    if card in present:
        message = f"the card `{card}` has no code in the ledger: it never went to print"
        raise Stop(FAULTY, error("ledger-unlocked", message, hint="Delete the card; nobody holds it."))
    hint = did_you_mean(
        card, known, otherwise=f"There is {listed(sorted(known))}." if known else "The ledger is empty."
    )
    raise Stop(USAGE, error("unknown-card", f"there is no card `{card}` in the ledger", hint=hint))


def _name(file: str | None) -> str | None:
    """The name of a file as an entry may hold it: one line, no path."""
    if file is None:
        return None
    name = Path(file).name
    if not name or not name.isprintable():
        raise Stop(USAGE, error("bad-path", f"`{file}` is no file's name", hint="Give the name of what goes to print."))
    return name


def _write(path: Path, ledger: Ledger) -> None:
    from cardkit.edition.ledger import text
    from cardkit.job.atomic import commit_all, temporary

    with temporary(path) as file:
        file.path.write_text(text(ledger), encoding="utf-8", newline="\n")
        commit_all([file])


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
