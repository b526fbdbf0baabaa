"""Tell whether anything in a pack was changed since it was made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cardkit.cli.option import path_typed
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import TROUBLE, Stop
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report, error


def verify(
    pack: Annotated[
        Path,
        typer.Argument(metavar="FOLDER|ZIP", parser=path_typed, help="What `cardkit pack` made.", show_default=False),
    ],
    *,
    talk: Talk,
) -> int:
    """Compare every file of a pack with the digest that job.yaml has of it: changed, missing or added.

    \b
    Examples:
      cardkit verify build/pack
      cardkit verify to-printer.zip
    """
    from cardkit.job.seal import NoPackError
    from cardkit.job.seal import verify as verified

    pack.stat()  # What cannot be read is told like any other trouble.
    try:
        found, count = verified(pack)
    except NoPackError as fault:
        hint = "Give the folder or the zip that `cardkit pack` wrote, whole."
        raise Stop(TROUBLE, error("no-pack", f"`{shown(pack)}` is no pack: {fault}", hint=hint)) from None
    code = publish(Report.of(found), talk, {"files": count})
    if talk.style is Style.HUMAN and not found:
        remark(f"Nothing was changed: {plural(count, 'file')} as packed.", talk)
    return code
