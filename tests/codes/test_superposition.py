"""Symbols that are added up are those that the encoder draws, module by module."""

from __future__ import annotations

import string

import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.codes.superposition import Span
from cardkit.codes.symbol import symbol

_LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}


def drawn(url: str, level: str) -> tuple[tuple[bool, ...], ...]:
    """What the encoder itself draws, in one go."""
    encoder = qrcode.QRCode(error_correction=_LEVELS[level], border=0, mask_pattern=3)
    encoder.add_data(url, optimize=0)
    encoder.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in encoder.modules)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text("".join(sorted(string.printable.strip())), min_size=26, max_size=26), min_size=1, max_size=8),
    st.sampled_from("LMQH"),
)
def test_whatever_came_before_a_symbol_is_what_the_encoder_draws(texts: list[str], level: str) -> None:
    for text in texts:
        assert symbol(text, level).matrix == drawn(text, level)


def test_some_thirty_symbols_span_all_codes_of_a_deck() -> None:
    span = Span()
    encoded = []
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for number in range(2000):
        code = "".join(letters[number * 7919 >> 5 * place & 31] for place in range(6))
        url = f"https://nmg.example.org/c/{code}"

        def encode(url: str = url) -> int:
            encoded.append(url)
            return int("".join("01"[module] for row in drawn(url, "Q") for module in row), 2)

        modules = span.symbol(url.encode(), encode)
        if number % 97 == 0:
            assert modules == int("".join("01"[module] for row in drawn(url, "Q") for module in row), 2)
    assert len(encoded) <= 1 + 6 * 7


def test_capitals_and_digits_are_packed_and_do_not_add_up() -> None:
    for text in ("HTTPS://A.B/1", "HTTPS://A.B/2", "HTTPS://A.C/2", "12345", "12346", "99999"):
        assert symbol(text, "M").matrix == drawn(text, "M")
