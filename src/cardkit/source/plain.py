"""Judge an unquoted value: is it cut short by a comment, did a key or a list item slip into it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic
from cardkit.source import refusal
from cardkit.source.manuscript import Manuscript, Mark
from cardkit.source.node import Scalar

_BLANKS = (" ", "\t")
_CUT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
#: A key and its value without the space between, as in ``en:Hohhot``; not an address, a port or a time.
_JOINED = re.compile(r"([A-Za-z][\w-]*)([:：])(?!//|\d)[^ \t\n]")
#: The same in braces, where a full-width colon is one whatever stands behind it.
_JOINED_IN_BRACES = re.compile(r"([A-Za-z][\w-]*)(?:(:)(?!//|\d)(?=[^ \t\n])|(：)[ \t]*(?=\S))")


def judge(manuscript: Manuscript, node: Scalar, start: Mark, end: Mark, *, on_key_line: bool) -> Iterator[Diagnostic]:
    """What is doubtful about a plain scalar that stands as a value; ``on_key_line``: behind a key or a dash."""
    text = manuscript.text
    cut = _CUT.match(text, end.index)
    if cut:
        comment = cut[1].rstrip()
        yield refusal.cut_value(manuscript.restored(comment), node.text, manuscript.at(cut.start(1), len(comment)))
    if on_key_line and start.line == end.line:
        return
    joined_lines = False
    for index in _line_starts(text, start.index, end.index):
        first = index == start.index
        joined = _JOINED.match(text, index, end.index)
        if joined and (joined_lines or (first and not on_key_line)):
            joined_lines = True
            behind = text[joined.end(2)]
            yield refusal.no_space(joined[1], joined[2], manuscript.at(joined.start(2)), behind)
        elif not first and text.startswith("- ", index):
            line_end = text.find("\n", index, end.index)
            length = (end.index if line_end < 0 else line_end) - index
            yield refusal.swallowed_item(
                manuscript.restored(text[index : index + length]), manuscript.at(index, length)
            )
            return


def doubtful(manuscript: Manuscript, node: Scalar, key: Scalar | None, start: Mark, end: Mark) -> bool:
    """Whether there is anything to say of a value that is not empty, below its ``key`` or a dash."""
    on_key_line = key is None or key.span.end_line == node.span.line
    if on_key_line and start.line == end.line and manuscript.text[end.index : end.index + 1] not in _BLANKS:
        return False  # On one line, with nothing behind it: nearly all are so.
    return any(True for _ in judge(manuscript, node, start, end, on_key_line=on_key_line))


def split_key(manuscript: Manuscript, key: Scalar, end: Mark) -> tuple[Scalar, Scalar, Diagnostic] | None:
    """In ``{en:Hohhot}`` the key is ``en:Hohhot`` and has no value: take it apart at the colon."""
    joined = _JOINED_IN_BRACES.match(key.text)
    begin = end.index - len(key.text)
    if key.quoted or not joined or manuscript.text[begin : end.index] != key.text:
        return None
    value = begin + joined.end()
    colon = joined[2] or joined[3]
    behind = key.text[joined.end(1) + 1]
    return (
        Scalar(joined[1], manuscript.at(begin, len(joined[1]))),
        Scalar(key.text[joined.end() :], manuscript.at(value, end.index - value)),
        refusal.no_space(joined[1], colon, manuscript.at(begin + joined.end(1)), behind),
    )


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the words begin on each line of a stretch of text."""
    index = start
    while True:
        yield index
        line_break = text.find("\n", index, end)
        if line_break < 0:
            return
        index = line_break
        while index < end and text[index] in " \t\n":
            index += 1
