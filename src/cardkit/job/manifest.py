"""Say for machines what a render left behind: ``manifest.json``.

It is for readers that do not trust us: every file with its digest, every page
with its texts and codes. Nothing in it depends on the hour or the place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from zlib import ZLIB_RUNTIME_VERSION

from cardkit.codes.contrast import in_process, planned_contrast
from cardkit.geometry import Point, Rect
from cardkit.ink import Ink, Spot
from cardkit.job.laid import Laid
from cardkit.layout.drawing import Drawing, Face, Item, Modules, Placed

NAME = "manifest.json"

#: The libraries whose version can change a byte of a PDF.
_MAKERS = ("reportlab", "qrcode", "uharfbuzz", "icu4py", "pillow")

#: An old manifest is read only to learn names; a file larger than this is not one of ours.
_MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Printed:
    """One finished PDF: what is in it, the inks it uses in the press's order, the digest of its bytes, its codes' grades.

    ``grades`` are in the order of the pages and their codes; None where a code was given none.
    """

    laid: Laid
    inks: tuple[str, ...]
    sha256: str
    grades: tuple[str | None, ...] = ()


def manifest(deck: str, files: Sequence[Printed], *, proved: bool, part: bool, draft: bool) -> Iterator[str]:
    """The manifest's text, stretch by stretch; fields always in the same order."""
    whole = {
        "deck": deck,
        "cardkit": _version("cardkit"),
        "made_with": {name: _version(name) for name in _MAKERS} | {"zlib": ZLIB_RUNTIME_VERSION},
        "press": next((printed.laid.edition.press.name for printed in files), None),
        "proved": proved,
        "part": part,
        "draft": draft,
    }
    yield f'{_open(whole)},\n "files": [\n'
    for number, printed in enumerate(files):
        yield ",\n" if number else ""
        yield from _file(printed)
    yield "\n ]\n}\n"


def names(folder: Path) -> tuple[str, ...]:
    """The PDFs that the manifest in a folder names; none where it cannot be read.

    The file may be anybody's, so a name counts only if it is a plain name of a
    PDF: it cannot lead out of the folder.
    """
    whole = _read(folder)
    try:
        listed = [entry["path"] for entry in whole["files"]]
    except (KeyError, TypeError):
        return ()
    return tuple(name for name in listed if isinstance(name, str) and _is_plain(name))


class Occupied(Exception):  # noqa: N818 - it says how it stands; nothing went wrong here.
    """The files of another deck stand in the folder; a render would remove them."""

    def __init__(self, folder: Path, deck: str) -> None:
        super().__init__(f"{folder} holds the files of {deck}")
        self.folder = folder
        self.deck = deck


def deck_of(folder: Path) -> str | None:
    """The deck whose files a folder's manifest names; None where it names none or cannot be read."""
    whole = _read(folder)
    deck = whole.get("deck") if isinstance(whole, dict) else None
    return deck if isinstance(deck, str) and names(folder) else None


def codes(face: Face) -> Iterator[tuple[Modules, Rect]]:
    """The codes of a face with their boxes, in mm from the trim's top-left."""
    return _codes(face.items)


def _read(folder: Path) -> Any:
    """What the manifest in a folder says, whoever wrote it; None where it cannot be read."""
    try:
        path = folder / NAME
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return None
        try:
            # Pages have lines of their own, and a large deck has a hundred megabytes of values there that nobody asks for.
            with path.open("rb") as lines:
                return json.loads(b"".join(line for line in lines if not line.startswith(_PAGE)))
        except ValueError:
            return json.loads(path.read_bytes())  # Somebody else has written it, in other lines.
    except (OSError, ValueError, RecursionError):
        return None


#: How the line of a page begins.
_PAGE = b'{"page": '


def _open(entries: Mapping[str, object]) -> str:
    """An object in JSON, an entry a line, before its end."""
    return json.dumps(entries, ensure_ascii=False, indent=1).removesuffix("\n}")


def _file(printed: Printed) -> Iterator[str]:
    """What is said of one file: an entry a line, and a page a line, so that comparing two shows which cards differ."""
    laid = printed.laid
    form = laid.edition.format
    grades = iter(printed.grades)
    entries = {
        "path": laid.name,
        "edition": laid.edition.id,
        "languages": list(laid.edition.languages),
        "format": form.name,
        "sha256": printed.sha256,
        "trim_mm": [_mm(form.trim.width), _mm(form.trim.height)],
        "bleed_mm": _mm(form.bleed),
        "inks": list(printed.inks),
        "plates": {spot.name: sort for spot, sort in _plates(laid) if spot.name in printed.inks},
    }
    yield f'{_open(entries)},\n "pages": [\n'
    write = json.JSONEncoder(ensure_ascii=False).encode
    for number, face in enumerate(laid.faces, start=1):
        yield ",\n" if number > 1 else ""
        yield write(_page(number, face, grades))
    yield "\n ]\n}"


def _plates(laid: Laid) -> Iterator[tuple[Spot, str]]:
    """The inks of the theme that have plates of their own, and what a printer does with each."""
    for plate in laid.edition.theme.plates.values():
        yield plate.spot, plate.sort


def _page(number: int, face: Face, grades: Iterator[str | None]) -> dict[str, object]:
    return {
        "page": number,
        "card": face.card,
        "face": face.side,
        **({"serial": face.serial} if face.serial else {}),
        "text": list(face.texts),
        "codes": [
            {
                "url": code.url,
                "box_mm": [_mm(box.x), _mm(box.y), _mm(box.width), _mm(box.height)],
                "version": code.version,
                "level": code.level,
                "module_mm": _mm(box.width / len(code.matrix)),
                "contrast": round(planned_contrast(code.ink, code.ground), 2),
                "ink_cmyk": _tints(code.ink),
                **({"ground_cmyk": _tints(code.ground)} if code.ground else {}),
                "grade": next(grades, None),
                **({"style": code.style} if code.style != "square" else {}),
                **({"bare": list(code.bare)} if code.bare else {}),
            }
            for code, box in codes(face)
        ],
    }


def _tints(ink: Ink) -> list[float]:
    """An ink as screens show it, in parts of cyan, magenta, yellow and black."""
    shown = in_process(ink)
    return [_mm(tint) for tint in (shown.cyan, shown.magenta, shown.yellow, shown.black)]


def _codes(items: Iterable[Item]) -> Iterator[tuple[Modules, Rect]]:
    for item in items:
        if isinstance(item, Modules):
            yield item, item.box
        elif isinstance(item, Placed):
            for code, box in _in_drawing(item.drawing):
                yield code, _placed(box, item)


@lru_cache(maxsize=256)
def _in_drawing(drawing: Drawing) -> tuple[tuple[Modules, Rect], ...]:
    """The codes of a drawing, which many faces may place: ten thousand copies of a card share theirs."""
    return tuple(_codes(drawing.items))


def _placed(box: Rect, placed: Placed) -> Rect:
    """Where a box of a drawing lands on the list that places it."""
    corners = [_turned(Point(x, y), placed) for x in (box.x, box.right) for y in (box.y, box.bottom)]
    left, top = min(p.x for p in corners), min(p.y for p in corners)
    return Rect(left, top, max(p.x for p in corners) - left, max(p.y for p in corners) - top)


def _turned(point: Point, placed: Placed) -> Point:
    x, y = point.x * placed.scale, point.y * placed.scale
    for _ in range(placed.turn // 90 % 4):
        x, y = -y, x  # 90° clockwise where y runs downward.
    return Point(placed.origin.x + x, placed.origin.y + y)


def _is_plain(name: str) -> bool:
    odd = any(character in '/\\:"<>|?*' or not character.isprintable() for character in name)
    return name.endswith(".pdf") and not name.startswith(".") and not odd


def _mm(length: float) -> float:
    """Thousandths of a millimetre are finer than any press; whole numbers stand without a point."""
    rounded = round(length, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
