"""What was found good is not looked at again, and whatever is asked, the answer is that of a run that remembers nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from press_file import MM, PANEL, X4, code, spot
from proved_file import (
    ALL,
    CODES,
    FACES,
    FRONT,
    Spoil,
    back,
    in_mm,
    known,
    planned,
    printed,
    read,
    said,
    stray,
    url,
)

from cardkit.codes.symbol import symbol
from cardkit.geometry import Rect
from cardkit.ink import Cmyk
from cardkit.job.reading import Finished, read_back
from cardkit.job.remembered import Due, Good, memory_of
from cardkit.pdf.fingerprint import fingerprints
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode

#: Each test has places of its own for what is kept.
pytestmark = pytest.mark.usefixtures("homes")


def test_what_was_good_is_not_looked_at_again(homes: Callable[[str], Path], tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    assert known(path) == ([], [])
    first = read(path)
    assert said(first)[:3] == ((), ("A", "A", "A"), ())
    assert known(path) == (ALL, ALL)
    written = [one.stat().st_mtime_ns for one in (homes("warm") / "proofs").iterdir()]
    assert said(read(path)) == said(first)
    assert [one.stat().st_mtime_ns for one in (homes("warm") / "proofs").iterdir()] == written, "it was written again"
    assert len(written) == 1


def content(pdf: Pdf) -> None:
    page = pdf.pages[1].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"8 50 Tm", b"8 51 Tm"))


def code_of_one(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(in_mm(back(9)))


def stray_on_a_back(pdf: Pdf) -> None:
    page = pdf.pages[3].obj
    page.Contents = pdf.make_stream(
        page.Contents.read_bytes() + in_mm("0 0 0 0 k 36 8 28 28 re f " + code(url(7), module=0.6, at=(40, 12)))
    )


def font(pdf: Pdf) -> None:
    descriptor = pdf.pages[0].obj.Resources.Font.F1.FontDescriptor
    descriptor.FontFile2.write(descriptor.FontFile2.read_bytes() + b"\0")


def widths(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font.F1.Widths


def picture(pdf: Pdf) -> None:
    image = pdf.pages[0].obj.Resources.XObject.Im
    image.write(b"\x01" + image.read_bytes()[1:])


def state(pdf: Pdf) -> None:
    pdf.pages[1].obj.Resources.ExtGState.Over.OPM = 0


def spot_named_twice(pdf: Pdf) -> None:
    for page, name in ((0, "Gold"), (2, "GOLD")):
        here = pdf.pages[page].obj
        here.Resources.ColorSpace = Dictionary(S=spot(name, [0.0, 0.3, 0.8, 0.1]))
        here.Contents = pdf.make_stream(here.Contents.read_bytes() + in_mm("/S cs 1 scn 5 5 4 4 re f"))


def trim(pdf: Pdf) -> None:
    page = pdf.pages[1].obj
    page.TrimBox = Array([float(one) + (0 if at else 2 * MM) for at, one in enumerate(page.TrimBox)])


def rotated(pdf: Pdf) -> None:
    pdf.Root.Pages.Rotate = 180


def intent(pdf: Pdf) -> None:
    entry = pdf.Root.OutputIntents[0]
    entry.OutputConditionIdentifier = "FOGRA51"


def hidden_layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Codes"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    page = pdf.pages[1].obj
    page.Resources.Properties = Dictionary(L=group)
    page.Contents = pdf.make_stream(b"/OC /L BDC\n" + page.Contents.read_bytes() + b"EMC\n")


def untitled(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


CHANGES: list[tuple[Spoil, list[int]]] = [
    (content, [1, 3, 4, 5, 6]),
    (code_of_one, [1, 3, 4, 5, 6]),
    (stray, [1, 2, 4, 5, 6]),
    (stray_on_a_back, [1, 2, 3, 5, 6]),
    (font, []),
    (widths, []),
    (picture, []),
    (state, [1, 3, 4, 5, 6]),
    (spot_named_twice, [2, 4, 5, 6]),
    (trim, [1, 3, 4, 5, 6]),
    (rotated, []),
    (intent, []),
    (hidden_layer, []),
    (untitled, ALL),
]


@pytest.mark.parametrize(("change", "left"), CHANGES)
def test_a_change_is_looked_at_and_what_it_does_is_found(
    change: Spoil, left: list[int], homes: Callable[[str], Path], tmp_path: Path
) -> None:
    before = printed(tmp_path / "a.pdf")
    read(before)
    after = printed(tmp_path / "b.pdf", spoil=change)
    assert known(after) == (left, left)
    warm = [said(read(after)) for _ in range(2)]
    homes("cold")
    cold = said(read(after))
    assert warm == [cold, cold]
    assert change in (content, font, picture, state) or cold[0] or cold[2], "the change does nothing"


@pytest.mark.parametrize(
    "change",
    [
        {"url": url(8)},
        {"matrix": symbol(url(8)).matrix},
        {"box": Rect(9.01, CODES[0].box.y, CODES[0].box.width, CODES[0].box.height)},
        {"level": "H"},
        {"version": 4},
        {"style": "dots"},
        {"bare": (12, 12, 5, 5)},
        {"turn": 90},
        {"ink": Cmyk(0, 0, 0, 0.9)},
        {"ground": Cmyk(0, 0, 0.1, 0)},
        {"page": 1},
    ],
)
def test_a_page_that_should_carry_another_code_is_looked_at(
    change: dict[str, object], homes: Callable[[str], Path], tmp_path: Path
) -> None:
    path = printed(tmp_path / "a.pdf")
    read(path)
    other = (replace(CODES[0], **change), *CODES[1:])  # type: ignore[arg-type]
    found, structure = known(path, other)
    assert 2 not in found
    assert {4, 6} <= set(found)
    assert structure == ALL
    warm = said(read(path, other))
    homes("cold")
    assert warm == said(read(path, other))


def test_what_a_code_is_called_does_not_matter(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    read(path)
    assert known(path, [replace(one, label="other", matrix=rows(one)) for one in CODES]) == (ALL, ALL)


def rows(one: ExpectedCode) -> tuple[tuple[bool, ...], ...]:
    return tuple(map(bytes, one.matrix))  # type: ignore[arg-type]


def test_a_finer_code_has_pages_without_any_searched_anew(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    read(path)
    box = CODES[0].box
    finer = (replace(CODES[0], box=Rect(box.x, box.y, box.width / 2, box.height / 2)), *CODES[1:])
    assert known(path, finer)[0] == [4, 6]


def test_another_press_and_a_draft_are_told_apart(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    read(path)
    strict = replace(X4, text_least=12.0)
    assert known(path, press=strict) == (ALL, [])
    assert [problem.code for problem in read(path, press=strict).structure] == ["type-too-small"]
    assert read(path, press=None).structure == ()


def test_two_equal_pages_with_different_codes_due_are_two(tmp_path: Path) -> None:
    faces = (FRONT, back(1), FRONT, back(1))
    path = printed(tmp_path / "a.pdf", faces)
    codes = (planned(1, 2), planned(2, 4))
    for _ in range(2):
        assert [(one.code, one.page) for one in read(path, codes).proof.problems] == [("code-wrong-link", 4)]
        assert known(path, codes)[0] == [1, 2, 3]
    right = (planned(1, 2), planned(1, 4))
    assert known(path, right)[0] == [1, 2, 3, 4]


def test_pages_come_go_and_move(homes: Callable[[str], Path], tmp_path: Path) -> None:
    read(printed(tmp_path / "a.pdf"))
    faces = (FRONT, back(3), FRONT, back(4), FRONT, back(1), FRONT, back(5))
    codes = (planned(3, 2), planned(4, 4), planned(1, 6), planned(5, 8))
    path = printed(tmp_path / "b.pdf", faces)
    assert known(path, codes) == ([1, 2, 3, 5, 6, 7], [1, 2, 3, 5, 6, 7])
    warm = said(read(path, codes))
    homes("cold")
    assert warm == said(read(path, codes))


def test_a_file_with_more_or_less_pages_than_it_should_have_is_looked_at_whole(
    tmp_path: Path,
) -> None:
    read(printed(tmp_path / "a.pdf"))
    for faces in ((*FACES, PANEL + code(url(7))), FACES[:5]):
        path = printed(tmp_path / "b.pdf", faces)
        memory = memory_of(("deck",), Depth.USUAL)
        assert memory is not None
        assert memory.good(fingerprints(path), Due(6, CODES, X4)) == Good()
        found = read_back(Finished(path, Due(6, CODES, X4), ("deck",)), Depth.USUAL, 1)
        assert [one.code for one in found.proof.problems] == ["code-stray" if len(faces) > 6 else "code-missing"]


def hide_code(pdf: Pdf) -> None:
    """The picture shows a code, which the first page covers."""
    made = symbol(url(7)).matrix
    side = len(made) + 8
    dark = [bytes(4) + bytes(row) + bytes(4) for row in made]
    white = bytes(side)
    lines = [white] * 4 + dark + [white] * 4
    pixels = b"".join(
        bytes((0, 0, 0, 255 * lines[y // 6][x // 6])) if x // 6 < side else bytes(4)
        for y in range(6 * side)
        for x in range(12 * side)
    )
    image = pdf.pages[0].obj.Resources.XObject.Im
    image.write(pixels)
    image.Width, image.Height = 12 * side, 6 * side
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + in_mm("0.6 0.3 0.1 0.1 k 13 68 40 20 re f"))


def test_a_picture_that_another_page_answered_for_is_drawn_when_that_page_goes(
    homes: Callable[[str], Path], tmp_path: Path
) -> None:
    path = printed(tmp_path / "a.pdf", spoil=hide_code)
    assert read(path).proof.problems == ()
    assert known(path)[0] == ALL

    def without_first(pdf: Pdf) -> None:
        hide_code(pdf)
        del pdf.pages[0]

    after = printed(tmp_path / "b.pdf", spoil=without_first)
    codes = [replace(one, page=one.page - 1) for one in CODES]
    warm = said(read(after, codes))
    homes("cold")
    assert warm == said(read(after, codes))
    assert [(one.code, one.page) for one in read(after, codes).proof.problems] == [("code-stray", 2)]


def test_what_is_wrong_is_not_remembered(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", spoil=stray)
    told = [said(read(path)) for _ in range(3)]
    assert told == told[:1] * 3
    assert known(path) == ([1, 2, 4, 5, 6], ALL)
    bad = printed(tmp_path / "b.pdf", spoil=widths)
    told = [said(read(bad)) for _ in range(2)]
    assert told == told[:1] * 2
    assert known(bad) == (ALL, [])
