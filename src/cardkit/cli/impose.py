"""Impose a card PDF on sheets and say what the run takes; keep printers' offsets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cardkit.cli import sheet_word
from cardkit.cli.offset import calibrate_sheet, chosen
from cardkit.cli.option import output_to, path_typed
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import FAULTY, GOOD, TROUBLE, USAGE, Stop
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report, error, has_errors
from cardkit.imposition.way import Duplex, Order

if TYPE_CHECKING:
    from cardkit.imposition.scheme import Imposition
    from cardkit.job.impose import Cards, Plan
    from cardkit.press.model import Press


def impose(
    pdf: Annotated[
        Path | None,
        typer.Argument(
            metavar="PDF", parser=path_typed, help="A finished card PDF, of cardkit or not.", show_default=False
        ),
    ] = None,
    *,
    sheet: Annotated[
        Any,
        typer.Option(
            "--sheet",
            metavar="SHEET",
            parser=sheet_word.sheet,
            help="a4, a3, sra3, letter, tabloid, or a size in mm: 330x480.",
        ),
    ] = "a3",
    duplex: Annotated[
        Duplex, typer.Option("--duplex", help="About which edge the sheet is turned for its back; none: one side.")
    ] = Duplex.LONG,
    sides: Annotated[
        int | None,
        typer.Option("--sides", min=1, max=2, help="Pages of a card, where no manifest tells: 2, or 1 without backs."),
    ] = None,
    scheme: Annotated[
        Order, typer.Option("--scheme", help="Which card stands where: in turn, one card a sheet, or for cut stacks.")
    ] = Order.SEQUENCE,
    copies: Annotated[
        int | None,
        typer.Option("--copies", metavar="N", min=1, max=sheet_word.MOST_COPIES, help="So many of each card."),
    ] = None,
    quantities: Annotated[
        list[str] | None,
        typer.Option(
            "--quantities",
            metavar="CARD=N|FILE",
            help="So many of this card, or a YAML file of `card: number`; may be given again.",
        ),
    ] = None,
    gutter: Annotated[
        float | None,
        typer.Option("--gutter", metavar="MM", min=0, max=100, help="Between two cards. Left out, twice the bleed."),
    ] = None,
    butt: Annotated[bool, typer.Option("--butt", help="No gutter: neighbours share one cut.")] = False,
    margin: Annotated[
        float | None,
        typer.Option(
            "--margin", metavar="MM", min=0, max=200, help="The sheet's white edge. Left out, the sheet's own."
        ),
    ] = None,
    marks: Annotated[bool, typer.Option("--marks/--no-marks", help="Crop marks, colour bar and slug line.")] = True,
    fold: Annotated[
        list[Any] | None,
        typer.Option(
            "--fold",
            metavar="left:MM|top:MM",
            parser=sheet_word.fold,
            help="A fold so far from the card's edge; may be given again.",
        ),
    ] = None,
    cut: Annotated[
        Path | None,
        typer.Option(
            "--cut", metavar="FILE", parser=path_typed, help="A cutter's file too: .svg or .dxf.", show_default=False
        ),
    ] = None,
    corner: Annotated[
        float | None,
        typer.Option("--corner", metavar="MM", min=0, max=100, help="Radius of the corners. Left out, the format's."),
    ] = None,
    press: Annotated[
        str | None, typer.Option("--press", metavar="NAME", help="For these conditions. See `cardkit presses`.")
    ] = None,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="The sheet that shows how far a printer's back is off; takes no PDF.")
    ] = False,
    printer: Annotated[
        str | None,
        typer.Option(
            "--printer", metavar="NAME", parser=sheet_word.printer, help="Move backs as is stored for this printer."
        ),
    ] = None,
    offset: Annotated[
        Any,
        typer.Option(
            "--offset",
            metavar="X,Y",
            parser=sheet_word.offset,
            help="Move backs so many mm; with --printer, store that for it.",
        ),
    ] = None,
    no_proof: Annotated[
        bool, typer.Option("--no-proof", help="Do not read the codes back from the finished sheets.")
    ] = False,
    output: Annotated[
        Path | None, output_to("FILE", "Write here, and not beside the PDF in a folder `sheets`.")
    ] = None,
    talk: Talk,
) -> int:
    """Place cards on sheets: best fit, marks, every back behind its front.

    Pages are front, back, front, back; with cardkit's manifest beside the PDF, cards are known by name
    and their codes are proved on the sheets. A file for a press stays one.

    \b
    Examples:
      cardkit impose build/my-deck.en.pdf --sheet sra3            best fit, both sides
      cardkit impose cards.pdf --sheet a4 --duplex short-edge     for a desktop printer
      cardkit impose cards.pdf --quantities hohhot=50 --quantities alxa=20
      cardkit impose cards.pdf --butt --cut cut.dxf               shared cuts, and a cutter's file
      cardkit impose --calibrate --sheet a4 -o test.pdf           measure how far the back is off …
      cardkit impose --printer office --offset 0.8,-0.4           … and store it
    """
    moved = chosen(printer, offset, talk)
    if calibrate:
        if pdf is not None:
            raise sheet_word.conflict("--calibrate takes no PDF", "Leave the PDF out.")
        return calibrate_sheet(sheet, duplex, moved, output, talk)
    if pdf is None:
        if printer and offset:
            return GOOD
        raise Stop(
            USAGE, error("no-pdf", "no PDF is named", hint="Give the cards: `cardkit impose build/my-deck.en.pdf`.")
        )
    if butt and gutter:
        raise sheet_word.conflict(f"--butt and --gutter {gutter:g} exclude each other", "Give one of the two.")
    if cut is not None and cut.suffix.lower() not in (".svg", ".dxf"):
        raise sheet_word.conflict(
            f"`{cut.name}` is neither .svg nor .dxf", "Name the cutter's file by what the cutter reads."
        )
    from cardkit.imposition.scheme import Scheme
    from cardkit.job.impose import plan

    cards, found = _read(pdf, sides)
    if cards is None:
        return publish(Report.of(found), talk)
    wanted = Scheme(
        sheet=sheet,
        gutter=0.0 if butt else 2 * cards.bleed if gutter is None else gutter,
        margin=sheet.margin if margin is None else margin,
        duplex=duplex if any(item.back for item in cards.items) else Duplex.NONE,
        order=scheme,
        marks=marks,
        offset=moved,
    )
    planned, more = plan(
        cards,
        wanted,
        press=_press(press),
        quantities=sheet_word.quantities(quantities or (), [item.name for item in cards.items]),
        copies=copies,
        folds=fold or (),
    )
    if planned is None:
        return publish(Report.of([*found, *more]), talk)
    if talk.style is Style.HUMAN:
        remark(_before(planned), talk)
    target = _target(pdf, sheet.name, output)
    return _write(planned, Report.of([*found, *more]), target, cut, corner, talk, proving=not no_proof)


def _write(
    planned: Plan, found: Report, target: Path, cut: Path | None, corner: float | None, talk: Talk, *, proving: bool
) -> int:
    """Write sheets and cutter's file together, once every code is proved."""
    from contextlib import ExitStack

    from cardkit.job.atomic import commit_all, temporary
    from cardkit.job.impose import cutter_file, sheets
    from cardkit.job.sheet_proof import prove_sheets
    from cardkit.pdf.document import UnreadablePdfError

    begun = monotonic()
    try:
        data = sheets(planned)
        imposed = monotonic() - begun
        wrong, codes = prove_sheets(planned, data) if proving and planned.cards.codes else ((), 0)
    except UnreadablePdfError as fault:
        raise _unreadable(planned.cards.name, fault) from None
    report = Report.of([*found, *wrong])
    if has_errors(report) or (talk.strict and len(report)):
        code = publish(report, talk)
        remark("Nothing was written.", talk)
        return code
    contents = {target: data}
    if cut is not None:
        contents[cut] = cutter_file(planned, cut.suffix.lower(), corner).encode("utf-8")
    with ExitStack() as temporaries:
        files = []
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            file = temporaries.enter_context(temporary(path))
            file.path.write_bytes(content)
            files.append(file)
        commit_all(files)
    code = publish(report, talk, _summary(planned.run, contents, codes))
    if talk.style is Style.HUMAN:
        proved = f", {plural(codes, 'code')} proved" if codes else ""
        remark(f"Imposed {_counts(planned.run)}{proved}, in {imposed:.1f} s:", talk)
        for path in contents:
            remark(f"  {shown(path)}", talk)
    return code


def _read(pdf: Path, sides: int | None) -> tuple[Cards | None, Sequence[Any]]:
    from cardkit.job.impose import read_cards
    from cardkit.pdf.document import UnreadablePdfError

    try:
        return read_cards(pdf, sides)
    except UnreadablePdfError as fault:
        raise _unreadable(shown(pdf), fault) from None


def _unreadable(name: str, fault: Exception) -> Stop:
    hint = "Give a whole PDF without a password."
    return Stop(TROUBLE, error("pdf-unreadable", f"`{name}` cannot be imposed: {fault}", hint=hint))


def _press(name: str | None) -> Press | None:
    from cardkit.press.folder import read_press

    if name is None:
        return None
    press, problems = read_press(name)
    if press is None:
        raise Stop(USAGE if any(problem.code == "unknown-press" for problem in problems) else FAULTY, *problems)
    return press


def _target(pdf: Path, sheet: str, output: Path | None) -> Path:
    """Where the sheets go: never over the cards, and not beside them, where a manifest lists every PDF."""
    name = f"{pdf.stem}.{sheet}.pdf"
    if output is None:
        return pdf.parent / "sheets" / name
    target = output / name if output.is_dir() else output
    if target.exists() and target.samefile(pdf):
        raise sheet_word.conflict(f"`{shown(target)}` is the card PDF itself", "Give another file with -o.")
    return target


def _before(planned: Plan) -> str:
    run, cards = planned.run, planned.cards
    grid = run.grid
    lie = "turned" if grid.turn else "upright"
    printed = "both sides" if run.two_sided else "one side"
    return (
        f"{plural(len(cards.items), 'card')} of {cards.trim.width:g} × {cards.trim.height:g} mm, "
        f"{grid.count} on a sheet of {grid.sheet.width:g} × {grid.sheet.height:g} mm "
        f"({grid.columns} × {grid.rows}, {lie}, {grid.gutter:g} mm apart), {printed}: {plural(len(run.sheets), 'sheet')}."
    )


def _counts(run: Imposition) -> str:
    waste = f"{plural(run.empty, 'place')} empty" if run.empty else "no place empty"
    return (
        f"{plural(run.cards, 'card')} on {plural(len(run.sheets), 'sheet')}, {waste}, {run.used:.0%} of the paper used"
    )


def _summary(run: Imposition, written: Sequence[Path] | dict[Path, bytes], codes: int) -> dict[str, object]:
    return {
        "written": [path.as_posix() for path in written],
        "sheets": len(run.sheets),
        "cards": run.cards,
        "cards_per_sheet": run.grid.count,
        "empty_places": run.empty,
        "paper_used": round(run.used, 4),
        "codes": codes,
    }
