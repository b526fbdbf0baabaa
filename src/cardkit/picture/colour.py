"""Convert pixels to the press's inks, and inks to what a screen shows.

Both by ICC: relative colorimetric with black point compensation, which keeps
the paper white and the shadows open.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.ink import Cmyk

if TYPE_CHECKING:
    from PIL import Image, ImageCms

#: Total ink that no photograph exceeds where a press says nothing else. Above 280 % sheet-fed presses begin to complain and 300 % is the end
#: (GWG 2015, sheet-fed offset); the deepest blacks of FOGRA39L_coated.icc come out at 316 %.
INK_LIMIT = 2.8

# What the four-letter colour space of an ICC profile is called in Pillow (ICC.1:2022, table 22).
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab": "LAB"}

_FULL = 255
_STRIP_ROWS = 256


@cache
def press_profile() -> bytes:
    """The ICC profile of the usual press: FOGRA39L, coated paper, which comes with cardkit."""
    return (files("cardkit") / "data" / "icc" / "FOGRA39L_coated.icc").read_bytes()


def profile_bytes(profile: bytes | Path) -> bytes:
    """A profile given by its bytes or its file."""
    return profile.read_bytes() if isinstance(profile, Path) else profile


def fits(profile: bytes, mode: str) -> bool:
    """Whether an embedded profile can be read and describes pixels of this mode."""
    space = _space(profile)
    return space is not None and _MODES.get(space) == mode


def to_inks(image: Image.Image, embedded: bytes | None, press: bytes, limit: float = INK_LIMIT) -> Image.Image:
    """An image of mode L, RGB, CMYK or LAB as the press's CMYK, with no more ink than the limit.

    Without a profile of its own RGB and grey are sRGB, and CMYK is taken as
    made for this press. Raises ValueError where ``press`` is no CMYK profile.
    """
    if _space(press) != "CMYK":
        raise ValueError("the press's ICC profile is not a CMYK profile")
    if image.mode == "CMYK" and (embedded is None or embedded == press):
        return limited(image, limit)
    if image.mode == "L" and embedded is None:
        image = image.convert("RGB")
    from PIL import ImageCms

    converted = ImageCms.applyTransform(image, _transform(embedded, press, image.mode, "CMYK"))
    assert converted is not None
    return limited(converted, limit)


def limited(image: Image.Image, limit: float) -> Image.Image:
    """The same CMYK image with cyan, magenta and yellow drawn back in proportion where the sum exceeds the limit."""
    from PIL import Image, ImageChops, ImageMath

    most = round(limit * _FULL)
    result = image
    for top in range(0, image.height, _STRIP_ROWS):
        box = (0, top, image.width, min(top + _STRIP_ROWS, image.height))
        cyan, magenta, yellow, black = image.crop(box).split()
        # A quarter of the sum in 8 bits, rounded down twice: quick, and most pictures need no more.
        quarter = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
        if 4 * (_greatest(quarter) + 2) <= most:
            continue
        bands = zip("cmyk", (cyan, magenta, yellow, black), strict=True)
        names = {name: band.convert("I") for name, band in bands}
        total: Image.Image = ImageMath.lambda_eval(lambda args: args["c"] + args["m"] + args["y"] + args["k"], **names)
        if _greatest(total) <= most:
            continue
        if result is image:
            result = image.copy()
        names["sum"] = ImageMath.lambda_eval(lambda args: args["max"](args["c"] + args["m"] + args["y"], 1), **names)
        names["room"] = ImageMath.lambda_eval(lambda args: args["min"](args["sum"], most - args["k"]), **names)
        less = [_drawn_back(band, names) for band in "cmy"]
        result.paste(Image.merge("CMYK", [*less, black]), box)
    return result


def _greatest(image: Image.Image) -> float:
    """The greatest value of a one-band image."""
    high = image.getextrema()[1]
    return max(high) if isinstance(high, tuple) else high


def _drawn_back(band: str, names: dict[str, Image.Image]) -> Image.Image:
    """One ink of a strip, its share of the room that black leaves."""
    from PIL import ImageMath

    share: Image.Image = ImageMath.lambda_eval(lambda args: args[band] * args["room"] / args["sum"], **names)
    return share.convert("L")


def to_screen(image: Image.Image, embedded: bytes | None) -> Image.Image:
    """An image of mode L, RGB, CMYK or LAB in sRGB; CMYK without a profile is taken as made for the usual press."""
    from PIL import ImageCms

    if embedded is None and image.mode in ("L", "RGB"):
        return image.convert("RGB")
    profile = embedded if embedded or image.mode != "CMYK" else press_profile()
    converted = ImageCms.applyTransform(image, _transform(profile, None, image.mode, "RGB"))
    assert converted is not None
    converted.info.clear()  # The profile that it no longer follows.
    return converted


@lru_cache(maxsize=4096)
def preview(ink: Cmyk) -> tuple[int, int, int]:
    """What a screen shows for an ink on the usual press's paper: sRGB, 0 to 255."""
    from PIL import Image, ImageCms

    pixel = tuple(round(min(max(tint, 0.0), 1.0) * _FULL) for tint in (ink.cyan, ink.magenta, ink.yellow, ink.black))
    shown = ImageCms.applyTransform(Image.new("CMYK", (1, 1), pixel), _transform(press_profile(), None, "CMYK", "RGB"))
    assert shown is not None
    red, green, blue = shown.tobytes()
    return red, green, blue


@lru_cache(maxsize=16)
def _transform(source: bytes | None, target: bytes | None, mode: str, out: str) -> ImageCms.ImageCmsTransform:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        _profile(source, mode),
        _profile(target, out),
        mode,
        out,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _profile(data: bytes | None, mode: str) -> ImageCms.ImageCmsProfile:
    from PIL import ImageCms

    if data is not None:
        return ImageCms.ImageCmsProfile(io.BytesIO(data))
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB"))


@lru_cache(maxsize=16)
def _space(profile: bytes) -> str | None:
    """The colour space that a profile describes; None where it cannot be read or used."""
    from PIL import ImageCms

    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space.strip()
        if space in _MODES:
            # A profile can open and still lack its tables: only a transform proves it.
            out = "RGB" if space != "RGB" else "LAB"
            _transform(profile, None, _MODES[space], out)
    except (OSError, ImageCms.PyCMSError, TypeError, ValueError):
        return None
    return str(space)
