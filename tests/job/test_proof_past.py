"""What a manifest says of an older PDF counts only where it speaks of these very bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cardkit.job.past import past

BYTES = b"%PDF-1.6 anything"
DIGEST = hashlib.sha256(BYTES).hexdigest()


def old(folder: Path, manifest: object) -> Path:
    """A file with this manifest beside it; text is written as it stands."""
    text = manifest if isinstance(manifest, str) else json.dumps(manifest)
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    path = folder / "renamed.pdf"
    path.write_bytes(BYTES)
    return path


def listing(**fields: object) -> dict[str, object]:
    pages = [
        {"page": 1, "card": "a", "face": "front"},
        {"page": 2, "card": "a", "face": "back"},
        {"page": 4, "card": "a", "face": "back", "serial": "2"},
    ]
    entry = {"path": "deck.en.pdf", "edition": "en", "format": "poker", "sha256": DIGEST, "pages": pages}
    return {"files": [{"path": "other.pdf", "sha256": "0", "edition": "x"}, entry | fields]}


def test_a_renamed_file_is_known_by_its_digest(tmp_path: Path) -> None:
    known = past(old(tmp_path, listing()))
    assert known is not None
    assert (known.edition, known.format) == ("en", "poker")
    assert known.pages == {("a", "front"): 1, ("a", "back"): 2}


@pytest.mark.parametrize(
    "manifest",
    [
        listing(sha256="0" * 64),
        listing(edition=None),
        "",
        "[]",
        "[" * 100_000,
        '{"files": 7}',
        '{"files": [null, "x", {"sha256": 1}]}',
    ],
    ids=["later", "no edition", "empty", "list", "deep", "number", "odd"],
)
def test_a_manifest_of_other_bytes_or_none_at_all_says_nothing(tmp_path: Path, manifest: object) -> None:
    assert past(old(tmp_path, manifest)) is None


def test_odd_pages_are_passed_over(tmp_path: Path) -> None:
    odd = [None, 3, {"page": "1", "card": "a", "face": "front"}, {"page": 2, "card": "a", "face": "front"}]
    known = past(old(tmp_path, listing(pages=odd)))
    assert known is not None
    assert known.pages == {("a", "front"): 2}


def test_a_file_without_a_manifest_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "alone.pdf"
    path.write_bytes(BYTES)
    assert past(path) is None
