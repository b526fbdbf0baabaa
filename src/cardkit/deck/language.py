"""Judge a language tag: a well-formed BCP 47 tag that says which script is meant, or what to write instead."""

from __future__ import annotations

import re
from functools import cache

#: Language, script, region, variants, in the letter case that RFC 5646 (2.1.1) recommends. Extensions
#: and private use are left out: no text on a card needs them.
PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$"

#: The same, without the tags that do not say which script is meant (`fault` says why).
CLEAR = "^(?!(mn|zh)(-([A-Z]{2}|[0-9]{3}))?$)" + PATTERN.removeprefix("^")

#: Languages written in two scripts that no reader and no font can share.
_SCRIPTS = {"mn": ("mn-Mong", "mn-Cyrl"), "zh": ("zh-Hans", "zh-Hant")}

#: What people write for a language when they do not know its tag.
_USUAL = {
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-chs": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-cht": "zh-Hant",
    "cn": "zh-Hans",
    "tw": "zh-Hant",
    "hans": "zh-Hans",
    "hant": "zh-Hant",
    "chinese": "zh-Hans",
    "中文": "zh-Hans",
    "简体": "zh-Hans",
    "简体中文": "zh-Hans",
    "繁體": "zh-Hant",
    "繁體中文": "zh-Hant",
    "mong": "mn-Mong",
    "cyrl": "mn-Cyrl",
    "mongolian": "mn-Mong",
    "蒙古文": "mn-Mong",
    "蒙文": "mn-Mong",
    "english": "en",
    "eng": "en",
    "gb": "en",
    "uk-en": "en",
    "us": "en",
    "jp": "ja",
    "japanese": "ja",
    "kr": "ko",
    "korean": "ko",
    "kz": "kk",
    "russian": "ru",
    "rus": "ru",
    "arabic": "ar",
    "french": "fr",
    "german": "de",
}

_TAG = re.compile(PATTERN)

#: Signs of a Chinese keyboard that are taken for those of YAML.
_WIDE = re.compile(r"[，、；：]\s*")

#: No tag is as long; the rest of such a text says nothing in a message.
_MOST_SHOWN = 40


@cache
def fault(tag: str) -> tuple[str, str] | None:
    """What is wrong with a tag and what to write instead; None where it is right."""
    if _TAG.fullmatch(tag) and len(tag) <= 35:
        language = tag.partition("-")[0]
        if tag in _USUAL or (language in _SCRIPTS and not re.match(r"^[a-z]+-[A-Z][a-z]{3}", tag)):
            return _unclear(tag, language)
        return None
    flat = " ".join(tag.split())
    wide = _WIDE.search(flat)
    if wide:
        several = ", ".join(part for part in _WIDE.split(flat) if part)
        return (
            f"`{flat[:_MOST_SHOWN]}` is not a language tag: `{wide[0].strip()}` is a full-width sign",
            f"Write `{several[:80]}`.",
        )
    shown = flat if len(flat) <= _MOST_SHOWN else flat[: _MOST_SHOWN - 1] + "…"
    tidy = _tidy(tag)
    if tidy.lower() in _USUAL:
        return f"`{shown}` is not a language tag", f"Write `{_USUAL[tidy.lower()]}`."
    if tidy != tag and _TAG.fullmatch(tidy):
        better = fault(tidy)
        return f"`{shown}` is not a language tag", better[1] if better else f"Write `{tidy}`."
    return (
        f"`{shown}` is not a language tag",
        "Write a BCP 47 tag, such as `en`, `zh-Hans`, `zh-Hant`, `mn-Mong`, `mn-Cyrl`, `ja` or `ru`.",
    )


def _unclear(tag: str, language: str) -> tuple[str, str]:
    if tag.lower() in _USUAL:
        fault = (
            "does not say which script is meant" if language in _SCRIPTS else "is the tag of another language or none"
        )
        return f"`{tag}` {fault}", f"Write `{_USUAL[tag.lower()]}`."
    one, other = _SCRIPTS[language]
    return f"`{tag}` does not say which script is meant", f"Write `{one}` or `{other}`."


def _tidy(tag: str) -> str:
    """The tag with the usual separators and letter case."""
    parts = tag.strip().replace("_", "-").replace(" ", "-").split("-")
    tidy = [parts[0].lower()]
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            tidy.append(part.title())
        elif len(part) == 2:
            tidy.append(part.upper())
        else:
            tidy.append(part.lower())
    return "-".join(tidy)
