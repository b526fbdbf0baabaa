"""Set a text in the type of its slot: from the theme's style and a size to lines of glyphs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from cardkit.diagnostic import Diagnostic, Related, Span, error
from cardkit.edition.theme import Style, Theme, typeface
from cardkit.geometry import MM_PER_PT, Point
from cardkit.ink import Ink
from cardkit.layout.drawing import Glyphs
from cardkit.layout.shown import Shown
from cardkit.typesetting.chain import Missing
from cardkit.typesetting.character import script_of
from cardkit.typesetting.family import family_for
from cardkit.typesetting.font import Font
from cardkit.typesetting.line import Line, Setting, setting
from cardkit.typesetting.typeface import Typeface

#: How sizes step down before a text is refused (look.md, "Fit"); after these comes the least size.
STEPS = (1.0, 0.92, 0.85)

_Size = TypeVar("_Size")


class Copy(NamedTuple):
    """A text cut into segments in its style: ready to be broken at any size."""

    shown: Shown
    style: Style
    face: Typeface
    setting: Setting

    @property
    def font(self) -> Font:
        """The first of the chain: its metrics place the baseline."""
        return self.face.fonts[0]

    @property
    def unbroken(self) -> tuple[Line, ...]:
        """The text in a measure without end."""
        return self.setting.unbroken

    def lines(self, size: float, width: float) -> tuple[Line, ...]:
        """The lines at a size (pt) in a width (mm)."""
        measure = width / (size * MM_PER_PT)
        return self.setting.broken(measure, self.style.breaking, justify=self.style.justify)

    def width(self, size: float) -> float:
        """How wide the text is on one line, in mm."""
        return max([line.width for line in self.setting.unbroken], default=0.0) * size * MM_PER_PT

    def baseline(self, size: float, leading: float) -> float:
        """How far the baseline stands below the top of its line (mm): ascent and descent centred in the leading."""
        em = size * MM_PER_PT
        return (leading - (self.font.ascent + self.font.descent) * em) / 2 + self.font.ascent * em

    def glyphs(self, line: Line, origin: Point, size: float, ink: Ink) -> Glyphs:
        return Glyphs(origin, line, size, ink, False, self.style.tracking * (size * MM_PER_PT), self.shown.span)  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class Types:
    """The styles of a theme with their typefaces, by role and language: each looked up once for all cards."""

    theme: Theme
    _known: dict[tuple[str, str], tuple[Style, Typeface] | None] = field(default_factory=dict)

    def find(self, role: str, language: str) -> tuple[Style, Typeface] | None:
        """The style of a role in a language; None where it has no fonts for its script."""
        key = role, language
        if key not in self._known:
            style = self.theme.style(role, script_of(language))
            self._known[key] = (style, typeface(style, language)) if style and style.fonts else None
        return self._known[key]


def copy_of(shown: Shown, role: str, types: Types, where: Span) -> Copy | Diagnostic:
    """Cut a text in a style of the theme. Reports no-style-for-script and missing-glyph.

    ``where`` is the slot's place in the layout, which the problem names as related.
    """
    found = types.find(role, shown.language)
    if found is None:
        script = script_of(shown.language)
        return error(
            "no-style-for-script",
            f"the style `{role}` of the theme `{types.theme.name}` has no fonts for {script}, which {shown.language} needs",
            where,
            hint=f"Add `{script}: {{fonts: […]}}` to the style in theme.yaml.",
        )
    style, face = found
    set_text = setting(shown.text, face)
    missing = set_text.missing
    if missing:
        named = ", ".join(f"{m.character!r} (U+{ord(m.character):04X})" for m in missing)
        families = ", ".join(dict.fromkeys(font.family for font in style.fonts))
        return error(
            "missing-glyph",
            f"`{shown.name}` ({shown.language}) has {named}, which no font of the style `{role}` has ({families})",
            shown.span.within(shown.text, missing[0].offset, 1),
            hint=_bring(missing, shown.language, {font.family for font in style.fonts}),
            related=[Related(f"the style `{role}` is used here", where)],
        )
    return Copy(shown, style, face, set_text)


def _bring(missing: Sequence[Missing], language: str, tried: Collection[str]) -> str:
    """Which fonts would have the characters."""
    known = (family_for(m.character, language) for m in missing)
    families = list(dict.fromkeys(family for family in known if family and family not in tried))
    if not families:
        return "Write another character, or add a font that has it under `fonts:` and in the theme's style."
    return f"Write another character, or add {' and '.join(families)} under `fonts:` and in the theme's style."


def sizes_for(sizes: Mapping[str, _Size], language: str, theme: Theme) -> _Size | None:
    """What a layout says for a language's script, or for the script that stands in for it."""
    script = script_of(language)
    found = sizes.get(script)
    return found if found is not None else sizes.get(theme.scripts.get(script, ""))


def no_sizes(name: str, language: str, where: Span) -> Diagnostic:
    """The problem of a layout that gives no size for a script that it has to set."""
    script = script_of(language)
    return error(
        "no-size-for-script",
        f"the layout gives no size for {script}, in which it has to set `{name}` ({language})",
        where,
        hint=f"Add `{script}:` to the sizes of this slot.",
    )
