"""Look up once what all cards of an edition share: the typefaces of its styles, the inks of its kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from cardkit.edition.model import Edition
from cardkit.ink import KEY, Ink
from cardkit.layout.type import Types
from cardkit.typesetting.character import is_upright


@dataclass(frozen=True, slots=True)
class Plan:
    """An edition whose cards are laid out, and what they share, found when it is first asked for."""

    edition: Edition
    types: Types
    _inks: dict[tuple[str, str], Ink] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> Plan:
        return cls(edition, Types(edition.theme))

    def ink(self, kind: str, name: str) -> Ink:
        """The ink of a role of a kind of card, or of a token of the palette."""
        found = self._inks.get((kind, name))
        if found is None:
            look = self.edition.theme.look(kind)
            token = look.inks.get(name, name) if look else name
            found = self._inks[kind, name] = self.edition.theme.palette.get(token, KEY)
        return found


@lru_cache(maxsize=256)
def of_direction(languages: tuple[str, ...], upright: bool) -> tuple[str, ...]:  # noqa: FBT001 - a key of what is known.
    """Those of the languages that are set in columns, or those that are not."""
    return tuple(language for language in languages if is_upright(language) == upright)
