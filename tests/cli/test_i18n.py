"""The translators' road, from a deck to their files and back."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from cardkit.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A newcomer's deck that shall be read in French, too."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    assert main(["new", "deck", "my-deck"]) == 0
    spoil(tmp_path / "my-deck" / "deck.yaml", "languages: [en, zh-Hans]", "languages: [en, zh-Hans, fr]")
    capsys.readouterr()
    return tmp_path / "my-deck"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def translate(path: Path, change: str = "{} (fr)") -> polib.POFile:
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = change.format(entry.msgid)
    catalogue.save()
    return catalogue


def files(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_deck_goes_to_translators_and_comes_back(deck: Path, capsys: Capture) -> None:
    before = files(deck)
    assert main(["i18n", "extract", "my-deck", "-o", "po"]) == 0
    assert sorted(path.name for path in Path("po").iterdir()) == ["fr.po", "zh-Hans.po"]
    assert files(deck) == before
    catalogue = translate(Path("po/fr.po"))
    capsys.readouterr()
    assert main(["i18n", "merge", "po/fr.po", "my-deck"]) == 0
    assert f"Merged {len(catalogue)} translations into 4 files." in capsys.readouterr().err
    assert main(["i18n", "extract", "my-deck", "-o", "anew"]) == 0
    assert [(e.msgctxt, e.msgstr) for e in polib.pofile("anew/fr.po")] == [(e.msgctxt, e.msgstr) for e in catalogue]
    # Every comment is there still.
    for path, old in before.items():
        if path.endswith(".yaml"):
            new = Path(path).read_text(encoding="utf-8")
            for line in old.decode().splitlines():
                if "#" in line and "{" not in line:
                    assert line.partition("#")[2] in new
    assert main(["validate", "my-deck", "-q"]) == 0


def test_a_second_merge_changes_nothing(deck: Path, capsys: Capture) -> None:
    main(["i18n", "extract", "my-deck", "-o", "po"])
    translate(Path("po/fr.po"))
    assert main(["i18n", "merge", "po/fr.po", "my-deck"]) == 0
    once = files(deck)
    capsys.readouterr()
    assert main(["i18n", "merge", "po/fr.po", "my-deck"]) == 0
    assert "Merged 0 translations into 0 files" in capsys.readouterr().err
    assert files(deck) == once


def test_nothing_is_written_where_anything_is_wrong(deck: Path, capsys: Capture) -> None:
    main(["i18n", "extract", "my-deck", "-o", "po"])
    translate(Path("po/fr.po"))
    spoil(Path("po/fr.po"), 'msgctxt "river-mill/title"', 'msgctxt "river-mil/title"')
    before = files(deck)
    capsys.readouterr()
    assert main(["i18n", "merge", "po/fr.po", "my-deck"]) == 1
    said = capsys.readouterr()
    assert "error[unknown-context]" in said.out
    assert "po/fr.po:" in said.out
    assert "Did you mean `river-mill/title`?" in said.out
    assert "Nothing was merged." in said.err
    assert files(deck) == before


def test_a_changed_source_makes_its_translations_stale(deck: Path, capsys: Capture) -> None:
    main(["i18n", "extract", "my-deck", "-o", "po"])
    translate(Path("po/fr.po"))
    assert main(["i18n", "merge", "po/fr.po", "my-deck"]) == 0
    path = deck / "places" / "river-mill.yaml"
    title = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("title:"))
    spoil(path, title, title.replace("en: ", "en: New ", 1))
    capsys.readouterr()
    assert main(["validate", "my-deck"]) == 0
    said = capsys.readouterr().out
    assert said.count("warning[stale-translation]") == 1
    assert f"{path.relative_to(Path.cwd())}:" in said
    assert main(["validate", "my-deck", "--edition", "en"]) == 0
    assert "stale-translation" not in capsys.readouterr().out
    main(["i18n", "status", "my-deck", "--language", "fr"])
    assert "stale 1" in capsys.readouterr().out
    main(["i18n", "extract", "my-deck", "-o", "anew"])
    assert [entry.msgctxt for entry in polib.pofile("anew/fr.po").fuzzy_entries()] == ["river-mill/title"]
    assert main(["i18n", "accept", "river-mill", "my-deck", "--language", "fr"]) == 0
    capsys.readouterr()
    assert main(["validate", "my-deck"]) == 0
    assert "stale-translation" not in capsys.readouterr().out


def test_the_standing_is_a_table_and_data(deck: Path, capsys: Capture) -> None:
    assert main(["i18n", "status", "my-deck"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["card", "en", "zh-Hans", "fr"]
    assert [row.split()[0] for row in rows] == ["deck", "river-mill", "bread", "lantern-night"]
    assert all("missing" in row for row in rows)
    assert main(["i18n", "status", str(deck), "--report", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert summary["languages"]["zh-Hans"]["missing"] == 0
    assert summary["languages"]["fr"]["missing"] > 30
    cards = summary["cards"]
    mill = next(card["languages"] for card in cards if card["card"] == "river-mill")
    assert mill["zh-Hans"]["complete"] is True
    assert "river-mill/title" in mill["fr"]["missing"]
    assert mill["fr"]["stale"] == []
    assert main(["i18n", "status", "my-deck", "--language", "fr", "-v"]) == 0
    assert "river-mill/title fr: missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["extract", "my-deck", "-o", "po", "--language", "en"], 2, "not translated into `en`"),
        (["extract", "my-deck", "-o", "po", "--language", "zh-hans"], 2, "Did you mean `zh-Hans`?"),
        (["extract", "my-deck"], 2, "--output"),
        (["merge", "my-deck"], 2, "there is no PO file to merge"),
        (["merge", "none.po", "my-deck"], 3, '"none.po" cannot be read: it is not there'),
        (["accept", "river-mil", "my-deck"], 2, "Did you mean `river-mill`?"),
        (["accept", "my-dek"], 3, "there is no deck.yaml"),
        (["pseudo", "vertical", "my-deck"], 2, "no edition of the deck has an upright language such as mn-Mong"),
        (["pseudo", "vertical", "my-deck", "--edition", "en"], 2, "the edition `en` has no upright language"),
        (["pseudo", "wide", "my-deck"], 2, "long"),
    ],
)
@pytest.mark.usefixtures("deck")
def test_wrong_words_are_answered(words: list[str], code: int, said: str, capsys: Capture) -> None:
    assert main(["i18n", *words]) == code
    assert said in capsys.readouterr().err


def test_a_faulty_deck_is_not_extracted(deck: Path, capsys: Capture) -> None:
    spoil(deck / "places" / "river-mill.yaml", "title:", "titel:")
    assert main(["i18n", "extract", "my-deck", "-o", "po"]) == 1
    assert "unknown-field" in capsys.readouterr().out
    assert not Path("po").exists()


def test_a_translators_work_is_not_written_over(deck: Path, capsys: Capture) -> None:
    main(["i18n", "extract", "my-deck", "-o", "po"])
    translate(Path("po/zh-Hans.po"), "{} 改")
    before = files(Path("po"))
    capsys.readouterr()
    assert main(["i18n", "extract", "my-deck", "-o", "po"]) == 1
    assert "error[unmerged-translation]" in capsys.readouterr().out
    assert files(Path("po")) == before
    assert deck.is_dir()


def test_a_file_keeps_its_mode_and_a_link_stays_one(deck: Path) -> None:
    card = deck / "places" / "river-mill.yaml"
    card.rename(deck / "river-mill.txt")
    card.symlink_to("../river-mill.txt")
    (deck / "river-mill.txt").chmod(0o640)
    main(["i18n", "extract", "my-deck", "-o", "po"])
    translate(Path("po/fr.po"))
    assert main(["i18n", "merge", "po/fr.po", "my-deck"]) == 0
    assert card.is_symlink()
    assert (deck / "river-mill.txt").stat().st_mode & 0o777 == 0o640
    assert "fr:" in card.read_text(encoding="utf-8")


def test_pseudo_translations_show_what_will_not_fit(deck: Path, capsys: Capture) -> None:
    before = files(deck)
    assert main(["i18n", "pseudo", "long", "my-deck"]) == 0
    capsys.readouterr()
    long = "A mill whose name is as long as a title may ever be"
    text = (deck / "places" / "river-mill.yaml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    (deck / "places" / "river-mill.yaml").write_text(
        text.replace(title, f"title: {{en: {long}, zh-Hans: 河}}"), encoding="utf-8"
    )
    assert main(["i18n", "pseudo", "long", "my-deck", "--edition", "en", "-o", "look"]) == 0
    said = capsys.readouterr()
    assert "warning[pseudo-overflow]: a translation 30 % longer would not fit" in said.out
    assert main(["i18n", "pseudo", "long", "my-deck", "--edition", "en", "--strict"]) == 1
    assert sorted(path.name for path in Path("look").iterdir() if not path.name.startswith(".")) == [
        "my-deck.en.pseudo-long.proof.pdf",
        "my-deck.en.pseudo-long.proof.png",
    ]
    assert before.keys() == files(deck).keys()


def test_a_script_that_the_theme_cannot_set_is_told_once(deck: Path, capsys: Capture) -> None:
    theme = deck / "themes" / "plain"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("theme: plain\nextends: long-horizon\n", encoding="utf-8")
    spoil(deck / "deck.yaml", "theme: long-horizon", "theme: plain")
    code = main(["i18n", "pseudo", "right-to-left", "my-deck", "--edition", "en"])
    said = capsys.readouterr().out
    assert said.count("error[") == (1 if code else 0)
    assert ("pseudo-not-set" in said) == bool(code)


def test_an_upright_language_is_tried_before_it_is_translated(deck: Path, capsys: Capture) -> None:
    spoil(deck / "deck.yaml", "zh-Hans, fr]", "zh-Hans, fr, mn-Mong]")
    spoil(deck / "deck.yaml", "  zh-Hans: {", "  zh-mn: {languages: [mn-Mong, zh-Hans]}\n  zh-Hans: {")
    assert main(["i18n", "pseudo", "vertical", "my-deck", "--report", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["summary"]["editions"] == 1
    assert {problem["code"] for problem in found["problems"]} <= {"pseudo-overflow"}
