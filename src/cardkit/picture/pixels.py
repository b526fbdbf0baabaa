"""Decode the bytes of a photograph strictly: upright, without alpha or metadata, or say what is wrong.

Limits are judged from the file's own header before anything is decoded, since
a PNG of 10 kB can ask for a gigabyte. Every decode is a full one.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardkit.picture import chunk, colour, jpeg

if TYPE_CHECKING:
    from PIL import Image

#: 50 megapixels: a postcard's window at 300 ppi needs 1.5.
MAX_PIXELS = 50_000_000

# Masks that change the last coded bytes of a JPEG; the picture must differ under at least one.
_MASKS = (0xA5, 0x3C, 0x77)
# Where fewer coded bytes or pixels stand at a JPEG's end, their change may not show in a sound picture.
_LEAST_CODED, _LEAST_SIDE = 64, 64
# The widest block of a JPEG, and the level of the blocks that a decoder leaves out.
_BLOCK, _GREY = 16, 128

_PILLOW_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
    MemoryError,
    Warning,
)


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture: mode L, RGB, CMYK or LAB, 8 bits, upright."""

    image: Image.Image
    profile: bytes | None
    broken_profile: bool
    transparent: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture is refused: the problem's code and the rest of a sentence about the picture."""

    code: str
    says: str


def file_format(data: bytes) -> str | None:
    """The format that the content shows: PNG, JPEG, WEBP, TIFF or None for any other."""
    if data.startswith(chunk.PNG_SIGNATURE):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith((b"II*\0", b"MM\0*")):
        return "TIFF"
    return None


def versions() -> tuple[str | None, ...]:
    """What decodes: other versions may see other pixels in the same bytes."""
    from PIL import __version__ as pillow
    from PIL import features

    return (pillow, *(features.version(part) for part in ("jpg", "zlib", "libtiff", "webp", "littlecms2")))


def decode(data: bytes, form: str, *, prove: bool = True) -> Pixels | Fault:
    """Decode the one picture of a file; ``prove`` also searches JPEG data for damage that decoders forgive."""
    fault = _judge_container(data, form)
    if fault:
        return fault
    opened = _load(data, form)
    if isinstance(opened, Fault):
        return opened
    if form == "JPEG" and prove and not _coded_to_the_end(data, opened):
        return Fault("picture-damaged", "is damaged: its coded data does not end where the picture ends")
    return _settled(opened, data, form)


def _judge_container(data: bytes, form: str) -> Fault | None:
    """What the file's structure says, before any pixel is decoded."""
    found: jpeg.Jpeg | chunk.Container | str
    if form == "JPEG":
        found = jpeg.walk(data)
    elif form == "PNG":
        found = chunk.walk_png(data)
    elif form == "WEBP":
        found = chunk.walk_webp(data)
    else:
        return None
    if isinstance(found, str):
        return Fault("picture-damaged", f"is damaged: {found}")
    fault = _judge_size(found.width, found.height)
    if fault:
        return fault
    if isinstance(found, chunk.Container) and found.animated:
        return Fault("picture-frames", "is an animation; a card prints one picture")
    return None


def _judge_size(width: int, height: int) -> Fault | None:
    if width * height <= MAX_PIXELS:
        return None
    return Fault(
        "picture-too-large",
        f"is {width} x {height} pixels, {width * height / 1e6:.0f} megapixels; the most is {MAX_PIXELS // 10**6}",
    )


def _load(data: bytes, form: str) -> Image.Image | Fault:
    from PIL import Image, ImageFile, JpegImagePlugin

    damaged = "is damaged: it cannot be decoded"
    if ImageFile.LOAD_TRUNCATED_IMAGES:
        raise RuntimeError("Pillow was told to accept truncated images; cardkit cannot work with that")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if form == "JPEG":
                # Not Image.open: a telephone's JPEG may carry a second picture (MPO), which is not printed.
                image: Image.Image = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
            else:
                image = Image.open(io.BytesIO(data), formats=(form,))
            fault = _judge_size(image.width, image.height)
            if fault:
                return fault
            if form == "TIFF" and _has_second_page(image):
                return Fault("picture-frames", "has several pages; a card prints one picture")
            image.load()
    except Image.DecompressionBombError:
        return Fault("picture-too-large", f"has more than {MAX_PIXELS // 10**6} megapixels")
    except _PILLOW_FAULTS as problem:
        return Fault("picture-damaged", f"{damaged} ({_clause(problem)})")
    return image


def _has_second_page(image: Image.Image) -> bool:
    try:
        image.seek(1)
    except EOFError:
        image.seek(0)
        return False
    return True


def _coded_to_the_end(data: bytes, image: Image.Image) -> bool:
    """Whether a JPEG's coded data is exactly as long as its picture, as far as that can be seen."""
    walked = jpeg.walk(data)
    if isinstance(walked, str) or not walked.huffman:
        return not isinstance(walked, str)
    pixels = image.tobytes()
    if _raw(jpeg.padded(data, walked)) != pixels:
        return False
    start, end = walked.stretches[-1]
    if walked.scans > 1 or end - start < _LEAST_CODED or min(image.size) < _LEAST_SIDE:
        return True
    if _looks_undecoded(image):
        return True
    return any(_raw(jpeg.clouded(data, walked, mask)) != pixels for mask in _MASKS)


def _looks_undecoded(image: Image.Image) -> bool:
    """Whether the last corner is the grey that stands for missing data anyway, or the foot is all one colour."""
    width, height = image.size
    foot = image.crop((0, height - _BLOCK, width, height))
    # What is left of the last block row; a taller block's rest is no smaller.
    corner = image.crop((width - _BLOCK, (height - 1) // 8 * 8, width, height))
    one_colour = all(_span(band)[0] == _span(band)[1] for band in foot.split())
    return one_colour or all(_GREY - 16 <= _span(band)[0] <= _span(band)[1] <= _GREY + 16 for band in corner.split())


def _raw(data: bytes) -> bytes:
    """The pixels of a JPEG, empty where it cannot be decoded."""
    opened = _load(data, "JPEG")
    return b"" if isinstance(opened, Fault) else opened.tobytes()


def _settled(image: Image.Image, data: bytes, form: str) -> Pixels | Fault:
    """The image upright, in one of four modes, without alpha."""
    from PIL import ImageChops

    profile = image.info.get("icc_profile") or None
    image = _upright(image)
    if form == "JPEG" and image.mode == "CMYK":
        # Pillow takes every CMYK JPEG for an inverted one, as Adobe writes them; only the APP14 marker says so.
        walked = jpeg.walk(data)
        if isinstance(walked, jpeg.Jpeg) and not walked.adobe:
            image = ImageChops.invert(image)
    try:
        opaque = _opaque(image)
    except _PILLOW_FAULTS as problem:
        return Fault("picture-damaged", f"is damaged: its colours cannot be read ({_clause(problem)})")
    if opaque is None:
        return Fault("picture-format", f"holds pixels of a kind that cannot be printed (`{image.mode}`)")
    flat, transparent = opaque
    sound = profile is None or colour.fits(profile, flat.mode)
    return Pixels(flat, profile if sound else None, not sound, transparent)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the EXIF orientation says; unreadable EXIF says nothing."""
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ImageOps.exif_transpose(image)
    except _PILLOW_FAULTS:
        return image


def _opaque(image: Image.Image) -> tuple[Image.Image, bool] | None:
    """In mode L, RGB, CMYK or LAB, laid on white where it is see-through; and whether it was."""
    from PIL import Image

    mode = image.mode
    if mode in ("I;16", "I;16L", "I;16B", "I;16N", "I"):
        return _eight_bits(image)
    if mode == "1":
        return image.convert("L"), False
    if mode in ("YCbCr", "RGBX", "HSV"):
        return image.convert("RGB"), False
    if mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif mode == "PA" or mode == "RGBa":
        image = image.convert("RGBA")
    elif mode == "La":
        image = image.convert("LA")
    elif mode in ("L", "RGB") and "transparency" in image.info:
        image = image.convert("LA" if mode == "L" else "RGBA")
    if image.mode in ("L", "RGB", "CMYK", "LAB"):
        return image, False
    if image.mode not in ("LA", "RGBA"):
        return None
    alpha = image.getchannel("A")
    plain = image.convert("L" if image.mode == "LA" else "RGB")
    if _span(alpha)[0] == 255:
        return plain, False
    white = Image.new(plain.mode, plain.size, "white")
    white.paste(plain, mask=alpha)
    return white, True


def _eight_bits(image: Image.Image) -> tuple[Image.Image, bool] | None:
    """Sixteen bits of grey to eight, rounded: Pillow's own conversion makes white of everything above 255."""
    wide = image.convert("I")
    low, high = _span(wide)
    if low < 0 or high > 0xFFFF:
        return None
    return wide.point(lambda value: value * (1 / 257) + 0.5).convert("L"), False


def _span(band: Image.Image) -> tuple[float, float]:
    """The least and the greatest value of a one-band image."""
    low, high = band.getextrema()
    assert not isinstance(low, tuple)
    assert not isinstance(high, tuple)
    return low, high


def _clause(problem: BaseException) -> str:
    """What a library says, as one short line."""
    words = " ".join(str(problem).split()) or type(problem).__name__
    return words[:120]
