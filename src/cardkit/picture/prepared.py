"""Turn a photograph into the press's own pixels, once for each content.

The result is what goes into a PDF byte for byte: CMYK, 8 bits, deflated. It
may be kept in a cache folder (``machine.store``): a damaged or foreign file there is
made anew, never printed.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

from cardkit.machine import store
from cardkit.machine.maker import maker, name_of
from cardkit.picture import colour, pixels
from cardkit.picture.photograph import Photograph

# Raise this whenever the same photograph should come out otherwise than before.
_VERSION = 1

# Level 3 comes within 1 % of level 6 on photographs in half the time.
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """Pixels for the press: rows from the top, four bytes a pixel (C, M, Y, K; 255 is full ink), deflated.

    In a PDF: /ColorSpace /DeviceCMYK, /BitsPerComponent 8, /Filter
    /FlateDecode, and neither /Decode nor /DecodeParms.
    """

    width: int
    height: int
    data: bytes


def to_press(
    photograph: Photograph,
    profile: bytes | Path,
    *,
    cache: Path | None = None,
    max_width: int | None = None,
    limit: float = colour.INK_LIMIT,
) -> Prepared:
    """The photograph in the inks of the press that ``profile`` describes, no wider than ``max_width`` pixels.

    No pixel takes more ink than ``limit`` (2.8 is 280 %).
    Raises OSError where the file cannot be read again or is no longer the one
    that was opened, and ValueError where the profile is not CMYK.
    """
    press = colour.profile_bytes(profile)
    if cache is None:
        return _prepare(photograph, press, max_width, limit)
    name = f"{_key(photograph, press, max_width, limit)}.cmyk"
    body = store.fetch(cache, name)
    if body is not None:
        return Prepared(int.from_bytes(body[:4]), int.from_bytes(body[4:8]), body[8:])
    prepared = _prepare(photograph, press, max_width, limit)
    store.keep(cache, name, prepared.width.to_bytes(4) + prepared.height.to_bytes(4) + prepared.data)
    return prepared


def _prepare(photograph: Photograph, press: bytes, max_width: int | None, limit: float) -> Prepared:
    from PIL import Image

    data = photograph.path.read_bytes()
    form = pixels.file_format(data)
    if form is None or hashlib.sha256(data).hexdigest() != photograph.digest:
        raise OSError(f"`{photograph.name}` changed while cardkit was working; start again")
    decoded = pixels.decode(data, form, prove=False)
    if isinstance(decoded, pixels.Fault):
        raise OSError(f"`{photograph.name}` {decoded.says}")
    image = decoded.image
    if max_width and image.width > max_width:
        height = max(1, round(image.height * max_width / image.width))
        image = image.resize((max_width, height), Image.Resampling.LANCZOS)
    inks = colour.to_inks(image, decoded.profile, press, limit)
    return Prepared(inks.width, inks.height, zlib.compress(inks.tobytes(), _LEVEL))


def _key(photograph: Photograph, press: bytes, max_width: int | None, limit: float) -> str:
    """Everything that decides the result, the libraries' versions included."""
    return name_of(
        maker(("picture",)),
        _VERSION,
        *pixels.versions(),
        photograph.digest,
        hashlib.sha256(press).hexdigest(),
        max_width or 0,
        limit,
        zlib.ZLIB_RUNTIME_VERSION,
    )
