"""What was found good is not looked at again, and whatever is asked, the answer is that of a run that remembers nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from press_file import BLEED, MM, MODULE, PANEL, PICTURE, TEXT, TRIM, X4, code, press_file, spot

from cardkit.codes.symbol import symbol
from cardkit.geometry import Rect
from cardkit.ink import KEY, PAPER, Cmyk
from cardkit.job import remembered
from cardkit.job.reading import Finished, Readback, read_back
from cardkit.job.remembered import Due, Good, memory_of
from cardkit.machine import maker as makers
from cardkit.machine import store
from cardkit.pdf.fingerprint import fingerprints
from cardkit.preflight.depth import Depth
from cardkit.preflight.expectation import ExpectedCode
from cardkit.press.model import Press

#: Lower left corner of a code in mm from that of the bleed.
AT = (12.0, 12.0)

FRONT = PANEL + PICTURE + TEXT
Spoil = Callable[[Pdf], None]


def url(number: int) -> str:
    return f"https://nmg.example.org/c/{number:06}"


def back(number: int) -> str:
    return PANEL + TEXT + code(url(number))


def planned(number: int, page: int) -> ExpectedCode:
    made = symbol(url(number))
    side = len(made.matrix) * MODULE
    box = Rect(AT[0] - BLEED, TRIM[1] - (AT[1] - BLEED) - side, side, side)
    return ExpectedCode(
        page, made.url, made.matrix, box, made.version, made.level, label=f"c{number}", ink=KEY, ground=PAPER
    )


#: Three cards of a front and a back.
CODES = tuple(planned(number, 2 * number) for number in (1, 2, 3))
FACES = tuple(FRONT if page % 2 else back(page // 2) for page in range(1, 7))


def printed(path: Path, faces: Sequence[str] = FACES, spoil: Spoil | None = None) -> Path:
    """A file with a page for each face; forms, pictures and fonts are shared."""

    def fill(pdf: Pdf) -> None:
        for page, face in zip(pdf.pages, faces, strict=True):
            page.obj.Contents = pdf.make_stream(in_mm(face))
        if spoil:
            spoil(pdf)

    return press_file(path, "", fill, pages=len(faces))


def in_mm(face: str) -> bytes:
    return f"q {MM:.6f} 0 0 {MM:.6f} 0 0 cm\n{face}\nQ\n".encode()


def read(
    path: Path,
    codes: Sequence[ExpectedCode] = CODES,
    depth: Depth = Depth.USUAL,
    press: Press | None = X4,
    jobs: int = 1,
) -> Readback:
    return read_back(Finished(path, due(path, codes, press), ("deck",)), depth, jobs)


def due(path: Path, codes: Sequence[ExpectedCode] = CODES, press: Press | None = X4) -> Due:
    with pikepdf.open(path) as pdf:
        return Due(len(pdf.pages), codes, press)


def known(path: Path, codes: Sequence[ExpectedCode] = CODES, press: Press | None = X4) -> tuple[list[int], list[int]]:
    """The pages that need not be looked at for their codes, and for their structure."""
    memory = memory_of(("deck",), Depth.USUAL)
    assert memory is not None
    good = memory.good(fingerprints(path), due(path, codes, press))
    return sorted(good.proofs), sorted(good.shares)


ALL = [1, 2, 3, 4, 5, 6]


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Choose where things are kept: each name is a place of its own."""

    def choose(name: str) -> Path:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        return tmp_path / name / "cardkit" / "proofs"

    choose("warm")
    return choose


def said(found: Readback) -> tuple[object, ...]:
    """All that a render hands on."""
    return found.proof.problems, found.proof.grades, found.structure, found.sha256


def test_what_was_good_is_not_looked_at_again(homes: Callable[[str], Path], tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    assert known(path) == ([], [])
    first = read(path)
    assert said(first)[:3] == ((), ("A", "A", "A"), ())
    assert known(path) == (ALL, ALL)
    written = [one.stat().st_mtime_ns for one in homes("warm").iterdir()]
    assert said(read(path)) == said(first)
    assert [one.stat().st_mtime_ns for one in homes("warm").iterdir()] == written, "it was written again"
    assert len(written) == 1


def content(pdf: Pdf) -> None:
    page = pdf.pages[1].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"8 50 Tm", b"8 51 Tm"))


def code_of_one(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(in_mm(back(9)))


def stray(pdf: Pdf) -> None:
    page = pdf.pages[2].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + in_mm(code(url(7))))


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


def test_full_depth_looks_at_everything_and_remembers_nothing(homes: Callable[[str], Path], tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    full = read(path, depth=Depth.FULL)
    assert not homes("warm").exists()
    assert all(proof.stressed[0] for number, proof in full.proof.pages.items() if number % 2 == 0)
    read(path)
    kept = [one.read_bytes() for one in homes("warm").iterdir()]
    again = read(path, depth=Depth.FULL)
    assert said(again) == said(full)
    assert [one.read_bytes() for one in homes("warm").iterdir()] == kept


def test_another_version_of_cardkit_or_a_library_has_a_memory_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed(tmp_path / "a.pdf")
    read(path)
    for library in ("pypdfium2", "pikepdf", "zxing-cpp", "deqr", "numpy"):
        with monkeypatch.context() as patch:
            patch.setattr(makers, "version", lambda name, changed=library: "0" if name == changed else version(name))
            makers.maker.cache_clear()
            assert known(path) == ([], []), library
    for room in ("codes", "pdf", "preflight", "press"):
        with monkeypatch.context() as patch:
            patch.setattr(remembered, "_ROOMS", tuple(name for name in remembered._ROOMS if name != room))
            makers.maker.cache_clear()
            assert known(path) == ([], []), room
    makers.maker.cache_clear()
    assert known(path) == (ALL, ALL)


def test_damaged_and_foreign_memories_are_none(homes: Callable[[str], Path], tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf")
    right = said(read(path))
    (file,) = homes("warm").iterdir()
    whole = file.read_bytes()
    place, name = file.parent, file.name
    body = store.fetch(place, name)
    assert body is not None
    kept = json.loads(body)
    for spoilt in (whole[:-9], b"", whole[:60] + b"X" + whole[61:], whole.replace(b"true", b"fals")):
        file.write_bytes(spoilt)
        assert known(path) == ([], [])
        assert said(read(path)) == right
    file.write_bytes(whole)
    # What another edition remembers is no memory of this one.
    other = read_back(Finished(path, due(path), ("other",)), Depth.USUAL, 1)
    assert said(other) == right
    (foreign,) = set(place.iterdir()) - {file}
    foreign.write_bytes(whole)
    memory = memory_of(("other",), Depth.USUAL)
    assert memory is not None
    assert memory.is_empty
    # Whoever writes there may say what they like: cardkit does not fail of it.
    pages = list(kept["proofs"])
    foreign_words: tuple[object, ...] = (
        [],
        None,
        {**kept, "kinds": 7},
        {**kept, "kinds": [[1]]},
        {**kept, "proofs": []},
        {**kept, "proofs": {page: [[0], [None]] for page in pages}},
        {**kept, "proofs": {page: [[99], [None], [], True] for page in pages}},
        {**kept, "proofs": {page: [[], [], [], True] for page in pages}},
        {**kept, "proofs": {page: [[0], [["A"]], [], True] for page in pages}},
        {**kept, "pictures": [[1, 2, 3]]},
        {**kept, "structure": dict.fromkeys(kept["structure"], "x")},
    )
    for wrong in foreign_words:
        store.keep(place, name, json.dumps(wrong).encode())
        assert said(read(path)) == right
    store.keep(place, name, b"[" * 100_000)
    assert said(read(path)) == right


def test_a_machine_without_a_home_remembers_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    path = printed(tmp_path / "a.pdf")
    assert said(read(path)) == said(read(path))
    assert memory_of(("deck",), Depth.USUAL) is None


def test_processes_find_what_one_finds_and_remember_the_same(
    homes: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardkit.job.reading._WORTH_COPYING", 0.0001)
    path = printed(tmp_path / "a.pdf", spoil=stray)
    alone = said(read(path))
    (file,) = homes("warm").iterdir()
    homes("several")
    for _ in range(2):
        assert said(read(path, jobs=3)) == alone
    body = store.fetch(homes("several"), file.name)
    assert body is not None
    # Each process draws the pictures of its own pages, so that more of them are sure of themselves.
    assert sorted(json.loads(body)["proofs"]) == sorted(
        json.loads(store.fetch(homes("warm"), file.name) or b"")["proofs"]
    )


@given(
    changes=st.lists(st.tuples(st.integers(0, 5), st.integers(10, 40)), max_size=4),
    wide=st.lists(st.booleans(), min_size=6, max_size=6),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sample_is_that_of_a_run_that_remembers_nothing(
    changes: list[tuple[int, int]], wide: list[bool], homes: Callable[[str], Path], tmp_path: Path
) -> None:
    """Cards change, and with them which codes are stressed; some are printed smaller, and are another sort."""
    homes("warm")
    cards = list(range(6))
    for change in (None, *changes):
        if change:
            cards[change[0]] = change[1]
        faces, codes = [], []
        for page, number in enumerate(cards, start=1):
            module = MODULE if wide[page - 1] else 0.45
            one = planned(number, page)
            side = len(one.matrix) * module
            faces.append(PANEL + code(url(number), module=module))
            codes.append(replace(one, box=Rect(AT[0] - BLEED, TRIM[1] - (AT[1] - BLEED) - side, side, side)))
        path = printed(tmp_path / "a.pdf", faces)
        warm = said(read(path, codes))
    homes(f"cold {changes} {wide}".translate({ord("("): None, ord(")"): None})[:99])
    assert warm == said(read(path, codes))


@pytest.mark.slow
def test_processes_that_begin_anew_find_the_same(
    homes: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed(tmp_path / "a.pdf", spoil=stray)
    alone = said(read(path))
    homes("anew")
    monkeypatch.setattr("cardkit.job.reading._MANY", 1)
    monkeypatch.setattr("cardkit.job.reading._WORTH_BEGINNING", 0.0001)
    for _ in range(2):
        assert said(read(path, jobs=2)) == alone
    assert known(path) == ([1, 2, 4, 5, 6], ALL)
