"""Cut a source line to the screen and mark the place a problem stands at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cardkit.cli.terminal import cells, visible

#: Tab stops, as terminals and most editors have them.
_TAB = 8

#: What stands where a long line is cut; ASCII, so that it is three columns in every terminal.
_CUT = "..."

#: How cardkit's own themes and layouts are named in problems, and where they are.
_OWN = "cardkit/data/"
_PACKAGE = Path(__file__).parent.parent

Lines = Callable[[str], tuple[str, ...]]


def excerpt(
    line: str, start: int, end: int, width: int, *, mark: str = "^", encoding: str = "utf-8"
) -> tuple[str, str]:
    """The line as shown, and the marks that stand under its columns ``start`` to ``end``.

    Columns are 1-based, count characters, and the end is exclusive. Wide,
    combining and invisible characters, tabs and controls are measured as they
    are shown. Neither result is wider than ``width`` columns.
    """
    shown, edges = _measure(line, encoding)
    first = edges[min(start - 1, len(line))]
    last = edges[min(max(end - 1, start), len(line))]
    if last <= first:
        # A mark on an invisible character stands under the one it belongs to, or after the end of the line.
        first = first if start > len(line) else max(first - 1, 0)
        last = first + 1
    if max(edges[-1], last) <= width:
        return "".join(shown), " " * first + mark * (last - first)
    return _window(shown, edges, first, last, width, mark)


def lines_of(file: str) -> tuple[str, ...]:
    """The lines of a source file, as positions count them; none where it cannot be read."""
    path = Path(file)
    if file.startswith(_OWN) and not path.exists():
        path = _PACKAGE / file.removeprefix("cardkit/")
    try:
        if not path.is_file():
            return ()
        data = path.read_bytes()
        wide = data.startswith(
            (b"\xff\xfe", b"\xfe\xff")
        )  # A file in UTF-16 is refused; its words are shown all the same.
        text = data.decode("utf-16" if wide else "utf-8-sig", "replace")
    except (OSError, ValueError):
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _measure(line: str, encoding: str) -> tuple[list[str], list[int]]:
    """Each character as shown, and the column before each (and after the last)."""
    shown: list[str] = []
    edges = [0]
    for character in line:
        text = " " * (_TAB - edges[-1] % _TAB) if character == "\t" else visible(character, encoding)
        shown.append(text)
        edges.append(edges[-1] + cells(text))
    return shown, edges


def _window(shown: list[str], edges: list[int], first: int, last: int, width: int, mark: str) -> tuple[str, str]:
    room = max(width - 2 * len(_CUT), 10)
    # A third of the free room stands before the mark: what comes before explains more than what follows.
    left = max(0, first - max((room - (last - first)) // 3, room // 6))
    left = min(left, max(0, max(edges[-1], last) - room))
    inside = [i for i in range(len(shown)) if edges[i] >= left and edges[i + 1] <= left + room]
    while inside and edges[inside[0]] == edges[inside[0] + 1]:
        inside.pop(0)  # A combining mark without its letter would land on the cut.
    if not inside:
        return "", mark
    begin, stop = edges[inside[0]], edges[inside[-1] + 1]
    before = _CUT if inside[0] > 0 else ""
    after = _CUT if inside[-1] + 1 < len(shown) else ""
    text = before + "".join(shown[i] for i in inside) + after
    length = max(min(last, max(stop, first + 1)) - first, 1)
    return text, " " * (len(before) + first - begin) + mark * length
