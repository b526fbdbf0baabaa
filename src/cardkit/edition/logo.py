"""Read what stands in the middle of a code: a slot's record into a logo, with its scene where it has one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from cardkit.deck.value import Record, Text
from cardkit.diagnostic import Diagnostic, error
from cardkit.edition.slot import Logo
from cardkit.picture.scene import parse

#: The most that a logo's file may hold: it is a few shapes.
_MOST_BYTES = 1_000_000


class Folder(Protocol):
    """Where a theme stands, and how it is named to the user."""

    @property
    def path(self) -> Path: ...
    @property
    def shown_as(self) -> str: ...


def read_logo(
    record: Record, folders: Sequence[Folder], tokens: Collection[str]
) -> tuple[Logo | None, tuple[Diagnostic, ...]]:
    """The logo, its scene read from the folder of the theme that asks for it.

    Problems: slot-incomplete, missing-file, outside-deck, unreadable-file, and those of the scene.
    """
    draws, file = record.text("draws") or "", record.get("file")
    made = Logo(draws, record.number("width") or 0.0, record.span, record.text("ink"))
    if draws != "scene":
        return made, ()
    if not isinstance(file, Text):
        hint = "Add `file:` with an SVG in the theme's folder, such as `file: logo.svg`."
        return None, (
            error("slot-incomplete", "the logo draws a scene and names no `file`", record.span_of("draws"), hint=hint),
        )
    folder = next((one for one in folders if record.span.file.startswith(f"{one.shown_as}/")), folders[0])
    path = folder.path / file.text
    if not path.resolve().is_relative_to(folder.path.resolve()):
        hint = "Copy the file into the theme's folder, and name it from there."
        return None, (error("outside-deck", f"`{file.text}` leads out of the theme", file.span, hint=hint),)
    if not path.is_file():
        hint = "Put the logo there, or correct the path: it begins in the theme's folder."
        return None, (error("missing-file", f"there is no `{file.text}` in the theme", file.span, hint=hint),)
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
    except OSError as reason:
        message = f"`{file.text}` cannot be read: {reason.strerror}"
        return None, (error("unreadable-file", message, file.span, hint="Let yourself read it."),)
    scene, found = parse(data, f"{folder.shown_as}/{file.text}", tokens)
    if scene is None:
        return None, found
    return Logo(draws, made.width, made.span, made.ink, scene), found
