"""Say what is in a finished PDF, and what a printer would say about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import Jobs, path_typed
from cardkit.cli.report import Style
from cardkit.cli.stop import FAULTY, TROUBLE, USAGE, Stop
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report

if TYPE_CHECKING:
    from cardkit.preflight.fact import Facts
    from cardkit.press.model import Press


def preflight(
    pdf: Annotated[Path, typer.Argument(metavar="PDF", parser=path_typed, help="The finished PDF, whatever made it.")],
    *,
    press: Annotated[
        str | None,
        typer.Option("--press", metavar="NAME", help="The printer's conditions; `fogra39-x4` if left out."),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="FILE",
            parser=path_typed,
            show_default=False,
            help="The manifest.json that render wrote: then texts, codes, sizes and digest must be as it says.",
        ),
    ] = None,
    jobs: Jobs = None,
    talk: Talk,
) -> int:
    """Judge a finished PDF as a printer would: what is in it, then all that is wrong with it. Writes nothing.

    \b
    Examples:
      cardkit preflight build/inner-mongolia.en.pdf
      cardkit preflight build/inner-mongolia.en.pdf --manifest build/manifest.json
      cardkit preflight leaflet.pdf --press x1a       any PDF, also another program's
      cardkit preflight leaflet.pdf --report json
    """
    from cardkit.preflight.inspection import inspect

    chosen = _press(press)
    known, problems = inspect(pdf, chosen, manifest, jobs=jobs or os.cpu_count() or 1)
    report = Report.of(problems)
    if known is None:
        raise Stop(TROUBLE, *problems)
    if talk.style is Style.HUMAN and not talk.quiet:
        from cardkit.cli.facts import show

        show(known)
    code = publish(report, talk, _summary(known, pdf, chosen))
    if talk.style is Style.HUMAN and not report.problems:
        remark(f"{shown(pdf)}: nothing found that the press `{chosen.name}` would refuse.", talk)
    return code


def _press(name: str | None) -> Press:
    """The press asked for: a user's own or one of cardkit's."""
    from cardkit.press.folder import DEFAULT, read_press

    found, problems = read_press(name or DEFAULT)
    if found is None:
        raise Stop(USAGE if any(one.code == "unknown-press" for one in problems) else FAULTY, *problems)
    return found


def _summary(known: Facts, pdf: Path, press: Press) -> dict[str, object]:
    """The facts for programs."""
    from cardkit.preflight.fact import fonts, plates, spaces

    anatomy = known.anatomy
    return {
        "pdf": str(pdf),
        "press": press.name,
        "pages": len(known.pages),
        "version": anatomy.version,
        "standard": anatomy.xmp_claim or anatomy.info_claim or None,
        "intent": anatomy.intents[0].condition if anatomy.intents else None,
        "inks": list(plates(known)),
        "colour_spaces": sorted(spaces(known)),
        "fonts": [{"name": font.name, "embedded": font.embedded} for font in fonts(known)],
        "heaviest_ink": round(max((sight.coverage for sight in known.sights), default=0.0), 3),
    }
