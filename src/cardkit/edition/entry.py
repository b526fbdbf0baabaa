"""Read and write the entries of the ledger's file: quickly where cardkit wrote them, as any YAML where people did."""

from __future__ import annotations

import datetime
import hashlib
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from cardkit import source
from cardkit.codes.name import ALPHABET, is_valid
from cardkit.deck.scalar import shortened
from cardkit.diagnostic import Diagnostic, Related, Span, error

#: A ledger of four hundred thousand codes.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Locked:
    """One code that went to print: whose it is, since when, in which file it went, and behind which address.

    ``deck`` is the id of the deck it was locked for; None in an entry that a
    person wrote, which has no seal. ``base`` is what stands before its ``/c/``,
    where that was known. ``withdrawn`` is the date on which its card
    was given up; the code stays taken.
    """

    code: str
    card: str
    locked: str
    file: str | None = None
    withdrawn: str | None = None
    deck: str | None = None
    base: str | None = None
    span: Span | None = field(default=None, compare=False)


def read(path: Path, shown: str) -> tuple[tuple[Locked, ...], tuple[Diagnostic, ...]]:
    """The sound entries of a file, none where there is no file; problems as ``ledger.read`` has them."""
    if not path.exists() and not path.is_symlink():
        return (), ()
    problems: list[Diagnostic] = []
    lines = _lines(path)
    if lines is not None:
        return tuple(_once(_each(lines, shown, problems), problems)), tuple(problems)
    node, syntax = source.read(path, shown, most=MOST_BYTES)
    conflict = _conflict(path, shown) if syntax else None
    if conflict:
        return (), (conflict,)
    if node is None:
        return (), syntax
    entries = list(_decoded(node, problems))
    return tuple(_once(entries, problems)), (*syntax, *problems)


#: What needs no quotes, whoever reads the file: not a number, a date, or a word that some take for true or nothing.
_PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9.+-]*", re.IGNORECASE)


def line(entry: Locked) -> str:
    """An entry as the file says it, on one line."""
    words = {"code": entry.code, "card": entry.card}
    if entry.deck is not None:
        words["deck"] = entry.deck
    words["locked"] = entry.locked
    if entry.file is not None:
        words["for"] = entry.file
    if entry.base is not None:
        words["base"] = entry.base
    if entry.withdrawn is not None:
        words["withdrawn"] = entry.withdrawn
    if entry.deck is not None:
        words["seal"] = seal(entry)
    return "- {" + ", ".join(f"{key}: {_quoted(key, word)}" for key, word in words.items()) + "}"


def _quoted(key: str, word: str) -> str:
    if key in ("code", "seal"):
        return f'"{word}"'  # All of them alike: `7E3456` would be a number to some, `QFABRY` to none.
    if _PLAIN.fullmatch(word):
        return word
    return (
        f'"{word}"' if word.isalnum() or (key == "base" and _BASE.fullmatch(word)) else source.dump(word).rstrip("\n")
    )


def seal(entry: Locked) -> str:
    """Four letters that change with any word of an entry but its withdrawal, which comes later."""
    said = (entry.deck or "", entry.code, entry.card, entry.locked, entry.file or "")
    # An entry of the time before bases were kept has the seal that it was given.
    words = "\n".join(said if entry.base is None else (*said, entry.base))
    bits = int.from_bytes(hashlib.sha256(words.encode()).digest()[:3], "big")
    return "".join(ALPHABET[bits >> shift & 31] for shift in (19, 14, 9, 4))


#: An address as it stands between quotes, as it is.
_BASE = re.compile(r"[!#-\[\]-~]+")

#: An entry as cardkit writes it.
_LINE = re.compile(
    r'- \{code: (?P<at>"(?P<code>[0-9A-Z]{6,9})"), card: "?(?P<card>[a-z0-9-]{1,64})"?, deck: "?(?P<deck>[a-z0-9-]{1,64})"?, '
    r'locked: "?(?P<locked>\d{4}-\d{2}-\d{2})"?'
    r'(?:, for: (?:"(?P<quoted>[^"\\\x00-\x1f\x7f-\x9f]*)"|(?P<file>[A-Za-z][A-Za-z0-9.+-]*)))?'
    r'(?:, base: "(?P<base>[!#-\[\]-~]+)")?'
    r'(?:, withdrawn: "?(?P<withdrawn>\d{4}-\d{2}-\d{2})"?)?, seal: "(?P<seal>[0-9A-Z]{4})"\}',
    re.ASCII,
)


#: How many entries in other words than cardkit's are read one by one: that costs more than reading the file whole.
_MOST_STRANGE = 200


def _lines(path: Path) -> list[str] | None:
    """The file's lines where each is an entry or a remark, as cardkit writes them; else None, and YAML has the word.

    A ledger of 200,000 codes is read in a second so, where a parser that knows all of YAML takes fifteen.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return None
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    entries = [one for one in lines if one and not one.startswith("# ")]
    if not entries or not all(one.startswith("- {") and one.isprintable() for one in entries):
        return None
    strange = sum(1 for one in entries if not _LINE.fullmatch(one))
    return lines if strange <= _MOST_STRANGE else None


def _each(lines: Iterable[str], shown: str, problems: list[Diagnostic]) -> Iterator[Locked]:
    """The sound entries, each from its own line."""
    days: dict[str | None, bool] = {None: True}
    for number, written in enumerate(lines, 1):
        if not written or written.startswith("# "):
            continue
        match = _LINE.fullmatch(written)
        if match is None:
            node, syntax = source.parse("\n" * (number - 1) + written, shown)
            problems += syntax
            if node is not None:
                yield from _decoded(node, problems)
            continue
        code, card, deck, when, quoted, plain, base, withdrawn, sealed = match.group(
            "code", "card", "deck", "locked", "quoted", "file", "base", "withdrawn", "seal"
        )
        start, end = match.span("at")
        span = Span(shown, number, start + 1, number, end + 1)
        entry = Locked(code, card, when, quoted if quoted is not None else plain, withdrawn, deck, base, span)
        for day in (when, withdrawn):
            if day not in days:
                days[day] = _is_date(day)
        if not is_valid(code):
            problems.append(_wrong_code(code, span))
        elif not days[when]:
            problems.append(_wrong_date("locked", when, span))
        elif not days[withdrawn]:
            problems.append(_wrong_date("withdrawn", withdrawn, span))
        elif seal(entry) != sealed:
            problems.append(_edited(entry))
        else:
            yield entry


_FIELDS = ("code", "card", "deck", "locked", "for", "base", "withdrawn", "seal")
_REQUIRED = ("code", "card", "locked")

#: How git begins a conflict in a file.
_MARKER = "<<<<<<< "

_RESTORE = "Restore the file as it was committed; `cardkit links lock` alone adds to it."


def _decoded(node: source.Node, problems: list[Diagnostic]) -> Iterator[Locked]:
    if not isinstance(node, source.Sequence):
        problems.append(_malformed("the ledger is a list of entries, each beginning with `- code:`", node.span))
        return
    for item in node.items:
        entry = _entry(item)
        if isinstance(entry, Locked):
            yield entry
        else:
            problems += entry


def _entry(node: source.Node) -> Locked | list[Diagnostic]:
    if not isinstance(node, source.Mapping):
        return [_malformed("an entry says `code:`, `card:` and `locked:`", node.span)]
    problems: list[Diagnostic] = []
    words: dict[str, source.Scalar] = {}
    for key, one in node.entries.items():
        if key not in _FIELDS:
            close = get_close_matches(key, _FIELDS, n=1)
            hint = f"Did you mean `{close[0]}`?" if close else _RESTORE
            problems.append(_malformed(f"an entry has no `{shortened(key)}`", one.key.span, hint))
        elif not isinstance(one.value, source.Scalar) or not one.value.text:
            problems.append(_malformed(f"`{key}` should be one piece of text", one.value.span))
        else:
            words[key] = one.value
    missing = [key for key in _REQUIRED if key not in node.entries]
    if ("deck" in words) != ("seal" in words):
        missing.append("seal" if "deck" in words else "deck")
    if missing and not problems:
        named = " and ".join(f"`{key}:`" for key in missing)
        problems.append(_malformed(f"the entry lacks {named}", _head(node)))
    for key in ("locked", "withdrawn"):
        if key in words and not _is_date(words[key].text):
            problems.append(_wrong_date(key, words[key].text, words[key].span))
    if "code" in words and not is_valid(words["code"].text):
        problems.append(_wrong_code(words["code"].text, words["code"].span))
    if problems:
        return problems
    said = {key: word.text for key, word in words.items()}
    entry = Locked(
        said["code"],
        said["card"],
        said["locked"],
        said.get("for"),
        said.get("withdrawn"),
        said.get("deck"),
        said.get("base"),
        words["code"].span,
    )
    return [_edited(entry)] if "seal" in said and said["seal"] != seal(entry) else entry


def _once(entries: Iterable[Locked], problems: list[Diagnostic]) -> Iterable[Locked]:
    """Each entry whose code and card no earlier one has."""
    codes: dict[str, Locked] = {}
    cards: dict[str, Locked] = {}
    for entry in entries:
        # A card that was withdrawn may have come back under a code of its own.
        twin = codes.get(entry.code) or (None if entry.withdrawn else cards.get(entry.card))
        if twin and entry.deck is not None and _says(twin) == _says(entry):
            # Git keeps both lines where it joins two people's: the card went to print twice, or one of them gave it up.
            codes[entry.code] = _joined(twin, entry)
            continue
        if twin:
            same = f"the code `{entry.code}`" if twin.code == entry.code else f"the card `{shortened(entry.card)}`"
            related = [Related("first entered here", twin.span)] if twin.span else []
            hint = "Delete the later entry, if its cards were never printed; else ask those who printed them."
            problems.append(error("ledger-doubled", f"{same} is entered twice", entry.span, hint=hint, related=related))
            continue
        codes[entry.code] = entry
        if not entry.withdrawn:
            cards[entry.card] = entry
    return codes.values()


def _says(entry: Locked) -> tuple[str, str, str | None]:
    return entry.code, entry.card, entry.deck


def _joined(one: Locked, other: Locked) -> Locked:
    """Two entries of one code as one: when it first went to print, and whether it was given up since."""
    first = min(one, other, key=lambda entry: entry.locked)
    return replace(first, withdrawn=one.withdrawn or other.withdrawn)


def _conflict(path: Path, shown: str) -> Diagnostic | None:
    """Git's conflict markers, which no YAML reader explains well."""
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", errors="replace") as lines:
        found = next(
            ((number, line.rstrip()) for number, line in enumerate(lines, 1) if line.startswith(_MARKER)), None
        )
    if found:
        number, line = found
        span = Span(shown, number, 1, number, len(line) + 1)
        hint = "Keep the entries of both sides, and delete the three marker lines."
        return error("ledger-conflict", f"git left an unsettled merge here: `{shortened(line)}`", span, hint=hint)
    return None


def _malformed(message: str, span: Span, hint: str = _RESTORE) -> Diagnostic:
    return error("ledger-malformed", message, span, hint=hint)


def _wrong_code(code: str, span: Span | None) -> Diagnostic:
    message = f"the code `{shortened(code)}` does not check: it was changed after it was printed, or mistyped"
    return error("ledger-code", message, span, hint=_RESTORE)


def _wrong_date(key: str, word: str, span: Span | None) -> Diagnostic:
    message = f"`{key}` is `{shortened(word)}`, not a date"
    return error("ledger-malformed", message, span, hint="Write it as YYYY-MM-DD, such as 2026-12-01.")


def _edited(entry: Locked) -> Diagnostic:
    message = f"the entry of `{shortened(entry.card)}` (`{entry.code}`) was edited: its seal is that of other words"
    return error("ledger-edited", message, entry.span, hint=_RESTORE)


def _head(node: source.Mapping) -> Span:
    return next(iter(node.entries.values())).key.span if node.entries else node.span


def _is_date(words: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(words)
    except ValueError:
        return False
    return True
