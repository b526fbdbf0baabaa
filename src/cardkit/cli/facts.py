"""Set the facts of a PDF as a table that a printer reads at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cardkit.cli.report import plural
from cardkit.cli.table import table
from cardkit.cli.terminal import put
from cardkit.geometry import MM_PER_PT
from cardkit.pdf.mark import IMAGE, MASK, STROKE, TEXT
from cardkit.pdf.space import PROCESS
from cardkit.preflight.fact import Facts, fonts, plates, separations, spaces

if TYPE_CHECKING:
    from cardkit.pdf.anatomy import PageFact


def show(known: Facts) -> None:
    """Write the table to standard output, with an empty line after it."""
    put(table(list(_rows(known))) + "\n")


def _rows(known: Facts) -> Iterator[tuple[str, str]]:
    anatomy = known.anatomy
    claim = anatomy.xmp_claim or anatomy.info_claim or "no standard claimed"
    yield "file", f"PDF {anatomy.version}, {claim}" + (f", by {anatomy.producer}" if anatomy.producer else "")
    if anatomy.intents:
        intent = anatomy.intents[0]
        profile = (
            f"{intent.profile.space} profile, {intent.profile.size / 1000:.0f} kB" if intent.profile else "no profile"
        )
        yield "made for", f"{intent.condition or 'an unnamed condition'} ({profile})"
    yield "trapped", anatomy.trapped or "not said"
    yield from _several("pages", [f"{plural(count, 'page')}: {said}" for said, count in _sizes(known.pages).items()])
    inks = []
    for ink in plates(known):
        inks.append(ink if ink in PROCESS else f"{ink} (spot)")
    for ink in separations(known):
        if ink not in plates(known):
            inks.append(f"{ink} (spot)")
    yield "inks", ", ".join(inks) or "none"
    if known.sights:
        heaviest = max(known.sights, key=lambda sight: sight.coverage)
        yield "most ink", f"{heaviest.coverage:.0%} on 15 mm², page {heaviest.page}"
    yield (
        "colours",
        ", ".join(f"{space} ({plural(len(pages), 'page')})" for space, pages in spaces(known).items()) or "none",
    )
    yield from _several("fonts", _fonts(known))
    yield from _several("images", _images(known))
    sizes = [look.size for look, _ in known.of(TEXT)]
    if sizes:
        yield "type", f"{min(sizes):.3g} to {max(sizes):.3g} pt"
    widths = [look.size * MM_PER_PT for look, _ in known.of(STROKE)]
    if widths:
        yield "lines", f"{min(widths):.2g} to {max(widths):.2g} mm"
    yield from _several("codes", _codes(known))


def _several(name: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A name with several lines, the first ones of many."""
    found = list(lines)
    for index, line in enumerate(found[:_MOST_LINES]):
        yield (name if index == 0 else "", line)
    if len(found) > _MOST_LINES:
        yield "", f"and {len(found) - _MOST_LINES} more"


_MOST_LINES = 12


def _sizes(pages: Iterable[PageFact]) -> Counter[str]:
    return Counter(_size(page) for page in pages)


def _size(page: PageFact) -> str:
    trim, bleed, media = (page.in_mm(box) for box in (page.trim_box, page.bleed_box, page.sheet_box))
    said = f"trim {trim.width:.2f} × {trim.height:.2f} mm" if page.trim else "no trim box"
    sides = [
        round(side, 2) + 0.0 for side in (-bleed.x, -bleed.y, bleed.right - trim.width, bleed.bottom - trim.height)
    ]
    around = f"{sides[0]:.2f}" if max(sides) - min(sides) < _HAIR else " / ".join(f"{side:.2f}" for side in sides)
    said += f", bleed {around} mm, media {media.width:.2f} × {media.height:.2f} mm"
    return said + (f", turned {page.rotation}°" if page.rotation else "")


_HAIR = 0.01


def _fonts(known: Facts) -> Iterator[str]:
    for font, places in fonts(known).items():
        said = [font.kind, "embedded" if font.embedded else "NOT embedded"]
        said += ["subset"] if font.subset else []
        said += [] if font.unicode else ["no way back to text"]
        said += [] if places else ["unused"]
        yield f"{font.name} ({', '.join(said)})"


def _images(known: Facts) -> Iterator[str]:
    found: dict[object, tuple[str, list[float], set[int]]] = {}
    for look, places in known.of(IMAGE, MASK):
        image = look.image
        if image is not None:
            size = f"{image.width} × {image.height} pixels, {image.colour.space}"
            _, resolutions, pages = found.setdefault(image, (size, [], set()))
            resolutions.append(look.size)
            pages.update(page.number for page, _ in places)
    for size, resolutions, pages in found.values():
        low, high = min(resolutions), max(resolutions)
        ppi = f"{low:.0f} ppi" if high - low < 1 else f"{low:.0f} to {high:.0f} ppi"
        yield f"{size}, {ppi}, on {plural(len(pages), 'page')}"


def _codes(known: Facts) -> Iterator[str]:
    if known.listed:
        for planned in known.listed.codes:
            yield f"page {planned.page}: {planned.url} ({planned.version}-{planned.level}, {planned.box.width:.1f} mm)"
    for sight in known.sights:
        for code in sight.codes:
            measures = f"{code.version}-{code.level}, modules {code.module:.2f} mm, contrast {code.contrast:.0%}"
            yield f"page {code.page}: {code.text} ({measures})"
