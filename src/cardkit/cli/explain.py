"""Explain a problem code: what it is, why it matters in print, how it is mended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cardkit.cli.stop import GOOD, USAGE, Stop, did_you_mean
from cardkit.cli.table import table
from cardkit.cli.talk import Talk
from cardkit.cli.terminal import put
from cardkit.diagnostic import error

_PAGES = Path(__file__).parent.parent / "data" / "problems"


def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE", help="A code, as it stands in [brackets] behind `error` or `warning`.", show_default=False
        ),
    ] = None,
    *,
    talk: Talk,
) -> int:
    """Say what a problem is, why it matters in print and what to write instead. Without a code, list them all.

    \b
    Examples:
      cardkit explain text-overflow
      cardkit explain | grep qr
    """
    if code is None:
        put(table([(name, sentence(name)) for name in codes()]))
        return GOOD
    wanted = code.strip("[] ").removeprefix("error[").removeprefix("warning[").lower()
    if wanted not in codes():
        hint = did_you_mean(wanted, codes(), otherwise="See them all with `cardkit explain`.")
        raise Stop(USAGE, error("unknown-code", f"there is no problem with the code `{code}`", hint=hint))
    page = _text(wanted)
    if talk.data.colour:
        from rich.console import Console
        from rich.markdown import Markdown

        Console(file=sys.stdout, width=min(talk.data.width, 100)).print(Markdown(page))
    else:
        put(page.rstrip())
    return GOOD


def codes() -> tuple[str, ...]:
    """Every code that cardkit can report."""
    return tuple(sorted(path.stem for path in _PAGES.glob("*.md")))


def sentence(code: str) -> str:
    """What a code means, in the one sentence that opens its page."""
    lines = [line.strip() for line in _text(code).splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "")


def _text(code: str) -> str:
    return (_PAGES / f"{code}.md").read_text(encoding="utf-8")
