"""A file whose size and time are another's is not taken for it."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from cardkit.job import digest as digests
from cardkit.job.digest import Digests


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_what_is_unpacked_in_place_with_an_archive_s_times_is_seen(tmp_path: Path) -> None:
    page, old = tmp_path / "index.html", time.time() - 86_400
    page.write_text("first")
    os.utime(page, (old, old))
    seen = Digests.of(tmp_path)
    assert seen.digest("index.html") == sha("first")
    seen.keep()
    page.write_text("later")  # The same file, as `unzip -o`, `cp -p` and `rsync --inplace -t` write it.
    os.utime(page, (old, old))
    assert Digests.of(tmp_path).digest("index.html") == sha("later")


def test_a_file_is_young_by_the_time_when_it_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, now = tmp_path / "index.html", time.time() // 2 * 2
    page.write_text("first")
    os.utime(page, (now, now))
    seen = Digests.of(tmp_path)
    seen.digest("index.html")
    mark = digests._mark(page)
    page.write_text("later")
    os.utime(page, (now, now))
    # A clock of two seconds, as FAT has it: the second stroke leaves the very mark of the first.
    monkeypatch.setattr(digests, "_mark", lambda _: mark)
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 10**10)  # The build goes on for ten seconds.
    seen.keep()
    assert Digests.of(tmp_path).digest("index.html") == sha("later")
