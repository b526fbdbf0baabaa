"""Turn a theme's inks into the colours of its pages, for light and for dark screens."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cardkit.edition.exhibition import Exhibition
from cardkit.edition.theme import Look
from cardkit.ink import KEY, Cmyk, Ink, Spot
from cardkit.picture.colour import preview

Rgb = tuple[int, int, int]

#: Contrast of text against its ground: AA for words (WCAG 2.2, 1.4.3).
_TEXT = 4.5

#: Lightness of the dark ground and of what stands a little above it (OKLab, 0 to 1).
_DARK, _RAISED = 0.21, 0.27


@dataclass(frozen=True, slots=True)
class Scheme:
    """Colours of the pages by CSS name: what all pages share, and what each kind has of its own."""

    light: dict[str, str]
    dark: dict[str, str]
    kinds: dict[str, dict[str, str]]
    kinds_dark: dict[str, dict[str, str]]


def scheme(exhibition: Exhibition) -> Scheme:
    """The colours of a deck's pages; every pair that text makes holds 4.5:1."""
    palette = exhibition.theme.palette
    ground = screen(palette[exhibition.ground]) if exhibition.ground else (255, 255, 255)
    text = preview(KEY)
    light, chroma, hue = _oklch(ground)
    raised = (255, 255, 255) if ground != (255, 255, 255) else _rgb(light - 0.03, chroma, hue)
    dark = _rgb(_DARK, 0.015, hue)
    shared = {"ground": ground, "raised": raised, "text": text, "quiet": _readable(_mix(text, ground, 0.62), ground)}
    night = {
        "ground": dark,
        "raised": _rgb(_RAISED, 0.018, hue),
        "text": _rgb(0.94, min(chroma, 0.03), hue),
        "quiet": _readable(_rgb(0.78, 0.02, hue), _rgb(_RAISED, 0.018, hue)),
    }
    kinds, kinds_dark = {}, {}
    for name in exhibition.deck.kinds:
        look = exhibition.theme.look(name)
        if look:
            kinds[name] = dict(_kind(look, palette, ground))
            kinds_dark[name] = {"accent": css(_accent(_ink(look, "band", palette), night["raised"]))}
    return Scheme(
        {name: css(value) for name, value in shared.items()},
        {name: css(value) for name, value in night.items()},
        kinds,
        kinds_dark,
    )


def screen(ink: Ink) -> Rgb:
    """What a screen shows for an ink; a spot shows as what stands in for it."""
    if isinstance(ink, Spot):
        one = ink.alternate
        ink = Cmyk(*(value * ink.tint for value in (one.cyan, one.magenta, one.yellow, one.black)))
    return preview(ink)


def css(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _kind(look: Look, palette: Mapping[str, Ink], ground: Rgb) -> Iterator[tuple[str, str]]:
    band = _ink(look, "band", palette)
    words = _ink(look, "words", palette)
    yield "band", css(band)
    yield "words", css(words if contrast(words, band) >= _TEXT else _plain_on(band))
    for role in ("ornament", "rule", "halo-inner", "halo-outer"):
        yield role, css(_ink(look, role, palette))
    yield "accent", css(_accent(band, ground))


def _ink(look: Look, role: str, palette: Mapping[str, Ink]) -> Rgb:
    token = look.inks.get(role) or look.inks.get("band") or ""
    return screen(palette.get(token, KEY))


def _plain_on(ground: Rgb) -> Rgb:
    return max(((255, 255, 255), (20, 20, 20)), key=lambda one: contrast(one, ground))


def _accent(colour: Rgb, ground: Rgb) -> Rgb:
    """The colour as it can be read on the ground: its hue stays, its lightness gives way."""
    return _readable(colour, ground)


def _readable(colour: Rgb, ground: Rgb) -> Rgb:
    light, chroma, hue = _oklch(colour)
    step = 0.02 if _luminance(ground) < 0.18 else -0.02
    for _ in range(50):
        if contrast(colour, ground) >= _TEXT + 0.6:
            return colour
        light = min(max(light + step, 0.0), 1.0)
        colour = _rgb(light, min(chroma, 0.13), hue)
    return colour


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(value) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _encoded(share: float) -> int:
    share = min(max(share, 0.0), 1.0)
    value = share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055
    return round(value * 255)


def _oklch(colour: Rgb) -> tuple[float, float, float]:
    """Lightness, chroma and hue in OKLab (B. Ottosson, "A perceptual color space", 2020)."""
    r, g, b = (_linear(value) for value in colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, yellow), math.atan2(yellow, a)


def _rgb(light: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
