"""Content streams are parted into the same operations as another reader finds, whatever is in them."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardkit.pdf.operation import PATH, inline_image, name, numbers, operations, shown

OPERANDS = st.one_of(
    st.integers(-999, 999).map(str),
    st.floats(-999, 999).map(lambda value: f"{value:.3f}"),
    st.sampled_from(["/F1", "/A#20B", "/X.1"]),
    st.text("ab() \\", max_size=6).map(lambda text: "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"),
    st.sampled_from(["(a(b(c))d)", "<00FF>", "< 4 1 >", "[(a) -20 <41>]", "[[1 2] /N]", "<</A 1>>", "<</A <</B (>>)>>>>", "true"]),
)  # fmt: skip
OPERATIONS = st.tuples(
    st.lists(OPERANDS, max_size=4),
    st.sampled_from(["k", "cm", "Tj", "TJ", "gs", "Do", "BDC", "f*", "n", "W", "T*", "'"]),
)


@settings(max_examples=150)
@given(st.lists(OPERATIONS, max_size=12), st.sampled_from(["\n", " ", " % a (comment\n"]))
def test_operations_are_those_of_another_reader(given_operations: list[tuple[list[str], str]], between: str) -> None:
    stream = between.join(" ".join([*operands, operator]) for operands, operator in given_operations).encode()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(stream)
        theirs = [(str(one.operator).encode(), list(one.operands)) for one in pikepdf.parse_content_stream(page)]
    ours = list(operations(stream))
    assert [operator for operator, _ in ours] == [operator for operator, _ in theirs]
    for (_, mine), (_, their) in zip(ours, theirs, strict=True):
        parsed = pikepdf.Object.parse(b"[" + mine + b"]")
        assert len(parsed) == len(their)
        for one, other in zip(parsed, their, strict=True):
            assert one == other


@given(st.binary(max_size=300))
def test_rubbish_ends(stream: bytes) -> None:
    for _, operands in operations(stream):
        numbers(operands)
        name(operands)
        shown(operands)


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"0 0 m 1 1 l S", [(b"S", b"0 0 m 1 1 l")]),
        (b"0 0 1 1 re W n 2 2 m 3 3 l f* Q", [(PATH, b"0 0 1 1 re"), (b"W", b""), (b"n", b""), (b"f*", b"2 2 m 3 3 l"), (b"Q", b"")]),
        (b"0 0 1 1 re % one\nf", [(PATH, b"0 0 1 1 re"), (b"f", b"")]),
        (b"BT/F1 12 Tf(x)Tj ET", [(b"BT", b""), (b"Tf", b"/F1 12 "), (b"Tj", b"(x)"), (b"ET", b"")]),
        (b"]] 1 g", [(b"g", b"1 ")]),
        (b"1 2 3", []),
    ],
)  # fmt: skip
def test_paths_and_odd_ends(stream: bytes, expected: list[tuple[bytes, bytes]]) -> None:
    assert list(operations(stream)) == expected


def test_inline_image_with_an_end_mark_in_its_data() -> None:
    data = b"\x00 EI \xff\x01"
    (image, after) = operations(b"BI /W 2 /H 1 ID " + data + b" EI\n1 g")
    assert inline_image(image[1]) == (b" /W 2 /H 1 ", data)
    assert after == (b"g", b"1 ")


def test_operands() -> None:
    assert numbers(b"1 -.5 +3 1.2.3 --4") == [1, -0.5, 3, 0, 0]
    assert name(b"/Span <</A 1>> /A#20B ") == "/A B"
    assert shown(b"[(ab\\)c\\051) -20 <0041>]") == 7
    assert numbers(b"9" * 400) == [float("inf")]


_TEXTS = (
    "[<0001>57.5<00020003>] TJ",
    "<0001> Tj",
    "(a \\) b) Tj",
    "(a (b) c) Tj",
    "[(a) 3 (b)] TJ",
    "(a) '",
    "(a) Tj (b) Tj",
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "/Span <</ActualText <FEFF0041>>> BDC\n", "/P <</MCID 0>> BDC ", "/OC /MC0 BDC "]),
            st.sampled_from(
                ["0.352778 0 0 -0.352778 5 95.9556 Tm\n", "1 0 0 1 5 Tm ", "5 9 Td ", "1 2 3 4 5 6 Tm 3 Tr "]
            ),
            st.sampled_from(["", "-0.22 Tc\n"]),
            st.sampled_from(["/F1 22 Tf\n", "/F#31 9.5 Tf ", "/F1 22 % said\nTf ", ""]),
            st.sampled_from(_TEXTS),
            st.sampled_from([" ET\nEMC\n", "\n0 Tc ET\n", " ET q 1 0 0 1 0 0 cm ", " ETX ", ""]),
        ),
        max_size=6,
    )
)
def test_lean_operations_leave_out_only_what_tells_nothing(lines: list[tuple[str, ...]]) -> None:
    """Tags, letter spacing, and begin and end of lines that say their place themselves."""
    content = "".join(f"{tag}BT {place}{spacing}{font}{text}{end}" for tag, place, spacing, font, text, end in lines)
    left_out = (b"BT", b"ET", b"Tc", b"BDC", b"EMC")

    def told(*, lean: bool) -> list[tuple[bytes, list[bytes]]]:
        found = operations(content.encode(), lean=lean)
        return [
            (b"TJ" if operator == b"Tj" else operator, operands.split())
            for operator, operands in found
            if operator not in left_out
        ]

    assert told(lean=True) == told(lean=False)


def test_lean_operations_are_few() -> None:
    content = b"/Span <</ActualText <FEFF>>> BDC\nBT 1 0 0 1 5 9 Tm\n-0.2 Tc\n/F1 22 Tf\n[<0001>] TJ\n0 Tc ET\nEMC\n0 g"
    assert [operator for operator, _ in operations(content, lean=True)] == [b"Tm", b"Tf", b"TJ", b"g"]
    # What begins a line that does not say its place tells where it stands.
    assert [operator for operator, _ in operations(b"BT 5 9 Td (a) Tj ET", lean=True)] == [b"BT", b"Td", b"Tj", b"ET"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<A", []),
        (b"1<J", []),
        (b"q [<41] Q", [(b"q", b""), (b"Q", b"[<41]")]),
        (b"1 2 m 3 fo", [(b"path", b"1 2 m"), (b"fo", b"3 ")]),
        (b"1 2 3 4 re\nfx", [(b"path", b"1 2 3 4 re"), (b"fx", b"")]),
    ],
)
def test_what_breaks_off_is_taken_back_to_where_it_began(content: bytes, found: list[tuple[bytes, bytes]]) -> None:
    """Python before 3.11.5 goes on from the middle of a possessive group that failed."""
    assert list(operations(content)) == found
    assert list(operations(content, lean=True)) == found
