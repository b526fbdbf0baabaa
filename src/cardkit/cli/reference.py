"""Write the reference of the commands from the commands themselves: ``python -m cardkit.cli.reference``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from enum import Enum
from typing import Any

from typer.models import ArgumentInfo

from cardkit.cli.app import commands

_HEAD = """\
# The commands

This page is written by `python -m cardkit.cli.reference > docs/cli.md`; change the commands, not the page.

`DECK` is a deck's folder or its `deck.yaml`; left out, it is the nearest `deck.yaml` upward from where you are.
Data goes to standard output, talk to standard error. `NO_COLOR` and `TERM=dumb` are honoured.

| exit code | means |
|---|---|
| 0 | no errors; warnings do not count, unless `--strict` says so |
| 1 | at least one error |
| 2 | wrong usage: an option, edition, card, format or theme that does not exist |
| 3 | could not read or write: no such deck, disk full, locked |

`--install-completion` gives your shell the names of commands and options.
"""


def reference() -> str:
    """All commands as one page of Markdown."""
    sections = []
    for name, (_, run) in commands().items():
        if isinstance(run, dict):
            sections += [_section(f"cardkit {name} {verb}", inner) for verb, inner in run.items()]
        else:
            sections.append(_section(f"cardkit {name}", run))
    return _HEAD + "".join(f"\n{section}" for section in sections)


def _section(path: str, run: Callable[..., int]) -> str:
    told = [(parameter, *_told(parameter)) for parameter in inspect.signature(run).parameters.values()]
    arguments = [(parameter, info) for parameter, info, _ in told if isinstance(info, ArgumentInfo)]
    words = [path, *(_usage(parameter, info) for parameter, info in arguments), "[OPTIONS]"]
    text, _, examples = inspect.cleandoc(run.__doc__ or "").partition("\b")
    parts = [f"## {path}\n", f"`{' '.join(words)}`\n", text.strip() + "\n"]
    if examples:
        lines = [line.removeprefix("  ") for line in examples.strip().splitlines()[1:]]
        parts.append("```text\n" + "\n".join(lines) + "\n```\n")
    rows = [f"| {_spelled(info, kind)} | {info.help} |" for _, info, kind in told]
    parts.append("\n".join(["| argument or option | does |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _told(parameter: inspect.Parameter) -> tuple[Any, Any]:
    """What a parameter's annotation tells Typer, and the parameter's own type."""
    return parameter.annotation.__metadata__[0], parameter.annotation.__origin__


def _usage(parameter: inspect.Parameter, info: Any) -> str:
    return str(info.metavar) if parameter.default is inspect.Parameter.empty else f"[{info.metavar}]"


def _spelled(info: Any, kind: Any) -> str:
    if isinstance(info, ArgumentInfo):
        return f"`{info.metavar}`"
    # In an annotation, the first spelling stands where Typer's own signature has the default.
    spellings = ", ".join(f"`{spelling}`" for spelling in (info.default, *(info.param_decls or ())))
    if kind is bool:
        return spellings
    choices = [str(choice) for choice in kind] if isinstance(kind, type) and issubclass(kind, Enum) else [info.metavar]
    return f"{spellings} " + " or ".join(f"`{choice}`" for choice in choices)


if __name__ == "__main__":
    sys.stdout.write(reference())
