"""Open a photograph that a card names: its bytes once, judged before and after decoding.

A photograph is refused rather than guessed at: whatever opens here can be
printed. What it is a picture of stays as it was; EXIF, GPS and XMP go no further.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cardkit.diagnostic import Diagnostic, Span, error, warning
from cardkit.machine import store
from cardkit.machine.maker import maker, name_of
from cardkit.picture import pixels
from cardkit.picture.stranger import stranger

#: No photograph for print needs more.
MAX_BYTES = 100 * 2**20

_GOOD_FORMATS = "PNG, JPEG, WebP or TIFF"
_MODE_NAMES = {"L": "Gray", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph that can be printed. Width and height are in pixels, upright.

    ``digest`` is the SHA-256 of the file, ``name`` what the card calls it,
    ``mode`` what its pixels hold: RGB, Gray, CMYK or Lab.
    """

    path: Path
    digest: str
    width: int
    height: int
    mode: str
    name: str


def open_photograph(path: Path, shown_as: str, span: Span | None) -> tuple[Photograph | None, tuple[Diagnostic, ...]]:
    """Read and prove one photograph. ``shown_as`` is its name in problems, as the card wrote it.

    Problems: `missing-file`, `picture-file`, `picture-too-large`,
    `picture-format`, `picture-damaged`, `picture-frames`; as warnings
    `picture-transparent`, `picture-profile`.
    """
    data = read_bytes(path, shown_as, span)
    if isinstance(data, Diagnostic):
        return None, (data,)
    form = pixels.file_format(data)
    if form is None:
        return None, (_foreign(data, shown_as, span),)
    digest = hashlib.sha256(data).hexdigest()
    place = store.folder()
    name = name_of(maker(("picture",)), "sound photograph", *pixels.versions(), digest)
    known = store.fetch(place, name) if place else None
    if known:
        width, height, mode = known.decode("ascii").split()
        return Photograph(path, digest, int(width), int(height), mode, shown_as), ()
    decoded = pixels.decode(data, form)
    if isinstance(decoded, pixels.Fault):
        return None, (error(decoded.code, f"`{shown_as}` {decoded.says}", span, hint=_HINTS[decoded.code]),)
    image = decoded.image
    photograph = Photograph(path, digest, image.width, image.height, _MODE_NAMES[image.mode], shown_as)
    problems = []
    if decoded.transparent:
        problems.append(
            warning(
                "picture-transparent",
                f"`{shown_as}` is see-through in places; they are printed as white paper",
                span,
                hint="Flatten the picture onto the ground that it should have.",
            )
        )
    if decoded.broken_profile:
        problems.append(
            warning(
                "picture-profile",
                f"`{shown_as}` carries a colour profile that cannot be used; its colours are taken as "
                + ("the press's own" if image.mode == "CMYK" else "sRGB"),
                span,
                hint="Export the picture again with a sound profile, such as sRGB.",
            )
        )
    if place and not problems:
        # Proving it means decoding the whole of it; the same bytes are as sound the next time.
        store.keep(place, name, f"{photograph.width} {photograph.height} {photograph.mode}".encode("ascii"))
    return photograph, tuple(problems)


_HINTS = {
    "picture-damaged": "Copy the file again from where it came, or export it afresh.",
    "picture-too-large": "Save it smaller: 1200 pixels on the short side are plenty for a card.",
    "picture-frames": "Export the one frame or page that is to be printed.",
    "picture-format": f"Export it as {_GOOD_FORMATS} with 8 or 16 bits.",
}


def read_bytes(path: Path, shown_as: str, span: Span | None) -> bytes | Diagnostic:
    """The bytes of a regular file; opened without waiting, since a named pipe would wait for ever."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        return error(
            "missing-file",
            f"there is no file `{shown_as}`",
            span,
            hint="Check the name, or put the picture there.",
        )
    except (OSError, ValueError) as problem:
        return _unreadable(shown_as, getattr(problem, "strerror", None) or str(problem), span)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            return error("picture-file", f"`{shown_as}` is {what}", span, hint="Write the path of the picture itself.")
        if status.st_size > MAX_BYTES:
            return _too_heavy(shown_as, status.st_size, span)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        return _unreadable(shown_as, problem.strerror or str(problem), span)
    finally:
        os.close(descriptor)
    if len(data) > MAX_BYTES:
        return _too_heavy(shown_as, len(data), span)
    if not data:
        return error("picture-file", f"`{shown_as}` is empty: 0 bytes", span, hint=_HINTS["picture-damaged"])
    return data


def _unreadable(shown_as: str, why: str, span: Span | None) -> Diagnostic:
    return error(
        "picture-file", f"`{shown_as}` cannot be read: {why}", span, hint="Make the file readable, or name another."
    )


def _too_heavy(shown_as: str, size: int, span: Span | None) -> Diagnostic:
    return error(
        "picture-too-large",
        f"`{shown_as}` is {size / 2**20:.0f} MiB; the most is {MAX_BYTES // 2**20} MiB",
        span,
        hint=_HINTS["picture-too-large"],
    )


def _foreign(data: bytes, shown_as: str, span: Span | None) -> Diagnostic:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = stranger(data)
    what, hint = (found.what, found.hint) if found else ("of an unknown format", None)
    if found is None and start.startswith((b"<svg", b"<?xml", b"<!--")):
        what = "an SVG or XML file"
        if b"<svg" in start:
            hint = "Let its name end in .svg, here too: then it is read as a scene."
    message = f"`{shown_as}` is {what}; a photograph is {_GOOD_FORMATS}, whatever its name says"
    return error("picture-format", message, span, hint=hint or f"Export it as {_GOOD_FORMATS}.")
