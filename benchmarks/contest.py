"""Time cardkit beside its peers on the same deck, in turn, and look at what each of them wrote.

Every round runs each tool once, one after the other, so that whatever else the
machine does falls on all of them. What counts is the median of the ratios within
a round. The first round fills the stores of photographs and does not count; what
cardkit keeps of drawn cards is thrown away before each run, but where it is
what is measured.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import pypdfium2
import zxingcpp

from benchmarks.stopwatch import Failed, Run, run

#: Cards whose codes are read back, spread over the file: enough to know that codes were made and stand there.
_READ = 25

#: Pixels an inch at which a 20 mm code has four pixels a module.
_PPI = 150


@dataclass(frozen=True, slots=True)
class Tool:
    """How a tool is started on a deck, the file that it leaves, and what is done before it starts."""

    name: str
    command: tuple[str, ...]
    file: Path
    before: Callable[[], None]
    home: Path


@dataclass(frozen=True, slots=True)
class Standing:
    """What a tool needed: medians of its runs, the greatest memory, and the size of its file."""

    name: str
    seconds: float
    work: float
    memory_mb: float
    megabytes: float
    runs: tuple[Run, ...]


def tools(deck: Path, place: Path, edition: str) -> tuple[Tool, ...]:
    """cardkit from nothing and after a change, each with and without the proof; Typst; and the naive script."""
    name = f"benchmark.{edition}.pdf"

    def ours(label: str, before: Callable[[Path, Path], None], *options: str) -> Tool:
        folder = place / label.replace(" ", "-")
        home = folder / "home"
        command = ("-m", "cardkit", "render", str(deck), "--edition", edition, "--quiet", *options)
        file = folder / "out" / name
        return Tool(label, (*command, "-o", str(file.parent)), file, partial(before, deck, home), home)

    return (
        ours("cardkit --no-proof", _forget, "--no-proof"),
        ours("cardkit", _forget),
        ours("one changed, --no-proof", _change, "--no-proof"),
        ours("one changed", _change),
        peer("typst_peer", "Typst", deck, place),
        peer("naive", "naive ReportLab", deck, place),
    )


def _forget(_deck: Path, home: Path) -> None:
    """Throw away what is kept of cards that were drawn before, and of pages that were proved."""
    for kept in (home / "cardkit").glob("*"):
        if kept.name != "pictures":
            shutil.rmtree(kept)


def _change(deck: Path, _home: Path) -> None:
    """Change a word of one card."""
    path = min((deck / "places").glob("*.yaml"))
    card = path.read_text(encoding="utf-8")
    old, new = ("keeps", "holds") if "keeps" in card else ("holds", "keeps")
    path.write_text(card.replace(old, new), encoding="utf-8")


def peer(module: str, name: str, deck: Path, place: Path) -> Tool:
    file = place / f"{module}.pdf"
    return Tool(name, ("-m", f"benchmarks.{module}", str(deck), str(file)), file, lambda: None, place)


def hold(rivals: Sequence[Tool], cards: int, rounds: int) -> tuple[Standing, ...]:
    """Run all tools so many rounds and one before; raises Failed where one does not do its work."""
    runs: dict[str, list[Run]] = {tool.name: [] for tool in rivals}
    for number in range(rounds + 1):
        for tool in rivals:
            tool.file.unlink(missing_ok=True)
            tool.before()
            taken = run(tool.command, tool.home)
            print(f"  {tool.name}: {taken.seconds:.2f} s{'' if number else ' (first)'}", file=sys.stderr)
            if number:
                runs[tool.name].append(taken)
            else:
                _look_at(tool, cards)
    return tuple(_standing(tool, runs[tool.name]) for tool in rivals)


def ratio(one: Standing, other: Standing) -> float:
    """The median of how much longer one took than the other within a round."""
    return median(a.seconds / b.seconds for a, b in zip(one.runs, other.runs, strict=True))


def _standing(tool: Tool, runs: Sequence[Run]) -> Standing:
    return Standing(
        tool.name,
        median(each.seconds for each in runs),
        median(each.work for each in runs),
        max(each.memory_mb for each in runs),
        tool.file.stat().st_size / 1e6,
        tuple(runs),
    )


def _look_at(tool: Tool, cards: int) -> None:
    """Two pages a card, and a code on every back that is looked at, each another one."""
    document = pypdfium2.PdfDocument(tool.file)
    try:
        if len(document) != 2 * cards:
            raise Failed(f"{tool.name}: {len(document)} pages, and {cards} cards have {2 * cards} faces")
        backs = range(1, 2 * cards, max(2, 2 * cards // _READ // 2 * 2))
        read = {_code(document[page]) for page in backs}
        if None in read or len(read) != len(backs):
            raise Failed(f"{tool.name}: {len(read - {None})} codes on {len(backs)} backs")
    finally:
        document.close()


def _code(page: pypdfium2.PdfPage) -> str | None:
    found = zxingcpp.read_barcodes(page.render(scale=_PPI / 72, grayscale=True).to_numpy().squeeze())
    return str(found[0].text) if len(found) == 1 else None
