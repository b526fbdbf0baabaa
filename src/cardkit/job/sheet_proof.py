"""Prove on finished sheets that every code of the cards is where its card is, and still says what it should."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from cardkit.diagnostic import Diagnostic
from cardkit.geometry import Rect, Size
from cardkit.imposition.mark import block_of
from cardkit.imposition.scheme import Placement
from cardkit.job.impose import Plan
from cardkit.preflight.code import ExpectedCode, examine


def prove_sheets(planned: Plan, pdf: bytes) -> tuple[tuple[Diagnostic, ...], int]:
    """What is wrong with the codes that the cards' manifest lists, and how many codes were looked for."""
    due = tuple(expected(planned))
    return examine(pdf, due, jobs=os.cpu_count() or 1).problems, len(due)


def expected(planned: Plan) -> Iterator[ExpectedCode]:
    """The codes that the sheets must carry, each where its card lies, from the top-left of the cards' block."""
    run, cards = planned.run, planned.cards
    for page, side in enumerate(run.sides(), start=1):
        block = block_of(run, is_back=side.is_back)
        for placement in side.placements:
            for code in cards.codes.get(placement.page, ()):
                box = on_sheet(code.box, cards.trim, placement)
                yield replace(
                    code,
                    page=page,
                    box=Rect(box.x - block.x, box.y - block.y, box.width, box.height),
                    turn=placement.turn,
                    label=run.items[placement.item].name,
                )


def on_sheet(box: Rect, trim: Size, placement: Placement) -> Rect:
    """Where a box of a card, from its trim's top-left, lies on the sheet."""
    whole = trim
    for _ in range(placement.turn // 90):
        box = Rect(whole.height - box.bottom, box.x, box.height, box.width)
        whole = Size(whole.height, whole.width)
    return Rect(placement.box.x + box.x, placement.box.y + box.y, box.width, box.height)
