"""Turn what was typed into a deck and the editions asked of it, or stop and say what there is instead."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardkit import deck as decks
from cardkit.cli.excerpt import lines_of
from cardkit.cli.stop import FAULTY, TROUBLE, USAGE, Stop, did_you_mean, listed
from cardkit.cli.talk import shown
from cardkit.deck import Deck
from cardkit.deck.folder import NOT_CARD_FILES, misnamed
from cardkit.diagnostic import Diagnostic, error, has_errors
from cardkit.edition.model import Choice
from cardkit.edition.resolution import theme_serves
from cardkit.press.folder import presses

_DECK = "deck.yaml"


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked to work on.

    ``only`` holds those of the cards asked for that could be read.
    ``problems`` are those of reading, as far as they concern what was asked;
    ``complete`` tells whether the whole deck could be read.
    """

    folder: Path
    deck: Deck
    problems: tuple[Diagnostic, ...]
    editions: tuple[str, ...] = ()
    formats: tuple[str | None, ...] = ()
    only: tuple[str, ...] = ()
    whole: bool = True
    complete: bool = True
    press: str | None = None

    def choices(self, *, draft: bool = False) -> tuple[Choice, ...]:
        """Every edition asked for in every format asked for."""
        if not self.whole and not self.only:
            return ()
        return tuple(
            Choice(edition=edition, format=form, only=self.only, draft=draft, press=self.press)
            for edition in self.editions
            for form in self.formats
        )


def request(
    path: Path | None,
    *,
    editions: Sequence[str] | None = None,
    formats: Sequence[str] | None = None,
    only: Sequence[str] | None = None,
    press: str | None = None,
    jobs: int | None = None,
) -> Request:
    """Read the deck and check every name typed; many files are read in so many processes, one for each core if not said.

    Raises Stop where a name does not exist, and where deck.yaml is so faulty that there is no deck.
    """
    folder = find(path)
    _check_formats(formats or ())
    deck, problems = decks.load(folder, jobs=jobs or os.cpu_count() or 1)
    if deck is None:
        refused = any(
            p.code in ("unreadable-file", "missing-deck") and p.span and Path(p.span.file).name == _DECK
            for p in problems
        )
        raise Stop(TROUBLE if refused else FAULTY, *problems)
    cards = [card.id for card in deck.cards]
    # A card that could not be read is known by the file that says its id.
    unread = {card: _files_saying(card, problems) for card in only or () if card not in cards}
    for card, files in unread.items():
        if not files:
            _check(card, cards, "unknown-card", "card", "cardkit validate")
    # One that is faulty is told of with deck.yaml's problems; it is not laid out.
    written = deck.record.record("editions")
    for edition in editions or ():
        _check(edition, written.keys if written else (), "unknown-edition", "edition", "cardkit validate")
    _check_served(deck, formats or ())
    if press is not None:
        _check(press, presses(deck.root), "unknown-press", "press", "cardkit presses")
    known = tuple(card for card in dict.fromkeys(only or ()) if card in cards)
    return Request(
        folder=folder,
        deck=deck,
        problems=_concerning(deck, only or (), problems, {file for files in unread.values() for file in files}),
        editions=tuple(name for name in dict.fromkeys(editions or deck.editions) if name in deck.editions),
        formats=tuple(dict.fromkeys(formats)) if formats else (None,),
        only=known,
        whole=not only,
        complete=not has_errors(problems),
        press=press,
    )


def check_date() -> None:
    """Stop where the environment gives a date that no file can bear."""
    from cardkit.job.imprint import date_fault

    fault = date_fault()
    if fault:
        raise Stop(USAGE, fault)


def find(path: Path | None) -> Path:
    """The deck's folder; raises Stop where there is none."""
    if path is None:
        found = decks.find(Path.cwd())
        if found is None:
            _misnamed(Path.cwd())
            raise _missing(f"there is no {_DECK} in {Path.cwd()} or in any folder above it", _nearby(Path.cwd()))
        return _as_typed(found.parent if found.name == _DECK else found)
    if path.name == _DECK and path.is_file():
        return path.parent
    if path.is_dir():
        if (path / _DECK).exists():
            return path
        _misnamed(path)
        raise _missing(f"`{path}` has no {_DECK}", _nearby(path))
    if path.exists():
        raise _missing(f"`{path}` is neither a folder nor a {_DECK}", _nearby(path.parent))
    raise _missing(f"there is no `{path}`", _nearby(path.parent))


def _as_typed(folder: Path) -> Path:
    """The folder relative to here where it is here or below, so that places read short."""
    try:
        return Path(os.path.realpath(folder)).relative_to(Path.cwd())
    except ValueError:
        return folder


def _misnamed(folder: Path) -> None:
    """Stop where deck.yaml has another name in this folder."""
    other = misnamed(folder)
    if other:
        hint = f"Rename `{other}` to `{_DECK}`."
        raise Stop(TROUBLE, error("missing-deck", f"`{shown(folder / other)}` is not read", hint=hint))


def _missing(message: str, near: Sequence[Path]) -> Stop:
    if near:
        hint = f"Give the deck's folder; there is {listed(f'`{shown(path)}`' for path in near)}."
    else:
        hint = "Give the deck's folder, or begin one with `cardkit new deck NAME`."
    return Stop(TROUBLE, error("missing-deck", message, hint=hint))


def _nearby(folder: Path) -> list[Path]:
    """Decks that were probably meant: just above, just below, or in ``cards``."""
    above = decks.find(folder) if folder.is_dir() else None
    places = [above.parent if above.name == _DECK else above] if above else []
    for pattern in (f"*/{_DECK}", f"cards/*/{_DECK}"):
        try:
            places += [found.parent for found in sorted(folder.glob(pattern))[:12]]
        except OSError:
            continue
    return places


def _check_formats(formats: Iterable[str]) -> None:
    known = decks.formats()
    for name in formats:
        _check(name, known, "unknown-format", "format", "cardkit formats")


def _check_served(deck: Deck, formats: Iterable[str]) -> None:
    for name in formats:
        served, known = theme_serves(deck, name)
        if not served:
            hint = f"Take one that it has: {listed(known)}." if known else "Draw layouts for it in themes/."
            message = f"the theme `{deck.theme}` has no layouts for the format `{name}`"
            raise Stop(USAGE, error("format-not-served", message, hint=hint))


def _check(word: str, known: Iterable[str], code: str, noun: str, where: str) -> None:
    names = list(known)
    if word in names:
        return
    there = f"There is {listed(names)}." if names else f"There is none; see `{where}`."
    hint = did_you_mean(word, names, otherwise=there)
    raise Stop(USAGE, error(code, f"there is no {noun} `{word}`", hint=hint))


def _concerning(
    deck: Deck, only: Sequence[str], problems: Iterable[Diagnostic], unread: Collection[str]
) -> tuple[Diagnostic, ...]:
    """The problems without those of other cards' files, where some cards alone were asked for.

    ``unread`` are the files of cards that were asked for and could not be read.
    """
    if not only:
        return tuple(problems)
    mine = {card.file for card in deck.cards if card.id in only}
    others = [card for card in deck.cards if card.id not in only]
    files = {card.file for card in deck.cards}

    def concerns(problem: Diagnostic) -> bool:
        span = problem.span
        if span is None or span.file in unread:
            return True
        if span.file in mine:
            inside = (card.span.line <= span.line < card.span.end_line for card in others if card.file == span.file)
            return not any(inside)
        return span.file not in files and not _is_card_file(deck, span.file)

    return tuple(problem for problem in problems if concerns(problem))


def _files_saying(card: str, problems: Iterable[Diagnostic]) -> frozenset[str]:
    """The faulty files in which this id is given to a card."""
    said = re.compile(rf"""^[\s{{-]*id:\s*["']?{re.escape(card)}["']?\s*(?:[,}}#].*)?$""")
    files = {problem.span.file for problem in problems if problem.span and problem.is_error}
    return frozenset(file for file in files if any(said.match(line) for line in lines_of(file)))


def _is_card_file(deck: Deck, file: str) -> bool:
    """Whether a file is one that holds cards, though none could be read from it."""
    path = Path(file)
    if path.suffix not in (".yaml", ".yml") or path.name in NOT_CARD_FILES:
        return False
    try:
        inside = Path(os.path.realpath(path)).relative_to(os.path.realpath(deck.root))
    except ValueError:
        return False
    return inside.parts[0] not in ("kinds", "themes", "presses", "fonts", "schema", "build")
