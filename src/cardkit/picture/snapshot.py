"""Open a photograph of printed cards as grey pixels, and show it in other lights: smaller, sharper, evenly lit, turned."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.diagnostic import Diagnostic, error
from cardkit.picture import pixels
from cardkit.picture.photograph import read_bytes
from cardkit.picture.stranger import stranger

if TYPE_CHECKING:
    from PIL import Image

#: A point in pixels from the top-left, x right, y down.
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture in 8-bit grey, upright: width × height bytes, rows from the top."""

    width: int
    height: int
    grey: bytes


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot in another light; ``back`` gives the place in the snapshot itself of a place in this view."""

    snapshot: Snapshot
    back: Callable[[Place], Place]


def open_snapshot(path: Path, shown_as: str) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    """Read one picture: PNG, JPEG, WebP or TIFF, and HEIC where ``pillow-heif`` is installed.

    Problems: `missing-file`, `picture-file`, `picture-too-large`, `picture-format`,
    `picture-damaged`, `picture-frames`. Limits are judged before anything is decoded.
    """
    data = read_bytes(path, shown_as, None)
    if isinstance(data, Diagnostic):
        return None, (data,)
    form = pixels.file_format(data)
    if form is None and data[4:8] == b"ftyp":
        return _heic(data, shown_as)
    if form is None:
        found = stranger(data)
        message = f"`{shown_as}` is {found.what}" if found else f"`{shown_as}` is no picture that can be read"
        hint = (found.hint if found else None) or "Save it as PNG, JPEG, WebP or HEIC."
        return None, (error("picture-format", message, hint=hint),)
    decoded = pixels.decode(data, form, prove=False)
    if isinstance(decoded, pixels.Fault):
        hint = "Take the photograph again, or save it as one PNG or JPEG of at most 50 megapixels."
        return None, (error(decoded.code, f"`{shown_as}` {decoded.says}", hint=hint),)
    return _grey(decoded.image), ()


def views(snapshot: Snapshot) -> Iterator[View]:
    """The snapshot as it is, and then in the lights in which codes are found that were not seen before.

    Large photographs are read better made smaller, since blur and noise go;
    small codes made larger; codes in shade under even light.
    """
    from PIL import Image, ImageFilter, ImageOps

    yield View(snapshot, _same)
    image = Image.frombytes("L", (snapshot.width, snapshot.height), snapshot.grey)
    longest = max(image.size)
    scales = [scale for scale in (1 / 2, 1 / 4, 1 / 8) if longest * scale >= _LEAST_SIDE]
    scales += [2.0] if longest < _MOST_DOUBLED else []
    for scale in scales:
        yield _view(_scaled(image, scale), _by(1 / scale))
    for scale in (1.0, *scales):
        base = _scaled(image, scale)
        level = _level(base)
        for other in (level, level.filter(ImageFilter.UnsharpMask(2, 200, 0)), ImageOps.autocontrast(base, cutoff=2)):
            yield _view(other, _by(1 / scale))
    fitting = min(1.0, _TURNED_SIDE / longest)
    small = _scaled(image, fitting)
    for degrees in (30, 60, 15, 45, 75):
        turned = small.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
        yield _view(turned, _unturned(degrees, small.size, turned.size, fitting))


#: Pixels: no view is made smaller than a code that fills it needs, nor larger than is of use.
_LEAST_SIDE, _MOST_DOUBLED, _TURNED_SIDE = 300, 1600, 2000

#: How far light is taken to be even, as a part of the picture: several modules, and less than a code.
_EVEN = 24


def _same(place: Place) -> Place:
    return place


def _by(factor: float) -> Callable[[Place], Place]:
    return lambda place: (place[0] * factor, place[1] * factor)


def _unturned(
    degrees: float, before: tuple[int, int], after: tuple[int, int], scale: float
) -> Callable[[Place], Place]:
    """Where a place of a picture that was turned about its middle has been before."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def back(place: Place) -> Place:
        x, y = place[0] - after[0] / 2, place[1] - after[1] / 2
        # The picture was turned counter-clockwise as seen, with y downward.
        there = (cosine * x - sine * y + before[0] / 2, sine * x + cosine * y + before[1] / 2)
        return there[0] / scale, there[1] / scale

    return back


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    from PIL import Image

    if scale == 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)


def _level(image: Image.Image) -> Image.Image:
    """The picture less its own blur: shade and glare go, edges stay."""
    from PIL import ImageChops, ImageFilter, ImageOps

    ground = image.filter(ImageFilter.BoxBlur(max(4, max(image.size) // _EVEN)))
    return ImageOps.autocontrast(ImageChops.subtract(image, ground, scale=1, offset=160), cutoff=1)


def _view(image: Image.Image, back: Callable[[Place], Place]) -> View:
    return View(_grey(image), back)


def _grey(image: Image.Image) -> Snapshot:
    grey = image.convert("L")
    return Snapshot(grey.width, grey.height, grey.tobytes())


def _heic(data: bytes, shown_as: str) -> tuple[Snapshot | None, tuple[Diagnostic, ...]]:
    try:
        import pillow_heif
    except ImportError:
        message = f"`{shown_as}` is a HEIC picture, and what reads them is not installed"
        hint = "Install it with `pip install cardkit[heic]`, or save the picture as JPEG."
        return None, (error("picture-format", message, hint=hint),)
    try:
        opened = pillow_heif.open_heif(io.BytesIO(data))
        width, height = opened.size
        if width * height > pixels.MAX_PIXELS:
            message = f"`{shown_as}` is {width} x {height} pixels; the most is {pixels.MAX_PIXELS // 10**6} megapixels"
            return None, (error("picture-too-large", message, hint="Save it smaller."),)
        return _grey(opened.to_pillow()), ()
    except Exception as fault:  # noqa: BLE001 - the library says neither what it raises nor why.
        words = " ".join(str(fault).split())[:120]
        message = f"`{shown_as}` is damaged: it cannot be decoded ({words})"
        return None, (error("picture-damaged", message, hint="Take the photograph again, or save it as JPEG."),)
