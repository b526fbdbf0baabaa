"""Pack a deck for its printer and its signing office, or say why it may not go to print."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cardkit.cli import sheet_word
from cardkit.cli.option import DeckPath, Editions, Formats, Press, output_to
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import TROUBLE, Stop
from cardkit.cli.talk import Talk, progress, publish, remark, shown, writing
from cardkit.diagnostic import error

if TYPE_CHECKING:
    from cardkit.job.pack import Packed

#: More decks than this are a slip.
_MOST_DECKS = 10_000_000


def pack(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    format: Formats = None,
    press: Press = None,
    sheets: Annotated[
        Any,
        typer.Option(
            "--sheets",
            metavar="SHEET",
            parser=sheet_word.sheet,
            help="Print these sheets, not single cards: a4, a3, sra3, letter, tabloid, or a size in mm: 330x480.",
        ),
    ] = None,
    quantity: Annotated[
        int | None,
        typer.Option("--quantity", metavar="N", min=1, max=_MOST_DECKS, help="So many decks, for the ticket."),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="URL", help="Let the codes lead here, to try it; the ledger stays as it is."),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Pack whatever is wrong, with DRAFT over it; the ledger stays as it is.")
    ] = False,
    output: Annotated[Path | None, output_to("DIR|FILE.zip", "Write here and not to DECK/build/pack.")] = None,
    talk: Talk,
) -> int:
    """Put all that a printer needs into one folder or zip: PDFs, ticket, proofs, preflight report, digests.

    Refused are hosts that only stand for one, texts that nobody has signed, and whatever preflight
    finds. Once everything is written, the codes are locked in the deck's ledger.

    \b
    Examples:
      cardkit pack                                the deck you are in, every edition
      cardkit pack --sheets sra3 --quantity 500   sheets, and how often each is run
      cardkit pack --edition en -o to-printer.zip one edition, as one file
      cardkit pack --draft                        what there is, to talk about
    """
    from cardkit.cli.request import check_date, request
    from cardkit.job.pack import PackOrder
    from cardkit.job.pack import pack as packed
    from cardkit.job.staging import Taken

    check_date()
    wanted = request(deck, editions=edition, formats=format, press=press)
    order = PackOrder(
        deck=wanted.deck,
        choices=wanted.choices(draft=draft),
        target=output or wanted.folder / "build" / ("pack-draft" if draft else "pack"),
        today=datetime.now(UTC).date().isoformat(),
        sheet=sheets,
        quantity=quantity,
        base=base,
        draft=draft,
        strict=talk.strict,
        complete=wanted.complete,
        jobs=os.cpu_count() or 1,
    )
    try:
        with writing(), progress(talk) as show:
            done = packed(order, found=wanted.problems, progress=show)
    except Taken as other:
        message = f"`{shown(other.target)}` {other.why}; a pack would take its place"
        hint = "Write elsewhere with -o, or move it away."
        raise Stop(TROUBLE, error("pack-occupied", message, hint=hint)) from None
    code = publish(done.report, talk, _summary(done))
    if talk.style is Style.HUMAN:
        _tell(done, talk, locks=order.locks)
    return code


def _summary(done: Packed) -> dict[str, object]:
    return {
        "written": done.target.as_posix() if done.target else None,
        "contents": list(done.files),
        "locked": done.locked,
    }


def _tell(done: Packed, talk: Talk, *, locks: bool) -> None:
    if done.target is None:
        remark("Nothing was packed.", talk)
        return
    remark(f"Packed {plural(len(done.files), 'file')} into {shown(done.target)}:", talk)
    for name in done.files:
        remark(f"  {name}", talk)
    if locks:
        remark(f"Locked {plural(done.locked, 'code')} in the ledger; commit it with the deck.", talk)
    else:
        remark("The ledger is as it was.", talk)
