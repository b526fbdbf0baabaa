"""Write a deck's site: what changed is made and takes its place, what is no longer named goes, the listing comes last."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cardkit.deck import Deck
from cardkit.diagnostic import Diagnostic, Report, error, has_errors
from cardkit.edition.exhibition import Exhibition, gather
from cardkit.exhibit import Settings, Site, build
from cardkit.exhibit.page import Kind
from cardkit.job.atomic import commit_all, temporary
from cardkit.job.description import described
from cardkit.job.digest import Digests
from cardkit.job.front import fronts
from cardkit.job.key import LIBRARIES, ROOMS
from cardkit.job.lock import lock
from cardkit.job.manifest import Occupied
from cardkit.job.step import Progress, Step, unseen
from cardkit.machine.maker import maker, name_of

#: The listing of a site: what stands in it, by whom, and from what it was made.
NAME = ".cardkit-exhibit.json"

#: The rooms and libraries that make the pages and the files that they show.
_ROOMS = (*ROOMS, "exhibit", "data/exhibit")
_LIBRARIES = (*LIBRARIES, "jinja2", "fonttools", "brotli", "pillow-heif")

#: What the listing says of a file: its key, its digest, and which other files it needs.
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SiteOrder:
    """Which site to make, and where. ``base`` stands for the deck's own address; ``complete`` as in ``render.Order``."""

    deck: Deck
    output: Path
    kind: Kind = "web"
    base: str | None = None
    only: frozenset[str] = frozenset()
    checking: bool = False
    strict: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """What a build left behind; nothing was written where ``pages`` is 0."""

    report: Report
    folder: Path
    base: str = ""
    pages: int = 0
    written: int = 0
    removed: int = 0
    checked: int = 0


def write(order: SiteOrder, *, found: Iterable[Diagnostic] = (), progress: Progress = unseen) -> SiteOutcome:
    """Build a deck's site; ``found`` are the problems known from reading.

    Raises OSError where the folder cannot be written, ``lock.Locked`` where
    another build is at it, and ``manifest.Occupied`` where another deck's site stands there.
    """
    told = tuple(found)
    progress(Step("Reading the deck's look and links", 0, 1))
    exhibition, problems = gather(order.deck, complete=order.complete and not has_errors(told))
    report = Report.of((*told, *problems))
    if exhibition is None or _stopped(order, report) or not exhibition.links:
        return SiteOutcome(report, order.output)
    base = (order.base or _base(exhibition)).rstrip("/")
    old = _listing(order)
    settings = Settings(base, order.kind, order.only, made_by=maker(_ROOMS, _LIBRARIES), look=_look(exhibition))
    site, problems = build(exhibition, settings, old.get("learned"))
    report = Report.of((*report, *problems))
    if _stopped(order, report):
        return SiteOutcome(report, order.output, base)
    taken = _taken(order, site, old.get("files", {}))
    if taken:
        return SiteOutcome(Report.of((*report, taken)), order.output, base)
    order.output.mkdir(parents=True, exist_ok=True)
    with lock(order.output):
        shelf = _Shelf(order.output, Digests.of(order.output, trusting=not order.checking), old.get("files", {}))
        with _listed_or_gone(shelf):
            _write(order, site, shelf, progress)
            new, removed = shelf.new, _tidy(order, shelf.old, shelf.new)
            kept = {**shelf.old, **new} if order.only else new
            learned = {**old.get("learned", {}), **site.learned} if order.only else site.learned
            _record(order, base, kept, learned)
        shelf.seen.keep()
    checked: list[str] = []
    if order.checking:
        report = Report.of((*report, *_check(exhibition, order.output, checked)))
    pages = sum(1 for path in new if path.endswith(".html"))
    return SiteOutcome(report, order.output, base, pages, shelf.written, removed, len(checked))


@dataclass(slots=True)
class _Shelf:
    """The site's files on the disk: those that an earlier build left, and those that this one has put there or kept."""

    folder: Path
    seen: Digests
    old: Mapping[str, Entry]
    new: dict[str, Entry] = field(default_factory=dict)
    written: int = 0
    fresh: list[Path] = field(default_factory=list)

    def keeps(self, path: str, key: str) -> bool:
        """Keep a file and those that it needs, where an earlier build made them of the same, untouched since."""
        entry = self.old.get(path)
        if entry is None or entry["key"] != key:
            return False
        whole = (path, *entry.get("needs", ()))
        if not all(self._stands(one) for one in whole):
            return False
        self.new.update((one, self.old[one]) for one in whole)
        return True

    def put(self, path: str, key: str, content: bytes, needs: Iterable[str] = ()) -> None:
        """Put a file in its place at once; one that says the same already stays."""
        target = self.folder / path
        sha = hashlib.sha256(content).hexdigest()
        self.new[path] = {"key": key, "sha256": sha, **({"needs": named} if (named := sorted(needs)) else {})}
        if self.seen.digest(path) == sha:
            return
        if path not in self.old and not os.path.lexists(target):
            self.fresh.append(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary(target) as file:
            file.path.write_bytes(content)
            # Not synced one by one: a site of a thousand cards has ten thousand files, and the listing proves each.
            file.path.replace(target)
            file.committed = True
        self.seen.put(path, sha)
        self.written += 1

    def _stands(self, path: str) -> bool:
        if path in self.new:
            return True
        entry = self.old.get(path)
        return entry is not None and self.seen.digest(path) == entry["sha256"]


@contextmanager
def _listed_or_gone(shelf: _Shelf) -> Iterator[None]:
    """Remove the files that are new where something ends the build, as a full disk does: no listing would own up to them."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            _remove(shelf.fresh, shelf.folder)
        raise


def _write(order: SiteOrder, site: Site, shelf: _Shelf, progress: Progress) -> None:
    """Write what is new, each page after the files that it needs."""
    total = len(site.pages) + len(site.fronts)
    paths = {front.card: front.path for front in site.fronts}
    # Begun before the pages, so that a process beside can draw the fronts meanwhile.
    missing = fronts(order.deck, tuple(paths), site.ground, lambda card, key: shelf.keeps(paths[card], key))
    for number, page in enumerate(site.pages):
        if shelf.keeps(page.path, page.key):
            continue
        progress(Step(f"Writing {page.path}", number, total))
        made = page.make()
        for need in made.needs:
            if need.path not in shelf.new and not shelf.keeps(need.path, need.key):
                shelf.put(need.path, need.key, need.make().content)
        shelf.put(page.path, page.key, made.content, (need.path for need in made.needs))
    for number, front in enumerate(missing):
        progress(Step(f"Drawing the front of {front.card}", len(site.pages) + number, total))
        shelf.put(paths[front.card], front.key, front.picture)


def _taken(order: SiteOrder, site: Site, old: Mapping[str, Any]) -> Diagnostic | None:
    """Whether the first file of the site would take the place of one that no build of this deck wrote."""
    for path in ("index.html", "404.html", "cards.json", *(front.path for front in site.fronts)):
        if path not in old and not order.only and os.path.lexists(order.output / path):
            message = f"`{order.output / path}` stands there already, and no build of this deck wrote it"
            return error("output-occupied", message, hint="Write elsewhere with -o DIR, or move the files there away.")
    return None


def _tidy(order: SiteOrder, old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """Remove the files that the listing named and the site has no more, and folders that this left empty."""
    if order.only:
        return 0
    gone = [order.output / path for path in old if path not in new and _inside(path)]
    _remove(gone, order.output)
    return len(gone)


def _remove(files: Iterable[Path], top: Path) -> None:
    """Remove files, and the folders below the top that this leaves empty."""
    for path in files:
        if path.is_file() and not path.is_symlink():
            path.unlink()
        for folder in path.parents:
            if folder == top or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _record(order: SiteOrder, base: str, files: Mapping[str, Any], learned: Mapping[str, Any]) -> None:
    # A line for each file, so that what changed between two builds can be read.
    rows = ",\n".join(f"{_json(path)}: {_json(entry)}" for path, entry in sorted(files.items()))
    head = _json({"deck": order.deck.id, "kind": order.kind, "base": base, "learned": learned})
    with temporary(order.output / NAME) as file:
        text = f'{head[:-1]}, "files": {{\n{rows}\n}}}}\n'
        file.path.write_text(text, encoding="utf-8", newline="\n")
        commit_all([file])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _listing(order: SiteOrder) -> dict[str, Any]:
    """What an earlier build left; nothing where it left none, or one that cannot be read."""
    try:
        found = json.loads((order.output / NAME).read_text(encoding="utf-8"))
        files = {str(path): _entry(**entry) for path, entry in found["files"].items()}
        learned = {str(key): list(facts) for key, facts in found["learned"].items()}
        owner = str(found["deck"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}
    if owner != order.deck.id:
        raise Occupied(order.output, owner)
    return {"files": files, "learned": learned}


def _entry(key: str, sha256: str, needs: Sequence[str] = ()) -> Entry:
    """An entry of the listing, which might have been written by anybody."""
    named = {"needs": [str(path) for path in needs]} if needs else {}
    return {"key": str(key), "sha256": str(sha256), **named}


def _check(exhibition: Exhibition, folder: Path, checked: list[str]) -> Iterator[Diagnostic]:
    """Prove on the finished files that every code of the deck and its ledger opens a page that carries it."""
    cards = {link.code: card for card, link in exhibition.links.items()}
    spans = {card.id: card.span for card in exhibition.deck.cards}
    entries = {entry.code: entry for entry in exhibition.ledger.entries}
    for code in sorted({*cards, *entries}):
        path = folder / "c" / code / "index.html"
        try:
            said = path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            said = ""
        if f"/c/{code}" in said:
            checked.append(code)
            continue
        span = spans[cards[code]] if code in cards else entries[code].span
        what = "opens no page" if not said else "opens a page that does not carry it"
        message = f"the code `{code}` {what}"
        yield error("exhibit-code-missing", message, span, hint="Build the whole site again: `cardkit exhibit build`.")


def _look(exhibition: Exhibition) -> str:
    """What decides how all pages look, besides what deck.yaml says."""
    return name_of(described((exhibition.theme, exhibition.deck.kinds)))


def _base(exhibition: Exhibition) -> str:
    """Where the deck's codes lead, as its links say it."""
    link = next(iter(exhibition.links.values()))
    return link.url.removesuffix(f"/c/{link.code}")


def _inside(path: str) -> bool:
    """Whether a listed path stays inside the site: the listing might have been written by anybody."""
    return not path.startswith(("/", "\\")) and ".." not in path.replace("\\", "/").split("/") and ":" not in path


def _stopped(order: SiteOrder, report: Report) -> bool:
    return has_errors(report) or (order.strict and len(report) > 0)
