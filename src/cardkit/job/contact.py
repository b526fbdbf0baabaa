"""Draw a laid-out edition as contact sheets, and any faces as pictures for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO

from cardkit.geometry import MM_PER_PT
from cardkit.job import imprint
from cardkit.job.laid import Laid
from cardkit.layout import contact_sheets
from cardkit.layout.drawing import Face
from cardkit.layout.plate import as_seen
from cardkit.pdf.document import opened, pages
from cardkit.pdf.raster import Raster, raster
from cardkit.picture.png import png
from cardkit.writers import pdf

#: Pixels across a sheet: a face stays readable when the sheet is opened, and the file stays small enough to send.
ACROSS_PX = 2800

#: The most pixels a mm of card, where a sheet has few: 254 an inch, twice what a screen shows.
_FINEST = 10.0

_MM_PER_INCH = 72 * MM_PER_PT


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


def rasters(sheets: bytes, across: int = ACROSS_PX) -> Iterable[Raster]:
    """Each page of a PDF in pixels: so many across, but no more than show something."""
    with opened(sheets) as whole:
        for page in pages(whole):
            yield raster(page, page.trim_box, min(_FINEST, across / page.trim.width))


def png_of(page: Raster) -> bytes:
    """A page in pixels as a PNG."""
    # The resolution says how large the picture wants to be shown: about a hand's width.
    return png(page.width, page.height, page.pixels, ACROSS_PX / (297 / _MM_PER_INCH))
