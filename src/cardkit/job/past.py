"""Say of an older PDF which edition it was and which page showed which face, as the manifest beside it tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cardkit.job.manifest import NAME

#: A manifest of a hundred thousand copies; a larger file is not one of ours.
_MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Past:
    """What a manifest says of a file; ``pages`` gives the page (from 1) of a card's face, of its first copy."""

    edition: str
    format: str
    pages: dict[tuple[str, str], int]


def past(pdf: Path) -> Past | None:
    """What the manifest beside a file says of it; None where there is none, or where it speaks of other bytes.

    The file is known by its digest: it may have been renamed, and the manifest
    beside it may be of a later render. Raises OSError where the file cannot be read.
    """
    with pdf.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    for entry in _dictionaries(_read(pdf.parent / NAME), "files"):
        if entry.get("sha256") == digest and isinstance(entry.get("edition"), str):
            pages: dict[tuple[str, str], int] = {}
            for page in _dictionaries(entry, "pages"):
                card, face, number = page.get("card"), page.get("face"), page.get("page")
                if isinstance(card, str) and isinstance(face, str) and isinstance(number, int):
                    pages.setdefault((card, face), number)
            return Past(entry["edition"], str(entry.get("format")), pages)
    return None


def _dictionaries(whole: Any, key: str) -> Iterable[dict[str, Any]]:
    found = whole.get(key) if isinstance(whole, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _read(path: Path) -> Any:
    """What a manifest says, whoever wrote it; None where it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return None
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
