"""Find, store and measure how far a printer's back lies from its front."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.cli.report import Style
from cardkit.cli.sheet_word import conflict
from cardkit.cli.stop import FAULTY, TROUBLE, USAGE, Stop, did_you_mean, listed
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report, error
from cardkit.geometry import Point
from cardkit.imposition.way import Duplex

if TYPE_CHECKING:
    from cardkit.imposition.paper import Sheet


def chosen(printer: str | None, given: Point | None, talk: Talk) -> Point:
    """The offset that was given, or that is stored for the printer; one given for a printer is stored."""
    from cardkit.job import printer as printers

    if printer is None:
        return given or Point(0, 0)
    place = printers.folder()
    if place is None:
        hint = "Set XDG_CONFIG_HOME to a folder, or give --offset without --printer."
        raise Stop(TROUBLE, error("no-home", "this machine names no folder for settings", hint=hint))
    known, problems = printers.offsets(place)
    if problems:
        raise Stop(FAULTY, *problems)
    if given is not None:
        path = printers.store(place, known, printer, given)
        if talk.style is Style.HUMAN:
            remark(f"Stored the offset {given.x:g},{given.y:g} mm of `{printer}` in {shown(path)}.", talk)
        return given
    if printer not in known:
        there = (
            f"There is {listed(known)}." if known else f"Store it: `cardkit impose --printer {printer} --offset X,Y`."
        )
        hint = did_you_mean(printer, known, otherwise=there)
        raise Stop(USAGE, error("unknown-printer", f"no offset is stored for a printer `{printer}`", hint=hint))
    return known[printer]


def calibrate_sheet(sheet: Sheet, duplex: Duplex, offset: Point, output: Path | None, talk: Talk) -> int:
    from cardkit.job.atomic import commit_all, temporary
    from cardkit.job.impose import calibration

    if duplex is Duplex.NONE:
        raise conflict("--calibrate and --duplex none exclude each other", "Leave --duplex out, or name an edge.")
    target = output or Path(f"calibrate-{sheet.name}.pdf")
    target.parent.mkdir(parents=True, exist_ok=True)
    with temporary(target) as file:
        file.path.write_bytes(calibration(sheet, duplex, offset))
        commit_all([file])
    code = publish(Report.of(()), talk, {"written": [target.as_posix()]})
    if talk.style is Style.HUMAN:
        remark(f"Print both sides of {shown(target)} at 100 %; its back says what to read and what to type.", talk)
    return code
