"""Grow nodes with spans out of parser events, and refuse what a card's file may not use.

Every scalar stays text. Anchors, aliases, merge keys and tags are each a
problem where they stand; what they say is followed all the same, within
bounds, so that one mistake does not breed others further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, Span
from cardkit.source import character, escape, event, plain, refusal
from cardkit.source.growth import HOPELESS_DEPTH, MAX_BORROWED, MAX_DEPTH, Growth, Open
from cardkit.source.manuscript import Manuscript, Mark
from cardkit.source.node import Entry, Mapping, Node, Scalar, Sequence
from cardkit.source.place import BLOCK, Place, behind_colon, last_character

#: A blank that is no space, before a key or behind the colon of one.
_ODD_BLANK = re.compile(r"(?:^|^[\w-]+:)([^\S ]+)")
_PROPERTY = re.compile(r"([&!])[^\s,\[\]{}]*")
#: Makes a tuple with names without the function that its class puts before that, which takes as long again.
_made = tuple.__new__


@dataclass(frozen=True, slots=True)
class Grown:
    """The tree so far, its problems, and where the parser gave up, if it did.

    ``root`` is None when nothing was written or the reading was broken off.
    ``scalar_at`` and ``closed_at`` are where the last scalar and the last
    bracketed list or mapping began: what a fault right behind them is about.
    ``blank_at`` is where a blank that is no ordinary space stands in for one;
    the last problem tells of it.
    """

    root: Node | None
    problems: tuple[Diagnostic, ...]
    fault: event.Fault | None
    scalar_at: int
    closed_at: int
    blank_at: int = -1


def grow(manuscript: Manuscript, parsed: Iterable[event.Event | event.Fault]) -> Grown:
    """Read events into one tree."""
    growth = Growth(manuscript)
    fault: event.Fault | None = None
    for item in parsed:
        if isinstance(item, event.Scalar):
            _scalar(growth, item)
        elif isinstance(item, (event.MappingStart, event.SequenceStart)):
            _open(growth, item)
        elif isinstance(item, (event.MappingEnd, event.SequenceEnd)):
            _close(growth, item)
        elif isinstance(item, event.Alias):
            _alias(growth, item)
        elif isinstance(item, event.DocumentStart):
            _document(growth, item)
        elif isinstance(item, event.Fault):
            fault = item
        if growth.stopped:
            break
    whole = fault is None and not growth.stopped
    root = growth.root if whole or growth.complete else None
    return Grown(root, tuple(growth.problems), fault, growth.scalar_at, growth.closed_at, growth.blank_at)


def _document(growth: Growth, start: event.DocumentStart) -> None:
    growth.documents += 1
    if growth.documents > 1:
        growth.tell(refusal.second_document(growth.manuscript.between(start.start_mark, start.end_mark)))
        growth.stopped = growth.complete = True


def _scalar(growth: Growth, item: event.Scalar) -> None:
    """Take a key or a value. Nine tenths of a file are these, so what is rare is asked as cheaply as can be."""
    if growth.too_deep:
        return
    manuscript, start, end, text, style = growth.manuscript, item.start_mark, item.end_mark, item.value, item.style
    growth.count(start)
    named = item.anchor is not None or item.tag is not None
    if named:
        start = _properties(growth, item)
    growth.scalar_at = start.index
    if style == '"':
        if growth.escapes and "\\" in manuscript.text[start.index : end.index]:
            _judge_escapes(growth, start.index, end.index)
            text = character.without_refused(text)
    elif style in BLOCK:
        end = last_character(manuscript, start, end)
    elif named and not style and start.index == end.index:
        # `who: &co` or `!wow`: nothing follows, so the sign is most likely the text.
        start, text = item.start_mark, manuscript.text[item.start_mark.index : end.index].rstrip()
    node = _made(Scalar, (manuscript.restored(text), manuscript.between(start, end), bool(style)))
    if item.anchor is not None:
        growth.anchors[item.anchor] = (node, 1)
    parent = growth.stack[-1] if growth.stack else None
    if parent is not None and parent.mapping and parent.key is None:
        if node.text in parent.entries or not (style or node.text.isidentifier()):
            _judge_key(growth, parent, node)
        parent.key = node
        return
    if not style:
        node = _plain(growth, parent, node, start, end)
    _place(growth, parent, node, node.span if node.text or style else _empty_span(parent, node))


def _plain(growth: Growth, parent: Open | None, node: Scalar, start: Mark, end: Mark) -> Scalar:
    """Judge an unquoted value, and give the one that was meant."""
    key = parent.key if parent is not None else None
    if start.index != end.index and parent is not None and not plain.doubtful(growth.manuscript, node, key, start, end):
        return node
    if key is not None and start.index == end.index:
        start = end = behind_colon(growth.manuscript, end)
        node = Scalar("", growth.manuscript.between(start, end))
        if growth.manuscript.text[start.index - 1 : start.index] != ":":  # `? key` and `{key}` have no colon.
            span = key.span
            node = Scalar("", Span(span.file, span.end_line, span.end_column, span.end_line, span.end_column))
    on_key_line = parent is not None and (parent.key is None or parent.key.span.end_line == node.span.line)
    for problem in plain.judge(growth.manuscript, node, start, end, on_key_line=on_key_line):
        growth.tell(problem)
    if parent is None or parent.key is None or not parent.flow or start.index != end.index:
        return node
    split = plain.split_key(growth.manuscript, parent.key, end)
    if split is None:
        return node
    parent.key, node, problem = split
    parent.discarded = parent.discarded or parent.key.text in parent.entries
    growth.tell(problem)
    return node


def _judge_escapes(growth: Growth, start: int, end: int) -> None:
    """Report characters that come in as escapes, which the first look at the text could not see."""
    text = growth.manuscript.text
    for found in escape.refused(text, start, end):
        assert found.character is not None
        growth.tell(
            character.refusal(
                found.character,
                growth.manuscript.at(found.index, len(found.written)),
                growth.manuscript.restored(found.written),
            )
        )


def _judge_key(growth: Growth, parent: Open, key: Scalar) -> None:
    first = parent.entries.get(key.text)
    if key.text == "<<" and not key.quoted:
        parent.merging = parent.discarded = True
        growth.tell(refusal.merge_key(key.span))
    elif first is not None:
        parent.discarded = True
        if not parent.doubled:
            in_list = not parent.flow and len(growth.stack) > 1 and not growth.stack[-2].mapping
            begins = in_list and key.text == next(iter(parent.entries))
            # With the first field of a list's item another item begins: its other fields stand twice for the same cause.
            parent.doubled = begins
            growth.tell(refusal.duplicate_key(key, first.key, begins_item=begins))
    elif not key.text and not key.quoted:
        parent.discarded = True
        growth.tell(refusal.nameless_key(key.span))
    elif not key.quoted and (blank := _ODD_BLANK.search(key.text)):
        # What follows from it would be a second problem, so it is read as the space that was meant.
        growth.blank_at = growth.scalar_at + blank.start(1)
        place = growth.manuscript.at(growth.blank_at, len(blank[1])) if blank.start(1) else key.span
        growth.tell(refusal.odd_blank(key, blank[1], place))
        growth.stopped = True


def _alias(growth: Growth, item: event.Alias) -> None:
    if growth.too_deep:
        return
    growth.count(item.start_mark)
    manuscript, span = growth.manuscript, growth.manuscript.between(item.start_mark, item.end_mark)
    growth.scalar_at = item.start_mark.index
    if not any(frame.merging for frame in growth.stack[-2:]):
        growth.tell(refusal.alias(f"*{item.anchor}", span))
    as_written = Scalar(manuscript.restored(manuscript.text[item.start_mark.index : item.end_mark.index]), span)
    node, size = growth.anchors.get(item.anchor, (as_written, 0))
    growth.borrowed += size
    if growth.borrowed > MAX_BORROWED:
        node = as_written
    parent = growth.stack[-1] if growth.stack else None
    if parent is not None and parent.mapping and parent.key is None:
        parent.key = node if isinstance(node, Scalar) else as_written
        _judge_key(growth, parent, parent.key)
    else:
        empty = isinstance(node, Scalar) and not node.text and not node.quoted
        _place(growth, parent, node, _empty_span(parent, node) if empty else node.span)


def _open(growth: Growth, item: event.MappingStart | event.SequenceStart) -> None:
    if growth.too_deep:
        growth.too_deep += 1
        growth.stopped = growth.stopped or growth.too_deep > HOPELESS_DEPTH
        return
    growth.count(item.start_mark)
    start = item.start_mark
    if item.anchor is not None or item.tag is not None:
        start = _properties(growth, item)
    parent = growth.stack[-1] if growth.stack else None
    is_key = parent is not None and parent.mapping and parent.key is None
    if len(growth.stack) >= MAX_DEPTH:
        growth.too_deep = 1
        if not growth.told_depth:
            growth.told_depth = True
            growth.tell(refusal.too_deep(MAX_DEPTH, growth.manuscript.at(start.index)))
    elif is_key and not any(frame.is_key for frame in growth.stack):
        growth.tell(refusal.complex_key(growth.manuscript.at(start.index)))
    mapping = isinstance(item, event.MappingStart)
    growth.stack.append(Open(start, mapping, bool(item.flow_style), item.anchor, growth.nodes, is_key))
    if growth.too_deep:
        _close(growth, item)


def _close(growth: Growth, item: event.Event) -> None:
    if growth.too_deep and (growth.too_deep > 1 or isinstance(item, (event.MappingEnd, event.SequenceEnd))):
        growth.too_deep -= 1
        return
    frame = growth.stack.pop()
    manuscript = growth.manuscript
    span = manuscript.between(frame.start, item.end_mark)
    if frame.flow:
        growth.closed_at = frame.start.index
    elif frame.last is not None:
        # A block ends where its last value does; the parser only notices at the next token, lines later.
        span = Span(span.file, span.line, span.column, frame.last.end_line, frame.last.end_column)
    node: Node
    if frame.flow and frame.complex:
        # `{{name}}` is a template's placeholder: text without its quotes.
        node = Scalar(manuscript.restored(manuscript.text[frame.start.index : item.end_mark.index]), span)
    elif frame.mapping:
        node = Mapping({**frame.merged, **frame.entries} if frame.merged else frame.entries, span)
    else:
        node = Sequence(tuple(frame.items), span)
    if frame.anchor is not None:
        growth.anchors[frame.anchor] = (node, growth.nodes - frame.first + 1)
    parent = growth.stack[-1] if growth.stack else None
    if parent is not None and frame.is_key:
        parent.key, parent.discarded, parent.complex = Scalar("", span), True, True
    else:
        # The braces of a placeholder are text without quotes, and never empty.
        _place(growth, parent, node, span)


def _place(growth: Growth, parent: Open | None, node: Node, span: Span) -> None:
    """Give a finished value to the list or mapping it belongs to, which ends for now where ``span`` does."""
    if parent is None:
        growth.root = node
        return
    parent.last = span
    key = parent.key
    if not parent.mapping:
        parent.items.append(node)
    elif key is not None:
        if parent.merging:
            _lend(parent, key, node)
        if not parent.discarded:
            parent.entries[key.text] = _made(Entry, (key, node))
        parent.key, parent.discarded, parent.merging = None, False, False


def _lend(parent: Open, key: Scalar, node: Node) -> None:
    """Take over what a merge key borrows."""
    for lender in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(lender, Mapping):
            # What is borrowed stands at the merge key, so that a fault in it is not told beside that.
            lent = {name: Entry(Scalar(name, key.span), e.value) for name, e in lender.entries.items()}
            parent.merged = {**lent, **parent.merged}


def _empty_span(parent: Open | None, node: Node) -> Span:
    """An empty value stands where the parser noticed that it is empty, sometimes lines later; it counts as its key."""
    return node.span if parent is None or parent.key is None else parent.key.span


def _properties(growth: Growth, item: event.Scalar | event.MappingStart | event.SequenceStart) -> Mark:
    """Report the anchor and the tag before a value; gives the place where the value itself begins."""
    manuscript = growth.manuscript
    place = item.start_mark.index
    for _ in range(2):  # A value has one anchor and one tag at most.
        match = _PROPERTY.match(manuscript.text, place)
        if match is None:
            break
        span, written = manuscript.at(place, len(match[0])), manuscript.restored(match[0])
        growth.tell(refusal.anchor(written, span) if match[1] == "&" else refusal.tag(written, span))
        place = match.end()
        while manuscript.text[place : place + 1] in (" ", "\t", "\n"):
            place += 1
    line, column = manuscript.place(place)
    return Place(min(place, max(item.end_mark.index, item.start_mark.index)), line, column)
