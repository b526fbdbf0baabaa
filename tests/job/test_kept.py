"""Cards kept between runs never give another card than one that is drawn anew."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from PIL import Image

from cardkit import deck as decks
from cardkit.edition.model import Choice
from cardkit.edition.resolution import resolve
from cardkit.job import front as fronts
from cardkit.job import kept
from cardkit.job.kept import shelf_of
from cardkit.job.key import ROOMS
from cardkit.job.render import Order, render
from cardkit.layout import plain
from cardkit.machine import maker as makers
from cardkit.machine import store
from cardkit.picture.photograph import Photograph
from cardkit.press.folder import shipped_press
from cardkit.typesetting.font import open_font
from cardkit.writers.piece import Stock

ROOT = Path(__file__).parents[2]
CARDS = ("ar", "en", "hi", "mn-mong", "zh-hans")


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Five cards in five scripts, with a theme, fonts, pictures and a photograph of their own."""
    folder = tmp_path / "welcome"
    shutil.copytree(ROOT / "cards" / "welcome", folder, ignore=shutil.ignore_patterns("build", "schema"))
    for path in (folder / "cards").glob("*.yaml"):
        if path.stem not in CARDS:
            path.unlink()
    photograph(folder, 7)
    swap(folder / "cards" / "en.yaml", "images/xanadu.svg", "images/photograph.jpg")
    return folder


def photograph(folder: Path, seed: int) -> None:
    image = Image.effect_noise((1000, 1200), 20 + seed).convert("RGB")
    image.save(folder / "images" / "photograph.jpg", quality=90)


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def made(folder: Path, output: Path, *, press: str | None = None, draft: bool = False) -> bytes:
    """The PDF that a render gives which hands pages on, as one without contact sheets does."""
    deck, problems = decks.load(folder)
    assert deck is not None
    order = Order(deck, (Choice("own", press=press, draft=draft),), output, draft=draft, proving=False, sheets=False)
    outcome = render(order, found=problems)
    assert outcome.files, [problem.message for problem in outcome.report]
    return outcome.files[0].read_bytes()


def held(folder: Path) -> list[bool]:
    """Which cards are kept."""
    deck, _ = decks.load(folder)
    assert deck is not None
    edition, _ = resolve(deck, Choice("own"))
    assert edition is not None
    shelf = shelf_of(edition)
    assert shelf is not None
    return [shelf.fetch(card, Stock()) is not None for card in edition.cards]


def test_what_is_kept_gives_the_same_file(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    place = homes("home") / "cards"
    first = made(deck, tmp_path / "a")
    assert held(deck) == [True] * len(CARDS)
    written = {path.name: path.stat().st_mtime_ns for path in place.iterdir()}
    assert made(deck, tmp_path / "b") == first
    assert {path.name: path.stat().st_mtime_ns for path in place.iterdir()} == written, "a card was drawn again"


def test_one_changed_card_is_drawn_and_no_other(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    homes("home")
    made(deck, tmp_path / "a")
    swap(deck / "cards" / "en.yaml", "Coleridge never", "Coleridge himself never")
    assert sorted(held(deck)) == [False] + [True] * (len(CARDS) - 1)


def test_a_deck_that_was_moved_or_copied_finds_its_cards(
    deck: Path, homes: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes("home")
    first = made(deck, tmp_path / "a")
    copy = tmp_path / "elsewhere" / "another name"
    shutil.copytree(deck, copy)
    shutil.rmtree(deck)  # Nothing of the first deck is needed any more, its photograph and its fonts neither.
    assert held(copy) == [True] * len(CARDS)
    assert made(copy, tmp_path / "b") == first
    monkeypatch.chdir(copy)
    assert held(Path()) == [True] * len(CARDS)
    assert made(Path(), tmp_path / "c") == first


def test_what_is_kept_stands_where_its_card_does(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    homes("home")
    made(deck, tmp_path / "a")
    copy = tmp_path / "copy"
    deck.rename(copy)
    card = copy / "cards" / "en.yaml"
    again, _ = decks.load(copy)
    assert again is not None
    edition, _ = resolve(again, Choice("own"))
    assert edition is not None
    shelf = shelf_of(edition)
    assert shelf is not None
    english = next(one for one in edition.cards if one.card.id == "en" or one.card.file.endswith("en.yaml"))
    stock = Stock()
    found = shelf.fetch(english, stock)
    assert found is not None
    spans = [face.span for face in found.faces] + [code.span for face in found.faces for code in face.items]
    assert {Path(span.file).resolve() for span in spans if span} == {card.resolve()}
    assert [photo.path for photo in stock.photos.values() if isinstance(photo, Photograph)] == [
        copy / "images" / "photograph.jpg"
    ]
    assert all(path.is_file() for path in stock.fonts.values())


def test_cards_that_were_drawn_one_by_one_are_found_together(
    deck: Path, homes: Callable[[str], Path], tmp_path: Path
) -> None:
    place = homes("home") / "cards"
    for number, stem in enumerate(CARDS):
        swap(deck / "cards" / f"{stem}.yaml", "\n", f"\n# {number}\n")
        last = made(deck, tmp_path / stem)
    assert len(list(place.glob("*-*"))) == len(CARDS), "each render keeps what it has drawn in one bundle"
    assert held(deck) == [True] * len(CARDS)
    assert made(deck, tmp_path / "again") == last


def test_a_bundle_that_claims_too_much_gives_nothing(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    place = homes("home") / "cards"
    first = made(deck, tmp_path / "a")
    (bundle,) = place.glob("*-*")
    whole = bytearray(bundle.read_bytes())
    for at in (47, 50, 60, 90):  # The count, a name, a length: behind the store's own head.
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        bundle.write_bytes(damaged)
        assert held(deck) == [False] * len(CARDS)
    assert made(deck, tmp_path / "b") == first
    assert held(deck) == [True] * len(CARDS)


def text(deck: Path) -> None:
    swap(deck / "cards" / "en.yaml", "globeflowers", "globeflovers")


def theme(deck: Path) -> None:
    swap(deck / "themes" / "open-door" / "theme.yaml", "Noto Naskh Arabic 400]", "Noto Naskh Arabic 700]")


def layout(deck: Path) -> None:
    path = next((deck / "themes" / "open-door" / "layouts").glob("*70x120*.yaml"))
    box = re.search(r"box: \[(\d+)", path.read_text(encoding="utf-8"))
    assert box
    swap(path, box.group(), f"box: [{box.group(1)}.5")


def font(deck: Path) -> None:
    # Another font under the same name and of the same length would do; a byte of its outlines does too.
    path = deck / "fonts" / "amiri" / "Amiri-Bold.ttf"
    data = bytearray(path.read_bytes())
    count = int.from_bytes(data[4:6], "big")
    for entry in range(count):
        at = 12 + 16 * entry
        if data[at : at + 4] == b"hhea":
            where = int.from_bytes(data[at + 8 : at + 12], "big")
            data[where + 5] ^= 0x10  # The ascent, which decides where the baseline stands.
    path.write_bytes(data)


def scene(deck: Path) -> None:
    swap(deck / "images" / "hohhot.svg", 'class="sky-1"', 'class="sky-2"')


def words(deck: Path) -> None:
    swap(deck / "deck.yaml", 'zh-Hans: "内蒙古"', 'zh-Hans: "蒙古内"')


def other_photograph(deck: Path) -> None:
    photograph(deck, 8)


def address(deck: Path) -> None:
    swap(deck / "deck.yaml", "base: https://nmg.example.org", "base: https://nmh.example.org")
    swap(deck / "deck.yaml", "hosts: [nmg.example.org]", "hosts: [nmh.example.org]")


def fewer(deck: Path) -> None:
    (deck / "cards" / "hi.yaml").unlink()


CHANGES = [text, theme, layout, font, scene, other_photograph, words, address, fewer]


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_leaves_a_stale_card(
    change: Callable[[Path], None], deck: Path, homes: Callable[[str], Path], tmp_path: Path
) -> None:
    homes("warm")
    before = made(deck, tmp_path / "before")
    change(deck)
    after = made(deck, tmp_path / "after")
    homes("cold")
    assert after == made(deck, tmp_path / "anew")
    assert after != before


def front_keys(deck: Path) -> dict[str, str]:
    """What decides the front of each card that messengers show."""
    found, problems = decks.load(deck)
    assert found is not None
    assert not [problem.message for problem in problems if problem.is_error]
    assert not [problem.message for problem in resolve(found, Choice("own"))[1] if problem.is_error]
    batches = fronts._missing(found, [card.id for card in found.cards], (255, 255, 255), lambda *_: False)
    return {card: key for batch in batches for card, key in batch.keys.items()}


@pytest.mark.parametrize("change", [text, theme, layout, font, scene, other_photograph, words, address])
def test_what_decides_a_card_decides_its_front(change: Callable[[Path], None], deck: Path) -> None:
    before = front_keys(deck)
    assert before == front_keys(deck)
    change(deck)
    after = front_keys(deck)
    assert before.keys() == after.keys() == set(CARDS)
    assert any(before[card] != after[card] for card in CARDS)


def test_the_bytes_of_the_press_s_profile_decide_a_front(deck: Path) -> None:
    """Photographs are converted by them; a page that waits for its document does not depend on them."""
    (deck / "presses").mkdir()
    own = deck / "presses" / "own.icc"
    data = bytearray(shipped_press().profile.read_bytes())
    own.write_bytes(data)
    (deck / "presses" / "own.yaml").write_text(
        "press: own\ntitle: Own\nextends: fogra39-x4\nprofile: own.icc\n", encoding="utf-8"
    )
    swap(deck / "deck.yaml", "theme: open-door", "theme: open-door\npress: own")
    before = front_keys(deck)
    data[67] ^= 1  # How colours are to be rendered, which changes no table.
    own.write_bytes(data)
    assert not set(before.values()) & set(front_keys(deck).values())


def test_options_count(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    homes("warm")
    made(deck, tmp_path / "before")
    warm = [made(deck, tmp_path / "x1a", press="x1a"), made(deck, tmp_path / "draft", draft=True)]
    homes("cold")
    assert warm == [made(deck, tmp_path / "x1a", press="x1a"), made(deck, tmp_path / "draft", draft=True)]


def test_the_type_of_the_word_draft_counts_in_drafts(
    deck: Path, homes: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fonts of a deck may have the same names as those that come with cardkit, and other bytes."""
    homes("home")

    def names() -> list[str]:
        found, _ = decks.load(deck)
        assert found is not None
        editions = [resolve(found, Choice("own", draft=draft))[0] for draft in (False, True)]
        return [shelf.edition for edition in editions if edition and (shelf := shelf_of(edition))]

    final, draft = names()
    other = Path(shutil.copy2(plain.fonts()[0].path, deck / "other.ttf"))
    other.write_bytes(other.read_bytes() + b"\0")
    fonts = (open_font(other), *plain.fonts()[1:])
    monkeypatch.setattr(plain, "fonts", lambda: fonts)
    assert names()[0] == final
    assert names()[1] != draft


def test_another_version_of_cardkit_or_a_library_keeps_its_own(
    deck: Path, homes: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes("home")
    made(deck, tmp_path / "a")
    for library in ("pyyaml", "icu4py", "pyphen"):
        with monkeypatch.context() as patch:
            # As if it were installed, removed, or another one of its versions.
            patch.setattr(makers, "version", lambda name, changed=library: "0" if name == changed else version(name))
            makers.maker.cache_clear()
            assert held(deck) == [False] * len(CARDS), library
    for room in ("source", "deck", "layout", "writers"):
        with monkeypatch.context() as patch:
            patch.setattr(kept, "ROOMS", tuple(name for name in ROOMS if name != room))
            makers.maker.cache_clear()
            assert held(deck) == [False] * len(CARDS), room
    makers.maker.cache_clear()
    assert held(deck) == [True] * len(CARDS)


def test_damaged_and_foreign_files_are_drawn_anew(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    place = homes("home") / "cards"
    first = made(deck, tmp_path / "a")
    files = sorted(place.iterdir())
    files[0].write_bytes(files[0].read_bytes()[:-9])
    files[1].write_bytes(files[2].read_bytes())
    files[3].write_bytes(b"")
    assert made(deck, tmp_path / "b") == first


def test_nothing_that_runs_is_read(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    place = homes("home") / "cards"
    first = made(deck, tmp_path / "a")
    touched = tmp_path / "touched"

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.mkdir, (str(touched),))

    body = io.BytesIO()
    pickle.dump(Evil(), body)
    for path in place.iterdir():
        store.keep(place, path.name, body.getvalue())
    assert made(deck, tmp_path / "b") == first
    assert not touched.exists()


def test_faulty_cards_are_not_kept(deck: Path, homes: Callable[[str], Path], tmp_path: Path) -> None:
    homes("home")
    swap(deck / "cards" / "en.yaml", "Coleridge never", "Coleridge " * 200 + "never")
    made(deck, tmp_path / "draft", draft=True)
    again, problems = decks.load(deck)
    assert again is not None
    order = Order(again, (Choice("own"),), tmp_path / "out", proving=False, sheets=False)
    for _ in range(2):
        assert "text-overflow" in {problem.code for problem in render(order, found=problems).report}


def command(deck: Path, output: Path) -> list[str]:
    code = (
        "import sys; from pathlib import Path; from cardkit import deck as decks;"
        "from cardkit.edition.model import Choice; from cardkit.job.render import Order, render;"
        "found, told = decks.load(Path(sys.argv[1]));"
        "render(Order(found, (Choice('own'),), Path(sys.argv[2]), sheets=False), found=told)"
    )
    return [sys.executable, "-c", code, str(deck), str(output)]


@pytest.mark.slow
def test_runs_that_are_killed_and_runs_at_once_leave_nothing_wrong(
    deck: Path, homes: Callable[[str], Path], tmp_path: Path
) -> None:
    homes("cold")
    subprocess.run(command(deck, tmp_path / "right"), check=True)
    right = whole(tmp_path / "right")
    place = homes("home")
    for tenths in range(3, 23, 2):
        run = subprocess.Popen(command(deck, tmp_path / "killed"))
        time.sleep(tenths / 10)
        run.send_signal(signal.SIGKILL)
        run.wait()
    runs = [subprocess.Popen(command(deck, tmp_path / f"at-once-{number}")) for number in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert [whole(tmp_path / f"at-once-{number}") for number in range(3)] == [right] * 3
    assert held(deck) == [True] * len(CARDS)
    for sort in ("cards", "proofs"):
        kept = [path.name for path in (place / sort).iterdir() if not path.name.startswith(".")]
        assert kept
        assert all(store.fetch(place / sort, name) for name in kept)
    # What was remembered is used, and gives the same answer.
    subprocess.run(command(deck, tmp_path / "again"), check=True)
    assert whole(tmp_path / "again") == right
    listed = json.loads((tmp_path / "at-once-0" / "manifest.json").read_text(encoding="utf-8"))
    assert len(listed["files"][0]["pages"]) == 2 * len(CARDS)


def whole(folder: Path) -> dict[str, bytes]:
    """The files that a render has named, with what is in them."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*") if path.suffix in (".pdf", ".json")}
