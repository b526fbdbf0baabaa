"""A font is opened once, and anew when its file is another one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from cardkit.typesetting.font import open_font
from cardkit.typesetting.shelf import shelf

FONT = shelf()[0]["Source Sans 3", 400, False].path


def test_a_file_is_opened_once(tmp_path: Path) -> None:
    path = Path(shutil.copy2(FONT, tmp_path / "a.ttf"))
    assert open_font(path) is open_font(path)


def test_another_font_of_the_same_size_and_time_is_another_font(tmp_path: Path) -> None:
    path = Path(shutil.copy2(FONT, tmp_path / "a.ttf"))
    before, first = path.stat(), open_font(path)
    ascent = first.ascent
    changed = bytearray(path.read_bytes())
    hhea = next(at for at in range(12, 400, 16) if changed[at : at + 4] == b"hhea")
    offset = int.from_bytes(changed[hhea + 8 : hhea + 12])
    changed[offset + 5] ^= 1  # the ascender
    path.write_bytes(changed)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert open_font(path).ascent != ascent
