"""Hold a theme: colours, type, the look of each kind, words and layouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cardkit.deck.value import LocalText, Text
from cardkit.diagnostic import Span
from cardkit.edition.slot import Layout
from cardkit.ink import Ink, Spot
from cardkit.typesetting.line import Breaking
from cardkit.typesetting.opportunity import Kinsoku
from cardkit.typesetting.segment import Typeface
from cardkit.typesetting.shelf import FontFile

#: The look of kinds that a theme does not name.
OTHER = "other"


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a role is set in one script; ``tracking`` in em. Equal only to itself, so that what it makes is kept."""

    fonts: tuple[FontFile, ...]
    tracking: float = 0.0
    whole: bool = False
    breaking: Breaking = "even"
    justify: bool = False
    kinsoku: Kinsoku = "strict"
    hyphens: bool = False
    hyphens_at: Span | None = None  # where the theme asks for them
    features: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MarkPath:
    """One path of a kind's mark, as SVG path data in a square of 10 by 10."""

    path: Text
    stroke: float | None
    even_odd: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of card looks: inks by role, the ornament's tile, the mark."""

    inks: Mapping[str, str]
    ornament: Text | None
    mark: tuple[MarkPath, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Ornament:
    """The measures of the ornament's tile in mm."""

    period: float
    height: float
    stroke: float


@dataclass(frozen=True, slots=True)
class Rank:
    """A script that stands left of or above another on a face, at least ``size`` times as large."""

    script: str
    before: str
    size: float
    span: Span


#: A plate of this sort is drawn by itself, along the trim of every face; those of the others lay no colour on.
DIE_LINE, CLEAR = "die-line", ("varnish", "white")


@dataclass(frozen=True, slots=True)
class Plate:
    """An ink with a plate of its own: a finish of the theme, or a spot ink of its palette."""

    spot: Spot
    sort: str  # foil | varnish | white | die-line | spot
    span: Span


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that decides how an edition looks; ``span`` is where deck.yaml or the theme's file names it.

    ``palette`` holds every ink by its token, those of ``plates`` among them.
    """

    name: str
    title: str
    palette: Mapping[str, Ink]
    scripts: Mapping[str, str]
    styles: Mapping[str, Mapping[str, Style]]
    ranks: tuple[Rank, ...]
    ornament: Ornament | None
    looks: Mapping[str, Look]
    words: Mapping[str, LocalText]
    layouts: Mapping[str, Layout]
    span: Span
    plates: Mapping[str, Plate] = field(default_factory=dict)

    def look(self, kind: str) -> Look | None:
        return self.looks.get(kind) or self.looks.get(OTHER)

    def style(self, role: str, script: str) -> Style | None:
        """The style of a role in a script, or in the script that stands in for it."""
        by_script = self.styles.get(role, {})
        return by_script.get(script) or by_script.get(self.scripts.get(script, ""))

    def formats(self) -> tuple[str, ...]:
        """The names of the formats that the theme has layouts for."""
        return tuple(dict.fromkeys(layout.format for layout in self.layouts.values()))


@lru_cache(maxsize=1024)
def typeface(style: Style, language: str) -> Typeface:
    """The opened fonts of a style, for setting text of a language."""
    from cardkit.typesetting.font import open_font

    fonts = tuple(open_font(font.path) for font in style.fonts)
    return Typeface(
        fonts,
        language,
        style.features,
        style.whole,
        style.tracking,
        kinsoku=style.kinsoku,
        hyphenate=style.hyphens,
        phrases=style.breaking == "balance",
    )
