"""Draw contact sheets: every face of an edition in pictures, for people and never for the press."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from cardkit.geometry import MM_PER_PT
from cardkit.job import imprint
from cardkit.job.atomic import Temporary, commit_all, sweep, temporary
from cardkit.job.judgement import Laid
from cardkit.job.lock import lock
from cardkit.job.step import Progress, Step, unseen
from cardkit.layout import contact_sheets, panorama
from cardkit.layout.drawing import Face
from cardkit.layout.plate import as_seen
from cardkit.pdf.document import opened, pages
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


def proofs(
    all_laid: Iterable[Laid], folder: Path, *, wide: bool = False, progress: Progress = unseen
) -> tuple[Path, ...]:
    """Write contact sheets as one PDF and one PNG a page for each edition; gives the files written.

    ``wide`` adds the panorama: all fronts edge to edge. Raises OSError and ``lock.Locked`` as a render does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with lock(folder), ExitStack() as temporaries:
        sweep(folder)
        written: list[tuple[Temporary, Path]] = []
        for laid in all_laid:
            progress(Step(f"Drawing the contact sheets of {laid.edition.name}", len(written), 0))
            sheets = document(laid)
            contents = {f"{laid.edition.name}.proof.pdf": sheets}
            for number, page in enumerate(rasters(sheets), start=1):
                ending = "" if number == 1 else f"-{number}"
                contents[f"{laid.edition.name}.proof{ending}.png"] = png_of(page)
            if wide:
                whole = written_for_people(
                    laid, (panorama(as_seen(laid.originals, laid.edition.theme), laid.edition.name),)
                )
                contents[f"{laid.edition.name}.proof-panorama.pdf"] = whole
                across = min(_ACROSS_PX * 4, _FRONT_PX * len(laid.originals) // 2)
                (page,) = rasters(whole, across)
                contents[f"{laid.edition.name}.proof-panorama.png"] = png_of(page)
            for name, content in contents.items():
                target = temporaries.enter_context(temporary(folder / name))
                target.path.write_bytes(content)
                written.append((target, folder / name))
        commit_all([target for target, _ in written])
    return tuple(path for _, path in written)


def picture(laid: Laid) -> bytes:
    """All contact sheets of an edition, one below the other, as one PNG."""
    sheets = list(rasters(document(laid)))
    whole = Raster(sheets[0].width, sum(sheet.height for sheet in sheets), 3, b"".join(s.pixels for s in sheets))
    return png_of(whole)


def document(laid: Laid) -> bytes:
    """The contact sheets of an edition as a PDF."""
    title = imprint.job(laid.edition).title
    return written_for_people(
        laid, contact_sheets(as_seen(laid.originals, laid.edition.theme), f"{title} ({laid.edition.name})")
    )


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
