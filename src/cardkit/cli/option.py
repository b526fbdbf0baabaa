"""Spell the options that several commands share, once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from cardkit.cli.report import Style
from cardkit.cli.talk import Talk, answer
from cardkit.preflight.depth import Depth


def path_typed(typed: str) -> Path:
    """A path as typed. An empty one would mean the folder one is in, which is never meant: a variable was not set."""
    if not typed:
        raise typer.BadParameter("the path is empty; give a folder, or leave this out")
    return Path(typed)


def output_to(metavar: str, words: str) -> Any:
    """The option that says where a command writes: spelt the same everywhere, though what it writes differs."""
    return typer.Option("--output", "-o", metavar=metavar, parser=path_typed, help=words, show_default=False)


DeckPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="DECK",
        # What may not be read is told like any other problem.
        parser=path_typed,
        help="The deck: its folder, or its deck.yaml. Left out, it is the nearest deck.yaml upward from here.",
        show_default=False,
    ),
]
GivenDeck = Annotated[
    Path | None,
    typer.Option(
        "--deck",
        metavar="DECK",
        parser=path_typed,
        help="The deck: its folder, or its deck.yaml. Left out, it is the nearest deck.yaml upward from here.",
        show_default=False,
    ),
]
Editions = Annotated[
    list[str] | None,
    typer.Option("--edition", metavar="ID", help="Only this edition; may be given again. Left out, all of them."),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="CARD", help="Only the card with this id; may be given again."),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="In this format, not the deck's own; may be given again. See `cardkit formats`.",
    ),
]
Press = Annotated[
    str | None,
    typer.Option("--press", metavar="NAME", help="For this press, not the deck's own. See `cardkit presses`."),
]
Proving = Annotated[
    Depth,
    typer.Option(
        "--proof",
        help="How codes are proved: fast measures and reads each one; usual also photographs one of each size and "
        "a sample, blurred, tilted, scratched and small, for a grade from A to F; full does so with every code.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="Share long work among so many processes; left out, one for each core.",
        show_default=False,
    ),
]
Output = Annotated[Path | None, output_to("DIR", "Write here and not to DECK/build.")]

_REPORT = Annotated[
    Style,
    typer.Option("--report", help="How problems are written: for people, as one JSON object, as GitHub annotations."),
]
_STRICT = Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")]
_QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]
_NO_COLOR = Annotated[bool, typer.Option("--no-color", help="No colours, whatever the terminal can do.")]
_DEBUG = Annotated[bool, typer.Option("--debug", help="Show the traceback if cardkit itself fails.")]

#: The options of every command, and those of commands that judge a deck.
_TALKING: dict[str, tuple[Any, Any]] = {"no_color": (_NO_COLOR, False), "debug": (_DEBUG, False)}
_JUDGING: dict[str, tuple[Any, Any]] = {
    "report": (_REPORT, Style.HUMAN),
    "strict": (_STRICT, False),
    "quiet": (_QUIET, False),
} | _TALKING


def judging(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the options of commands that judge a deck, gathered in its parameter ``talk``."""
    return _with_options(command, _JUDGING)


def talking(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the options that all commands have, gathered in its parameter ``talk``."""
    return _with_options(command, _TALKING)


def _with_options(command: Callable[..., int], options: dict[str, tuple[Any, Any]]) -> Callable[..., int]:
    written = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in written.parameters.items() if name != "talk"]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]

    @wraps(command)
    def spoken(**given: Any) -> int:
        chosen = {name: given.pop(name, default) for name, (_, default) in options.items()}
        talk = Talk(
            style=chosen.get("report", Style.HUMAN),
            strict=chosen.get("strict", False),
            quiet=chosen.get("quiet", False),
            colour=not chosen["no_color"],
            debug=chosen["debug"],
        )
        return answer(lambda: command(**given, talk=talk), talk)

    # Typer reads a command's options from its signature.
    signature = inspect.Signature([*own, *shared], return_annotation=int)
    spoken.__signature__ = signature  # type: ignore[attr-defined]
    spoken.__annotations__ = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    return spoken
