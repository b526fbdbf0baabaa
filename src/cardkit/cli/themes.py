"""List the themes: cardkit's own, and those of the deck one is in."""

from __future__ import annotations

from cardkit.cli.option import DeckPath
from cardkit.cli.stop import GOOD, Stop
from cardkit.cli.table import table
from cardkit.cli.talk import Talk
from cardkit.cli.terminal import put


def themes(deck: DeckPath = None, *, talk: Talk) -> int:  # noqa: ARG001 - every command has it.
    """List the themes with the formats that each has layouts for.

    \b
    Examples:
      cardkit themes                          cardkit's own, and those of the deck you are in
      cardkit themes cards/inner-mongolia     cardkit's own, and those of that deck
    """
    from cardkit.cli.request import find
    from cardkit.diagnostic import Span
    from cardkit.edition.theme_folder import read_theme, theme_folders
    from cardkit.typesetting.shelf import shelf

    try:
        root = find(deck)
    except Stop:
        if deck is not None:
            raise
        root = None
    folders = theme_folders(root, str(root) if root else "")
    fonts, _ = shelf()
    rows = [("name", "title", "formats")]
    for name, folder in sorted(folders.items()):
        theme, _ = read_theme(name, Span.start_of(folder.shown_as), folders, fonts)
        rows.append((name, theme.title, ", ".join(theme.formats())) if theme else (name, "(has errors)", ""))
    put(table(rows))
    return GOOD
