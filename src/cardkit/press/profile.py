"""Turn an ICC file into what keeps it from being a press's profile, by its header and its table of tags."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path

from cardkit.press.model import PDF_X1A

#: The largest CMYK profiles of the registries have 9 MB.
_MOST = 32 * 1024 * 1024

# Where things stand in an ICC header of 128 bytes (ICC.1:2022, 7.2), and the size of one entry of the table behind it.
_HEADER, _ENTRY = 128, 12

#: What the files may hold of each colour space, as people call it.
_SPACES = {b"RGB ": "RGB", b"GRAY": "grey", b"Lab ": "Lab", b"XYZ ": "XYZ", b"YCbr": "YCbCr", b"HSV ": "HSV"}
_CLASSES = {b"scnr": "a scanner", b"mntr": "a screen", b"link": "a link of two devices", b"spac": "a colour space"}


def profile_fault(path: Path, standard: str) -> str | None:
    """What keeps the file from being a press's CMYK output profile, as the rest of a sentence about it; None if nothing."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            return "is not a file"
        if facts.st_size > _MOST:
            return f"has {facts.st_size / 1e6:.0f} MB; a profile has at most {_MOST // 10**6}"
        seen = (facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino)
        return _judged(os.fspath(path), seen, standard)
    except OSError as fault:
        return f"cannot be read: {fault.strerror or fault}"


@lru_cache(maxsize=32)
def _judged(path: str, seen: tuple[int, ...], standard: str) -> str | None:  # noqa: ARG001 - it tells files apart.
    data = Path(path).read_bytes()
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return "is not an ICC profile"
    if int.from_bytes(data[:4]) != len(data):
        return f"is damaged: it has {len(data):,} bytes and says {int.from_bytes(data[:4]):,}"
    space, kind = data[16:20], data[12:16]
    if space != b"CMYK":
        return f"is for {_SPACES.get(space, 'another colour space')}, not for CMYK"
    if kind != b"prtr":
        return f"describes {_CLASSES.get(kind, 'something else')}, not a printing condition"
    # A damaged count may promise four billion entries.
    end = min(_HEADER + 4 + int.from_bytes(data[128:132]) * _ENTRY, len(data))
    tags = {data[at : at + 4] for at in range(_HEADER + 4, end, _ENTRY)}
    if not {b"A2B0", b"B2A0"} <= tags:
        return "is damaged: its tables of colours are missing"
    # PDF 1.4, on which X-1a stands, knows ICC profiles of version 2 (ISO 15930-4:2003, 6.3; PDF 1.4, 4.5.4).
    if standard == PDF_X1A and data[8] > 2:
        return f"is of ICC version {data[8]}; PDF/X-1a:2003 takes version 2"
    return None
