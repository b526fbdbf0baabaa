"""Draw an edition for people and never for the press: contact sheets, lines over the cards, plates, what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cardkit.codes.symbol import QUIET_ZONE
from cardkit.geometry import Rect
from cardkit.job.atomic import Temporary, commit_all, sweep, temporary
from cardkit.job.change_sheet import change_sheets
from cardkit.job.compare import Comparison, compare
from cardkit.job.contact import ACROSS_PX, document, png_of, rasters, title_of, written_for_people
from cardkit.job.laid import Laid
from cardkit.job.lock import lock
from cardkit.job.manifest import codes
from cardkit.job.mounted import Mounted
from cardkit.job.past import Past
from cardkit.job.separation import Coverage, separations
from cardkit.job.step import Progress, Step, unseen
from cardkit.layout import panorama
from cardkit.layout.drawing import Face
from cardkit.layout.overlay import overlays
from cardkit.layout.plate import as_seen
from cardkit.pdf.mounting import mounted

#: Pixels across one front of a panorama.
_FRONT_PX = 420


class View(Enum):
    """One way to look at an edition."""

    SHEETS = "contact sheets"
    PANORAMA = "panorama"
    OVERLAY = "lines over the cards"
    SEPARATIONS = "plates"


@dataclass(frozen=True, slots=True)
class Since:
    """An older PDF to compare an edition with; ``known`` is what a manifest says of it, ``part`` whether cards are left out."""

    old: Path
    known: Past | None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files that were written, and what they show in numbers."""

    files: tuple[Path, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    comparisons: tuple[Comparison, ...] = ()


def proofs(
    all_laid: Iterable[Laid],
    folder: Path,
    *,
    views: Collection[View] = (View.SHEETS,),
    since: Since | None = None,
    progress: Progress = unseen,
) -> Drawn:
    """Write each view of each edition as one PDF and one PNG a page, and what changed ``since`` an older PDF.

    Raises OSError and ``lock.Locked`` as a render does, ``pdf.document.UnreadablePdfError`` where the older
    PDF cannot be followed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    coverages: list[Coverage] = []
    comparisons: list[Comparison] = []
    with lock(folder), ExitStack() as temporaries:
        sweep(folder)
        written: list[tuple[Temporary, Path]] = []
        counts: dict[str, int] = {}

        def keep(sheets: bytes, stem: str, across: int = ACROSS_PX) -> None:
            pictures = [png_of(page) for page in rasters(sheets, across)]
            counts[stem] = len(pictures)
            contents = {f"{stem}.pdf": sheets}
            contents |= {_page_name(stem, number): data for number, data in enumerate(pictures, start=1)}
            for name, content in contents.items():
                target = temporaries.enter_context(temporary(folder / name))
                target.path.write_bytes(content)
                written.append((target, folder / name))

        for laid in all_laid:
            stem, title = f"{laid.edition.name}.proof", title_of(laid)
            faces = as_seen(laid.originals, laid.edition.theme)
            for view in (one for one in View if one in views):
                progress(Step(f"Drawing the {view.value} of {laid.edition.name}", len(written), 0))
                match view:
                    case View.SHEETS:
                        keep(document(laid), stem)
                    case View.PANORAMA:
                        across = min(ACROSS_PX * 4, _FRONT_PX * len(faces) // 2)
                        wide = written_for_people(laid, (panorama(faces, laid.edition.name),))
                        keep(wide, f"{stem}-panorama", across)
                    case View.OVERLAY:
                        lined = overlays(faces, laid.edition.format, title, _quiet_zones(faces))
                        keep(written_for_people(laid, lined), f"{stem}-overlay")
                    case View.SEPARATIONS:
                        plates, covers = separations(laid, title)
                        coverages += covers
                        keep(_mounted(laid, plates), f"{stem}-separations")
            if since:
                found = compare(laid, since.old, since.known, part=since.part, progress=progress)
                comparisons.append(found)
                keep(_mounted(laid, change_sheets(found, title)), f"{stem}-compare")
        commit_all([target for target, _ in written])
        for stem, count in counts.items():
            _remove_after(folder, stem, count)
    return Drawn(tuple(path for _, path in written), tuple(coverages), tuple(comparisons))


def _page_name(stem: str, number: int) -> str:
    return f"{stem}.png" if number == 1 else f"{stem}-{number}.png"


def _remove_after(folder: Path, stem: str, count: int) -> None:
    """Remove the further pages of an older proof with more of them: they would be taken for this one's."""
    number = count + 1
    while (path := folder / _page_name(stem, number)).is_file():
        path.unlink()
        number += 1


def _mounted(laid: Laid, sheets: Mounted) -> bytes:
    return mounted(written_for_people(laid, sheets.faces), sheets.pictures)


def _quiet_zones(faces: Sequence[Face]) -> dict[Face, tuple[Rect, ...]]:
    """What must stay clear around the codes of each face."""
    return {
        face: tuple(box.inset(-QUIET_ZONE * box.width / len(code.matrix)) for code, box in codes(face))
        for face in faces
    }
