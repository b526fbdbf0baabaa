"""Turn a deck into what its printer and its signing office get: one folder or zip, or the reasons why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from cardkit.deck import Deck, as_typed
from cardkit.diagnostic import Diagnostic, Report, has_errors
from cardkit.edition import ledger as ledgers
from cardkit.edition.link import base_of, links
from cardkit.edition.model import Choice
from cardkit.imposition.paper import Sheet
from cardkit.imposition.scheme import Scheme
from cardkit.job import gate, imprint, seal, signing, ticket
from cardkit.job.atomic import commit_all, temporary
from cardkit.job.contact import document, png_of, rasters, written_for_people
from cardkit.job.impose import plan, read_cards, sheets
from cardkit.job.judgement import Judgement, judge
from cardkit.job.laid import Laid
from cardkit.job.lock import lock
from cardkit.job.manifest import NAME as MANIFEST
from cardkit.job.manifest import codes
from cardkit.job.render import Order, Outcome, render
from cardkit.job.sheet_proof import prove_sheets
from cardkit.job.staging import Stage, staged
from cardkit.job.step import Progress, Step, unseen
from cardkit.job.verdict import Verdict, as_json, as_text, verdict

#: What stands where in a pack.
CARDS, SHEETS, PROOF, SIGN = "cards", "sheets", "proof", "sign"


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What to pack, and how.

    ``base`` is another base for links, to try; ``draft`` packs whatever is wrong.
    Neither locks the ledger. ``today`` is the date that the ledger gets (YYYY-MM-DD).
    """

    deck: Deck
    choices: tuple[Choice, ...]
    target: Path
    today: str
    sheet: Sheet | None = None
    quantity: int | None = None
    base: str | None = None
    draft: bool = False
    strict: bool = False
    complete: bool = True
    jobs: int = 1

    @property
    def locks(self) -> bool:
        """Whether the codes count as printed from then on."""
        return not self.draft and self.base is None


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of it: every problem; where nothing was refused also the target, its files and the codes locked."""

    report: Report
    target: Path | None = None
    files: tuple[str, ...] = ()
    locked: int = 0


def pack(order: PackOrder, *, found: Iterable[Diagnostic] = (), progress: Progress = unseen) -> Packed:
    """Pack a deck; ``found`` are the problems known from reading.

    Everything is written beside the target and takes its place at once; then the
    ledger is locked. Raises OSError, ``lock.Locked``, and ``staging.Taken`` where
    something else stands at the target. Reports what validate, render and
    preflight do; placeholder-host and review-open stop it, and so do unproved-files
    and draft-files in the deck's build folder, which are what people have looked at.
    """
    known = tuple(found)
    deck = gate.with_base(order.deck, order.base) if order.base else order.deck
    judgement = judge(deck, order.choices, found=known, complete=order.complete, progress=progress)
    told = judgement.report if order.draft else Report.of(_refused(deck, judgement))
    if _stopped(order, told) or not judgement.laid:
        return Packed(told)
    order.target.parent.mkdir(parents=True, exist_ok=True)
    with lock(order.target.parent), staged(order.target) as stage, ExitStack() as temporaries:
        outcome = _cards(order, deck, known, stage, progress)
        report = Report.of([*told, *_beyond(judgement.report, outcome.report)])
        if not outcome.files:
            return Packed(report)
        verdicts = _verdicts(judgement.laid, outcome, progress)
        report = Report.of([*report, *_told(order, verdicts)])
        if _stopped(order, report):
            return Packed(report)
        printings, wrong = _printings(order, judgement.laid, outcome, stage, progress)
        report = Report.of([*report, *wrong])
        if _stopped(order, report):
            return Packed(report)
        _papers(order, deck, judgement.laid, printings, verdicts, stage, progress)
        ledger, added = _ledger(order, deck, judgement.laid)
        entry = temporaries.enter_context(temporary(deck.root / ledgers.NAME)) if added else None
        if entry:
            entry.path.write_text(ledgers.text(ledger), encoding="utf-8", newline="\n")
        files = stage.commit()
        if entry:
            commit_all([entry])
        return Packed(report, order.target, files, added)


def _refused(deck: Deck, judgement: Judgement) -> Iterator[Diagnostic]:
    yield from gate.refused(judgement.report, judgement.laid)
    build = deck.root / "build"
    yield from gate.unfit(build, as_typed(build), deck.id)


def _told(order: PackOrder, verdicts: Iterable[Verdict]) -> Iterator[Diagnostic]:
    """What preflight found; that a draft is one was asked for."""
    return (
        problem for one in verdicts for problem in one.problems if not (order.draft and problem.code == "draft-pdf")
    )


def _stopped(order: PackOrder, report: Report) -> bool:
    return not order.draft and (has_errors(report) or (order.strict and len(report) > 0))


def _beyond(known: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What rendering found that judging had not: it judges anew."""
    told = set(known)
    return (problem for problem in found if problem not in told)


def _cards(order: PackOrder, deck: Deck, found: Sequence[Diagnostic], stage: Stage, progress: Progress) -> Outcome:
    """The card PDFs, their manifest and their contact sheets."""
    rendering = Order(
        deck=deck,
        choices=order.choices,
        output=stage.folder / "rendering",
        draft=order.draft,
        complete=order.complete,
        jobs=order.jobs,
    )
    outcome = render(rendering, found=found, progress=progress)
    if not outcome.files:
        return outcome
    home, proofs = stage.folder / CARDS, stage.folder / PROOF
    outcome.folder.rename(home)
    proofs.mkdir()
    for path in outcome.proofs:
        (home / path.name).rename(proofs / path.name)
    stage.clear("rendering")
    return replace(outcome, folder=home, files=tuple(home / path.name for path in outcome.files))


def _verdicts(all_laid: Sequence[Laid], outcome: Outcome, progress: Progress) -> tuple[Verdict, ...]:
    found = []
    for number, (laid, path) in enumerate(zip(all_laid, outcome.files, strict=True)):
        progress(Step(f"Preflighting {path.name}", number, len(all_laid)))
        spans = tuple(face.span for face in laid.faces)
        found.append(verdict(path, imprint.job(laid.edition).press, outcome.folder / MANIFEST, spans))
    return tuple(found)


def _printings(
    order: PackOrder, all_laid: Sequence[Laid], outcome: Outcome, stage: Stage, progress: Progress
) -> tuple[tuple[ticket.Printing, ...], tuple[Diagnostic, ...]]:
    """What goes to the press: the card PDFs themselves, or sheets of them."""
    printings: list[ticket.Printing] = []
    wrong: list[Diagnostic] = []
    for number, (laid, path) in enumerate(zip(all_laid, outcome.files, strict=True)):
        one = _printing(laid, path)
        if order.sheet:
            progress(Step(f"Imposing {path.name}", number, len(all_laid)))
            on_sheets, found = _imposed(order.sheet, one, path, stage)
            wrong += found
            one = on_sheets or one
        printings.append(one)
    return tuple(printings), tuple(wrong)


def _printing(laid: Laid, path: Path) -> ticket.Printing:
    form = laid.edition.format
    return ticket.Printing(
        file=f"{CARDS}/{path.name}",
        edition=laid.edition.id,
        languages=laid.edition.languages,
        cards=len({(face.card, face.serial) for face in laid.faces if face.side == "front"}),
        pages=len(laid.faces),
        trim=form.trim,
        bleed=form.bleed,
        corner=form.corner,
        inks=_inks(path),
        sha256=_digest(path),
    )


def _imposed(
    sheet: Sheet, one: ticket.Printing, path: Path, stage: Stage
) -> tuple[ticket.Printing | None, tuple[Diagnostic, ...]]:
    cards, found = read_cards(path)
    if cards is None:
        return None, found
    planned, more = plan(cards, Scheme(sheet, gutter=2 * cards.bleed, margin=sheet.margin))
    if planned is None:
        return None, (*found, *more)
    data = sheets(planned)
    wrong, _ = prove_sheets(planned, data)
    target = stage.folder / SHEETS / f"{path.stem}.{sheet.name}.pdf"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    size = planned.run.grid.sheet
    made = replace(
        one,
        file=f"{SHEETS}/{target.name}",
        pages=sum(1 for _ in planned.run.sides()),
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=len(planned.run.sheets),
        paper=f"{size.width:g} × {size.height:g} mm ({sheet.name})",
    )
    return made, (*found, *more, *wrong)


def _papers(
    order: PackOrder,
    deck: Deck,
    all_laid: Sequence[Laid],
    printings: Sequence[ticket.Printing],
    verdicts: Sequence[Verdict],
    stage: Stage,
    progress: Progress,
) -> None:
    """What people read: proofs, the pages to be signed, the preflight report, the ticket; last, the seal."""
    (stage.folder / SIGN).mkdir()
    for number, laid in enumerate(all_laid):
        progress(Step(f"Drawing the proofs of {laid.name}", number, len(all_laid)))
        _contact_sheets(laid, stage.folder / PROOF)
        faces = signing.faces(laid, _digest(stage.folder / CARDS / laid.name))
        (stage.folder / SIGN / f"{laid.edition.name}.sign.pdf").write_bytes(written_for_people(laid, faces))
    (stage.folder / "preflight.txt").write_text(as_text(verdicts), encoding="utf-8", newline="\n")
    (stage.folder / "preflight.json").write_text(as_json(verdicts), encoding="utf-8", newline="\n")
    job = _ticket(order, deck, all_laid[0], printings)
    (stage.folder / "ticket.pdf").write_bytes(written_for_people(all_laid[0], [ticket.page(job)]))
    sealed = seal.text(ticket.data(job), stage.contents())
    (stage.folder / seal.NAME).write_text(sealed, encoding="utf-8", newline="\n")


def _ticket(order: PackOrder, deck: Deck, laid: Laid, printings: Sequence[ticket.Printing]) -> ticket.Ticket:
    told = imprint.job(laid.edition)
    # A draft is packed with a base that nothing could lead to, too.
    base = "".join(c if c.isprintable() else "?" for c in deck.links.base.text) if deck.links else ""
    tried = " (tried: the codes are not locked)" if order.base else ""
    return ticket.Ticket(
        deck=deck.id,
        title=told.title,
        date=told.date,
        base=base + tried,
        press=told.press,
        profile_sha256=_digest(told.press.profile),
        printings=tuple(printings),
        draft=order.draft,
        order=ticket.asked(deck, order.quantity),
    )


def _contact_sheets(laid: Laid, folder: Path) -> None:
    """Small pictures of all faces, where rendering left none: in large editions, one picture a page."""
    if (folder / f"{laid.edition.name}.proof.png").exists():
        return
    for number, page in enumerate(rasters(document(laid)), start=1):
        (folder / f"{laid.edition.name}.proof-{number}.png").write_bytes(png_of(page))


def _ledger(order: PackOrder, deck: Deck, all_laid: Sequence[Laid]) -> tuple[ledgers.Ledger, int]:
    """The ledger with the codes that are printed, and how many those are that it lacked."""
    old, _ = ledgers.read(deck.root)
    if not order.locks:
        return old, 0
    made, _ = links(deck, old, complete=order.complete)
    printed = {face.card for laid in all_laid for face in laid.faces if any(True for _ in codes(face))}
    going = {card: link.code for card, link in made.items() if card in printed}
    name = order.target.name if order.target.name.isprintable() else None
    new = ledgers.locked(old, deck.id, going, order.today, name, base_of(deck))
    return new, len(new.entries) - len(old.entries)


def _inks(path: Path) -> tuple[str, ...]:
    """What the manifest beside a PDF says of its inks."""
    import json

    whole = json.loads((path.parent / MANIFEST).read_bytes())
    return next(tuple(entry["inks"]) for entry in whole["files"] if entry["path"] == path.name)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
