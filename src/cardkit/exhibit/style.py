"""Write the style sheet of a page from the theme's colours and fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cardkit.exhibit.colour import Scheme
from cardkit.exhibit.template import source
from cardkit.exhibit.webfont import WebFont

#: Above and below the line, every font that a page brings takes as much room as the machines' own fonts do (Arial,
#: Roboto, DejaVu Sans within 3 %), so that a line stays where it is when its font comes.
_METRICS = "ascent-override:92%;descent-override:24%;line-gap-override:0%"


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of one page: those of its titles and those of all its text, by language, with their addresses."""

    titles: Mapping[str, Sequence[WebFont]]
    texts: Mapping[str, Sequence[WebFont]]
    hrefs: Mapping[WebFont, str]


def shared(scheme: Scheme) -> str:
    """What every page of a deck has: its colours by kind, and the sheet that uses them."""
    rules = [f":root{{{_set(scheme.light)}}}"]
    rules += [f".k-{kind}{{{_set(colours)}}}" for kind, colours in scheme.kinds.items()]
    dark = [f":root{{{_set(scheme.dark)}}}"]
    dark += [f".k-{kind}{{{_set(colours)}}}" for kind, colours in scheme.kinds_dark.items()]
    rules.append(f"@media screen and (prefers-color-scheme:dark){{{''.join(dark)}}}")
    return "".join(rules) + smaller(source("page.css"))


def own(faces: Faces, focus: Sequence[int] | None) -> str:
    """What one page has besides: its fonts, which languages take which, and what of its picture stays in sight."""
    rules = [
        f'@font-face{{font-family:"{_family(font)}";src:url("{href}") format("woff2");font-weight:100 900;'
        f"font-display:{font.display};{_METRICS}}}"
        for font, href in faces.hrefs.items()
    ]
    for language, fonts in faces.texts.items():
        rules.append(f":lang({language}){{--sans:{_families(fonts)},system-ui,sans-serif}}")
    for language, fonts in faces.titles.items():
        rules.append(f".d:lang({language}){{font-family:{_families(fonts)},var(--serif)}}")
    if focus:
        rules.append(f".art img{{object-position:{focus[0]}% {focus[1]}%}}")
    return "".join(rules)


def smaller(sheet: str) -> str:
    """A style sheet without comments and the room that people need to read it."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\s+", " ", sheet)
    return re.sub(r" ?([{};,]) ?", r"\1", sheet).replace(";}", "}").replace(": ", ":").strip()


def script() -> str:
    """The script of the pages, without its comments and indentation."""
    lines = (line.strip() for line in source("page.js").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _set(colours: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


def _families(fonts: Iterable[WebFont]) -> str:
    return ",".join(f'"{_family(font)}"' for font in fonts)


def _family(font: WebFont) -> str:
    """A family name that cannot end the rule it stands in."""
    return re.sub(r"[^A-Za-z0-9 -]", "", font.family)
