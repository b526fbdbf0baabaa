"""Judge whether the long words of an edition can be hyphenated where its theme asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from cardkit.diagnostic import Diagnostic, warning
from cardkit.edition.model import Edition
from cardkit.typesetting.character import script_of
from cardkit.typesetting.hyphen import can_hyphenate, is_installed


def judge_hyphenation(edition: Edition) -> Iterator[Diagnostic]:
    """Reports no-hyphenation at the style that asks: once where nothing is installed, else once a language."""
    theme = edition.theme
    for language in dict.fromkeys(language for card in edition.cards for language in card.languages):
        styles = (theme.style(role, script_of(language)) for role in theme.styles)
        span = next((style.hyphens_at for style in styles if style and style.hyphens), None)
        if span is None or can_hyphenate(language):
            continue
        if not is_installed():
            yield warning(
                "no-hyphenation",
                "the theme asks for hyphens, and no hyphenation is installed: words stay whole",
                span,
                hint="Run `pip install 'cardkit[hyphenation]'`, or take `hyphens: true` out.",
            )
            return
        yield warning(
            "no-hyphenation",
            f"the theme asks for hyphens, and there are no patterns for {language}: its words stay whole",
            span,
            hint="Put soft hyphens (U+00AD) where long words may be broken.",
        )
