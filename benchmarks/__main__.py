"""Turn a command line into a deck or a table of times.

python -m benchmarks make 1000 /somewhere
python -m benchmarks time --cards 1000 --runs 3
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.deck import EDITIONS, make
from benchmarks.stopwatch import Plan, Run, measure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure cardkit on a deck of any size.")
    commands = parser.add_subparsers(dest="command", required=True)
    maker = commands.add_parser(
        "make", help="write a deck of COUNT unique two-sided cards with twelve shared photographs"
    )
    maker.add_argument("count", type=int)
    maker.add_argument("folder", type=Path)
    timer = commands.add_parser("time", help="time `cardkit render` as a whole process, with and without the proof")
    timer.add_argument("--cards", type=int, nargs="+", default=[12, 100, 1000], metavar="N")
    timer.add_argument("--runs", type=int, default=3, metavar="R", help="runs of each; the best one counts")
    timer.add_argument("--edition", choices=sorted(EDITIONS), default="en")
    options = parser.parse_args()
    if options.command == "make":
        make(options.count, options.folder)
        print(f"{options.folder}: {options.count} cards", file=sys.stderr)
        return 0
    return _time(options.cards, options.runs, options.edition)


def _time(counts: list[int], runs: int, edition: str) -> int:
    print(
        f"edition {edition}: seconds of the whole process, best of {runs} (first run, with cold caches); greatest memory"
    )
    print(f"{'cards':>7} {'pages':>7}  {'proof':<5} {'best s':>8} {'first s':>8} {'ms/card':>8} {'MB':>6}")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="cardkit-benchmark-") as place:
            deck = Path(place) / "deck"
            make(count, deck)
            for proof in ("no", "yes"):
                found = measure(Plan(deck, Path(place) / "out", edition, proved=proof == "yes", cards=count, runs=runs))
                if not isinstance(found, Run):
                    print(found, file=sys.stderr)
                    return 1
                line = f"{count:7} {found.pages:7}  {proof:<5} {found.best:8.2f} {found.first:8.2f}"
                print(f"{line} {1000 * found.best / count:8.2f} {found.memory_mb:6.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
