"""Turn a command line into a deck or a table of times.

python -m benchmarks make 1000 DECK      write a deck of 1,000 cards
python -m benchmarks compare             cardkit beside Typst and a naive script, 1,000 cards
python -m benchmarks grow                how time and memory grow from 100 to 10,000 cards
python -m benchmarks one                 one card of the repository's own deck, and its validation
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.contest import hold, ratio, tools
from benchmarks.deck import EDITIONS, make
from benchmarks.stopwatch import Failed, run

_ROOT = Path(__file__).parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True)
    maker = commands.add_parser("make", help="write a deck of COUNT unique two-sided cards with twelve photographs")
    maker.add_argument("count", type=int)
    maker.add_argument("folder", type=Path)
    comparer = commands.add_parser("compare", help="time cardkit, Typst and a naive ReportLab script, in turn")
    comparer.add_argument("--cards", type=int, default=1000, metavar="N")
    grower = commands.add_parser("grow", help="time cardkit from 100 to 10,000 cards")
    grower.add_argument("--cards", type=int, nargs="+", default=[100, 1000, 10_000], metavar="N")
    single = commands.add_parser("one", help="time one card, the validation of a deck, and --help")
    for command in (comparer, grower):
        command.add_argument("--edition", choices=sorted(EDITIONS), default="en+zh")
    for command in (comparer, grower, single):
        command.add_argument("--rounds", type=int, default=5, metavar="R", help="rounds that count (default 5)")
    options = parser.parse_args()
    if options.command == "make":
        make(options.count, options.folder)
        print(f"{options.folder}: {options.count} cards", file=sys.stderr)
        return 0
    try:
        _DOES[options.command](options)
    except Failed as words:
        print(words, file=sys.stderr)
        return 1
    return 0


def _compare(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="cardkit-benchmark-") as folder:
        place = Path(folder)
        make(options.cards, place / "deck")
        rivals = tools(place / "deck", place, options.edition)
        standings = {each.name: each for each in hold(rivals, options.cards, options.rounds)}
    print(f"{options.cards} cards, {2 * options.cards} faces; medians of {options.rounds} rounds")
    print(f"{'':<24} {'seconds':>8} {'all cores':>9} {'MB':>6} {'file MB':>8} {'× Typst':>8} {'× naive':>8}")
    for name, standing in standings.items():
        beside = [ratio(standing, standings[other]) for other in ("Typst", "naive ReportLab")]
        figures = f"{standing.seconds:8.2f} {standing.work:9.2f} {standing.memory_mb:6.0f} {standing.megabytes:8.1f}"
        print(f"{name:<24} {figures} {beside[0]:8.2f} {beside[1]:8.2f}", flush=True)


def _grow(options: argparse.Namespace) -> None:
    print(f"{'cards':>7}  {'proof':<5} {'seconds':>8} {'ms/card':>8} {'MB':>6}")
    for count in options.cards:
        with tempfile.TemporaryDirectory(prefix="cardkit-benchmark-") as folder:
            place = Path(folder)
            make(count, place / "deck")
            bare, proved, *_ = tools(place / "deck", place, options.edition)
            for proof, standing in zip(("no", "yes"), hold((bare, proved), count, options.rounds), strict=True):
                figures = f"{standing.seconds:8.2f} {1000 * standing.seconds / count:8.2f} {standing.memory_mb:6.0f}"
                print(f"{count:7}  {proof:<5} {figures}", flush=True)


def _one(options: argparse.Namespace) -> None:
    deck = str(_ROOT / "cards" / "inner-mongolia")
    with tempfile.TemporaryDirectory(prefix="cardkit-benchmark-") as out:
        commands: dict[str, Sequence[str]] = {
            "render --only hohhot": ("render", deck, "--only", "hohhot", "--quiet", "-o", out),
            "validate": ("validate", deck, "--quiet"),
            "--help": ("--help",),
        }
        for name, words in commands.items():
            taken = [run(("-m", "cardkit", *words)).seconds for _ in range(options.rounds + 1)][1:]
            print(f"{name:<22} {median(taken):6.2f} s", flush=True)


_DOES: dict[str, Callable[[argparse.Namespace], None]] = {"compare": _compare, "grow": _grow, "one": _one}


if __name__ == "__main__":
    sys.exit(main())
