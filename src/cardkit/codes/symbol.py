"""Turn a URL into the matrix of dark and light modules that a phone reads back.

The mask is fixed: searching for the best of eight takes ten times as long, every
mask decodes, and a fixed one keeps the bytes of a card the same whatever version
of the encoder is installed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from cardkit.codes.superposition import Span

if TYPE_CHECKING:
    from qrcode import QRCode

#: ``matrix[row][column]``, row 0 at the top, True is dark.
Matrix = tuple[tuple[bool, ...], ...]

#: Modules of clear paper around a symbol (ISO/IEC 18004:2015, 5.3.8).
QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code without its quiet zone."""

    url: str
    matrix: Matrix
    version: int
    level: str

    @property
    def modules(self) -> int:
        """How many modules a side has: 17 + 4 × version (ISO/IEC 18004:2015, 5.3.1)."""
        return len(self.matrix)


@lru_cache(maxsize=512)
def symbol(url: str, level: str | None = None) -> Symbol:
    """The smallest symbol that holds the URL.

    Without a level it is M, raised to Q where that costs no larger symbol; never
    H, which only a logo needs. Raises ValueError where no code can be made: for
    an empty URL, for one with anything but printable ASCII (byte mode names no
    character set, so readers would guess), and for one too long for version 40.
    """
    if not url:
        raise ValueError("an empty URL makes no code")
    if not all("!" <= character <= "~" for character in url):
        raise ValueError(f"a code holds printable ASCII only, not {url!r}")
    if level is not None:
        return _made(url, level)
    kind = _kind(url)
    return _made(url, "Q" if _version(kind, len(url), "Q") == _version(kind, len(url), "M") else "M")


#: What alphanumeric mode holds, two characters in eleven bits (ISO/IEC 18004:2015, table 5).
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def _kind(url: str) -> str:
    """A character that the encoder packs as it does this URL: a digit, a capital, or any other."""
    return "0" if url.isdigit() else "A" if _ALPHANUMERIC.issuperset(url) else _BYTES


#: Any character that neither of the denser modes holds.
_BYTES = "a"

#: The mask that every symbol has: (row + column) mod 3 = 0 (ISO/IEC 18004:2015, table 10).
_MASK = 3

#: The two bits that stand for a level in the format information (ISO/IEC 18004:2015, table 12).
_LEVEL_BITS = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}


@lru_cache(maxsize=4096)
def _version(kind: str, length: int, level: str) -> int | None:
    """The least version that holds so many characters of a kind, without drawing it; None where none does.

    ``kind`` stands for the mode that the encoder takes: a digit, a capital, or any other character.
    """
    from qrcode.exceptions import DataOverflowError

    try:
        return int(_encoder(kind * length, level).best_fit(start=1))
    except (DataOverflowError, ValueError):
        return None


def _encoder(url: str, level: str) -> QRCode[Any]:
    import qrcode

    # No version is asked for: with fit=True the encoder would silently take a larger one.
    encoder = qrcode.QRCode(error_correction=_LEVEL_BITS[level], border=0, mask_pattern=_MASK)
    encoder.add_data(url, optimize=0)
    return encoder


def _made(url: str, level: str) -> Symbol:
    if level not in _LEVEL_BITS:
        raise ValueError(f"a level is L, M, Q or H, not {level!r}")
    kind = _kind(url)
    version = _version(kind, len(url), level)
    if version is None:
        raise ValueError(f"{len(url)} characters are too many for a code of level {level}")
    side = 17 + 4 * version
    # Digits and capitals are packed several to a number, which does not add up; other text is taken byte by byte.
    span = _spans[len(url), level] if kind == _BYTES else Span()
    modules = span.symbol(url.encode("ascii"), lambda: _encoded(url, level, side))
    drawn = f"{modules:0{side * side}b}".encode().translate(_DARK)
    truths = cast("list[bool]", memoryview(drawn).cast("?").tolist())
    matrix = tuple([tuple(truths[at : at + side]) for at in range(0, side * side, side)])
    assert _format_bits(matrix) == (_LEVEL_BITS[level], _MASK), "the matrix names another level or mask"
    return Symbol(url, matrix, version, level)


#: What has been encoded byte by byte, by length and level: within one of these, symbols add up.
_spans: defaultdict[tuple[int, str], Span] = defaultdict(Span)

#: The bytes of digits as those of truths.
_DARK = bytes.maketrans(b"01", b"\0\1")


def _encoded(url: str, level: str, side: int) -> int:
    """The modules as the encoder draws them, row by row, the first one as the highest bit."""
    encoder = _encoder(url, level)
    encoder.make(fit=True)
    assert len(encoder.modules) == side, "the matrix has another size than the encoder said"
    return int("".join("1" if module else "0" for row in encoder.modules for module in row), 2)


#: What the format information is XORed with; these are its first five bits
#: (of 101010000010010, ISO/IEC 18004:2015, 7.9.1).
_FORMAT_MASK = 0b10101


def _format_bits(matrix: Matrix) -> tuple[int, int]:
    """Read level and mask back from the five modules beside the top-left finder that hold them."""
    bits = 0
    for column in range(5):
        bits = bits << 1 | matrix[8][column]
    bits ^= _FORMAT_MASK
    return bits >> 3, bits & 0b111
