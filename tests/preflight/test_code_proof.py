"""Codes on finished PDFs: a good page passes, and each sabotage gives exactly its own problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_code import (
    BLACK,
    BLEED,
    HEIGHT,
    MATRIX,
    MODULE,
    OTHER,
    PLACE,
    SPAN,
    URL,
    Draw,
    Sheet,
    Tint,
    card,
    good,
    planned,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader

from cardkit.codes.symbol import Matrix, symbol
from cardkit.diagnostic import Severity
from cardkit.geometry import PT_PER_MM as MM
from cardkit.geometry import Rect
from cardkit.ink import KEY, PAPER, Cmyk
from cardkit.preflight import code as proof
from cardkit.preflight.code import Depth, ExpectedCode, examine, prove


def problems(pdf: bytes, expected: Sequence[ExpectedCode] | None = None) -> list[str]:
    return [problem.code for problem in prove(pdf, [planned()] if expected is None else expected)]


def test_good_page_passes() -> None:
    assert prove(card(good), [planned()]) == ()


def test_good_file_passes(tmp_path: Path) -> None:
    (tmp_path / "card.pdf").write_bytes(card(good))
    assert prove(tmp_path / "card.pdf", [planned()]) == ()


def test_pages_without_codes_pass() -> None:
    assert prove(card(lambda sheet: sheet.fill(Rect(10, 10, 20, 20)), good), [planned(page=2)]) == ()


def matrix_of(sheet: Sheet, matrix: Matrix) -> None:
    sheet.modules(matrix)


def flipped(row: int, column: int) -> Matrix:
    return tuple(
        tuple(dark != ((y, x) == (row, column)) for x, dark in enumerate(line))
        for y, line in enumerate(symbol(URL).matrix)
    )


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        (tuple(row[::-1] for row in MATRIX), "is mirrored"),
        (MATRIX[::-1], "is mirrored"),
        (tuple(zip(*MATRIX, strict=True)), "is mirrored"),
        (tuple(zip(*MATRIX[::-1], strict=True)), "is turned by 90°"),
        (tuple(row[::-1] for row in MATRIX[::-1]), "is turned by 180°"),
        (tuple(zip(*MATRIX, strict=True))[::-1], "is turned by 270°"),
        (flipped(14, 14), "differs from its plan in 1 of 841 modules"),
        (flipped(0, 0), "differs from its plan in 1 of 841 modules"),
        (flipped(28, 28), "differs from its plan in 1 of 841 modules"),
        (symbol(URL, "M").matrix, "differs from its plan"),
    ],
)
def test_wrong_modules(matrix: Matrix, words: str) -> None:
    (problem,) = prove(card(lambda sheet: matrix_of(sheet, matrix)), [planned()])
    assert problem.code == "code-mismatch"
    assert words in problem.message
    assert (problem.span, problem.page, problem.box_mm) == (SPAN, 1, (38.243, 85.243, 23.514, 23.514))


def test_light_on_dark() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(PLACE)
        sheet.modules(MATRIX, tint=(0, 0, 0, 0))

    (problem,) = prove(card(draw), [planned()])
    assert (problem.code, "light on dark" in problem.message) == ("code-mismatch", True)


@given(st.integers(0, 28), st.integers(0, 28))
@settings(max_examples=40, deadline=None)
def test_any_single_wrong_module_shows(row: int, column: int) -> None:
    assert problems(card(lambda sheet: sheet.modules(flipped(row, column)))) == ["code-mismatch"]


def test_code_of_another_card() -> None:
    (problem,) = prove(card(lambda sheet: sheet.modules(symbol(OTHER).matrix)), [planned()])
    assert problem.code == "code-wrong-link"
    assert problem.message == f"the code of `hohhot` leads to `{OTHER}`, not to `{URL}`"


def test_matrix_that_was_planned_for_another_url() -> None:
    """What drew the code and what planned it agree, and both are wrong: the card's own URL tells."""
    other = symbol(OTHER)
    wrong = ExpectedCode(1, URL, other.matrix, PLACE, 3, "Q")
    assert problems(card(lambda sheet: sheet.modules(other.matrix)), [wrong]) == ["code-wrong-link"]


def test_level_that_was_not_planned() -> None:
    medium = symbol(URL, "M")
    wrong = ExpectedCode(1, URL, medium.matrix, PLACE, 3, "Q")
    (problem,) = prove(card(lambda sheet: sheet.modules(medium.matrix)), [wrong])
    assert (problem.code, "is 3-M; 3-Q was planned" in problem.message) == ("code-mismatch", True)


@pytest.mark.parametrize("tint", [BLACK, (1, 0, 0, 0), (0, 0, 0.1, 0), (0, 0, 0, 0.05)])
@pytest.mark.parametrize(
    "where",
    [
        Rect(PLACE.x - 1.5, PLACE.y + 5, 1, 1),
        Rect(PLACE.right + 0.3, PLACE.y + 5, 1, 1),
        Rect(PLACE.right + 0.15, PLACE.y + 5, 0.3, 1),
        Rect(PLACE.x + 5, PLACE.y - 4 * MODULE, 1, 1),
        Rect(PLACE.x + 5, PLACE.bottom + 3 * MODULE, 1, 4),
        Rect(PLACE.x - 3.9 * MODULE, PLACE.y - 3.9 * MODULE, 0.5, 0.5),
        Rect(PLACE.right + 3.8 * MODULE, PLACE.y, 10, 20),
    ],
)
def test_ink_in_the_quiet_zone(where: Rect, tint: Tint) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(where, tint)
        sheet.modules(MATRIX)

    assert problems(card(draw)) == ["code-quiet-zone"]


def test_quiet_zone_is_measured() -> None:
    def draw(sheet: Sheet) -> None:
        good(sheet)
        sheet.fill(Rect(PLACE.right + 2.5 * MODULE, PLACE.y, 1, 20))

    (problem,) = prove(card(draw), [planned()])
    assert problem.message == "ink comes within 2.5 modules of the code of `hohhot`; 4 must be clear"


@pytest.mark.parametrize("side", range(4))
def test_panel_with_less_than_four_modules(side: int) -> None:
    def draw(sheet: Sheet) -> None:
        good(sheet)
        edge = PLACE.inset(-4 * MODULE)
        thin = 0.3 * MODULE
        strips = (
            Rect(edge.x, edge.y, edge.width, thin),
            Rect(edge.x, edge.y, thin, edge.height),
            Rect(edge.right - thin, edge.y, thin, edge.height),
            Rect(edge.x, edge.bottom - thin, edge.width, thin),
        )
        sheet.fill(strips[side])

    assert problems(card(draw)) == ["code-quiet-zone"]


@pytest.mark.parametrize(
    ("tint", "expected"),
    [
        (BLACK, []),
        ((1, 1, 1, 1), []),
        ((0, 0, 0, 0.6), []),
        ((0, 0, 0, 0.45), [Severity.WARNING]),
        ((0, 0, 0, 0.2), [Severity.ERROR]),
        ((0, 0, 1, 0), [Severity.ERROR]),
        ((0, 1, 1, 0), [Severity.ERROR]),  # plain to the eye, nothing in red light
    ],
)
def test_contrast(tint: Tint, expected: list[Severity]) -> None:
    found = prove(card(lambda sheet: sheet.modules(MATRIX, tint=tint)), [planned()])
    assert [(problem.code, problem.severity) for problem in found] == [("code-contrast", one) for one in expected]


def test_weak_contrast_does_not_hide_a_wrong_module() -> None:
    pdf = card(lambda sheet: sheet.modules(flipped(14, 14), tint=(0, 0, 0, 0.45)))
    assert problems(pdf) == ["code-contrast", "code-mismatch"]


@pytest.mark.parametrize(
    "box",
    [
        Rect(PLACE.x, PLACE.y, PLACE.width * 1.1, PLACE.height),
        Rect(PLACE.x, PLACE.y, PLACE.width, PLACE.height * 0.9),
        Rect(PLACE.x, PLACE.y, PLACE.width * 1.02, PLACE.height * 1.02),
        PLACE.inset(1),
        PLACE.inset(-0.5),
        Rect(PLACE.x + 0.5, PLACE.y, PLACE.width, PLACE.height),
        Rect(PLACE.x - 25, PLACE.y - 60, PLACE.width, PLACE.height),
        Rect(PLACE.x, PLACE.y - 60, PLACE.width, PLACE.height),
    ],
)
def test_stretched_or_moved(box: Rect) -> None:
    assert problems(card(lambda sheet: sheet.modules(MATRIX, box))) == ["code-misplaced"]


@pytest.mark.parametrize("angle", [3, 12, -7])
def test_askew(angle: float) -> None:
    assert problems(card(lambda sheet: sheet.modules(MATRIX, angle=angle))) == ["code-misplaced"]


def test_plan_that_is_not_square() -> None:
    box = Rect(PLACE.x, PLACE.y, 23.5, 25)
    assert problems(card(lambda sheet: sheet.modules(MATRIX, box)), [planned(box=box)]) == ["code-misplaced"]


@pytest.mark.parametrize("side", [0.0, -5.0, 1e9, float("nan")])
def test_plan_that_no_code_could_fill(side: float) -> None:
    """Such as a manifest that somebody has edited."""
    assert problems(card(lambda _: None), [planned(box=Rect(10, 10, side, side))]) == ["code-misplaced"]


def test_nothing_where_a_code_should_be() -> None:
    assert problems(card(lambda _: None)) == ["code-missing"]
    assert problems(card(lambda sheet: sheet.fill(Rect(-3, -3, 76, 126)))) == ["code-missing"]


def test_page_that_is_not_there() -> None:
    (problem,) = prove(card(good), [planned(), planned(page=2)])
    assert (problem.code, problem.page) == ("code-missing", 2)
    assert problem.message == "the code of `hohhot` should be on page 2; the file has 1"


def test_picture_in_the_place_of_a_code() -> None:
    def draw(sheet: Sheet) -> None:
        for number in range(8):
            sheet.fill(Rect(PLACE.x + number * 3, PLACE.y, 1.5, PLACE.height))

    assert problems(card(draw)) == ["code-mismatch"]


def test_second_code() -> None:
    def draw(sheet: Sheet) -> None:
        good(sheet)
        sheet.fill(Rect(2, 2, 30, 30), (0, 0, 0, 0))
        sheet.modules(symbol(OTHER).matrix, Rect(6, 6, 20, 20))

    (problem,) = prove(card(draw), [planned()])
    assert problem.code == "code-stray"
    assert problem.message == f"page 1 carries a code to `{OTHER}`; it should carry only one code"
    assert problem.box_mm == pytest.approx((6, 6, 20, 20), abs=0.5)


def test_same_code_twice() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.modules(MATRIX)
        sheet.modules(MATRIX, Rect(6, 6, 20, 20))

    assert problems(card(draw)) == ["code-stray"]


def test_code_crowded_by_another_is_one_mistake() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.modules(MATRIX)
        sheet.modules(symbol(OTHER).matrix, Rect(PLACE.x - 25.5, PLACE.y, PLACE.width, PLACE.height))

    assert problems(card(draw)) == ["code-stray"]


def test_code_on_a_page_that_should_have_none() -> None:
    (problem,) = prove(card(good), [])
    assert (problem.code, problem.span, problem.page) == ("code-stray", None, 1)
    assert "it should carry no code" in problem.message


def test_line_across_the_code() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.modules(MATRIX)
        sheet.fill(Rect(PLACE.x, PLACE.y + 14.2 * MODULE, PLACE.width, 0.6 * MODULE))

    assert problems(card(draw)) == ["code-mismatch"]


@pytest.mark.parametrize("pdf", [b"", b"no PDF", card(good)[:300]])
def test_what_is_no_pdf(pdf: bytes) -> None:
    assert problems(pdf) == ["pdf-unreadable"]


@given(
    st.integers(14, 150),
    st.floats(15, 30),
    st.floats(4, 30),
    st.floats(4, 80),
)
@settings(max_examples=40, deadline=None)
def test_good_codes_pass_wherever_they_stand(length: int, side: float, x: float, y: float) -> None:
    made = symbol("https://a.org/".ljust(length, "k"))
    box = Rect(x, y, side, side)
    assert prove(card(lambda sheet: sheet.modules(made.matrix, box)), [planned(made, box)]) == ()


def test_several_codes_on_a_page() -> None:
    places = [(symbol(f"https://nmg.example.org/c/00000{n}"), Rect(8, 8 + 30 * n, 20, 20)) for n in range(3)]

    def draw(sheet: Sheet) -> None:
        for made, box in places:
            sheet.modules(made.matrix, box)

    assert prove(card(draw), [planned(made, box) for made, box in places]) == ()
    assert problems(card(draw), [planned(made, box) for made, box in places[:2]]) == ["code-stray"]


def photograph(code: str | None = None) -> Draw:
    """A page of one photograph, grey all over or with a code in it."""
    picture = Image.new("RGB", (400, 400), (180, 180, 180))
    if code:
        matrix = symbol(code).matrix
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                picture.paste((0, 0, 0) if dark else (255, 255, 255), (60 + x * 9, 60 + y * 9, 69 + x * 9, 69 + y * 9))
        for edge in ((24, 24, 60, 357), (321, 24, 357, 357), (24, 24, 357, 60), (24, 321, 357, 357)):
            picture.paste((255, 255, 255), edge)

    def draw(sheet: Sheet) -> None:
        sheet.canvas.drawImage(ImageReader(picture), 0, 20 * MM, 76 * MM, 76 * MM)

    return draw


def test_a_code_in_a_photograph_is_found_on_the_first_page_that_shows_it() -> None:
    shown = photograph(OTHER)
    found = prove(card(photograph(), shown, shown), [])
    assert [(problem.code, problem.page) for problem in found] == [("code-stray", 2)]


def test_a_code_drawn_over_a_photograph_seen_before_is_found() -> None:
    plain = photograph()

    def over(sheet: Sheet) -> None:
        plain(sheet)
        sheet.fill(PLACE.inset(-4 * MODULE), (0, 0, 0, 0))
        sheet.modules(symbol(OTHER).matrix)

    found = prove(card(plain, over), [])
    assert [(problem.code, problem.page) for problem in found] == [("code-stray", 2)]


def test_stray_in_one_place_of_many_pages_is_one_mistake() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.modules(symbol(OTHER).matrix, Rect(6, 6, 20, 20))

    found = prove(card(draw, lambda _: None, draw, draw), [])
    assert [(problem.code, problem.page) for problem in found] == [("code-stray", 1)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_sheet_may_turn_a_code(turn: int) -> None:
    matrix = MATRIX
    for _ in range(turn // 90):
        matrix = tuple(zip(*matrix[::-1], strict=True))
    pdf = card(lambda sheet: sheet.modules(matrix))
    assert prove(pdf, [replace(planned(), turn=turn)]) == ()
    assert problems(pdf, [replace(planned(), turn=(turn + 90) % 360)]) == ["code-mismatch"]


def with_logo(sheet: Sheet) -> None:
    sheet.modules(
        tuple(
            tuple(dark and not (12 <= x < 17 and 12 <= y < 17) for x, dark in enumerate(row))
            for y, row in enumerate(MATRIX)
        )
    )
    sheet.canvas.setFillColorCMYK(0, 0.9, 0.9, 0)
    middle = PLACE.centre
    sheet.canvas.circle((middle.x + BLEED) * MM, (HEIGHT + BLEED - middle.y) * MM, 2 * MODULE * MM, stroke=0, fill=1)


def test_modules_under_a_logo_are_not_compared() -> None:
    pdf = card(with_logo)
    assert prove(pdf, [replace(planned(), bare=(12, 12, 5, 5))]) == ()
    assert problems(pdf) != []
    # One module beyond what was left bare.
    assert problems(pdf, [replace(planned(), bare=(12, 12, 4, 5))]) != []


def test_a_logo_that_takes_too_much_is_refused() -> None:
    bare = (8, 8, 13, 13)
    matrix = tuple(
        tuple(dark and not (8 <= x < 21 and 8 <= y < 21) for x, dark in enumerate(row)) for y, row in enumerate(MATRIX)
    )
    pdf = card(lambda sheet: sheet.modules(matrix))
    assert problems(pdf, [replace(planned(), bare=bare)]) == ["code-unreadable"]


def dots(sheet: Sheet) -> None:
    """All but the finder patterns as dots."""
    sheet.modules(tuple(tuple(dark and in_finder(x, y) for x, dark in enumerate(row)) for y, row in enumerate(MATRIX)))
    for y, row in enumerate(MATRIX):
        for x, dark in enumerate(row):
            if dark and not in_finder(x, y):
                centre = (
                    (PLACE.x + (x + 0.5) * MODULE + BLEED) * MM,
                    (HEIGHT + BLEED - PLACE.y - (y + 0.5) * MODULE) * MM,
                )
                sheet.canvas.setFillColorCMYK(0, 0, 0, 1)
                sheet.canvas.circle(*centre, 0.45 * MODULE * MM, stroke=0, fill=1)


def in_finder(x: int, y: int) -> bool:
    return (x < 7 and (y < 7 or y > 21)) or (x > 21 and y < 7)


def test_dots_are_refused_unless_they_were_planned() -> None:
    pdf = card(dots)
    assert problems(pdf) == ["code-rough"]
    assert prove(pdf, [replace(planned(), style="dots")]) == ()


def test_inks_that_were_planned() -> None:
    pdf = card(lambda sheet: sheet.modules(MATRIX, tint=(0, 0, 0, 0.7)))
    assert prove(pdf, [replace(planned(), ink=Cmyk(0, 0, 0, 0.7), ground=PAPER)]) == ()
    (problem,) = prove(pdf, [replace(planned(), ink=KEY, ground=PAPER)])
    assert problem.code == "code-ink"
    assert "show as #6C6D70; C 0% M 0% Y 0% K 100% shows as #231F20" in problem.message


@pytest.mark.slow
def test_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(sheet: Sheet) -> None:
        sheet.modules(flipped(14, 14))

    shown = photograph(OTHER)
    (tmp_path / "card.pdf").write_bytes(card(good, shown, spoilt, good, shown, good))
    expected = [planned(page=number) for number in (1, 3, 4, 6)]
    alone = examine(tmp_path / "card.pdf", expected, Depth.FULL)
    assert [(problem.code, problem.page) for problem in alone.problems] == [("code-stray", 2), ("code-mismatch", 3)]
    assert alone.grades == ("A", None, "A", "A")
    monkeypatch.setattr(proof, "_WORTH_BEGINNING", 0.001)
    assert examine(tmp_path / "card.pdf", expected, Depth.FULL, jobs=2) == alone
