"""Name the ways in which sheets are filled and turned, as they are typed and as paper knows them."""

from __future__ import annotations

from enum import StrEnum


class Duplex(StrEnum):
    """How the back is printed: the sheet is turned about its long edge, its short edge, or not at all."""

    LONG = "long-edge"
    SHORT = "short-edge"
    NONE = "none"


class Order(StrEnum):
    """Which card stands where: in turn, each card many times side by side, or so that cut stacks follow one another."""

    SEQUENCE = "sequence"
    REPEAT = "step-and-repeat"
    STACK = "cut-and-stack"
