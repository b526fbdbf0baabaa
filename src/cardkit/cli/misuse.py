"""Turn what the command line's library refuses into cardkit's own words: what was typed, and what to type instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cardkit.cli.stop import did_you_mean


def misuse(wrong: Any, words: Sequence[str], whole: Any) -> tuple[str, str]:
    """What is wrong with the words typed, and what to do; ``whole`` is the command that holds all others.

    The library's faults are known by what they carry: Typer brings classes of its own, which it does not make public.
    """
    path, command = _reached(words, whole)
    name = getattr(wrong, "option_name", None)
    parameter = getattr(wrong, "param", None)
    said = str(getattr(wrong, "message", "") or "")
    if name is not None and hasattr(wrong, "possibilities"):
        return _unknown_option(name, words, path, command, whole)
    if name is not None:
        return _without_value(name, said, command, path)
    if parameter is not None and not said:
        return _missing(parameter, path, command)
    if parameter is not None:
        return _bad_value(wrong, parameter, said, path)
    if unknown := re.match(r"No such command '(.*?)'\.", said, re.DOTALL):
        return _unknown_command(unknown[1], path, command, whole)
    if extra := re.match(r"Got unexpected extra argument\(s\) \((.*)\)$", said, re.DOTALL):
        return _too_many(extra[1], path, command)
    return said.rstrip(".") or "the words cannot be understood", _see(path)


def _reached(words: Sequence[str], whole: Any) -> tuple[str, Any]:
    """How far the words lead: the name of the command that read the wrong one, and the command."""
    path, command = "cardkit", whole
    for word in words:
        inner = getattr(command, "commands", {})
        if word in inner:
            path, command = f"{path} {word}", inner[word]
        elif not word.startswith("-"):
            break
    return path, command


def _unknown_option(name: str, words: Sequence[str], path: str, command: Any, whole: Any) -> tuple[str, str]:
    message = f"`{path}` has no option `{name}`"
    elsewhere = [place for place, other in _all(whole, "cardkit") if name in _options(other)]
    own = [option for option in _options(command) if option.startswith("--")]
    hint = _see(path)
    if command is whole and name in ("-v", "-V"):
        hint = "Did you mean `cardkit --version`?"
    elif elsewhere and command is whole:
        places = [f"cardkit {word}" for word in (*words, "render") if f"cardkit {word}" in elsewhere] + elsewhere
        hint = f"Write it behind the command: `{places[0]} {name}`."
    elif elsewhere:
        hint = f"It is an option of `{elsewhere[0]}`; see `{path} --help` for the options here."
    elif name.startswith("--") and name not in own:
        hint = did_you_mean(name, own, otherwise=hint)
    return message, hint


def _without_value(name: str, said: str, command: Any, path: str) -> tuple[str, str]:
    if "does not take a value" in said:
        return f"`{name}` takes no value", f"Write `{name}` alone."
    option = next((one for one in command.params if name in one.opts), None)
    wanted = (option.metavar if option else None) or "VALUE"
    help = _sentence(getattr(option, "help", None))
    return f"nothing stands behind `{name}`", f"Write `{name} {wanted}`. {help}".strip() if option else _see(path)


def _missing(parameter: Any, path: str, command: Any) -> tuple[str, str]:
    word = _word(parameter)
    if _is_option(parameter):
        word = f"{max(parameter.opts, key=len)} {word}"
    help = _sentence(getattr(parameter, "help", None))
    return f"`{path}` needs {word}", f"Write `{_usage(path, command)}`. {help}".strip()


def _bad_value(wrong: Any, parameter: Any, said: str, path: str) -> tuple[str, str]:
    opts = list(parameter.opts)
    name = max(opts, key=len) if opts and opts[0].startswith("-") else parameter.metavar or parameter.name
    choice = re.search(r"'(.*)' is not one of (.*?)\.?$", said, re.DOTALL)
    if choice:
        offered = choice[2].replace("'", "")
        meant = did_you_mean(choice[1], offered.split(", "), otherwise=f"There is {offered}.")
        return f"there is no `{name} {choice[1]}`", meant
    for fault in _faults(wrong):
        given = fault.get("input")
        typed = f"`{name} {given}`: `{given}` is"
        if str(fault.get("type")).startswith("int"):
            return f"{typed} no whole number", f"Write `{name} 3`, or whichever number is meant."
        if str(fault.get("type")).startswith("float"):
            return (
                f"{typed} no number",
                f"Write `{name} 1.5`, or whichever number is meant; with a point before decimals.",
            )
        limits = fault.get("ctx") or {}
        if "ge" in limits:
            return f"{typed} too small", f"Write {limits['ge']} or more."
        if "le" in limits:
            return f"{typed} too large", f"Write {limits['le']} or less."
    # Cardkit's own readers say behind a full stop or a semicolon what to write.
    found, mark, remedy = said.partition(". ") if "Did you mean" in said else said.partition("; ")
    hint = f"{remedy[:1].upper()}{remedy[1:].rstrip('.?')}{'?' if mark == '. ' else '.'}"
    return f"{name}: {found.rstrip('.')}", hint if remedy else _see(path)


def _faults(wrong: Any) -> Sequence[dict[str, Any]]:
    """What the library that reads numbers has found, where it was that one."""
    errors = getattr(getattr(wrong, "__cause__", None), "errors", None)
    found = errors() if callable(errors) else ()
    return found if isinstance(found, list) else ()


def _unknown_command(word: str, path: str, command: Any, whole: Any) -> tuple[str, str]:
    message = f"there is no command `{path} {word}`"
    deck = Path(word)
    if command is whole and (deck / "deck.yaml").is_file():
        return message, f"Did you mean `cardkit render {word}`?"
    if word in ("help", "version"):
        return message, f"Did you mean `{path} --{word}`?"
    known = {name: f"{path} {name}" for name in command.commands} | {"help": f"{path} --help"}
    if command is whole:
        # A word of one group alone, such as `check`, is known by itself.
        for place, _ in _all(whole, "cardkit"):
            known.setdefault(place.rpartition(" ")[2], place)
    hint = did_you_mean(word, known, otherwise=f"See what there is: `{path} --help`.")
    meant = re.fullmatch(r"Did you mean `(.*)`\?", hint)
    return message, f"Did you mean `{known[meant[1]]}`?" if meant else hint


def _too_many(extra: str, path: str, command: Any) -> tuple[str, str]:
    arguments = [one.metavar or one.name for one in command.params if one.param_type_name == "argument"]
    takes = " and ".join(f"one {argument}" for argument in arguments) or "nothing but options"
    hint = f"Write `{_usage(path, command)}`"
    hint += "; a name with blanks in it goes in quotes." if arguments else "."
    return f"`{path}` takes {takes}, and `{extra}` is more than that", hint


def _usage(path: str, command: Any) -> str:
    needed = [f"{max(one.opts, key=len)} {_word(one)}" for one in command.params if _is_option(one) and one.required]
    arguments = [one for one in command.params if not _is_option(one)]
    return " ".join([path, *needed, *(_word(one) if one.required else f"[{_word(one)}]" for one in arguments)])


def _is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")


def _word(parameter: Any) -> str:
    """What stands for a value in a command that is spelled out."""
    return str(parameter.metavar or str(parameter.name).upper())


def _all(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command below this one, with its whole name."""
    for name, inner in getattr(command, "commands", {}).items():
        yield f"{path} {name}", inner
        yield from _all(inner, f"{path} {name}")


def _options(command: Any) -> list[str]:
    named = [spelling for one in command.params for spelling in one.opts if spelling.startswith("-")]
    return [*named, "--help", "-h"]


def _sentence(help: str | None) -> str:
    """What an option is for, as a sentence."""
    words = (help or "").strip()
    return words if not words or words.endswith((".", "…")) else f"{words}."


def _see(path: str) -> str:
    return f"See `{path} --help`."
