"""Symbols against the standard's figures, and against a reader written here from the standard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.codes.decode import decode
from cardkit.codes.symbol import Matrix, symbol

SHORT = "https://nmg.example.org/c/7K3QX4"

URLS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("characters", "version", "level"),
    [(32, 3, "Q"), (33, 3, "M"), (42, 3, "M"), (43, 4, "Q"), (46, 4, "Q"), (62, 4, "M"), (63, 5, "M"), (86, 6, "M")],
)
def test_version_and_level_follow_from_the_length(characters: int, version: int, level: str) -> None:
    made = symbol("https://".ljust(characters, "x"))
    assert (made.version, made.level, made.modules) == (version, level, 17 + 4 * version)


def test_longest_url_that_only_m_holds() -> None:
    # ISO/IEC 18004:2015, table 7: 40-M holds 2,331 bytes, 40-Q 1,663.
    assert (symbol("x" * 2331).version, symbol("x" * 2331).level) == (40, "M")
    with pytest.raises(ValueError, match="2332 characters are too many"):
        symbol("x" * 2332)


@pytest.mark.parametrize(
    "url", ["", "https://x.org/ü", "https://x.org/a b", "https://x.org/\n", "\x00", "https://x.org/\x7f"]
)
def test_what_no_reader_would_read_back_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"empty|printable ASCII"):
        symbol(url)


def test_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="L, M, Q or H"):
        symbol(SHORT, "X")


@pytest.mark.parametrize(("level", "version"), [("L", 2), ("M", 3), ("Q", 3), ("H", 4)])
def test_level_that_is_asked_for_is_made(level: str, version: int) -> None:
    assert (symbol(SHORT, level).level, symbol(SHORT, level).version) == (level, version)
    assert read_back(symbol(SHORT, level).matrix) == (version, level, 3, SHORT)


def test_same_symbol_is_made_once() -> None:
    assert symbol(SHORT) is symbol(SHORT)


def test_whole_symbol_stays_as_it_was() -> None:
    """A printed card is reproduced bit for bit: compare with the picture beside this test."""
    picture = (Path(__file__).parent / "nmg-3Q.txt").read_text(encoding="ascii")
    assert letters(symbol(SHORT).matrix) == picture


def test_finder_patterns_stand_in_three_corners() -> None:
    matrix = symbol(SHORT).matrix
    finder = "#######\n#.....#\n#.###.#\n#.###.#\n#.###.#\n#.....#\n#######\n"  # ISO/IEC 18004:2015, figure 14
    for rows, columns in ((slice(0, 7), slice(0, 7)), (slice(0, 7), slice(-7, None)), (slice(-7, None), slice(0, 7))):
        assert letters(tuple(row[columns] for row in matrix[rows])) == finder


@given(URLS)
@settings(max_examples=60, deadline=None)
def test_every_url_reads_back_by_the_standard(url: str) -> None:
    made = symbol(url)
    assert read_back(made.matrix) == (made.version, made.level, 3, url)


@given(URLS)
@settings(max_examples=25, deadline=None)
def test_every_url_reads_back_by_an_independent_reader(url: str) -> None:
    made = symbol(url)
    side = (made.modules + 8) * 4
    rows = [b"\xff" * side] * 16
    for line in made.matrix:
        rows += [b"\xff" * 16 + b"".join((b"\0" if dark else b"\xff") * 4 for dark in line) + b"\xff" * 16] * 4
    (read,) = decode(b"".join(rows + [b"\xff" * side] * 16), side, side)
    assert (read.text, read.version, read.level, read.unused_correction) == (url, made.version, made.level, 1.0)


def letters(matrix: Matrix) -> str:
    return "".join("".join("#" if dark else "." for dark in row) + "\n" for row in matrix)


# Codewords a block for error correction, and the blocks' numbers of data codewords: ISO/IEC 18004:2015, table 9,
# for the versions and levels that these tests come by.
BLOCKS: dict[tuple[int, str], tuple[int, list[int]]] = {
    (1, "M"): (10, [16]),
    (1, "Q"): (13, [13]),
    (2, "L"): (10, [34]),
    (2, "M"): (16, [28]),
    (2, "Q"): (22, [22]),
    (3, "M"): (26, [44]),
    (3, "Q"): (18, [17] * 2),
    (4, "M"): (18, [32] * 2),
    (4, "Q"): (26, [24] * 2),
    (4, "H"): (16, [9] * 4),
    (5, "M"): (24, [43] * 2),
    (5, "Q"): (18, [15] * 2 + [16] * 2),
    (6, "M"): (16, [27] * 4),
    (6, "Q"): (24, [19] * 4),
    (7, "M"): (18, [31] * 4),
    (7, "Q"): (18, [14] * 2 + [15] * 4),
    (8, "M"): (22, [38] * 2 + [39] * 2),
    (8, "Q"): (22, [18] * 4 + [19] * 2),
}

ALIGNMENT = {1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42]}


def read_back(matrix: Matrix) -> tuple[int, str, int, str]:
    """Version, level, mask and text, read with nothing but the standard; fails at any module that is wrong."""
    side = len(matrix)
    version = (side - 17) // 4
    level, mask = _format(matrix)
    assert mask == 3
    taken = _functions(side, version)
    bits: list[bool] = []
    column, upward = side - 1, True
    while column > 0:
        if column == 6:  # The timing pattern is skipped.
            column -= 1
        for row in reversed(range(side)) if upward else range(side):
            for x in (column, column - 1):
                if (row, x) not in taken:
                    bits.append(matrix[row][x] != ((row + x) % 3 == 0))
        column, upward = column - 2, not upward
    correction, sizes = BLOCKS[version, level]
    total = sum(sizes) + correction * len(sizes)
    words = [int("".join("01"[bit] for bit in bits[i * 8 : i * 8 + 8]), 2) for i in range(total)]
    assert not any(bits[total * 8 :]), "the remainder bits are zero"
    stream = iter(words)
    blocks: list[list[int]] = [[] for _ in sizes]
    for position in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if position < size:
                block.append(next(stream))
    data = [word for block in blocks for word in block]
    for _ in range(correction):
        for block in blocks:
            block.append(next(stream))
    assert all(_checks(block, correction) for block in blocks)
    return version, level, mask, _text(data)


def _format(matrix: Matrix) -> tuple[str, int]:
    side = len(matrix)
    first = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    second = [(side - 1 - i, 8) for i in range(7)] + [(8, side - 8 + i) for i in range(8)]
    values = {int("".join("01"[matrix[y][x]] for y, x in places), 2) for places in (first, second)}
    assert len(values) == 1, "both copies of the format information agree"
    assert matrix[side - 8][8], "the module beside the lower finder is always dark"
    value = values.pop() ^ 0b101010000010010
    remainder = value
    for shift in range(14, 9, -1):  # BCH (15, 5), generator x^10 + x^8 + x^5 + x^4 + x^2 + x + 1
        if remainder >> shift & 1:
            remainder ^= 0b10100110111 << shift - 10
    assert remainder == 0
    return {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}[value >> 13], value >> 10 & 7


def _functions(side: int, version: int) -> set[tuple[int, int]]:
    """The modules that hold no data."""
    corners = ((0, 0), (0, side - 8), (side - 8, 0))
    taken = {(top + y, left + x) for top, left in corners for y in range(8) for x in range(8)}
    taken |= {(8, x) for x in (*range(9), *range(side - 8, side))}
    taken |= {(y, 8) for y in (*range(9), *range(side - 8, side))}
    taken |= {(6, i) for i in range(side)} | {(i, 6) for i in range(side)}
    centres = ALIGNMENT[version]
    for y in centres:
        for x in centres:
            if (y, x) not in {(6, 6), (6, side - 7), (side - 7, 6)}:
                taken |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    if version >= 7:
        taken |= {(y, x) for y in range(6) for x in range(side - 11, side - 8)}
        taken |= {(x, y) for y in range(6) for x in range(side - 11, side - 8)}
    return taken


EXPONENT = [1]
while len(EXPONENT) < 255:  # GF(256) on x^8 + x^4 + x^3 + x^2 + 1
    EXPONENT.append(EXPONENT[-1] << 1 ^ (0x11D if EXPONENT[-1] & 0x80 else 0))


def _checks(block: list[int], correction: int) -> bool:
    """Reed and Solomon: the block is zero at the generator's roots."""
    log = {value: power for power, value in enumerate(EXPONENT)}
    for root in range(correction):
        value = 0
        for word in block:
            value = (EXPONENT[(log[value] + root) % 255] if value else 0) ^ word
        if value:
            return False
    return True


def _text(data: list[int]) -> str:
    bits = "".join(f"{word:08b}" for word in data)
    mode = int(bits[:4], 2)
    if mode == 0b0100:  # bytes; the count has 8 bits up to version 9
        count = int(bits[4:12], 2)
        return bytes(int(bits[12 + 8 * i : 20 + 8 * i], 2) for i in range(count)).decode("ascii")
    if mode == 0b0010:  # letters and digits, two in 11 bits
        alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
        count, place, text = int(bits[4:13], 2), 13, ""
        while len(text) < count:
            if count - len(text) == 1:
                return text + alphabet[int(bits[place : place + 6], 2)]
            value = int(bits[place : place + 11], 2)
            text += alphabet[value // 45] + alphabet[value % 45]
            place += 11
        return text
    assert mode == 0b0001  # digits, three in 10 bits
    count, place, text = int(bits[4:14], 2), 14, ""
    while len(text) < count:
        size = min(3, count - len(text))
        width = (4, 7, 10)[size - 1]
        text += f"{int(bits[place : place + width], 2):0{size}d}"
        place += width
    return text


@pytest.mark.parametrize("text", ["https://nmg.example.org/c/7K3QX4", "HTTPS://NMG.EXAMPLE/P01", "0123456789"])
def test_the_level_is_raised_just_where_the_version_stays(text: str) -> None:
    for length in range(1, 90):
        url = (text * 9)[:length]
        made = symbol(url)
        assert made.version == symbol(url, "M").version
        assert (made.level == "Q") == (symbol(url, "Q").version == made.version)
