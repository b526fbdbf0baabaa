"""Draw what is no text: floods, pictures, ornaments, discs, rules, marks and codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from cardkit.codes.logo import Bare, bearing
from cardkit.codes.rule import judge_inks, judge_symbol
from cardkit.codes.symbol import symbol
from cardkit.deck.value import Text
from cardkit.diagnostic import Diagnostic, Related, Span, error, warning
from cardkit.edition.model import Edition, EditionCard
from cardkit.edition.resolution import focus_of, size_of
from cardkit.edition.slot import Logo, Slot
from cardkit.edition.theme import Theme
from cardkit.geometry import MM_PER_PT, Point, Rect
from cardkit.ink import Ink
from cardkit.layout.drawing import Drawing, Fill, Item, Modules, Outline, Path, Picture, Placed, Stroke
from cardkit.picture.frame import crop, judge_resolution
from cardkit.picture.outline import ellipse
from cardkit.picture.path import parse
from cardkit.picture.scene import Scene

InkOf = Callable[[str], Ink]


def flood(slot: Slot, ink_of: InkOf) -> tuple[Item, ...]:
    return (Fill(slot.box, ink_of(slot.ink), slot.span),)


def rule(slot: Slot, ink_of: InkOf) -> tuple[Item, ...]:
    """A line along the longer side of the slot's box, from its top-left corner."""
    box = slot.box
    end = ("L", box.right, box.y) if box.width >= box.height else ("L", box.x, box.bottom)
    stroke = Stroke(ink_of(slot.ink), slot.weight * MM_PER_PT)
    return (Outline((("M", box.x, box.y), end), stroke=stroke, span=slot.span),)


def ornament(slot: Slot, edition: Edition, card: EditionCard, ink_of: InkOf) -> tuple[Item, ...]:
    """The kind's tile repeated along the box; turned by 90° the band runs downward."""
    look, measures = edition.theme.look(card.card.kind), edition.theme.ornament
    if look is None or look.ornament is None or measures is None:
        return ()
    band = _ornament_band(
        look.ornament.text, measures.period, measures.stroke, ink_of(slot.ink), *_length(slot, measures.period)
    )
    if slot.turn:
        return (Placed(band, Point(slot.box.x + measures.height, slot.box.y), turn=90, span=slot.span),)
    return (Placed(band, Point(slot.box.x, slot.box.y), span=slot.span),)


def _length(slot: Slot, period: float) -> tuple[int]:
    return (round(max(slot.box.width, slot.box.height) / period),)


@lru_cache(maxsize=64)
def _ornament_band(path: str, period: float, stroke: float, ink: Ink, count: int) -> Drawing:
    tile = parse(path)
    whole = tuple(segment for i in range(count) for segment in _moved(tile, i * period))
    return Drawing((Outline(whole, stroke=Stroke(ink, stroke)),), "ornament")


def _moved(path: Path, by: float) -> Path:
    moved = []
    for operator, *numbers in path:
        moved.append((operator, *(value + by if i % 2 == 0 else value for i, value in enumerate(numbers))))
    return tuple(moved)  # type: ignore[arg-type]


def disc(slot: Slot, ink_of: InkOf) -> tuple[Item, ...]:
    """A disc over its halos, cut by the slot's box: the horizon it sets behind."""
    if slot.centre is None:
        return ()
    rings = tuple([(radius, ink_of(ink)) for radius, ink in zip(slot.radii, slot.inks, strict=False)])
    return (Placed(_disc(slot.centre, rings, slot.span), Point(0, 0), clip=slot.box, span=slot.span),)


@lru_cache(maxsize=64)
def _disc(centre: Point, rings: tuple[tuple[float, Ink], ...], span: Span) -> Drawing:
    """The halos from the outermost inward, then the disc: made once for all cards, so that it is drawn once."""
    circles = [
        Outline(ellipse(centre.x, centre.y, radius, radius), fill=ink, span=span) for radius, ink in reversed(rings)
    ]
    return Drawing(tuple(circles), "disc")


def mark(slot: Slot, edition: Edition, card: EditionCard, ink_of: InkOf) -> tuple[Item, ...]:
    """The kind's mark, drawn in a square of 10 by 10 and scaled to the box's width."""
    look = edition.theme.look(card.card.kind)
    if look is None or not look.mark:
        return ()
    ink = ink_of(slot.ink)
    paths = tuple((one.path.text, one.stroke, one.even_odd) for one in look.mark)
    return (Placed(_mark(paths, ink), Point(slot.box.x, slot.box.y), scale=slot.box.width / 10, span=slot.span),)


@lru_cache(maxsize=64)
def _mark(paths: tuple[tuple[str, float | None, bool], ...], ink: Ink) -> Drawing:
    items = tuple(
        Outline(
            parse(path),
            fill=None if stroke else ink,
            stroke=Stroke(ink, stroke) if stroke else None,
            even_odd=even_odd,
        )
        for path, stroke, even_odd in paths
    )
    return Drawing(items, "mark")


def picture(
    slot: Slot, edition: Edition, card: EditionCard, ink_of: InkOf
) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """The card's scene or photograph, cropped to the box.

    A card without a picture shows its kind's mark instead, with the warning no-picture.
    """
    shown = card.picture
    image = card.card.record.record("image")
    if shown is None:
        found = () if image else (_no_picture(slot, card),)
        return _instead_of_picture(slot, edition, card, ink_of), found
    file = image.get("file") if image else None
    span = file.span if isinstance(file, Text) else card.card.span
    focus = focus_of(card)
    if isinstance(shown, Scene):
        share = focus or (
            (shown.focus.x - shown.view.x) / shown.view.width,
            (shown.focus.y - shown.view.y) / shown.view.height,
        )
        place = crop(size_of(shown), slot.box, Point(*share), align_top=slot.from_top)
        drawing = _drawn(shown, edition.theme)
        scale = place.width / shown.view.width
        origin = Point(place.x - shown.view.x * scale, place.y - shown.view.y * scale)
        return (Placed(drawing, origin, scale, clip=slot.box, span=span),), ()
    place = crop(size_of(shown), slot.box, Point(*(focus or (0.5, 0.5))), align_top=slot.from_top)
    return (Picture(shown, place, slot.box, span),), judge_resolution(shown, place, span)


def _instead_of_picture(slot: Slot, edition: Edition, card: EditionCard, ink_of: InkOf) -> tuple[Item, ...]:
    """A field in the ornament's ink with the mark large in its middle."""
    box = slot.box
    side = min(box.width, box.height) * 0.4
    middle = Rect(box.centre.x - side / 2, box.centre.y - side / 2, side, side)
    return (
        Fill(box, ink_of("ornament"), slot.span),
        *mark(replace(slot, box=middle, ink="band"), edition, card, ink_of),
    )


def _no_picture(slot: Slot, card: EditionCard) -> Diagnostic:
    return warning(
        "no-picture",
        f"`{card.card.id}` has no picture; the mark of its kind stands there",
        card.card.record.span_of("title"),
        hint="Give it one: `image: {file: images/NAME.svg, alt: {…}}`.",
        related=[Related(f"the slot `{slot.name}` shows it", slot.span)],
    )


def _drawn(scene: Scene, theme: Theme) -> Drawing:
    """The drawing of a scene, made once for all editions, which share their theme, so that it is written once."""
    key = (id(scene), id(theme))
    known = _DRAWN.get(key)
    if known is None:
        if len(_DRAWN) >= _MOST_DRAWN:
            _DRAWN.clear()
        known = _DRAWN[key] = (scene, theme, _scene(scene, theme))
    return known[2]


#: Scenes as they look in a theme, each with what its key stands for: as long as both are kept, no other has their ids.
_DRAWN: dict[tuple[int, int], tuple[Scene, Theme, Drawing]] = {}

_MOST_DRAWN = 256


def _scene(scene: Scene, theme: Theme) -> Drawing:
    palette = theme.palette
    items = tuple(
        Outline(
            shape.path,
            fill=palette[shape.fill] if shape.fill else None,
            stroke=Stroke(palette[shape.stroke], shape.width, shape.cap, shape.join) if shape.stroke else None,
            even_odd=shape.even_odd,
            span=shape.span,
        )
        for shape in scene.shapes
    )
    return Drawing(items, "scene")


def code(
    slot: Slot, edition: Edition, card: EditionCard, ink_of: InkOf
) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """The card's code in its box: its ground, the symbol inside its quiet zone, and a logo in its middle."""
    if card.link is None:
        return (), ()
    url, logo = card.link.url, slot.logo
    try:
        made, bare = bearing(url, logo.width) if logo else (symbol(url), None)
    except ValueError as fault:
        problem = error(
            "code-impossible",
            f"no code can hold the link of `{card.card.id}`: {fault}",
            card.card.span,
            hint="Shorten `links.base` in deck.yaml.",
        )
        return (), (problem,)
    side = min(slot.box.width, slot.box.height)
    quiet = side / (made.modules + 2 * slot.quiet) * slot.quiet
    box = Rect(slot.box.x + quiet, slot.box.y + quiet, side - 2 * quiet, side - 2 * quiet)
    ink, ground = ink_of(slot.ink), ink_of(slot.ground) if slot.ground else None
    items: list[Item] = [Fill(slot.box, ground, slot.span)] if ground else []
    span, version, level = card.card.span, made.version, made.level
    items.append(Modules(made.matrix, box, ink, url, version, level, span, slot.modules, bare, ground))
    if logo and bare:
        place = _within(box, bare, made.modules)
        if logo.scene:
            items.append(_whole(_drawn(logo.scene, edition.theme), logo.scene.view, place, slot.span))
        else:
            items += _emblem(replace(slot, box=place, ink=logo.ink or slot.ink), logo, edition, card, ink_of)
    # A symbol that is too small or too near the edge is the layout's fault, whatever card it is on.
    judged = judge_symbol(made, box, slot.span, trim=edition.format.trim, logo=logo.width if logo else 0.0)
    return tuple(items), (*judged, *judge_inks((slot.ink, ink), (slot.ground or "", ground), slot.span))


def _within(box: Rect, bare: Bare, modules: int) -> Rect:
    """The place of a logo: what is bare, without half a module of clear ground at each edge."""
    module = box.width / modules
    column, row, width, height = bare
    return Rect(box.x + column * module, box.y + row * module, width * module, height * module).inset(module / 2)


def _emblem(slot: Slot, logo: Logo, edition: Edition, card: EditionCard, ink_of: InkOf) -> tuple[Item, ...]:
    """The kind's mark, or one tile of its ornament, as large as the slot's box allows."""
    if logo.draws == "mark":
        return mark(slot, edition, card, ink_of)
    look, measures = edition.theme.look(card.card.kind), edition.theme.ornament
    if look is None or look.ornament is None or measures is None:
        return ()
    tile = _ornament_band(look.ornament.text, measures.period, measures.stroke, ink_of(slot.ink), 1)
    return (_whole(tile, Rect(0, 0, measures.period, measures.height), slot.box, slot.span),)


def _whole(drawing: Drawing, view: Rect, box: Rect, span: Span) -> Placed:
    """All of a drawing in the middle of a box, as large as it fits."""
    scale = min(box.width / view.width, box.height / view.height)
    width, height = view.width * scale, view.height * scale
    place = Rect(box.centre.x - width / 2, box.centre.y - height / 2, width, height)
    return Placed(drawing, Point(place.x - view.x * scale, place.y - view.y * scale), scale, clip=place, span=span)
