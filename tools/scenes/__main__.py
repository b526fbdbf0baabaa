"""Write scenes as SVG files: ``python -m tools.scenes [ID …] -o cards/inner-mongolia/images``."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

from cardkit.picture.scene import parse
from tools.scenes.palette import PREVIEW
from tools.scenes.pen import Scene

GROUPS = ("places", "industries", "stories")
"""The modules that draw; each has ``SCENES``, the functions by the id of their card."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.scenes", description=__doc__)
    parser.add_argument("ids", metavar="ID", nargs="*", help="cards to draw; all when none is named")
    parser.add_argument("-o", "--output", type=Path, default=Path("cards/inner-mongolia/images"), metavar="DIR")
    wanted = parser.parse_args()
    known = scenes()
    unknown = [name for name in wanted.ids if name not in known]
    if unknown:
        parser.error(f"no scene draws {', '.join(unknown)}; there are {', '.join(known)}")
    wanted.output.mkdir(parents=True, exist_ok=True)
    sound = True
    for name in wanted.ids or known:
        drawn = known[name]().svg()
        (wanted.output / f"{name}.svg").write_text(drawn, encoding="utf-8")
        _, problems = parse(drawn.encode(), f"{name}.svg", PREVIEW)
        for problem in problems:
            sound = False
            line = problem.span.line if problem.span else 1
            sys.stderr.write(f"{name}.svg:{line}: {problem.message}\n")
    return 0 if sound else 1


def scenes() -> dict[str, Callable[[], Scene]]:
    """All scenes by card id, in the order of the groups."""
    found: dict[str, Callable[[], Scene]] = {}
    for group in GROUPS:
        if importlib.util.find_spec(f"tools.scenes.{group}"):
            found |= importlib.import_module(f"tools.scenes.{group}").SCENES
    return found


if __name__ == "__main__":
    sys.exit(main())
