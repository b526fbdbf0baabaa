"""Turn a photograph into the pictures that a web page offers: small, in sRGB, and without what a camera wrote beside them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from cardkit.picture import colour, pixels
from cardkit.picture.photograph import Photograph

if TYPE_CHECKING:
    from PIL import Image

Form = Literal["avif", "jpg"]

#: Pixels across: for a phone, and for a phone of three pixels to the point or a large screen.
WIDTHS = (480, 960)

#: What a first view can bear beside the page itself (docs: 100 KiB in all); quality gives way before it is passed.
MOST_BYTES = 72 * 1024

_QUALITIES = {"avif": (58, 46, 34), "jpg": (80, 70, 58)}


@dataclass(frozen=True, slots=True)
class Screen:
    """One size of a photograph, as it will be written."""

    width: int
    height: int
    form: Form


def screens(photograph: Photograph) -> tuple[Screen, ...]:
    """The sizes to offer, smallest first, in each form; none is larger than the photograph."""
    widths = [width for width in WIDTHS if width < photograph.width] or [photograph.width]
    if photograph.width < WIDTHS[-1] and photograph.width not in widths:
        widths.append(photograph.width)
    heights = {width: max(1, round(photograph.height * width / photograph.width)) for width in widths}
    modern = [Screen(width, heights[width], "avif") for width in widths] if _has_avif() else []
    return (*modern, Screen(widths[-1], heights[widths[-1]], "jpg"))


def to_screen(photograph: Photograph, wanted: Screen) -> bytes:
    """The photograph in one size and form. Raises OSError where the file is no longer the one that was opened."""
    image = _shown(photograph)
    small = image if image.width == wanted.width else image.resize((wanted.width, wanted.height), _LANCZOS)
    data = b""
    for quality in _QUALITIES[wanted.form]:
        out = io.BytesIO()
        if wanted.form == "avif":
            small.save(out, "AVIF", quality=quality, speed=8, max_threads=1)
        else:
            small.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        data = out.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


_LANCZOS = 1  # PIL.Image.Resampling.LANCZOS, without waiting for the import.


def _has_avif() -> bool:
    from PIL import features

    return bool(features.check("avif"))


@lru_cache(maxsize=2)
def _shown(photograph: Photograph) -> Image.Image:
    """The decoded picture in sRGB; the last ones are kept, since each is wanted in several sizes."""
    data = photograph.path.read_bytes()
    form = pixels.file_format(data)
    if form is None or hashlib.sha256(data).hexdigest() != photograph.digest:
        raise OSError(f"`{photograph.name}` changed while cardkit was working; start again")
    decoded = pixels.decode(data, form, prove=False)
    if isinstance(decoded, pixels.Fault):
        raise OSError(f"`{photograph.name}` {decoded.says}")
    return colour.to_screen(decoded.image, decoded.profile)
