"""Tell whoever watches how far a job has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What a job is doing, and how many of how many it has done."""

    doing: str
    done: int
    total: int


Progress = Callable[[Step], None]


def unseen(_step: Step) -> None:
    """The progress of a job that nobody watches."""
