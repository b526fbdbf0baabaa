"""Photographs: what opens, what is refused, and how much damage is found."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageFilter

from cardkit.diagnostic import Diagnostic, Span
from cardkit.picture import photograph, pixels
from cardkit.picture.colour import press_profile
from cardkit.picture.photograph import Photograph, open_photograph

HERE = Span("places/a.yaml", 7, 12, 7, 20)


@cache
def landscape() -> Image.Image:
    """Something with the grain, edges and flat parts of a photograph, 320 x 240."""
    size = (320, 240)
    relief = Image.effect_mandelbrot(size, (-2, -1.2, 1, 1.2), 60).filter(ImageFilter.GaussianBlur(1))
    sky = Image.linear_gradient("L").resize(size)
    random.seed(7)
    grain = Image.frombytes("L", size, random.randbytes(size[0] * size[1])).filter(ImageFilter.GaussianBlur(1.5))
    return Image.merge("RGB", [ImageChops.add(relief, grain, 2), sky, ImageChops.subtract(sky, grain, 1, 90)])


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes], tuple[Photograph | None, tuple[Diagnostic, ...]]]:
    """Open these bytes as a card's photograph."""

    def open_bytes(data: bytes) -> tuple[Photograph | None, tuple[Diagnostic, ...]]:
        path = tmp_path / "image"
        path.write_bytes(data)
        return open_photograph(path, "images/a.jpg", HERE)

    return open_bytes


Opened = Callable[[bytes], tuple[Photograph | None, tuple[Diagnostic, ...]]]


def codes(problems: tuple[Diagnostic, ...]) -> list[str]:
    assert all(problem.span == HERE and problem.hint for problem in problems)
    assert all("`images/a.jpg`" in problem.message for problem in problems)
    return [problem.code for problem in problems]


def lab() -> Image.Image:
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    converted = ImageCms.applyTransform(landscape(), to_lab)
    assert converted
    return converted


@pytest.mark.parametrize(
    ("form", "mode", "expected"),
    [
        ("PNG", "RGB", "RGB"),
        ("PNG", "L", "Gray"),
        ("PNG", "1", "Gray"),
        ("PNG", "P", "RGB"),
        ("PNG", "RGBA", "RGB"),
        ("PNG", "LA", "Gray"),
        ("PNG", "I;16", "Gray"),
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "L", "Gray"),
        ("JPEG", "CMYK", "CMYK"),
        ("WEBP", "RGB", "RGB"),
        ("TIFF", "RGB", "RGB"),
        ("TIFF", "CMYK", "CMYK"),
        ("TIFF", "I;16", "Gray"),
        ("TIFF", "LAB", "Lab"),
    ],
)
def test_what_cards_use_opens(opened: Opened, form: str, mode: str, expected: str) -> None:
    image = lab() if mode == "LAB" else landscape().convert("I" if mode == "I;16" else mode)
    found, problems = opened(saved(image.convert(mode) if mode == "I;16" else image, form))
    assert codes(problems) == []
    assert found
    assert (found.width, found.height, found.mode) == (320, 240, expected)


def test_digest_is_of_the_file(opened: Opened) -> None:
    first, _ = opened(saved(landscape(), "PNG"))
    second, _ = opened(saved(landscape(), "PNG", compress_level=1))
    assert first
    assert second
    assert first.digest != second.digest


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_lying_on_its_side_is_turned(form: str) -> None:
    exif = Image.Exif()
    exif[274] = 6
    # Dark on the left before turning; orientation 6 says that the left is the bottom row's start: dark on top.
    image = Image.new("RGB", (64, 32), "white")
    image.paste("black", (0, 0, 32, 32))
    found = pixels.decode(saved(image, form, exif=exif), form)
    assert isinstance(found, pixels.Pixels)
    assert found.image.size == (32, 64)
    assert average(found.image.crop((0, 0, 32, 28))) < 20
    assert average(found.image.crop((0, 36, 32, 64))) > 235


def test_tiff_lying_on_its_side_is_turned(opened: Opened) -> None:
    found, _ = opened(saved(landscape(), "TIFF", tiffinfo={274: 8}))
    assert found
    assert (found.width, found.height) == (240, 320)


def test_sixteen_bits_of_grey_become_eight() -> None:
    image = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 257 * 100, 0xFFFF)):
        image.putpixel((x, 0), value)
    found = pixels.decode(saved(image, "PNG"), "PNG")
    assert isinstance(found, pixels.Pixels)
    assert [found.image.getpixel((x, 0)) for x in range(3)] == [0, 100, 255]


def test_cmyk_jpeg_is_never_a_negative() -> None:
    image = Image.new("CMYK", (64, 64), (200, 20, 10, 0))
    adobe = saved(image, "JPEG", quality=100)
    # Without the APP14 marker nothing says that the values are inverted, so they are not.
    start = adobe.index(b"\xff\xee")
    length = int.from_bytes(adobe[start + 2 : start + 4], "big")
    plain = adobe[:start] + adobe[start + 2 + length :]
    first, second = pixels.decode(adobe, "JPEG"), pixels.decode(plain, "JPEG")
    assert isinstance(first, pixels.Pixels)
    assert isinstance(second, pixels.Pixels)
    assert near(first.image.getpixel((9, 9)), (200, 20, 10, 0))
    assert near(second.image.getpixel((9, 9)), (55, 235, 245, 255))


def test_see_through_parts_become_white_paper(opened: Opened) -> None:
    image = landscape().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = saved(image, "PNG")
    found, problems = opened(data)
    assert found
    assert codes(problems) == ["picture-transparent"]
    decoded = pixels.decode(data, "PNG")
    assert isinstance(decoded, pixels.Pixels)
    assert decoded.image.getpixel((5, 0)) == (255, 255, 255)


@pytest.mark.parametrize("profile", [b"nonsense" * 30, press_profile()])
def test_profile_that_does_not_fit_is_said(opened: Opened, profile: bytes) -> None:
    found, problems = opened(saved(landscape(), "PNG", icc_profile=profile))
    assert found
    assert codes(problems) == ["picture-profile"]


def test_second_picture_of_a_telephone_is_ignored(opened: Opened) -> None:
    found, problems = opened(saved(landscape(), "MPO", save_all=True, append_images=[landscape().rotate(180)]))
    assert codes(problems) == []
    assert found


# Refused


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1", "EPS"),
        (b"%PDF-1.7", "PDF"),
        (b"GIF89a\1\0\1\0", "GIF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypavif", "AVIF"),
        (b'<?xml version="1.0"?><svg/>', "SVG"),
        (b"<!DOCTYPE html><html>404", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"<!-- saved -->\n<?php ?><HTML lang=en>", "web page"),
        (b'{"error": "not found"}', "a text"),
        ("没有".encode() * 400, "a text"),
        (bytes(3000), "nothing but zeros"),
        (b"\x01\x02\x03\x04", "unknown"),
    ],
)
def test_foreign_formats_are_named(opened: Opened, data: bytes, word: str) -> None:
    found, problems = opened(data)
    assert found is None
    assert codes(problems) == ["picture-format"]
    assert word in problems[0].message


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"version https://git-lfs.github.com/spec/v1\n", "Fetch the picture itself with `git lfs pull`."),
        (b"<!DOCTYPE html><html>404", "Fetch the picture itself again from where it came."),
        (b"\0\0\0\x18ftypheic", "Open it and export it as JPEG or PNG; another name alone"),
        (b"%PDF-1.7", "Export it as PNG, JPEG, WebP or TIFF."),
        (b"PK\x03\x04", "Take the picture out of it"),
        (bytes(3000), "Copy the file again"),
        (b"<!-- by hand --><svg/>", "Let its name end in .svg"),
    ],
)
def test_the_way_to_a_picture_is_told_by_what_stands_in_its_place(opened: Opened, data: bytes, hint: str) -> None:
    _, (problem,) = opened(data)
    assert (problem.hint or "").startswith(hint)


def test_floating_point_pixels_are_refused(opened: Opened) -> None:
    assert codes(opened(saved(landscape().convert("F"), "TIFF"))[1]) == ["picture-format"]


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF"])
def test_several_frames_are_refused(opened: Opened, form: str) -> None:
    data = saved(landscape(), form, save_all=True, append_images=[landscape().rotate(180)])
    assert codes(opened(data)[1]) == ["picture-frames"]


def test_small_file_with_a_gigabyte_of_pixels_is_refused_before_decoding(opened: Opened) -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    _, problems = opened(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    assert codes(problems) == ["picture-too-large"]
    assert "900 megapixels" in problems[0].message


def test_heavy_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photograph, "MAX_BYTES", 1000)
    path = tmp_path / "a.png"
    path.write_bytes(saved(landscape(), "PNG"))
    assert codes(open_photograph(path, "images/a.jpg", HERE)[1]) == ["picture-too-large"]


def test_only_plain_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    for name, code in {
        ".": "picture-file",
        "empty": "picture-file",
        "pipe": "picture-file",
        "no": "missing-file",
    }.items():
        found, problems = open_photograph(tmp_path / name, "images/a.jpg", HERE)
        assert found is None
        assert codes(problems) == [code]


# Damage


SOUND = {
    "jpeg": lambda: saved(landscape(), "JPEG", quality=90),
    "progressive": lambda: saved(landscape(), "JPEG", quality=90, progressive=True),
    "restarts": lambda: saved(landscape(), "JPEG", quality=90, restart_marker_rows=1),
    "png": lambda: saved(landscape(), "PNG"),
    "webp": lambda: saved(landscape(), "WEBP"),
    "lossless": lambda: saved(landscape(), "WEBP", lossless=True),
    "tiff": lambda: saved(landscape(), "TIFF"),
    "lzw": lambda: saved(landscape(), "TIFF", compression="tiff_lzw"),
}


def fault(data: bytes) -> str | None:
    form = pixels.file_format(data)
    found = pixels.decode(data, form) if form else None
    return found.code if isinstance(found, pixels.Fault) else None


@pytest.mark.parametrize("kind", SOUND)
def test_every_truncation_is_found(kind: str) -> None:
    data = SOUND[kind]()
    assert fault(data) is None
    for share in (0.2, 0.5, 0.9, 0.999):
        assert fault(data[: int(len(data) * share)]) == "picture-damaged", share


@given(st.data())
def test_every_flipped_bit_of_a_png_is_found(data: st.DataObject) -> None:
    sound = bytearray(png_words())
    place = data.draw(st.integers(8, len(sound) - 1))
    sound[place] ^= 1 << data.draw(st.integers(0, 7))
    assert fault(bytes(sound)) is not None


@cache
def png_words() -> bytes:
    return saved(landscape(), "PNG")


@pytest.mark.parametrize("kind", ["jpeg", "progressive", "restarts"])
def test_jpeg_cut_short_and_closed_again_is_found(kind: str) -> None:
    data = SOUND[kind]()
    for share in (0.4, 0.7, 0.95):
        assert fault(data[: int(len(data) * share)] + b"\xff\xd9") == "picture-damaged", share


def test_lost_blocks_of_a_jpeg_are_found() -> None:
    """A disk's sector of zeros or of something else; what is found is a share, and this is its floor."""
    data = SOUND["jpeg"]()
    random.seed(3)
    places = [random.randrange(700, len(data) - 600) for _ in range(30)]
    zeros = sum(fault(data[:at] + bytes(512) + data[at + 512 :]) is not None for at in places)
    other = sum(fault(data[:at] + random.randbytes(512) + data[at + 512 :]) is not None for at in places)
    assert zeros >= 27
    assert other >= 27


@pytest.mark.parametrize("quality", [5, 40, 75, 95])
@pytest.mark.parametrize("size", [(1, 1), (7, 3), (64, 64), (65, 66), (97, 89), (305, 209)])
def test_no_sound_jpeg_is_called_damaged(size: tuple[int, int], quality: int) -> None:
    """Flat, bright, grey and tiny pictures are where the proof could be fooled."""
    half = Image.new("RGB", size, (128, 128, 128))
    half.paste(landscape().resize((size[0], max(1, size[1] - 8))))
    flat = [Image.new("RGB", size, colour) for colour in ("white", "black", (128, 128, 128), "red")]
    bright = Image.linear_gradient("L").resize(size).point(lambda value: min(255, value * 3)).convert("RGB")
    for image in [*flat, bright, bright.rotate(180), half, landscape().resize(size)]:
        for mode in ("RGB", "L", "CMYK"):
            for options in ({}, {"progressive": True}, {"optimize": True}, {"restart_marker_blocks": 3}):
                assert fault(saved(image.convert(mode), "JPEG", quality=quality, **options)) is None


@pytest.mark.filterwarnings("ignore")
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(SOUND)))
    spoilt = bytearray(sample(kind))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.one_of(st.integers(4, 200), st.integers(4, len(spoilt) - 1)))
        spoilt[place : place + 4] = data.draw(st.binary(min_size=1, max_size=8))
    fault(bytes(spoilt))


@cache
def sample(kind: str) -> bytes:
    return SOUND[kind]()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def average(image: Image.Image) -> float:
    return sum(image.convert("L").tobytes()) / (image.width * image.height)


def near(pixel: object, expected: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= 3 for a, b in zip(pixel, expected, strict=True))
