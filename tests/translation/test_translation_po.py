"""PO files are read as they were meant, or not at all."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.source.character import refused_in
from cardkit.translation.po import Catalogue, Entry, parse, read, write

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

texts = st.text(max_size=40).filter(lambda text: not refused_in(text)) | st.sampled_from(
    ['a "b" c', "a\\n", "a\nb", "\n", "\\", '"', "\t", "呼和浩特", "a  b", "#, fuzzy", "msgid", "%s {x}", "x" * 300]
)


@given(st.lists(st.tuples(texts.filter(bool), texts, st.booleans(), st.text("abc #.", max_size=9)), max_size=5))
@settings(max_examples=150, deadline=None)
def test_reading_back_gives_the_same(rows: list[tuple[str, str, bool, str]]) -> None:
    entries = tuple(
        Entry(
            f"card/{number}",
            original,
            translation,
            fuzzy=fuzzy,
            notes=(f"n{note.strip()}",),
            place=("a/b.yaml", number + 1),
            flags=("max-length:9",),
        )
        for number, (original, translation, fuzzy, note) in enumerate(rows)
    )
    text = write(Catalogue({"Language": "fr", "Content-Type": "text/plain; charset=UTF-8"}, entries, "a remark"))
    found, problems = parse(text, "fr.po")
    assert problems == ()
    assert found is not None
    assert [(e.context, e.original, e.translation, e.fuzzy, e.notes, e.flags) for e in found.entries] == [
        (e.context, e.original, e.translation, e.fuzzy, e.notes, e.flags) for e in entries
    ]
    assert found.header["Language"] == "fr"


def test_lines_are_those_of_the_file() -> None:
    text = HEAD + '#. help\n#: a.yaml:1\n#, fuzzy, max-length:9\nmsgctxt "a/b"\nmsgid "x"\nmsgstr ""\n"y"\n'
    found, _ = parse(text, "fr.po")
    assert found is not None
    (entry,) = found.entries
    assert (entry.span.line, entry.text_span.line, entry.fuzzy, entry.translation) == (9, 11, True, "y")
    assert found.span.line == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + 'msgctxt "a"\nmsgid "b"\nmsgstr "c\n', "8 po-syntax the quotes are not closed on this line"),
        (HEAD + 'msgctxt "a"\nmsgid "b"\nmsgstr "c" d"\n', "8 po-syntax there is a quote within the quotes"),
        (HEAD + 'msgctxt "a"\nmsgid "b\\"\nmsgstr "c"\n', "7 po-syntax this is no line of a PO file"),
        (HEAD + "hello\n", "6 po-syntax this is no line of a PO file"),
        (HEAD + 'msgstr "c"\n', "6 po-syntax this line does not belong here"),
        ("<html>", "1 po-syntax this is no line of a PO file"),
        (
            HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
            "6 po-syntax cards have no plural forms, and this entry has",
        ),
        (HEAD + 'msgctxt "a"\nmsgid "b"\nmsgstr "c\u202e"\n', "8 bidi-control the invisible direction control"),
        (
            HEAD + 'msgctxt "a"\nmsgid "b"\nmsgstr "c\\b"\n',
            "8 po-syntax the translation has an escape for a character that no card may hold",
        ),
    ],
)
def test_a_fault_is_told_at_its_line(text: str, expected: str) -> None:
    found, problems = parse(text, "fr.po")
    assert found is None
    (problem,) = problems
    assert problem.span is not None
    assert f"{problem.span.line} {problem.code} {problem.message}".startswith(expected)


@given(st.text('mgsidtrcx"\\ \n#~|,[]0:.é', max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    found, problems = parse(text, "fr.po")
    assert (found is None) == bool(problems)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "utf16.po").write_bytes(HEAD.encode("utf-16"))
    (tmp_path / "gbk.po").write_bytes((HEAD + 'msgid "a"\nmsgstr "呼和浩特"\n').encode("gbk"))
    codes = [read(tmp_path / name, name)[1][0].code for name in ("none.po", "", "utf16.po", "gbk.po")]
    assert codes == ["unreadable-file", "unreadable-file", "bad-encoding", "bad-encoding"]


def test_windows_line_ends_and_a_mark_at_the_beginning_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + HEAD + 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n'
    (tmp_path / "fr.po").write_bytes(text.replace("\n", "\r\n").encode())
    found, problems = read(tmp_path / "fr.po", "fr.po")
    assert problems == ()
    assert found is not None
    assert [entry.translation for entry in found.entries] == ["c"]


def test_other_tools_read_what_is_written() -> None:
    entry = Entry("hohhot/title", "Hohhot", "呼和浩特", place=("places/hohhot.yaml", 8), flags=("max-length:8",))
    other = polib.pofile(write(Catalogue({"Language": "zh-Hans"}, (entry,))))
    assert other[0].occurrences == [("places/hohhot.yaml", "8")]
    assert other[0].flags == ["max-length:8"]
    assert other.percent_translated() == 100
