"""Render a deck into PDFs and say what came of it."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import DeckPath, Editions, Formats, Jobs, Only, Output, Press, Proving
from cardkit.cli.report import Style, plural
from cardkit.cli.talk import Talk, progress, publish, remark, shown, writing
from cardkit.preflight.depth import Depth

if TYPE_CHECKING:
    from cardkit.cli.request import Request
    from cardkit.job.render import Outcome


def render(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    only: Only = None,
    format: Formats = None,
    press: Press = None,
    output: Output = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Draw cards that have errors too, marked as a draft, into DIR/draft."),
    ] = False,
    no_proof: Annotated[
        bool,
        typer.Option("--no-proof", help="Do not read the codes back from the finished PDF; the manifest says so."),
    ] = False,
    proof: Proving = Depth.USUAL,
    jobs: Jobs = None,
    talk: Talk,
) -> int:
    """Make the PDFs of a deck: validate, draw, prove that every code scans, and only then name the files.

    A card with an error stops everything: nothing is written that is not right.

    \b
    Examples:
      cardkit render cards/inner-mongolia         every edition, into its build folder
      cardkit render --edition en -o out          one edition, elsewhere
      cardkit render --only hohhot --only alxa    two cards, into build/part
      cardkit render --press x1a                  for a shop that asks for PDF/X-1a
      cardkit render --proof full                 every code graded, before it goes to print
      cardkit render --draft                      what there is, faults and all
    """
    from cardkit.cli.request import request

    begun = monotonic()
    wanted = request(deck, editions=edition, formats=format, only=only, press=press, jobs=jobs)
    outcome = run(wanted, talk, output, draft=draft, proving=not no_proof, depth=proof, jobs=jobs)
    code = publish(outcome.report, talk, summary(outcome))
    if talk.style is Style.HUMAN:
        tell(outcome, talk, monotonic() - begun, proving=not no_proof)
    return code


def run(
    wanted: Request,
    talk: Talk,
    output: Path | None,
    *,
    draft: bool = False,
    proving: bool = True,
    depth: Depth = Depth.USUAL,
    jobs: int | None = None,
    sheets: bool = True,
) -> Outcome:
    """Render what was asked for, showing progress; raises Stop where another render holds the folder."""
    from cardkit.cli.request import check_date
    from cardkit.job.render import Order
    from cardkit.job.render import render as rendered

    check_date()
    order = Order(
        deck=wanted.deck,
        choices=wanted.choices(draft=draft),
        output=output or wanted.folder / "build",
        draft=draft,
        proving=proving,
        depth=depth,
        jobs=jobs or os.cpu_count() or 1,
        sheets=sheets,
        strict=talk.strict,
        complete=wanted.complete,
    )
    with writing(), progress(talk) as show:
        return rendered(order, found=wanted.problems, progress=show)


def summary(outcome: Outcome) -> dict[str, object]:
    """What a render left behind, for programs."""
    return {
        "written": [path.as_posix() for path in outcome.files],
        "faces": outcome.faces,
        "codes": outcome.codes,
        "grades": outcome.grades,
    }


def tell(outcome: Outcome, talk: Talk, seconds: float, *, proving: bool) -> None:
    """What a render left behind, for people: what, where, how many, how long."""
    if not outcome.files:
        remark("Nothing was written.", talk)
        return
    proved = (
        f", {plural(outcome.codes, 'code')} {_proved(outcome) if proving else 'not proved'}" if outcome.codes else ""
    )
    counts = f"{plural(len(outcome.files), 'file')}, {plural(outcome.faces, 'face')}{proved}"
    remark(f"Rendered {counts}, in {seconds:.1f} s:", talk)
    for path in (*outcome.files, *outcome.proofs):
        remark(f"  {shown(path)}  {_size(path)}", talk)


def _proved(outcome: Outcome) -> str:
    """The grades of the codes: A is the best."""
    grades = outcome.grades
    if len(grades) == 1:
        (grade,) = grades
        return f"proved (grade {grade})"
    told = ", ".join(f"{count} grade {grade}" for grade, count in grades.items())
    return f"proved ({told})" if told else "proved"


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size // 1000, 1)} kB"
