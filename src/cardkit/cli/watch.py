"""Validate and render a deck again whenever one of its files changes: what changed first, then the whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from time import localtime, monotonic, strftime
from typing import TYPE_CHECKING

from cardkit.cli.option import DeckPath, Editions, Formats, Only, Output, Press
from cardkit.cli.report import plural, tally
from cardkit.cli.stop import GOOD, Stop
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Diagnostic, Report

if TYPE_CHECKING:
    from cardkit.deck import Deck

#: Editors write a file in several strokes; changes this near to each other (ms) are one, and a pause of the second
#: length ends them.
_DEBOUNCE_MS = 300
_STEP_MS = 40

#: Once nothing has changed for so long (ms), the whole deck follows the cards that did.
_QUIET_MS = 1500

#: What nobody means by a change: folders that cardkit writes to, and what editors keep beside a file.
_FOLDERS = ("build", "schema", "__pycache__")
_ENDINGS = ("~", ".swp", ".swx", ".tmp", ".cardkit-tmp")


def watch(
    deck: DeckPath = None,
    *,
    edition: Editions = None,
    only: Only = None,
    format: Formats = None,
    press: Press = None,
    output: Output = None,
    talk: Talk,
) -> int:
    """Render a deck, and again on every change, until Ctrl-C.

    A card that changes is rendered by itself at once, into build/part; the whole deck follows when nothing has
    changed for a moment. A file that is half written or gone is a problem like another; the next change is
    waited for.

    \b
    Examples:
      cardkit watch                               the deck you are in
      cardkit watch --only hohhot --edition en    one card while you write it
    """
    from watchfiles import watch as changes

    from cardkit.cli.request import find

    folder = find(deck)
    written = Path(os.path.realpath(output or folder / "build"))

    def again(changed: Collection[Path] = ()) -> bool:
        return once(folder, talk, changed, edition=edition, only=only, format=format, press=press, output=output)

    # The whole deck is rendered beside us, so that the next change need not wait for it.
    whole: subprocess.Popen[bytes] | None = None
    behind = False
    try:
        again()
        remark(f"Watching {shown(folder)}; stop with Ctrl-C.", talk)
        for changed in changes(
            folder,
            watch_filter=lambda _change, path: concerns(Path(path), folder.resolve(), written),
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            rust_timeout=_QUIET_MS,
            yield_on_timeout=True,
            raise_interrupt=True,  # Else the library says in its own words that it stops.
        ):
            if changed:
                _stop(whole)
                whole, behind = None, not again([Path(path) for _, path in changed])
            elif behind:
                whole = _start(folder, talk, editions=edition, only=only, formats=format, press=press, output=output)
                behind = False
    except KeyboardInterrupt:
        pass  # Ctrl-C in the middle of a render: its temporary files are gone already.
    finally:
        _stop(whole)
    remark("Stopped.", talk)
    return GOOD


def once(
    folder: Path,
    talk: Talk,
    changed: Collection[Path] = (),
    *,
    edition: list[str] | None,
    only: list[str] | None,
    format: list[str] | None,
    press: str | None,
    output: Path | None,
) -> bool:
    """One run: its problems, then one line on what came of it; gives whether it was all that was asked for.

    Where nothing but cards and their pictures has changed, those cards are
    rendered by themselves, without contact sheets.
    """
    from cardkit.cli.render import run
    from cardkit.cli.request import request

    begun = monotonic()
    cards: tuple[str, ...] = ()
    try:
        wanted = request(folder, editions=edition, formats=format, only=only, press=press)
        if changed and not only:
            cards = changed_cards(wanted.deck, changed)
            if cards:
                wanted = request(folder, editions=edition, formats=format, only=cards, press=press)
        outcome = run(wanted, talk, output, sheets=not cards)
        report, written = outcome.report, len(outcome.files)
    except Stop as stop:
        report, written = Report.of(stop.problems), 0
    if cards:
        # What is to be said of other files the whole deck says, which follows: here it would be said at every save.
        report = Report.of(problem for problem in report if problem.is_error or _stands_in(problem, changed))
    publish(report, talk)
    did = f"rendered {plural(written, 'file')}" if written else "nothing written"
    of = f" of {', '.join(cards)}" if cards else ""
    seconds = monotonic() - begun
    remark(f"{strftime('%H:%M:%S', localtime())} {did}{of}, {tally(report)}, {seconds:.1f} s", talk)
    return not cards


def _start(
    folder: Path,
    talk: Talk,
    *,
    editions: list[str] | None,
    only: list[str] | None,
    formats: list[str] | None,
    press: str | None,
    output: Path | None,
) -> subprocess.Popen[bytes]:
    """Begin to render all that is watched, as a process of its own, which says itself what came of it."""
    words = ["render", str(folder), *(["--strict"] if talk.strict else []), *(["--quiet"] if talk.quiet else [])]
    for option, given in (("--edition", editions), ("--only", only), ("--format", formats)):
        words += [word for value in given or () for word in (option, value)]
    words += ["--press", press] if press else []
    words += ["--output", str(output)] if output else []
    words += [] if talk.colour else ["--no-color"]
    return subprocess.Popen([sys.executable, "-m", "cardkit", *words, "--report", str(talk.style)])


def _stop(whole: subprocess.Popen[bytes] | None) -> None:
    """Stop a render that still goes on; what it has not named is swept by the next."""
    if whole is not None and whole.poll() is None:
        whole.terminate()
        whole.wait()


def _stands_in(problem: Diagnostic, files: Collection[Path]) -> bool:
    return problem.span is not None and any(
        os.path.realpath(problem.span.file) == os.path.realpath(file) for file in files
    )


def changed_cards(deck: Deck, changed: Iterable[Path]) -> tuple[str, ...]:
    """The cards that these files make, in deck order; none where one of the files makes more than cards.

    A file that is gone made more: its cards leave the deck.
    """
    makers: dict[str, list[str]] = {}
    for card in deck.cards:
        image = card.record.record("image")
        picture = image.text("file") if image else None
        for path in (Path(card.file), deck.root / picture if picture else None):
            if path is not None:
                makers.setdefault(os.path.realpath(path), []).append(card.id)
    found: set[str] = set()
    for path in changed:
        made = makers.get(os.path.realpath(path))
        if made is None or not path.exists():
            return ()
        found.update(made)
    return tuple(card.id for card in deck.cards if card.id in found)


def concerns(path: Path, folder: Path, written: Path) -> bool:
    """Whether a change of this file is one of the deck's sources."""
    if path.is_relative_to(written) or path.name.endswith(_ENDINGS):
        return False
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts
    return not any(part.startswith(".") for part in parts) and parts[:1] not in {(name,) for name in _FOLDERS}
