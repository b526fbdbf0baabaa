"""Gather the commands, run the one asked for, and turn whatever ends it into an exit code."""

from __future__ import annotations

import atexit
import gc
import inspect
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, NoReturn

import typer

from cardkit.cli import (
    doctor,
    exhibit,
    explain,
    formats,
    i18n,
    impose,
    link_check,
    link_export,
    link_report,
    links,
    new,
    pack,
    preflight,
    presses,
    proof,
    pseudo,
    render,
    scan,
    schema,
    themes,
    validate,
    verify,
    watch,
)
from cardkit.cli.option import judging, talking
from cardkit.cli.stop import GOOD, TROUBLE, USAGE
from cardkit.cli.terminal import Unheard, harden, put, reason, say, silence, visible

#: The exit code of a program that was interrupted: 128 + SIGINT, as shells have it.
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; gives the exit code: 0 good, 1 faulty, 2 wrong usage, 3 cannot read or write."""
    words = list(sys.argv[1:] if argv is None else argv)
    # Decks become many small values that live to the end: looking for cycles among them takes longer than reading.
    gc.set_threshold(1_000_000, 20, 20)
    harden()
    try:
        return _run(words)
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)  # Whoever reads us has seen enough.
        return GOOD
    except (Unheard, OSError) as trouble:
        # An OSError that comes this far is from help or version, which click writes by itself.
        if "--debug" in words and isinstance(trouble, OSError):
            raise
        silence(sys.stdout)
        say(
            f"error: cannot write to standard output: {visible(str(trouble) if isinstance(trouble, Unheard) else reason(trouble))}"
        )
        return TROUBLE


def process() -> NoReturn:
    """Run the command line of this process, and end it.

    What the interpreter does at its end, freeing a thousand cards value by value, takes a quarter as long as making them; the
    system takes all of it back at once.
    """
    code = main()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        # Its reader has gone; whatever had to be said of that was said.
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def app() -> typer.Typer:
    """All commands, in the order in which a newcomer meets them."""
    whole = typer.Typer(
        name="cardkit",
        help="Communication cards from YAML: a PDF that a press accepts, and codes that scan.",
        epilog="Begin with `cardkit new deck my-deck`, then `cardkit render my-deck`.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    whole.callback()(_begin)
    for name, (words, run) in commands().items():
        if isinstance(run, dict):
            _group(whole, name, words, run)
        else:
            whole.command(name, short_help=words)(run)
    return whole


def command() -> Any:
    """The commands as one click command, listed in their own order: Typer puts groups last."""
    whole: Any = typer.main.get_command(app())
    whole.commands = {name: whole.commands[name] for name in commands()}
    return whole


def commands() -> dict[str, tuple[str, Callable[..., int] | dict[str, Callable[..., int]]]]:
    """What each word runs, and what it says of itself in the list; a group has words of its own."""
    return {
        "new": ("Begin a deck or a card.", {"deck": talking(new.deck), "card": talking(new.card)}),
        "validate": ("Say every problem of a deck at once.", judging(validate.validate)),
        "render": ("Make the PDFs, with every code proved.", judging(render.render)),
        "watch": ("Render again on every change.", judging(watch.watch)),
        "proof": ("Draw contact sheets to look at.", judging(proof.proof)),
        "preflight": ("Judge a finished PDF as a printer would.", judging(preflight.preflight)),
        "impose": ("Place cards on sheets.", judging(impose.impose)),
        "pack": ("Put together what printer and office get.", judging(pack.pack)),
        "verify": ("Tell whether a pack was changed since.", judging(verify.verify)),
        "links": (
            "Keep the codes that went to print, and where they lead.",
            {
                "lock": judging(links.lock),
                "withdraw": judging(links.withdraw),
                "check": judging(link_check.check),
                "export": judging(link_export.export),
                "report": judging(link_report.report),
            },
        ),
        "exhibit": (
            "Make the pages behind the codes.",
            {"build": judging(exhibit.build), "serve": judging(exhibit.serve)},
        ),
        "scan": ("Read the codes in photographs of cards.", judging(scan.scan)),
        "i18n": (
            "Take texts to translators and back.",
            {
                "extract": judging(i18n.extract),
                "merge": judging(i18n.merge),
                "status": judging(i18n.status),
                "accept": judging(i18n.accept),
                "pseudo": judging(pseudo.pseudo),
            },
        ),
        "formats": ("List the finished sizes.", talking(formats.formats)),
        "presses": ("Show what each press asks for.", talking(presses.presses)),
        "themes": ("List the looks.", talking(themes.themes)),
        "explain": ("Explain a problem by its code.", talking(explain.explain)),
        "schema": ("Give editors the JSON Schema.", talking(schema.schema)),
        "doctor": ("Look over this machine.", talking(doctor.doctor)),
    }


def _group(whole: typer.Typer, name: str, words: str, commands: Mapping[str, Callable[..., int]]) -> None:
    group = typer.Typer(name=name, help=words, no_args_is_help=True, rich_markup_mode=None)
    # A group of one command would fold into it; a callback keeps the two words apart.
    group.callback()(_nothing)
    for verb, run in commands.items():
        group.command(verb, short_help=_opening(run))(run)
    whole.add_typer(group)


def _opening(run: Callable[..., int]) -> str:
    """The first sentence of what a command says of itself, whole: the library would cut it off at the screen's edge."""
    paragraph = " ".join(inspect.cleandoc(run.__doc__ or "").partition("\n\n")[0].split())
    return paragraph.partition(". ")[0].rstrip(".") + "."


def _nothing() -> None:
    """A group does nothing by itself."""


def _version(wanted: bool) -> None:  # noqa: FBT001 - an option's value, called so by Typer.
    if wanted:
        from importlib.metadata import version

        put(f"cardkit {version('cardkit')}")
        raise typer.Exit(GOOD)


def _begin(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options of cardkit itself."""


def _run(words: list[str]) -> int:
    whole = command()
    try:
        code = whole.main(args=words, prog_name="cardkit", standalone_mode=False)
    except (typer.Abort, OSError):
        raise
    except Exception as wrong:
        # Usage errors are click's, or those of Typer's own copy of click: they are known by what they can do.
        message = getattr(wrong, "format_message", None)
        if message is None:
            raise
        _usage(wrong, str(message()), words, whole)
        return USAGE
    return code if isinstance(code, int) else GOOD


def _usage(wrong: Exception, said: str, words: list[str], whole: object) -> None:
    if said.lstrip().startswith("Usage:"):
        say(said)  # No command was given: the help is the answer.
        return
    from cardkit.cli.misuse import misuse

    message, hint = misuse(wrong, words, whole)
    say(f"error: {visible(message)}")
    say(f"  help: {visible(hint)}")
