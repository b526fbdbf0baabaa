"""Frame a card's picture for its pages: the files that show it, its size, and what must stay in sight."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cardkit.deck.value import Number, Record, Text
from cardkit.diagnostic import Diagnostic
from cardkit.edition.exhibition import Exhibition
from cardkit.exhibit.art import COARSE, UNITS, scene_svg
from cardkit.exhibit.page import Made, Page, digest
from cardkit.picture.photograph import Photograph
from cardkit.picture.scene import Scene
from cardkit.picture.screen import Screen, screens, to_screen


@dataclass(frozen=True, slots=True)
class Shown:
    """One file that shows a picture: its path in the site, and its width in pixels."""

    path: str
    width: int


@dataclass(frozen=True, slots=True)
class Framed:
    """A picture as pages show it.

    ``modern`` are the sizes that new browsers take, ``small`` serves in lists;
    ``focus`` is in shares.
    """

    width: int
    height: int
    focus: tuple[float, float]
    modern: tuple[Shown, ...]
    plain: Shown
    small: Shown
    scene: bool


@dataclass(frozen=True, slots=True)
class Frames:
    """The pictures of one build.

    ``known`` holds what an earlier build learned of files that were sound, by
    their content: they are not opened again. ``made`` holds the files of the
    site that can show them, by the code that ``made_by`` stands for.
    """

    exhibition: Exhibition
    made_by: str = ""
    known: dict[str, list[Any]] = field(default_factory=dict)
    seen: dict[str, list[Any]] = field(default_factory=dict)
    made: dict[str, Page] = field(default_factory=dict)
    _framed: dict[str, tuple[Framed | None, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def frame(self, file: Text) -> tuple[Framed | None, tuple[Diagnostic, ...]]:
        """The picture in a file of the deck; None where it cannot be shown, with the reason."""
        found = self._framed.get(file.text)
        if found is None:
            found = self._framed[file.text] = self._frame(file)
        return found

    def _frame(self, file: Text) -> tuple[Framed | None, tuple[Diagnostic, ...]]:
        try:
            content = hashlib.sha256((self.exhibition.deck.root / file.text).read_bytes()).hexdigest()
        except OSError:
            return None, self.exhibition.picture(file)[1]
        key = self._key(file, content)
        problems: tuple[Diagnostic, ...] = ()
        facts = self.known.get(key)
        if facts is None:
            picture, problems = self.exhibition.picture(file)
            if picture is None:
                return None, problems
            # It may have been saved since it was read for its key.
            content, facts = picture.digest, _facts(picture)
            key = self._key(file, content)
        if not problems:
            self.seen[key] = facts
        return self._shown(file, content, key, facts), problems

    def _key(self, file: Text, content: str) -> str:
        # The same bytes are a scene under one ending, and under another no picture at all.
        palette = {name: str(ink) for name, ink in self.exhibition.theme.palette.items()}
        return digest(content, Path(file.text).suffix.lower(), self.made_by, palette)

    def _shown(self, file: Text, content: str, key: str, facts: Sequence[Any]) -> Framed:
        scene, width, height, focus, sizes = facts
        if scene:
            path, small = f"a/{key[:12]}.svg", f"a/{key[:12]}-s.svg"
            self.made[path] = Page(path, key, lambda: Made(self._scene(file, content, UNITS)))
            self.made[small] = Page(small, key, lambda: Made(self._scene(file, content, COARSE)))
            shown_as = Shown(path, width), Shown(small, width)
            return Framed(width, height, (focus[0], focus[1]), (), *shown_as, scene=True)
        shown = []
        for wide, high, form in sizes:
            path = f"a/{key[:12]}-{wide}.{form}"
            screen = Screen(wide, high, form)
            self.made[path] = Page(path, key, lambda screen=screen: Made(self._photograph(file, content, screen)))  # type: ignore[misc]
            shown.append(Shown(path, wide))
        return Framed(width, height, (focus[0], focus[1]), tuple(shown[:-1]), shown[-1], shown[0], scene=False)

    def _scene(self, file: Text, content: str, units: int) -> bytes:
        picture = _check(self.exhibition.picture(file)[0], file, content)
        assert isinstance(picture, Scene), "a sound scene was opened before"
        return scene_svg(picture, self.exhibition.theme.palette, units)

    def _photograph(self, file: Text, content: str, screen: Screen) -> bytes:
        picture = _check(self.exhibition.picture(file)[0], file, content)
        assert isinstance(picture, Photograph), "a sound photograph was opened before"
        return to_screen(picture, screen)


def _check(picture: Scene | Photograph | None, file: Text, content: str) -> Scene | Photograph:
    """The picture, which says what its key stands for. Raises OSError where its file was written since that was read."""
    if picture is None or picture.digest != content:
        raise OSError(f"`{file.text}` changed while cardkit was working; start again")
    return picture


def focus_in(image: Record | None) -> tuple[float, float] | None:
    """The focus that a card gives its picture, in shares."""
    numbers = [item.value for item in image.items("focus") if isinstance(item, Number)] if image else []
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _facts(picture: Scene | Photograph) -> list[Any]:
    """What pages need to know of a picture, as plain data that a file can keep."""
    if isinstance(picture, Scene):
        share = picture.focus_share
        size = [round(picture.view.width * 10), round(picture.view.height * 10)]
        return [True, *size, [round(share.x, 4), round(share.y, 4)], []]
    sizes = [[one.width, one.height, one.form] for one in screens(picture)]
    return [False, picture.width, picture.height, [0.5, 0.5], sizes]
