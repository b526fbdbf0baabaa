"""Reading codes from pixels, at the edges of what is a picture."""

from __future__ import annotations

import pytest

from cardkit.codes.decode import decode, second_opinion
from cardkit.codes.symbol import symbol

URL = "https://nmg.example.org/c/7K3QX4"


def picture(url: str, *, scale: int = 4, channels: int = 1) -> tuple[bytes, int]:
    """A symbol with its quiet zone, and the picture's side in pixels."""
    made = symbol(url)
    side = (made.modules + 8) * scale
    blank = b"\xff" * (side * channels)
    rows = [blank] * (4 * scale)
    margin = b"\xff" * (4 * scale * channels)
    for line in made.matrix:
        middle = b"".join((b"\0" if dark else b"\xff") * (scale * channels) for dark in line)
        rows += [margin + middle + margin] * scale
    return b"".join(rows + [blank] * (4 * scale)), side


@pytest.mark.parametrize("channels", [1, 3])
def test_grey_and_rgb(channels: int) -> None:
    pixels, side = picture(URL, channels=channels)
    (read,) = decode(pixels, side, side)
    assert (read.text, read.version, read.level, read.unused_correction) == (URL, 3, "Q", 1.0)
    assert read.corners == ((16, 16), (132, 16), (132, 132), (16, 132))


def test_two_codes() -> None:
    left, side = picture(URL)
    right, _ = picture("https://nmg.example.org/c/000000")
    rows = [left[y * side : (y + 1) * side] + right[y * side : (y + 1) * side] for y in range(side)]
    found = decode(b"".join(rows), 2 * side, side)
    assert sorted(read.text for read in found) == ["https://nmg.example.org/c/000000", URL]


def test_nothing() -> None:
    assert decode(b"\xff" * 10_000, 100, 100) == ()
    assert decode(b"\xff", 1, 1) == ()
    assert decode(b"", 0, 0) == ()


def test_what_is_no_picture() -> None:
    with pytest.raises(ValueError, match="no picture of 100 × 100"):
        decode(b"\xff" * 20_000, 100, 100)


def test_content_that_is_no_text_is_shown() -> None:
    pixels, side = picture(URL)
    (read,) = decode(pixels, side, side)
    assert read.content == URL.encode()


def test_second_opinion_agrees() -> None:
    pixels, side = picture(URL)
    assert second_opinion(pixels, side, side) == (URL.encode(),)
    # The same picture again: nothing of the first reading is left behind.
    assert second_opinion(pixels, side, side) == (URL.encode(),)
    assert pixels == picture(URL)[0]


def test_second_opinion_of_nothing() -> None:
    assert second_opinion(b"\xff" * 10_000, 100, 100) == ()
    assert second_opinion(b"\xff", 1, 1) == ()
    with pytest.raises(ValueError, match="no picture of 100 × 100"):
        second_opinion(b"\xff" * 20_000, 100, 100)
    with pytest.raises(ValueError, match="grey"):
        second_opinion(b"\xff" * 30_000, 100, 100)


def test_second_opinion_of_two_codes_and_of_digits() -> None:
    left, side = picture("1234567890")
    right, _ = picture("ABC-DEF")
    rows = [left[y * side : (y + 1) * side] + right[y * side : (y + 1) * side] for y in range(side)]
    assert sorted(second_opinion(b"".join(rows), 2 * side, side)) == [b"1234567890", b"ABC-DEF"]
