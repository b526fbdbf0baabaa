"""What cardkit writes, every YAML reader takes for the same text."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.source import Data, Mapping, Node, Scalar, Sequence, dump, parse
from cardkit.source.character import refused_in

TRAPS = [
    "", " ", "a ", " a", "NO", "no", "Yes", "y", "N", "off", "true", "NULL", "~", "0012", "1.10", "12:30", "2024-01-05", "1e3",
    "0x1F", "0o7", ".inf", "-", "---", "...", "#", "a #b", "a: b", "a:", ":a", "a:b", "*a", "&a", "!a", "?", "|", ">", "%a", "@a",
    "`a", "'", '"', "[a", "{a", "a, b", "<<", "=", "a\nb", "a\n", "\n", "\ta", "a\tb", "\\", "a\\n", "é", "呼和浩特", "😀", "\u00a0",
    "a\u00a0", "\u200b", "ᠬᠥᠬᠡ", "a  b", "https://nmg.example.org/c/7K3QX4", "١٢", "²", "Ⅻ",
]  # fmt: skip

texts = st.sampled_from(TRAPS) | st.text(max_size=12).filter(lambda text: not refused_in(text))
trees = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)


def plain(node: Node | None) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key: plain(entry.value) for key, entry in node.entries.items()}


@given(trees)
@settings(max_examples=200, deadline=None)
def test_reading_back_gives_the_same(data: Data) -> None:
    node, problems = parse(dump(data), "f")
    if not data and isinstance(data, str):
        assert problems == ()
    assert [p for p in problems if p.code != "empty-file"] == []
    assert plain(node) == data


@given(trees)
@settings(max_examples=100, deadline=None)
def test_a_reader_that_gives_types_finds_only_text(data: Data) -> None:
    assert yaml.safe_load(dump(data)) == data


@pytest.mark.parametrize("text", TRAPS)
def test_traps(text: str) -> None:
    for data in (text, [text], {text: text}, [[text]], {"a": [{text: text}]}):
        assert yaml.safe_load(dump(data)) == data
        assert plain(parse(dump(data), "f")[0]) == data


def test_it_looks_as_people_write_it() -> None:
    data: Data = {
        "links": [
            {"code": "7K3QX4", "card": "hohhot", "title": "呼和浩特 Hohhot", "locked": "2026-12-01"},
            {"code": "ABC234", "card": "alxa", "hosts": [], "words": {}},
        ],
        "nested": [["a", "b"], ["c"]],
    }
    assert dump(data, comment="Kept by cardkit.\n\nCommit it.") == (
        "# Kept by cardkit.\n"
        "#\n"
        "# Commit it.\n"
        "links:\n"
        '  - code: "7K3QX4"\n'
        "    card: hohhot\n"
        "    title: 呼和浩特 Hohhot\n"
        '    locked: "2026-12-01"\n'
        "  - code: ABC234\n"
        "    card: alxa\n"
        "    hosts: []\n"
        "    words: {}\n"
        "nested:\n"
        "  - - a\n"
        "    - b\n"
        "  - - c\n"
    )


@pytest.mark.parametrize("data", ["\x07", "a\u202eb", "\r", "\ufeff", {"k" * 1_001: "v"}, {"\\" * 600: "v"}])
def test_what_could_not_be_read_back_is_not_written(data: Data) -> None:
    with pytest.raises(ValueError, match="character"):
        dump(data)


def test_depth_has_the_bound_of_reading() -> None:
    data: Data = "a"
    for _ in range(16):
        data = [data]
    assert parse(dump(data), "f")[1] == ()
    with pytest.raises(ValueError, match="deeper than 16"):
        dump([data])
