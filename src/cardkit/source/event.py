"""Turn YAML text into parser events, by libyaml where it is there and by pure Python where not.

Events are read, not composed nodes: composing recurses (60 kB of ``[`` end the
process), resolves types and follows aliases. Files in which none of that can
happen are composed all the same (``usual.py``): it takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from cardkit.source.manuscript import Mark
from cardkit.source.pure import PureParser

if TYPE_CHECKING:
    # PyYAML's stubs let every mark be None; a parser's events always have theirs.
    class Event:
        start_mark: Mark
        end_mark: Mark

    class _Value(Event):
        anchor: str | None
        tag: str | None

    class Scalar(_Value):
        value: str
        style: str | None

    class MappingStart(_Value):
        flow_style: bool | None

    class SequenceStart(_Value):
        flow_style: bool | None

    class Alias(Event):
        anchor: str

    class MappingEnd(Event): ...

    class SequenceEnd(Event): ...

    class DocumentStart(Event): ...

else:
    Event = yaml.events.Event
    Alias = yaml.events.AliasEvent
    DocumentStart = yaml.events.DocumentStartEvent
    MappingEnd = yaml.events.MappingEndEvent
    MappingStart = yaml.events.MappingStartEvent
    Scalar = yaml.events.ScalarEvent
    SequenceEnd = yaml.events.SequenceEndEvent
    SequenceStart = yaml.events.SequenceStartEvent


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the parser gave up: its own words and the places it named, in characters from the start."""

    problem: str
    context: str
    at: int
    since: int | None


class Parser(Protocol):
    def get_event(self) -> Any: ...
    def dispose(self) -> None: ...


MakeParser = Callable[[str], Parser]


def events(text: str, make_parser: MakeParser) -> Iterator[Event | Fault]:
    """Every event of the text, in order; a ``Fault`` comes last where the text is not YAML."""
    parser = make_parser(text)
    try:
        yield from iter(parser.get_event, None)
    except yaml.MarkedYAMLError as failure:
        at: Mark | None = failure.problem_mark
        since: Mark | None = failure.context_mark
        yield Fault(
            str(failure.problem), str(failure.context or ""), at.index if at else 0, since.index if since else None
        )
    finally:
        parser.dispose()


def pure_python(text: str) -> Parser:
    """PyYAML's own parser, brought into line with libyaml."""
    return PureParser(text)


def _fastest() -> MakeParser:
    try:
        from yaml._yaml import CParser
    except ImportError:  # PyYAML was built without libyaml.
        return pure_python
    return CParser


#: The parser that is used: libyaml's, some fifty times as quick, where PyYAML was built with it.
FASTEST = _fastest()
