"""Grow the tree of a file in which nothing is unusual, in half the time that ``tree.py`` takes; give up on any other.

Nearly every file is free of mistakes. For those it is enough that libyaml
composes the nodes and that each is looked at once. Whatever would have to be
told or needs thought is left to ``tree.py``; of the rest both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from cardkit.diagnostic import Span
from cardkit.source import plain
from cardkit.source.growth import MAX_DEPTH
from cardkit.source.manuscript import Manuscript, Mark
from cardkit.source.node import Entry, Mapping, Node, Scalar, Sequence
from cardkit.source.place import BLOCK, last_character

#: Libyaml composes by recursion. Each level costs a sign or one more blank on every line within it, so that
#: such a file has some 550 levels at most, where 1,500 overrun a stack of 512 KiB.
_MOST_CHARACTERS = 30_000
_MOST_SIGNS = 300
#: An anchor or a tag, as far as one can tell without a parser; quoted text may look like one.
_PROPERTY = re.compile(r"(?:^|[\s,\[{:?-])(?:&\S|!)")
#: A key without quotes that is no merge key, and has no blanks that might be odd ones.
_NAME = re.compile(r"(?!<<$)\S+")
#: Makes a tuple with names without the function that its class puts before that, which takes as long again.
_made = tuple.__new__


class _UnusualError(Exception):
    """Something to tell, or to think about."""


def usual(manuscript: Manuscript) -> Node | None:
    """The tree of a list or mapping without any problem; None where there is one, or might be."""
    text = manuscript.text
    if _Composer is None or manuscript.touched or manuscript.inserted or len(text) > _MOST_CHARACTERS:
        return None
    if "\\" in text or (("&" in text or "!" in text) and _PROPERTY.search(text)):
        return None
    if text.count("[") + text.count("{") + text.count("-") + text.count("?") > _MOST_SIGNS:
        return None
    try:
        root = _Composer(text).get_single_node()
        return None if root is None or isinstance(root, yaml.ScalarNode) else _node(manuscript, root, 1)
    except (yaml.YAMLError, _UnusualError):
        return None


def _node(manuscript: Manuscript, made: Any, depth: int) -> Node:
    """A list or mapping, and all that is in it."""
    if made.tag or depth > MAX_DEPTH:
        raise _UnusualError
    start, end = made.start_mark, made.end_mark
    if isinstance(made, yaml.SequenceNode):
        items = tuple([_value(manuscript, item, None, depth) for item in made.value])
        last = items[-1].span if items and not made.flow_style else None
        return Sequence(items, _span(manuscript, start, end, last))
    entries: dict[str, Entry] = {}
    last = None
    for written, inner in made.value:
        key = _key(manuscript, written)
        if key.text in entries:
            raise _UnusualError
        value = _value(manuscript, inner, key, depth)
        entries[key.text] = _made(Entry, (key, value))
        last = value.span
    return Mapping(entries, _span(manuscript, start, end, None if made.flow_style else last))


def _key(manuscript: Manuscript, made: Any) -> Scalar:
    """A key that has a name, and one that is no sign."""
    if not isinstance(made, yaml.ScalarNode) or made.tag or made.style in BLOCK:
        raise _UnusualError
    text, start, end, style = made.value, made.start_mark, made.end_mark, made.style
    if not style and not text.isidentifier() and not _NAME.fullmatch(text):
        raise _UnusualError
    span = _made(Span, (manuscript.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1))
    return _made(Scalar, (text, span, bool(style)))


def _value(manuscript: Manuscript, made: Any, key: Scalar | None, depth: int) -> Node:
    """A value that is not empty unless it is quoted, and that no comment or list item has slipped into."""
    if not isinstance(made, yaml.ScalarNode):
        return _node(manuscript, made, depth + 1)
    text, start, end, style = made.value, made.start_mark, made.end_mark, made.style
    if made.tag or not (style or text):
        raise _UnusualError
    if style in BLOCK:
        end = last_character(manuscript, start, end)
    span = _made(Span, (manuscript.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1))
    node = _made(Scalar, (text, span, bool(style)))
    if not style and plain.doubtful(manuscript, node, key, start, end):
        raise _UnusualError
    return node


def _span(manuscript: Manuscript, start: Mark, end: Mark, last: Span | None) -> Span:
    """The span of a list or mapping: a block ends where its last value does."""
    end_line, end_column = (last.end_line, last.end_column) if last else (end.line + 1, end.column + 1)
    return _made(Span, (manuscript.path, start.line + 1, start.column + 1, end_line, end_column))


def _composer() -> Callable[[str], Any] | None:
    """Libyaml's composer without PyYAML's types: nodes have no tag but one that is written."""
    try:
        from yaml._yaml import CParser
    except ImportError:  # PyYAML was built without libyaml.
        return None
    # It asks these of itself for each node; the names are PyYAML's.
    asked: dict[str, Callable[..., object]] = {
        "descend_resolver": _descend,
        "ascend_resolver": _ascend,
        "resolve": _resolve,
    }
    return type("Composer", (CParser,), {name: staticmethod(answer) for name, answer in asked.items()})


def _descend(_parent: object, _place: object) -> None:
    """Nothing depends on where a node stands."""


def _ascend() -> None:
    """Nor on where it stood."""


def _resolve(_kind: object, _text: object, _implicit: object) -> str:
    """Every node without a tag is as good as any other."""
    return ""


_Composer = _composer()
