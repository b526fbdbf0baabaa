"""Find the numbers in a text that a line must not part from their unit."""

from __future__ import annotations

import re

#: Symbols of the SI and of those units that may stand beside it (SI Brochure, 9th edition, tables 2, 4, 7 and 8), with
#: the prefixes that cards use. Left out are those that are words as well: `a`, `d`, `in`, and `as` or `am` by prefix.
_PREFIXED = "m|g|s|A|K|mol|cd|Hz|N|Pa|J|W|C|V|F|Ω|S|T|H|lm|lx|Bq|Gy|Sv|L|l|eV|Wh|B|bit|bar|t"
_SYMBOLS = "min|h|ha|hm|dm|dB|°|°C|°F|℃|′|″|%|‰|ppm|ppb|rpm|au|km/h|kn|ft|mi|yd|lb|oz|hp|€|\\$|£|¥|₮|₽|₹|₩"
_CYRILLIC = "км|м|дм|см|мм|мкм|га|кг|г|мг|т|л|мл|с|ч|мин|кВт|МВт|ГВт|кВт·ч|Вт|Гц|руб"
_UNIT = f"(?:(?:[nµμmckMGTP]|da)?(?:{_PREFIXED})|{_SYMBOLS}|{_CYRILLIC})[²³23]?"

_MEASURE = re.compile(rf"(?<=\d) {_UNIT}(?:[/·⋅]{_UNIT})*(?!\w)")


def kept(text: str) -> frozenset[int]:
    """The offsets between a number and the end of its unit, at which no line ends."""
    return frozenset(at for match in _MEASURE.finditer(text) for at in range(match.start() + 1, match.end()))
