"""Turn one written scalar into a text, number, date, id or path, or say why it is none.

Each function takes the scalar, the name of the field it stands in, and the list
that collects problems; it gives None where it has added one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from math import isfinite
from unicodedata import combining, normalize

from cardkit.deck import language, meant
from cardkit.deck.value import Number, Text
from cardkit.diagnostic import Diagnostic, error
from cardkit.source.node import Scalar

#: An id is also a file name on every system, so it keeps to what all of them take.
ID_PATTERN = r"^[a-z0-9-]{1,64}$"

NUMBER_PATTERN = f"^{meant.NUMBER.pattern}$"

DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

#: Names that Windows keeps for devices, with or without an extension.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)

#: Quotes that YAML takes for text, where a word processor has put them.
_QUOTES = "“”„‘’‚«»\"'` "

_ID = re.compile(ID_PATTERN)
_NUMBER = re.compile(NUMBER_PATTERN)
_DATE = re.compile(DATE_PATTERN)

_WEB = re.compile(r"https?://[^\s/?#@:]+(:[0-9]+)?([/?#]\S*)?", re.IGNORECASE)
_BARE_WEB = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}([/?#]\S*)?", re.IGNORECASE)

#: Characters without ink: blanks, format characters, fillers, variation selectors, the Braille blank.
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]*"
)

Problems = list[Diagnostic]


def line(node: Scalar, name: str, problems: Problems) -> Text | None:
    """Text on one line."""
    found = paragraph(node, name, problems)
    if found and "\n" in found.text:
        problems.append(
            error(
                "line-break",
                f"`{name}` breaks after `{shortened(found.text.partition(chr(10))[0])}`, but has one line only",
                node.span,
                hint="Write it on one line; the layout breaks it where it must.",
            )
        )
        return None
    return found


def paragraph(node: Scalar, name: str, problems: Problems) -> Text | None:
    """Text that may have line breaks; the one that ends a block does not count."""
    text = node.text.rstrip("\n") if node.quoted else node.text
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    if "\t" in text:
        problems.append(_tab(node, name))
        text = text.replace("\t", " ")  # So that nothing later stumbles over it again.
    return Text(text, node.span)


def number(
    node: Scalar,
    name: str,
    problems: Problems,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    whole: bool = False,
) -> Number | None:
    """A decimal number within its limits, without unit or thousands separator."""
    text = node.text.strip()
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    expected = number_range(minimum, maximum, whole=whole)
    if not _NUMBER.fullmatch(text):
        hint = _number_hint(text, expected, share=(minimum, maximum) == (0, 1), whole=whole)
        problems.append(_bad(node, name, expected, hint=hint))
        return None
    value = float(text)
    too_small = minimum is not None and value < minimum
    too_large = maximum is not None and value > maximum
    if not isfinite(value) or too_small or too_large or (whole and not value.is_integer()):
        problems.append(_bad(node, name, expected, hint=f"Write {expected}."))
        return None
    return Number(value, text, node.span)


def choice(node: Scalar, name: str, problems: Problems, choices: Sequence[str]) -> Text | None:
    """One of a few words."""
    text = node.text
    if text in choices:
        return Text(text, node.span)
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    listed = one_of(choices)
    near = get_close_matches(text.lower(), choices, n=1)
    hint = f"Did you mean `{near[0]}`? Write {listed}." if near and len(choices) > 1 else f"Write {listed}."
    problems.append(_bad(node, name, listed, hint=hint))
    return None


def calendar_date(node: Scalar, name: str, problems: Problems) -> Text | None:
    """A day that the calendar has, written YYYY-MM-DD."""
    text = node.text
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    if not _DATE.fullmatch(text):
        day = meant.day(text)
        hint = f"Write `{day}`." if day else "Write year, month and day as 2026-12-01."
        problems.append(_bad(node, name, "a date", hint=hint))
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        problems.append(_bad(node, name, "a day that the calendar has", hint="Correct the month or the day."))
        return None
    return Text(text, node.span)


def flag(node: Scalar, name: str, problems: Problems) -> Text | None:
    """True or false; the text is `true` or `false`."""
    text = node.text.lower()
    if text in ("true", "false"):
        return Text(text, node.span)
    problems.append(_bad(node, name, "true or false", hint="Write `true` or `false`.") if text else _empty(node, name))
    return None


def identity(node: Scalar, name: str, problems: Problems) -> Text | None:
    """An id: small letters, digits and hyphens, at most 64, and no device's name."""
    text = node.text
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    if not _ID.fullmatch(text):
        # Letters lose their accents; where a letter of another script would be lost, nothing is offered.
        plain = "".join(c for c in normalize("NFKD", text.strip(_QUOTES)) if not combining(c))
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:64] if plain.isascii() and "/" not in plain else ""
        hint = "Use small letters a to z, digits and hyphens, at most 64 characters"
        hint += f", such as `{slug}`." if slug and slug not in _RESERVED else "."
        problems.append(error("bad-id", f"`{shortened(text)}` cannot be an id", node.span, hint=hint))
        return None
    if text in _RESERVED:
        problems.append(
            error(
                "bad-id",
                f"`{text}` cannot be an id: Windows keeps the name for a device, so no file may have it",
                node.span,
                hint=f"Choose another, such as `{text}-card`.",
            )
        )
        return None
    return Text(text, node.span)


def tag(node: Scalar, name: str, problems: Problems) -> Text | None:
    """A language as a BCP 47 tag."""
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    fault = language.fault(node.text)
    if fault:
        problems.append(error("bad-language", fault[0], node.span, hint=fault[1]))
        return None
    return Text(node.text, node.span)


def path(node: Scalar, name: str, problems: Problems) -> Text | None:
    """A file inside the deck's folder, by relative path with forward slashes."""
    text = node.text
    if says_nothing(node):
        problems.append(_empty(node, name))
        return None
    fault = _path_fault(text)
    if fault:
        problems.append(error("bad-path", f"`{shortened(text)}` {fault[0]}", node.span, hint=fault[1]))
        return None
    return Text(text, node.span)


def address(node: Scalar, name: str, problems: Problems) -> Text | None:
    """An address that a browser opens, on any host; what codes lead to is judged by the link policy instead."""
    found = line(node, name, problems)
    if found is None:
        return None
    if not _WEB.fullmatch(found.text) or not found.text.isprintable():
        hint = "Write the whole address, such as `https://en.wikipedia.org/wiki/Hohhot`, or leave the field out."
        if _BARE_WEB.fullmatch(found.text):
            hint = f"Write `https://{shortened(found.text, 240)}`."
        problems.append(_bad(node, name, "a web address", hint=hint))
        return None
    return found


def says_nothing(node: Scalar) -> bool:
    """Whether nothing would be seen of it in print: blanks and invisible characters alone, or YAML's words for nothing."""
    return _UNSEEN.fullmatch(node.text) is not None or (not node.quoted and node.text in _NOTHING)


def shortened(text: str, most: int = 60) -> str:
    """The text for a message: on one line, and not longer than a reader needs to know it again."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def one_of(choices: Sequence[str]) -> str:
    if len(choices) == 1:
        return f"`{choices[0]}`"
    return ", ".join(f"`{c}`" for c in choices[:-1]) + f" or `{choices[-1]}`"


def number_range(minimum: float | None, maximum: float | None, *, whole: bool) -> str:
    noun = "a whole number" if whole else "a number"
    if minimum is not None and maximum is not None:
        return f"{noun} from {minimum:g} to {maximum:g}"
    if minimum is not None:
        return f"{noun} from {minimum:g} upward"
    if maximum is not None:
        return f"{noun} up to {maximum:g}"
    return noun


#: Decoders that need nothing but the scalar, by the name a shape calls them.
WORDS: dict[str, Callable[[Scalar, str, Problems], Text | None]] = {
    "date": calendar_date,
    "flag": flag,
    "id": identity,
    "language": tag,
    "link": line,
    "url": address,
    "file": path,
}

#: What YAML reads as "nothing" when no quotes protect it; printed on a card it is always a mistake.
_NOTHING = frozenset(["", "~", "null", "Null", "NULL"])


def _empty(node: Scalar, name: str) -> Diagnostic:
    hint = "Write it, or delete the line."
    if node.text.strip():
        hint = "Write it, or delete the line: its characters are invisible."
        if node.text in _NOTHING:
            hint = f'Write it, or delete the line; put quotes around it where the word "{node.text}" is meant.'
    return error("empty-value", f"`{name}` is empty" if name else "a value is empty", node.span, hint=hint)


def _tab(node: Scalar, name: str) -> Diagnostic:
    before = node.text.partition("\t")[0].rpartition("\n")[2]
    where = f" behind `{shortened(before[-24:])}`" if before.strip() else ""
    what = f"`{name}`" if name else "a value"
    message = f"{what} has a tab (U+0009){where}, which cannot be printed"
    return error("control-character", message, node.span, hint="Write a space instead.")


def _bad(node: Scalar, name: str, expected: str, hint: str) -> Diagnostic:
    what = (
        f"`{name}` is `{shortened(node.text)}`, not {expected}"
        if name
        else f"`{shortened(node.text)}` is not {expected}"
    )
    return error("bad-value", what, node.span, hint=hint)


def _number_hint(text: str, expected: str, *, share: bool, whole: bool) -> str:
    if hint := meant.number(text, share=share, whole=whole):
        return hint
    if "°" in text:
        return f"Write the degrees as {expected} with decimals, such as 40.84; south and west are below 0."
    plain = re.sub(r"[,_'\s]", "", text)
    if plain != text and _NUMBER.fullmatch(plain):
        return "Write the digits alone, with a point before decimals."
    return f"Write {expected}."


def _path_fault(text: str) -> tuple[str, str] | None:
    if "://" in text or text.startswith("data:"):
        return "is an address, not a file", "Save the file in the deck's folder and write its relative path."
    if text.startswith(("/", "~", "\\\\")) or re.match(r"^[A-Za-z]:", text):
        name = re.split(r"[/\\]", text.rstrip("/\\ "))[-1]
        where = f"such as `images/{shortened(name)}`" if "." in name else "such as `images/hohhot.svg`"
        return (
            "is a path of one computer",
            f"Copy the file into the deck, and write its path from deck.yaml on, {where}.",
        )
    if "\\" in text:
        return "has a backslash", f"Write `{shortened(text.replace(chr(92), '/'), 240)}`, with forward slashes."
    if any(ord(character) < 32 for character in text) or text != text.strip():
        return "has a space at its edge or a line break", "Write the path alone."
    if text.rpartition("/")[2] in ("", ".", ".."):
        return "is a folder", "Write the path of a file."
    depth = 0
    for part in text.split("/"):
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0:
            within = re.sub(r"^(\.{1,2}/+)+", "", text)
            where = f": `{shortened(within)}`" if "../" not in within else ""
            hint = f"Write the path from deck.yaml on{where}; a file that lies elsewhere must be copied into the deck."
            return "leads out of the deck's folder", hint
    return None
