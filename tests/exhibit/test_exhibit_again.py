"""A site that is built again: after any change it is, byte for byte, what a build from nothing gives."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from rich_deck import DECK, HOHHOT, SCENE, TEA, built, lay_down, song

from cardkit.deck.definition import DATA
from cardkit.job import digest as digests
from cardkit.job.digest import Digests

ERENHOT = {
    **HOHHOT,
    "id": "erenhot",
    "number": 2,
    "title": {"en": "Erenhot"},
    "location": {"lat": 43.65, "lon": 111.98},
}
ALXA = {**HOHHOT, "id": "alxa", "number": 3, "title": {"en": "Alxa"}, "location": {"lat": 38.85, "lon": 105.7}}

#: A card at the very place of another, and behind it in the deck.
TWIN = {**HOHHOT, "id": "twin", "number": 5, "title": {"en": "Twin"}}

Change = Callable[[Path], object]


def said(**fields: Any) -> Change:
    """The first story says something else."""
    return lambda folder: card(folder, {**TEA, **fields})


def shown(**fields: Any) -> Change:
    """A part of its exhibit is another."""
    return lambda folder: card(folder, {**TEA, "exhibit": {**TEA["exhibit"], **fields}})


def card(folder: Path, one: Mapping[str, Any]) -> None:
    (folder / f"{one['id']}.yaml").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")


def deck(**fields: Any) -> Change:
    text = json.dumps({**DECK, **fields}, ensure_ascii=False)
    return lambda folder: (folder / "deck.yaml").write_text(text, encoding="utf-8")


CHANGES: dict[str, Change] = {
    "a body": said(body={"en": "Tea went south."}),
    "a title, in a letter that no title had": said(title={**TEA["title"], "en": "Ŵay of Tea"}),
    "a letter that no upright text had": said(brief={"en": "Tea.", "mn-Mong": "ᡁᡂᡃ"}),
    "the order of facts": said(facts=[{**TEA["facts"][0], "label": {"en": "Time"}}, *TEA["facts"]]),
    "a neighbour's title": lambda folder: card(folder, {**HOHHOT, "title": {"en": "Blue City"}}),
    "the title of a place on other maps": lambda folder: card(folder, {**ALXA, "title": {"en": "Alashan"}}),
    "a place that moved": lambda folder: card(folder, {**ALXA, "location": {"lat": 40, "lon": 100}}),
    "a scene": lambda folder: (folder / "images" / "scene.svg").write_text(SCENE.replace("35", "30"), encoding="utf-8"),
    "a photograph": lambda folder: (folder / "images" / "photo.jpg").write_bytes(
        turned(folder / "images" / "photo.jpg")
    ),
    "a sound": lambda folder: (folder / "media" / "song.wav").write_bytes(song().replace(b"\0\1", b"\1\0")),
    "captions": lambda folder: (folder / "media" / "film.vtt").write_text("WEBVTT\n\n", encoding="utf-8"),
    "related cards": shown(related=["erenhot"]),
    "a card that went": lambda folder: (folder / "erenhot.yaml").unlink(),
    "a card that came": lambda folder: card(
        folder, {**ALXA, "id": "bayannur", "number": 4, "title": {"en": "Bayannur"}}
    ),
    "a word of the pages": deck(words={"exhibit-next": {"en": "Onward"}}),
    "the deck's title": deck(title={"en": "Another Deck"}),
    "a section's title": deck(sections=[{"id": "stories", "title": {"en": "Tales"}}, DECK["sections"][1]]),
    "the host": deck(links={"base": "https://play.museum.cn", "hosts": ["play.museum.cn", "cards.museum.cn"]}),
    "a language": deck(languages=["en", "ar"]),
    "the languages on the fronts": deck(editions={"en": {"languages": ["en", "mn-Mong"]}}),
    "another card at the same place": lambda folder: card(folder, {**TWIN, "title": {"en": "Another Twin"}}),
}


def turned(path: Path) -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    with Image.open(path) as picture:
        picture.rotate(180).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as it stood before anything changed."""
    output = tmp_path_factory.mktemp("first")
    built(lay_down(tmp_path_factory.mktemp("deck"), TEA, HOHHOT, ERENHOT, ALXA, TWIN), output)
    return output


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def copied(site: Path, to: Path) -> Path:
    for path, content in files(site).items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes(content)
    return to


#: Those that are tried whenever somebody runs the tests; the others are tried before anything is handed in.
FEW = ("a body", "a neighbour's title", "a letter that no upright text had", "a scene")


@pytest.mark.parametrize("what", [one if one in FEW else pytest.param(one, marks=pytest.mark.slow) for one in CHANGES])
def test_after_a_change_the_site_is_as_if_built_from_nothing(tmp_path: Path, first: Path, what: str) -> None:
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT, ERENHOT, ALXA, TWIN)
    CHANGES[what](folder)
    again = copied(first, tmp_path / "again")
    assert built(folder, again).written > 0
    built(folder, tmp_path / "new")
    old, new = files(again), files(tmp_path / "new")
    assert {path for path in old if old[path] != new.get(path)} == set()
    assert old.keys() == new.keys()


def test_a_front_with_a_code_on_it_follows_the_host(tmp_path: Path) -> None:
    """The picture that messengers show must not lead where the card no longer leads."""
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT)
    theme = folder / "themes" / "long-horizon"
    shutil.copytree(DATA / "themes" / "long-horizon", theme)
    layout = theme / "layouts" / "pocket-70x120.yaml"
    text = layout.read_text(encoding="utf-8")
    (line,) = re.findall(r"(?m)^  - \{slot: code,.*\n", text)
    text = text.replace(line, "").replace("\nback:", f"\n{line}back:", 1)
    layout.write_text(text, encoding="utf-8")
    built(folder, tmp_path / "again")
    before = files(tmp_path / "again")
    text = (folder / "deck.yaml").read_text(encoding="utf-8")
    (folder / "deck.yaml").write_text(text.replace("cards.museum.cn/sub", "cards.museum.cn/new"), encoding="utf-8")
    built(folder, tmp_path / "again")
    built(folder, tmp_path / "new")
    again = files(tmp_path / "again")
    assert again == files(tmp_path / "new")
    fronts = [path for path in again if path.endswith("card.png")]
    assert len(fronts) == 2
    assert all(again[path] != before[path] for path in fronts)


def test_a_scene_under_a_photograph_s_name_is_refused_as_at_first(tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT)
    built(folder, tmp_path / "again")
    (folder / "images" / "scene.svg").rename(folder / "images" / "scene.jpg")
    for one in (TEA, HOHHOT):
        path = folder / f"{one['id']}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("scene.svg", "scene.jpg"), encoding="utf-8")
    told = [[problem.code for problem in built(folder, tmp_path / name).report] for name in ("again", "new")]
    assert told[0] == told[1]
    assert "picture-format" in told[0]


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_what_somebody_did_to_a_file_is_put_right(tmp_path: Path, first: Path, how: str) -> None:
    folder = lay_down(tmp_path / "deck", TEA, HOHHOT, ERENHOT, ALXA, TWIN)
    again = copied(first, tmp_path / "again")
    kinds = {path.suffix: path for path in sorted(again.rglob("*")) if path.suffix and not path.name.startswith(".")}
    assert kinds.keys() >= {".html", ".woff2", ".svg", ".avif", ".wav", ".mp4", ".vtt", ".png", ".json", ".js"}
    for path in kinds.values():
        if how == "changed":
            path.write_bytes(bytes(reversed(path.read_bytes())))  # As long as before.
        else:
            path.unlink()
    assert built(folder, again).written == len(kinds)
    assert files(again) == files(first)


def test_a_file_is_read_again_when_it_was_touched_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "it"
    file.write_text("one")
    long_ago = time.time_ns() - 10**11
    os.utime(file, ns=(long_ago, long_ago))
    read: list[Path] = []
    real, now = digests.digest, time.time_ns
    monkeypatch.setattr(digests, "digest", lambda path: read.append(path) or real(path))  # type: ignore[func-returns-value]
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)  # Ten seconds later.
    seen = Digests.of(tmp_path)
    one = seen.digest("it")
    seen.keep()
    assert read == [file]
    assert Digests.of(tmp_path).digest("it") == one
    assert read == [file], "it was read again"
    assert Digests.of(tmp_path, trusting=False).digest("it") == one
    assert read == [file, file]
    # As long, and written at the same moment by its time.
    file.write_text("two")
    os.utime(file, ns=(long_ago, long_ago))
    assert Digests.of(tmp_path).digest("it") != one


def test_what_is_new_is_not_taken_on_trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "it").write_text("one")
    seen = Digests.of(tmp_path)
    seen.digest("it")
    seen.keep()
    assert Digests.of(tmp_path).seen == {}


def test_what_is_no_file_has_no_digest_of_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    seen = Digests.of(tmp_path)
    assert (seen.digest("folder"), seen.digest("link"), seen.digest("gone")) == ("-", "-", None)
