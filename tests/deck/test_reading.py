"""Files that are not read again say what they would say if they were."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cardkit import deck as decks
from cardkit import source
from cardkit.deck import Deck
from cardkit.deck.fold import spread_out
from cardkit.diagnostic import Diagnostic
from cardkit.machine import maker as makers

COUNT = 120

KIND = """\
kind: person
help: Somebody.
fields:
  born: {is: text, local: never, help: The year.}
"""

DECK = """\
deck: crowd
title: {en: Crowd}
languages: [en, zh-Hans]
editions: {own: {languages: [en, zh-Hans]}}
theme: long-horizon
format: pocket-70x120
sections: [{id: people, title: {en: People}}]
links: {base: https://cards.museum.cn, hosts: [cards.museum.cn]}
"""


@pytest.fixture
def crowd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """More cards than are read one after the other, with a kind of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "crowd"
    (folder / "kinds").mkdir(parents=True)
    (folder / "people").mkdir()
    (folder / "images").mkdir()
    (folder / "images" / "face.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "kinds" / "person.yaml").write_text(KIND, encoding="utf-8")
    (folder / "deck.yaml").write_text(DECK, encoding="utf-8")
    for number in range(1, COUNT + 1):
        (folder / "people" / f"person-{number:03}.yaml").write_text(card(number), encoding="utf-8")
    return folder


def card(number: int) -> str:
    return (
        f"kind: person\nid: person-{number:03}\nnumber: {number}\nsection: people\n"
        f"title: {{en: Person {number}, zh-Hans: 人{number}}}\nborn: {1900 + number}\n"
        "image: {file: images/face.svg, alt: {en: A face, zh-Hans: 脸}, credit: nobody, licence: CC0-1.0}\n"
        "review: {state: approved, by: Nobody, on: 2026-12-01}\n"
    )


def loaded(folder: Path, *, jobs: int = 1) -> tuple[Deck, tuple[Diagnostic, ...]]:
    deck, problems = decks.load(folder, jobs=jobs)
    assert deck is not None
    return deck, problems


def said(folder: Path, *, jobs: int = 1) -> tuple[object, ...]:
    """All that a deck says, each value with its place, and what is wrong with it."""
    deck, problems = loaded(folder, jobs=jobs)
    return [spread_out(one) for one in deck.cards], problems


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose text is read, in order."""
    names: list[str] = []
    parsed = source.parsed

    def noted(data: bytes, name: str) -> object:
        names.append(Path(name).name)
        return parsed(data, name)

    monkeypatch.setattr(source, "parsed", noted)
    return names


def test_several_processes_read_what_one_reads(crowd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (crowd / "people" / "person-007.yaml").write_text("kind: person\nid: person-007\ntitel: Bond\n", encoding="utf-8")
    alone = said(crowd)
    assert alone[1], "a mistake is told"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert said(crowd, jobs=3) == alone


def test_nothing_is_read_twice(crowd: Path, read: list[str]) -> None:
    first = said(crowd)
    assert len(read) == COUNT
    read.clear()
    assert said(crowd) == first
    assert read == []


def test_a_copy_elsewhere_has_places_of_its_own(crowd: Path, tmp_path: Path) -> None:
    said(crowd)
    shutil.copytree(crowd, tmp_path / "copy")
    deck, _ = loaded(tmp_path / "copy")
    assert {Path(one.span.file).parent.parent.name for one in deck.cards} == {"copy"}


def renamed(folder: Path) -> None:
    (folder / "people" / "person-003.yaml").rename(folder / "people" / "z.yaml")


def changed(folder: Path) -> None:
    path = folder / "people" / "person-003.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1903", "1904"), encoding="utf-8")


def mistaken(folder: Path) -> None:
    path = folder / "people" / "person-003.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("born:", "borne:"), encoding="utf-8")


def fewer_languages(folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[en, zh-Hans]", "[en]"), encoding="utf-8")


def other_section(folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: people", "id: persons"), encoding="utf-8")


def stricter_kind(folder: Path) -> None:
    (folder / "kinds" / "person.yaml").write_text(
        KIND.replace("is: text, local: never", "is: number, max: 1950"), encoding="utf-8"
    )


def no_picture(folder: Path) -> None:
    (folder / "images" / "face.svg").unlink()


def twin(folder: Path) -> None:
    text = (folder / "people" / "person-003.yaml").read_text(encoding="utf-8")
    (folder / "people" / "person-004.yaml").write_text(text, encoding="utf-8")


CHANGES = [renamed, changed, mistaken, fewer_languages, other_section, stricter_kind, no_picture, twin]


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_is_overlooked(
    change: Callable[[Path], None], crowd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(crowd)
    change(crowd)
    after = said(crowd)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert after == said(crowd)
    assert after != before


def test_faulty_files_are_told_every_time(crowd: Path, read: list[str]) -> None:
    mistaken(crowd)
    first = said(crowd)
    read.clear()
    assert said(crowd) == first
    assert read == ["person-003.yaml"]


def test_another_version_reads_for_itself(crowd: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said(crowd)
    with monkeypatch.context() as patch:
        patch.setattr(makers, "version", lambda _name: "0")
        makers.maker.cache_clear()
        read.clear()
        said(crowd)
        assert len(read) == COUNT
    makers.maker.cache_clear()


@pytest.mark.parametrize(
    "spoil", [lambda body: body[:-1], lambda body: body[:0], lambda body: body[:99] + b"\0" + body[100:]]
)
def test_damaged_memory_is_none(spoil: Callable[[bytes], bytes], crowd: Path, tmp_path: Path, read: list[str]) -> None:
    first = said(crowd)
    (kept,) = (tmp_path / "home" / "cardkit" / "read").iterdir()
    kept.write_bytes(spoil(kept.read_bytes()))
    read.clear()
    assert said(crowd) == first
    assert len(read) == COUNT


def test_without_a_home_everything_is_read(crowd: Path) -> None:
    code = "import sys; from pathlib import Path; from cardkit import deck; print(len(deck.load(Path(sys.argv[1]))[0].cards))"
    bare = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(crowd)],
        env={**bare, "XDG_CACHE_HOME": "relative"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(COUNT)
