"""Write a folder or a zip beside its target, and let it take the target's place whole."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cardkit.diagnostic import has_errors
from cardkit.job import seal
from cardkit.job.atomic import commit_all, is_alive, naming, temporary, told_as

#: Every file of a zip bears this date, so that the same files give the same zip (the earliest that a zip can say).
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Taken(Exception):  # noqa: N818 - it says how it stands; nothing went wrong here.
    """Something stands at the target that was never packed, or was changed since."""

    def __init__(self, target: Path, why: str) -> None:
        super().__init__(f"{target} {why}")
        self.target = target
        self.why = why


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder beside its target; ``commit`` makes it the target, or the zip that the target's name asks for."""

    folder: Path
    target: Path

    def contents(self) -> dict[str, Path]:
        """Every file of it by its name from the top, in order."""
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path for path in files}

    def clear(self, name: str) -> None:
        """Remove a folder of it, where it is there."""
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def commit(self) -> tuple[str, ...]:
        """Put it in its target's place; gives the names of its files. Raises OSError."""
        files = self.contents()
        if self.target.suffix.lower() == ".zip":
            with temporary(self.target) as file:
                _zip(files, file.path)
                commit_all([file])
            return tuple(files)
        for path in files.values():
            _sync(path)
        aside = self.folder.with_name(f"{self.folder.name}-old")
        replaced = self.target.exists()
        if replaced:
            self.target.rename(aside)
        try:
            self.folder.rename(self.target)
        except OSError:
            if replaced:
                aside.rename(self.target)
            raise
        if replaced:
            shutil.rmtree(aside, ignore_errors=True)
        return tuple(files)


@contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """A new folder beside the target, removed at the end unless it was committed.

    Raises OSError, and Taken where the target is not an old pack, as it was packed.
    """
    _sweep(target)
    _refuse(target)
    folder = target.with_name(f".{target.name}.{os.getpid()}.cardkit-tmp.d")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with told_as(target, folder), naming(folder):
            folder.mkdir()
            yield Stage(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse(target: Path) -> None:
    if target.is_dir() and not any(target.iterdir()):
        return
    if not target.exists() and not target.is_symlink():
        return
    try:
        found, _ = seal.verify(target)
    except seal.NoPackError as fault:
        raise Taken(target, f"is no pack of cardkit: {fault}") from fault
    if has_errors(found):
        raise Taken(target, f"was changed since it was packed: {found[0].message}")


def _sweep(target: Path) -> None:
    """Remove what killed processes have left of this target."""
    stray = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.cardkit-tmp\.d(-old)?")
    for path in sorted(target.parent.iterdir()):
        match = stray.fullmatch(path.name)
        if not match or path.is_symlink() or not path.is_dir() or is_alive(int(match[1])):
            continue
        if match[2] and not target.exists():
            path.rename(target)  # It was killed between taking the old pack away and putting the new one there.
        else:
            shutil.rmtree(path, ignore_errors=True)


def _zip(files: dict[str, Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
