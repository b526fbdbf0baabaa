"""Read and write PO files, the catalogues that translators' tools know: the only import of polib."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.source.character import cleaned, refused_in
from cardkit.source.encoding import decode
from cardkit.source.file import MAX_BYTES

if TYPE_CHECKING:
    import polib


@dataclass(frozen=True, slots=True)
class Entry:
    """One text with its translation.

    ``notes`` are what the translator is told, ``remark`` is what the
    translator says. ``previous`` is the original that a fuzzy translation was
    made from. ``span`` is the line that names the context, ``text_span`` the
    one where the translation begins.
    """

    context: str
    original: str
    translation: str = ""
    fuzzy: bool = False
    obsolete: bool = False
    notes: tuple[str, ...] = ()
    place: tuple[str, int] | None = None
    flags: tuple[str, ...] = ()
    remark: str = ""
    previous: str | None = None
    span: Span = field(default=Span(""), compare=False)
    text_span: Span = field(default=Span(""), compare=False)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries of a file with its header; ``remark`` is the comment at its top."""

    header: Mapping[str, str]
    entries: tuple[Entry, ...]
    remark: str = ""
    span: Span = field(default=Span(""), compare=False)


def read(path: Path, shown_as: str) -> tuple[Catalogue | None, tuple[Diagnostic, ...]]:
    """The catalogue in a file. Reports unreadable-file, file-too-large and what ``parse`` reports."""
    try:
        if not path.is_file():
            raise OSError("it is not a file" if path.exists() else "it is not there")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        hint = "Look whether the file is there, and whether you may read it."
        span = Span.start_of(shown_as)
        return None, (error("unreadable-file", f'"{shown_as}" cannot be read: {reason}', span, hint=hint),)
    if len(data) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES // 1024 // 1024} MiB that cardkit reads"
        hint = "Take the file that `cardkit i18n extract` wrote."
        return None, (error("file-too-large", message, Span.start_of(shown_as), hint=hint),)
    text, problems = decode(data, shown_as)
    return (None, problems) if text is None else parse(text, shown_as)


def parse(text: str, shown_as: str) -> tuple[Catalogue | None, tuple[Diagnostic, ...]]:
    """The catalogue that a text describes. Reports po-syntax, control-character, bidi-control and bad-encoding."""
    import polib

    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _, problems = cleaned(text, shown_as, limit=50)
    if problems:
        return None, problems
    lines = text.split("\n")
    # polib takes the last character of a line for the closing quote without looking, so a lost quote would cost a letter.
    faulty = next((number for number, line in enumerate(lines, 1) if not _LINE.fullmatch(line.strip())), None)
    if faulty is not None:
        return None, (_syntax(_line_span(shown_as, lines, faulty), _why(lines[faulty - 1])),)
    try:
        found = polib.pofile(text + "\n")  # The last line end keeps polib from taking it for the name of a file.
    except (OSError, ValueError, IndexError) as failure:
        said = re.search(r"line (\d+)", str(failure))
        number = min(int(said[1]) if said else 1, len(lines))
        return None, (_syntax(_line_span(shown_as, lines, number), "this line does not belong here"),)
    entries: list[Entry] = []
    told: list[Diagnostic] = []
    for one in found:
        entry = _entry(one, shown_as, lines)
        if one.msgid_plural:
            told.append(_syntax(entry.span, "cards have no plural forms, and this entry has"))
        elif refused_in(entry.translation):
            told.append(_syntax(entry.text_span, "the translation has an escape for a character that no card may hold"))
        else:
            entries.append(entry)
    if told:
        return None, tuple(told)
    head = next((number for number, line in enumerate(lines, 1) if line.startswith('"Language:')), 1)
    header = {str(key): str(value) for key, value in found.metadata.items()}
    return Catalogue(header, tuple(entries), found.header, _line_span(shown_as, lines, head)), ()


def write(catalogue: Catalogue) -> str:
    """The catalogue as the text of a file."""
    import polib

    whole = polib.POFile(wrapwidth=-1)  # Lines are broken where the text is: so a changed word is one changed line.
    whole.header = catalogue.remark
    whole.metadata = dict(catalogue.header)
    for entry in catalogue.entries:
        whole.append(
            polib.POEntry(
                msgctxt=entry.context,
                msgid=entry.original,
                msgstr=entry.translation,
                comment="\n".join(entry.notes),
                tcomment=entry.remark,
                occurrences=[(entry.place[0], str(entry.place[1]))] if entry.place else [],
                flags=[*(["fuzzy"] if entry.fuzzy else []), *entry.flags],
                previous_msgid=entry.previous,
                obsolete=entry.obsolete,
            )
        )
    return f"{str(whole).rstrip()}\n"


_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+)?{_STRING}|)")


def _entry(one: polib.POEntry, file: str, lines: list[str]) -> Entry:
    # polib counts from the first comment of an entry.
    start = max(int(one.linenum or 1), 1)
    named = _find(lines, start, ("msgctxt", "msgid"))
    return Entry(
        context=one.msgctxt or "",
        original=one.msgid,
        translation=one.msgstr,
        fuzzy="fuzzy" in one.flags,
        obsolete=bool(one.obsolete),
        notes=tuple(one.comment.split("\n")) if one.comment else (),
        flags=tuple(flag for flag in one.flags if flag != "fuzzy"),
        remark=one.tcomment,
        previous=one.previous_msgid or None,
        span=_line_span(file, lines, named),
        text_span=_line_span(file, lines, _find(lines, named, ("msgstr",))),
    )


def _find(lines: list[str], start: int, words: tuple[str, ...]) -> int:
    """The first line from ``start`` on that begins with one of the words."""
    numbered: Iterator[int] = (
        number for number in range(start, len(lines) + 1) if lines[number - 1].removeprefix("#~ ").startswith(words)
    )
    return next(numbered, min(start, len(lines)))


def _line_span(file: str, lines: list[str], number: int) -> Span:
    return Span(file, number, 1, number, len(lines[number - 1]) + 1)


def _why(line: str) -> str:
    if line.count('"') == 1 or (line.count('"') and not line.rstrip().endswith('"')):
        return "the quotes are not closed on this line"
    if line.count('"') > 2:
        return "there is a quote within the quotes"
    return "this is no line of a PO file"


def _syntax(span: Span, why: str) -> Diagnostic:
    hint = 'Mend the line (a quote within a text is \\"), or save the file again with a translation tool.'
    return error("po-syntax", why, span, hint=hint)
