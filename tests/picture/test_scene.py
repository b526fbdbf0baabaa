"""Scenes: what is drawn, and every fault at its line and column."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.geometry import Point, Rect
from cardkit.picture.scene import Scene, Shape, parse
from cardkit.picture.shape import Path

TOKENS = ("sky-1", "sky-2", "sand-1", "snow")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 76 90">'


def scene(text: str) -> Scene:
    """The scene in a whole file or, without ``<svg``, in the body of one."""
    whole = text if "<svg" in text else f"{HEAD}{text}</svg>"
    found, problems = parse(whole.encode(), "s.svg", TOKENS)
    assert problems == ()
    assert found
    return found


def shape(text: str) -> Shape:
    (only,) = scene(text).shapes
    return only


def check(text: str | bytes, *expected: str) -> None:
    """The problems of a file, each as "line:column code", in the order of the file."""
    data = text.encode() if isinstance(text, str) else text
    found, problems = parse(data, "s.svg", TOKENS)
    assert [f"{p.span.line}:{p.span.column} {p.code}" for p in problems if p.span] == list(expected)
    assert (found is None) == bool(expected)
    assert all(p.hint and p.hint.endswith((".", "?")) for p in problems)


def body(*lines: str) -> str:
    """A file whose lines after the first are given."""
    return "\n".join([HEAD, *lines, "</svg>"])


# What is drawn


def test_view_focus_and_horizon_come_from_the_root() -> None:
    found = scene(
        '<svg viewBox="-3 -3 76 90" data-focus="35 42" data-horizon="56"><rect class="snow" width="1" height="1"/></svg>'
    )
    assert found.view == Rect(-3, -3, 76, 90)
    assert found.focus == Point(35, 42)
    assert found.horizon == 56
    assert found.focus_share == Point(0.5, 0.5)


def test_focus_is_the_centre_where_nothing_is_said() -> None:
    found = scene('<rect class="snow" width="1" height="1"/>')
    assert found.focus == Point(35, 42)
    assert found.horizon is None


def test_class_fills_and_line_strokes() -> None:
    filled, drawn = scene(
        '<path class="sky-1" d="M0 0H2V2Z" fill-rule="evenodd"/>'
        '<path class="line sand-1" stroke-width="0.4" stroke-linecap="round" stroke-linejoin="bevel" d="M0 0L2 2"/>'
    ).shapes
    assert (filled.fill, filled.stroke, filled.even_odd) == ("sky-1", None, True)
    assert (drawn.fill, drawn.stroke, drawn.width, drawn.cap, drawn.join) == (None, "sand-1", 0.4, "round", "bevel")


def test_groups_hand_their_look_down() -> None:
    inherited, own = scene(
        '<g class="line sky-1" stroke-width=".5"><path d="M0 0H1"/><path class="snow" d="M0 0H1V1"/></g>'
    ).shapes
    assert (inherited.stroke, inherited.width) == ("sky-1", 0.5)
    assert (own.fill, own.stroke) == ("snow", None)


def test_transforms_nest_and_scale_strokes() -> None:
    found = shape(
        '<g transform="translate(10 20)"><g transform="scale(2)">'
        '<path class="line snow" stroke-width=".5" transform="rotate(90 1 1)" d="M1 0L1 1"/></g></g>'
    )
    assert found.width == pytest.approx(1)
    assert rounded(found) == [("M", 14, 22), ("L", 12, 22)]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<rect class="snow" x="1" y="2" width="3" height="4"/>', "M1,2 L4,2 L4,6 L1,6 Z"),
        ('<line class="line snow" x1="1" y2="2"/>', "M1,0 L0,2"),
        ('<polyline class="snow" points="0,0 1,0 1-1"/>', "M0,0 L1,0 L1,-1"),
        ('<polygon class="snow" points="0 0,1 0,1 1"/>', "M0,0 L1,0 L1,1 Z"),
    ],
)
def test_simple_shapes_become_paths(element: str, expected: str) -> None:
    assert written(shape(element)) == expected


def test_round_corners_take_the_other_radius_and_stop_at_half_the_side() -> None:
    halved = written(shape('<rect class="snow" width="4" height="10" rx="9" ry="1"/>'))
    assert halved.startswith("M2,0 L2,0 C")
    assert " L4,9 C" in halved
    assert shape('<rect class="snow" width="9" height="9" rx="2"/>') == shape(
        '<rect class="snow" width="9" height="9" ry="2"/>'
    )


@given(st.floats(0.1, 50), st.floats(0, 0.999))
def test_circle_is_round(radius: float, share: float) -> None:
    found = shape(f'<circle class="snow" cx="3" cy="4" r="{radius:.6f}"/>')
    x, y = point_at(found.path, share)
    assert math.hypot(x - 3, y - 4) == pytest.approx(radius, rel=0.001, abs=1e-5)


def test_what_editors_leave_behind_is_passed_over() -> None:
    found = scene(
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
        <!-- Created with Inkscape -->
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
             xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" version="1.1" id="a" inkscape:version="1.2"
             fill="none" width="10mm" height="10mm" preserveAspectRatio="xMidYMid slice">
          <title>呼和浩特</title><desc>x</desc><metadata><rdf xmlns="urn:x"><a fill="red"/></rdf></metadata>
          <style>.snow{fill:#fff}</style><defs id="d"><path d="M0 0"/></defs>
          <inkscape:grid units="mm"/>
          <g inkscape:label="sky" id="layer1" opacity="1"><path class="snow" d="M0 0h1v1z" id="p" data-x="1"/></g>
        </svg>"""
    )
    assert len(found.shapes) == 1


def test_byte_order_mark_and_other_prefixes_are_fine() -> None:
    text = '\ufeff<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:circle class="snow" r="1"/></s:svg>'
    assert parse(text.encode(), "s.svg", TOKENS)[1] == ()


def test_shape_knows_its_place() -> None:
    span = shape(body("", '  <circle class="snow" r="1"/>')).span
    assert (span.file, span.line, span.column, span.end_column) == ("s.svg", 3, 3, 10)


def test_digest_is_of_the_file() -> None:
    one, two = scene('<circle class="snow" r="1"/>'), scene('<circle class="snow" r="1" />')
    assert one.digest != two.digest
    assert re.fullmatch("[0-9a-f]{64}", one.digest)


# What is refused


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<rect class="sky-11" width="1" height="1"/>', "2:14 unknown-token"),
        ('<rect width="1" class="line  snwo" height="1"/>', "2:30 unknown-token"),
        ('<rect width="1" height="1"/>', "2:1 scene-class"),
        ('<rect class="" width="1" height="1"/>', "2:14 scene-class"),
        ('<rect class="sky-1 sky-2" width="1" height="1"/>', "2:14 scene-class"),
        ('<line class="snow" x1="1"/>', "2:14 scene-class"),
        ('<rect fill="#abc" width="1" height="1"/>', "2:7 scene-attribute"),
        ('<rect class="snow" style="fill:red" width="1" height="1"/>', "2:20 scene-attribute"),
        ('<g opacity=".5"><circle class="snow" r="1"/></g>', "2:4 scene-attribute"),
        ('<g fill="#abc"><circle r="1"/><circle r="2"/></g>', "2:4 scene-attribute"),
        ('<circle class="snow" r="1" clip-path="url(#a)"/>', "2:28 scene-attribute"),
        ('<circle class="snow" r="1" stroke-linecap="rund"/>', "2:44 scene-attribute"),
        ('<circle class="snow" r="1" storke-width="1"/>', "2:28 scene-attribute"),
        ('<circle class="snow" r="1" stroke-dasharray="1 2"/>', "2:28 scene-attribute"),
        ("<text>Hohhot</text>", "2:1 scene-element"),
        ('<g><image href="a.png"/></g>', "2:4 scene-element"),
        ('<use href="#a"/>', "2:1 scene-element"),
        ('<svg viewBox="0 0 1 1"/>', "2:1 scene-element"),
        ('<recht class="snow"/>', "2:1 scene-element"),
        ("<script>alert(1)</script>", "2:1 scene-element"),
        ("<defs><linearGradient><stop/><stop/></linearGradient></defs>", "2:7 scene-element"),
        ('<path class="snow" d="M0 0 L1"/>', "2:28 scene-geometry"),
        ('<path class="snow" d="0 0 L1 1"/>', "2:23 scene-geometry"),
        ('<path class="snow" d="M0 0 L1 1x"/>', "2:32 scene-geometry"),
        ('<path class="snow"/>', "2:1 scene-geometry"),
        ('<path class="snow" d=""/>', "2:23 scene-geometry"),
        ('<path class="snow" d="M0 0 L1e99 1"/>', "2:29 scene-geometry"),
        ('<circle class="snow" r="0"/>', "2:25 scene-geometry"),
        ('<circle class="snow" r="2mm"/>', "2:25 scene-geometry"),
        ('<circle class="snow"/>', "2:1 scene-geometry"),
        ('<rect class="snow" width="-1" height="1"/>', "2:27 scene-geometry"),
        ('<rect class="snow" width="10%" height="1"/>', "2:27 scene-geometry"),
        ('<polygon class="snow" points="1 2 3"/>', "2:31 scene-geometry"),
        ('<path class="line snow" stroke-width="0" d="M0 0H1"/>', "2:39 scene-geometry"),
        ('<g transform="rotate(1 2)"><circle class="snow" r="1"/></g>', "2:15 scene-geometry"),
        ('<g transform="scale(0)"><circle class="snow" r="1"/></g>', "2:15 scene-geometry"),
        ('<g transform="turn(5)"><circle class="snow" r="1"/></g>', "2:15 scene-geometry"),
        ('<g transform="translate(9999 0) translate(9999)"><circle class="snow" r="1"/></g>', "2:15 scene-geometry"),
        ('<rect class="snow" width="1" height="1">', "3:3 scene-syntax"),
        ("&nbsp;", "2:1 scene-syntax"),
        ("<a:b/>", "2:1 scene-syntax"),
    ],
)
def test_fault_is_reported_once_where_it_stands(line: str, expected: str) -> None:
    check(body(line), expected)


def test_column_counts_characters_and_attributes_may_stand_on_lines_of_their_own() -> None:
    check(body('<title>呼和浩特</title><rect class="sky-9" width="1" height="1"/>'), "2:33 unknown-token")
    check(body('<rect id="呼" class="sky-9" width="1" height="1"/>'), "2:21 unknown-token")
    check(body("<rect", '  class="sky-9"', '  width="1" height="1"/>'), "3:10 unknown-token")


def test_fault_in_long_path_data_stands_at_its_own_line() -> None:
    check(body('<path class="snow" d="M0 0', "  L1 1", '  L2 oops"/>'), "4:6 scene-geometry")


def test_windows_line_ends_count_once() -> None:
    check(body("", '<path class="snow"', ' d="M0 0', ' Lx"/>').replace("\n", "\r\n"), "5:3 scene-geometry")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 scene-syntax"),
        ("hello", "1:1 scene-syntax"),
        ("<html/>", "1:1 scene-syntax"),
        (f"{HEAD}<g>", "1:66 scene-syntax"),
        (b"\x1f\x8b\x08\x00", "1:1 scene-syntax"),
        ('<svg viewBox="0 0 1 1"/>'.encode("utf-16"), "1:1 scene-syntax"),
        ("<svg>\n<title>é</title></svg>".encode("latin-1"), "2:8 scene-syntax"),
        ('<svg viewBox="0 0 1 1"/>', "1:1 scene-empty"),
        ('<svg width="9"/>', "1:1 scene-view-box"),
        ('<svg viewBox="0 0 1"/>', "1:15 scene-view-box"),
        ('<svg viewBox="0 0 1 0"/>', "1:15 scene-view-box"),
        ('<svg viewBox="0 0 1 1" data-focus="0.5"/>', "1:36 scene-geometry"),
        ('<svg viewBox="0 0 1 1" data-focus="7 7"/>', "1:36 scene-geometry"),
        ('<svg viewBox="0 0 1 1" data-horizon="x"/>', "1:38 scene-geometry"),
        ('<!DOCTYPE svg>\n<svg viewBox="0 0 1 1"/>', "1:1 scene-doctype"),
        ('<!-- <!DOCTYPE -->\n <!DOCTYPE svg SYSTEM "file:///etc/passwd">\n<svg/>', "2:2 scene-doctype"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><svg>&d;</svg>', "1:22 scene-doctype"),
    ],
)
def test_whole_file_is_refused(text: str | bytes, expected: str) -> None:
    check(text, expected)


def test_every_fault_of_a_file_is_found_in_one_reading() -> None:
    check(
        body('<rect class="sky-9" width="1" height="1"/>', "<text/>", '<circle class="snow" r="x"/>'),
        "2:14 unknown-token",
        "3:1 scene-element",
        "4:25 scene-geometry",
    )


def test_same_mistake_in_many_places_is_one_problem() -> None:
    _, problems = parse(body(*['<circle class="snow" r="1" opacity=".5"/>'] * 5).encode(), "s.svg", TOKENS)
    (only,) = problems
    assert [place.span.line for place in only.related] == [3, 4, 5, 6]


def test_gradient_and_what_uses_it_are_one_problem() -> None:
    check(
        body('<circle r="1" fill="url(#a)"/>', '<defs><radialGradient id="a"/></defs>'),
        "3:7 scene-element",
    )
    check(body('<circle r="1" fill="url(#a)"/>'), "2:15 scene-attribute")


def test_unknown_names_are_guessed() -> None:
    texts = {
        '<rect class="skyy-1" width="1" height="1"/>': "`sky-1`",
        '<rect class="lime snow" width="1" height="1"/>': "`line`",
        '<circel class="snow" r="1"/>': "`<circle>`",
        '<circle class="snow" r="1" stroke-widht="1"/>': "`stroke-width`",
    }
    for text, guess in texts.items():
        _, problems = parse(body(text).encode(), "s.svg", TOKENS)
        assert [guess in str(problem.hint) for problem in problems] == [True], text


def test_reading_stops_at_a_hundred_problems() -> None:
    _, problems = parse(body(*(f'<circle class="t{i}" r="1"/>' for i in range(500))).encode(), "s.svg", TOKENS)
    assert len(problems) == 101
    assert problems[-1].code == "scene-problems"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "<g>" * 100_000,
        HEAD + "<g/>" * 60_000 + "</svg>",
        HEAD + f'<path class="snow" d="M0 0{" 1" * 2_000_000}"/></svg>',
    ],
)
def test_too_large_is_refused(text: str) -> None:
    _, problems = parse(text.encode(), "s.svg", TOKENS)
    assert [problem.code for problem in problems] == ["scene-too-large"]


@given(st.text(alphabet="<>/=\"' gcrpathsvld-1MZ\n&;é", max_size=60), st.integers(0, 70))
def test_no_text_raises(junk: str, place: int) -> None:
    text = body('<g transform="scale(2)"><path class="snow" d="M0 0h1v1z"/></g>')
    parse((text[: place + 60] + junk + text[place + 60 :]).encode(), "s.svg", TOKENS)


def rounded(found: Shape) -> list[tuple[str | float, ...]]:
    return [(str(segment[0]), *(round(float(number), 6) + 0.0 for number in segment[1:])) for segment in found.path]


def written(found: Shape) -> str:
    return " ".join(segment[0] + ",".join(f"{number:g}" for number in segment[1:]) for segment in found.path)


def point_at(path: Path, share: float) -> tuple[float, float]:
    """A point of a closed path of cubics, the share of its way round counted in segments."""
    index, t = divmod(share * (len(path) - 2), 1)
    start, curve = path[int(index)], path[int(index) + 1]
    assert len(start) > 1
    assert len(curve) == 7
    x0, y0 = start[-2:]
    _, x1, y1, x2, y2, x3, y3 = curve
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return a * float(x0) + b * x1 + c * x2 + d * x3, a * float(y0) + b * y1 + c * y2 + d * y3


@pytest.mark.parametrize(
    ("data", "form"), [(b"\x89PNG\r\n\x1a\n\0", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"RIFF\0\0\0\0WEBP", "WebP")]
)
def test_a_photograph_named_svg_is_told_as_that(data: bytes, form: str) -> None:
    _, (problem,) = parse(data, "images/s.svg", TOKENS)
    assert problem.code == "scene-syntax"
    assert f"is a {form}" in problem.message
    assert f"`s.{form.lower()}`" in (problem.hint or "")


@pytest.mark.parametrize(
    ("data", "says", "hint"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid", "`s.svg` is a Git LFS pointer", "`git lfs pull`"),
        (b"%PDF-1.7\n%\xe2\xe3", "`s.svg` is a PDF", "Export the drawing as plain SVG"),
        (b"\0\0\0\x18ftypheic", "`s.svg` is a HEIC", "export it as JPEG or PNG"),
        (b"<!-- saved from --><!doctype html>", "`s.svg` is a web page", "Fetch the picture itself again"),
        (b"not found", "`s.svg` is a text", "put the picture itself in its place"),
    ],
)
def test_what_stands_in_the_place_of_a_drawing_is_named(data: bytes, says: str, hint: str) -> None:
    _, (problem,) = parse(data, "s.svg", TOKENS)
    assert problem.code == "scene-syntax"
    assert problem.message.startswith(says)
    assert hint in (problem.hint or "")
    assert problem.span
    assert (problem.span.line, problem.span.column) == (1, 1)


@pytest.mark.parametrize(
    ("text", "place", "says", "hint"),
    [
        (f'{HEAD}\n<g>\n<path d="M0 é', "3:1", "the file stops in the middle of `<path d=", "Copy the file again"),
        (f"{HEAD}\n<g>\n", "3:1", "the file ends before `<g>` is closed", "Write `</g>` there, or copy"),
        (f"{HEAD}\n<!-- a\n", "2:1", "the file ends before this comment does", "Write `-->`"),
        (f"{HEAD}<g></svg>", "1:68", "the XML is broken: mismatched tag", "Close `<g>` before this place."),
    ],
)
def test_a_drawing_that_stops_early_is_told_as_that(text: str, place: str, says: str, hint: str) -> None:
    _, (problem,) = parse(text.encode(), "s.svg", TOKENS)
    assert problem.span
    assert f"{problem.span.line}:{problem.span.column}" == place
    assert problem.message.startswith(says)
    assert (problem.hint or "").startswith(hint)
