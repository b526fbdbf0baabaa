"""Gather the facts of a finished PDF, before anything is judged: what looks like what, where, on which page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from cardkit.geometry import Rect
from cardkit.pdf.anatomy import Anatomy, PageFact, dissect
from cardkit.pdf.mark import Font, Look
from cardkit.pdf.space import ALL, NONE, PROCESS, Space
from cardkit.preflight.gathering import Gathering, Place
from cardkit.preflight.listing import Listed
from cardkit.preflight.sight import Sight


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is in a file.

    ``looks`` are all ways in which something is painted, ``slug`` those that
    stand beyond the bleed, where printers put marks: each with the mark on its first page, and with all its pages.
    ``slender`` are filled rectangles that are as good as lines, the thinnest a page of each
    look, ``on_colour`` small black letters that do not overprint what is coloured beneath
    them. ``letters`` are the codes that each font shows, where its codes are known.

    ``listed`` is what a manifest says of the file, None without one; ``labels``
    name the pages for people: "the front of `hohhot`". ``sights`` are what the
    pages show, where anybody looked.
    """

    anatomy: Anatomy
    looks: dict[Look, list[Place]]
    slug: dict[Look, list[Place]]
    slender: dict[Look, list[Place]]
    on_colour: list[Place]
    letters: dict[Font, set[int]]
    labels: Sequence[str] = ()
    listed: Listed | None = None
    sights: tuple[Sight, ...] = ()

    @property
    def pages(self) -> tuple[PageFact, ...]:
        return self.anatomy.pages

    def label(self, page: int) -> str:
        """What people call a page; empty where nobody has said."""
        return self.labels[page - 1] if 0 < page <= len(self.labels) else ""

    def of(self, *kinds: str) -> Iterator[tuple[Look, list[Place]]]:
        """The looks of these kinds on the card and its bleed, in the order in which they first appear."""
        return ((look, places) for look, places in self.looks.items() if look.kind in kinds)

    def everywhere(self) -> Iterator[tuple[Look, list[Place]]]:
        """All looks, on the card and beyond it."""
        return chain(self.looks.items(), self.slug.items())


def facts(
    pdf: Path, labels: Sequence[str] = (), listed: Listed | None = None, *, without: Container[int] = ()
) -> Facts:
    """Read a file whole, ``without`` some of its pages, as far as that goes without looking at its pages.

    Raises UnreadablePdfError where it is no PDF or is damaged beyond reading,
    OSError where it cannot be read.
    """
    seen = Gathering()
    anatomy = dissect(pdf, seen.see, without)
    return Facts(
        anatomy, seen.looks, seen.slug, seen.slender, seen.on_colour, seen.letters, labels=labels, listed=listed
    )


def spaces(known: Facts) -> dict[str, set[int]]:
    """The colour spaces in which anything is painted, with their pages."""
    found: dict[str, set[int]] = {}
    for look, places in known.everywhere():
        if look.colour.space.root.family != "Pattern":
            found.setdefault(str(look.colour.space), set()).update(page.number for page, _ in places)
    return found


def separations(known: Facts) -> dict[str, list[tuple[Space, list[Place]]]]:
    """The spot inks of a file: each space that prints on the plate, with its places."""
    found: dict[str, dict[Space, list[Place]]] = {}
    for look, places in known.everywhere():
        space: Space | None = look.colour.space
        while space is not None:
            for ink in space.inks:
                if ink not in (*PROCESS, ALL, NONE):
                    found.setdefault(ink, {}).setdefault(space, []).extend(places)
            space = space.base
    return {ink: list(by_space.items()) for ink, by_space in found.items()}


def shared(known: Facts) -> dict[int, str]:
    """Of each page what rules hold against other pages: its size, and the spot inks with the spaces that show them."""
    spots: dict[int, set[str]] = {page.number: set() for page in known.pages}
    for by_space in separations(known).values():
        for space, places in by_space:
            said = _described(space)
            for page, _ in places:
                spots[page.number].add(said)
    return {page.number: repr((page.trim, page.trim_box, sorted(spots[page.number]))) for page in known.pages}


def _described(space: Space) -> str:
    base = _described(space.base) if space.base else ""
    return repr((space.family, space.components, space.inks, space.solid, space.table, space.profile, base))


def plates(known: Facts) -> tuple[str, ...]:
    """The inks that the file lays down, process inks first."""
    used: set[str] = set()
    for look, _ in known.everywhere():
        used |= set(look.colour.inks)
        if not look.colour.tints:
            used |= _possible(look.colour.space.root)
    spots = sorted(used - set(PROCESS) - {ALL, NONE})
    return (*(ink for ink in PROCESS if ink in used), *spots)


def _possible(space: Space) -> set[str]:
    """The plates that a picture in this space may use."""
    if space.inks:
        return set(space.inks)
    return {1: {"Black"}, 4: set(PROCESS)}.get(space.components, set())


def fonts(known: Facts) -> dict[Font, list[Place]]:
    """Every font of the file with the texts that it shows: none for one that is only listed."""
    found: dict[Font, list[Place]] = {}
    for look, places in known.everywhere():
        if look.font is not None:
            found.setdefault(look.font, []).extend(places)
    for page in known.pages:
        for font in page.fonts:
            found.setdefault(font, [])
    return found


@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands: its first place, and in words where else."""

    page: int
    box_mm: tuple[float, float, float, float]
    said: str


def where(known: Facts, places: Iterable[Place]) -> Where:
    """The first place, with its box; the others are counted."""
    every = list(places)
    page, mark = min(every, key=lambda place: place[0].number)
    pages = list(dict.fromkeys(sorted(one.number for one, _ in every)))
    return Where(page.number, in_numbers(page.in_mm(mark.box)), on_pages(known, pages))


def on_pages(known: Facts, pages: Sequence[int]) -> str:
    """The pages in words, to be put behind a sentence: `` on the front of `hohhot` and 3 more pages``."""
    named = [known.label(page) or f"page {page}" for page in pages]
    if len(named) == 1:
        return f" (on {named[0]})" if known.label(pages[0]) else ""
    shown = named[:_MOST_NAMED]
    rest = f" and {len(named) - len(shown)} more" if len(named) > len(shown) else ""
    return f" (on {', '.join(shown)}{rest})"


#: More places than these say nothing more: the same thing is wrong everywhere.
_MOST_NAMED = 4


def in_numbers(box: Rect) -> tuple[float, float, float, float]:
    """A box as a problem carries it, in mm to the micron."""
    return (round(box.x, 3), round(box.y, 3), round(box.width, 3), round(box.height, 3))
