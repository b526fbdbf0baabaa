"""What the manifest says of faces, and what it takes from a manifest that anybody may have written."""

import json
from pathlib import Path

import pytest

from cardkit.geometry import Point, Rect, Size
from cardkit.ink import KEY
from cardkit.job.manifest import codes, deck_of, names
from cardkit.layout.drawing import Drawing, Face, Modules, Placed

CODE = Modules(((True, False), (False, True)), Rect(10, 20, 2, 2), KEY, "https://x.example/c/7K3QX4", 1, "M")


def face(*items: Modules | Placed) -> Face:
    return Face("hohhot", "back", Size(70, 120), 3, items)


def test_codes_are_found_where_they_stand() -> None:
    assert list(codes(face(CODE))) == [(CODE, Rect(10, 20, 2, 2))]


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (0, Rect(25, 46, 4, 4)),
        (90, Rect(-39, 26, 4, 4)),
        (180, Rect(-19, -38, 4, 4)),
        (270, Rect(45, -18, 4, 4)),
    ],
)
def test_codes_in_placed_drawings_are_found_where_they_land(turn: int, box: Rect) -> None:
    placed = Placed(Drawing((CODE,)), Point(5, 6), scale=2, turn=turn)
    assert list(codes(face(placed))) == [(CODE, box)]


def written(folder: Path, text: str) -> tuple[str, ...]:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return names(folder)


def test_names_of_an_old_manifest(tmp_path: Path) -> None:
    assert names(tmp_path) == ()
    files = [{"path": "x.en.pdf"}, {"path": "x.zh-Hans.card-90x54.pdf"}]
    assert written(tmp_path, json.dumps({"files": files})) == ("x.en.pdf", "x.zh-Hans.card-90x54.pdf")


def test_an_old_manifest_says_the_same_whoever_has_set_its_lines(tmp_path: Path) -> None:
    ours = (
        '{\n "deck": "x",\n "files": [\n{\n "path": "x.en.pdf",\n "pages": [\n'
        '{"page": 1, "card": "a"},\n{"page": 2, "card": "a"}\n ]\n},\n'
        '{\n "path": "x.zh.pdf",\n "pages": [\n{"page": 1, "card": "a"}\n ]\n}\n ]\n}\n'
    )
    whole = json.loads(ours)
    # Without its pages' lines the last of these is no JSON at all.
    split = (
        '{"deck": "x", "files": [{"path": "x.en.pdf", "pages": [\n{"page": 1}, {"page": 2}]}, {"path": "x.zh.pdf"}]}'
    )
    for text in (ours, json.dumps(whole), json.dumps(whole, indent=2), split):
        assert written(tmp_path, text) == ("x.en.pdf", "x.zh.pdf")
        assert deck_of(tmp_path) == "x"


@pytest.mark.parametrize(
    "path",
    [
        "../x.pdf",
        "/etc/x.pdf",
        "sub/x.pdf",
        "sub\\x.pdf",
        "C:x.pdf",
        ".hidden.pdf",
        "x.png",
        "x.pdf\n",
        "x\0.pdf",
        "manifest.json",
        "",
        7,
        None,
        ["x.pdf"],
    ],
)
def test_names_that_are_not_plain_names_of_pdfs_do_not_count(tmp_path: Path, path: object) -> None:
    assert written(tmp_path, json.dumps({"files": [{"path": path}, {"path": "x.en.pdf"}]})) == ("x.en.pdf",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"files": null}',
        '{"files": [null]}',
        '{"files": {"path": 1}}',
        '{"files": [{}]}',
        "[" * 100_000,
        '{"files": ' + "[" * 100_000,
        "\ufeff{}",
    ],
)
def test_a_manifest_that_cannot_be_read_names_nothing(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text) == ()


def test_a_manifest_that_is_no_file_names_nothing(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    assert names(tmp_path) == ()
