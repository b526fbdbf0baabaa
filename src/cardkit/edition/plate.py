"""Read the inks of a theme that have plates of their own: spot colours of its palette, and finishing plates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardkit.deck.scalar import shortened
from cardkit.deck.value import Items, Number, Record, Text, Value
from cardkit.diagnostic import Diagnostic, Related, error
from cardkit.edition.theme import Plate
from cardkit.ink import Cmyk, Spot

#: Names that PDF keeps for the process plates, for all plates and for none (ISO 32000-1, 8.6.6.4).
_TAKEN = frozenset(["cyan", "magenta", "yellow", "black", "all", "none"])

#: A longer name is cut off by some RIPs' lists of plates; PDF itself takes 127 bytes.
_LONGEST = 60


def cmyk(value: Items) -> Cmyk:
    """Process colour from percentages."""
    return Cmyk.percent(*(item.value for item in value.items if isinstance(item, Number)))


def read_plates(
    palette: Mapping[str, Value], plates: Mapping[str, Value]
) -> tuple[Mapping[str, Plate], tuple[Diagnostic, ...]]:
    """The plates by the tokens that ask for them. Problems: plate-name, spot-twice, duplicate-id."""
    problems: list[Diagnostic] = []
    read: dict[str, Plate] = {}
    by_name: dict[str, Plate] = {}
    written = [(token, value, "spot") for token, value in palette.items() if isinstance(value, Record)]
    written += [(token, value, "name") for token, value in plates.items() if isinstance(value, Record)]
    for token, record, field in written:
        name = record.get(field)
        shows = record.get("shows")
        if not isinstance(name, Text) or not isinstance(shows, Items):
            continue
        if token in palette and field == "name":
            message = f"`{token}` is a colour of the palette and a plate"
            problems.append(error("duplicate-id", message, record.span, hint="Rename one of them."))
            continue
        overprints = field == "name" and record.flag("overprint") is not False
        plate = Plate(Spot(name.text, cmyk(shows), overprints=overprints), record.text("is") or "spot", name.span)
        twin = by_name.setdefault(name.text.casefold(), plate)
        found = [*_name_faults(name), *_twice(plate, twin)]
        problems.extend(found)
        if not found:
            read[token] = plate
    return read, tuple(problems)


def _name_faults(name: Text) -> Iterator[Diagnostic]:
    says = None
    if name.text.casefold() in _TAKEN:
        says = "is a name that PDF keeps for itself"
    elif not (name.text.isascii() and name.text.isprintable()):
        says = "has other characters than the letters, digits and signs that every RIP knows"
    elif len(name.text) > _LONGEST:
        says = f"has {len(name.text)} characters; a plate's name has at most {_LONGEST}"
    if says:
        message = f"`{shortened(name.text)}` cannot be the name of a plate: it {says}"
        yield error("plate-name", message, name.span, hint="Write the name that the printer asks for, such as `Foil`.")


def _twice(plate: Plate, twin: Plate) -> Iterator[Diagnostic]:
    """One plate that would be shown in two ways, or called by two names: which one counts, no printer can know."""
    one, other = plate.spot, twin.spot
    if (one.name, one.alternate) != (other.name, other.alternate):
        how = "is written in two ways" if one.name != other.name else "shows in two colours"
        message = f"the plate `{shortened(one.name)}` {how}"
        related = [Related("first given here", twin.span)]
        yield error("spot-twice", message, plate.span, hint="Give both the same name and `shows`.", related=related)
