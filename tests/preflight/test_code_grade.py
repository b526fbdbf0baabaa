"""Grades from A to F: what scans at ease, what does not, and what is said about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cardkit import deck as decks
from cardkit.cli import main
from cardkit.codes.symbol import Symbol, symbol
from cardkit.diagnostic import Span
from cardkit.edition.model import Choice
from cardkit.geometry import Rect
from cardkit.job.render import Order, Outcome, render
from cardkit.preflight.camera import Shot, photograph
from cardkit.preflight.code import Depth, ExpectedCode
from cardkit.preflight.grade import Geometry, chosen, geometry, graded, grades, judge
from cardkit.preflight.sample import measured
from cardkit.preflight.stress import CONDITIONS, Stressed, stress

LONG = "https://nmg.museum.example.org/c/".ljust(160, "k")


def drawn(made: Symbol, *, dark: int = 35, light: int = 255, bare: int = 0) -> NDArray[np.uint8]:
    """A symbol in red, green and blue, eight pixels a module, so many modules of its middle left out."""
    modules = np.array(made.matrix)
    if bare:
        first = (made.modules - bare) // 2
        modules[first : first + bare, first : first + bare] = False
    levels = np.where(np.kron(np.pad(modules, 4), np.ones((8, 8), bool)), dark, light).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(levels[:, :, None], 3, axis=2))


def fared(
    url: str, side: float, *, level: str | None = None, dark: int = 35, light: int = 255, bare: int = 0
) -> Stressed:
    made = symbol(url, level)
    seen = measured(drawn(made, dark=dark, light=light, bare=bare), made.modules)
    return graded(stress(seen.light, made.modules, side / made.modules, url.encode()), seen.contrast)


@pytest.mark.parametrize(
    ("length", "side", "expected"),
    [
        (32, 23.5, "A"),  # 3-Q of 0.81 mm: the card of the default format
        (32, 20.3, "A"),  # 3-Q of 0.70 mm
        (46, 20.0, "A"),  # 4-Q of 0.61 mm
        (84, 20.0, "B"),  # 5-M of 0.54 mm
        (32, 15.0, "B"),  # 3-Q of 0.52 mm
        (152, 25.0, "B"),  # 8-M of 0.51 mm
    ],
)
def test_grades_of_good_codes(length: int, side: float, expected: str) -> None:
    assert fared(LONG[:length], side).grade == expected


@pytest.mark.parametrize(("length", "side"), [(84, 15.0), (90, 20.0), (152, 20.0), (152, 16.2)])
def test_dense_codes_fail(length: int, side: float) -> None:
    assert fared(LONG[:length], side, level="Q" if length == 90 else None).grade in "CDF"


def test_version_8_at_the_least_module_and_low_contrast_fails() -> None:
    """Grey of 60 % on a tint: 49 modules of 0.33 mm."""
    found = fared(LONG[:152], 16.2, dark=150, light=230)
    assert found.grade == "F"
    assert found.share < 0.2


def test_a_logo_that_is_too_large_fails() -> None:
    assert fared(LONG[:32], 20.0, level="M", bare=9).grade == "F"
    assert fared(LONG[:32], 20.0, level="Q", bare=5).grade == "A"


def test_weak_contrast_caps_the_grade() -> None:
    assert fared(LONG[:32], 23.5, dark=170).grade == "B"  # 58 % of contrast
    assert fared(LONG[:32], 23.5, dark=190).grade == "C"  # 48 %
    assert fared(LONG[:32], 23.5, dark=215).grade == "D"  # 32 %


def test_the_same_code_always_gets_the_same_grade() -> None:
    assert fared(LONG[:60], 18.0) == fared(LONG[:60], 18.0)


def test_photographs_are_exact() -> None:
    """Whole numbers throughout: a picture does not depend on how a sum was shared out."""
    seen = measured(drawn(symbol(LONG[:32])), 29)
    light = np.floor(seen.light * 255 + 0.5).astype(np.float32)
    for condition in CONDITIONS:
        taken = photograph(light, 25.5, condition.shot, 7)
        assert taken.dtype == np.uint8
        assert (taken == photograph(light.copy(), 25.5, condition.shot, 7)).all()
    assert (photograph(light, 25.5, Shot(5.0), 1) != photograph(light, 25.5, Shot(5.0), 2)).any()


def test_paper_stays_paper() -> None:
    """A blank square is one level all over, but for the noise."""
    blank = np.full((232, 232), 255, np.float32)
    for shot in (Shot(5.6, noise=0), Shot(5.6, motion=0.6, noise=0), Shot(5.6, tilt=45, turn=25, noise=0)):
        assert photograph(blank, 25.5, shot, 0).std() == 0


def expected(url: str, side: float, number: int = 1, level: str | None = None) -> ExpectedCode:
    made = symbol(url, level)
    span = Span("places/hohhot.yaml", number, 1, number, 5)
    return ExpectedCode(
        number, url, made.matrix, Rect(10, 10, side, side), made.version, made.level, span, f"c{number}"
    )


def like(code: ExpectedCode) -> Geometry:
    made = symbol(code.url, code.level)
    return geometry(code, measured(drawn(made), made.modules))


def test_one_code_of_each_geometry_and_a_sample_are_stressed() -> None:
    codes = [expected(f"https://nmg.example.org/c/{number:06}", 20 if number < 90 else 21) for number in range(100)]
    kinds = {index: like(code) for index, code in enumerate(codes[:3] + codes[90:])}
    picked = chosen(codes, kinds)
    assert {0, 3} <= set(picked)
    assert len(picked) <= 10
    assert chosen(codes, dict(reversed(kinds.items())))[-8:] != ()
    assert len(chosen(codes, {index: like(codes[0]) for index in range(100)})) in (8, 9)


def test_a_code_that_was_not_stressed_gets_the_worst_grade_of_its_kind() -> None:
    codes = [expected(f"https://nmg.example.org/c/{number:06}", 20) for number in range(4)]
    kinds = {index: like(code) for index, code in enumerate(codes[:3])}
    stressed = {0: Stressed("A", 1.0, ()), 2: Stressed("B", 0.7, ())}
    assert grades(4, kinds, stressed) == ("A", "B", "B", None)
    assert grades(4, kinds, {}) == (None,) * 4


def test_a_low_grade_is_told_once_with_what_would_raise_it() -> None:
    codes = [expected(f"{LONG[:140]}{number:06}", 20, number) for number in range(1, 6)]
    kinds = {index: like(code) for index, code in enumerate(codes)}
    found = judge(
        codes, kinds, {0: Stressed("D", 0.4, ("out of focus",)), 1: Stressed("D", 0.35, ("a", "b", "c", "d"))}
    )
    (problem,) = found
    assert (problem.code, problem.span, problem.is_error) == ("code-grade", codes[1].span, True)
    assert "(and 4 more like it), version 8-M with modules of 0.41 mm, has grade D" in problem.message
    assert "35%" in problem.message
    assert "it fails a, b, c and 1 more" in problem.message
    assert problem.hint == (
        "Make the code 27.0 mm wide (it is 20.0), or shorten its link to 62 characters (it has 146)."
    )


def test_what_is_said_of_contrast_and_level() -> None:
    code = expected(LONG[:46], 15, level="H")
    made = symbol(code.url, "H")
    kind = geometry(code, measured(drawn(made, dark=190), made.modules))
    (problem,) = judge([code], {0: kind}, {0: Stressed("C", 0.9, ())})
    assert "has grade C for a contrast of 49%; 55% is the least (grade B)" in problem.message
    assert "take level M, which is version 4" in (problem.hint or "")
    assert "print it in a darker ink (its contrast is 49%)" in (problem.hint or "")


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grade") / "my-deck"
    assert main(["new", "deck", str(folder)]) == 0
    return folder


def rendered(folder: Path, depth: Depth, *, form: str | None = None, base: str = "") -> Outcome:
    if base:
        path = folder / "deck.yaml"
        text = path.read_text(encoding="utf-8").replace("cards.example.org", base)
        path.write_text(text, encoding="utf-8")
    deck, problems = decks.load(folder)
    assert deck is not None
    order = Order(deck, (Choice("en", format=form),), folder / "build", depth=depth)
    return render(order, found=problems)


@pytest.mark.parametrize(
    ("depth", "told"),
    [
        pytest.param(Depth.FAST, {}, marks=pytest.mark.slow),
        (Depth.USUAL, {"A": 3}),
        pytest.param(Depth.FULL, {"A": 3}, marks=pytest.mark.slow),
    ],
)
def test_render_reports_the_grades(starter: Path, tmp_path: Path, depth: Depth, told: dict[str, int]) -> None:
    folder = Path(shutil.copytree(starter, tmp_path / "deck"))
    outcome = rendered(folder, depth)
    assert outcome.grades == told
    assert len(outcome.files) == 1


def test_render_refuses_a_code_of_a_low_grade(starter: Path, tmp_path: Path) -> None:
    """A long address in a small box: allowed by every rule on paper, and not by the proof."""
    folder = Path(shutil.copytree(starter, tmp_path / "deck"))
    theme = folder / "themes" / "own"
    (theme / "layouts").mkdir(parents=True)
    (theme / "theme.yaml").write_text("theme: own\nextends: long-horizon\n", encoding="utf-8")
    (theme / "layouts" / "pocket-70x120.yaml").write_text(
        "layout: pocket-70x120\nextends: pocket-70x120\nwithout: [address, credit]\nback:\n"
        "  - {slot: code, draws: code, box: [45, 90, 20, 20], ink: key, ground: snow}\n",
        encoding="utf-8",
    )
    text = (folder / "deck.yaml").read_text(encoding="utf-8").replace("long-horizon", "own")
    (folder / "deck.yaml").write_text(text, encoding="utf-8")
    outcome = rendered(folder, Depth.USUAL, base=f"cards.{'a' * 40}.example.org")
    assert outcome.files == ()
    assert [problem.code for problem in outcome.report.errors] == ["code-grade"]
    (problem,) = outcome.report.errors
    assert "and 2 more like it" in problem.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "form",
    ["pocket-70x120", "card-90x54", "postcard-a6", "card-85x55", "card-us"],
)
@pytest.mark.parametrize("length", [4, 7, 9, 12, 15, 17, 20, 22, 24, 28, 30, 34, 37, 40])
def test_two_hundred_good_cards_pass(starter: Path, tmp_path: Path, form: str, length: int) -> None:
    """Three cards each, in five formats, with hosts of every length that a card must hold."""
    folder = Path(shutil.copytree(starter, tmp_path / "deck"))
    outcome = rendered(folder, Depth.FULL, form=form, base=f"{'i' * (length - 3)}.cn")
    assert list(outcome.report.errors) == []
    assert sum(outcome.grades.values()) == 3
    assert set(outcome.grades) <= {"A", "B"}
