"""Presses as people write them: what builds on what, whose wins, and what is wrong with them, at its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import ImageCms

from cardkit.diagnostic import Diagnostic
from cardkit.press.folder import PRESSES, PROFILES, presses, read_press, shipped_press
from cardkit.press.model import FRONTS_BACKS, PAIRS, PDF_X1A, PDF_X4, Press

FOGRA = (PROFILES / "FOGRA39L_coated.icc").read_bytes()


def folder(tmp_path: Path, **files: str) -> Path:
    """A deck's folder with these presses."""
    (tmp_path / "presses").mkdir(exist_ok=True)
    for name, text in files.items():
        text += "" if "title:" in text else "\ntitle: A press"
        (tmp_path / "presses" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def read(root: Path, name: str, user: Path | None = None) -> tuple[Press | None, tuple[Diagnostic, ...]]:
    return read_press(name, files=presses(root, user or root / "no-user", "deck"))


def check(root: Path, name: str, expected: str) -> Diagnostic:
    press, problems = read(root, name)
    assert press is None
    (problem,) = problems
    place = f"{problem.span.file}:{problem.span.line}:{problem.span.column} " if problem.span else ""
    assert f"{place}{problem.code}" == expected
    assert problem.hint
    return problem


@pytest.mark.parametrize("name", [path.stem for path in sorted(PRESSES.glob("*.yaml"))])
def test_every_press_that_ships_is_sound(name: str) -> None:
    press = shipped_press(name)
    assert (press.name, press.profile.is_file()) == (name, True)
    assert 2 <= press.ink_warning <= press.ink_limit <= 4
    assert press.title
    assert press.note


def test_the_four_presses_differ_as_they_say() -> None:
    usual, old, gangrun, office = map(shipped_press, ("fogra39-x4", "x1a", "cn-gangrun", "office"))
    assert (usual.standard, usual.bleed, usual.bleed_most, usual.spots) == (PDF_X4, 3, None, True)
    assert (old.standard, old.ink_limit, old.condition) == (PDF_X1A, 3.0, "FOGRA39")
    assert (gangrun.bleed, gangrun.bleed_most, gangrun.spots, gangrun.text_least) == (1, 2, False, 6)
    assert (office.standard, office.marks, office.order) == (None, True, PAIRS)


def test_a_decks_press_builds_on_another_and_wins_over_one_of_its_name(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        **{
            "our-shop": "press: our-shop\ntitle: Our shop\nextends: x1a\nbleed: 2\norder: fronts-backs\nink_limit: 320",
            "x1a": "press: x1a\nextends: x1a\nink_warning: 250",
        },
    )
    press, problems = read(root, "our-shop")
    assert problems == ()
    assert press
    assert (press.title, press.standard, press.bleed, press.order) == ("Our shop", PDF_X1A, 2, FRONTS_BACKS)
    assert (press.ink_limit, press.ink_warning) == (3.2, 2.5)
    assert shipped_press("x1a").ink_warning == 2.8


def test_a_users_press_stands_between(tmp_path: Path) -> None:
    user = tmp_path / "user"
    user.mkdir()
    (user / "mine.yaml").write_text("press: mine\nextends: office\ntitle: At home", encoding="utf-8")
    (user / "both.yaml").write_text("press: both\nextends: office\ntitle: At home", encoding="utf-8")
    root = folder(tmp_path, both="press: both\nextends: mine\ntitle: The deck's")
    for name, title in (("mine", "At home"), ("both", "The deck's")):
        press, problems = read(root, name, user)
        assert press, problems
        assert press.title == title


def test_the_users_folder_is_the_one_of_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "cardkit" / "presses"
    place.mkdir(parents=True)
    (place / "mine.yaml").write_text("press: mine\ntitle: Mine\nextends: office", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert "mine" in presses()
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative/path")
    assert "mine" not in presses()


def test_an_unknown_press_is_told_with_what_was_meant(tmp_path: Path) -> None:
    assert check(tmp_path, "fogra39x4", "unknown-press").hint == "Did you mean `fogra39-x4`?"
    root = folder(tmp_path, mine="press: mine\nextends: fogra-x4")
    check(root, "mine", "deck/presses/mine.yaml:2:10 unknown-press")


def test_a_circle_of_presses_is_told_where_it_closes(tmp_path: Path) -> None:
    root = folder(tmp_path, one="press: one\nextends: two", two="press: two\nextends: one", me="press: me\nextends: me")
    check(root, "one", "deck/presses/two.yaml:2:10 press-loop")
    check(root, "me", "deck/presses/me.yaml:2:10 press-loop")


def test_what_a_press_leaves_out_is_named(tmp_path: Path) -> None:
    root = folder(tmp_path, mine="press: mine\nbleed: 3\nstandard: PDF/X-4")
    problem = check(root, "mine", "deck/presses/mine.yaml:1:8 press-incomplete")
    assert "`profile`" in problem.message
    assert "`bleed`" not in problem.message
    assert "fogra39-x4" in (problem.hint or "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bleed: 99", "3:8 bad-value"),
        ("ink_limit: lots", "3:12 bad-value"),
        ("ink_limit: 250", "3:12 bad-value"),  # below the warning at 280
        ("bleed_most: 2", "3:13 bad-value"),  # below the least bleed, 3
        ("blead: 2", "3:1 unknown-field"),
        ("standard: PDF/X-3", "3:11 bad-value"),
        ("marks: perhaps", "3:8 bad-value"),
    ],
)
def test_a_wrong_value_is_told_at_its_place(tmp_path: Path, line: str, expected: str) -> None:
    root = folder(tmp_path, mine=f"press: mine\nextends: fogra39-x4\n{line}")
    check(root, "mine", f"deck/presses/mine.yaml:{expected}")


def test_a_press_is_called_as_its_file_is(tmp_path: Path) -> None:
    root = folder(tmp_path, mine="press: other\nextends: fogra39-x4")
    check(root, "mine", "deck/presses/mine.yaml:1:8 wrong-name")


def test_a_file_that_is_no_yaml_is_one_problem(tmp_path: Path) -> None:
    root = folder(tmp_path, mine="press: [")
    assert [problem.is_error for problem in read(root, "mine")[1]] == [True]


def profiles() -> dict[str, tuple[bytes, str]]:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return {
        "missing": (b"", "there is no profile"),
        "no-profile": (b"x" * 4000, "is not an ICC profile"),
        "short": (FOGRA[:100], "is not an ICC profile"),
        "cut": (FOGRA[:5000], "is damaged: it has 5,000 bytes"),
        "screen": (srgb, "is for RGB, not for CMYK"),
        "scanner": (FOGRA[:12] + b"scnr" + FOGRA[16:], "describes a scanner"),
        "empty": (FOGRA[:128] + bytes(4) + FOGRA[132:], "its tables of colours are missing"),
        "huge-table": (FOGRA[:128] + b"\xff" * 4 + FOGRA[132:], ""),
    }


@pytest.mark.parametrize("name", profiles())
def test_a_profile_that_is_none_of_a_press_is_refused(tmp_path: Path, name: str) -> None:
    data, says = profiles()[name]
    root = folder(tmp_path, mine=f"press: mine\nextends: fogra39-x4\nprofile: {name}.icc")
    if data:
        (root / "presses" / f"{name}.icc").write_bytes(data)
    if says:
        assert says in check(root, "mine", "deck/presses/mine.yaml:3:10 press-profile").message
    else:
        assert read(root, "mine")[0] is not None


def test_pdf_x1a_takes_profiles_of_version_two(tmp_path: Path) -> None:
    later = FOGRA[:8] + b"\x04" + FOGRA[9:]
    for base in ("x1a", "fogra39-x4"):
        root = folder(tmp_path, mine=f"press: mine\nextends: {base}\nprofile: later.icc")
        (root / "presses" / "later.icc").write_bytes(later)
        press, problems = read(root, "mine")
        assert (press is None) == (base == "x1a")
        assert [problem.code for problem in problems] == ["press-profile"] * (base == "x1a")


@pytest.mark.parametrize("name", ["../FOGRA39L_coated.icc", "/etc/passwd", "a\\b.icc", "sub/a.icc", "..", "presses"])
def test_a_profile_stands_beside_its_press(tmp_path: Path, name: str) -> None:
    root = folder(tmp_path, mine=f"press: mine\nextends: fogra39-x4\nprofile: '{name}'")
    (tmp_path / "FOGRA39L_coated.icc").write_bytes(FOGRA)
    (root / "presses" / "presses").mkdir()
    check(root, "mine", "deck/presses/mine.yaml:3:10 press-profile")


def test_links_do_not_lead_out_of_the_deck(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.icc").write_bytes(FOGRA)
    (outside / "far.yaml").write_text("press: far\ntitle: Far\nextends: office", encoding="utf-8")
    root = tmp_path / "deck"
    root.mkdir()
    folder(root, mine="press: mine\nextends: fogra39-x4\nprofile: a.icc")
    (root / "presses" / "a.icc").symlink_to(outside / "a.icc")
    (root / "presses" / "far.yaml").symlink_to(outside / "far.yaml")
    assert "leads out" in check(root, "mine", "deck/presses/mine.yaml:3:10 press-profile").message
    assert "far" not in presses(root)


def test_links_in_a_circle_and_endless_names_are_no_crash(tmp_path: Path) -> None:
    root = folder(tmp_path, mine=f"press: mine\nextends: fogra39-x4\nprofile: {'p' * 5000}.icc")
    (root / "presses" / "round.yaml").symlink_to("round.yaml")
    (root / "presses" / "round.icc").symlink_to("round.icc")
    assert "round" not in presses(root)
    assert len(check(root, "mine", "deck/presses/mine.yaml:3:10 press-profile").message) < 200
    folder(tmp_path, mine="press: mine\nextends: fogra39-x4\nprofile: round.icc")
    check(root, "mine", "deck/presses/mine.yaml:3:10 press-profile")


def test_a_pipe_in_the_place_of_a_profile_does_not_hang(tmp_path: Path) -> None:
    root = folder(tmp_path, mine="press: mine\nextends: fogra39-x4\nprofile: pipe.icc")
    os.mkfifo(root / "presses" / "pipe.icc")
    assert "is not a file" in check(root, "mine", "deck/presses/mine.yaml:3:10 press-profile").message
