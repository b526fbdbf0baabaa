"""Turn a PDF's colour spaces and tints into inks: what lands on which plate.

Ink names are the press's: Cyan, Magenta, Yellow and Black, then spots as their
separations are called. Tints run from 0 to 1, 1 being all ink, whatever the
space counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardkit.pdf.stream import content, head

if TYPE_CHECKING:
    import pikepdf

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")

#: Names with a meaning of their own (ISO 32000-1, 8.6.6.4): every plate, and no plate at all.
ALL, NONE = "All", "None"


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A colour space; equal ones of one document are the same object.

    ``inks`` are the colorants of a Separation or DeviceN; ``base`` is their
    alternate space, or what an Indexed or Pattern space stands on. ``solid``
    is how one full separation shows in its alternate space, empty where that
    takes a program to know. ``table`` holds the colours of an Indexed space,
    ``profile`` what the profile of an ICCBased space says that it is for.
    """

    family: str
    components: int
    inks: tuple[str, ...] = ()
    base: Space | None = None
    solid: tuple[float, ...] = ()
    table: bytes = b""
    profile: str = ""

    @property
    def root(self) -> Space:
        """What is painted in truth: the base of an Indexed or Pattern space."""
        return self.base.root if self.base and self.family in ("Indexed", "Pattern") else self

    def __str__(self) -> str:
        if self.inks:
            return f"{self.family} {' + '.join(self.inks)}"
        if self.family == "ICCBased":
            return f"ICCBased {_ICC_NAMES.get(self.components, self.components)}"
        return f"{self.family} of {self.base}" if self.base else self.family


@dataclass(frozen=True, slots=True, eq=False)
class Colour:
    """A colour as it is set; ``tints`` are the space's own numbers, none for pictures and patterns.

    ``inks`` are the tints by plate, without those that are 0; empty for
    white, and for colours that are no inks (RGB).
    """

    space: Space
    tints: tuple[float, ...] = ()
    inks: dict[str, float] = field(default_factory=dict)

    @property
    def is_white(self) -> bool:
        """Whether it lays down no ink, and says so in inks."""
        return bool(self.tints) and not self.inks and self.space.root.family in _IN_INKS

    @property
    def coverage(self) -> float:
        """The sum of its tints; 1.0 is one full ink."""
        return sum(self.inks.values())


GREY = Space("DeviceGray", 1)
RGB = Space("DeviceRGB", 3)
CMYK = Space("DeviceCMYK", 4)
PATTERN = Space("Pattern", 0)
_DEVICE = {
    "/DeviceGray": GREY,
    "/G": GREY,
    "/CalGray": GREY,
    "/DeviceRGB": RGB,
    "/RGB": RGB,
    "/CalRGB": RGB,
    "/DeviceCMYK": CMYK,
    "/CMYK": CMYK,
    "/CalCMYK": CMYK,
    "/Pattern": PATTERN,
}
_IN_INKS = frozenset(("DeviceGray", "DeviceCMYK", "CalGray", "Separation", "DeviceN"))
_ICC_NAMES = {1: "grey", 3: "RGB", 4: "CMYK"}


def colour(space: Space, tints: Sequence[float]) -> Colour:
    """A colour from its numbers; what is missing or out of range is set right, as readers do."""
    most = _BYTE if space.family == "Indexed" else 1.0
    kept = tuple(min(most, max(0.0, tint)) for tint in tints[: space.components])
    if len(kept) < space.components:
        kept += (0.0,) * (space.components - len(kept))
    return Colour(space, kept, inks(space, kept))


def inks(space: Space, tints: Sequence[float]) -> dict[str, float]:
    """What lands on which plate, without what is 0; empty where the space counts no inks."""
    if space.family in ("DeviceGray", "CalGray") or (space.family == "ICCBased" and space.components == 1):
        amounts = {"Black": 1 - tints[0]}
    elif space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.components == 4):
        amounts = dict(zip(PROCESS, tints, strict=False))
    elif space.inks:
        amounts = {}
        for ink, tint in zip(space.inks, tints, strict=False):
            for plate in PROCESS if ink == ALL else (ink,):
                amounts[plate] = max(tint, amounts.get(plate, 0.0))
        amounts.pop(NONE, None)
    elif space.family == "Indexed" and space.base:
        size = space.base.components
        start = min(int(tints[0]), len(space.table) // size - 1 if size else 0) * size
        entry = space.table[max(0, start) : max(0, start) + size]
        return inks(space.base, [byte / _BYTE for byte in entry]) if len(entry) == size else {}
    elif space.family == "Pattern" and space.base:
        return inks(space.base, tints)
    else:
        return {}
    return {ink: tint for ink, tint in amounts.items() if tint > _NOTHING}


#: Half a step of 8 bits: less than any plate can hold.
_NOTHING = 0.002

_BYTE = 255

#: Spaces stand on others at most three deep (Pattern of Indexed of DeviceN of ICCBased).
_DEEPEST = 4

#: ISO 32000-1, Annex C: no DeviceN has more colorants.
_MOST_INKS = 32


def resolve(
    described: pikepdf.Object | None,
    named: Callable[[str], pikepdf.Object | None],
    known: dict[tuple[object, ...], Space],
    depth: int = 0,
) -> Space:
    """The space that an object describes; ``named`` gives those that the resources name.

    Raises ValueError for what is none. ``known`` keeps equal spaces one.
    """
    import pikepdf

    if depth > _DEEPEST:
        raise ValueError("colour spaces stand on one another without end")
    if isinstance(described, pikepdf.Name):
        word = str(described)
        if word in _DEVICE:
            return _DEVICE[word]
        found = named(word)
        if found is None or found == described:
            raise ValueError(f"the colour space {word} is not defined")
        return resolve(found, named, known, depth + 1)
    if not isinstance(described, pikepdf.Array) or not len(described):
        raise ValueError("a colour space is neither a name nor a list")
    if len(described) == 1:
        return resolve(described[0], named, known, depth + 1)
    parts = list(described)
    family = str(parts[0]).lstrip("/")
    base: Space | None = None
    if family == "ICCBased":
        # ICC.1:2022, 7.2.6: the data colour space.
        profile = head(parts[1], 20)[16:20].decode("latin-1").strip()
        made = Space(family, int(parts[1].get("/N", 0)), profile=profile)
    elif family in ("CalGray", "CalRGB", "Lab"):
        made = Space(family, 1 if family == "CalGray" else 3)
    elif family in ("Separation", "DeviceN"):
        names = [parts[1]] if family == "Separation" else list(parts[1])[:_MOST_INKS]
        base = resolve(parts[2], named, known, depth + 1)
        solid = _solid(parts[3]) if len(names) == 1 and len(parts) > 3 else ()
        made = Space(family, len(names), tuple(str(one).lstrip("/") for one in names), base, solid)
    elif family in ("Indexed", "I"):
        base = resolve(parts[1], named, known, depth + 1)
        table = content(parts[3]) if isinstance(parts[3], pikepdf.Stream) else bytes(parts[3])
        made = Space("Indexed", 1, (), base, (), table)
    elif family == "Pattern":
        base = resolve(parts[1], named, known, depth + 1)
        made = Space("Pattern", base.components, (), base)
    else:
        raise ValueError(f"there is no colour space `{family}`")
    key = (made.family, made.components, made.inks, made.base, made.solid, made.table, made.profile)
    return known.setdefault(key, made)


def _solid(function: pikepdf.Object, depth: int = 0) -> tuple[float, ...]:
    """What a tint's function gives for all ink, where it can be read off (ISO 32000-1, 7.10)."""
    import pikepdf

    kind = function.get("/FunctionType") if isinstance(function, pikepdf.Dictionary | pikepdf.Stream) else None
    if kind == 2:  # exponential: C1 itself
        return tuple(round(float(value), 3) for value in function.get("/C1", [1.0]))
    if kind == 0 and isinstance(function, pikepdf.Stream) and function.get("/BitsPerSample") == 8:  # samples: the last
        outputs = len(function.Range) // 2
        decode = [float(value) for value in function.get("/Decode", function.Range)]
        last = content(function)[: int(function.Size[0]) * outputs][-outputs:]
        pairs = zip(last, decode[::2], decode[1::2], strict=False)
        return tuple(round(low + byte / _BYTE * (high - low), 3) for byte, low, high in pairs)
    if kind == 3 and depth < _DEEPEST:  # stitched: the last of its parts
        return _solid(list(function.Functions)[-1], depth + 1)
    return ()
