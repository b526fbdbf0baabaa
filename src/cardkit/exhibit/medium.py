"""Gather what an exhibit shows beside text: sounds, films and pictures of a gallery, with the files that carry them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cardkit.deck.value import Record, Text
from cardkit.exhibit.file import Sort, judge, served_as
from cardkit.exhibit.guide import Guide, View
from cardkit.exhibit.page import Made, Page, digest
from cardkit.exhibit.tag import cleaned


def sounds(guide: Guide, exhibit: Record) -> list[View]:
    """Things to hear; a file that cannot be shown leaves its words."""
    return [
        {
            **_told(guide, one),
            "file": _file(guide, one.get("file"), "audio"),
            "language": one.text("language"),
        }
        for one in _records(exhibit, "audio")
    ]


def films(guide: Guide, exhibit: Record) -> list[View]:
    """Things to watch, with their posters and captions."""
    found = []
    for one in _records(exhibit, "video"):
        poster = one.get("poster")
        framed = guide.site.frames.frame(poster)[0] if isinstance(poster, Text) else None
        captions = one.record("captions")
        tracks = [
            {"language": language, **made}
            for language, file in (captions.fields.items() if captions else ())
            if (made := _file(guide, file, "captions"))
        ]
        found.append(
            {
                **_told(guide, one),
                "file": _file(guide, one.get("file"), "video"),
                "poster": guide.file(guide.site.frames.made[framed.plain.path]) if framed else "",
                "width": framed.width if framed else 16,
                "height": framed.height if framed else 9,
                "alt": guide.tongue.of(one, "alt"),
                "tracks": sorted(tracks, key=lambda track: str(track["language"]) != guide.language),
            }
        )
    return found


def gallery(guide: Guide, exhibit: Record) -> list[View]:
    """More pictures, each with its caption, maker and terms."""
    return [view for one in _records(exhibit, "gallery") if (view := guide.picture(one))]


def _told(guide: Guide, one: Record) -> View:
    transcript = guide.tongue.of(one, "transcript")
    return {
        "title": guide.tongue.of(one, "title"),
        "transcript": transcript.paragraphs() if transcript else (),
        "credit": guide.tongue.of(one, "credit"),
        "licence": one.text("licence"),
    }


def _file(guide: Guide, written: object, sort: Sort) -> View | None:
    if not isinstance(written, Text):
        return None
    path = guide.site.exhibition.deck.root / written.text
    ending, problems = judge(path, written, sort)
    if problems:
        return None
    content = content_of(path)
    key = digest(guide.site.settings.made_by, content)
    page = Page(f"a/{content[:12]}.{ending}", key, lambda: Made(_unchanged(path, written, content, ending)))
    return {"src": guide.file(page), "type": served_as(ending)}


def _unchanged(path: Path, written: Text, content: str, ending: str) -> bytes:
    """A file as it is shown. Raises OSError where it no longer says what its name stands for."""
    made = cleaned(path, ending)
    if _digest(path) != content:
        raise OSError(f"`{written.text}` changed while cardkit was working; start again")
    return made


_DIGESTS: dict[tuple[Path, tuple[int, ...]], str] = {}


def content_of(path: Path) -> str:
    """What stands for a file's content, "" where there is none; a file is read once a process, whoever shows it."""
    try:
        status = path.stat()
    except OSError:
        return ""
    key = (path, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
    if key not in _DIGESTS:
        _DIGESTS[key] = _digest(path)
    return _DIGESTS[key]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _records(record: Record, name: str) -> Iterator[Record]:
    return (item for item in record.items(name) if isinstance(item, Record))
