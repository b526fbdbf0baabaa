"""Say what a command found: problems to standard output, talk to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.cli.report import Style, human, write
from cardkit.cli.stop import FAULTY, GOOD, TROUBLE, Stop
from cardkit.cli.terminal import Terminal, Unheard, put, say
from cardkit.cli.trouble import bug, refused
from cardkit.diagnostic import Diagnostic, Report, error
from cardkit.job.step import Progress, Step, unseen

if TYPE_CHECKING:
    from cardkit.job.lock import Locked
    from cardkit.job.manifest import Occupied


@dataclass(frozen=True, slots=True)
class Talk:
    """How one command speaks: in which style, how much, in colour or not, how sternly."""

    style: Style = Style.HUMAN
    quiet: bool = False
    colour: bool = True
    strict: bool = False
    debug: bool = False

    @property
    def data(self) -> Terminal:
        """What standard output can show."""
        return Terminal.of(sys.stdout, colour=self.colour)

    @property
    def aside(self) -> Terminal:
        """What standard error can show."""
        return Terminal.of(sys.stderr, colour=self.colour)


def answer(command: Callable[[], int], talk: Talk) -> int:
    """Run a command; what stops it is written as its other problems are."""
    try:
        return command()
    except Stop as stop:
        report = Report.of(stop.problems)
        publish(report, talk) if stop.code == FAULTY else complain(report, talk)
        return stop.code
    except (BrokenPipeError, Unheard):
        raise  # Whoever reads us has seen enough: no problem of ours.
    except OSError as trouble:
        if talk.debug:
            raise
        complain(Report.of([refused(trouble)]), talk)
    except Exception as fault:
        if talk.debug:
            raise
        complain(Report.of([bug(fault)]), talk)
    return TROUBLE


def publish(report: Report, talk: Talk, summary: Mapping[str, object] | None = None) -> int:
    """Write all problems; gives the exit code that they call for."""
    text = write(report, talk.style, talk.data, summary=summary)
    if text:
        put(text)
    return FAULTY if report.errors or (talk.strict and len(report)) else GOOD


def complain(report: Report, talk: Talk) -> None:
    """Say why a command did nothing: to people on standard error, to programs as they expect it."""
    if talk.style is Style.HUMAN:
        say(human(report, talk.aside, counted=False))
    else:
        publish(report, talk)


def remark(text: str, talk: Talk) -> None:
    """One line of talk, for people alone."""
    if not talk.quiet:
        say(talk.aside.visible(text))


@contextmanager
def progress(talk: Talk) -> Iterator[Progress]:
    """Show how far a job has come, where somebody watches a terminal; else show nothing."""
    screen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    if talk.quiet or talk.style is not Style.HUMAN or not screen:
        yield unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    words = TextColumn("{task.description}", markup=False)
    console = Console(stderr=True, no_color=not talk.aside.colour)
    # No thread redraws the bar: a process with a second thread cannot be shared out by copying it (``job/hands.py``).
    with Bars(words, BarColumn(bar_width=24), console=console, transient=True, auto_refresh=False) as bars:
        task = bars.add_task("", total=None)

        def show(step: Step) -> None:
            bars.update(task, description=talk.aside.visible(step.doing), completed=step.done, total=step.total)
            bars.refresh()

        yield show


@contextmanager
def writing() -> Iterator[None]:
    """Stop where another cardkit writes to the same folder, or where another deck's files stand in it."""
    from cardkit.job.lock import Locked
    from cardkit.job.manifest import Occupied

    try:
        yield
    except Locked as held:
        raise Stop(TROUBLE, _locked(held)) from None
    except Occupied as other:
        raise Stop(TROUBLE, _occupied(other)) from None


def _locked(held: Locked) -> Diagnostic:
    """Somebody else is writing where this command would."""
    who = f"another cardkit (process {held.pid})" if held.pid is not None else "another cardkit"
    hint = "Wait until it is done, stop it, or write elsewhere with -o DIR."
    return error("locked", f"{who} is writing to `{shown(held.folder)}`", hint=hint)


def _occupied(other: Occupied) -> Diagnostic:
    """Another deck has written where this command would; its files would go."""
    message = f"`{shown(other.folder)}` holds the files of the deck `{other.deck}`, which a render would remove"
    return error("output-occupied", message, hint="Write elsewhere with -o DIR, or move those files away.")


def shown(path: Path) -> str:
    """A path as the user would type it: relative to the working directory where that is shorter."""
    try:
        relative = str(Path(os.path.realpath(path)).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
    return relative if len(relative) < len(str(path)) or not path.is_absolute() else str(path)
