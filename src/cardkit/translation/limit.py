"""Find how long a text may be in a language, from the limits that its field gives for some."""

from __future__ import annotations

from collections.abc import Mapping

#: Languages whose characters are as wide as a Chinese one, and say as much.
_WIDE = frozenset({"zh", "ja", "ko", "yue"})


def limit(limits: Mapping[str, int], language: str) -> int | None:
    """The characters a card has room for, or so; None where nothing tells.

    A language that the field does not name takes the limit of one that is
    written like it: Japanese that of Chinese, French that of English. Scripts
    that stand upright have rooms of their own in a layout, so for them only
    their own limit holds.
    """
    if language in limits:
        return limits[language]
    if "-Mong" in language:
        return None
    wide = _is_wide(language)
    return next((most for known, most in limits.items() if "-Mong" not in known and _is_wide(known) == wide), None)


def _is_wide(language: str) -> bool:
    return language.partition("-")[0] in _WIDE
