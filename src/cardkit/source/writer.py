"""Turn plain data into YAML text that every reader, of YAML 1.1 or 1.2, takes for the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from cardkit.source.character import refused_in
from cardkit.source.growth import MAX_DEPTH

#: What the ledger and the templates are made of: text, lists and mappings.
Data: TypeAlias = "str | Sequence[Data] | Mapping[str, Data]"

# A plain scalar begins with a letter, so it is no number, date, time or sign, and holds nothing that YAML reads.
_PLAIN = re.compile(r"[^\W\d_](?:[\w./()+-]| (?=[\w(./+-]))*")
# YAML 1.1's types (yaml.org/type: bool, null, merge, value) and 1.2's core schema, in any case.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\xa0": "\\_"}
#: A key longer than this may not be found again (YAML 1.2.2, 7.4.3: 1,024 characters to the colon).
_LONGEST_KEY = 1000


def dump(data: Data, *, comment: str = "") -> str:
    """Write block style, keys in the order given, every line of ``comment`` behind a # at the top.

    Raises ValueError for what ``parse`` would refuse: control and direction
    characters, keys beyond 1,000 characters, nesting beyond 16.
    """
    head = "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines())
    return head + "\n".join(_lines(data, 1)) + "\n"


def _lines(data: Data, depth: int) -> Iterator[str]:
    if isinstance(data, str):
        yield _scalar(data)
        return
    if depth > MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH}")
    if not data:
        yield "{}" if isinstance(data, Mapping) else "[]"
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _entry(key, value, depth)
    else:
        for item in data:
            first, *rest = _lines(item, depth + 1)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)


def _entry(key: str, value: Data, depth: int) -> Iterator[str]:
    name = _scalar(key)
    if len(name) > _LONGEST_KEY:
        raise ValueError(f"a key of more than {_LONGEST_KEY} characters")
    if isinstance(value, str) or not value:
        yield f"{name}: {next(_lines(value, depth + 1))}"
    else:
        yield f"{name}:"
        yield from (f"  {line}" for line in _lines(value, depth + 1))


def _scalar(text: str) -> str:
    if refused_in(text):
        raise ValueError(f"a character that no card may hold in {text!r}")
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
