"""Turn a deck into proved PDFs, their contact sheets and a manifest, or into problems and no file at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.codes.contrast import in_process
from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic, Report, has_errors
from cardkit.edition.model import Choice
from cardkit.job import contact, copies, imprint
from cardkit.job.atomic import Temporary, commit_all, sweep, temporary
from cardkit.job.digest import digest
from cardkit.job.hands import Hands
from cardkit.job.judgement import Judgement, judge
from cardkit.job.laid import Laid
from cardkit.job.lock import lock
from cardkit.job.manifest import NAME, Occupied, Printed, codes, deck_of, manifest, names
from cardkit.job.step import Progress, Step, unseen
from cardkit.layout.drawing import Face
from cardkit.machine.spread import spread
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode

if TYPE_CHECKING:
    from cardkit.job.reading import Finished

#: Contact sheets are for people; past this many faces nobody looks at one picture.
_MAX_PROOF_FACES = 120


@dataclass(frozen=True, slots=True)
class Order:
    """What to render and how.

    ``strict`` lets a warning stop the files as an error does; ``proving`` reads
    every code back from the finished PDF before the file gets its name, to the
    ``depth`` wished for; as many processes as ``jobs`` share the work; ``sheets`` draws
    contact sheets beside the files; ``complete`` is False where cards of the deck could not be read.
    """

    deck: Deck
    choices: tuple[Choice, ...]
    output: Path
    draft: bool = False
    proving: bool = True
    depth: Depth = Depth.USUAL
    jobs: int = 1
    sheets: bool = True
    strict: bool = False
    complete: bool = True

    @property
    def part(self) -> bool:
        return any(choice.only for choice in self.choices)

    @property
    def folder(self) -> Path:
        """Where the files go: what is not the whole, sound deck never stands beside it."""
        if self.draft:
            return self.output / "draft"
        return self.output / "part" if self.part else self.output


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a render left behind, and all that it found wrong.

    ``files`` are the PDFs in the order of the manifest; none where problems
    stopped them. ``faces`` counts the printed sides, ``grades`` the codes of each
    grade, from A.
    """

    report: Report
    folder: Path
    files: tuple[Path, ...] = ()
    proofs: tuple[Path, ...] = ()
    faces: int = 0
    codes: int = 0
    grades: dict[str, int] = field(default_factory=dict)


def render(order: Order, *, found: Iterable[Diagnostic] = (), progress: Progress = unseen) -> Outcome:
    """Render an order; ``found`` are the problems known from reading.

    Either all files of the order get their names or none does. Raises OSError
    where the folder cannot be written, ``lock.Locked`` where another render is
    writing to it, and ``manifest.Occupied`` where another deck's files stand in it.
    """
    # A contact sheet needs all that the faces show; where there will be none, their pages do.
    hands = Hands(order.jobs, _MAX_PROOF_FACES // 2 + 1 if order.sheets else 0)
    judgement = judge(order.deck, order.choices, found=found, complete=order.complete, hands=hands, progress=progress)
    if _stopped(order, judgement.report) or not judgement.laid:
        return Outcome(judgement.report, order.folder)
    order.folder.mkdir(parents=True, exist_ok=True)
    with lock(order.folder), ExitStack() as temporaries:
        owner = deck_of(order.folder)
        if owner is not None and owner != order.deck.id:
            raise Occupied(order.folder, owner)
        sweep(order.folder)
        return _write(order, judgement, temporaries, progress)


def expected(faces: Sequence[Face]) -> tuple[ExpectedCode, ...]:
    """What must be found in the finished PDF: the codes of every page, from the cards' own words."""
    return tuple(
        ExpectedCode(
            page=number,
            url=code.url,
            matrix=code.matrix,
            box=box,
            version=code.version,
            level=code.level,
            span=code.span or face.span,
            label=face.card,
            bare=code.bare,
            style=code.style,
            ink=in_process(code.ink),
            ground=in_process(code.ground) if code.ground else None,
        )
        for number, face in enumerate(faces, start=1)
        for code, box in codes(face)
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A PDF under its temporary name: its inks, the digest of its bytes, its codes' grades, and what is wrong with it."""

    inks: tuple[str, ...]
    sha256: str
    grades: tuple[str | None, ...]
    wrong: tuple[Diagnostic, ...]


def _write(order: Order, judgement: Judgement, temporaries: ExitStack, progress: Progress) -> Outcome:
    total = len(judgement.laid)
    if order.proving:  # Whoever does not prove waits for no reader; copies of the process have it from here.
        import_module("cardkit.job.reading")
    written = [temporaries.enter_context(temporary(order.folder / laid.name)) for laid in judgement.laid]
    pictured = [_has_sheet(order, laid) for laid in judgement.laid]
    sheets = [
        temporaries.enter_context(temporary(order.folder / f"{laid.edition.name}.proof.png")) if wanted else None
        for laid, wanted in zip(judgement.laid, pictured, strict=True)
    ]
    # One edition has all processes for itself; several have one each.
    inner = order if total == 1 else replace(order, jobs=1)

    def make(number: int) -> _Made:
        laid, sheet = judgement.laid[number], sheets[number]
        made = _proved(inner, laid, written[number].path, judgement.report)
        if sheet and not _refused(order, made.wrong):
            sheet.path.write_bytes(contact.picture(laid))
        return made

    printed: list[Printed] = []
    wrong: list[Diagnostic] = []
    progress(Step(f"Writing {judgement.laid[0].name}", 0, total))
    for number, made in enumerate(spread(make, range(total), order.jobs)):
        laid = judgement.laid[number]
        wrong += made.wrong
        printed.append(Printed(laid, made.inks, made.sha256, made.grades))
        progress(Step(f"Wrote {laid.name}", number + 1, total))
    report = Report.of([*judgement.report, *wrong])
    if _refused(order, wrong):
        return Outcome(report, order.folder)
    proofs = [sheet for sheet in sheets if sheet]
    progress(Step("Naming the files", total, total))
    _commit(order, written, proofs, printed, temporaries)
    return Outcome(
        report=report,
        folder=order.folder,
        files=tuple(order.folder / entry.laid.name for entry in printed),
        proofs=tuple(target.target for target in proofs),
        faces=sum(len(entry.laid.faces) for entry in printed),
        codes=sum(1 for entry in printed for face in entry.laid.faces for _ in codes(face)),
        grades=dict(sorted(Counter(grade for entry in printed for grade in entry.grades if grade).items())),
    )


def _proved(order: Order, laid: Laid, path: Path, told: Report) -> _Made:
    """Write one edition into a file, and read it back as a phone and a printer would."""
    with path.open("wb") as stream:
        made = imprint.write(laid, stream)
    if not order.proving:
        return _Made(made.inks, digest(path), (), ())
    from cardkit.job.reading import read_back

    # A draft says that it is one, and is for looking at: it needs no grade.
    depth = Depth.FAST if order.draft else order.depth
    read = read_back(_finished(path, laid, part=order.part), depth, order.jobs)
    wrong = (*_news(told, read.proof.problems), *_untold(told, read.structure))
    return _Made(made.inks, read.sha256, read.proof.grades, wrong)


def _finished(path: Path, laid: Laid, *, part: bool) -> Finished:
    """A file and what it should be. A part of the cards is remembered beside all of them."""
    from cardkit.job.reading import Finished
    from cardkit.job.remembered import Due

    edition, faces = laid.edition, laid.faces
    return Finished(
        path,
        Due(len(faces), expected(faces), None if edition.draft else edition.press),
        (str(edition.deck.root.resolve()), laid.name, edition.draft, part),
        [face.span for face in faces],
        [f"the {face.side} of `{face.card}`" for face in faces],
    )


def _refused(order: Order, wrong: Sequence[Diagnostic]) -> bool:
    return has_errors(wrong) or (order.strict and not order.draft and bool(wrong))


def _has_sheet(order: Order, laid: Laid) -> bool:
    """Whether a contact sheet is drawn beside the PDF; it is not listed in the manifest."""
    return order.sheets and len(laid.originals) <= _MAX_PROOF_FACES


def _commit(
    order: Order,
    written: Sequence[Temporary],
    proofs: Sequence[Temporary],
    printed: Sequence[Printed],
    temporaries: ExitStack,
) -> None:
    """Give all files their names: PDFs first, the manifest last."""
    old = names(order.folder)
    listing = temporaries.enter_context(temporary(order.folder / NAME))
    with listing.path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(manifest(order.deck.id, printed, proved=order.proving, part=order.part, draft=order.draft))
    lists = _copies(order, printed, temporaries)
    commit_all([*written, *proofs, *lists])
    files = {entry.laid.name for entry in printed} | set(old)
    kept = {entry.laid.name for entry in printed} | {target.target.name for target in lists}
    for name in sorted({*files, *map(copies.name, files)} - kept):
        path = order.folder / name
        if path.is_file() and not path.is_symlink():
            path.unlink()
    commit_all([listing])


def _copies(order: Order, printed: Sequence[Printed], temporaries: ExitStack) -> list[Temporary]:
    """The lists of numbered copies, each beside its PDF."""
    done = []
    for entry in printed:
        text = copies.text(entry.laid)
        if text is not None:
            target = temporaries.enter_context(temporary(order.folder / copies.name(entry.laid.name)))
            target.path.write_text(text, encoding="utf-8", newline="")
            done.append(target)
    return done


def _news(told: Report, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """What a proof found without the weak contrast that was told of the layout already, where it is mended."""
    is_told = any(problem.code == "qr-contrast" for problem in told)
    return (problem for problem in found if problem.is_error or not (is_told and problem.code == "code-contrast"))


def _untold(told: Report, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """What a printer would say of the file, without what was said of the layout already."""
    twins = {"low-resolution": "image-resolution-", "bleed-too-small": "bleed-too-small"}
    known = tuple(twins[problem.code] for problem in told if problem.code in twins)
    return (problem for problem in found if not problem.code.startswith(known))


def _stopped(order: Order, report: Report) -> bool:
    if order.draft:
        return False
    return has_errors(report) or (order.strict and len(report) > 0)
