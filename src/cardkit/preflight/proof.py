"""Hold what a proof found: of each page, and of the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cardkit.diagnostic import Diagnostic
from cardkit.pdf.picture import Identity
from cardkit.preflight.grade import Geometry
from cardkit.preflight.stress import Stressed


@dataclass(frozen=True, slots=True)
class PageProof:
    """What one page showed.

    ``kinds`` are what its codes are like, in the order in which they are expected,
    None where one could not be proved; ``stressed`` how they fared, where anybody tried.
    ``pictures`` are the photographs of a page that should carry no code; they were
    ``drawn`` unless each had been searched on an earlier page.
    """

    problems: tuple[Diagnostic, ...] = ()
    kinds: tuple[Geometry | None, ...] = ()
    stressed: tuple[Stressed | None, ...] = ()
    pictures: tuple[Identity, ...] = ()
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, and each expected code's grade from A to F in the order of the codes; None where none was given.

    ``pages`` are the proofs of all pages, by their numbers.
    """

    problems: tuple[Diagnostic, ...]
    grades: tuple[str | None, ...]
    pages: Mapping[int, PageProof] = field(default_factory=dict)
