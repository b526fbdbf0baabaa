"""Name the files of a site and lead from one to another by relative links."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from cardkit.exhibit.said import Said

#: The page that a server shows for an address that is not there, whatever that address is.
LOST = "404.html"

#: Where the site will stand: on a web server, or on a USB stick where no server finds a folder's index.
Kind = Literal["web", "files"]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site.

    ``path`` is relative to the site. ``key`` stands for everything that decides
    the content and those of the files it names, so that a file whose key is
    known need not be made again.
    """

    path: str
    key: str
    make: Callable[[], Made]


@dataclass(frozen=True, slots=True)
class Made:
    """What a file says, and the other files of the site that it names: they are written before it."""

    content: bytes
    needs: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the site will stand. ``base`` is its address without a slash at the end; ``only`` limits the cards.

    For whoever keeps what was made, ``made_by`` stands for the code that makes it, and ``look`` for the theme and the
    kinds of cards.
    """

    base: str
    kind: Kind = "web"
    only: frozenset[str] = frozenset()
    made_by: str = ""
    look: str = ""

    @property
    def root(self) -> str:
        """The path of the site on its host, with a slash at both ends."""
        return urlsplit(self.base).path.rstrip("/") + "/"

    def absolute(self, path: str) -> str:
        """The address that a page or file of the site has on the Internet."""
        return f"{self.base}/{quote(path)}"

    def href(self, here: str, there: str) -> str:
        """The relative link from one place of the site to another; places end in a slash, files do not."""
        if here == LOST and self.kind == "web":
            return quote(self.root + there)
        # By way of the top: the same page then leads from everywhere by the same words.
        way = "../" * here.count("/") + quote(there)
        if self.kind == "files" and (there.endswith("/") or not there):
            return way + "index.html"
        return way or "./"


def file_of(place: str) -> str:
    """The file that is served for a place."""
    return place + "index.html" if place.endswith("/") or not place else place


def digest(*parts: object) -> str:
    """What stands for a content: the same parts give the same letters, in every process."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_told)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _told(part: object) -> object:
    """What stands for a value that JSON does not know; texts are the most, and quick."""
    return (part.text, part.language, part.foreign) if isinstance(part, Said) else str(part)
