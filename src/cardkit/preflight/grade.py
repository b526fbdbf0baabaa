"""Choose which codes of a file are stressed, and say what is wrong with those that fare badly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cardkit.codes.logo import Bare
from cardkit.codes.symbol import symbol
from cardkit.diagnostic import Diagnostic
from cardkit.preflight.expectation import ExpectedCode, fault
from cardkit.preflight.sample import Sample
from cardkit.preflight.stress import CONDITIONS, GRADES, PASSING, Stressed


@dataclass(frozen=True, slots=True)
class Geometry:
    """What codes have in common that scan alike: everything but what they say."""

    version: int
    level: str
    module: float
    style: str
    bare: Bare | None
    ink: tuple[int, int, int]
    ground: tuple[int, int, int]
    contrast: float


def geometry(code: ExpectedCode, sample: Sample) -> Geometry:
    """What a code on the page is like; colours and contrast as they were measured."""
    return planned_geometry(code, sample.ink, sample.ground, sample.contrast)


def planned_geometry(
    code: ExpectedCode, ink: tuple[int, int, int], ground: tuple[int, int, int], contrast: float
) -> Geometry:
    """What a code is like in these colours."""
    return Geometry(
        code.version, code.level, round(code.module, 3), code.style, code.bare, ink, ground, round(contrast, 2)
    )


#: How many codes of a file are stressed besides one of each geometry.
_SAMPLE = 8


def sampled(codes: Sequence[ExpectedCode], indexes: Iterable[int]) -> list[int]:
    """Some of these codes, which depend on their links alone."""
    return sorted(indexes, key=lambda index: hashlib.sha256(codes[index].url.encode()).digest())[:_SAMPLE]


def chosen(codes: Sequence[ExpectedCode], kinds: Mapping[int, Geometry]) -> tuple[int, ...]:
    """Which codes to stress, by their index: the first of each geometry, and a sample that depends on the links alone."""
    first: dict[Geometry, int] = {}
    for index, kind in kinds.items():
        first.setdefault(kind, index)
    return tuple(sorted({*first.values(), *sampled(codes, kinds)}))


def graded(one: Stressed, contrast: float) -> Stressed:
    """What a code is worth in all: no better than its contrast (ISO/IEC 15415, symbol contrast)."""
    by_contrast = next(grade for grade, least in _CONTRAST_GRADES if contrast >= least)
    return replace(one, grade=max(one.grade, by_contrast))


_CONTRAST_GRADES = (("A", 0.70), ("B", 0.55), ("C", 0.40), ("D", 0.20), ("F", -1.0))


def grades(count: int, kinds: Mapping[int, Geometry], stressed: Mapping[int, Stressed]) -> tuple[str | None, ...]:
    """Each code's grade: its own where it was stressed, else the worst that its geometry got; None where there is none."""
    worst: dict[Geometry, str] = {}
    for index, one in stressed.items():
        worst[kinds[index]] = max(worst.get(kinds[index], "A"), one.grade)
    return tuple(
        stressed[index].grade if index in stressed else worst.get(kinds[index]) if index in kinds else None
        for index in range(count)
    )


def judge(
    codes: Sequence[ExpectedCode], kinds: Mapping[int, Geometry], stressed: Mapping[int, Stressed]
) -> tuple[Diagnostic, ...]:
    """One problem for each geometry that fails, at the code that fared worst. Reports code-grade."""
    failing: dict[Geometry, int] = {}
    for index, one in stressed.items():
        if one.grade not in PASSING:
            kind = kinds[index]
            known = failing.get(kind)
            if known is None or one.share < stressed[known].share:
                failing[kind] = index
    return tuple(
        _fault(codes[index], kind, stressed[index], sum(1 for other in kinds.values() if other == kind) - 1)
        for kind, index in failing.items()
    )


def _fault(code: ExpectedCode, kind: Geometry, one: Stressed, others: int) -> Diagnostic:
    more = f" (and {others} more like it)" if others else ""
    passing = {grade: least for grade, least in GRADES if grade in PASSING}
    lowest = max(passing)
    what = (
        f"{code}{more}, version {code.version}-{code.level} with modules of {code.module:.2f} mm, has grade {one.grade}"
    )
    if one.share >= passing[lowest]:
        least = dict(_CONTRAST_GRADES)[lowest]
        message = f"{what} for a contrast of {kind.contrast:.0%}; {least:.0%} is the least (grade {lowest})"
    else:
        message = (
            f"{what}: readers read it {one.share:.0%} of the times under {len(CONDITIONS)} conditions, and "
            f"{passing[lowest]:.0%} is the least (grade {lowest}); it fails {_listed(one.failed)}"
        )
    return fault("code-grade", message, code, _advice(code, kind))


_MOST_LISTED = 3


def _listed(failed: Sequence[str]) -> str:
    more = len(failed) - _MOST_LISTED
    return ", ".join(failed[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


#: The module in mm from which codes of every version got grade B and better.
_GOOD_MODULE = 0.55

#: Below this difference of reflectance darker ink helps (ISO/IEC 15415, grade A).
_GOOD_CONTRAST = 0.70

#: Characters that a version holds in byte mode at level M (ISO/IEC 18004:2015, table 7).
_HOLDS = (14, 26, 42, 62, 84, 106, 122, 152)


def _advice(code: ExpectedCode, kind: Geometry) -> str:
    """What would raise the grade, in numbers."""
    ways = []
    modules, width = len(code.matrix), code.box.width
    if code.module < _GOOD_MODULE:
        ways.append(f"make the code {modules * _GOOD_MODULE:.1f} mm wide (it is {width:.1f})")
        version = min((int(width / _GOOD_MODULE) - 17) // 4, len(_HOLDS), code.version - 1)
        if version >= 1:
            ways.append(f"shorten its link to {_HOLDS[version - 1]} characters (it has {len(code.url)})")
        if code.level in ("Q", "H") and symbol(code.url, "M").version < code.version:
            ways.append(f"take level M, which is version {symbol(code.url, 'M').version}")
    if kind.contrast < _GOOD_CONTRAST:
        ways.append(f"print it in a darker ink (its contrast is {kind.contrast:.0%})")
    if code.bare:
        ways.append("leave its logo out")
    if code.style != "square":
        ways.append("draw its modules square")
    said = ", or ".join(ways) or "draw the code larger"
    return f"{said[0].upper()}{said[1:]}."
