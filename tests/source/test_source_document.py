"""Every mistake in a file is told once, at its line and column, and the rest of the file is still read."""

from __future__ import annotations

import pytest

from cardkit.diagnostic import Diagnostic, Severity
from cardkit.source import Mapping, Node, Scalar, Sequence, parse
from cardkit.source.character import cleaned, refused_in
from cardkit.source.event import MakeParser

Plain = str | list["Plain"] | dict[str, "Plain"] | None


def plain(node: Node | None) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    return None


def told(problems: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{p.span.line}:{p.span.column} {p.code}" for p in problems if p.span is not None]


# The text, the problems, and what is read all the same (None: nothing).
MISTAKES: dict[str, tuple[str, str, Plain]] = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key", {"a": "1", "b": "2"}),
    "duplicate key in brackets": ("t: {en: a, en: b}\n", "1:12 duplicate-key", {"t": {"en": "a"}}),
    "anchor": ("a: &x one\nb: two\n", "1:4 yaml-anchor", {"a": "one", "b": "two"}),
    "anchor that is text": ("who: &co\nid: x\n", "1:6 yaml-anchor", {"who": "&co", "id": "x"}),
    "alias": ("a: &x one\nb: *x\n", "1:4 yaml-anchor, 2:4 yaml-alias", {"a": "one", "b": "one"}),
    "alias that is text": ("a: *new*\n", "1:4 yaml-syntax", {"a": "*new*"}),
    "alias of nothing": ("a: *new\n", "1:4 yaml-alias", {"a": "*new"}),
    "alias as a key": ("*a : b\n", "1:1 yaml-alias", {"*a": "b"}),
    "merge": (
        "a: &x {k: one, l: two}\nb:\n  <<: *x\n  l: three\n",
        "1:4 yaml-anchor, 3:3 yaml-merge",
        {"a": {"k": "one", "l": "two"}, "b": {"k": "one", "l": "three"}},
    ),
    "merge of several": (
        "a: &x {k: one}\nb: &y {k: two, m: n}\nc:\n  <<: [*x, *y]\n",
        "1:4 yaml-anchor, 2:4 yaml-anchor, 4:3 yaml-merge",
        {"a": {"k": "one"}, "b": {"k": "two", "m": "n"}, "c": {"k": "one", "m": "n"}},
    ),
    "quoted merge sign": ('"<<": a\n', "", {"<<": "a"}),
    "tag": ("a: !!str 12\nb: !x [c]\n", "1:4 yaml-tag, 2:4 yaml-tag", {"a": "12", "b": ["c"]}),
    "tag that is text": ("a: !wow\n", "1:4 yaml-tag", {"a": "!wow"}),
    "unknown tag handle": ("a: !e!wow x\n", "1:4 yaml-syntax", {"a": "!e!wow x"}),
    "tag and anchor": ("a: !!str &x b\n", "1:4 yaml-tag, 1:10 yaml-anchor", {"a": "b"}),
    "two documents": ("a: b\n---\nc: d\n", "2:1 yaml-documents", {"a": "b"}),
    "two documents with an end": ("a: b\n...\nc: d\n", "2:1 yaml-documents", None),
    "document line at the top": ("---\na: b\n", "", {"a": "b"}),
    "end of the document": ("a: b\n...\n", "", {"a": "b"}),
    "version line": ("%YAML 1.2\n---\na: b\n", "", {"a": "b"}),
    "percent line": ("%50 of\na: b\n", "1:1 yaml-syntax", None),
    "text on the document line": ("--- a: b\n", "1:1 yaml-syntax", None),
    "list as a key": ("? [a]\n: b\nc: d\n", "1:3 complex-key", {"c": "d"}),
    "placeholder": ("a: {{name}}\nb: c\n", "1:5 complex-key", {"a": "{{name}}", "b": "c"}),
    "empty": ("", "1:1 empty-file", None),
    "only comments": ("# later\n\n", "1:1 empty-file", None),
    "only a document line": ("---\n", "1:1 empty-file", None),
    "colon in a value": ("a: b: c\nd: e: f\ng: h\n", "1:5 yaml-syntax, 2:5 yaml-syntax", {"a": "b: c", "d": "e: f", "g": "h"}),
    "colon at the end": ("a: Note:\nb: c\n", "1:8 yaml-syntax", {"a": "Note:", "b": "c"}),
    "colon in a value in brackets": ("a: {en: b: c}\n", "1:10 yaml-syntax", {"a": {"en": "b: c"}}),
    "colon behind quotes": ('a: "b" : c\n', "1:8 yaml-syntax", None),
    "colon in curly quotes": ("a: “b: c”\n", "1:6 yaml-syntax", {"a": "“b: c”"}),
    "no space after the colon": ("a: b\ntitle:Hohhot\nc: d\n", "2:6 yaml-syntax", {"a": "b", "title": "Hohhot", "c": "d"}),
    "no space on the first line": ("title:Hohhot\nc: d\n", "1:6 yaml-syntax", {"title": "Hohhot", "c": "d"}),
    "no space on the only line": ("title:Hohhot\n", "1:6 yaml-syntax", None),
    "no space under a key": ("t:\n  en:a\n  zh:b\n", "2:5 yaml-syntax, 3:5 yaml-syntax", {"t": "en:a zh:b"}),
    "no space in brackets": ("t: {en:a, zh: b}\n", "1:7 yaml-syntax", {"t": {"en": "a", "zh": "b"}}),
    "full-width colon": ("a: b\ntitle：呼和\n", "2:6 yaml-syntax", {"a": "b", "title": "呼和"}),
    "full-width comma": ("a: {en: b， zh: c}\n", "1:10 yaml-syntax", None),
    "address is no key": ("a: http://b\nc:\n  https://d\ne: [f:1234]\n", "", {"a": "http://b", "c": "https://d", "e": ["f:1234"]}),
    "tab as indentation": ("a:\n\tb: c\n\td: e\n", "2:1 yaml-syntax", None),
    "tab after spaces": ("a:\n  b: c\n  \td: e\n", "3:3 yaml-syntax", None),
    "tab after a dash": ("-\ta\n", "1:2 yaml-syntax", ["a"]),
    "tabs that do no harm": ("a:\tb\t\n\t\nc: d\te\n", "", {"a": "b", "c": "d\te"}),
    "indented too far": ("title: Hohhot\n tagline: x\n", "2:2 yaml-syntax", None),
    "indented too little": ("t:\n    en: a\n  zh: b\n", "3:3 yaml-syntax", None),
    "list indented askew": ("f:\n  - a: 1\n   b: 2\n", "3:4 yaml-syntax", None),
    "item among keys": ("b: c\n- a\n", "2:1 yaml-syntax", None),
    "key among items": ("- a\nb: c\n", "2:1 yaml-syntax", None),
    "item read as text": ("a: b\n  - c\nd: e\n", "2:3 yaml-syntax", {"a": "b - c", "d": "e"}),
    "list on the line of its key": ("a: - b\n", "1:4 yaml-syntax", None),
    "indented with no-break spaces": ("t:\n\u00a0\u00a0en: a\n", "2:1 yaml-syntax", {"t": {"en": "a"}}),
    "one key of several indented so": ("t:\n\u00a0 en: a\n  fr: b\n", "2:1 yaml-syntax", {"t": {"en": "a", "fr": "b"}}),
    "full-width blank behind a colon": ("t:\u3000{en: a, fr: b}\n", "1:3 yaml-syntax", {"t": {"en": "a", "fr": "b"}}),
    "full-width blank before a value": ("t:\u3000a\nb: c\n", "1:2 yaml-syntax", {"t": "a", "b": "c"}),
    "full-width colon and a blank in braces": ("t: {en： a b, fr: c}\n", "1:7 yaml-syntax", {"t": {"en": "a b", "fr": "c"}}),
    "full-width braces": ("t: ｛en: a, fr: b｝\n", "1:4 yaml-syntax", None),
    "apostrophe in braces": ("t: {en: 'a b's c', fr: d}\n", "1:13 yaml-syntax", None),
    "unclosed quote": ('a: "b\nc: d\n', "1:4 yaml-syntax", {"a": '"b', "c": "d"}),
    "unclosed quote before another": ('a: "b\nc: "d"\ne: f\n', "1:4 yaml-syntax", {"a": '"b', "c": "d", "e": "f"}),
    "unclosed single quote": ("a: 'b\nc: d\n", "1:4 yaml-syntax", {"a": "'b", "c": "d"}),
    "quote over a document line": ('a: "b\n---\nc"\n', "1:4 yaml-syntax", None),
    "quote that swallows a key": ('a: "b\nc": d\n', "1:4 yaml-syntax", None),
    "apostrophe in single quotes": ("a: 'it's'\nb: c\n", "1:8 yaml-syntax", {"a": "'it's'", "b": "c"}),
    "text behind quotes": ('a: "b" c\nd: e\n', "1:8 yaml-syntax", {"a": '"b" c', "d": "e"}),
    "text behind brackets": ("a: [Draft] b\nd: e\n", "1:4 yaml-syntax", {"a": "[Draft] b", "d": "e"}),
    "unclosed list": ("a: [b, c\nd: e\n", "1:4 yaml-syntax", None),
    "unclosed list at the end": ("a: [b, c\n", "1:4 yaml-syntax", None),
    "unclosed list without items": ("a: [\n", "1:4 yaml-syntax", None),
    "unclosed mapping behind a comma": ("a: {b: c,\n", "1:4 yaml-syntax", None),
    "unclosed mapping": ("a: {b: c\nd: e\nf: g\n", "1:4 yaml-syntax", None),
    "bracket too many": ("a: [b]]\n", "1:7 yaml-syntax", None),
    "wrong bracket": ("a: [b}\n", "1:6 yaml-syntax", None),
    "missing comma": ('a: ["b" "c"]\n', "1:9 yaml-syntax", None),
    "missing comma in a mapping": ("a: {b: c d: e}\n", "1:11 yaml-syntax", None),
    "comma before nothing": ("a: [,b]\n", "1:5 yaml-syntax", None),
    "words without a key": ("a: b\nstray words\nc: d\n", "2:1 yaml-syntax", None),
    "no key": (": a\n", "1:1 yaml-syntax", None),
    "endless key": ("a" * 1100 + ": b\n", "1:1 yaml-syntax", None),
    "signs": (
        "a: @b\nc: `d`\ne: %f\ng: * h\ni: & j\nk: ? l\nm: , n\no: |p\nq: > r\n",
        ", ".join(f"{line}:4 yaml-syntax" for line in range(1, 10)),
        {"a": "@b", "c": "`d`", "e": "%f", "g": "* h", "i": "& j", "k": "? l", "m": ", n", "o": "|p", "q": "> r"},
    ),
    "unknown escapes": ('a: "C:\\Users\\q"\n', "1:7 yaml-syntax, 1:13 yaml-syntax", {"a": "C:\\Users\\q"}),
    "surrogate pair": ('a: "b\\ud83d\\ude00"\n', "1:6 yaml-syntax", {"a": "b\\ud83d\\ude00"}),
    "half a pair": ('a: "\\ud83d"\n', "1:5 yaml-syntax", {"a": "\\ud83d"}),
    "beyond Unicode": ('a: "\\U00110000 \\UFFFFFFFF"\n', "1:5 yaml-syntax, 1:16 yaml-syntax", {"a": "\\U00110000 \\UFFFFFFFF"}),
    "less indented block": ("a: |\n   b\n  c\nd: e\n", "3:3 yaml-syntax", None),
    "comment cuts": ("a: b #c\n", "1:6 comment-cuts-value", {"a": "b"}),
    "comment cuts all": ("a: #Naadam\nb: #fff # red\n", "1:4 comment-cuts-value, 2:4 comment-cuts-value", {"a": "", "b": ""}),
    "comment cuts an item": ("- #a\n- b #c\n", "1:3 comment-cuts-value, 2:5 comment-cuts-value", ["", "b"]),
    "comments that are meant": ("a: b # c\nd: e #\nf: 'g' #h\n# i\nj: k## l\nm: # n\n  o: p #\nq: r ## s\n", "", {
        "a": "b", "d": "e", "f": "g", "j": "k## l", "m": {"o": "p"}, "q": "r",
    }),
    "comment above a mapping": ("a: #b\n  c: d\n", "", {"a": {"c": "d"}}),
    "control character": ("a: b\x07c\nd: e\n", "1:5 control-character", {"a": "bc", "d": "e"}),
    "control characters in a row": ("a: b\x01\x02\x03c\x04\n", "1:5 control-character, 1:9 control-character", {"a": "bc"}),
    "control character in a key": ("a\x00b: c\n", "1:2 control-character", {"ab": "c"}),
    "line separator": ("a: b\u2028c\nd: \u202e\n", "1:5 control-character, 2:4 bidi-control", {"a": "bc", "d": ""}),
    "mark inside": ("\ufeffa: b\ufeffc\n", "1:5 control-character", {"a": "bc"}),
    "lone surrogate": ("a: b\ud800\n", "1:5 bad-encoding", {"a": "b"}),
    "escaped control": ('a: "b\\x07\\0c"\n', "1:6 control-character, 1:10 control-character", {"a": "bc"}),
    "escaped override": ('a: "\\u202Eb \\u2067"\n', "1:5 bidi-control, 1:13 bidi-control", {"a": "b "}),
    "no escape in single quotes": ("a: '\\u202e'\nb: \\x07\n", "", {"a": "\\u202e", "b": "\\x07"}),
    "escaped backslash": ('a: "\\\\u202e"\n', "", {"a": "\\u202e"}),
    "joiners": ("a: b\u200bc\u200c\u200d\u2060\u202f\u180b\u180c\u180d\u180e\u00ad\n", "", {
        "a": "b\u200bc\u200c\u200d\u2060\u202f\u180b\u180c\u180d\u180e\u00ad",
    }),
    "marks of direction": ("a: \u0633\u200f! \u200e(x)\u061c\n", "", {"a": "\u0633\u200f! \u200e(x)\u061c"}),
    "several": (
        'id: x\nid: y\ntitle: a: b\nwho: @c\nlang: *d\nbad: "\\q"\nnote: e #f\n',
        "2:1 duplicate-key, 3:9 yaml-syntax, 4:6 yaml-syntax, 5:7 yaml-alias, 6:7 yaml-syntax, 7:9 comment-cuts-value",
        {"id": "x", "title": "a: b", "who": "@c", "lang": "*d", "bad": "\\q", "note": "e"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_at_its_place(name: str, parser: MakeParser) -> None:
    text, expected, read = MISTAKES[name]
    node, problems = parse(text, "deck.yaml", make_parser=parser)
    assert ", ".join(told(problems)) == expected
    assert plain(node) == read


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_change_nothing(name: str, line_end: str) -> None:
    text, expected, read = MISTAKES[name]
    node, problems = parse(text.replace("\n", line_end).encode("utf-8", "surrogatepass"), "deck.yaml")
    if "\ud800" in text:
        assert told(problems) == ["1:5 bad-encoding"]
    else:
        assert (", ".join(told(problems)), plain(node)) == (expected, read)


@pytest.mark.parametrize("name", MISTAKES)
def test_every_problem_helps(name: str) -> None:
    for problem in parse(MISTAKES[name][0], "deck.yaml")[1]:
        assert problem.span is not None
        assert problem.span.file == "deck.yaml"
        assert (problem.span.line, problem.span.column) <= (problem.span.end_line, problem.span.end_column)
        assert "\n" not in problem.message
        assert not any("\ufdd0" <= character <= "\ufdef" for character in problem.message)
        assert problem.hint is not None
        assert problem.hint[0].isupper()
        assert problem.hint[-1] in ".:😀"


def test_duplicate_key_names_the_first() -> None:
    (problem,) = parse("a: 1\nb: 2\na: 3\n", "f")[1]
    assert problem.message == '"a" stands twice in this mapping'
    assert [(r.message, str(r.span)) for r in problem.related] == [("first defined here", "f:1:1")]


def test_cut_value_is_a_warning() -> None:
    (problem,) = parse("title: Gate #3\n", "f")[1]
    assert problem.severity is Severity.WARNING
    assert problem.message == '"#3" is read as a comment, so of this value only "Gate" is left'


def test_hint_names_the_character_of_a_surrogate_pair() -> None:
    (problem,) = parse('a: "\\ud83d\\ude00"\n', "f")[1]
    assert problem.hint == "Write the character itself: 😀"


def test_indentation_is_told_with_the_lines_it_could_follow() -> None:
    (problem,) = parse("t:\n    en: a\n  zh: b\n", "f")[1]
    assert problem.hint == "Begin it in column 1 (like line 1) or column 5 (like line 2)."


CONFLICT = "kind: place\n<<<<<<< HEAD\nid: a\n=======\nid: b\n>>>>>>> theirs\nnumber: [\n"


def test_a_merge_that_git_could_not_make_is_told_as_that(parser: MakeParser) -> None:
    node, problems = parse(CONFLICT, "a.yaml", make_parser=parser)
    assert node is None
    assert told(problems) == ["2:1 merge-conflict"]
    assert told(parse("a: |\n  <<<<<<< HEAD\n", "a.yaml", make_parser=parser)[1]) == []


def test_characters_that_a_wrong_encoding_lost_are_one_problem(parser: MakeParser) -> None:
    node, problems = parse("a: H\ufffdhh\ufffdt\nb: \ufffd\n", "a.yaml", make_parser=parser)
    assert told(problems) == ["1:5 bad-encoding"]
    assert "and 2 more" in problems[0].message
    assert plain(node) == {"a": "Hxhhxt", "b": "x"}
    assert told(parse('a: "H\\ufffd"\n', "a.yaml", make_parser=parser)[1]) == ["1:6 bad-encoding"]


def test_an_empty_file_is_not_taken_for_a_card() -> None:
    (problem,) = parse("", "deck.yaml")[1]
    assert "card" not in (problem.hint or "")


def test_no_refused_character_counts_as_printing() -> None:
    # Texts of printing characters are not searched; each refused one must keep a text from being such.
    refused = [chr(point) for point in range(0x110000) if refused_in(chr(point)) and chr(point) not in "\r\ufffd"]
    assert len(refused) > 2_000  # Halves of surrogate pairs alone are as many.
    for character in refused:
        assert len(cleaned(f"a: 呼{character}b\n", "f", 10)[1]) == 1
