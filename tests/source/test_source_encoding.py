"""Files are UTF-8; every other encoding is told by name where it can be known."""

from __future__ import annotations

import codecs

import pytest

from cardkit.source import Mapping, parse

TEXT = "a: 呼和浩特\nb: c\n"


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (TEXT.encode("utf-16"), "f:1:1", "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "f:1:1", "UTF-16"),
        (TEXT.encode("utf-16-le"), "f:1:1", "UTF-16"),
        (TEXT.encode("utf-16-be"), "f:1:1", "UTF-16"),
        (TEXT.encode("utf-32"), "f:1:1", "UTF-32"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "f:1:1", "UTF-32"),
        (TEXT.encode("utf-32-le"), "f:1:1", "UTF-32"),
        (TEXT.encode("utf-32-be"), "f:1:1", "UTF-32"),
        (TEXT.encode("gb18030"), "f:1:4", "GBK"),
        ("a: 呼\r\nb: café\r\n".encode().replace("é".encode(), b"\xe9"), "f:2:7", "0xE9"),
        ("a: café\n".encode("cp1252"), "f:1:7", "Windows-1252"),
        (b"\xef\xbb\xbfa: \xff\n", "f:1:4", "0xFF"),
        (b"a: \xed\xa0\x80\n", "f:1:4", "0xED"),
        (b"a: \xc0\xaf\n", "f:1:4", "0xC0"),
        (b"a: b\n\xe5\x91", "f:2:1", "0xE5"),
    ],
)
def test_other_encodings_are_refused(data: bytes, place: str, words: str) -> None:
    node, (problem,) = parse(data, "f")
    assert node is None
    assert (problem.code, str(problem.span)) == ("bad-encoding", place)
    assert words in problem.message


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_utf8_is_read_with_or_without_a_mark(mark: bytes) -> None:
    node, problems = parse(mark + TEXT.encode(), "f")
    assert problems == ()
    assert isinstance(node, Mapping)
    assert [str(entry.key.span) for entry in node.entries.values()] == ["f:1:1", "f:2:1"]


def test_nul_in_a_text_is_a_control_character() -> None:
    node, (problem,) = parse(b"abc: d\x00e\nf: g\n", "f")
    assert (problem.code, str(problem.span)) == ("control-character", "f:1:7")
    assert node is not None
