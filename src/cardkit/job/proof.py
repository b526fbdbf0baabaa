"""Draw an edition for people and never for the press: contact sheets, lines over the cards, plates, what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO
from pathlib import Path

from cardkit.codes.symbol import QUIET_ZONE
from cardkit.geometry import MM_PER_PT, Rect
from cardkit.job import imprint
from cardkit.job.atomic import Temporary, commit_all, sweep, temporary
from cardkit.job.change_sheet import change_sheets
from cardkit.job.compare import Comparison, compare
from cardkit.job.laid import Laid
from cardkit.job.lock import lock
from cardkit.job.manifest import codes
from cardkit.job.mounted import Mounted
from cardkit.job.past import Past
from cardkit.job.separation import Coverage, separations
from cardkit.job.step import Progress, Step, unseen
from cardkit.layout import contact_sheets, panorama
from cardkit.layout.drawing import Face
from cardkit.layout.overlay import overlays
from cardkit.layout.plate import as_seen
from cardkit.pdf.document import opened, pages
from cardkit.pdf.mounting import mounted
from cardkit.pdf.raster import Raster, raster
from cardkit.picture.png import png
from cardkit.writers import pdf

#: Pixels across a sheet: a face stays readable when the sheet is opened, and the file stays small enough to send.
_ACROSS_PX = 2800

#: The most pixels a mm of card, where a sheet has few: 254 an inch, twice what a screen shows.
_FINEST = 10.0

#: Pixels across one front of a panorama.
_FRONT_PX = 420

_MM_PER_INCH = 72 * MM_PER_PT


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

        def keep(sheets: bytes, stem: str, across: int = _ACROSS_PX) -> None:
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
                        across = min(_ACROSS_PX * 4, _FRONT_PX * len(faces) // 2)
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


def picture(laid: Laid) -> bytes:
    """All contact sheets of an edition, one below the other, as one PNG."""
    sheets = list(rasters(document(laid)))
    whole = Raster(sheets[0].width, sum(sheet.height for sheet in sheets), 3, b"".join(s.pixels for s in sheets))
    return png_of(whole)


def document(laid: Laid) -> bytes:
    """The contact sheets of an edition as a PDF."""
    return written_for_people(laid, contact_sheets(as_seen(laid.originals, laid.edition.theme), title_of(laid)))


def title_of(laid: Laid) -> str:
    """What a sheet calls the edition that it shows."""
    return f"{imprint.job(laid.edition).title} ({laid.edition.name})"


def written_for_people(laid: Laid, faces: Sequence[Face]) -> bytes:
    """Faces as a PDF that claims nothing."""
    out = BytesIO()
    job = imprint.job(laid.edition)
    # A proof is for people: it is no file for a press, and has no trim to cut along.
    pdf.write(faces, replace(job, press=replace(job.press, standard=None, marks=False)), out)
    return out.getvalue()


def rasters(sheets: bytes, across: int = _ACROSS_PX) -> Iterable[Raster]:
    """Each page of a PDF in pixels: so many across, but no more than show something."""
    with opened(sheets) as whole:
        for page in pages(whole):
            yield raster(page, page.trim_box, min(_FINEST, across / page.trim.width))


def png_of(page: Raster) -> bytes:
    """A page in pixels as a PNG."""
    # The resolution says how large the picture wants to be shown: about a hand's width.
    return png(page.width, page.height, page.pixels, _ACROSS_PX / (297 / _MM_PER_INCH))


def _mounted(laid: Laid, sheets: Mounted) -> bytes:
    return mounted(written_for_people(laid, sheets.faces), sheets.pictures)


def _quiet_zones(faces: Sequence[Face]) -> dict[Face, tuple[Rect, ...]]:
    """What must stay clear around the codes of each face."""
    return {
        face: tuple(box.inset(-QUIET_ZONE * box.width / len(code.matrix)) for code, box in codes(face))
        for face in faces
    }
