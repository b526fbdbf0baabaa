"""Turn a scene's SVG into flat shapes whose inks are palette tokens, in the view box's mm.

A scene is a small part of SVG: groups, paths and simple shapes, filled by
``class="token"`` or drawn by ``class="line token"``. What would look otherwise
on a screen than in print is a problem at its line and column, never ignored;
what an editor leaves behind (metadata, its own name spaces) is.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Collection
from dataclasses import dataclass

from cardkit.diagnostic import Diagnostic, Span, error
from cardkit.geometry import Point, Rect
from cardkit.machine import store
from cardkit.machine.maker import maker, name_of
from cardkit.picture import svg
from cardkit.picture.finding import Findings
from cardkit.picture.shape import Shape

__all__ = ["Scene", "Shape", "parse"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture made of shapes, back to front, all in the mm of ``view``.

    ``focus`` is the point to keep in sight, ``horizon`` where the land meets
    the edges; ``digest`` is the SHA-256 of the file.
    """

    view: Rect
    focus: Point
    horizon: float | None
    shapes: tuple[Shape, ...]
    digest: str

    @property
    def focus_share(self) -> Point:
        """The focus in shares of the view, as ``frame.crop`` takes it and a card writes it."""
        return Point((self.focus.x - self.view.x) / self.view.width, (self.focus.y - self.view.y) / self.view.height)


def parse(data: bytes, path: str, tokens: Collection[str]) -> tuple[Scene | None, tuple[Diagnostic, ...]]:
    """Read a scene. ``path`` is its name in problems, ``tokens`` the palette's names.

    Problems: `scene-syntax`, `scene-doctype`, `scene-too-large`, `scene-problems`,
    `scene-view-box`, `scene-element`, `scene-attribute`, `scene-geometry`,
    `scene-class`, `scene-empty`, `unknown-token`.
    """
    digest = hashlib.sha256(data).hexdigest()
    place = store.folder()
    name = name_of(maker(("picture",)), "scene", digest, path, sorted(tokens))
    known = store.fetch(place, name) if place else None
    if known:
        return _thawed(known, path, digest), ()
    findings = Findings()
    contents = svg.read(data, path, tokens, findings)
    problems = findings.problems()
    if problems or contents.view is None:
        return None, problems
    if not contents.shapes:
        hint = 'Draw shapes with a palette token as their class, such as `<rect class="sky-1" …/>`.'
        return None, (error("scene-empty", f"`{path}` draws nothing", Span.start_of(path), hint=hint),)
    focus = contents.focus or contents.view.centre
    scene = Scene(contents.view, focus, contents.horizon, tuple(contents.shapes), digest)
    if place:
        store.keep(place, name, _frozen(scene))
    return scene, ()


def _frozen(scene: Scene) -> bytes:
    """A sound scene as plain data, which is read back in a tenth of the time that its SVG takes."""
    view = (scene.view.x, scene.view.y, scene.view.width, scene.view.height)
    shapes = [
        (
            *(shape.path, shape.fill, shape.stroke, shape.width, shape.cap, shape.join, shape.even_odd),
            *(shape.span.line, shape.span.column, shape.span.end_line, shape.span.end_column),
        )
        for shape in scene.shapes
    ]
    return marshal.dumps((view, (scene.focus.x, scene.focus.y), scene.horizon, shapes))


def _thawed(data: bytes, path: str, digest: str) -> Scene:
    view, focus, horizon, kept = marshal.loads(data)
    shapes = tuple(
        Shape(drawn, fill, stroke, width, cap, join, even_odd, Span(path, *place))
        for drawn, fill, stroke, width, cap, join, even_odd, *place in kept
    )
    return Scene(Rect(*view), Point(*focus), horizon, shapes, digest)
