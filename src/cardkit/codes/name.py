"""Derive a card's code: five letters of its own, or more in large decks, and one that catches slips of the pen.

The letters are Crockford's base32 (no I, L, O or U). The check letter is taken
over GF(32), built on the primitive polynomial x^5 + x^2 + 1, as the sum of
alpha^i times the i-th letter, i from 1. The check letter itself counts once
(alpha^0). So every position has a weight of its own, none of them zero: any
single wrong letter and any two letters changed about are noticed.

A copy that has a number of its own carries it behind its card's code:
``7K3QX4-0042``, or ``7K3QX4-A0042`` where its print run has a letter.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

#: Crockford's base32: digits, then letters without I, L, O and U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

#: Letters of a code before its check letter: five name 33 million cards, eight a million million.
LETTERS, MOST_LETTERS = 5, 8


def code_for(deck_id: str, card_id: str, letters: int = LETTERS) -> str:
    """The code of a card: a pure function of its deck's id and its own, with so many letters before its check letter."""
    return next(candidates(deck_id, card_id, letters))


def candidates(deck_id: str, card_id: str, letters: int = LETTERS) -> Iterator[str]:
    """The codes a card may have, best first; any that would offend in print is left out.

    They come from successive SHA-256 digests. Ids hold no slash, so no two pairs
    of ids share a seed.
    """
    attempt = 0
    while True:
        seed = f"{deck_id}/{card_id}" if attempt == 0 else f"{deck_id}/{card_id}/{attempt}"
        bits = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:5], "big")
        code = with_check("".join(ALPHABET[bits >> shift & 31] for shift in range(35, 35 - 5 * letters, -5)))
        if not is_offensive(code):
            yield code
        attempt += 1


def letters_for(cards: int) -> int:
    """How many letters keep so many cards apart: the fewest with which two of them meet in one deck of twenty or less."""
    pairs = cards * (cards - 1) / 2
    return next((n for n in range(LETTERS, MOST_LETTERS) if pairs * 20 < 32**n), MOST_LETTERS)


def with_check(letters: str) -> str:
    """Letters of the alphabet with their check letter behind them."""
    total = 0
    for position, letter in enumerate(letters):
        total ^= _WEIGHTED[position][_VALUE[letter]]
    return letters + ALPHABET[total]


def is_valid(code: str) -> bool:
    """Whether it is six to nine letters of the alphabet, as printed, and the last one checks."""
    if not LETTERS < len(code) <= MOST_LETTERS + 1:
        return False
    return all(letter in _VALUE for letter in code) and with_check(code[:-1]) == code


def normalise(typed: str) -> str:
    """A code as a person types it, put back into the letters that were printed.

    Chinese and Japanese keyboards give letters their full width.
    """
    return re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", typed)).upper().translate(_LOOKALIKES)


def apart(printed: str) -> tuple[str, str] | None:
    """The code and the copy's serial (empty for none) in what stands behind ``/c/``; None where it is no code.

    Capitals do not count, and the slash behind it is left to the caller.
    """
    code, hyphen, serial = printed.partition("-")
    code = normalise(code)
    if not is_valid(code) or bool(hyphen) != bool(SERIAL.fullmatch(serial.upper())):
        return None
    return code, serial.upper()


#: A copy's serial: the letter of its print run, where it has one, and its number.
SERIAL = re.compile(r"[A-Z]?[0-9]{1,9}")


def is_offensive(code: str) -> bool:
    """Whether a reader would see a bad word in it, in English or in pinyin, digits read as letters."""
    if _PLAIN_WORD.search(code):
        return True
    letters = code.translate(_DIGITS_AS_LETTERS)
    return bool(_WORD.search(letters) or _WORD.search(letters.replace("I", "L")))


#: Powers of alpha in GF(32) on x^5 + x^2 + 1.
_POLYNOMIAL = 0b100101
_POWERS: list[int] = [1]
while len(_POWERS) < 31:
    _doubled = _POWERS[-1] << 1
    _POWERS.append(_doubled ^ _POLYNOMIAL if _doubled & 0b100000 else _doubled)

_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}

#: ``_WEIGHTED[position][value]``: the value times alpha^(position + 1).
_WEIGHTED = tuple(
    (0, *(_POWERS[(_POWERS.index(value) + position + 1) % 31] for value in range(1, 32)))
    for position in range(MOST_LETTERS)
)

#: What people type for a letter that the alphabet leaves out.
_LOOKALIKES = str.maketrans("ILO", "110")

#: How a reader takes digits for letters; V stands for the U that the alphabet leaves out.
_DIGITS_AS_LETTERS = str.maketrans("0123456789V", "OIZEASGTBGU")

#: Words that no card should carry; among them XXX, which stands for pornography. A change here changes the codes of cards that
#: have not yet gone to print, so add only what was really seen to offend.
_WORD = re.compile(
    "FUCK|FUK|SHIT|CUNT|COCK|DICK|PISS|TITS|ARSE|ASS|CUM|FAG|DYKE|HOMO|NAZI|NIGG|NEGRO|COON|GOOK|CHINK|KKK"
    "|SEX|RAPE|SLUT|SLAG|WANK|TWAT|WHORE|HOOKER|PORN|ANAL|ANUS|PENIS|CRAP|TURD|POO|PEE|FART|SUCK|DAMN|HELL"
    "|KILL|DEAD|DIE|JAP|PAKI|SPIC|TARD|CLIT|TIT|BITCH|BOOB|JIZZ|PUSS?Y|PRICK|SKANK|SPUNK|MILF|XXX|KIKE|KYKE"
    "|HITLER|ISIS|SATAN|BOMB|TERROR"
    "|CAO|SHABI|JIBA|BIAOZ|JIANR|GUNDAN|NIMA|TAMA|MABI|DIAO|WANGBA|HUNDAN|NIUBI|SAOBI|CHOUBI|GOUPI|ZHINA|JINV|QUSI"
)

#: Abbreviations and numbers that offend only as they stand: a digit read as a letter is no offence here.
_PLAIN_WORD = re.compile("SB|CNM|NMSL|TMD|MLGB|WTF|NND|RNM|MMP|NMB|FLG|250|748|1488|8964")
