"""Say which elements and attributes of SVG a scene may hold, and what to do instead of the others."""

from __future__ import annotations

import difflib
from collections.abc import Collection

SVG = "http://www.w3.org/2000/svg"

#: The shapes, each with the attributes that give its geometry.
GEOMETRY: dict[str, tuple[str, ...]] = {
    "path": ("d", "pathLength"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}

ROOT_ATTRIBUTES = ("viewBox", "width", "height", "x", "y", "preserveAspectRatio", "baseProfile", "zoomAndPan")

#: Passed over with all they hold: words for people, an editor's own notes, the screen preview, things never drawn.
SILENT_ELEMENTS = frozenset({"title", "desc", "metadata", "style", "symbol"})

#: Refused wherever they stand, since a style sheet could refer to them.
DEFINITIONS = frozenset({"linearGradient", "radialGradient", "pattern", "filter", "clipPath", "mask", "marker"})

_FLAT = "Ink is flat: draw one shape for each tone, each with its own palette token."
_CUT = "Cut the shape itself to its outline."

REFUSED_ELEMENTS = {
    "linearGradient": _FLAT,
    "radialGradient": _FLAT,
    "pattern": "Draw the pattern's shapes themselves.",
    "filter": _FLAT,
    "clipPath": _CUT,
    "mask": _CUT,
    "marker": "Draw the marker's shape at the line's end.",
    "text": "Turn the letters into paths, or leave words to the card.",
    "image": "Give a photograph as the card's own image; a scene is drawn.",
    "use": "Put a copy of the shape itself there.",
    "svg": "Put what it holds into a `<g>` with a transform.",
    "switch": "Keep the one drawing that is meant.",
    "a": "Put what it holds into a `<g>`; paper has no links.",
    "foreignObject": "Draw it with shapes.",
    "script": "Delete it: a scene is a drawing, not a program.",
    "animate": "Delete it: paper does not move.",
    "animateTransform": "Delete it: paper does not move.",
    "set": "Delete it: paper does not move.",
}

#: Attributes with no say in the look.
HARMLESS = (
    "id",
    "class",
    "transform",
    "stroke-width",
    "version",
    "role",
    "lang",
    "tabindex",
    "focusable",
    "pointer-events",
    "cursor",
    "shape-rendering",
    "color-rendering",
    "image-rendering",
    "text-rendering",
    "clip-rule",
    "enable-background",
    "color-interpolation",
)

#: Attributes whose value is one of a few words.
STYLE_VALUES = {
    "stroke-linecap": ("butt", "round", "square"),
    "stroke-linejoin": ("miter", "round", "bevel"),
    "fill-rule": ("nonzero", "evenodd"),
}

#: Attributes that are let pass with the one value that changes nothing.
NEUTRAL = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "fill": "none",
    "stroke": "none",
    "style": "",
    "display": "inline",
    "visibility": "visible",
    "filter": "none",
    "clip-path": "none",
    "mask": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-miterlimit": "4",
}

_TOKEN = 'Delete it and name a palette token: `class="sky-1"` fills, `class="line sky-1"` draws.'

_ATTRIBUTE_HINTS = {
    "fill": _TOKEN,
    "stroke": _TOKEN,
    "style": _TOKEN,
    "color": _TOKEN,
    "opacity": _FLAT,
    "fill-opacity": _FLAT,
    "stroke-opacity": _FLAT,
    "mix-blend-mode": _FLAT,
    "filter": _FLAT,
    "clip-path": _CUT,
    "mask": _CUT,
    "stroke-dasharray": "Draw each dash as a shape of its own.",
    "stroke-dashoffset": "Draw each dash as a shape of its own.",
    "stroke-miterlimit": 'Delete it (corners are mitred up to 4 times the width), or write `stroke-linejoin="bevel"`.',
    "vector-effect": "Delete it and write the width that is meant.",
    "display": "Delete the shape, or the attribute.",
    "visibility": "Delete the shape, or the attribute.",
}


def attribute_hint(attribute: str, known: Collection[str]) -> str:
    """What to do about an attribute that a scene may not hold."""
    hint = _ATTRIBUTE_HINTS.get(attribute)
    if hint:
        return hint
    near = difflib.get_close_matches(attribute[:64], known, 1)
    return f"Did you mean `{near[0]}`?" if near else "Delete it."
