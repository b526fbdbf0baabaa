"""The ledger of printed codes: read, extended, written, and every way to spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.codes.name import ALPHABET, with_check
from cardkit.diagnostic import Diagnostic
from cardkit.edition.ledger import NAME, Ledger, Locked, locked, lost, read, text

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
    first = locked(Ledger(), {"hohhot": "7K3QX4"}, "2026-12-01", "a.pdf")
    second = locked(first, {"hohhot": "7K3QX4", "alxa": ALXA}, "2026-12-24", "b.pdf")
    assert second.entries == (
        Locked("7K3QX4", "hohhot", "2026-12-01", "a.pdf"),
        Locked(ALXA, "alxa", "2026-12-24", "b.pdf"),
    )
    assert locked(second, {"huhhot": "7K3QX4"}, "2027-01-01") == second


def test_file_is_one_block_an_entry_in_the_order_of_the_codes() -> None:
    ledger = locked(Ledger(), {"alxa": ALXA, "hohhot": "7K3QX4"}, "2026-12-01", "a.pdf")
    lines = [line for line in text(ledger).splitlines() if not line.startswith("#")]
    assert [line.split(":")[0] for line in lines] == ["- code", "  card", "  locked", "  for"] * 2
    assert ("7K3QX4" in lines[0], ALXA in lines[4]) == (True, True)
    assert text(ledger).startswith("# ")
    assert text(ledger).endswith("\n")


FIVE = st.text(ALPHABET, min_size=5, max_size=5)


@given(
    st.dictionaries(st.from_regex(r"\A[a-z0-9-]{1,64}\Z"), FIVE.map(with_check), max_size=8),
    st.dates().map(lambda day: day.isoformat()),
    st.none() | st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20),
)
def test_what_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory, codes: dict[str, str], when: str, file: str | None
) -> None:
    ledger = locked(Ledger(), {card: code for code, card in {c: k for k, c in codes.items()}.items()}, when, file)
    folder = tmp_path_factory.getbasetemp()
    (folder / NAME).write_text(text(ledger), encoding="utf-8")
    assert read(folder) == (ledger, ())


def test_lost_cards() -> None:
    ledger = Ledger((Locked("7K3QX4", "hohhot", "2026-12-01"), Locked(ALXA, "alxa", "2026-12-01", None, "2027-01-01")))
    (problem,) = lost(ledger, {"hulunbuir"})
    assert (problem.code, "`hohhot`" in problem.message) == ("ledger-lost", True)
    assert lost(ledger, {"hohhot"}) == ()
