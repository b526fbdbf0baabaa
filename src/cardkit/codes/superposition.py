"""Make the symbol of a URL from symbols that were encoded before, by adding them up.

Everything that an encoder does to its data (Reed-Solomon words, interleaving,
placing, masking) is affine over GF(2) as long as length, level and mask stay the
same: the XOR of an odd number of symbols is the symbol of the XOR of their texts
(ISO/IEC 18004:2015, 7.5 to 7.8). The addresses of a deck differ in six letters,
so that some thirty symbols span all the others, bit for bit, whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Span:
    """Symbols of one length, level and mask, and all that they add up to.

    ``origin`` is the first text with its symbol; ``basis`` holds differences from
    it, each under the highest bit of its text's difference. Texts and symbols
    are whole numbers: the text's bytes, and the modules row by row.
    """

    origin: tuple[int, int] | None = None
    basis: dict[int, tuple[int, int]] = field(default_factory=dict)

    def symbol(self, text: bytes, encode: Callable[[], int]) -> int:
        """The modules of a text's symbol; ``encode`` is called where those known do not add up to it."""
        number = int.from_bytes(text, "big")
        if self.origin is None:
            self.origin = number, encode()
        rest, modules = number ^ self.origin[0], self.origin[1]
        while rest:
            known = self.basis.get(rest.bit_length())
            if known is None:
                whole = encode()
                self.basis[rest.bit_length()] = rest, whole ^ modules
                return whole
            rest ^= known[0]
            modules ^= known[1]
        return modules
