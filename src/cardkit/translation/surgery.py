"""Put translations into the text of a YAML file, and leave every other character as it is.

A text that is there is replaced where it stands. One that is not there yet
comes behind that of the language before it in the deck's order, in the style,
flow or block, in which the field is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cardkit import source
from cardkit.deck import LocalText, Text
from cardkit.diagnostic import Span


@dataclass(frozen=True, slots=True)
class Change:
    """New texts of one field, by language.

    ``languages`` are all that the field is wanted in, in the deck's order: a
    text that served them all is given to each when they part.
    """

    text: LocalText
    news: Mapping[str, str]
    languages: tuple[str, ...]


def changed(written: str, changes: Sequence[Change]) -> str:
    """The file's text with the changes made; spans are those of the file as it was read."""
    page = _Page.of(written)
    splices = [splice for change in changes for splice in _splices(page, change)]
    # From the end backward, so that the places of what is still to be done stay true. Behind one anchor, the languages
    # keep their order because the later one goes in first.
    for splice in sorted(splices, key=lambda one: (one.start, one.rank), reverse=True):
        written = written[: splice.start] + splice.text + written[splice.end :]
    return written


def is_proved(before: str, after: str, changes: Sequence[Change]) -> bool:
    """Whether the changed file reads as the old one does but for the changes, exactly."""
    old, old_problems = source.parse(before, "")
    new, new_problems = source.parse(after, "")
    if old is None or new is None or Counter(p.code for p in new_problems) != Counter(p.code for p in old_problems):
        return False
    leaves = _leaves(old)
    expected = {path: _said(node) for path, node in leaves.items()}
    paths = {_place(node.span): path for path, node in leaves.items()}
    for change in changes:
        if change.text.plain:
            path = paths[_place(change.text.plain.span)]
            said = expected.pop(path)
            expected |= {(*path, one): change.news.get(one, said) for one in _parting(change)}
            continue
        inside = paths[_place(next(iter(change.text.texts.values())).span)][:-1]
        expected |= {(*inside, language): text for language, text in change.news.items()}
    found = {path: _said(node) for path, node in _leaves(new).items()}
    order = [path for path in found if path in leaves]
    return found == expected and order == [path for path in leaves if path in found]


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    end: int
    text: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    """A file's text with the places at which its lines begin, to find what a span means."""

    text: str
    starts: tuple[int, ...]
    line_end: str

    @classmethod
    def of(cls, text: str) -> _Page:
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
        found = re.search(r"\r\n|\r|\n", text)
        return cls(text, tuple(accumulate((len(line) for line in lines), initial=0)), found[0] if found else "\n")

    def at(self, line: int, column: int) -> int:
        # The mark at a file's very beginning is no character of its first line.
        mark = 1 if line == 1 and self.text.startswith("\ufeff") else 0
        return self.starts[line - 1] + column - 1 + mark

    def of_span(self, span: Span) -> tuple[int, int]:
        return self.at(span.line, span.column), self.at(span.end_line, span.end_column)

    def end_of_line(self, index: int) -> int:
        found = re.compile(r"[\r\n]").search(self.text, index)
        return found.start() if found else len(self.text)


def _splices(page: _Page, change: Change) -> list[_Splice]:
    if change.text.plain:
        start, end = page.of_span(change.text.plain.span)
        return [_Splice(start, end, _parted(change, page.text[start:end]))]
    start, _ = page.of_span(change.text.span)
    flow = page.text[start] == "{"
    indent = change.text.span.column - 1
    splices = []
    for language, text in change.news.items():
        present = change.text.texts.get(language)
        if present:
            start, end = page.of_span(present.span)
            splices.append(_Splice(start, end, _replacing(page, page.text[start:end], text, indent, flow=flow)))
            continue
        rank = _rank(language, change.languages)
        _, end = page.of_span(_anchor(change, rank).span)
        if flow:
            splices.append(_Splice(end, end, f", {language}: {_scalar(text)}", rank))
        else:
            end = page.end_of_line(end)
            value = _block(page, text, indent + 2) or _scalar(text)
            splices.append(_Splice(end, end, f"{page.line_end}{' ' * indent}{language}: {value}", rank))
    return splices


def _parting(change: Change) -> tuple[str, ...]:
    """The languages that a text for all of them is written out in once they differ."""
    return tuple(dict.fromkeys((*change.languages, *change.news)))


def _parted(change: Change, written: str) -> str:
    assert change.text.plain is not None
    quoted = written[0] in "\"'" and written[-1] == written[0] and "\n" not in written and "\r" not in written
    safe = _FLOW_SAFE.fullmatch(written) is not None
    kept = written if quoted or safe else _scalar(change.text.plain.text)
    parts = [f"{one}: {_scalar(change.news[one]) if one in change.news else kept}" for one in _parting(change)]
    return "{" + ", ".join(parts) + "}"


#: An unquoted word that says the same within braces.
_FLOW_SAFE = re.compile(r"\w[\w./()+-]*(?: [\w./()+-]+)*")

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")


def _replacing(page: _Page, written: str, text: str, indent: int, *, flow: bool) -> str:
    """What takes the place of a value: a block where one stood and there are lines for it, else one line."""
    comment = ""
    head = _BLOCK_HEAD.match(written) if written[0] in "|>" else None
    if head and head[1]:
        comment = f" {head[1].rstrip()}"
    block = _block(page, text, indent + 2, comment) if head and not flow else None
    return block or _scalar(text) + comment


def _block(page: _Page, text: str, indent: int, comment: str = "") -> str | None:
    """A text of several lines as a literal block; None where that could not say it."""
    lines = text.split("\n")
    if len(lines) < 2 or not lines[0] or not lines[-1] or any(line != line.strip() or "\t" in line for line in lines):
        return None
    margin = " " * indent
    return page.line_end.join([f"|{comment}", *(f"{margin}{line}" if line else "" for line in lines)])


def _scalar(text: str) -> str:
    return source.dump(text).removesuffix("\n")


def _rank(language: str, languages: tuple[str, ...]) -> int:
    return languages.index(language) if language in languages else len(languages)


def _anchor(change: Change, rank: int) -> Text:
    """The text behind which a new one comes: that of the nearest language before it, else the last one written."""
    before = [one for one in change.languages[:rank] if one in change.text.texts]
    if before:
        return change.text.texts[before[-1]]
    return max(change.text.texts.values(), key=lambda text: text.span)


def _leaves(node: source.Node, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], source.Node]:
    """Every scalar, and every empty list or mapping, by its path."""
    inner: list[tuple[str, source.Node]] = []
    if isinstance(node, source.Mapping):
        inner = [(key, entry.value) for key, entry in node.entries.items()]
    elif isinstance(node, source.Sequence):
        inner = [(str(number), item) for number, item in enumerate(node.items)]
    if not inner:
        return {path: node}
    return {place: leaf for key, value in inner for place, leaf in _leaves(value, (*path, key)).items()}


def _said(node: source.Node) -> str:
    # The line ends behind a block belong to no text of a card.
    return node.text.rstrip("\n") if isinstance(node, source.Scalar) else type(node).__name__


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.column
