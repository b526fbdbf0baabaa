"""Open a deck for translating, and put files that have changed in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.cli.report import Style
from cardkit.cli.stop import FAULTY, USAGE, Stop, did_you_mean, listed
from cardkit.cli.talk import Talk, publish, remark, shown
from cardkit.diagnostic import Diagnostic, Report, error, has_errors

if TYPE_CHECKING:
    from cardkit.cli.request import Request
    from cardkit.deck import Deck
    from cardkit.translation.lock import Lock
    from cardkit.translation.message import Message


@dataclass(frozen=True, slots=True)
class Desk:
    """A deck opened for translating: its texts, and what is known of their translations."""

    request: Request
    messages: tuple[Message, ...]
    lock: Lock
    problems: tuple[Diagnostic, ...]

    @property
    def deck(self) -> Deck:
        return self.request.deck

    @property
    def folder(self) -> Path:
        return self.request.folder

    @property
    def faulty(self) -> bool:
        return not self.request.complete or has_errors(self.problems)


def open_desk(path: Path | None) -> Desk:
    """Read a deck, its texts and what is known of their translations."""
    from cardkit.cli.request import request
    from cardkit.translation import lock
    from cardkit.translation.message import messages

    wanted = request(path)
    known, found = lock.read(wanted.folder, shown(wanted.folder / lock.NAME))
    # Warnings about the deck belong to `validate`; here they would bury what is asked for.
    problems = (*(problem for problem in wanted.problems if problem.is_error), *found)
    return Desk(wanted, messages(wanted.deck), known, problems)


def stopped(desk: Desk, problems: Sequence[Diagnostic], words: str, talk: Talk) -> int:
    """Say why nothing was done."""
    publish(Report.of([*desk.problems, *problems]), talk)
    if talk.style is Style.HUMAN:
        remark(words, talk)
    return FAULTY


def apart(words: Sequence[Path]) -> tuple[list[Path], Path | None]:
    """The words, and the deck where the last of them is one."""
    *rest, last = words or [Path()]
    is_deck = bool(words) and (last.name == "deck.yaml" or (last.is_dir() and (last / "deck.yaml").is_file()))
    return (rest, last) if is_deck else (list(words), None)


def chosen(deck: Deck, asked: Sequence[str] | None, *, default: bool = False) -> tuple[str, ...]:
    """The languages asked for, or all; the deck's default is none to translate into."""
    known = deck.languages if default else deck.languages[1:]
    for word in asked or ():
        if word not in known:
            hint = did_you_mean(
                word, known, otherwise=f"There is {listed(known)}." if known else "Add it to deck.yaml."
            )
            message = f"the deck is not translated into `{word}`"
            raise Stop(USAGE, error("unknown-language", message, hint=hint))
    return tuple(one for one in known if not asked or one in asked)


def text_of(path: Path) -> str:
    """A file's text with its own line ends, and the mark at its beginning where it has one."""
    return path.read_bytes().decode("utf-8")


def write(contents: Mapping[Path, str]) -> None:
    """Put the files in their places, all when all are on the disk; the last vouches for the others."""
    import shutil
    from contextlib import ExitStack

    from cardkit.job.atomic import commit_all, sweep, temporary

    with ExitStack() as temporaries:
        files = []
        for path, text in contents.items():
            target = path.resolve()  # A link stays one; the file that it leads to is changed.
            sweep(target.parent)
            file = temporaries.enter_context(temporary(target))
            file.path.write_bytes(text.encode("utf-8"))
            if target.exists():
                shutil.copymode(target, file.path)
            files.append(file)
        commit_all(files)
