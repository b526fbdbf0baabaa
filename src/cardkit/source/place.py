"""Find where a value really stands, where the parser's marks name another place."""

from __future__ import annotations

from dataclasses import dataclass

from cardkit.source.manuscript import Manuscript, Mark

#: The styles of values that stand as a block of lines.
BLOCK = ("|", ">")


@dataclass(frozen=True, slots=True)
class Place:
    """A mark of cardkit's own, where the parser made none."""

    index: int
    line: int
    column: int


def last_character(manuscript: Manuscript, start: Mark, end: Mark) -> Mark:
    """The end of a block scalar's last line with something on it."""
    written = manuscript.text[start.index : end.index].rstrip("\n ")
    breaks = written.count("\n")
    column = len(written) - written.rfind("\n") - 1 if breaks else start.column + len(written)
    return Place(start.index + len(written), start.line + breaks, column)


def behind_colon(manuscript: Manuscript, mark: Mark) -> Mark:
    """Where an empty value stands; inside brackets libyaml names the colon or what follows it."""
    text, index = manuscript.text, mark.index
    if text.startswith(":", index) and text[index - 1 : index] != ":":
        return Place(index + 1, mark.line, mark.column + 1)
    while text[index - 1 : index] in (" ", "\t", "\n"):
        index -= 1
    if index == mark.index or text[index - 1 : index] != ":":
        return mark
    return Place(index, *manuscript.place(index))
