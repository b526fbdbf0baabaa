"""Codes: every slip shows, the same ids give the same code for ever, none offends."""

from __future__ import annotations

from itertools import combinations, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.codes.name import (
    ALPHABET,
    apart,
    candidates,
    code_for,
    is_offensive,
    is_valid,
    letters_for,
    normalise,
    with_check,
)

FIVE = st.text(ALPHABET, min_size=5, max_size=5)
IDS = st.from_regex(r"\A[a-z0-9-]{1,64}\Z")

#: Codes of real ids: a change here would change what cards in people's hands say.
KNOWN = {"hohhot": "QFABRY", "hulunbuir": "JK9M9A", "alxa": "2JCXY3"}


def test_codes_never_change() -> None:
    assert {card: code_for("inner-mongolia", card) for card in KNOWN} == KNOWN


def test_example_of_the_documentation_checks() -> None:
    assert with_check("7K3QX") == "7K3QX4"


@pytest.mark.parametrize("card", [f"card-{number}" for number in range(40)])
def test_every_slip_and_every_swap_shows(card: str) -> None:
    """Exhaustive: each position, each other letter; each pair of positions."""
    code = code_for("deck", card)
    assert is_valid(code)
    slips = [code[:i] + letter + code[i + 1 :] for i in range(6) for letter in ALPHABET if letter != code[i]]
    assert len(slips) == 6 * 31
    swaps = [_swapped(code, i, j) for i, j in combinations(range(6), 2) if code[i] != code[j]]
    assert [wrong for wrong in slips + swaps if is_valid(wrong)] == []


@given(FIVE, st.integers(0, 5), st.sampled_from(ALPHABET))
def test_any_slip_shows(letters: str, position: int, letter: str) -> None:
    code = with_check(letters)
    wrong = code[:position] + letter + code[position + 1 :]
    assert is_valid(wrong) == (wrong == code)


@given(FIVE, st.integers(0, 4))
def test_any_swap_of_neighbours_shows(letters: str, position: int) -> None:
    code = with_check(letters)
    wrong = _swapped(code, position, position + 1)
    assert is_valid(wrong) == (wrong == code)


def test_one_code_in_32_would_check_by_chance() -> None:
    assert sum(is_valid("7K3QX" + letter) for letter in ALPHABET) == 1


@given(IDS, IDS)
def test_code_is_pure_and_valid(deck: str, card: str) -> None:
    code = code_for(deck, card)
    assert is_valid(code)
    assert code == code_for(deck, card)
    assert not is_offensive(code)


def test_ids_do_not_run_into_each_other() -> None:
    assert code_for("ab", "c") != code_for("a", "bc")


def test_codes_are_spread_evenly() -> None:
    codes = [code_for("deck", f"card-{number}") for number in range(3000)]
    assert len(set(codes)) >= 2997  # 33 million codes: one pair among 3,000 is no wonder
    counts = [sum(code[0] == letter for code in codes) for letter in ALPHABET]
    assert 60 < min(counts) <= max(counts) < 130


@pytest.mark.parametrize("code", ["", "7K3QX", "7K3QX44", "7k3qx4", "7K3QXI", "7K3QX5", "7K3 QX4", "７K3QX4"])
def test_what_is_no_code(code: str) -> None:
    assert not is_valid(code)


@pytest.mark.parametrize(
    "typed", ["7K3QX4", "7k3qx4", " 7k3-qx4 ", "7K3 QX4", "7k3\u2013qx4", "7K3\u00a0QX4", "7\tK3QX4\n"]
)
def test_typed_codes_find_home(typed: str) -> None:
    assert normalise(typed) == "7K3QX4"


def test_lookalikes_are_taken_for_what_was_printed() -> None:
    assert normalise("oO-iI-lL") == "001111"


@pytest.mark.parametrize(
    "word",
    [
        "FVCK0X",
        "XSH1TX",
        "0A55ZZ",
        "C40ZZZ",
        "SHAB1X",
        "CNMXXX",
        "9SB000",
        "250ZZZ",
        "XXD1CK",
        "B1TCH0",
        "FA6000",
        "NA21XX",
        "N1VB1X",
        "ZH1NAX",
        "08964X",
    ],
)
def test_words_that_offend_are_seen(word: str) -> None:
    assert is_offensive(word)


@pytest.mark.parametrize("code", ["7K3QX4", "58XZZZ", "5BXZZZ", "QFABRY"])
def test_innocent_codes_stay(code: str) -> None:
    assert not is_offensive(code)


def test_offending_candidates_are_passed_over() -> None:
    cards = [f"card-{number}" for number in range(5000)]
    assert not any(is_offensive(code_for("deck", card)) for card in cards)
    assert len(set(islice(candidates("deck", "card"), 50))) == 50


@given(st.text(ALPHABET, min_size=5, max_size=8), st.data())
def test_longer_codes_are_as_safe(letters: str, data: st.DataObject) -> None:
    code = with_check(letters)
    position = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.sampled_from(ALPHABET))
    wrong = code[:position] + letter + code[position + 1 :]
    assert is_valid(wrong) == (wrong == code)
    swapped = _swapped(code, position, (position + 1) % len(code))
    assert is_valid(swapped) == (swapped == code)


def test_ten_thousand_codes_let_no_slip_pass() -> None:
    for number in range(10_000):
        code = code_for("deck", f"card-{number}")
        position = number % 6
        assert not any(is_valid(code[:position] + x + code[position + 1 :]) for x in ALPHABET if x != code[position])
        swaps = {_swapped(code, i, i + 1) for i in range(5)} - {code}
        assert not any(map(is_valid, swaps))


def test_longer_codes_begin_like_short_ones() -> None:
    """So that a deck whose codes are made longer still has its cards in the same order of codes."""
    assert code_for("inner-mongolia", "hohhot", 8).startswith(KNOWN["hohhot"][:5])
    assert [len(code_for("d", "c", letters)) for letters in (5, 6, 7, 8)] == [6, 7, 8, 9]


@pytest.mark.parametrize(
    ("cards", "letters"), [(0, 5), (38, 5), (1000, 5), (5000, 6), (10_000, 6), (200_000, 8), (10**9, 8)]
)
def test_letters_for_so_many_cards(cards: int, letters: int) -> None:
    assert letters_for(cards) == letters


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("7K3QX4", ("7K3QX4", "")),
        ("7k3qx4", ("7K3QX4", "")),
        ("7K3QX4-0042", ("7K3QX4", "0042")),
        ("7k3qx4-b0042", ("7K3QX4", "B0042")),
        ("7K3QX4-", None),
        ("7K3QX4-B", None),
        ("7K3QX4-00-42", None),
        ("7K3QX4-0123456789", None),
        ("7K3QX5", None),
        ("7K3QX5-0042", None),
        ("", None),
        ("-0042", None),
    ],
)
def test_code_and_serial_come_apart(printed: str, expected: tuple[str, str] | None) -> None:
    assert apart(printed) == expected


def test_wide_letters_of_chinese_keyboards_are_read() -> None:
    assert normalise("７ｋ３－ｑｘ４") == "7K3QX4"


def _swapped(code: str, i: int, j: int) -> str:
    letters = list(code)
    letters[i], letters[j] = letters[j], letters[i]
    return "".join(letters)
