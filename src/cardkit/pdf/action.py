"""Find what a PDF does rather than shows: what runs when it is opened or touched, and layers that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def scripts(document: pikepdf.Pdf) -> Iterator[str]:
    """Where something runs when the file is opened, shown or touched."""
    import pikepdf

    root = document.Root
    if "/JavaScript" in _dictionary(root.get("/Names")):
        yield "the document's JavaScript"
    if _runs(root.get("/OpenAction")):
        yield "an action on opening"
    if "/AA" in root:
        yield "actions on the document's events"
    if any(_runs(entry.get("/A")) for entry in _bookmarks(root)):
        yield "an action behind a bookmark"
    for number, page in enumerate(document.pages, start=1):
        if "/AA" in page.obj:
            yield f"actions on page {number}"
        annotations = page.obj.get("/Annots")
        for one in annotations if isinstance(annotations, pikepdf.Array) else ():
            entry = _dictionary(one)
            if "/AA" in entry or _runs(entry.get("/A")):
                yield f"an action on page {number}"


def _runs(action: pikepdf.Object | None) -> bool:
    """Whether an action, or one that follows it (ISO 32000-1, 12.6.2), does more than show a place."""
    import pikepdf

    waiting = [action]
    for _ in range(_MOST_ACTIONS):
        if not waiting:
            return False
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            if one.get("/S") in _RUNNING:
                return True
            waiting.append(one.get("/Next"))
    return True


_RUNNING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition")

#: A chain of more actions than this leads back into itself, or is meant to harm.
_MOST_ACTIONS = 100


def _bookmarks(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every entry of the outline, once, however the entries lead to one another."""
    import pikepdf

    seen: set[tuple[int, int]] = set()
    waiting = [_dictionary(root.get("/Outlines")).get("/First")]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, pikepdf.Dictionary) and entry.objgen not in seen:
            seen.add(entry.objgen)
            yield entry
            waiting += [entry.get("/Next"), entry.get("/First")]


def unsettled_layers(root: pikepdf.Object) -> Iterator[str]:
    """Layers that are off, or that show on a screen what a press does not print (ISO 32000-1, 8.11.4)."""
    import pikepdf

    layers = _dictionary(root.get("/OCProperties"))
    usual = _dictionary(layers.get("/D"))
    groups = layers.get("/OCGs")
    off = usual.get("/OFF")
    hidden = (
        {one.objgen for one in off if isinstance(one, pikepdf.Dictionary)} if isinstance(off, pikepdf.Array) else set()
    )
    changing = usual.get("/AS")
    changes = isinstance(changing, pikepdf.Array) and len(changing) > 0
    all_off = usual.get("/BaseState") in ("/OFF", "/Unchanged")
    for group in groups if isinstance(groups, pikepdf.Array) else ():
        if all_off or changes or getattr(group, "objgen", None) in hidden:
            name = _dictionary(group).get("/Name")
            yield str(name) if isinstance(name, pikepdf.String) else ""


def _dictionary(found: pikepdf.Object | None) -> pikepdf.Object:
    import pikepdf

    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()
