"""A page's fingerprint changes with everything that decides how it shows, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from cardkit.pdf.fingerprint import fingerprints

Change = Callable[[Pdf], None]


def written(path: Path, change: Change | None = None, **how: object) -> Path:
    """Three pages: the first two share a font, a form and a picture; the third has nothing but its content."""
    with pikepdf.new() as pdf:
        program = pdf.make_stream(b"font program")
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, BaseFont=Name.A, FontDescriptor=Dictionary(FontFile2=program))
        )
        picture = pdf.make_stream(b"pixels", Type=Name.XObject, Subtype=Name.Image, Width=3, Height=2)
        form = pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
        state = pdf.make_indirect(Dictionary(OP=False))
        for number in range(3):
            pdf.add_blank_page(page_size=(100, 200))
            page = pdf.pages[-1].obj
            page.Contents = pdf.make_stream(f"% page {number}".encode())
            page.Resources = Dictionary()
            if number < 2:
                page.Resources = Dictionary(
                    Font=Dictionary(F=font), XObject=Dictionary(P=picture, X=form), ExtGState=Dictionary(S=state)
                )
        pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX, DestOutputProfile=pdf.make_stream(b"profile"))])
        pdf.Root.Metadata = pdf.make_stream(b"<title>Cards</title>", Type=Name.Metadata, Subtype=Name.XML)
        if change:
            change(pdf)
        pdf.save(path, **({"object_stream_mode": pikepdf.ObjectStreamMode.disable} | how))
    return path


def digests(path: Path) -> tuple[bytes | None, ...]:
    """Of each page; nothing in these files has letters, so that each shows what is written."""
    found = fingerprints(path)
    assert found is not None
    assert [digest is None for digest in found.shown] == [digest is None for digest in found.written]
    assert fingerprints(path, {digest: digest for digest in found.written if digest}) == replace(
        found, shown=found.written
    )
    return tuple(one and other and one + other for one, other in zip(found.written, found.shown, strict=True))


def content(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents.write(b"% page O")


def more_content(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, pdf.make_stream(b"f")])


def font(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.F.FontDescriptor.FontFile2.write(b"font_program")


def picture(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.P.write(b"pixelS")


def picture_entry(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.P.Width, pdf.pages[0].obj.Resources.XObject.P.Height = 2, 3


def form(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.X.write(b"0 0 1 2 re f")


def state(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState.S.OP = True


def names_swapped(pdf: Pdf) -> None:
    shelf = pdf.pages[0].obj.Resources.XObject
    shelf.P, shelf.X = shelf.X, shelf.P


def box(pdf: Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([0, 0, 99, 200])


def inherited(pdf: Pdf) -> None:
    pdf.Root.Pages.Rotate = 90


def intent(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"profilE")


def layers(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(D=Dictionary(BaseState=Name.OFF))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (content, [False, True, True]),
        (more_content, [False, True, True]),
        (box, [False, True, True]),
        (names_swapped, [False, True, True]),
        (font, [False, False, True]),
        (picture, [False, False, True]),
        (picture_entry, [False, False, True]),
        (form, [False, False, True]),
        (state, [False, False, True]),
        (inherited, [False, False, False]),
        (intent, [False, False, False]),
        (layers, [False, False, False]),
    ],
)
def test_a_change_shows_in_the_pages_that_it_concerns(change: Change, same: list[bool], tmp_path: Path) -> None:
    before, after = digests(written(tmp_path / "a.pdf")), digests(written(tmp_path / "b.pdf", change))
    assert None not in after
    assert [one == other for one, other in zip(before, after, strict=True)] == same


def title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Other cards"
    pdf.Root.Metadata.write(b"<title>Other cards</title>")
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("A card", 1))


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (title, {}),
        (None, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}),
        (None, {"linearize": True}),
    ],
)
def test_what_the_file_says_of_itself_and_how_it_is_packed_does_not_show(
    change: Change | None, how: dict[str, object], tmp_path: Path
) -> None:
    before = digests(written(tmp_path / "a.pdf", force_version="1.6"))
    assert digests(written(tmp_path / "b.pdf", change, force_version="1.6", **how)) == before


def test_pages_come_and_go(tmp_path: Path) -> None:
    def more(pdf: Pdf) -> None:
        pdf.add_blank_page(page_size=(9, 9))
        pdf.pages.insert(0, pdf.pages[-1])
        del pdf.pages[-1]

    def fewer(pdf: Pdf) -> None:
        del pdf.pages[0]

    before = digests(written(tmp_path / "a.pdf"))
    assert digests(written(tmp_path / "b.pdf", more))[1:] == before
    assert digests(written(tmp_path / "c.pdf", fewer)) == before[1:]


def test_equal_pages_are_equal_and_every_picture_has_its_digest(tmp_path: Path) -> None:
    def alike(pdf: Pdf) -> None:
        pdf.pages[1].obj.Contents = pdf.make_stream(pdf.pages[0].obj.Contents.read_bytes())

    found = fingerprints(written(tmp_path / "a.pdf", alike))
    assert found is not None
    assert found.written[0] == found.written[1] != found.written[2]
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.pages[0].obj.Resources.XObject.P.objgen in found.pictures


@pytest.mark.parametrize("text", [b"7 0 R", b"(7 0 R", b"\\) 7 0 R", b"\n7 0 R <</A 7 0 R>>", bytes(range(256))])
def test_references_in_strings_are_letters(text: bytes, tmp_path: Path) -> None:
    def say(what: bytes) -> Change:
        def change(pdf: Pdf) -> None:
            pdf.pages[0].obj.Note = String(what)
            pdf.pages[1].obj.Note = pdf.make_indirect(String(what))

        return change

    one, other = digests(written(tmp_path / "a.pdf", say(text))), digests(written(tmp_path / "b.pdf", say(text + b"8")))
    assert one[0] != other[0]
    assert one[1] != other[1]


def test_the_same_in_other_containers_differs(tmp_path: Path) -> None:
    """A reference is no text of its digest, a name no string, and one array is not two."""
    values = [Array([1, 2]), Array([Array([1]), 2]), Name("/1#202"), String("1 2"), String("/1#202"), Dictionary(A=1)]

    def put(number: int) -> Change:
        def change(pdf: Pdf) -> None:
            pdf.pages[0].obj.Thing = values[number]

        return change

    found = [digests(written(tmp_path / f"{number}.pdf", put(number)))[0] for number in range(len(values))]
    assert len(set(found)) == len(values)


def to_itself(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.X.Resources = Dictionary(XObject=pdf.pages[0].obj.Resources.XObject)
    pdf.pages[0].obj.Resources.XObject.X.Self = pdf.pages[0].obj.Resources.XObject.X


def to_another_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Subtype=Name.Link, P=pdf.pages[1].obj))])


def deep(pdf: Pdf) -> None:
    inner = Dictionary(End=1)
    for _ in range(400):
        inner = pdf.make_indirect(Dictionary(In=inner))
    pdf.pages[0].obj.Thing = inner


@pytest.mark.parametrize(("change", "told"), [(to_itself, [2]), (to_another_page, [1, 2]), (deep, [1, 2])])
def test_of_a_page_that_leads_to_others_or_to_itself_nobody_can_tell(
    change: Change, told: list[int], tmp_path: Path
) -> None:
    found = digests(written(tmp_path / "a.pdf", change))
    assert [number for number, digest in enumerate(found) if digest is not None] == told


def test_a_tree_of_pages_that_leads_to_itself_ends(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Pages.Parent = pdf.Root.Pages
        pdf.save(path)
    found = fingerprints(path)
    assert found is None or set(found.written) == {None}


@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda data: data[:0], lambda data: data + b"\n%%EOF x"]
)
def test_of_a_damaged_file_nobody_can_tell(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf")
    path.write_bytes(spoil(path.read_bytes()))
    assert fingerprints(path) is None or digests(path) == digests(written(tmp_path / "b.pdf"))


def test_of_an_encrypted_file_nobody_can_tell(tmp_path: Path) -> None:
    assert fingerprints(written(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user=""))) is None


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fingerprints(tmp_path / "none.pdf")
