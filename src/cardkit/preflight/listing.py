"""Read what a manifest says of a finished PDF; whoever wrote it, it may say anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cardkit.codes.symbol import symbol
from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.geometry import Rect, Size
from cardkit.ink import Cmyk
from cardkit.preflight.expectation import ExpectedCode


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One page: which card's which face, and the texts that it must give back."""

    card: str
    face: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifest says of one file; ``inks`` and ``bleed`` (in mm) None where it does not say;
    ``plates`` says of a plate what is done with it: foil, varnish, white, die-line, spot."""

    sha256: str
    trim: Size | None
    inks: tuple[str, ...] | None
    pages: tuple[ListedPage, ...]
    codes: tuple[ExpectedCode, ...]
    draft: bool
    format: str | None = None
    bleed: float | None = None
    plates: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(f"the {page.face} of `{page.card}`" for page in self.pages)


#: The manifest of 10,000 cards has 30 MB.
_MOST_BYTES = 512 * 1024 * 1024


def read_listing(manifest: Path, name: str) -> tuple[Listed | None, tuple[Diagnostic, ...]]:
    """What a manifest says of the file of this name. Reports manifest-unreadable and manifest-unlisted.

    Raises OSError where the manifest cannot be read.
    """
    span = Span.start_of(str(manifest))
    if manifest.stat().st_size > _MOST_BYTES:
        return None, (_unreadable(manifest, span, "it is too large to be one"),)
    try:
        whole = json.loads(manifest.read_bytes())
        files = [entry for entry in whole["files"] if isinstance(entry["path"], str)]
        entry = next((entry for entry in files if entry["path"] == name), None)
        if entry is None:
            listed = ", ".join(f"`{entry['path']}`" for entry in files[:_MOST_NAMED]) or "no file"
            message = f"the manifest `{manifest.name}` does not list `{name}`; it lists {listed}"
            hint = "Give the manifest that was written with the PDF."
            return None, (error("manifest-unlisted", message, span, hint=hint),)
        return _listed(entry, draft=bool(whole.get("draft", False))), ()
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError) as fault:
        said = f"`{fault.args[0]}` is missing" if isinstance(fault, KeyError) else " ".join(str(fault).split())
        return None, (_unreadable(manifest, span, said),)


_MOST_NAMED = 5


def _unreadable(manifest: Path, span: Span, why: str) -> Diagnostic:
    message = f"`{manifest.name}` is no manifest of cardkit: {why[:200]}"
    return error("manifest-unreadable", message, span, hint="Give the manifest.json that render wrote beside the PDF.")


def _listed(entry: Any, *, draft: bool) -> Listed:
    pages = entry["pages"]
    trim = entry.get("trim_mm")
    inks = entry.get("inks")
    return Listed(
        sha256=str(entry.get("sha256", "")),
        trim=Size(float(trim[0]), float(trim[1])) if trim is not None else None,
        inks=tuple(str(ink) for ink in inks) if inks is not None else None,
        pages=tuple(
            ListedPage(str(page["card"]), str(page["face"]), tuple(str(text) for text in page["text"]))
            for page in pages
        ),
        codes=tuple(_code(code, page) for page in pages for code in page["codes"]),
        draft=draft,
        format=str(entry["format"]) if "format" in entry else None,
        bleed=float(entry["bleed_mm"]) if "bleed_mm" in entry else None,
        plates={str(name): str(sort) for name, sort in dict(entry.get("plates", {})).items()},
    )


def _code(code: Any, page: Any) -> ExpectedCode:
    x, y, width, height = (float(value) for value in code["box_mm"])
    made = symbol(str(code["url"]), str(code["level"]))
    return ExpectedCode(
        page=int(page["page"]),
        url=made.url,
        matrix=made.matrix,
        box=Rect(x, y, width, height),
        version=int(code["version"]),
        level=made.level,
        label=str(page["card"]),
        bare=_bare(code.get("bare")),
        style=str(code.get("style", "square")),
        ink=_ink(code.get("ink_cmyk")),
        ground=_ink(code.get("ground_cmyk")),
    )


def _bare(modules: Any) -> tuple[int, int, int, int] | None:
    """The modules that a code leaves to a logo: column, row, width, height."""
    if modules is None:
        return None
    column, row, width, height = (int(value) for value in modules)
    return column, row, width, height


def _ink(tints: Any) -> Cmyk | None:
    """The process colours of a code or of its ground."""
    if tints is None:
        return None
    cyan, magenta, yellow, black = (min(1.0, max(0.0, float(tint))) for tint in tints)
    return Cmyk(cyan, magenta, yellow, black)
