"""What stands against an exhibit is told at its place, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich_deck import HOHHOT, TEA, lay_down, read

from cardkit.diagnostic import Diagnostic
from cardkit.edition.exhibition import gather
from cardkit.exhibit import Settings, build, judgement


def problems(folder: Path, **changed: Any) -> list[Diagnostic]:
    tea = {**TEA, **{name: value for name, value in changed.items() if name != "exhibit"}}
    tea["exhibit"] = {**TEA["exhibit"], **changed.get("exhibit", {})}
    lay_down(folder, tea, HOHHOT)
    exhibition, found = gather(read(folder))
    assert exhibition is not None, found
    return list(build(exhibition, Settings("https://cards.museum.cn"))[1])


def codes(folder: Path, **changed: Any) -> list[str]:
    return [problem.code for problem in problems(folder, **changed)]


def test_a_sound_exhibit_has_no_problems(tmp_path: Path) -> None:
    assert codes(tmp_path) == []


def test_a_related_card_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, exhibit={"related": ["hohot"]})
    assert problem.code == "unknown-card"
    assert problem.hint == "Did you mean `hohhot`?"
    assert problem.span is not None
    assert problem.span.file.endswith("tea-road.yaml")


def test_a_stop_that_names_no_card(tmp_path: Path) -> None:
    stops = [{"name": {"en": "A"}, "lat": 1, "lon": 2, "card": "nowhere"}, {"name": {"en": "B"}, "lat": 2, "lon": 3}]
    assert codes(tmp_path, exhibit={"route": {"title": {"en": "Way"}, "stops": stops}}) == ["unknown-card"]


def test_a_sound_that_is_none(tmp_path: Path) -> None:
    song = {**TEA["exhibit"]["audio"][0], "file": "media/film.vtt"}
    assert codes(tmp_path, exhibit={"audio": [song]}) == ["exhibit-media-format"]


def test_captions_that_are_none(tmp_path: Path) -> None:
    film = {**TEA["exhibit"]["video"][0], "captions": {"en": "media/song.wav"}}
    assert codes(tmp_path, exhibit={"video": [film]}) == ["exhibit-media-format"]


def test_a_picture_that_is_none(tmp_path: Path) -> None:
    picture = {**TEA["exhibit"]["gallery"][0], "file": "media/song.wav"}
    assert codes(tmp_path, exhibit={"gallery": [picture]}) == ["picture-format"]


def test_media_that_weigh_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "_HEAVY", 500)
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.is_error) == ("exhibit-too-heavy", False)


def test_a_picture_without_words_for_the_blind(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, image={"file": "images/scene.svg"})
    assert (problem.code, problem.is_error) == ("exhibit-without-alt", False)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://elsewhere.example/x", "link-foreign-host"),
        ("javascript:alert(1)", "link-scheme"),
        ("http://play.museum.cn/", "link-scheme"),
    ],
)
def test_frames_and_streams_follow_the_link_policy(tmp_path: Path, url: str, code: str) -> None:
    assert codes(tmp_path, exhibit={"interactive": {"title": {"en": "x"}, "url": url}}) == [code]
    assert codes(tmp_path, exhibit={"streams": [{"title": {"en": "x"}, "url": url}]}) == [code]
