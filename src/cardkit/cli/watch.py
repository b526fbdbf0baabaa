"""Validate and render a deck again whenever one of its files changes."""

from __future__ import annotations

import os
from pathlib import Path
from time import localtime, monotonic, strftime

from cardkit.cli.option import DeckPath, Editions, Formats, Only, Output
from cardkit.cli.report import plural, tally
from cardkit.cli.stop import GOOD, Stop
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Report

#: Editors write a file in several strokes; changes this near to each other (ms) are one.
_DEBOUNCE_MS = 300

#: What nobody means by a change: folders that cardkit writes to, and what editors keep beside a file.
_FOLDERS = ("build", "schema", "__pycache__")
_ENDINGS = ("~", ".swp", ".swx", ".tmp", ".cardkit-tmp")


def watch(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    only: Only = None,
    format: Formats = None,
    output: Output = None,
    talk: Talk,
) -> int:
    """Render a deck, and again on every change, until Ctrl-C.

    A file that is half written or gone for a moment is a problem like another;
    the next change is waited for.

    \b
    Examples:
      cardkit watch                               the deck you are in
      cardkit watch --only hohhot --edition en    one card while you write it
    """
    from watchfiles import watch as changes

    from cardkit.cli.request import find

    folder = find(deck)
    written = Path(os.path.realpath(output or folder / "build"))

    def again() -> None:
        once(folder, talk, edition=edition, only=only, format=format, output=output)

    try:
        again()
        remark(f"Watching {shown(folder)}; stop with Ctrl-C.", talk)
        for _ in changes(
            folder,
            watch_filter=lambda _change, path: concerns(Path(path), folder.resolve(), written),
            debounce=_DEBOUNCE_MS,
            raise_interrupt=False,
        ):
            again()
    except KeyboardInterrupt:
        pass  # Ctrl-C in the middle of a render: its temporary files are gone already.
    remark("Stopped.", talk)
    return GOOD


def once(
    folder: Path,
    talk: Talk,
    *,
    edition: list[str] | None,
    only: list[str] | None,
    format: list[str] | None,
    output: Path | None,
) -> None:
    """One run: its problems, then one line on what came of it."""
    from cardkit.cli.render import run
    from cardkit.cli.request import request

    begun = monotonic()
    try:
        wanted = request(folder, editions=edition, formats=format, only=only)
        outcome = run(wanted, talk, output)
        report, written = outcome.report, len(outcome.files)
    except Stop as stop:
        report, written = Report.of(stop.problems), 0
    publish(report, talk)
    did = f"rendered {plural(written, 'file')}" if written else "nothing written"
    seconds = monotonic() - begun
    remark(f"{strftime('%H:%M:%S', localtime())} {did}, {tally(report)}, {seconds:.1f} s", talk)


def concerns(path: Path, folder: Path, written: Path) -> bool:
    """Whether a change of this file is one of the deck's sources."""
    if path.is_relative_to(written) or path.name.endswith(_ENDINGS):
        return False
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts
    return not any(part.startswith(".") for part in parts) and parts[:1] not in {(name,) for name in _FOLDERS}
