"""Files made to harm, or merely broken: each gets a problem, in time, and nothing is thrown."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from press_file import Spoil, add, draw, first, good, press_file

from cardkit.preflight.inspection import inspect
from cardkit.press.folder import shipped_press

X4 = shipped_press("fogra39-x4")


def found(path: Path) -> set[str]:
    return {problem.code for problem in inspect(path, X4)[1]}


def form(pdf: Pdf, content: bytes, **inner: pikepdf.Object) -> pikepdf.Object:
    made = pdf.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    made.Resources = Dictionary(XObject=Dictionary({f"/{key}": value for key, value in inner.items()}))
    return pdf.make_indirect(made)


def form_that_draws_itself(pdf: Pdf) -> None:
    made = form(pdf, b"/Self Do")
    made.Resources.XObject.Self = made
    add(pdf, "/XObject", "/A", made)
    draw(pdf, "/A Do")


def two_forms_that_draw_each_other(pdf: Pdf) -> None:
    one = form(pdf, b"/Other Do")
    one.Resources.XObject.Other = form(pdf, b"/Other Do", Other=one)
    add(pdf, "/XObject", "/A", one)
    draw(pdf, "/A Do")


def forms_by_the_million(pdf: Pdf) -> None:
    made = form(pdf, b"0 0 1 1 re f " * 10)
    for _ in range(12):
        made = form(pdf, b"/In Do " * 10, In=made)
    add(pdf, "/XObject", "/A", made)
    draw(pdf, "/A Do")


def forms_very_deep(pdf: Pdf) -> None:
    made = form(pdf, b"0 0 1 1 re f")
    for _ in range(200):
        made = form(pdf, b"/In Do", In=made)
    add(pdf, "/XObject", "/A", made)
    draw(pdf, "/A Do")


def pattern_that_paints_itself(pdf: Pdf) -> None:
    tile = pdf.make_indirect(pdf.make_stream(b"/Pattern cs /P scn 0 0 1 1 re f"))
    for key, value in Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 2, 2], XStep=2, YStep=2).items():
        tile[key] = value
    tile.Resources = Dictionary(Pattern=Dictionary(P=tile))
    add(pdf, "/Pattern", "/P", tile)
    draw(pdf, "/Pattern cs /P scn 5 5 4 4 re f")


def bomb(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(b" " * 200_000_000), filter=Name.FlateDecode)
    first(pdf).Contents = stream


def half_a_stream(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(good().encode())[:-200], filter=Name.FlateDecode)
    first(pdf).Contents = stream


def space_on_itself(pdf: Pdf) -> None:
    space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"abcdef")]))
    space[1] = space
    add(pdf, "/ColorSpace", "/S", space)
    draw(pdf, "/S cs 1 sc 5 5 4 4 re f")


def wrong_kinds_everywhere(pdf: Pdf) -> None:
    page = first(pdf)
    page.Resources.ExtGState.Over = Array([1, 2])
    page.Resources.XObject.Im.Width = Name.Wide
    page.Rotate = Name.Left
    page.UserUnit = pikepdf.String("x")
    page.Annots = Dictionary(A=1)
    page.TrimBox = Array([Name.A, 1, 2, 3])


def no_pages(pdf: Pdf) -> None:
    del pdf.pages[:]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (form_that_draws_itself, "pdf-unreadable"),
        (two_forms_that_draw_each_other, "pdf-unreadable"),
        (forms_by_the_million, "pdf-unreadable"),
        (forms_very_deep, "pdf-unreadable"),
        (pattern_that_paints_itself, "pdf-unreadable"),
        (bomb, "pdf-unreadable"),
        (half_a_stream, "pdf-unreadable"),
        (space_on_itself, "pdf-damaged"),
        (wrong_kinds_everywhere, "pdf-damaged"),
        (no_pages, "pdf-damaged"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_file_made_to_harm(tmp_path: Path, spoil: Spoil, expected: str) -> None:
    assert expected in found(press_file(tmp_path / "card.pdf", spoil=spoil, pages=1))


@pytest.mark.parametrize(
    "content",
    [
        "q " * 10_000 + good() + "Q " * 10_000,
        "Q " * 1000 + good(),
        "1e9 nan inf 0 0 0 cm 0 0 1 1 re f",
        f"{'9' * 400} 0 0 1 0 0 cm 0 0 1 1 re f",
        "0 0 0 0 0 0 cm /Im Do BT /F1 9 Tf (x) Tj ET 0 0 1 1 re S",
        "k K rg sc scn /X cs w Tf Td Tm Tj ' \" Do sh BI ID EI",
        "( [ << < " * 500,
        "BT " + "(x) Tj " * 100 + "/F1 Tf",
        "0 0 1 1 re " * 20_000 + "f",
    ],
    ids=range(9),
)
def test_page_that_makes_no_sense(tmp_path: Path, content: str) -> None:
    known, _ = inspect(press_file(tmp_path / "card.pdf", content, pages=1), X4)
    assert known is not None


def test_truncated_copy(tmp_path: Path) -> None:
    whole = press_file(tmp_path / "card.pdf").read_bytes()
    for part in (0.3, 0.7, 0.95, 0.999):
        cut = tmp_path / "cut.pdf"
        cut.write_bytes(whole[: int(len(whole) * part)])
        assert found(cut) & {"pdf-unreadable", "pdf-damaged"}


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes(tmp_path: Path, flips: list[tuple[float, int]]) -> None:
    path = tmp_path / "good.pdf"
    data = bytearray(path.read_bytes() if path.exists() else press_file(path, pages=1).read_bytes())
    for where, value in flips:
        data[int(where * (len(data) - 1))] = value
    (tmp_path / "flipped.pdf").write_bytes(data)
    inspect(tmp_path / "flipped.pdf", X4)
