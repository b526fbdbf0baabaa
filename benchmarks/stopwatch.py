"""Time ``cardkit render`` as a user feels it: a whole process, from its start to its manifest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

#: What Linux counts ru_maxrss in, per megabyte; macOS counts bytes.
_RSS_PER_MB = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """What to render how often, and how many cards must come out."""

    deck: Path
    output: Path
    edition: str
    proved: bool
    cards: int
    runs: int


@dataclass(frozen=True, slots=True)
class Run:
    """The best of several runs, the first of them, and the greatest memory of all."""

    best: float
    first: float
    memory_mb: float
    pages: int


def measure(plan: Plan) -> Run | str:
    """Run the plan and count its pages; the words of cardkit or of the count where it fails."""
    seconds, memory = [], 0.0
    for _ in range(plan.runs):
        shutil.rmtree(plan.output, ignore_errors=True)
        taken, megabytes, trouble = _render(plan)
        if trouble:
            return trouble
        seconds.append(taken)
        memory = max(memory, megabytes)
    pages = _pages(plan.output)
    if pages != 2 * plan.cards:
        return f"{plan.deck}: {pages} pages, and {plan.cards} cards have {2 * plan.cards} faces"
    return Run(min(seconds), seconds[0], memory, pages)


def _render(plan: Plan) -> tuple[float, float, str]:
    """Seconds, megabytes, and what was said where it failed."""
    command = [sys.executable, "-m", "cardkit", "render", str(plan.deck), "--edition", plan.edition]
    command += ["-o", str(plan.output), "--quiet", *([] if plan.proved else ["--no-proof"])]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)  # unlike wait(), it tells this child's memory
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - began
    process.stderr.close()
    return taken, usage.ru_maxrss / _RSS_PER_MB, said.decode("utf-8", "replace") if process.returncode else ""


def _pages(output: Path) -> int:
    """Pages in the PDFs themselves, all of which the manifest must list in full."""
    files = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files"]
    counted = 0
    for file in files:
        document = pypdfium2.PdfDocument(output / file["path"])
        assert len(document) == len(file["pages"])
        counted += len(document)
        document.close()
    return counted
