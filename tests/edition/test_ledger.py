"""The ledger of printed codes: read, extended, written, and every way to spoil it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.codes.name import ALPHABET, code_for, with_check
from cardkit.diagnostic import Diagnostic
from cardkit.edition.ledger import NAME, Ledger, Locked, foreign, locked, lost, read, text, withdrawn

DECK = "inner-mongolia"
HOHHOT = "- code: 7K3QX4\n  card: hohhot\n  locked: 2026-12-01\n"
ALXA = with_check("8AB2C")


def check(folder: Path, words: str | bytes) -> tuple[Ledger, list[str]]:
    """Read a ledger with these words; its problems as line:column code."""
    data = words if isinstance(words, bytes) else words.encode()
    (folder / NAME).write_bytes(data)
    ledger, problems = read(folder, NAME)
    assert all(problem.hint and problem.span and problem.span.file == NAME for problem in problems)
    return ledger, [_shown(problem) for problem in problems]


def _shown(problem: Diagnostic) -> str:
    assert problem.span
    return f"{problem.span.line}:{problem.span.column} {problem.code}"


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == (Ledger(), ())


def test_everything_an_entry_can_say(tmp_path: Path) -> None:
    words = HOHHOT + "  for: inner-mongolia.en.pdf\n  withdrawn: 2027-01-31\n"
    entry = Locked("7K3QX4", "hohhot", "2026-12-01", "inner-mongolia.en.pdf", "2027-01-31")
    assert check(tmp_path, words) == (Ledger((entry,)), [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("code: 7K3QX4\n", "1:1 ledger-malformed"),
        ("- 7K3QX4\n", "1:3 ledger-malformed"),
        ("- code: 7K3QX4\n  crad: hohhot\n  locked: 2026-12-01\n", "2:3 ledger-malformed"),
        ("- code: 7K3QX4\n  card: hohhot\n", "1:3 ledger-malformed"),
        ("- code: 7K3QX4\n", "1:3 ledger-malformed"),
        ("- code: 7K3QX4\n  card:\n  locked: 2026-12-01\n", "2:8 ledger-malformed"),
        ("- code: 7K3QX4\n  card: [hohhot]\n  locked: 2026-12-01\n", "2:9 ledger-malformed"),
        ("- code: 7K3QX4\n  card: hohhot\n  locked: today\n", "3:11 ledger-malformed"),
        ("- code: 7K3QX4\n  card: hohhot\n  locked: 2026-02-30\n", "3:11 ledger-malformed"),
        ("- code: 7K3QX4\n  card: hohhot\n  locked: 20261201\n", "3:11 ledger-malformed"),
        (HOHHOT + "  withdrawn: yes\n", "4:14 ledger-malformed"),
        (HOHHOT.replace("X4", "X5"), "1:9 ledger-code"),
        (HOHHOT.replace("7K3QX4", "7k3qx4"), "1:9 ledger-code"),
        (HOHHOT.replace("7K3QX4", "K73QX4"), "1:9 ledger-code"),
        (HOHHOT.replace("7K3QX4", "OOOOOO"), "1:9 ledger-code"),
        (HOHHOT + HOHHOT, "4:9 ledger-doubled"),
        (HOHHOT + HOHHOT.replace("hohhot", "alxa"), "4:9 ledger-doubled"),
        (HOHHOT + HOHHOT.replace("7K3QX4", ALXA), "4:9 ledger-doubled"),
        (f"<<<<<<< HEAD\n{HOHHOT}=======\n{HOHHOT}>>>>>>> other\n", "1:1 ledger-conflict"),
        (f"{HOHHOT}<<<<<<< HEAD\n=======\n{HOHHOT}>>>>>>> other\n", "4:1 ledger-conflict"),
        ("", "1:1 empty-file"),
        ("- code: [7K3QX4\n", "1:9 yaml-syntax"),
    ],
)
def test_one_mistake_is_one_problem(tmp_path: Path, words: str, expected: str) -> None:
    assert check(tmp_path, words)[1] == [expected]


def test_sound_entries_stay_beside_a_broken_one(tmp_path: Path) -> None:
    ledger, problems = check(tmp_path, "- code: 7K3QX9\n  card: alxa\n  locked: 2026-12-01\n" + HOHHOT)
    assert [entry.card for entry in ledger.entries] == ["hohhot"]
    assert problems == ["1:9 ledger-code"]


def test_withdrawn_card_may_have_a_second_code(tmp_path: Path) -> None:
    words = f"{HOHHOT}  withdrawn: 2027-01-01\n- code: {ALXA}\n  card: hohhot\n  locked: 2027-02-01\n"
    ledger, problems = check(tmp_path, words)
    assert problems == []
    assert ledger.by_card()["hohhot"].code == ALXA


def test_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    _, problems = read(tmp_path)
    assert [problem.code for problem in problems] == ["unreadable-file"]


def test_locking_adds_what_is_new_and_changes_nothing() -> None:
    first = locked(Ledger(), DECK, {"hohhot": "7K3QX4"}, "2026-12-01", "a.pdf")
    second = locked(first, DECK, {"hohhot": "7K3QX4", "alxa": ALXA}, "2026-12-24", "b.pdf")
    assert second.entries == (
        Locked("7K3QX4", "hohhot", "2026-12-01", "a.pdf", deck=DECK),
        Locked(ALXA, "alxa", "2026-12-24", "b.pdf", deck=DECK),
    )
    assert locked(second, DECK, {"huhhot": "7K3QX4"}, "2027-01-01") == second


def test_file_is_one_line_an_entry_in_the_order_of_the_codes() -> None:
    ledger = locked(Ledger(), DECK, {"alxa": ALXA, "hohhot": "7K3QX4"}, "2026-12-01", "a.pdf")
    lines = [line for line in text(ledger).splitlines() if not line.startswith("#")]
    assert lines[0].startswith(
        '- {code: "7K3QX4", card: hohhot, deck: inner-mongolia, locked: "2026-12-01", for: a.pdf, '
    )
    assert (len(lines), ALXA in lines[1]) == (2, True)
    assert text(ledger).startswith("# ")
    assert text(ledger).endswith("\n")


def test_other_readers_of_yaml_take_every_word_for_text() -> None:
    codes = {"no": with_check("12345"), "1-2": with_check("7E345"), "null": "7K3QX4", "0": with_check("00000")}
    ledger = locked(Ledger(), "on", codes, "2026-12-01", "呼和浩特: #1, [x].pdf")
    rows = yaml.safe_load(text(ledger))
    assert {row["card"]: row["code"] for row in rows} == codes
    assert {row["deck"] for row in rows} == {"on"}
    assert {row["for"] for row in rows} == {"呼和浩特: #1, [x].pdf"}
    assert all(isinstance(word, str) for row in rows for word in row.values())


SEALED = text(locked(Ledger(), DECK, {"hohhot": "7K3QX4"}, "2026-12-01", "a.pdf"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("7K3QX4", ALXA, "5:10 ledger-edited"),
        ("7K3QX4", "7K3QX5", "5:10 ledger-code"),
        ("hohhot", "alxa", "5:10 ledger-edited"),
        (DECK, "welcome", "5:10 ledger-edited"),
        ("2026-12-01", "2026-12-02", "5:10 ledger-edited"),
        ("2026-12-01", "2026-13-02", "5:10 ledger-malformed"),
        ("a.pdf", "b.pdf", "5:10 ledger-edited"),
        (", for: a.pdf", "", "5:10 ledger-edited"),
        (f", deck: {DECK}", "", "5:4 ledger-malformed"),
        (', seal: "', ', zeal: "', "5:90 ledger-malformed"),
        ("}", ", x: y}", "5:104 ledger-malformed"),
    ],
)
def test_an_edited_entry_shows(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in SEALED
    assert check(tmp_path, SEALED.replace(old, new)) == (Ledger(), [expected])


def test_an_edited_entry_shows_however_it_is_laid_out(tmp_path: Path) -> None:
    rows = yaml.safe_load(SEALED)
    assert check(tmp_path, yaml.safe_dump(rows, sort_keys=False))[1] == []
    rows[0]["card"] = "alxa"
    assert check(tmp_path, yaml.safe_dump(rows, sort_keys=False))[1] == ["1:9 ledger-edited"]


@pytest.mark.parametrize("base", ["https://nmg.museum.cn", "https://nmg.museum.cn/~cards/#[x]", 'a "b" \\ 呼'])
def test_an_entry_says_behind_which_base_it_went_to_print(tmp_path: Path, base: str) -> None:
    whole = locked(Ledger(), DECK, {"hohhot": "7K3QX4"}, "2026-12-01", "a.pdf", base)
    assert check(tmp_path, text(whole)) == (whole, [])
    assert yaml.safe_load(text(whole))[0]["base"] == base
    assert check(tmp_path, yaml.safe_dump(yaml.safe_load(text(whole)))) == (whole, [])
    gone = withdrawn(whole, "hohhot", "2027-01-01")
    assert check(tmp_path, text(gone)) == (gone, [])


def test_a_base_that_was_edited_or_taken_out_shows(tmp_path: Path) -> None:
    whole = text(locked(Ledger(), DECK, {"hohhot": "7K3QX4"}, "2026-12-01", "a.pdf", "https://nmg.museum.cn"))
    for spoilt in (whole.replace("nmg", "gmn"), whole.replace(', base: "https://nmg.museum.cn"', "")):
        assert spoilt != whole
        assert check(tmp_path, spoilt) == (Ledger(), ["5:10 ledger-edited"])


def test_a_card_is_withdrawn_by_hand_or_by_command(tmp_path: Path) -> None:
    by_hand = SEALED.replace(", seal", ", withdrawn: 2027-01-01, seal")
    ledger, problems = check(tmp_path, by_hand)
    assert problems == []
    assert ledger == withdrawn(check(tmp_path, SEALED)[0], "hohhot", "2027-01-01")
    assert withdrawn(ledger, "hohhot", "2028-01-01") == ledger


def test_strange_lines_among_many_of_our_own_are_read_one_by_one(tmp_path: Path) -> None:
    codes = {f"card-{number}": code_for(DECK, f"card-{number}") for number in range(50)}
    words = text(locked(Ledger(), DECK, codes, "2026-12-01"))
    ledger, problems = check(tmp_path, words + "- {card: by-hand, code: 7K3QX4, locked: 2026-12-01}\n- {card: [\n")
    assert (len(ledger.entries), problems) == (51, ["56:10 yaml-syntax"])


def test_entries_of_another_deck_are_told_once() -> None:
    mixed = locked(locked(Ledger(), DECK, {"hohhot": "7K3QX4"}, "2026-12-01"), "welcome", {"a": ALXA}, "2026-12-01")
    own, (problem,) = foreign(mixed, DECK)
    assert [entry.card for entry in own.entries] == ["hohhot"]
    assert (problem.code, "`welcome`" in problem.message) == ("ledger-foreign", True)
    nothing, (problem,) = foreign(own, "renamed")
    assert (nothing, "deck: inner-mongolia" in (problem.hint or "")) == (Ledger(), True)
    assert foreign(own, DECK) == (own, ())


@pytest.mark.parametrize("union", [True, False])
def test_git_joins_what_two_people_lock(tmp_path: Path, tool: Callable[[str], str], *, union: bool) -> None:
    """With the line in .gitattributes that the heading names; without it git may stop, and then it shows."""

    def git(*words: str) -> int:
        who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
        return subprocess.run([tool("git"), *who, *words], cwd=tmp_path, capture_output=True, check=False).returncode

    def lock(*cards: str) -> None:
        ledger, problems = read(tmp_path, NAME)
        assert problems == ()
        new = locked(ledger, DECK, {card: code_for(DECK, card) for card in cards}, "2026-12-01")
        (tmp_path / NAME).write_text(text(new), encoding="utf-8")
        git("commit", "-qam", " ".join(cards))

    git("init", "-q", "-b", "main")
    if union:
        (tmp_path / ".gitattributes").write_text(f"{NAME} merge=union\n", encoding="utf-8")
    (tmp_path / NAME).write_text(text(Ledger()), encoding="utf-8")
    git("add", "-A")
    lock(*(f"card-{number}" for number in range(5)))
    git("checkout", "-qb", "other")
    lock(*(f"other-{number}" for number in range(20)), "both")
    git("checkout", "-q", "main")
    lock(*(f"main-{number}" for number in range(20)), "both")
    stopped = git("merge", "-q", "other") != 0
    ledger, problems = read(tmp_path, NAME)
    assert not (union and stopped)
    if stopped:
        assert [problem.code for problem in problems] == ["ledger-conflict"]
    else:
        assert (len(ledger.entries), problems) == (46, ())


FIVE = st.text(ALPHABET, min_size=5, max_size=5)


@settings(deadline=None)
@given(
    st.dictionaries(st.from_regex(r"\A[a-z0-9-]{1,64}\Z"), FIVE.map(with_check), max_size=8),
    st.dates().map(lambda day: day.isoformat()),
    st.none() | st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20),
)
def test_what_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory, codes: dict[str, str], when: str, file: str | None
) -> None:
    ledger = locked(Ledger(), DECK, {card: code for code, card in {c: k for k, c in codes.items()}.items()}, when, file)
    folder = tmp_path_factory.getbasetemp()
    (folder / NAME).write_text(text(ledger), encoding="utf-8")
    assert read(folder) == (ledger, ())


def test_lost_cards() -> None:
    ledger = Ledger((Locked("7K3QX4", "hohhot", "2026-12-01"), Locked(ALXA, "alxa", "2026-12-01", None, "2027-01-01")))
    (problem,) = lost(ledger, {"hulunbuir"})
    assert (problem.code, "`hohhot`" in problem.message) == ("ledger-lost", True)
    assert lost(ledger, {"hohhot"}) == ()


def test_one_card_that_two_branches_locked_for_two_files_is_one_entry(tmp_path: Path) -> None:
    """Git's union keeps both lines; so it does where one side gave the card up meanwhile."""
    codes = {"hohhot": code_for(DECK, "hohhot")}
    here = text(locked(Ledger(), DECK, codes, "2026-12-02", "late.pdf"))
    there = text(withdrawn(locked(Ledger(), DECK, codes, "2026-12-01", "early.pdf"), "hohhot", "2026-12-05"))
    ledger, problems = check(tmp_path, here + there.splitlines()[-1] + "\n")
    assert problems == []
    (entry,) = ledger.entries
    assert (entry.locked, entry.file, entry.withdrawn) == ("2026-12-01", "early.pdf", "2026-12-05")
