"""What is typed wrongly is answered in cardkit's own words, with what to type instead."""

from pathlib import Path

import pytest

from cardkit.cli import main


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("hlep", "there is no command `cardkit hlep`", "Did you mean `cardkit --help`?"),
        ("rendr", "there is no command `cardkit rendr`", "Did you mean `cardkit render`?"),
        ("check", "there is no command `cardkit check`", "Did you mean `cardkit links check`?"),
        ("links lok", "there is no command `cardkit links lok`", "Did you mean `cardkit links lock`?"),
        ("mine", "there is no command `cardkit mine`", "Did you mean `cardkit render mine`?"),
        ("render --formt x", "`cardkit render` has no option `--formt`", "Did you mean `--format`?"),
        ("render -x", "`cardkit render` has no option `-x`", "See `cardkit render --help`."),
        (
            "render --sheet a4",
            "`cardkit render` has no option `--sheet`",
            "It is an option of `cardkit impose`; see `cardkit render --help` for the options here.",
        ),
        (
            "--edition en validate",
            "`cardkit` has no option `--edition`",
            "Write it behind the command: `cardkit validate --edition`.",
        ),
        (
            "render a b c",
            "`cardkit render` takes one DECK, and `b c` is more than that",
            "Write `cardkit render [DECK]`; a name with blanks in it goes in quotes.",
        ),
        ("doctor a", "`cardkit doctor` takes nothing but options, and `a` is more than that", "Write `cardkit doctor`."),
        (
            "new card place",
            "`cardkit new card` needs ID",
            "Write `cardkit new card KIND ID [DECK]`. Its name for ever: small letters, digits and hyphens.",
        ),
        (
            "i18n extract",
            "`cardkit i18n extract` needs --output DIR",
            "Write `cardkit i18n extract --output DIR [DECK]`. Write the catalogues here.",
        ),
        ("-v", "`cardkit` has no option `-v`", "Did you mean `cardkit --version`?"),
        ("--press x1a preflight", "`cardkit` has no option `--press`", "Write it behind the command: `cardkit preflight --press`."),
        ("render --only", "nothing stands behind `--only`", "Write `--only CARD`. Only the card with this id; may be given again."),
        ("render --quiet=5", "`--quiet` takes no value", "Write `--quiet` alone."),
        ("render --jobs x", "`--jobs x`: `x` is no whole number", "Write `--jobs 3`, or whichever number is meant."),
        ("render --jobs 0", "`--jobs 0`: `0` is too small", "Write 1 or more."),
        ("render --report jsn", "there is no `--report jsn`", "Did you mean `json`?"),
        ("impose x.pdf --sheet a33", "--sheet: there is no sheet `a33`", "Did you mean `a3`?"),
    ],
)  # fmt: skip
def test_wrong_words(
    words: str,
    message: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "deck.yaml").touch()
    assert main(words.split()) == 2
    said = capsys.readouterr()
    assert said.err == f"error: {message}\n  help: {hint}\n"
    assert said.out == ""


def test_what_is_typed_is_not_obeyed_by_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "--\x1b[2J"]) == 2
    assert main(["\u202eknil"]) == 2
    assert main(["render", "a", "b\x1b]8;;x"]) == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("group", ["new", "links", "exhibit", "i18n"])
def test_a_group_says_what_each_of_its_commands_does_in_a_whole_sentence(
    group: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([group, "--help"])
    listed = capsys.readouterr().out.partition("Commands:")[2]
    assert listed.strip()
    assert "..." not in listed
