"""Set rows in columns for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from cardkit.cli.terminal import cells, visible


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows with their columns two blanks apart; every cell is made visible first."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(shown[0]))] if shown else []
    lines = [
        "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
    return "\n".join(lines)
