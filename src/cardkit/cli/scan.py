"""Read the codes in photographs of printed cards, and say whose they are and how their print is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardkit.cli.option import GivenDeck
from cardkit.cli.report import Style, plural
from cardkit.cli.stop import TROUBLE, Stop
from cardkit.cli.table import table
from cardkit.cli.talk import Talk, progress, publish, remark, shown
from cardkit.cli.terminal import put
from cardkit.diagnostic import Diagnostic, Report, has_errors
from cardkit.job.step import Step

if TYPE_CHECKING:
    from cardkit.job.sighting import Sighting


def scan(
    images: Annotated[
        list[Path],
        typer.Argument(metavar="IMAGE…", help="Photographs or scans of printed cards: PNG, JPEG, WebP, TIFF, HEIC."),
    ],
    *,
    deck: GivenDeck = None,
    talk: Talk,
) -> int:
    """Say which cards are in photographs, and whether their codes are still good: for the print shop and the booth.

    Each code gets a grade from A to F for how it stands out from the paper, how much of it is worn and how
    clear it stands; a photograph tells less than a verifier, so judge the paper by several. A sheet may hold
    several codes. Edition and copy are known from the finished files in DECK/build.

    \b
    Examples:
      cardkit scan IMG_0042.jpg                   one photograph, with the deck you are in
      cardkit scan sheets/*.png --deck cards/x    sheets from the printer
      cardkit scan *.jpg --report json            for programs
    """
    from cardkit.job.sighting import as_data, judge, sightings
    from cardkit.picture.snapshot import open_snapshot

    known = _of_deck(deck)
    problems: list[Diagnostic] = []
    seen: list[Sighting] = []
    read: list[str] = []
    with progress(talk) as show:
        for number, path in enumerate(images):
            show(Step(f"Reading {path.name}", number, len(images)))
            snapshot, found = open_snapshot(path, shown(path))
            problems += found
            if snapshot is not None:
                read.append(shown(path))
                seen += sightings(shown(path), snapshot)
    if not read and has_errors(problems):
        raise Stop(TROUBLE, *problems)
    told: Sequence[Sighting] = known(seen) if known else seen
    problems += judge(told, read, known.base if known else None)
    code = publish(Report.of(problems), talk, {"codes": [as_data(one) for one in told]})
    if talk.style is Style.HUMAN:
        if told:
            put(table([_HEAD, *(_row(one) for one in told)]))
        whose = f" of the deck `{known.name}`" if known else ", with no deck to know them by"
        remark(f"{plural(len(told), 'code')} in {plural(len(read), 'picture')}{whose}.", talk)
    return code


class _Known:
    """What a deck knows of codes."""

    def __init__(self, path: Path | None) -> None:
        from cardkit.cli.link_check import survey
        from cardkit.edition.link import base_of
        from cardkit.job.printed import printed_codes

        wanted, self._found, problems = survey(path)
        if has_errors(problems) and not self._found:
            raise Stop(1, *problems)
        self.name = wanted.deck.id
        self.base = base_of(wanted.deck) or ""
        self._printed = list(printed_codes(wanted.folder / "build"))

    def __call__(self, seen: Sequence[Sighting]) -> Sequence[Sighting]:
        from cardkit.job.sighting import known

        return known(seen, self._found, self._printed)


def _of_deck(path: Path | None) -> _Known | None:
    """What the deck that was named knows, or the one we are in; None where there is none."""
    from cardkit.deck import find

    if path is None and find(Path.cwd()) is None:
        return None
    return _Known(path)


_HEAD = ("picture", "code", "card", "copy", "edition", "print")


def _row(one: Sighting) -> tuple[str, ...]:
    reading = one.reading
    parts = [reading.grade or "?"]
    if reading.contrast is not None:
        parts.append(f"contrast {reading.contrast:.0%}")
    if reading.unused is not None:
        parts.append(f"{reading.unused:.0%} unused")
    text = one.text if len(one.text) <= _MOST_TEXT else one.text[: _MOST_TEXT - 1] + "…"
    name = Path(one.picture).name
    return (
        name if len(name) <= _MOST_NAME else "…" + name[1 - _MOST_NAME :],
        one.code or text,
        one.card or "-",
        one.serial or "-",
        ", ".join(one.editions) or "-",
        ", ".join(parts),
    )


#: A line stays within eighty columns for most decks; what a code of no card says is shown nearly whole.
_MOST_NAME, _MOST_TEXT = 16, 120
