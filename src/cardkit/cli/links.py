"""Keep the ledger of the codes that went to print."""

from __future__ import annotations

from datetime import UTC, datetime

from cardkit.cli.option import DeckPath, Only
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import FAULTY
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report


def lock(deck: DeckPath = None, *, only: Only = None, talk: Talk) -> int:
    """Write the codes of the deck's cards into its ledger, links.lock.yaml, before they go to print.

    From then on a card keeps its code whatever becomes of its id. What stands in the ledger is never
    changed; commit the file with the deck.

    \b
    Examples:
      cardkit links lock                          all cards of the deck you are in
      cardkit links lock --only hohhot            one card
    """
    from cardkit.cli.request import request
    from cardkit.edition import ledger as ledgers
    from cardkit.edition.link import links
    from cardkit.job.atomic import commit_all, temporary

    wanted = request(deck, only=only)
    path = wanted.folder / ledgers.NAME
    old, found = ledgers.read(wanted.folder, shown(path))
    made, more = links(wanted.deck, old, complete=wanted.complete)
    report = Report.of([*wanted.problems, *found, *more])
    if publish(report, talk):
        remark("Nothing was locked.", talk)
        return FAULTY
    codes = {card: link.code for card, link in made.items() if wanted.whole or card in wanted.only}
    new = ledgers.locked(old, codes, datetime.now(UTC).date().isoformat())
    added = len(new.entries) - len(old.entries)
    if added:
        with temporary(path) as file:
            file.path.write_text(ledgers.text(new), encoding="utf-8", newline="\n")
            commit_all([file])
    if talk.style is Style.HUMAN:
        remark(f"Locked {plural(added, 'code')}; {plural(len(new.entries), 'code')} in {shown(path)}.", talk)
    return 0
