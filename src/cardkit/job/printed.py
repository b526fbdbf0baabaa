"""Read back which codes the finished files carry, as the manifests beside them say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cardkit.job.manifest import NAME

#: A manifest of a hundred thousand copies; a larger file is not one of ours.
_MAX_BYTES = 512 * 1024 * 1024

#: The folders within a build that hold files for the press: the whole deck, and some of its cards.
_FOLDERS = ("", "part")


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """One code of a finished file: the file, its edition, its page (from 1), the card, and what the code says."""

    file: Path
    edition: str
    page: int
    card: str
    url: str


def printed_codes(build: Path) -> Iterator[PrintedCode]:
    """The codes of all files in a build, in the order of its manifests; drafts have none.

    A manifest may be anybody's file: what is not as we write it is passed over.
    """
    for name in _FOLDERS:
        folder = build / name
        whole = _read(folder / NAME)
        for file in _items(whole, "files"):
            path, edition = file.get("path"), file.get("edition")
            if not isinstance(path, str) or not isinstance(edition, str):
                continue
            for page in _items(file, "pages"):
                number, card = page.get("page"), page.get("card")
                if not isinstance(number, int) or not isinstance(card, str):
                    continue
                for code in _items(page, "codes"):
                    if isinstance(code.get("url"), str):
                        yield PrintedCode(folder / path, edition, number, card, code["url"])


def _items(whole: Any, key: str) -> Iterator[dict[str, Any]]:
    found = whole.get(key) if isinstance(whole, dict) else None
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _read(path: Path) -> Any:
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return None
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
