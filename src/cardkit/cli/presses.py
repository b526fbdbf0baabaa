"""List the presses side by side: cardkit's own, the user's, and those of the deck one is in."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from cardkit.cli.option import DeckPath
from cardkit.cli.stop import GOOD, Stop
from cardkit.cli.table import table
from cardkit.cli.talk import Talk, remark
from cardkit.cli.terminal import put, visible

if TYPE_CHECKING:
    from cardkit.press.model import Press


def presses(deck: DeckPath = None, *, talk: Talk) -> int:
    """Show what each press asks of a file: its standard and profile, ink, bleed, and smallest sizes.

    A deck brings presses of its own under `presses/NAME.yaml`, a user in `~/.config/cardkit/presses`;
    either may build on another with `extends:`.

    \b
    Examples:
      cardkit presses                          cardkit's own, yours, and those of the deck you are in
      cardkit presses cards/inner-mongolia     and those of that deck
      cardkit render --press x1a               write the files for one of them
    """
    from cardkit.cli.request import find
    from cardkit.diagnostic import Span
    from cardkit.press.folder import presses as files_of
    from cardkit.press.folder import read_press

    try:
        root = find(deck)
    except Stop:
        if deck is not None:
            raise
        root = None
    files = files_of(root, shown_as=str(root) if root else "")
    read = {name: read_press(name, Span.start_of(file.shown_as), files) for name, file in sorted(files.items())}
    sound = [press for press, _ in read.values() if press]
    put(table([("", *(press.name for press in sound)), *zip(*map(_column, [None, *sound]), strict=True)]))
    put("")
    for one in sound:
        words = f"{one.name}: {one.title}, with the profile {one.profile.name}. {one.note}"
        put(fill(visible(words), _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))
    for name, (press, _) in read.items():
        if press is None:
            remark(f"`{name}` has errors: write `press: {name}` in deck.yaml and run `cardkit validate`.", talk)
    return GOOD


#: The columns of a terminal that nobody has widened; most tables of presses fit it, too.
_WIDTH = 80


def _column(press: Press | None) -> tuple[str, ...]:
    """What a press asks for, in the order of the rows; without one, what the rows are called."""
    if press is None:
        return (
            "standard",
            "printing condition",
            "most ink",
            "ink that it warns of",
            "bleed",
            "marks on cards",
            "spot inks",
            "page order",
            "smallest type, one ink",
            "smallest type, several inks",
            "thinnest line, one ink",
            "thinnest line, several inks",
            "least resolution",
            "resolution without warning",
        )
    most = f" to {press.bleed_most:g}" if press.bleed_most is not None else ""
    return (
        press.standard or "none",
        press.condition or "not named",
        f"{100 * press.ink_limit:g} %",
        f"{100 * press.ink_warning:g} %",
        f"{press.bleed:g}{most} mm" if press.bleed or most else "none",
        "yes" if press.marks else "no",
        "yes" if press.spots else "no",
        press.order,
        f"{press.text_least:g} pt",
        f"{press.text_inks_least:g} pt",
        f"{press.line_least:g} mm",
        f"{press.line_inks_least:g} mm",
        f"{press.image_error:g} ppi",
        f"{press.image_warning:g} ppi",
    )
