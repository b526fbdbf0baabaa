"""Time the proof of the codes in finished PDFs, step by step, on one core.

python -m benchmarks.proof build/inner-mongolia.en.pdf …      each beside its manifest.json
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# The library beneath shares large products among cores; this is about one of them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from cardkit.codes.decode import Decoded
from cardkit.codes.symbol import symbol
from cardkit.geometry import Rect
from cardkit.ink import Cmyk
from cardkit.pdf.document import Page, opened
from cardkit.pdf.document import page as page_of
from cardkit.preflight.code import examine
from cardkit.preflight.expectation import ExpectedCode
from cardkit.preflight.inspection import structure
from cardkit.preflight.likeness import flawless
from cardkit.preflight.sample import sample
from cardkit.preflight.search import USUAL_MODULE, search
from cardkit.preflight.stress import stress
from cardkit.preflight.symbol import look, prove_symbol
from cardkit.press.folder import shipped_press


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.proof", description="Time the proof of codes.")
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5, metavar="R", help="runs of each step; the best one counts")
    options = parser.parse_args()
    print(
        f"best of {options.runs}, milliseconds of processor time; steps 1 to 4 compare or measure a code and read it,"
    )
    print(
        "5 looks over a page, 6 stresses a code; then the usual proof of the whole file and the look at its structure,"
    )
    print("a page each")
    print(
        f"{'file':<40} {'codes':>6} {'compare':>8} {'measure':>8} {'5/page':>8} {'6/code':>8} {'proof':>8} {'structure':>9}"
    )
    for path in options.pdf:
        _report(path, options.runs)
    return 0


def _report(path: Path, runs: int) -> None:
    codes, pages = listed(path)
    with opened(path) as document:
        sheets = [page_of(document, number) for number in range(1, pages + 1)]
        found = [_read(sheets[code.page - 1], code) for code in codes]

        def compare() -> None:
            for code, read in zip(codes, found, strict=True):
                flawless(sheets[code.page - 1], code, read)

        def measure() -> None:
            for code in codes:
                assert not [one for one in prove_symbol(code, look(sheets[code.page - 1], code)) if one.is_error]

        def look_over() -> None:
            for sheet in sheets:
                due = [code for code in codes if code.page == sheet.number]
                search(sheet, len(due), min((code.module for code in due), default=USUAL_MODULE))

        samples = [sample(sheets[code.page - 1], code.box, len(code.matrix), bare=code.bare) for code in codes]

        def stress_all() -> None:
            for code, seen in zip(codes, samples, strict=True):
                stress(seen.light, len(code.matrix), code.module, code.url.encode())

        times = [
            _best(compare, runs) / len(codes),
            _best(measure, runs) / len(codes),
            _best(look_over, runs) / pages,
            _best(stress_all, runs) / len(codes),
        ]
    times.append(_best(lambda: examine(path, codes), runs) / pages)
    press = shipped_press()
    whole = _best(lambda: structure(path, press), runs) / pages
    print(f"{path.name:<40} {len(codes):6} {' '.join(f'{one:8.2f}' for one in times)} {whole:9.2f}")


def _read(sheet: Page, code: ExpectedCode) -> Decoded:
    return next(one.read for one in search(sheet, 1, code.module) if one.is_at(code))


def _best(work: Callable[[], object], runs: int) -> float:
    found = []
    for _ in range(runs):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found) * 1000


def listed(path: Path) -> tuple[list[ExpectedCode], int]:
    """The codes that the manifest beside a PDF lists, and its pages."""
    listing: dict[str, Any] = json.loads((path.parent / "manifest.json").read_text(encoding="utf-8"))
    entry = next(file for file in listing["files"] if file["path"] == path.name)
    codes = []
    for page in entry["pages"]:
        for code in page["codes"]:
            made = symbol(code["url"], code["level"])
            codes.append(
                ExpectedCode(
                    page["page"],
                    made.url,
                    made.matrix,
                    Rect(*code["box_mm"]),
                    made.version,
                    made.level,
                    bare=tuple(code["bare"]) if "bare" in code else None,
                    style=code.get("style", "square"),
                    ink=Cmyk(*code["ink_cmyk"]),
                    ground=Cmyk(*code["ground_cmyk"]) if "ground_cmyk" in code else None,
                )
            )
    return codes, len(entry["pages"])


if __name__ == "__main__":
    sys.exit(main())
