"""Name the deck's palette in screen colours, for previews of scenes only; in print the theme's CMYK counts."""

from __future__ import annotations

# Steps 1 (lightest) to 5 of each family: the sRGB previews of the theme "long-horizon".
_FAMILIES = {
    "sky": ("#e4f0f5", "#add5ea", "#53a4d3", "#0d5c98", "#193054"),
    "grass": ("#e2e6b0", "#aec366", "#66974b", "#2c5d42", "#273c34"),
    "sand": ("#fbedce", "#fbd589", "#f7b33f", "#d37822", "#894221"),
    "fire": ("#fce3d8", "#f7b4a4", "#ee6f54", "#d12f2c", "#851d26"),
    "dusk": ("#eae3ec", "#c6bbd5", "#8c84b0", "#574d80", "#342e4e"),
    "stone": ("#fff8ed", "#e9e1d6", "#bdb2a7", "#736c65", "#2f2f2e"),
}

PREVIEW: dict[str, str] = {
    f"{family}-{step}": colour for family, steps in _FAMILIES.items() for step, colour in enumerate(steps, 1)
} | {"snow": "#ffffff", "key": "#1f1f1d"}
