"""Hold a tree while it grows: what is open, what has been told, how much has been read."""

from __future__ import annotations

from dataclasses import dataclass, field

from cardkit.diagnostic import Diagnostic, Span
from cardkit.source import refusal
from cardkit.source.manuscript import Manuscript, Mark
from cardkit.source.node import Entry, Node, Scalar

#: Lists and mappings within one another: no field of a card needs more than six.
MAX_DEPTH = 16
#: Past this the rest is not looked at: libyaml grows slower with every open bracket.
HOPELESS_DEPTH = 100
#: Values in one file: 100,000 cards of ten fields.
MAX_NODES = 1_000_000
#: Values that aliases may repeat in all, so that a bomb of them stays a squib.
MAX_BORROWED = 200
#: Problems of one file that are worth telling.
MAX_PROBLEMS = 100


@dataclass(slots=True)
class Open:
    """A list or mapping whose end has not come yet."""

    start: Mark
    mapping: bool
    flow: bool
    anchor: str | None
    first: int
    is_key: bool = False
    discarded: bool = False
    merging: bool = False
    complex: bool = False
    doubled: bool = False
    key: Scalar | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    merged: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    last: Span | None = None


@dataclass(slots=True)
class Growth:
    manuscript: Manuscript
    problems: list[Diagnostic] = field(default_factory=list)
    root: Node | None = None
    stack: list[Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    documents: int = 0
    nodes: int = 0
    borrowed: int = 0
    too_deep: int = 0
    told_depth: bool = False
    stopped: bool = False
    complete: bool = False
    scalar_at: int = -1
    closed_at: int = -1
    blank_at: int = -1
    escapes: bool = False

    def __post_init__(self) -> None:
        self.escapes = "\\" in self.manuscript.text

    def tell(self, problem: Diagnostic) -> None:
        if self.stopped:
            return
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(refusal.too_many(MAX_PROBLEMS, problem.span))
            self.stopped = True

    def count(self, mark: Mark) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.tell(refusal.too_large(MAX_NODES, self.manuscript.between(mark, mark)))
            self.stopped = True
