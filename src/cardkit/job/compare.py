"""Compare an older PDF with the deck as it is now, card by card: what shows, what is said, what the codes say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from cardkit.geometry import Rect, Size
from cardkit.job import imprint
from cardkit.job.atomic import naming
from cardkit.job.laid import Laid
from cardkit.job.past import Past
from cardkit.job.step import Progress, Step, unseen
from cardkit.job.wording import reworded
from cardkit.layout.drawing import Face
from cardkit.pdf import document
from cardkit.pdf.document import Document
from cardkit.pdf.mounting import Packed, packed
from cardkit.pdf.raster import RGB, raster
from cardkit.preflight.difference import PX_PER_MM, Difference, differences
from cardkit.preflight.search import USUAL_MODULE, search

#: What became of a face.
CHANGED, ADDED, GONE, RESIZED = "changed", "new", "gone", "resized"


@dataclass(frozen=True, slots=True)
class Change:
    """One face that is not as it was.

    ``share`` of its pixels differ, all of them within ``box`` (mm from the trim's
    top-left); 0 and None where nothing shows. ``texts`` and ``codes`` are pairs
    of before and after, empty where there was or is none. Pages count from 1.
    ``sizes`` are the trims before and now, ``pictures`` what was, what is, and
    what differs; None where there is none.
    """

    card: str
    face: str
    what: str
    old_page: int | None
    new_page: int | None
    share: float
    box: Rect | None
    texts: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    sizes: tuple[Size | None, Size | None]
    pictures: tuple[Packed | None, Packed | None, Packed | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, how many faces were compared, and whether a manifest said which page is which."""

    old: Path
    edition: str
    changes: tuple[Change, ...]
    compared: int
    by_manifest: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A face with its page before and now; 0 where there is none."""

    card: str
    face: str
    old: int
    new: int


def compare(
    laid: Laid, old: Path, known: Past | None, *, part: bool = False, progress: Progress = unseen
) -> Comparison:
    """What changed in an edition since an older file of it.

    Pages are matched by card and face where ``known`` says which they were, a
    renamed card by what it ``was``; else by their order. Where the edition is
    but a ``part``, other cards of the file are not missed. Raises OSError and
    ``pdf.document.UnreadablePdfError``.
    """
    laid = replace(laid, faces=laid.originals) if known else laid
    with TemporaryDirectory() as folder, document.opened(old) as before:
        new = Path(folder) / "new.pdf"
        with naming(Path(gettempdir())), new.open("wb") as stream:
            imprint.write(laid, stream)
        pairs = _by_card(laid, known, before.page_count, part=part) if known else _by_order(laid, before.page_count)
        with document.opened(new) as after:
            changes = tuple(_changes(laid, (old, before), (new, after), pairs, progress))
    return Comparison(
        old, laid.edition.name, changes, sum(1 for pair in pairs if pair.old and pair.new), known is not None
    )


def _by_card(laid: Laid, known: Past, count: int, *, part: bool) -> list[_Pair]:
    """Each face with the page that showed it; then the pages whose card or face is gone."""
    before = {face: page for face, page in known.pages.items() if 0 < page <= count}
    was = {one.card.id: one.card.was for one in laid.edition.cards}
    pairs = []
    for number, face in enumerate(laid.faces, start=1):
        names = [(card, face.side) for card in (face.card, *was.get(face.card, ()))]
        page = next((before.pop(name) for name in names if name in before), 0)
        pairs.append(_Pair(face.card, face.side, page, number))
    gone = [_Pair(card, side, page, 0) for (card, side), page in before.items() if card in was or not part]
    return [*pairs, *gone]


def _by_order(laid: Laid, count: int) -> list[_Pair]:
    pairs = [
        _Pair(face.card, face.side, number if number <= count else 0, number)
        for number, face in enumerate(laid.faces, start=1)
    ]
    return [*pairs, *(_Pair(f"page {number}", "", number, 0) for number in range(len(laid.faces) + 1, count + 1))]


def _changes(
    laid: Laid,
    old: tuple[Path, Document],
    new: tuple[Path, Document],
    pairs: Sequence[_Pair],
    progress: Progress,
) -> Iterator[Change]:
    """The changes in the order of the pairs."""
    trim = laid.faces[0].trim
    alike = [pair for pair in pairs if pair.old and pair.new and _same(_trim(old[1], pair.old), trim)]
    comparable = frozenset(alike)
    seen = iter(differences(old[0], new[0], [(one.old, one.new) for one in alike], laid.faces[0].trim_box))
    for number, pair in enumerate(pairs):
        progress(Step(f"Comparing with {old[0].name}", number, len(pairs)))
        if pair in comparable:
            found = _told(laid.faces[pair.new - 1], pair, next(seen), old[1], new[1])
            if found:
                yield found
        else:
            yield _unlike(pair, old[1], new[1])


def _told(face: Face, pair: _Pair, seen: Difference, old: Document, new: Document) -> Change | None:
    before, after = document.page(old, pair.old), document.page(new, pair.new)
    texts = tuple(reworded(document.text(before), document.text(after)))
    if not seen.share and not texts:
        return None
    # A code cannot change unseen.
    codes = tuple(_recoded(before, after)) if seen.share else ()
    pictures = (packed(seen.old), packed(seen.new), packed(seen.picture))
    sizes = (face.trim, face.trim)
    return Change(
        pair.card, pair.face, CHANGED, pair.old, pair.new, seen.share, seen.box, texts, codes, sizes, pictures
    )


def _unlike(pair: _Pair, old: Document, new: Document) -> Change:
    """A page that has nothing to be held against: none, or one of another size."""
    before = document.page(old, pair.old) if pair.old else None
    after = document.page(new, pair.new) if pair.new else None
    what = RESIZED if before and after else ADDED if after else GONE
    pictures = [packed(raster(one, one.trim_box, PX_PER_MM, RGB)) if one else None for one in (before, after)]
    sizes = (before.trim if before else None, after.trim if after else None)
    texts = tuple(reworded(document.text(before), document.text(after))) if before and after else ()
    return Change(
        pair.card,
        pair.face,
        what,
        pair.old or None,
        pair.new or None,
        1.0,
        None,
        texts,
        (),
        sizes,
        (pictures[0], pictures[1], None),
    )


def _recoded(before: document.Page, after: document.Page) -> Iterable[tuple[str, str]]:
    """The codes that say something else now, in pairs from the top."""
    now = [found.read.text for found in search(after, 0, USUAL_MODULE)]
    was = [found.read.text for found in search(before, len(now), USUAL_MODULE)]
    gone = [text for text in was if text not in now]
    added = [text for text in now if text not in was]
    for index in range(max(len(gone), len(added))):
        yield gone[index] if index < len(gone) else "", added[index] if index < len(added) else ""


def _trim(file: Document, number: int) -> Size:
    return document.page(file, number).trim


#: Sizes are the same within this, in mm: boxes are written in thousandths of a point.
_HAIR = 0.05


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) < _HAIR and abs(one.height - other.height) < _HAIR
