"""What the commands do, what they say where, and with which exit code they end."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cardkit.cli import main
from cardkit.cli.explain import codes, sentence


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def deck(here: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The deck that a newcomer begins with."""
    assert main(["new", "deck", "my-deck"]) == 0
    capsys.readouterr()
    return here / "my-deck"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_deck_validates_and_renders_at_once(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "my-deck"]) == 0
    said = capsys.readouterr()
    assert "my-deck: 3 cards in 2 editions" in said.err
    assert " error" not in said.out
    # The count stands where the problems do, and is not said again.
    assert said.out.endswith("2 warnings in 1 file\n")
    assert "warnings" not in said.err
    assert main(["render", "my-deck"]) == 0
    said = capsys.readouterr()
    assert "Rendered 2 files, 12 faces, 6 codes proved" in said.err
    assert sorted(path.name for path in (deck / "build").iterdir() if not path.name.startswith(".")) == [
        "manifest.json",
        "my-deck.en.pdf",
        "my-deck.en.proof.png",
        "my-deck.zh-Hans.pdf",
        "my-deck.zh-Hans.proof.png",
    ]


def test_a_new_deck_is_what_its_schema_says(deck: Path) -> None:
    import jsonschema
    import yaml

    def read(path: Path) -> object:
        """As an editor reads it: a date is the text that was written."""
        return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))

    card = json.loads((deck / "schema" / "card.schema.json").read_text(encoding="utf-8"))
    whole = json.loads((deck / "schema" / "deck.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(read(deck / "deck.yaml"), whole)
    for path in deck.glob("*/*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../schema/card.schema.json")
        jsonschema.validate(read(path), card)


def test_nothing_is_ever_written_over(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in deck.rglob("*") if path.is_file()}
    assert main(["new", "deck", "my-deck"]) == 3
    assert "error[already-there]: `my-deck/deck.yaml` exists already" in capsys.readouterr().err
    assert main(["new", "card", "place", "bread", "my-deck"]) == 2
    assert "the deck has a card `bread` already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in deck.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["My Deck", "con", "x" * 65])
def test_a_deck_needs_a_name_that_files_can_bear(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "deck", name]) == 2
    assert "error[bad-id]" in capsys.readouterr().err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "file", "number"),
    [("place", "places/b.yaml", 2), ("industry", "industries/b.yaml", 2), ("story", "stories/b.yaml", 2)],
)
def test_a_new_card_takes_its_place_and_validates(deck: Path, kind: str, file: str, number: int) -> None:
    assert main(["new", "card", kind, "b", "my-deck"]) == 0
    text = (deck / file).read_text(encoding="utf-8")
    assert f"kind: {kind} " in text
    assert f"number: {number} " in text
    assert main(["validate", "my-deck"]) == 0


def test_a_new_card_of_a_kind_of_the_decks_own_has_that_kinds_fields(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (deck / "kinds").mkdir()
    (deck / "kinds" / "recipe.yaml").write_text(
        "kind: recipe\n"
        "fields:\n"
        "  serves: {is: number, min: 1, whole: true, required: true, help: How many eat of it.}\n"
        "  steps: {is: list, min: 2, of: {is: text, local: always}, required: true}\n"
        "  oven: {is: record, required: true, fields: {heat: {is: number, required: true}, on: {is: date}}}\n"
        "  level: {is: choice, of: [easy, hard], required: true}\n",
        encoding="utf-8",
    )
    assert main(["new", "card", "recipe", "soup", "my-deck"]) == 0
    text = (deck / "recipe" / "soup.yaml").read_text(encoding="utf-8")
    assert "# How many eat of it." in text
    capsys.readouterr()
    assert main(["validate", "my-deck"]) == 1
    assert capsys.readouterr().out.count("error[") == 1, "the kind wants a word that names it, and no more"
    written = (deck / "deck.yaml").read_text(encoding="utf-8")
    named = written.replace("\nwords:", "\nwords:\n  recipe: {en: Recipe, zh-Hans: 菜谱}\n#", 1).replace("#  ", "# ", 1)
    (deck / "deck.yaml").write_text(named, encoding="utf-8")
    assert main(["validate", "my-deck"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["validate", "my-deck", "--edition", "EN"], 2, "there is no edition `EN`\n    help: Did you mean `en`?"),
        (["validate", "my-deck", "--edition", "fr"], 2, "there is no edition `fr`\n    help: There is en, zh-Hans."),
        (["render", "my-deck", "--only", "mill"], 2, "there is no card `mill`\n    help: Did you mean `river-mill`?"),
        (["render", "my-deck", "--format", "pocket"], 2, "Did you mean `pocket-70x120`?"),
        (["render", "my-deck", "--format", "poker"], 2, "has no layouts for the format `poker`"),
        (["new", "card", "plaec", "x", "my-deck"], 2, "Did you mean `place`?"),
        (["explain", "unknown-feild"], 2, "Did you mean `unknown-field`?"),
        (
            ["validate", "--wxyz"],
            2,
            "`cardkit validate` has no option `--wxyz`\n  help: See `cardkit validate --help`.",
        ),
        (["frobnicate"], 2, "there is no command `cardkit frobnicate`\n  help: See what there is: `cardkit --help`."),
        (["validate", "my-dek"], 3, "there is no `my-dek`\n    help: Give the deck's folder; there is `my-deck`."),
        (["validate"], 3, "there is no deck.yaml in"),
        (["validate", "my-deck/places"], 3, "`my-deck/places` has no deck.yaml"),
        (["validate", "my-deck/places/river-mill.yaml"], 3, "is neither a folder nor a deck.yaml"),
    ],
)
def test_wrong_words_are_answered_with_the_right_ones(
    deck: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert not (deck / "build").exists()


@pytest.mark.usefixtures("deck")
def test_wrong_words_are_json_where_json_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--edition", "fr", "--report", "json"]) == 2
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert problem["code"] == "unknown-edition"
    assert problem["file"] is None


def test_the_deck_is_found_from_within(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(deck / "places")
    assert main(["validate", "-q"]) == 0
    assert main(["validate", "../deck.yaml", "-q"]) == 0


def test_problems_go_to_standard_output_with_their_line(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "places/river-mill.yaml", "tagline:", "taglien:")
    assert main(["validate", "my-deck"]) == 1
    said = capsys.readouterr()
    assert "my-deck/places/river-mill.yaml:7:1: error[unknown-field]" in said.out, said.out
    assert "  7 | taglien: {en: The wheel turns at five" in said.out
    assert "    | ^^^^^^^\n" in said.out
    assert said.out.rstrip().splitlines()[-1].startswith("1 error, ")


def test_a_faulty_deck_yaml_is_an_error_and_not_wrong_usage(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "deck.yaml", "deck: my-deck", "deck: [")
    assert main(["validate", "my-deck", "--report", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["errors"] >= 1


def test_strict_counts_warnings(deck: Path) -> None:
    assert main(["validate", "my-deck", "-q"]) == 0
    assert main(["validate", "my-deck", "-q", "--strict"]) == 1
    assert main(["render", "my-deck", "-q", "--strict"]) == 1
    assert not (deck / "build").exists()


def test_only_judges_just_those_cards(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "places/river-mill.yaml", "tagline:", "taglien:")
    assert main(["render", "my-deck", "--only", "bread"]) == 0
    capsys.readouterr()
    assert main(["render", "my-deck", "--only", "river-mill"]) == 1
    assert "taglien" in capsys.readouterr().out
    spoil(deck / "industries/bread.yaml", "number: 1", "number: [")
    assert main(["render", "my-deck", "--only", "river-mill"]) == 1
    assert "bread" not in capsys.readouterr().out


@pytest.mark.usefixtures("deck")
def test_quiet_says_nothing_where_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_verbose_lists_what_only_the_exhibit_shows(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "places/river-mill.yaml", "review:", "location: {lat: 1, lon: 2}\nreview:")
    assert main(["validate", "my-deck", "--verbose"]) == 0
    said = capsys.readouterr().err
    assert "`location` is shown by no slot, on 1 card: river-mill" in said
    assert "`title`" not in said


@pytest.mark.usefixtures("deck")
def test_all_formats_lists_those_that_the_theme_cannot_serve(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "my-deck", "--all-formats"]) == 0
    assert "does not serve" in capsys.readouterr().err


def test_links_lock_keeps_a_cards_code_through_a_rename(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "lock", "my-deck", "--only", "bread"]) == 0
    assert "Locked 1 code; 1 code in my-deck/links.lock.yaml." in capsys.readouterr().err
    assert main(["links", "lock", "my-deck"]) == 0
    ledger = (deck / "links.lock.yaml").read_bytes()
    assert main(["links", "lock", "my-deck"]) == 0
    assert (deck / "links.lock.yaml").read_bytes() == ledger
    spoil(deck / "industries/bread.yaml", "id: bread", "id: loaf")
    assert main(["validate", "my-deck"]) == 1
    assert "ledger-lost" in capsys.readouterr().out
    spoil(deck / "industries/bread.yaml", "id: loaf", "id: loaf\nwas: [bread]")
    assert main(["validate", "my-deck"]) == 0


def test_a_locked_code_is_not_lost_because_its_card_cannot_be_read(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["links", "lock", "my-deck"]) == 0
    spoil(deck / "industries/bread.yaml", "number: 1", "number: [")
    assert main(["validate", "my-deck", "--only", "river-mill"]) == 0
    capsys.readouterr()
    assert main(["validate", "my-deck"]) == 1
    assert "ledger-lost" not in capsys.readouterr().out


@pytest.mark.usefixtures("deck")
def test_proof_draws_pictures_and_no_press_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proof", "my-deck", "--edition", "en", "-o", "look"]) == 0
    assert sorted(path.name for path in Path("look").iterdir() if not path.name.startswith(".")) == [
        "my-deck.en.proof.pdf",
        "my-deck.en.proof.png",
    ]
    assert "look/my-deck.en.proof.pdf" in capsys.readouterr().err


def test_schema_prints_json_or_writes_files(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "my-deck"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"card.schema.json", "deck.schema.json"}
    (deck / "schema" / "card.schema.json").unlink()
    assert main(["schema", "my-deck", "--write"]) == 0
    assert (deck / "schema" / "card.schema.json").is_file()


@pytest.mark.usefixtures("here")
def test_lists_are_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    said = capsys.readouterr()
    assert "pocket-70x120  70 × 120 mm" in said.out
    assert said.err == ""
    assert main(["themes"]) == 0
    assert "long-horizon" in capsys.readouterr().out


def test_explain_prints_the_page_of_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "unknown-edition"]) == 0
    assert "## Why it matters" in capsys.readouterr().out
    assert main(["explain", "error[unknown-edition]"]) == 0
    capsys.readouterr()
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(codes())
    assert all(sentence(code) for code in codes())


@pytest.mark.usefixtures("here")
def test_doctor_finds_this_machine_ready(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "This machine is ready." in said
    for name in ("zxing-cpp", "deqr", "codes", "PDF", "shaping", "locale"):
        assert re.search(rf"^(well|less) +{name} ", said, re.M)


@pytest.mark.usefixtures("here")
def test_doctor_names_what_lacks_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A deck can be made without a cache and without hyphenation, but not without a second decoder.
    monkeypatch.setitem(sys.modules, "deqr", None)
    monkeypatch.setitem(sys.modules, "pyphen", None)
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert re.search(r"^LACKS +deqr +[\d.]+, broken: ", said, re.M)
    assert re.search(r"^LACKS +codes ", said, re.M)
    assert re.search(r"^less +pyphen ", said, re.M)
    assert re.search(r"^less +cache folder +/dev/null/nowhere", said, re.M)
    assert 'pip install "deqr>=' in said
    assert 'pip install "cardkit[hyphenation]"' in said
    assert said.endswith("This machine is not ready.\n")


@pytest.mark.usefixtures("here")
def test_doctor_looks_at_the_room_of_every_folder_that_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert re.search(rf"^well +cache folder +{tmp_path}/cache/\S+, \d+\.\d GB free$", said, re.M)
    assert re.search(rf"^well +temporary folder +{tmp_path}, \d+\.\d GB free$", said, re.M)
    # No disk has so much.
    monkeypatch.setattr("cardkit.cli.checkup._ENOUGH_BYTES", 10**18)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert re.search(rf"^less +cache folder +{tmp_path}/cache/\S+, \d+ MB free$", said, re.M)
    assert re.search(rf"^less +temporary folder +{tmp_path}, \d+ MB free$", said, re.M)
    assert "cache folder: Make room, or set XDG_CACHE_HOME" in said
    assert "temporary folder: Make room, or let TMPDIR name another folder" in said
    monkeypatch.setattr("tempfile.tempdir", "/dev/null/nowhere")
    assert main(["doctor"]) == 1
    assert re.search(r"^LACKS +temporary folder +Not a directory$", capsys.readouterr().out, re.M)


@pytest.mark.usefixtures("deck")
def test_an_unwritable_place_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "-o", "my-deck/deck.yaml"]) == 3
    assert "error[read-or-write-failed]: cannot read or write `my-deck/deck.yaml" in capsys.readouterr().err


@pytest.mark.usefixtures("deck")
def test_a_bug_is_one_line_unless_debugging(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("\x1b[31mred")

    monkeypatch.setattr("cardkit.cli.request.find", broken)
    assert main(["validate", "my-deck"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("error[cardkit-bug]: cardkit has a bug: KeyError: ")
    assert "\x1b" not in said
    assert "Traceback" not in said
    with pytest.raises(KeyError):
        main(["validate", "my-deck", "--debug"])


@pytest.mark.usefixtures("deck")
def test_interrupting_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cardkit.cli.request.find", interrupted)
    assert main(["validate", "my-deck"]) == 130


@pytest.mark.parametrize(
    "words", [["--help"], ["new", "--help"], ["new", "deck", "-h"], ["validate", "--help"], ["links", "lock", "-h"]]
)
def test_help_teaches(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Usage: cardkit" in said
    assert "cardkit new deck my-deck" in said or "Examples:" in said or words[0] == "new"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("cardkit ")


@pytest.mark.usefixtures("deck")
def test_an_odd_build_date_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert main(["render", "my-deck"]) == 2
    assert "error[build-date]: SOURCE_DATE_EPOCH is `soon`" in capsys.readouterr().err


def run(words: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cardkit", *words],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_an_ascii_locale_gets_escapes_and_no_crash(deck: Path) -> None:
    spoil(deck / "places/river-mill.yaml", "tagline:", "呼和:")
    result = run(["validate", "my-deck"], deck.parent, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert result.returncode == 1
    assert b"\\u547c\\u548c" in result.stdout
    assert b"Traceback" not in result.stderr
    data = run(["validate", "my-deck", "--report", "json"], deck.parent, PYTHONIOENCODING="ascii")
    assert (
        "呼和" in json.loads(data.stdout)["problems"][0]["message"] + json.loads(data.stdout)["problems"][-1]["message"]
    )


def test_a_reader_that_stops_reading_is_no_problem(deck: Path) -> None:
    words = f"{sys.executable} -m cardkit explain | head -1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", words], cwd=deck, capture_output=True, timeout=60, check=False)
    assert result.returncode == 0
    assert result.stderr == b""


def test_help_imports_nothing_heavy() -> None:
    heavy = "reportlab qrcode uharfbuzz icu4py PIL pypdfium2 zxingcpp watchfiles yaml rich"
    code = (
        "import sys; from cardkit.cli import main; main(['--help']); "
        f"loaded = [name for name in '{heavy}'.split() if name in sys.modules]; sys.exit(f'loaded: {{loaded}}' if loaded else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr


def test_a_new_deck_keeps_what_render_writes_out_of_git(deck: Path) -> None:
    assert "/build/" in (deck / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_an_edition_that_is_faulty_is_no_wrong_word(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(deck / "deck.yaml", "languages: [zh-Hans]", "languages: [fr]")
    assert main(["validate", "my-deck", "--edition", "zh-Hans"]) == 1
    assert "error[undeclared-language]" in capsys.readouterr().out


def test_two_decks_do_not_write_into_one_folder(deck: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "my-deck", "--edition", "en", "-o", "out"]) == 0
    before = {path.name: path.read_bytes() for path in (here / "out").glob("*.*")}
    spoil(deck / "deck.yaml", "deck: my-deck", "deck: other")
    capsys.readouterr()
    assert main(["render", "my-deck", "--edition", "en", "-o", "out"]) == 3
    said = capsys.readouterr().err
    assert "error[output-occupied]: `out` holds the files of the deck `my-deck`" in said
    assert {path.name: path.read_bytes() for path in (here / "out").glob("*.*")} == before


@pytest.mark.parametrize("words", [["render", "my-deck", "-o", ""], ["validate", ""]])
def test_an_empty_path_is_not_the_folder_one_is_in(
    deck: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert "the path is empty" in capsys.readouterr().err
    assert sorted(path.name for path in deck.parent.iterdir()) == ["my-deck"]


def test_another_report_is_answered_in_our_words(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(deck), "--report", "jsn"]) == 2
    assert "error: there is no `--report jsn`\n  help: Did you mean `json`?" in capsys.readouterr().err


def test_a_deck_yaml_by_another_name_is_named(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (deck / "deck.yaml").rename(deck / "deck.yml")
    assert main(["validate", "my-deck"]) == 3
    assert "Rename `deck.yml` to `deck.yaml`." in capsys.readouterr().err
    (deck / "deck.yaml").mkdir()
    assert main(["validate", "my-deck"]) == 3


def test_a_card_that_links_to_itself_can_be_passed_over(deck: Path) -> None:
    (deck / "loop.yaml").symlink_to(deck / "loop.yaml")
    assert main(["validate", "my-deck"]) == 1
    assert main(["validate", "my-deck", "--only", "bread"]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    ("words", "streams", "code", "line"),
    [
        ("validate my-deck", ">&-", 3, "error: cannot write to standard output: standard output is closed"),
        ("validate my-deck --report json", ">/dev/full", 3, "error: cannot write to standard output: no space left"),
        ("--help", ">/dev/full", 3, "error: cannot write to standard output: no space left"),
        ("--version", ">&-", 3, "error: cannot write to standard output: standard output is closed"),
        ("validate my-deck", ">/dev/null 2>&-", 0, ""),
        ("validate my-deck", ">/dev/null 2>/dev/full", 0, ""),
    ],
)
@pytest.mark.usefixtures("deck")
def test_a_stream_that_takes_nothing_ends_in_one_line(words: str, streams: str, code: int, line: str) -> None:
    shell = f'"{sys.executable}" -m cardkit {words} {streams}'
    ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert ended.stderr.startswith(line)
    assert len(ended.stderr.splitlines()) == bool(line)
