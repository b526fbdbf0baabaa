"""Sounds and films are what they say they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich_deck import film, song

from cardkit.deck.value import Text
from cardkit.diagnostic import Span
from cardkit.exhibit import file as files
from cardkit.exhibit.file import Sort, judge

MP3 = b"\xff\xfb\x90\x00" + bytes(400)


def judged(tmp_path: Path, content: bytes, sort: Sort, name: str = "it.bin") -> tuple[str, list[str]]:
    path = tmp_path / name
    path.write_bytes(content)
    ending, problems = judge(path, Text(name, Span(name)), sort)
    return ending, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("content", "sort", "ending"),
    [
        (song(), "audio", "wav"),
        (MP3, "audio", "mp3"),
        (b"ID3\4\0\0\0\0\0\0" + MP3, "audio", "mp3"),
        (b"OggS" + bytes(30), "audio", "ogg"),
        (film(), "audio", "m4a"),
        (film(), "video", "mp4"),
        (b"\x1a\x45\xdf\xa3" + bytes(30), "video", "webm"),
        (b"\xef\xbb\xbfWEBVTT\n", "captions", "vtt"),
    ],
)
def test_kinds_are_told_by_content(tmp_path: Path, content: bytes, sort: Sort, ending: str) -> None:
    assert judged(tmp_path, content, sort) == (ending, [])


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"<html><script>x</script>", "audio"),
        (b"<svg onload='x'>", "video"),
        (b"", "captions"),
        (song(), "video"),
        (b"1\n00:00 --> 00:02\n", "captions"),
        (b"\xff\xf1\x50\x80" + bytes(40), "audio"),
    ],
)
def test_other_kinds_are_refused_whatever_their_name(tmp_path: Path, content: bytes, sort: Sort) -> None:
    assert judged(tmp_path, content, sort, "film.mp4") == ("", ["exhibit-media-format"])


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 300)
    assert judged(tmp_path, song(), "audio") == ("", ["exhibit-media-large"])


def test_a_file_that_went_away_is_one_problem(tmp_path: Path) -> None:
    ending, problems = judge(tmp_path / "gone.mp3", Text("gone.mp3", Span("x")), "audio")
    assert (ending, [problem.code for problem in problems]) == ("", ["unreadable-file"])
