"""Name the words that stand where a text is still to be written."""

from __future__ import annotations

#: In each language; "To write" where it is none of these.
_TO_WRITE = {
    "zh-Hans": "待写",
    "zh-Hant": "待寫",
    "ja": "執筆中",
    "ko": "쓸 예정",
    "mn-Mong": "ᠪᠢᠴᠢᠬᠦ",
    "mn-Cyrl": "Бичих",
    "ru": "Написать",
    "ar": "قيد الكتابة",
}

_ELSEWHERE = "To write"


def to_write(language: str) -> str:
    """What a new card says in a language until somebody writes it."""
    return _TO_WRITE.get(language, _ELSEWHERE)


def is_to_write(text: str) -> bool:
    """Whether a text is still to be written."""
    return text in _WORDS


_WORDS = frozenset([*_TO_WRITE.values(), _ELSEWHERE])
