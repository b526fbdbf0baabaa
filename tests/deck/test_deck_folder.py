"""A deck from its folder: every problem of every file in one run, each once, at its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from steppe import BROKEN, DECK, HOHHOT, NAADAM, SOUND, check, seen, write

from cardkit.deck import find, load, rows
from cardkit.diagnostic import has_errors


def test_a_sound_deck(tmp_path: Path) -> None:
    deck = check(tmp_path, {})
    assert deck is not None
    assert (deck.id, deck.issued, deck.languages) == ("steppe", "2026-12-01", ("en", "zh-Hans"))
    assert [card.id for card in deck.cards] == ["naadam", "hohhot"]
    assert [section.id for section in deck.sections] == ["stories", "places"]
    assert deck.editions["zh-Hans"].languages == ("zh-Hans",)
    assert (deck.format.trim.width, deck.format.trim.height, deck.format.bleed) == (70, 120, 3)
    assert deck.links is not None
    assert deck.links.base.text == "https://steppe.example.org"
    scan = deck.words["scan"].get("zh-Hans")
    assert scan is not None
    assert scan.text == "扫码"
    assert str(deck.cards[1].span) == "places/hohhot.yaml:1:1"
    story = deck.cards[0]
    assert len(rows(story, deck.kinds["story"])) == 4
    assert rows(story, deck.kinds["story"])[0] == story.record.get("when")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("languages: [en, zh-Hans]", "languages: [en, zh-Hans, en]", "deck.yaml:4:26 duplicate-language"),
        ("languages: [zh-Hans]", "languages: [zh-Hant]", "deck.yaml:7:25 undeclared-language"),
        ("languages: [en]}", "languages: [en, en]}", "deck.yaml:6:24 duplicate-language"),
        ("  zh-Hans: {l", "  zh_Hans: {l", "deck.yaml:7:3 bad-id"),
        ("  zh-Hans: {l", "  EN: {l", "deck.yaml:7:3 duplicate-id"),
        ("  zh-Hans: {l", "  zh-Hans: {al", "deck.yaml:7:13 unknown-field"),
        ("pocket-70x120", "pocket", "deck.yaml:9:9 unknown-format"),
        ("pocket-70x120", "{trim: [70], bleed: 3, safe: 4}", "deck.yaml:9:16 bad-value"),
        ("pocket-70x120", "{trim: [70, 120], bleed: x, safe: 4}", "deck.yaml:9:34 bad-value"),
        ("pocket-70x120", "{trim: [70, 120], bleed: 3}", "deck.yaml:9:10 missing-field"),
        ("pocket-70x120", "{trim: [70, 120], bleed: 3, safe: 40}", "deck.yaml:9:43 bad-value"),
        ("id: places,", "id: stories,", "deck.yaml:12:10 duplicate-id"),
        ("theme: long-horizon\n", "", "deck.yaml:1:1 missing-field"),
        ("issued: 2026-12-01", "issued: soon", "deck.yaml:3:9 bad-value"),
        ("zh-Hans: 草原", "fr: Steppe", "deck.yaml:2:25 undeclared-language"),
        ("base:", "bse:", "deck.yaml:16:3 unknown-field"),
        ("deck: steppe", "deck: Steppe", "deck.yaml:1:7 bad-id"),
    ],
)
def test_one_mistake_in_deck_yaml(tmp_path: Path, old: str, new: str, expected: str) -> None:
    check(tmp_path, {"deck.yaml": DECK.replace(old, new)}, *expected.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: place", "kind: plcae", "1:7 unknown-kind"),
        ("kind: place", "knd: place", "1:1 unknown-field"),
        ("kind: place\n", "", "1:1 missing-field"),
        ("kind: place", "kind: place\nfigures: []", "2:1 unknown-field"),
        ("section: places", "section: plces", "4:10 unknown-section"),
        ("section: places", "section: places\nlanguages: [fr]", "5:13 undeclared-language"),
        ("zh-Hans: 呼和浩特", "fr: Hohhot", "5:25 undeclared-language"),
        ("images/hohhot.svg", "images/Hohhot.svg", "6:15 missing-file"),
        ("images/hohhot.svg", "image/hohhot.svg", "6:15 missing-file"),
        ("images/hohhot.svg", "images", "6:15 missing-file"),
        ("images/hohhot.svg", "images/hohhot.svg/x", "6:15 missing-file"),
        ("id: hohhot", "id: naadam", "2:5 duplicate-id"),
        ("id: hohhot", "id: hohhot\nwas: [naadam]", "3:7 was-taken"),
        ("id: hohhot", "id: hohhot\nwas: [hohhot]", "3:7 was-taken"),
        ("id: hohhot", "id: hohhot\nwas: [old, old]", "3:12 was-taken"),
        ("section: places", "section: places\nfacts: [{label: {en: a}, value: b}]", "5:9 fact-without-source"),
        ("section: places", "section: places\ntagline: {en: To write, zh-Hans: 待写}", "5:15 text-to-write"),
        ("id: hohhot", "id: hohhot\nid: other", "3:1 duplicate-key"),
        (HOHHOT, "- kind: place\n", "1:1 wrong-type"),
        (HOHHOT, "Hohhot\n", "1:1 wrong-type"),
        (HOHHOT, "cards:\n", "1:7 empty-value"),
        (HOHHOT, "cards: []\n", "1:8 empty-value"),
        ("section: places", "section: places\nreview: {state: approved}", "5:10 missing-field"),
    ],
)
def test_one_mistake_in_a_card(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in HOHHOT
    check(tmp_path, {"places/hohhot.yaml": HOHHOT.replace(old, new)}, f"places/hohhot.yaml:{expected}")


@pytest.mark.parametrize(
    ("old", "new"),
    [("number: 1", "number:1"), ("image: {file: images/hohhot.svg}", "image:\n  file:images/hohhot.svg")],
)
def test_a_missing_space_after_a_colon_is_one_problem(tmp_path: Path, old: str, new: str) -> None:
    _, problems = load(write(tmp_path, {**SOUND, "places/hohhot.yaml": HOHHOT.replace(old, new)}))
    assert [problem.code for problem in problems] == ["yaml-syntax"]


def test_the_same_number_twice_names_a_free_one(tmp_path: Path) -> None:
    other = HOHHOT.replace("id: hohhot", "id: baotou")
    deck, problems = load(write(tmp_path, {**SOUND, "places/z.yaml": other}), shown_as=".")
    assert seen(problems) == ["places/z.yaml:3:9 duplicate-number"]
    assert problems[0].hint == "Number 2 is free."
    assert str(problems[0].related[0].span) == "places/hohhot.yaml:3:9"
    assert deck is not None
    assert len(deck.cards) == 3


def test_a_card_copied_whole_is_one_problem(tmp_path: Path) -> None:
    check(tmp_path, {"places/z.yaml": HOHHOT}, "places/z.yaml:2:5 duplicate-id")


def test_several_cards_in_a_file(tmp_path: Path) -> None:
    def indented(text: str) -> str:
        lines = text.splitlines()
        return "\n".join([f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]) + "\n"

    other = HOHHOT.replace("id: hohhot", "id: baotou").replace("number: 1", "number: 2")
    text = "cards:\n" + indented(HOHHOT) + indented(other)
    deck = check(tmp_path, {"places/hohhot.yaml": text})
    assert deck is not None
    assert [card.id for card in deck.cards] == ["naadam", "hohhot", "baotou"]
    check(tmp_path, {"places/hohhot.yaml": text + "note: x\n"}, "places/hohhot.yaml:14:1 unknown-field")
    broken = text.replace("number: 2", "number: x")
    deck = check(tmp_path, {"places/hohhot.yaml": broken}, "places/hohhot.yaml:10:13 bad-value")
    assert deck is not None
    assert [card.id for card in deck.cards] == ["naadam", "baotou", "hohhot"]


def test_all_problems_of_all_files_in_one_run(tmp_path: Path) -> None:
    changes = {
        "deck.yaml": DECK.replace("theme:", "thme:"),
        "naadam.yaml": NAADAM.replace("number: 1", "number: x"),
        "places/hohhot.yaml": HOHHOT.replace("title", "titel"),
        "places/broken.yaml": BROKEN,
    }
    expected = [
        "deck.yaml:8:1 unknown-field",
        "naadam.yaml:3:9 bad-value",
        "places/broken.yaml:1:1 bad-encoding",
        "places/hohhot.yaml:5:1 unknown-field",
    ]
    assert check(tmp_path, changes, *expected) is None


def test_a_broken_card_leaves_the_deck_and_the_other_cards(tmp_path: Path) -> None:
    deck = check(tmp_path, {"naadam.yaml": BROKEN}, "naadam.yaml:1:1 bad-encoding")
    assert deck is not None
    assert [card.id for card in deck.cards] == ["hohhot"]


def test_no_cards_at_all(tmp_path: Path) -> None:
    _, problems = load(write(tmp_path, {"deck.yaml": DECK}), shown_as="x")
    assert seen(problems) == ["x/deck.yaml:1:7 no-cards"]


def test_no_deck(tmp_path: Path) -> None:
    deck, problems = load(tmp_path, shown_as="x")
    assert deck is None
    assert seen(problems) == ["x/deck.yaml:1:1 missing-deck"]
    (tmp_path / "deck.yml").write_text(DECK, encoding="utf-8")
    assert load(tmp_path)[1][0].hint == "Rename `deck.yml` to `deck.yaml`."


def test_other_folders_and_hidden_files_hold_no_cards(tmp_path: Path) -> None:
    names = ["themes/t/theme.yaml", "fonts/f.yaml", "images/i.yaml", "build/b.yaml", "schema/s.yml", ".x/h.yaml"]
    check(tmp_path, dict.fromkeys([*names, ".hidden.yaml", "links.lock.yaml", "notes.txt"], "nonsense"))


def test_a_deck_within_a_deck_is_left_out_and_said(tmp_path: Path) -> None:
    changes = {"spring/deck.yaml": DECK, "spring/hohhot.yaml": HOHHOT}
    check(tmp_path, changes, "spring/deck.yaml:1:1 nested-deck")


def test_links_out_of_the_deck_are_refused(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"card.yaml": HOHHOT, "x.svg": "<svg/>"})
    root = write(tmp_path / "deck", SOUND)
    (root / "a.yaml").symlink_to(outside / "card.yaml")
    (root / "b").symlink_to(outside)
    (root / "images/hohhot.svg").unlink()
    (root / "images/hohhot.svg").symlink_to(outside / "x.svg")
    _, problems = load(root, shown_as=".")
    assert seen(problems) == ["a.yaml:1:1 outside-deck", "b:1:1 outside-deck", "places/hohhot.yaml:6:15 outside-deck"]


def test_links_within_the_deck_make_no_loop(tmp_path: Path) -> None:
    root = write(tmp_path, SOUND)
    (root / "places/again").symlink_to(root)
    assert load(root)[1] == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_does_not_hold_the_run(tmp_path: Path) -> None:
    root = write(tmp_path, SOUND)
    os.mkfifo(root / "pipe.yaml")
    assert seen(load(root, shown_as=".")[1]) == ["pipe.yaml:1:1 unreadable-file"]


def test_open_reviews_are_one_warning_with_a_count(tmp_path: Path) -> None:
    changes = {
        "naadam.yaml": NAADAM + "review: {en: {state: approved, by: A, on: 2026-01-01}, zh-Hans: draft}\n",
        "places/hohhot.yaml": HOHHOT + "review: needed\n",
    }
    deck, problems = load(write(tmp_path, {**SOUND, **changes}), shown_as=".")
    assert seen(problems) == ["deck.yaml:4:12 review-open"]
    assert problems[0].message == "2 cards await review (en 1, zh-Hans 2)"
    assert not has_errors(problems)
    assert deck is not None


def test_an_approved_deck_has_no_warning(tmp_path: Path) -> None:
    check(tmp_path, {"naadam.yaml": NAADAM + "review: {state: approved, by: A, on: 2026-01-01}\n"})


def test_find_looks_upward(tmp_path: Path) -> None:
    root = write(tmp_path / "deck", SOUND)
    assert find(root / "places") == root / "deck.yaml"
    assert find(root / "places/hohhot.yaml") == root / "deck.yaml"
    assert find(root) == root / "deck.yaml"


def test_files_are_named_as_a_user_would_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "cards/steppe", {**SOUND, "naadam.yaml": BROKEN})
    monkeypatch.chdir(tmp_path)
    assert str(load(Path("cards/steppe"))[1][0].span) == "cards/steppe/naadam.yaml:1:1"
    monkeypatch.chdir(root)
    assert str(load(Path())[1][0].span) == "naadam.yaml:1:1"
    monkeypatch.chdir(root / "places")
    assert str(load(Path(".."))[1][0].span) == f"{root}/naadam.yaml:1:1"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("languages: [en, zh-Hans]", "languages: [en, zh_Hans]", "deck.yaml:4:17 bad-language"),
        ("languages: [en, zh-Hans]", "languages: [en, zh]", "deck.yaml:4:17 bad-language"),
        ("languages: [en, zh-Hans]", "languages: en", "deck.yaml:4:12 wrong-type"),
    ],
)
def test_a_misspelt_language_of_the_deck_is_told_once_and_blames_no_card(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    check(tmp_path, {"deck.yaml": DECK.replace(old, new, 1)}, expected)


def test_an_edition_in_a_language_that_the_deck_has_not_is_told_once_and_not_laid_out(tmp_path: Path) -> None:
    text = DECK.replace("languages: [zh-Hans]", "languages: [fr]")
    deck = check(tmp_path, {"deck.yaml": text}, "deck.yaml:7:25 undeclared-language")
    assert deck is not None
    assert list(deck.editions) == ["en"]


def test_a_card_in_a_language_that_no_edition_prints_is_warned_of(tmp_path: Path) -> None:
    deck_yaml = DECK.replace("languages: [en, zh-Hans]", "languages: [en, zh-Hans, mn-Mong]")
    changes = {"deck.yaml": deck_yaml, "places/hohhot.yaml": HOHHOT + "languages: [mn-Mong]\n"}
    deck = check(tmp_path, changes, "places/hohhot.yaml:7:12 card-in-no-edition")
    assert deck is not None
    check(tmp_path, {**changes, "places/hohhot.yaml": HOHHOT + "languages: [mn-Mong, en]\n"})


@pytest.mark.parametrize("name", ["hohhot.yaml.txt", "hohhot.json", "hohhot.yam"])
def test_a_card_with_another_files_name_is_not_dropped_in_silence(tmp_path: Path, name: str) -> None:
    text = '{\n  "kind": "place"\n}\n' if name.endswith("json") else HOHHOT
    deck, problems = load(
        write(tmp_path, {**SOUND, f"places/{name}": text, "places/notes.txt": "kind of\n"}), shown_as="."
    )
    assert deck is not None
    assert seen(problems) == [f"places/{name}:1:1 misnamed-card"]
    assert not has_errors(problems)
    assert "`hohhot.yaml`" in (problems[0].hint or "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "site_name: Steppe\ntheme: {name: x}\n"),
        ("docs/x.yaml", "a: 1\n"),
        (
            "places/hohhot.yaml",
            HOHHOT.replace("kind: place\n", "") + "location: {lat: 1, lon: 2}\nadmin: {code: '1'}\n",
        ),
    ],
)
def test_yaml_that_is_no_card_is_one_problem(tmp_path: Path, name: str, text: str) -> None:
    _, problems = load(write(tmp_path, {**SOUND, name: text}), shown_as=".")
    assert seen(problems) == [f"{name}:1:1 missing-field"]
    assert problems[0].message == "this is no card: it has no `kind:`"
    assert "`kind: place`" in (problems[0].hint or "")


def test_a_kind_that_is_a_list_is_one_problem(tmp_path: Path) -> None:
    text = HOHHOT.replace("kind: place", "kind: [place]") + "location: {lat: 1, lon: 2}\n"
    check(tmp_path, {"places/hohhot.yaml": text}, "places/hohhot.yaml:1:7 wrong-type")


def test_a_field_of_another_kind_is_told_as_that(tmp_path: Path) -> None:
    changes = {"naadam.yaml": NAADAM + "location: {lat: 1, lon: 2}\n"}
    _, problems = load(write(tmp_path, {**SOUND, **changes}), shown_as=".")
    assert seen(problems) == ["naadam.yaml:9:1 unknown-field"]
    assert problems[0].hint == "It belongs to the kind `place`: delete it here, or correct `kind:`."


@pytest.mark.parametrize(
    ("file", "expected"),
    [("images", "6:15 missing-file"), ('"images/\\0.svg"', "6:23 control-character"), ("~", "6:15 empty-value")],
)
def test_a_faulty_path_is_one_problem_and_nobody_opens_it(tmp_path: Path, file: str, expected: str) -> None:
    text = HOHHOT.replace("images/hohhot.svg", file)
    deck = check(tmp_path, {"places/hohhot.yaml": text}, f"places/hohhot.yaml:{expected}")
    assert deck is not None
    image = next(card for card in deck.cards if card.id == "hohhot").record.record("image")
    assert file == '"images/\\0.svg"' or image is None or image.get("file") is None


def test_a_merge_key_in_deck_yaml_is_one_problem(tmp_path: Path) -> None:
    check(tmp_path, {"deck.yaml": DECK + "<<: {a: 1}\n"}, "deck.yaml:17:1 yaml-merge")


def test_links_that_lead_to_themselves_are_one_problem_each(tmp_path: Path) -> None:
    root = write(tmp_path, SOUND)
    (root / "images/hohhot.svg").unlink()
    for name in ("o.yaml", "loop", "images/hohhot.svg"):
        (root / name).symlink_to(root / name)
    _, problems = load(root, shown_as=".")
    assert seen(problems) == [
        "loop:1:1 unreadable-file",
        "o.yaml:1:1 unreadable-file",
        "places/hohhot.yaml:6:15 unreadable-file",
    ]


def test_images_as_a_link_out_of_the_deck_is_told_once(tmp_path: Path) -> None:
    root = write(tmp_path / "deck", {**SOUND, "naadam.yaml": NAADAM + "image: {file: images/hohhot.svg}\n"})
    (root / "images").rename(tmp_path / "elsewhere")
    (root / "images").symlink_to(tmp_path / "elsewhere")
    assert seen(load(root, shown_as=".")[1]) == ["images:1:1 outside-deck"]


def test_what_render_writes_may_stand_elsewhere(tmp_path: Path) -> None:
    root = write(tmp_path / "deck", SOUND)
    (tmp_path / "out").mkdir()
    (root / "build").symlink_to(tmp_path / "out")
    assert load(root)[1] == ()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of an ordinary user: the superuser may enter any, so that one steps down for the test."""
    me = os.geteuid()
    folder = Path(tempfile.mkdtemp())
    if me == 0:
        os.chown(folder, 65534, 65534)
    assert load(folder)[0] is None  # Whatever reading imports is imported now.
    try:
        if me == 0:
            os.seteuid(65534)
        yield folder
    finally:
        os.seteuid(me)
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no POSIX permissions here")
@pytest.mark.parametrize(
    ("name", "expected"), [("places", "places:1:1"), ("kinds", "kinds:1:1"), ("images", "places/hohhot.yaml:6:15")]
)
def test_a_folder_that_may_not_be_entered_is_one_problem(place: Path, name: str, expected: str) -> None:
    root = write(place, SOUND)
    (root / name).mkdir(exist_ok=True)
    (root / name).chmod(0)
    try:
        assert seen(load(root, shown_as=".")[1]) == [f"{expected} unreadable-file"]
    finally:
        (root / name).chmod(0o755)


def test_a_folder_named_deck_yaml_is_no_deck(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").mkdir()
    deck, problems = load(tmp_path, shown_as="x")
    assert deck is None
    assert problems[0].message == "`deck.yaml` is a folder, not a file"


def test_a_folder_named_like_a_picture_offers_what_is_in_it(tmp_path: Path) -> None:
    root = write(tmp_path, SOUND)
    (root / "images/hohhot.svg").rename(root / "images/x")
    (root / "images/hohhot.svg").mkdir()
    (only,) = load(root)[1]
    assert (only.code, only.hint) == ("missing-file", "Write the path of a file.")
    (root / "images/x").rename(root / "images/hohhot.svg/real.svg")
    (only,) = load(root)[1]
    assert only.hint == "Write the path of a file in it, such as `images/hohhot.svg/real.svg`."
