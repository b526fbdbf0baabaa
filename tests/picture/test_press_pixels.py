"""What reaches the press: colour, ink, size, and a cache that cannot lie. And the PNG of proofs."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from cardkit.ink import KEY, PAPER, Cmyk
from cardkit.picture import prepared
from cardkit.picture.colour import INK_LIMIT, limited, press_profile, preview
from cardkit.picture.photograph import Photograph, open_photograph
from cardkit.picture.png import png
from cardkit.picture.prepared import Prepared, to_press

PRESS = press_profile()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photograph(folder: Path, image: Image.Image, form: str = "PNG", **options: object) -> Photograph:
    path = folder / f"a.{form.lower()}"
    image.save(path, form, **options)
    found, problems = open_photograph(path, path.name, None)
    assert problems == ()
    assert found
    return found


def inks(made: Prepared) -> Image.Image:
    return Image.frombytes("CMYK", (made.width, made.height), zlib.decompress(made.data))


def percent(made: Prepared, at: tuple[int, int] = (0, 0)) -> list[int]:
    pixel = inks(made).getpixel(at)
    assert isinstance(pixel, tuple)
    return [round(value / 2.55) for value in pixel]


def test_white_is_paper_and_grey_is_balanced(tmp_path: Path) -> None:
    assert percent(to_press(photograph(tmp_path, Image.new("RGB", (2, 2), "white")), PRESS)) == [0, 0, 0, 0]
    cyan, magenta, yellow, black = percent(to_press(photograph(tmp_path, Image.new("L", (2, 2), 128)), PRESS))
    assert cyan > magenta > 20
    assert abs(magenta - yellow) < 12
    assert black < 40


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_no_pixel_exceeds_the_ink_limit(tmp_path: Path, mode: str) -> None:
    ramp = Image.linear_gradient("L")
    image = Image.merge("RGB", [ramp, ramp.rotate(90), ramp.rotate(180)]).convert(mode)
    blackest: dict[str, float | tuple[int, ...]] = {"RGB": (0, 0, 0), "L": 0, "CMYK": (255, 255, 255, 255)}
    image.paste(blackest[mode], (0, 0, 99, 99))
    raw = inks(to_press(photograph(tmp_path, image, "TIFF"), PRESS)).tobytes()
    totals = [sum(raw[i : i + 4]) for i in range(0, len(raw), 4)]
    assert max(totals) <= round(INK_LIMIT * 255)
    assert max(totals) > 2 * 255


def test_less_ink_keeps_black_and_the_balance_of_the_others() -> None:
    image = Image.new("CMYK", (2, 1), (200, 100, 50, 255))
    image.putpixel((1, 0), (10, 20, 30, 40))
    drawn_back = limited(image, 2.0)
    assert drawn_back.getpixel((0, 0)) == (200 * 255 // 350, 100 * 255 // 350, 50 * 255 // 350, 255)
    assert drawn_back.getpixel((1, 0)) == (10, 20, 30, 40)


def test_cmyk_without_a_profile_or_with_the_press_s_own_is_left_alone(tmp_path: Path) -> None:
    image = Image.new("CMYK", (2, 2), (12, 34, 56, 78))
    for options in ({}, {"icc_profile": PRESS}):
        assert inks(to_press(photograph(tmp_path, image, "TIFF", **options), PRESS)).getpixel((1, 1)) == (
            12,
            34,
            56,
            78,
        )


def test_embedded_profile_counts(tmp_path: Path) -> None:
    image = Image.new("RGB", (2, 2), (30, 160, 60))
    plain = percent(to_press(photograph(tmp_path, image), PRESS))
    assert percent(to_press(photograph(tmp_path, image, icc_profile=SRGB), PRESS)) == pytest.approx(plain, abs=1)
    wide = percent(to_press(photograph(tmp_path, image, icc_profile=wide_profile()), PRESS))
    assert wide != pytest.approx(plain, abs=3)


def test_lab_and_rgb_of_one_colour_meet(tmp_path: Path) -> None:
    image = Image.new("RGB", (2, 2), (180, 90, 60))
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    lab = ImageCms.applyTransform(image, to_lab)
    assert lab
    expected = percent(to_press(photograph(tmp_path, image), PRESS))
    assert percent(to_press(photograph(tmp_path, lab, "TIFF"), PRESS)) == pytest.approx(expected, abs=3)


def test_only_a_cmyk_press_will_do(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.new("RGB", (2, 2)))
    for profile in (SRGB, b"nonsense"):
        with pytest.raises(ValueError, match="CMYK"):
            to_press(found, profile)


def test_wide_pictures_are_made_smaller_and_small_ones_left(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.linear_gradient("L").resize((300, 200)).convert("RGB"))
    made = to_press(found, PRESS, max_width=90)
    assert (made.width, made.height) == (90, 60)
    assert to_press(found, PRESS, max_width=900).width == 300


def test_profile_may_be_a_file(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.new("RGB", (2, 2), "red"))
    (tmp_path / "press.icc").write_bytes(PRESS)
    assert to_press(found, tmp_path / "press.icc") == to_press(found, PRESS)


def test_picture_that_changed_since_it_was_opened_is_not_printed(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.new("RGB", (2, 2), "red"))
    photograph(tmp_path, Image.new("RGB", (2, 2), "blue"))
    with pytest.raises(OSError, match="changed"):
        to_press(found, PRESS)


def test_cache_gives_the_same_without_the_picture(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.linear_gradient("L").convert("RGB"))
    fresh = to_press(found, PRESS)
    assert to_press(found, PRESS, cache=tmp_path / "cache") == fresh
    found.path.unlink()
    assert to_press(found, PRESS, cache=tmp_path / "cache") == fresh
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".cmyk"]


def test_cache_keeps_sizes_and_presses_apart(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.linear_gradient("L").convert("RGB"))
    assert to_press(found, PRESS, cache=tmp_path, max_width=9).width == 9
    assert to_press(found, PRESS, cache=tmp_path).width == 256


@pytest.mark.parametrize("spoil", ["flip", "cut", "empty", "swap"])
def test_damaged_cache_is_made_anew(tmp_path: Path, spoil: str) -> None:
    cache = tmp_path / "cache"
    other = photograph(tmp_path, Image.radial_gradient("L").convert("RGB"))
    to_press(other, PRESS, cache=cache)
    (strange,) = cache.iterdir()
    found = photograph(tmp_path, Image.linear_gradient("L").convert("RGB"))
    fresh = to_press(found, PRESS, cache=cache)
    (kept,) = set(cache.iterdir()) - {strange}
    whole = kept.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    # A sound file of another picture under this one's name must not pass either.
    spoilt = {"flip": bytes(flipped), "cut": whole[:-9], "empty": b"", "swap": strange.read_bytes()}
    kept.write_bytes(spoilt[spoil])
    assert to_press(found, PRESS, cache=cache) == fresh
    assert kept.read_bytes() == whole


def test_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.new("RGB", (2, 2), "red"))
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert to_press(found, PRESS, cache=tmp_path / "cache") == to_press(found, PRESS)


def test_version_is_part_of_the_cache_s_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = photograph(tmp_path, Image.new("RGB", (2, 2), "red"))
    to_press(found, PRESS, cache=tmp_path / "cache")
    monkeypatch.setattr(prepared, "_VERSION", 0)
    to_press(found, PRESS, cache=tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize(
    ("ink", "expected"),
    [  # From the palette of Long Horizon, which was computed elsewhere.
        (Cmyk.percent(13, 2, 4, 0), 0xE4F0F5),
        (Cmyk.percent(100, 86, 36, 36), 0x193054),
        (Cmyk.percent(10, 92, 86, 4), 0xD12F2C),
        (PAPER, 0xFFFFFF),
        (KEY, 0x1F1F1D),
    ],
)
def test_preview_shows_inks_on_paper(ink: Cmyk, expected: int) -> None:
    assert preview(ink) == pytest.approx(tuple(expected.to_bytes(3)), abs=2)


def test_png_says_its_size_and_comes_out_the_same() -> None:
    rgb = bytes(range(48))
    data = png(8, 2, rgb, 96)
    assert data == png(8, 2, rgb, 96)
    image = Image.open(io.BytesIO(data))
    assert image.size == (8, 2)
    assert image.tobytes() == rgb
    assert image.info["dpi"] == pytest.approx((96, 96), abs=0.1)


def wide_profile() -> bytes:
    """A profile of RGB that is not sRGB: red, green and blue exchanged, by exchanging two of its tags' names."""
    return SRGB.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


def test_each_press_has_its_own_limit_and_its_own_place_in_the_cache(tmp_path: Path) -> None:
    found = photograph(tmp_path, Image.new("RGB", (9, 9), (4, 2, 1)), "TIFF")
    for limit in (2.8, 2.2, 2.8):
        for cache in (tmp_path / "cache", None):
            pixel = inks(to_press(found, PRESS, cache=cache, limit=limit)).getpixel((0, 0))
            assert isinstance(pixel, tuple)
            assert limit - 0.1 < sum(pixel) / 255 <= limit + 0.001
